/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/markdown.h"

#include <md4c.h>
#include <string.h>

/* An address that is defined once can be used without end. No article's HTML is so much longer than its source. */
#define MAX_OUTPUT_FACTOR 16
#define MAX_OUTPUT_BASE 65536

typedef struct
{
  GString *out;
  gsize max_output;
  GHashTable *anchors; /* how often a heading's words have made an id */
  GString *heading;    /* the words of the heading that is open */
  gsize heading_start; /* where its id goes */
  guint pictures;      /* pictures that are open, in each other: all but words is left out */
  gboolean is_alone;   /* the picture that came last began a line */
  gsize picture_end;
} Writer;

static void
append_escaped (GString *out, const char *text, gsize length)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *entity = NULL;

      if (text[i] == '&')
        entity = "&amp;";
      else if (text[i] == '<')
        entity = "&lt;";
      else if (text[i] == '>')
        entity = "&gt;";
      else if (text[i] == '"')
        entity = "&quot;";
      if (entity == NULL)
        continue;
      g_string_append_len (out, text + start, i - start);
      g_string_append (out, entity);
      start = i + 1;
    }
  g_string_append_len (out, text + start, length - start);
}

static void
append_attribute (Writer *self, const char *name, const MD_ATTRIBUTE *value)
{
  if (value->text == NULL)
    return;
  g_string_append_printf (self->out, " %s=\"", name);
  for (guint i = 0; value->substr_offsets[i] < value->size; i++)
    {
      const char *text = value->text + value->substr_offsets[i];
      gsize length = value->substr_offsets[i + 1] - value->substr_offsets[i];

      if (value->substr_types[i] == MD_TEXT_ENTITY)
        g_string_append_len (self->out, text, length);
      else if (value->substr_types[i] == MD_TEXT_NULLCHAR)
        g_string_append (self->out, "\xef\xbf\xbd");
      else
        append_escaped (self->out, text, length);
    }
  g_string_append_c (self->out, '"');
}

static int
check (const Writer *self)
{
  return self->out->len > self->max_output ? 1 : 0;
}

static void
enter_list (Writer *self, const MD_BLOCK_OL_DETAIL *detail)
{
  if (detail->start == 1)
    g_string_append (self->out, "<ol>\n");
  else
    g_string_append_printf (self->out, "<ol start=\"%u\">\n", detail->start);
}

static void
enter_item (Writer *self, const MD_BLOCK_LI_DETAIL *detail)
{
  g_string_append (self->out, "<li>");
  if (detail->is_task)
    g_string_append_printf (self->out, "<input type=\"checkbox\"%s>", detail->task_mark == ' ' ? "" : " checked");
}

static void
enter_code (Writer *self, const MD_BLOCK_CODE_DETAIL *detail)
{
  g_string_append (self->out, "<pre><code");
  if (detail->lang.text != NULL && detail->lang.size > 0)
    {
      g_string_append (self->out, " class=\"language-");
      append_escaped (self->out, detail->lang.text, detail->lang.size);
      g_string_append_c (self->out, '"');
    }
  g_string_append_c (self->out, '>');
}

static void
enter_cell (Writer *self, const char *name, const MD_BLOCK_TD_DETAIL *detail)
{
  static const char *const alignments[] = { "", " align=\"left\"", " align=\"center\"", " align=\"right\"" };

  g_string_append_printf (self->out, "<%s%s>", name, alignments[detail->align]);
}

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;

  switch (type)
    {
    case MD_BLOCK_QUOTE:
      g_string_append (self->out, "<blockquote>\n");
      break;
    case MD_BLOCK_UL:
      g_string_append (self->out, "<ul>\n");
      break;
    case MD_BLOCK_OL:
      enter_list (self, detail);
      break;
    case MD_BLOCK_LI:
      enter_item (self, detail);
      break;
    case MD_BLOCK_HR:
      g_string_append (self->out, "<hr>\n");
      break;
    case MD_BLOCK_H:
      g_string_append_printf (self->out, "<h%u", ((MD_BLOCK_H_DETAIL *) detail)->level);
      self->heading_start = self->out->len;
      self->heading = g_string_new (NULL);
      g_string_append_c (self->out, '>');
      break;
    case MD_BLOCK_CODE:
      enter_code (self, detail);
      break;
    case MD_BLOCK_P:
      g_string_append (self->out, "<p>");
      break;
    case MD_BLOCK_TABLE:
      g_string_append (self->out, "<table>\n");
      break;
    case MD_BLOCK_THEAD:
      g_string_append (self->out, "<thead>\n");
      break;
    case MD_BLOCK_TBODY:
      g_string_append (self->out, "<tbody>\n");
      break;
    case MD_BLOCK_TR:
      g_string_append (self->out, "<tr>");
      break;
    case MD_BLOCK_TH:
      enter_cell (self, "th", detail);
      break;
    case MD_BLOCK_TD:
      enter_cell (self, "td", detail);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
    default:
      break;
    }
  return check (self);
}

/* As GitHub makes them, whose links to headings authors copy: words in lower case with hyphens between. */
static void
add_heading_id (Writer *self)
{
  g_autofree char *lower = g_utf8_strdown (self->heading->str, self->heading->len);
  g_autoptr (GString) id = g_string_new (" id=\"");
  gsize start = id->len;
  guint count;

  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char_validated (c, -1);

      if (character == ' ' || character == '-')
        g_string_append_c (id, '-');
      else if (character < 0x110000 && (g_unichar_isalnum (character) || character == '_'))
        g_string_append_unichar (id, character);
    }
  if (id->len == start)
    return;
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->anchors, id->str + start));
  g_hash_table_replace (self->anchors, g_strdup (id->str + start), GUINT_TO_POINTER (count + 1));
  if (count > 0)
    g_string_append_printf (id, "-%u", count);
  g_string_append_c (id, '"');
  g_string_insert (self->out, self->heading_start, id->str);
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  static const char *const ends[] = {
    [MD_BLOCK_QUOTE] = "</blockquote>\n",
    [MD_BLOCK_UL] = "</ul>\n",
    [MD_BLOCK_OL] = "</ol>\n",
    [MD_BLOCK_LI] = "</li>\n",
    [MD_BLOCK_CODE] = "</code></pre>\n",
    [MD_BLOCK_P] = "</p>\n",
    [MD_BLOCK_TABLE] = "</table>\n",
    [MD_BLOCK_THEAD] = "</thead>\n",
    [MD_BLOCK_TBODY] = "</tbody>\n",
    [MD_BLOCK_TR] = "</tr>\n",
    [MD_BLOCK_TH] = "</th>",
    [MD_BLOCK_TD] = "</td>",
  };
  Writer *self = user_data;

  if (type == MD_BLOCK_H)
    {
      if (self->heading->len <= 512 && g_utf8_validate (self->heading->str, self->heading->len, NULL))
        add_heading_id (self);
      g_string_free (g_steal_pointer (&self->heading), TRUE);
      g_string_append_printf (self->out, "</h%u>\n", ((MD_BLOCK_H_DETAIL *) detail)->level);
    }
  else if ((gsize) type < G_N_ELEMENTS (ends) && ends[type] != NULL)
    {
      g_string_append (self->out, ends[type]);
    }
  return check (self);
}

static const char *
span_name (MD_SPANTYPE type)
{
  switch (type)
    {
    case MD_SPAN_EM:
      return "em";
    case MD_SPAN_STRONG:
      return "strong";
    case MD_SPAN_A:
      return "a";
    case MD_SPAN_CODE:
      return "code";
    case MD_SPAN_DEL:
      return "del";
    case MD_SPAN_U:
      return "u";
    case MD_SPAN_IMG:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    default:
      return NULL;
    }
}

static gboolean
begins_line (Writer *self)
{
  static const char *const starts[] = { "<p>", "<li>", "<br>\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_suffix (self->out->str, starts[i]))
      return TRUE;
  return FALSE;
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;
  const char *name = span_name (type);

  if (type == MD_SPAN_IMG)
    {
      const MD_SPAN_IMG_DETAIL *picture = detail;

      if (self->pictures++ > 0)
        return check (self);
      self->is_alone = begins_line (self);
      g_string_append (self->out, "<img");
      append_attribute (self, "src", &picture->src);
      append_attribute (self, "title", &picture->title);
      g_string_append (self->out, " alt=\"");
    }
  else if (name != NULL && self->pictures == 0)
    {
      g_string_append_printf (self->out, "<%s", name);
      if (type == MD_SPAN_A)
        {
          const MD_SPAN_A_DETAIL *link = detail;

          append_attribute (self, "href", &link->href);
          append_attribute (self, "title", &link->title);
        }
      g_string_append_c (self->out, '>');
    }
  return check (self);
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;
  const char *name = span_name (type);

  if (type == MD_SPAN_IMG)
    {
      if (--self->pictures == 0)
        {
          g_string_append (self->out, "\">");
          self->picture_end = self->out->len;
        }
    }
  else if (name != NULL && self->pictures == 0)
    {
      g_string_append_printf (self->out, "</%s>", name);
    }
  return check (self);
}

/* Chinese and its like have no spaces, and so a line's end between two of their characters is none. */
static void
close_soft_break (Writer *self, const char *text, gsize length)
{
  const char *newline = self->out->str + self->out->len - 1;
  const char *before;

  if (self->out->len < 4 || length == 0 || *newline != '\n')
    return;
  before = g_utf8_find_prev_char (self->out->str, newline);
  if (before == NULL)
    return;
  if (g_unichar_iswide (g_utf8_get_char_validated (before, newline - before)) &&
      g_unichar_iswide (g_utf8_get_char_validated (text, length)))
    g_string_truncate (self->out, self->out->len - 1);
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Writer *self = user_data;

  switch (type)
    {
    case MD_TEXT_NULLCHAR:
      g_string_append (self->out, "\xef\xbf\xbd");
      break;
    case MD_TEXT_BR:
      g_string_append (self->out, self->pictures > 0 ? " " : "<br>\n");
      break;
    case MD_TEXT_SOFTBR:
      /* Below a picture that has a line to itself stands what it shows, and not beside it. */
      if (self->is_alone && self->picture_end == self->out->len)
        g_string_append (self->out, "<br>");
      g_string_append_c (self->out, self->pictures > 0 ? ' ' : '\n');
      break;
    case MD_TEXT_ENTITY:
      g_string_append_len (self->out, text, size);
      break;
    case MD_TEXT_HTML:
      if (self->pictures == 0)
        g_string_append_len (self->out, text, size);
      break;
    case MD_TEXT_NORMAL:
      close_soft_break (self, text, size);
      append_escaped (self->out, text, size);
      break;
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
    default:
      append_escaped (self->out, text, size);
      break;
    }
  if (self->heading != NULL && (type == MD_TEXT_NORMAL || type == MD_TEXT_CODE))
    g_string_append_len (self->heading, text, size);
  else if (self->heading != NULL && type == MD_TEXT_SOFTBR)
    g_string_append_c (self->heading, ' ');
  return check (self);
}

/*
 * bs_markdown_to_html:
 * @markdown: (array length=length): Markdown of GitHub's dialect, in UTF-8
 * @length: of @markdown, in bytes
 *
 * HTML inside the Markdown is passed on as it is, and addresses of every kind: what comes out is for
 * bs_sanitise() and for nobody else. Headings get the ids that GitHub gives them. The output ends where it becomes
 * more than sixteen times as long as the source, which only happens where that is the source's intent.
 *
 * Returns: (transfer full): a fragment of HTML
 */
char *
bs_markdown_to_html (const char *markdown, gsize length)
{
  const MD_PARSER parser = {
    .flags = MD_DIALECT_GITHUB,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_autoptr (GHashTable) anchors = NULL;
  Writer writer = { NULL };

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);
  g_return_val_if_fail (length < G_MAXUINT, NULL);

  anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  writer.anchors = anchors;
  writer.max_output = length * MAX_OUTPUT_FACTOR + MAX_OUTPUT_BASE;
  writer.out = g_string_sized_new (length + length / 4 + 64);
  md_parse (markdown, length, &parser, &writer);
  if (writer.heading != NULL)
    g_string_free (writer.heading, TRUE);
  return g_string_free (writer.out, FALSE);
}
