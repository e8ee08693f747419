/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BS_FUZZY_MAX_UNITS 256
#define BS_FUZZY_NO_MATCH G_MININT

/* A character of a text, in the form for comparisons. */
typedef struct
{
  guint16 character; /* folded; 0 matches nothing */
  guint16 set : 13;  /* index of its readings, or 0 */
  guint16 bonus : 3; /* for the preceding character */
} BsFuzzyUnit;

/* The set of letters in a text, as a bit for one or several of them: a missing bit is certain, a set bit is not. */
typedef struct
{
  guint32 written;
  guint32 typed; /* and those of the readings */
} BsFuzzyLetters;

/* A typed pattern. Nothing in it changes once it is made. */
typedef struct _BsFuzzyPattern BsFuzzyPattern;

void bs_fuzzy_append_units (GArray *units, const char *text);
BsFuzzyLetters bs_fuzzy_list_letters (const BsFuzzyUnit *units, guint n_units);

BsFuzzyPattern *bs_fuzzy_pattern_new (const char *text, gboolean is_strict);
void bs_fuzzy_pattern_free (BsFuzzyPattern *self);
gboolean bs_fuzzy_pattern_may_accept (const BsFuzzyPattern *self, BsFuzzyLetters letters);
int bs_fuzzy_pattern_get_most (const BsFuzzyPattern *self, BsFuzzyLetters letters);
gboolean bs_fuzzy_pattern_accepts (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units);
int bs_fuzzy_pattern_score (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units);
guint64 *bs_fuzzy_pattern_find (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units);
gboolean bs_fuzzy_pattern_is_whole (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsFuzzyPattern, bs_fuzzy_pattern_free)

G_END_DECLS
