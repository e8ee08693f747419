/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "marks-fixture.h"

/* Categories that are shown while no article is in them are kept with the marks. */

static const char *const here[] = { "技术", "新", NULL };
static const char *const below[] = { "技术", "新", "a: \"b\"", NULL };
static const char *const there[] = { "生活", "旧", NULL };

static void
remove_article (MarksFixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
print (GString *text, GListModel *model)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BsCategory) category = g_list_model_get_item (model, i);
      g_autofree char *path = g_strjoinv ("/", (GStrv) bs_category_get_path (category));

      g_string_append_printf (text, "%s;", path);
      print (text, bs_category_get_children (category));
    }
}

static gboolean
shows (MarksFixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  print (text, bs_library_get_categories (self->library));
  return g_str_equal (text->str, expected);
}

static void
test_kept (MarksFixture *self, gconstpointer data)
{
  marks_start (self);
  g_assert_true (bs_library_change_kept_categories (self->library, NULL, here));
  g_assert_false (bs_library_change_kept_categories (self->library, NULL, here));
  g_assert_true (shows (self, "技术;技术/新;"));
  g_assert_true (bs_library_change_kept_categories (self->library, NULL, below));
  marks_restart (self);
  scratch_wait_until (shows (self, "技术;技术/新;技术/新/a: \"b\";"));

  /* They follow a rename, with those below. */
  g_assert_true (bs_library_change_kept_categories (self->library, here, there));
  g_assert_true (shows (self, "生活;生活/旧;生活/旧/a: \"b\";"));
  marks_restart (self);
  scratch_wait_until (shows (self, "生活;生活/旧;生活/旧/a: \"b\";"));

  /* One that is filled is an ordinary one, now and later. */
  scratch_write (&self->scratch, "root/c.md", "---\ntitle: C\ncategories: [生活, 旧]\n---\n");
  scratch_wait_until (marks_is_there (self, "c.md"));
  g_assert_true (
      bs_library_change_kept_categories (self->library, (const char *const[]){ "生活", "旧", "a: \"b\"", NULL }, NULL));
  scratch_wait_until (shows (self, "生活;生活/旧;"));
  remove_article (self, "c.md");
  scratch_wait_until (shows (self, ""));
  marks_restart (self);
  scratch_wait_until (bs_library_marks_is_answered (bs_library_get_marking (self->library)));
  g_assert_true (shows (self, ""));
}

/* Another window of the same library shows it too. */
static void
test_foreign (MarksFixture *self, gconstpointer data)
{
  MarksFixture other = { .root = self->root };

  marks_start (self);
  marks_start (&other);
  bs_library_change_kept_categories (other.library, NULL, here);
  scratch_wait_until (bs_library_marks_is_answered (bs_library_get_marking (other.library)));
  bs_library_refresh_marks (self->library);
  scratch_wait_until (shows (self, "技术;技术/新;"));
  g_clear_object (&other.list);
  bs_library_close (other.library);
  g_clear_object (&other.library);
}

static gssize
transfer (MarksFixture *self, gboolean out)
{
  g_autofree char *path = scratch_get (&self->scratch, "marks.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  bs_library_transfer_marks_async (self->library, out ? BS_MARKS_EXPORT : BS_MARKS_IMPORT, file, NULL,
                                   marks_answered_cb, &result);
  scratch_wait_until (result != NULL);
  return bs_library_transfer_marks_finish (self->library, result, NULL);
}

/* They are in the exported file, and one that has articles elsewhere is an ordinary one there. */
static void
test_transfer (MarksFixture *self, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);

  marks_start (self);
  bs_library_change_kept_categories (self->library, NULL, below);
  bs_library_change_kept_categories (self->library, NULL, there);
  g_assert_cmpint (transfer (self, TRUE), ==, 0);
  marks_stop (self);
  remove_tree (kept);
  scratch_write (&self->scratch, "root/c.md", "---\ntitle: C\ncategories: [生活, 旧]\n---\n");
  marks_start (self);
  g_assert_cmpint (transfer (self, FALSE), ==, 0);
  scratch_wait_until (shows (self, "技术;技术/新;技术/新/a: \"b\";生活;生活/旧;") ||
                      shows (self, "生活;生活/旧;技术;技术/新;技术/新/a: \"b\";"));
  remove_article (self, "c.md");
  scratch_wait_until (shows (self, "技术;技术/新;技术/新/a: \"b\";"));
}

static void
add (void)
{
  g_test_add ("/broadsheet/marks-categories/kept", MarksFixture, NULL, marks_set_up, test_kept, marks_tear_down);
  g_test_add ("/broadsheet/marks-categories/foreign", MarksFixture, NULL, marks_set_up, test_foreign, marks_tear_down);
  g_test_add ("/broadsheet/marks-categories/transfer", MarksFixture, NULL, marks_set_up, test_transfer,
              marks_tear_down);
}

int
main (int argc, char *argv[])
{
  return marks_run (argc, argv, add);
}
