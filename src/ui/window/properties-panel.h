/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/widgets/side-panel.h"
#include "ui/window/history.h"
#include "ui/window/panes.h"

G_BEGIN_DECLS

#define BS_TYPE_PROPERTIES_PANEL (bs_properties_panel_get_type ())
G_DECLARE_FINAL_TYPE (BsPropertiesPanel, bs_properties_panel, BS, PROPERTIES_PANEL, GObject)

/* Shows the properties of the selected articles at the end of a window, and writes their changes. */
BsPropertiesPanel *bs_properties_panel_new (GtkWindow *window, BsSidePanel *side, BsArticlePane *articles,
                                            BsPanes *panes, BsHistory *history);
void bs_properties_panel_set_editor (BsPropertiesPanel *self, BsEditor *editor);
gboolean bs_properties_panel_is_changed (BsPropertiesPanel *self);
void bs_properties_panel_drop (BsPropertiesPanel *self);
gboolean bs_properties_panel_ask (BsPropertiesPanel *self, const char *action);

G_END_DECLS
