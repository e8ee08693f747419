/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/front-matter-extent.h"

#include "model/format/front-matter/recovery-line.h"

#include <string.h>

/* A truncated line is part of a key; a longer one is text. */
#define MAX_CUT_BYTES 48

typedef struct
{
  BsRecoverySyntax syntax;
  gboolean has_blank;    /* since the last line of front matter */
  gboolean has_comment;  /* likewise; may be a heading of the body */
  gboolean is_waiting;   /* the last key has no value yet */
  gboolean has_items;    /* its value is a list */
  gboolean is_block;     /* its value is a block scalar */
  char quote;            /* the closing quote of its value is still missing */
  gboolean has_brackets; /* the closing bracket of its value is still missing */
} Walk;

static void
take_key (Walk *walk, const BsRecoveryLine *parts)
{
  walk->is_waiting = parts->value_length == 0;
  walk->has_items = FALSE;
  walk->is_block = bs_recovery_value_is_block_header (parts->value, parts->value_length);
  walk->quote = bs_recovery_value_open_quote (parts->value, parts->value_length);
  walk->has_brackets =
      parts->value_length > 0 && parts->value[0] == '[' && memchr (parts->value, ']', parts->value_length) == NULL;
}

static gboolean
is_key_of_front_matter (const Walk *walk, const BsRecoveryLine *parts)
{
  if (!bs_recovery_line_is_key (parts))
    return FALSE;
  if (bs_recovery_key_is_known (parts->key, parts->key_length))
    return TRUE;

  /* After a blank line it may also be the start of the body. */
  return !walk->has_blank || bs_recovery_key_is_plain (parts->key, parts->key_length);
}

static gboolean
can_be_front_matter (Walk *walk, const BsFrontMatterExtent *extent, const BsRecoveryLine *parts, const BsLine *line)
{
  gboolean is_key = is_key_of_front_matter (walk, parts);

  if (walk->quote != '\0' && !walk->has_blank && !(is_key && parts->indent == 0))
    {
      if (line->text[bs_line_trimmed_length (line) - 1] == walk->quote)
        walk->quote = '\0';
      return TRUE;
    }
  if (walk->is_block && parts->indent > 0)
    return TRUE;
  if (walk->has_brackets && !walk->has_blank && !(is_key && parts->indent == 0))
    {
      walk->has_brackets = memchr (parts->value, ']', parts->value_length) == NULL;
      return TRUE;
    }
  if (is_key && (parts->indent == 0 || !walk->has_blank || walk->is_waiting))
    {
      if (parts->indent == 0)
        take_key (walk, parts);
      return TRUE;
    }
  if (!extent->has_keys)
    return FALSE;

  if (parts->n_dashes > 0)
    {
      if (!walk->is_waiting && !(walk->has_items && !walk->has_blank))
        return FALSE;
      walk->is_waiting = FALSE;
      walk->has_items = TRUE;
      return TRUE;
    }
  if (walk->syntax == BS_RECOVERY_TOML && line->text[0] == '[')
    return TRUE;

  return parts->indent > 0 && !walk->has_blank && parts->value[0] != '<';
}

static gboolean
may_be_cut (const Walk *walk, const BsLine *line)
{
  return !line->has_end && !walk->has_blank && line->length <= MAX_CUT_BYTES &&
         memchr (line->text, '<', line->length) == NULL;
}

/**
 * bs_front_matter_extent_find:
 * @self: (out caller-allocates): the extent
 * @syntax: the language
 * @text: a text that starts with front matter
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 *
 * Reads from the first key to the first line that cannot be front matter. Comments and blank lines directly before that
 * line belong to the body, because a YAML comment is a heading in Markdown.
 */
void
bs_front_matter_extent_find (BsFrontMatterExtent *self, BsRecoverySyntax syntax, const char *text, gsize length,
                             guint first_line)
{
  Walk walk = { 0 };
  BsLines lines;
  BsLine line;

  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  walk.syntax = syntax;
  self->line = first_line;
  self->only_plain_keys = TRUE;
  self->stop = length;
  self->stop_line = first_line;

  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &line))
    {
      BsRecoveryLine parts;
      gboolean is_delimiter;

      bs_recovery_line_read (&parts, syntax, &line);
      self->stop_line = line.number;
      if (parts.is_blank)
        {
          walk.has_blank = TRUE;
          continue;
        }
      if (parts.is_comment && walk.quote == '\0' && !(walk.is_block && parts.indent > 0))
        {
          walk.has_comment = TRUE;
          continue;
        }

      is_delimiter = line.length >= 3 && (memcmp (line.text, "---", 3) == 0 || memcmp (line.text, ";;;", 3) == 0);
      if (is_delimiter || !can_be_front_matter (&walk, self, &parts, &line))
        {
          if (!is_delimiter && may_be_cut (&walk, &line))
            {
              self->after_blank = TRUE;
              self->reaches_end = !walk.has_comment;
              return;
            }
          self->stop = line.start;
          self->after_blank = walk.has_blank;
          return;
        }

      if (bs_recovery_line_is_key (&parts) && parts.indent == 0)
        {
          self->has_keys = TRUE;
          self->n_keys++;
          self->has_known_key = self->has_known_key || bs_recovery_key_is_known (parts.key, parts.key_length);
          self->only_plain_keys = self->only_plain_keys && bs_recovery_key_is_plain (parts.key, parts.key_length);
        }
      self->end = line.next;
      self->line = line.number + 1;
      walk.has_blank = FALSE;
      walk.has_comment = FALSE;
    }

  self->stop_line++;
  self->after_blank = TRUE;
  self->reaches_end = !(walk.has_comment && walk.has_blank);
}
