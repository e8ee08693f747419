/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/body.h"

#include <string.h>

/* How much of a body is examined. Its beginning shows its kind. */
#define WINDOW 8192

typedef struct
{
  const char *place;
  const char *end;
} Window;

/**
 * bs_body_kind_to_string:
 * @kind: a kind of body
 *
 * Returns the kind's name as the command line prints it. It is part of the command line's contract and not translated.
 *
 * Returns: (transfer none): `markdown`, `html` or `text`
 */
const char *
bs_body_kind_to_string (BsBodyKind kind)
{
  switch (kind)
    {
    case BS_BODY_MARKDOWN:
    case BS_BODY_MARKDOWN_BREAKS:
      return "markdown";
    case BS_BODY_HTML:
      return "html";
    case BS_BODY_TEXT:
      return "text";
    default:
      g_return_val_if_reached ("markdown");
    }
}

static gsize
name_length (const char *p, const char *end)
{
  gsize n = 0;

  while (p + n < end && (g_ascii_isalnum (p[n]) || p[n] == '-'))
    n++;

  return n;
}

/* CommonMark's list of block-level elements (4.6), without those that often start a Markdown text. */
static gboolean
is_block_name (const char *name, gsize length)
{
  static const char *const names[] = {
    "address", "article", "aside", "base",     "blockquote", "body",   "center", "dd",     "details", "dir",
    "div",     "dl",      "dt",    "fieldset", "figure",     "footer", "form",   "h1",     "h2",      "h3",
    "h4",      "h5",      "h6",    "head",     "header",     "hr",     "html",   "iframe", "li",      "link",
    "main",    "meta",    "nav",   "noscript", "ol",         "p",      "pre",    "script", "section", "style",
    "summary", "table",   "tbody", "td",       "tfoot",      "th",     "thead",  "title",  "tr",      "ul",
  };

  const char first = length > 0 ? g_ascii_tolower (*name) : '\0';

  for (guint i = 0; length > 0 && i < G_N_ELEMENTS (names) && names[i][0] <= first; i++)
    {
      if (names[i][0] == first && g_ascii_strncasecmp (names[i], name, length) == 0 && names[i][length] == '\0')
        return TRUE;
    }

  return FALSE;
}

static void
skip_white (Window *window)
{
  while (window->place < window->end && g_ascii_isspace (*window->place))
    window->place++;
}

/* Whether an unindented line starts here, after a blank line. */
static gboolean
is_after_blank (const Window *window, const char *body)
{
  const char *p = window->place;
  guint n_newlines = 0;

  while (p > body && p[-1] == ' ')
    p--;
  if (window->place - p > 3)
    return FALSE;
  for (; p > body && g_ascii_isspace (p[-1]); p--)
    n_newlines += p[-1] == '\n';
  return n_newlines >= 2;
}

static gboolean
skip_past (Window *window, const char *text)
{
  const char *found = memmem (window->place, window->end - window->place, text, strlen (text));

  window->place = found != NULL ? found + strlen (text) : window->end;

  return found != NULL;
}

static gboolean
skip_declaration (Window *window)
{
  if (window->end - window->place >= 4 && memcmp (window->place, "<!--", 4) == 0)
    {
      window->place += 4;
      skip_past (window, "-->");
      return TRUE;
    }
  if (window->end - window->place >= 2 && (window->place[1] == '!' || window->place[1] == '?'))
    {
      skip_past (window, ">");
      return TRUE;
    }

  return FALSE;
}

/* Whether a line of text has emphasis, code or a link. */
static gboolean
has_inline_markdown (const char *p, const char *end)
{
  static const char *const pairs[] = { "**", "`", "~~" };
  const char *link;

  end = MIN (end, p + 1000);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      gsize length = strlen (pairs[i]);
      const char *open = memmem (p, end - p, pairs[i], length);

      if (open != NULL &&
          memmem (open + length + 1, MAX (end - open - (gssize) length - 1, 0), pairs[i], length) != NULL)
        return TRUE;
    }
  link = memmem (p, end - p, "](", 2);
  return link != NULL && memchr (p, '[', link - p) != NULL && memchr (link, ')', end - link) != NULL;
}

/* Matches Markdown at the start of a line that does not occur in HTML. */
static gboolean
is_markdown_line (const char *p, const char *end)
{
  gsize n = 0;

  while (n < 3 && p < end && *p == ' ')
    {
      p++;
      n++;
    }
  for (n = 0; p + n < end && p[n] == '#'; n++)
    ;
  if (n > 0)
    return n <= 6 && p + n < end && p[n] == ' ';

  if (end - p < 3 || *p == '<' || *p == ' ' || *p == '\t')
    return FALSE;
  if (memcmp (p, "```", 3) == 0 || memcmp (p, "~~~", 3) == 0 || memcmp (p, "![", 2) == 0)
    return TRUE;
  if (memchr ("-*+>", p[0], 4) != NULL && p[1] == ' ')
    return TRUE;
  if (*p == '|' && memchr (p + 1, '|', end - p - 1) != NULL)
    return TRUE;
  for (n = 0; p + n < end && g_ascii_isdigit (p[n]); n++)
    ;
  if (n > 0 && n <= 3 && end - p > (gssize) n + 1 && (p[n] == '.' || p[n] == ')') && p[n + 1] == ' ')
    return TRUE;
  return has_inline_markdown (p, end);
}

/* Whether an element and its contents are never displayed. */
static gboolean
is_program (const char *name, gsize length)
{
  return (length == 5 && g_ascii_strncasecmp (name, "style", 5) == 0) ||
         (length == 6 && g_ascii_strncasecmp (name, "script", 6) == 0);
}

static gboolean
is_raw (const char *name, gsize length)
{
  return (length == 3 && g_ascii_strncasecmp (name, "pre", 3) == 0) || is_program (name, length);
}

/* Whether the element with this name ends before @end. */
static gboolean
is_closed (const char *name, const char *end, gsize length)
{
  for (const char *p = name; (p = memmem (p, end - p, "</", 2)) != NULL; p += 2)
    {
      if ((gsize) (end - p) >= length + 2 && g_ascii_strncasecmp (p + 2, name, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Skips an element whose content is not markup. */
static const char *
skip_raw (const char *p, const char *end, const char *name, gsize length)
{
  char close[16];
  Window window = { p, end };

  g_snprintf (close, sizeof close, "</%.*s", (int) length, name);
  skip_past (&window, close);

  return window.place;
}

/* Counts of the lines after a blank line, where a Markdown block can start. */
typedef struct
{
  gboolean after_blank;
  guint n_marks; /* unindented lines with Markdown */
  guint n_words; /* unindented lines with words */
  guint n_deep;  /* tags indented as deeply as code */
} Census;

static void
census_take (Census *self, const char *start, const char *end)
{
  while (start < end)
    {
      const char *stop = memchr (start, '\n', end - start);
      const char *p = start;

      if (stop == NULL)
        stop = end;
      while (p < stop && g_ascii_isspace (*p))
        p++;
      if (self->after_blank && p < stop)
        {
          if (p - start >= 4)
            self->n_deep += *p == '<';
          else if (is_markdown_line (start, stop))
            self->n_marks++;
          else
            self->n_words += *p != '<';
        }
      /* The last piece may be part of a line that continues with a tag. */
      self->after_blank = p == stop && stop < end;
      start = stop + 1;
    }
}

/* Markdown would show deeply indented tags as code, so they indicate HTML. */
static gboolean
census_has_markdown (const Census *self)
{
  return self->n_marks > self->n_deep || (self->n_deep == 0 && self->n_words > 0);
}

/* Whether the rest has no Markdown outside scripts, styles and preformatted text. */
static gboolean
is_rest_markup (Window window)
{
  const char *start = window.place;
  Census lines = { FALSE };
  Census census = { FALSE };

  /* Most bodies have no such line, so their tags need not be examined. */
  census_take (&lines, window.place, window.end);
  if (!census_has_markdown (&lines))
    return TRUE;
  while (window.place < window.end)
    {
      const char *p = memchr (window.place, '<', window.end - window.place);
      const char *name;
      gsize length;

      if (p == NULL)
        break;
      name = p + 1 < window.end && p[1] == '/' ? p + 2 : p + 1;
      length = name < window.end ? name_length (name, window.end) : 0;
      window.place = MAX (name + length, p + 1);
      if (name == p + 1 && is_raw (name, length))
        {
          census_take (&census, start, p);
          start = window.place = skip_raw (p, window.end, name, length);
          census.after_blank = FALSE;
        }
    }
  census_take (&census, start, window.end);

  return !census_has_markdown (&census);
}

/* Skips the element that starts here, or the rest of the window if the element does not end there. */
static void
skip_element (Window *window, const char *name, gsize length)
{
  guint depth = 1;

  window->place = name + length;
  while (depth > 0 && window->place < window->end)
    {
      const char *p = memchr (window->place, '<', window->end - window->place);
      gboolean is_close;

      if (p == NULL)
        {
          window->place = window->end;
          return;
        }
      is_close = p + 1 < window->end && p[1] == '/';
      p += is_close ? 2 : 1;
      window->place = p;
      if ((gsize) (window->end - p) >= length && name_length (p, window->end) == length &&
          g_ascii_strncasecmp (p, name, length) == 0)
        {
          depth = is_close ? depth - 1 : depth + 1;
          if (is_close)
            skip_past (window, ">");
        }
    }
}

static gboolean
is_void (const char *name, gsize length)
{
  return (length == 2 && g_ascii_strncasecmp (name, "hr", 2) == 0) ||
         (length == 4 && g_ascii_strncasecmp (name, "meta", 4) == 0) ||
         (length == 4 && (g_ascii_strncasecmp (name, "link", 4) == 0 || g_ascii_strncasecmp (name, "base", 4) == 0));
}

/* Whether a single `<div>` with other blocks in it encloses the whole body, as most crawlers save pages. */
static gboolean
is_wrapped (Window window)
{
  static const char opening[] = "<div", closing[] = "</div>";
  const char *end = window.end;

  while (end > window.place && g_ascii_isspace (end[-1]))
    end--;
  if ((gsize) (end - window.place) < strlen (opening) + strlen (closing) ||
      g_ascii_strncasecmp (window.place, opening, strlen (opening)) != 0 ||
      g_ascii_strncasecmp (end - strlen (closing), closing, strlen (closing)) != 0 || !skip_past (&window, ">"))
    return FALSE;

  skip_white (&window);

  return window.place < end && *window.place == '<' &&
         is_block_name (window.place + 1, name_length (window.place + 1, end));
}

static gboolean
is_markup (const char *body, gsize length)
{
  Window window = { body, body + length };
  gboolean is_archived;
  const char *first = NULL;
  guint n_elements = 0;

  skip_white (&window);
  is_archived = is_wrapped (window);
  window.end = body + MIN (length, WINDOW);
  window.place = MIN (window.place, window.end);
  if (is_archived)
    return is_rest_markup (window);

  for (skip_white (&window); window.place < window.end; skip_white (&window))
    {
      const char *start = window.place;
      const char *name = start + 1;
      gsize n;

      /* In Markdown this text is a paragraph; in HTML it would run into the next one. */
      if (*start != '<')
        return n_elements > 0 && !is_after_blank (&window, body) && memchr (start, '<', window.end - start) != NULL &&
               is_rest_markup (window);
      if (skip_declaration (&window))
        continue;

      if (name < window.end && *name == '/')
        name++;
      n = name_length (name, window.end);
      if (!is_block_name (name, n))
        return n_elements > 0 && !is_after_blank (&window, body) && is_rest_markup (window);

      /* It would hide all that follows, wherever the window ends. */
      if (name == start + 1 && is_program (name, n) && !is_closed (name, body + length, n))
        return FALSE;

      n_elements++;
      first = first != NULL ? first : start;
      if (name > start + 1 || is_void (name, n))
        skip_past (&window, ">");
      else
        skip_element (&window, name, n);
      if (window.place >= window.end)
        {
          Window inner = { first != NULL ? first : start, window.end };

          return is_rest_markup (inner);
        }
    }

  window.place = first != NULL ? first : window.end;
  return n_elements > 0 && is_rest_markup (window);
}

static gboolean
has_extension (const char *path, const char *extension)
{
  gsize length = strlen (path), n = strlen (extension);

  return length > n && g_ascii_strcasecmp (path + length - n, extension) == 0;
}

/**
 * bs_body_detect:
 * @path: the file's path or name
 * @body: the text after the front matter
 * @length: its length in bytes
 *
 * Detects a body's markup. It is HTML if the extension says so, or if it starts with a block-level tag or a comment and
 * has neither Markdown after a blank line nor words outside elements. It is plain text in a `.txt` file. Otherwise it
 * is Markdown. Only the first 8 kB are examined.
 *
 * Returns: the kind
 */
BsBodyKind
bs_body_detect (const char *path, const char *body, gsize length)
{
  g_return_val_if_fail (path != NULL, BS_BODY_MARKDOWN);
  g_return_val_if_fail (body != NULL || length == 0, BS_BODY_MARKDOWN);

  if (has_extension (path, ".html") || has_extension (path, ".htm"))
    return BS_BODY_HTML;
  if (has_extension (path, ".txt"))
    return BS_BODY_TEXT;

  return is_markup (body, length) ? BS_BODY_HTML : BS_BODY_MARKDOWN;
}
