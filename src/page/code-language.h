/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the text of a language is divided. */
typedef enum
{
  BS_CODE_MODE_PROGRAM,  /* words, numbers, strings and comments */
  BS_CODE_MODE_MARKUP,   /* XML and HTML */
  BS_CODE_MODE_STYLE,    /* CSS */
  BS_CODE_MODE_KEYS,     /* a key and a value on each line */
  BS_CODE_MODE_DIFF,     /* the first character of a line determines the kind of line */
  BS_CODE_MODE_MAKE,     /* rules whose lines are shell */
  BS_CODE_MODE_SESSION,  /* a shell and its output */
  BS_CODE_MODE_PHP,      /* a program inside of markup */
  BS_CODE_MODE_MARKDOWN, /* headings, code and quotations by line */
} BsCodeMode;

typedef enum
{
  BS_CODE_CASELESS = 1 << 0,     /* keywords are written in either case */
  BS_CODE_NESTED = 1 << 1,       /* comments contain comments */
  BS_CODE_DIRECTIVES = 1 << 2,   /* “#word” at the start of a line */
  BS_CODE_CHARACTERS = 1 << 3,   /* “'” encloses one character, or begins a name */
  BS_CODE_CAPITALS = 1 << 4,     /* names in CamelCase are types */
  BS_CODE_PATTERNS = 1 << 5,     /* “/…/” where a value is expected */
  BS_CODE_HERE = 1 << 6,         /* “<<WORD” begins a text that ends with the word */
  BS_CODE_DECORATORS = 1 << 7,   /* “@name” */
  BS_CODE_HASH_WORDS = 1 << 8,   /* “#” is a comment only at the start of a word */
  BS_CODE_VARIABLES = 1 << 9,    /* “$” and a name */
  BS_CODE_MEMBERS = 1 << 10,     /* a word after “.” is not a keyword */
  BS_CODE_COMMANDS = 1 << 11,    /* “\word” */
  BS_CODE_LISTS = 1 << 12,       /* the first word in parentheses is a function */
  BS_CODE_KEYED = 1 << 13,       /* a string before “:” is a key */
  BS_CODE_FIRST_WORDS = 1 << 14, /* the first word of a line is a keyword */
  BS_CODE_NO_CALLS = 1 << 15,    /* a word before “(” is not a function */
} BsCodeFlags;

typedef struct
{
  const char *open;
  const char *close;
  char escape;       /* or NUL */
  gboolean is_lines; /* may contain line breaks */
} BsCodeString;

typedef struct
{
  const char *names; /* separated by spaces, in lower case */
  BsCodeMode mode;
  BsCodeFlags flags;
  const char *line_comments; /* (nullable): the characters that begin one, separated by spaces */
  const char *open_comment;  /* (nullable) */
  const char *close_comment;
  const BsCodeString *strings; /* (nullable): ends with an empty one */
  const char *letters;         /* (nullable): in words, besides letters, digits and “_” */
  const char *keywords;        /* (nullable): separated by spaces, as the next two */
  const char *types;           /* (nullable) */
  const char *functions;       /* (nullable) */
} BsCodeLanguage;

const BsCodeLanguage *bs_code_language_find (const char *name);
const BsCodeLanguage *bs_code_language_guess (const char *text, gsize length);

G_END_DECLS
