/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/properties/property-row.h"

#include <glib/gi18n-lib.h>

#include "model/format/front-matter/value.h"
#include "ui/widgets/late-menu.h"
#include "ui/widgets/shorthand.h"

struct _BsPropertyRow
{
  AdwEntryRow parent_instance;

  BsPropertyKind kind;
  char *value;   /* the article's value */
  char *hint;    /* (nullable): the note while nothing is typed */
  char *failure; /* (nullable): why the typed text could not be written */
  GtkWidget *note;
  GtkLabel *note_label;
  GtkLabel *detail;            /* (nullable) */
  GSimpleActionGroup *actions; /* (nullable): of its menu */
  GMenu *menu;                 /* (nullable) */
  gboolean waits;
  gboolean is_fault;
  gboolean is_sent; /* the typed text is being written */
  gboolean as_text; /* whatever it looks like */
  gboolean removes; /* the item from the list */
};

enum
{
  WRITE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsPropertyRow, bs_property_row, ADW_TYPE_ENTRY_ROW)

static char *
dup_typed (BsPropertyRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}

/* How a date is understood, on its own clock. */
char *
bs_property_describe_date (const BsDate *date)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (date->face);
  g_autofree char *text = NULL;
  int minutes = date->zone / 60;

  if (time == NULL)
    return g_strdup ("");
  /* Translators: a date as g_date_time_format() writes it */
  text = g_date_time_format (time, date->has_time ? _ ("%-d %B %Y, %H:%M") : _ ("%-d %B %Y"));
  if (!date->has_zone || date->has_unknown_zone)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s (UTC%c%d:%02d)", text, minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
}

/* Returns: (nullable): the note about the typed text */
static char *
interpret (BsPropertyRow *self, const char *typed, gboolean *is_fault)
{
  BsDate date;

  *is_fault = FALSE;
  if (*typed == '\0' && self->hint != NULL && !self->removes && !bs_property_row_is_changed (self))
    return g_strdup (self->hint);
  if (self->kind == BS_PROPERTY_LIST && *typed == '\0')
    return g_strdup (self->removes ? _ ("Type what to remove from the list.") : _ ("Type what to add to the list."));
  if (self->kind == BS_PROPERTY_LIST)
    return g_strdup (self->removes ? _ ("Removed from the list.") : _ ("Added to the list."));
  if (*typed == '\0')
    return NULL;
  if (self->as_text)
    return g_strdup (_ ("Written as text."));
  if (self->kind == BS_PROPERTY_DATE && bs_date_parse (typed, &date))
    return bs_property_describe_date (&date);
  /* A problem that is already in the file is reported as a problem of the article. */
  *is_fault = (self->kind == BS_PROPERTY_DATE) ||
              (self->kind == BS_PROPERTY_NUMBER && bs_value_resolve_plain (typed, -1) != BS_VALUE_NUMBER) ||
              (self->kind == BS_PROPERTY_YES_NO && !g_str_equal (typed, "true") && !g_str_equal (typed, "false"));
  if (!*is_fault)
    return NULL;
  return g_strdup (self->kind == BS_PROPERTY_DATE   ? _ ("This is not a date. Write it like 2024-03-27 10:00.") :
                   self->kind == BS_PROPERTY_NUMBER ? _ ("This is not a number.") :
                                                      _ ("Write “true” or “false”."));
}

static void
update_note (BsPropertyRow *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *meaning = interpret (self, typed, &self->is_fault);
  const char *note = self->failure != NULL ? self->failure : meaning;
  gboolean is_wrong = self->is_fault || self->failure != NULL;
  GtkWidget *const widgets[] = { GTK_WIDGET (self), GTK_WIDGET (self->note_label) };

  gtk_label_set_text (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
  /* The two look like one. */
  bs_set_css_class (GTK_WIDGET (self), "noted", note != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    bs_set_css_class (widgets[i], "error", is_wrong);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note != NULL ? note : "",
                                  -1);
}

static void
changed_cb (BsPropertyRow *self)
{
  g_assert (BS_IS_PROPERTY_ROW (self));

  self->is_sent = FALSE;
  self->as_text = FALSE;
  g_clear_pointer (&self->failure, g_free);
  update_note (self);
}

/* A text that could not be written is tried again. */
static void
activated_cb (BsPropertyRow *self)
{
  g_assert (BS_IS_PROPERTY_ROW (self));

  g_clear_pointer (&self->failure, g_free);
  update_note (self);
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
as_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsPropertyRow *self = user_data;
  g_autofree char *typed = dup_typed (self);

  g_assert (BS_IS_PROPERTY_ROW (self));

  if (*typed == '\0' || !gtk_editable_get_editable (GTK_EDITABLE (self)))
    return;
  self->as_text = TRUE;
  self->is_sent = FALSE;
  g_clear_pointer (&self->failure, g_free);
  update_note (self);
  if (self->waits)
    g_signal_emit (self, signals[WRITE], 0);
  else
    bs_property_row_commit (self);
}

static void
set_removes (BsPropertyRow *self, gboolean removes)
{
  GAction *action =
      self->actions != NULL ? g_action_map_lookup_action (G_ACTION_MAP (self->actions), "change-list") : NULL;

  self->removes = removes;
  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (removes ? "remove" : "add"));
}

static void
change_list_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsPropertyRow *self = user_data;

  g_assert (BS_IS_PROPERTY_ROW (self));

  set_removes (self, g_str_equal (g_variant_get_string (parameter, NULL), "remove"));
  self->is_sent = FALSE;
  update_note (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
fill_menu (BsPropertyRow *self)
{
  if (self->menu == NULL)
    return;
  g_menu_remove_all (self->menu);
  if (self->kind == BS_PROPERTY_LIST)
    {
      g_menu_append (self->menu, _ ("_Add to List"), "property.change-list::add");
      g_menu_append (self->menu, _ ("_Remove From List"), "property.change-list::remove");
    }
  else
    {
      g_menu_append (self->menu, _ ("Write as _Text"), "property.write-as-text");
    }
}

static void
bs_property_row_dispose (GObject *object)
{
  BsPropertyRow *self = BS_PROPERTY_ROW (object);

  g_clear_object (&self->note);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (bs_property_row_parent_class)->dispose (object);
}

static void
bs_property_row_finalize (GObject *object)
{
  BsPropertyRow *self = BS_PROPERTY_ROW (object);

  g_free (self->value);
  g_free (self->hint);
  g_free (self->failure);

  G_OBJECT_CLASS (bs_property_row_parent_class)->finalize (object);
}

static void
bs_property_row_class_init (BsPropertyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_property_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_property_row_finalize;

  signals[WRITE] = bs_new_signal (klass, "write", 0);
}

static void
bs_property_row_init (BsPropertyRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->value = g_strdup ("");
  self->note_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note_label, 0);
  gtk_label_set_wrap (self->note_label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note_label), "property-note");
  self->note = g_object_ref_sink (adw_preferences_row_new ());
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->note), FALSE);
  gtk_widget_set_focusable (self->note, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->note), GTK_WIDGET (self->note_label));
  gtk_widget_set_visible (self->note, FALSE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  /* When a row appears under the pointer, GTK keeps the picture that it drew before the text was in place. */
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (gtk_widget_queue_allocate), NULL);
  g_signal_connect_object (self, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "entry-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  bs_catch_keys (GTK_WIDGET (self), self, G_CALLBACK (key_pressed_cb));
}

GtkWidget *
bs_property_row_new (const char *title)
{
  GtkWidget *self = g_object_new (BS_TYPE_PROPERTY_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  return self;
}

void
bs_property_row_set_kind (BsPropertyRow *self, BsPropertyKind kind)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  if (self->kind == kind)
    return;
  self->kind = kind;
  fill_menu (self);
  update_note (self);
}

/* Neither Enter nor leaving it writes it then. */
void
bs_property_row_set_waits (BsPropertyRow *self, gboolean waits)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  self->waits = waits;
}

static void
show_value (BsPropertyRow *self)
{
  self->as_text = FALSE;
  self->is_sent = FALSE;
  g_clear_pointer (&self->failure, g_free);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->value) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), self->value);
  update_note (self);
}

/* The text being typed stays. Written text is replaced by the article's current value. */
void
bs_property_row_set_value (BsPropertyRow *self, const char *value, gboolean is_editable)
{
  gboolean is_typed;

  g_return_if_fail (BS_IS_PROPERTY_ROW (self));
  g_return_if_fail (value != NULL);

  is_typed = bs_property_row_is_changed (self) && !self->is_sent;
  g_free (self->value);
  self->value = g_strdup (value);
  /* To remove an item may be chosen before it is typed. */
  if (self->is_sent)
    set_removes (self, FALSE);
  if (!is_typed)
    show_value (self);
  gtk_editable_set_editable (GTK_EDITABLE (self), is_editable);
  update_note (self);
}

/* Returns: whether something else was typed */
gboolean
bs_property_row_is_changed (BsPropertyRow *self)
{
  g_return_val_if_fail (BS_IS_PROPERTY_ROW (self), FALSE);

  return self->as_text || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->value) != 0;
}

/* Returns: whether the typed text cannot be interpreted */
gboolean
bs_property_row_is_fault (BsPropertyRow *self)
{
  g_return_val_if_fail (BS_IS_PROPERTY_ROW (self), FALSE);

  return self->is_fault && bs_property_row_is_changed (self);
}

/* Returns: whether the typed text is being written */
gboolean
bs_property_row_is_sent (BsPropertyRow *self)
{
  g_return_val_if_fail (BS_IS_PROPERTY_ROW (self), FALSE);

  return self->is_sent;
}

/* Takes the place of a row of the same field: the text being typed and the cursor stay. */
void
bs_property_row_take_over (BsPropertyRow *self, BsPropertyRow *from)
{
  GtkRoot *root;
  GtkWidget *focus;
  int position;

  g_return_if_fail (BS_IS_PROPERTY_ROW (self));
  g_return_if_fail (BS_IS_PROPERTY_ROW (from));

  root = gtk_widget_get_root (GTK_WIDGET (from));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  position = gtk_editable_get_position (GTK_EDITABLE (from));
  from->waits = TRUE;
  set_removes (self, from->removes);
  if (bs_property_row_is_changed (from) && !from->is_sent)
    gtk_editable_set_text (GTK_EDITABLE (self), gtk_editable_get_text (GTK_EDITABLE (from)));
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (from)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self));
      gtk_editable_set_position (GTK_EDITABLE (self), position);
    }
}

/* Discards the typed text. */
void
bs_property_row_restore (BsPropertyRow *self)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  set_removes (self, FALSE);
  show_value (self);
}

/* Writes the typed text; text that cannot be a value stays in the field, and is marked. */
void
bs_property_row_commit (BsPropertyRow *self)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  if (self->waits || !bs_property_row_is_changed (self) || self->is_fault || self->is_sent || self->failure != NULL)
    return;
  self->is_sent = TRUE;
  g_signal_emit (self, signals[WRITE], 0);
}

/* The typed text could not be written. It stays, with the reason, and Enter tries it again. */
void
bs_property_row_fail (BsPropertyRow *self, const char *reason)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));
  g_return_if_fail (reason != NULL);

  self->is_sent = FALSE;
  g_free (self->failure);
  self->failure = g_strdup (reason);
  update_note (self);
}

/* Returns the typed text as a change of that key; an empty field removes it. */
void
bs_property_row_add_to_edit (BsPropertyRow *self, BsEdit *edit, const char *key)
{
  const char *const path[] = { key, NULL };
  g_autofree char *typed = NULL;
  BsValue *value;

  g_return_if_fail (BS_IS_PROPERTY_ROW (self));
  g_return_if_fail (edit != NULL && key != NULL);

  typed = dup_typed (self);
  if (self->kind == BS_PROPERTY_LIST)
    {
      if (*typed != '\0' && self->removes)
        bs_edit_remove_text (edit, path, typed);
      else if (*typed != '\0')
        bs_edit_add_text (edit, path, typed);
      return;
    }
  if (*typed == '\0')
    {
      bs_edit_remove (edit, path);
      return;
    }
  if (self->as_text)
    {
      value = bs_value_new_scalar (BS_VALUE_STRING, typed, -1, 0, 0);
      value->quoted = TRUE;
      bs_edit_set (edit, path, value);
    }
  /* Also for an article that did not have it. */
  else if (self->kind == BS_PROPERTY_NUMBER && bs_value_resolve_plain (typed, -1) == BS_VALUE_NUMBER)
    bs_edit_set (edit, path, bs_value_new_scalar (BS_VALUE_NUMBER, typed, -1, 0, 0));
  else
    bs_edit_set_text (edit, path, typed);
}

/* Returns: (transfer none): a row for the group that this one is in, directly after it */
GtkWidget *
bs_property_row_get_note (BsPropertyRow *self)
{
  g_return_val_if_fail (BS_IS_PROPERTY_ROW (self), NULL);

  return self->note;
}

/* @hint: (nullable): the note while the field is empty */
void
bs_property_row_set_hint (BsPropertyRow *self, const char *hint)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  g_free (self->hint);
  self->hint = g_strdup (hint);
  update_note (self);
}

/* @detail: such as the type of the value and its line */
void
bs_property_row_set_detail (BsPropertyRow *self, const char *detail)
{
  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  if (self->detail == NULL)
    {
      self->detail = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->detail));
    }
  gtk_label_set_text (self->detail, detail);
}

/* Adds a menu with rare actions for a field. */
void
bs_property_row_add_menu (BsPropertyRow *self)
{
  static const GActionEntry entries[] = {
    { .name = "write-as-text", .activate = as_text_cb },
    { .name = "change-list", .activate = change_list_cb, .parameter_type = "s", .state = "'add'" },
  };
  g_autofree char *label = NULL;
  GtkWidget *button;

  g_return_if_fail (BS_IS_PROPERTY_ROW (self));

  if (self->actions != NULL)
    return;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "property", G_ACTION_GROUP (self->actions));
  self->menu = g_menu_new ();
  fill_menu (self);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  bs_late_menu_set (GTK_MENU_BUTTON (button), G_MENU_MODEL (self->menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  /* Translators: the argument is a field, such as “Date”. */
  label = g_strdup_printf (_ ("Menu for %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}
