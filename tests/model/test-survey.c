/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "model/library/folder/home.h"
#include "model/library/index/index-fields.h"
#include "model/library/library.h"
#include "scratch.h"

#define N_ARTICLES 200
#define N_SELECTIONS 40

typedef struct
{
  Scratch scratch;
  char *root;
  GRand *rand;
  BsLibrary *library;
  BsArticleList *list;
} Fixture;

static const char *
pick (Fixture *self, const char *const *choices, guint n)
{
  return choices[g_rand_int_range (self->rand, 0, (gint32) n)];
}

#define PICK(self, ...)                                                                                                \
  pick (self, (const char *const[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

/* Every kind of value, long ones, keys twice, and front matter in each language. */
static char *
make_article (Fixture *self, guint i)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *lengthy = g_strnfill (BS_FIELD_MAX_TEXT - 1, 'x');

  if (i % 23 == 0)
    return g_strdup_printf ("No front matter, %u", i % 3);
  if (i % 11 == 0)
    return g_strdup_printf ("+++\ntitle = \"T%u\"\nweight = %u\nlayout = \"post\"\ntags = [\"标签\", \"c\"]\n+++\nText",
                            i % 2, i % 3);
  if (i % 7 == 0)
    return g_strdup_printf ("{\"title\": \"T%u\", \"weight\": %u, \"layout\": null, \"extra\": [1, {\"a\": []}]}\nText",
                            i % 2, i % 3);
  g_string_append_printf (text, "---\ntitle: %s\n", PICK (self, "T0", "T1", "标题", "'T1'"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "categories: %s\n",
                            PICK (self, "技术", "[技术, Linux]", "[[技术, Linux], [生活]]", "[]"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "tags: %s\n", PICK (self, "标签", "[a, 标签]", "[a, b, a]", "[c]"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "author: %s\n", PICK (self, "张三", "[张三, Li]", "Li", "''"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "date: %s\n",
                            PICK (self, "2024-03-27", "2024-03-27 10:00:00", "2024-03-27T10:00:00+02:00", "never"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "draft: %s\n", PICK (self, "true", "false"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "layout: %s\nlayout: %s\n", PICK (self, "post", "page"), PICK (self, "post", "''"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "weight: %s\n", PICK (self, "1", "2", "'2'", "true", "2024-01-01", "'2024-01-01'"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "summary: %s%s\n", lengthy, PICK (self, "", "汉", "汉一", "汉二"));
  if (g_rand_boolean (self->rand))
    g_string_append_printf (text, "map: {a: {b: {c: {d: {e: %s}}}}, list: [1, [2, %s]]}\n", PICK (self, "1", "2"),
                            PICK (self, "3", "4"));
  if (g_rand_boolean (self->rand))
    {
      g_string_append (text, "many: [");
      for (guint n = 0; n < 70; n++)
        g_string_append_printf (text, "%u, ", n);
      g_string_append_printf (text, "%s]\n", PICK (self, "last", "other"));
    }
  if (i % 17 == 0)
    for (guint n = 0; n < 120; n++)
      g_string_append_printf (text, "key-%u: a value that takes some room, so that the index has none, 一个值 %u\n", n,
                              i % 2);
  g_string_append (text, "---\nText");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->root = scratch_get (&self->scratch, "root");
  self->rand = g_rand_new_with_seed (14);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/%03u%s.md", i, i % 13 == 0 ? "-2021-01-02" : "");
      g_autofree char *text = make_article (self, i);

      scratch_write (&self->scratch, name, text);
    }
}

static void
open_library (Fixture *self, BsIndexUse use)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);

  self->library = bs_library_new (folder);
  self->list = bs_library_query (self->library, query);
  bs_library_set_index_use (self->library, use);
  bs_library_set_index_awaited (self->library, TRUE);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == N_ARTICLES);
  if (use == BS_INDEX_USE_KEEP)
    scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
}

static void
close_library (Fixture *self)
{
  g_clear_object (&self->list);
  g_clear_object (&self->library);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_library (self);
  g_rand_free (self->rand);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

/* The expected survey, counted in the simplest way. */

static void
count_text (GHashTable *counts, const char *text)
{
  g_hash_table_replace (counts, g_strdup (text),
                        GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, text)) + 1));
}

static void
append_whole (GString *text, const BsValue *value)
{
  BsDate date;

  g_string_append_printf (text, "%u(%s)(%s)", value->kind, value->key != NULL ? value->key : "",
                          value->text != NULL ? value->text : "");
  if (value->kind == BS_VALUE_STRING && !value->quoted && value->text != NULL && bs_date_parse (value->text, &date))
    g_string_append (text, "date");
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    append_whole (text, value->items->pdata[i]);
}

static GPtrArray *
load_articles (Fixture *self, const GArray *ids)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_document_unref);
  g_auto (GStrv) paths = bs_library_dup_paths (self->library, (const guint *) (gpointer) ids->data, ids->len);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (documents, bs_document_load (bs_library_get_site (self->library), paths[i], NULL));
  g_assert_cmpuint (documents->len, ==, ids->len);
  return documents;
}

/* Compares the counts in their order; and the texts, if the table's keys are the texts. */
static void
check_field (const BsSurveyField *field, GHashTable *counts, guint n_missing, guint n_articles, gboolean are_texts)
{
  guint last = G_MAXUINT;
  guint total = 0;
  GHashTableIter iter;
  gpointer count;

  g_assert_nonnull (field);
  g_assert_cmpuint (field->n_articles, ==, n_articles);
  g_assert_cmpuint (field->n_missing, ==, n_missing);
  g_assert_cmpuint (field->n_values, ==, g_hash_table_size (counts));
  g_assert_cmpuint (field->values->len, ==, MIN (field->n_values, BS_SURVEY_MAX_VALUES));
  for (guint i = 0; i < field->values->len; i++)
    {
      const BsSurveyValue *value = field->values->pdata[i];
      g_autofree char *path = value->names != NULL ? g_strjoinv ("/", value->names) : g_strdup (value->text);

      g_assert_cmpuint (value->n_articles, <=, last);
      last = value->n_articles;
      total += value->n_articles;
      if (are_texts)
        g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, path)), ==, value->n_articles);
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    total -= GPOINTER_TO_UINT (count);
  g_assert_cmpuint (total, ==, 0);
}

static void
check_resident (const BsSurvey *survey, BsSurveyPart part, const GPtrArray *documents)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_missing = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const BsArticle *article = ((const BsDocument *) documents->pdata[i])->article;
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      GHashTableIter iter;
      gpointer text;

      if (part == BS_SURVEY_TITLE)
        g_hash_table_add (seen, g_strdup (article->title));
      else if (part == BS_SURVEY_DRAFT)
        g_hash_table_add (seen, g_strdup (article->draft ? "true" : "false"));
      else if (part == BS_SURVEY_AUTHOR && article->authors != NULL && *article->authors != NULL)
        g_hash_table_add (seen, g_strjoinv (", ", article->authors));
      else if (part == BS_SURVEY_DATE && article->has_date)
        g_hash_table_add (seen, g_strdup_printf ("%" G_GINT64_FORMAT " %d %d", article->date.face, article->date.zone,
                                                 article->date.has_time));
      for (guint j = 0; part == BS_SURVEY_TAGS && article->tags != NULL && article->tags[j] != NULL; j++)
        g_hash_table_add (seen, g_strdup (article->tags[j]));
      for (guint j = 0; part == BS_SURVEY_CATEGORIES && article->categories != NULL && j < article->categories->len;
           j++)
        g_hash_table_add (seen, g_strjoinv ("/", article->categories->pdata[j]));
      n_missing += g_hash_table_size (seen) == 0;
      g_hash_table_iter_init (&iter, seen);
      while (g_hash_table_iter_next (&iter, &text, NULL))
        count_text (counts, text);
    }
  check_field (survey->fields->pdata[part], counts, n_missing, documents->len, part != BS_SURVEY_DATE);
}

static void
check_keys (const BsSurvey *survey, const GPtrArray *documents)
{
  g_autoptr (GHashTable) keys =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  guint last = G_MAXUINT;
  GHashTableIter iter;
  gpointer key;
  gpointer counts;

  for (guint i = 0; i < documents->len; i++)
    {
      const BsValue *map = ((const BsDocument *) documents->pdata[i])->article->keys;

      for (guint j = 0; map != NULL && j < map->items->len; j++)
        {
          const BsValue *value = map->items->pdata[j];
          g_autoptr (GString) text = g_string_new (NULL);

          if (value->kind == BS_VALUE_NULL || bs_value_lookup (map, value->key) != value)
            continue;
          append_whole (text, value);
          if (!g_hash_table_contains (keys, value->key))
            g_hash_table_insert (keys, g_strdup (value->key),
                                 g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL));
          count_text (g_hash_table_lookup (keys, value->key), text->str);
        }
    }
  g_assert_cmpuint (survey->fields->len, ==, g_hash_table_size (keys));
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, &counts))
    {
      guint n_missing = documents->len;
      GHashTableIter values;
      gpointer count;

      g_hash_table_iter_init (&values, counts);
      while (g_hash_table_iter_next (&values, NULL, &count))
        n_missing -= GPOINTER_TO_UINT (count);
      check_field (bs_survey_find (survey, key), counts, n_missing, documents->len, FALSE);
    }
  for (guint i = 0; i < survey->fields->len; i++)
    {
      const BsSurveyField *field = survey->fields->pdata[i];

      g_assert_cmpuint (field->n_articles - field->n_missing, <=, last);
      last = field->n_articles - field->n_missing;
    }
}

static void
survey_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSurvey **survey = user_data;
  g_autoptr (GError) error = NULL;

  *survey = bs_library_survey_finish (BS_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

static BsSurvey *
take_survey (Fixture *self, GArray *ids, gboolean of_keys)
{
  BsSurvey *survey = NULL;

  bs_library_survey_async (self->library, ids, of_keys, NULL, NULL, NULL, survey_cb, &survey);
  scratch_wait_until (survey != NULL);
  return survey;
}

/* Random selections, from one article to all. */
static void
check_selections (Fixture *self, guint n_selections)
{
  for (guint i = 0; i < n_selections; i++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
      gint32 share = g_rand_int_range (self->rand, 1, 100);
      g_autoptr (GPtrArray) documents = NULL;
      g_autoptr (BsSurvey) resident = NULL;
      g_autoptr (BsSurvey) keys = NULL;

      for (guint position = 0; position < N_ARTICLES; position++)
        if (i == 0 || g_rand_int_range (self->rand, 0, 100) < share)
          {
            guint id = bs_article_list_get_id (self->list, position);

            g_array_append_val (ids, id);
          }
      documents = load_articles (self, ids);
      resident = take_survey (self, ids, FALSE);
      keys = take_survey (self, ids, TRUE);
      g_assert_cmpuint (resident->fields->len, ==, BS_SURVEY_N_RESIDENT);
      for (guint part = 0; part < BS_SURVEY_N_RESIDENT; part++)
        check_resident (resident, (BsSurveyPart) part, documents);
      check_keys (keys, documents);
    }
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  open_library (self, BS_INDEX_USE_KEEP);
  check_selections (self, N_SELECTIONS);
}

static void
test_without_index (Fixture *self, gconstpointer data)
{
  open_library (self, BS_INDEX_USE_NONE);
  check_selections (self, 5);
}

static void
run_sql (Fixture *self, const char *sql, guint n_changed)
{
  g_autoptr (BsHome) home = bs_home_find (self->root);
  g_autofree char *path = bs_home_build_cache_path (home, "index.db");
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  /* The thread that writes may still be closing it. */
  sqlite3_busy_timeout (connection, SCRATCH_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  if (n_changed > 0)
    g_assert_cmpint (sqlite3_changes (connection), >, n_changed);
  sqlite3_close (connection);
}

/* Damaged values are not shown: the files have them. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  open_library (self, BS_INDEX_USE_KEEP);
  close_library (self);
  run_sql (self,
           "UPDATE fields SET data = x'ff' WHERE version % 5 = 0;"
           "UPDATE fields SET data = (SELECT data FROM fields AS other WHERE other.version = fields.version + 1)"
           " WHERE version % 5 = 1 AND version + 1 IN (SELECT version FROM fields);"
           "DELETE FROM fields WHERE version % 5 = 2",
           N_ARTICLES / 10);
  open_library (self, BS_INDEX_USE_READ);
  check_selections (self, 5);
}

/* The index has the values, so that no file is read. */
static void
test_without_files (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (BsSurvey) survey = NULL;
  g_autoptr (BsSnapshot) snapshot = NULL;
  g_autoptr (BsSite) site = NULL;
  const BsSurveyField *field;

  open_library (self, BS_INDEX_USE_KEEP);
  snapshot = bs_library_take_snapshot (self->library);
  site = bs_site_ref (bs_library_get_site (self->library));
  for (guint position = 0; position < N_ARTICLES; position++)
    {
      guint id = bs_article_list_get_id (self->list, position);

      g_array_append_val (ids, id);
    }
  close_library (self);
  for (guint i = 0; i < N_ARTICLES; i++)
    if (i % 17 != 0)
      {
        g_autofree char *name = g_strdup_printf ("root/%03u%s.md", i, i % 13 == 0 ? "-2021-01-02" : "");
        g_autofree char *path = scratch_get (&self->scratch, name);

        g_assert_cmpint (g_remove (path), ==, 0);
      }
  survey = bs_survey_new_of_keys (snapshot, site, (const guint *) (gpointer) ids->data, ids->len, NULL, NULL, NULL);
  field = bs_survey_find (survey, "title");
  g_assert_nonnull (field);
  g_assert_cmpuint (field->n_missing, ==, (N_ARTICLES + 22) / 23);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BsSnapshot) snapshot = NULL;
  guint ids[] = { 0, 1, 2, G_MAXUINT };
  BsSurvey *survey;

  open_library (self, BS_INDEX_USE_NONE);
  snapshot = bs_library_take_snapshot (self->library);
  survey = bs_survey_new_resident (snapshot, ids, G_N_ELEMENTS (ids));
  g_assert_cmpuint (survey->n_articles, ==, 3);
  bs_survey_unref (survey);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      bs_survey_new_of_keys (snapshot, bs_library_get_site (self->library), ids, 3, NULL, NULL, cancellable));
}

/* Any bytes are read without harm. */
static void
test_hostile_bytes (void)
{
  static const char text[] = "---\na: 1\nb: [x, {y: z}, []]\nc: {d: {e: f}}\ng: 2024-01-01\nh: '汉字'\n---\n";
  g_autoptr (BsArticle) article = bs_article_read ("a.md", BS_SITE_NONE, text, sizeof text - 1);
  g_autoptr (GBytes) fields = bs_index_fields_encode (article->keys, TRUE);
  GRand *rand = g_rand_new_with_seed (14);
  gsize length = g_bytes_get_size (fields);

  g_assert_true (bs_index_fields_are_sound (fields));
  for (guint i = 0; i < 20000; i++)
    {
      guint8 *bytes = g_memdup2 (g_bytes_get_data (fields, NULL), length);
      gsize cut = g_rand_int_range (rand, 0, 3) == 0 ? g_rand_int (rand) % length : length;
      g_autoptr (GBytes) damaged = NULL;
      gsize offset = 0;
      BsField field;

      for (guint n = g_rand_int_range (rand, 1, 5); n > 0; n--)
        bytes[g_rand_int (rand) % length] = (guint8) g_rand_int (rand);
      damaged = g_bytes_new_take (bytes, cut);
      while (bs_index_fields_next (damaged, &offset, &field))
        {
          g_autoptr (BsValue) value = bs_field_dup_value (&field);

          g_assert_true (g_utf8_validate (field.key, (gssize) field.key_length, NULL));
          if (value != NULL)
            {
              g_autofree char *described = bs_survey_describe_value (value);

              g_assert_true (g_utf8_validate (described, -1, NULL));
            }
        }
      g_assert_cmpuint (offset, <=, cut);
    }
  g_rand_free (rand);
}

static void
test_round_trip (void)
{
  static const char text[] =
      "---\na: 1\nb: [x, {y: z}, []]\nc: {d: {e: f}}\ng: 2024-01-01\nh: '汉字'\ni: true\nj:\n---\n";
  g_autoptr (BsArticle) article = bs_article_read ("a.md", BS_SITE_NONE, text, sizeof text - 1);
  g_autoptr (GBytes) fields = bs_index_fields_encode (article->keys, TRUE);
  gsize offset = 0;
  BsField field;
  guint n = 0;

  while (bs_index_fields_next (fields, &offset, &field))
    {
      g_autoptr (BsValue) value = bs_field_dup_value (&field);
      const BsValue *expected = article->keys->items->pdata[n++];

      g_assert_cmpstr (value->key, ==, expected->key);
      g_assert_cmpint (field.kind, ==, expected->kind);
      g_assert_cmpint (field.is_date, ==, g_str_equal (value->key, "g"));
      g_assert_cmpstr (bs_value_get_text (value), ==, bs_value_get_text (expected));
    }
  g_assert_cmpuint (n, ==, article->keys->items->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/broadsheet/survey/counts", test_counts);
  ADD ("/broadsheet/survey/without-index", test_without_index);
  ADD ("/broadsheet/survey/damaged", test_damaged);
  ADD ("/broadsheet/survey/without-files", test_without_files);
  ADD ("/broadsheet/survey/cancelled", test_cancelled);
#undef ADD
  g_test_add_func ("/broadsheet/survey/hostile-bytes", test_hostile_bytes);
  g_test_add_func ("/broadsheet/survey/round-trip", test_round_trip);

  return g_test_run ();
}
