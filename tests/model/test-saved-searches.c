/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "marks-fixture.h"
#include "model/library/saved-searches.h"
#include "model/library/search/search-rename.h"

/* Saved searches: stored with the marks, counted as articles change, and renamed with their names. */

static guint64
save (MarksFixture *self, const char *name, const char *query)
{
  g_autoptr (BsMarksSearch) search = bs_marks_search_new (name, query);

  bs_saved_searches_put (bs_library_get_searches (self->library), search);
  return search->id;
}

static char *
print (MarksFixture *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *model = G_LIST_MODEL (bs_library_get_searches (self->library));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BsSavedSearch) search = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s=%s:%u;", bs_saved_search_get_name (search), bs_saved_search_get_query (search),
                              bs_saved_search_get_count (search));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
shows (MarksFixture *self, const char *expected)
{
  g_autofree char *text = print (self);

  return g_str_equal (text, expected);
}

static void
write_article (MarksFixture *self, const char *name, const char *front_matter, const char *text)
{
  g_autofree char *path = g_build_filename ("root", name, NULL);
  g_autofree char *whole = g_strdup_printf ("---\ntitle: %s\n%s---\n%s\n", name, front_matter, text);

  scratch_replace (&self->scratch, path, whole);
}

static void
test_kept (MarksFixture *self, gconstpointer data)
{
  g_autoptr (BsMarksSearch) search = NULL;
  BsSavedSearches *searches;
  guint64 first;

  marks_start (self);
  searches = bs_library_get_searches (self->library);
  first = save (self, "一", "text");
  save (self, "二", "tag:x");
  save (self, "三", "is:starred");
  g_assert_true (shows (self, "一=text:0;二=tag:x:0;三=is:starred:0;"));

  /* Another name, and another place. */
  search = bs_marks_search_copy (bs_saved_search_get_kept (bs_saved_searches_lookup (searches, first)));
  g_free (search->name);
  search->name = g_strdup ("Ein “Name”");
  search->place = 1;
  search->notifies = TRUE;
  bs_saved_searches_put (searches, search);
  g_assert_true (shows (self, "二=tag:x:0;Ein “Name”=text:0;三=is:starred:0;"));
  marks_restart (self);
  searches = bs_library_get_searches (self->library);
  scratch_wait_until (shows (self, "二=tag:x:0;Ein “Name”=text:0;三=is:starred:0;"));
  g_assert_true (bs_saved_search_get_kept (bs_saved_searches_lookup (searches, first))->notifies);

  /* A removed search returns to its old place. */
  bs_saved_searches_remove (searches, first);
  g_assert_true (shows (self, "二=tag:x:0;三=is:starred:0;"));
  bs_saved_searches_put (searches, search);
  g_assert_true (shows (self, "二=tag:x:0;Ein “Name”=text:0;三=is:starred:0;"));
  bs_saved_searches_remove (searches, first);
  marks_restart (self);
  scratch_wait_until (shows (self, "二=tag:x:0;三=is:starred:0;"));
}

/* Another window of the same library shows them too. */
static void
test_foreign (MarksFixture *self, gconstpointer data)
{
  MarksFixture other = { .root = self->root };

  marks_start (self);
  marks_start (&other);
  marks_settle (&other);
  save (self, "A", "text");
  marks_settle (self);
  bs_library_refresh_marks (other.library);
  scratch_wait_until (shows (&other, "A=text:0;"));
  marks_stop (&other);
}

static void
found_cb (BsSavedSearches *searches, BsSavedSearch *search, guint n, const char *title, GString *told)
{
  g_string_append_printf (told, "%s %u %s;", bs_saved_search_get_name (search), n, title);
}

static void
start_with_index (MarksFixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);

  self->library = bs_library_new (folder);
  bs_library_keep_marks (self->library);
  bs_library_set_index_use (self->library, BS_INDEX_USE_KEEP);
  bs_library_set_index_awaited (self->library, TRUE);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
test_counts (MarksFixture *self, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (BsMarksSearch) search = bs_marks_search_new ("Notifies", "铁路");
  BsSavedSearches *searches;

  write_article (self, "c.md", "tags: [x]\n", "鐵路");
  start_with_index (self);
  searches = bs_library_get_searches (self->library);
  g_signal_connect (searches, "found", G_CALLBACK (found_cb), told);
  search->notifies = TRUE;
  bs_saved_searches_put (searches, search);
  save (self, "Tag", "tag:x -苹果");
  save (self, "Title", "title:d");
  save (self, "Unread", "is:unread 苹果");
  save (self, "Category", "category:金融/新浪");
  marks_mark (self, "c.md", BS_MARK_UNREAD, TRUE);
  scratch_wait_until (shows (self, "Notifies=铁路:1;Tag=tag:x -苹果:1;Title=title:d:0;Unread=is:unread 苹果:0;"
                                   "Category=category:金融/新浪:0;"));

  /* An added one. */
  write_article (self, "d.md", "tags: [X]\ncategories: [财经, 金融, 新浪]\n", "<b>苹果</b> 铁路");
  scratch_wait_until (shows (self, "Notifies=铁路:2;Tag=tag:x -苹果:1;Title=title:d:1;Unread=is:unread 苹果:1;"
                                   "Category=category:金融/新浪:1;"));
  g_assert_cmpstr (told->str, ==, "Notifies 1 d.md;");
  /* One that changes is not new. */
  write_article (self, "d.md", "tags: [x]\n", "铁，路");
  scratch_wait_until (shows (self, "Notifies=铁路:1;Tag=tag:x -苹果:2;Title=title:d:1;Unread=is:unread 苹果:0;"
                                   "Category=category:金融/新浪:0;"));
  write_article (self, "d.md", "tags: [x]\n", "铁路");
  scratch_wait_until (shows (self, "Notifies=铁路:2;Tag=tag:x -苹果:2;Title=title:d:1;Unread=is:unread 苹果:0;"
                                   "Category=category:金融/新浪:0;"));
  g_assert_cmpstr (told->str, ==, "Notifies 1 d.md;");
  /* Marks count at once. */
  marks_mark (self, "d.md", BS_MARK_UNREAD, FALSE);
  g_assert_true (shows (self, "Notifies=铁路:1;Tag=tag:x -苹果:1;Title=title:d:0;Unread=is:unread 苹果:0;"
                              "Category=category:金融/新浪:0;"));
  marks_mark (self, "d.md", BS_MARK_UNREAD, TRUE);
  scratch_rename (&self->scratch, "root/d.md", "root/e.md");
  scratch_wait_until (marks_is_there (self, "e.md"));
  scratch_delete (&self->scratch, "root/c.md");
  scratch_wait_until (shows (self, "Notifies=铁路:1;Tag=tag:x -苹果:1;Title=title:d:1;Unread=is:unread 苹果:0;"
                                   "Category=category:金融/新浪:0;"));
  g_assert_cmpstr (told->str, ==, "Notifies 1 d.md;");
  marks_stop (self);
  start_with_index (self);
  scratch_wait_until (shows (self, "Notifies=铁路:1;Tag=tag:x -苹果:1;Title=title:d:1;Unread=is:unread 苹果:0;"
                                   "Category=category:金融/新浪:0;"));
}

static void
test_transfer (MarksFixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (&self->scratch, "marks.json");
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  marks_start (self);
  save (self, "“A”", "tag:\"a b\" text");
  save (self, "B", "铁路");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      bs_library_transfer_marks_async (self->library, i == 0 ? BS_MARKS_EXPORT : BS_MARKS_IMPORT, file, NULL,
                                       marks_answered_cb, &result);
      scratch_wait_until (result != NULL);
      bs_library_transfer_marks_finish (self->library, result, &error);
      g_assert_no_error (error);
      if (i == 0)
        {
          marks_stop (self);
          remove_tree (kept);
          marks_start (self);
        }
    }
  marks_settle (self);
  scratch_wait_until (shows (self, "“A”=tag:\"a b\" text:0;B=铁路:0;"));
}

static void
test_follow (MarksFixture *self, gconstpointer data)
{
  BsSavedSearches *searches;

  write_article (self, "c.md", "tags: [x]\ncategories: [技术, 新]\n", "");
  write_article (self, "d.md", "tags: [x]\ncategories: [生活, 新]\n", "");
  marks_start (self);
  searches = bs_library_get_searches (self->library);
  save (self, "A", "category:技术/新 -分类：新 苹果");
  save (self, "B", "#X OR 标签:“x”");
  bs_saved_searches_follow_rename (searches, BS_SCOPE_CATEGORY, (const char *const[]){ "技术", "新", NULL },
                                   (const char *const[]){ "技术", "旧 的", NULL }, 7);
  bs_saved_searches_follow_rename (searches, BS_SCOPE_TAG, (const char *const[]){ "x", NULL },
                                   (const char *const[]){ "y", NULL }, 8);
  g_assert_true (shows (self, "A=category:\"技术/旧 的\" -(分类：新 OR 分类：\"旧 的\") 苹果:0;B=#y OR 标签:y:0;"));
  marks_restart (self);
  searches = bs_library_get_searches (self->library);
  scratch_wait_until (
      shows (self, "A=category:\"技术/旧 的\" -(分类：新 OR 分类：\"旧 的\") 苹果:0;B=#y OR 标签:y:0;"));

  /* As do undo and redo. */
  bs_saved_searches_follow_rename (searches, BS_SCOPE_TAG, (const char *const[]){ "y", NULL },
                                   (const char *const[]){ "z", NULL }, 9);
  bs_saved_searches_follow_step (searches, 9, FALSE);
  g_assert_true (shows (self, "A=category:\"技术/旧 的\" -(分类：新 OR 分类：\"旧 的\") 苹果:0;B=#y OR 标签:y:0;"));
  bs_saved_searches_follow_step (searches, 9, TRUE);
  g_assert_true (shows (self, "A=category:\"技术/旧 的\" -(分类：新 OR 分类：\"旧 的\") 苹果:0;B=#z OR 标签:z:0;"));
}

static void
test_rename (void)
{
  static const struct
  {
    const char *text;
    BsSearchKind kind;
    const char *from;
    const char *to;
    const char *expected; /* NULL if it stays */
  } table[] = {
    { "tag:a b", BS_SEARCH_TAG, "A", "c", "tag:c b" },
    { "tag:ab", BS_SEARCH_TAG, "a", "c", NULL },
    { "a \"tag:a\" tag:\"a", BS_SEARCH_TAG, "a", "c d", "a \"tag:a\" tag:\"c d\"" },
    { "-#a (#b OR #a)x", BS_SEARCH_TAG, "a", "c", "-#c (#b OR #a)x" },
    { "-(#b OR #a)", BS_SEARCH_TAG, "a", "c", "-(#b OR #c)" },
    { "#a", BS_SEARCH_TAG, "a", "c#", "tag:\"c#\"" },
    { "#a", BS_SEARCH_TAG, "a", "say \"x\"", "#「say \"x\"」" },
    { "#話題#", BS_SEARCH_TAG, "话题", "新", "#新" },
    { "category:a", BS_SEARCH_TAG, "a", "c", NULL },
    { "category:a", BS_SEARCH_CATEGORY, "a", "c", "category:c" },
    { "category:a/b/c", BS_SEARCH_CATEGORY, "a/b", "x", "category:x/c" },
    { "category:b/c", BS_SEARCH_CATEGORY, "a/b", "a/x", "category:x/c" },
    { "category:b", BS_SEARCH_CATEGORY, "a/b", "c/b", NULL },
    { "category:a/b", BS_SEARCH_CATEGORY, "a/b", "c/b", "category:c/b" },
    { "category:a", BS_SEARCH_CATEGORY, "a/b", "c/b", NULL },
    { "分类：“a／b” d", BS_SEARCH_CATEGORY, "a/b", "(c)", "分类：\"(c)\" d" },
    { "author:\"A B\" author:A", BS_SEARCH_AUTHOR, "a b", "c", "author:c author:A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const BsSearchKind kind = table[i].kind;
      g_auto (GStrv) from = g_strsplit (table[i].from, kind == BS_SEARCH_CATEGORY ? "/" : "\n", -1);
      g_auto (GStrv) to = g_strsplit (table[i].to, kind == BS_SEARCH_CATEGORY ? "/" : "\n", -1);
      g_autofree char *result =
          bs_search_rename (table[i].text, kind, (const char *const *) from, (const char *const *) to, NULL, NULL);

      g_test_message ("%s", table[i].text);
      g_assert_cmpstr (result, ==, table[i].expected);
    }
}

static void
add (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/saved-searches/" name, MarksFixture, NULL, marks_set_up, func, marks_tear_down)
  ADD ("kept", test_kept);
  ADD ("foreign", test_foreign);
  ADD ("counts", test_counts);
  ADD ("transfer", test_transfer);
  ADD ("follow", test_follow);
#undef ADD
  g_test_add_func ("/broadsheet/saved-searches/rename", test_rename);
}

int
main (int argc, char *argv[])
{
  return marks_run (argc, argv, add);
}
