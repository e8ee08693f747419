/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/change-queue.h"

#define N_MANY 2500

typedef struct
{
  BsVocabulary *vocabulary;
  BsTable *table;
  BsChangeQueue *queue;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->queue = bs_change_queue_new (self->table);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_change_queue_free (self->queue);
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
}

static BsRow *
add (Fixture *self, const char *path)
{
  BsRow *row = bs_row_new_for_path (self->vocabulary, path);

  bs_table_put (self->table, row, NULL);
  return row;
}

/* All are reported, in order, and not too many at a time. */
static void
test_many (Fixture *self, gconstpointer data)
{
  guint n_told = 0;

  g_assert_true (bs_change_queue_is_empty (self->queue));
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("%u.md", i);

      bs_change_queue_add (self->queue, BS_CHANGE_ADDED, add (self, path), NULL);
    }
  g_assert_cmpuint (bs_change_queue_get_version (self->queue), ==, bs_table_get_version (self->table));
  while (!bs_change_queue_is_empty (self->queue))
    {
      g_autoptr (GPtrArray) changes = bs_change_queue_take (self->queue);

      g_assert_cmpuint (changes->len, >, 0);
      g_assert_cmpuint (changes->len, <=, 1000);
      for (guint i = 0; i < changes->len; i++)
        {
          const BsChange *change = changes->pdata[i];
          g_autofree char *path = g_strdup_printf ("%u.md", n_told++);

          g_assert_cmpstr (change->path, ==, path);
        }
    }
  g_assert_cmpuint (n_told, ==, N_MANY);
}

/* A moved article is found under both paths until the move is reported. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  BsRow *old = add (self, "a.md");
  BsRow *row = bs_row_new_for_path (self->vocabulary, "b.md");
  g_autoptr (BsRow) from = bs_table_move (self->table, old->id, row);

  bs_change_queue_add (self->queue, BS_CHANGE_MOVED, row, from);
  g_assert_true (bs_change_queue_lookup (self->queue, "a.md") == row);
  g_assert_true (bs_change_queue_lookup (self->queue, "b.md") == row);
  g_assert_null (bs_change_queue_lookup (self->queue, "c.md"));
  bs_change_queue_clear (self->queue);
  g_assert_null (bs_change_queue_lookup (self->queue, "a.md"));
  g_assert_true (bs_change_queue_lookup (self->queue, "b.md") == row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/broadsheet/change-queue/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/broadsheet/change-queue/moved", Fixture, NULL, set_up, test_moved, tear_down);
  return g_test_run ();
}
