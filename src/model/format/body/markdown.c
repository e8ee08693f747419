/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown.h"

#include <md4c.h>
#include <string.h>

#include "model/format/body/html.h"

/* A title is looked for in so much of a body, in bytes. */
#define TITLE_SEARCH_BYTES (64 * 1024)

/* Beyond this a text is cut, in bytes. The longest novels are half as long. */
#define MAX_BYTES (8 * 1024 * 1024)

/* An address that is defined once can be used without end. No article's text is so much longer than its source. */
#define MAX_OUTPUT_FACTOR 8

/* Markdown as the least HTML that has the same text, so that one place knows what text HTML has. */
typedef struct
{
  GString *out;
  gsize max_output;
  gsize addresses; /* bytes of those that were met, a reference's as often as it is used */
  gsize heading;   /* where the text of an open heading begins */
  guint heading_level;
  guint pictures; /* pictures that are open, in each other */
  gboolean wants_title;
  char *title;
} Writer;

static const char *
block_name (MD_BLOCKTYPE type)
{
  switch (type)
    {
    case MD_BLOCK_CODE:
      return "pre";
    case MD_BLOCK_TD:
    case MD_BLOCK_TH:
      return "td";
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
      return NULL;
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    default:
      return "div";
    }
}

static int
writer_check (const Writer *self)
{
  return self->title != NULL || self->out->len + self->addresses > self->max_output ? 1 : 0;
}

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;
  const char *name = block_name (type);

  if (name != NULL)
    g_string_append_printf (self->out, "<%s>", name);
  if (type == MD_BLOCK_CODE)
    g_string_append_c (self->out, '\n');
  if (type == MD_BLOCK_H)
    {
      self->heading = self->out->len;
      self->heading_level = ((MD_BLOCK_H_DETAIL *) detail)->level;
    }
  return writer_check (self);
}

static void
take_title (Writer *self, const char *html, gsize length)
{
  g_autofree char *text = bs_html_to_text (html, length);

  /* A title that a template was to fill in is none. */
  if (*text == '\0' || strstr (text, "{{") != NULL || strstr (text, "{%") != NULL)
    return;
  for (char *c = text; *c != '\0'; c++)
    if (*c == '\n' || *c == '\t')
      *c = ' ';
  self->title = g_steal_pointer (&text);
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;
  const char *name = block_name (type);

  if (self->wants_title && type == MD_BLOCK_H)
    take_title (self, self->out->str + self->heading, self->out->len - self->heading);
  else if (self->wants_title && type == MD_BLOCK_HTML && strstr (self->out->str, "<h") != NULL)
    self->title = bs_html_find_title (self->out->str, self->out->len);
  if (name != NULL)
    g_string_append_printf (self->out, "</%s>", name);
  if (self->wants_title)
    g_string_truncate (self->out, 0);
  return writer_check (self);
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;

  if (type == MD_SPAN_A)
    self->addresses += ((MD_SPAN_A_DETAIL *) detail)->href.size + ((MD_SPAN_A_DETAIL *) detail)->title.size;
  if (type == MD_SPAN_IMG)
    {
      self->addresses += ((MD_SPAN_IMG_DETAIL *) detail)->src.size + ((MD_SPAN_IMG_DETAIL *) detail)->title.size;
      self->pictures++;
    }
  return writer_check (self);
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;

  if (type == MD_SPAN_IMG && self->pictures > 0)
    self->pictures--;
  return 0;
}

static void
append_escaped (GString *out, const char *text, gsize length)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *entity = text[i] == '<' ? "&lt;" : text[i] == '&' ? "&amp;" : NULL;

      if (entity != NULL)
        {
          g_string_append_len (out, text + start, i - start);
          g_string_append (out, entity);
          start = i + 1;
        }
    }
  g_string_append_len (out, text + start, length - start);
}

static gboolean
is_cjk (gunichar c)
{
  return g_unichar_iswide (c);
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Writer *self = user_data;

  if (self->pictures > 0)
    return writer_check (self);
  switch (type)
    {
    case MD_TEXT_NULLCHAR:
      g_string_append (self->out, "\xef\xbf\xbd");
      break;
    case MD_TEXT_BR:
      g_string_append (self->out, "<br>");
      break;
    case MD_TEXT_SOFTBR:
      g_string_append_c (self->out, '\n');
      break;
    case MD_TEXT_ENTITY:
    case MD_TEXT_HTML:
      g_string_append_len (self->out, text, size);
      break;
    case MD_TEXT_NORMAL:
      /* Chinese has no spaces, and so a line's end between two of its characters is none. */
      if (size > 0 && self->out->len > 3 && self->out->str[self->out->len - 1] == '\n')
        {
          const char *before = g_utf8_prev_char (self->out->str + self->out->len - 1);

          if (is_cjk (g_utf8_get_char_validated (before, self->out->str + self->out->len - before)) &&
              is_cjk (g_utf8_get_char_validated (text, size)))
            g_string_truncate (self->out, self->out->len - 1);
        }
      append_escaped (self->out, text, size);
      break;
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
    default:
      append_escaped (self->out, text, size);
      break;
    }
  return writer_check (self);
}

static void
writer_run (Writer *self, const char *markdown, gsize length)
{
  const MD_PARSER parser = {
    .flags = MD_DIALECT_GITHUB,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };

  self->max_output = length * MAX_OUTPUT_FACTOR + 65536;
  md_parse (markdown, length, &parser, self);
}

/* Never in the middle of a character. */
static gsize
cut (const char *text, gsize length, gsize max)
{
  if (length <= max)
    return length;
  while (max > 0 && (text[max] & 0xc0) == 0x80)
    max--;
  return max;
}

/**
 * bs_markdown_to_text:
 * @markdown: (array length=length): Markdown of GitHub's dialect, in UTF-8
 * @length: of @markdown, in bytes
 *
 * The text that a reader sees, as bs_html_to_text() gives it for HTML; HTML inside the Markdown is read as such.
 * Code is kept, addresses and the words that stand for a picture are not. Only the first 8 MB are read.
 *
 * Returns: (transfer full): the text
 */
char *
bs_markdown_to_text (const char *markdown, gsize length)
{
  g_autoptr (GString) html = NULL;
  Writer writer = { NULL };

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);

  html = g_string_sized_new (length + 64);
  writer.out = html;
  writer_run (&writer, markdown, cut (markdown, length, MAX_BYTES));
  return bs_html_to_text (html->str, html->len);
}

/**
 * bs_markdown_find_title:
 * @markdown: (array length=length): Markdown of GitHub's dialect, in UTF-8
 * @length: of @markdown, in bytes
 *
 * Finds a name for an article that was given none: its first heading, of either form or in HTML, that is not blank
 * and that no template was to fill in. Only the first 64 kB are looked at.
 *
 * Returns: (transfer full) (nullable): the heading's text on one line
 */
char *
bs_markdown_find_title (const char *markdown, gsize length)
{
  g_autoptr (GString) html = NULL;
  Writer writer = { NULL };

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);

  html = g_string_new (NULL);
  writer.out = html;
  writer.wants_title = TRUE;
  writer_run (&writer, markdown, cut (markdown, length, TITLE_SEARCH_BYTES));
  return writer.title;
}
