/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-matcher.h"

G_BEGIN_DECLS

/* In bytes. */
typedef struct
{
  guint start;
  guint end;
} BsSnippetRange;

/* A piece of an article around the words that were looked for. */
typedef struct
{
  char *text;     /* on one line */
  GArray *ranges; /* (element-type BsSnippetRange): the matches, in order, without overlaps */
} BsSnippet;

BsSnippet *bs_snippet_new (const BsSearchQuery *query, const char *text, guint max_chars);
BsSnippet *bs_snippet_new_for_title (const BsSearchQuery *query, const char *title);
void bs_snippet_free (BsSnippet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSnippet, bs_snippet_free)

G_END_DECLS
