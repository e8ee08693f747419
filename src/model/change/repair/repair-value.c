/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

#include "model/change/edit/scalar-writer.h"

#include <string.h>

/* Recovery keeps these as written although they have a meaning in YAML, so the intended meaning is uncertain. */
static gboolean
has_other_escapes (const char *value, gsize length)
{
  for (gsize i = 0; i + 1 < length; i++)
    {
      if (value[i] != '\\')
        continue;
      i++;
      if (strchr ("0abefrvNLP_xuU ", value[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Adds the space after a colon, and makes a wide colon an ordinary one. */
static gboolean
mend_separator (const BsLine *line, const BsRecoveryLine *parts, BsSplices *splices)
{
  static const char wide_colon[] = "：";
  const char *end = parts->value;
  gsize n = strlen (wide_colon);

  if (parts->key == NULL || parts->value_length == 0)
    return FALSE;
  if (parts->value - line->text >= (gssize) n && memcmp (end - n, wide_colon, n) == 0)
    bs_splices_add (splices, line->start + (end - n - line->text), line->start + (end - line->text), ": ");
  else if (end[-1] == ':')
    bs_splices_add (splices, line->start + (end - line->text), line->start + (end - line->text), " ");
  else
    return FALSE;

  return TRUE;
}

static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  BsRecoverySyntax syntax = source->front_matter.kind == BS_FRONT_MATTER_TOML ? BS_RECOVERY_TOML : BS_RECOVERY_YAML;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GString) out = NULL;
  g_autoptr (BsValue) value = NULL;
  BsRecoveryLine parts, above_parts;
  BsLine line, above;
  gsize start;
  BsValueStyle style;
  gboolean is_enclosed;

  if (source->front_matter.kind == BS_FRONT_MATTER_JSON ||
      !bs_repair_line_find (source, problem->line, syntax, &line, &parts))
    return FALSE;
  /* Without the space, YAML reads on to the next line and fails there. */
  if (syntax == BS_RECOVERY_YAML && (mend_separator (&line, &parts, splices) ||
                                     (problem->line > source->front_matter.block_line &&
                                      bs_repair_line_find (source, problem->line - 1, syntax, &above, &above_parts) &&
                                      mend_separator (&above, &above_parts, splices))))
    return TRUE;
  if (parts.value_length == 0 || (parts.key == NULL && parts.n_dashes == 0))
    return FALSE;
  items = bs_recovery_value_split (parts.key, parts.key_length, parts.value, parts.value_length);
  if (items != NULL || bs_recovery_value_is_block_header (parts.value, parts.value_length))
    return FALSE;
  /* An open bracket was meant as a list or a map. */
  if ((parts.value[0] == '[' && memchr (parts.value, ']', parts.value_length) == NULL) ||
      (parts.value[0] == '{' && memchr (parts.value, '}', parts.value_length) == NULL))
    return FALSE;

  value = bs_value_new (BS_VALUE_STRING, line.number, 1);
  value->text = bs_recovery_value_clean (parts.key, parts.key_length, parts.value, parts.value_length, &is_enclosed);
  /* After the end of a text in quotes, other keys may go on. */
  if (parts.value[0] == '"' && (is_enclosed ? has_other_escapes (parts.value, parts.value_length) :
                                              memchr (parts.value, '\\', parts.value_length) != NULL))
    return FALSE;
  /* A repeated key is dropped; the value after it is kept as written. */
  value->quoted = parts.key == NULL || parts.value_length <= parts.key_length ||
                  memcmp (parts.value, parts.key, parts.key_length) != 0;
  style = !is_enclosed ? BS_STYLE_PLAIN : parts.value[0] == '"' ? BS_STYLE_DOUBLE_QUOTED : BS_STYLE_SINGLE_QUOTED;
  out = g_string_new (NULL);
  if (!bs_scalar_append (out, source->front_matter.kind, value, style, FALSE))
    return FALSE;
  start = line.start + (parts.value - line.text);
  bs_splices_add (splices, start, start + parts.value_length, out->str);

  return TRUE;
}

/* A value is quoted, or its quotes are escaped. */
const BsRepairKind bs_repair_value = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_COLON) | BS_REPAIR_BIT (BS_PROBLEM_QUOTE) |
              BS_REPAIR_BIT (BS_PROBLEM_OPEN_QUOTE) | BS_REPAIR_BIT (BS_PROBLEM_ESCAPE) |
              BS_REPAIR_BIT (BS_PROBLEM_INDICATOR) | BS_REPAIR_BIT (BS_PROBLEM_NO_SPACE) |
              BS_REPAIR_BIT (BS_PROBLEM_STRAY_LINE) | BS_REPAIR_BIT (BS_PROBLEM_OPEN_BRACKET) |
              BS_REPAIR_BIT (BS_PROBLEM_LIST_BEHIND_KEY) | BS_REPAIR_BIT (BS_PROBLEM_RECOVERED),
  .propose = propose,
};
