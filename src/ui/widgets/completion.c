/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/completion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_OFFERED 7

struct _BsCompletion
{
  GObject parent_instance;

  GtkEditable *field; /* owns this */
  GStrv texts;
  GStrv folded;
  GtkWidget *popover; /* (nullable) */
  GtkListBox *list;
  gboolean is_completing;
};

G_DEFINE_FINAL_TYPE (BsCompletion, bs_completion, G_TYPE_OBJECT)

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static gboolean
is_offering (BsCompletion *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
offer (BsCompletion *self)
{
  g_autofree char *typed = fold (gtk_editable_get_text (self->field));
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; self->folded[i] != NULL && n < MAX_OFFERED; i++)
    {
      GtkWidget *label;

      if (*typed == '\0' || strstr (self->folded[i], typed) == NULL)
        continue;
      /* What is typed in full needs no help. */
      if (strcmp (self->folded[i], typed) == 0)
        continue;
      label = gtk_label_new (self->texts[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_list_box_append (self->list, label);
      n++;
    }
  if (n > 0)
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
complete (BsCompletion *self, GtkListBoxRow *row)
{
  g_autofree char *text = g_strdup (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));

  self->is_completing = TRUE;
  gtk_editable_set_text (self->field, text);
  gtk_editable_set_position (self->field, -1);
  self->is_completing = FALSE;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
changed_cb (BsCompletion *self)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (self->field));

  g_assert (BS_IS_COMPLETION (self));

  if (!self->is_completing && text != NULL && gtk_widget_is_focus (text))
    offer (self);
}

static void
row_activated_cb (BsCompletion *self, GtkListBoxRow *row)
{
  g_assert (BS_IS_COMPLETION (self));

  complete (self, row);
}

static void
move (BsCompletion *self, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int position = selected != NULL ? gtk_list_box_row_get_index (selected) + step : 0;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, MAX (position, 0));

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))), -1);
}

static gboolean
key_pressed_cb (BsCompletion *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  g_assert (BS_IS_COMPLETION (self));

  if (keyval == GDK_KEY_Down && !is_offering (self))
    {
      offer (self);
      return is_offering (self);
    }
  if (!is_offering (self) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      move (self, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
      complete (self, row != NULL ? row : gtk_list_box_get_row_at_index (self->list, 0));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      complete (self, row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
left_cb (BsCompletion *self)
{
  g_assert (BS_IS_COMPLETION (self));

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
field_destroy_cb (BsCompletion *self)
{
  g_assert (BS_IS_COMPLETION (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static void
bs_completion_finalize (GObject *object)
{
  BsCompletion *self = BS_COMPLETION (object);

  g_strfreev (self->texts);
  g_strfreev (self->folded);

  G_OBJECT_CLASS (bs_completion_parent_class)->finalize (object);
}

static void
bs_completion_class_init (BsCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_completion_finalize;
}

static void
bs_completion_init (BsCompletion *self)
{
}

/* @texts: (array zero-terminated=1): what is offered, the best first */
void
bs_completion_install (GtkEditable *field, const char *const *texts)
{
  BsCompletion *self;
  GtkEventController *key;
  GtkEventController *focus;
  guint n;

  g_return_if_fail (GTK_IS_EDITABLE (field));
  g_return_if_fail (texts != NULL);

  self = g_object_new (BS_TYPE_COMPLETION, NULL);
  self->field = field;
  self->texts = g_strdupv ((GStrv) texts);
  n = g_strv_length (self->texts);
  self->folded = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->folded[i] = fold (texts[i]);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (field));
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "destroy", G_CALLBACK (field_destroy_cb), self, G_CONNECT_SWAPPED);

  key = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), key);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  g_object_set_data_full (G_OBJECT (field), "bs-completion", self, g_object_unref);
}
