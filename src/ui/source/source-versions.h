/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/edit/source-text.h"

G_BEGIN_DECLS

#define BS_TYPE_SOURCE_VERSIONS (bs_source_versions_get_type ())
G_DECLARE_FINAL_TYPE (BsSourceVersions, bs_source_versions, BS, SOURCE_VERSIONS, AdwWindow)

/* Two versions of a file beside each other, with their differences marked. Signal: chosen (boolean: the user's own is
 * to be saved; otherwise that on the disk is to be edited). */
GtkWidget *bs_source_versions_new (GtkWindow *parent, GBytes *ours, BsSourceText *theirs, gboolean is_html);

G_END_DECLS
