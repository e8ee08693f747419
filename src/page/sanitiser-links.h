/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The prefix of every id in an article, so that none equals one of the page. */
#define BS_SANITISED_ID_PREFIX "bs-"

char *bs_sanitise_link (const char *address);

G_END_DECLS
