/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/sandbox.h"

/* Returns: whether this program runs in a sandbox of Flatpak */
gboolean
bs_sandbox_is_around (void)
{
  g_autoptr (GKeyFile) info = g_key_file_new ();

  /* WebKit leaves an empty file there when root has run it. */
  return g_key_file_load_from_file (info, "/.flatpak-info", G_KEY_FILE_NONE, NULL) &&
         g_key_file_has_group (info, "Application");
}
