/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_web_address_normalise (const char *address);
GUri *bs_web_address_parse (const char *address);
char *bs_web_address_get_host (GUri *uri);
char *bs_web_address_find_host (const char *address);

G_END_DECLS
