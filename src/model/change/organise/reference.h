/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-links.h"
#include "model/format/article/site-kind.h"

G_BEGIN_DECLS

/* How a reference names its target. */
typedef enum
{
  BS_REFERENCE_PATH,     /* a path in a link or an image */
  BS_REFERENCE_WIKI,     /* [[…]] */
  BS_REFERENCE_POST,     /* {% post_link … %} and {% post_path … %} of Hexo: a slug */
  BS_REFERENCE_POST_URL, /* {% post_url … %} of Jekyll: a name with its date */
  BS_REFERENCE_FILE,     /* {% link … %} of Jekyll: a path in the site */
  BS_REFERENCE_PAGE,     /* ref and relref of Hugo: a logical path */
} BsReferenceKind;

/* A place in an article that names another file. */
typedef struct
{
  BsReferenceKind kind;
  BsImportLinkForm form;
  gsize start; /* of the name, in bytes of the text */
  gsize end;
  char quote;    /* of an argument of a tag; 0 for none */
  char *address; /* unescaped, without a query and a fragment */
  char *suffix;  /* a query and a fragment, as written */
} BsReference;

GPtrArray *bs_references_find (const char *text, gsize length, gsize body_start, gboolean is_markdown, BsSiteKind site);
char *bs_reference_write (const BsReference *self, const char *address);

G_END_DECLS
