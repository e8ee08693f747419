/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which names differ only in case, width, or simplified and traditional forms. */
char *bs_alike_make_key (const char *name);

G_END_DECLS
