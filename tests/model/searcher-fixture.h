/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "model/format/article/article-facts.h"
#include "model/library/list/answer.h"
#include "model/library/index/index-headings.h"
#include "model/library/index/index-tokenizer.h"

/* A library in memory, with the index of its text. */
typedef struct
{
  char *folder;
  BsSite *site;
  BsVocabulary *vocabulary;
  BsTable *table;
  sqlite3 *connection;
  BsIndexText *text;
  BsIndexMatcher *matcher;
  BsAnswerer *answerer;
  GPtrArray *texts; /* (element-type utf8): the title and text of each article, by id */
  guint64 last_hash;
  gboolean is_late;     /* new articles have no text in the index yet */
  gboolean reads_files; /* articles without text in the index are read from their files */
} SearcherFixture;

static inline void
searcher_set_up (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("broadsheet-XXXXXX", &error);
  g_assert_no_error (error);
  self->site = bs_site_detect (self->folder);
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  g_assert_cmpint (sqlite3_open (":memory:", &self->connection), ==, SQLITE_OK);
  self->text = bs_index_text_new (self->connection, &error);
  g_assert_no_error (error);
  g_assert_true (bs_index_text_create (self->text, &error));
  self->answerer = bs_answerer_new (self->vocabulary);
  self->matcher = bs_index_matcher_new (self->text);
  bs_answerer_set_matcher (self->answerer, self->matcher);
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

static inline void
searcher_tear_down (SearcherFixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->texts);
  bs_answerer_free (self->answerer);
  bs_index_matcher_free (self->matcher);
  bs_index_text_free (self->text);
  g_assert_cmpint (sqlite3_close (self->connection), ==, SQLITE_OK);
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
  bs_site_unref (self->site);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static inline void
searcher_put_text (SearcherFixture *self, const BsRow *row, const char *text, const GArray *ranges)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) title = bs_index_tokenizer_cut (bs_row_get_title (row));
  g_autoptr (GBytes) body = bs_index_tokenizer_cut (text);
  g_autoptr (GBytes) headings = bs_index_headings_make (text, ranges);
  guint64 key = bs_index_text_make_key (row->content_hash, bs_row_get_title (row));

  if (!bs_index_text_has (self->text, key))
    bs_index_text_put (self->text, key, title, body, NULL, headings, &error);
  g_assert_no_error (error);
}

/* Adds an article or replaces it; returns its id. */
static inline guint
searcher_add (SearcherFixture *self, const char *path, const char *bytes, guint64 content_hash)
{
  g_autoptr (BsArticle) article = bs_article_read (path, self->site->kind, bytes, strlen (bytes));
  BsFileStamp stamp = { .inode = 1, .size = strlen (bytes), .modified = 1, .content_hash = content_hash };
  g_auto (BsArticleFacts) facts = { 0 };
  g_autofree char *text =
      bs_article_read_body (article, bytes + article->body_start, strlen (bytes) - article->body_start, &facts);
  BsRow *row = bs_row_new (self->vocabulary, self->site, article, &stamp);
  BsRow *old = NULL;

  bs_table_put (self->table, row, &old);
  g_clear_pointer (&old, bs_row_unref);
  row = bs_table_lookup (self->table, path);
  if (!self->is_late)
    searcher_put_text (self, row, text, facts.headings);
  if (row->id >= self->texts->len)
    g_ptr_array_set_size (self->texts, row->id + 1);
  g_free (self->texts->pdata[row->id]);
  self->texts->pdata[row->id] = g_strconcat (article->title, "\n", text, NULL);
  return row->id;
}

static inline guint
searcher_add_html (SearcherFixture *self, const char *front_matter, const char *title, const char *html)
{
  g_autofree char *path = g_strdup_printf ("%05u.md", self->texts->len);
  g_autofree char *bytes = g_strdup_printf ("---\ntitle: %s\n%s---\n%s", title, front_matter, html);

  return searcher_add (self, path, bytes, ++self->last_hash);
}

static inline BsIds *
searcher_search_as (SearcherFixture *self, const char *text, gboolean is_typing)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, is_typing);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (GError) error = NULL;
  BsSearchTerms terms = { .zone = self->site->zone, .site = self->site, .reads_missing = self->reads_files };
  BsIds *ids = bs_answerer_search (self->answerer, snapshot, query, &terms, &error);

  g_assert_no_error (error);
  return ids;
}

static inline BsIds *
searcher_search (SearcherFixture *self, const char *text)
{
  return searcher_search_as (self, text, FALSE);
}

/* The titles of the results, in order. */
static inline void
searcher_assert_found (SearcherFixture *self, const char *text, const char *expected)
{
  g_autoptr (BsIds) ids = searcher_search (self, text);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < ids->n_ids; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " " : "",
                            bs_row_get_title (bs_table_get (self->table, ids->ids[i])));
  g_test_message ("%s", text);
  g_assert_cmpstr (titles->str, ==, expected);
}

static const char *const searcher_han[] = {
  "的", "一", "是", "中", "国", "人", "民", "经", "济", "发", "展", "股", "市", "上", "海", "大",
  "学", "生", "新", "浪", "财", "金", "融", "科", "技", "年", "月", "日", "我", "们", "龘", "𠀀",
};
static const char *const between[] = { "，", "。", "……", "“", "</p><p>", "<br>", "！？", ", ", "</li>\n<li>" };
static const char *const nothing[] = { " ", "<b>", "</b>", "\n", "<a href='x'>", "</a>", "　", "&#8203;" };

#define PICK(rand, list) ((list)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (list))])

static inline char *
searcher_write_chinese (GRand *rand, guint length, gboolean is_title)
{
  GString *out = g_string_new (is_title ? NULL : "<p>");

  for (guint i = 0; i < length; i++)
    {
      /* Some words are common and some are rare. */
      guint n = (guint) g_rand_int_range (rand, 0, g_rand_int_range (rand, 2, G_N_ELEMENTS (searcher_han) + 1));

      g_string_append (out, searcher_han[n]);
      if (g_rand_int_range (rand, 0, 8) == 0)
        g_string_append (out, is_title ? "，" : PICK (rand, between));
      if (!is_title && g_rand_int_range (rand, 0, 12) == 0)
        g_string_append (out, PICK (rand, nothing));
    }
  return g_string_free (out, FALSE);
}
