/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/list/query.h"

G_BEGIN_DECLS

typedef enum
{
  BS_SIDEBAR_PLACE,   /* shows the articles of its scope */
  BS_SIDEBAR_SECTION, /* a heading that can be expanded; scope is that of its children */
} BsSidebarItemKind;

#define BS_TYPE_SIDEBAR_ITEM (bs_sidebar_item_get_type ())
G_DECLARE_FINAL_TYPE (BsSidebarItem, bs_sidebar_item, BS, SIDEBAR_ITEM, GObject)

/* A row at the top level of the sidebar. Properties: name, count. */
BsSidebarItem *bs_sidebar_item_new_place (BsScope scope, const char *name, const char *icon_name);
BsSidebarItem *bs_sidebar_item_new_section (BsScope scope, const char *name, GListModel *children);
BsSidebarItemKind bs_sidebar_item_get_kind (BsSidebarItem *self);
BsScope bs_sidebar_item_get_scope (BsSidebarItem *self);
const char *bs_sidebar_item_get_icon_name (BsSidebarItem *self);
GListModel *bs_sidebar_item_get_children (BsSidebarItem *self);
void bs_sidebar_item_set_count (BsSidebarItem *self, guint count);

G_END_DECLS
