/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/article-pane.h"
#include "ui/pane.h"
#include "ui/pane-handle.h"
#include "ui/reader-pane.h"
#include "ui/sidebar.h"
#include "ui/start-page.h"
#include "ui/window.h"

G_BEGIN_DECLS

struct _BsWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  BsStartPage *start_page;
  AdwStatusPage *unavailable;
  GtkMenuButton *unavailable_menu;
  AdwLeaflet *outer;
  AdwLeaflet *inner;
  BsPane *sidebar_pane;
  BsPane *list_pane;
  BsPane *reader_pane;
  BsPaneHandle *sidebar_handle;
  BsPaneHandle *list_handle;
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsReaderPane *reader;

  BsLibrary *library;
  gboolean sidebar_shown; /* the user's wish, while there is room for it */
  int drag_width;
  gboolean paging;
  GtkFileChooserNative *chooser;
};

/* window-actions.c */
void bs_window_install_actions (GtkWidgetClass *widget_class);
void bs_window_update_actions (BsWindow *self);

/* window-keys.c */
void bs_window_install_keys (BsWindow *self);

/* window-layout.c */
void bs_window_install_layout (BsWindow *self);
void bs_window_update_layout (BsWindow *self);
void bs_window_set_sidebar_shown (BsWindow *self, gboolean shown);
void bs_window_go_to_list (BsWindow *self);
void bs_window_go_to_reader (BsWindow *self);
void bs_window_go_to_sidebar (BsWindow *self);
void bs_window_go_back (BsWindow *self);

/* window-state.c */
void bs_window_restore_state (BsWindow *self);
void bs_window_save_state (BsWindow *self);
void bs_window_restore_expanded (BsWindow *self);
void bs_window_save_expanded (BsWindow *self);

G_END_DECLS
