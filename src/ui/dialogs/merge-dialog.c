/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/merge-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/text/utf8.h"
#include "model/library/list/category.h"
#include "ui/widgets/shorthand.h"

#define INDENT 18

struct _BsMergeDialog
{
  BsChooseDialog parent_instance;

  GStrv from;
};

enum
{
  MERGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsMergeDialog, bs_merge_dialog, BS_TYPE_CHOOSE_DIALOG)

/* @row: (type GtkTreeListRow) */
static GStrv
dup_names (gpointer row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  if (BS_IS_CATEGORY (item))
    return g_strdupv ((GStrv) bs_category_get_path (BS_CATEGORY (item)));
  return g_strdupv ((char *[]){ (char *) bs_facet_get_name (BS_FACET (item)), NULL });
}

/* The target of a merge must be neither the merged name nor below it. */
static gboolean
is_in_from (BsMergeDialog *self, const char *const *names)
{
  for (guint i = 0; self->from[i] != NULL; i++)
    if (g_strcmp0 (self->from[i], names[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
bs_merge_dialog_match (BsChooseDialog *dialog, gpointer item, const char *searched)
{
  g_auto (GStrv) names = dup_names (item);
  g_autofree char *folded = NULL;

  if (is_in_from (BS_MERGE_DIALOG (dialog), (const char *const *) names))
    return FALSE;
  if (*searched == '\0')
    return TRUE;
  folded = bs_utf8_fold (names[g_strv_length (names) - 1]);
  return strstr (folded, searched) != NULL;
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  return BS_IS_CATEGORY (item) ? g_object_ref (bs_category_get_children (BS_CATEGORY (item))) : NULL;
}

static void
bs_merge_dialog_chosen (BsChooseDialog *dialog, gpointer item)
{
  g_auto (GStrv) names = dup_names (item);

  g_signal_emit (dialog, signals[MERGE], 0, names);
}

static GtkWidget *
bs_merge_dialog_create_row (BsChooseDialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *place = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), place);
  return box;
}

/* During a search, a row names its parent; otherwise its place in the tree shows it. */
static void
bs_merge_dialog_fill_row (BsChooseDialog *dialog, GtkWidget *box, gpointer item, gboolean is_searched)
{
  GtkWidget *name = gtk_widget_get_first_child (box);
  GtkWidget *place = gtk_widget_get_last_child (box);
  g_auto (GStrv) names = dup_names (item);
  guint depth = g_strv_length (names) - 1;
  g_autofree char *last = g_strdelimit (g_strdup (names[depth]), "\r\n\t", ' ');
  g_autofree char *above = NULL;

  g_clear_pointer (&names[depth], g_free);
  above = g_strdelimit (g_strjoinv (" › ", names), "\r\n\t", ' ');
  gtk_label_set_text (GTK_LABEL (name), last);
  gtk_label_set_text (GTK_LABEL (place), above);
  gtk_widget_set_visible (place, is_searched && depth > 0);
  gtk_widget_set_margin_start (box, is_searched ? 0 : (int) depth * INDENT);
}

static void
bs_merge_dialog_finalize (GObject *object)
{
  BsMergeDialog *self = BS_MERGE_DIALOG (object);

  g_strfreev (self->from);

  G_OBJECT_CLASS (bs_merge_dialog_parent_class)->finalize (object);
}

static void
bs_merge_dialog_class_init (BsMergeDialogClass *klass)
{
  BsChooseDialogClass *choose_class = BS_CHOOSE_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bs_merge_dialog_finalize;
  choose_class->match = bs_merge_dialog_match;
  choose_class->create_row = bs_merge_dialog_create_row;
  choose_class->fill_row = bs_merge_dialog_fill_row;
  choose_class->chosen = bs_merge_dialog_chosen;

  signals[MERGE] = bs_new_signal (klass, "merge", 1, G_TYPE_STRV);
}

static void
bs_merge_dialog_init (BsMergeDialog *self)
{
}

/* @from: (array zero-terminated=1): the names of the merged or moved place
 * @places: categories with subcategories, or facets
 * @moves: asks for the new parent of the moved one */
BsMergeDialog *
bs_merge_dialog_new (GtkWindow *parent, const char *const *from, GListModel *places, gboolean moves)
{
  const char *title = moves ? _ ("Move Below") : _ ("Merge Into");
  BsMergeDialog *self;
  g_autofree char *name = NULL;
  g_autoptr (GListModel) found = NULL;
  GtkTreeListModel *tree;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (from != NULL && *from != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (places), NULL);

  self = g_object_new (BS_TYPE_MERGE_DIALOG, "transient-for", parent, NULL);
  bs_choose_dialog_attach (BS_CHOOSE_DIALOG (self), parent);
  self->from = g_strdupv ((GStrv) from);
  name = g_strjoinv (" › ", self->from);
  bs_choose_dialog_set_texts (BS_CHOOSE_DIALOG (self), title, name, moves ? _ ("_Move") : _ ("_Merge"),
                              _ ("Search by Name"), title);
  tree = gtk_tree_list_model_new (g_object_ref (places), FALSE, TRUE, create_children, NULL, NULL);
  found = bs_choose_dialog_filter (BS_CHOOSE_DIALOG (self), G_LIST_MODEL (tree));
  bs_choose_dialog_set_items (BS_CHOOSE_DIALOG (self), found);
  return self;
}
