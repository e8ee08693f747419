/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_ELEMENT_UNWRAP, /* its content stays; what is not known is unwrapped */
  BS_ELEMENT_DROP,   /* nothing of it stays */
  BS_ELEMENT_KEEP,
  BS_ELEMENT_PICTURE,
  BS_ELEMENT_INPUT,
  BS_ELEMENT_MEDIA, /* a link stays, and what is shown to those who cannot play it */
} BsElementAction;

typedef enum
{
  BS_ELEMENT_BLOCK = 1 << 0,        /* begins a line */
  BS_ELEMENT_VOID = 1 << 1,         /* has no end tag */
  BS_ELEMENT_PREFORMATTED = 1 << 2, /* its white space counts */
  BS_ELEMENT_STRUCTURE = 1 << 3,    /* stays without content, because what is around it counts on it */
  BS_ELEMENT_CONTENT = 1 << 4,      /* is content itself */
  BS_ELEMENT_WRAPPED = 1 << 5,      /* wide: it scrolls in a box of its own */
} BsElementFlags;

typedef struct
{
  const char *name;
  BsElementAction action;
  BsElementFlags flags;
  const char *output;     /* (nullable): the name that is written, where that is another */
  const char *attributes; /* (nullable): those allowed beside what every element may have, a space behind each */
} BsElementRule;

const BsElementRule *bs_sanitise_get_rule (const char *name);
char *bs_sanitise_attribute (const BsElementRule *rule, const char *name, const char *value);
char *bs_sanitise_class (const BsElementRule *rule, const char *class_names, const char *align);

G_END_DECLS
