/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/repair-row.h"

#include <glib/gi18n-lib.h>

#include "model/change/repair/repair-words.h"
#include "ui/dialogs/change-lines.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

/* About as high as most rows, so that the list does not jump when they are filled. */
#define EMPTY_HEIGHT 92

struct _BsRepairRow
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (nullable): its content, once the row has been visible */
  GtkLabel *title;
  GtkLabel *sentence;
  BsChangeLines *lines;
  GtkLabel *remedy;
  GtkButton *fix_button;
  GtkWidget *line_button;
  GtkWidget *compare_button;

  BsLibrary *library; /* (nullable): while it is bound */
  BsRepairItem *item; /* (nullable) */
  BsProblemKind kind;
  gboolean is_filled;
  BsRepairReport *report; /* (nullable): once it is made */
  GCancellable *looking;  /* (nullable) */
};

enum
{
  FIX,
  COMPARE,
  SHOW_LINE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsRepairRow, bs_repair_row, GTK_TYPE_WIDGET)

static void
show_fix (BsRepairRow *self, const BsRepairFinding *finding)
{
  const BsRepairOption *option = finding->options->len > 0 ? finding->options->pdata[0] : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), option != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), option == NULL);
  gtk_widget_set_visible (self->compare_button, finding->kind == BS_PROBLEM_CONFLICTED_COPY);
  if (option == NULL)
    {
      gtk_label_set_text (self->remedy, bs_repair_get_remedy (finding->kind));
      return;
    }
  gtk_button_set_label (self->fix_button, option->way != NULL ? _ ("Fix…") : _ ("Fix"));
  for (guint i = 0; option->way == NULL && i < option->fixes->len; i++)
    {
      const BsRepairFix *fix = option->fixes->pdata[i];
      gboolean is_shown = finding->text != NULL && fix->line == finding->line;

      /* The current line is already shown there, with its mark. */
      bs_change_lines_add (self->lines, is_shown ? "" : fix->before, fix->after);
    }
}

static void
show_report (BsRepairRow *self)
{
  const BsRepairFinding *finding = bs_repair_report_find (self->report, self->kind);
  g_autofree char *text = NULL;
  guint n_more;

  bs_change_lines_clear (self->lines);
  /* It was repaired meanwhile, and the list is about to be updated. */
  if (finding == NULL)
    {
      gtk_label_set_text (self->sentence, _ ("The problem no longer exists."));
      return;
    }
  n_more = finding->n_problems - 1;
  text = n_more > 0 ?
             g_strdup_printf (ngettext ("%s (and %u more)", "%s (and %u more)", n_more), finding->sentence, n_more) :
             g_strdup (finding->sentence);
  gtk_label_set_text (self->sentence, text);
  gtk_widget_set_visible (self->line_button, finding->line > 0);
  if (finding->text != NULL)
    bs_change_lines_add_marked (self->lines, finding->text, finding->mark_start, finding->mark_end);
  show_fix (self, finding);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsRepairRow) self = user_data;
  g_autoptr (GError) error = NULL;
  BsRepairReport *report = bs_repair_report_finish (BS_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->library == NULL)
    {
      g_clear_pointer (&report, bs_repair_report_free);
      return;
    }
  if (report == NULL)
    {
      gtk_label_set_text (self->sentence, error->message);
      return;
    }
  self->report = report;
  show_report (self);
}

static void
compare_cb (BsRepairRow *self)
{
  g_assert (BS_IS_REPAIR_ROW (self));

  g_signal_emit (self, signals[COMPARE], 0);
}

static void
bs_repair_row_dispose (GObject *object)
{
  BsRepairRow *self = BS_REPAIR_ROW (object);

  bs_repair_row_unbind (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_repair_row_parent_class)->dispose (object);
}

static void fill (BsRepairRow *self);

/* A list makes many more rows than are seen. */
static void
bs_repair_row_map (GtkWidget *widget)
{
  fill (BS_REPAIR_ROW (widget));

  GTK_WIDGET_CLASS (bs_repair_row_parent_class)->map (widget);
}

static void
bs_repair_row_class_init (BsRepairRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = bs_repair_row_map;
  G_OBJECT_CLASS (klass)->dispose = bs_repair_row_dispose;
  signals[FIX] = bs_new_signal (klass, "fix", 1, G_TYPE_POINTER);
  signals[COMPARE] = bs_new_signal (klass, "compare", 0);
  signals[SHOW_LINE] = bs_new_signal (klass, "show-line", 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = bs_verbatim_new (NULL, 0, css_class);

  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
make_box (BsRepairRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->box, "repair-row");
  gtk_box_append (GTK_BOX (self->box), head);
  self->title = add_label (head, "heading");
  gtk_label_set_lines (self->title, 2);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->compare_button = gtk_button_new_with_label (_ ("Compare…"));
  g_signal_connect_object (self->compare_button, "clicked", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), self->compare_button);
  self->line_button = gtk_button_new_with_label (_ ("Show Line"));
  g_signal_connect_object (self->line_button, "clicked", G_CALLBACK (bs_repair_row_show_line), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), self->line_button);
  self->fix_button = GTK_BUTTON (gtk_button_new_with_label (_ ("Fix")));
  g_signal_connect_object (self->fix_button, "clicked", G_CALLBACK (bs_repair_row_fix), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->fix_button));
  gtk_widget_set_valign (self->compare_button, GTK_ALIGN_START);
  gtk_widget_set_valign (self->line_button, GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->fix_button), GTK_ALIGN_START);
  self->sentence = add_label (self->box, "dim-label");
  self->lines = BS_CHANGE_LINES (bs_change_lines_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->lines));
  self->remedy = add_label (self->box, "repair-remedy");
}

static void
bs_repair_row_init (BsRepairRow *self)
{
  self->kind = BS_N_PROBLEMS;
}

static void
fill (BsRepairRow *self)
{
  g_autofree char *path = NULL;

  if (self->item == NULL || self->is_filled)
    return;
  self->is_filled = TRUE;
  if (self->box == NULL)
    make_box (self);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, -1);
  path = g_filename_display_name (bs_repair_item_get_path (self->item));
  gtk_label_set_text (self->title, bs_repair_item_get_title (self->item));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), path);
  gtk_label_set_text (self->sentence, "…");
  bs_change_lines_add (self->lines, " ", " ");
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), FALSE);
  gtk_widget_set_visible (self->line_button, FALSE);
  gtk_widget_set_visible (self->compare_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), FALSE);
  self->looking = g_cancellable_new ();
  bs_repair_report_async (self->library, bs_repair_item_get_path (self->item), G_GUINT64_CONSTANT (1) << self->kind,
                          self->looking, looked_cb, g_object_ref (self));
}

GtkWidget *
bs_repair_row_new (void)
{
  return g_object_new (BS_TYPE_REPAIR_ROW, NULL);
}

void
bs_repair_row_bind (BsRepairRow *self, BsLibrary *library, BsRepairItem *item, BsProblemKind kind)
{
  g_return_if_fail (BS_IS_REPAIR_ROW (self));
  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (BS_IS_REPAIR_ITEM (item));

  bs_repair_row_unbind (self);
  self->library = g_object_ref (library);
  self->item = g_object_ref (item);
  self->kind = kind;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
  else
    gtk_widget_set_size_request (GTK_WIDGET (self), -1, EMPTY_HEIGHT);
}

void
bs_repair_row_unbind (BsRepairRow *self)
{
  g_return_if_fail (BS_IS_REPAIR_ROW (self));

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->library);
  g_clear_object (&self->item);
  g_clear_pointer (&self->report, bs_repair_report_free);
  if (self->is_filled && self->box != NULL)
    bs_change_lines_clear (self->lines);
  self->is_filled = FALSE;
}

/* As its button does. */
void
bs_repair_row_fix (BsRepairRow *self)
{
  g_return_if_fail (BS_IS_REPAIR_ROW (self));

  if (self->report != NULL)
    g_signal_emit (self, signals[FIX], 0, self->report);
}

/* Likewise. */
void
bs_repair_row_show_line (BsRepairRow *self)
{
  const BsRepairFinding *finding;

  g_return_if_fail (BS_IS_REPAIR_ROW (self));

  finding = self->report != NULL ? bs_repair_report_find (self->report, self->kind) : NULL;
  if (finding != NULL)
    g_signal_emit (self, signals[SHOW_LINE], 0, self->report->path, finding->line, finding->column);
}
