/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_SEARCH_NOTE_NONE,
  BS_SEARCH_NOTE_NO_FIELD,   /* searched as words */
  BS_SEARCH_NOTE_NO_VALUE,   /* the field is left out */
  BS_SEARCH_NOTE_NOT_A_DATE, /* this and all that follow: the filter is left out */
  BS_SEARCH_NOTE_NO_STATE,
  BS_SEARCH_NOTE_NO_FEATURE,
  BS_SEARCH_NOTE_NO_LANGUAGE,
  BS_SEARCH_NOTE_NO_PROBLEM,
  BS_SEARCH_NOTE_TOO_LONG, /* the part of a query beyond its limits is ignored */
} BsSearchNoteKind;

/* A part of a query that was not understood. */
typedef struct
{
  BsSearchNoteKind kind;
  char *text; /* the part, as typed */
} BsSearchNote;

BsSearchNote *bs_search_note_new (BsSearchNoteKind kind, const char *text, gsize length);
void bs_search_note_free (BsSearchNote *self);
gboolean bs_search_note_is_dropped (const BsSearchNote *self);
char *bs_search_note_describe (const BsSearchNote *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchNote, bs_search_note_free)

G_END_DECLS
