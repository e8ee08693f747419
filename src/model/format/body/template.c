/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/template.h"

#include <string.h>

#include "model/format/body/landmarks.h"
#include "model/format/body/markdown-line.h"
#include "model/format/body/template-block.h"
#include "model/format/body/template-tag.h"

/* The maximum length of a tag in bytes; a longer one is text. */
#define MAX_TAG_BYTES 4096

/* A run of more backticks than this opens no code. */
#define MAX_BACKTICKS 32

typedef struct
{
  BsBodyKind kind;
  const char *text;
  gsize length;
  gsize position;
  GString *out;
  BsLandmarks landmarks;
  GPtrArray *quotes;                     /* (element-type utf8): for each open quotation, its source as HTML */
  gsize no_backticks[MAX_BACKTICKS + 1]; /* no backtick run of this length occurs before this position */
  gboolean in_tag;
  char in_value; /* the quote of the open attribute value in a tag */
  gboolean in_destination;
  gboolean after_blank;
  gboolean in_list;
  gsize list_column; /* where the text of its last item starts */
  BsMarks *marks;    /* (nullable): stores the HTML, so that none appears in code */
  gboolean raw_in_fences;
} Expander;

static gsize
find_line_end (const Expander *self, gsize position)
{
  const char *end = memchr (self->text + position, '\n', self->length - position);

  return end == NULL ? self->length : (gsize) (end - self->text) + 1;
}

static void
copy_to (Expander *self, gsize end)
{
  g_string_append_len (self->out, self->text + self->position, end - self->position);
  self->position = end;
}

/* Returns code without raw tags, which Liquid removes before code is recognised. */
static void
copy_code (Expander *self, gsize end)
{
  static const char *const markers[] = { "{% raw %}", "{%raw%}", "{%- raw -%}" };
  static const char *const ends[] = { "{% endraw %}", "{%endraw%}", "{%- endraw -%}" };

  for (gsize i = 0; self->marks != NULL && i < G_N_ELEMENTS (markers); i++)
    {
      const char *open;

      while ((open = memmem (self->text + self->position, end - self->position, markers[i], strlen (markers[i]))) !=
             NULL)
        {
          const char *inside = open + strlen (markers[i]);
          const char *close = memmem (inside, self->text + end - inside, ends[i], strlen (ends[i]));

          if (close == NULL)
            break;
          copy_to (self, open - self->text);
          self->position = inside - self->text;
          copy_to (self, close - self->text);
          self->position += strlen (ends[i]);
        }
    }
  copy_to (self, end);
}

/* Appends a tag's HTML, as a mark if there are marks. */
static void
append_html (Expander *self, gsize start, gsize end, const char *html)
{
  if (self->marks == NULL ||
      !bs_marks_append (self->marks, self->out, BS_MARK_HTML, self->text + start, end - start, g_strdup (html), 0))
    g_string_append (self->out, html);
}

/* Shows a tag literally. Every character is a reference, so that it is neither HTML nor Markdown. */
static void
append_literal (Expander *self, gsize start, gsize end)
{
  g_autoptr (GString) html = g_string_new ("<span class=\"bs-template\">");

  for (gsize i = start; i < end; i++)
    {
      if (g_ascii_ispunct (self->text[i]))
        g_string_append_printf (html, "&#%d;", self->text[i]);
      else
        g_string_append_c (html, g_ascii_isspace (self->text[i]) ? ' ' : self->text[i]);
    }
  g_string_append (html, "</span>");
  append_html (self, start, end, html->str);
}

/* A tag in place of an address or an HTML attribute value. */
static void
append_address (Expander *self, const BsTemplateTag *tag, gsize end)
{
  g_autofree char *address = bs_template_tag_to_address (tag);
  g_autofree char *escaped = NULL;

  if (address == NULL && self->in_destination)
    address = g_uri_escape_bytes ((const guint8 *) self->text + self->position, end - self->position, NULL);
  if (address == NULL)
    address = g_strndup (self->text + self->position, end - self->position);
  escaped = g_markup_escape_text (address, -1);
  g_string_append (self->out, escaped);
  self->position = end;
}

static void
begin_quote (Expander *self, const BsTemplateTag *tag, gsize start, gsize end)
{
  char *footer;
  gsize length;

  if (bs_landmarks_find_tag_end (&self->landmarks, tag->name, FALSE, end, &length) == G_MAXSIZE)
    {
      append_literal (self, start, end);
      return;
    }
  g_string_append (self->out, "\n\n<blockquote>\n\n");
  footer = bs_template_tag_get_quote_footer (tag);
  g_ptr_array_add (self->quotes, footer != NULL ? footer : g_strdup (""));
}

static void
end_quote (Expander *self)
{
  guint last = self->quotes->len - 1;

  g_string_append_printf (self->out, "\n\n%s</blockquote>\n\n", (char *) g_ptr_array_index (self->quotes, last));
  g_ptr_array_set_size (self->quotes, last);
}

static gboolean
ends_quote (const BsTemplateTag *tag)
{
  return tag->style == BS_TEMPLATE_LIQUID &&
         (g_str_equal (tag->name, "endblockquote") || g_str_equal (tag->name, "endquote") ||
          g_str_equal (tag->name, "endpullquote"));
}

/* Handles a tag whose content is opaque: raw text, a comment, code. */
static gboolean
expand_piece (Expander *self, const BsTemplateTag *tag, gsize start, gsize end)
{
  gboolean shortcode = tag->style == BS_TEMPLATE_SHORTCODE;
  gboolean is_raw = !shortcode && (g_str_equal (tag->name, "raw") || g_str_equal (tag->name, "comment"));
  gsize close;
  gsize length;

  if (!is_raw && !bs_template_tag_holds_code (tag))
    return FALSE;
  close = bs_landmarks_find_tag_end (&self->landmarks, tag->name, shortcode, end, &length);
  if (close == G_MAXSIZE)
    return FALSE;

  self->position = end;
  if (is_raw)
    {
      if (g_str_equal (tag->name, "raw"))
        copy_to (self, close);
    }
  else
    {
      g_autofree char *code = bs_template_tag_code_to_html (tag, self->text + end, close - end);

      append_html (self, start, close + length, code);
    }
  self->position = close + length;
  return TRUE;
}

static gsize
find_tag_end (Expander *self)
{
  gsize start = self->position;
  gsize end;
  gsize max;

  if (self->text[start + 1] == '%')
    {
      end = bs_landmarks_find (&self->landmarks, "%}", start + 2);
      max = MAX_TAG_BYTES;
    }
  else
    {
      end = bs_landmarks_find (&self->landmarks, "}}", start + 2);
      max = start + 2 < self->length && (self->text[start + 2] == '<' || self->text[start + 2] == '%') ? MAX_TAG_BYTES :
                                                                                                         512;
    }
  if (end == G_MAXSIZE || end - start > max)
    return G_MAXSIZE;
  if (bs_landmarks_find (&self->landmarks, "\n\n", start) < end ||
      bs_landmarks_find (&self->landmarks, "\n\r\n", start) < end)
    return G_MAXSIZE;
  return end + 2;
}

/* Returns FALSE if the brace at the position does not open a tag. */
static gboolean
expand_tag (Expander *self)
{
  g_auto (BsTemplateTag) tag = { 0 };
  g_autofree char *html = NULL;
  gsize start = self->position;
  gsize end;

  if (start + 4 > self->length || (self->text[start + 1] != '%' && self->text[start + 1] != '{'))
    return FALSE;
  end = find_tag_end (self);
  if (end == G_MAXSIZE)
    return FALSE;
  bs_template_tag_init (&tag, self->text + start, end - start);
  if (tag.style == BS_TEMPLATE_LIQUID && *tag.name == '\0')
    return FALSE;

  if (self->in_destination || self->in_value != '\0')
    {
      append_address (self, &tag, end);
      return TRUE;
    }
  if (expand_piece (self, &tag, start, end))
    return TRUE;

  self->position = end;
  if (self->in_tag)
    {
      g_string_append_len (self->out, self->text + start, end - start);
    }
  else if (bs_template_tag_holds_quote (&tag))
    {
      begin_quote (self, &tag, start, end);
    }
  else if (self->quotes->len > 0 && ends_quote (&tag))
    {
      end_quote (self);
    }
  else if ((html = bs_template_tag_to_html (&tag)) != NULL)
    {
      append_html (self, start, end, html);
    }
  else
    {
      append_literal (self, start, end);
    }
  return TRUE;
}

/* Drops the comment that ends an excerpt; other comments are kept. */
static void
pass_comment (Expander *self)
{
  gsize start = self->position;
  gsize end = bs_landmarks_find (&self->landmarks, "-->", start + 4);
  gsize word = start + 4;

  if (end == G_MAXSIZE)
    {
      copy_to (self, start + 1);
      return;
    }
  while (word < end && g_ascii_isspace (self->text[word]))
    word++;
  if (end - word >= 4 && g_ascii_strncasecmp (self->text + word, "more", 4) == 0 &&
      bs_markdown_line_is_blank (self->text + word + 4, end - word - 4))
    self->position = end + 3;
  else
    copy_to (self, end + 3);
}

/* @end: after the “</” of its end tag. Returns whether it was a formula. */
static gboolean
pass_script (Expander *self, gsize end)
{
  gsize start = self->position;
  gsize content_end = end - strlen ("</");
  const char *close = memchr (self->text + end, '>', self->length - end);
  g_autofree char *html = NULL;

  if (close == NULL || g_ascii_tolower (self->text[start + 2]) != 'c')
    return FALSE;
  html = bs_template_script_to_html (self->text + start, content_end - start);
  if (html == NULL)
    return FALSE;
  self->position = (gsize) (close - self->text) + 1;
  append_html (self, start, self->position, html);
  return TRUE;
}

static void
pass_less_than (Expander *self)
{
  static const char *const verbatim[] = { "pre", "code", "script", "style", "textarea", "kbd", "samp", "xmp" };
  const char *text = self->text + self->position;
  gsize left = self->length - self->position;

  if (left >= 4 && memcmp (text, "<!--", 4) == 0)
    {
      pass_comment (self);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (verbatim); i++)
    {
      gsize length = strlen (verbatim[i]);

      if (left > length + 1 && g_ascii_strncasecmp (text + 1, verbatim[i], length) == 0 &&
          (g_ascii_isspace (text[1 + length]) || text[1 + length] == '>'))
        {
          gsize end = bs_landmarks_find_element_end (&self->landmarks, verbatim[i], self->position);

          if (end != G_MAXSIZE)
            {
              if (!pass_script (self, end))
                copy_to (self, end);
              return;
            }
        }
    }
  if (left >= 2 && (g_ascii_isalpha (text[1]) || text[1] == '/'))
    self->in_tag = TRUE;
  copy_to (self, self->position + 1);
}

static void
pass_in_tag (Expander *self)
{
  char c = self->text[self->position];
  gsize end = self->position + 1;

  if (self->in_value != '\0')
    {
      if (c == self->in_value)
        self->in_value = '\0';
    }
  else if ((c == '"' || c == '\'') && self->text[self->position - 1] == '=')
    {
      self->in_value = c;
    }
  else if (c == '>')
    {
      self->in_tag = FALSE;
    }
  while (self->in_tag && c != '\n' && end < self->length && memchr ("\"'>{\n", self->text[end], 5) == NULL)
    end++;
  copy_to (self, end);
}

static void
pass_backticks (Expander *self)
{
  gsize start = self->position;
  gsize run = 1;
  gsize end;

  while (start + run < self->length && self->text[start + run] == '`')
    run++;
  copy_to (self, start + run);
  if (run > MAX_BACKTICKS || self->no_backticks[run] > start)
    return;
  if (bs_markdown_find_code_end (self->text + start + run, self->length - start - run, run, &end))
    copy_code (self, start + run + end);
  else
    self->no_backticks[run] = start + run + end;
}

/* Handles Markdown at the start of a line. Returns TRUE if the whole line is consumed. */
static gboolean
begin_line (Expander *self)
{
  const char *line = self->text + self->position;
  gsize length = find_line_end (self, self->position) - self->position;
  gboolean after_blank = self->after_blank;
  gsize fence;
  gsize mark;
  gsize columns;
  gsize indent = bs_markdown_line_get_indent (line, length, &columns);

  self->in_destination = FALSE;
  self->after_blank = indent == length || line[indent] == '\n' || line[indent] == '\r';
  if (self->after_blank)
    {
      self->in_tag = FALSE;
      self->in_value = '\0';
      return FALSE;
    }
  if (self->in_tag)
    return FALSE;
  if (after_blank && columns >= (self->in_list ? self->list_column + 4 : 4))
    {
      copy_code (self, self->position + length);
      self->after_blank = TRUE;
      return TRUE;
    }
  mark = bs_markdown_line_match_list_mark (line + indent, length - indent);
  if (mark > 0 && (columns < 4 || self->in_list))
    {
      self->in_list = TRUE;
      self->list_column = columns + mark;
    }
  else if (columns == 0 && after_blank)
    self->in_list = FALSE;
  fence = bs_markdown_find_fence_end (line, self->length - self->position);
  if (fence > 0)
    {
      if (self->raw_in_fences)
        copy_code (self, self->position + fence);
      else
        copy_to (self, self->position + fence);
      return TRUE;
    }
  if (line[indent] == '[' && indent + 1 < length && line[indent + 1] != '^')
    {
      const char *close = memchr (line, ']', length);

      if (close != NULL && close + 1 < line + length && close[1] == ':')
        {
          copy_to (self, close + 2 - self->text);
          self->in_destination = TRUE;
        }
    }
  return FALSE;
}

static void
pass_markdown (Expander *self)
{
  const char *text = self->text + self->position;
  gsize left = self->length - self->position;

  switch (*text)
    {
    case '\\':
      copy_to (self, self->position + (left > 1 && strchr ("`<[]", text[1]) != NULL ? 2 : 1));
      break;
    case '`':
      pass_backticks (self);
      break;
    case ']':
      if (left > 1 && text[1] == '(')
        {
          self->in_destination = TRUE;
          copy_to (self, self->position + 2);
          break;
        }
      copy_to (self, self->position + 1);
      break;
    case ')':
      self->in_destination = FALSE;
      copy_to (self, self->position + 1);
      break;
    default:
      copy_to (self, self->position + 1);
      break;
    }
}

/* Whether a character may be the start of a construct. */
static gboolean
is_significant (gboolean markdown, char c)
{
  switch (c)
    {
    case '{':
    case '<':
      return TRUE;
    case '\\':
    case '`':
    case ']':
    case ')':
    case '\n':
      return markdown;
    default:
      return FALSE;
    }
}

static void
expand (Expander *self)
{
  gboolean markdown = self->kind == BS_BODY_MARKDOWN;
  gsize plain;

  while (self->position < self->length)
    {
      char c;

      if (markdown && (self->position == 0 || self->text[self->position - 1] == '\n') && begin_line (self))
        continue;
      if (self->position >= self->length)
        break;
      c = self->text[self->position];
      if (c == '{' && expand_tag (self))
        continue;
      if (self->in_tag)
        pass_in_tag (self);
      else if (c == '<')
        pass_less_than (self);
      else if (c != '\n' && c != '{' && is_significant (markdown, c))
        pass_markdown (self);
      else
        {
          /* A line end is handled separately, so that the start of the next line is recognised. */
          plain = self->position + 1;
          while (c != '\n' && plain < self->length && !is_significant (markdown, self->text[plain]))
            plain++;
          copy_to (self, plain);
        }
    }
}

/**
 * bs_template_is_in:
 * @body: (array length=length): a body, in UTF-8
 * @length: the length of @body in bytes
 *
 * Returns: whether @body may have a tag, or a formula in a script; most bodies have none and need no copy
 */
gboolean
bs_template_is_in (const char *body, gsize length)
{
  const char *brace = body;
  const char *end = body + length;

  g_return_val_if_fail (body != NULL || length == 0, FALSE);

  if (length > 0 && memmem (body, length, BS_TEMPLATE_SCRIPT_TYPE, strlen (BS_TEMPLATE_SCRIPT_TYPE)) != NULL)
    return TRUE;
  while (brace < end && (brace = memchr (brace, '{', end - brace)) != NULL)
    {
      if (brace + 1 < end && (brace[1] == '%' || brace[1] == '{'))
        return TRUE;
      brace++;
    }
  return FALSE;
}

static gboolean
has_comment (const char *text, gsize length)
{
  const char *end = text + length;
  const char *c = text;

  while (c < end && (c = memchr (c, '!', end - c)) != NULL)
    {
      if (c > text && c[-1] == '<')
        return TRUE;
      c++;
    }
  return FALSE;
}

static char *
run (Expander *self, gsize *expanded_length)
{
  gsize out_length = self->length;
  char *out;

  if (self->length == 0 || self->kind == BS_BODY_TEXT ||
      (!bs_template_is_in (self->text, self->length) && !has_comment (self->text, self->length)))
    {
      out = g_strndup (self->text != NULL ? self->text : "", self->length);
    }
  else
    {
      self->after_blank = TRUE;
      self->out = g_string_sized_new (self->length + 256);
      bs_landmarks_init (&self->landmarks, self->text, self->length);
      self->quotes = g_ptr_array_new_with_free_func (g_free);
      expand (self);
      bs_landmarks_clear (&self->landmarks);
      g_ptr_array_unref (self->quotes);
      out_length = self->out->len;
      out = g_string_free (self->out, FALSE);
    }
  if (expanded_length != NULL)
    *expanded_length = out_length;
  return out;
}

/**
 * bs_template_expand:
 * @kind: the body's markup
 * @body: (array length=length): the body, in UTF-8
 * @length: the length of @body in bytes
 * @expanded_length: (out) (optional): the length of the result in bytes
 *
 * Replaces the tags of site generators with equivalent HTML; they are never run. Images, links between posts,
 * quotations, code and figures become HTML. `{% raw %}` markers, comments and the mark that ends an excerpt are
 * removed. Any other tag is shown literally in `<span class="bs-template">`. A link to a post is
 * `broadsheet://article/?post=NAME`. Code is not changed. An opening tag without its end tag is shown literally and has
 * no other effect. A formula that such generators wrote as a script for MathJax 2 becomes code in the language “math”.
 *
 * The tags are Hexo's (its tag plugins), Jekyll's (Liquid, `highlight`, `post_url`, `link`) and Hugo's (its
 * embedded shortcodes).
 *
 * Returns: (transfer full): the body, NUL-terminated
 */
char *
bs_template_expand (BsBodyKind kind, const char *body, gsize length, gsize *expanded_length)
{
  Expander self = { .kind = kind, .text = body, .length = length };

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  return run (&self, expanded_length);
}

/**
 * bs_template_expand_marked:
 * @markdown: (array length=length): a body of Markdown, in UTF-8
 * @length: the length of @markdown in bytes
 * @raw_in_fences: whether `{% raw %}` markers are removed in fenced code too, as in Jekyll but not in Hexo; both remove
 *   them in other code
 * @marks: stores the HTML, so that code keeps its source text
 * @expanded_length: (out) (optional): the length of the result in bytes
 *
 * Does the same as bs_template_expand(), for bs_markdown_to_html().
 *
 * Returns: (transfer full): the body, NUL-terminated
 */
char *
bs_template_expand_marked (const char *markdown, gsize length, gboolean raw_in_fences, BsMarks *marks,
                           gsize *expanded_length)
{
  Expander self = {
    .kind = BS_BODY_MARKDOWN, .text = markdown, .length = length, .marks = marks, .raw_in_fences = raw_in_fences
  };

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);

  return run (&self, expanded_length);
}
