/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/toast.h"

#include <glib/gi18n-lib.h>

#include "reader/weak-reference.h"
#include "ui/widgets/accessible.h"

/* The maximum time in which a toast appears. libadwaita 1.2 frees one that is dismissed earlier while its animation
 * runs, whoever dismisses it: until then, a click passes it, and a key waits. */
#define APPEARS_SECONDS 1

/* When it began to appear, on the monotonic clock; not set for a waiting one. */
#define SHOWN_TIME "broadsheet-shown-time"

/* That of a toast that is dismissed. */
#define DISMISSED "broadsheet-dismissed"

/* The toast that waits in an overlay, if any. */
#define WAITING "broadsheet-waiting-toast"

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
  g_return_if_fail (text != NULL);

  bs_toast_add (toasts, bs_toast_new (text));
}

/* The widget of the current toast, not of a disappearing one. */
static GtkWidget *
find_shown (AdwToastOverlay *toasts, AdwToast **toast)
{
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (toasts)); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    {
      g_autoptr (AdwToast) its = NULL;

      if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "toast") == NULL)
        continue;
      g_object_get (child, "toast", &its, NULL);
      if (its == NULL || g_object_get_data (G_OBJECT (its), DISMISSED) != NULL)
        continue;
      *toast = its;
      return child;
    }
  *toast = NULL;
  return NULL;
}

static gboolean
appeared_cb (gpointer user_data)
{
  GWeakRef *ref = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (ref);
  g_autoptr (AdwToast) toast = NULL;

  if (widget == NULL)
    return G_SOURCE_REMOVE;
  g_object_get (widget, "toast", &toast, NULL);
  if (toast != NULL && g_object_get_data (G_OBJECT (toast), DISMISSED) == NULL)
    gtk_widget_set_can_target (widget, TRUE);
  return G_SOURCE_REMOVE;
}

/* One with buttons of its own has no title, but a label in its place. */
static const char *
get_text (AdwToast *toast)
{
  GtkWidget *label = adw_toast_get_custom_title (toast);

  if (adw_toast_get_title (toast) != NULL)
    return adw_toast_get_title (toast);
  if (label != NULL && !GTK_IS_LABEL (label))
    label = gtk_widget_get_first_child (label);
  return GTK_IS_LABEL (label) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

static void
look_at_shown (AdwToastOverlay *toasts)
{
  AdwToast *toast;
  GtkWidget *widget = find_shown (toasts, &toast);
  gint64 now = g_get_monotonic_time ();

  if (widget == NULL || g_object_get_data (G_OBJECT (toast), SHOWN_TIME) != NULL)
    return;
  bs_accessible_set_role (widget, GTK_ACCESSIBLE_ROLE_ALERT);
  bs_accessible_announce (GTK_WIDGET (toasts), get_text (toast));
  g_object_set_data_full (G_OBJECT (toast), SHOWN_TIME, g_memdup2 (&now, sizeof now), g_free);
  gtk_widget_set_can_target (widget, FALSE);
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, APPEARS_SECONDS, appeared_cb, bs_weak_reference_new (widget),
                              bs_weak_reference_free);
}

/* The next one has been shown by the overlay, which heard of it earlier. */
static void
dismissed_cb (AdwToastOverlay *toasts, AdwToast *toast)
{
  g_assert (ADW_IS_TOAST_OVERLAY (toasts));

  g_object_set_data (G_OBJECT (toast), DISMISSED, toast);
  look_at_shown (toasts);
}

static gboolean
key_pressed_cb (AdwToastOverlay *toasts, guint key, guint code, GdkModifierType state)
{
  AdwToast *toast;

  g_assert (ADW_IS_TOAST_OVERLAY (toasts));

  if (key != GDK_KEY_Escape || (state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      find_shown (toasts, &toast) == NULL)
    return FALSE;
  bs_toast_dismiss (toasts, toast);
  return TRUE;
}

/* Comes before the overlay's own key. */
static void
watch_key (AdwToastOverlay *toasts)
{
  GtkEventController *controller;

  if (g_object_get_data (G_OBJECT (toasts), WAITING) != NULL)
    return;
  controller = gtk_event_controller_key_new ();
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), toasts, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (toasts), controller);
}

static void
set_waiting (AdwToastOverlay *toasts, AdwToast *toast)
{
  GWeakRef *ref = g_object_get_data (G_OBJECT (toasts), WAITING);

  if (ref == NULL)
    {
      ref = bs_weak_reference_new (NULL);
      g_object_set_data_full (G_OBJECT (toasts), WAITING, ref, bs_weak_reference_free);
    }
  g_weak_ref_set (ref, toast);
}

/*
 * bs_toast_add:
 * @toast: (transfer full): a toast
 *
 * Shows a toast after the current one. Of several waiting ones, only the last is shown.
 */
void
bs_toast_add (AdwToastOverlay *toasts, AdwToast *toast)
{
  GWeakRef *ref;
  g_autoptr (AdwToast) waiting = NULL;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (ADW_IS_TOAST (toast));

  watch_key (toasts);
  ref = g_object_get_data (G_OBJECT (toasts), WAITING);
  waiting = ref != NULL ? g_weak_ref_get (ref) : NULL;
  set_waiting (toasts, toast);
  adw_toast_overlay_add_toast (toasts, g_object_ref (toast));
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), toasts, G_CONNECT_SWAPPED);
  g_object_unref (toast);
  if (waiting != NULL && g_object_get_data (G_OBJECT (waiting), SHOWN_TIME) == NULL)
    adw_toast_dismiss (waiting);
  look_at_shown (toasts);
}

/* An animation ends in a frame, and frames may be late. A time limit that ends at this moment is over before one that
 * starts. */
static gboolean
tick_cb (GtkWidget *toasts, GdkFrameClock *clock, gpointer user_data)
{
  AdwToast *toast = user_data;
  const gint64 *shown_time = g_object_get_data (G_OBJECT (toast), SHOWN_TIME);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (shown_time != NULL && now - *shown_time < APPEARS_SECONDS * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

/* Removes a toast. One that is still appearing appears first. */
void
bs_toast_dismiss (AdwToastOverlay *toasts, AdwToast *toast)
{
  AdwToast *shown;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (ADW_IS_TOAST (toast));

  if (find_shown (toasts, &shown) != NULL && shown == toast)
    gtk_widget_add_tick_callback (GTK_WIDGET (toasts), tick_cb, g_object_ref (toast), g_object_unref);
  else
    adw_toast_dismiss (toast);
}

void
bs_toast_show_undo (AdwToastOverlay *toasts, const char *text, GCallback callback, gpointer owner)
{
  AdwToast *toast = bs_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_object (toast, "button-clicked", callback, owner, G_CONNECT_SWAPPED);
  bs_toast_add (toasts, toast);
}
