/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Deeper values are dropped, and a problem is reported. */
#define BS_VALUE_MAX_DEPTH 64

typedef enum
{
  BS_VALUE_NULL,
  BS_VALUE_BOOLEAN,
  BS_VALUE_NUMBER,
  BS_VALUE_STRING, /* dates too, which are interpreted later */
  BS_VALUE_LIST,
  BS_VALUE_MAP,
} BsValueKind;

/* The notation of a value. */
typedef enum
{
  BS_STYLE_PLAIN,
  BS_STYLE_SINGLE_QUOTED,
  BS_STYLE_DOUBLE_QUOTED,
  BS_STYLE_LONG_QUOTED, /* TOML's triple quotes */
  BS_STYLE_LITERAL,     /* YAML's | */
  BS_STYLE_FOLDED,      /* YAML's > */
  BS_STYLE_ALIAS,
  BS_STYLE_FLOW,    /* in brackets */
  BS_STYLE_BARE,    /* an object without braces */
  BS_STYLE_BLOCK,   /* by indentation; in TOML the lines of a table without a header */
  BS_STYLE_HEADER,  /* TOML's [table] and [[table]] */
  BS_STYLE_IMPLIED, /* a table that is only implied by a longer name */
} BsValueStyle;

/* The position of a value, in bytes of the source text. */
typedef struct
{
  BsValueStyle style;
  gsize start; /* of the value, or of the header that defines it */
  gsize end;   /* after its last significant character */
  gsize key_start;
  gsize key_end;
  gboolean is_repeated; /* its key is a duplicate */
  char *anchor;         /* (nullable): its YAML anchor; for an alias, the anchor that it refers to */
} BsValuePlace;

typedef struct _BsValue BsValue;

/* A node of front matter in any language. A scalar keeps its text as written (without quotes) beside its type. */
struct _BsValue
{
  BsValueKind kind : 8;
  guint quoted : 1;    /* scalars: quoted or a block */
  guint folded : 1;    /* scalars: spans more than one line */
  guint is_alias : 1;  /* scalars: an undefined YAML alias */
  guint is_part : 1;   /* private: its memory belongs to its root */
  guint32 initials;    /* private: of a map, a bit for the first byte of each key */
  guint line;          /* of the file, from 1 */
  guint column;        /* in characters, from 1 */
  char *key;           /* (nullable): its key in the enclosing map */
  char *text;          /* scalars; (nullable) for an empty null */
  GPtrArray *items;    /* (nullable) (element-type BsValue): of a list or a map; changed by the functions below */
  GHashTable *index;   /* (nullable): private; the first item of each key, for a large map */
  BsValuePlace *place; /* (nullable): only if requested */
};

BsValue *bs_value_new (BsValueKind kind, guint line, guint column);
BsValue *bs_value_new_whole (guint n_parts, gsize n_bytes);
void bs_value_init_part (BsValue *self, BsValueKind kind, guint line, guint column);
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

/* The type of a plain scalar in YAML 1.2's core schema, which Hexo uses too. */
BsValueKind bs_value_resolve_plain (const char *text, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsValue, bs_value_free)

G_END_DECLS
