/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/software-drawing.h"

/* Where glvnd finds Mesa, whose software renderer needs neither a graphics card nor its driver. */
static const char *const mesa_files[] = {
  "/etc/glvnd/egl_vendor.d/50_mesa.json",
  "/usr/share/glvnd/egl_vendor.d/50_mesa.json",
};

/*
 * bs_software_drawing_turn_on:
 *
 * Makes the processes that WebKit starts from now on use software drawing. They connect to the graphics card although
 * nothing is drawn on it, and crash if its driver is broken.
 *
 * Changing the environment is unsafe while other threads read it, so this is the last resort.
 */
void
bs_software_drawing_turn_on (void)
{
  static gboolean is_on;

  if (is_on)
    return;
  is_on = TRUE;

  g_setenv ("LIBGL_ALWAYS_SOFTWARE", "1", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (mesa_files); i++)
    if (g_file_test (mesa_files[i], G_FILE_TEST_EXISTS))
      {
        g_setenv ("__EGL_VENDOR_LIBRARY_FILENAMES", mesa_files[i], TRUE);
        break;
      }
}
