/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/change-row.h"

#include "model/change/organise/plan.h"
#include "ui/dialogs/change-lines.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

/* About as high as most rows, so that the list does not jump when they are filled. */
#define EMPTY_HEIGHT 84

struct _BsChangeRow
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (nullable): its content, once the row has been visible */
  GtkWidget *icon;
  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *note;
  BsChangeLines *lines;

  BsReportRow *item;     /* (nullable): while it is bound */
  BsEdit *edit;          /* (nullable) */
  char *title_text;      /* (nullable) */
  char *root;            /* (nullable) */
  GCancellable *looking; /* (nullable) */
  gboolean is_active;
  gboolean is_filled;
  gboolean is_setting;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsChangeRow, bs_change_row, GTK_TYPE_WIDGET)

typedef struct
{
  char *root;
  char *path;
  BsEdit *edit;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->root);
  g_free (look->path);
  bs_edit_unref (look->edit);
  g_free (look);
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Look *look = task_data;
  g_autoptr (GError) error = NULL;
  char *diff;

  /* Rows that were scrolled past need no lines. */
  if (g_task_return_error_if_cancelled (task))
    return;
  diff = bs_plan_show (look->root, look->path, look->edit, &error);
  if (diff != NULL)
    g_task_return_pointer (task, diff, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsChangeRow *self = BS_CHANGE_ROW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *diff = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->item == NULL)
    return;
  bs_change_lines_clear (self->lines);
  if (diff != NULL)
    bs_change_lines_add_diff (self->lines, diff);
  else
    gtk_label_set_text (self->note, error->message);
}

static void
show_active (BsChangeRow *self)
{
  self->is_setting = TRUE;
  gtk_check_button_set_active (self->check, self->is_active);
  self->is_setting = FALSE;
}

static void
toggled_cb (BsChangeRow *self)
{
  g_assert (BS_IS_CHANGE_ROW (self));

  if (self->is_setting)
    return;
  self->is_active = gtk_check_button_get_active (self->check);
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
bs_change_row_dispose (GObject *object)
{
  BsChangeRow *self = BS_CHANGE_ROW (object);

  bs_change_row_unbind (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_change_row_parent_class)->dispose (object);
}

static void fill (BsChangeRow *self);

/* A list makes many more rows than are seen. */
static void
bs_change_row_map (GtkWidget *widget)
{
  fill (BS_CHANGE_ROW (widget));

  GTK_WIDGET_CLASS (bs_change_row_parent_class)->map (widget);
}

static void
bs_change_row_class_init (BsChangeRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = bs_change_row_map;
  G_OBJECT_CLASS (klass)->dispose = bs_change_row_dispose;
  signals[TOGGLED] = bs_new_signal (klass, "toggled", 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
make_box (BsChangeRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *note = bs_verbatim_new (NULL, 0, "caption");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->box, "repair-row");
  self->icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->icon, "warning");
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->icon);
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_START);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->check));
  self->title = GTK_LABEL (title);
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), title);
  self->note = GTK_LABEL (note);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (texts), note);
  self->lines = BS_CHANGE_LINES (bs_change_lines_new ());
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->lines));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (self->box), texts);
}

static void
bs_change_row_init (BsChangeRow *self)
{
}

static void
fill (BsChangeRow *self)
{
  const char *reason, *path;
  g_autofree char *display = NULL;
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (self->item == NULL || self->is_filled)
    return;
  self->is_filled = TRUE;
  if (self->box == NULL)
    make_box (self);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  reason = bs_report_row_get_reason (self->item);
  path = bs_report_row_get_path (self->item);
  display = path != NULL ? g_filename_display_name (path) : NULL;
  gtk_label_set_text (self->title, self->title_text);
  gtk_label_set_text (self->note, reason != NULL ? reason : display);
  gtk_widget_set_visible (self->icon, reason != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->check), reason == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title_text, -1);
  show_active (self);
  if (reason != NULL || path == NULL)
    return;
  bs_change_lines_add (self->lines, " ", " ");
  self->looking = g_cancellable_new ();
  look = g_new (Look, 1);
  *look = (Look){ g_strdup (self->root), g_strdup (path), bs_edit_ref (self->edit) };
  task = g_task_new (self, self->looking, looked_cb, NULL);
  g_task_set_source_tag (task, fill);
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, look_thread);
}

GtkWidget *
bs_change_row_new (void)
{
  return g_object_new (BS_TYPE_CHANGE_ROW, NULL);
}

/* @root: (type filename): the library's folder */
void
bs_change_row_bind (BsChangeRow *self, BsReportRow *item, const char *title, const char *root, BsEdit *edit,
                    gboolean is_active)
{
  g_return_if_fail (BS_IS_CHANGE_ROW (self));
  g_return_if_fail (BS_IS_REPORT_ROW (item));
  g_return_if_fail (title != NULL && root != NULL && edit != NULL);

  bs_change_row_unbind (self);
  self->item = g_object_ref (item);
  self->edit = bs_edit_ref (edit);
  self->title_text = g_strdup (title);
  self->root = g_strdup (root);
  self->is_active = is_active;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
  else
    gtk_widget_set_size_request (GTK_WIDGET (self), -1, EMPTY_HEIGHT);
}

void
bs_change_row_unbind (BsChangeRow *self)
{
  g_return_if_fail (BS_IS_CHANGE_ROW (self));

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->item);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_clear_pointer (&self->title_text, g_free);
  g_clear_pointer (&self->root, g_free);
  if (self->is_filled && self->box != NULL)
    bs_change_lines_clear (self->lines);
  self->is_filled = FALSE;
}

/* Returns: (transfer none) (type filename) (nullable): the article, while it is bound */
const char *
bs_change_row_get_path (BsChangeRow *self)
{
  g_return_val_if_fail (BS_IS_CHANGE_ROW (self), NULL);

  return self->item != NULL ? bs_report_row_get_path (self->item) : NULL;
}

gboolean
bs_change_row_get_active (BsChangeRow *self)
{
  g_return_val_if_fail (BS_IS_CHANGE_ROW (self), FALSE);

  return self->is_active;
}

void
bs_change_row_set_active (BsChangeRow *self, gboolean is_active)
{
  g_return_if_fail (BS_IS_CHANGE_ROW (self));

  self->is_active = is_active;
  if (self->is_filled)
    show_active (self);
}
