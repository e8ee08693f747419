/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_import_name_make_safe (const char *text);
char *bs_import_name_make_portable (const char *name);
char *bs_import_name_fit (const char *name);
char *bs_import_name_build (const char *date, const char *stem, guint number, const char *extension);
char *bs_import_name_fold (const char *name);
gsize bs_import_name_date_length (const char *name);

G_END_DECLS
