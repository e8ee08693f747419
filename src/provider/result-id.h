/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_result_id_new (const char *folder, const char *path);
gboolean bs_result_id_parse (const char *id, char **folder, char **path);
char *bs_result_id_get_address (const char *id);

G_END_DECLS
