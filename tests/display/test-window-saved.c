/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/library/saved-searches.h"
#include "ui/dialogs/icon-chooser.h"
#include "ui/list/search-field.h"
#include "ui/sidebar/sidebar-row.h"
#include "ui/window/search-notifier.h"
#include "window-fixture.h"

/* Saved searches in the sidebar, and going back and forward through the articles that were shown. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "a.md",
                        "---\ntitle: 苹果\ndate: 2024-01-01\ncategories: [水果]\ntags: [x]\n---\n[b](b.md)\n");
  window_fixture_write (self, "b.md",
                        "---\ntitle: Second\ndate: 2024-01-02\ncategories: [水果]\ntags: [x]\n---\n苹果\n");
  window_fixture_write (self, "c.md", "---\ntitle: Third\ndate: 2024-01-03\ncategories: [News]\n---\nText.\n");
  window_fixture_open (self);
  wait_until (bs_library_get_index_state (bs_window_get_library (self->window)) == BS_INDEX_WHOLE);
}

static BsSavedSearches *
get_searches (WindowFixture *self)
{
  return bs_library_get_searches (bs_window_get_library (self->window));
}

static BsSearchField *
get_field (WindowFixture *self)
{
  return BS_SEARCH_FIELD (window_fixture_part (GTK_WIDGET (window_fixture_articles (self)), "search"));
}

static void
act_in_sidebar (WindowFixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (window_fixture_sidebar_view (self), action, NULL));
}

static gboolean
has_searches (WindowFixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *model = G_LIST_MODEL (get_searches (self));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BsSavedSearch) search = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s=%s;", bs_saved_search_get_name (search), bs_saved_search_get_query (search));
    }
  return g_str_equal (text->str, expected);
}

/* Saves the current search, as with Ctrl+D and Enter. */
static void
save (WindowFixture *self, const char *name)
{
  GtkWindow *dialog;

  window_fixture_act (self, "win.save-search");
  dialog = window_fixture_find_dialog (self);
  g_assert_nonnull (dialog);
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (dialog)), name);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
  gtk_window_destroy (dialog);
  wait_until (window_fixture_find_dialog (self) == NULL);
}

static gboolean
is_selected (WindowFixture *self, const char *name)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (window_fixture_places (self));
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  g_autofree char *other = NULL;

  if (item != NULL)
    g_object_get (item, "name", &other, NULL);
  return g_strcmp0 (name, other) == 0;
}

static void
focus_sidebar (WindowFixture *self)
{
  GtkWidget *view = window_fixture_sidebar_view (self);

  bs_sidebar_focus (window_fixture_sidebar (self));
  wait_until (gtk_window_get_focus (GTK_WINDOW (self->window)) != NULL &&
              gtk_widget_get_parent (gtk_window_get_focus (GTK_WINDOW (self->window))) == view);
}

static GtkEditable *
find_entry (WindowFixture *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (window_fixture_sidebar_view (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (BS_IS_SIDEBAR_ROW (row) && bs_sidebar_row_get_entry (BS_SIDEBAR_ROW (row)) != NULL)
        return bs_sidebar_row_get_entry (BS_SIDEBAR_ROW (row));
    }
  return NULL;
}

static void
test_saved (WindowFixture *self, gconstpointer application)
{
  static const char *const fruit[] = { "水果", NULL };
  BsSidebar *sidebar = window_fixture_sidebar (self);

  /* Without a search, one begins. */
  window_fixture_act (self, "win.save-search");
  g_assert_true (bs_search_field_get_open (get_field (self)));
  bs_search_field_set_text (get_field (self), "苹果");
  wait_until (window_fixture_n_articles (self) == 2);
  save (self, "关键词");
  wait_until (is_selected (self, "关键词"));
  g_assert_cmpstr (bs_sidebar_get_title (sidebar), ==, "关键词");
  g_assert_cmpstr (bs_search_field_get_text (get_field (self)), ==, "苹果");
  wait_until (window_fixture_n_articles (self) == 2);

  /* Another place ends the search; a place can be a part of a saved search. */
  bs_sidebar_show_scope (sidebar, BS_SCOPE_CATEGORY, fruit);
  wait_until (!bs_search_field_get_open (get_field (self)) && window_fixture_n_articles (self) == 2);
  window_fixture_act (self, "win.search");
  bs_search_field_set_text (get_field (self), "second");
  wait_until (window_fixture_n_articles (self) == 1);
  save (self, "Fruit");
  g_assert_true (has_searches (self, "关键词=苹果;Fruit=category:水果 second;"));
  wait_until (is_selected (self, "Fruit"));

  /* In the sidebar: moved, renamed in place, and deleted, each with undo. */
  focus_sidebar (self);
  act_in_sidebar (self, "place.raise-search");
  g_assert_true (has_searches (self, "Fruit=category:水果 second;关键词=苹果;"));
  wait_until (is_selected (self, "Fruit"));
  focus_sidebar (self);
  act_in_sidebar (self, "place.rename");
  wait_until (find_entry (self) != NULL);
  gtk_editable_set_text (find_entry (self), "果");
  g_signal_emit_by_name (find_entry (self), "activate");
  g_assert_true (has_searches (self, "果=category:水果 second;关键词=苹果;"));
  focus_sidebar (self);
  act_in_sidebar (self, "place.remove");
  g_assert_true (has_searches (self, "关键词=苹果;"));
  wait_until (is_selected (self, "All Articles") && window_fixture_n_articles (self) == 3);
  window_fixture_act (self, "win.undo");
  g_assert_true (has_searches (self, "果=category:水果 second;关键词=苹果;"));
  window_fixture_act (self, "win.undo");
  window_fixture_act (self, "win.undo");
  g_assert_true (has_searches (self, "关键词=苹果;Fruit=category:水果 second;"));
  window_fixture_act (self, "win.redo");
  g_assert_true (has_searches (self, "Fruit=category:水果 second;关键词=苹果;"));
}

static gboolean
is_tagged (WindowFixture *self, const char *path, const char *tag)
{
  g_autofree char *text = window_fixture_read (self, path);

  return text != NULL && strstr (text, tag) != NULL;
}

/* A tag is renamed, in the articles and in the searches; one undo is enough for both. */
static void
test_follow (WindowFixture *self, gconstpointer application)
{
  static const char *const tag[] = { "x", NULL };
  static const char *const renamed[] = { "y z", NULL };
  BsSidebar *sidebar = window_fixture_sidebar (self);
  g_autoptr (BsMarksSearch) search = bs_marks_search_new ("S", "#X 苹果");

  bs_saved_searches_put (get_searches (self), search);
  g_signal_emit_by_name (sidebar, "organise", "rename", BS_SCOPE_TAG, tag, renamed);
  wait_until (has_searches (self, "S=#\"y z\" 苹果;"));
  g_assert_true (is_tagged (self, "a.md", "y z") && is_tagged (self, "b.md", "y z"));
  window_fixture_act (self, "win.undo");
  wait_until (has_searches (self, "S=#X 苹果;"));
  g_assert_true (is_tagged (self, "a.md", "[x]"));
  window_fixture_act (self, "win.redo");
  wait_until (has_searches (self, "S=#\"y z\" 苹果;"));
}

/* Returns: (transfer none) (nullable): the first widget of a type below @widget */
static GtkWidget *
find_widget (GtkWidget *widget, GType type, guint n)
{
  static guint n_left;
  GtkWidget *found = NULL;

  if (n != G_MAXUINT)
    n_left = n;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && n_left-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type, G_MAXUINT);
  return found;
}

static const BsMarksSearch *
get_kept (WindowFixture *self, guint position)
{
  g_autoptr (BsSavedSearch) search = g_list_model_get_item (G_LIST_MODEL (get_searches (self)), position);

  return bs_saved_search_get_kept (search);
}

static void
show_search (WindowFixture *self, const char *name, const char *query)
{
  g_autoptr (BsMarksSearch) search = bs_marks_search_new (name, query);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_MODIFIER "x", search->id);
  const char *const names[] = { key, NULL };

  search->place = G_MAXUINT;
  bs_saved_searches_put (get_searches (self), search);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_SEARCH, names);
  wait_until (is_selected (self, name));
}

/* A dialog chooses the icon, which the row shows, and all of it can be undone. */
static void
test_edit (WindowFixture *self, gconstpointer application)
{
  GtkWindow *dialog;
  GtkWidget *chooser;

  show_search (self, "S", "苹果");
  focus_sidebar (self);
  act_in_sidebar (self, "place.edit-search");
  dialog = window_fixture_find_dialog (self);
  g_assert_nonnull (dialog);
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (dialog)), "Star");
  chooser = find_widget (GTK_WIDGET (dialog), BS_TYPE_ICON_CHOOSER, 0);
  g_assert_null (bs_icon_chooser_get_icon (BS_ICON_CHOOSER (chooser)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (find_widget (chooser, GTK_TYPE_MENU_BUTTON, 0)));
  /* The first is the menu button's own; the next is the usual icon, which is chosen. */
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_widget (chooser, GTK_TYPE_TOGGLE_BUTTON, 1))));
  g_signal_emit_by_name (find_widget (chooser, GTK_TYPE_TOGGLE_BUTTON, 2), "clicked");
  g_assert_cmpstr (bs_icon_chooser_get_icon (BS_ICON_CHOOSER (chooser)), ==, "starred-symbolic");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
  gtk_window_destroy (dialog);
  wait_until (has_searches (self, "Star=苹果;"));
  g_assert_cmpstr (get_kept (self, 0)->icon, ==, "starred-symbolic");
  window_fixture_act (self, "win.undo");
  g_assert_true (has_searches (self, "S=苹果;"));
  g_assert_null (get_kept (self, 0)->icon);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_exited = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *is_exited = TRUE;
}

static void
run_xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean is_exited = FALSE;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);
  g_assert_nonnull (process);
  g_subprocess_wait_async (process, NULL, exited_cb, &is_exited);
  wait_until (is_exited);
}

/* Finds where the row of a saved search is on the screen: the window is at its top left. */
static gboolean
find_row (WindowFixture *self, const char *name, int *x, int *y)
{
  for (GtkWidget *child = gtk_widget_get_first_child (window_fixture_sidebar_view (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      GtkTreeListRow *list_row = BS_IS_SIDEBAR_ROW (row) ? bs_sidebar_row_get_list_row (BS_SIDEBAR_ROW (row)) : NULL;
      g_autoptr (GObject) item = list_row != NULL ? gtk_tree_list_row_get_item (list_row) : NULL;
      graphene_rect_t place;
      double surface_x, surface_y;

      if (!BS_IS_SAVED_SEARCH (item) || !g_str_equal (bs_saved_search_get_name (BS_SAVED_SEARCH (item)), name) ||
          !gtk_widget_compute_bounds (child, GTK_WIDGET (self->window), &place))
        continue;
      gtk_native_get_surface_transform (GTK_NATIVE (self->window), &surface_x, &surface_y);
      *x = (int) (surface_x + place.origin.x + 60);
      *y = (int) (surface_y + place.origin.y + place.size.height / 2);
      return place.size.height > 0;
    }
  return FALSE;
}

/* A search is dragged above the first, on a slow machine once more. */
static void
test_drag (WindowFixture *self, gconstpointer application)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");
  int from_x, from_y, x, y;

  if (xdotool == NULL)
    {
      g_test_skip ("xdotool is not there");
      return;
    }
  show_search (self, "A", "a");
  show_search (self, "B", "b");
  show_search (self, "C", "c");
  wait_until (find_row (self, "A", &x, &y) && find_row (self, "C", &from_x, &from_y));
  for (guint i = 0; i < 5 && !has_searches (self, "C=c;A=a;B=b;"); i++)
    {
      g_autofree char *script = g_strdup_printf (
          "mousemove %d %d sleep 0.1 mousedown 1 sleep 0.1 mousemove %d %d sleep 0.05 mousemove %d %d sleep 0.05 "
          "mousemove %d %d sleep 0.1 mousemove %d %d sleep 0.2 mouseup 1 sleep 0.3",
          from_x, from_y, from_x + 6, from_y - 8, from_x, (from_y + y) / 2, x, y - 4, x, y - 6);

      run_xdotool (script);
    }
  g_assert_true (has_searches (self, "C=c;A=a;B=b;"));
  g_assert_true (is_selected (self, "C"));
  window_fixture_act (self, "win.undo");
  g_assert_true (has_searches (self, "A=a;B=b;C=c;"));
}

static void
called_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
           GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  GString *shown = user_data;
  const char *summary = NULL;
  const char *body = NULL;
  g_autoptr (GVariant) notification = NULL;

  if (g_str_equal (method, "Notify"))
    {
      g_variant_get (parameters, "(&su&s&s&s@as@a{sv}i)", NULL, NULL, NULL, &summary, &body, NULL, NULL, NULL);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
    }
  else
    {
      g_variant_get (parameters, "(&s@a{sv})", NULL, &notification);
      g_variant_lookup (notification, "title", "&s", &summary);
      g_variant_lookup (notification, "body", "&s", &body);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  g_string_append_printf (shown, "%s|%s;", summary, body);
}

static void
acquired_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A notification arrives on the bus, at a desktop's server or, if GLib uses it, at the portal, and its body is not
 * markup. */
static void
test_notification (WindowFixture *self, gconstpointer application)
{
  static const struct
  {
    const char *name;
    const char *path;
    const char *xml;
  } servers[] = {
    { "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
      "<node><interface name='org.freedesktop.Notifications'><method name='Notify'>"
      "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
      "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/>"
      "</method></interface></node>" },
    { "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
      "<node><interface name='org.freedesktop.portal.Notification'><method name='AddNotification'>"
      "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method></interface></node>" },
  };
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL, { 0 } };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, NULL);
  g_autoptr (BsMarksSearch) search = bs_marks_search_new ("关键词", "苹果");
  g_autoptr (GString) shown = g_string_new (NULL);
  guint n_acquired = 0;

  g_assert_nonnull (connection);
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (servers[i].xml, NULL);

      g_assert_cmpuint (g_dbus_connection_register_object (connection, servers[i].path, node->interfaces[0], &vtable,
                                                           shown, NULL, NULL),
                        !=, 0);
      g_bus_own_name_on_connection (connection, servers[i].name, G_BUS_NAME_OWNER_FLAGS_NONE, acquired_cb, NULL,
                                    &n_acquired, NULL);
    }
  wait_until (n_acquired == G_N_ELEMENTS (servers));
  search->notifies = TRUE;
  bs_saved_searches_put (get_searches (self), search);
  window_fixture_write (self, "d.md", "---\ntitle: '<b>New</b> & one'\n---\n苹果\n");
  wait_until (shown->len > 0);
  g_assert_cmpstr (shown->str, ==, "1 new in 关键词|‹b›New‹/b› & one;");
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

static void
told_cb (BsSearchNotifier *notifier, const char *title, const char *body, GString *told)
{
  g_string_append_printf (told, "%s|%s;", title, body);
}

/* New articles are reported once a minute; those found in between wait. */
static void
test_notify (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsSearchNotifier) notifier = bs_search_notifier_new (NULL);
  g_autoptr (BsMarksSearch) search = bs_marks_search_new ("关键词", "苹果");
  g_autoptr (GString) told = g_string_new (NULL);

  bs_search_notifier_set_library (notifier, bs_window_get_library (self->window));
  g_signal_connect (notifier, "told", G_CALLBACK (told_cb), told);
  search->notifies = TRUE;
  bs_saved_searches_put (get_searches (self), search);
  window_fixture_write (self, "d.md", "---\ntitle: New & one\n---\n苹果\n");
  wait_until (told->len > 0);
  g_assert_cmpstr (told->str, ==, "1 new in 关键词|New & one;");
  window_fixture_write (self, "e.md", "---\ntitle: Another\n---\n苹果\n");
  wait_until (window_fixture_n_articles (self) == 5 &&
              bs_saved_search_get_count (bs_saved_searches_lookup (get_searches (self), search->id)) == 2);
  g_assert_cmpstr (told->str, ==, "1 new in 关键词|New & one;");
}

static gboolean
reads (WindowFixture *self, const char *path)
{
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));

  return g_strcmp0 (bs_reader_get_path (reader), path) == 0 && bs_reader_get_state (reader) == BS_READER_SHOWN;
}

static void
test_back (WindowFixture *self, gconstpointer application)
{
  static const char *const news[] = { "News", NULL };
  BsSidebar *sidebar = window_fixture_sidebar (self);
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));

  window_fixture_select (self, "苹果");
  wait_until (reads (self, "a.md"));
  /* A link is followed. */
  g_signal_emit_by_name (bs_reader_get_links (reader), "open-article", "b.md");
  wait_until (reads (self, "b.md"));
  bs_sidebar_show_scope (sidebar, BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_select (self, "Third");
  wait_until (reads (self, "c.md"));

  window_fixture_act (self, "win.back");
  wait_until (reads (self, "b.md") && window_fixture_n_articles (self) == 3);
  g_assert_cmpint (bs_sidebar_get_scope (sidebar), ==, BS_SCOPE_ALL);
  g_assert_true (window_fixture_selected_is (self, "Second"));
  window_fixture_act (self, "win.back");
  wait_until (reads (self, "a.md"));
  window_fixture_act (self, "win.back");
  g_assert_true (reads (self, "a.md"));
  window_fixture_act (self, "win.forward");
  wait_until (reads (self, "b.md"));
  window_fixture_act (self, "win.forward");
  wait_until (reads (self, "c.md") && window_fixture_n_articles (self) == 1);
  g_assert_cmpint (bs_sidebar_get_scope (sidebar), ==, BS_SCOPE_CATEGORY);
}

/* A moved article is found, and a deleted one is skipped. */
static void
test_back_changed (WindowFixture *self, gconstpointer application)
{
  g_autofree char *a = g_build_filename (self->root, "a.md", NULL);
  g_autofree char *moved = g_build_filename (self->root, "moved.md", NULL);
  g_autofree char *b = g_build_filename (self->root, "b.md", NULL);

  window_fixture_select (self, "苹果");
  wait_until (reads (self, "a.md"));
  window_fixture_select (self, "Second");
  wait_until (reads (self, "b.md"));
  window_fixture_select (self, "Third");
  wait_until (reads (self, "c.md"));
  g_assert_cmpint (rename (a, moved), ==, 0);
  g_assert_cmpint (remove (b), ==, 0);
  wait_until (window_fixture_n_articles (self) == 2);
  window_fixture_act (self, "win.back");
  wait_until (reads (self, "moved.md"));
  window_fixture_act (self, "win.forward");
  wait_until (reads (self, "c.md"));
}

/* A search that was left is open again. */
static void
test_back_search (WindowFixture *self, gconstpointer application)
{
  window_fixture_act (self, "win.search");
  bs_search_field_set_text (get_field (self), "second");
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_select (self, "Second");
  wait_until (reads (self, "b.md"));
  bs_search_field_set_open (get_field (self), FALSE);
  wait_until (window_fixture_n_articles (self) == 3);
  window_fixture_select (self, "Third");
  wait_until (reads (self, "c.md"));
  window_fixture_act (self, "win.back");
  wait_until (reads (self, "b.md") && window_fixture_n_articles (self) == 1);
  g_assert_cmpstr (bs_search_field_get_text (get_field (self)), ==, "second");
  window_fixture_act (self, "win.forward");
  wait_until (reads (self, "c.md") && window_fixture_n_articles (self) == 3);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window/saved/saved", test_saved },
    { "/broadsheet/window/saved/follow", test_follow },
    { "/broadsheet/window/saved/edit", test_edit },
    { "/broadsheet/window/saved/drag", test_drag },
    { "/broadsheet/window/saved/notification", test_notification },
    { "/broadsheet/window/saved/notify", test_notify },
    { "/broadsheet/window/back/back", test_back },
    { "/broadsheet/window/back/changed", test_back_changed },
    { "/broadsheet/window/back/search", test_back_search },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
