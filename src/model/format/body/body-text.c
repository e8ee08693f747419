/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/body-text.h"

#include <string.h>

#include "model/format/body/html.h"
#include "model/format/body/markdown.h"
#include "model/format/body/template.h"

/* The size of the first part of a body that an excerpt is taken from, in bytes, and of the larger part if that is not
 * enough. */
static const gsize excerpt_parts[] = { 4 * 1024, 32 * 1024, 512 * 1024 };

/**
 * bs_body_to_text:
 * @kind: the body's markup
 * @body: (array length=length): the body, in UTF-8
 * @length: the length of @body in bytes
 *
 * Returns the visible text of a body, with one newline between blocks. Site generators' tags are shown as
 * bs_template_expand() shows them.
 *
 * Returns: (transfer full): the text
 */
char *
bs_body_to_text (BsBodyKind kind, const char *body, gsize length)
{
  return bs_body_read (kind, body, length, NULL);
}

/**
 * bs_body_read:
 * @kind: the body's markup
 * @body: (array length=length): the body, in UTF-8
 * @length: the length of @body in bytes
 * @finder: (nullable) (inout): finds the other contents of the body
 *
 * Returns: (transfer full): the result of bs_body_to_text()
 */
char *
bs_body_read (BsBodyKind kind, const char *body, gsize length, BsFeatureFinder *finder)
{
  g_autofree char *expanded = NULL;
  gsize expanded_length;

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  if (kind == BS_BODY_TEXT)
    return g_strndup (body != NULL ? body : "", length);
  if (kind != BS_BODY_HTML)
    return bs_markdown_read (kind, body, length, finder);
  if (!bs_template_is_in (body, length))
    return bs_html_read (body, length, finder);
  expanded = bs_template_expand (kind, body, length, &expanded_length);
  return bs_html_read (expanded, expanded_length, finder);
}

/**
 * bs_body_find_title:
 * @kind: the body's markup
 * @body: (array length=length): the body, in UTF-8
 * @length: the length of @body in bytes
 *
 * Finds a title for an article without one in its front matter: the first heading or, in HTML, the `<title>`. Plain
 * text has no title.
 *
 * Returns: (transfer full) (nullable): the title on one line
 */
char *
bs_body_find_title (BsBodyKind kind, const char *body, gsize length)
{
  g_return_val_if_fail (body != NULL || length == 0, NULL);

  switch (kind)
    {
    case BS_BODY_HTML:
      return bs_html_find_title (body, length);
    case BS_BODY_MARKDOWN:
    case BS_BODY_MARKDOWN_BREAKS:
      return bs_markdown_find_title (body, length);
    case BS_BODY_TEXT:
    default:
      return NULL;
    }
}

/* The position after the comment that ends an excerpt. Hexo writes <!-- more -->, Hugo <!--more-->. */
static gboolean
find_more (const char *body, gsize length, gsize *position)
{
  const char *found = body;

  while ((found = memmem (found, length - (found - body), "<!--", 4)) != NULL)
    {
      const char *word = found + 4;
      const char *end = body + length;

      while (word < end && g_ascii_isspace (*word))
        word++;
      if (end - word >= 7 && g_ascii_strncasecmp (word, "more", 4) == 0)
        {
          word += 4;
          while (word < end && g_ascii_isspace (*word))
            word++;
          if (end - word >= 3 && memcmp (word, "-->", 3) == 0)
            {
              *position = found - body;
              return TRUE;
            }
        }
      found += 4;
    }
  return FALSE;
}

static gsize
cut (const char *text, gsize length, gsize max)
{
  if (length <= max)
    return length;
  while (max > 0 && (text[max] & 0xc0) == 0x80)
    max--;
  return max;
}

/* Returns the text on one line, with runs of white space collapsed. */
static char *
flatten (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character) || character == 0x200b || character == 0xfeff)
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      g_string_append_len (out, c, g_utf8_next_char (c) - c);
    }
  return g_string_free (out, FALSE);
}

/* Chinese, Japanese and Korean may be cut between any two characters, other text only at a space. */
static char *
shorten (const char *text, guint max_chars, gboolean was_cut)
{
  g_autoptr (GString) out = NULL;
  const char *end = text;
  const char *good = text;
  guint count = 0;

  while (*end != '\0' && count < max_chars)
    {
      const char *next = g_utf8_next_char (end);

      if (*next == '\0' || *next == ' ' || *end == ' ' || g_unichar_iswide (g_utf8_get_char (next)) ||
          g_unichar_iswide (g_utf8_get_char (end)))
        good = next;
      end = next;
      count++;
    }
  if (*end == '\0' && !was_cut)
    return g_strdup (text);

  /* A single word that is too long is cut anyway. */
  if (good == text || (gsize) (end - good) > (gsize) (end - text) / 2)
    good = end;
  out = g_string_new_len (text, good - text);
  while (out->len > 0 && strchr (" ,;:", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  if (out->len > 0)
    g_string_append (out, "…");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
excerpt_from (BsBodyKind kind, const char *body, gsize length, guint max_chars, gboolean was_cut)
{
  g_autofree char *text = bs_body_to_text (kind, body, length);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *title = bs_body_find_title (kind, body, length);
  g_autofree char *flat = NULL;
  const char *start = valid;

  /* A heading at the start of the body is usually the title, which the row already shows. */
  if (title != NULL && g_str_has_prefix (start, title))
    {
      const char *rest = start + strlen (title);

      if (*rest == '\n' && rest[1] != '\0')
        start = rest;
    }
  flat = flatten (start);
  return shorten (flat, max_chars, was_cut);
}

/**
 * bs_body_excerpt:
 * @kind: the body's markup
 * @body: (array length=length): the body, in UTF-8
 * @length: the length of @body in bytes
 * @max_chars: the maximum number of characters, without the ellipsis
 *
 * Returns an excerpt on one line: the text before `<!-- more -->`, else the beginning of the body. It is cut between
 * words or Han characters, with an ellipsis. Only the beginning of the body is read, so the cost does not depend on its
 * length.
 *
 * Returns: (transfer full): the excerpt; empty if the body has no text
 */
char *
bs_body_excerpt (BsBodyKind kind, const char *body, gsize length, guint max_chars)
{
  g_autofree char *excerpt = NULL;

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  if (length == 0)
    return g_strdup ("");
  for (gsize i = 0; i < G_N_ELEMENTS (excerpt_parts); i++)
    {
      gsize part = cut (body, length, excerpt_parts[i]);
      gsize more;

      g_clear_pointer (&excerpt, g_free);
      if (find_more (body, part, &more))
        {
          excerpt = excerpt_from (kind, body, more, max_chars, FALSE);
          if (*excerpt != '\0')
            break;
          g_free (excerpt);
        }
      excerpt = excerpt_from (kind, body, part, max_chars, part < length);
      /* A shorter excerpt is either the whole body or the text before a cut in the middle of markup. */
      if (part == length || g_utf8_strlen (excerpt, -1) > max_chars / 2)
        break;
    }
  return g_steal_pointer (&excerpt);
}
