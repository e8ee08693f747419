/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/edit-apply.h"
#include "model/change/organise/versions.h"

#include <glib/gstdio.h>
#include <string.h>

/* Two versions of an article: their fields, and their texts by line and by character. */

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(BsVersions **) user_data = bs_versions_compare_finish (BS_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

static BsVersions *
compare (const char *one, const char *other)
{
  g_autofree char *root = g_dir_make_tmp ("broadsheet-XXXXXX", NULL);
  g_autofree char *one_path = g_build_filename (root, "a.md", NULL);
  g_autofree char *other_path = g_build_filename (root, "b.md", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  BsVersions *versions = NULL;

  g_assert_true (g_file_set_contents (one_path, one, -1, NULL));
  g_assert_true (g_file_set_contents (other_path, other, -1, NULL));
  bs_versions_compare_async (library, "a.md", "b.md", NULL, compared_cb, &versions);
  while (versions == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_remove (one_path);
  g_remove (other_path);
  g_rmdir (root);
  return versions;
}

/* Returns: (transfer full): the marked parts of a line, in brackets */
static char *
show_marks (const BsVersions *versions, guint i)
{
  const BsVersionLine *line = versions->lines->pdata[i];
  GString *out = g_string_new (NULL);

  for (guint j = 0; line->marks != NULL && j < line->marks->len; j++)
    {
      const BsVersionMark *mark = &g_array_index (line->marks, BsVersionMark, j);

      g_string_append_c (out, '[');
      g_string_append_len (out, line->text + mark->start, (gssize) (mark->end - mark->start));
      g_string_append_c (out, ']');
    }
  return g_string_free (out, FALSE);
}

static void
test_characters (void)
{
  g_autoptr (BsVersions) versions =
      compare ("水墨画的历史很长。\nsame\nall of it\n", "水墨画的故事很长了。\nsame\n0123456789\n");
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *different = NULL;

  g_assert_cmpuint (versions->lines->len, ==, 5);
  one = show_marks (versions, 0);
  other = show_marks (versions, 1);
  different = show_marks (versions, 3);
  g_assert_cmpstr (one, ==, "[历史]");
  g_assert_cmpstr (other, ==, "[故事][了]");
  g_assert_cmpstr (different, ==, "");
}

static void
test_fields (void)
{
  g_autoptr (BsVersions) versions = compare ("---\ntitle: a # mine\ntags: [x]\nonly: 1\nsame: 2\n---\nText\n",
                                             "---\ntitle: \"b: c\"\ntags: [y, z]\nsame: 2\n---\nOther\n");
  gboolean are_taken[] = { TRUE, FALSE, TRUE, TRUE };
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;
  const char *wanted = "---\ntitle: 'b: c' # mine\ntags: [x]\nsame: 2\n---\nText\n";

  g_assert_cmpuint (versions->fields->len, ==, 4);
  edit = bs_versions_take_fields (versions, are_taken);
  made = bs_edit_apply (edit, versions->one, &error);
  g_assert_no_error (error);
  g_test_message ("%.*s", (int) g_bytes_get_size (made), (const char *) g_bytes_get_data (made, NULL));
  g_assert_cmpmem (g_bytes_get_data (made, NULL), g_bytes_get_size (made), wanted, strlen (wanted));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/broadsheet/versions/characters", test_characters);
  g_test_add_func ("/broadsheet/versions/fields", test_fields);

  return g_test_run ();
}
