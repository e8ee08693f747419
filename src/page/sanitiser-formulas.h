/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/html-tree.h"
#include "model/library/folder/document.h"

G_BEGIN_DECLS

/* The formulas of an article, and their places in its sanitised HTML. */
typedef struct _BsFormulas BsFormulas;

BsFormulas *bs_formulas_new (const BsDocument *document, const BsHtmlNode *root);
void bs_formulas_free (BsFormulas *self);
gsize bs_formulas_find (BsFormulas *self, const char *text, gsize *length);
void bs_formulas_add (BsFormulas *self, gsize position, const char *text, gsize length);
gboolean bs_formulas_is_display (const BsHtmlNode *math);
gboolean bs_formulas_is_formula (const BsHtmlNode *code);
gboolean bs_formulas_is_drawn (const BsHtmlNode *element);
void bs_formulas_add_node (BsFormulas *self, gsize position, const BsHtmlNode *code);
void bs_formulas_insert (BsFormulas *self, GString *out);

G_END_DECLS
