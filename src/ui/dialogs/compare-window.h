/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/organise/versions.h"

G_BEGIN_DECLS

#define BS_TYPE_COMPARE_WINDOW (bs_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (BsCompareWindow, bs_compare_window, BS, COMPARE_WINDOW, AdwWindow)

/* An article and a conflicted copy of it beside each other. Signals: resolve (GBytes of the article as it is, and as it
 * is to be; NULL if it stays); open (char *path). */
BsCompareWindow *bs_compare_window_new (GtkWindow *parent, BsLibrary *library, const char *original, const char *copy);
const char *bs_compare_window_get_original (BsCompareWindow *self);
const char *bs_compare_window_get_copy (BsCompareWindow *self);

G_END_DECLS
