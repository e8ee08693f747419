/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_BANNER (bs_banner_get_type ())
G_DECLARE_FINAL_TYPE (BsBanner, bs_banner, BS, BANNER, GtkWidget)

/* A message across a pane. Properties: title, details (nullable: more text, shown on request), icon-name, revealed,
 * closable. */
const char *bs_banner_get_title (BsBanner *self);
void bs_banner_set_title (BsBanner *self, const char *title);
void bs_banner_set_details (BsBanner *self, const char *details);
gboolean bs_banner_get_revealed (BsBanner *self);
void bs_banner_set_revealed (BsBanner *self, gboolean revealed);
void bs_banner_add_action (BsBanner *self, const char *label, const char *action_name);
void bs_banner_add_choice (BsBanner *self, const char *label, const char *action_name);
void bs_banner_set_choice_visible (BsBanner *self, const char *action_name, gboolean visible);

G_END_DECLS
