/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/disk-changes.h"

#define N_MANY 30000

typedef struct
{
  BsVocabulary *vocabulary;
  BsTable *table;
  BsDiskChanges *changes;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->changes = bs_disk_changes_new (self->table, self->vocabulary);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_disk_changes_free (self->changes);
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
}

/* A file with an inode and a content. */
static BsRow *
make (Fixture *self, const char *path, guint inode, guint content)
{
  BsRow *row = bs_row_new_for_path (self->vocabulary, path);

  row->inode = inode;
  row->content_hash = content;
  row->size = content;
  return row;
}

static void
know (Fixture *self, const char *path, guint inode, guint content)
{
  bs_table_put (self->table, make (self, path, inode, content), NULL);
}

static void
put (Fixture *self, const char *path, const char *from, guint inode, guint content)
{
  bs_disk_changes_put (self->changes, make (self, path, inode, content), from);
}

static void
drop (Fixture *self, const char *path)
{
  g_assert_true (bs_disk_changes_remove (self->changes, path));
}

static void
announce (Fixture *self, const char *from, const char *to)
{
  GHashTable *origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (origins, g_strdup (to), g_strdup (from));
  bs_disk_changes_announce (self->changes, origins);
}

/* Does to the table what a library does, and says so. */
static char *
settle (Fixture *self)
{
  GString *told = g_string_new (NULL);
  BsDiskChange change;

  while (bs_disk_changes_take (self->changes, &change))
    {
      g_autoptr (BsRow) from = change.from;
      g_autofree char *old_path = from != NULL ? bs_row_dup_path (from) : NULL;
      g_autofree char *path = change.row != NULL ? bs_row_dup_path (change.row) : NULL;
      g_autoptr (BsRow) old = NULL;

      if (path == NULL)
        {
          g_string_append_printf (told, "-%s ", old_path);
          old = bs_table_remove (self->table, from->id);
        }
      else if (from != NULL)
        {
          g_string_append_printf (told, "%s>%s ", old_path, path);
          old = bs_table_move (self->table, from->id, change.row);
        }
      else
        g_string_append_printf (told, "%s%s ", bs_table_put (self->table, change.row, &old) == BS_PUT_ADDED ? "+" : "=",
                                path);
    }
  g_assert_false (bs_disk_changes_is_settling (self->changes));
  return g_string_free (told, FALSE);
}

static void
expect (Fixture *self, const char *expected)
{
  g_autofree char *told = settle (self);

  g_assert_cmpstr (told, ==, expected);
}

static guint
get_id (Fixture *self, const char *path)
{
  BsRow *row = bs_table_lookup (self->table, path);

  g_assert_nonnull (row);
  return row->id;
}

static void
test_plain (Fixture *self, gconstpointer data)
{
  know (self, "a.md", 1, 10);
  put (self, "b.md", NULL, 2, 20);
  put (self, "a.md", NULL, 1, 11);
  g_assert_false (bs_disk_changes_remove (self->changes, "c.md"));
  expect (self, "+b.md =a.md ");
  drop (self, "a.md");
  put (self, "c.md", NULL, 3, 30);
  expect (self, "-a.md +c.md ");
  /* What came and went, or went and came, within a batch. */
  put (self, "d.md", NULL, 4, 40);
  drop (self, "d.md");
  drop (self, "c.md");
  put (self, "c.md", NULL, 5, 31);
  expect (self, "=c.md ");
  g_assert_cmpint (bs_disk_changes_get_due (self->changes, FALSE), ==, G_MAXINT64);
}

/* In whichever order it is seen, an article with the same content is the same one. */
static void
test_content (Fixture *self, gconstpointer data)
{
  know (self, "a.md", 1, 10);
  put (self, "x/a.md", NULL, 2, 10);
  drop (self, "a.md");
  expect (self, "a.md>x/a.md ");
  drop (self, "x/a.md");
  put (self, "b.md", NULL, 3, 10);
  expect (self, "x/a.md>b.md ");
  /* A copy whose original stays, or goes later, is another article. */
  put (self, "c.md", NULL, 4, 10);
  expect (self, "+c.md ");
  drop (self, "b.md");
  expect (self, "-b.md ");
  /* The original is back before the batch ends. */
  drop (self, "c.md");
  put (self, "d.md", NULL, 5, 10);
  put (self, "c.md", NULL, 4, 10);
  expect (self, "=c.md +d.md ");
  /* Of several with the same content, those with the same name. */
  drop (self, "c.md");
  drop (self, "d.md");
  put (self, "x/d.md", NULL, 6, 10);
  put (self, "x/c.md", NULL, 7, 10);
  expect (self, "d.md>x/d.md c.md>x/c.md ");
  /* Files that cannot be read have none. */
  know (self, "u.md", 8, 0);
  drop (self, "u.md");
  put (self, "v.md", NULL, 9, 0);
  expect (self, "-u.md +v.md ");
}

/* A copy of an article that is then rewritten is not where it moved to. */
static void
test_copy (Fixture *self, gconstpointer data)
{
  know (self, "a.md", 1, 10);
  put (self, "b.md", NULL, 2, 10);
  put (self, "a.md", NULL, 3, 11);
  expect (self, "+b.md =a.md ");
}

static void
test_renamed (Fixture *self, gconstpointer data)
{
  guint a;
  guint b;

  know (self, "a.md", 1, 10);
  know (self, "b.md", 2, 20);
  a = get_id (self, "a.md");
  b = get_id (self, "b.md");
  /* A chain. */
  put (self, "c.md", "a.md", 1, 10);
  drop (self, "a.md");
  put (self, "d.md", "c.md", 1, 12);
  drop (self, "c.md");
  expect (self, "a.md>d.md ");
  g_assert_cmpuint (get_id (self, "d.md"), ==, a);
  /* The place is taken again. */
  put (self, "a.md", "d.md", 1, 12);
  put (self, "d.md", NULL, 3, 30);
  expect (self, "d.md>a.md +d.md ");
  /* Names that change places, by a third name. */
  put (self, "a.md", "b.md", 2, 20);
  put (self, "b.md", NULL, 1, 12);
  put (self, "b.md", "a.md", 1, 12);
  put (self, "a.md", NULL, 2, 20);
  expect (self, "b.md>a.md a.md>b.md ");
  g_assert_cmpuint (get_id (self, "b.md"), ==, a);
  g_assert_cmpuint (get_id (self, "a.md"), ==, b);
  /* And at once. */
  put (self, "a.md", NULL, 1, 12);
  put (self, "b.md", NULL, 2, 20);
  expect (self, "b.md>a.md a.md>b.md ");
  g_assert_cmpuint (get_id (self, "a.md"), ==, a);
  g_assert_cmpuint (get_id (self, "b.md"), ==, b);
  /* A file moves on, and another one is written in its old place before that is known. */
  put (self, "a.md", NULL, 4, 40);
  put (self, "e.md", NULL, 1, 12);
  expect (self, "a.md>e.md +a.md ");
  g_assert_cmpuint (get_id (self, "e.md"), ==, a);
}

/* Renamed over another article, as editors do to save. */
static void
test_over (Fixture *self, gconstpointer data)
{
  guint b;

  know (self, "a.md", 1, 10);
  know (self, "b.md", 2, 20);
  know (self, "c.md", 3, 30);
  b = get_id (self, "b.md");
  put (self, "b.md", "a.md", 1, 10);
  drop (self, "a.md");
  expect (self, "-a.md =b.md ");
  g_assert_cmpuint (get_id (self, "b.md"), ==, b);
  /* b.md moves over c.md, and d.md to where it was. */
  know (self, "d.md", 4, 40);
  put (self, "b.md", "d.md", 4, 40);
  put (self, "c.md", "b.md", 1, 10);
  drop (self, "d.md");
  expect (self, "d.md>b.md -b.md =c.md ");
  g_assert_cmpuint (bs_table_get_size (self->table), ==, 2);
  /* The same, seen the other way round. */
  know (self, "d.md", 5, 50);
  put (self, "c.md", "b.md", 4, 40);
  put (self, "b.md", "d.md", 5, 50);
  drop (self, "d.md");
  expect (self, "=c.md -d.md =b.md ");
  g_assert_cmpuint (bs_table_get_size (self->table), ==, 2);
}

/* What was announced is awaited: the content changes, and the old file goes in another batch. */
static void
test_announced (Fixture *self, gconstpointer data)
{
  guint id;

  know (self, "_drafts/a.md", 1, 10);
  id = get_id (self, "_drafts/a.md");
  announce (self, "_drafts/a.md", "_posts/a.md");
  put (self, "_posts/a.md", NULL, 2, 11);
  expect (self, "");
  g_assert_cmpint (bs_disk_changes_get_due (self->changes, FALSE), >, g_get_monotonic_time ());
  put (self, "_posts/a.md", NULL, 2, 12);
  put (self, "b.md", NULL, 3, 30);
  expect (self, "+b.md ");
  drop (self, "_drafts/a.md");
  expect (self, "_drafts/a.md>_posts/a.md ");
  g_assert_cmpuint (get_id (self, "_posts/a.md"), ==, id);
  g_assert_cmpint (bs_disk_changes_get_due (self->changes, FALSE), ==, G_MAXINT64);

  /* The old one goes first. */
  announce (self, "_posts/a.md", "_drafts/a.md");
  drop (self, "_posts/a.md");
  put (self, "_drafts/a.md", NULL, 4, 13);
  expect (self, "_posts/a.md>_drafts/a.md ");

  /* What is taken back leaves nothing behind. */
  announce (self, "_drafts/a.md", "_posts/a.md");
  put (self, "_posts/a.md", NULL, 5, 14);
  expect (self, "");
  drop (self, "_posts/a.md");
  drop (self, "_drafts/a.md");
  expect (self, "-_drafts/a.md ");
  put (self, "_posts/a.md", NULL, 6, 15);
  expect (self, "+_posts/a.md ");

  /* So does a folder that goes. */
  announce (self, "_posts/a.md", "c/a.md");
  put (self, "c/a.md", NULL, 7, 16);
  expect (self, "");
  bs_disk_changes_remove_awaiting (self->changes, "c");
  expect (self, "");
  g_assert_cmpint (bs_disk_changes_get_due (self->changes, FALSE), ==, G_MAXINT64);
}

static void
test_folders (Fixture *self, gconstpointer data)
{
  know (self, "a/1.md", 1, 10);
  know (self, "a/b/2.md", 2, 20);
  know (self, "ab/3.md", 3, 30);
  g_assert_false (bs_disk_changes_covers (self->changes, "a"));
  drop (self, "a/1.md");
  g_assert_false (bs_disk_changes_covers (self->changes, "a"));
  drop (self, "a/b/2.md");
  g_assert_true (bs_disk_changes_covers (self->changes, "a"));
  g_assert_true (bs_disk_changes_covers (self->changes, "a/1.md"));
  put (self, "c/1.md", NULL, 4, 10);
  put (self, "c/b/2.md", NULL, 5, 20);
  expect (self, "a/1.md>c/1.md a/b/2.md>c/b/2.md ");
}

/* Whatever is told of a few files, the table has in the end those that are there, each once. */
static void
test_random (Fixture *self, gconstpointer data)
{
  guint there[6] = { 0 }; /* the inodes, which are the contents, too */

  for (guint round = 0; round < 5000; round++)
    {
      for (guint n = (guint) g_test_rand_int_range (1, 10); n > 0; n--)
        {
          guint i = (guint) g_test_rand_int_range (0, 6);
          guint j = (guint) g_test_rand_int_range (0, 6);
          guint inode = (guint) g_test_rand_int_range (0, 9);
          char path[] = { (char) ('a' + i), '\0' };
          char other[] = { (char) ('a' + j), '\0' };
          gboolean is_renamed = i != j && there[j] != 0 && g_test_rand_bit ();

          /* Sometimes the one that was renamed is looked at once more before the rename is told. */
          if (is_renamed && g_test_rand_bit ())
            put (self, path, NULL, there[j], there[j]);
          if (is_renamed)
            {
              there[i] = there[j];
              there[j] = inode;
              put (self, path, other, there[i], there[i]);
            }
          else
            there[j] = inode;
          if (inode == 0)
            bs_disk_changes_remove (self->changes, other);
          else
            put (self, other, NULL, inode, inode);
        }
      g_free (settle (self));
      for (guint i = 0; i < 6; i++)
        {
          char path[] = { (char) ('a' + i), '\0' };
          const BsRow *row = bs_table_lookup (self->table, path);

          g_assert_cmpuint (row != NULL ? row->inode : 0, ==, there[i]);
          g_assert_true (row == NULL || bs_table_get (self->table, row->id) == row);
        }
      bs_table_drop_removed (self->table);
      for (guint id = 0, n = 0; n < bs_table_get_size (self->table); id++)
        {
          BsRow *row = bs_table_get (self->table, id);

          n += row != NULL;
          g_assert_true (row == NULL || bs_table_find (self->table, row) == row);
        }
    }
}

/* Files with the same content are no more work than others. */
static void
test_many (Fixture *self, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("a/%u.md", i);

      know (self, path, i, 1 + i % 2);
    }
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("a/%u.md", i);
      g_autofree char *new_path = g_strdup_printf ("b/%u.md", i);

      drop (self, path);
      put (self, new_path, NULL, N_MANY + i, 1 + i % 2);
    }
  g_free (settle (self));
  g_assert_cmpuint (bs_table_get_size (self->table), ==, N_MANY);
  g_assert_cmpstr (bs_table_get (self->table, 7)->folder->name, ==, "b");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

#define ADD(name, func) g_test_add ("/broadsheet/disk-changes/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("plain", test_plain);
  ADD ("content", test_content);
  ADD ("copy", test_copy);
  ADD ("renamed", test_renamed);
  ADD ("over", test_over);
  ADD ("announced", test_announced);
  ADD ("folders", test_folders);
  ADD ("random", test_random);
  ADD ("many", test_many);
  return g_test_run ();
}
