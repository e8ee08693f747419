/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/compare-window.h"
#include "reader/weak-reference.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/edit/edit-apply.h"

struct _BsCompareWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkWidget *content;
  GtkWidget *keep_original;
  GtkWidget *keep_copy;
  GtkWidget *merge;
  GPtrArray *takes; /* (element-type GtkToggleButton) (nullable): of each field; NULL where both are the same */

  char *original;
  char *copy;
  BsVersions *versions; /* (nullable) */
  GCancellable *cancellable;
};

enum
{
  RESOLVE,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsCompareWindow, bs_compare_window, ADW_TYPE_WINDOW)

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = bs_verbatim_new (text, 0, css_class);

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), css_class == NULL);
  return label;
}

static GtkWidget *
make_key (const char *text)
{
  GtkWidget *label = make_label (text, "dim-label");

  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  return label;
}

static GtkWidget *
make_value (const char *text, gboolean is_different, const char *css_class)
{
  GtkWidget *label = make_label (text != NULL ? text : "–", NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  /* Both columns are as wide, however long their texts are. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "compared-value");
  if (is_different)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
take_cb (BsCompareWindow *self)
{
  guint n = 0;
  g_autofree char *text = NULL;

  g_assert (BS_IS_COMPARE_WINDOW (self));

  for (guint i = 0; i < self->takes->len; i++)
    n += self->takes->pdata[i] != NULL && gtk_toggle_button_get_active (self->takes->pdata[i]);
  text = n > 0 ?
             g_strdup_printf (ngettext ("Keep the original with %u field of the copy, and move the copy to the trash",
                                        "Keep the original with %u fields of the copy, and move the copy to the "
                                        "trash",
                                        n),
                              n) :
             g_strdup (_ ("Move the copy to the trash"));
  gtk_widget_set_tooltip_text (self->keep_original, text);
}

/* The original can take the values of single fields over. */
static GtkWidget *
make_take (BsCompareWindow *self, const BsVersionField *field)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *name = g_strdup_printf (_ ("Take “%s” From the Copy"), field->key);

  gtk_button_set_icon_name (GTK_BUTTON (button), "go-previous-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Take This Field"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "toggled", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_fields (BsCompareWindow *self, GtkWidget *box)
{
  GtkWidget *grid = gtk_grid_new ();
  const GPtrArray *fields = self->versions->fields;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), make_label (_ ("Original"), "heading"), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_label (_ ("Copy"), "heading"), 3, 0, 1, 1);
  for (guint i = 0; i < fields->len; i++)
    {
      const BsVersionField *field = fields->pdata[i];

      gtk_grid_attach (GTK_GRID (grid), make_key (field->key), 0, (int) i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_value (field->one, field->is_different, "removed-line"), 1, (int) i + 1, 1,
                       1);
      gtk_grid_attach (GTK_GRID (grid), make_value (field->other, field->is_different, "added-line"), 3, (int) i + 1, 1,
                       1);
      g_ptr_array_add (self->takes, field->is_different ? make_take (self, field) : NULL);
      if (field->is_different)
        gtk_grid_attach (GTK_GRID (grid), self->takes->pdata[i], 2, (int) i + 1, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), grid);
}

/* @shift: in bytes, of the label's text before that of the line */
static void
mark_characters (GtkLabel *label, const BsVersionLine *line, gsize shift)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gboolean is_one = line->kind == BS_VERSION_LINE_ONE;

  for (guint i = 0; i < line->marks->len; i++)
    {
      const BsVersionMark *mark = &g_array_index (line->marks, BsVersionMark, i);
      PangoAttribute *parts[] = {
        is_one ? pango_attr_background_new (0xe01b, 0x1b1b, 0x2424) :
                 pango_attr_background_new (0x2e2e, 0xc2c2, 0x7e7e),
        pango_attr_background_alpha_new (0x6000),
      };

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          parts[j]->start_index = (guint) (mark->start + shift);
          parts[j]->end_index = (guint) (mark->end + shift);
          pango_attr_list_insert (attributes, parts[j]);
        }
    }
  bs_verbatim_set_attributes (label, attributes);
}

static void
add_lines (BsCompareWindow *self, GtkWidget *box)
{
  const GPtrArray *lines = self->versions->lines;

  if (lines->len == 0)
    {
      gtk_box_append (GTK_BOX (box), make_label (_ ("The texts are the same."), "dim-label"));
      return;
    }
  gtk_box_append (GTK_BOX (box), make_label (_ ("Text"), "heading"));
  for (guint i = 0; i < lines->len; i++)
    {
      const BsVersionLine *line = lines->pdata[i];
      static const char *const signs[] = { " ", "−", "+", "⋯" };
      g_autofree char *text = g_strdup_printf ("%s %s", signs[line->kind], line->text);
      GtkWidget *label = make_label (text, NULL);

      gtk_widget_add_css_class (label, "compared-line");
      if (line->marks != NULL)
        mark_characters (GTK_LABEL (label), line, strlen (signs[line->kind]) + 1);
      if (line->kind == BS_VERSION_LINE_ONE || line->kind == BS_VERSION_LINE_OTHER)
        gtk_widget_add_css_class (label, line->kind == BS_VERSION_LINE_ONE ? "removed-line" : "added-line");
      else
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsCompareWindow) self = bs_weak_reference_take (user_data);
  g_autoptr (GError) error = NULL;
  BsVersions *versions = bs_versions_compare_finish (BS_LIBRARY (source), result, &error);

  if (self == NULL || self->stack == NULL)
    {
      g_clear_pointer (&versions, bs_versions_free);
      return;
    }
  if (versions == NULL)
    {
      adw_status_page_set_description (self->error_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  self->versions = versions;
  add_fields (self, self->content);
  add_lines (self, self->content);
  gtk_stack_set_visible_child_name (self->stack, "compared");
  gtk_widget_set_sensitive (self->keep_original, TRUE);
  gtk_widget_set_sensitive (self->keep_copy, TRUE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->merge), versions->merged != NULL);
}

static void
resolve (BsCompareWindow *self, GBytes *wanted)
{
  if (self->versions == NULL)
    return;
  g_signal_emit (self, signals[RESOLVE], 0, self->versions->one, wanted);
  gtk_window_close (GTK_WINDOW (self));
}

typedef struct
{
  GBytes *bytes;
  BsEdit *edit;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_bytes_unref (taking->bytes);
  bs_edit_unref (taking->edit);
  g_free (taking);
}

static void
take_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Taking *taking = task_data;
  g_autoptr (GError) error = NULL;
  GBytes *made = bs_edit_apply (taking->edit, taking->bytes, &error);

  if (made != NULL)
    g_task_return_pointer (task, made, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsCompareWindow) self = bs_weak_reference_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wanted = g_task_propagate_pointer (G_TASK (result), &error);
  GtkWidget *dialog;

  if (self == NULL || self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (wanted != NULL)
    {
      resolve (self, wanted);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The Fields Could Not Be Taken"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
keep_original_cb (BsCompareWindow *self)
{
  g_autofree gboolean *are_taken = NULL;
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (GTask) task = NULL;
  Taking *taking;

  g_assert (BS_IS_COMPARE_WINDOW (self));

  if (self->versions == NULL)
    return;
  are_taken = g_new0 (gboolean, self->takes->len + 1);
  for (guint i = 0; i < self->takes->len; i++)
    are_taken[i] = self->takes->pdata[i] != NULL && gtk_toggle_button_get_active (self->takes->pdata[i]);
  edit = bs_versions_take_fields (self->versions, are_taken);
  if (bs_edit_is_empty (edit))
    {
      resolve (self, NULL);
      return;
    }
  taking = g_new (Taking, 1);
  *taking = (Taking){ g_bytes_ref (self->versions->one), bs_edit_ref (edit) };
  task = g_task_new (NULL, self->cancellable, taken_cb, bs_weak_reference_new (self));
  g_task_set_source_tag (task, keep_original_cb);
  g_task_set_task_data (task, taking, taking_free);
  g_task_run_in_thread (task, take_thread);
}

static void
keep_copy_cb (BsCompareWindow *self)
{
  resolve (self, self->versions != NULL ? self->versions->other : NULL);
}

static void
merge_cb (BsCompareWindow *self)
{
  resolve (self, self->versions != NULL ? self->versions->merged : NULL);
}

static void
open_cb (BsCompareWindow *self, GtkButton *button)
{
  g_signal_emit (self, signals[OPEN], 0,
                 g_object_get_data (G_OBJECT (button), "is-copy") ? self->copy : self->original);
}

static void
bs_compare_window_dispose (GObject *object)
{
  BsCompareWindow *self = BS_COMPARE_WINDOW (object);

  self->stack = NULL;
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (bs_compare_window_parent_class)->dispose (object);
}

static void
bs_compare_window_finalize (GObject *object)
{
  BsCompareWindow *self = BS_COMPARE_WINDOW (object);

  g_clear_pointer (&self->versions, bs_versions_free);
  g_ptr_array_unref (self->takes);
  g_object_unref (self->cancellable);
  g_free (self->original);
  g_free (self->copy);

  G_OBJECT_CLASS (bs_compare_window_parent_class)->finalize (object);
}

static void
bs_compare_window_class_init (BsCompareWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_compare_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_compare_window_finalize;
  signals[RESOLVE] = bs_new_signal (klass, "resolve", 2, G_TYPE_BYTES, G_TYPE_BYTES);
  signals[OPEN] = bs_new_signal (klass, "open", 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
add_button (BsCompareWindow *self, GtkWidget *box, const char *label, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_flow_box_insert (GTK_FLOW_BOX (box), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  return button;
}

static void
bs_compare_window_init (BsCompareWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *buttons = gtk_flow_box_new ();
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *button;

  self->cancellable = g_cancellable_new ();
  self->takes = g_ptr_array_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Compare Versions"));
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 640);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->content, "compared");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->content);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  self->error_page = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->error_page, "dialog-error-symbolic");
  adw_status_page_set_title (self->error_page, _ ("The Files Cannot Be Compared"));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, spinner, "busy");
  gtk_stack_add_named (self->stack, scroller, "compared");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->error_page), "error");

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (buttons), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (buttons), 5);
  gtk_widget_add_css_class (buttons, "toolbar");
  self->keep_original =
      add_button (self, buttons, _ ("Keep _Original"), _ ("Move the copy to the trash"), G_CALLBACK (keep_original_cb));
  self->keep_copy =
      add_button (self, buttons, _ ("Keep _Copy"),
                  _ ("Replace the original with the copy; the history keeps the original"), G_CALLBACK (keep_copy_cb));
  self->merge = add_button (self, buttons, _ ("_Merge Both"),
                            _ ("Put the changes of both into the original, and move the copy to the trash"),
                            G_CALLBACK (merge_cb));
  add_button (self, buttons, _ ("Open O_riginal"), NULL, G_CALLBACK (open_cb));
  button = add_button (self, buttons, _ ("Open Co_py"), NULL, G_CALLBACK (open_cb));
  g_object_set_data (G_OBJECT (button), "is-copy", self);
  gtk_widget_set_sensitive (self->keep_original, FALSE);
  gtk_widget_set_sensitive (self->keep_copy, FALSE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->merge), FALSE);

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), buttons);
  adw_window_set_content (ADW_WINDOW (self), box);
}

BsCompareWindow *
bs_compare_window_new (GtkWindow *parent, BsLibrary *library, const char *original, const char *copy)
{
  BsCompareWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (original != NULL && copy != NULL, NULL);

  self = g_object_new (BS_TYPE_COMPARE_WINDOW, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->original = g_strdup (original);
  self->copy = g_strdup (copy);
  bs_versions_compare_async (library, original, copy, self->cancellable, compared_cb, bs_weak_reference_new (self));
  return self;
}

const char *
bs_compare_window_get_original (BsCompareWindow *self)
{
  g_return_val_if_fail (BS_IS_COMPARE_WINDOW (self), NULL);

  return self->original;
}

const char *
bs_compare_window_get_copy (BsCompareWindow *self)
{
  g_return_val_if_fail (BS_IS_COMPARE_WINDOW (self), NULL);

  return self->copy;
}
