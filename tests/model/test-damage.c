/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "model/library/folder/relative-path.h"
#include "model/library/index/index-fields.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"
#include "model/library/index/index-tokenizer.h"
#include "model/library/list/answer.h"
#include "model/library/marks/marks-store.h"
#include "scratch.h"

/* Changes random bytes in well-formed files and reads them: whatever the numbers become, nothing crashes, and later
 * writes succeed. For more rounds than usual: BROADSHEET_FLIPS=100000. */

#define N_ARTICLES 40
#define USUAL_FLIPS 1500
#define SINGLE_FLIPS 3

typedef struct
{
  Scratch scratch;
  BsSite *site;
  BsVocabulary *vocabulary;
  BsTable *table;
  char *path;  /* of the damaged file */
  char *whole; /* its original bytes */
  gsize length;
  GRand *rand;
} Fixture;

static guint
get_n_flips (void)
{
  const char *number = g_getenv ("BROADSHEET_FLIPS");

  return number != NULL ? (guint) g_ascii_strtoull (number, NULL, 10) : USUAL_FLIPS;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->site = bs_site_detect (self->scratch.path);
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->rand = g_rand_new_with_seed (g_test_rand_int ());
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *name = g_strdup_printf ("folder %u/%u.md", i % 3, i);
      g_autofree char *text =
          g_strdup_printf ("---\ntitle: Title %u 标题\ndate: 2022-05-%02u\ncategories: [[a, b%u], c]\n"
                           "tags: [t%u, 标]\nauthor: w\n---\nThe body 正文 has words, %u of them.\n",
                           i, 1 + i % 28, i % 5, i % 7, i);
      g_autoptr (BsArticle) article = NULL;
      BsFileStamp stamp;

      scratch_write (&self->scratch, name, text);
      article = bs_scan_file (self->site, name, &stamp);
      bs_table_put (self->table, bs_row_new (self->vocabulary, self->site, article, &stamp), NULL);
    }
}

static void
forget_table (Fixture *self)
{
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->whole);
  g_free (self->path);
  g_rand_free (self->rand);
  forget_table (self);
  bs_site_unref (self->site);
  scratch_tear_down (&self->scratch, data);
}

static void
note_whole (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (self->path, &self->whole, &self->length, &error);
  g_assert_no_error (error);
}

static void
write_file (Fixture *self, const char *bytes, gsize length)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };
  int fd = open (self->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);
  close (fd);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (self->path, suffixes[i], NULL);

      g_unlink (beside);
    }
}

/* Usually changes up to three non-zero bytes; sometimes many, or cuts off the end. */
static void
damage (Fixture *self)
{
  g_autofree char *bytes = g_memdup2 (self->whole, self->length);
  gsize length = self->length;
  guint n = g_rand_int_range (self->rand, 0, 20) == 0 ? 200 : 1 + g_rand_int (self->rand) % SINGLE_FLIPS;

  while (n > 0)
    {
      gsize at = g_rand_int (self->rand) % length;

      if (bytes[at] == '\0' && g_rand_int_range (self->rand, 0, 50) != 0)
        continue;
      n--;
      switch (g_rand_int_range (self->rand, 0, 4))
        {
        case 0:
          bytes[at] ^= (char) (1 << g_rand_int_range (self->rand, 0, 8));
          break;
        case 1:
          bytes[at] = (char) 0xff;
          break;
        case 2:
          memset (bytes + at, 0x7f, MIN (8, length - at));
          break;
        default:
          bytes[at] = (char) g_rand_int (self->rand);
        }
    }
  if (g_rand_int_range (self->rand, 0, 50) == 0)
    length = g_rand_int (self->rand) % length;
  write_file (self, bytes, length);
}

static const char front_matter[] = "---\na: 1\nb: [x, {y: 汉字}]\n---\n";

static gboolean
put_texts (BsIndexText *text, const BsSnapshot *snapshot, GError **error)
{
  for (guint i = 0; i < snapshot->n_rows; i++)
    {
      const BsRow *row = snapshot->rows[i];
      g_autofree char *body = g_strdup_printf ("The body 正文 has words, %u of them.", i);
      g_autoptr (GBytes) title = bs_index_tokenizer_cut (bs_row_get_title (row));
      g_autoptr (GBytes) tokens = bs_index_tokenizer_cut (body);
      g_autoptr (BsArticle) article = bs_article_read ("a.md", BS_SITE_NONE, front_matter, strlen (front_matter));
      g_autoptr (GBytes) fields = bs_index_fields_encode (article->keys, TRUE);
      guint64 key = bs_index_text_make_key (row->content_hash, bs_row_get_title (row));

      if (!bs_index_text_has (text, key) && !bs_index_text_put (text, key, title, tokens, fields, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_rows (BsIndexStore *store, const BsSnapshot *snapshot, GError **error)
{
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (!bs_index_store_put_row (store, snapshot->rows[i], error))
      return FALSE;
  return TRUE;
}

static void
make_index (Fixture *self)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (GError) error = NULL;
  BsIndexStore *store;
  BsIndexText *text;

  self->path = scratch_get (&self->scratch, "index.db");
  store = bs_index_store_open (self->path, BS_INDEX_WRITE, &error);
  g_assert_no_error (error);
  text = bs_index_text_new (bs_index_store_get_connection (store), &error);
  g_assert_true (bs_index_store_begin (store, &error) && bs_index_text_create (text, &error));
  g_assert_true (put_rows (store, snapshot, &error) && put_texts (text, snapshot, &error) &&
                 bs_index_store_commit (store, &error));
  g_assert_no_error (error);
  bs_index_text_free (text);
  bs_index_store_settle (store);
  bs_index_store_free (store);
  note_whole (self);
}

static gboolean
row_cb (BsRow *row, gpointer user_data)
{
  g_autofree char *path = bs_row_dup_path (row);
  BsDate date;

  g_assert_true (bs_relative_path_is_safe (path));
  g_assert_true (g_utf8_validate (bs_row_get_title (row), -1, NULL));
  bs_row_get_date (row, &date);
  bs_table_put (user_data, row, NULL);
  return TRUE;
}

static gboolean
match_cb (const BsIndexMatch *match, gpointer user_data)
{
  return TRUE;
}

/* Returns the number of results. */
static guint
search (Fixture *self, BsTable *table, BsVocabulary *vocabulary, BsIndexText *text, const char *words)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, words, FALSE);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (table);
  BsAnswerer *answerer = bs_answerer_new (vocabulary);
  BsSearchTerms terms = { .zone = self->site->zone };
  g_autoptr (BsIndexMatcher) matcher = text != NULL ? bs_index_matcher_new (text) : NULL;
  g_autoptr (BsIds) ids = NULL;

  bs_answerer_set_matcher (answerer, matcher);
  ids = bs_answerer_search (answerer, snapshot, query, &terms, NULL);
  bs_answerer_free (answerer);
  for (guint i = 0; ids != NULL && i < ids->n_ids; i++)
    g_assert_nonnull (bs_table_get (table, ids->ids[i]));
  return ids != NULL ? ids->n_ids : 0;
}

/* Searches as a window, the overview and the command line do. Returns the number of results, on which all must
 * agree. */
static guint
read_index (Fixture *self)
{
  g_autoptr (BsIndexStore) store = bs_index_store_open (self->path, BS_INDEX_READ, NULL);
  g_autoptr (BsIndexText) text = NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) rows = NULL;
  BsVocabulary *vocabulary = bs_vocabulary_new ();
  BsTable *table = bs_table_new (vocabulary);
  BsRow *row = NULL;
  guint n_found = 0;
  gint64 versions[] = { 1, G_MAXINT64, G_MININT64 };
  guint64 found[G_N_ELEMENTS (versions)] = { 0 };

  if (store != NULL)
    {
      bs_index_store_read_rows (store, vocabulary, self->site->zone, row_cb, table, NULL);
      text = bs_index_text_new (bs_index_store_get_connection (store), NULL);
      bs_index_text_match (text, BS_INDEX_TEXT_ALL, "\"body\"", TRUE, 10, match_cb, NULL, NULL);
      bs_index_text_read_keys (text, versions, G_N_ELEMENTS (versions), found, NULL);
      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (GBytes) fields = bs_index_text_read_fields (text, versions[i]);
          gsize offset = 0;
          BsField field;

          while (fields != NULL && bs_index_fields_next (fields, &offset, &field))
            bs_value_free (bs_field_dup_value (&field));
        }
      n_found = search (self, table, vocabulary, text, "body");
      search (self, table, vocabulary, text, "正文 OR title:标题 -tag:t1");
      g_hash_table_add (keys, &found[0]);
      rows = bs_index_store_find_rows (store, vocabulary, self->site->zone, keys, NULL);
      bs_index_store_find_row (store, vocabulary, self->site->zone, "folder 1/1.md", &row, NULL);
      g_clear_pointer (&row, bs_row_unref);
    }
  g_clear_pointer (&rows, g_ptr_array_unref);
  g_clear_pointer (&text, bs_index_text_free);
  bs_table_unref (table);
  bs_vocabulary_unref (vocabulary);
  return n_found;
}

/* Opens it as its owner does: unusable files are rebuilt, and everything is in the index afterwards. */
static void
write_index (Fixture *self)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);

  for (guint attempt = 0;; attempt++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BsIndexStore) store = bs_index_store_open (self->path, BS_INDEX_WRITE, &error);
      g_autoptr (BsIndexText) text =
          store != NULL ? bs_index_text_new (bs_index_store_get_connection (store), &error) : NULL;
      gboolean is_kept =
          text != NULL && bs_index_text_create (text, &error) && bs_index_text_is_whole (text) &&
          bs_index_store_read_rows (store, self->vocabulary, self->site->zone, row_cb, self->table, &error) &&
          bs_index_store_begin (store, &error) && put_texts (text, snapshot, &error) &&
          put_rows (store, snapshot, &error) && bs_index_store_commit (store, &error);

      g_clear_pointer (&text, bs_index_text_free);
      if (is_kept)
        return;
      g_assert_cmpuint (attempt, ==, 0);
      if (store != NULL)
        bs_index_store_roll_back (store);
      g_clear_pointer (&store, bs_index_store_free);
      g_assert_true (bs_index_store_remove (self->path));
    }
}

static void
test_index (Fixture *self, gconstpointer data)
{
  guint n = get_n_flips ();

  make_index (self);
  for (guint i = 0; i < n; i++)
    {
      damage (self);
      read_index (self);
      if (i % 10 == 0)
        write_index (self);
    }
}

/* Numbers that SQLite accepts. */
static void
test_index_numbers (Fixture *self, gconstpointer data)
{
  static const char *const statements[] = {
    "UPDATE texts SET version = 4000000000 WHERE version = 1",
    "UPDATE texts SET version = 4294967296 WHERE version = 40",
    "UPDATE texts SET version = 9223372036854775807 WHERE version = 2",
    "UPDATE texts SET version = -9223372036854775808 WHERE version = 2",
    "UPDATE texts SET version = -1 WHERE version = 40",
    "UPDATE texts SET version = version + 9223372036854775000",
    "DELETE FROM texts WHERE version = 7",
    "DELETE FROM texts WHERE version < 30",
    "DELETE FROM texts WHERE version > 10",
    "DELETE FROM texts",
    "DROP TABLE texts",
    "DROP TABLE articles",
    "UPDATE terms SET number = 2000000000 WHERE number = 3",
    "UPDATE terms SET kind = 1 WHERE kind = 2",
    "UPDATE articles SET record = zeroblob (length (record))",
    "UPDATE articles SET record = substr (record, 1, 83)",
    "UPDATE articles SET record = x''",
    "UPDATE articles SET record = 9223372036854775807",
    "UPDATE articles SET text = 1",
    "UPDATE text_all_data SET block = x'ffffffffffffffffffffffffffffff' WHERE id = 10",
    "UPDATE text_all_data SET block = substr (block, 1, length (block) / 2)",
    "UPDATE text_all_data SET block = x'00000000040004000400040f' || block WHERE id = 10",
    "DELETE FROM text_titles_data",
    "UPDATE text_all_docsize SET id = 4000000000 WHERE id = 1",
  };

  make_index (self);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3 *connection = NULL;

      write_file (self, self->whole, self->length);
      g_assert_cmpint (sqlite3_open (self->path, &connection), ==, SQLITE_OK);
      g_test_message ("%s", statements[i]);
      g_assert_cmpint (sqlite3_exec (connection, statements[i], NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (connection);
      read_index (self);
      write_index (self);
      g_assert_cmpuint (read_index (self), ==, N_ARTICLES);
    }
}

static void
make_marks (Fixture *self)
{
  g_autofree char *message = NULL;
  BsMarksStore *store;

  self->path = scratch_get (&self->scratch, "marks.db");
  store = bs_marks_store_open (self->path, &message);
  g_assert_null (message);
  g_assert_true (bs_marks_store_begin (store));
  for (guint i = 0; i < N_ARTICLES * 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("folder/%u.md", i);
      BsKnown known = {
        bs_marks_hash_path (path), i + 1, i + 2, i % 3 == 0 ? BS_MARK_STARRED : BS_MARK_UNREAD, i, i % 5
      };

      bs_marks_store_put (store, &known);
      bs_marks_store_put_position (store, known.id, path, "12:34", 0.5);
    }
  bs_marks_store_set_complete (store);
  g_assert_true (bs_marks_store_end (store));
  bs_marks_store_close (store);
  note_whole (self);
}

static void
read_marks (BsMarksStore *store)
{
  g_autoptr (GArray) all = bs_marks_store_load (store);

  for (guint i = 0; i < all->len; i++)
    {
      const BsKnown *known = &g_array_index (all, BsKnown, i);
      g_autofree char *path = bs_marks_store_dup_path (store, known->id);
      g_autofree char *position = NULL;
      double fraction;

      if (bs_marks_store_get_position (store, known->id, &position, &fraction))
        g_assert_true (g_utf8_validate (position, -1, NULL) && fraction >= 0 && fraction <= 1);
    }
  bs_marks_store_is_complete (store);
  bs_marks_store_find_recent (store, 1, 10);
}

/* A star set now is kept, whatever happened to earlier marks. */
static void
write_marks (Fixture *self)
{
  BsKnown known = { 12345, 1, 1, BS_MARK_STARRED, 0, 0 };
  g_autoptr (BsMarksStore) store = NULL;

  for (guint attempt = 0;; attempt++)
    {
      g_autofree char *message = NULL;

      store = store == NULL ? bs_marks_store_open (self->path, &message) : bs_marks_store_mend (store, &message);
      read_marks (store);
      if (!bs_marks_store_is_damaged (store))
        {
          bs_marks_store_clear_error (store);
          bs_marks_store_begin (store);
          bs_marks_store_put (store, &known);
          bs_marks_store_forget_gone (store, 3);
          if (bs_marks_store_end (store))
            break;
        }
      g_assert_cmpuint (attempt, ==, 0);
      g_assert_true (bs_marks_store_is_damaged (store));
    }
  known.marks = 0;
  g_assert_true (bs_marks_store_lookup (store, 12345, &known));
  g_assert_cmpuint (known.marks, ==, BS_MARK_STARRED);
}

static void
remove_aside (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->scratch.path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "marks.db."))
      {
        g_autofree char *path = scratch_get (&self->scratch, name);

        g_unlink (path);
      }
}

static void
test_marks (Fixture *self, gconstpointer data)
{
  guint n = get_n_flips ();

  make_marks (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsMarksStore) copy = NULL;

      damage (self);
      copy = bs_marks_store_open_copy (self->path);
      read_marks (copy);
      if (i % 4 != 0)
        continue;
      write_marks (self);
      remove_aside (self);
    }
}

int
main (int argc, char *argv[])
{
  /* Thousands of writes need not reach a disk. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/damage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("index", test_index);
  ADD ("index-numbers", test_index_numbers);
  ADD ("marks", test_marks);
#undef ADD
  return g_test_run ();
}
