/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/reader/reader-pane.h"
#include "ui/sidebar/sidebar.h"
#include "ui/widgets/pane-handle.h"
#include "ui/widgets/pane.h"

G_BEGIN_DECLS

/* The widgets that make up the panes of a window. */
typedef struct
{
  AdwLeaflet *outer; /* sidebar and inner leaflet */
  AdwLeaflet *inner; /* list and reader */
  BsPane *sidebar_pane;
  BsPane *list_pane;
  BsPane *reader_pane;
  BsPaneHandle *sidebar_handle;
  BsPaneHandle *list_handle;
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsReaderPane *reader;
} BsPaneWidgets;

#define BS_TYPE_PANES (bs_panes_get_type ())
G_DECLARE_FINAL_TYPE (BsPanes, bs_panes, BS, PANES, GObject)

/* Arranges the panes of a window beside each other or one at a time. Property: sidebar-shown (the user's choice, if
 * there is room). */
BsPanes *bs_panes_new (const BsPaneWidgets *widgets, GActionMap *actions);
void bs_panes_set_has_library (BsPanes *self, gboolean has_library);
gboolean bs_panes_get_alone (BsPanes *self);
void bs_panes_set_alone (BsPanes *self, gboolean alone);
void bs_panes_set_end_taken (BsPanes *self, gboolean is_taken);

gboolean bs_panes_get_sidebar_shown (BsPanes *self);
void bs_panes_restore_sidebar (BsPanes *self, gboolean shown);

gboolean bs_panes_get_outer_folded (BsPanes *self);
gboolean bs_panes_get_inner_folded (BsPanes *self);
void bs_panes_uncover (BsPanes *self);
void bs_panes_go_to_sidebar (BsPanes *self);
void bs_panes_go_to_list (BsPanes *self);
void bs_panes_go_to_reader (BsPanes *self);
gboolean bs_panes_shows_reader (BsPanes *self);
void bs_panes_go_back (BsPanes *self);
void bs_panes_popup_menu (BsPanes *self);

G_END_DECLS
