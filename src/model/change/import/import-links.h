/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The notation of an address, which its replacement must use too. */
typedef enum
{
  BS_IMPORT_LINK_PLAIN,    /* Markdown, and the tags of Hexo: without spaces and parentheses */
  BS_IMPORT_LINK_BRACKETS, /* Markdown, between < and > */
  BS_IMPORT_LINK_WIKI,     /* Obsidian's ![[…]] */
  BS_IMPORT_LINK_HTML,     /* in quotes */
  BS_IMPORT_LINK_TAG,      /* the text between {% and %}, or {{ and }} */
} BsImportLinkForm;

/* The position of an address in an article. */
typedef struct
{
  gsize start; /* of the address, in bytes of the text */
  gsize end;
  BsImportLinkForm form;
  char *address; /* unescaped */
} BsImportLink;

GPtrArray *bs_import_links_find (const char *text, gsize length, gboolean is_markdown);
GPtrArray *bs_import_links_find_all (const char *text, gsize length, gboolean is_markdown);
char *bs_import_link_write (BsImportLinkForm form, const char *address);

G_END_DECLS
