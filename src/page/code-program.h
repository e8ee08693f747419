/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "page/code-writer.h"

G_BEGIN_DECLS

#define BS_CODE_MAX_STRINGS 8
#define BS_CODE_MAX_HERE_TEXTS 8

/* The state while a program is read. */
typedef struct
{
  const BsCodeLanguage *language;
  GHashTable *words;                   /* (nullable): BsCodeKind by word */
  gsize unclosed[BS_CODE_MAX_STRINGS]; /* up to here, a string of this kind has no end */
  char *here[BS_CODE_MAX_HERE_TEXTS];  /* the words of texts that begin on the next line */
  guint n_here;
  guint n_here_failures;
  gboolean wants_name;  /* after “def”, “class” and similar words */
  gboolean after_value; /* “/” divides */
} BsCodeProgram;

void bs_code_program_init (BsCodeProgram *self, const BsCodeLanguage *language);
BsCodeKind bs_code_program_look_up (const BsCodeProgram *program, const char *word, gsize length);
gsize bs_code_program_match_comment (const BsCode *self, const BsCodeProgram *program);
gboolean bs_code_program_take_string (BsCode *self, BsCodeProgram *program);
void bs_code_program_append (BsCode *self, const BsCodeLanguage *language);

G_END_DECLS
