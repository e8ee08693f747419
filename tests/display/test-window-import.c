/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "ui/dialogs/change-preview.h"
#include "ui/sidebar/sidebar-row.h"
#include "window-fixture.h"

/* The position and size of the other program's window beside ours, in pixels. */
#define OTHER_X 1230
#define OTHER_WIDTH 460
#define OTHER_HEIGHT 480
#define STEPS 16
#define TRIES 12

static const char *drag_source;

static void
write_library (WindowFixture *self)
{
  window_fixture_write_article (self, "News/a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_write_article (self, "News/b.md", "Second", "2024-01-02 08:00:00", "[News]");
  window_fixture_write_article (self, "Tech/c.md", "Third", "2024-01-03 08:00:00", "[Tech]");
}

static char *
write_source (WindowFixture *self, const char *name, const char *title)
{
  char *path = g_build_filename (self->parent, "source", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s\ndate: 2024-02-01\n---\nThe text of %s.\n", title, title);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_same (WindowFixture *self, const char *name, const char *source)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *expected = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_file_get_contents (source, &expected, NULL, NULL));
  g_assert_cmpstr (bytes, ==, expected);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *exited = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *exited = TRUE;
}

/* The window must stay responsive while the pointer moves. */
static char *
run_xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean exited = FALSE;
  char said[256];
  gssize n;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  g_assert_nonnull (process);
  g_subprocess_wait_async (process, NULL, exited_cb, &exited);
  wait_until (exited);
  n = g_input_stream_read (g_subprocess_get_stdout_pipe (process), said, sizeof said - 1, NULL, NULL);
  said[MAX (n, 0)] = '\0';
  return g_strdup (g_strstrip (said));
}

static void
point (GString *script, int x, int y)
{
  g_string_append_printf (script, "mousemove %d %d sleep 0.02 ", x, y);
}

static GtkWidget *
find_hint (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (widget, "drop-hint"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_hint (child);
  return found;
}

static gboolean
hint_is (WindowFixture *self, const char *text)
{
  GtkLabel *hint = GTK_LABEL (find_hint (GTK_WIDGET (self->window)));

  return gtk_widget_get_visible (GTK_WIDGET (hint)) && g_strcmp0 (gtk_label_get_text (hint), text) == 0;
}

/* On a slow machine the widget may not be under the pointer yet, so the press is repeated. */
static gboolean
drag (WindowFixture *self, int from_x, int from_y, int to_x, int to_y, const char *hint)
{
  for (guint try = 0; try < TRIES; try++)
    {
      g_autoptr (GString) script = g_string_new (NULL);

      point (script, from_x, from_y);
      g_string_append (script, "mousedown 1 sleep 0.1 ");
      for (int i = 1; i <= STEPS; i++)
        point (script, from_x + (to_x - from_x) * i / STEPS, from_y + (to_y - from_y) * i / STEPS);
      g_free (run_xdotool (script->str));
      for (guint nudge = 0; nudge < 10; nudge++)
        {
          g_autoptr (GString) small = g_string_new (NULL);

          /* Not only in passing. */
          if (hint_is (self, hint) && (g_free (run_xdotool ("sleep 0.1")), hint_is (self, hint)))
            return TRUE;
          point (small, to_x + (int) (nudge % 2), to_y);
          g_string_append (small, "sleep 0.1");
          g_free (run_xdotool (small->str));
        }
      g_free (run_xdotool ("mouseup 1 sleep 0.3"));
    }
  return FALSE;
}

static void
drop (void)
{
  g_free (run_xdotool ("mouseup 1"));
}

/* Repeats until the file exists, because the widget may not be under the pointer yet on a slow machine. */
static void
drag_out (WindowFixture *self, int from_x, int from_y, int to_x, int to_y, const char *path)
{
  for (guint try = 0; try < TRIES && !g_file_test (path, G_FILE_TEST_EXISTS); try++)
    {
      g_autoptr (GString) script = g_string_new (NULL);

      point (script, from_x, from_y);
      g_string_append (script, "mousedown 1 sleep 0.1 ");
      for (int i = 1; i <= STEPS; i++)
        point (script, from_x + (to_x - from_x) * i / STEPS, from_y + (to_y - from_y) * i / STEPS);
      g_string_append (script, "sleep 0.5 ");
      point (script, to_x + 1, to_y);
      g_string_append (script, "sleep 0.5 mouseup 1 sleep 1");
      g_free (run_xdotool (script->str));
    }
}

static void
find_on_screen (WindowFixture *self, GtkWidget *widget, int *x, int *y)
{
  double dx, dy;
  graphene_point_t middle;

  g_assert_true (gtk_widget_compute_point (
      widget, GTK_WIDGET (self->window),
      &GRAPHENE_POINT_INIT (gtk_widget_get_width (widget) / 2.f, gtk_widget_get_height (widget) / 2.f), &middle));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &dx, &dy);
  *x = (int) (middle.x + dx);
  *y = (int) (middle.y + dy);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *name)
{
  if (BS_IS_SIDEBAR_ROW (widget) && gtk_widget_get_mapped (widget))
    {
      GtkLabel *label = GTK_LABEL (gtk_widget_get_template_child (widget, BS_TYPE_SIDEBAR_ROW, "name"));

      if (g_strcmp0 (gtk_label_get_text (label), name) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
find_category (WindowFixture *self, const char *name, int *x, int *y)
{
  int before;

  wait_until (find_row (GTK_WIDGET (window_fixture_sidebar (self)), name) != NULL);
  wait_until (gtk_widget_get_width (find_row (GTK_WIDGET (window_fixture_sidebar (self)), name)) > 0);
  /* The rows may still be moving to where they will be. */
  do
    {
      find_on_screen (self, find_row (GTK_WIDGET (window_fixture_sidebar (self)), name), x, &before);
      g_free (run_xdotool ("sleep 0.2"));
      find_on_screen (self, find_row (GTK_WIDGET (window_fixture_sidebar (self)), name), x, y);
    }
  while (*y != before);
}

/* Another program's window beside ours. */
static GSubprocess *
start (const char *const *argv, const char *title, gboolean select_all)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_autofree char *search = g_strdup_printf ("search --onlyvisible --name '%s'", title);
  g_autofree char *window = NULL;
  g_autofree char *place = NULL;

  g_assert_no_error (error);
  do
    {
      g_free (window);
      window = run_xdotool (search);
    }
  while (*window == '\0');
  window[strcspn (window, "\n")] = '\0';
  place = g_strdup_printf ("windowmove --sync %s %d 0 windowsize %s %d %d windowraise %s", window, OTHER_X, window,
                           OTHER_WIDTH, OTHER_HEIGHT, window);
  g_free (run_xdotool (place));
  if (select_all)
    {
      g_autofree char *keys = g_strdup_printf ("mousemove %d %d click 1 windowfocus %s sleep 0.5 key ctrl+a sleep 0.3",
                                               OTHER_X + 400, 380, window);

      g_free (run_xdotool (keys));
    }
  return process;
}

static void
stop (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  if (path == NULL)
    g_test_skip_printf ("%s is not installed", name);
  return path != NULL;
}

/* The icon of the first file in the file manager's window, with or without its note for root. The file manager must
 * live until it has passed the data. */
static GSubprocess *
drag_from_files (WindowFixture *self, const char *folder, int x, int y, const char *hint)
{
  g_autofree char *path = g_build_filename (self->parent, folder, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *title = g_strdup_printf ("^%s - Thunar", name);
  const char *argv[] = { "thunar", path, NULL };
  GSubprocess *thunar = start (argv, title, TRUE);

  g_assert_true (drag (self, OTHER_X + 210, 135, x, y, hint));
  drop ();
  return thunar;
}

static void
open_library (WindowFixture *self)
{
  write_library (self);
  window_fixture_open (self);
}

static void
test_one_onto_category (WindowFixture *self, gconstpointer data)
{
  g_autofree char *source = write_source (self, "one.md", "Dragged");
  g_autofree char *text = NULL;
  GSubprocess *thunar;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  open_library (self);
  find_category (self, "News", &x, &y);
  thunar = drag_from_files (self, "source", x, y, "Import into “News”");
  wait_until (window_fixture_has_file (self, "News/one.md"));
  stop (thunar);
  wait_until (window_fixture_selected_is (self, "Dragged"));
  g_assert_cmpuint (window_fixture_n_articles (self), ==, 3);
  text = window_fixture_read (self, "News/one.md");
  g_assert_nonnull (strstr (text, "title: Dragged\n"));
  g_assert_nonnull (strstr (text, "- News\n"));
  g_assert_true (g_str_has_suffix (text, "---\nThe text of Dragged.\n"));
  g_assert_true (g_file_test (source, G_FILE_TEST_EXISTS));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (!window_fixture_has_file (self, "News/one.md"));
  wait_until (bs_library_get_n_articles (bs_window_get_library (self->window)) == 3);
}

static void
test_twenty_onto_window (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  GSubprocess *thunar;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%02u.md", i);
      g_autofree char *title = g_strdup_printf ("Dragged %u", i);

      g_ptr_array_add (sources, write_source (self, name, title));
    }
  open_library (self);
  find_on_screen (self, GTK_WIDGET (window_fixture_reader (self)), &x, &y);
  thunar = drag_from_files (self, "source", x, y, "Import into “library”");
  wait_until (window_fixture_n_articles (self) == 23);
  stop (thunar);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%02u.md", i);

      assert_same (self, name, g_ptr_array_index (sources, i));
    }
}

static gboolean
is_in_news (WindowFixture *self, const char *name)
{
  g_autofree char *path = g_strconcat ("News/", name, NULL);
  g_autofree char *text = window_fixture_read (self, path);

  return text != NULL && strstr (text, "- News\n") != NULL;
}

static void
test_twenty_onto_category (WindowFixture *self, gconstpointer data)
{
  GSubprocess *thunar;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%02u.md", i);
      g_autofree char *title = g_strdup_printf ("Dragged %u", i);

      g_free (write_source (self, name, title));
    }
  open_library (self);
  find_category (self, "News", &x, &y);
  thunar = drag_from_files (self, "source", x, y, "Import into “News”");
  wait_until (bs_library_get_n_articles (bs_window_get_library (self->window)) == 23);
  stop (thunar);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%02u.md", i);

      g_assert_true (is_in_news (self, name));
    }
}

static void
test_folder_onto_category (WindowFixture *self, gconstpointer data)
{
  GSubprocess *thunar;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  g_free (write_source (self, "inner/deep.md", "Deep"));
  g_free (write_source (self, "inner/more.md", "More"));
  open_library (self);
  find_category (self, "News", &x, &y);
  thunar = drag_from_files (self, "source", x, y, "Import into “News”");
  wait_until (bs_library_get_n_articles (bs_window_get_library (self->window)) == 5);
  stop (thunar);
  g_assert_true (is_in_news (self, "deep.md"));
  g_assert_true (is_in_news (self, "more.md"));
}

static void
test_folder_onto_list (WindowFixture *self, gconstpointer data)
{
  g_autofree char *source = write_source (self, "inner/deep.md", "Deep");
  g_autofree char *other = write_source (self, "inner/more.md", "More");
  GSubprocess *thunar;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  open_library (self);
  find_on_screen (self, bs_article_pane_get_view (window_fixture_articles (self)), &x, &y);
  thunar = drag_from_files (self, "source", x, y, "Import into “library”");
  wait_until (window_fixture_n_articles (self) == 5);
  stop (thunar);
  assert_same (self, "deep.md", source);
  assert_same (self, "more.md", other);
}

static void
test_other_program (WindowFixture *self, gconstpointer data)
{
  const char *argv[] = { drag_source, NULL };
  g_autofree char *html = NULL;
  g_autofree char *link = NULL;
  GSubprocess *process;
  int x, y;

  if (!has_program ("xdotool"))
    return;
  open_library (self);
  process = start (argv, "^Drag Source$", FALSE);
  find_category (self, "Tech", &x, &y);
  g_assert_true (drag (self, OTHER_X + 200, 100, x, y, "Import into “Tech”"));
  drop ();
  wait_until (window_fixture_has_file (self, "Tech/A Dragged Heading.html"));
  wait_until (window_fixture_selected_is (self, "A Dragged Heading"));
  html = window_fixture_read (self, "Tech/A Dragged Heading.html");
  g_assert_nonnull (strstr (html, "<b>selected</b> elsewhere."));

  find_on_screen (self, GTK_WIDGET (window_fixture_reader (self)), &x, &y);
  g_assert_true (drag (self, OTHER_X + 200, 380, x, y, "Import into “library”"));
  drop ();
  wait_until (window_fixture_has_file (self, "A Dragged Link.html"));
  wait_until (window_fixture_selected_is (self, "A Dragged Link"));
  link = window_fixture_read (self, "A Dragged Link.html");
  g_assert_nonnull (strstr (link, "source: https://example.org/dragged"));
  stop (process);
}

/* Chromium clears its list of actions afterwards, and GDK must not follow that. */
static void
test_browser (WindowFixture *self, gconstpointer data)
{
  g_autofree char *page = g_build_filename (self->parent, "page.html", NULL);
  g_autofree char *profile = g_strconcat ("--user-data-dir=", self->parent, "/chromium", NULL);
  g_autofree char *address = g_strconcat ("--app=file://", page, NULL);
  const char *argv[] = { "chromium",      "--no-sandbox", "--no-first-run", "--password-store=basic",
                         "--disable-gpu", profile,        address,          NULL };
  GSubprocess *process;
  int x, y;

  if (!has_program ("chromium") || !has_program ("xdotool"))
    return;
  g_assert_true (
      g_file_set_contents (page,
                           "<title>Browser</title><a href='https://example.org/dragged' style='display:block;"
                           "height:900px;background:#cce'>A Dragged Link</a>",
                           -1, NULL));
  open_library (self);
  process = start (argv, "^Browser", FALSE);
  find_category (self, "Tech", &x, &y);
  g_assert_true (drag (self, OTHER_X + 200, 200, x, y, "Import into “Tech”"));
  drop ();
  wait_until (window_fixture_has_place (self, "Tech", 2));
  g_free (run_xdotool ("mousemove 300 300 sleep 0.2 mousemove 320 320"));
  stop (process);
}

/* On the start page a file is opened as a file, and its folder is not remembered. */
static void
test_onto_start_page (WindowFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->parent, "source", NULL);
  guint n = bs_recent_folders_get_n (bs_application_get_recent (self->application));
  const char *argv[] = { "thunar", folder, NULL };
  GSubprocess *thunar;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  g_free (write_source (self, "one.md", "Dragged"));
  gtk_window_present (GTK_WINDOW (self->window));
  wait_until (gtk_widget_get_width (GTK_WIDGET (self->window)) > 0);
  thunar = start (argv, "^source - Thunar", TRUE);
  find_on_screen (self, GTK_WIDGET (self->window), &x, &y);
  g_assert_true (drag (self, OTHER_X + 210, 135, x, y, "Drop to open"));
  drop ();
  wait_until (window_fixture_shows (self, "one.md"));
  stop (thunar);
  g_assert_true (bs_window_is_passing (self->window));
  g_assert_cmpuint (bs_recent_folders_get_n (bs_application_get_recent (self->application)), ==, n);
}

static void
test_rows_onto_category (WindowFixture *self, gconstpointer data)
{
  g_autofree char *moved = NULL;
  g_autofree char *back = NULL;
  g_autofree char *added = NULL;
  GtkWidget *view;
  int from_x, from_y, x, y;

  if (!has_program ("xdotool"))
    return;
  open_library (self);
  view = bs_article_pane_get_view (window_fixture_articles (self));
  find_category (self, "Tech", &x, &y);
  find_on_screen (self, view, &from_x, &from_y);
  /* The third row, the oldest: First. */
  from_y = from_y - gtk_widget_get_height (view) / 2 + 240;
  window_fixture_select (self, "First");
  gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), 1, FALSE);
  g_assert_cmpuint (bs_article_pane_get_n_selected (window_fixture_articles (self)), ==, 2);
  g_assert_true (drag (self, from_x, from_y, x, y, "Move to “Tech”"));
  drop ();
  wait_until (window_fixture_has_place (self, "Tech", 3));
  moved = window_fixture_read (self, "News/a.md");
  g_assert_nonnull (strstr (moved, "categories: [Tech]"));

  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_has_place (self, "Tech", 1));
  back = window_fixture_read (self, "News/a.md");
  g_assert_nonnull (strstr (back, "categories: [News]"));

  g_free (run_xdotool ("keydown ctrl"));
  g_assert_true (drag (self, from_x, from_y, x, y, "Add to “Tech”"));
  drop ();
  g_free (run_xdotool ("keyup ctrl"));
  wait_until (window_fixture_has_place (self, "Tech", 3));
  g_assert_true (window_fixture_has_place (self, "News", 2));
  added = window_fixture_read (self, "News/b.md");
  g_assert_nonnull (strstr (added, "[[News], [Tech]]"));
}

static void
write_tagged (WindowFixture *self, const char *path, const char *date, const char *front)
{
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s\ndate: %s\n%s\n---\nText.\n", path, date, front);

  window_fixture_write (self, path, text);
}

/* Opens a library with tags and sources, and shows their rows. */
static void
open_tagged (WindowFixture *self)
{
  BsSidebar *sidebar = window_fixture_sidebar (self);

  write_tagged (self, "a.md", "2024-01-03 08:00:00", "tags: [甲]\nauthor: 新闻社");
  write_tagged (self, "b.md", "2024-01-02 08:00:00", "tags: [甲, 乙]\nauthor: 日报");
  write_tagged (self, "c.md", "2024-01-01 08:00:00", "tags: [2024]");
  window_fixture_open (self);
  wait_until ((bs_sidebar_show_scope (sidebar, BS_SCOPE_SOURCE, (const char *const[]){ "日报", NULL }),
               window_fixture_has_place (self, "日报", 1)));
  wait_until ((bs_sidebar_show_scope (sidebar, BS_SCOPE_TAG, (const char *const[]){ "甲", NULL }),
               window_fixture_has_place (self, "甲", 2)));
  wait_until (window_fixture_n_articles (self) == 2);
}

/* The middle of the first article's row. */
static void
find_first_article (WindowFixture *self, int *x, int *y)
{
  GtkWidget *view = bs_article_pane_get_view (window_fixture_articles (self));

  find_on_screen (self, view, x, y);
  *y = *y - gtk_widget_get_height (view) / 2 + 40;
  gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), 0, TRUE);
}

/* On a slow machine the row may not be under the pointer yet, so the click is repeated. */
static gboolean
open_menu (WindowFixture *self)
{
  for (guint try = 0; try < TRIES; try++)
    {
      g_autofree char *script = NULL;
      GtkWidget *menu;
      int x, y;

      find_first_article (self, &x, &y);
      script = g_strdup_printf ("mousemove %d %d sleep 0.1 click 3 sleep 0.5", x, y);
      g_free (run_xdotool (script));
      menu = window_fixture_find (GTK_WIDGET (window_fixture_articles (self)), GTK_TYPE_POPOVER_MENU, NULL);
      if (menu != NULL && gtk_widget_get_mapped (menu))
        return TRUE;
    }
  return FALSE;
}

/* The menu of a row gets the release of its click; the row is not drawn as pressed for good. */
static void
test_menu (WindowFixture *self, gconstpointer data)
{
  GtkWidget *row, *menu;

  if (!has_program ("xdotool"))
    return;
  open_tagged (self);
  g_assert_true (open_menu (self));
  row = gtk_widget_get_first_child (bs_article_pane_get_view (window_fixture_articles (self)));
  menu = window_fixture_find (GTK_WIDGET (window_fixture_articles (self)), GTK_TYPE_POPOVER_MENU, NULL);
  gtk_popover_popdown (GTK_POPOVER (menu));
  wait_until (!gtk_widget_get_mapped (menu));
  g_assert_cmpint (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_ACTIVE, ==, 0);
}

static gboolean
file_says (WindowFixture *self, const char *path, const char *part)
{
  g_autofree char *text = window_fixture_read (self, path);

  return text != NULL && strstr (text, part) != NULL;
}

/* A tag is added; only a drag from another tag's list replaces that one, and not with Ctrl. While counts change, the
 * row stays under the pointer. */
static void
test_rows_onto_tag (WindowFixture *self, gconstpointer data)
{
  BsSidebar *sidebar = window_fixture_sidebar (self);
  int from_x, from_y, x, y, now_x, now_y;

  if (!has_program ("xdotool"))
    return;
  open_tagged (self);
  find_first_article (self, &from_x, &from_y);
  find_category (self, "2024", &x, &y);
  g_assert_true (drag (self, from_x, from_y, x, y, "Replace “甲” with “2024”"));
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf ("new-%u.md", i);

      write_tagged (self, path, "2023-01-01", "tags: [丙, 2024]");
    }
  wait_until (bs_library_get_n_articles (bs_window_get_library (self->window)) == 8);
  g_free (run_xdotool ("sleep 0.3"));
  find_on_screen (self, find_row (GTK_WIDGET (sidebar), "2024"), &now_x, &now_y);
  g_assert_cmpint (ABS (now_y - y), <=, 2);
  drop ();
  wait_until (file_says (self, "a.md", "tags: ['2024']\n"));
  wait_until (window_fixture_has_place (self, "2024", 7) && window_fixture_has_place (self, "丙", 5));

  bs_sidebar_show_scope (sidebar, BS_SCOPE_SOURCE, (const char *const[]){ "日报", NULL });
  wait_until (window_fixture_n_articles (self) == 1);
  find_first_article (self, &from_x, &from_y);
  find_category (self, "2024", &x, &y);
  g_assert_true (drag (self, from_x, from_y, x, y, "Add tag “2024”"));
  drop ();
  wait_until (file_says (self, "b.md", "tags: [甲, 乙, '2024']\n"));
}

/* A source is only set after a question. */
static void
test_rows_onto_source (WindowFixture *self, gconstpointer data)
{
  AdwMessageDialog *question;
  int from_x, from_y, x, y;

  if (!has_program ("xdotool"))
    return;
  open_tagged (self);
  for (guint turn = 0; turn < 2; turn++)
    {
      find_first_article (self, &from_x, &from_y);
      find_category (self, "日报", &x, &y);
      g_assert_true (drag (self, from_x, from_y, x, y, "Set source to “日报”…"));
      drop ();
      wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
      g_assert_true (file_says (self, "a.md", "author: 新闻社\n"));
      question = ADW_MESSAGE_DIALOG (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
      adw_message_dialog_response (question, turn == 0 ? "cancel" : "set");
      gtk_window_close (GTK_WINDOW (question));
      wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
    }
  wait_until (file_says (self, "a.md", "author: 日报\n"));
  wait_until (window_fixture_has_place (self, "日报", 2));
}

/* The folders have the names of the categories, so the preview asks about their files. Only the articles are changed.
 */
static gboolean
file_says_after_preview (WindowFixture *self, const char *path, const char *part)
{
  GtkWindow *preview = window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW);
  GtkWidget *apply = preview != NULL ? window_fixture_part (GTK_WIDGET (preview), "apply_button") : NULL;
  GtkWidget *files = preview != NULL ? window_fixture_part (GTK_WIDGET (preview), "files") : NULL;

  if (apply != NULL && gtk_widget_get_sensitive (apply) && gtk_widget_get_visible (apply))
    {
      if (gtk_widget_get_mapped (files) && gtk_check_button_get_active (GTK_CHECK_BUTTON (files)))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (files), FALSE);
      else
        g_signal_emit_by_name (apply, "clicked");
    }
  return file_says (self, path, part);
}

/* A category that is dragged onto another one moves below it; onto the heading, to the top level. */
static void
test_category_onto_category (WindowFixture *self, gconstpointer data)
{
  static const char *const tech[] = { "Tech", NULL };
  static const char *const moved[] = { "Tech", "News", NULL };
  int from_x, from_y, x, y;

  if (!has_program ("xdotool"))
    return;
  open_library (self);
  find_category (self, "News", &from_x, &from_y);
  find_category (self, "Tech", &x, &y);
  g_assert_true (drag (self, from_x, from_y, x, y, "Move below “Tech”"));
  drop ();
  wait_until (file_says_after_preview (self, "News/a.md", "categories: [Tech, News]\n"));
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
  wait_until (window_fixture_has_place (self, "Tech", 3));
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, tech);
  wait_until ((bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, moved),
               window_fixture_has_place (self, "News", 2)));
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  find_category (self, "News", &from_x, &from_y);
  find_category (self, "Categories", &x, &y);
  g_assert_true (drag (self, from_x, from_y, x, y, "Move to top level"));
  drop ();
  wait_until (file_says_after_preview (self, "News/a.md", "categories: [News]\n"));
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
}

static void
write_many_categories (WindowFixture *self)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("Place %02u/a.md", i);
      g_autofree char *categories = g_strdup_printf ("[Place %02u]", i);
      g_autofree char *title = g_strdup_printf ("Of %02u", i);

      window_fixture_write_article (self, path, title, "2024-01-01 08:00:00", categories);
      for (guint j = 0; j < 5; j++)
        {
          g_autofree char *below = g_strdup_printf ("Place %02u/%u.md", i, j);
          g_autofree char *deep = g_strdup_printf ("[[Place %02u, Below %02u %u]]", i, i, j);

          window_fixture_write_article (self, below, title, "2024-01-01 08:00:00", deep);
        }
    }
}

/* The position at which the pointer finds it after the list has scrolled. */
static gboolean
is_in_view (WindowFixture *self, const char *name)
{
  GtkWidget *row = find_row (GTK_WIDGET (window_fixture_sidebar (self)), name);
  GtkWidget *view = window_fixture_sidebar_view (self);
  graphene_rect_t place;

  return row != NULL && gtk_widget_get_width (row) > 0 && gtk_widget_compute_bounds (row, view, &place) &&
         place.origin.y >= 0 && place.origin.y + place.size.height <= gtk_widget_get_height (view);
}

/* A category expands during a drag while others change. It stays under the pointer, wherever the list view would keep
 * its rows, and receives the article. */
static void
test_rows_onto_closed_category (WindowFixture *self, gconstpointer data)
{
  const char *first[] = { "Place 25", NULL };
  GtkWidget *view;
  GtkWidget *row;
  int from_x, from_y, x, y, now_x, now_y;

  if (!has_program ("xdotool"))
    return;
  write_many_categories (self);
  window_fixture_open (self);
  view = bs_article_pane_get_view (window_fixture_articles (self));
  wait_until (is_in_view (self, "Place 00"));
  /* The list view's anchor is the last row. */
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, first);
  bs_sidebar_focus (window_fixture_sidebar (self));
  wait_until (is_in_view (self, "Place 25"));
  wait_until (window_fixture_n_articles (self) == 6);
  do
    {
      find_category (self, "Place 18", &now_x, &now_y);
      g_free (run_xdotool ("sleep 0.3"));
      find_category (self, "Place 18", &x, &y);
    }
  while (now_y != y);
  find_on_screen (self, view, &from_x, &from_y);
  from_y = from_y - gtk_widget_get_height (view) / 2 + 40;
  gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), 0, TRUE);
  g_assert_true (drag (self, from_x, from_y, x, y, "Move to “Place 18”"));

  wait_until (is_in_view (self, "Below 18 0"));
  row = find_row (GTK_WIDGET (window_fixture_sidebar (self)), "Place 18");
  find_on_screen (self, row, &now_x, &now_y);
  g_assert_cmpint (ABS (now_y - y), <=, 2);

  /* There is another category above, and another place. */
  window_fixture_write_article (self, "Place 17/a.md", "New", "2024-01-01 08:00:00", "[Place 17a]");
  window_fixture_write (self, "draft.md", "---\ntitle: Draft\ndraft: true\n---\nText.\n");
  wait_until (window_fixture_has_place (self, "Place 17a", 1));
  wait_until (is_in_view (self, "Place 17a"));
  find_on_screen (self, find_row (GTK_WIDGET (window_fixture_sidebar (self)), "Place 18"), &now_x, &now_y);
  g_assert_cmpint (ABS (now_y - y), <=, 2);

  drop ();
  wait_until (window_fixture_has_place (self, "Place 18", 7));
  wait_until (window_fixture_has_place (self, "Drafts", 1));
}

/* A category that a drag has expanded collapses when the drag goes elsewhere, and stays expanded after a drop on it. */
static void
test_rows_past_closed_category (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GString) away = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  GtkWidget *sidebar = GTK_WIDGET (window_fixture_sidebar (self));
  GtkWidget *view = bs_article_pane_get_view (window_fixture_articles (self));
  int from_x, from_y, x, y, other_x, other_y;

  if (!has_program ("xdotool"))
    return;
  write_many_categories (self);
  window_fixture_open (self);
  wait_until (is_in_view (self, "Place 08"));
  find_category (self, "Place 08", &x, &y);
  find_category (self, "Place 04", &other_x, &other_y);
  find_on_screen (self, view, &from_x, &from_y);
  from_y = from_y - gtk_widget_get_height (view) / 2 + 40;
  gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), 0, TRUE);
  g_assert_true (drag (self, from_x, from_y, x, y, "Move to “Place 08”"));
  wait_until (is_in_view (self, "Below 08 0"));
  point (away, from_x, from_y);
  g_free (run_xdotool (away->str));
  wait_until (find_row (sidebar, "Below 08 0") == NULL);
  drop ();

  g_assert_true (drag (self, from_x, from_y, x, y, "Move to “Place 08”"));
  wait_until (is_in_view (self, "Below 08 0"));
  point (other, other_x, other_y);
  g_free (run_xdotool (other->str));
  wait_until (hint_is (self, "Move to “Place 04”"));
  g_assert_nonnull (find_row (sidebar, "Below 08 0"));
  wait_until (is_in_view (self, "Below 04 0"));
  drop ();
  wait_until (window_fixture_has_place (self, "Place 04", 7));
  wait_until (find_row (sidebar, "Below 08 0") == NULL);
  g_assert_nonnull (find_row (sidebar, "Below 04 0"));
}

/* A row that springs open holds its place until everything below it is there, which undoes a scroll meanwhile: scroll
 * again. */
static gboolean
scrolls_away (WindowFixture *self, GtkAdjustment *adjustment, double value, const char *hint)
{
  gtk_adjustment_set_value (adjustment, value);

  return !hint_is (self, hint);
}

/* While the sidebar scrolls under the pointer, the hint follows, and the article goes where it shows. */
static void
test_rows_while_scrolling (WindowFixture *self, gconstpointer data)
{
  GtkLabel *hint = GTK_LABEL (find_hint (GTK_WIDGET (self->window)));
  GtkAdjustment *adjustment;
  g_autofree char *name = NULL;
  GtkWidget *view;
  double value;
  int from_x, from_y, x, y, now_x, now_y;

  if (!has_program ("xdotool"))
    return;
  write_many_categories (self);
  window_fixture_open (self);
  view = bs_article_pane_get_view (window_fixture_articles (self));
  wait_until (is_in_view (self, "Place 08"));
  find_category (self, "Place 08", &x, &y);
  find_on_screen (self, view, &from_x, &from_y);
  from_y = from_y - gtk_widget_get_height (view) / 2 + 40;
  gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), 0, TRUE);
  g_assert_true (drag (self, from_x, from_y, x, y, "Move to “Place 08”"));
  /* It expands now or later; the scrolled part is below it. */
  wait_until (is_in_view (self, "Below 08 4"));

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (window_fixture_sidebar_view (self)));
  value = gtk_adjustment_get_value (adjustment) + 200;
  wait_until (scrolls_away (self, adjustment, value, "Move to “Place 08”"));
  name = g_utf8_substring (gtk_label_get_text (hint), strlen ("Move to ") + 1,
                           g_utf8_strlen (gtk_label_get_text (hint), -1) - 1);
  {
    const char *last = strstr (name, " › ") != NULL ? strstr (name, " › ") + strlen (" › ") : name;

    wait_until (is_in_view (self, last));
    find_on_screen (self, find_row (GTK_WIDGET (window_fixture_sidebar (self)), last), &now_x, &now_y);
    g_assert_cmpint (ABS (now_y - y), <=, 20);
    drop ();
    wait_until (window_fixture_has_place (self, last, 2) || window_fixture_has_place (self, last, 7));
  }
}

/* Dragging an article out copies it: a move would take it out of the library. */
static void
test_rows_out (WindowFixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->parent, "taker", NULL);
  g_autofree char *first = g_build_filename (folder, "a.md", NULL);
  g_autofree char *second = g_build_filename (folder, "b.md", NULL);
  const char *argv[] = { "thunar", folder, NULL };
  GSubprocess *thunar;
  GtkWidget *view;
  int x, y;

  if (!has_program ("thunar") || !has_program ("xdotool"))
    return;
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  open_library (self);
  thunar = start (argv, "^taker - Thunar", FALSE);
  view = bs_article_pane_get_view (window_fixture_articles (self));
  find_on_screen (self, view, &x, &y);
  y = y - gtk_widget_get_height (view) / 2 + 240;
  window_fixture_select (self, "First");
  gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), 1, FALSE);
  g_assert_cmpuint (bs_article_pane_get_n_selected (window_fixture_articles (self)), ==, 2);
  drag_out (self, x, y, OTHER_X + 330, 300, first);
  wait_until (g_file_test (first, G_FILE_TEST_EXISTS) && g_file_test (second, G_FILE_TEST_EXISTS));
  assert_same (self, "News/a.md", first);
  assert_same (self, "News/b.md", second);
  stop (thunar);
  g_assert_cmpuint (bs_library_get_n_articles (bs_window_get_library (self->window)), ==, 3);
}

/* Imported files that were changed since go to the trash when the import is undone. */
static void
test_undo_changed (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  g_autofree char *changed = write_source (self, "changed.md", "Changed");
  g_autofree char *same = write_source (self, "same.md", "Same");
  g_autofree char *trashed = g_build_filename (g_get_user_data_dir (), "Trash", "files", "changed.md", NULL);

  /* In a sandbox the trash is the portal's task, and the test's bus has none. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the trash is not to be had in a sandbox");
      return;
    }
  open_library (self);
  g_ptr_array_add (inputs, bs_import_input_new_file (changed, changed));
  g_ptr_array_add (inputs, bs_import_input_new_file (same, same));
  bs_importer_import (bs_window_get_importer (self->window), inputs, NULL);
  wait_until (window_fixture_n_articles (self) == 5);
  wait_until (window_fixture_selected_is (self, "Changed"));
  window_fixture_write (self, "changed.md", "---\ntitle: Worked On\n---\nMine.\n");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (!window_fixture_has_file (self, "changed.md") && !window_fixture_has_file (self, "same.md"));
  g_assert_true (g_file_test (trashed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (changed, G_FILE_TEST_EXISTS));
  wait_until (bs_library_get_n_articles (bs_window_get_library (self->window)) == 3);
}

int
main (int argc, char **argv)
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/import/undo-changed", test_undo_changed },
    { "/broadsheet/import/drag/one-onto-category", test_one_onto_category },
    { "/broadsheet/import/drag/twenty-onto-window", test_twenty_onto_window },
    { "/broadsheet/import/drag/twenty-onto-category", test_twenty_onto_category },
    { "/broadsheet/import/drag/folder-onto-list", test_folder_onto_list },
    { "/broadsheet/import/drag/folder-onto-category", test_folder_onto_category },
    { "/broadsheet/import/drag/other-program", test_other_program },
    { "/broadsheet/import/drag/browser", test_browser },
    { "/broadsheet/import/drag/onto-start-page", test_onto_start_page },
    { "/broadsheet/import/drag/rows-onto-category", test_rows_onto_category },
    { "/broadsheet/import/drag/rows-onto-tag", test_rows_onto_tag },
    { "/broadsheet/window-import/menu", test_menu },
    { "/broadsheet/import/drag/rows-onto-source", test_rows_onto_source },
    { "/broadsheet/import/drag/category-onto-category", test_category_onto_category },
    { "/broadsheet/import/drag/rows-onto-closed-category", test_rows_onto_closed_category },
    { "/broadsheet/import/drag/rows-past-closed-category", test_rows_past_closed_category },
    { "/broadsheet/import/drag/rows-while-scrolling", test_rows_while_scrolling },
    { "/broadsheet/import/drag/rows-out", test_rows_out },
  };
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *path = g_build_filename (folder, "drag-source", NULL);

  drag_source = path;

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
