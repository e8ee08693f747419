/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/window/window-private.h"

/* So long a toast takes at most to appear. */
#define TOAST_MILLISECONDS 1000

/* Where something is being typed, the key is the text's own. */
static gboolean
act_in_text (BsWindow *self, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)) && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (!act_in_text (self, "text.undo") && !bs_undo_stack_undo (self->undo))
    bs_window_ask_history (self, FALSE);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsWindow *self = BS_WINDOW (widget);

  if (!act_in_text (self, "text.redo") && !bs_undo_stack_redo (self->undo))
    bs_window_ask_history (self, TRUE);
}

static void
undo_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bs_undo_stack_undo_step (BS_WINDOW (widget)->undo, g_variant_get_uint32 (parameter));
}

void
bs_window_install_undo (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.undo-step", "u", undo_step_action);
}

static gboolean
dismiss_cb (gpointer user_data)
{
  AdwToast *toast = user_data;

  g_assert (ADW_IS_TOAST (toast));

  adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

/* What a toast offers to take back is what was done last, or nothing. One that is just appearing must not go yet:
 * libadwaita 1.2 frees it then while its animation still runs. */
void
bs_window_update_undo (BsWindow *self)
{
  gint64 age;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->undo_toast == NULL)
    return;
  age = (g_get_monotonic_time () - self->undo_toast_time) / 1000;
  if (age > TOAST_MILLISECONDS)
    adw_toast_dismiss (self->undo_toast);
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (TOAST_MILLISECONDS - age) + 1, dismiss_cb,
                        g_steal_pointer (&self->undo_toast), g_object_unref);
}

static void
dismissed_cb (BsWindow *self, AdwToast *toast)
{
  g_assert (BS_IS_WINDOW (self));

  if (self->undo_toast == toast)
    g_clear_object (&self->undo_toast);
}

/* Lets a toast take back what it tells of, whatever is done while it is shown. */
void
bs_window_offer_undo (BsWindow *self, AdwToast *toast, guint number)
{
  g_return_if_fail (BS_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_target (toast, "u", number);
  adw_toast_set_action_name (toast, "win.undo-step");
}

/* Says what was done last, with a way back. */
void
bs_window_show_undo_toast (BsWindow *self, const char *text, guint number)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (BS_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  bs_window_offer_undo (self, toast, number);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->undo_toast, toast);
  self->undo_toast_time = g_get_monotonic_time ();
  adw_toast_overlay_add_toast (self->toasts, toast);
}
