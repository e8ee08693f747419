/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "searcher-fixture.h"

/* Compares the texts that the index finds with those found by reading. */

/* The parts between boundaries, without spaces, split by GLib's classes instead of the tokenizer's. */
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
test_chinese (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20220503);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint n_found = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *title = searcher_write_chinese (rand, 8, TRUE);
      g_autofree char *html = searcher_write_chinese (rand, (guint) g_rand_int_range (rand, 5, 150), FALSE);

      searcher_add_html (self, "", title, html);
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
            g_string_append (query, PICK (rand, searcher_han));
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
      ids = searcher_search_as (self, query->str, i % 2 == 0);
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
count_cb (const BsIndexMatch *match, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

static guint
count_matches (SearcherFixture *self, const char *expression)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  bs_index_text_match (self->text, BS_INDEX_TEXT_ALL, expression, FALSE, 0, count_cb, &n, &error);
  g_assert_no_error (error);
  return n;
}

/* Two very common characters are indexed together, but not across a boundary, and also separately. */
static void
test_pairs (SearcherFixture *self, gconstpointer data)
{
  searcher_add_html (self, "", "a", "<p>这是一个 <b>国</b></p>");
  searcher_add_html (self, "", "b", "<p>这，是 x 一</p><p>个</p>");
  searcher_add_html (self, "", "c", "<p>是一</p>");
  searcher_add_html (self, "", "d", "<p>在果有</p>");

  g_assert_cmpuint (count_matches (self, "\"是一\""), ==, 2);
  g_assert_cmpuint (count_matches (self, "\"一个\""), ==, 1);
  g_assert_cmpuint (count_matches (self, "\"个国\""), ==, 1);
  g_assert_cmpuint (count_matches (self, "\"这是\""), ==, 1);
  g_assert_cmpuint (count_matches (self, "\"果有\""), ==, 0);
  g_assert_cmpuint (count_matches (self, "\"在有\""), ==, 0);
  searcher_assert_found (self, "是", "c a b");
  searcher_assert_found (self, "是一", "c a");
  searcher_assert_found (self, "这是一个国", "a");
  searcher_assert_found (self, "是一个", "a");
  searcher_assert_found (self, "一是", "");
  searcher_assert_found (self, "\"这，是\"", "b");
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
test_words (SearcherFixture *self, gconstpointer data)
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
      searcher_add_html (self, "", "无", html->str);
      g_ptr_array_add (sets, set);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *folded = fold_word (words[i]);
      g_autoptr (BsIds) ids = searcher_search (self, words[i]);
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

/* Old text is no longer found, equal texts are found twice, and both still work after a rebuild. */
static void
test_versions (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  searcher_add (self, "a.md", "---\ntitle: a\n---\n苹果", 1);
  searcher_add (self, "b.md", "---\ntitle: b\n---\n苹果", 2);
  searcher_add (self, "c.md", "---\ntitle: a\n---\n苹果", 1);
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 2);
  searcher_assert_found (self, "苹果", "a b a");
  searcher_add (self, "b.md", "---\ntitle: b\n---\n梨", 3);
  searcher_assert_found (self, "苹果", "a a");
  searcher_assert_found (self, "梨", "b");
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 3);

  g_assert_true (bs_index_text_clear (self->text, &error));
  searcher_assert_found (self, "苹果", "");
  searcher_put_text (self, bs_table_lookup (self->table, "a.md"), "苹果", NULL);
  searcher_put_text (self, bs_table_lookup (self->table, "b.md"), "梨", NULL);
  searcher_assert_found (self, "苹果", "a a");
  searcher_assert_found (self, "梨", "b");
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 3);

  bs_row_unref (bs_table_remove (self->table, bs_table_lookup (self->table, "a.md")->id));
  searcher_assert_found (self, "苹果", "a");
}

/* Rolling back a transaction removes its texts. */
static void
test_undone (SearcherFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  searcher_add (self, "a.md", "---\ntitle: a\n---\n苹果", 1);
  sqlite3_exec (self->connection, "BEGIN", NULL, NULL, NULL);
  searcher_add (self, "b.md", "---\ntitle: b\n---\n苹果", 2);
  sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
  g_assert_true (bs_index_text_refresh (self->text, &error));
  g_assert_cmpuint (bs_index_text_get_n_versions (self->text), ==, 1);
  searcher_assert_found (self, "苹果", "a");
  searcher_add (self, "b.md", "---\ntitle: b\n---\n苹果", 2);
  searcher_assert_found (self, "苹果", "a b");
}

/* SQLite treats FTS5's data as ordinary tables; only FTS5 notices invalid ones, on any connection. */
static void
test_damaged (SearcherFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    searcher_add_html (self, "", "Title", "<p>Some text.</p>");
  g_assert_true (bs_index_text_is_whole (self->text));
  g_assert_cmpint (
      sqlite3_exec (self->connection, "UPDATE text_all_data SET block = x'0000' WHERE id > 10", NULL, NULL, NULL), ==,
      SQLITE_OK);
  g_assert_false (bs_index_text_is_whole (self->text));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/index-text/" name, SearcherFixture, NULL, searcher_set_up, func, searcher_tear_down)
  ADD ("chinese", test_chinese);
  ADD ("pairs", test_pairs);
  ADD ("words", test_words);
  ADD ("versions", test_versions);
  ADD ("undone", test_undone);
  ADD ("damaged", test_damaged);
#undef ADD

  return g_test_run ();
}
