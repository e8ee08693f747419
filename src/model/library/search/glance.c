/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/glance.h"

#include <string.h>
#include <time.h>

#include "model/library/index/index-reader.h"
#include "model/library/search/search-expression.h"
#include "model/library/search/search-judge.h"

/* The first number of texts examined per wanted article, because some belong to removed articles or old versions; and
 * the factor by which it grows if that is not enough. */
#define SPARE 3

/* So much of the processor's time is spent on finding more than there is already, in nanoseconds. Slow queries are
 * phrases of common characters that are rarely adjacent. */
#define PATIENCE 30000000

/**
 * BsGlance:
 *
 * Answers a query from the index alone, in the time of the query itself: no table is read first, files are read only to
 * check exact phrases, and nothing is written. So it does not know articles whose text is not in the index yet, marks,
 * or changes made while no process followed the folder.
 */
struct _BsGlance
{
  char *root;
  BsIndexReader *index;
  BsVocabulary *vocabulary;
  GTimeZone *zone;
  BsSite *site; /* (nullable): found out when a file has to be read */
};

/**
 * bs_glance_open:
 * @root: the library's folder
 *
 * Waits for the disk.
 *
 * Returns: (transfer full) (nullable): a glance at the library, if there is a readable index
 */
BsGlance *
bs_glance_open (const char *root)
{
  BsIndexReader *index;
  BsGlance *self;

  g_return_val_if_fail (root != NULL, NULL);

  index = bs_index_reader_open (root);
  if (index == NULL)
    return NULL;
  self = g_new0 (BsGlance, 1);
  self->root = g_strdup (root);
  self->index = index;
  self->vocabulary = bs_vocabulary_new ();
  self->zone = g_time_zone_new_local ();
  return self;
}

/**
 * bs_glance_free:
 * @self: (transfer full): a glance
 */
void
bs_glance_free (BsGlance *self)
{
  g_return_if_fail (self != NULL);

  bs_index_reader_free (self->index);
  bs_vocabulary_unref (self->vocabulary);
  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->site, bs_site_unref);
  g_free (self->root);
  g_free (self);
}

/**
 * bs_glance_is_current:
 * @self: a glance
 *
 * Waits for the disk.
 *
 * Returns: whether the library exists and the index is still the one on the disk; otherwise it has to be reopened
 */
gboolean
bs_glance_is_current (BsGlance *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_file_test (self->root, G_FILE_TEST_IS_DIR) && bs_index_reader_is_current (self->index);
}

/**
 * bs_glimpse_free:
 * @self: (transfer full): an article
 */
void
bs_glimpse_free (BsGlimpse *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self->title);
  g_strfreev (self->category);
  g_free (self);
}

/**
 * bs_glimpse_compare:
 * @a: an article that was found
 * @b: another one, of any library
 *
 * Returns: the order: matches in the title before the others, and the newest first
 */
int
bs_glimpse_compare (const BsGlimpse *a, const BsGlimpse *b)
{
  if (a->is_in_title != b->is_in_title)
    return a->is_in_title ? -1 : 1;
  if (a->date != b->date)
    return a->date > b->date ? -1 : 1;
  return strcmp (a->path, b->path);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return bs_glimpse_compare (*(const BsGlimpse *const *) a, *(const BsGlimpse *const *) b);
}

static BsGlimpse *
glimpse_new (const BsRow *row, gboolean is_in_title)
{
  BsGlimpse *self = g_new0 (BsGlimpse, 1);

  self->path = bs_row_dup_path (row);
  self->title = g_strdup (bs_row_get_title (row));
  self->category = bs_term_dup_names (row->n_categories > 0 ? row->terms[row->n_sources] : NULL);
  self->date = row->date;
  self->is_in_title = is_in_title;
  return self;
}

/* The newest texts that have the words. */
typedef struct
{
  GArray *versions; /* (element-type gint64) */
  guint n_in_title; /* the number of versions with a match there, which come first */
  guint n_passed;   /* the number of those that were found again: both are newest first */
  guint min;        /* the number that is wanted however long it takes */
  guint max;
  gint64 end; /* the end of the time limit, by get_time() */
  gboolean is_cut;
} Matches;

/* Not the clock's: a busy computer is to find the same. */
static gint64
get_time (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Begins, or begins again with more. */
static void
matches_widen (Matches *self)
{
  self->min = self->is_cut ? self->max : 0;
  self->max *= SPARE;
  self->n_in_title = 0;
  self->n_passed = 0;
  self->is_cut = FALSE;
  g_array_set_size (self->versions, 0);
}

static gboolean
title_cb (const BsIndexMatch *one, gpointer user_data)
{
  Matches *self = user_data;

  if (self->versions->len == self->max)
    {
      self->is_cut = TRUE;
      return FALSE;
    }
  g_array_append_val (self->versions, one->version);
  self->n_in_title++;
  return TRUE;
}

static gboolean
text_cb (const BsIndexMatch *one, gpointer user_data)
{
  Matches *self = user_data;
  const gint64 version = one->version;

  while (self->n_passed < self->n_in_title && g_array_index (self->versions, gint64, self->n_passed) > version)
    self->n_passed++;
  if (self->n_passed < self->n_in_title && g_array_index (self->versions, gint64, self->n_passed) == version)
    return TRUE;
  if (self->versions->len == self->max)
    {
      self->is_cut = TRUE;
      return FALSE;
    }
  g_array_append_val (self->versions, version);
  return self->versions->len < self->min || get_time () < self->end;
}

static gboolean
match (BsGlance *self, const char *expression, Matches *matches, GError **error)
{
  BsIndexText *text = bs_index_reader_get_text (self->index);

  return bs_index_text_match (text, BS_INDEX_TEXT_TITLES, expression, TRUE, 0, title_cb, matches, error) &&
         (matches->is_cut ||
          bs_index_text_match (text, BS_INDEX_TEXT_ALL, expression, TRUE, 0, text_cb, matches, error));
}

/* Returns: (transfer full) (nullable): keys, each with whether it is of a title */
static GHashTable *
read_keys (BsGlance *self, const Matches *matches, GError **error)
{
  BsIndexText *text = bs_index_reader_get_text (self->index);
  const guint n = matches->versions->len;
  g_autofree guint64 *found = g_new (guint64, n + 1);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!bs_index_text_read_keys (text, (const gint64 *) (gpointer) matches->versions->data, n, found, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    if (found[i] != 0)
      g_hash_table_insert (keys, g_memdup2 (&found[i], sizeof found[i]), GINT_TO_POINTER (i < matches->n_in_title));
  return g_steal_pointer (&keys);
}

/* Checks exact phrases in the files; the index has answered everything else. */
static BsSearchJudge *
make_judge (BsGlance *self, const BsSearchQuery *query)
{
  g_autoptr (GPtrArray) queries = NULL;

  if (!bs_search_node_is_exact (query->root))
    return NULL;
  if (self->site == NULL)
    self->site = bs_site_detect (self->root);
  queries = g_ptr_array_new ();
  g_ptr_array_add (queries, (gpointer) query);
  return bs_search_judge_new (queries, self->site);
}

static gboolean
is_found (BsSearchJudge *judge, const BsRow *row)
{
  gboolean is_found_exactly = TRUE;

  if (judge != NULL)
    bs_search_judge_run (judge, row, &is_found_exactly);
  return is_found_exactly;
}

/* Returns: (transfer full) (nullable): the results among the newest texts; @matches gets their number, and whether
 * these are all */
static GPtrArray *
search_some (BsGlance *self, const char *expression, Matches *matches, BsSearchJudge *judge, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_glimpse_free);
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (!match (self, expression, matches, error))
    return NULL;
  keys = read_keys (self, matches, error);
  if (keys == NULL)
    return NULL;
  rows = bs_index_store_find_rows (bs_index_reader_get_store (self->index), self->vocabulary, self->zone, keys, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const BsRow *row = rows->pdata[i];
      guint64 key = bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
      gpointer is_in_title;

      /* A damaged index may lead to another article. */
      if (g_hash_table_lookup_extended (keys, &key, NULL, &is_in_title) && is_found (judge, row))
        g_ptr_array_add (found, glimpse_new (row, GPOINTER_TO_INT (is_in_title) != 0));
    }
  return g_steal_pointer (&found);
}

/**
 * bs_glance_search:
 * @self: a glance
 * @query: the query, for which bs_search_node_is_text() is true
 * @max_found: the maximum number of articles, more than 0
 * @error: return location
 *
 * Finds the articles that a list of all of them would show first: those with the words in their title, then those that
 * have them in the text, and of both the newest. For an exact phrase, it reads the files of those that have its
 * characters in any form, as many as it takes little time to read. Waits for the disk.
 *
 * Returns: (transfer full) (nullable) (element-type BsGlimpse): the articles, in the order of bs_glimpse_compare();
 *   none for an empty query; %NULL with an error if the index cannot be read, and has to be reopened later
 */
GPtrArray *
bs_glance_search (BsGlance *self, const BsSearchQuery *query, guint max_found, GError **error)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GArray) versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (BsSearchJudge) judge = NULL;
  Matches matches = { versions, .max = max_found, .end = get_time () + PATIENCE };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (max_found > 0, NULL);

  if (query->root == NULL || !bs_search_node_is_text (query->root))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) bs_glimpse_free);
  bs_search_node_append_expression (query->root, expression);
  judge = make_judge (self, query);
  do
    {
      matches_widen (&matches);
      g_clear_pointer (&found, g_ptr_array_unref);
      found = search_some (self, expression->str, &matches, judge, error);
      if (found == NULL)
        return NULL;
    }
  while (matches.is_cut && found->len < max_found && (judge == NULL || get_time () < matches.end));
  g_ptr_array_sort (found, compare_cb);
  if (found->len > max_found)
    g_ptr_array_set_size (found, (int) max_found);
  return g_steal_pointer (&found);
}

/**
 * bs_glance_look_up:
 * @self: a glance
 * @path: an article's path relative to the library
 * @glimpse: (out) (nullable) (transfer full): the article, or %NULL if the index has none of that path
 * @error: return location
 *
 * Waits for the disk.
 *
 * Returns: %FALSE with an error if the index cannot be read, and has to be reopened later
 */
gboolean
bs_glance_look_up (BsGlance *self, const char *path, BsGlimpse **glimpse, GError **error)
{
  g_autoptr (BsRow) row = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  *glimpse = NULL;
  if (!bs_index_store_find_row (bs_index_reader_get_store (self->index), self->vocabulary, self->zone, path, &row,
                                error))
    return FALSE;
  if (row != NULL)
    *glimpse = glimpse_new (row, FALSE);
  return TRUE;
}
