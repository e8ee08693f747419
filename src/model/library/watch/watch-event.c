/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch-event.h"

/**
 * bs_watch_event_free:
 * @self: (transfer full): an event
 */
void
bs_watch_event_free (BsWatchEvent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self->from);
  g_free (self);
}
