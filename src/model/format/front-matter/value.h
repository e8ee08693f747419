/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Deeper front matter than this is cut off with a problem. */
#define BS_VALUE_MAX_DEPTH 64

typedef enum
{
  BS_VALUE_NULL,
  BS_VALUE_BOOLEAN,
  BS_VALUE_NUMBER,
  BS_VALUE_STRING, /* dates too: the text is the truth, not the type */
  BS_VALUE_LIST,
  BS_VALUE_MAP,
} BsValueKind;

/* How a value is written. */
typedef enum
{
  BS_STYLE_PLAIN,
  BS_STYLE_SINGLE_QUOTED,
  BS_STYLE_DOUBLE_QUOTED,
  BS_STYLE_LONG_QUOTED, /* TOML's three quotes */
  BS_STYLE_LITERAL,     /* YAML's | */
  BS_STYLE_FOLDED,      /* YAML's > */
  BS_STYLE_ALIAS,
  BS_STYLE_FLOW,    /* in brackets */
  BS_STYLE_BARE,    /* an object whose braces are left out */
  BS_STYLE_BLOCK,   /* by indentation; in TOML the lines of a table without a header */
  BS_STYLE_HEADER,  /* TOML's [table] and [[table]] */
  BS_STYLE_IMPLIED, /* a table that only a longer name speaks of */
} BsValueStyle;

/* Where a value stands, in bytes of the text that was read. */
typedef struct
{
  BsValueStyle style;
  gsize start; /* of the value; of a header, where one made it */
  gsize end;   /* behind the last character of it that says something */
  gsize key_start;
  gsize key_end;
  gboolean is_repeated; /* its key comes again */
  char *anchor;         /* (nullable): YAML's name for it; of an alias, for what it stands for */
} BsValuePlace;

typedef struct _BsValue BsValue;

/* A node of front matter, whatever language it was written in. A scalar keeps the
 * text that stands in the file (without its quotes) beside the type it has there. */
struct _BsValue
{
  BsValueKind kind;
  gboolean quoted;     /* scalars: it stood in quotes or as a block */
  gboolean folded;     /* scalars: it ran over more than one line */
  gboolean is_alias;   /* scalars: a YAML alias that leads nowhere, which names nothing */
  guint line;          /* of the file, from 1 */
  guint column;        /* in characters, from 1 */
  char *key;           /* (nullable): the name it has in the map that holds it */
  char *text;          /* scalars; (nullable) for null written as nothing */
  GPtrArray *items;    /* (nullable) (element-type BsValue): of a list or a map; added to by the functions below */
  GHashTable *index;   /* (nullable): private; the first item of each key, once a map is large */
  BsValuePlace *place; /* (nullable): only where it was asked for */
};

BsValue *bs_value_new (BsValueKind kind, guint line, guint column);
BsValue *bs_value_new_scalar (BsValueKind kind, const char *text, gssize length, guint line, guint column);
BsValue *bs_value_copy (const BsValue *self);
void bs_value_free (BsValue *self);

gboolean bs_value_is_scalar (const BsValue *self);
BsValue *bs_value_append (BsValue *self, BsValue *item);
BsValue *bs_value_insert (BsValue *self, const char *key, BsValue *item);
BsValue *bs_value_put (BsValue *self, const char *key, BsValue *item);
BsValue *bs_value_insert_at (BsValue *self, guint index, BsValue *item);
void bs_value_assign (BsValue *self, BsValue *other);
void bs_value_remove_at (BsValue *self, guint index);
const BsValue *bs_value_lookup (const BsValue *self, const char *key);
const char *bs_value_get_text (const BsValue *self);
gboolean bs_value_equal (const BsValue *self, const BsValue *other);
BsValuePlace *bs_value_set_place (BsValue *self, BsValueStyle style, gsize start, gsize end);

/* The type that a plain scalar has in YAML 1.2's core schema, which is also Hexo's. */
BsValueKind bs_value_resolve_plain (const char *text, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsValue, bs_value_free)

G_END_DECLS
