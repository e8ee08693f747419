/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/library/words/collator.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *name;
  guint count;
  guint last_article; /* the last counted article, so that none counts twice */
} Tag;

typedef struct
{
  GMutex mutex;
  GHashTable *tags; /* (element-type utf8 Tag) */
  guint n_articles;
} Tags;

static void
tag_free (gpointer data)
{
  Tag *self = data;

  g_free (self->name);
  g_free (self);
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Tags *self = user_data;

  g_mutex_lock (&self->mutex);
  self->n_articles++;
  for (guint i = 0; article->tags != NULL && article->tags[i] != NULL; i++)
    {
      Tag *tag = g_hash_table_lookup (self->tags, article->tags[i]);

      if (tag == NULL)
        {
          tag = g_new0 (Tag, 1);
          tag->name = g_strdup (article->tags[i]);
          g_hash_table_insert (self->tags, tag->name, tag);
        }
      if (tag->last_article != self->n_articles)
        tag->count++;
      tag->last_article = self->n_articles;
    }
  g_mutex_unlock (&self->mutex);
}

static int
compare_tags (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Tag *one = *(const Tag *const *) a;
  const Tag *other = *(const Tag *const *) b;

  if (one->count != other->count)
    return one->count > other->count ? -1 : 1;
  return bs_collator_compare (user_data, one->name, other->name);
}

static void
write_tags (const Tags *self, gboolean json)
{
  g_autoptr (BsCollator) collator = bs_collator_new ();
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer tag_at;

  g_hash_table_iter_init (&iter, self->tags);
  while (g_hash_table_iter_next (&iter, NULL, &tag_at))
    g_ptr_array_add (tags, tag_at);
  g_ptr_array_sort_with_data (tags, compare_tags, collator);
  for (guint i = 0; i < tags->len; i++)
    {
      const Tag *tag = tags->pdata[i];
      g_autoptr (GString) line = g_string_new (NULL);

      if (json)
        {
          g_string_append_c (line, '{');
          bs_json_append_text (line, "tag", tag->name);
          bs_json_append_number (line, "count", tag->count);
          g_string_append_c (line, '}');
        }
      else
        {
          bs_output_append_plain (line, tag->name);
          g_string_append_printf (line, " (%u)", tag->count);
        }
      bs_output_line (line);
    }
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, tag_free);
  Tags tags = { .tags = table };
  gboolean json = FALSE;
  gboolean is_whole;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  site = bs_place_parse (&bs_command_tags, args, options, &operands, &status);
  if (site == NULL)
    return status;

  g_mutex_init (&tags.mutex);
  is_whole =
      bs_place_scan (operands[0], site, article_cb, &tags, BS_PLACE_SAY_FILES | (json ? 0 : BS_PLACE_SAY_LEFT_OUT));
  g_mutex_clear (&tags.mutex);
  write_tags (&tags, json);
  return is_whole ? BS_EXIT_DONE : BS_EXIT_FAILED;
}

const BsCommand bs_command_tags = {
  .name = "tags",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Show the tags with the number of articles that have each."),
  .run = run,
};
