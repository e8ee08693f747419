/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *bs_export_file_read (const char *root, const char *path, gint64 *modified, GError **error);

G_END_DECLS
