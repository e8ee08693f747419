/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_CLASS_IGNORED, /* ignored: a soft hyphen, a byte order mark */
  BS_CLASS_SPACE,
  BS_CLASS_EDGE, /* end of a line, which is the edge of a block in an article's text */
  BS_CLASS_PUNCTUATION,
  BS_CLASS_CHARACTER, /* a token by itself */
  BS_CLASS_LETTER,
  BS_CLASS_DIGIT,
  BS_CLASS_MAPPED, /* becomes one other */
  BS_CLASS_FOLDED, /* becomes several */
  BS_CLASS_MARK,   /* belongs to the preceding character */
} BsClass;

/* Precomputed data of the characters below U+10000. */
typedef struct
{
  guint8 classes[0x10000];
  guint16 mapped[0x10000]; /* for characters with a mapping */
} BsClassTable;

/* No character, with its marks, becomes more than this. */
#define BS_CLASS_MAX_FOLDED 64

const BsClassTable *bs_class_table_get (void);
BsClass bs_class_find (gunichar character);
guint bs_class_fold (const gunichar *characters, guint n_characters, gunichar *folded);

G_END_DECLS
