/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/source/source-view.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "ui/widgets/shorthand.h"

/* A longer text is inserted in parts, so that no iteration of the main loop takes long. */
#define CHUNK_BYTES (16 * 1024)
/* After a frame is drawn, and before GTK measures the lines that are not in view. */
#define FILL_PRIORITY (GDK_PRIORITY_REDRAW + 1)
#define LANGUAGES "resource:///io/github/broadsheet/Broadsheet/languages"

/* A message about a part of the text, which moves with it. */
typedef struct
{
  GtkTextMark *start;
  GtkTextMark *end;
  char *message;
} Note;

struct _BsSourceView
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkSourceView *view;
  GtkSourceBuffer *buffer;
  GtkTextTag *tags[3]; /* by severity */
  GtkTextTag *shade;
  GPtrArray *notes; /* (element-type Note) */
  GtkCssProvider *style;

  char *text; /* (nullable): the text being inserted */
  gsize length;
  gsize done;
  guint fill_source;
  guint scroll_source;
  gboolean is_setting;
  gboolean is_html;
  gboolean editable;
  guint n_changes;
  guint line; /* the cursor moves into it when the text is loaded */
  guint column;
  gboolean has_place;
  gboolean scrolls_late; /* to the cursor, when the view has a size */
};

enum
{
  PROP_0,
  PROP_MODIFIED,
  N_PROPS
};

enum
{
  FILLED,
  CHANGED,
  MOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];
static GtkSourceLanguageManager *languages; /* (nullable): found once */

G_DEFINE_FINAL_TYPE (BsSourceView, bs_source_view, GTK_TYPE_WIDGET)

static void
update_style (BsSourceView *self)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gtk_source_buffer_set_style_scheme (
      self->buffer, gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                                is_dark ? "Adwaita-dark" : "Adwaita"));
  g_object_set (self->shade, "paragraph-background", is_dark ? "#3d3419" : "#fdf3d0", NULL);
}

static void
dark_cb (BsSourceView *self)
{
  g_assert (BS_IS_SOURCE_VIEW (self));

  update_style (self);
}

static void
free_note (gpointer data)
{
  Note *note = data;

  g_object_unref (note->start);
  g_object_unref (note->end);
  g_free (note->message);
  g_free (note);
}

/* Returns: (nullable): the message about a place */
static const char *
find_note (BsSourceView *self, const GtkTextIter *place)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const Note *note = g_ptr_array_index (self->notes, i);
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &start, note->start);
      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &end, note->end);
      if (gtk_text_iter_in_range (place, &start, &end))
        return note->message;
    }

  return NULL;
}

static gboolean
tooltip_cb (BsSourceView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkTextIter place;
  const char *message;

  g_assert (BS_IS_SOURCE_VIEW (self));

  if (keyboard)
    {
      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &place,
                                        gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
    }
  else
    {
      gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
      if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self->view), &place, x, y))
        return FALSE;
    }
  message = find_note (self, &place);
  if (message != NULL)
    gtk_tooltip_set_text (tooltip, message);

  return message != NULL;
}

static void
changed_cb (BsSourceView *self)
{
  g_assert (BS_IS_SOURCE_VIEW (self));

  self->n_changes++;
  if (!self->is_setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
modified_cb (BsSourceView *self)
{
  g_assert (BS_IS_SOURCE_VIEW (self));

  if (!self->is_setting)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
cursor_cb (BsSourceView *self)
{
  g_assert (BS_IS_SOURCE_VIEW (self));

  if (!self->is_setting)
    g_signal_emit (self, signals[MOVED], 0);
}

static gboolean
scroll_cb (gpointer user_data)
{
  BsSourceView *self = user_data;
  GtkTextMark *cursor = gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer));

  self->scroll_source = 0;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), cursor, 0.0, TRUE, 0.0, 0.3);
  return G_SOURCE_REMOVE;
}

/* GTK would scroll a view that has no size yet anywhere, and show it empty. */
static void
scroll_to_cursor (BsSourceView *self)
{
  self->scrolls_late = gtk_widget_get_height (GTK_WIDGET (self->view)) == 0;
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (!self->scrolls_late)
    scroll_cb (self);
}

static void
page_size_cb (BsSourceView *self, GParamSpec *pspec, GtkAdjustment *adjustment)
{
  g_assert (BS_IS_SOURCE_VIEW (self));

  if (!self->scrolls_late || gtk_adjustment_get_page_size (adjustment) == 0)
    return;
  self->scrolls_late = FALSE;
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (FILL_PRIORITY, scroll_cb, self, NULL);
}

static void
place_cursor (BsSourceView *self, guint line, guint column)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter place;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &place, (int) MIN (line, G_MAXINT), (int) MIN (column, G_MAXINT));
  gtk_text_buffer_place_cursor (buffer, &place);
  scroll_to_cursor (self);
}

/* A character that the buffer changes could not be saved. */
static gboolean
has_whole_text (BsSourceView *self)
{
  g_autoptr (GBytes) there = bs_source_view_dup_text (self);

  return g_bytes_get_size (there) == self->length &&
         (self->length == 0 || memcmp (g_bytes_get_data (there, NULL), self->text, self->length) == 0);
}

static void
end_fill (BsSourceView *self)
{
  gboolean is_whole;

  gtk_text_buffer_end_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), FALSE);
  is_whole = has_whole_text (self);
  gtk_source_buffer_set_highlight_syntax (self->buffer, TRUE);
  g_clear_pointer (&self->text, g_free);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), self->editable);
  place_cursor (self, self->has_place ? self->line : 0, self->has_place ? self->column : 0);
  self->has_place = FALSE;
  self->is_setting = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
  g_signal_emit (self, signals[FILLED], 0, is_whole);
}

static gboolean
fill_cb (gpointer user_data)
{
  BsSourceView *self = user_data;
  gsize n = MIN (self->length - self->done, CHUNK_BYTES);
  GtkTextIter end;

  g_assert (BS_IS_SOURCE_VIEW (self));

  while (self->done + n < self->length && ((guchar) self->text[self->done + n] & 0xc0) == 0x80)
    n--;
  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self->buffer), &end, self->text + self->done, (int) n);
  self->done += n;
  if (self->done < self->length)
    return G_SOURCE_CONTINUE;
  self->fill_source = 0;
  end_fill (self);
  return G_SOURCE_REMOVE;
}

static void
bs_source_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsSourceView *self = BS_SOURCE_VIEW (object);

  switch (prop_id)
    {
    case PROP_MODIFIED:
      g_value_set_boolean (value, bs_source_view_get_modified (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
bs_source_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (BS_SOURCE_VIEW (widget)->view));
}

static void
bs_source_view_dispose (GObject *object)
{
  BsSourceView *self = BS_SOURCE_VIEW (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_source_view_parent_class)->dispose (object);
}

static void
bs_source_view_finalize (GObject *object)
{
  BsSourceView *self = BS_SOURCE_VIEW (object);

  g_ptr_array_unref (self->notes);
  g_clear_object (&self->buffer);
  g_clear_object (&self->style);
  g_free (self->text);

  G_OBJECT_CLASS (bs_source_view_parent_class)->finalize (object);
}

static void
bs_source_view_class_init (BsSourceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = bs_source_view_get_property;
  G_OBJECT_CLASS (klass)->dispose = bs_source_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_source_view_finalize;
  widget_class->grab_focus = bs_source_view_grab_focus;

  properties[PROP_MODIFIED] =
      g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[FILLED] = bs_new_signal (klass, "filled", 1, G_TYPE_BOOLEAN);
  signals[CHANGED] = bs_new_signal (klass, "changed", 0);
  signals[MOVED] = bs_new_signal (klass, "moved", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "bssourceview");
}

static void
add_tags (BsSourceView *self)
{
  static const char *const colours[] = { "#3584e4", "#e5a50a", "#e01b24" };

  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      GdkRGBA colour;

      gdk_rgba_parse (&colour, colours[i]);
      self->tags[i] = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL, "underline",
                                                  PANGO_UNDERLINE_ERROR, "underline-rgba", &colour, NULL);
    }
  self->shade = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL, NULL);
}

static void
bs_source_view_init (BsSourceView *self)
{
  self->notes = g_ptr_array_new_with_free_func (free_note);
  self->editable = TRUE;
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  self->view = GTK_SOURCE_VIEW (gtk_source_view_new_with_buffer (self->buffer));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
                           "notify::page-size", G_CALLBACK (page_size_cb), self, G_CONNECT_SWAPPED);

  gtk_source_view_set_show_line_numbers (self->view, TRUE);
  gtk_source_view_set_highlight_current_line (self->view, TRUE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 48);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->view), TRUE);
  self->style = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self->view)),
                                  GTK_STYLE_PROVIDER (self->style), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  add_tags (self);
  update_style (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "query-tooltip", G_CALLBACK (tooltip_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "modified-changed", G_CALLBACK (modified_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bs_source_view_new (void)
{
  return g_object_new (BS_TYPE_SOURCE_VIEW, NULL);
}

GtkTextView *
bs_source_view_get_view (BsSourceView *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), NULL);

  return GTK_TEXT_VIEW (self->view);
}

/* Finding the languages means to read all that are installed. */
static void
find_languages_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_new ();

  gtk_source_language_manager_prepend_search_path (manager, LANGUAGES);
  gtk_source_language_manager_get_language (manager, "broadsheet-markdown");
  g_task_return_pointer (task, manager, g_object_unref);
}

static void
set_language (BsSourceView *self)
{
  gtk_source_buffer_set_language (
      self->buffer,
      gtk_source_language_manager_get_language (languages, self->is_html ? "broadsheet-html" : "broadsheet-markdown"));
}

static void
languages_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSourceView *self = BS_SOURCE_VIEW (source);
  g_autoptr (GtkSourceLanguageManager) found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (languages == NULL)
    languages = g_object_ref (found);
  set_language (self);
}

/* The text is highlighted as soon as the languages are found. The text is highlighted as soon as they are found. */
void
bs_source_view_set_language (BsSourceView *self, gboolean is_html)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  self->is_html = is_html;
  if (languages != NULL)
    {
      set_language (self);
      return;
    }
  task = g_task_new (self, NULL, languages_found_cb, NULL);
  g_task_set_source_tag (task, bs_source_view_set_language);
  g_task_run_in_thread (task, find_languages_thread);
}

void
bs_source_view_set_editable (BsSourceView *self, gboolean editable)
{
  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  self->editable = editable;
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable && self->fill_source == 0);
}

/* @zoom: the size of the text, relative to that of the window */
void
bs_source_view_set_zoom (BsSourceView *self, double zoom)
{
  g_autofree char *css = NULL;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  css = g_strdup_printf ("textview { font-size: %d%%; line-height: 1.4; }", (int) (zoom * 100));
  gtk_css_provider_load_from_data (self->style, css, -1);
}

/* Sets the text that is edited; this cannot be undone. The cursor stays in its line. */
void
bs_source_view_set_text (BsSourceView *self, const char *text, gsize length)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));
  g_return_if_fail (text != NULL);

  buffer = GTK_TEXT_BUFFER (self->buffer);
  if (!self->has_place && gtk_text_buffer_get_char_count (buffer) > 0)
    {
      self->line = bs_source_view_get_line (self);
      self->column = bs_source_view_get_column (self);
      self->has_place = TRUE;
    }
  if (self->fill_source != 0)
    gtk_text_buffer_end_irreversible_action (buffer);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_free (self->text);
  self->text = g_strndup (text, length);
  self->length = length;
  self->done = 0;
  self->is_setting = TRUE;
  bs_source_view_clear_notes (self);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), FALSE);
  /* Highlighting begins when the text is loaded. */
  gtk_source_buffer_set_highlight_syntax (self->buffer, FALSE);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, "", 0);
  if (fill_cb (self) == G_SOURCE_CONTINUE)
    self->fill_source = g_idle_add_full (FILL_PRIORITY, fill_cb, self, NULL);
}

/* Replaces the text as an edit that can be undone. */
void
bs_source_view_replace_text (BsSourceView *self, GBytes *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  gsize length;
  const char *data;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));
  g_return_if_fail (text != NULL);

  buffer = GTK_TEXT_BUFFER (self->buffer);
  data = g_bytes_get_data (text, &length);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  if (length > 0)
    gtk_text_buffer_insert (buffer, &start, data, (int) length);
  gtk_text_buffer_end_user_action (buffer);
}

/* Returns: (transfer full): the current text */
GBytes *
bs_source_view_dup_text (BsSourceView *self)
{
  GtkTextIter start, end;
  char *text;

  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  text = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);

  return g_bytes_new_take (text, strlen (text));
}

/* Returns: (transfer full): the line of the cursor, and some lines above it */
char *
bs_source_view_dup_text_above (BsSourceView *self, guint n_lines)
{
  GtkTextIter start, end;

  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), NULL);

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &start,
                                    gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
  end = start;
  gtk_text_iter_set_line_offset (&start, 0);
  gtk_text_iter_backward_lines (&start, (int) n_lines);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);

  return gtk_text_iter_get_text (&start, &end);
}

/* Returns: a number that is another one after every change of the text */
guint
bs_source_view_get_n_changes (BsSourceView *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), 0);

  return self->n_changes;
}

gboolean
bs_source_view_get_modified (BsSourceView *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), FALSE);

  return !self->is_setting && gtk_text_buffer_get_modified (GTK_TEXT_BUFFER (self->buffer));
}

void
bs_source_view_set_modified (BsSourceView *self, gboolean modified)
{
  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), modified);
}

static void
get_cursor (BsSourceView *self, GtkTextIter *place)
{
  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), place,
                                    gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
}

/* Returns: the line of the cursor, from 0 */
guint
bs_source_view_get_line (BsSourceView *self)
{
  GtkTextIter place;

  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), 0);

  get_cursor (self, &place);

  return (guint) gtk_text_iter_get_line (&place);
}

/* Returns: the column of the cursor in characters, from 0 */
guint
bs_source_view_get_column (BsSourceView *self)
{
  GtkTextIter place;

  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), 0);

  get_cursor (self, &place);

  return (guint) gtk_text_iter_get_line_offset (&place);
}

/* Moves the cursor, at once or when the text is loaded. @line and @column are from 0. */
void
bs_source_view_go_to (BsSourceView *self, guint line, guint column)
{
  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  if (self->fill_source != 0)
    {
      self->line = line;
      self->column = column;
      self->has_place = TRUE;
    }
  else
    {
      place_cursor (self, line, column);
    }
}

void
bs_source_view_clear_notes (BsSourceView *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (self->tags); i++)
    gtk_text_buffer_remove_tag (buffer, self->tags[i], &start, &end);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const Note *note = g_ptr_array_index (self->notes, i);

      gtk_text_buffer_delete_mark (buffer, note->start);
      gtk_text_buffer_delete_mark (buffer, note->end);
    }
  g_ptr_array_set_size (self->notes, 0);
}

/* Underlines the rest of a line. @line and @column are from 1; a column of 0 is the whole line. */
void
bs_source_view_add_note (BsSourceView *self, guint line, guint column, BsSeverity severity, const char *message)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  Note *note;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));
  g_return_if_fail (line > 0 && message != NULL);

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, (int) line - 1, column > 0 ? (int) column - 1 : 0);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  /* At the end of a line there is nothing after the place. */
  if (gtk_text_iter_equal (&start, &end))
    gtk_text_iter_set_line_offset (&start, 0);
  gtk_text_buffer_apply_tag (buffer, self->tags[MIN (severity, G_N_ELEMENTS (self->tags) - 1)], &start, &end);
  note = g_new0 (Note, 1);
  note->start = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE));
  note->end = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &end, FALSE));
  note->message = g_strdup (message);
  g_ptr_array_add (self->notes, note);
}

/* Marks lines as different. @first_line is from 0. */
void
bs_source_view_shade (BsSourceView *self, guint first_line, guint n_lines)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (BS_IS_SOURCE_VIEW (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_iter_at_line (buffer, &start, (int) first_line);
  gtk_text_buffer_get_iter_at_line (buffer, &end, (int) (first_line + n_lines));
  gtk_text_buffer_apply_tag (buffer, self->shade, &start, &end);
}

/* Returns: (transfer none) (nullable): the first message about a line, from 1 */
const char *
bs_source_view_get_note (BsSourceView *self, guint line)
{
  g_return_val_if_fail (BS_IS_SOURCE_VIEW (self), NULL);

  for (guint i = 0; i < self->notes->len; i++)
    {
      const Note *note = g_ptr_array_index (self->notes, i);
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &start, note->start);
      if ((guint) gtk_text_iter_get_line (&start) + 1 == line)
        return note->message;
    }

  return NULL;
}
