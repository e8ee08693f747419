/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/go-to.h"

#include <string.h>

#define ALL                                                                                                            \
  (BS_GO_TO_IS (BS_GO_TO_ARTICLE) | BS_GO_TO_IS (BS_GO_TO_CATEGORY) | BS_GO_TO_IS (BS_GO_TO_TAG) |                     \
   BS_GO_TO_IS (BS_GO_TO_SOURCE) | BS_GO_TO_IS (BS_GO_TO_SEARCH))

typedef struct
{
  BsVocabulary *vocabulary;
  BsTable *table;
  GObject *owner;
  BsGoTo *places;
} Fixture;

static Fixture *current;

static BsSnapshot *
take_snapshot (gpointer owner)
{
  g_assert_true (owner == current->owner);

  return bs_table_take_snapshot (current->table);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->owner = g_object_new (G_TYPE_OBJECT, NULL);
  self->places = bs_go_to_new (self->vocabulary, take_snapshot, self->owner);
  current = self;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->places);
  g_object_unref (self->owner);
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
}

/* @terms: "author|category/below|tag", any of them empty */
static void
add (Fixture *self, const char *folder, const char *title, const char *terms, gint64 date)
{
  static const BsVocabularyKind kinds[] = { BS_VOCABULARY_SOURCES, BS_VOCABULARY_CATEGORIES, BS_VOCABULARY_TAGS };
  BsTerm *place = bs_vocabulary_intern (self->vocabulary, BS_VOCABULARY_FOLDERS, NULL, folder, strlen (folder));
  g_autofree char *name = g_strdup_printf ("%u.md", bs_table_get_size (self->table));
  g_auto (GStrv) parts = g_strsplit (terms, "|", 3);
  guint counts[3] = { 0 };
  BsTerm *all[3];
  guint n = 0;
  BsRow *old = NULL;
  BsRow *row;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) names = g_strsplit (parts[i], "/", -1);
      BsTerm *term = NULL;

      for (guint j = 0; names[j] != NULL; j++)
        term = bs_vocabulary_intern (self->vocabulary, kinds[i], term, names[j], strlen (names[j]));
      if (term == NULL)
        continue;
      all[n++] = term;
      counts[i] = 1;
    }
  row = bs_row_new_bare (place, name, strlen (name), title, strlen (title), all, counts[0], counts[1], counts[2]);
  row->date = date;
  row->content_hash = g_str_hash (name) + 1;
  bs_table_put (self->table, row, &old);
  g_clear_pointer (&old, bs_row_unref);
  bs_go_to_refresh (self->places);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static GPtrArray *
ask (Fixture *self, const char *text, guint kinds, gboolean is_strict)
{
  const BsGoToQuery query = { text, kinds, is_strict, 50 };
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  bs_go_to_query_async (self->places, &query, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  items = bs_go_to_query_finish (self->places, answer, &error);
  g_assert_no_error (error);
  return items;
}

/* Returns: kinds and texts, as "tag Linux 3" */
static char *
describe (GPtrArray *items)
{
  static const char *const names[] = { "article", "category", "tag", "source", "folder", "search", "command" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const BsGoToItem *item = items->pdata[i];

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", names[item->kind], item->text);
      if (item->count > 0)
        g_string_append_printf (text, " %u", item->count);
    }
  return g_string_free (text, FALSE);
}

static void
check (Fixture *self, const char *text, guint kinds, gboolean is_strict, const char *expected)
{
  g_autoptr (GPtrArray) items = ask (self, text, kinds, is_strict);
  g_autofree char *found = describe (items);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_places (Fixture *self, gconstpointer data)
{
  add (self, "posts/tech", "Linux at the bank", "Ann|Tech/Linux|kernel", 100);
  add (self, "posts", "Linux in the bank", "Bob|Tech|kernel", 300);
  add (self, "", "银行与音乐", "王|技术|音乐", 200);

  check (self, "linux", ALL, FALSE, "article Linux in the bank, article Linux at the bank, category Tech/Linux 1");
  check (self, "tech", ALL, FALSE, "category Tech 2, category Tech/Linux 1");
  check (self, "ann", BS_GO_TO_IS (BS_GO_TO_SOURCE), FALSE, "source Ann 1");
  check (self, "yinhang", ALL, FALSE, "article 银行与音乐");
  check (self, "yinyue", ALL, FALSE, "tag 音乐 1, article 银行与音乐");
  check (self, "銀行", ALL, FALSE, "article 银行与音乐");
  check (self, "linuxx", ALL, FALSE, "");
  check (self, "", BS_GO_TO_IS (BS_GO_TO_FOLDER), TRUE, "folder posts 2, folder posts/tech 1");
  check (self, "ost", BS_GO_TO_IS (BS_GO_TO_FOLDER), TRUE, "folder posts 2, folder posts/tech 1");
  check (self, "pst", BS_GO_TO_IS (BS_GO_TO_FOLDER), TRUE, "");

  add (self, "", "Linux", "", 50);
  check (self, "linux", BS_GO_TO_IS (BS_GO_TO_ARTICLE), FALSE,
         "article Linux, article Linux in the bank, article Linux at the bank");
}

static void
test_given (Fixture *self, gconstpointer data)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_go_to_item_free);

  check (self, "week", ALL, FALSE, "");
  g_ptr_array_add (items, bs_go_to_item_new (BS_GO_TO_SEARCH, "This Week"));
  bs_go_to_set_items (self->places, BS_GO_TO_SEARCH, items);
  check (self, "week", ALL, FALSE, "search This Week");
  check (self, "week", BS_GO_TO_IS (BS_GO_TO_COMMAND), FALSE, "");
  bs_go_to_set_items (self->places, BS_GO_TO_SEARCH,
                      g_ptr_array_new_with_free_func ((GDestroyNotify) bs_go_to_item_free));
  check (self, "week", ALL, FALSE, "");
}

/* Typing letter by letter, deleting and typing another text has the same results as a new query, and as scoring each
 * title. */
static void
test_random (Fixture *self, gconstpointer data)
{
  static const char *const parts[] = { "linux", " ", "Bank", "银行", "音乐", "长江", "-", "note", "2024", "kernel" };
  static const char letters[] = "linuxbakyhgotezcj2";
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) typed = g_string_new (NULL);

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (GString) title = g_string_new (NULL);

      for (int n = g_test_rand_int_range (1, 6); n > 0; n--)
        g_string_append (title, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      add (self, "", title->str, "", g_test_rand_int_range (0, 1000));
      g_ptr_array_add (titles, g_strdup (title->str));
    }
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (BsFuzzyPattern) pattern = NULL;
      g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (BsFuzzyUnit));
      int last = G_MAXINT;
      guint n_better = 0;
      guint n_all = 0;
      g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (int));

      if (typed->len > 0 && g_test_rand_int_range (0, 4) == 0)
        g_string_truncate (typed, (gsize) g_test_rand_int_range (0, (int) typed->len));
      g_string_append_c (typed, letters[g_test_rand_int_range (0, sizeof letters - 1)]);
      items = ask (self, typed->str, BS_GO_TO_IS (BS_GO_TO_ARTICLE), FALSE);
      pattern = bs_fuzzy_pattern_new (typed->str, FALSE);
      for (guint i = 0; i < items->len; i++)
        {
          int score;

          g_array_set_size (units, 0);
          bs_fuzzy_append_units (units, ((BsGoToItem *) items->pdata[i])->text);
          score = bs_fuzzy_pattern_score (pattern, (BsFuzzyUnit *) units->data, units->len);
          g_assert_cmpint (score, <=, last);
          last = score;
          g_array_append_val (scores, score);
        }
      for (guint i = 0; i < titles->len; i++)
        {
          int score;

          g_array_set_size (units, 0);
          bs_fuzzy_append_units (units, titles->pdata[i]);
          score = bs_fuzzy_pattern_score (pattern, (BsFuzzyUnit *) units->data, units->len);
          n_better += score != BS_FUZZY_NO_MATCH && score > last;
          n_all += score != BS_FUZZY_NO_MATCH;
        }
      g_assert_cmpuint (items->len, ==, MIN (n_all, 50));
      for (guint i = 0; i < scores->len && g_array_index (scores, int, i) > last; i++)
        n_better--;
      g_assert_cmpuint (n_better, ==, 0);
      if (typed->len > 5)
        g_string_truncate (typed, 0);
    }
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  const BsGoToQuery query = { "a", ALL, FALSE, 50 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  add (self, "", "abc", "", 0);
  bs_go_to_query_async (self->places, &query, cancellable, answered_cb, &answer);
  g_cancellable_cancel (cancellable);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  items = bs_go_to_query_finish (self->places, answer, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check (self, "a", ALL, FALSE, "article abc");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/broadsheet/go-to/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/broadsheet/go-to/given", Fixture, NULL, set_up, test_given, tear_down);
  g_test_add ("/broadsheet/go-to/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/broadsheet/go-to/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
