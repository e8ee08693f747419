/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "page/picture-type.h"

G_BEGIN_DECLS

/* Larger pictures are not shown. */
#define BS_PICTURE_MAX_BYTES (64 * 1024 * 1024)

GInputStream *bs_picture_file_open (const char *root, const char *escaped_path, gint64 *size, BsPictureType *type,
                                    GError **error);

G_END_DECLS
