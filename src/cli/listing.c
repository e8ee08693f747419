/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/listing.h"

#include <string.h>

#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/format/body/body-text.h"
#include "model/library/search/article-search.h"
#include "model/library/words/collator.h"
#include "model/library/index/index-reader.h"
#include "model/library/search/searcher.h"
#include "model/library/search/snippet.h"

/* About two lines of a terminal. */
#define SNIPPET_CHARS 120

/* An article, as far as it is needed once the worker that read it has gone on. */
typedef struct
{
  char *path;
  char *title;
  char *key; /* (nullable): by which titles are compared */
  gint64 date;
  gboolean is_in_title;
  double rank;
  GString *line;
} Entry;

typedef struct
{
  const BsListing *listing;
  BsSite *site;
  BsArticleSearch *search; /* (nullable) */

  GMutex mutex;
  GPtrArray *entries; /* (element-type Entry) */
  guint n_with_words;
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
  Work *self = user_data;
  BsVerdict verdict = { FALSE };
  Entry *entry;

  g_assert (article != NULL && stamp != NULL);

  if (!is_asked_for (self, article))
    return;
  if (self->search != NULL)
    {
      verdict = bs_article_search_judge (self->search, article, stamp);
      if (verdict.has_words)
        g_atomic_int_inc (&self->n_with_words);
      if (!verdict.is_found)
        return;
    }

  entry = g_new0 (Entry, 1);
  entry->path = g_strdup (article->path);
  if (self->listing->sort == BS_LISTING_TITLE)
    entry->title = g_strdup (article->title);
  entry->is_in_title = verdict.is_in_title;
  entry->date = article->has_date ? bs_date_to_unix (&article->date, self->site->zone) :
                                    stamp->modified / G_GINT64_CONSTANT (1000000000);
  entry->line = g_string_sized_new (256);
  if (self->listing->json)
    {
      g_string_append_c (entry->line, '{');
      bs_json_append_article (entry->line, self->site, article);
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
  const BsListing *listing = user_data;
  const Entry *one = *(const Entry *const *) a;
  const Entry *other = *(const Entry *const *) b;
  int result = 0;

  if (listing->sort == BS_LISTING_TITLE)
    result = strcmp (one->key, other->key);
  if (listing->sort == BS_LISTING_BEST && one->is_in_title != other->is_in_title)
    result = one->is_in_title ? -1 : 1;
  else if (listing->sort == BS_LISTING_BEST && !one->is_in_title && (float) one->rank != (float) other->rank)
    result = one->rank > other->rank ? -1 : 1;
  if (result == 0 && (listing->sort == BS_LISTING_DATE || listing->sort == BS_LISTING_BEST) && one->date != other->date)
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

/* As a window does: few are told apart by how much they say, many by their date alone. */
static void
rank (Work *self)
{
  if (self->search == NULL || self->n_with_words > BS_SEARCH_MAX_RANKED)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      g_autoptr (BsDocument) document = entry->is_in_title ? NULL : bs_document_load (self->site, entry->path, NULL);

      if (document != NULL)
        entry->rank = bs_article_search_rank (self->search, document);
    }
}

static void
append_snippet (const Work *self, const Entry *entry)
{
  g_autoptr (BsDocument) document = bs_document_load (self->site, entry->path, NULL);
  g_autoptr (BsSnippet) snippet = NULL;
  g_autofree char *text = NULL;
  const char *body;
  gsize length;

  if (document != NULL)
    {
      body = bs_document_get_body (document, &length);
      text = bs_body_to_text (document->article->body_kind, body, length);
    }
  snippet = bs_snippet_new (bs_article_search_get_query (self->search), text != NULL ? text : "",
                            text != NULL ? strlen (text) : 0, SNIPPET_CHARS);
  if (self->listing->json)
    {
      bs_json_append_member (entry->line, "snippet");
      bs_json_append_string (entry->line, snippet->text);
    }
  else if (*snippet->text != '\0')
    {
      g_string_append (entry->line, "\n    ");
      bs_output_append_plain (entry->line, snippet->text);
    }
}

/* What the index knows need not be read. Where it cannot be used, all is. */
static void
use_index (Work *self)
{
  g_autoptr (BsIndexReader) index = bs_index_reader_open (self->site->root);
  g_autoptr (GError) error = NULL;

  if (index != NULL && !bs_article_search_use_index (self->search, bs_index_reader_get_text (index), &error))
    g_debug ("%s", error->message);
}

static void
print (Work *self)
{
  const BsListing *listing = self->listing;

  if (listing->sort == BS_LISTING_TITLE)
    make_keys (self->entries);
  if (listing->sort == BS_LISTING_BEST)
    rank (self);
  g_ptr_array_sort_with_data (self->entries, compare_entries, (gpointer) listing);
  for (guint i = 0; i < self->entries->len && i < listing->limit; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (listing->with_snippets)
        append_snippet (self, entry);
      if (listing->json)
        g_string_append_c (entry->line, '}');
      bs_output_line (entry->line);
    }
}

/**
 * bs_listing_print:
 * @self: what is asked for
 *
 * Prints articles, a line each. A search uses the index of the text where one is there, and reads what it does not
 * know.
 *
 * Returns: how it went
 */
BsExitStatus
bs_listing_print (const BsListing *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (BsSite) site = bs_place_open_folder (self->folder);
  g_autoptr (BsArticleSearch) search = NULL;
  Work work = { self, site, NULL, .entries = entries };
  gboolean is_read;

  if (site == NULL)
    return BS_EXIT_FAILED;
  if (self->query != NULL)
    {
      work.search = search = bs_article_search_new (self->query, site);
      use_index (&work);
      bs_article_search_use_marks (search);
    }
  g_mutex_init (&work.mutex);
  is_read = bs_place_scan (self->folder, site, article_cb, &work, !self->json);
  g_mutex_clear (&work.mutex);
  if (!is_read)
    return BS_EXIT_FAILED;
  print (&work);
  return BS_EXIT_DONE;
}
