/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/replace-dialog.h"
#include "ui/widgets/child-window.h"

#include <glib/gi18n-lib.h>

#include "model/change/organise/trial.h"
#include "ui/widgets/shorthand.h"

/* After the last key. */
#define TYPING_MILLISECONDS 150

struct _BsReplaceDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *replace_button;
  AdwComboRow *field_row;
  GtkWidget *from_row;
  GtkWidget *to_row;
  GtkSwitch *regex_switch;
  GtkLabel *status;
  GtkSpinner *spinner;
  GtkListBox *samples;

  BsEditor *editor;
  GPtrArray *paths; /* (element-type filename): with a NULL at the end */
  guint n_paths;
  GtkStringList *labels;     /* of the fields */
  GPtrArray *fields;         /* (element-type GStrv): their paths; the body has an empty one */
  BsEdit *edit;              /* (nullable): the requested replacement; NULL while that is not possible */
  GCancellable *cancellable; /* of the dialog */
  GCancellable *trying;      /* (nullable): of the trial of @edit */
  guint typing_id;
};

enum
{
  REPLACE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsReplaceDialog, bs_replace_dialog, ADW_TYPE_WINDOW)

/* The keys that most articles have are called as elsewhere in the program. */
static const struct
{
  const char *key;
  const char *label;
} known_fields[] = {
  { "title", N_ ("Title") },
  { "categories", N_ ("Categories") },
  { "tags", N_ ("Tags") },
  { "author", N_ ("Author") },
};

static void
add_field (BsReplaceDialog *self, const char *key, const char *label)
{
  const char *const path[] = { key, NULL };

  for (guint i = 0; i < self->fields->len; i++)
    if (g_strcmp0 (((GStrv) self->fields->pdata[i])[0], key) == 0)
      return;
  g_ptr_array_add (self->fields, g_strdupv ((GStrv) path));
  gtk_string_list_append (self->labels, label);
}

static void
keys_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReplaceDialog) self = user_data;
  g_auto (GStrv) keys = bs_editor_list_keys_finish (BS_EDITOR (source), result, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    add_field (self, keys[i], keys[i]);
}

/* Samples */

static void
set_text (GtkWidget *label, const char *mark, const char *text)
{
  g_autofree char *line = g_strdup_printf ("%s %s", mark, text);

  gtk_label_set_text (GTK_LABEL (label), line);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
}

static GtkWidget *
make_sample (const BsTrialSample *sample)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *before = gtk_label_new (NULL);
  GtkWidget *after = gtk_label_new (NULL);
  g_autofree char *spoken = NULL;

  set_text (before, "−", sample->before);
  set_text (after, "+", sample->after);
  gtk_widget_add_css_class (before, "removed-line");
  gtk_widget_add_css_class (after, "added-line");
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), after);
  if (sample->n_articles > 1)
    {
      g_autofree char *count =
          g_strdup_printf (ngettext ("In %'u article", "In %'u articles", sample->n_articles), sample->n_articles);
      GtkWidget *label = gtk_label_new (count);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "sample");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  /* Translators: a line before and after a change, for screen readers */
  spoken = g_strdup_printf (_ ("Before: %s. After: %s."), sample->before, sample->after);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return row;
}

static void
show_samples (BsReplaceDialog *self, const GPtrArray *samples)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->samples))) != NULL)
    gtk_list_box_remove (self->samples, row);
  for (guint i = 0; samples != NULL && i < samples->len; i++)
    gtk_list_box_append (self->samples, make_sample (samples->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->samples), samples != NULL && samples->len > 0);
}

static void
show_status (BsReplaceDialog *self, const char *text, gboolean is_fault)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), *text != '\0');
  bs_set_css_class (GTK_WIDGET (self->status), "error", is_fault);
}

static void
show_trial (BsReplaceDialog *self, const BsTrial *trial, gboolean is_whole)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_whole)
    g_string_append_printf (
        text, ngettext ("%'u of %'u article would change.", "%'u of %'u articles would change.", self->n_paths),
        trial->n_changed, self->n_paths);
  else
    g_string_append_printf (text,
                            ngettext ("%'u of %'u examined article would change…",
                                      "%'u of %'u examined articles would change…", trial->n_examined),
                            trial->n_changed, trial->n_examined);
  if (trial->n_failed > 0)
    g_string_append_printf (
        text, ngettext (" %'u cannot be changed: %s", " %'u cannot be changed. The first: %s", trial->n_failed),
        trial->n_failed, trial->reason);
  show_status (self, text->str, FALSE);
  show_samples (self, trial->samples);
  gtk_widget_set_sensitive (self->replace_button, self->edit != NULL && trial->n_changed > 0);
}

/* The replacement being tried. */
typedef struct
{
  BsReplaceDialog *dialog;
  GCancellable *cancellable;
} Try;

/* Otherwise another one has been started, or the dialog is closed. */
static gboolean
is_current (const Try *self)
{
  return self->dialog->trying == self->cancellable;
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Try *try = user_data;
  g_autoptr (BsReplaceDialog) self = try->dialog;
  g_autoptr (GCancellable) cancellable = try->cancellable;
  g_autoptr (BsTrial) trial = bs_editor_try_finish (BS_EDITOR (source), result, NULL);

  if (trial == NULL || !is_current (try))
    return;
  g_clear_object (&self->trying);
  gtk_spinner_stop (self->spinner);
  show_trial (self, trial, TRUE);
}

static void
progress_cb (const BsTrial *trial, gpointer user_data)
{
  const Try *try = user_data;

  if (is_current (try))
    show_trial (try->dialog, trial, FALSE);
}

static void
stop_trying (BsReplaceDialog *self)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
}

/* The current input. */
static BsEdit *
make_edit (BsReplaceDialog *self, GError **error)
{
  guint field = adw_combo_row_get_selected (self->field_row);
  const char *from = gtk_editable_get_text (GTK_EDITABLE (self->from_row));
  const char *to = gtk_editable_get_text (GTK_EDITABLE (self->to_row));
  g_autoptr (BsReplacement) replacement =
      bs_replacement_new (from, to, gtk_switch_get_active (self->regex_switch), error);
  const char *const *path;
  BsEdit *edit;

  if (replacement == NULL || field >= self->fields->len)
    return NULL;
  path = self->fields->pdata[field];
  edit = bs_edit_new ();
  bs_edit_replace (edit, *path != NULL ? path : NULL, replacement);

  return edit;
}

static gboolean
typed_cb (gpointer user_data)
{
  BsReplaceDialog *self = user_data;
  Try *try = g_new0 (Try, 1);

  self->typing_id = 0;
  self->trying = g_cancellable_new ();
  try->dialog = g_object_ref (self);
  try->cancellable = g_object_ref (self->trying);
  bs_editor_try_async (self->editor, self->paths, self->edit, progress_cb, try, self->trying, tried_cb, try);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BsReplaceDialog *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_empty = *gtk_editable_get_text (GTK_EDITABLE (self->from_row)) == '\0';
  gboolean is_fault;

  g_assert (BS_IS_REPLACE_DIALOG (self));

  stop_trying (self);
  g_clear_pointer (&self->edit, bs_edit_unref);
  gtk_widget_set_sensitive (self->replace_button, FALSE);
  if (!is_empty)
    self->edit = make_edit (self, &error);
  is_fault = error != NULL;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->from_row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_fault ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  bs_set_css_class (self->from_row, "error", is_fault);
  if (self->edit == NULL)
    {
      gtk_spinner_stop (self->spinner);
      show_samples (self, NULL);
      show_status (self, is_fault ? error->message : "", is_fault);
      return;
    }
  gtk_spinner_start (self->spinner);
  self->typing_id = g_timeout_add (TYPING_MILLISECONDS, typed_cb, self);
}

static void
replace_cb (BsReplaceDialog *self)
{
  g_assert (BS_IS_REPLACE_DIALOG (self));

  if (self->edit != NULL && gtk_widget_get_sensitive (self->replace_button))
    g_signal_emit (self, signals[REPLACE], 0, self->edit);
}

static void
bs_replace_dialog_dispose (GObject *object)
{
  BsReplaceDialog *self = BS_REPLACE_DIALOG (object);

  stop_trying (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (bs_replace_dialog_parent_class)->dispose (object);
}

static void
bs_replace_dialog_finalize (GObject *object)
{
  BsReplaceDialog *self = BS_REPLACE_DIALOG (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->labels);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_ptr_array_unref (self->paths);

  G_OBJECT_CLASS (bs_replace_dialog_parent_class)->finalize (object);
}

static void
bs_replace_dialog_class_init (BsReplaceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_replace_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_replace_dialog_finalize;

  signals[REPLACE] = bs_new_signal (klass, "replace", 1, BS_TYPE_EDIT);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/replace-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, replace_button);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, field_row);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, to_row);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, regex_switch);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, status);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, BsReplaceDialog, samples);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
}

static void
free_field (gpointer data)
{
  g_strfreev (data);
}

static void
bs_replace_dialog_init (BsReplaceDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->labels = gtk_string_list_new (NULL);
  self->fields = g_ptr_array_new_with_free_func (free_field);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (known_fields); i++)
    add_field (self, known_fields[i].key, _ (known_fields[i].label));
  g_ptr_array_add (self->fields, g_new0 (char *, 1));
  gtk_string_list_append (self->labels, _ ("Body"));
  adw_combo_row_set_model (self->field_row, G_LIST_MODEL (self->labels));
  show_status (self, "", FALSE);
  show_samples (self, NULL);
}

/* @paths: (array zero-terminated=1): articles, relative to the library */
BsReplaceDialog *
bs_replace_dialog_new (GtkWindow *parent, BsEditor *editor, const char *const *paths)
{
  BsReplaceDialog *self;
  g_autofree char *subtitle = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (paths != NULL, NULL);

  self = g_object_new (BS_TYPE_REPLACE_DIALOG, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->editor = g_object_ref (editor);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  for (; paths[self->n_paths] != NULL; self->n_paths++)
    g_ptr_array_add (self->paths, g_strdup (paths[self->n_paths]));
  g_ptr_array_add (self->paths, NULL);
  subtitle = g_strdup_printf (ngettext ("%'u article", "%'u articles", self->n_paths), self->n_paths);
  adw_window_title_set_subtitle (self->title, subtitle);
  bs_editor_list_keys_async (editor, self->paths, self->cancellable, keys_cb, g_object_ref (self));
  gtk_widget_grab_focus (self->from_row);
  return self;
}

/* Nothing was replaced. What is asked for can be changed, or asked for again. */
void
bs_replace_dialog_show_failure (BsReplaceDialog *self, const char *reason)
{
  g_return_if_fail (BS_IS_REPLACE_DIALOG (self));
  g_return_if_fail (reason != NULL);

  show_status (self, reason, TRUE);
}

/* Returns: (transfer none) (array zero-terminated=1): the articles */
const char *const *
bs_replace_dialog_get_paths (BsReplaceDialog *self)
{
  g_return_val_if_fail (BS_IS_REPLACE_DIALOG (self), NULL);

  return (const char *const *) self->paths->pdata;
}
