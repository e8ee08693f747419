/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-names.h"
#include "model/library/list/name-table.h"
#include "model/library/words/alike.h"

#include "scratch.h"

/* The tags and sources of a library: counts, dates, groups, and which articles have them. */

#define N_ROUNDS 20
#define N_ARTICLES 200

/* Names that programs stumble over. */
static const char *const names[] = {
  "2024",  "007",   "1e3",        "true",    "null",    "it's",  "\"quoted\"", "a: b",
  "a, b",  "[x]",   "#hash",      "- dash",  "😀 emoji", "a/b/c", "עברית",      "العربية",
  "Linux", "linux", "ＬＩＮＵＸ", "計算機",  "计算机",  "m²",    "m2",         "ガ",
  "ｶﾞ",    "é",     "e\xcc\x81",  "{{ x }}", "%d%n",    "&amp;", "後台",       "后台",
};

typedef struct
{
  BsVocabulary *vocabulary;
  BsTable *table;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_table_unref (self->table);
  bs_vocabulary_unref (self->vocabulary);
}

static void
add_row (Fixture *self, const char *name, GPtrArray *tags, gint64 date)
{
  BsTerm *folder = bs_vocabulary_intern (self->vocabulary, BS_VOCABULARY_FOLDERS, NULL, "", 0);
  g_autoptr (GPtrArray) terms = g_ptr_array_new ();
  g_autoptr (BsRow) old = NULL;
  BsRow *row;

  for (guint i = 0; i < tags->len; i++)
    g_ptr_array_add (terms, bs_vocabulary_intern (self->vocabulary, BS_VOCABULARY_TAGS, NULL, tags->pdata[i],
                                                  strlen (tags->pdata[i])));
  row = bs_row_new_bare (folder, name, strlen (name), name, strlen (name), (BsTerm *const *) terms->pdata, 0, 0,
                         terms->len);
  row->date = date;
  row->content_hash = g_str_hash (name) + 1;
  bs_table_put (self->table, row, &old);
}

static const char *
get_name (Fixture *self, guint32 index)
{
  return ((BsTerm *) self->vocabulary->terms[BS_VOCABULARY_TAGS].terms->pdata[index])->name;
}

/* Each count and date equals the one from examining each article. */
static void
test_facts (Fixture *self, gconstpointer data)
{
  g_autoptr (BsNameTable) table = bs_name_table_new (self->vocabulary, BS_VOCABULARY_TAGS);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint n_rows = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (BsSnapshot) snapshot = NULL;
      g_autoptr (BsNameAnswer) answer = NULL;

      for (guint i = 0; i < N_ARTICLES / N_ROUNDS; i++)
        {
          g_autoptr (GPtrArray) tags = g_ptr_array_new ();
          g_autofree char *path = g_strdup_printf ("%u.md", n_rows++);
          gint64 date = g_test_rand_int_range (0, 4) == 0 ? BS_ROW_NO_DATE : g_test_rand_int_range (-1000, 1000);

          for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
            if (g_test_rand_int_range (0, 8) == 0)
              {
                BsNameFacts *facts = g_hash_table_lookup (expected, names[j]);

                g_ptr_array_add (tags, (char *) names[j]);
                if (facts == NULL)
                  {
                    facts = g_new (BsNameFacts, 1);
                    *facts = (BsNameFacts){ 0, BS_ROW_NO_DATE, BS_ROW_NO_DATE };
                    g_hash_table_insert (expected, (char *) names[j], facts);
                  }
                facts->count++;
                if (date == BS_ROW_NO_DATE)
                  continue;
                facts->first = facts->first == BS_ROW_NO_DATE ? date : MIN (facts->first, date);
                facts->last = facts->last == BS_ROW_NO_DATE ? date : MAX (facts->last, date);
              }
          add_row (self, path, tags, date);
        }

      snapshot = bs_table_take_snapshot (self->table);
      for (BsNameSort sort = BS_NAME_SORT_NAME; sort <= BS_NAME_SORT_LAST; sort++)
        for (gboolean reverse = FALSE; reverse <= TRUE; reverse++)
          {
            const BsNameQuery query = { NULL, sort, reverse, FALSE };
            gint64 before = 0;

            g_clear_pointer (&answer, bs_name_answer_unref);
            answer = bs_name_table_answer (table, snapshot, &query);
            g_assert_cmpuint (answer->n_names, ==, g_hash_table_size (expected));
            g_assert_cmpuint (answer->ids->n_ids, ==, answer->n_names);
            for (guint i = 0; i < answer->ids->n_ids; i++)
              {
                const BsNameFacts *facts = &answer->facts[answer->ids->ids[i]];
                const BsNameFacts *wanted = g_hash_table_lookup (expected, get_name (self, answer->ids->ids[i]));
                gint64 value = sort == BS_NAME_SORT_COUNT ? facts->count :
                               sort == BS_NAME_SORT_FIRST ? facts->first :
                                                            facts->last;

                g_assert_nonnull (wanted);
                g_assert_cmpuint (facts->count, ==, wanted->count);
                g_assert_cmpint (facts->first, ==, wanted->first);
                g_assert_cmpint (facts->last, ==, wanted->last);
                if (sort == BS_NAME_SORT_NAME)
                  continue;
                /* Undated names are last in either direction. */
                if (i > 0 && value != BS_ROW_NO_DATE)
                  g_assert_true (reverse ? before <= value : before >= value);
                g_assert_true (i == 0 || before != BS_ROW_NO_DATE || value == BS_ROW_NO_DATE ||
                               sort == BS_NAME_SORT_COUNT);
                before = value;
              }
          }
    }
}

static void
test_filter (Fixture *self, gconstpointer data)
{
  g_autoptr (BsNameTable) table = bs_name_table_new (self->vocabulary, BS_VOCABULARY_TAGS);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  g_autoptr (BsSnapshot) snapshot = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (tags, (char *) names[i]);
  add_row (self, "a.md", tags, 0);
  snapshot = bs_table_take_snapshot (self->table);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const BsNameQuery query = { (char *) names[i], BS_NAME_SORT_NAME, FALSE, FALSE };
      g_autoptr (BsNameAnswer) answer = bs_name_table_answer (table, snapshot, &query);
      gboolean is_found = FALSE;

      g_assert_cmpuint (answer->n_names, ==, G_N_ELEMENTS (names));
      for (guint j = 0; j < answer->ids->n_ids; j++)
        is_found = is_found || g_str_equal (get_name (self, answer->ids->ids[j]), names[i]);
      g_assert_true (is_found);
      g_assert_cmpuint (answer->ids->n_ids, <, 6);
    }
}

static void
assert_alike (const char *a, const char *b, gboolean are_alike)
{
  g_autofree char *first = bs_alike_make_key (a);
  g_autofree char *second = bs_alike_make_key (b);

  g_assert_cmpint (g_str_equal (first, second), ==, are_alike);
}

static void
test_alike_keys (void)
{
  g_autofree char *upper = g_strnfill (10000, 'A');
  g_autofree char *lower = g_strnfill (10000, 'a');
  g_autoptr (GString) traditional = g_string_new (NULL);
  g_autoptr (GString) simplified = g_string_new (NULL);

  assert_alike ("Linux", "linux", TRUE);
  assert_alike ("Linux", "ＬＩＮＵＸ", TRUE);
  assert_alike ("Linux", "Linux ", FALSE);
  assert_alike ("計算機", "计算机", TRUE);
  assert_alike ("計算機Ａ", "计算机a", TRUE);
  assert_alike ("ガ", "ｶﾞ", TRUE);
  assert_alike ("é", "e\xcc\x81", TRUE);
  assert_alike ("Straße", "STRASSE", TRUE);
  assert_alike ("ПРИВЕТ", "привет", TRUE);
  /* Other differences count. */
  assert_alike ("m²", "m2", FALSE);
  assert_alike ("C++", "C#", FALSE);
  assert_alike ("e", "é", FALSE);
  assert_alike ("", "a", FALSE);
  assert_alike (upper, lower, TRUE);
  for (guint i = 0; i < 10000; i++)
    {
      g_string_append (traditional, "國");
      g_string_append (simplified, "国");
    }
  assert_alike (traditional->str, simplified->str, TRUE);
}

/* A group is led by its most frequent name; a name without similar ones is in none. */
static void
test_groups (Fixture *self, gconstpointer data)
{
  static const char *const articles[][4] = {
    { "linux", "計算機", "alone" }, { "linux", "计算机" }, { "Linux", "计算机" }, { "ＬＩＮＵＸ" }, { "2024" }
  };
  g_autoptr (BsNameTable) table = bs_name_table_new (self->vocabulary, BS_VOCABULARY_TAGS);
  const BsNameQuery query = { NULL, BS_NAME_SORT_COUNT, FALSE, TRUE };
  const BsNameQuery filtered = { (char *) "LINUX", BS_NAME_SORT_COUNT, FALSE, TRUE };
  g_autoptr (BsSnapshot) snapshot = NULL;
  g_autoptr (BsNameAnswer) answer = NULL;
  g_autoptr (BsNameAnswer) second = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      g_autoptr (GPtrArray) tags = g_ptr_array_new ();
      g_autofree char *path = g_strdup_printf ("%u.md", (guint) i);

      for (guint j = 0; articles[i][j] != NULL; j++)
        g_ptr_array_add (tags, (char *) articles[i][j]);
      add_row (self, path, tags, 0);
    }
  snapshot = bs_table_take_snapshot (self->table);
  answer = bs_name_table_answer (table, snapshot, &query);
  for (guint i = 0; i < answer->ids->n_ids; i++)
    {
      const GArray *group = g_hash_table_lookup (answer->groups, GUINT_TO_POINTER (answer->ids->ids[i]));

      for (guint j = 0; j < group->len; j++)
        g_string_append_printf (text, "%s%s %u", j > 0 ? "=" : "", get_name (self, g_array_index (group, guint32, j)),
                                answer->facts[g_array_index (group, guint32, j)].count);
      g_string_append_c (text, ';');
    }
  /* Of two groups that are equally common, in the order of their names. */
  g_assert_true (g_str_equal (text->str, "linux 2=Linux 1=ＬＩＮＵＸ 1;计算机 2=計算機 1;") ||
                 g_str_equal (text->str, "计算机 2=計算機 1;linux 2=Linux 1=ＬＩＮＵＸ 1;"));
  second = bs_name_table_answer (table, snapshot, &filtered);
  g_assert_cmpuint (second->ids->n_ids, ==, 1);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GStrv *) user_data = bs_library_find_named_finish (BS_LIBRARY (source), result, NULL);
}

/* The names of a library follow its files. */
static void
test_library (Scratch *self, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (10000, 'x');
  g_autoptr (GFile) folder = g_file_new_for_path (self->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (BsNameList) list = NULL;
  g_autoptr (BsName) name = NULL;
  g_autoptr (BsName) again = NULL;
  const BsNameQuery query = { NULL, BS_NAME_SORT_COUNT, FALSE, FALSE };
  const char *const wanted[] = { "2024", long_name, "nowhere", NULL };
  g_autofree char *text =
      g_strdup_printf ("---\ntitle: A\ndate: 2024-01-02 08:00:00\ntags: [2024, 'a: b', %s]\n---\n", long_name);
  g_auto (GStrv) found = NULL;
  gint64 first;
  gint64 last;

  scratch_write (self, "a.md", text);
  scratch_write (self, "b.md", "---\ntitle: B\ntags: [2024]\n---\n");
  scratch_write (self, "c.md", "---\ntitle: C\ntags: [其他]\n---\n");
  list = bs_library_list_names (library, BS_SCOPE_TAG);
  bs_name_list_set_query (list, &query);
  bs_library_open (library);
  scratch_wait_until (bs_library_get_state (library) == BS_LIBRARY_READY && !bs_name_list_get_pending (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  name = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (bs_name_get_name (name), ==, "2024");
  g_assert_cmpuint (bs_name_get_count (name), ==, 2);
  g_assert_true (bs_name_get_dates (name, &first, &last));
  g_assert_cmpint (first, ==, last);

  bs_library_find_named_async (library, BS_SCOPE_TAG, wanted, NULL, found_cb, &found);
  scratch_wait_until (found != NULL);
  g_assert_cmpuint (g_strv_length (found), ==, 2);

  scratch_write (self, "b.md", "---\ntitle: B\ndate: 2020-01-01\ntags: [2024]\n---\n");
  scratch_wait_until (bs_name_get_dates (name, &first, &last) && first < last);
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (again == name);
  scratch_write (self, "b.md", "---\ntitle: B\ntags: []\n---\n");
  scratch_wait_until (bs_name_get_count (name) == 1);
  bs_library_close (library);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/broadsheet/names/facts", Fixture, NULL, set_up, test_facts, tear_down);
  g_test_add ("/broadsheet/names/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add_func ("/broadsheet/names/alike-keys", test_alike_keys);
  g_test_add ("/broadsheet/names/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/broadsheet/names/library", Scratch, NULL, scratch_set_up, test_library, scratch_tear_down);

  return g_test_run ();
}
