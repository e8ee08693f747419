/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_ELEMENT_UNWRAP, /* its content is kept; the default for unknown elements */
  BS_ELEMENT_DROP,   /* removed with its content */
  BS_ELEMENT_KEEP,
  BS_ELEMENT_PICTURE,
  BS_ELEMENT_INPUT,
  BS_ELEMENT_MATH,
  BS_ELEMENT_MEDIA, /* becomes a link, beside the fallback content */
} BsElementAction;

typedef enum
{
  BS_ELEMENT_BLOCK = 1 << 0,        /* begins a line */
  BS_ELEMENT_VOID = 1 << 1,         /* has no end tag */
  BS_ELEMENT_PREFORMATTED = 1 << 2, /* white space is preserved */
  BS_ELEMENT_STRUCTURE = 1 << 3,    /* kept even if empty, because its neighbours depend on it */
  BS_ELEMENT_CONTENT = 1 << 4,      /* counts as content itself */
  BS_ELEMENT_WRAPPED = 1 << 5,      /* wide: scrolls in a box of its own */
} BsElementFlags;

typedef struct
{
  const char *name;
  BsElementAction action;
  BsElementFlags flags;
  const char *output;     /* (nullable): the name that is written instead */
  const char *attributes; /* (nullable): allowed in addition to the common attributes, each followed by a space */
} BsElementRule;

const BsElementRule *bs_sanitise_get_rule (const char *name);
char *bs_sanitise_attribute (const BsElementRule *rule, const char *name, const char *value);
char *bs_sanitise_class (const BsElementRule *rule, const char *class_names, const char *align);

G_END_DECLS
