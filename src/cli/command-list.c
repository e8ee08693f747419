/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/place.h"
#include "cli/json.h"
#include "cli/output.h"
#include "model/library/collator.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  SORT_DATE,
  SORT_TITLE,
  SORT_PATH,
} Sort;

typedef struct
{
  Sort sort;
  gboolean reverse;
} Order;

/* An article, as far as it is needed once the worker that read it has gone on. */
typedef struct
{
  char *path;
  char *title;
  char *key; /* (nullable): by which titles are compared */
  gint64 date;
  GString *line;
} Entry;

typedef struct
{
  BsSite *site;
  const char *category;
  const char *tag;
  gboolean only_problems;
  gboolean json;
  Order order;

  GMutex mutex;
  GPtrArray *entries; /* (element-type Entry) */
} Listing;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->path);
  g_free (self->title);
  g_free (self->key);
  g_string_free (self->line, TRUE);
  g_free (self);
}

/* Names may hold slashes, so the argument is compared with what the names make, not cut at its slashes. */
static gboolean
path_is_below (const char *const *names, const char *category)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const gsize length = strlen (names[i]);

      if (strncmp (names[i], category, length) != 0)
        return FALSE;
      category += length;
      if (*category == '\0')
        return TRUE;
      if (*category != '/')
        return FALSE;
      category++;
    }
  return FALSE;
}

static gboolean
is_asked_for (const Listing *self, const BsArticle *article)
{
  if (self->only_problems && !bs_problems_need_repair (article->problems))
    return FALSE;
  if (self->tag != NULL && !g_strv_contains ((const char *const *) article->tags, self->tag))
    return FALSE;
  if (self->category == NULL)
    return TRUE;

  for (guint i = 0; i < article->categories->len; i++)
    {
      if (path_is_below (g_ptr_array_index (article->categories, i), self->category))
        return TRUE;
    }
  return FALSE;
}

static void
append_text (GString *line, const Listing *self, const BsArticle *article)
{
  g_autofree char *date = NULL;

  if (article->has_date)
    {
      const gint64 instant = bs_date_to_unix (&article->date, self->site->zone);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);
      g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->site->zone) : NULL;

      if (local != NULL)
        date = g_date_time_format (local, "%Y-%m-%d %H:%M");
    }

  g_string_append_printf (line, "%-16s  ", date != NULL ? date : "-");
  bs_output_append_plain (line, article->title);
  for (guint i = 0; i < article->categories->len; i++)
    {
      const char *const *names = g_ptr_array_index (article->categories, i);

      g_string_append (line, i == 0 ? "  [" : ", ");
      for (guint j = 0; names[j] != NULL; j++)
        {
          if (j > 0)
            g_string_append (line, " › ");
          bs_output_append_plain (line, names[j]);
        }
    }
  g_string_append (line, article->categories->len > 0 ? "]  " : "  ");
  bs_output_append_plain (line, article->path);
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Listing *self = user_data;
  Entry *entry;

  g_assert (article != NULL && stamp != NULL);

  if (!is_asked_for (self, article))
    return;

  entry = g_new0 (Entry, 1);
  entry->path = g_strdup (article->path);
  if (self->order.sort == SORT_TITLE)
    entry->title = g_strdup (article->title);
  entry->date = article->has_date ? bs_date_to_unix (&article->date, self->site->zone) :
                                    stamp->modified / G_GINT64_CONSTANT (1000000000);
  entry->line = g_string_sized_new (256);
  if (self->json)
    {
      g_string_append_c (entry->line, '{');
      bs_json_append_article (entry->line, self->site, article);
      g_string_append_c (entry->line, '}');
    }
  else
    append_text (entry->line, self, article);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->entries, entry);
  g_mutex_unlock (&self->mutex);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  const Entry *one = *(const Entry *const *) a;
  const Entry *other = *(const Entry *const *) b;
  int result = 0;

  if (order->sort == SORT_DATE && one->date != other->date)
    result = one->date > other->date ? -1 : 1;
  else if (order->sort == SORT_TITLE)
    result = strcmp (one->key, other->key);
  if (result == 0)
    result = strcmp (one->path, other->path);
  return order->reverse ? -result : result;
}

static void
sort_entries (GPtrArray *entries, Order order)
{
  if (order.sort == SORT_TITLE)
    {
      g_autoptr (BsCollator) collator = bs_collator_new ();

      for (guint i = 0; i < entries->len; i++)
        {
          Entry *entry = g_ptr_array_index (entries, i);

          entry->key = bs_collator_make_key (collator, entry->title);
        }
    }
  g_ptr_array_sort_with_data (entries, compare_entries, &order);
}

static gboolean
parse_sort (const char *text, Sort *sort)
{
  static const char *const names[] = { [SORT_DATE] = "date", [SORT_TITLE] = "title", [SORT_PATH] = "path" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (text, names[i]))
        {
          *sort = (Sort) i;
          return TRUE;
        }
    }
  return FALSE;
}

static BsExitStatus
list_folder (const char *folder, Listing *self, int limit)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (BsSite) site = bs_place_open_folder (folder);

  if (site == NULL)
    return BS_EXIT_FAILED;

  self->site = site;
  self->entries = entries;
  if (!bs_place_scan (folder, site, article_cb, self, !self->json))
    return BS_EXIT_FAILED;

  sort_entries (entries, self->order);
  for (guint i = 0; i < entries->len && i < (guint) limit; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      bs_output_line (entry->line);
    }
  return BS_EXIT_DONE;
}

static BsExitStatus
run (char **args)
{
  g_autofree char *category = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *sort_name = NULL;
  g_auto (GStrv) operands = NULL;
  Listing listing = { 0 };
  int limit = G_MAXINT;
  BsExitStatus status;
  /* Names are taken as bytes, so that the contract also holds in a locale whose encoding is not UTF-8. */
  const GOptionEntry options[] = {
    { "category", 0, 0, G_OPTION_ARG_FILENAME, &category, N_ ("Only articles of this category, or below it"), "A/B" },
    { "tag", 0, 0, G_OPTION_ARG_FILENAME, &tag, N_ ("Only articles with this tag"), N_ ("TAG") },
    { "sort", 0, 0, G_OPTION_ARG_FILENAME, &sort_name, N_ ("How to sort; “date” is newest first"), "date|title|path" },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &listing.order.reverse, N_ ("Sort the other way"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), "N" },
    { "problems", 0, 0, G_OPTION_ARG_NONE, &listing.only_problems, N_ ("Only articles that need repair"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &listing.json, N_ ("Write one JSON object a line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_list, args, options, 1, 1, &operands, &status))
    return status;
  if (sort_name != NULL && !parse_sort (sort_name, &listing.order.sort))
    return bs_command_usage_error (&bs_command_list, _ ("--sort takes date, title or path."));
  if (limit < 0)
    return bs_command_usage_error (&bs_command_list, _ ("--limit takes a number that is not negative."));

  listing.category = category;
  listing.tag = tag;
  g_mutex_init (&listing.mutex);
  status = list_folder (operands[0], &listing, limit);
  g_mutex_clear (&listing.mutex);
  return status;
}

const BsCommand bs_command_list = {
  .name = "list",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("List the articles of a folder."),
  .run = run,
};
