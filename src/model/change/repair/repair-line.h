/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/repair/repair-kind.h"
#include "model/format/front-matter/recovery-line.h"

G_BEGIN_DECLS

gboolean bs_repair_line_find (const BsRepairSource *source, guint number, BsRecoverySyntax syntax, BsLine *line,
                              BsRecoveryLine *parts);
const char *bs_repair_line_end (const BsRepairSource *source);

G_END_DECLS
