/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/answer.h"
#include "model/library/list/fold.h"
#include "model/library/similar/similar.h"

#include "scratch.h"

/* Articles are named by one letter; the newest come first. */
typedef struct
{
  BsVocabulary *vocabulary;
  BsSite *site;
  BsTable *table;
  BsAnswerer *answerer;
} Fixture;

static void
put (Fixture *self, char letter, const char *text)
{
  g_autofree char *path = g_strdup_printf ("%c.md", letter);
  g_autofree char *content =
      g_strdup_printf ("---\ntitle: %c\ndate: 2024-01-%02d\n---\n%s", letter, 1 + letter - 'a', text);
  g_autoptr (BsArticle) article = bs_article_read (path, BS_SITE_HEXO, content, strlen (content));
  BsFileStamp stamp = { 0 };

  stamp.content_hash = g_str_hash (content);
  bs_table_put (self->table, bs_row_new (self->vocabulary, self->site, article, &stamp), NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->site = bs_site_new_plain ("/nowhere");
  self->table = bs_table_new (self->vocabulary);
  self->answerer = bs_answerer_new (self->vocabulary);
  for (char letter = 'a'; letter <= 'h'; letter++)
    put (self, letter, "");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_answerer_free (self->answerer);
  bs_table_unref (self->table);
  bs_site_unref (self->site);
  bs_vocabulary_unref (self->vocabulary);
}

static guint32
find (const BsSnapshot *snapshot, char letter)
{
  for (guint32 i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL && *bs_row_get_title (snapshot->rows[i]) == letter)
      return i;
  g_assert_not_reached ();
}

static void
group_free (gpointer data)
{
  g_array_unref (((BsSimilarGroup *) data)->members);
  g_free (data);
}

/* @text: groups of letters */
static BsFold *
make_fold (const BsSnapshot *snapshot, const char *text)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      BsSimilarGroup *group = g_new0 (BsSimilarGroup, 1);

      group->members = g_array_new (FALSE, FALSE, sizeof (BsSimilarMember));
      for (const char *letter = words[i]; *letter != '\0'; letter++)
        {
          BsSimilarMember member = { find (snapshot, *letter), 0, 1000 };

          g_array_append_val (group->members, member);
        }
      g_ptr_array_add (groups, group);
    }
  return bs_fold_new (snapshot, groups);
}

/* Rows as letters, each with the number of further articles it represents; articles without a row follow a bar. */
static void
check (Fixture *self, const BsFold *fold, gboolean reverse, const char *expected)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, reverse);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsIds) ids = bs_fold_apply (fold, snapshot, bs_answerer_answer (self->answerer, snapshot, query));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->n_ids + ids->n_hidden; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (ids->folded, GUINT_TO_POINTER (ids->ids[i])));

      if (i == ids->n_ids)
        g_string_append_c (text, '|');
      g_string_append_c (text, *bs_row_get_title (snapshot->rows[ids->ids[i]]));
      if (n > 0)
        g_string_append_printf (text, "%u", n);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rows (Fixture *self, gconstpointer data)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsFold) fold = make_fold (snapshot, "ceh bd");

  check (self, fold, FALSE, "h2gfd1a|bce");
  check (self, fold, TRUE, "ab1c2fg|hed");
  g_assert_true (bs_fold_contains (fold, find (snapshot, 'd')));
  g_assert_false (bs_fold_contains (fold, find (snapshot, 'a')));
}

static void
test_open (Fixture *self, gconstpointer data)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsFold) closed = make_fold (snapshot, "ceh bd");
  g_autoptr (BsFold) open = bs_fold_with_open (closed, find (snapshot, 'e'), TRUE);
  g_autoptr (BsFold) other = make_fold (snapshot, "ag eb");
  g_autoptr (BsFold) kept = bs_fold_with_open_of (other, open);
  g_autoptr (BsFold) again = bs_fold_with_open (open, find (snapshot, 'c'), FALSE);

  check (self, open, FALSE, "h2ecgfd1a|b");
  g_assert_true (bs_fold_is_open (open, find (snapshot, 'h')));
  g_assert_false (bs_fold_is_open (open, find (snapshot, 'd')));
  check (self, kept, FALSE, "hg1fe1bdc|a");
  check (self, again, FALSE, "h2gfd1a|bce");
}

/* The compared article was removed, or replaced. */
static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsFold) fold = make_fold (snapshot, "ceh bd");

  put (self, 'e', "Another text.");
  put (self, 'i', "");
  bs_row_unref (bs_table_remove (self->table, bs_table_lookup (self->table, "d.md")->id));
  check (self, fold, FALSE, "ih1gfeba|c");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/broadsheet/fold/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/broadsheet/fold/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/broadsheet/fold/changes", Fixture, NULL, set_up, test_changes, tear_down);
  return g_test_run ();
}
