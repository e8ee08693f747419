/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/application/application.h"
#include "ui/list/article-pane.h"
#include "ui/reader/reader-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/window.h"

#include "../support/wait.h"

G_BEGIN_DECLS

/* A folder with a few articles, and a window of the one application of the test program. */
typedef struct
{
  BsApplication *application;
  char *parent;
  char *root;
  BsWindow *window;
} WindowFixture;

typedef void (*WindowFixtureFunc) (WindowFixture *self, gconstpointer application);

/* A test and its path. */
typedef struct
{
  const char *path;
  WindowFixtureFunc test;
} WindowFixtureTest;

int window_fixture_run (int argc, char **argv, WindowFixtureFunc set_up, const WindowFixtureTest *tests, gsize n_tests);
void window_fixture_make (WindowFixture *self, gconstpointer application);
void window_fixture_set_up (WindowFixture *self, gconstpointer application);
void window_fixture_tear_down (WindowFixture *self, gconstpointer application);
GtkWindow *window_fixture_find_window (GType type);
GtkWindow *window_fixture_find_dialog (WindowFixture *self);
GtkWidget *window_fixture_part (GtkWidget *widget, const char *name);
GtkWidget *window_fixture_find (GtkWidget *widget, GType type, const char *css_class);
GtkWidget *window_fixture_find_row (GtkWidget *widget, const char *title);
gboolean window_fixture_has_text (GtkWidget *widget, const char *text);
BsArticlePane *window_fixture_articles (WindowFixture *self);
BsReaderPane *window_fixture_reader (WindowFixture *self);
BsSidebar *window_fixture_sidebar (WindowFixture *self);
GtkWidget *window_fixture_sidebar_view (WindowFixture *self);
GtkSingleSelection *window_fixture_places (WindowFixture *self);
BsUndoStack *window_fixture_undo_stack (WindowFixture *self);
void window_fixture_write (WindowFixture *self, const char *path, const char *text);
void window_fixture_write_article (WindowFixture *self, const char *path, const char *title, const char *date,
                                   const char *categories);
char *window_fixture_read (WindowFixture *self, const char *path);
gboolean window_fixture_has_file (WindowFixture *self, const char *path);
gboolean window_fixture_says (WindowFixture *self, const char *path, const char *part);
void window_fixture_act (WindowFixture *self, const char *action);
void window_fixture_wait_for_editor (WindowFixture *self);
const char *window_fixture_undo_name (WindowFixture *self);
void window_fixture_open (WindowFixture *self);
void window_fixture_close (WindowFixture *self);
guint window_fixture_n_windows (WindowFixture *self);
guint window_fixture_n_articles (WindowFixture *self);
char *window_fixture_title (WindowFixture *self, guint position);
char *window_fixture_selected (WindowFixture *self);
gboolean window_fixture_selected_is (WindowFixture *self, const char *title);
void window_fixture_select (WindowFixture *self, const char *title);
gboolean window_fixture_shows (WindowFixture *self, const char *path);
gboolean window_fixture_press (GtkWidget *widget, guint keyval, GdkModifierType state);
gboolean window_fixture_has_place (WindowFixture *self, const char *name, guint count);
GtkWidget *window_fixture_find_in_row (WindowFixture *self, guint position, const char *name);

G_END_DECLS
