/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/merge-names-dialog.h"
#include "ui/widgets/child-window.h"

#include <glib/gi18n-lib.h>

/* For more names, the user chooses among the most frequent ones, or renames the result. */
#define MOST_SHOWN 50
#define SHOWN_CHARACTERS 200

struct _BsMergeNamesDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *list;
  GArray *choices; /* (element-type BsNameChoice): the commonest first */
  guint chosen;
};

G_DEFINE_FINAL_TYPE (BsMergeNamesDialog, bs_merge_names_dialog, ADW_TYPE_MESSAGE_DIALOG)

static BsNameChoice *
get_choice (BsMergeNamesDialog *self, guint i)
{
  return &g_array_index (self->choices, BsNameChoice, i);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const BsNameChoice *first = a;
  const BsNameChoice *second = b;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return g_strcmp0 (first->name, second->name);
}

static void
toggled_cb (BsMergeNamesDialog *self, GtkCheckButton *button)
{
  g_assert (BS_IS_MERGE_NAMES_DIALOG (self));

  if (gtk_check_button_get_active (button))
    self->chosen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "choice"));
}

static void
bs_merge_names_dialog_finalize (GObject *object)
{
  BsMergeNamesDialog *self = BS_MERGE_NAMES_DIALOG (object);

  g_clear_pointer (&self->choices, g_array_unref);

  G_OBJECT_CLASS (bs_merge_names_dialog_parent_class)->finalize (object);
}

static void
bs_merge_names_dialog_class_init (BsMergeNamesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_merge_names_dialog_finalize;
}

static void
bs_merge_names_dialog_init (BsMergeNamesDialog *self)
{
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _ ("_Cancel"), "merge", _ ("_Merge"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "merge", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), "merge");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), "cancel");
}

static GtkWidget *
make_row (BsMergeNamesDialog *self, guint i, GtkWidget *group)
{
  const BsNameChoice *choice = get_choice (self, i);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *name = g_utf8_substring (choice->name, 0, MIN (g_utf8_strlen (choice->name, -1), SHOWN_CHARACTERS));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u article", "%'u articles", choice->count), choice->count);

  g_strdelimit (name, "\r\n\t", ' ');
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  g_object_set_data (G_OBJECT (button), "choice", GUINT_TO_POINTER (i));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), i == 0);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return button;
}

/* @choices: (transfer full) (element-type BsNameChoice): at least two, in any order */
BsMergeNamesDialog *
bs_merge_names_dialog_new (GtkWindow *parent, BsScope scope, GArray *choices)
{
  BsMergeNamesDialog *self;
  g_autofree char *heading = NULL;
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *group = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (choices != NULL && choices->len >= 2, NULL);

  self = g_object_new (BS_TYPE_MERGE_NAMES_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->choices = choices;
  g_array_sort (choices, compare_cb);
  heading = g_strdup_printf (scope == BS_SCOPE_TAG ? ngettext ("Merge %'u Tag", "Merge %'u Tags", choices->len) :
                                                     ngettext ("Merge %'u Source", "Merge %'u Sources", choices->len),
                             choices->len);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), heading);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), _ ("Choose the name to use for all of them."));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  for (guint i = 0; i < MIN (choices->len, MOST_SHOWN); i++)
    group = make_row (self, i, group);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), scroller);
  return self;
}

/* @name: one of the choices that are shown */
void
bs_merge_names_dialog_choose (BsMergeNamesDialog *self, const char *name)
{
  g_return_if_fail (BS_IS_MERGE_NAMES_DIALOG (self));
  g_return_if_fail (name != NULL);

  for (guint i = 0; i < MIN (self->choices->len, MOST_SHOWN); i++)
    if (g_str_equal (get_choice (self, i)->name, name))
      gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i)));
}

/* Returns: (transfer none): the name that stays */
const char *
bs_merge_names_dialog_get_chosen (BsMergeNamesDialog *self)
{
  g_return_val_if_fail (BS_IS_MERGE_NAMES_DIALOG (self), NULL);

  return get_choice (self, self->chosen)->name;
}

/* Returns: (transfer full): the names that become it */
GStrv
bs_merge_names_dialog_dup_others (BsMergeNamesDialog *self)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  g_return_val_if_fail (BS_IS_MERGE_NAMES_DIALOG (self), NULL);

  builder = g_strv_builder_new ();
  for (guint i = 0; i < self->choices->len; i++)
    if (i != self->chosen)
      g_strv_builder_add (builder, get_choice (self, i)->name);
  return g_strv_builder_end (builder);
}
