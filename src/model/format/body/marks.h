/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a mark is expanded in running text. In code and addresses it is replaced by its source. */
typedef enum
{
  BS_MARK_LITERAL,    /* its source, escaped */
  BS_MARK_HTML,       /* the HTML in value */
  BS_MARK_ADDRESS,    /* a bare address; value is its target */
  BS_MARK_NOTE,       /* a reference to the footnote with this number */
  BS_MARK_NOTE_START, /* the start of the footnote with this number */
  BS_MARK_ID,         /* the id of the heading before it */
  BS_MARK_ALERT,      /* the first line of an alert; value is its kind */
  BS_MARK_DEFINITION, /* the start of a term's definition */
} BsMarkKind;

typedef struct
{
  BsMarkKind kind;
  guint number;
  char *source;
  char *value; /* (nullable) */
} BsMark;

typedef struct _BsMarks BsMarks;

/* The length of a mark, its first byte, and an invisible character that counts as punctuation. */
#define BS_MARK_BYTES 4
#define BS_MARK_FIRST_BYTE '\xf4'
#define BS_MARK_PUNCTUATION "\xe2\xb3\xbf"

BsMarks *bs_marks_new (void);
void bs_marks_free (BsMarks *self);
gboolean bs_marks_append (BsMarks *self, GString *out, BsMarkKind kind, const char *source, gsize length, char *value,
                          guint number);
char *bs_marks_hide (BsMarks *self, const char *text, gsize length, gsize *hidden_length);
gboolean bs_marks_are_in (const char *text, gsize length);
const BsMark *bs_marks_get (const BsMarks *self, const char *text, gsize length);
void bs_marks_renumber (BsMarks *self, const guint *numbers);
void bs_marks_append_source (const BsMarks *self, GString *out, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMarks, bs_marks_free)

G_END_DECLS
