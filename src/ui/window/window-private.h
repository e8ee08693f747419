/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/editor.h"
#include "model/change/import/import.h"
#include "ui/list/article-pane.h"
#include "ui/import/import-progress.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/pane-handle.h"
#include "ui/reader/reader-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/start-page.h"
#include "ui/window/unavailable-page.h"
#include "ui/window/undo-stack.h"
#include "ui/window/window.h"

G_BEGIN_DECLS

struct _BsWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  BsStartPage *start_page;        /* (nullable) */
  BsUnavailablePage *unavailable; /* (nullable) */
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
  GtkFileChooserNative *marks_chooser;

  BsUndoStack *undo;
  GArray *held;            /* (element-type guint): read while the list of what is unread was open */
  AdwToast *undo_toast;    /* (nullable): while it is shown */
  gint64 undo_toast_time;  /* when it began to appear, by the monotonic clock */
  GVariantDict *restoring; /* (nullable): what to show again once the library is read */
  guint session_timer;
  gboolean is_passing; /* what it shows is not taken up the next time */
  gboolean was_ready;  /* the library could be opened */

  BsEditor *editor;          /* (nullable): without a library */
  GtkWidget *history_dialog; /* (nullable): asks about a step of the history */
  GtkLabel *drop_hint;       /* says where what hovers would land */
  GtkWidget *drop_widget;    /* (nullable): shows where what hovers would land */
  GtkFileChooserNative *import_chooser;
  BsImportProgress *progress;
  GQueue imports;                   /* (element-type BsImport): that wait for their turn */
  GCancellable *import_cancellable; /* (nullable): of the one that is on its way */
  gboolean import_is_asked;         /* its plan is shown for a yes */
  BsImport *last_import;            /* (nullable) */
  char *wanted_path;                /* (nullable): an article that is shown as soon as it is there */
  GStrv wanted_category;            /* (nullable): and where */
};

/* window-actions.c */
void bs_window_install_actions (GtkWidgetClass *widget_class);
void bs_window_update_actions (BsWindow *self);

/* window-marks.c */
void bs_window_install_marks (GtkWidgetClass *widget_class);
void bs_window_update_mark_actions (BsWindow *self);
void bs_window_toggle_mark (BsWindow *self, BsMarks mark);
void bs_window_mark (BsWindow *self, const guint *ids, guint n_ids, BsMarks mark, gboolean on);
void bs_window_read (BsWindow *self, guint id);
void bs_window_release_held (BsWindow *self);

/* window-marks-file.c */
void bs_window_install_marks_file (GtkWidgetClass *widget_class);

/* window-menu.c */
void bs_window_popup_menu (BsWindow *self);

/* window-pages.c */
void bs_window_show_start (BsWindow *self);
void bs_window_show_unavailable (BsWindow *self);

/* window-undo.c */
void bs_window_install_undo (GtkWidgetClass *widget_class);
void bs_window_update_undo (BsWindow *self);
void bs_window_offer_undo (BsWindow *self, AdwToast *toast, guint number);
void bs_window_show_undo_toast (BsWindow *self, const char *text, guint number);

/* window-history.c */
void bs_window_ask_history (BsWindow *self, gboolean redo);
guint bs_window_push_history (BsWindow *self, const char *name, guint64 stamp);

/* window-drop.c */
void bs_window_install_drop (BsWindow *self);
void bs_window_paste (BsWindow *self);

/* window-import.c */
GtkWidget *bs_window_make_progress (BsWindow *self);
void bs_window_show_wanted (BsWindow *self);
void bs_window_open_editor (BsWindow *self);
void bs_window_close_editor (BsWindow *self);

/* window-import-actions.c */
void bs_window_install_import (GtkWidgetClass *widget_class);
void bs_window_put_in_category (BsWindow *self, GPtrArray *paths, const char *const *category, gboolean add);

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

/* window-session.c */
void bs_window_finish_session (BsWindow *self);
void bs_window_end_session_wait (BsWindow *self);
void bs_window_note_session (BsWindow *self);

/* window-reader.c */
void bs_window_install_reader_actions (GtkWidgetClass *widget_class);
void bs_window_install_reader (BsWindow *self);
void bs_window_update_reader (BsWindow *self);

/* window-state.c */
void bs_window_restore_state (BsWindow *self);
void bs_window_save_state (BsWindow *self);
void bs_window_restore_expanded (BsWindow *self);
void bs_window_save_expanded (BsWindow *self);

G_END_DECLS
