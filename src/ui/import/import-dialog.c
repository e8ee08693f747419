/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/import/import-dialog.h"
#include "ui/import/import-row.h"
#include "ui/desktop/outside.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"

struct _BsImportDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *cancel;
  GtkButton *accept;
  GtkWidget *all_box;
  GtkDropDown *all_choice;
  GtkListView *view;

  BsImport *import;
  gboolean is_over;
  GListStore *steps; /* of GtkStringObject with the numbers of the steps */
};

enum
{
  ACCEPTED,
  SHOW_ARTICLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsImportDialog, bs_import_dialog, ADW_TYPE_WINDOW)

static BsImportStep *
get_step (BsImportDialog *self, GtkListItem *list_item)
{
  GtkStringObject *number = gtk_list_item_get_item (list_item);
  const GPtrArray *steps = bs_import_get_steps (self->import);

  return g_ptr_array_index (steps, g_ascii_strtoull (gtk_string_object_get_string (number), NULL, 10));
}

static void
update (BsImportDialog *self)
{
  g_autofree char *label = NULL;
  g_autofree char *here = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *skipped = NULL;
  g_autofree char *missing = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *subtitle = NULL;
  BsImportCounts counts;

  bs_import_count (self->import, &counts);
  label = g_strdup_printf (ngettext ("_Import %'u", "_Import %'u", counts.imported), counts.imported);
  gtk_button_set_label (self->accept, self->is_over ? _ ("_Done") : label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), self->is_over || counts.imported > 0);
  here = counts.duplicates > 0 ?
             g_strdup_printf (ngettext ("%'u here already", "%'u here already", counts.duplicates), counts.duplicates) :
             NULL;
  failed =
      counts.failed > 0 ? g_strdup_printf (ngettext ("%'u failed", "%'u failed", counts.failed), counts.failed) : NULL;
  skipped = counts.skipped > 0 ?
                g_strdup_printf (ngettext ("%'u skipped", "%'u skipped", counts.skipped), counts.skipped) :
                NULL;
  missing = counts.missing_images > 0 ?
                g_strdup_printf (ngettext ("%'u image missing", "%'u images missing", counts.missing_images),
                                 counts.missing_images) :
                NULL;
  for (guint i = 0; i < 4; i++)
    {
      char *part = (char *[]){ here, failed, skipped, missing }[i];

      if (part != NULL)
        g_ptr_array_add (parts, part);
    }
  g_ptr_array_add (parts, NULL);
  subtitle = g_strjoinv (_ (", "), (char **) parts->pdata);
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
accept_cb (BsImportDialog *self)
{
  g_assert (BS_IS_IMPORT_DIALOG (self));

  if (!self->is_over)
    g_signal_emit (self, signals[ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
all_choice_cb (BsImportDialog *self)
{
  const GPtrArray *steps = self->import != NULL ? bs_import_get_steps (self->import) : NULL;
  guint n = self->steps != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->steps)) : 0;

  g_assert (BS_IS_IMPORT_DIALOG (self));

  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      BsImportStep *step = g_ptr_array_index (steps, i);

      if (step->verdict == BS_IMPORT_DUPLICATE)
        step->choice = (BsImportChoice) gtk_drop_down_get_selected (self->all_choice);
    }
  if (n > 0)
    {
      /* Updates the same rows. */
      g_autoptr (GtkSelectionModel) model =
          GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->steps))));

      gtk_list_view_set_model (self->view, model);
      update (self);
    }
}

static void
chosen_cb (BsImportDialog *self)
{
  g_assert (BS_IS_IMPORT_DIALOG (self));

  update (self);
}

static void
show_old_cb (BsImportDialog *self, BsImportRow *row)
{
  g_assert (BS_IS_IMPORT_DIALOG (self));

  g_signal_emit (self, signals[SHOW_ARTICLE], 0, bs_import_row_get_step (row)->twin_path);
}

static void
show_new_cb (BsImportDialog *self, BsImportRow *row)
{
  const char *path = bs_import_row_get_step (row)->input->path;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  g_assert (BS_IS_IMPORT_DIALOG (self));

  if (file != NULL)
    bs_outside_open_async (GTK_WINDOW (self), file, BS_OUTSIDE_VIEW, NULL, NULL);
}

static void
setup_cb (BsImportDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_import_row_new ();

  g_assert (BS_IS_IMPORT_DIALOG (self));

  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "show-old", G_CALLBACK (show_old_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "show-new", G_CALLBACK (show_new_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (BsImportDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_IMPORT_DIALOG (self));

  bs_import_row_show (BS_IMPORT_ROW (gtk_list_item_get_child (list_item)), get_step (self, list_item), self->is_over);
}

static void
unbind_cb (BsImportDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_IMPORT_DIALOG (self));

  bs_import_row_show (BS_IMPORT_ROW (gtk_list_item_get_child (list_item)), NULL, FALSE);
}

static void
bs_import_dialog_dispose (GObject *object)
{
  BsImportDialog *self = BS_IMPORT_DIALOG (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->steps);

  G_OBJECT_CLASS (bs_import_dialog_parent_class)->dispose (object);
}

static void
bs_import_dialog_finalize (GObject *object)
{
  g_clear_pointer (&BS_IMPORT_DIALOG (object)->import, bs_import_unref);

  G_OBJECT_CLASS (bs_import_dialog_parent_class)->finalize (object);
}

static void
bs_import_dialog_class_init (BsImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_import_dialog_finalize;

  signals[ACCEPTED] = bs_new_signal (klass, "accepted", 0);
  signals[SHOW_ARTICLE] = bs_new_signal (klass, "show-article", 1, G_TYPE_STRING);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BsImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BsImportDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, BsImportDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, BsImportDialog, all_box);
  gtk_widget_class_bind_template_child (widget_class, BsImportDialog, all_choice);
  gtk_widget_class_bind_template_child (widget_class, BsImportDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_choice_cb);
}

static void
bs_import_dialog_init (BsImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
}

/* Rows that need attention come first: failures, then duplicates. */
static void
fill (BsImportDialog *self)
{
  static const BsImportVerdict order[] = { BS_IMPORT_FAILED, BS_IMPORT_DUPLICATE, BS_IMPORT_NEW, BS_IMPORT_SKIPPED };
  const GPtrArray *steps = bs_import_get_steps (self->import);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkSelectionModel) model = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < steps->len; j++)
      if (((const BsImportStep *) g_ptr_array_index (steps, j))->verdict == order[i])
        {
          g_autofree char *number = g_strdup_printf ("%u", j);

          g_ptr_array_add (items, gtk_string_object_new (number));
        }
  self->steps = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_list_store_splice (self->steps, 0, 0, items->pdata, items->len);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->steps))));
  gtk_list_view_set_model (self->view, model);
}

/* @is_over: whether the import is done and the dialog only shows its results */
BsImportDialog *
bs_import_dialog_new (GtkWindow *parent, BsImport *import, gboolean is_over)
{
  BsImportDialog *self;
  BsImportCounts counts;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (import != NULL, NULL);

  self = g_object_new (BS_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->import = bs_import_ref (import);
  self->is_over = is_over;
  bs_import_count (import, &counts);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Import"));
  adw_window_title_set_title (self->title, is_over ? _ ("Import Results") : _ ("Import"));
  gtk_widget_set_visible (self->cancel, !is_over);
  gtk_widget_set_visible (self->all_box, !is_over && counts.duplicates > 0);
  fill (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->accept));
  return self;
}

BsImport *
bs_import_dialog_get_import (BsImportDialog *self)
{
  g_return_val_if_fail (BS_IS_IMPORT_DIALOG (self), NULL);

  return self->import;
}
