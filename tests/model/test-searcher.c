/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "model/format/body-text.h"
#include "model/library/answer.h"
#include "model/library/article-search.h"
#include "model/library/index-tokenizer.h"

/* A library that is not on the disk, and the index of its text, which is in memory. */
typedef struct
{
  char *folder;
  BsSite *site;
  BsVocabulary *vocabulary;
  BsTable *table;
  sqlite3 *connection;
  BsIndexText *text;
  BsAnswerer *answerer;
  GPtrArray *texts; /* (element-type utf8): title and text of each article, by id */
  guint64 last_hash;
  gboolean is_late; /* what is added has no text in the index yet */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
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
  bs_answerer_set_text (self->answerer, self->text);
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->texts);
  bs_answerer_free (self->answerer);
  bs_index_text_free (self->text);
  g_assert_cmpint (sqlite3_close (self->connection), ==, SQLITE_OK);
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
  bs_site_unref (self->site);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
put_text (Fixture *self, const BsRow *row, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) title = bs_index_tokenizer_cut (bs_row_get_title (row));
  g_autoptr (GBytes) body = bs_index_tokenizer_cut (text);
  guint64 key = bs_index_text_make_key (row->content_hash, bs_row_get_title (row));

  if (!bs_index_text_has (self->text, key))
    bs_index_text_put (self->text, key, title, body, &error);
  g_assert_no_error (error);
}

/* Adds an article, or writes it anew; returns its id. */
static guint
add (Fixture *self, const char *path, const char *bytes, guint64 content_hash)
{
  g_autoptr (BsArticle) article = bs_article_read (path, self->site->kind, bytes, strlen (bytes));
  BsFileStamp stamp = { .inode = 1, .size = strlen (bytes), .modified = 1, .content_hash = content_hash };
  g_autofree char *text =
      bs_body_to_text (article->body_kind, bytes + article->body_start, strlen (bytes) - article->body_start);
  BsRow *row = bs_row_new (self->vocabulary, self->site, article, &stamp);
  BsRow *old = NULL;

  bs_table_put (self->table, row, &old);
  g_clear_pointer (&old, bs_row_unref);
  row = bs_table_lookup (self->table, path);
  if (!self->is_late)
    put_text (self, row, text);
  if (row->id >= self->texts->len)
    g_ptr_array_set_size (self->texts, row->id + 1);
  g_free (self->texts->pdata[row->id]);
  self->texts->pdata[row->id] = g_strconcat (article->title, "\n", text, NULL);
  return row->id;
}

static guint
add_html (Fixture *self, const char *front_matter, const char *title, const char *html)
{
  g_autofree char *path = g_strdup_printf ("%05u.md", self->texts->len);
  g_autofree char *bytes = g_strdup_printf ("---\ntitle: %s\n%s---\n%s", title, front_matter, html);

  return add (self, path, bytes, ++self->last_hash);
}

static BsIds *
search_as (Fixture *self, const char *text, gboolean is_typing)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, is_typing);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (GError) error = NULL;
  BsSearchTerms terms = { .zone = self->site->zone };
  BsIds *ids = bs_answerer_search (self->answerer, snapshot, query, &terms, &error);

  g_assert_no_error (error);
  return ids;
}

static BsIds *
search (Fixture *self, const char *text)
{
  return search_as (self, text, FALSE);
}

/* The titles of what is found, in order. */
static void
assert_found (Fixture *self, const char *text, const char *expected)
{
  g_autoptr (BsIds) ids = search (self, text);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < ids->n_ids; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " " : "",
                            bs_row_get_title (bs_table_get (self->table, ids->ids[i])));
  g_test_message ("%s", text);
  g_assert_cmpstr (titles->str, ==, expected);
}

static const char *const han[] = {
  "的", "一", "是", "中", "国", "人", "民", "经", "济", "发", "展", "股", "市", "上", "海", "大",
  "学", "生", "新", "浪", "财", "金", "融", "科", "技", "年", "月", "日", "我", "们", "龘", "𠀀",
};
static const char *const between[] = { "，", "。", "……", "“", "</p><p>", "<br>", "！？", ", ", "</li>\n<li>" };
static const char *const nothing[] = { " ", "<b>", "</b>", "\n", "<a href='x'>", "</a>", "　", "&#8203;" };

#define PICK(rand, list) ((list)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (list))])

static char *
write_chinese (GRand *rand, guint length, gboolean is_title)
{
  GString *out = g_string_new (is_title ? NULL : "<p>");

  for (guint i = 0; i < length; i++)
    {
      /* Some are common and some are rare. */
      guint n = (guint) g_rand_int_range (rand, 0, g_rand_int_range (rand, 2, G_N_ELEMENTS (han) + 1));

      g_string_append (out, han[n]);
      if (g_rand_int_range (rand, 0, 8) == 0)
        g_string_append (out, is_title ? "，" : PICK (rand, between));
      if (!is_title && g_rand_int_range (rand, 0, 12) == 0)
        g_string_append (out, PICK (rand, nothing));
    }
  return g_string_free (out, FALSE);
}

/* What stands between two boundaries, without spaces; told apart by classes of GLib's, not of the tokenizer's. */
static GPtrArray *
list_pieces (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) piece = g_string_new (NULL);

  for (const char *c = text;; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isalnum (character))
        g_string_append_unichar (piece, character);
      else if (character == 0 || character == '\n' || character == '\t' ||
               !(g_unichar_isspace (character) || character == 0x200b))
        {
          g_ptr_array_add (pieces, g_strdup (piece->str));
          g_string_truncate (piece, 0);
        }
      if (character == 0)
        break;
    }
  return pieces;
}

static void
test_chinese (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20220503);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint n_found = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *title = write_chinese (rand, 8, TRUE);
      g_autofree char *html = write_chinese (rand, (guint) g_rand_int_range (rand, 5, 150), FALSE);

      add_html (self, "", title, html);
      g_ptr_array_add (pieces, list_pieces (self->texts->pdata[i]));
    }
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);
      guint length = (guint) g_rand_int_range (rand, 1, 6);
      g_autoptr (BsIds) ids = NULL;
      g_autofree gboolean *is_found = g_new0 (gboolean, pieces->len);

      if (i % 4 == 0)
        {
          for (guint j = 0; j < length; j++)
            g_string_append (query, PICK (rand, han));
        }
      else
        {
          const GPtrArray *list = pieces->pdata[g_rand_int_range (rand, 0, (gint32) pieces->len)];
          const char *piece = list->pdata[g_rand_int_range (rand, 0, (gint32) list->len)];
          glong chars = g_utf8_strlen (piece, -1);
          const char *start;

          if (chars == 0)
            continue;
          start = g_utf8_offset_to_pointer (piece, g_rand_int_range (rand, 0, (gint32) chars));
          length = MIN (length, (guint) g_utf8_strlen (start, -1));
          g_string_append_len (query, start, g_utf8_offset_to_pointer (start, length) - start);
        }
      ids = search_as (self, query->str, i % 2 == 0);
      for (guint j = 0; j < ids->n_ids; j++)
        is_found[ids->ids[j]] = TRUE;
      n_found += ids->n_ids;
      for (guint j = 0; j < pieces->len; j++)
        {
          const GPtrArray *list = pieces->pdata[j];
          gboolean is_there = FALSE;

          for (guint k = 0; k < list->len; k++)
            is_there = is_there || strstr (list->pdata[k], query->str) != NULL;
          if (is_found[j] != is_there)
            g_test_message ("%s in %s", query->str, (const char *) self->texts->pdata[j]);
          g_assert_cmpint (is_found[j], ==, is_there);
        }
    }
  g_assert_cmpuint (n_found, >, 10000);
}

static gboolean
count_cb (gint64 version, double rank, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

static guint
count_matches (Fixture *self, const char *expression)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  bs_index_text_match (self->text, BS_INDEX_TEXT_ALL, expression, FALSE, 0, count_cb, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* Two very common characters are in the index together, but not across a boundary, and stand for themselves. */
static void
test_pairs (Fixture *self, gconstpointer data)
{
  add_html (self, "", "a", "<p>这是一个 <b>国</b></p>");
  add_html (self, "", "b", "<p>这，是 x 一</p><p>个</p>");
  add_html (self, "", "c", "<p>是一</p>");
  add_html (self, "", "d", "<p>在果有</p>");

  g_assert_cmpuint (count_matches (self, "\"是一\""), ==, 2);
  g_assert_cmpuint (count_matches (self, "\"一个\""), ==, 1);
  g_assert_cmpuint (count_matches (self, "\"个国\""), ==, 1);
  g_assert_cmpuint (count_matches (self, "\"这是\""), ==, 1);
  g_assert_cmpuint (count_matches (self, "\"果有\""), ==, 0);
  g_assert_cmpuint (count_matches (self, "\"在有\""), ==, 0);
  assert_found (self, "是", "c a b");
  assert_found (self, "是一", "c a");
  assert_found (self, "这是一个国", "a");
  assert_found (self, "是一个", "a");
  assert_found (self, "一是", "");
  assert_found (self, "\"这，是\"", "b");
}

static const char *const words[] = {
  "the", "The",  "THE", "market", "Markets", "café", "CAFE",   "naïve",  "econ",    "economy", "Ökonomie",
  "x",   "2022", "3.5", "a",      "Ｂig",    "big",  "bigger", "Straße", "strasse", "13",
};

static char *
fold_word (const char *word)
{
  g_autofree char *normal = g_utf8_normalize (word, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *folded = g_utf8_casefold (normal, -1);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_type (g_utf8_get_char (c)) != G_UNICODE_NON_SPACING_MARK)
      g_string_append_unichar (out, g_utf8_get_char (c));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  static const char *const gaps[] = { " ", "  ", "\n", " <i>", "</i> " };
  g_autoptr (GRand) rand = g_rand_new_with_seed (35);
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GString) html = g_string_new ("<p>");
      GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n = (guint) g_rand_int_range (rand, 1, 12);

      for (guint j = 0; j < n; j++)
        {
          const char *word = PICK (rand, words);

          g_hash_table_add (set, fold_word (word));
          g_string_append (html, word);
          g_string_append (html, g_rand_boolean (rand) ? PICK (rand, gaps) : "; ");
        }
      add_html (self, "", "无", html->str);
      g_ptr_array_add (sets, set);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *folded = fold_word (words[i]);
      g_autoptr (BsIds) ids = search (self, words[i]);
      guint n = 0;

      for (guint j = 0; j < sets->len; j++)
        n += g_hash_table_contains (sets->pdata[j], folded);
      g_test_message ("%s", words[i]);
      g_assert_cmpuint (ids->n_ids, ==, n);
      g_assert_cmpuint (n, >, 0);
      for (guint j = 0; j < ids->n_ids; j++)
        g_assert_true (g_hash_table_contains (sets->pdata[ids->ids[j]], folded));
    }
}

static void
test_terms (Fixture *self, gconstpointer data)
{
  add_html (self, "date: 2022-04-30 23:00:00\ncategories: [金融, 新浪财经]\ntags: [A, b]\nauthor: 新浪财经\n", "One",
            "<p>苹果 apple</p>");
  add_html (self, "date: 2022-05-01 00:00:00\ncategories: [金融]\ntags: [B]\nimage: x.png\n", "Two",
            "<p>苹果 pear</p>");
  add_html (self, "date: 2023-01-01\ndraft: true\ncategories: [[科技, 金融]]\n", "Three", "<p>梨 apple</p>");
  bs_row_set_marks (bs_table_get (self->table, 1), BS_MARK_UNREAD);
  bs_row_set_marks (bs_table_get (self->table, 2), BS_MARK_STARRED);

  assert_found (self, " ", "Three Two One");
  assert_found (self, "苹果", "Two One");
  assert_found (self, "苹果 apple", "One");
  assert_found (self, "pear OR 梨", "Three Two");
  assert_found (self, "-苹果", "Three");
  assert_found (self, "apple -苹果", "Three");
  assert_found (self, "苹果 before:2022-05", "One");
  assert_found (self, "after:2022-05", "Three Two");
  assert_found (self, "category:金融", "Three Two One");
  assert_found (self, "category:金融/新浪财经", "One");
  assert_found (self, "category:科技", "Three");
  assert_found (self, "tag:b", "Two One");
  assert_found (self, "author:新浪", "One");
  assert_found (self, "is:draft", "Three");
  assert_found (self, "is:unread", "Two");
  assert_found (self, "is:starred OR is:unread", "Three Two");
  assert_found (self, "is:read 苹果", "One");
  assert_found (self, "has:image", "Two");
  assert_found (self, "-has:image apple", "Three One");
  assert_found (self, "title:two OR tag:a", "Two One");
  assert_found (self, "title:苹果", "");
  assert_found (self, "title:three apple", "Three");
  assert_found (self, "梨 OR tag:a", "Three One");
  assert_found (self, "nothing", "");
  assert_found (self, "pear OR (", "Two");
}

static void
test_order (Fixture *self, gconstpointer data)
{
  add_html (self, "date: 2020-01-01\n", "苹果a", "<p>x</p>");
  add_html (self, "date: 2021-01-01\n", "b", "<p>苹果，苹果，苹果</p>");
  add_html (self, "date: 2022-01-01\n", "c", "<p>苹果</p>");
  add_html (self, "date: 2019-01-01\n", "d苹果", "<p>苹果</p>");
  add_html (self, "date: 2018-01-01\n", "e", "<p>苹果</p>");
  assert_found (self, "苹果", "苹果a d苹果 b c e");
}

typedef struct
{
  guint n_calls;
  guint32 ids[BS_SEARCH_FIRST];
  guint n_ids;
} First;

static void
first_cb (const guint32 *ids, guint n_ids, gpointer user_data)
{
  First *first = user_data;

  first->n_calls++;
  first->n_ids = n_ids;
  g_assert_cmpuint (n_ids, <=, BS_SEARCH_FIRST);
  memcpy (first->ids, ids, n_ids * sizeof (guint32));
}

static void
test_first (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query =
      bs_query_new_search (BS_SCOPE_TAG, (const char *const[]){ "t", NULL }, BS_SORT_RELEVANCE, FALSE, "苹果", FALSE);
  g_autoptr (BsSnapshot) snapshot = NULL;
  g_autoptr (BsIds) ids = NULL;
  First first = { 0 };
  BsSearchTerms terms = { .zone = self->site->zone, .first_func = first_cb, .user_data = &first };

  for (guint i = 0; i < 3 * BS_SEARCH_MAX_RANKED; i++)
    {
      g_autofree char *front_matter = g_strdup_printf ("date: 20%02u-%02u-%02u 00:%02u:00\n%s", i / 336 % 100,
                                                       i / 28 % 12 + 1, i % 28 + 1, i % 60, i % 2 ? "tags: [t]\n" : "");

      add_html (self, front_matter, i % 500 == 1 ? "苹果" : "x", "<p>苹果</p>");
    }
  snapshot = bs_table_take_snapshot (self->table);
  ids = bs_answerer_search (self->answerer, snapshot, query, &terms, NULL);
  g_assert_cmpuint (ids->n_ids, ==, 3 * BS_SEARCH_MAX_RANKED / 2);
  g_assert_cmpuint (first.n_calls, ==, 1);
  g_assert_cmpuint (first.n_ids, ==, BS_SEARCH_FIRST);
  for (guint i = 0; i < BS_SEARCH_FIRST; i++)
    g_assert_cmpuint (first.ids[i], ==, ids->ids[i]);
  g_assert_cmpstr (bs_row_get_title (bs_table_get (self->table, ids->ids[0])), ==, "苹果");
}

static void
test_overtaken (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, "苹果", FALSE);
  g_autoptr (BsSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  int current = 2;
  BsSearchTerms terms = { .zone = self->site->zone, .current = &current, .number = 1 };

  add_html (self, "", "x", "<p>苹果</p>");
  add_html (self, "", "y", "<p>苹果</p>");
  snapshot = bs_table_take_snapshot (self->table);
  g_assert_null (bs_answerer_search (self->answerer, snapshot, query, &terms, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  terms.number = 2;
  bs_ids_unref (bs_answerer_search (self->answerer, snapshot, query, &terms, NULL));
}

/* What was rewritten is not found any more, what is the same twice is found twice, and both after all is made anew. */
static void
test_versions (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (self, "a.md", "---\ntitle: a\n---\n苹果", 1);
  add (self, "b.md", "---\ntitle: b\n---\n苹果", 2);
  add (self, "c.md", "---\ntitle: a\n---\n苹果", 1);
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 2);
  assert_found (self, "苹果", "a b a");
  add (self, "b.md", "---\ntitle: b\n---\n梨", 3);
  assert_found (self, "苹果", "a a");
  assert_found (self, "梨", "b");
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 3);

  g_assert_true (bs_index_text_clear (self->text, &error));
  assert_found (self, "苹果", "");
  put_text (self, bs_table_lookup (self->table, "a.md"), "苹果");
  put_text (self, bs_table_lookup (self->table, "b.md"), "梨");
  assert_found (self, "苹果", "a a");
  assert_found (self, "梨", "b");
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 3);

  bs_row_unref (bs_table_remove (self->table, bs_table_lookup (self->table, "a.md")->id));
  assert_found (self, "苹果", "a");
}

typedef struct
{
  const BsRow *row;
  BsVerdict verdict;
  double rank;
} Judged;

static int
compare_judged (gconstpointer a, gconstpointer b)
{
  const Judged *one = a;
  const Judged *other = b;

  if (one->verdict.is_in_title != other->verdict.is_in_title)
    return one->verdict.is_in_title ? -1 : 1;
  if (!one->verdict.is_in_title && (float) one->rank != (float) other->rank)
    return one->rank > other->rank ? -1 : 1;
  if (one->row->date != other->row->date)
    return one->row->date > other->row->date ? -1 : 1;
  return bs_row_compare_paths (one->row, other->row);
}

/* Files that are read answer as the index does, in the same order, whether it is asked first or not. */
static void
test_files (Fixture *self, gconstpointer data)
{
  static const char *const queries[] = {
    "中国", "的",       "一是 OR 中国", "经济 -的一", "\"国，中\"",    "title:的",       "after:2015 中 国",
    "龘",   "中国经济", "tag:a",        "-的",        "big OR e-mail", "a的 OR b OR 𠀀", "上海*",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *title = write_chinese (rand, 6, TRUE);
      g_autofree char *html = write_chinese (rand, (guint) g_rand_int_range (rand, 5, 150), FALSE);
      g_autofree char *path = g_strdup_printf ("%s/%03u.html", self->folder, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *bytes =
          g_strdup_printf ("---\ntitle: %s\ndate: 20%02d-01-01\ntags: [%s]\n---\n%s%s", title,
                           g_rand_int_range (rand, 10, 20), i % 3 ? "a" : "b", html, i % 5 ? "" : " big E-mail");

      g_assert_true (g_file_set_contents (path, bytes, -1, NULL));
      add (self, name, bytes, i + 1);
    }
  for (guint i = 0; i < 2 * G_N_ELEMENTS (queries); i++)
    {
      const char *query = queries[i / 2];
      g_autoptr (BsArticleSearch) files = bs_article_search_new (query, self->site);
      g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (Judged));
      g_autoptr (BsIds) ids = search (self, query);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", query);
      if (i % 2 == 1)
        g_assert_true (bs_article_search_use_index (files, self->text, &error));
      g_assert_no_error (error);
      for (guint id = 0; id < 120; id++)
        {
          const BsRow *row = bs_table_get (self->table, id);
          g_autofree char *path = bs_row_dup_path (row);
          g_autoptr (BsDocument) document = bs_document_load (self->site, path, &error);
          BsFileStamp stamp = { .content_hash = row->content_hash, .modified = row->modified };
          Judged one = { row, bs_article_search_judge (files, document->article, &stamp) };

          one.rank = bs_article_search_rank (files, document);
          if (one.verdict.is_found)
            g_array_append_val (judged, one);
        }
      g_array_sort (judged, compare_judged);
      g_assert_cmpuint (judged->len, ==, ids->n_ids);
      for (guint j = 0; j < ids->n_ids; j++)
        g_assert_cmpuint (g_array_index (judged, Judged, j).row->id, ==, ids->ids[j]);
    }
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%03u.html", self->folder, i);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

/* A transaction that is undone takes its texts with it. */
static void
test_undone (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (self, "a.md", "---\ntitle: a\n---\n苹果", 1);
  sqlite3_exec (self->connection, "BEGIN", NULL, NULL, NULL);
  add (self, "b.md", "---\ntitle: b\n---\n苹果", 2);
  sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
  g_assert_true (bs_index_text_refresh (self->text, &error));
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 1);
  assert_found (self, "苹果", "a");
  add (self, "b.md", "---\ntitle: b\n---\n苹果", 2);
  assert_found (self, "苹果", "a b");
}

/* What is not in the index yet is found by its title, and by what its row tells. */
static void
test_late (Fixture *self, gconstpointer data)
{
  add_html (self, "date: 2022-01-01\ntags: [t]\n", "新苹果", "<p>梨</p>");
  add_html (self, "date: 2021-01-01\n", "b", "<p>苹果</p>");
  self->is_late = TRUE;
  add_html (self, "date: 2020-01-01\ntags: [t]\n", "红苹果big", "<p>梨</p>");
  add_html (self, "date: 2019-01-01\ndraft: true\n", "d", "<p>苹果</p>");

  assert_found (self, "苹果", "新苹果 红苹果big b");
  assert_found (self, "title:苹果", "新苹果 红苹果big");
  assert_found (self, "红苹果", "红苹果big");
  assert_found (self, "果红", "");
  assert_found (self, "苹果 big", "红苹果big");
  assert_found (self, "苹果 梨", "新苹果");
  assert_found (self, "红 OR 梨", "红苹果big 新苹果");
  assert_found (self, "(红 OR 新) 苹果 tag:t", "新苹果 红苹果big");
  assert_found (self, "-苹果", "d");
  assert_found (self, "tag:t -big", "新苹果");
  assert_found (self, "is:draft", "d");
  assert_found (self, "苹果 before:2021", "红苹果big");
  assert_found (self, "is:draft OR 红", "红苹果big d");
  assert_found (self, "is:draft OR nothing", "d");

  /* A file that was rewritten is one whose text is missing. */
  add (self, "00001.md", "---\ntitle: b苹果\ndate: 2021-01-01\n---\n梨", 100);
  assert_found (self, "苹果", "新苹果 b苹果 红苹果big");
}

static void
test_no_index (Fixture *self, gconstpointer data)
{
  add_html (self, "tags: [t]\n", "x", "<p>苹果</p>");
  add_html (self, "", "苹果", "<p>x</p>");
  bs_answerer_set_text (self->answerer, NULL);
  assert_found (self, "苹果", "苹果");
  assert_found (self, "tag:t", "x");
}

#define ADD(name, func) g_test_add ("/broadsheet/searcher/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("chinese", test_chinese);
  ADD ("pairs", test_pairs);
  ADD ("words", test_words);
  ADD ("terms", test_terms);
  ADD ("order", test_order);
  ADD ("first", test_first);
  ADD ("overtaken", test_overtaken);
  ADD ("versions", test_versions);
  ADD ("files", test_files);
  ADD ("undone", test_undone);
  ADD ("late", test_late);
  ADD ("no-index", test_no_index);

  return g_test_run ();
}
