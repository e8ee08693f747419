/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How an address is written, which says how another one is to be written in its place. */
typedef enum
{
  BS_IMPORT_LINK_PLAIN,    /* Markdown's, and the tags' of Hexo: without spaces and parentheses */
  BS_IMPORT_LINK_BRACKETS, /* Markdown's, between < and > */
  BS_IMPORT_LINK_WIKI,     /* Obsidian's ![[…]] */
  BS_IMPORT_LINK_HTML,     /* in quotes */
} BsImportLinkForm;

/* Where an article names an image. */
typedef struct
{
  gsize start; /* of the address in the text, in bytes */
  gsize end;
  BsImportLinkForm form;
  char *address; /* without escapes */
} BsImportLink;

GPtrArray *bs_import_links_find (const char *text, gsize length, gboolean is_markdown);
char *bs_import_link_write (BsImportLinkForm form, const char *address);

G_END_DECLS
