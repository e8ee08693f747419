/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-beside.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

#include "model/library/index/index-store.h"

/**
 * bs_index_beside_build_path:
 * @path: the path of an index
 *
 * Returns: (transfer full): the path of its replacement
 */
char *
bs_index_beside_build_path (const char *path)
{
  return g_strconcat (path, ".new", NULL);
}

static gboolean
can_open (const char *path, BsIndexAccess access)
{
  g_autoptr (BsIndexStore) store = bs_index_store_open (path, access, NULL);

  return store != NULL;
}

/**
 * bs_index_beside_has_room:
 * @path: the path of an index
 *
 * Waits for the disk.
 *
 * Returns: whether the disk has room for another one
 */
gboolean
bs_index_beside_has_room (const char *path)
{
  g_autofree char *beside = bs_index_beside_build_path (path);
  guint64 size = bs_index_store_measure (path);
  struct statvfs status;

  /* The new index may already have some of them. */
  return statvfs (path, &status) == 0 &&
         (guint64) status.f_bavail * status.f_frsize + bs_index_store_measure (beside) > size + size / 4;
}

/**
 * bs_index_beside_is_wanted:
 * @path: the path of an index
 * @is_rebuilding: whether to replace it even if it is intact
 *
 * Waits for the disk.
 *
 * Returns: whether there is an index that can be read, but has to be replaced, and the disk has room for both
 */
gboolean
bs_index_beside_is_wanted (const char *path, gboolean is_rebuilding)
{
  return (is_rebuilding || !can_open (path, BS_INDEX_READ)) && can_open (path, BS_INDEX_READ_OLD) &&
         bs_index_beside_has_room (path);
}

/**
 * bs_index_beside_replace:
 * @beside: the path of an index that nobody has open
 * @path: the path of the index that it replaces
 *
 * Processes that have the old one open can still read it. Waits for the disk.
 *
 * Returns: whether the old one was replaced
 */
gboolean
bs_index_beside_replace (const char *beside, const char *path)
{
  g_autofree char *log = g_strconcat (beside, "-wal", NULL);

  /* SQLite would take the old one's log for the new one's. */
  return !g_file_test (log, G_FILE_TEST_EXISTS) && bs_index_store_remove_logs (path) && g_rename (beside, path) == 0;
}
