/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/file-trash.h"

#include "model/change/write/file-access.h"

#include <glib/gi18n-lib.h>

/* Whether GLib asks the desktop's portal to do it. */
static gboolean
uses_portal (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP") != NULL ||
         g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

/**
 * bs_file_trash:
 * @path: the whole path of a file
 * @error: return location
 *
 * Moves a file to the trash. Waits for the disk.
 *
 * Returns: whether it was moved; otherwise a #GIOErrorEnum: %G_IO_ERROR_NOT_SUPPORTED if there is no trash for the
 *   file, as on some file systems, and for files of a portal
 */
gboolean
bs_file_trash (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDBusConnection) bus = NULL;
  g_autofree char *name = NULL;
  gboolean is_portal = uses_portal ();

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  /* If permissions forbid removing the file, report that, not the trash. */
  if (!bs_file_is_changeable (path, error))
    return FALSE;
  file = g_file_new_for_path (path);
  /* Without a bus, GLib 2.74 waits forever at the second call. */
  if (is_portal)
    bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if ((!is_portal || bus != NULL) && g_file_trash (file, NULL, &reason))
    return TRUE;

  name = g_filename_display_basename (path);
  /* The portal does not report a reason. */
  if (is_portal || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _ ("“%s” was left as it is, because there is no trash for its folder."), name);
  else
    g_set_error (error, G_IO_ERROR, reason->code, _ ("“%s” could not be moved to the trash: %s"), name,
                 reason->message);

  return FALSE;
}
