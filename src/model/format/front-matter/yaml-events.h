/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

BsValue *bs_yaml_events_read (const char *text, gsize length, guint first_line, GArray *origins, gboolean with_places,
                              GPtrArray *problems, BsProblem **failure);

G_END_DECLS
