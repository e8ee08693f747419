/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_relative_date_format (GDateTime *date, GDateTime *now);

G_END_DECLS
