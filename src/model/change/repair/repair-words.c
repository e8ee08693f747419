/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/repair/repair-words.h"

#include "model/format/front-matter/recovery-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The longest quotation from a file in a sentence. */
#define MAX_QUOTED 40

/* So much of a long line is shown before and after its problem, in characters. */
#define MAX_BEFORE 60
#define MAX_AFTER 160

static gboolean
is_invisible (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* At most @most visible characters, none of which changes the direction. */
static char *
clean (const char *text, gsize length, guint most)
{
  GString *out = g_string_new (NULL);
  const char *end = text + length;
  guint n = 0;

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (n++ == most)
        {
          g_string_append (out, "…");
          break;
        }
      g_string_append_unichar (out, is_invisible (c) ? ' ' : c);
    }

  return g_string_free (out, FALSE);
}

static gboolean
find_line (const char *text, gsize length, guint number, BsLine *line)
{
  BsLines lines;

  bs_lines_init (&lines, text, length, 1);
  while (bs_lines_next (&lines, line))
    if (line->number >= number)
      return line->number == number;

  return FALSE;
}

/* The value that a line sets, as the subject of a sentence. */
static char *
name_value (const BsRecoveryLine *parts)
{
  static const struct
  {
    const char *key;
    const char *name;
  } names[] = {
    { "title", N_ ("The title") },   { "date", N_ ("The date") },         { "description", N_ ("The description") },
    { "author", N_ ("The author") }, { "subtitle", N_ ("The subtitle") }, { "tags", N_ ("The list of tags") },
  };
  g_autofree char *key = NULL;

  if (parts->key == NULL || parts->key_length == 0)
    return g_strdup (_ ("The value"));
  key = clean (parts->key, parts->key_length, MAX_QUOTED);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].key, key) == 0)
      return g_strdup (_ (names[i].name));

  return g_strdup_printf (_ ("“%s”"), key);
}

/* The problem, for kinds whose remedy is described separately. If the kind made the front matter unparsable, the
 * argument is the value; otherwise the detail. */
static const char *const faults[BS_N_PROBLEMS] = {
  /* Translators: the argument is “The title” or the name of another field. */
  [BS_PROBLEM_COLON] = N_ ("%s contains “: ”, and needs quotes."),
  [BS_PROBLEM_QUOTE] = N_ ("%s contains a quotation mark that is not escaped, or text after its closing quotation "
                           "mark."),
  [BS_PROBLEM_OPEN_QUOTE] = N_ ("%s begins with a quotation mark that is not closed."),
  [BS_PROBLEM_ESCAPE] = N_ ("%s contains a backslash where YAML does not allow it."),
  [BS_PROBLEM_LIST_BEHIND_KEY] = N_ ("%s is a list, which must begin on the next line."),
  [BS_PROBLEM_NO_SPACE] = N_ ("A space is missing after a colon."),
  [BS_PROBLEM_STRAY_LINE] = N_ ("This line is neither a field nor part of one."),
  [BS_PROBLEM_INDENTATION] = N_ ("This line is indented differently from the lines around it."),
  [BS_PROBLEM_BAD_TAB] = N_ ("Tabs are used for indentation."),
  [BS_PROBLEM_TABS] = N_ ("Tabs are used for indentation."),
  [BS_PROBLEM_OPEN_BRACKET] = N_ ("A bracket is not closed."),
  [BS_PROBLEM_CONTROL_CHARACTER] = N_ ("There is a control character here."),
  [BS_PROBLEM_RECOVERED] = N_ ("The front matter cannot be read here."),
  [BS_PROBLEM_UNCLOSED] = N_ ("The front matter is not closed before this line."),
  [BS_PROBLEM_ALL_ON_ONE_LINE] = N_ ("The whole front matter is on one line."),
  [BS_PROBLEM_DUPLICATE_KEY] = N_ ("“%s” occurs more than once."),
  [BS_PROBLEM_JUNK_AT_DELIMITER] = N_ ("“%s” does not belong on the line of “---”."),
  [BS_PROBLEM_BRACE_BEFORE_OPENER] = N_ ("There is a “{” before the front matter."),
  [BS_PROBLEM_DASHES] = N_ ("“%s” must be “---”."),
  [BS_PROBLEM_SECOND_FRONT_MATTER] = N_ ("A second block of front matter follows the first."),
  [BS_PROBLEM_CONFLICT_MARKERS] = N_ ("Git left two versions of these lines."),
  [BS_PROBLEM_BAD_DATE] = N_ ("“%s” is not a date."),
  [BS_PROBLEM_CONFLICTED_COPY] = N_ ("%s created this conflicted copy."),
  [BS_PROBLEM_FILE_TOO_LARGE] = N_ ("The file is larger than 64 MiB."),
  [BS_PROBLEM_FRONT_MATTER_TOO_LARGE] = N_ ("The front matter is larger than 1 MiB."),
  [BS_PROBLEM_TOO_DEEP] = N_ ("The front matter is nested too deeply."),
  [BS_PROBLEM_ALIAS] = N_ ("The alias “*%s” was not followed."),
  [BS_PROBLEM_LANGUAGE_NOT_RUN] = N_ ("The front matter is a program in %s, which is never run."),
  [BS_PROBLEM_CUT_OFF] = N_ ("The front matter ends unexpectedly."),
  [BS_PROBLEM_UNREADABLE] = N_ ("The file could not be read: %s."),
};

/* Returns: (nullable): the problem, for kinds whose remedy is described separately */
static char *
describe (const BsProblem *problem, const BsRecoveryLine *parts)
{
  g_autofree char *value = name_value (parts);
  g_autofree char *detail = clean (problem->detail != NULL ? problem->detail : "",
                                   problem->detail != NULL ? strlen (problem->detail) : 0, MAX_QUOTED);
  g_autofree char *first = NULL;
  g_auto (GStrv) pieces = NULL;

  if (problem->kind == BS_PROBLEM_INDICATOR && parts->value_length == 0)
    return g_strdup_printf (_ ("%s begins with a special character, and needs quotes."), value);
  if (problem->kind == BS_PROBLEM_INDICATOR)
    {
      first = clean (parts->value, (gsize) (g_utf8_next_char (parts->value) - parts->value), 1);
      /* Translators: the second argument is the first character of a value. */
      return g_strdup_printf (_ ("%s begins with “%s”, and needs quotes."), value, first);
    }
  if (faults[problem->kind] == NULL)
    return NULL;
  pieces = g_strsplit (_ (faults[problem->kind]), "%s", 2);

  return g_strjoinv (bs_problem_kind_is_recovered (problem->kind) ? value : detail, pieces);
}

/**
 * bs_repair_dup_words:
 * @problem: a problem
 * @text: the whole file in UTF-8
 * @length: its length in bytes
 *
 * Returns: (transfer full): the problem, as a sentence without the line
 */
char *
bs_repair_dup_words (const BsProblem *problem, const char *text, gsize length)
{
  BsRecoveryLine parts = { 0 };
  BsLine line;
  char *words;

  g_return_val_if_fail (problem != NULL && text != NULL, NULL);

  if (problem->line > 0 && find_line (text, length, problem->line, &line))
    bs_recovery_line_read (&parts, BS_RECOVERY_YAML, &line);
  words = describe (problem, &parts);

  return words != NULL ? words : bs_problem_describe (problem);
}

/**
 * bs_repair_dup_sentence:
 * @problem: a problem
 * @text: the whole file in UTF-8
 * @length: its length in bytes
 *
 * Returns: (transfer full): the problem and its line, as a sentence
 */
char *
bs_repair_dup_sentence (const BsProblem *problem, const char *text, gsize length)
{
  g_autofree char *words = bs_repair_dup_words (problem, text, length);

  if (words == NULL || problem->line == 0)
    return g_steal_pointer (&words);

  /* Translators: the second argument describes the problem there. */
  return g_strdup_printf (_ ("Line %u: %s"), problem->line, words);
}

/* The range of the problem in the line, in bytes. */
static void
find_mark (const BsProblem *problem, const BsLine *line, gsize *start, gsize *end)
{
  const char *stop = line->text + line->length;
  const char *p = line->text;
  gsize n = 1;

  for (guint i = 1; i < problem->column && p < stop; i++)
    p = g_utf8_next_char (p);
  switch ((int) problem->kind)
    {
    case BS_PROBLEM_COLON:
      n = 2;
      break;
    case BS_PROBLEM_DUPLICATE_KEY:
    case BS_PROBLEM_JUNK_AT_DELIMITER:
    case BS_PROBLEM_BAD_DATE:
      n = problem->detail != NULL ? (gsize) g_utf8_strlen (problem->detail, -1) : 1;
      break;
    case BS_PROBLEM_UNCLOSED:
    case BS_PROBLEM_STRAY_LINE:
    case BS_PROBLEM_DASHES:
    case BS_PROBLEM_ALL_ON_ONE_LINE:
    case BS_PROBLEM_CONFLICT_MARKERS:
    case BS_PROBLEM_SECOND_FRONT_MATTER:
      n = line->length;
      break;
    default:
      break;
    }
  /* At the end of a line, the last character is marked. */
  if (p == stop && p > line->text)
    p = g_utf8_find_prev_char (line->text, p);
  *start = (gsize) (p - line->text);
  for (gsize i = 0; i < n && p < stop; i++)
    p = g_utf8_next_char (p);
  *end = (gsize) (p - line->text);
}

/**
 * bs_repair_dup_line:
 * @problem: a problem
 * @text: the whole file in UTF-8
 * @length: its length in bytes
 * @mark_start: (out): where the problem starts in the result, in bytes
 * @mark_end: (out): where it ends
 *
 * Returns: (transfer full) (nullable): the line of the problem, or its surroundings in a long line; %NULL if it
 *   concerns the whole file
 */
char *
bs_repair_dup_line (const BsProblem *problem, const char *text, gsize length, gsize *mark_start, gsize *mark_end)
{
  GString *out;
  BsLine line;
  gsize start, end;
  const char *from, *stop;
  guint n = 0;

  g_return_val_if_fail (problem != NULL && text != NULL && mark_start != NULL && mark_end != NULL, NULL);

  if (problem->line == 0 || !find_line (text, length, problem->line, &line))
    return NULL;
  find_mark (problem, &line, &start, &end);
  out = g_string_new (NULL);
  from = line.text + start;
  while (n < MAX_BEFORE && from > line.text)
    {
      from = g_utf8_find_prev_char (line.text, from);
      n++;
    }
  if (from > line.text)
    g_string_append (out, "…");
  stop = line.text + line.length;
  *mark_start = *mark_end = 0;
  n = 0;
  for (const char *p = from; p < stop; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (p == line.text + start)
        *mark_start = out->len;
      if (p >= line.text + start && n++ == MAX_AFTER)
        {
          g_string_append (out, "…");
          break;
        }
      if (c == '\t')
        g_string_append (out, "⇥ ");
      else
        g_string_append_unichar (out, is_invisible (c) ? ' ' : c);
      if (p < line.text + end)
        *mark_end = out->len;
    }
  *mark_start = MIN (*mark_start, *mark_end);

  return g_string_free (out, FALSE);
}

/**
 * bs_repair_get_remedy:
 * @kind: a kind of problem
 *
 * Returns: (transfer none): advice for problems without a provable fix, translated
 */
const char *
bs_repair_get_remedy (BsProblemKind kind)
{
  static const char *const remedies[BS_N_PROBLEMS] = {
    [BS_PROBLEM_BROKEN_BYTES] =
        N_ ("Some characters are lost. Open the source, and replace each � with the right one."),
    [BS_PROBLEM_UNKNOWN_ENCODING] =
        N_ ("Some characters are lost. Open the source, and replace each � with the right one."),
    [BS_PROBLEM_SECOND_FRONT_MATTER] = N_ ("Open the source, and move the lines of the second block into the first."),
    [BS_PROBLEM_CONFLICTED_COPY] = N_ ("Compare the two under Duplicates."),
    [BS_PROBLEM_EMPTY_FILE] =
        N_ ("There is nothing to repair. Move the file to the trash, or restore it from a backup."),
    [BS_PROBLEM_FILE_TOO_LARGE] = N_ ("Split the file into smaller articles."),
    [BS_PROBLEM_FRONT_MATTER_TOO_LARGE] = N_ ("Open the source, and move some of the front matter to the body."),
    [BS_PROBLEM_TOO_DEEP] = N_ ("Open the source, and move some of the front matter to the body."),
    [BS_PROBLEM_ALIAS] = N_ ("Open the source, and replace the alias with its value."),
    [BS_PROBLEM_LANGUAGE_NOT_RUN] = N_ ("Open the source, and write the values as YAML between two “---” lines."),
    [BS_PROBLEM_CUT_OFF] = N_ ("The end of the file may be lost. Restore it from a backup, or complete it."),
    [BS_PROBLEM_ALL_ON_ONE_LINE] =
        N_ ("Open the source, and write each field on a line of its own, between two “---” lines."),
    [BS_PROBLEM_CONFLICT_MARKERS] =
        N_ ("The markers are not in order. Open the source, keep the right lines, and delete the markers."),
    [BS_PROBLEM_DUPLICATE_KEY] = N_ ("Open the source, and keep one of the two."),
    [BS_PROBLEM_BAD_DATE] = N_ ("Open the source, and write a date such as 2024-05-06."),
    [BS_PROBLEM_UNREADABLE] = N_ ("Check the file and its permissions."),
  };

  g_return_val_if_fail (kind < BS_N_PROBLEMS, NULL);

  return remedies[kind] != NULL ? _ (remedies[kind]) :
                                  _ ("This cannot be fixed automatically. Open the source, and correct the line.");
}

/**
 * bs_repair_get_way_name:
 * @kind: a kind of problem that needs a choice
 * @way: one of its ways
 *
 * Returns: (transfer none): the name of the way in windows, translated
 */
const char *
bs_repair_get_way_name (BsProblemKind kind, const char *way)
{
  static const struct
  {
    BsProblemKind kind;
    const char *way;
    const char *name;
  } names[] = {
    { BS_PROBLEM_DUPLICATE_KEY, "first", N_ ("Keep the First") },
    { BS_PROBLEM_DUPLICATE_KEY, "last", N_ ("Keep the Last") },
    { BS_PROBLEM_DUPLICATE_KEY, "both", N_ ("Merge Both") },
    { BS_PROBLEM_CONFLICT_MARKERS, "ours", N_ ("Keep the First Version") },
    { BS_PROBLEM_CONFLICT_MARKERS, "theirs", N_ ("Keep the Second Version") },
    { BS_PROBLEM_CONFLICT_MARKERS, "both", N_ ("Keep Both Versions") },
    { BS_PROBLEM_SECOND_FRONT_MATTER, "first", N_ ("Keep the First") },
    { BS_PROBLEM_SECOND_FRONT_MATTER, "last", N_ ("Keep the Last") },
    { BS_PROBLEM_SECOND_FRONT_MATTER, "both", N_ ("Merge Both") },
    { BS_PROBLEM_BAD_DATE, "name", N_ ("Date From the File Name") },
    { BS_PROBLEM_BAD_DATE, "file", N_ ("Date of the Last Change") },
    { BS_PROBLEM_BAD_DATE, "none", N_ ("No Date") },
    { BS_PROBLEM_OTHER_ENCODING, "utf-8", N_ ("Convert to UTF-8") },
  };

  g_return_val_if_fail (way != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].kind == kind && strcmp (names[i].way, way) == 0)
      return _ (names[i].name);

  g_return_val_if_reached (way);
}
