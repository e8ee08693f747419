/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which characters of a text have a look-alike that fonts draw with the same glyph: a radical, a form for
 * compatibility, a ligature. */
typedef struct _BsPdfTextMap BsPdfTextMap;

BsPdfTextMap *bs_pdf_text_map_new (void);
void bs_pdf_text_map_add (BsPdfTextMap *self, const char *text, gsize length);
char *bs_pdf_text_map_rewrite (const BsPdfTextMap *self, const char *font, const char *map, gsize length);
void bs_pdf_text_map_free (BsPdfTextMap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsPdfTextMap, bs_pdf_text_map_free)

G_END_DECLS
