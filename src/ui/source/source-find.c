/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/source/source-find.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/wrap-layout.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

struct _BsSourceFind
{
  GtkWidget parent_instance;

  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkLabel *count;
  GtkWidget *options_button;
  GtkCheckButton *case_button;
  GtkCheckButton *regex_button;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *replace_row;
  GtkEditable *replacement;
  GtkWidget *replace;
  GtkWidget *replace_all;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkSourceSearchSettings *settings;
  GtkSourceSearchContext *context;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BsSourceFind, bs_source_find, GTK_TYPE_WIDGET)

static gboolean
has_match_selected (BsSourceFind *self, GtkTextIter *start, GtkTextIter *end)
{
  return gtk_text_buffer_get_selection_bounds (self->buffer, start, end) &&
         gtk_source_search_context_get_occurrence_position (self->context, start, end) > 0;
}

/* @error: (nullable): the error in the search text */
static void
tell (BsSourceFind *self, const char *text, const GError *error)
{
  gtk_label_set_text (self->count, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), error != NULL ? error->message : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->count), *text != '\0');
}

static void
update_count (BsSourceFind *self)
{
  int n = gtk_source_search_context_get_occurrences_count (self->context);
  gboolean has_text = *gtk_editable_get_text (self->entry) != '\0';
  g_autoptr (GError) error = gtk_source_search_context_get_regex_error (self->context);
  gboolean is_editable = gtk_text_view_get_editable (self->view);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (!has_text || (n < 0 && error == NULL))
    text = g_strdup ("");
  else if (error != NULL)
    text = g_strdup (_ ("Invalid"));
  else if (n == 0)
    text = g_strdup (_ ("No matches"));
  else if (has_match_selected (self, &start, &end))
    /* Translators: as short as can be, such as 2/5: which of how many matches; there is little room for it */
    text = g_strdup_printf (C_ ("find in the source", "%u of %u"),
                            (guint) gtk_source_search_context_get_occurrence_position (self->context, &start, &end),
                            (guint) n);
  else
    text = g_strdup_printf (ngettext ("%u match", "%u matches", (guint) n), (guint) n);
  tell (self, text, error);
  gtk_widget_set_sensitive (self->previous, has_text && n != 0);
  gtk_widget_set_sensitive (self->next, has_text && n != 0);
  gtk_widget_set_sensitive (self->replace, has_text && n != 0 && is_editable);
  gtk_widget_set_sensitive (self->replace_all, has_text && n != 0 && is_editable);
  bs_set_css_class (GTK_WIDGET (self->entry), "error", has_text && (n == 0 || error != NULL));
}

static void
count_cb (BsSourceFind *self)
{
  g_assert (BS_IS_SOURCE_FIND (self));

  update_count (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsSourceFind) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkTextIter start, end;
  gboolean is_found;

  g_assert (BS_IS_SOURCE_FIND (self));

  is_found =
      gtk_source_search_context_forward_finish (GTK_SOURCE_SEARCH_CONTEXT (source), result, &start, &end, NULL, &error);
  if (self->bar == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (is_found)
    {
      gtk_text_buffer_select_range (self->buffer, &start, &end);
      gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
    }
  update_count (self);
}

/* Long texts are searched in parts, between other work. */
static void
search (BsSourceFind *self, int direction, gboolean from_start)
{
  GtkTextIter start, end;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  if (direction < 0)
    gtk_source_search_context_backward_async (self->context, &start, self->cancellable, found_cb, g_object_ref (self));
  else
    gtk_source_search_context_forward_async (self->context, from_start ? &start : &end, self->cancellable, found_cb,
                                             g_object_ref (self));
}

static void
changed_cb (BsSourceFind *self)
{
  const gboolean minds_case = gtk_check_button_get_active (self->case_button);
  const gboolean is_regex = gtk_check_button_get_active (self->regex_button);

  g_assert (BS_IS_SOURCE_FIND (self));

  /* The closed menu shows that it has options. */
  bs_set_css_class (self->options_button, "accent", minds_case || is_regex);
  gtk_source_search_settings_set_case_sensitive (self->settings, minds_case);
  gtk_source_search_settings_set_regex_enabled (self->settings, is_regex);
  gtk_source_search_settings_set_search_text (self->settings, gtk_editable_get_text (self->entry));
  if (*gtk_editable_get_text (self->entry) != '\0')
    search (self, 1, TRUE);
  update_count (self);
}

static void
next_cb (BsSourceFind *self)
{
  g_assert (BS_IS_SOURCE_FIND (self));

  search (self, 1, FALSE);
}

static void
previous_cb (BsSourceFind *self)
{
  g_assert (BS_IS_SOURCE_FIND (self));

  search (self, -1, FALSE);
}

static void
replace_cb (BsSourceFind *self)
{
  const char *with = gtk_editable_get_text (self->replacement);
  g_autoptr (GError) error = NULL;
  GtkTextIter start, end;

  g_assert (BS_IS_SOURCE_FIND (self));

  if (!gtk_text_view_get_editable (self->view))
    return;
  if (has_match_selected (self, &start, &end))
    {
      gtk_source_search_context_replace (self->context, &start, &end, with, -1, &error);
      if (error == NULL)
        gtk_text_buffer_place_cursor (self->buffer, &end);
      else
        gtk_widget_error_bell (GTK_WIDGET (self));
    }
  search (self, 1, FALSE);
}

static void
replace_all_cb (BsSourceFind *self)
{
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert (BS_IS_SOURCE_FIND (self));

  if (!gtk_text_view_get_editable (self->view))
    return;
  n = gtk_source_search_context_replace_all (self->context, gtk_editable_get_text (self->replacement), -1, &error);
  update_count (self);
  if (error == NULL)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u replaced", "%u replaced", n), n);

      tell (self, text, NULL);
    }
  else
    tell (self, _ ("Invalid"), error);
}

static void
close_cb (BsSourceFind *self)
{
  g_assert (BS_IS_SOURCE_FIND (self));

  gtk_search_bar_set_search_mode (self->bar, FALSE);
}

static void
mode_cb (BsSourceFind *self)
{
  gboolean is_open = gtk_search_bar_get_search_mode (self->bar);

  g_assert (BS_IS_SOURCE_FIND (self));

  if (self->context == NULL)
    return;
  gtk_source_search_context_set_highlight (self->context, is_open);
  if (!is_open)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
key_cb (BsSourceFind *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_SOURCE_FIND (self));

  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK) != 0)
    {
      previous_cb (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
bs_source_find_dispose (GObject *object)
{
  BsSourceFind *self = BS_SOURCE_FIND (object);

  g_cancellable_cancel (self->cancellable);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_data (self->context, self);
  g_clear_object (&self->context);
  if (self->bar != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->bar));
  self->bar = NULL;

  G_OBJECT_CLASS (bs_source_find_parent_class)->dispose (object);
}

static void
bs_source_find_finalize (GObject *object)
{
  BsSourceFind *self = BS_SOURCE_FIND (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (bs_source_find_parent_class)->finalize (object);
}

static void
bs_source_find_class_init (BsSourceFindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_source_find_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_source_find_finalize;

  gtk_widget_class_set_css_name (widget_class, "sourcefind");
  g_type_ensure (BS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/source-find.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, bar);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, entry);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, count);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, options_button);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, case_button);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, regex_button);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, previous);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, next);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, replace_row);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, replacement);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, replace);
  gtk_widget_class_bind_template_child (widget_class, BsSourceFind, replace_all);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
bs_source_find_init (BsSourceFind *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
}

GtkWidget *
bs_source_find_new (GtkTextView *view)
{
  BsSourceFind *self;

  g_return_val_if_fail (GTK_SOURCE_IS_VIEW (view), NULL);

  self = g_object_new (BS_TYPE_SOURCE_FIND, NULL);
  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->settings = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (self->settings, TRUE);
  self->context = gtk_source_search_context_new (GTK_SOURCE_BUFFER (self->buffer), self->settings);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* Opens it with the selected text, if that is in one line. */
void
bs_source_find_open (BsSourceFind *self, gboolean replace)
{
  GtkTextIter start, end;

  g_return_if_fail (BS_IS_SOURCE_FIND (self));

  if (gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end) &&
      gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    {
      g_autofree char *text = gtk_text_iter_get_text (&start, &end);

      if (!gtk_check_button_get_active (self->regex_button))
        gtk_editable_set_text (self->entry, text);
    }
  gtk_widget_set_visible (self->replace_row, replace && gtk_text_view_get_editable (self->view));
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

gboolean
bs_source_find_is_open (BsSourceFind *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FIND (self), FALSE);

  return gtk_search_bar_get_search_mode (self->bar);
}

void
bs_source_find_step (BsSourceFind *self, int direction)
{
  g_return_if_fail (BS_IS_SOURCE_FIND (self));

  search (self, direction, FALSE);
}
