/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/properties/problem-rows.h"

#include <glib/gi18n-lib.h>

#include "model/change/repair/repair-report.h"
#include "model/change/repair/repair-words.h"

/* More are not listed. */
#define MAX_ROWS 100

struct _BsProblemRows
{
  GObject parent_instance;

  AdwPreferencesGroup *group; /* (nullable): until the pane is disposed of */
  GPtrArray *rows;            /* (element-type GtkWidget): without a reference */
  GCancellable *looking;      /* (nullable): for their fixes */
};

G_DEFINE_FINAL_TYPE (BsProblemRows, bs_problem_rows, G_TYPE_OBJECT)

static void
stop_looking (BsProblemRows *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

static void
bs_problem_rows_finalize (GObject *object)
{
  BsProblemRows *self = BS_PROBLEM_ROWS (object);

  stop_looking (self);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (bs_problem_rows_parent_class)->finalize (object);
}

static void
bs_problem_rows_class_init (BsProblemRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_problem_rows_finalize;
}

static void
bs_problem_rows_init (BsProblemRows *self)
{
  self->rows = g_ptr_array_new ();
}

BsProblemRows *
bs_problem_rows_new (AdwPreferencesGroup *group)
{
  BsProblemRows *self;

  g_return_val_if_fail (ADW_IS_PREFERENCES_GROUP (group), NULL);

  self = g_object_new (BS_TYPE_PROBLEM_ROWS, NULL);
  self->group = group;
  return self;
}

/* The rows are going with their group. */
void
bs_problem_rows_close (BsProblemRows *self)
{
  g_return_if_fail (BS_IS_PROBLEM_ROWS (self));

  stop_looking (self);
  self->group = NULL;
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_button (GtkWidget *row, const char *label, const char *action_name, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* If a fix is proved, the first problem of a kind gets a button for all of them. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsProblemRows) self = user_data;
  g_autoptr (BsRepairReport) report = bs_repair_report_finish (BS_LIBRARY (source), result, NULL);

  if (report == NULL || self->group == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      const char *name = g_object_get_data (G_OBJECT (row), "problem");
      const BsRepairFinding *finding = NULL;
      BsProblemKind kind;

      if (name != NULL && bs_repair_find_kind (name, &kind))
        finding = bs_repair_report_find (report, kind);
      if (finding != NULL && finding->options->len > 0)
        add_button (row, ((const BsRepairOption *) finding->options->pdata[0])->way != NULL ? _ ("Fix…") : _ ("Fix"),
                    "win.fix-kind", g_variant_new_string (name));
    }
}

static GtkWidget *
add_row (BsProblemRows *self, const BsProblem *problem, const BsText *source)
{
  g_autofree char *text = bs_repair_dup_sentence (problem, source->data, source->length);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (problem->line > 0)
    add_button (row, _ ("Show"), "win.show-place", g_variant_new ("(uu)", problem->line, problem->column));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* @path: (type filename): the article, relative to the library */
void
bs_problem_rows_show (BsProblemRows *self, BsLibrary *library, const char *path, const BsDocument *document)
{
  const GPtrArray *problems;
  guint64 kinds = 0;

  g_return_if_fail (BS_IS_PROBLEM_ROWS (self));
  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (path != NULL && document != NULL);

  stop_looking (self);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  problems = document->article->problems;
  for (guint i = 0; i < problems->len && i < MAX_ROWS; i++)
    {
      const BsProblem *problem = problems->pdata[i];
      guint64 bit = G_GUINT64_CONSTANT (1) << problem->kind;
      GtkWidget *row = add_row (self, problem, &document->text);

      if ((kinds & bit) == 0)
        g_object_set_data (G_OBJECT (row), "problem", (gpointer) bs_problem_kind_to_string (problem->kind));
      kinds |= bit;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), problems->len > 0);
  if (kinds == 0)
    return;
  self->looking = g_cancellable_new ();
  bs_repair_report_async (library, path, kinds, self->looking, looked_cb, g_object_ref (self));
}
