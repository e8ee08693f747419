/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "page/code-language.h"

G_BEGIN_DECLS

/* Longer code stays plain. In bytes. */
#define BS_CODE_MAX_BYTES ((gsize) 256 * 1024)

void bs_code_append (GString *out, const BsCodeLanguage *language, const char *text, gsize length);

G_END_DECLS
