/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/accessible.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/widgets/list-positions.h"

#define WATCHED "broadsheet-watched-label"
#define NAMED "broadsheet-named-button"

static gboolean
has_name (GtkWidget *widget)
{
  g_autofree char *difference = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;
  difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
  return difference != NULL;
}

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Returns: (transfer none) (nullable): the name of a part of a window without a name of its own */
static const char *
find_title (GtkWidget *widget)
{
  for (GtkWidget *above = widget; above != NULL; above = gtk_widget_get_parent (above))
    {
      const char *title = NULL;

      if (ADW_IS_STATUS_PAGE (above))
        title = adw_status_page_get_title (ADW_STATUS_PAGE (above));
      else if (ADW_IS_PREFERENCES_PAGE (above))
        title = adw_preferences_page_get_title (ADW_PREFERENCES_PAGE (above));
      else if (ADW_IS_PREFERENCES_GROUP (above))
        title = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (above));
      else if (ADW_IS_PREFERENCES_ROW (above))
        title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (above));
      else if (GTK_IS_WINDOW (above))
        title = gtk_window_get_title (GTK_WINDOW (above));
      if (title != NULL && *title != '\0')
        return title;
    }
  return NULL;
}

static void
name_by_title (GtkWidget *widget)
{
  const char *title = find_title (widget);

  if (title != NULL)
    set_name (widget, title);
}

/* Icons of buttons that GTK gives neither a name nor a tooltip. */
static const char *
find_icon_name (const char *icon)
{
  if (g_strcmp0 (icon, "edit-find-symbolic") == 0)
    return _ ("Search");
  if (g_strcmp0 (icon, "window-close-symbolic") == 0)
    return _ ("Close");
  return NULL;
}

/* Returns: (transfer none) (nullable): the widget for which the button takes the focus */
static const char *
find_whole (GtkWidget *whole)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (whole);

  return labels != NULL ? gtk_label_get_text (labels->data) : find_title (whole);
}

/* Returns: (transfer full): a label without the mark of its mnemonic: "_Stop", or "停止(_S)" */
static char *
strip_mnemonic (const char *label)
{
  GString *text = g_string_new (NULL);

  for (const char *c = label; *c != '\0'; c++)
    {
      if (c[0] == '(' && c[1] == '_' && c[2] != '\0' && c[3] == ')')
        {
          c += 3;
          continue;
        }
      if (*c == '_' && c[1] != '\0')
        c++;
      g_string_append_c (text, *c);
    }
  return g_string_free (text, FALSE);
}

/* GTK 4.8 names a button with a mnemonic by its label, and once more with the underscore, and some buttons not at all.
 */
static void
name_button (GtkButton *button)
{
  GtkWidget *widget = GTK_WIDGET (button);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  const char *label = gtk_button_get_label (button);
  const char *name = label;

  if (label != NULL && gtk_button_get_use_underline (button))
    {
      g_autofree char *text = strip_mnemonic (label);

      gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      set_name (widget, text);
      return;
    }
  if (has_name (widget) && g_object_get_data (G_OBJECT (widget), NAMED) == NULL)
    return;
  if (name == NULL && GTK_IS_LABEL (gtk_button_get_child (button)))
    name = gtk_label_get_text (GTK_LABEL (gtk_button_get_child (button)));
  if (name == NULL && (GTK_IS_FONT_BUTTON (parent) || GTK_IS_DROP_DOWN (parent)))
    name = find_whole (parent);
  if (name == NULL && gtk_button_get_icon_name (button) != NULL)
    {
      name = gtk_widget_get_tooltip_text (widget);
      if (name == NULL)
        name = find_icon_name (gtk_button_get_icon_name (button));
    }
  if (name == NULL)
    return;
  g_object_set_data (G_OBJECT (widget), NAMED, widget);
  set_name (widget, name);
}

/* GTK 4.8 names it by its label with the underscore. */
static void
name_check_button (GtkCheckButton *button)
{
  const char *label = gtk_check_button_get_label (button);
  g_autofree char *text = NULL;

  if (label == NULL || !gtk_check_button_get_use_underline (button))
    return;
  text = strip_mnemonic (label);
  set_name (GTK_WIDGET (button), text);
}

static void
label_cb (GtkButton *button)
{
  g_assert (GTK_IS_BUTTON (button));

  name_button (button);
}

/* A scrolling pane takes the focus for its keys, unless its content does. In a menu, the entries do: with GTK 4.8, an
 * arrow key beyond the last would focus the pane instead of the first. */
static void
name_scroller (GtkScrolledWindow *scroller)
{
  GtkWidget *child = gtk_scrolled_window_get_child (scroller);

  if ((child != NULL && !GTK_IS_VIEWPORT (child)) ||
      gtk_widget_get_ancestor (GTK_WIDGET (scroller), GTK_TYPE_POPOVER_MENU) != NULL)
    gtk_widget_set_focusable (GTK_WIDGET (scroller), FALSE);
  else if (!has_name (GTK_WIDGET (scroller)))
    name_by_title (GTK_WIDGET (scroller));
}

/* A group of preferences names its list, even if it has no title. */
static void
name_list_box (GtkWidget *list)
{
  GtkWidget *group = gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP);

  if (group != NULL ? *adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) == '\0' : !has_name (list))
    name_by_title (list);
}

/* GTK leaves the part with the focus of an entry to the entry, and libadwaita 1.2 cannot take it over. */
static void
name_entry (GtkWidget *row)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_autofree char *title = strip_mnemonic (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  if (text == NULL)
    return;
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (text)) != GTK_ACCESSIBLE_ROLE_TEXT_BOX)
    bs_accessible_set_role (text, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  set_name (text, title);
}

static gboolean
map_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (GTK_IS_BUTTON (widget))
    {
      if (g_object_get_data (G_OBJECT (widget), WATCHED) == NULL)
        {
          g_object_set_data (G_OBJECT (widget), WATCHED, widget);
          g_signal_connect (widget, "notify::label", G_CALLBACK (label_cb), NULL);
        }
      name_button (GTK_BUTTON (widget));
    }
  else if (GTK_IS_CHECK_BUTTON (widget))
    {
      name_check_button (GTK_CHECK_BUTTON (widget));
    }
  else if (ADW_IS_ENTRY_ROW (widget))
    {
      name_entry (widget);
    }
  else if (GTK_IS_SCROLLED_WINDOW (widget))
    {
      name_scroller (GTK_SCROLLED_WINDOW (widget));
    }
  else if (GTK_IS_LIST_BOX (widget))
    {
      name_list_box (widget);
    }
  else if (GTK_IS_LIST_VIEW (widget) && !has_name (widget))
    {
      name_by_title (widget);
    }
  else if (GTK_IS_SHORTCUTS_WINDOW (widget) && gtk_window_get_title (GTK_WINDOW (widget)) == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (widget), _ ("Keyboard Shortcuts"));
    }
  else if (GTK_IS_COLUMN_VIEW (widget))
    {
      set_name (gtk_widget_get_first_child (widget), _ ("Columns"));
    }
  return TRUE;
}

static gboolean (*focus_list) (GtkWidget *list, GtkDirectionType direction);

/* Before GTK 4.12, Tab goes through all rows of a list. The arrow keys do that. */
static gboolean
focus_cb (GtkWidget *list, GtkDirectionType direction)
{
  GtkWidget *row = gtk_widget_get_focus_child (list);

  if (row != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return !gtk_widget_has_focus (row) && gtk_widget_child_focus (row, direction);
  return focus_list (list, direction);
}

/* Lets screen readers name every widget of the program once and report the position of every row, and Tab leave lists.
 */
void
bs_accessible_init (void)
{
  GtkWidgetClass *list_class;

  g_type_ensure (GTK_TYPE_WIDGET);
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, map_cb, NULL, NULL);
  bs_list_positions_init ();
  list_class = g_type_class_ref (GTK_TYPE_LIST_VIEW);
  focus_list = list_class->focus;
  list_class->focus = focus_cb;
}

/* Changes the role of a widget that is part of another library's, before a screen reader has seen it. */
void
bs_accessible_set_role (GtkWidget *widget, GtkAccessibleRole role)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set (widget, "accessible-role", role, NULL);
}

/* Has a text spoken that appears without the focus. With GTK before 4.14, the role of its widget has to do. */
void
bs_accessible_announce (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

static void
text_cb (GtkLabel *label)
{
  bs_accessible_announce (GTK_WIDGET (label), gtk_label_get_text (label));
}

/* Has the last label in a widget spoken as it changes: the subtitle of a title. */
void
bs_accessible_announce_changes (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  while (widget != NULL && !GTK_IS_LABEL (widget))
    widget = gtk_widget_get_last_child (widget);
  if (widget == NULL)
    return;
  bs_accessible_set_role (widget, GTK_ACCESSIBLE_ROLE_STATUS);
  g_signal_connect (widget, "notify::label", G_CALLBACK (text_cb), NULL);
}
