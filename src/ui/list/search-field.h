/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/list/search-suggestions.h"

G_BEGIN_DECLS

#define BS_TYPE_SEARCH_FIELD (bs_search_field_get_type ())
G_DECLARE_FINAL_TYPE (BsSearchField, bs_search_field, BS, SEARCH_FIELD, GtkWidget)

/* The search bar over the list: the text, and where to search. Property: open. Signals: changed (text or everywhere),
 * leave (the list gets the focus; gboolean: and selects its first article). */
void bs_search_field_set_library (BsSearchField *self, BsLibrary *library);
BsSearchSuggestions *bs_search_field_get_suggestions (BsSearchField *self);
gboolean bs_search_field_get_open (BsSearchField *self);
void bs_search_field_set_open (BsSearchField *self, gboolean open);
const char *bs_search_field_get_text (BsSearchField *self);
void bs_search_field_set_text (BsSearchField *self, const char *text);
void bs_search_field_edit (BsSearchField *self, const char *text);
gboolean bs_search_field_get_everywhere (BsSearchField *self);
void bs_search_field_set_everywhere (BsSearchField *self, gboolean everywhere);
void bs_search_field_set_place (BsSearchField *self, const char *place);
void bs_search_field_take_unclear (BsSearchField *self, char *unclear);
void bs_search_field_focus (BsSearchField *self);
void bs_search_field_button_cb (BsSearchField *self);

G_END_DECLS
