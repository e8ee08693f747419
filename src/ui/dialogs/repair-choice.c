/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/repair-choice.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#include "model/change/repair/repair-sides.h"
#include "model/change/repair/repair-words.h"
#include "ui/dialogs/change-lines.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"

/* Of a long version, the beginning is shown. */
#define MAX_SIDE_BYTES 4000

struct _BsRepairChoice
{
  AdwWindow parent_instance;

  GtkWidget *content;
  GtkWidget *fix_button;
  GPtrArray *checks; /* (element-type GtkCheckButton): one for each edit */
  GPtrArray *edits;  /* (element-type BsEdit) */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsRepairChoice, bs_repair_choice, ADW_TYPE_WINDOW)

static void
fix_cb (BsRepairChoice *self)
{
  g_assert (BS_IS_REPAIR_CHOICE (self));

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      {
        g_signal_emit (self, signals[CHOSEN], 0, self->edits->pdata[i]);
        break;
      }
  gtk_window_close (GTK_WINDOW (self));
}

static void
bs_repair_choice_finalize (GObject *object)
{
  BsRepairChoice *self = BS_REPAIR_CHOICE (object);

  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->edits);

  G_OBJECT_CLASS (bs_repair_choice_parent_class)->finalize (object);
}

static void
bs_repair_choice_class_init (BsRepairChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_repair_choice_finalize;
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, BS_TYPE_EDIT);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bs_repair_choice_init (BsRepairChoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->checks = g_ptr_array_new ();
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_edit_unref);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 460);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  self->fix_button = gtk_button_new_with_mnemonic (_ ("_Fix"));
  gtk_widget_add_css_class (self->fix_button, "suggested-action");
  g_signal_connect_object (self->fix_button, "clicked", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->fix_button);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->content, "compared");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->fix_button);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_side (const char *text)
{
  g_autofree char *start = g_strndup (text, MIN (strlen (text), MAX_SIDE_BYTES));
  g_autofree char *valid = g_utf8_make_valid (g_strchomp (start), -1);
  GtkWidget *label = make_label (valid, "compared-line");

  gtk_widget_add_css_class (label, "marked-line");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_vexpand (label, FALSE);
  return label;
}

/* Two columns, so that the versions can be compared. */
static void
add_sides (BsRepairChoice *self, const BsRepairReport *report)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < report->sides->len; i++)
    {
      const BsRepairSides *sides = report->sides->pdata[i];
      const char *ours = *sides->ours_name != '\0' ? sides->ours_name : _ ("First Version");
      const char *theirs = *sides->theirs_name != '\0' ? sides->theirs_name : _ ("Second Version");

      gtk_grid_attach (GTK_GRID (grid), make_label (ours, "heading"), 0, 2 * (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_label (theirs, "heading"), 1, 2 * (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_side (sides->ours), 0, 2 * (int) i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_side (sides->theirs), 1, 2 * (int) i + 1, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->content), grid);
}

static void
add_option (BsRepairChoice *self, const BsRepairReport *report, const BsRepairFinding *finding,
            const BsRepairOption *option)
{
  GtkWidget *check = gtk_check_button_new_with_label (bs_repair_get_way_name (finding->kind, option->way));
  GtkWidget *lines = bs_change_lines_new ();

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->edits, bs_repair_report_make_edit (report, finding->kind, option->way));
  gtk_box_append (GTK_BOX (self->content), check);
  for (guint i = 0; i < option->fixes->len; i++)
    {
      const BsRepairFix *fix = option->fixes->pdata[i];

      /* The versions are shown already. */
      bs_change_lines_add (BS_CHANGE_LINES (lines),
                           finding->kind == BS_PROBLEM_CONFLICT_MARKERS && report->sides->len > 0 ? "" : fix->before,
                           fix->after);
    }
  gtk_widget_set_margin_start (lines, 30);
  gtk_box_append (GTK_BOX (self->content), lines);
}

/* @kind: one that has options in the report */
BsRepairChoice *
bs_repair_choice_new (GtkWindow *parent, const BsRepairReport *report, BsProblemKind kind)
{
  const BsRepairFinding *finding;
  g_autofree char *name = NULL;
  BsRepairChoice *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (report != NULL, NULL);

  finding = bs_repair_report_find (report, kind);
  g_return_val_if_fail (finding != NULL && finding->options->len > 0, NULL);

  self = g_object_new (BS_TYPE_REPAIR_CHOICE, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  name = g_filename_display_name (report->path);
  gtk_window_set_title (GTK_WINDOW (self), bs_problem_kind_get_name (kind));
  gtk_box_append (GTK_BOX (self->content), make_label (finding->sentence, "heading"));
  gtk_box_append (GTK_BOX (self->content), make_label (name, "dim-label"));
  if (report->sides->len > 0)
    add_sides (self, report);
  for (guint i = 0; i < finding->options->len; i++)
    add_option (self, report, finding, finding->options->pdata[i]);
  if (kind == BS_PROBLEM_OTHER_ENCODING)
    gtk_box_append (GTK_BOX (self->content),
                    make_label (_ ("The first line shows how other programs read the file now, and the second how they "
                                   "will read it. Convert the file only if the second line is right."),
                                "dim-label"));
  if (self->checks->len == 1)
    gtk_widget_set_visible (self->checks->pdata[0], FALSE);
  gtk_widget_grab_focus (self->checks->len > 1 ? self->checks->pdata[0] : self->fix_button);
  return self;
}
