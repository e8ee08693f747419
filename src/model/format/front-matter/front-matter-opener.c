/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/front-matter-opener.h"

#include "model/format/front-matter/conflict.h"
#include "model/format/front-matter/recovery-line.h"

#include <string.h>

typedef struct
{
  const char *name;
  BsFrontMatterKind kind;
  const char *language;
} Language;

static const Language languages[] = {
  { "yaml", BS_FRONT_MATTER_YAML, NULL },
  { "yml", BS_FRONT_MATTER_YAML, NULL },
  { "json", BS_FRONT_MATTER_JSON, NULL },
  { "toml", BS_FRONT_MATTER_TOML, NULL },
  { "js", BS_FRONT_MATTER_SCRIPT, "JavaScript" },
  { "javascript", BS_FRONT_MATTER_SCRIPT, "JavaScript" },
  { "mjs", BS_FRONT_MATTER_SCRIPT, "JavaScript" },
  { "ts", BS_FRONT_MATTER_SCRIPT, "TypeScript" },
  { "typescript", BS_FRONT_MATTER_SCRIPT, "TypeScript" },
  { "coffee", BS_FRONT_MATTER_SCRIPT, "CoffeeScript" },
  { "coffeescript", BS_FRONT_MATTER_SCRIPT, "CoffeeScript" },
  { "cson", BS_FRONT_MATTER_SCRIPT, "CoffeeScript" },
};

static gsize
count_marks (const char *text, gsize length, char mark)
{
  gsize n = 0;

  while (n < length && text[n] == mark)
    n++;

  return n;
}

/* Dashes that a phone, an editor or a Chinese keyboard substituted for some of the three hyphens (`—-`, `———`,
 * `－－－`): each long dash replaces at least two. */
static gboolean
is_replaced_dashes (const char *text, gsize length)
{
  const char *end = text + length;
  guint n_hyphens = 0, n_wide = 0, n_long = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '-')
        n_hyphens++;
      else if (c == 0x2010 || c == 0x2011 || c == 0x2212 || c == 0xff0d)
        n_wide++;
      else if (c >= 0x2012 && c <= 0x2015)
        n_long++;
      else
        return FALSE;
    }

  return n_wide + n_long > 0 && n_hyphens + n_wide + 2 * n_long >= 3;
}

/**
 * bs_front_matter_opener_skip_white:
 * @text: (array length=length): the start of a line
 * @length: its length in bytes
 *
 * Returns: the number of bytes of white space and zero-width characters
 */
gsize
bs_front_matter_opener_skip_white (const char *text, gsize length)
{
  const char *end = text + length;
  const char *p = text;

  for (;;)
    {
      gsize n = bs_white_length (p, end);

      if (n == 0 && end - p >= 3 && (memcmp (p, "\342\200\213", 3) == 0 || memcmp (p, "\357\273\277", 3) == 0))
        n = 3;
      if (n == 0)
        return p - text;
      p += n;
    }
}

/* An indented line that would otherwise close the block. */
static gboolean
is_indented_closer (const BsFrontMatterOpener *opener, const BsLine *line)
{
  gsize indent = bs_line_indent (line);
  gsize length = indent > 0 ? bs_line_trimmed_length (line) : 0;

  return indent > 0 && length == indent + opener->n_marks &&
         count_marks (line->text + indent, opener->n_marks, opener->mark) == opener->n_marks;
}

static void
read_rest (BsFrontMatterOpener *self, const char *rest, gsize length)
{
  BsLine line = { 0 };
  BsRecoveryLine parts;
  gboolean is_key;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (strlen (languages[i].name) == length && g_ascii_strncasecmp (languages[i].name, rest, length) == 0)
        {
          self->kind = languages[i].kind;
          self->language = languages[i].language;
          return;
        }
    }

  line.text = rest;
  line.length = length;
  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, &line);
  is_key = bs_recovery_line_is_key (&parts) && bs_recovery_key_is_plain (parts.key, parts.key_length);
  self->is_all = is_key && length > 3 && memcmp (rest + length - 3, "---", 3) == 0;
  self->kind = self->is_all ? BS_FRONT_MATTER_NONE : BS_FRONT_MATTER_YAML;
  self->junk = rest;
  self->junk_length = length;
}

/**
 * bs_front_matter_opener_read:
 * @self: (out caller-allocates): the opener
 * @line: the first non-blank line of a file
 *
 * Reads the line that may open front matter: `---`, `---json`, `;;;`, `+++` and variants found in practice.
 */
void
bs_front_matter_opener_read (BsFrontMatterOpener *self, const BsLine *line)
{
  const char *p = line->text;
  gsize length = bs_line_trimmed_length (line);
  gsize n_white;

  memset (self, 0, sizeof *self);
  self->indent = bs_front_matter_opener_skip_white (p, length);
  p += self->indent;
  length -= self->indent;

  if (length > 3 && memcmp (p, "{---", 4) == 0)
    {
      self->junk = p;
      self->junk_length = 1;
      p++;
      length--;
    }
  if (length >= 3 && (*p == '-' || (guchar) *p >= 0xe2) && is_replaced_dashes (p, length))
    {
      self->kind = BS_FRONT_MATTER_YAML;
      self->mark = '-';
      self->n_marks = 3;
      self->is_bare = self->is_replaced = TRUE;
      return;
    }
  if (length < 3 || strchr ("-;+", *p) == NULL)
    return;

  self->mark = *p;
  self->n_marks = count_marks (p, length, *p);
  if (self->n_marks < 3 || (self->mark == '+' && self->n_marks > 3))
    return;

  p += self->n_marks;
  length -= self->n_marks;
  while (length > 0 && (n_white = bs_white_length (p, p + length)) > 0)
    {
      p += n_white;
      length -= n_white;
    }

  self->is_bare = length == 0 && self->junk == NULL;
  if (length == 0 && self->mark == '-')
    self->kind = BS_FRONT_MATTER_YAML;
  else if (length == 0)
    self->kind = self->mark == ';' ? BS_FRONT_MATTER_JSON : BS_FRONT_MATTER_TOML;
  else if (self->mark == '-' && self->n_marks == 3)
    read_rest (self, p, length);
}

/**
 * bs_front_matter_opener_find_closer:
 * @self: the opener
 * @rest: an iterator at the line after the opener
 * @closer: (out caller-allocates): the result
 *
 * Finds the closing line of front matter: a whole line of as many marks as the opener, or `...` in YAML. A line of more
 * marks counts only if there is no such line. Substituted dashes close YAML too, and so does an indented line if the
 * opener is indented.
 */
void
bs_front_matter_opener_find_closer (const BsFrontMatterOpener *self, const BsLines *rest, BsFrontMatterCloser *closer)
{
  BsLines lines = *rest;
  BsFrontMatterCloser longer;
  BsLine line;

  memset (closer, 0, sizeof *closer);
  closer->glued = G_MAXSIZE;
  longer = *closer;

  while (bs_lines_next (&lines, &line))
    {
      gsize length, n;

      /* Most lines begin with a key. */
      if (line.length < 3 || g_ascii_isalnum (line.text[0]))
        continue;

      if (!closer->has_indented && is_indented_closer (self, &line))
        {
          closer->has_indented = TRUE;
          closer->indented = line;
          if (self->indent == 0)
            continue;
          closer->has_closer = TRUE;
          closer->closer = line;
          return;
        }
      if (self->mark == '-' && (line.text[0] == '-' || (guchar) line.text[0] >= 0xe2) &&
          is_replaced_dashes (line.text, bs_line_trimmed_length (&line)))
        {
          closer->has_closer = TRUE;
          closer->is_replaced = TRUE;
          closer->closer = line;
          return;
        }
      if (line.text[0] == self->mark)
        {
          length = bs_line_trimmed_length (&line);
          n = count_marks (line.text, length, self->mark);
          if (n == self->n_marks && n == length)
            {
              closer->has_closer = TRUE;
              closer->closer = line;
              return;
            }
          if (n > self->n_marks && n == length && !longer.has_closer)
            {
              longer = *closer;
              longer.has_closer = TRUE;
              longer.is_long = TRUE;
              longer.closer = line;
            }
          else if (n == self->n_marks && closer->glued == G_MAXSIZE)
            {
              closer->glued = line.start;
            }
        }
      else if (line.text[0] == '.' && self->mark == '-' && line.text[1] == '.' && line.text[2] == '.' &&
               bs_line_trimmed_length (&line) == 3)
        {
          closer->has_closer = TRUE;
          closer->closer = line;
          return;
        }
      else if (!closer->has_markers && bs_conflict_is_marker (line.text, line.length))
        {
          closer->has_markers = TRUE;
        }
    }

  if (longer.has_closer)
    *closer = longer;
}
