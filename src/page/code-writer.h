/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "page/code-language.h"

G_BEGIN_DECLS

typedef enum
{
  BS_CODE_PLAIN,
  BS_CODE_COMMENT,
  BS_CODE_STRING,
  BS_CODE_NUMBER,
  BS_CODE_KEYWORD,
  BS_CODE_TYPE,
  BS_CODE_FUNCTION,
  BS_CODE_OPERATOR,
} BsCodeKind;

/* Code that is read from its start to its end, and written as HTML on the way. */
typedef struct
{
  GString *out;
  const char *text;
  gsize end;
  gsize position;
  gsize done;      /* up to here the text is in out */
  BsCodeKind open; /* of the span that is open in out */
} BsCode;

void bs_code_write (BsCode *self, BsCodeKind kind, gsize end);
void bs_code_take (BsCode *self, BsCodeKind kind, gsize end);
gboolean bs_code_is_at (const BsCode *self, gsize position, const char *text);
gboolean bs_code_is_at_caseless (const BsCode *self, gsize position, const char *text);
gsize bs_code_find (const BsCode *self, gsize start, const char *text);
gsize bs_code_line_end (const BsCode *self, gsize start);
gboolean bs_code_is_blank (char c);
gboolean bs_code_is_line_start (const BsCode *self, gsize position);
gsize bs_code_skip_blanks (const BsCode *self, gsize position);
gboolean bs_code_is_word_start (const BsCodeLanguage *language, char c);
gboolean bs_code_is_letter (const BsCodeLanguage *language, char c);
gsize bs_code_word_end (const BsCode *self, const BsCodeLanguage *language, gsize position);
gsize bs_code_number_end (const BsCode *self, gsize position);

G_END_DECLS
