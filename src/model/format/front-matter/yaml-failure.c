/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-failure.h"

#include "model/format/text/lines.h"
#include "model/format/front-matter/recovery-line.h"
#include "model/format/front-matter/yaml-origin.h"
#include "model/format/front-matter/yaml-words.h"

#include <string.h>

/* The position of the faulty text, if libyaml reports it separately from where it noticed the error. */
static const BsYamlMark *
find_culprit (const BsYamlFailure *self)
{
  static const char *const contexts[] = { "scanning a quoted scalar", "scanning a simple key",
                                          "scanning a block scalar", "scanning an a", "parsing a flow" };

  for (guint i = 0; self->context != NULL && i < G_N_ELEMENTS (contexts); i++)
    {
      if (strstr (self->context, contexts[i]) != NULL)
        return &self->context_place;
    }

  return &self->problem_place;
}

/* If something is missing at the end, the position is after the last significant line. */
static void
find_last_line (const char *text, gsize length, guint first_line, guint *line, guint *column)
{
  BsLines lines;
  BsLine here;

  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &here))
    {
      gsize trimmed = bs_line_trimmed_length (&here);

      if (trimmed > 0 && here.text[bs_line_indent (&here)] != '#')
        {
          *line = here.number;
          *column = 1 + g_utf8_strlen (here.text, trimmed);
        }
    }
}

/* libyaml uses one message for different mistakes; the line shows which one it is. */
static BsProblemKind
refine_kind (BsProblemKind kind, const BsLine *line)
{
  BsRecoveryLine parts;
  gboolean has_quote;

  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, line);
  has_quote = parts.value_length > 0 && (parts.value[0] == '"' || parts.value[0] == '\'');

  if ((kind == BS_PROBLEM_STRAY_LINE || kind == BS_PROBLEM_OPEN_BRACKET || kind == BS_PROBLEM_COLON) && has_quote)
    return BS_PROBLEM_QUOTE;
  if (kind == BS_PROBLEM_OPEN_QUOTE && has_quote &&
      bs_recovery_value_open_quote (parts.value, parts.value_length) == '\0')
    return BS_PROBLEM_QUOTE;
  if ((kind == BS_PROBLEM_STRAY_LINE || kind == BS_PROBLEM_RECOVERED) && parts.key != NULL &&
      parts.value == parts.key + parts.key_length + 1)
    return BS_PROBLEM_NO_SPACE;
  if (kind == BS_PROBLEM_STRAY_LINE && parts.indent > 0 && parts.key != NULL)
    return BS_PROBLEM_INDENTATION;

  return kind;
}

/* The line of the text with the mistake. */
static gboolean
find_line (const char *text, gsize length, guint first_line, guint number, BsLine *line)
{
  BsLines lines;

  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, line))
    {
      if (line->number == number)
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_yaml_failure_describe:
 * @self: libyaml's error
 * @text: the parsed text
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @origins: (nullable) (element-type BsYamlOrigin): the position of each line of @text in the file
 *
 * Describes in plain words why and where YAML could not be parsed.
 *
 * Returns: (transfer full): a problem of a kind that bs_problem_kind_is_recovered()
 */
BsProblem *
bs_yaml_failure_describe (const BsYamlFailure *self, const char *text, gsize length, guint first_line, GArray *origins)
{
  guint line = first_line, column = 1;
  BsProblemKind kind;
  const char *words;
  char place = 0;
  BsLine culprit;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  if (self->is_unreadable)
    {
      BsLines lines;
      BsLine here;

      bs_lines_init (&lines, text, length, first_line);
      while (bs_lines_next (&lines, &here))
        {
          line = here.number;
          if (self->offset < here.next)
            {
              column = 1 + g_utf8_strlen (here.text, MIN (self->offset - here.start, here.length));
              break;
            }
        }
    }
  else
    {
      const BsYamlMark *mark = find_culprit (self);
      const char *p = text, *end = text + length;

      for (gsize i = 0; i < mark->index && p < end; i++)
        p = g_utf8_next_char (p);
      place = p < end ? *p : 0;
      bs_yaml_origins_locate (origins, first_line, mark->line, mark->column, &line, &column);
      if (p == end)
        find_last_line (text, length, first_line, &line, &column);
    }

  words = bs_yaml_words (self->problem, place, &kind);
  if (find_line (text, length, first_line, line, &culprit))
    kind = refine_kind (kind, &culprit);

  return bs_problem_new (kind, line, column, words);
}
