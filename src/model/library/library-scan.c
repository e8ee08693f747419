/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-private.h"

/* How a library is made to look at its folder. */

/* How long a scan's finds may wait for others, in microseconds. */
#define SCAN_PATIENCE 20000

/**
 * bs_library_request_compare:
 * @self: a library that is open
 * @path: a folder of it
 * @flags: how
 *
 * Has the folder compared with what the table knows.
 */
void
bs_library_request_compare (BsLibrary *self, const char *path, BsSyncFlags flags)
{
  if (self->include_left_out)
    flags |= BS_SYNC_INCLUDE_LEFT_OUT;
  bs_sync_compare (self->sync, path, bs_table_take_snapshot (self->table), flags);
}

/**
 * bs_library_start_scan:
 * @self: a library that is open
 * @flags: how
 *
 * Has the whole folder compared, with someone waiting for it.
 */
void
bs_library_start_scan (BsLibrary *self, BsSyncFlags flags)
{
  self->is_finishing = FALSE;
  bs_library_marks_scan_starts (self);
  bs_inbox_set_patience (self->inbox, SCAN_PATIENCE);
  self->last_refresh = 0;
  bs_library_request_compare (self, "", BS_SYNC_LOUD | BS_SYNC_DETECT | flags);
  bs_library_set_state (self, BS_LIBRARY_SCANNING, NULL);
}

/**
 * bs_library_rescan:
 * @self: a library
 *
 * Reads the whole folder anew, also files that look unchanged: someone may have set their time back. Does nothing while
 * the library is closed.
 */
void
bs_library_rescan (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync != NULL)
    bs_library_start_scan (self, BS_SYNC_REREAD);
}

/**
 * bs_library_cancel_scan:
 * @self: a library
 *
 * Ends the scan that runs. What it found so far stays, and the library is ready.
 */
void
bs_library_cancel_scan (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync != NULL)
    bs_sync_cancel_scan (self->sync);
}

/**
 * bs_library_look_at:
 * @self: a library
 * @path: path of a file that was just written, relative to the folder
 *
 * Has the watcher look at a file now, so that our own changes are seen at once where the folder is only polled. Does
 * nothing while the library is closed.
 */
void
bs_library_look_at (BsLibrary *self, const char *path)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  if (self->sync != NULL)
    bs_sync_look_at (self->sync, path);
}
