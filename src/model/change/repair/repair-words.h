/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

char *bs_repair_dup_words (const BsProblem *problem, const char *text, gsize length);
char *bs_repair_dup_sentence (const BsProblem *problem, const char *text, gsize length);
char *bs_repair_dup_line (const BsProblem *problem, const char *text, gsize length, gsize *mark_start, gsize *mark_end);
const char *bs_repair_get_remedy (BsProblemKind kind);
const char *bs_repair_get_way_name (BsProblemKind kind, const char *way);

G_END_DECLS
