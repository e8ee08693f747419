/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"
#include "model/library/list/query.h"
#include "model/library/search/snippet.h"

G_BEGIN_DECLS

/* The places in an article that match a search. */
typedef struct
{
  BsSnippet *title; /* the whole title */
  BsSnippet *text;  /* a part of the text; without ranges if it does not contain the words */
} BsFinding;

BsFinding *bs_finding_new (const BsDocument *document, const BsQuery *query, guint max_chars);
void bs_finding_free (BsFinding *self);
char **bs_finding_list_phrases (const char *text, BsVocabulary *vocabulary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsFinding, bs_finding_free)

G_END_DECLS
