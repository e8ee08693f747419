/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-inline.h"

#include <string.h>

#define MAX_FORMULA_BYTES 8192
#define MAX_ADDRESS_BYTES 4096
#define MAX_ATTRIBUTES_BYTES 512
#define MAX_PICTURE_BYTES 2048

static gunichar
get_char (const char *text, gsize length, gsize position)
{
  return position < length ? g_utf8_get_char_validated (text + position, length - position) : 0;
}

/*
 * bs_markdown_is_wide:
 *
 * Returns: whether a character is a Chinese, Japanese or Korean letter or punctuation mark
 */
gboolean
bs_markdown_is_wide (gunichar character)
{
  return character < 0x110000 && character >= 0x1100 && g_unichar_iswide (character);
}

static const char *
find (const char *text, gsize position, gsize limit, const char *needle)
{
  return position < limit ? memmem (text + position, limit - position, needle, strlen (needle)) : NULL;
}

/* Escaped brackets may also enclose plain words: `\[1\]`. A single letter in parentheses is a variable. */
static gboolean
is_formula (const char *text, gsize length, char bracket)
{
  gboolean has_sign = FALSE;
  gboolean has_letter = FALSE;

  if (length == 0 || strchr ("^*_", *text) != NULL || memmem (text, length, "\\(", 2) != NULL ||
      memmem (text, length, "\\[", 2) != NULL)
    return FALSE;
  if (bracket == '(' && length == 1 && g_ascii_isalpha (*text))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    {
      has_sign = has_sign || memchr ("\\^_=+*/<>|{", text[i], 11) != NULL;
      has_letter = has_letter || g_ascii_isalnum (text[i]);
    }
  return has_sign && has_letter;
}

/* Detects two prices in a sentence: a number followed by a word. */
static gboolean
is_price (const char *text, gsize length)
{
  if (!g_ascii_isdigit (*text) || memchr (text, '\\', length) != NULL)
    return FALSE;
  for (gsize i = 1; i + 1 < length; i++)
    if (((guchar) text[i] & 0x80) != 0 ||
        (text[i - 1] == ' ' && g_ascii_isalpha (text[i]) && g_ascii_isalpha (text[i + 1])))
      return TRUE;
  return FALSE;
}

/* A LaTeX environment, which MathJax accepts as a formula without delimiters. */
static gsize
match_environment (const char *text, gsize position, gsize limit)
{
  static const char begin[] = "\\begin{";
  gsize name = position + strlen (begin);
  const char *close;
  const char *end;
  g_autofree char *marker = NULL;

  if (limit <= name || memcmp (text + position, begin, strlen (begin)) != 0)
    return 0;
  close = memchr (text + name, '}', MIN (limit - name, 32));
  if (close == NULL)
    return 0;
  marker = g_strdup_printf ("\\end{%.*s}", (int) (close - text - name), text + name);
  end = find (text, name, MIN (limit, name + MAX_FORMULA_BYTES), marker);
  if (end == NULL || memchr (text + position, '`', end - text - position) != NULL)
    return 0;
  return end + strlen (marker) - text;
}

/*
 * bs_markdown_match_math:
 * @limit: where the paragraph ends
 *
 * Matches a formula with the delimiters of KaTeX, MathJax and Pandoc: `$…$` with no space inside its delimiters and no
 * digit after it, `$$…$$`, `\(…\)`, `\[…\]` and `\begin{…}…\end{…}`.
 */
gsize
bs_markdown_match_math (const char *text, gsize position, gsize limit)
{
  const char *start = text + position;
  gsize left = limit - position;
  const char *end;
  gsize mark = 2;

  if (left < 3)
    return 0;
  if (start[0] == '\\' && start[1] == 'b')
    return match_environment (text, position, limit);
  if (start[0] == '\\')
    end = find (text, position + 2, limit, start[1] == '(' ? "\\)" : "\\]");
  else if (start[1] == '$')
    end = find (text, position + 2, limit, "$$");
  else
    {
      mark = 1;
      for (end = start + 1; (end = memchr (end, '$', text + limit - end)) != NULL && end[-1] == '\\'; end++)
        ;
    }
  if (end == NULL || end == start + mark || (start[1] != '$' && end - start > MAX_FORMULA_BYTES) ||
      memchr (start, '`', end - start) != NULL)
    return 0;
  if (mark == 1 && (g_ascii_isspace (start[1]) || g_ascii_isspace (end[-1]) ||
                    (end + 1 < text + limit && g_ascii_isalnum (end[1])) || is_price (start + 1, end - start - 1)))
    return 0;
  if (start[0] == '\\' && !is_formula (start + 2, end - start - 2, start[1]))
    return 0;
  return end + mark - text;
}

/* The end of an address inside a sentence. Chinese punctuation never belongs to an address. */
static gboolean
ends_address (const char *text, gsize length, gsize position)
{
  gunichar character;

  if ((guchar) text[position] < 0x80)
    return (guchar) text[position] <= ' ' || strchr ("<>\"`\\|", text[position]) != NULL || text[position] == 0x7f ||
           (position + 1 < length && strchr ("*~", text[position]) != NULL && text[position + 1] == text[position]) ||
           (position + 2 < length && memcmp (text + position, "-->", 3) == 0);
  character = get_char (text, length, position);
  if (character >= 0x2010 && character <= 0x2027)
    return character >= 0x2014;
  return character >= 0x10fffe || g_unichar_isspace (character) || text[position] == BS_MARK_FIRST_BYTE ||
         (bs_markdown_is_wide (character) && !g_unichar_isalnum (character)) ||
         (character >= 0xff5f && character <= 0xff65);
}

/* A host name in Latin letters ends before letters of another script, which belong to the sentence. */
static gsize
find_host_end (const char *text, gsize length, gsize position)
{
  gboolean latin = FALSE;

  while (position < length && !ends_address (text, length, position))
    {
      gunichar character = get_char (text, length, position);

      if (character < 0x80 && !g_ascii_isalnum (character) && strchr ("-._:@[]", character) == NULL)
        break;
      if (character == '.')
        latin = FALSE;
      else if (character < 0x80)
        latin = TRUE;
      else if (latin && bs_markdown_is_wide (character))
        break;
      position += g_utf8_skip[(guchar) text[position]];
    }
  return MIN (position, length);
}

/* Whether the text ends in Arabic punctuation: a comma, a semicolon, a question mark or a full stop. */
static gboolean
ends_with_arabic (const char *text, gsize start, gsize end)
{
  static const char *const marks[] = { "،", "؛", "؟", "۔" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (end - start >= 2 && memcmp (text + end - 2, marks[i], 2) == 0)
      return TRUE;

  return FALSE;
}

/* GFM, 6.9: drops punctuation at the end of the sentence and brackets opened before the address. */
static gsize
trim_address (const char *text, gsize start, gsize end)
{
  int round = 0;

  for (gsize i = start; i < end; i++)
    round += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
  while (end > start)
    {
      gsize entity = end - 1;

      if (text[end - 1] == ')')
        {
          if (round >= 0)
            break;
          round++;
        }
      else if (text[end - 1] == ';')
        {
          while (entity > start && g_ascii_isalnum (text[entity - 1]))
            entity--;
          if (entity > start && entity < end - 1 && text[entity - 1] == '&')
            {
              end = entity - 1;
              continue;
            }
        }
      else if (ends_with_arabic (text, start, end))
        {
          end -= 2;
          continue;
        }
      else if (strchr ("?!.,:*_~'\";", text[end - 1]) == NULL)
        {
          break;
        }
      end--;
    }
  return end;
}

static gsize
match_web (const char *text, gsize length, gsize start, gsize host)
{
  gsize end = find_host_end (text, length, host);
  gsize host_end = end;
  int round = 0;
  int square = 0;
  gboolean quoted = start > 0 && (text[start - 1] == '\'' || text[start - 1] == '=');
  gboolean enclosed = start > 0 && text[start - 1] == '(';

  if (end == host || !(g_ascii_isalnum (text[host]) || text[host] == '[' || (guchar) text[host] >= 0x80))
    return 0;
  if (end < length && strchr ("/?#", text[end]) != NULL)
    while (end < length && end - start < MAX_ADDRESS_BYTES && !ends_address (text, length, end))
      {
        char c = text[end];

        round += c == '(' ? 1 : c == ')' ? -1 : 0;
        square += c == '[' ? 1 : c == ']' ? -1 : 0;
        if ((c == ')' && round < 0 && (enclosed || end + 1 == length || (guchar) text[end + 1] >= 0x80)) ||
            square < 0 || (c == '\'' && quoted))
          break;
        end += g_utf8_skip[(guchar) c];
      }
  else if (text[host] != '[')
    for (gsize i = host; i < host_end; i++)
      if (text[i] == ']' || text[i] == '[')
        end = host_end = i;
  end = trim_address (text, host, MIN (end, length));
  return end > host ? end : 0;
}

static gboolean
has_prefix (const char *text, gsize length, gsize position, const char *prefix)
{
  gsize n = strlen (prefix);

  return length - position >= n && g_ascii_strncasecmp (text + position, prefix, n) == 0;
}

/* GFM, 6.9: Latin letters before an address must be separated by a space; other scripts need none. */
static gboolean
may_begin_address (const char *text, gsize position, const char *never)
{
  const char *before;

  if (position == 0)
    return TRUE;
  if ((guchar) text[position - 1] < 0x80)
    return !g_ascii_isalnum (text[position - 1]) && strchr (never, text[position - 1]) == NULL;
  before = g_utf8_find_prev_char (text, text + position);
  return before != NULL &&
         (bs_markdown_is_wide (g_utf8_get_char (before)) || !g_unichar_isalnum (g_utf8_get_char (before)));
}

static gsize
match_mail (const char *text, gsize length, gsize position, gsize *start, char **link)
{
  gsize begin = position;
  gsize end = position + 1;
  gboolean has_dot = FALSE;

  while (begin > 0 && position - begin < 64 &&
         (g_ascii_isalnum (text[begin - 1]) || strchr (".-_+", text[begin - 1]) != NULL))
    begin--;
  while (begin < position && !g_ascii_isalnum (text[begin]))
    begin++;
  while (end < length && end - position < 255 && (g_ascii_isalnum (text[end]) || strchr (".-_", text[end]) != NULL) &&
         text[end] != '\0')
    end++;
  while (end > position + 1 && text[end - 1] == '.')
    end--;
  for (gsize i = position + 2; i < end; i++)
    has_dot = has_dot || text[i] == '.';
  if (begin == position || !has_dot || strchr ("-_", text[end - 1]) != NULL || text[position + 1] == '.' ||
      !may_begin_address (text, begin, "</:\\"))
    return 0;
  *start = begin;
  *link = g_strdup_printf ("mailto:%.*s", (int) (end - begin), text + begin);
  return end;
}

/*
 * bs_markdown_match_address:
 * @position: of `://`, of `www.` or of `@`
 * @start: (out): where the address begins
 * @link: (out) (transfer full): the link's target
 *
 * Matches a bare address (GFM, 6.9). It may directly follow a Chinese, Japanese or Korean character, and ends at their
 * punctuation.
 */
gsize
bs_markdown_match_address (const char *text, gsize length, gsize position, gsize *start, char **link)
{
  static const char *const schemes[] = { "https", "http", "ftp" };
  gsize end;

  *start = position;
  if (text[position] == '@')
    return match_mail (text, length, position, start, link);
  if (text[position] != ':')
    {
      if (!has_prefix (text, length, position, "www.") || !may_begin_address (text, position, "</.-_=:\\@"))
        return 0;
      end = match_web (text, length, position, position + 4);
      *link = end > 0 ? g_strdup_printf ("http://%.*s", (int) (end - position), text + position) : NULL;
      return end;
    }
  if (!has_prefix (text, length, position, "://"))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize n = strlen (schemes[i]);

      if (position < n || !has_prefix (text, length, position - n, schemes[i]) ||
          !may_begin_address (text, position - n, "<+.-\\"))
        continue;
      *start = position - n;
      end = match_web (text, length, *start, position + 3);
      *link = end > 0 ? g_strndup (text + *start, end - *start) : NULL;
      return end;
    }
  return 0;
}

static gboolean
is_picture_name (const char *name, gsize length)
{
  static const char *const extensions[] = { ".png", ".jpg",  ".jpeg", ".gif", ".webp", ".svg",
                                            ".bmp", ".avif", ".heic", ".ico", ".tif",  ".tiff" };

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      gsize n = strlen (extensions[i]);

      if (length > n && g_ascii_strncasecmp (name + length - n, extensions[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
make_picture (const char *address, const char *alt, const char *title, const char *width, const char *height)
{
  GString *out = g_string_new (NULL);
  g_autofree char *start = g_markup_printf_escaped ("<img src=\"%s\" alt=\"%s\"", address, alt);

  g_string_append (out, start);
  if (title != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (title, -1);

      g_string_append_printf (out, " title=\"%s\"", escaped);
    }
  if (width != NULL && *width != '\0')
    g_string_append_printf (out, " width=\"%d\"", (int) g_ascii_strtoull (width, NULL, 10));
  if (height != NULL && *height != '\0')
    g_string_append_printf (out, " height=\"%d\"", (int) g_ascii_strtoull (height, NULL, 10));
  g_string_append_c (out, '>');
  return g_string_free (out, FALSE);
}

/* Obsidian: ![[name|words or size]]. */
static gsize
match_embed (const char *text, gsize position, gsize limit, char **html)
{
  const char *start = text + position + 3;
  const char *end = find (text, position + 3, limit, "]]");
  const char *bar;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  g_auto (GStrv) size = NULL;

  if (end == NULL)
    return 0;
  bar = memchr (start, '|', end - start);
  name = g_strstrip (g_strndup (start, (bar != NULL ? bar : end) - start));
  name[strcspn (name, "#")] = '\0';
  if (!is_picture_name (name, strlen (name)))
    return 0;
  words = g_strstrip (g_strndup (bar != NULL ? bar + 1 : end, bar != NULL ? end - bar - 1 : 0));
  if (*words != '\0' && strspn (words, "0123456789x") == strlen (words))
    {
      size = g_strsplit (words, "x", 2);
      *html = make_picture (name, "", NULL, size[0], size[1]);
    }
  else
    {
      *html = make_picture (name, words, NULL, NULL, NULL);
    }
  return end + 2 - text;
}

/* The size at the end of `a.png =100x50`. Either number may be missing. */
static void
take_size (char *address, char **width, char **height)
{
  char *size = g_strrstr (address, " =");
  char *cross;

  if (size == NULL || size[2 + strspn (size + 2, "0123456789x*%")] != '\0' || (cross = strpbrk (size, "x*")) == NULL)
    return;
  *width = g_strndup (size + 2, cross - size - 2);
  *height = g_strdup (cross + 1);
  *size = '\0';
  g_strchomp (address);
}

static char *
take_title (char *address)
{
  gsize length = strlen (address);
  char quote = length > 2 ? address[length - 1] : '\0';
  char *open;

  if (quote != '"' && quote != '\'')
    return NULL;
  address[length - 1] = '\0';
  open = strrchr (address, quote);
  if (open == NULL || open == address || !g_ascii_isspace (open[-1]))
    {
      address[length - 1] = quote;
      return NULL;
    }
  *open = '\0';
  g_strchomp (address);
  return g_strdup (open + 1);
}

/*
 * bs_markdown_match_picture:
 * @position: of `![`
 * @html: (out) (transfer full): the image
 *
 * Matches an image in notations beyond CommonMark: `![[a.png]]`, an address with spaces, a size after the address.
 */
gsize
bs_markdown_match_picture (const char *text, gsize length, gsize position, char **html)
{
  gsize limit = MIN (length, position + MAX_PICTURE_BYTES);
  const char *line_end = memchr (text + position, '\n', limit - position);
  const char *alt_end;
  const char *end;
  g_autofree char *alt = NULL;
  g_autofree char *address = NULL;
  g_autofree char *title = NULL;
  g_autofree char *width = NULL;
  g_autofree char *height = NULL;
  int depth = 1;

  if (line_end != NULL)
    limit = line_end - text;
  if (memchr (text + position, BS_MARK_FIRST_BYTE, limit - position) != NULL)
    return 0;
  if (limit - position > 4 && text[position + 2] == '[')
    return match_embed (text, position, limit, html);

  alt_end = memchr (text + position + 2, ']', limit - position - 2);
  if (alt_end == NULL || alt_end + 2 >= text + limit || alt_end[1] != '(' || alt_end[2] == '<' ||
      memchr (text + position + 2, '[', alt_end - text - position - 2) != NULL)
    return 0;
  for (end = alt_end + 2; end < text + limit; end++)
    {
      depth += *end == '(' ? 1 : *end == ')' ? -1 : 0;
      if (depth == 0)
        break;
    }
  if (depth != 0)
    return 0;
  address = g_strstrip (g_strndup (alt_end + 2, end - alt_end - 2));
  title = take_title (address);
  take_size (address, &width, &height);
  if (title == NULL)
    title = take_title (address);
  if (width == NULL && (strchr (address, ' ') == NULL || !is_picture_name (address, strlen (address))))
    return 0;
  alt = g_strndup (text + position + 2, alt_end - text - position - 2);
  *html = make_picture (address, alt, title, width, height);
  return end + 1 - text;
}

/* One of `#id`, `.class`, `key=value`. */
static gsize
match_attribute (const char *text, gsize length, char **id)
{
  gsize n = *text == '#' || *text == '.' ? 1 : 0;
  gsize name = n;

  while (n < length && (g_ascii_isalnum (text[n]) || strchr ("-_:.", text[n]) != NULL || (guchar) text[n] >= 0x80))
    n++;
  if (n == name)
    return 0;
  if (*text == '#')
    {
      g_free (*id);
      *id = g_strndup (text + 1, n - 1);
    }
  if (name == 0)
    {
      if (n >= length || text[n] != '=')
        return 0;
      n++;
      if (n < length && (text[n] == '"' || text[n] == '\''))
        {
          const char *close = memchr (text + n + 1, text[n], length - n - 1);

          return close == NULL ? 0 : (gsize) (close - text) + 1;
        }
      while (n < length && !g_ascii_isspace (text[n]) && text[n] != '}')
        n++;
    }
  return n;
}

static gsize
match_word (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && (g_ascii_isalnum (text[n]) || text[n] == '-' || text[n] == '_'))
    n++;
  return n;
}

/*
 * bs_markdown_match_attributes:
 * @position: of `{`
 * @whole_line: whether the line has nothing else, so that kramdown's names such as `{:toc}` are allowed
 * @id: (out) (nullable) (transfer full): the id, if any
 *
 * Matches the attributes of Hugo, `{#id .class key="value"}`, or kramdown, `{: .class}`.
 */
gsize
bs_markdown_match_attributes (const char *text, gsize length, gsize position, gboolean whole_line, char **id)
{
  gsize limit = MIN (length, position + MAX_ATTRIBUTES_BYTES);
  const char *line_end = memchr (text + position, '\n', limit - position);
  gsize i = position + 1;
  guint n = 0;

  *id = NULL;
  if (line_end != NULL)
    limit = line_end - text;
  if (i < limit && text[i] == ':')
    i++;
  if (whole_line && i < limit && text[i] == ':')
    i++;
  for (; i < limit; n++)
    {
      gsize used;

      while (i < limit && (text[i] == ' ' || text[i] == '\t'))
        i++;
      if (i < limit && text[i] == '}')
        {
          if (n > 0)
            return i + 1;
          break;
        }
      used = match_attribute (text + i, limit - i, id);
      if (used == 0 && whole_line)
        {
          used = match_word (text + i, limit - i);
          if (used > 0 && i + used < limit && strchr (":/", text[i + used]) != NULL)
            used++;
          else if (used == 0 && i < limit && text[i] == '/')
            used = 1;
        }
      if (used == 0)
        break;
      i += used;
    }
  g_clear_pointer (id, g_free);
  return 0;
}
