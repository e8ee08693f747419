/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/template-tag.h"

G_BEGIN_DECLS

/* Scripts of this type are formulas for MathJax 2. */
#define BS_TEMPLATE_SCRIPT_TYPE "math/tex"

/* Tags with content: code, quotations and formulas. */
gboolean bs_template_tag_holds_code (const BsTemplateTag *self);
gboolean bs_template_tag_holds_quote (const BsTemplateTag *self);
char *bs_template_tag_code_to_html (const BsTemplateTag *self, const char *code, gsize length);
char *bs_template_tag_get_quote_footer (const BsTemplateTag *self);
char *bs_template_script_to_html (const char *script, gsize length);

G_END_DECLS
