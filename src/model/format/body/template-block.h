/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/template-tag.h"

G_BEGIN_DECLS

/* Tags with content: code and quotations. */
gboolean bs_template_tag_holds_code (const BsTemplateTag *self);
gboolean bs_template_tag_holds_quote (const BsTemplateTag *self);
char *bs_template_tag_code_to_html (const BsTemplateTag *self, const char *code, gsize length);
char *bs_template_tag_get_quote_footer (const BsTemplateTag *self);

G_END_DECLS
