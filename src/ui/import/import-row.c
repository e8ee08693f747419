/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/import/import-row.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/wrap-layout.h"

struct _BsImportRow
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *name;
  GtkLabel *detail;
  GtkWidget *choices;
  GtkDropDown *choice;
  GtkWidget *new_button;

  BsImportStep *step; /* (nullable): the import's */
  gboolean is_showing;
};

enum
{
  CHOSEN,
  SHOW_OLD,
  SHOW_NEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsImportRow, bs_import_row, GTK_TYPE_WIDGET)

static void
choice_cb (BsImportRow *self)
{
  g_assert (BS_IS_IMPORT_ROW (self));

  if (self->is_showing || self->step == NULL)
    return;
  self->step->choice = (BsImportChoice) gtk_drop_down_get_selected (self->choice);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
old_cb (BsImportRow *self)
{
  g_assert (BS_IS_IMPORT_ROW (self));

  g_signal_emit (self, signals[SHOW_OLD], 0);
}

static void
new_cb (BsImportRow *self)
{
  g_assert (BS_IS_IMPORT_ROW (self));

  g_signal_emit (self, signals[SHOW_NEW], 0);
}

static void
bs_import_row_dispose (GObject *object)
{
  g_clear_pointer (&BS_IMPORT_ROW (object)->content, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_import_row_parent_class)->dispose (object);
}

static void
bs_import_row_class_init (BsImportRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { "chosen", "show-old", "show-new" };

  G_OBJECT_CLASS (klass)->dispose = bs_import_row_dispose;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = bs_new_signal (klass, names[i], 0);

  g_type_ensure (BS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/import-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BsImportRow, content);
  gtk_widget_class_bind_template_child (widget_class, BsImportRow, name);
  gtk_widget_class_bind_template_child (widget_class, BsImportRow, detail);
  gtk_widget_class_bind_template_child (widget_class, BsImportRow, choices);
  gtk_widget_class_bind_template_child (widget_class, BsImportRow, choice);
  gtk_widget_class_bind_template_child (widget_class, BsImportRow, new_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, old_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
}

static void
bs_import_row_init (BsImportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bs_import_row_new (void)
{
  return g_object_new (BS_TYPE_IMPORT_ROW, NULL);
}

static char *
describe (const BsImportStep *step)
{
  g_autofree char *path = step->path != NULL ? g_filename_display_name (step->path) : NULL;
  g_autofree char *missing = bs_import_step_describe_missing (step);

  switch (step->verdict)
    {
    case BS_IMPORT_FAILED:
    case BS_IMPORT_SKIPPED:
      return g_strdup (step->reason);
    case BS_IMPORT_DUPLICATE:
      return bs_twin_describe (step->twin, step->twin_path);
    case BS_IMPORT_NEW:
    default:
      return missing != NULL && path != NULL ? g_strdup_printf ("%s\n%s", path, missing) : g_strdup (path);
    }
}

/* @is_over: whether the import is finished, so that there is nothing to choose */
void
bs_import_row_show (BsImportRow *self, BsImportStep *step, gboolean is_over)
{
  g_autofree char *detail = NULL;
  g_autofree char *source = NULL;

  g_return_if_fail (BS_IS_IMPORT_ROW (self));

  self->step = step;
  if (step == NULL)
    return;
  self->is_showing = TRUE;
  detail = describe (step);
  source = g_path_get_basename (step->input->name);
  gtk_label_set_text (self->name, step->title != NULL ? step->title : source);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), step->input->name);
  gtk_label_set_text (self->detail, detail);
  gtk_drop_down_set_selected (self->choice, step->choice);
  gtk_widget_set_visible (self->choices, step->verdict == BS_IMPORT_DUPLICATE);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), !is_over);
  gtk_widget_set_visible (self->new_button, step->input->path != NULL && !step->input->inside);
  if (step->verdict == BS_IMPORT_FAILED)
    gtk_widget_set_css_classes (GTK_WIDGET (self->detail), (const char *[]){ "caption", "error", NULL });
  else
    gtk_widget_set_css_classes (GTK_WIDGET (self->detail), (const char *[]){ "caption", "dim-label", NULL });
  self->is_showing = FALSE;
}

BsImportStep *
bs_import_row_get_step (BsImportRow *self)
{
  g_return_val_if_fail (BS_IS_IMPORT_ROW (self), NULL);

  return self->step;
}
