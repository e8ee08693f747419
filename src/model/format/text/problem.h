/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  BS_SEVERITY_NOTE,
  BS_SEVERITY_WARNING,
  BS_SEVERITY_ERROR,
} BsSeverity;

/* The problems of a file. The index stores the numbers as bits of a 64-bit mask, so changing them requires a new index
 * version. */
typedef enum
{
  /* notes */
  BS_PROBLEM_NO_FRONT_MATTER,
  BS_PROBLEM_NO_TITLE,
  BS_PROBLEM_BAD_DATE,       /* detail: the date as written */
  BS_PROBLEM_UNKNOWN_ZONE,   /* detail: the date as written */
  BS_PROBLEM_OTHER_ENCODING, /* detail: the encoding's name */
  BS_PROBLEM_LONE_CR,
  BS_PROBLEM_TITLE_FOLDED,
  BS_PROBLEM_SPACE_BEFORE_OPENER,
  BS_PROBLEM_MISSING_PICTURE, /* detail: the link */
  /* warnings */
  BS_PROBLEM_DUPLICATE_KEY,     /* detail: the key */
  BS_PROBLEM_BROKEN_BYTES,      /* detail: the number, in decimal */
  BS_PROBLEM_NUL_BYTES,         /* detail: the number, in decimal */
  BS_PROBLEM_JUNK_AT_DELIMITER, /* detail: the junk */
  BS_PROBLEM_BRACE_BEFORE_OPENER,
  BS_PROBLEM_DASHES, /* detail: the delimiter as written */
  BS_PROBLEM_SECOND_FRONT_MATTER,
  BS_PROBLEM_TABS,
  BS_PROBLEM_WIDE_SPACES,
  BS_PROBLEM_LANGUAGE_NOT_RUN, /* detail: the language's name */
  BS_PROBLEM_CONFLICTED_COPY,  /* detail: the program that created it */
  BS_PROBLEM_EMPTY_FILE,
  BS_PROBLEM_FILE_TOO_LARGE,
  BS_PROBLEM_FRONT_MATTER_TOO_LARGE,
  BS_PROBLEM_TOO_DEEP,
  BS_PROBLEM_ALIAS, /* detail: the alias' name */
  /* errors in front matter that was recovered; detail: the text at which the parser failed */
  BS_PROBLEM_COLON,           /* an unquoted value contains a colon and a space */
  BS_PROBLEM_QUOTE,           /* a quotation mark inside quotes is not escaped */
  BS_PROBLEM_OPEN_QUOTE,      /* a quotation mark is not closed */
  BS_PROBLEM_ESCAPE,          /* an invalid escape */
  BS_PROBLEM_INDICATOR,       /* a value starts with a character reserved by YAML */
  BS_PROBLEM_LIST_BEHIND_KEY, /* a list starts on the line of its key */
  BS_PROBLEM_NO_SPACE,        /* no space after the colon of a key */
  BS_PROBLEM_STRAY_LINE,      /* a line is neither a key nor part of a value */
  BS_PROBLEM_INDENTATION,     /* a line is indented differently from its siblings */
  BS_PROBLEM_BAD_TAB,         /* a tab where only spaces are allowed, which could not be fixed by replacing it */
  BS_PROBLEM_OPEN_BRACKET,    /* a bracket or a brace is not closed */
  BS_PROBLEM_CONTROL_CHARACTER,
  BS_PROBLEM_RECOVERED, /* anything else */
  /* other errors */
  BS_PROBLEM_UNCLOSED,
  BS_PROBLEM_CUT_OFF,
  BS_PROBLEM_ALL_ON_ONE_LINE,
  BS_PROBLEM_CONFLICT_MARKERS,
  BS_PROBLEM_UNKNOWN_ENCODING,
  BS_PROBLEM_UNREADABLE, /* detail: the system's error message */
  BS_N_PROBLEMS
} BsProblemKind;

typedef struct
{
  BsProblemKind kind;
  guint line;            /* from 1; 0 for the whole file */
  guint column;          /* in characters, from 1; 0 without a line */
  char *detail;          /* (nullable) */
  const char *generator; /* (nullable): the name of the site's generator if it cannot build the article; static */
} BsProblem;

BsProblem *bs_problem_new (BsProblemKind kind, guint line, guint column, const char *detail);
BsProblem *bs_problem_copy (const BsProblem *self);
void bs_problem_free (BsProblem *self);
BsSeverity bs_problem_kind_get_severity (BsProblemKind kind);
gboolean bs_problem_kind_is_recovered (BsProblemKind kind);
const char *bs_problem_kind_to_string (BsProblemKind kind);
const char *bs_problem_kind_get_name (BsProblemKind kind);
const char *bs_severity_to_string (BsSeverity severity);
char *bs_problem_describe (const BsProblem *self);

/* An array that owns its problems, sorted by position after bs_problems_sort(). */
GPtrArray *bs_problems_new (void);
void bs_problems_add (GPtrArray *problems, BsProblemKind kind, guint line, guint column, const char *detail);
void bs_problems_sort (GPtrArray *problems);
gboolean bs_problems_need_repair (const GPtrArray *problems);
guint64 bs_problems_get_notes (void);
guint64 bs_problems_get_kinds (const GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsProblem, bs_problem_free)

G_END_DECLS
