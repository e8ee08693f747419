/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

gboolean bs_export_file_may_read (const BsSite *site, const char *path, GError **error);
GBytes *bs_export_file_read (const BsSite *site, const char *path, gint64 *modified, GError **error);

G_END_DECLS
