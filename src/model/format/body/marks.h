/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a mark is expanded in running text. In code and in addresses its source is written instead. */
typedef enum
{
  BS_MARK_LITERAL,    /* its source, of which nothing is markup */
  BS_MARK_HTML,       /* the HTML in value */
  BS_MARK_ADDRESS,    /* a bare address; value is what it links to */
  BS_MARK_NOTE,       /* a reference to the footnote of that number */
  BS_MARK_NOTE_START, /* the beginning of the footnote of that number */
  BS_MARK_ID,         /* the id of the heading that it ends */
  BS_MARK_ALERT,      /* the first line of a quotation that is an alert; value is its kind */
  BS_MARK_DEFINITION, /* the beginning of the definition of a term */
} BsMarkKind;

typedef struct
{
  BsMarkKind kind;
  guint number;
  char *source;
  char *value; /* (nullable) */
} BsMark;

typedef struct _BsMarks BsMarks;

/* The bytes of a mark, of its first byte, and of the character that counts as punctuation and is not shown. */
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
