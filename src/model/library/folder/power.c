/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/power.h"

static gboolean
has_value (const char *supplies, const char *supply, const char *attribute, const char *value)
{
  g_autofree char *path = g_build_filename (supplies, supply, attribute, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (g_strstrip (text), value);
}

/**
 * bs_power_is_battery:
 * @supplies: the folder in which the kernel tells of them, %BS_POWER_SUPPLIES
 *
 * The kernel's Documentation/ABI/testing/sysfs-class-power: no service has to run for it, and a sandbox shows it.
 * Waits for the disk.
 *
 * Returns: whether the computer runs from a battery; one of a mouse or a keyboard does not count
 */
gboolean
bs_power_is_battery (const char *supplies)
{
  g_autoptr (GDir) dir = g_dir_open (supplies, 0, NULL);
  gboolean is_discharging = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (has_value (supplies, name, "type", "Mains") && has_value (supplies, name, "online", "1"))
        return FALSE;
      if (has_value (supplies, name, "type", "Battery") && !has_value (supplies, name, "scope", "Device") &&
          has_value (supplies, name, "status", "Discharging"))
        is_discharging = TRUE;
    }
  return is_discharging;
}
