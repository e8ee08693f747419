/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/power.h"

#include <sys/resource.h>
#include <sys/syscall.h>

/* Low priority: about a tenth of the time that other programs get on a busy machine. */
#define NICENESS 10

/* From linux/ioprio.h, which not every system has: use the disk only when it is idle. */
#define IOPRIO_WHO_PROCESS 1
#define IOPRIO_CLASS_IDLE (3 << 13)

static gboolean
has_value (const char *supplies, const char *supply, const char *attribute, const char *value)
{
  g_autofree char *path = g_build_filename (supplies, supply, attribute, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (g_strstrip (text), value);
}

/**
 * bs_power_is_battery:
 * @supplies: the folder in which the kernel lists power supplies, %BS_POWER_SUPPLIES
 *
 * Source: the kernel's Documentation/ABI/testing/sysfs-class-power. It needs no running service and is visible in a
 * sandbox. Waits for the disk.
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

/**
 * bs_power_yield:
 *
 * Lowers the priority of this thread, and of those that it starts, so that they use only idle processors and an idle
 * disk.
 */
void
bs_power_yield (void)
{
  setpriority (PRIO_PROCESS, (id_t) gettid (), MAX (NICENESS, getpriority (PRIO_PROCESS, 0)));
  syscall (SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_CLASS_IDLE);
}
