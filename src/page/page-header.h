/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"

G_BEGIN_DECLS

void bs_page_append_escaped (GString *out, const char *text);
char *bs_page_format_date (const BsDocument *document);
void bs_page_append_header (GString *out, const BsDocument *document, const char *body, const char *token);
void bs_page_append_action (GString *out, const char *prefix, const char *token);

G_END_DECLS
