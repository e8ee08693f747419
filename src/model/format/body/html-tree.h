/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BsHtmlTree BsHtmlTree;
typedef struct _BsHtmlNode BsHtmlNode;

typedef struct
{
  const char *name; /* lower case */
  const char *value;
} BsHtmlAttribute;

struct _BsHtmlNode
{
  const char *name;    /* (nullable): the element's name in lower case; NULL for text */
  const char *foreign; /* (nullable): the own name of an element of MathML, in lower case */
  const char *text;    /* (nullable): the text, with entities decoded */
  const BsHtmlAttribute *attributes;
  guint n_attributes;
  BsHtmlNode *parent;
  BsHtmlNode *first_child;
  BsHtmlNode *next;
  /* For use by the code that walks the tree. The tree frees the markup. */
  guint verdict;
  gboolean has_content;
  char *markup;
};

BsHtmlTree *bs_html_tree_parse (const char *html, gsize length);
void bs_html_tree_free (BsHtmlTree *self);
BsHtmlNode *bs_html_tree_get_root (const BsHtmlTree *self);
const char *bs_html_node_get (const BsHtmlNode *self, const char *attribute);
BsHtmlNode *bs_html_node_follow (const BsHtmlNode *self, const BsHtmlNode *top, gboolean into);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHtmlTree, bs_html_tree_free)

G_END_DECLS
