/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer names are irrelevant here. */
#define BS_HTML_NAME_MAX 16

typedef enum
{
  BS_HTML_TOKEN_TEXT,    /* characters, with entities as written */
  BS_HTML_TOKEN_RAW,     /* the content of script, style and similar elements */
  BS_HTML_TOKEN_START,   /* <name …> */
  BS_HTML_TOKEN_END,     /* </name> */
  BS_HTML_TOKEN_COMMENT, /* a comment, a doctype, or anything else parsed as a comment */
} BsHtmlTokenKind;

typedef struct
{
  BsHtmlTokenKind kind;
  const char *start;               /* position in the text */
  gsize length;                    /* in bytes, delimiters included */
  char name[BS_HTML_NAME_MAX + 1]; /* lower case, truncated */
  gsize name_length;               /* length as written, in bytes */
  gboolean self_closing;
} BsHtmlToken;

typedef struct
{
  const char *text;
  gsize length;
  gsize position;
  char raw_name[BS_HTML_NAME_MAX + 1];
} BsHtmlTokenizer;

typedef struct
{
  const char *name;
  gsize name_length;
  const char *value; /* (nullable): without quotes, entities as written */
  gsize value_length;
} BsHtmlTokenAttribute;

void bs_html_tokenizer_init (BsHtmlTokenizer *self, const char *html, gsize length);
gboolean bs_html_tokenizer_next (BsHtmlTokenizer *self, BsHtmlToken *token);
gboolean bs_html_token_next_attribute (const BsHtmlToken *token, gsize *position, BsHtmlTokenAttribute *attribute);
gboolean bs_html_name_is_block (const char *name);
gboolean bs_html_name_is_void (const char *name);
gboolean bs_html_name_is_hidden (const char *name);

G_END_DECLS
