/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/home.h"
#include "model/library/library.h"
#include "model/library/library-marks.h"
#include "scratch.h"

/* A library whose marks are stored on a real disk. */

typedef struct
{
  Scratch scratch;
  char *root;
  BsLibrary *library;
  BsArticleList *list;
} MarksFixture;

static inline void
marks_start (MarksFixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_UNREAD, NULL, BS_SORT_PATH, FALSE);

  self->library = bs_library_new (folder);
  bs_library_keep_marks (self->library);
  self->list = bs_library_query (self->library, query);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static inline void
marks_stop (MarksFixture *self)
{
  g_clear_object (&self->list);
  if (self->library != NULL)
    bs_library_close (self->library);
  g_clear_object (&self->library);
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
}

static inline void
marks_restart (MarksFixture *self)
{
  marks_stop (self);
  marks_start (self);
}

static inline void
marks_set_up (MarksFixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->root = scratch_get (&self->scratch, "root");
  scratch_make_folder (&self->scratch, "root");
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_write_article (&self->scratch, "root/b.md", "B");
}

static inline void
marks_tear_down (MarksFixture *self, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);

  marks_stop (self);
  remove_tree (kept);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

static inline char *
marks_get_database (MarksFixture *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->root);

  g_assert_nonnull (home);
  return bs_home_build_data_path (home, "marks.db");
}

static inline guint
marks_get_id (MarksFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  g_assert_nonnull (item);
  return bs_article_item_get_id (item);
}

static inline gboolean
marks_is_there (MarksFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return item != NULL;
}

static inline gboolean
marks_is_unread (MarksFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return item != NULL && bs_article_item_get_unread (item);
}

static inline gboolean
marks_is_starred (MarksFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return item != NULL && bs_article_item_get_starred (item);
}

static inline guint
marks_mark (MarksFixture *self, const char *path, BsMarks mark, gboolean on)
{
  guint id = marks_get_id (self, path);
  g_autoptr (GArray) changed = bs_library_mark (self->library, &id, 1, mark, on);

  return changed->len;
}

static inline void
marks_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (BS_IS_LIBRARY (source));
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline char *
marks_get_position (MarksFixture *self, const char *path, double *fraction)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *position;

  bs_library_get_position_async (self->library, path, NULL, marks_answered_cb, &result);
  scratch_wait_until (result != NULL);
  position = bs_library_get_position_finish (self->library, result, fraction, &error);
  g_assert_no_error (error);
  return position;
}

/* Waits until all earlier requests to the thread are done and their results shown. */
static inline void
marks_settle (MarksFixture *self)
{
  double fraction;
  g_autofree char *position = marks_get_position (self, "nothing", &fraction);

  g_assert_null (position);
  scratch_wait_until (bs_library_marks_is_answered (bs_library_get_marking (self->library)));
}

static inline char *
marks_dup_message (MarksFixture *self)
{
  char *message = NULL;

  g_object_get (self->library, "marks-message", &message, NULL);
  return message;
}

/* Runs the tests in folders that they share with another process. GLib's would be different for each test. */
static inline int
marks_run (int argc, char **argv, void (*add) (void))
{
  g_autofree char *folder = g_dir_make_tmp ("broadsheet-test-XXXXXX", NULL);
  int status;

  g_assert_nonnull (folder);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  add ();

  status = g_test_run ();
  remove_tree (folder);
  return status;
}

/* An article is there, starred and read, at the position “here”. */
static inline void
marks_assert_here (MarksFixture *self, const char *path)
{
  g_autofree char *position = NULL;
  double fraction;

  scratch_wait_until (marks_is_there (self, path) && marks_is_starred (self, path) && !marks_is_unread (self, path));
  position = marks_get_position (self, path, &fraction);
  g_assert_cmpstr (position, ==, "here");
}
