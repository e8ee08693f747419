/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/table.h"

#define N_LIVING 1000
#define N_ROUNDS 400

typedef struct
{
  BsVocabulary *vocabulary;
  BsTable *table;
  BsSite *site;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->site = bs_site_new_plain ("/");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
  bs_site_unref (self->site);
}

static guint
add (Fixture *self, const char *path)
{
  BsRow *row = bs_row_new_for_path (self->vocabulary, path);

  g_assert_cmpint (bs_table_put (self->table, row, NULL), ==, BS_PUT_ADDED);
  return row->id;
}

/* A folder whose files are deleted and recreated for days: removed articles must not use memory forever. */
static void
test_churn (Fixture *self, gconstpointer data)
{
  guint first = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (BsSnapshot) snapshot = NULL;

      for (guint i = 0; i < N_LIVING; i++)
        {
          g_autofree char *path = g_strdup_printf ("f%u/%u.md", i % 7, i);
          BsRow *old = bs_table_lookup (self->table, path);

          if (old != NULL)
            bs_row_unref (bs_table_remove (self->table, old->id));
          if (i % 100 == 0)
            bs_table_drop_removed (self->table);
          first = add (self, path);
        }
      bs_table_drop_removed (self->table);
      snapshot = bs_table_take_snapshot (self->table);
      g_assert_cmpuint (bs_table_get_size (self->table), ==, N_LIVING);
      g_assert_cmpuint (snapshot->n_rows, <, 70000);
      g_assert_cmpuint (bs_table_get (self->table, first)->id, ==, first);
    }
}

/* An undo a moment later refers to an article by its number. */
static void
test_not_at_once (Fixture *self, gconstpointer data)
{
  guint id = add (self, "a.md");

  bs_row_unref (bs_table_remove (self->table, id));
  bs_table_drop_removed (self->table);
  for (guint i = 0; i < 10000; i++)
    {
      guint other = add (self, "b.md");

      g_assert_cmpuint (other, !=, id);
      bs_row_unref (bs_table_remove (self->table, other));
      bs_table_drop_removed (self->table);
    }
  g_assert_null (bs_table_get (self->table, id));
}

/* A snapshot keeps its articles, even if their numbers have been reused. */
static void
test_snapshot (Fixture *self, gconstpointer data)
{
  guint id = add (self, "first.md");
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autofree char *path = NULL;
  guint other = id + 1;

  bs_row_unref (bs_table_remove (self->table, id));
  bs_table_drop_removed (self->table);
  for (guint i = 0; i < 200000 && other != id; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.md", i);

      other = add (self, name);
      if (other == id)
        break;
      bs_row_unref (bs_table_remove (self->table, other));
      bs_table_drop_removed (self->table);
    }
  g_assert_cmpuint (other, ==, id);
  path = bs_row_dup_path (snapshot->rows[id]);
  g_assert_cmpstr (path, ==, "first.md");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/table/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("churn", test_churn);
  ADD ("not-at-once", test_not_at_once);
  ADD ("snapshot", test_snapshot);
#undef ADD
  return g_test_run ();
}
