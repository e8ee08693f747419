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

/* What can be told of a file. The order is stable: an index keeps the numbers. */
typedef enum
{
  /* notes */
  BS_PROBLEM_NO_FRONT_MATTER,
  BS_PROBLEM_NO_TITLE,
  BS_PROBLEM_BAD_DATE,       /* detail: the date as written */
  BS_PROBLEM_OTHER_ENCODING, /* detail: the encoding's name */
  BS_PROBLEM_LONE_CR,
  BS_PROBLEM_TITLE_FOLDED,
  BS_PROBLEM_MISSING_PICTURE, /* detail: the link */
  /* warnings */
  BS_PROBLEM_DUPLICATE_KEY,     /* detail: the key */
  BS_PROBLEM_BROKEN_BYTES,      /* detail: how many, in decimal */
  BS_PROBLEM_NUL_BYTES,         /* detail: how many, in decimal */
  BS_PROBLEM_JUNK_AT_DELIMITER, /* detail: the junk */
  BS_PROBLEM_TABS,
  BS_PROBLEM_LANGUAGE_NOT_RUN, /* detail: the language's name */
  BS_PROBLEM_CONFLICTED_COPY,  /* detail: the program that made it */
  BS_PROBLEM_EMPTY_FILE,
  BS_PROBLEM_FILE_TOO_LARGE,
  BS_PROBLEM_FRONT_MATTER_TOO_LARGE,
  BS_PROBLEM_TOO_DEEP,
  BS_PROBLEM_ALIAS, /* detail: the alias' name */
  /* errors */
  BS_PROBLEM_RECOVERED, /* detail: what the parser tripped over */
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
  guint line;   /* from 1; 0 where the problem is the whole file's */
  guint column; /* in characters, from 1; 0 likewise */
  char *detail; /* (nullable) */
} BsProblem;

BsProblem *bs_problem_new (BsProblemKind kind, guint line, guint column, const char *detail);
BsProblem *bs_problem_copy (const BsProblem *self);
void bs_problem_free (BsProblem *self);
BsSeverity bs_problem_kind_get_severity (BsProblemKind kind);
const char *bs_severity_to_string (BsSeverity severity);
char *bs_problem_describe (const BsProblem *self);

/* An array of problems that owns them, in the order of their places once sorted. */
GPtrArray *bs_problems_new (void);
void bs_problems_add (GPtrArray *problems, BsProblemKind kind, guint line, guint column, const char *detail);
void bs_problems_sort (GPtrArray *problems);
gboolean bs_problems_need_repair (const GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsProblem, bs_problem_free)

G_END_DECLS
