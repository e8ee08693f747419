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

typedef struct _BsValue BsValue;

/* A node of front matter, whatever language it was written in. A scalar keeps the
 * text that stands in the file (without its quotes) beside the type it has there. */
struct _BsValue
{
  BsValueKind kind;
  gboolean quoted;   /* scalars: it stood in quotes or as a block */
  gboolean folded;   /* scalars: it ran over more than one line */
  guint line;        /* of the file, from 1 */
  guint column;      /* in characters, from 1 */
  char *key;         /* (nullable): the name it has in the map that holds it */
  char *text;        /* scalars; (nullable) for null written as nothing */
  GPtrArray *items;  /* (nullable) (element-type BsValue): of a list or a map; added to by the functions below */
  GHashTable *index; /* (nullable): private; the first item of each key, once a map is large */
};

BsValue *bs_value_new (BsValueKind kind, guint line, guint column);
BsValue *bs_value_new_scalar (BsValueKind kind, const char *text, gssize length, guint line, guint column);
BsValue *bs_value_copy (const BsValue *self);
void bs_value_free (BsValue *self);

gboolean bs_value_is_scalar (const BsValue *self);
BsValue *bs_value_append (BsValue *self, BsValue *item);
BsValue *bs_value_insert (BsValue *self, const char *key, BsValue *item);
const BsValue *bs_value_lookup (const BsValue *self, const char *key);
const char *bs_value_get_text (const BsValue *self);

/* The type that a plain scalar has in YAML 1.2's core schema, which is also Hexo's. */
BsValueKind bs_value_resolve_plain (const char *text, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsValue, bs_value_free)

G_END_DECLS
