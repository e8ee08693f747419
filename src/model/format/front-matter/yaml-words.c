/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *reason; /* the start of libyaml's message */
  BsProblemKind kind;
  const char *words;
} Words;

static const Words words[] = {
  { "mapping values are not allowed", BS_PROBLEM_COLON,
    N_ ("a colon and a space stand in a value that is not in quotes") },
  { "did not find expected key", BS_PROBLEM_STRAY_LINE,
    N_ ("text goes on behind a value that has ended, or a line is indented wrongly") },
  { "could not find expected ':'", BS_PROBLEM_STRAY_LINE,
    N_ ("the line is neither a key with its value nor part of a list") },
  { "block sequence entries are not allowed", BS_PROBLEM_LIST_BEHIND_KEY, N_ ("a list begins on the line of its key") },
  { "did not find expected alphabetic or numeric", BS_PROBLEM_INDICATOR,
    N_ ("a value without quotes begins with “*” or “&”") },
  { "did not find expected comment or line break", BS_PROBLEM_INDICATOR,
    N_ ("a value without quotes begins with “|” or “>”") },
  { "found unknown escape character", BS_PROBLEM_ESCAPE,
    N_ ("a backslash in double quotes stands before a character that needs none") },
  { "found invalid Unicode character escape code", BS_PROBLEM_ESCAPE,
    N_ ("a backslash in double quotes names no character") },
  { "did not find expected hexdecimal number", BS_PROBLEM_ESCAPE,
    N_ ("a backslash in double quotes names no character") },
  { "found unexpected end of stream", BS_PROBLEM_OPEN_QUOTE,
    N_ ("a quotation mark opens a value and nothing closes it") },
  { "found unexpected document indicator", BS_PROBLEM_OPEN_QUOTE,
    N_ ("a quotation mark opens a value and nothing closes it") },
  { "did not find expected ',' or ']'", BS_PROBLEM_OPEN_BRACKET,
    N_ ("a square bracket opens a list and nothing closes it rightly") },
  { "did not find expected ',' or '}'", BS_PROBLEM_OPEN_BRACKET,
    N_ ("a brace opens a map and nothing closes it rightly") },
  { "did not find expected '-' indicator", BS_PROBLEM_INDENTATION,
    N_ ("a line stands in a list but does not begin with “-”") },
  { "did not find expected node content", BS_PROBLEM_INDICATOR,
    N_ ("a value without quotes begins with a character that YAML keeps for itself") },
  { "did not find expected <document start>", BS_PROBLEM_INDENTATION,
    N_ ("a line is indented differently from those above it") },
  { "mapping keys are not allowed", BS_PROBLEM_INDICATOR,
    N_ ("a question mark and a space stand where no key can be") },
  { "found a tab character", BS_PROBLEM_BAD_TAB, N_ ("a tab stands where only spaces may") },
  { "found a tab", BS_PROBLEM_BAD_TAB, N_ ("a tab stands where only spaces may") },
  { "control characters are not allowed", BS_PROBLEM_CONTROL_CHARACTER, N_ ("a control character stands in the text") },
  { "found undefined tag handle", BS_PROBLEM_INDICATOR, N_ ("a value without quotes begins with “!”") },
  { "did not find URI escaped octet", BS_PROBLEM_INDICATOR, N_ ("a value without quotes begins with “!”") },
  { "did not find expected tag URI", BS_PROBLEM_INDICATOR, N_ ("a value without quotes begins with “!”") },
  { "did not find expected whitespace or line break", BS_PROBLEM_INDICATOR,
    N_ ("a value without quotes begins with “!”") },
  { "did not find expected '!'", BS_PROBLEM_INDICATOR, N_ ("a value without quotes begins with “!”") },
  { "found unknown directive name", BS_PROBLEM_INDICATOR, N_ ("a line begins with “%”") },
  { "could not find expected directive name", BS_PROBLEM_INDICATOR, N_ ("a line begins with “%”") },
};

/**
 * bs_yaml_words:
 * @reason: (nullable): libyaml's own message
 * @place: the byte at the position that it names, or 0
 * @kind: (out) (optional): the kind of fault
 *
 * Explains in plain, translated words why a YAML parser failed.
 *
 * Returns: (transfer none): part of a sentence, starting with a lower-case letter
 */
const char *
bs_yaml_words (const char *reason, char place, BsProblemKind *kind)
{
  BsProblemKind ignored;

  if (kind == NULL)
    kind = &ignored;

  if (reason != NULL && g_str_has_prefix (reason, "found character that cannot start any token"))
    {
      *kind = place == '\t' ? BS_PROBLEM_BAD_TAB : BS_PROBLEM_INDICATOR;
      if (place == '\t')
        return _ ("a tab stands where only spaces may");
      return _ ("a value without quotes begins with “@”, “%” or a backtick");
    }

  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_has_prefix (reason, words[i].reason))
        {
          *kind = words[i].kind;
          return _ (words[i].words);
        }
    }

  *kind = BS_PROBLEM_RECOVERED;

  return _ ("it is not valid YAML");
}
