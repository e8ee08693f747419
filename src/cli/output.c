/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/output.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Characters that control a terminal: C0 except line ends and tabs, DEL, and C1. */
static gboolean
is_order (gunichar c)
{
  return g_unichar_iscntrl (c) && c != '\n' && c != '\t';
}

/* Removes control characters. */
static char *
remove_orders (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *out = g_string_sized_new (length);

  for (const char *place = valid; *place != '\0'; place = g_utf8_next_char (place))
    if (!is_order (g_utf8_get_char (place)))
      g_string_append_len (out, place, g_utf8_next_char (place) - place);
  return g_string_free (out, FALSE);
}

/**
 * bs_output_text:
 * @text: text, of several lines perhaps
 *
 * Writes text to standard output as bytes, never in the locale's encoding. On a terminal, control characters are
 * removed, because an article or a file name could control it with them. All standard output goes through here.
 */
void
bs_output_text (const char *text)
{
  static int is_terminal = -1;
  g_autofree char *plain = NULL;

  g_return_if_fail (text != NULL);

  if (is_terminal < 0)
    is_terminal = isatty (STDOUT_FILENO);
  if (is_terminal)
    plain = remove_orders (text, strlen (text));
  fputs (plain != NULL ? plain : text, stdout);
}

/**
 * bs_output_append_plain:
 * @line: where to write
 * @text: bytes
 *
 * Appends text for a terminal: on one line, in UTF-8, and without control characters by which a title or a file name
 * could overwrite the screen.
 */
void
bs_output_append_plain (GString *line, const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (line != NULL);
  g_return_if_fail (text != NULL);

  valid = g_utf8_make_valid (text, -1);
  for (const char *place = valid; *place != '\0'; place = g_utf8_next_char (place))
    {
      const gunichar c = g_utf8_get_char (place);

      if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
        g_string_append_c (line, ' ');
      else if (g_unichar_iscntrl (c))
        g_string_append_unichar (line, 0xfffd);
      else
        g_string_append_unichar (line, c);
    }
}

/**
 * bs_output_line:
 * @line: a line, without its end
 *
 * Writes a line to standard output, as bs_output_text() does.
 */
void
bs_output_line (GString *line)
{
  g_return_if_fail (line != NULL);

  bs_output_text (line->str);
  putc ('\n', stdout);
}

static void
append_problem (GString *line, const char *path, const BsProblem *problem, const char *message)
{
  bs_output_append_plain (line, path);
  if (problem->line > 0)
    g_string_append_printf (line, ":%u:%u", problem->line, MAX (problem->column, 1));
  g_string_append_printf (line, ": %s: ", bs_severity_to_string (bs_problem_kind_get_severity (problem->kind)));
  bs_output_append_plain (line, message);
}

/**
 * bs_output_problem:
 * @path: the file, as named by the user
 * @problem: a problem
 *
 * Writes a problem to standard output, as compilers and linters do.
 */
void
bs_output_problem (const char *path, const BsProblem *problem)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *message = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (problem != NULL);

  message = bs_problem_describe (problem);
  append_problem (line, path, problem, message);
  bs_output_line (line);
}

/**
 * bs_output_problem_left:
 * @path: the file, as named by the user
 * @problem: a problem
 * @reason: the problem, and why it remains
 *
 * Prints a problem to standard error, as compilers do.
 */
void
bs_output_problem_left (const char *path, const BsProblem *problem, const char *reason)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_return_if_fail (path != NULL && problem != NULL && reason != NULL);

  append_problem (line, path, problem, reason);
  g_string_append_c (line, '\n');
  fputs (line->str, stderr);
}

/**
 * bs_output_error:
 * @path: the file or folder that it concerns, as the user named it
 * @message: the error
 *
 * Prints an error to standard error.
 */
void
bs_output_error (const char *path, const char *message)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_return_if_fail (path != NULL);
  g_return_if_fail (message != NULL);

  bs_output_append_plain (line, path);
  g_string_append_printf (line, ": %s: ", bs_severity_to_string (BS_SEVERITY_ERROR));
  bs_output_append_plain (line, message);
  g_string_append_c (line, '\n');
  fputs (line->str, stderr);
}

/**
 * bs_output_say:
 * @text: text, of several lines perhaps
 *
 * Writes text without control characters to standard error, which usually is a terminal.
 */
void
bs_output_say (const char *text)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (text != NULL);

  plain = remove_orders (text, strlen (text));
  fputs (plain, stderr);
}

/**
 * bs_output_message:
 * @message: a sentence
 *
 * Prints a message that is not an error to standard error.
 */
void
bs_output_message (const char *message)
{
  g_autofree char *text = NULL;

  g_return_if_fail (message != NULL);

  text = g_strdup_printf ("broadsheet-cli: %s\n", message);
  bs_output_say (text);
}

/**
 * bs_output_messages:
 * @messages: (element-type utf8): sentences
 *
 * Prints each of them as bs_output_message() does.
 */
void
bs_output_messages (const GPtrArray *messages)
{
  g_return_if_fail (messages != NULL);

  for (guint i = 0; i < messages->len; i++)
    bs_output_message (messages->pdata[i]);
}

/**
 * bs_output_finish:
 *
 * Flushes standard output. Write errors are printed to standard error, except when the reader closed it.
 *
 * Returns: whether all output was written
 */
gboolean
bs_output_finish (void)
{
  const gboolean failed = ferror (stdout) != 0;

  if (fflush (stdout) == 0 && !failed)
    return TRUE;

  if (errno != EPIPE)
    {
      g_autofree char *message = g_strdup_printf (_ ("The output could not be written: %s"), g_strerror (errno));

      bs_output_message (message);
    }
  return FALSE;
}
