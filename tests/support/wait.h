/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Generous, because a busy machine may be slow. */
#define WAIT_SECONDS 60

static inline gboolean
wait_wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until a condition is true, with a time limit, and asks again even if nothing happens. */
#define wait_until(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 wait_deadline = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;                                    \
    guint wait_tick = g_timeout_add (20, wait_wake_cb, NULL);                                                          \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (g_get_monotonic_time () > wait_deadline)                                                                   \
          g_error ("%s: waited in vain for: %s", G_STRLOC, #condition);                                                \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      }                                                                                                                \
    g_source_remove (wait_tick);                                                                                       \
  }                                                                                                                    \
  G_STMT_END
