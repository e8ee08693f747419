/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/toast.h"

/* The maximum time in which a toast appears. */
#define APPEARS_SECONDS 1

/* When it began to appear, on the monotonic clock. */
#define SHOWN_TIME "broadsheet-shown-time"

AdwToast *
bs_toast_new (const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  escaped = g_markup_escape_text (text, -1);
  return adw_toast_new (escaped);
}

void
bs_toast_show (AdwToastOverlay *toasts, const char *text)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));

  adw_toast_overlay_add_toast (toasts, bs_toast_new (text));
}

/* Of those that were added, one is shown at a time. */
static gboolean
is_shown (AdwToastOverlay *toasts, AdwToast *toast)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (toasts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr (AdwToast) its = NULL;

      if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "toast") == NULL)
        continue;
      g_object_get (child, "toast", &its, NULL);
      if (its == toast)
        return TRUE;
    }
  return FALSE;
}

static void
set_shown_time (AdwToast *toast, gint64 time)
{
  g_object_set_data_full (G_OBJECT (toast), SHOWN_TIME, g_memdup2 (&time, sizeof time), g_free);
}

/*
 * bs_toast_add:
 * @toast: (transfer full): a toast, which may be removed with bs_toast_dismiss()
 *
 * Shows a toast, after those that were added before it.
 */
void
bs_toast_add (AdwToastOverlay *toasts, AdwToast *toast)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (toasts, toast);
  if (is_shown (toasts, toast))
    set_shown_time (toast, g_get_monotonic_time ());
}

/* An animation ends in a frame, and frames may be late. What ends in this one is over before that which starts in it.
 */
static gboolean
tick_cb (GtkWidget *toasts, GdkFrameClock *clock, gpointer user_data)
{
  AdwToast *toast = user_data;
  const gint64 *shown_time = g_object_get_data (G_OBJECT (toast), SHOWN_TIME);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (shown_time == NULL)
    set_shown_time (toast, now);
  if (shown_time == NULL || now - *shown_time < APPEARS_SECONDS * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

/* Removes a toast. One that is still appearing appears first: libadwaita 1.2 would free it while its animation runs. */
void
bs_toast_dismiss (AdwToastOverlay *toasts, AdwToast *toast)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (is_shown (toasts, toast))
    gtk_widget_add_tick_callback (GTK_WIDGET (toasts), tick_cb, g_object_ref (toast), g_object_unref);
  else
    adw_toast_dismiss (toast);
}
