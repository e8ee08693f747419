/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A replacement of a part of a text. */
typedef struct
{
  gsize start; /* in bytes of the text */
  gsize end;
  char *with;
} BsSplice;

/* A list of splices, in any order until they are sorted. */
typedef struct _BsSplices BsSplices;

BsSplices *bs_splices_new (void);
void bs_splices_free (BsSplices *self);
void bs_splices_add (BsSplices *self, gsize start, gsize end, const char *with);
gboolean bs_splices_sort (BsSplices *self);
guint bs_splices_get_length (const BsSplices *self);
const BsSplice *bs_splices_get (const BsSplices *self, guint i);
char *bs_splices_apply (const BsSplices *self, const char *text, gsize length, gsize *new_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSplices, bs_splices_free)

G_END_DECLS
