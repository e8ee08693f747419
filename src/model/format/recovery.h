/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/value.h"

G_BEGIN_DECLS

BsValue *bs_recovery_read (const char *text, gsize length, guint first_line);
gboolean bs_recovery_line_can_be_front_matter (const char *line, gsize length);

G_END_DECLS
