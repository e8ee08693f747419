/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/recovery-line.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

BsValue *bs_recovery_read (BsRecoverySyntax syntax, const char *text, gsize length, guint first_line);

G_END_DECLS
