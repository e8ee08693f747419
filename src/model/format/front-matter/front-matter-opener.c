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
 * @self: (out caller-allocates): what the line opens
 * @line: the first line of a file that is not blank
 *
 * Reads the line that may open front matter: `---`, `---json`, `;;;`, `+++` and what is found beside them.
 */
void
bs_front_matter_opener_read (BsFrontMatterOpener *self, const BsLine *line)
{
  const char *p = line->text;
  gsize length = bs_line_trimmed_length (line);

  memset (self, 0, sizeof *self);

  if (length > 3 && memcmp (p, "{---", 4) == 0)
    {
      self->junk = p;
      self->junk_length = 1;
      p++;
      length--;
    }
  if (length < 3 || strchr ("-;+", *p) == NULL)
    return;

  self->mark = *p;
  self->n_marks = count_marks (p, length, *p);
  if (self->n_marks < 3 || (self->mark == '+' && self->n_marks > 3))
    return;

  p += self->n_marks;
  length -= self->n_marks;
  while (length > 0 && (*p == ' ' || *p == '\t'))
    {
      p++;
      length--;
    }

  if (length == 0 && self->mark == '-')
    self->kind = BS_FRONT_MATTER_YAML;
  else if (length == 0)
    self->kind = self->mark == ';' ? BS_FRONT_MATTER_JSON : BS_FRONT_MATTER_TOML;
  else if (self->mark == '-' && self->n_marks == 3)
    read_rest (self, p, length);
}

/**
 * bs_front_matter_opener_find_closer:
 * @self: what opens it
 * @behind: a walk that has come to the line behind the opening one
 * @closer: (out caller-allocates): what was found
 *
 * Finds the line that closes front matter. Only a whole line does: as many marks as opened it, or for YAML `...`.
 * A line of more marks closes it only when there is no such line.
 */
void
bs_front_matter_opener_find_closer (const BsFrontMatterOpener *self, const BsLines *behind, BsFrontMatterCloser *closer)
{
  BsLines lines = *behind;
  BsFrontMatterCloser longer;
  BsLine line;

  memset (closer, 0, sizeof *closer);
  closer->glued = G_MAXSIZE;
  longer = *closer;

  while (bs_lines_next (&lines, &line))
    {
      gsize length, n;

      if (line.length < 3)
        continue;

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
