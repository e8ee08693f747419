/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-html.h"

#include <string.h>

#include "model/format/body/html-token.h"

/* How many open start tags an end tag is matched with. */
#define MAX_SEARCH 64

typedef struct
{
  char name[BS_HTML_NAME_MAX + 1];
  gsize start; /* position of its tag in the output */
  gsize end;
  gboolean is_block; /* part of an HTML block; a later block may close it */
} OpenElement;

/* Elements whose content is not markup. In running text they are meant literally (GFM, 6.11). */
static gboolean
is_literal (const char *name)
{
  static const char *const names[] = { "title", "textarea", "xmp", "noembed", "noframes", "plaintext", NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_program (const char *name)
{
  return g_str_equal (name, "script") || g_str_equal (name, "style");
}

static gboolean
hides_content (const BsHtmlToken *token)
{
  static const char *const names[] = { "audio",    "details", "dialog", "embed", "frameset", "iframe",
                                       "optgroup", "option",  "object", "video", NULL };
  BsHtmlTokenAttribute attribute;
  gsize position = 0;

  if (bs_html_name_is_void (token->name))
    return FALSE;
  if (bs_html_name_is_hidden (token->name))
    return !(token->self_closing && (g_str_equal (token->name, "svg") || g_str_equal (token->name, "math")));
  if (g_strv_contains (names, token->name))
    return TRUE;
  while (bs_html_token_next_attribute (token, &position, &attribute))
    if (attribute.name_length == 6 && g_ascii_strncasecmp (attribute.name, "hidden", 6) == 0)
      return TRUE;
  return FALSE;
}

void
bs_markdown_html_init (BsMarkdownHtml *self)
{
  self->open = g_array_new (FALSE, FALSE, sizeof (OpenElement));
}

void
bs_markdown_html_clear (BsMarkdownHtml *self)
{
  g_clear_pointer (&self->open, g_array_unref);
}

static OpenElement *
get_open (const BsMarkdownHtml *self, guint index)
{
  return &g_array_index (self->open, OpenElement, index);
}

static void
append_literal (GString *out, const BsHtmlToken *token)
{
  g_string_append (out, "&lt;");
  g_string_append_len (out, token->start + 1, token->length - 1);
}

static gboolean
is_complete (const BsHtmlToken *token)
{
  const char *end = token->start + token->length;

  if (end[-1] != '>')
    return FALSE;
  if (token->kind != BS_HTML_TOKEN_COMMENT || token->length < 4 || memcmp (token->start, "<!--", 4) != 0)
    return TRUE;
  return token->length <= 6 || memcmp (end - 3, "-->", 3) == 0 || memcmp (end - 4, "--!>", 4) == 0;
}

static void
append_start (BsMarkdownHtml *self, GString *out, const BsHtmlToken *token, gboolean is_block)
{
  OpenElement element = { .start = out->len, .is_block = is_block };

  if (is_literal (token->name))
    {
      append_literal (out, token);
      return;
    }
  g_string_append_len (out, token->start, token->length);
  if (!hides_content (token))
    return;
  memcpy (element.name, token->name, sizeof element.name);
  element.end = out->len;
  g_array_append_val (self->open, element);
}

static void
append_end (BsMarkdownHtml *self, GString *out, const BsHtmlToken *token)
{
  for (guint i = self->open->len; i > 0 && self->open->len - i < MAX_SEARCH; i--)
    {
      OpenElement *element = get_open (self, i - 1);

      if (!g_str_equal (element->name, token->name))
        continue;
      /* A script tag inside a sentence is meant literally. */
      if (is_program (token->name) && !element->is_block && element->end < out->len)
        break;
      g_string_append_len (out, token->start, token->length);
      g_array_set_size (self->open, i - 1);
      return;
    }
  if (is_literal (token->name) || bs_html_name_is_hidden (token->name))
    append_literal (out, token);
  else
    g_string_append_len (out, token->start, token->length);
}

/*
 * bs_markdown_html_append:
 * @out: the article's HTML
 * @html: (array length=length): a tag in running text, or a block of HTML
 * @is_block: whether it is an HTML block
 *
 * Appends HTML from Markdown. Tags of elements whose content is not markup, and incomplete tags, are shown literally.
 */
void
bs_markdown_html_append (BsMarkdownHtml *self, GString *out, const char *html, gsize length, gboolean is_block)
{
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  bs_html_tokenizer_init (&tokenizer, html, length);
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      if (token.kind == BS_HTML_TOKEN_TEXT || token.kind == BS_HTML_TOKEN_RAW)
        {
          g_string_append_len (out, token.start, token.length);
        }
      else if (!is_complete (&token))
        {
          g_string_append (out, "&lt;");
          tokenizer.position = token.start + 1 - html;
          tokenizer.raw_name[0] = '\0';
        }
      else if (token.kind == BS_HTML_TOKEN_START)
        {
          append_start (self, out, &token, is_block);
          if (is_literal (token.name))
            tokenizer.raw_name[0] = '\0';
        }
      else if (token.kind == BS_HTML_TOKEN_END)
        {
          append_end (self, out, &token);
        }
      else
        {
          g_string_append_len (out, token.start, token.length);
        }
    }
}

/*
 * bs_markdown_html_settle:
 * @with_blocks: whether HTML blocks end here as well
 *
 * Shows unclosed tags literally, so that the following text does not become their content.
 */
void
bs_markdown_html_settle (BsMarkdownHtml *self, GString *out, gboolean with_blocks)
{
  guint first = self->open->len;
  g_autofree char *rest = NULL;
  gsize from;
  gsize done = 0;

  while (first > 0 && (with_blocks || !get_open (self, first - 1)->is_block))
    first--;
  if (first == self->open->len)
    return;
  from = get_open (self, first)->start;
  rest = g_strndup (out->str + from, out->len - from);
  {
    gsize length = out->len - from;

    g_string_truncate (out, from);
    for (guint i = first; i < self->open->len; i++)
      {
        gsize start = get_open (self, i)->start - from;

        g_string_append_len (out, rest + done, start - done);
        g_string_append (out, "&lt;");
        done = start + 1;
      }
    g_string_append_len (out, rest + done, length - done);
  }
  g_array_set_size (self->open, first);
}
