/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "model/library/folder/scan.h"
#include "model/library/index/index-adoption.h"
#include "model/library/index/index-load.h"
#include "model/library/index/index-lock.h"
#include "model/library/index/index-store.h"

#include "scratch.h"

typedef struct
{
  Scratch scratch;
  char *path;
  BsVocabulary *vocabulary;
  BsSite *site;
  GPtrArray *read; /* (element-type BsRow) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->path = scratch_get (&self->scratch, "cache/index.db");
  self->vocabulary = bs_vocabulary_new ();
  self->site = bs_site_new_plain (self->scratch.path);
  self->read = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->read);
  bs_site_unref (self->site);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self->path);
  scratch_tear_down (&self->scratch, data);
}

static BsRow *
make_row (Fixture *self, const char *name, const char *text)
{
  g_autoptr (BsArticle) article = NULL;
  BsFileStamp stamp;

  scratch_write (&self->scratch, name, text);
  article = bs_scan_file (self->site, name, &stamp);
  return bs_row_new (self->vocabulary, self->site, article, &stamp);
}

static gboolean
read_cb (BsRow *row, gpointer user_data)
{
  g_ptr_array_add (user_data, row);
  return TRUE;
}

static gboolean
read_rows (Fixture *self, BsIndexStore *store, GError **error)
{
  g_ptr_array_set_size (self->read, 0);
  return bs_index_store_read_rows (store, self->vocabulary, self->site->zone, read_cb, self->read, error);
}

static BsIndexStore *
open_to_write (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  BsIndexStore *store = bs_index_store_open (self->path, BS_INDEX_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (read_rows (self, store, &error));
  g_assert_no_error (error);
  return store;
}

static void
put (BsIndexStore *store, BsRow *row)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bs_index_store_begin (store, &error));
  g_assert_true (bs_index_store_put_row (store, row, &error));
  g_assert_true (bs_index_store_commit (store, &error));
  g_assert_no_error (error);
}

static const char *const texts[] = {
  "---\ntitle: a b\ndate: 2022-05-17 10:00:00 +0800\ncategories: [[金融, 新浪财经], [x]]\ntags: [1, 二]\nauthor: 某\n"
  "---\nText.\n",
  "---\ntitle: No zone\ndate: 2021-03-28 02:30:00\ndraft: true\n---\n",
  "---\ntitle: A day\ndate: 2021-03-28\n---\n",
  "---\ntitle: T\ntitle: U\n---\n",
  "Nothing.",
  "",
};

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  g_autoptr (GError) error = NULL;
  BsIndexStore *store = open_to_write (self);
  struct stat st;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf (i % 2 == 0 ? "f/%u.md" : "T %u \xff.md", i);

      g_ptr_array_add (rows, make_row (self, name, texts[i]));
      put (store, rows->pdata[i]);
    }
  bs_index_store_free (store);
  g_assert_cmpint (stat (self->path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);

  store = bs_index_store_open (self->path, BS_INDEX_READ, &error);
  g_assert_no_error (error);
  g_assert_true (read_rows (self, store, &error));
  g_assert_cmpuint (self->read->len, ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      guint place;

      g_assert_true (g_ptr_array_find_with_equal_func (self->read, rows->pdata[i], bs_row_equal_path, &place));
      g_assert_true (bs_row_is_recorded_same (self->read->pdata[place], rows->pdata[i]));
    }
  bs_index_store_free (store);
}

typedef struct
{
  GMutex mutex;
  GPtrArray *rows;
} Loaded;

static gboolean
load_cb (GPtrArray *rows, gpointer user_data)
{
  Loaded *self = user_data;

  g_mutex_lock (&self->mutex);
  g_ptr_array_extend_and_steal (self->rows, rows);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* Rows that are read from both ends at once are all read, and each of them once. */
static void
test_load (Fixture *self, gconstpointer data)
{
  static const guint counts[] = { 0, 1, 511, 513, 3001 };
  BsIndexStore *store = open_to_write (self);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      Loaded loaded = { .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref) };
      BsIndexStore *reader;

      g_assert_true (bs_index_store_begin (store, &error));
      for (; n < counts[i]; n++)
        {
          g_autofree char *name = g_strdup_printf ("%u/%u.md", n % 7, n);
          g_autoptr (BsRow) row = make_row (self, name, texts[n % G_N_ELEMENTS (texts)]);

          g_assert_true (bs_index_store_put_row (store, row, &error));
        }
      g_assert_true (bs_index_store_commit (store, &error));

      reader = bs_index_store_open (self->path, BS_INDEX_READ, &error);
      g_assert_no_error (error);
      g_assert_true (bs_index_load (reader, NULL, self->vocabulary, self->site->zone, load_cb, &loaded, NULL, &error));
      g_assert_no_error (error);
      for (guint j = 0; j < loaded.rows->len; j++)
        g_hash_table_add (paths, bs_row_dup_path (loaded.rows->pdata[j]));
      g_assert_cmpuint (loaded.rows->len, ==, n);
      g_assert_cmpuint (g_hash_table_size (paths), ==, n);
      g_ptr_array_unref (loaded.rows);
      bs_index_store_free (reader);
    }
  bs_index_store_free (store);
}

static void
put_into (BsTable *table, BsRow *row)
{
  BsRow *old = NULL;

  bs_table_put (table, row, &old);
  g_clear_pointer (&old, bs_row_unref);
}

static guint64
load_table (Fixture *self, BsTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) store = bs_index_store_open (self->path, BS_INDEX_READ, &error);
  Loaded loaded = { .rows = g_ptr_array_new () };
  guint64 edition;

  g_assert_no_error (error);
  g_assert_true (bs_index_load (store, NULL, self->vocabulary, self->site->zone, load_cb, &loaded, &edition, &error));
  for (guint i = 0; i < loaded.rows->len; i++)
    put_into (table, loaded.rows->pdata[i]);
  g_ptr_array_unref (loaded.rows);
  return edition;
}

static gboolean
adopt (Fixture *self, BsTable *table, guint64 edition)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (table);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) store = bs_index_store_open (self->path, BS_INDEX_WRITE, &error);
  int is_stopped = 0;

  g_assert_no_error (error);
  g_assert_true (bs_index_store_begin (store, &error));
  return bs_index_adoption_write_rows (store, self->vocabulary, self->site, snapshot, edition, &is_stopped, NULL) &&
         bs_index_store_commit (store, NULL);
}

/* Rows that were read from the index when a folder was opened are read a second time only if something differs. */
static void
test_adopt (Fixture *self, gconstpointer data)
{
  BsTable *table = bs_table_new (self->vocabulary);
  BsIndexStore *store = open_to_write (self);
  guint64 first, second;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.md", i);
      g_autoptr (BsRow) row = make_row (self, name, texts[i % G_N_ELEMENTS (texts)]);

      put (store, row);
    }
  first = load_table (self, table);
  g_assert_cmpuint (first, !=, 0);
  g_assert_true (adopt (self, table, first));
  g_assert_cmpuint (bs_index_store_get_edition (store), ==, first);

  put_into (table, make_row (self, "new.md", texts[0]));
  g_assert_true (adopt (self, table, first));
  second = bs_index_store_get_edition (store);
  g_assert_cmpuint (second, !=, first);
  put_into (table, make_row (self, "1.md", "Changed."));
  bs_row_unref (bs_table_remove (table, bs_table_lookup (table, "2.md")->id));
  g_assert_true (adopt (self, table, second));
  g_assert_true (read_rows (self, store, NULL));
  g_assert_cmpuint (self->read->len, ==, 20);
  for (guint i = 0; i < self->read->len; i++)
    {
      g_autofree char *path = bs_row_dup_path (self->read->pdata[i]);

      g_assert_true (bs_row_is_recorded_same (self->read->pdata[i], bs_table_lookup (table, path)));
    }

  bs_table_unref (table);
  table = bs_table_new (self->vocabulary);
  first = load_table (self, table);
  g_assert_cmpint (
      sqlite3_exec (bs_index_store_get_connection (store), "UPDATE articles SET record = x'00'", NULL, NULL, NULL), ==,
      SQLITE_OK);
  bs_index_store_free (store);
  g_assert_true (adopt (self, table, first));
  g_assert_false (adopt (self, table, second));
  g_assert_false (adopt (self, table, 0));
  bs_table_unref (table);
}

/* The date is stored as written; the reader's clock converts it. */
static void
test_clock (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRow) row = make_row (self, "a.md", texts[1]);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) store = open_to_write (self);
  const BsRow *read;
  BsDate date;

  put (store, row);
  g_assert_true (bs_index_store_read_rows (store, self->vocabulary, zone, read_cb, self->read, &error));
  read = self->read->pdata[0];
  g_assert_true (bs_row_get_date (read, &date));
  g_assert_cmpint (read->date, ==, bs_date_to_unix (&date, zone));
  g_assert_cmpint (read->date - row->date, ==, 12 * 3600);
}

static void
test_replace_and_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRow) first = make_row (self, "a.md", texts[0]);
  g_autoptr (BsRow) second = make_row (self, "a.md", texts[1]);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) store = open_to_write (self);

  put (store, first);
  put (store, second);
  g_assert_true (read_rows (self, store, &error));
  g_assert_cmpuint (self->read->len, ==, 1);
  g_assert_true (bs_row_is_recorded_same (self->read->pdata[0], second));
  g_assert_true (bs_index_store_remove_row (store, second, &error));
  g_assert_true (read_rows (self, store, &error));
  g_assert_cmpuint (self->read->len, ==, 0);

  g_assert_null (bs_index_store_get_value (store, "key"));
  g_assert_true (bs_index_store_set_value (store, "key", "value", &error));
  {
    g_autofree char *value = bs_index_store_get_value (store, "key");

    g_assert_cmpstr (value, ==, "value");
  }
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bs_index_store_open (self->path, BS_INDEX_READ, &error));
  g_assert_error (error, BS_INDEX_ERROR, BS_INDEX_ERROR_MISSING);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
expect_useless_and_made_anew (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) reading = bs_index_store_open (self->path, BS_INDEX_READ, &error);
  g_autoptr (BsIndexStore) store = NULL;

  if (reading != NULL)
    g_assert_false (read_rows (self, reading, &error));
  g_assert_error (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS);
  g_assert_nonnull (strstr (error->message, self->path));
  g_clear_pointer (&reading, bs_index_store_free);
  bs_index_store_remove (self->path);
  store = open_to_write (self);
  g_assert_cmpuint (self->read->len, ==, 0);
}

static void
test_useless (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) store = NULL;

  /* Noise, and another program's database. */
  scratch_write (&self->scratch, "cache/index.db", "This is not a database, but long enough to be looked at as one.");
  expect_useless_and_made_anew (self);
  scratch_delete (&self->scratch, "cache/index.db");
  g_assert_true (g_file_set_contents (self->path, "SQLite format 3", 16, NULL));
  expect_useless_and_made_anew (self);

  /* The writer itself is not notified. */
  scratch_write (&self->scratch, "cache/index.db", "This is not a database, but long enough to be looked at as one.");
  store = open_to_write (self);
  g_assert_cmpuint (self->read->len, ==, 0);
}

/* Changes every byte of the file in turn: the result is correct, or an error. */
static void
test_flipped_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRow) row = make_row (self, "f/a.md", texts[0]);
  BsIndexStore *store = open_to_write (self);
  g_autofree char *bytes = NULL;
  gsize length;
  guint n_refused = 0;

  put (store, row);
  bs_index_store_settle (store);
  bs_index_store_free (store);
  g_assert_true (g_file_get_contents (self->path, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i += i < 4096 ? 7 : 3)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_read;

      if (bytes[i] == 0)
        continue;
      bytes[i] = (char) (bytes[i] ^ 0x11);
      bs_index_store_remove (self->path);
      g_assert_true (g_file_set_contents (self->path, bytes, (gssize) length, NULL));
      bytes[i] = (char) (bytes[i] ^ 0x11);
      store = bs_index_store_open (self->path, BS_INDEX_READ, &error);
      is_read = store != NULL && read_rows (self, store, &error);
      if (is_read)
        for (guint j = 0; j < self->read->len; j++)
          g_assert_true (bs_row_is_recorded_same (self->read->pdata[j], row));
      else
        n_refused++;
      g_assert_true (is_read || error != NULL);
      g_clear_pointer (&store, bs_index_store_free);
    }
  g_assert_cmpuint (n_refused, >, 50);
}

static void
test_cut_off (Fixture *self, gconstpointer data)
{
  BsIndexStore *store = open_to_write (self);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u/%u.md", i % 5, i);
      g_autoptr (BsRow) row = make_row (self, name, texts[i % G_N_ELEMENTS (texts)]);

      put (store, row);
    }
  bs_index_store_settle (store);
  bs_index_store_free (store);
  g_assert_cmpint (truncate (self->path, 20480), ==, 0);
  expect_useless_and_made_anew (self);
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* A folder in place of the file is as unusable as a read-only one, and does not depend on the user running the
   * test. */
  scratch_make_folder (&self->scratch, "cache/index.db/full");
  g_assert_null (bs_index_store_open (self->path, BS_INDEX_WRITE, &error));
  g_assert_nonnull (error);
}

static void
test_lock (Fixture *self, gconstpointer data)
{
  BsIndexLock *lock;
  BsIndexStore *store;
  gboolean is_taken;

  lock = bs_index_lock_take (self->path, &is_taken);
  g_assert_nonnull (lock);
  g_assert_null (bs_index_lock_take (self->path, &is_taken));
  g_assert_true (is_taken);
  g_assert_false (bs_index_lock_is_doubtful (lock));
  store = open_to_write (self);
  g_assert_false (bs_index_lock_is_unchanged (lock));
  bs_index_store_free (store);
  bs_index_lock_note (lock, FALSE);
  g_assert_true (bs_index_lock_is_unchanged (lock));
  bs_index_lock_free (lock);

  lock = bs_index_lock_take (self->path, &is_taken);
  g_assert_false (bs_index_lock_is_doubtful (lock));
  bs_index_lock_free (lock);

  /* Another process has written to it, which is remembered until it is checked. */
  g_assert_cmpint (truncate (self->path, 4096), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      lock = bs_index_lock_take (self->path, &is_taken);
      g_assert_true (bs_index_lock_is_doubtful (lock));
      bs_index_lock_note (lock, FALSE);
      bs_index_lock_free (lock);
    }
  lock = bs_index_lock_take (self->path, &is_taken);
  bs_index_lock_settle (lock);
  g_assert_false (bs_index_lock_is_doubtful (lock));
  bs_index_lock_free (lock);
}

/* As after the end of the system that wrote it. */
static void
change_system_run (Fixture *self)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);
  g_autofree char *note = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &note, &length, NULL));
  note[length - 1] ^= 1;
  g_assert_true (g_file_set_contents (path, note, (gssize) length, NULL));
}

/* An index that the disk does not have as a whole is checked, but not where only its writer was killed. */
static void
test_risk (Fixture *self, gconstpointer data)
{
  BsIndexLock *lock = bs_index_lock_take (self->path, NULL);

  bs_index_store_free (open_to_write (self));
  bs_index_lock_note (lock, TRUE);
  bs_index_lock_free (lock);
  lock = bs_index_lock_take (self->path, NULL);
  g_assert_false (bs_index_lock_is_doubtful (lock));
  bs_index_lock_free (lock);
  change_system_run (self);
  lock = bs_index_lock_take (self->path, NULL);
  g_assert_true (bs_index_lock_is_doubtful (lock));

  bs_index_lock_settle (lock);
  bs_index_lock_note (lock, TRUE);
  bs_index_lock_note (lock, FALSE);
  bs_index_lock_free (lock);
  lock = bs_index_lock_take (self->path, NULL);
  g_assert_false (bs_index_lock_is_doubtful (lock));
  bs_index_lock_free (lock);
}

/* Also the connection that does not wait for the disk can have it write everything. */
static void
test_sync (Fixture *self, gconstpointer data)
{
  g_autoptr (BsIndexStore) store = open_to_write (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) more = bs_index_store_open (self->path, BS_INDEX_WRITE_MORE, &error);
  g_autoptr (BsIndexStore) reader = bs_index_store_open (self->path, BS_INDEX_READ, &error);

  g_assert_no_error (error);
  g_assert_true (bs_index_store_begin (more, &error) && bs_index_store_set_value (more, "key", "value", &error) &&
                 bs_index_store_commit (more, &error));
  g_assert_no_error (error);
  g_assert_true (bs_index_store_sync_file (reader));
  g_assert_true (bs_index_store_sync (more));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add ("/broadsheet/index-store/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("load", test_load);
  ADD ("adopt", test_adopt);
  ADD ("clock", test_clock);
  ADD ("replace-and-remove", test_replace_and_remove);
  ADD ("missing", test_missing);
  ADD ("useless", test_useless);
  ADD ("flipped-bytes", test_flipped_bytes);
  ADD ("cut-off", test_cut_off);
  ADD ("read-only", test_read_only);
  ADD ("lock", test_lock);
  ADD ("risk", test_risk);
  ADD ("sync", test_sync);
#undef ADD
  return g_test_run ();
}
