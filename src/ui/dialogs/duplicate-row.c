/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/duplicate-row.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

#include <glib/gi18n-lib.h>

/* The parts of a listed article. */
typedef struct
{
  GtkWidget *box;
  GtkCheckButton *check;
  GtkLabel *title;
  GtkLabel *about;
  GtkLabel *reason;
} Line;

struct _BsDuplicateRow
{
  GtkWidget parent_instance;

  Line lines[BS_DUPLICATE_ROW_MEMBERS];
  GtkLabel *more;
  GtkLabel *heading;
  GtkWidget *trash_button;
  GtkWidget *distinct_button;

  BsDuplicateGroup *group; /* (nullable) */
  gboolean is_updating;
};

enum
{
  TRASH,
  DISTINCT,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsDuplicateRow, bs_duplicate_row, GTK_TYPE_WIDGET)

static char *
describe (const BsRow *row)
{
  g_autofree char *path = bs_row_dup_path (row);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GDateTime) date = row->date != BS_ROW_NO_DATE ? g_date_time_new_from_unix_local (row->date) : NULL;
  /* Translators: a whole date, as g_date_time_format() takes it */
  g_autofree char *day = date != NULL ? g_date_time_format (date, _ ("%-d %b %Y")) : g_strdup (_ ("No Date"));
  g_autofree char *size = g_format_size (row->size);

  return g_strdup_printf ("%s · %s · %s", day, size, shown);
}

static void
update_line (BsDuplicateRow *self, guint i)
{
  Line *line = &self->lines[i];
  const BsRow *row = bs_duplicate_group_get_row (self->group, i);
  GPtrArray *reasons = bs_duplicate_group_get_reasons (self->group);
  const BsSimilarReason *reason = i > 0 && reasons != NULL && i - 1 < reasons->len ? reasons->pdata[i - 1] : NULL;
  g_autofree char *about = describe (row);
  g_autofree char *why = NULL;
  g_autofree char *label = g_strdup_printf (_ ("Keep “%s”"), bs_row_get_title (row));

  if (reason != NULL && reason->difference != NULL && *reason->difference != '\0')
    /* Translators: how an article differs from another one, and the text that only one of them has */
    why = g_strdup_printf (_ ("%s: “%s”"), reason->sentence, reason->difference);
  else if (reason != NULL)
    why = g_strdup (reason->sentence);
  gtk_label_set_text (line->title, bs_row_get_title (row));
  gtk_label_set_text (line->about, about);
  gtk_label_set_text (line->reason, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (line->reason), why != NULL);
  gtk_check_button_set_active (line->check, bs_duplicate_group_get_kept (self->group) == i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->check), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : about, -1);
}

static void
update (BsDuplicateRow *self)
{
  guint n = bs_duplicate_group_get_members (self->group)->len;
  guint permille = bs_duplicate_group_get_permille (self->group);
  guint n_shown = MIN (n, BS_DUPLICATE_ROW_MEMBERS);
  g_autofree char *articles = g_strdup_printf (ngettext ("%'u article", "%'u articles", n), n);
  g_autofree char *heading = permille == 1000 ? g_strdup_printf (_ ("%s with the same text"), articles) :
                                                /* Translators: some articles, and how similar they are */
                                                g_strdup_printf (_ ("%s, %u%% the same"), articles, permille / 10);
  g_autofree char *trash =
      g_strdup_printf (ngettext ("Move %'u Other to the _Trash…", "Move %'u Others to the _Trash…", n - 1), n - 1);

  self->is_updating = TRUE;
  gtk_label_set_text (self->heading, heading);
  for (guint i = 0; i < BS_DUPLICATE_ROW_MEMBERS; i++)
    {
      gtk_widget_set_visible (self->lines[i].box, i < n_shown);
      if (i < n_shown)
        update_line (self, i);
    }
  if (n > n_shown)
    {
      const BsRow *kept = bs_duplicate_group_get_row (self->group, bs_duplicate_group_get_kept (self->group));
      g_autofree char *path = bs_row_dup_path (kept);
      g_autofree char *shown = g_filename_display_name (path);
      g_autofree char *more = g_strdup_printf (ngettext ("%'u more", "%'u more", n - n_shown), n - n_shown);
      g_autofree char *text = bs_duplicate_group_get_kept (self->group) >= n_shown ?
                                  /* Translators: how many more articles, and the path of the one that is kept */
                                  g_strdup_printf (_ ("%s; “%s” is kept"), more, shown) :
                                  g_strdup (more);

      gtk_label_set_text (self->more, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > n_shown);
  gtk_button_set_label (GTK_BUTTON (self->trash_button), trash);
  self->is_updating = FALSE;
}

static void
changed_cb (BsDuplicateRow *self)
{
  g_assert (BS_IS_DUPLICATE_ROW (self));

  update (self);
}

static void
toggled_cb (BsDuplicateRow *self, GtkCheckButton *check)
{
  g_assert (BS_IS_DUPLICATE_ROW (self));

  if (self->is_updating || self->group == NULL || !gtk_check_button_get_active (check))
    return;
  for (guint i = 0; i < BS_DUPLICATE_ROW_MEMBERS; i++)
    if (self->lines[i].check == check)
      bs_duplicate_group_set_kept (self->group, i);
}

static void
open_cb (BsDuplicateRow *self, GtkButton *button)
{
  g_assert (BS_IS_DUPLICATE_ROW (self));

  for (guint i = 0; self->group != NULL && i < BS_DUPLICATE_ROW_MEMBERS; i++)
    if (gtk_widget_get_parent (GTK_WIDGET (button)) == self->lines[i].box)
      {
        g_autofree char *path = bs_row_dup_path (bs_duplicate_group_get_row (self->group, i));

        g_signal_emit (self, signals[OPEN], 0, path);
        return;
      }
}

static void
trash_cb (BsDuplicateRow *self)
{
  g_signal_emit (self, signals[TRASH], 0);
}

static void
distinct_cb (BsDuplicateRow *self)
{
  g_signal_emit (self, signals[DISTINCT], 0);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = bs_verbatim_new (NULL, 3, css_class);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_line (BsDuplicateRow *self, GtkWidget *box, guint i)
{
  Line *line = &self->lines[i];
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *open = gtk_button_new_from_icon_name ("go-next-symbolic");

  line->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  line->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  if (i > 0)
    gtk_check_button_set_group (line->check, self->lines[0].check);
  gtk_widget_set_valign (GTK_WIDGET (line->check), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->check), _ ("Keep This One"));
  g_signal_connect_object (line->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  line->title = add_label (labels, NULL);
  line->about = add_label (labels, "dim-label");
  line->reason = add_label (labels, "duplicate-reason");
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_set_tooltip_text (open, _ ("Open"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open"), -1);
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->check));
  gtk_box_append (GTK_BOX (line->box), labels);
  gtk_box_append (GTK_BOX (line->box), open);
  gtk_box_append (GTK_BOX (box), line->box);
}

static void
bs_duplicate_row_dispose (GObject *object)
{
  BsDuplicateRow *self = BS_DUPLICATE_ROW (object);
  GtkWidget *child;

  bs_duplicate_row_set_group (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bs_duplicate_row_parent_class)->dispose (object);
}

static void
bs_duplicate_row_class_init (BsDuplicateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_duplicate_row_dispose;
  signals[TRASH] = bs_new_signal (klass, "trash", 0);
  signals[DISTINCT] = bs_new_signal (klass, "distinct", 0);
  signals[OPEN] = bs_new_signal (klass, "open", 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bs_duplicate_row_init (BsDuplicateRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *buttons = gtk_flow_box_new ();

  gtk_widget_add_css_class (box, "duplicate-row");
  self->heading = add_label (box, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  for (guint i = 0; i < BS_DUPLICATE_ROW_MEMBERS; i++)
    add_line (self, box, i);
  self->more = add_label (box, "dim-label");
  self->distinct_button = gtk_button_new_with_mnemonic (_ ("_Not Duplicates"));
  self->trash_button = gtk_button_new_with_mnemonic ("");
  gtk_button_set_use_underline (GTK_BUTTON (self->trash_button), TRUE);
  g_signal_connect_object (self->distinct_button, "clicked", G_CALLBACK (distinct_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trash_button, "clicked", G_CALLBACK (trash_cb), self, G_CONNECT_SWAPPED);
  /* Side by side, or one above the other if there is no room. */
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (buttons), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (buttons), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (buttons), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (buttons), 6);
  gtk_flow_box_insert (GTK_FLOW_BOX (buttons), self->distinct_button, -1);
  gtk_flow_box_insert (GTK_FLOW_BOX (buttons), self->trash_button, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (buttons); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
bs_duplicate_row_new (void)
{
  return g_object_new (BS_TYPE_DUPLICATE_ROW, NULL);
}

/* @group: (nullable): a group */
void
bs_duplicate_row_set_group (BsDuplicateRow *self, BsDuplicateGroup *group)
{
  g_return_if_fail (BS_IS_DUPLICATE_ROW (self));

  if (self->group != NULL)
    g_signal_handlers_disconnect_by_func (self->group, changed_cb, self);
  g_set_object (&self->group, group);
  if (group == NULL)
    return;
  g_signal_connect_object (group, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/* Returns: (transfer none) (nullable): the group that is shown */
BsDuplicateGroup *
bs_duplicate_row_get_group (BsDuplicateRow *self)
{
  g_return_val_if_fail (BS_IS_DUPLICATE_ROW (self), NULL);

  return self->group;
}
