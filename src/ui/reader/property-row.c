/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/property-row.h"

struct _BsPropertyRow
{
  AdwEntryRow parent_instance;

  char *value; /* as the article has it */
  gboolean is_fault;
  gboolean is_sent; /* what was typed is being written */
};

enum
{
  WRITE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsPropertyRow, bs_property_row, ADW_TYPE_ENTRY_ROW)

static void
changed_cb (BsPropertyRow *self)
{
  g_assert (BS_IS_PROPERTY_ROW (self));

  self->is_sent = FALSE;
}

static void
activated_cb (BsPropertyRow *self)
{
  g_assert (BS_IS_PROPERTY_ROW (self));

  bs_property_row_commit (self);
}

static void
leave_cb (BsPropertyRow *self)
{
  g_assert (BS_IS_PROPERTY_ROW (self));

  bs_property_row_commit (self);
}

static gboolean
key_pressed_cb (BsPropertyRow *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_PROPERTY_ROW (self));

  if (keyval != GDK_KEY_Escape || !bs_property_row_is_changed (self))
    return GDK_EVENT_PROPAGATE;
  bs_property_row_restore (self);
  return GDK_EVENT_STOP;
}

static void
bs_property_row_finalize (GObject *object)
{
  g_free (BS_PROPERTY_ROW (object)->value);

  G_OBJECT_CLASS (bs_property_row_parent_class)->finalize (object);
}

static void
bs_property_row_class_init (BsPropertyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_property_row_finalize;

  signals[WRITE] =
      g_signal_new ("write", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_property_row_init (BsPropertyRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->value = g_strdup ("");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect_object (self, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "entry-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

/* What is being typed stays. What was written, or could not be, gives way to what the article says now. */
void
bs_property_row_set_value (BsPropertyRow *self, const char *value, gboolean is_editable)
{
  gboolean is_typed;

  g_return_if_fail (BS_IS_PROPERTY_ROW (self));
  g_return_if_fail (value != NULL);

  is_typed = bs_property_row_is_changed (self) && !self->is_sent;
  g_free (self->value);
  self->value = g_strdup (value);
  if (!is_typed && bs_property_row_is_changed (self))
    bs_property_row_restore (self);
  gtk_editable_set_editable (GTK_EDITABLE (self), is_editable);
}

/* Returns: (transfer none): as the article has it */
const char *
bs_property_row_get_value (BsPropertyRow *self)
{
  g_return_val_if_fail (BS_IS_PROPERTY_ROW (self), NULL);

  return self->value;
}

/* Returns: whether something else was typed */
gboolean
bs_property_row_is_changed (BsPropertyRow *self)
{
  g_return_val_if_fail (BS_IS_PROPERTY_ROW (self), FALSE);

  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->value) != 0;
}

/* Forgets what was typed. */
void
bs_property_row_restore (BsPropertyRow *self)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self), self->value);
}

/* Writes what was typed; what cannot be a value stays as it is typed, and is marked. */
void
bs_property_row_commit (BsPropertyRow *self)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  if (!bs_property_row_is_changed (self) || self->is_fault || self->is_sent)
    return;
  self->is_sent = TRUE;
  g_signal_emit (self, signals[WRITE], 0);
}

/* Marks a value that cannot be interpreted, which is not written. */
void
bs_property_row_set_fault (BsPropertyRow *self, gboolean is_fault)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  self->is_fault = is_fault;
  if (is_fault)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               is_fault ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
