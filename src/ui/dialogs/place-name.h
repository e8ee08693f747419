/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/query.h"

G_BEGIN_DECLS

/* The typed name of a category, a tag or a source. */
char *bs_place_name_clean (const char *typed);
const char *bs_place_name_find_fault (BsScope scope, const char *name);

G_END_DECLS
