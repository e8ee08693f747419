/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/conflicts-view.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

#include <glib/gi18n-lib.h>

/* The maximum number of copies listed for an article. */
#define MAX_COPIES 20

struct _BsConflictsView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkListView *view;
  GtkActionBar *bar;
  GtkButton *remove_button;

  BsSimilarFindings *findings; /* (nullable) */
  GHashTable *gone;            /* (element-type guint): copies that were removed */
  GtkStringList *rows;         /* the places of the conflicts in the findings, as text */
};

enum
{
  REMOVE,
  COMPARE,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsConflictsView, bs_conflicts_view, GTK_TYPE_WIDGET)

static const char *
describe_state (BsConflictState state)
{
  switch (state)
    {
    case BS_CONFLICT_IDENTICAL:
      return _ ("Identical");
    case BS_CONFLICT_LINE_ENDINGS:
      return _ ("Only line endings differ");
    case BS_CONFLICT_DIFFERENT:
      return _ ("Different");
    case BS_CONFLICT_NO_ORIGINAL:
      return _ ("The original is missing");
    case BS_CONFLICT_UNREADABLE:
    default:
      return _ ("Cannot be read");
    }
}

static gboolean
is_gone (BsConflictsView *self, guint id)
{
  return g_hash_table_contains (self->gone, GUINT_TO_POINTER (id));
}

static guint
count_copies (BsConflictsView *self, const BsConflict *conflict)
{
  guint n = 0;

  for (guint i = 0; i < conflict->copies->len; i++)
    n += !is_gone (self, g_array_index (conflict->copies, BsConflictCopy, i).id);
  return n;
}

/* Returns: (transfer full) (element-type guint): copies without changes of their own */
static GArray *
list_needless (BsConflictsView *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; self->findings != NULL && i < self->findings->conflicts->len; i++)
    {
      const BsConflict *conflict = self->findings->conflicts->pdata[i];

      for (guint j = 0; j < conflict->copies->len; j++)
        {
          const BsConflictCopy *copy = &g_array_index (conflict->copies, BsConflictCopy, j);
          guint id = copy->id;

          if ((copy->state == BS_CONFLICT_IDENTICAL || copy->state == BS_CONFLICT_LINE_ENDINGS) && !is_gone (self, id))
            g_array_append_val (ids, id);
        }
    }
  return ids;
}

static void
update (BsConflictsView *self)
{
  g_autoptr (GArray) needless = list_needless (self);
  g_autofree char *label = g_strdup_printf (
      ngettext ("_Remove %'u Identical Copy", "_Remove %'u Identical Copies", needless->len), needless->len);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) places = NULL;

  for (guint i = 0; self->findings != NULL && i < self->findings->conflicts->len; i++)
    if (count_copies (self, self->findings->conflicts->pdata[i]) > 0)
      {
        g_autofree char *place = g_strdup_printf ("%u", i);

        g_strv_builder_add (builder, place);
      }
  places = g_strv_builder_end (builder);
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          (const char *const *) places);
  gtk_button_set_label (self->remove_button, label);
  gtk_action_bar_set_revealed (self->bar, needless->len > 0);
  gtk_stack_set_visible_child_name (self->stack, *places != NULL ? "list" : "empty");
}

static void
remove_cb (BsConflictsView *self)
{
  g_autoptr (GArray) ids = NULL;

  g_assert (BS_IS_CONFLICTS_VIEW (self));

  ids = list_needless (self);
  g_signal_emit (self, signals[REMOVE], 0, ids);
}

static void
clicked_cb (BsConflictsView *self, GtkButton *button)
{
  const char *original = g_object_get_data (G_OBJECT (button), "original");
  const char *copy = g_object_get_data (G_OBJECT (button), "copy");

  g_assert (BS_IS_CONFLICTS_VIEW (self));

  if (original != NULL)
    g_signal_emit (self, signals[COMPARE], 0, original, copy);
  else
    g_signal_emit (self, signals[OPEN], 0, copy);
}

static GtkWidget *
make_copy (BsConflictsView *self, const BsConflict *conflict, const BsConflictCopy *copy)
{
  const BsRow *row = bs_similar_findings_get_row (self->findings, copy->id);
  g_autofree char *path = bs_row_dup_path (row);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *about = g_strdup_printf ("%s · %s", copy->program, describe_state (copy->state));
  gboolean can_compare = copy->state == BS_CONFLICT_DIFFERENT || copy->state == BS_CONFLICT_LINE_ENDINGS;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new_with_label (can_compare ? _ ("Compare") : _ ("Open"));
  GtkWidget *about_label = bs_verbatim_new (about, 0, "dim-label");

  gtk_box_append (GTK_BOX (labels), bs_verbatim_new (name, 0, "body"));
  gtk_widget_add_css_class (about_label, "caption");
  gtk_box_append (GTK_BOX (labels), about_label);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (can_compare)
    g_object_set_data_full (G_OBJECT (button), "original", g_strdup (conflict->path), g_free);
  g_object_set_data_full (G_OBJECT (button), "copy", g_strdup (path), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), labels);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

/* The box is there before a row is bound, because list-positions.c finds the row by its child. */
static void
setup_cb (BsConflictsView *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_widget_add_css_class (box, "duplicate-row");
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (BsConflictsView *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkStringObject *place = gtk_list_item_get_item (list_item);
  const BsConflict *conflict =
      self->findings->conflicts->pdata[g_ascii_strtoull (gtk_string_object_get_string (place), NULL, 10)];
  guint n = count_copies (self, conflict);
  g_autofree char *name = g_filename_display_basename (conflict->path);
  /* Translators: the name of a file, and how many conflicted copies of it there are */
  g_autofree char *heading =
      g_strdup_printf (ngettext ("%s and %'u conflicted copy", "%s and %'u conflicted copies", n), name, n);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  guint n_listed = 0;

  gtk_box_append (GTK_BOX (box), bs_verbatim_new (heading, 0, "heading"));
  for (guint i = 0; i < conflict->copies->len && n_listed < MAX_COPIES; i++)
    {
      const BsConflictCopy *copy = &g_array_index (conflict->copies, BsConflictCopy, i);

      if (is_gone (self, copy->id))
        continue;
      gtk_box_append (GTK_BOX (box), make_copy (self, conflict, copy));
      n_listed++;
    }
  if (n > n_listed)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%'u more", "%'u more", n - n_listed), n - n_listed);

      gtk_box_append (GTK_BOX (box), bs_verbatim_new (more, 0, "dim-label"));
    }
}

static void
unbind_cb (BsConflictsView *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
bs_conflicts_view_dispose (GObject *object)
{
  BsConflictsView *self = BS_CONFLICTS_VIEW (object);
  GtkWidget *child;

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->findings, bs_similar_findings_unref);
  g_clear_pointer (&self->gone, g_hash_table_unref);

  G_OBJECT_CLASS (bs_conflicts_view_parent_class)->dispose (object);
}

static void
bs_conflicts_view_class_init (BsConflictsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_conflicts_view_dispose;
  signals[REMOVE] = bs_new_signal (klass, "remove", 1, G_TYPE_ARRAY);
  signals[COMPARE] = bs_new_signal (klass, "compare", 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[OPEN] = bs_new_signal (klass, "open", 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bs_conflicts_view_init (BsConflictsView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *empty = adw_status_page_new ();

  self->gone = g_hash_table_new (NULL, NULL);
  self->rows = gtk_string_list_new (NULL);
  self->view =
      GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->rows))), NULL));
  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Articles with conflicted copies"), -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 760);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No Conflicted Copies"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (empty),
      _ ("When a file is changed in two places, sync programs keep a copy. Such copies are listed here."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->bar = GTK_ACTION_BAR (gtk_action_bar_new ());
  self->remove_button = GTK_BUTTON (gtk_button_new_with_mnemonic (""));
  gtk_button_set_use_underline (self->remove_button, TRUE);
  g_signal_connect_object (self->remove_button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_action_bar_set_center_widget (self->bar, GTK_WIDGET (self->remove_button));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

void
bs_conflicts_view_set_findings (BsConflictsView *self, BsSimilarFindings *findings)
{
  g_return_if_fail (BS_IS_CONFLICTS_VIEW (self));

  g_hash_table_remove_all (self->gone);
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), NULL);
  g_clear_pointer (&self->findings, bs_similar_findings_unref);
  self->findings = bs_similar_findings_ref (findings);
  update (self);
}

/* @ids: (element-type guint): articles that are in the trash now */
void
bs_conflicts_view_take_away (BsConflictsView *self, GArray *ids)
{
  g_return_if_fail (BS_IS_CONFLICTS_VIEW (self));

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->gone, GUINT_TO_POINTER (g_array_index (ids, guint, i)));
  update (self);
}
