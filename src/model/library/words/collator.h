/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The order in which a person looks names up. One thread uses it at a time. */
typedef struct _BsCollator BsCollator;

BsCollator *bs_collator_new (void);
BsCollator *bs_collator_new_for_locale (const char *locale);
void bs_collator_free (BsCollator *self);
int bs_collator_compare (BsCollator *self, const char *a, const char *b);
char *bs_collator_make_key (BsCollator *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsCollator, bs_collator_free)

G_END_DECLS
