/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *reason; /* the start of libyaml's message */
  BsProblemKind kind;
  const char *words;
} Words;

static const Words words[] = {
  { "mapping values are not allowed", BS_PROBLEM_COLON, N_ ("A value contains “: ”. Put it in quotes.") },
  { "did not find expected key", BS_PROBLEM_STRAY_LINE,
    N_ ("Unexpected text after the end of a value, or wrong indentation. Put the value in quotes, or align the line "
        "with the others.") },
  { "could not find expected ':'", BS_PROBLEM_STRAY_LINE,
    N_ ("The line is neither a key with its value nor part of a list. Add a colon and a space after the key, or remove "
        "the line.") },
  { "block sequence entries are not allowed", BS_PROBLEM_LIST_BEHIND_KEY,
    N_ ("A list begins on the line of its key. Start it on the next line.") },
  { "did not find expected alphabetic or numeric", BS_PROBLEM_INDICATOR,
    N_ ("A value begins with “*” or “&”. Put it in quotes.") },
  { "did not find expected comment or line break", BS_PROBLEM_INDICATOR,
    N_ ("A value begins with “|” or “>”. Put it in quotes.") },
  { "found unknown escape character", BS_PROBLEM_ESCAPE,
    N_ ("A backslash in double quotes has no meaning before this character. Write two backslashes.") },
  { "found invalid Unicode character escape code", BS_PROBLEM_ESCAPE,
    N_ ("A backslash in double quotes does not stand for a character here. Write two backslashes.") },
  { "did not find expected hexdecimal number", BS_PROBLEM_ESCAPE,
    N_ ("A backslash in double quotes does not stand for a character here. Write two backslashes.") },
  { "found unexpected end of stream", BS_PROBLEM_OPEN_QUOTE,
    N_ ("A quotation mark is not closed. Close it at the end of the value.") },
  { "found unexpected document indicator", BS_PROBLEM_OPEN_QUOTE,
    N_ ("A quotation mark is not closed. Close it at the end of the value.") },
  { "did not find expected ',' or ']'", BS_PROBLEM_OPEN_BRACKET,
    N_ ("A list that opens with “[” is not closed correctly. Check its commas, and close it with “]”.") },
  { "did not find expected ',' or '}'", BS_PROBLEM_OPEN_BRACKET,
    N_ ("A map that opens with “{” is not closed correctly. Check its commas, and close it with “}”.") },
  { "did not find expected '-' indicator", BS_PROBLEM_INDENTATION,
    N_ ("A line in a list does not begin with “-”. Start it with “- ”, or indent it differently.") },
  { "did not find expected node content", BS_PROBLEM_INDICATOR,
    N_ ("A value begins with a character that YAML reserves. Put it in quotes.") },
  { "did not find expected <document start>", BS_PROBLEM_INDENTATION,
    N_ ("A line is indented differently from those above it. Align it with them.") },
  { "mapping keys are not allowed", BS_PROBLEM_INDICATOR,
    N_ ("A value contains “? ” where no key is allowed. Put it in quotes.") },
  { "found a tab character", BS_PROBLEM_BAD_TAB,
    N_ ("A tab is used where only spaces are allowed. Replace it with spaces.") },
  { "found a tab", BS_PROBLEM_BAD_TAB, N_ ("A tab is used where only spaces are allowed. Replace it with spaces.") },
  { "control characters are not allowed", BS_PROBLEM_CONTROL_CHARACTER,
    N_ ("The text contains a control character. Remove it.") },
  { "found undefined tag handle", BS_PROBLEM_INDICATOR, N_ ("A value begins with “!”. Put it in quotes.") },
  { "did not find URI escaped octet", BS_PROBLEM_INDICATOR, N_ ("A value begins with “!”. Put it in quotes.") },
  { "did not find expected tag URI", BS_PROBLEM_INDICATOR, N_ ("A value begins with “!”. Put it in quotes.") },
  { "did not find expected whitespace or line break", BS_PROBLEM_INDICATOR,
    N_ ("A value begins with “!”. Put it in quotes.") },
  { "did not find expected '!'", BS_PROBLEM_INDICATOR, N_ ("A value begins with “!”. Put it in quotes.") },
  { "found unknown directive name", BS_PROBLEM_INDICATOR,
    N_ ("A line begins with “%”. Put the value in quotes, or remove the line.") },
  { "could not find expected directive name", BS_PROBLEM_INDICATOR,
    N_ ("A line begins with “%”. Put the value in quotes, or remove the line.") },
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
        return _ ("A tab is used where only spaces are allowed. Replace it with spaces.");
      return _ ("A value begins with “@”, “%” or a backtick. Put it in quotes.");
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

  return _ ("The front matter is not valid YAML. Write each field as “key: value”.");
}
