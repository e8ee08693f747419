/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/body.h"
#include "model/format/body/marks.h"

G_BEGIN_DECLS

gboolean bs_template_is_in (const char *body, gsize length);
char *bs_template_expand (BsBodyKind kind, const char *body, gsize length, gsize *expanded_length);
char *bs_template_expand_marked (const char *markdown, gsize length, gboolean raw_in_fences, BsMarks *marks,
                                 gsize *expanded_length);

G_END_DECLS
