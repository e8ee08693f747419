/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A file can hold a hundred thousand duplicate keys; such a list is useless. */
#define MAX_PROBLEMS 500

/* Details are quoted from the file, whose lines may be very long. */
#define MAX_DETAIL_BYTES 1024
#define MAX_DETAIL_CHARACTERS 80
#define MAX_REASON_CHARACTERS 300

/**
 * bs_problem_new:
 * @kind: the kind of problem
 * @line: the line of the file, from 1; 0 for the whole file
 * @column: the column in characters, from 1; 0 without a line
 * @detail: (nullable): the detail that @kind requires; cut at 1,024 bytes
 *
 * Returns: (transfer full): a new problem
 */
BsProblem *
bs_problem_new (BsProblemKind kind, guint line, guint column, const char *detail)
{
  BsProblem *self;

  g_return_val_if_fail (kind < BS_N_PROBLEMS, NULL);

  self = g_new0 (BsProblem, 1);
  self->kind = kind;
  self->line = line;
  self->column = column;
  if (detail != NULL)
    {
      gsize length = strnlen (detail, MAX_DETAIL_BYTES + 1);

      if (length > MAX_DETAIL_BYTES)
        {
          length = MAX_DETAIL_BYTES;
          while (length > 0 && (detail[length] & 0xc0) == 0x80)
            length--;
        }
      self->detail = g_utf8_make_valid (detail, length);
    }

  return self;
}

/**
 * bs_problem_copy:
 * @self: a problem
 *
 * Returns: (transfer full): a copy of @self
 */
BsProblem *
bs_problem_copy (const BsProblem *self)
{
  BsProblem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = bs_problem_new (self->kind, self->line, self->column, self->detail);
  copy->generator = self->generator;

  return copy;
}

/**
 * bs_problem_free:
 * @self: (nullable) (transfer full): a problem
 */
void
bs_problem_free (BsProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->detail);
  g_free (self);
}

/**
 * bs_problem_kind_get_severity:
 * @kind: the kind of problem
 *
 * Returns how severe a problem is: notes are shown in the article's properties, warnings and errors also under Needs
 * Repair.
 *
 * Returns: the severity
 */
BsSeverity
bs_problem_kind_get_severity (BsProblemKind kind)
{
  g_return_val_if_fail (kind < BS_N_PROBLEMS, BS_SEVERITY_ERROR);

  if (kind <= BS_PROBLEM_MISSING_PICTURE)
    return BS_SEVERITY_NOTE;
  if (kind <= BS_PROBLEM_ALIAS)
    return BS_SEVERITY_WARNING;

  return BS_SEVERITY_ERROR;
}

/**
 * bs_problem_kind_is_recovered:
 * @kind: the kind of problem
 *
 * Returns: whether it made the front matter unparsable, so that it was recovered
 */
gboolean
bs_problem_kind_is_recovered (BsProblemKind kind)
{
  return kind >= BS_PROBLEM_COLON && kind <= BS_PROBLEM_RECOVERED;
}

/**
 * bs_problem_kind_to_string:
 * @kind: the kind of problem
 *
 * Returns the kind's machine-readable name. It is not translated.
 *
 * Returns: (transfer none): a constant string
 */
const char *
bs_problem_kind_to_string (BsProblemKind kind)
{
  static const char *const names[] = {
    [BS_PROBLEM_NO_FRONT_MATTER] = "no-front-matter",
    [BS_PROBLEM_NO_TITLE] = "no-title",
    [BS_PROBLEM_BAD_DATE] = "date",
    [BS_PROBLEM_UNKNOWN_ZONE] = "zone",
    [BS_PROBLEM_OTHER_ENCODING] = "encoding",
    [BS_PROBLEM_LONE_CR] = "line-ends",
    [BS_PROBLEM_TITLE_FOLDED] = "folded-title",
    [BS_PROBLEM_SPACE_BEFORE_OPENER] = "space-before-opener",
    [BS_PROBLEM_MISSING_PICTURE] = "missing-image",
    [BS_PROBLEM_DUPLICATE_KEY] = "duplicate-key",
    [BS_PROBLEM_BROKEN_BYTES] = "broken-bytes",
    [BS_PROBLEM_NUL_BYTES] = "nul-bytes",
    [BS_PROBLEM_JUNK_AT_DELIMITER] = "junk",
    [BS_PROBLEM_BRACE_BEFORE_OPENER] = "brace-before-opener",
    [BS_PROBLEM_DASHES] = "dashes",
    [BS_PROBLEM_SECOND_FRONT_MATTER] = "second-front-matter",
    [BS_PROBLEM_TABS] = "tabs",
    [BS_PROBLEM_WIDE_SPACES] = "wide-spaces",
    [BS_PROBLEM_LANGUAGE_NOT_RUN] = "script",
    [BS_PROBLEM_CONFLICTED_COPY] = "conflicted-copy",
    [BS_PROBLEM_EMPTY_FILE] = "empty",
    [BS_PROBLEM_FILE_TOO_LARGE] = "large-file",
    [BS_PROBLEM_FRONT_MATTER_TOO_LARGE] = "large-front-matter",
    [BS_PROBLEM_TOO_DEEP] = "too-deep",
    [BS_PROBLEM_ALIAS] = "alias",
    [BS_PROBLEM_COLON] = "colon",
    [BS_PROBLEM_QUOTE] = "quote",
    [BS_PROBLEM_OPEN_QUOTE] = "open-quote",
    [BS_PROBLEM_ESCAPE] = "escape",
    [BS_PROBLEM_INDICATOR] = "indicator",
    [BS_PROBLEM_LIST_BEHIND_KEY] = "list-behind-key",
    [BS_PROBLEM_NO_SPACE] = "no-space",
    [BS_PROBLEM_STRAY_LINE] = "stray-line",
    [BS_PROBLEM_INDENTATION] = "indentation",
    [BS_PROBLEM_BAD_TAB] = "tab",
    [BS_PROBLEM_OPEN_BRACKET] = "open-bracket",
    [BS_PROBLEM_CONTROL_CHARACTER] = "control-character",
    [BS_PROBLEM_RECOVERED] = "syntax",
    [BS_PROBLEM_UNCLOSED] = "unclosed",
    [BS_PROBLEM_CUT_OFF] = "cut-off",
    [BS_PROBLEM_ALL_ON_ONE_LINE] = "one-line",
    [BS_PROBLEM_CONFLICT_MARKERS] = "conflict-markers",
    [BS_PROBLEM_UNKNOWN_ENCODING] = "unknown-encoding",
    [BS_PROBLEM_UNREADABLE] = "unreadable",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == BS_N_PROBLEMS);
  G_STATIC_ASSERT (BS_N_PROBLEMS <= 64);
  g_return_val_if_fail (kind < BS_N_PROBLEMS, names[BS_PROBLEM_RECOVERED]);

  return names[kind];
}

/**
 * bs_problem_kind_get_name:
 * @kind: the kind of problem
 *
 * Returns: (transfer none): what the kind is called in windows, translated
 */
const char *
bs_problem_kind_get_name (BsProblemKind kind)
{
  static const char *const names[] = {
    [BS_PROBLEM_NO_FRONT_MATTER] = N_ ("No front matter"),
    [BS_PROBLEM_NO_TITLE] = N_ ("No title"),
    [BS_PROBLEM_BAD_DATE] = N_ ("Invalid date"),
    [BS_PROBLEM_UNKNOWN_ZONE] = N_ ("Unknown time zone"),
    [BS_PROBLEM_OTHER_ENCODING] = N_ ("Not in UTF-8"),
    [BS_PROBLEM_LONE_CR] = N_ ("Old line endings"),
    [BS_PROBLEM_TITLE_FOLDED] = N_ ("Title on several lines"),
    [BS_PROBLEM_SPACE_BEFORE_OPENER] = N_ ("Space before the front matter"),
    [BS_PROBLEM_MISSING_PICTURE] = N_ ("Missing image"),
    [BS_PROBLEM_DUPLICATE_KEY] = N_ ("Repeated field"),
    [BS_PROBLEM_BROKEN_BYTES] = N_ ("Unreadable bytes"),
    [BS_PROBLEM_NUL_BYTES] = N_ ("NUL bytes"),
    [BS_PROBLEM_JUNK_AT_DELIMITER] = N_ ("Text beside a “---” line"),
    [BS_PROBLEM_BRACE_BEFORE_OPENER] = N_ ("“{” before the front matter"),
    [BS_PROBLEM_DASHES] = N_ ("Replaced dashes in a “---” line"),
    [BS_PROBLEM_SECOND_FRONT_MATTER] = N_ ("Two blocks of front matter"),
    [BS_PROBLEM_TABS] = N_ ("Tabs as indentation"),
    [BS_PROBLEM_WIDE_SPACES] = N_ ("Unusual spaces"),
    [BS_PROBLEM_LANGUAGE_NOT_RUN] = N_ ("Front matter is a program"),
    [BS_PROBLEM_CONFLICTED_COPY] = N_ ("Conflicted copy"),
    [BS_PROBLEM_EMPTY_FILE] = N_ ("Empty file"),
    [BS_PROBLEM_FILE_TOO_LARGE] = N_ ("File larger than 64 MiB"),
    [BS_PROBLEM_FRONT_MATTER_TOO_LARGE] = N_ ("Front matter larger than 1 MiB"),
    [BS_PROBLEM_TOO_DEEP] = N_ ("Front matter nested too deeply"),
    [BS_PROBLEM_ALIAS] = N_ ("YAML alias"),
    [BS_PROBLEM_COLON] = N_ ("Colon in an unquoted value"),
    [BS_PROBLEM_QUOTE] = N_ ("Quotation mark inside quotes"),
    [BS_PROBLEM_OPEN_QUOTE] = N_ ("Unclosed quotation mark"),
    [BS_PROBLEM_ESCAPE] = N_ ("Unknown escape"),
    [BS_PROBLEM_INDICATOR] = N_ ("Value starts with a special character"),
    [BS_PROBLEM_LIST_BEHIND_KEY] = N_ ("List on the line of its field"),
    [BS_PROBLEM_NO_SPACE] = N_ ("Missing space after a colon"),
    [BS_PROBLEM_STRAY_LINE] = N_ ("Stray line in the front matter"),
    [BS_PROBLEM_INDENTATION] = N_ ("Uneven indentation"),
    [BS_PROBLEM_BAD_TAB] = N_ ("Tab where only spaces are allowed"),
    [BS_PROBLEM_OPEN_BRACKET] = N_ ("Unclosed bracket"),
    [BS_PROBLEM_CONTROL_CHARACTER] = N_ ("Control character"),
    [BS_PROBLEM_RECOVERED] = N_ ("Other mistakes in the front matter"),
    [BS_PROBLEM_UNCLOSED] = N_ ("Unclosed front matter"),
    [BS_PROBLEM_CUT_OFF] = N_ ("Incomplete front matter"),
    [BS_PROBLEM_ALL_ON_ONE_LINE] = N_ ("Front matter on one line"),
    [BS_PROBLEM_CONFLICT_MARKERS] = N_ ("Git conflict markers"),
    [BS_PROBLEM_UNKNOWN_ENCODING] = N_ ("Unknown encoding"),
    [BS_PROBLEM_UNREADABLE] = N_ ("Unreadable file"),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == BS_N_PROBLEMS);
  g_return_val_if_fail (kind < BS_N_PROBLEMS, "");

  return _ (names[kind]);
}

/**
 * bs_severity_to_string:
 * @severity: a severity
 *
 * Returns the severity's name as linters print it. It is part of the command line's contract and not translated.
 *
 * Returns: (transfer none): `note`, `warning` or `error`
 */
const char *
bs_severity_to_string (BsSeverity severity)
{
  switch (severity)
    {
    case BS_SEVERITY_NOTE:
      return "note";
    case BS_SEVERITY_WARNING:
      return "warning";
    case BS_SEVERITY_ERROR:
      return "error";
    default:
      g_return_val_if_reached ("error");
    }
}

/* One line of reasonable length. Control and direction characters become spaces. */
static char *
shorten_detail (const char *detail, guint most)
{
  GString *out = g_string_new (NULL);
  guint n = 0;

  for (const char *p = detail; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n++ == most)
        {
          g_string_append (out, "…");
          break;
        }
      if (g_unichar_iscntrl (c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        c = ' ';
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static char *
describe (const BsProblem *self)
{
  g_autofree char *detail = NULL;
  gulong n;

  /* The reason of an error is our own sentence; other details are quoted. */
  detail = shorten_detail (self->detail,
                           bs_problem_kind_is_recovered (self->kind) ? MAX_REASON_CHARACTERS : MAX_DETAIL_CHARACTERS);
  n = self->detail != NULL ? (gulong) MIN (g_ascii_strtoull (self->detail, NULL, 10), G_MAXINT) : 0;

  switch (self->kind)
    {
    case BS_PROBLEM_NO_FRONT_MATTER:
      return g_strdup (_ ("The file has no front matter. Its title and date are taken from its text and its name."));
    case BS_PROBLEM_NO_TITLE:
      return g_strdup (_ ("The front matter has no title. Add a “title” field."));
    case BS_PROBLEM_BAD_DATE:
      return g_strdup_printf (_ ("“%s” is not a date. Write one such as 2024-05-06."), detail);
    case BS_PROBLEM_UNKNOWN_ZONE:
      return g_strdup_printf (
          _ ("The time zone of “%s” is unknown, and the time is read as UTC. Write a time zone such as +08:00."),
          detail);
    case BS_PROBLEM_OTHER_ENCODING:
      return g_strdup_printf (_ ("The file is encoded in %s, not in UTF-8. Other programs may not be able to read it."),
                              detail);
    case BS_PROBLEM_LONE_CR:
      return g_strdup (_ ("A line ends with only a carriage return, as on very old Macs."));
    case BS_PROBLEM_TITLE_FOLDED:
      return g_strdup (_ ("The title spans more than one line. Write it on one line."));
    case BS_PROBLEM_SPACE_BEFORE_OPENER:
      return g_strdup (_ (
          "There is white space before the front matter, and some programs cannot read it. Remove the white space."));
    case BS_PROBLEM_MISSING_PICTURE:
      return g_strdup_printf (_ ("The image “%s” was not found."), detail);
    case BS_PROBLEM_DUPLICATE_KEY:
      return g_strdup_printf (_ ("The key “%s” occurs more than once, and the last one is used. Remove the others."),
                              detail);
    case BS_PROBLEM_BROKEN_BYTES:
      return g_strdup_printf (ngettext ("%lu byte could not be read, and is shown as �.",
                                        "%lu bytes could not be read, and are shown as �.", n),
                              n);
    case BS_PROBLEM_NUL_BYTES:
      return g_strdup_printf (ngettext ("%lu NUL byte does not belong in text, and is shown as �. Remove it.",
                                        "%lu NUL bytes do not belong in text, and are shown as �. Remove them.", n),
                              n);
    case BS_PROBLEM_JUNK_AT_DELIMITER:
      return g_strdup_printf (_ ("“%s” is on the line that opens or closes the front matter, and was skipped. Remove "
                                 "it, or put it on a line of its own."),
                              detail);
    case BS_PROBLEM_BRACE_BEFORE_OPENER:
      return g_strdup (_ ("There is a “{” before the front matter, which was skipped. Remove it."));
    case BS_PROBLEM_DASHES:
      return g_strdup_printf (
          _ ("“%s” was read as “---”, which a keyboard or an editor has replaced. Write “---” instead."), detail);
    case BS_PROBLEM_SECOND_FRONT_MATTER:
      return g_strdup (_ ("A second block of front matter follows the first, and is read as text. Merge the two."));
    case BS_PROBLEM_WIDE_SPACES:
      return g_strdup (
          _ ("Non-breaking or full-width spaces were read as ordinary ones. Replace them with ordinary spaces."));
    case BS_PROBLEM_TABS:
      return g_strdup (_ ("Tabs are used as indentation, and were read as two spaces each. Replace them with spaces."));
    case BS_PROBLEM_LANGUAGE_NOT_RUN:
      return g_strdup_printf (_ ("The front matter is a program in %s, which is never run. Write the values as YAML "
                                 "between two “---” lines."),
                              detail);
    case BS_PROBLEM_CONFLICTED_COPY:
      return g_strdup_printf (
          _ ("%s created this conflicted copy. Compare it with the original, and keep one of them."), detail);
    case BS_PROBLEM_EMPTY_FILE:
      return g_strdup (_ ("The file is empty."));
    case BS_PROBLEM_FILE_TOO_LARGE:
      return g_strdup (
          _ ("The file is larger than 64 MiB, and only its beginning was read. Split it into smaller files."));
    case BS_PROBLEM_FRONT_MATTER_TOO_LARGE:
      return g_strdup (
          _ ("The front matter is larger than 1 MiB, and only its beginning was read. Move some of it to the body."));
    case BS_PROBLEM_TOO_DEEP:
      return g_strdup (
          _ ("The front matter is nested too deeply, and values below 64 levels were left out. Simplify it."));
    case BS_PROBLEM_ALIAS:
      return g_strdup_printf (_ ("The alias “*%s” was not followed. Write the value itself instead."), detail);
    case BS_PROBLEM_COLON:
    case BS_PROBLEM_QUOTE:
    case BS_PROBLEM_OPEN_QUOTE:
    case BS_PROBLEM_ESCAPE:
    case BS_PROBLEM_INDICATOR:
    case BS_PROBLEM_LIST_BEHIND_KEY:
    case BS_PROBLEM_NO_SPACE:
    case BS_PROBLEM_STRAY_LINE:
    case BS_PROBLEM_INDENTATION:
    case BS_PROBLEM_BAD_TAB:
    case BS_PROBLEM_OPEN_BRACKET:
    case BS_PROBLEM_CONTROL_CHARACTER:
    case BS_PROBLEM_RECOVERED:
      return g_strdup (*detail != '\0' ? detail : _ ("The front matter has a mistake. Correct this line."));
    case BS_PROBLEM_UNCLOSED:
      /* Translators: the argument is the line that closes front matter: “---” in most files. */
      return g_strdup_printf (_ ("The front matter is not closed. Add a “%s” line after it."), detail);
    case BS_PROBLEM_CUT_OFF:
      return g_strdup (
          _ ("The front matter ends unexpectedly. The rest of the file may be lost; restore it from a backup."));
    case BS_PROBLEM_ALL_ON_ONE_LINE:
      return g_strdup (_ ("The front matter is on one line with its opening “---”. Write each key on its own line."));
    case BS_PROBLEM_CONFLICT_MARKERS:
      return g_strdup (_ ("Git left conflict markers here. Keep one of the two versions, and remove the markers."));
    case BS_PROBLEM_UNKNOWN_ENCODING:
      return g_strdup (_ ("The encoding of the file is unknown. Characters that could not be read are shown as �."));
    case BS_PROBLEM_UNREADABLE:
      return g_strdup_printf (_ ("The file could not be read: %s. Check its permissions."), detail);
    case BS_N_PROBLEMS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * bs_problem_describe:
 * @self: a problem
 *
 * Describes a problem and its remedy in one or two translated sentences, without its position.
 *
 * Returns: (transfer full): the description
 */
char *
bs_problem_describe (const BsProblem *self)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  words = describe (self);
  if (self->generator == NULL)
    return g_steal_pointer (&words);

  /* Translators: the first argument says what is wrong, the second is the name of a generator of sites. */
  return g_strdup_printf (_ ("%s %s cannot build this article."), words, self->generator);
}

/**
 * bs_problems_new:
 *
 * Returns: (transfer full) (element-type BsProblem): an array that frees its problems
 */
GPtrArray *
bs_problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bs_problem_free);
}

/**
 * bs_problems_add:
 * @problems: (nullable) (element-type BsProblem): the array; %NULL drops the problem
 * @kind: the kind of problem
 * @line: the line of the file, from 1; 0 for the whole file
 * @column: the column in characters, from 1; 0 without a line
 * @detail: (nullable): the detail that @kind requires
 *
 * Adds a problem. After 500, only kinds that are not in the array yet are added.
 */
void
bs_problems_add (GPtrArray *problems, BsProblemKind kind, guint line, guint column, const char *detail)
{
  g_return_if_fail (kind < BS_N_PROBLEMS);

  if (problems == NULL)
    return;

  if (problems->len >= MAX_PROBLEMS)
    {
      for (guint i = problems->len; i > 0; i--)
        {
          const BsProblem *problem = g_ptr_array_index (problems, i - 1);

          if (problem->kind == kind)
            return;
        }
    }

  g_ptr_array_add (problems, bs_problem_new (kind, line, column, detail));
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const BsProblem *one = *(const BsProblem *const *) a;
  const BsProblem *other = *(const BsProblem *const *) b;

  if (one->line != other->line)
    return one->line < other->line ? -1 : 1;
  if (one->column != other->column)
    return one->column < other->column ? -1 : 1;

  return (int) one->kind - (int) other->kind;
}

/**
 * bs_problems_sort:
 * @problems: (element-type BsProblem): an array of problems
 *
 * Sorts by position. Problems of the whole file come first.
 */
void
bs_problems_sort (GPtrArray *problems)
{
  g_return_if_fail (problems != NULL);

  g_ptr_array_sort (problems, compare_places);
}

/**
 * bs_problems_need_repair:
 * @problems: (nullable) (element-type BsProblem): an array of problems
 *
 * Returns: whether the array has a warning or an error
 */
gboolean
bs_problems_need_repair (const GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);

      if (bs_problem_kind_get_severity (problem->kind) != BS_SEVERITY_NOTE)
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_problems_get_notes:
 *
 * Returns: a bit mask of the #BsProblemKind values that are notes
 */
guint64
bs_problems_get_notes (void)
{
  guint64 kinds = 0;

  for (guint i = 0; i < BS_N_PROBLEMS; i++)
    if (bs_problem_kind_get_severity ((BsProblemKind) i) == BS_SEVERITY_NOTE)
      kinds |= G_GUINT64_CONSTANT (1) << i;

  return kinds;
}

/**
 * bs_problems_get_kinds:
 * @problems: (nullable) (element-type BsProblem): an array of problems
 *
 * Returns: a bit mask of the #BsProblemKind values in the array; the first kind is the lowest bit
 */
guint64
bs_problems_get_kinds (const GPtrArray *problems)
{
  guint64 kinds = 0;

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    kinds |= G_GUINT64_CONSTANT (1) << ((const BsProblem *) g_ptr_array_index (problems, i))->kind;

  return kinds;
}
