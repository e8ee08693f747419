/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands before every id of an article, so that none is the page's own. */
#define BS_SANITISED_ID_PREFIX "bs-"

char *bs_sanitise_link (const char *address);

G_END_DECLS
