/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-from-text.h"

#include <string.h>

#define TAB "&nbsp;&nbsp;&nbsp;&nbsp;"

/* A bare address is a link by itself; escapes would break it. */
static gsize
measure_address (const char *p)
{
  if (g_ascii_strncasecmp (p, "https://", 8) != 0 && g_ascii_strncasecmp (p, "http://", 7) != 0)
    return 0;
  return strcspn (p, " \t<>\"*`[]{}|\\$");
}

/* Characters that start a heading, a quotation, a list, a rule or a definition, or underline a heading; only special at
 * the start of a line. */
static const char *
append_start (GString *out, const char *p)
{
  const char *digits = p;

  if (*p == '>')
    {
      g_string_append (out, "&gt;");
      return p + 1;
    }
  if (*p != '\0' && strchr ("#+-=:", *p) != NULL)
    {
      g_string_append_printf (out, "\\%c", *p);
      return p + 1;
    }
  while (g_ascii_isdigit (*digits))
    digits++;
  if (digits > p && (*digits == '.' || *digits == ')'))
    {
      g_string_append_len (out, p, digits - p);
      g_string_append_printf (out, "\\%c", *digits);
      return digits + 1;
    }
  return p;
}

static void
append_line (GString *out, const char *line)
{
  const char *p = line;

  for (; *p == ' ' || *p == '\t'; p++)
    g_string_append (out, *p == ' ' ? "&nbsp;" : TAB);
  p = append_start (out, p);
  while (*p != '\0')
    {
      gsize address = p == line || !g_ascii_isalnum (p[-1]) ? measure_address (p) : 0;

      if (address > 0)
        {
          g_string_append_len (out, p, (gssize) address);
          p += address;
          continue;
        }
      if (*p == '&')
        g_string_append (out, "&amp;");
      else if (*p == '<')
        g_string_append (out, "&lt;");
      else if (*p == '{' || *p == '}')
        g_string_append (out, *p == '{' ? "&#123;" : "&#125;");
      else if (strchr ("\\`*_[]|~$", *p) != NULL)
        g_string_append_printf (out, "\\%c", *p);
      else if (!g_ascii_iscntrl (*p) || *p == '\t')
        g_string_append_c (out, *p);
      p++;
    }
}

/**
 * bs_markdown_from_text:
 * @text: (array length=length): plain text in UTF-8
 * @length: the length of @text in bytes
 *
 * Converts plain text to Markdown that every program shows with the same lines: markup is escaped and line ends become
 * hard breaks (CommonMark 2.4, 6.7).
 *
 * Returns: (transfer full): Markdown
 */
char *
bs_markdown_from_text (const char *text, gsize length)
{
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) out = g_string_sized_new (length + length / 8 + 64);

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  copy = g_strndup (text != NULL ? text : "", length);
  lines = g_strsplit (copy, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      append_line (out, lines[i]);
      if (*lines[i] != '\0' && lines[i + 1] != NULL && *lines[i + 1] != '\0')
        g_string_append (out, "  ");
      if (lines[i + 1] != NULL)
        g_string_append_c (out, '\n');
    }
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
  return g_strdup (out->str);
}

/* Whether “[text](target)” is in a line. */
static gboolean
has_link (const char *line)
{
  const char *middle = strstr (line, "](");

  return middle != NULL && strchr (middle, ')') != NULL && memchr (line, '[', (gsize) (middle - line)) != NULL;
}

static gboolean
is_heading (const char *line)
{
  gsize n = strspn (line, "#");

  return n >= 1 && n <= 6 && line[n] == ' ';
}

/**
 * bs_markdown_is_likely:
 * @text: (array length=length): plain text in UTF-8
 * @length: the length of @text in bytes
 *
 * Returns: whether the text was written as Markdown: it has markup that other texts hardly have. One kind of mark that
 *   could also come from a program or a letter is not enough, and anything that a site's generator or a browser would
 *   run is never taken for Markdown.
 */
gboolean
bs_markdown_is_likely (const char *text, gsize length)
{
  static const char *const programs[] = { "{%", "{{", "{<", "<script" };
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_fences = 0, n_headings = 0, n_strong = 0, n_items = 0, n_links = 0;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  copy = g_strndup (text != NULL ? text : "", length);
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (strstr (copy, programs[i]) != NULL)
      return FALSE;
  lines = g_strsplit (copy, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strchug (lines[i]);
      const char *strong = strstr (line, "**");

      n_fences += g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
      n_headings += is_heading (line);
      n_strong +=
          strong != NULL && strong[2] != '\0' && !g_ascii_isspace (strong[2]) && strstr (strong + 2, "**") != NULL;
      n_items += (*line == '-' || *line == '*' || *line == '+') && line[1] == ' ';
      n_links += has_link (line);
    }
  return n_fences >= 2 || n_links > 0 || (n_strong > 0 && n_headings > 0) ||
         (n_items >= 2 && (n_headings > 0 || n_strong > 0));
}
