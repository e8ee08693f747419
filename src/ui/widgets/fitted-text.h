/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_FITTED_TEXT (bs_fitted_text_get_type ())
G_DECLARE_FINAL_TYPE (BsFittedText, bs_fitted_text, BS, FITTED_TEXT, GtkWidget)

/* A paragraph that shows as much of its text as its parent has room for, and ends in an ellipsis. The parent
 * fits it before it allocates it. A right-to-left text
 * is aligned to the right in every window. Unlike a GtkLabel, it never asks for another size when its text changes. */
void bs_fitted_text_set (BsFittedText *self, const char *text, PangoAttrList *attributes, const char *language);
const char *bs_fitted_text_get_text (BsFittedText *self);
PangoAttrList *bs_fitted_text_get_attributes (BsFittedText *self);
int bs_fitted_text_fit_lines (BsFittedText *self, int width, int lines);
void bs_fitted_text_fit_height (BsFittedText *self, int width, int height);

G_END_DECLS
