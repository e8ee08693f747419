/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/take-over.h"

#include "model/change/write/transaction.h"
#include "model/library/folder/home.h"

/**
 * bs_take_over_inside:
 * @journal: the history of a library
 * @root: its folder
 * @recovered: (element-type utf8): receives sentences about recovered files
 *
 * A folder tree has one history. If folders inside the library have been changed before as libraries of their own,
 * their histories are moved to this one, where their steps can be undone. The data of an inner folder that was never
 * opened as a library is deleted too; other data of an inner library is kept.
 *
 * Outer histories are locked before inner ones, which avoids deadlocks.
 */
void
bs_take_over_inside (BsJournal *journal, const char *root, GPtrArray *recovered)
{
  g_autoptr (GPtrArray) inside = NULL;

  g_return_if_fail (journal != NULL && root != NULL);

  inside = bs_home_list_inside (root);
  for (guint i = 0; i < inside->len; i++)
    {
      const BsInnerHome *inner = g_ptr_array_index (inside, i);
      g_autofree char *folder = bs_home_build_data_path (inner->home, "journal");
      g_autofree char *inner_root = NULL;
      g_autoptr (BsJournal) other = NULL;
      g_autoptr (GPtrArray) cleaned = NULL;

      if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue;
      /* Unfinished work of a killed program comes first. */
      inner_root = g_build_filename (root, inner->relative_path, NULL);
      cleaned = bs_transaction_clean (inner->home, inner_root);
      g_ptr_array_extend_and_steal (recovered, g_steal_pointer (&cleaned));
      other = bs_journal_open (folder, inner_root, NULL);
      if (other == NULL)
        continue;
      bs_journal_take_over (journal, other, inner->relative_path);
      if (!bs_journal_is_empty (other))
        continue;
      bs_journal_remove (g_steal_pointer (&other));
      if (!bs_home_is_opened (inner->home))
        bs_home_remove (inner->home);
    }
}
