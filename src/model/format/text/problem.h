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

/* What can be told of a file. An index keeps the numbers, as bits of 64: its version changes with them. */
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
  BS_PROBLEM_BROKEN_BYTES,      /* detail: how many, in decimal */
  BS_PROBLEM_NUL_BYTES,         /* detail: how many, in decimal */
  BS_PROBLEM_JUNK_AT_DELIMITER, /* detail: the junk */
  BS_PROBLEM_BRACE_BEFORE_OPENER,
  BS_PROBLEM_DASHES, /* detail: the delimiter as written */
  BS_PROBLEM_SECOND_FRONT_MATTER,
  BS_PROBLEM_TABS,
  BS_PROBLEM_WIDE_SPACES,
  BS_PROBLEM_LANGUAGE_NOT_RUN, /* detail: the language's name */
  BS_PROBLEM_CONFLICTED_COPY,  /* detail: the program that made it */
  BS_PROBLEM_EMPTY_FILE,
  BS_PROBLEM_FILE_TOO_LARGE,
  BS_PROBLEM_FRONT_MATTER_TOO_LARGE,
  BS_PROBLEM_TOO_DEEP,
  BS_PROBLEM_ALIAS, /* detail: the alias' name */
  /* errors; of front matter that could not be parsed and was recovered, with what the parser tripped over as detail */
  BS_PROBLEM_COLON,           /* a value without quotes has a colon and a space */
  BS_PROBLEM_QUOTE,           /* a quotation mark within quotes is not escaped */
  BS_PROBLEM_OPEN_QUOTE,      /* nothing closes a quotation mark */
  BS_PROBLEM_ESCAPE,          /* a backslash that escapes nothing */
  BS_PROBLEM_INDICATOR,       /* a value begins with a character that YAML keeps for itself */
  BS_PROBLEM_LIST_BEHIND_KEY, /* a list begins on the line of its key */
  BS_PROBLEM_NO_SPACE,        /* no space follows the colon of a key */
  BS_PROBLEM_STRAY_LINE,      /* a line is neither a key nor part of a value */
  BS_PROBLEM_INDENTATION,     /* a line is indented otherwise than its siblings */
  BS_PROBLEM_BAD_TAB,         /* a tab where only spaces may stand, and reading it as such did not help */
  BS_PROBLEM_OPEN_BRACKET,    /* nothing closes a bracket or a brace */
  BS_PROBLEM_CONTROL_CHARACTER,
  BS_PROBLEM_RECOVERED, /* anything else */
  /* other errors */
  BS_PROBLEM_UNCLOSED,
  BS_PROBLEM_CUT_OFF,
  BS_PROBLEM_ALL_ON_ONE_LINE,
  BS_PROBLEM_CONFLICT_MARKERS,
  BS_PROBLEM_UNKNOWN_ENCODING,
  BS_PROBLEM_UNREADABLE, /* detail: the system's reason */
  BS_N_PROBLEMS
} BsProblemKind;

typedef struct
{
  BsProblemKind kind;
  guint line;            /* from 1; 0 where the problem is the whole file's */
  guint column;          /* in characters, from 1; 0 likewise */
  char *detail;          /* (nullable) */
  const char *generator; /* (nullable): the name of the site's generator, where it cannot build the article; static */
} BsProblem;

BsProblem *bs_problem_new (BsProblemKind kind, guint line, guint column, const char *detail);
BsProblem *bs_problem_copy (const BsProblem *self);
void bs_problem_free (BsProblem *self);
BsSeverity bs_problem_kind_get_severity (BsProblemKind kind);
gboolean bs_problem_kind_is_recovered (BsProblemKind kind);
const char *bs_problem_kind_to_string (BsProblemKind kind);
const char *bs_severity_to_string (BsSeverity severity);
char *bs_problem_describe (const BsProblem *self);

/* An array of problems that owns them, in the order of their places once sorted. */
GPtrArray *bs_problems_new (void);
void bs_problems_add (GPtrArray *problems, BsProblemKind kind, guint line, guint column, const char *detail);
void bs_problems_sort (GPtrArray *problems);
gboolean bs_problems_need_repair (const GPtrArray *problems);
guint64 bs_problems_get_kinds (const GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsProblem, bs_problem_free)

G_END_DECLS
