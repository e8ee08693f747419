/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/process-watch.h"

#include <glib/gi18n-lib.h>

#include "reader/software-drawing.h"

/* A page that has not responded for this long after WebKit noticed it is given up. */
#define STUCK_SECONDS 20

struct _BsProcessWatch
{
  GObject parent_instance;

  WebKitWebView *web;   /* outlives it */
  gboolean stopping;    /* we end the process ourselves */
  gboolean stuck;       /* because it did not respond */
  gboolean has_drawn;   /* a process started since has shown something */
  gboolean in_software; /* software drawing was tried */
  guint stuck_source;
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsProcessWatch, bs_process_watch, G_TYPE_OBJECT)

static const char *
describe_termination (BsProcessWatch *self, WebKitWebProcessTerminationReason reason)
{
  if (self->stuck)
    return _ ("The article took too long to load.");
  if (reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT)
    return _ ("The article needs too much memory to be shown.");
  return _ ("The article could not be shown, because the process that draws it stopped.");
}

/* A process that ends before it has shown anything may have crashed in the graphics driver. */
static gboolean
try_in_software (BsProcessWatch *self, WebKitWebProcessTerminationReason reason)
{
  if (reason != WEBKIT_WEB_PROCESS_CRASHED || self->has_drawn || self->in_software || self->stuck || self->stopping)
    return FALSE;

  self->in_software = TRUE;
  bs_software_drawing_turn_on ();
  return TRUE;
}

static void
terminated_cb (BsProcessWatch *self, WebKitWebProcessTerminationReason reason)
{
  gboolean again;

  g_assert (BS_IS_PROCESS_WATCH (self));

  g_clear_handle_id (&self->stuck_source, g_source_remove);
  again = try_in_software (self, reason);
  g_signal_emit (self, signals[ENDED], 0, again, again || self->stopping ? NULL : describe_termination (self, reason));
  self->stuck = FALSE;
}

static gboolean
stuck_cb (gpointer user_data)
{
  BsProcessWatch *self = user_data;

  g_assert (BS_IS_PROCESS_WATCH (self));

  self->stuck_source = 0;
  self->stuck = TRUE;
  webkit_web_view_terminate_web_process (self->web);

  return G_SOURCE_REMOVE;
}

static void
responsive_cb (BsProcessWatch *self)
{
  g_assert (BS_IS_PROCESS_WATCH (self));

  g_clear_handle_id (&self->stuck_source, g_source_remove);
  if (!webkit_web_view_get_is_web_process_responsive (self->web))
    self->stuck_source = g_timeout_add_seconds (STUCK_SECONDS, stuck_cb, self);
}

static void
bs_process_watch_finalize (GObject *object)
{
  g_clear_handle_id (&BS_PROCESS_WATCH (object)->stuck_source, g_source_remove);

  G_OBJECT_CLASS (bs_process_watch_parent_class)->finalize (object);
}

static void
bs_process_watch_class_init (BsProcessWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_process_watch_finalize;

  signals[ENDED] = g_signal_new ("ended", BS_TYPE_PROCESS_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
bs_process_watch_init (BsProcessWatch *self)
{
}

BsProcessWatch *
bs_process_watch_new (WebKitWebView *web)
{
  BsProcessWatch *self;

  g_return_val_if_fail (WEBKIT_IS_WEB_VIEW (web), NULL);

  self = g_object_new (BS_TYPE_PROCESS_WATCH, NULL);
  self->web = web;
  g_signal_connect_object (web, "notify::is-web-process-responsive", G_CALLBACK (responsive_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (web, "web-process-terminated", G_CALLBACK (terminated_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* The graphics driver works. */
void
bs_process_watch_note_drawn (BsProcessWatch *self)
{
  g_return_if_fail (BS_IS_PROCESS_WATCH (self));

  self->has_drawn = TRUE;
}

/* Before a page is loaded: a process that does not respond to the one before would not show it. */
void
bs_process_watch_end_if_stuck (BsProcessWatch *self)
{
  g_return_if_fail (BS_IS_PROCESS_WATCH (self));

  if (webkit_web_view_get_is_web_process_responsive (self->web))
    return;
  self->stopping = TRUE;
  webkit_web_view_terminate_web_process (self->web);
  self->stopping = FALSE;
}
