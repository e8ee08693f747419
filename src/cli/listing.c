/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/listing.h"

#include <string.h>

#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/library/words/collator.h"
#include "model/library/search/snippet.h"

/* About two lines of a terminal. */
#define SNIPPET_CHARS 120

/* The number of found articles that are read at a time. */
#define FOUND_AT_ONCE 512

/* The part of an article that is still needed after the worker has freed it. */
typedef struct
{
  char *path;
  char *title;
  char *key; /* (nullable): compares titles */
  gint64 date;
  gboolean has_date;
  GString *line;
} Entry;

typedef struct
{
  const BsListing *listing;
  BsSite *site;
  BsQuery *query; /* (nullable) */

  GMutex mutex;
  GPtrArray *entries; /* (element-type Entry) */
} Work;

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

/* Names may contain slashes, so the argument is compared with the joined names instead of being split. */
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
is_asked_for (const Work *self, const BsArticle *article)
{
  if (self->listing->only_problems && !bs_problems_need_repair (article->problems))
    return FALSE;
  if (self->listing->tag != NULL && !g_strv_contains ((const char *const *) article->tags, self->listing->tag))
    return FALSE;
  if (self->listing->category == NULL)
    return TRUE;

  for (guint i = 0; i < article->categories->len; i++)
    {
      if (path_is_below (g_ptr_array_index (article->categories, i), self->listing->category))
        return TRUE;
    }
  return FALSE;
}

static void
append_text (GString *line, const Work *self, const BsArticle *article)
{
  g_autofree char *date = NULL;

  if (article->has_date)
    {
      GTimeZone *zone = bs_site_find (self->site, article->path)->zone;
      const gint64 instant = bs_date_to_unix (&article->date, zone);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);
      g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

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

static GString *
make_line (const Work *self, const BsArticle *article)
{
  GString *line = g_string_sized_new (256);

  if (self->listing->json)
    {
      g_string_append_c (line, '{');
      bs_json_append_article (line, self->site, article);
    }
  else
    append_text (line, self, article);
  return line;
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Work *self = user_data;
  Entry *entry;

  g_assert (article != NULL && stamp != NULL);

  if (!is_asked_for (self, article))
    return;
  entry = g_new0 (Entry, 1);
  entry->path = g_strdup (article->path);
  if (self->listing->sort == BS_SORT_TITLE)
    entry->title = g_strdup (article->title);
  entry->has_date = article->has_date;
  if (article->has_date)
    entry->date = bs_date_to_unix (&article->date, bs_site_find (self->site, article->path)->zone);
  entry->line = make_line (self, article);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->entries, entry);
  g_mutex_unlock (&self->mutex);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BsListing *listing = user_data;
  const Entry *one = *(const Entry *const *) a;
  const Entry *other = *(const Entry *const *) b;
  int result = 0;

  if (listing->sort == BS_SORT_TITLE)
    result = strcmp (one->key, other->key);
  /* Undated articles come last in either order. */
  if (listing->sort == BS_SORT_DATE && one->has_date != other->has_date)
    return one->has_date ? -1 : 1;
  if (listing->sort == BS_SORT_DATE && one->date != other->date)
    result = one->date > other->date ? -1 : 1;
  if (result == 0)
    result = strcmp (one->path, other->path);
  return listing->reverse ? -result : result;
}

static void
make_keys (GPtrArray *entries)
{
  g_autoptr (BsCollator) collator = bs_collator_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      entry->key = bs_collator_make_key (collator, entry->title);
    }
}

static void
append_snippet (const Work *self, const char *text, GString *line)
{
  g_autoptr (BsSnippet) snippet = bs_snippet_new (self->query->search, text, SNIPPET_CHARS);

  if (self->listing->json)
    {
      bs_json_append_text (line, "snippet", snippet->text);
    }
  else if (*snippet->text != '\0')
    {
      g_string_append (line, "\n    ");
      bs_output_append_plain (line, snippet->text);
    }
}

static void
print_line (const BsListing *listing, GString *line)
{
  if (listing->json)
    g_string_append_c (line, '}');
  bs_output_line (line);
}

static BsPlaceFlags
get_flags (const BsListing *listing)
{
  return BS_PLACE_SAY_FILES | (listing->json ? 0 : BS_PLACE_SAY_LEFT_OUT);
}

/* All articles, which are read and then sorted. */
static gboolean
print_all (Work *self)
{
  const BsListing *listing = self->listing;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  gboolean is_whole;

  self->entries = entries;
  g_mutex_init (&self->mutex);
  is_whole = bs_place_scan (listing->folder, self->site, article_cb, self, get_flags (listing));
  g_mutex_clear (&self->mutex);
  if (listing->sort == BS_SORT_TITLE)
    make_keys (entries);
  g_ptr_array_sort_with_data (entries, compare_entries, (gpointer) listing);
  for (guint i = 0; i < entries->len && i < listing->limit; i++)
    print_line (listing, ((Entry *) entries->pdata[i])->line);
  return is_whole;
}

/* Some of the search results. */
typedef struct
{
  const Work *work;
  BsFolderAnswer *found;
  guint start;                   /* the position of the first */
  GString *lines[FOUND_AT_ONCE]; /* (nullable): of the requested paths */
} Share;

static void
read_found (gpointer place, gpointer user_data)
{
  Share *self = user_data;
  guint i = GPOINTER_TO_UINT (place) - 1;
  const Work *work = self->work;
  g_autofree char *path = bs_folder_answer_dup_path (self->found, self->start + i);
  g_autofree char *text = NULL;
  g_autoptr (BsArticle) article = work->listing->with_snippets ? bs_scan_file_with_text (work->site, path, &text) :
                                                                 bs_scan_file (work->site, path, NULL);

  self->lines[i] = NULL;
  if (article == NULL || !is_asked_for (work, article))
    return;
  self->lines[i] = make_line (work, article);
  if (text != NULL)
    append_snippet (work, text, self->lines[i]);
}

/* Volatile, so that the compiler keeps it and leak checkers find what it points to. */
static BsFolderAnswer *volatile last_found;

/* The search results, in their order. */
static gboolean
print_found (Work *self)
{
  const BsListing *listing = self->listing;
  BsFolderAnswer *found = NULL;
  guint n_printed = 0;
  guint n_found;
  gboolean is_whole;

  is_whole = bs_place_search (listing->folder, self->site, &self->query,
                              listing->no_check ? BS_FOLDER_QUERY_NO_CHECK : 0, get_flags (listing), &found);
  n_found = found != NULL ? bs_folder_answer_get_length (found) : 0;
  for (guint start = 0, n; start < n_found && n_printed < listing->limit; start += n)
    {
      Share share = { self, found, start };
      GThreadPool *pool;

      n = MIN (MIN (FOUND_AT_ONCE, n_found - start), listing->limit - n_printed);
      pool = g_thread_pool_new (read_found, &share, (int) g_get_num_processors (), FALSE, NULL);
      for (guint i = 0; i < n; i++)
        g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
      g_thread_pool_free (pool, FALSE, TRUE);
      for (guint i = 0; i < n; i++)
        if (share.lines[i] != NULL)
          {
            print_line (listing, share.lines[i]);
            g_string_free (share.lines[i], TRUE);
            n_printed++;
          }
    }
  /* The program ends now: to free all rows one by one would only take time. */
  last_found = found;
  return is_whole;
}

/**
 * bs_listing_print:
 * @self: the request
 *
 * Prints articles, one per line.
 *
 * Returns: the exit status
 */
BsExitStatus
bs_listing_print (const BsListing *self)
{
  g_autoptr (BsSite) site = bs_place_open_folder (self->folder);
  g_autoptr (BsQuery) query = NULL;
  Work work = { self, site };
  gboolean is_partial;
  gboolean is_done;

  if (site == NULL)
    return BS_EXIT_FAILED;
  if (self->query == NULL)
    return print_all (&work) ? BS_EXIT_DONE : BS_EXIT_FAILED;
  /* An empty query matches every article. */
  query = bs_query_new_search (BS_SCOPE_ALL, NULL, self->sort, self->reverse, *self->query != '\0' ? self->query : " ",
                               FALSE);
  is_partial = bs_place_say_unclear (query);
  work.query = g_steal_pointer (&query);
  is_done = print_found (&work);
  bs_query_unref (work.query);
  if (!is_done)
    return BS_EXIT_FAILED;
  return is_partial ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}
