/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_SEARCH_SUGGESTIONS (bs_search_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (BsSearchSuggestions, bs_search_suggestions, BS, SEARCH_SUGGESTIONS, GObject)

/* Offers operators, names and dates below the search field while they are typed. */
BsSearchSuggestions *bs_search_suggestions_new (GtkEditable *field);
void bs_search_suggestions_close (BsSearchSuggestions *self);
void bs_search_suggestions_set_library (BsSearchSuggestions *self, BsLibrary *library);
gboolean bs_search_suggestions_press (BsSearchSuggestions *self, guint keyval, GdkModifierType state);
gboolean bs_search_suggestions_get_composing (BsSearchSuggestions *self);
GtkListBox *bs_search_suggestions_get_list (BsSearchSuggestions *self);

G_END_DECLS
