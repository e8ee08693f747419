/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/body.h"

G_BEGIN_DECLS

gboolean bs_template_is_in (const char *body, gsize length);
char *bs_template_expand (BsBodyKind kind, const char *body, gsize length, gsize *expanded_length);

G_END_DECLS
