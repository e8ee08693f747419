/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* The part of a search that can be completed at the cursor. */
typedef struct
{
  gboolean is_operator; /* the name of an operator; otherwise a value */
  BsSearchKind kind;    /* the operator that the value belongs to */
  gsize start;          /* the range that a completion replaces, in bytes */
  gsize end;            /* the cursor, or the closing quote after it */
  gsize text_start;     /* the typed part of it, without an opening quote */
} BsSearchCompletion;

gboolean bs_search_completion_find (const char *text, gsize cursor, BsSearchCompletion *completion);
char *bs_search_completion_quote (const char *value);
GStrv bs_search_completion_list_dates (const char *typed, GDateTime *now);

G_END_DECLS
