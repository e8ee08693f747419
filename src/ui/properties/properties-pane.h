/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/edit/edit.h"
#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_PROPERTIES_PANE (bs_properties_pane_get_type ())
G_DECLARE_FINAL_TYPE (BsPropertiesPane, bs_properties_pane, BS, PROPERTIES_PANE, GtkWidget)

/* The properties of an article and its file, or of several articles. Signals: edit (path of the article, BsEdit: what
 * is to become of it); edit-many (GArray of their ids, BsEdit); discard (nothing waits any more); close. */
GtkWidget *bs_properties_pane_new (void);
void bs_properties_pane_show (BsPropertiesPane *self, BsLibrary *library, const char *path);
void bs_properties_pane_show_many (BsPropertiesPane *self, BsLibrary *library, GArray *ids);
GArray *bs_properties_pane_get_many (BsPropertiesPane *self);
GArray *bs_properties_pane_get_changed (BsPropertiesPane *self);
BsEdit *bs_properties_pane_dup_edit (BsPropertiesPane *self);
void bs_properties_pane_discard (BsPropertiesPane *self);
void bs_properties_pane_focus (BsPropertiesPane *self);
void bs_properties_pane_fail (BsPropertiesPane *self, const char *path, const char *reason);
void bs_properties_pane_reload (BsPropertiesPane *self);

G_END_DECLS
