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

/* The texts of a kind. */
typedef struct
{
  const char *id;       /* for programs */
  const char *name;     /* in windows */
  const char *sentence; /* (nullable): the problem and its remedy, perhaps with the detail in it */
} Words;

static const Words all_words[] = {
  [BS_PROBLEM_NO_FRONT_MATTER] = { "no-front-matter", N_ ("No front matter"),
                                   N_ ("The file has no front matter. Its title and date are taken from its text and "
                                       "its name.") },
  [BS_PROBLEM_NO_TITLE] = { "no-title", N_ ("No title"), N_ ("The front matter has no title. Add a “title” field.") },
  [BS_PROBLEM_BAD_DATE] = { "date", N_ ("Invalid date"), N_ ("“%s” is not a date. Write one such as 2024-05-06.") },
  [BS_PROBLEM_UNKNOWN_ZONE] = { "zone", N_ ("Unknown time zone"),
                                N_ ("The time zone of “%s” is unknown, and the time is read as UTC. Write a time zone "
                                    "such as +08:00.") },
  [BS_PROBLEM_OTHER_ENCODING] = { "encoding", N_ ("Not in UTF-8"),
                                  N_ ("The file is encoded in %s, not in UTF-8. Other programs may not be able to read "
                                      "it.") },
  [BS_PROBLEM_LONE_CR] = { "line-ends", N_ ("Old line endings"),
                           N_ ("A line ends with only a carriage return, as on very old Macs.") },
  [BS_PROBLEM_TITLE_FOLDED] = { "folded-title", N_ ("Title on several lines"),
                                N_ ("The title spans more than one line. Write it on one line.") },
  [BS_PROBLEM_SPACE_BEFORE_OPENER] = { "space-before-opener", N_ ("Space before the front matter"),
                                       N_ ("There is white space before the front matter, and some programs cannot "
                                           "read it. Remove the white space.") },
  [BS_PROBLEM_MISSING_PICTURE] = { "missing-image", N_ ("Missing image"), N_ ("The image “%s” was not found.") },
  [BS_PROBLEM_DUPLICATE_KEY] = { "duplicate-key", N_ ("Repeated field"),
                                 N_ ("The key “%s” occurs more than once, and the last one is used. Remove the "
                                     "others.") },
  [BS_PROBLEM_BROKEN_BYTES] = { "broken-bytes", N_ ("Unreadable bytes") },
  [BS_PROBLEM_NUL_BYTES] = { "nul-bytes", N_ ("NUL bytes") },
  [BS_PROBLEM_JUNK_AT_DELIMITER] = { "junk", N_ ("Text beside a “---” line"),
                                     N_ ("“%s” is on the line that opens or closes the front matter, and was skipped. "
                                         "Remove it, or put it on a line of its own.") },
  [BS_PROBLEM_BRACE_BEFORE_OPENER] = { "brace-before-opener", N_ ("“{” before the front matter"),
                                       N_ ("There is a “{” before the front matter, which was skipped. Remove it.") },
  [BS_PROBLEM_DASHES] = { "dashes", N_ ("Replaced dashes in a “---” line"),
                          N_ ("“%s” was read as “---”, which a keyboard or an editor has replaced. Write “---” "
                              "instead.") },
  [BS_PROBLEM_SECOND_FRONT_MATTER] = { "second-front-matter", N_ ("Two blocks of front matter"),
                                       N_ ("A second block of front matter follows the first, and is read as text. "
                                           "Merge the two.") },
  [BS_PROBLEM_TABS] = { "tabs", N_ ("Tabs as indentation"),
                        N_ ("Tabs are used as indentation, and were read as two spaces each. Replace them with "
                            "spaces.") },
  [BS_PROBLEM_WIDE_SPACES] = { "wide-spaces", N_ ("Unusual spaces"),
                               N_ ("Non-breaking or full-width spaces were read as ordinary ones. Replace them with "
                                   "ordinary spaces.") },
  [BS_PROBLEM_LANGUAGE_NOT_RUN] = { "script", N_ ("Front matter is a program"),
                                    N_ ("The front matter is a program in %s, which is never run. Write the values as "
                                        "YAML between two “---” lines.") },
  [BS_PROBLEM_CONFLICTED_COPY] = { "conflicted-copy", N_ ("Conflicted copy"),
                                   N_ ("%s created this conflicted copy. Compare it with the original, and keep one of "
                                       "them.") },
  [BS_PROBLEM_EMPTY_FILE] = { "empty", N_ ("Empty file"), N_ ("The file is empty.") },
  [BS_PROBLEM_FILE_TOO_LARGE] = { "large-file", N_ ("File larger than 64 MiB"),
                                  N_ ("The file is larger than 64 MiB, and only its beginning was read. Split it into "
                                      "smaller files.") },
  [BS_PROBLEM_FRONT_MATTER_TOO_LARGE] = { "large-front-matter", N_ ("Front matter larger than 1 MiB"),
                                          N_ ("The front matter is larger than 1 MiB, and only its beginning was read. "
                                              "Move some of it to the body.") },
  [BS_PROBLEM_TOO_DEEP] = { "too-deep", N_ ("Front matter nested too deeply"),
                            N_ ("The front matter is nested too deeply, and values below 64 levels were left out. "
                                "Simplify it.") },
  [BS_PROBLEM_ALIAS] = { "alias", N_ ("YAML alias"),
                         N_ ("The alias “*%s” was not followed. Write the value itself instead.") },
  [BS_PROBLEM_COLON] = { "colon", N_ ("Colon in an unquoted value") },
  [BS_PROBLEM_QUOTE] = { "quote", N_ ("Quotation mark inside quotes") },
  [BS_PROBLEM_OPEN_QUOTE] = { "open-quote", N_ ("Unclosed quotation mark") },
  [BS_PROBLEM_ESCAPE] = { "escape", N_ ("Unknown escape") },
  [BS_PROBLEM_INDICATOR] = { "indicator", N_ ("Value starts with a special character") },
  [BS_PROBLEM_LIST_BEHIND_KEY] = { "list-behind-key", N_ ("List on the line of its field") },
  [BS_PROBLEM_NO_SPACE] = { "no-space", N_ ("Missing space after a colon") },
  [BS_PROBLEM_STRAY_LINE] = { "stray-line", N_ ("Stray line in the front matter") },
  [BS_PROBLEM_INDENTATION] = { "indentation", N_ ("Uneven indentation") },
  [BS_PROBLEM_BAD_TAB] = { "tab", N_ ("Tab where only spaces are allowed") },
  [BS_PROBLEM_OPEN_BRACKET] = { "open-bracket", N_ ("Unclosed bracket") },
  [BS_PROBLEM_CONTROL_CHARACTER] = { "control-character", N_ ("Control character") },
  [BS_PROBLEM_RECOVERED] = { "syntax", N_ ("Other mistakes in the front matter") },
  [BS_PROBLEM_UNCLOSED] = { "unclosed", N_ ("Unclosed front matter"),
                            /* Translators: the argument is the line that closes front matter: “---” in most files. */
                            N_ ("The front matter is not closed. Add a “%s” line after it.") },
  [BS_PROBLEM_CUT_OFF] = { "cut-off", N_ ("Incomplete front matter"),
                           N_ ("The front matter ends unexpectedly. The rest of the file may be lost; restore it from "
                               "a backup.") },
  [BS_PROBLEM_ALL_ON_ONE_LINE] = { "one-line", N_ ("Front matter on one line"),
                                   N_ ("The front matter is on one line with its opening “---”. Write each key on its "
                                       "own line.") },
  [BS_PROBLEM_CONFLICT_MARKERS] = { "conflict-markers", N_ ("Git conflict markers"),
                                    N_ ("Git left conflict markers here. Keep one of the two versions, and remove the "
                                        "markers.") },
  [BS_PROBLEM_UNKNOWN_ENCODING] = { "unknown-encoding", N_ ("Unknown encoding"),
                                    N_ ("The encoding of the file is unknown. Characters that could not be read are "
                                        "shown as �.") },
  [BS_PROBLEM_UNREADABLE] = { "unreadable", N_ ("Unreadable file"),
                              N_ ("The file could not be read: %s. Check its permissions.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (all_words) == BS_N_PROBLEMS);
G_STATIC_ASSERT (BS_N_PROBLEMS <= 64);

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
  g_return_val_if_fail (kind < BS_N_PROBLEMS, all_words[BS_PROBLEM_RECOVERED].id);

  return all_words[kind].id;
}

/**
 * bs_problem_kind_get_name:
 * @kind: the kind of problem
 *
 * Returns: (transfer none): the name of the kind in windows, translated
 */
const char *
bs_problem_kind_get_name (BsProblemKind kind)
{
  g_return_val_if_fail (kind < BS_N_PROBLEMS, "");

  return _ (all_words[kind].name);
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
  gboolean is_recovered = bs_problem_kind_is_recovered (self->kind);
  /* The reason of an error is our own sentence; other details are quoted. */
  g_autofree char *detail = shorten_detail (self->detail, is_recovered ? MAX_REASON_CHARACTERS : MAX_DETAIL_CHARACTERS);
  gulong n = self->detail != NULL ? (gulong) MIN (g_ascii_strtoull (self->detail, NULL, 10), G_MAXINT) : 0;
  g_auto (GStrv) parts = NULL;

  if (is_recovered)
    return g_strdup (*detail != '\0' ? detail : _ ("The front matter has a mistake. Correct this line."));
  if (self->kind == BS_PROBLEM_BROKEN_BYTES)
    return g_strdup_printf (ngettext ("%lu byte could not be read, and is shown as �.",
                                      "%lu bytes could not be read, and are shown as �.", n),
                            n);
  if (self->kind == BS_PROBLEM_NUL_BYTES)
    return g_strdup_printf (ngettext ("%lu NUL byte does not belong in text, and is shown as �. Remove it.",
                                      "%lu NUL bytes do not belong in text, and are shown as �. Remove them.", n),
                            n);
  parts = g_strsplit (_ (all_words[self->kind].sentence), "%s", 2);

  return g_strjoinv (detail, parts);
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

  /* Translators: the first argument describes the problem, the second is the name of a site generator. */
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
