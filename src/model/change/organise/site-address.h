/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

char *bs_site_address_find (BsSite *site, const char *path, GBytes *bytes);

G_END_DECLS
