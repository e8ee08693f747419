/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ui/dialogs/change-preview.h"
#include "ui/dialogs/change-row.h"
#include "ui/dialogs/repair-choice.h"
#include "ui/dialogs/repair-page.h"
#include "ui/dialogs/repair-row.h"
#include "ui/source/source-page.h"
#include "window-fixture.h"

/* Needs Repair: one problem and all of a kind are fixed and undone, and choices are asked for. */

#define COLON "---\ntitle: One: two\n---\nText.\n"
#define COLON_FIXED "---\ntitle: 'One: two'\n---\nText.\n"
#define TWICE "---\ntitle: Twice\ntags: [a]\ntags: [b]\n---\nText.\n"
#define DATED "---\ntitle: Dated\ndate: Invalid Date\n---\nText.\n"
#define MARKED "---\ntitle: Marked\n---\n<<<<<<< here\nOur line.\n=======\nTheir line.\n>>>>>>> there\n"
#define HOPELESS "---\ntitle: \"\\u4e2d \"a\"\"\n---\nText.\n"

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "a.md", COLON);
  window_fixture_write (self, "b.md", "---\ntitle: Three: four\n---\nText.\n");
  window_fixture_write (self, "c.md", "---\ntitle: Five: six\n---\nText.\n");
  window_fixture_write (self, "2017-2-5-dated.md", DATED);
  window_fixture_write (self, "hopeless.md", HOPELESS);
  window_fixture_write (self, "marked.md", MARKED);
  window_fixture_write (self, "twice.md", TWICE);
  window_fixture_open (self);
}

static gboolean
is_now (WindowFixture *self, const char *path, const char *text)
{
  g_autofree char *now = window_fixture_read (self, path);

  return g_strcmp0 (now, text) == 0;
}

/* Returns: (transfer none) (nullable): a visible widget of a type with a part of a text, or any of that type */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  const char *its = GTK_IS_LABEL (widget)        ? gtk_label_get_label (GTK_LABEL (widget)) :
                    GTK_IS_CHECK_BUTTON (widget) ? gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)) :
                    GTK_IS_BUTTON (widget)       ? gtk_button_get_label (GTK_BUTTON (widget)) :
                                                   NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) &&
      (text == NULL || (its != NULL && strstr (its, text) != NULL)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
wait_for (GtkWidget *in, GType type, const char *text)
{
  wait_until (find (in, type, text) != NULL);
  return find (in, type, text);
}

static GtkWidget *
wait_for_window (GType type)
{
  wait_until (window_fixture_find_window (type) != NULL);
  return GTK_WIDGET (window_fixture_find_window (type));
}

/* Returns: (transfer none): the visible row that has a label */
static GtkWidget *
wait_for_row (GtkWidget *in, GType type, const char *text)
{
  return gtk_widget_get_ancestor (wait_for (in, GTK_TYPE_LABEL, text), type);
}

static void
click (GtkWidget *in, const char *text)
{
  g_signal_emit_by_name (wait_for (in, GTK_TYPE_BUTTON, text), "clicked");
}

static GtkWidget *
open_page (WindowFixture *self)
{
  GtkWidget *page;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.repair", NULL));
  page = wait_for_window (BS_TYPE_REPAIR_PAGE);
  wait_for (page, GTK_TYPE_LIST_BOX, NULL);
  return page;
}

static void
choose_kind (GtkWidget *page, const char *name)
{
  GtkWidget *row = wait_for_row (page, GTK_TYPE_LIST_BOX_ROW, name);

  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
}

/* Returns: whether a window takes the keys */
static gboolean
press (GtkWidget *window, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0;
           GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL))
            return TRUE;
        }
    }
  return FALSE;
}

static void
test_one (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  GtkWidget *row;

  wait_for (page, GTK_TYPE_LABEL, "Colon in an unquoted value (3)");
  row = wait_for_row (page, BS_TYPE_REPAIR_ROW, "One: two");
  wait_for (row, GTK_TYPE_LABEL, "Line 2: The title contains “: ”, and needs quotes.");
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "title: One: two"));
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "+ title: 'One: two'"));
  gtk_widget_grab_focus (gtk_widget_get_parent (row));
  g_assert_true (press (page, GDK_KEY_Return, GDK_CONTROL_MASK));
  wait_until (is_now (self, "a.md", COLON_FIXED));
  wait_for (page, GTK_TYPE_LABEL, "Colon in an unquoted value (2)");
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  g_assert_true (press (page, GDK_KEY_z, GDK_CONTROL_MASK));
  wait_until (is_now (self, "a.md", COLON));
  wait_for (page, GTK_TYPE_LABEL, "Colon in an unquoted value (3)");
}

/* Every fix is shown first; one is skipped, and one is in a file that changes meanwhile. */
static void
test_all (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  GtkWidget *button = window_fixture_part (page, "fix_all_button");
  GtkWidget *preview, *row;
  const char *changed = "---\ntitle: Three: four and more\n---\nText.\n";

  wait_for_row (page, BS_TYPE_REPAIR_ROW, "One: two");
  gtk_widget_grab_focus (button);
  g_assert_true (gtk_widget_activate (button));
  preview = wait_for_window (BS_TYPE_CHANGE_PREVIEW);
  wait_for (preview, GTK_TYPE_LABEL, "Repair 3 articles");
  wait_for (preview, GTK_TYPE_LABEL, "− title: One: two");
  wait_for (preview, GTK_TYPE_LABEL, "+ title: 'One: two'");
  row = wait_for_row (preview, BS_TYPE_CHANGE_ROW, "Five: six");
  gtk_widget_grab_focus (find (row, GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_true (gtk_widget_activate (find (row, GTK_TYPE_CHECK_BUTTON, NULL)));
  wait_for (preview, GTK_TYPE_LABEL, "Repair 2 articles");
  window_fixture_write (self, "b.md", changed);
  click (preview, "_Apply");
  wait_until (is_now (self, "a.md", COLON_FIXED));
  wait_for (page, GTK_TYPE_LABEL, "1 article repaired · “b.md” has changed since");
  g_assert_true (is_now (self, "b.md", changed));
  g_assert_true (is_now (self, "c.md", "---\ntitle: Five: six\n---\nText.\n"));
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL));
  wait_until (is_now (self, "a.md", COLON));
}

static void
test_choices (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  GtkWidget *choice;

  choose_kind (page, "Repeated field");
  click (wait_for_row (page, BS_TYPE_REPAIR_ROW, "Twice"), "Fix…");
  choice = wait_for_window (BS_TYPE_REPAIR_CHOICE);
  wait_for (choice, GTK_TYPE_LABEL, "tags: [a, b]");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (choice, GTK_TYPE_CHECK_BUTTON, "Merge Both")), TRUE);
  click (choice, "_Fix");
  wait_until (is_now (self, "twice.md", "---\ntitle: Twice\ntags: [a, b]\n---\nText.\n"));
  wait_until (window_fixture_find_window (BS_TYPE_REPAIR_CHOICE) == NULL);

  choose_kind (page, "conflict markers");
  click (wait_for_row (page, BS_TYPE_REPAIR_ROW, "Marked"), "Fix…");
  choice = wait_for_window (BS_TYPE_REPAIR_CHOICE);
  wait_for (choice, GTK_TYPE_LABEL, "there");
  g_assert_nonnull (find (choice, GTK_TYPE_LABEL, "Our line."));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (choice, GTK_TYPE_CHECK_BUTTON, "Keep the Second")), TRUE);
  click (choice, "_Fix");
  wait_until (is_now (self, "marked.md", "---\ntitle: Marked\n---\nTheir line.\n"));
  wait_until (window_fixture_find_window (BS_TYPE_REPAIR_CHOICE) == NULL);

  choose_kind (page, "Invalid date");
  click (wait_for_row (page, BS_TYPE_REPAIR_ROW, "Dated"), "Fix…");
  choice = wait_for_window (BS_TYPE_REPAIR_CHOICE);
  click (choice, "_Fix");
  wait_until (is_now (self, "2017-2-5-dated.md", "---\ntitle: Dated\ndate: 2017-02-05\n---\nText.\n"));
}

/* A problem without a provable fix has no button, but advice. */
static void
test_hopeless (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_page (self);
  GtkWidget *row;

  choose_kind (page, "Quotation mark inside quotes");
  wait_for (page, GTK_TYPE_LABEL, "This cannot be fixed automatically.");
  row = wait_for_row (page, BS_TYPE_REPAIR_ROW, "This cannot be fixed automatically.");
  g_assert_null (find (row, GTK_TYPE_BUTTON, "Fix"));
  click (row, "Show Line");
  wait_for (GTK_WIDGET (self->window), BS_TYPE_SOURCE_PAGE, NULL);
  wait_for (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Line 2, Column ");
}

static void
test_banner (WindowFixture *self, gconstpointer data)
{
  GtkWidget *reader = GTK_WIDGET (window_fixture_reader (self));

  window_fixture_select (self, "Five: six");
  wait_for (reader, GTK_TYPE_LABEL, "Line 2: The title contains “: ”, and needs quotes.");
  g_assert_true (gtk_widget_activate (wait_for (reader, GTK_TYPE_BUTTON, "_Fix")));
  wait_until (is_now (self, "c.md", "---\ntitle: 'Five: six'\n---\nText.\n"));
  wait_until (find (reader, GTK_TYPE_BUTTON, "_Fix") == NULL);
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL));
  wait_until (is_now (self, "c.md", "---\ntitle: Five: six\n---\nText.\n"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.properties", NULL));
  wait_for (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "Fix");
  g_assert_true (gtk_widget_activate (wait_for (reader, GTK_TYPE_BUTTON, "Show _Line")));
  wait_for (GTK_WIDGET (self->window), GTK_TYPE_LABEL, "Line 2, Column ");
}

static double
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static double poll_end;

static int
poll_cb (GPollFD *fds, guint n_fds, int timeout)
{
  int n = g_poll (fds, n_fds, timeout);

  poll_end = get_thread_time ();
  return n;
}

/* Runs the main loop until a condition is true, and reports the longest work of one turn. */
#define measure_until(what, condition)                                                                                 \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 start = g_get_monotonic_time ();                                                                            \
    double longest = 0;                                                                                                \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        poll_end = get_thread_time ();                                                                                 \
        g_main_context_iteration (NULL, TRUE);                                                                         \
        longest = MAX (longest, get_thread_time () - poll_end);                                                        \
      }                                                                                                                \
    g_test_message ("%s: %.1f s, longest turn %.1f ms", what,                                                          \
                    (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, longest);                             \
  }                                                                                                                    \
  G_STMT_END

/* Very many are fixed in one step. BROADSHEET_REPAIRS sets the number, and the log has
 * the time. */
static void
test_many (WindowFixture *self, gconstpointer data)
{
  guint n = g_getenv ("BROADSHEET_REPAIRS") != NULL ? (guint) atoi (g_getenv ("BROADSHEET_REPAIRS")) : 200;
  g_autofree char *label = g_strdup_printf ("Colon in an unquoted value (%'u)", n + 3);
  g_autofree char *name = g_strdup_printf ("Repair %u articles", n + 3);
  guint tick = g_timeout_add (50, wait_wake_cb, NULL);
  GtkWidget *page, *preview, *apply;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("many/%u/%u.md", i / 1000, i);
      g_autofree char *text = g_strdup_printf ("---\ntitle: One: %u\n---\nText.\n", i);

      window_fixture_write (self, path, text);
    }
  g_main_context_set_poll_func (NULL, poll_cb);
  measure_until ("scan", window_fixture_n_articles (self) == n + 7);
  page = open_page (self);
  measure_until ("groups", find (page, GTK_TYPE_LABEL, label) != NULL);
  wait_for_row (page, BS_TYPE_REPAIR_ROW, "One: two");
  poll_end = get_thread_time ();
  click (page, "Fix _All");
  g_test_message ("click: %.1f ms", get_thread_time () - poll_end);
  preview = wait_for_window (BS_TYPE_CHANGE_PREVIEW);
  apply = window_fixture_part (preview, "apply_button");
  measure_until ("examine", gtk_widget_get_sensitive (apply));
  poll_end = get_thread_time ();
  g_signal_emit_by_name (apply, "clicked");
  g_test_message ("apply: %.1f ms", get_thread_time () - poll_end);
  measure_until ("write", window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
  measure_until ("tell", find (page, GTK_TYPE_LABEL, "Colon in an unquoted value") == NULL);
  g_assert_true (is_now (self, "a.md", COLON_FIXED));
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  g_assert_cmpstr (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)), ==, name);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL));
  measure_until ("undo", find (page, GTK_TYPE_LABEL, label) != NULL);
  g_assert_true (is_now (self, "a.md", COLON));
  g_main_context_set_poll_func (NULL, NULL);
  g_source_remove (tick);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-repair/one", test_one },         { "/broadsheet/window-repair/all", test_all },
    { "/broadsheet/window-repair/choices", test_choices }, { "/broadsheet/window-repair/hopeless", test_hopeless },
    { "/broadsheet/window-repair/banner", test_banner },   { "/broadsheet/window-repair/many", test_many },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
