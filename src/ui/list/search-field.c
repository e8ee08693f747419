/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/search-field.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs/search-help.h"
#include "ui/widgets/shorthand.h"

/* Longer text was pasted by mistake, and would take minutes to lay out. */
#define MAX_CHARACTERS 1000
/* A part of a search that is not understood is pointed out after this pause in typing. */
#define UNCLEAR_MILLISECONDS 800

struct _BsSearchField
{
  GtkWidget parent_instance;

  GtkSearchBar *bar;
  GtkSearchEntry *entry;
  GtkMenuButton *help_button;
  GtkWidget *scopes;
  GtkToggleButton *here_button;
  GtkLabel *here_label;
  GtkToggleButton *everywhere_button;
  GtkLabel *notice;

  BsSearchSuggestions *suggestions;
  BsLibrary *library; /* (nullable) */
  char *unclear;      /* (nullable): the parts of the text that are not understood */
  guint unclear_source;
};

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};

enum
{
  CHANGED,
  LEAVE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSearchField, bs_search_field, GTK_TYPE_WIDGET)

static void
update_notice (BsSearchField *self)
{
  BsIndexState state = self->library != NULL ? bs_library_get_index_state (self->library) : BS_INDEX_WHOLE;
  const char *notice = NULL;

  if (self->unclear != NULL && self->unclear_source == 0)
    notice = self->unclear;
  else if (state == BS_INDEX_STARTING || state == BS_INDEX_READING)
    notice = _ ("Indexing is not finished; more articles may be found.");
  else if (state == BS_INDEX_UNAVAILABLE)
    notice = _ ("There is no search index at the moment; only titles and properties are searched.");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), notice != NULL);
  gtk_label_set_text (self->notice, notice != NULL ? notice : "");
}

static void
index_cb (BsSearchField *self)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  update_notice (self);
}

static gboolean
unclear_cb (gpointer user_data)
{
  BsSearchField *self = user_data;

  g_assert (BS_IS_SEARCH_FIELD (self));

  self->unclear_source = 0;
  update_notice (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BsSearchField *self)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
everywhere_cb (BsSearchField *self)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  if (*bs_search_field_get_text (self) != '\0')
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
activate_cb (BsSearchField *self)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  g_signal_emit (self, signals[LEAVE], 0, TRUE);
}

static void
stop_cb (BsSearchField *self)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  bs_search_field_set_open (self, FALSE);
  g_signal_emit (self, signals[LEAVE], 0, FALSE);
}

static gboolean
key_pressed_cb (BsSearchField *self, guint keyval, guint keycode, GdkModifierType state)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  if (bs_search_suggestions_press (self->suggestions, keyval, state))
    return GDK_EVENT_STOP;
  if (bs_search_suggestions_get_composing (self->suggestions))
    return GDK_EVENT_PROPAGATE;
  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[LEAVE], 0, TRUE);
  return GDK_EVENT_STOP;
}

static void
open_cb (BsSearchField *self)
{
  g_assert (BS_IS_SEARCH_FIELD (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Inserts an example, with the cursor between its quotes, if it has any. */
static void
chosen_cb (BsSearchField *self, const char *insert)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  const char *text = gtk_editable_get_text (editable);
  gsize length = strlen (text);
  g_autofree char *more = NULL;
  int position;

  g_assert (BS_IS_SEARCH_FIELD (self));

  more = g_strconcat (length > 0 && text[length - 1] != ' ' ? " " : "", insert, NULL);
  gtk_menu_button_popdown (self->help_button);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (editable, -1);
  position = gtk_editable_get_position (editable);
  gtk_editable_insert_text (editable, more, -1, &position);
  gtk_editable_set_position (editable, g_str_has_suffix (insert, "\"\"") ? position - 1 : position);
}

static void
popup_help_cb (GtkMenuButton *button, gpointer user_data)
{
  GtkWidget *help;

  g_assert (BS_IS_SEARCH_FIELD (user_data));

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  help = bs_search_help_new ();
  g_signal_connect_object (help, "chosen", G_CALLBACK (chosen_cb), user_data, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, help);
}

static void
bs_search_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsSearchField *self = BS_SEARCH_FIELD (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, bs_search_field_get_open (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_search_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BsSearchField *self = BS_SEARCH_FIELD (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      bs_search_field_set_open (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
bs_search_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BS_SEARCH_FIELD (widget)->entry));
}

static void
bs_search_field_dispose (GObject *object)
{
  BsSearchField *self = BS_SEARCH_FIELD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->unclear_source, g_source_remove);
  g_clear_pointer (&self->unclear, g_free);
  g_clear_object (&self->library);
  if (self->suggestions != NULL)
    bs_search_suggestions_close (self->suggestions);
  g_clear_object (&self->suggestions);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bs_search_field_parent_class)->dispose (object);
}

static void
bs_search_field_class_init (BsSearchFieldClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_search_field_dispose;
  object_class->get_property = bs_search_field_get_property;
  object_class->set_property = bs_search_field_set_property;
  widget_class->grab_focus = bs_search_field_grab_focus;

  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = bs_new_signal (klass, "changed", 0);
  signals[LEAVE] = bs_new_signal (klass, "leave", 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "searchfield");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/search-field.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, bar);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, entry);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, help_button);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, scopes);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, here_button);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, here_label);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, everywhere_button);
  gtk_widget_class_bind_template_child (widget_class, BsSearchField, notice);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, everywhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
bs_search_field_init (BsSearchField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_set_max_length (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))), MAX_CHARACTERS);
  self->suggestions = bs_search_suggestions_new (GTK_EDITABLE (self->entry));
  gtk_menu_button_set_create_popup_func (self->help_button, popup_help_cb, self, NULL);
  g_signal_connect_object (self->bar, "notify::search-mode-enabled", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
}

/* @library: (nullable): which is searched, and whose names are offered while they are typed */
void
bs_search_field_set_library (BsSearchField *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  bs_search_suggestions_set_library (self->suggestions, library);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, index_cb, self);
  g_set_object (&self->library, library);
  if (library == NULL)
    return;
  g_signal_connect_object (library, "notify::index-state", G_CALLBACK (index_cb), self, G_CONNECT_SWAPPED);
  update_notice (self);
}

/* Returns: (transfer none): the suggestions below it */
BsSearchSuggestions *
bs_search_field_get_suggestions (BsSearchField *self)
{
  g_return_val_if_fail (BS_IS_SEARCH_FIELD (self), NULL);

  return self->suggestions;
}

gboolean
bs_search_field_get_open (BsSearchField *self)
{
  g_return_val_if_fail (BS_IS_SEARCH_FIELD (self), FALSE);

  return gtk_search_bar_get_search_mode (self->bar);
}

/* A closed field does not search. It keeps its text until it is opened again. */
void
bs_search_field_set_open (BsSearchField *self, gboolean open)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  gtk_search_bar_set_search_mode (self->bar, open);
}

/* Returns: (transfer none): the search text; empty while the field is closed */
const char *
bs_search_field_get_text (BsSearchField *self)
{
  g_return_val_if_fail (BS_IS_SEARCH_FIELD (self), "");

  return bs_search_field_get_open (self) ? gtk_editable_get_text (GTK_EDITABLE (self->entry)) : "";
}

void
bs_search_field_set_text (BsSearchField *self, const char *text)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* Opens it and changes its text as if that was typed, so that it can be undone there. */
void
bs_search_field_edit (BsSearchField *self, const char *text)
{
  GtkEditable *editable;
  g_autofree char *before = NULL;
  glong length, new_length, same = 0, same_behind = 0;
  int position;

  g_return_if_fail (BS_IS_SEARCH_FIELD (self));
  g_return_if_fail (text != NULL);

  editable = GTK_EDITABLE (self->entry);
  before = g_strdup (gtk_editable_get_text (editable));
  length = g_utf8_strlen (before, -1);
  new_length = g_utf8_strlen (text, -1);
  while (same < MIN (length, new_length) && g_utf8_get_char (g_utf8_offset_to_pointer (before, same)) ==
                                                g_utf8_get_char (g_utf8_offset_to_pointer (text, same)))
    same++;
  while (same_behind < MIN (length, new_length) - same &&
         g_utf8_get_char (g_utf8_offset_to_pointer (before, length - 1 - same_behind)) ==
             g_utf8_get_char (g_utf8_offset_to_pointer (text, new_length - 1 - same_behind)))
    same_behind++;
  position = (int) same;
  if (length > same + same_behind)
    gtk_editable_delete_text (editable, position, (int) (length - same_behind));
  if (new_length > same + same_behind)
    {
      const char *start = g_utf8_offset_to_pointer (text, same);
      const char *end = g_utf8_offset_to_pointer (text, new_length - same_behind);

      gtk_editable_insert_text (editable, start, (int) (end - start), &position);
    }
  gtk_editable_set_position (editable, -1);
  bs_search_field_set_open (self, TRUE);
}

gboolean
bs_search_field_get_everywhere (BsSearchField *self)
{
  g_return_val_if_fail (BS_IS_SEARCH_FIELD (self), FALSE);

  return gtk_toggle_button_get_active (self->everywhere_button);
}

void
bs_search_field_set_everywhere (BsSearchField *self, gboolean everywhere)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  gtk_toggle_button_set_active (everywhere ? self->everywhere_button : self->here_button, TRUE);
}

/* @place: (nullable): the name of the current place, or %NULL for everywhere */
void
bs_search_field_set_place (BsSearchField *self, const char *place)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  gtk_widget_set_visible (self->scopes, place != NULL);
  gtk_label_set_text (self->here_label, place != NULL ? place : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->here_button), place);
}

/* Reports the parts of the search that are not understood, once the user pauses: half a date is not a mistake.
 *
 * @unclear: (transfer full) (nullable) */
void
bs_search_field_take_unclear (BsSearchField *self, char *unclear)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  g_clear_handle_id (&self->unclear_source, g_source_remove);
  g_free (self->unclear);
  self->unclear = unclear;
  if (unclear != NULL)
    self->unclear_source = g_timeout_add (UNCLEAR_MILLISECONDS, unclear_cb, self);
  update_notice (self);
}

/* Opens it with its text selected, so that typing replaces it. */
void
bs_search_field_focus (BsSearchField *self)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  bs_search_field_set_open (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* For the button that opens it: the next typed text replaces the search. */
void
bs_search_field_button_cb (BsSearchField *self)
{
  g_return_if_fail (BS_IS_SEARCH_FIELD (self));

  if (bs_search_field_get_open (self))
    bs_search_field_focus (self);
}
