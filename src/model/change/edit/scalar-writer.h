/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/front-matter.h"

G_BEGIN_DECLS

gboolean bs_scalar_append (GString *out, BsFrontMatterKind language, const BsValue *value, BsValueStyle like,
                           gboolean in_flow);
void bs_scalar_append_key (GString *out, BsFrontMatterKind language, const char *key, gboolean in_flow);
gboolean bs_value_append_flow (GString *out, BsFrontMatterKind language, const BsValue *value);

G_END_DECLS
