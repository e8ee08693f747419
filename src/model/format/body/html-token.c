/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/html-token.h"

#include <string.h>

/* Sorted for binary search. */
static const char *const block_names[] = {
  "address", "article", "aside", "blockquote", "body",     "caption",    "center", "dd",        "details", "dialog",
  "dir",     "div",     "dl",    "dt",         "fieldset", "figcaption", "figure", "footer",    "form",    "h1",
  "h2",      "h3",      "h4",    "h5",         "h6",       "header",     "hgroup", "hr",        "html",    "legend",
  "li",      "listing", "main",  "menu",       "nav",      "ol",         "p",      "plaintext", "pre",     "search",
  "section", "summary", "table", "tbody",      "tfoot",    "thead",      "tr",     "ul",        "xmp",
};

static const char *const void_names[] = {
  "area", "base",  "basefont", "bgsound", "br",   "col",   "embed",  "frame", "hr",
  "img",  "input", "keygen",   "link",    "meta", "param", "source", "track", "wbr",
};

/* Elements whose content is not visible text of the article. */
static const char *const hidden_names[] = {
  "applet",   "button", "canvas", "datalist", "math", "meter",    "noembed",  "noframes", "noscript",
  "progress", "script", "select", "style",    "svg",  "template", "textarea", "title",
};

static const char *const raw_names[] = {
  "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp",
};

static int
compare_names (const void *name, const void *entry)
{
  const char *first = name;
  const char *second = *(const char *const *) entry;

  return *first != *second ? *first - *second : strcmp (first, second);
}

#define NAME_IS_IN(name, names)                                                                                        \
  (bsearch ((name), (names), G_N_ELEMENTS (names), sizeof *(names), compare_names) != NULL)

/**
 * bs_html_name_is_block:
 * @name: an element's name in lower case
 *
 * Returns: whether a browser starts a new line before and after the element
 */
gboolean
bs_html_name_is_block (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return NAME_IS_IN (name, block_names);
}

/**
 * bs_html_name_is_void:
 * @name: an element's name in lower case
 *
 * Returns: whether the element never has content (HTML, 13.1.2, with the obsolete ones)
 */
gboolean
bs_html_name_is_void (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return NAME_IS_IN (name, void_names);
}

/**
 * bs_html_name_is_hidden:
 * @name: an element's name in lower case
 *
 * Returns: whether the element's content is not text of the article: scripts, styles, controls and fallback content
 */
gboolean
bs_html_name_is_hidden (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return NAME_IS_IN (name, hidden_names);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/**
 * bs_html_tokenizer_init:
 * @self: (out caller-allocates): a tokenizer
 * @html: (array length=length): HTML in UTF-8, possibly malformed, not necessarily NUL-terminated
 * @length: the length of @html in bytes
 *
 * Prepares to split @html into tags, text and comments as an HTML parser does (HTML, 13.2.5). No tree is built, so
 * memory and time do not depend on the nesting depth. @html must outlive @self.
 */
void
bs_html_tokenizer_init (BsHtmlTokenizer *self, const char *html, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (html != NULL || length == 0);

  *self = (BsHtmlTokenizer){ .text = html, .length = length };
}

/* The end of a tag whose name ends at @position: after its >, or the end of the text. */
static gsize
find_tag_end (const BsHtmlTokenizer *self, gsize position, gboolean *self_closing)
{
  const char *text = self->text;
  gboolean value = FALSE;

  *self_closing = FALSE;
  while (position < self->length)
    {
      char c = text[position];

      if (c == '>')
        {
          *self_closing = text[position - 1] == '/';
          return position + 1;
        }
      if (c == '=')
        {
          value = TRUE;
        }
      else if ((c == '"' || c == '\'') && value)
        {
          const char *quote = memchr (text + position + 1, c, self->length - position - 1);

          if (quote == NULL)
            return self->length;
          position = quote - text;
          value = FALSE;
        }
      else if (!is_space (c))
        {
          /* An unquoted value ends at a space and may contain quotes. */
          while (value && position + 1 < self->length && !is_space (text[position + 1]) && text[position + 1] != '>')
            position++;
          value = FALSE;
        }
      position++;
    }
  return self->length;
}

/* Whether the tag at @position, after the < or </, has this name. */
static gboolean
name_stands_at (const BsHtmlTokenizer *self, gsize position, const char *name)
{
  gsize length = strlen (name);

  if (self->length - position < length || g_ascii_strncasecmp (self->text + position, name, length) != 0)
    return FALSE;
  position += length;
  return position == self->length || is_space (self->text[position]) || self->text[position] == '/' ||
         self->text[position] == '>';
}

static gsize
find_raw_end (const BsHtmlTokenizer *self, const char *name)
{
  gsize position = self->position;

  if (g_str_equal (name, "plaintext"))
    return self->length;
  while (position < self->length)
    {
      const char *found = memchr (self->text + position, '<', self->length - position);

      if (found == NULL)
        return self->length;
      position = found - self->text;
      if (position + 2 < self->length && found[1] == '/' && name_stands_at (self, position + 2, name))
        return position;
      position++;
    }
  return self->length;
}

static gsize
find_comment_end (const BsHtmlTokenizer *self)
{
  const char *text = self->text + self->position;
  gsize left = self->length - self->position;
  const char *end;

  if (left < 4 || memcmp (text, "<!--", 4) != 0)
    {
      end = memchr (text, '>', left);
      return end == NULL ? self->length : (gsize) (end - self->text) + 1;
    }
  if (left > 4 && text[4] == '>')
    return self->position + 5;
  if (left > 5 && text[4] == '-' && text[5] == '>')
    return self->position + 6;
  for (gsize i = 4; i + 2 < left; i++)
    {
      end = memchr (text + i, '-', left - i);
      if (end == NULL)
        break;
      i = end - text;
      if (i + 2 < left && text[i + 1] == '-' && text[i + 2] == '>')
        return self->position + i + 3;
      if (i + 3 < left && text[i + 1] == '-' && text[i + 2] == '!' && text[i + 3] == '>')
        return self->position + i + 4;
    }
  return self->length;
}

static gboolean
starts_markup (const BsHtmlTokenizer *self, gsize position)
{
  char next;

  if (position + 1 >= self->length)
    return FALSE;
  next = self->text[position + 1];
  if (next == '/')
    return position + 2 < self->length;
  return g_ascii_isalpha (next) || next == '!' || next == '?';
}

static void
read_tag (BsHtmlTokenizer *self, BsHtmlToken *token)
{
  gboolean is_end = self->text[self->position + 1] == '/';
  gsize position = self->position + (is_end ? 2 : 1);
  gsize name = position;

  while (position < self->length && !is_space (self->text[position]) && self->text[position] != '/' &&
         self->text[position] != '>')
    {
      if (position - name < BS_HTML_NAME_MAX)
        token->name[position - name] = g_ascii_tolower (self->text[position]);
      position++;
    }
  token->kind = is_end ? BS_HTML_TOKEN_END : BS_HTML_TOKEN_START;
  token->name_length = position - name;
  token->length = find_tag_end (self, position, &token->self_closing) - self->position;
  if (!is_end && NAME_IS_IN (token->name, raw_names))
    memcpy (self->raw_name, token->name, sizeof self->raw_name);
}

/**
 * bs_html_tokenizer_next:
 * @self: a tokenizer
 * @token: (out caller-allocates): the next token, whose start points into the text of @self
 *
 * Reads the next token. Every byte of the text is in exactly one token. An unclosed comment, tag or script extends to
 * the end of the text, as in a browser.
 *
 * Returns: %FALSE at the end of the text
 */
gboolean
bs_html_tokenizer_next (BsHtmlTokenizer *self, BsHtmlToken *token)
{
  gsize end;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (token != NULL, FALSE);

  if (self->position >= self->length)
    return FALSE;

  memset (token, 0, sizeof *token);
  token->start = self->text + self->position;

  if (self->raw_name[0] != '\0')
    {
      char name[BS_HTML_NAME_MAX + 1];

      memcpy (name, self->raw_name, sizeof name);
      self->raw_name[0] = '\0';
      end = find_raw_end (self, name);
      if (end > self->position)
        {
          gboolean shown = g_str_equal (name, "plaintext") || g_str_equal (name, "xmp");

          token->kind = shown ? BS_HTML_TOKEN_TEXT : BS_HTML_TOKEN_RAW;
          memcpy (token->name, name, sizeof name);
          token->length = end - self->position;
          self->position = end;
          return TRUE;
        }
    }

  if (*token->start == '<' && starts_markup (self, self->position))
    {
      char next = token->start[1];

      if (next == '!' || next == '?' || (next == '/' && !g_ascii_isalpha (token->start[2])))
        {
          token->kind = BS_HTML_TOKEN_COMMENT;
          token->length = find_comment_end (self) - self->position;
        }
      else
        {
          read_tag (self, token);
        }
      self->position += token->length;
      return TRUE;
    }

  end = self->position;
  do
    {
      const char *found = memchr (self->text + end + 1, '<', self->length - end - 1);

      end = found == NULL ? self->length : (gsize) (found - self->text);
    }
  while (end < self->length && !starts_markup (self, end));
  token->kind = BS_HTML_TOKEN_TEXT;
  token->length = end - self->position;
  self->position = end;
  return TRUE;
}

/**
 * bs_html_token_next_attribute:
 * @token: a start tag
 * @position: (inout): 0 for the first attribute; updated for the next one
 * @attribute: (out caller-allocates): its name and value as written
 *
 * Returns: %FALSE when there are no more
 */
gboolean
bs_html_token_next_attribute (const BsHtmlToken *token, gsize *position, BsHtmlTokenAttribute *attribute)
{
  const char *text;
  gsize i;
  gsize end;

  g_return_val_if_fail (token != NULL, FALSE);
  g_return_val_if_fail (position != NULL, FALSE);
  g_return_val_if_fail (attribute != NULL, FALSE);

  text = token->start;
  end = token->length;
  i = MAX (*position, 1 + token->name_length);
  while (i < end && (is_space (text[i]) || text[i] == '/'))
    i++;
  if (i >= end || text[i] == '>')
    return FALSE;

  *attribute = (BsHtmlTokenAttribute){ .name = text + i };
  do
    i++;
  while (i < end && !is_space (text[i]) && text[i] != '/' && text[i] != '>' && text[i] != '=');
  attribute->name_length = text + i - attribute->name;

  while (i < end && is_space (text[i]))
    i++;
  if (i < end && text[i] == '=')
    {
      i++;
      while (i < end && is_space (text[i]))
        i++;
      if (i < end && (text[i] == '"' || text[i] == '\''))
        {
          const char *close = memchr (text + i + 1, text[i], end - i - 1);

          attribute->value = text + i + 1;
          attribute->value_length = (close == NULL ? text + end : close) - attribute->value;
          i = close == NULL ? end : (gsize) (close - text) + 1;
        }
      else
        {
          attribute->value = text + i;
          while (i < end && !is_space (text[i]) && text[i] != '>')
            i++;
          attribute->value_length = text + i - attribute->value;
        }
    }
  *position = i;
  return TRUE;
}
