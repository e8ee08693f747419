/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import.h"

#include <string.h>

#include "scratch.h"

/* Events between the look at the inputs and the write. */

typedef struct
{
  Scratch scratch;
  char *library;
  char *source;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->library = g_build_filename (self->scratch.path, "library", NULL);
  self->source = g_build_filename (self->scratch.path, "source", NULL);
  g_assert_cmpint (g_mkdir (self->library, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (self->source, 0700), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->library);
  g_free (self->source);
  scratch_tear_down (&self->scratch, data);
}

static char *
write_source (Fixture *self, const char *name)
{
  char *path = g_build_filename (self->source, name, NULL);
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s\n---\nThe text of %s.\n", name, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static BsImport *
look (Fixture *self, const char *const *names)
{
  BsImport *import = bs_import_new (self->library);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = write_source (self, names[i]);
      g_autoptr (BsImportInput) input = bs_import_input_new_file (path, path);

      bs_import_add (import, input);
    }
  g_assert_true (bs_import_look (import, NULL, &error));
  g_assert_no_error (error);
  return import;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_source_vanishes (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.md", "b.md", "c.md", NULL };
  g_autoptr (BsImport) import = look (self, names);
  g_autofree char *gone = g_build_filename (self->source, "b.md", NULL);
  g_autoptr (GError) error = NULL;
  BsImportCounts counts;

  g_assert_cmpint (g_unlink (gone), ==, 0);
  bs_import_act (import, NULL, &error);
  bs_import_count (import, &counts);
  g_assert_cmpuint (counts.imported, ==, 2);
  g_assert_cmpuint (counts.failed, ==, 1);
  for (guint i = 0; i < bs_import_get_steps (import)->len; i++)
    {
      const BsImportStep *step = g_ptr_array_index (bs_import_get_steps (import), i);

      g_assert_cmpint (step->done, ==, !g_str_has_suffix (step->input->path, "b.md"));
      if (!step->done)
        g_assert_nonnull (step->reason);
    }
  g_assert_cmpuint (count_files (self->library), ==, 2);
}

static void
test_library_vanishes (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.md", "b.md", NULL };
  g_autoptr (BsImport) import = look (self, names);
  g_autoptr (GError) error = NULL;
  BsImportCounts counts;

  g_assert_cmpint (g_rmdir (self->library), ==, 0);
  bs_import_act (import, NULL, &error);
  bs_import_count (import, &counts);
  g_assert_cmpuint (counts.imported, ==, 0);
  g_assert_false (g_file_test (self->library, G_FILE_TEST_EXISTS));
  /* The sources are unchanged. */
  g_assert_cmpuint (count_files (self->source), ==, 2);
  if (error == NULL)
    g_assert_cmpuint (counts.failed, ==, 2);
}

static void
test_place_is_taken (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.md", NULL };
  g_autoptr (BsImport) import = look (self, names);
  g_autofree char *taken = g_build_filename (self->library, "a.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  BsImportCounts counts;

  /* Another program is faster, and its files are kept. */
  g_assert_true (g_file_set_contents (taken, "Theirs.\n", -1, NULL));
  bs_import_act (import, NULL, &error);
  bs_import_count (import, &counts);
  g_assert_true (g_file_get_contents (taken, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Theirs.\n");
  g_assert_cmpuint (counts.imported + counts.failed, ==, 1);
  g_assert_cmpuint (count_files (self->library), ==, 1 + counts.imported);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a.md", "b.md", NULL };
  g_autoptr (BsImport) import = look (self, names);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  BsImportCounts counts;

  g_cancellable_cancel (cancellable);
  g_assert_false (bs_import_act (import, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  bs_import_count (import, &counts);
  g_assert_cmpuint (counts.imported, ==, 0);
  g_assert_cmpuint (count_files (self->library), ==, 0);
}

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

/* A duplicate that is imported anyway brings its images too. A duplicate within one import does not replace itself. */
static void
test_choices (Fixture *self, gconstpointer data)
{
  static const char both[] = "---\ntitle: Both\n---\n![](i.png)\n";
  static const char replaced[] = "---\ntitle: New\n---\nOne ![](j.png)\n";
  g_autoptr (BsImport) import = bs_import_new (self->library);
  g_autoptr (BsImportInput) input = bs_import_input_new_file (self->source, self->source);
  g_autoptr (GError) error = NULL;
  BsImportCounts counts;

  write_file (self->library, "both.md", both);
  write_file (self->library, "i.png", "theirs");
  write_file (self->library, "old.md", "---\ntitle: Old\n---\nOne ![](j.png)\n");
  write_file (self->source, "both.md", both);
  write_file (self->source, "i.png", "ours");
  write_file (self->source, "r.md", replaced);
  write_file (self->source, "j.png", "j");
  write_file (self->source, "s.md", "---\ntitle: S\n---\nTwice.\n");
  write_file (self->source, "t.md", "---\ntitle: T\n---\nTwice.\n");
  bs_import_add (import, input);
  g_assert_true (bs_import_look (import, NULL, &error));
  for (guint i = 0; i < bs_import_get_steps (import)->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (bs_import_get_steps (import), i);

      step->choice = g_str_has_suffix (step->input->path, "both.md") ? BS_IMPORT_KEEP_BOTH : BS_IMPORT_REPLACE;
    }
  bs_import_count (import, &counts);
  g_assert_cmpuint (counts.imported, ==, 3);
  g_assert_cmpuint (counts.duplicates, ==, 1);
  g_assert_true (bs_import_act (import, NULL, &error));
  g_assert_no_error (error);
  assert_file (self->library, "both.md", both);
  assert_file (self->library, "i.png", "theirs");
  assert_file (self->library, "old.md", replaced);
  assert_file (self->library, "j.png", "j");
  g_assert_cmpuint (count_files (self->library), ==, 7);
  {
    g_autofree char *path = g_build_filename (self->library, "both-2.md", NULL);
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_nonnull (strstr (text, "![](i-"));
  }
}

#define add(path, function) g_test_add ("/broadsheet/import-faults/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *data = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  data = scratch_isolate_data ();

  add ("source-vanishes", test_source_vanishes);
  add ("library-vanishes", test_library_vanishes);
  add ("place-is-taken", test_place_is_taken);
  add ("cancelled", test_cancelled);
  add ("choices", test_choices);

  status = g_test_run ();
  remove_tree (data);
  return status;
}
