/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <stdint.h>

#include "model/change/import/import-archive.h"
#include "model/change/import/import-scratch.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Unpacks into a subfolder of a temporary folder, which must contain nothing but that and the archive afterwards. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *root = g_dir_make_tmp ("broadsheet-fuzz-XXXXXX", NULL);
  g_autofree char *archive = g_build_filename (root, "archive.zip", NULL);
  g_autofree char *folder = g_build_filename (root, "unpacked", NULL);
  BsImportBudget budget = { 1024 * 1024, 100 };
  g_autoptr (GDir) dir = NULL;
  guint n_names = 0;

  g_assert_true (g_file_set_contents (archive, (const char *) data, (gssize) size, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  bs_import_archive_unpack (archive, folder, &budget, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (budget.bytes, <=, 1024 * 1024);

  dir = g_dir_open (root, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_names++;
  g_assert_cmpuint (n_names, ==, 2);
  bs_import_scratch_remove_tree (root);
  return 0;
}
