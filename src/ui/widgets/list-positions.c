/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GTK creates rows only for the visible positions and those near them, and does not report their positions. Before
 * 4.14, it does not pass positions on to screen readers either, so that they are described. */

#include "config.h"

#include "ui/widgets/list-positions.h"

#include <glib/gi18n-lib.h>

#define POSITIONS "broadsheet-list-positions"
#define NAMED "broadsheet-named-by-its-texts"

typedef struct
{
  GtkListView *view; /* owns it */
  GtkSelectionModel *model;
  GPtrArray *bound; /* (element-type GtkListItem) */
  guint idle_id;
} Positions;

static void queue (Positions *self);

static void
items_changed_cb (Positions *self)
{
  queue (self);
}

static void
set_model (Positions *self, GtkSelectionModel *model)
{
  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
}

/* Returns: (transfer none) (nullable): the row that shows an item, or a cell of it */
static GtkWidget *
find_row (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *row = child != NULL ? gtk_widget_get_parent (child) : NULL;

  return row != NULL && g_str_equal (gtk_widget_get_css_name (row), "cell") ? gtk_widget_get_parent (row) : row;
}

static void
collect_texts (GtkWidget *widget, GString *texts)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    g_string_append_printf (texts, "%s%s", texts->len > 0 ? ", " : "", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

/* A row that is given no name is called by its texts. */
static void
name (GtkWidget *row)
{
  g_autoptr (GString) texts = NULL;

  if (g_object_get_data (G_OBJECT (row), NAMED) == NULL &&
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return;
  g_object_set_data (G_OBJECT (row), NAMED, row);
  texts = g_string_new (NULL);
  collect_texts (row, texts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, texts->str, -1);
}

static void
tell (GtkListItem *item, guint n)
{
  GtkWidget *row = find_row (item);
  guint position = gtk_list_item_get_position (item);

  if (row == NULL || position >= n)
    return;
  name (row);
  if (gtk_check_version (4, 14, 0) == NULL)
    {
      gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) position + 1,
                                      GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n, -1);
    }
  else
    {
      /* Translators: a screen reader's description of a row in a list: its position, and how many rows there are */
      g_autofree char *description = g_strdup_printf (C_ ("row", "%u of %u"), position + 1, n);

      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
    }
}

static gboolean
idle_cb (gpointer user_data)
{
  Positions *self = user_data;
  guint n;

  self->idle_id = 0;
  set_model (self, gtk_list_view_get_model (self->view));
  n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
  for (guint i = 0; i < self->bound->len; i++)
    tell (g_ptr_array_index (self->bound, i), n);
  return G_SOURCE_REMOVE;
}

static void
queue (Positions *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static void
positions_free (gpointer data)
{
  Positions *self = data;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  set_model (self, NULL);
  g_ptr_array_unref (self->bound);
  g_free (self);
}

/* Returns: (transfer none) (nullable): those of the list view that has the item as a row */
static Positions *
find (GtkListItem *item, gboolean creates)
{
  GtkWidget *row = find_row (item);
  GtkWidget *view = row != NULL ? gtk_widget_get_parent (row) : NULL;
  Positions *self;

  if (!GTK_IS_LIST_VIEW (view))
    return NULL;
  self = g_object_get_data (G_OBJECT (view), POSITIONS);
  if (self == NULL && creates)
    {
      self = g_new0 (Positions, 1);
      self->view = GTK_LIST_VIEW (view);
      self->bound = g_ptr_array_new ();
      g_object_set_data_full (G_OBJECT (view), POSITIONS, self, positions_free);
    }
  return self;
}

static gboolean
bind_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkListItem *item = g_value_get_object (&values[1]);
  Positions *self = find (item, TRUE);

  if (self != NULL)
    {
      g_ptr_array_remove_fast (self->bound, item);
      g_ptr_array_add (self->bound, item);
      queue (self);
    }
  return TRUE;
}

static gboolean
unbind_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkListItem *item = g_value_get_object (&values[1]);
  Positions *self = find (item, FALSE);

  if (self != NULL)
    g_ptr_array_remove_fast (self->bound, item);
  return TRUE;
}

/* From now on, each row of every list view of the program reports its position. */
void
bs_list_positions_init (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_SIGNAL_LIST_ITEM_FACTORY));
  g_signal_add_emission_hook (g_signal_lookup ("bind", GTK_TYPE_SIGNAL_LIST_ITEM_FACTORY), 0, bind_cb, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("unbind", GTK_TYPE_SIGNAL_LIST_ITEM_FACTORY), 0, unbind_cb, NULL, NULL);
}
