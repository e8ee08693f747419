/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/print-program.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DONE "done "
#define FAILED "failed "

/* Returns: (transfer full) (type filename) (nullable): the program with the windows, beside this one or installed */
static char *
find_program (void)
{
  const char *given = g_getenv ("BROADSHEET_PROGRAM");
  g_autofree char *self = NULL;

  if (given != NULL && *given != '\0')
    return g_file_test (given, G_FILE_TEST_IS_EXECUTABLE) ? g_strdup (given) : NULL;
  self = g_file_read_link ("/proc/self/exe", NULL);
  if (self != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self);
      g_autofree char *beside = g_build_filename (folder, "broadsheet", NULL);

      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
    }
  return g_find_program_in_path ("broadsheet");
}

/**
 * bs_print_program_dup_page:
 * @folder: (type filename): the folder of a job
 * @number: of a page, from 1
 *
 * Returns: (transfer full) (type filename): the file of the page
 */
char *
bs_print_program_dup_page (const char *folder, guint number)
{
  g_autofree char *name = g_strdup_printf ("%u.html", number);

  g_return_val_if_fail (folder != NULL, NULL);

  return g_build_filename (folder, name, NULL);
}

/**
 * bs_print_program_dup_part:
 * @folder: (type filename): the folder of a job
 * @number: of a page, from 1
 * @part: of its print, from 1
 *
 * Returns: (transfer full) (type filename): the file of the part
 */
char *
bs_print_program_dup_part (const char *folder, guint number, guint part)
{
  g_autofree char *name = g_strdup_printf ("%u-%u.pdf", number, part);

  g_return_val_if_fail (folder != NULL, NULL);

  return g_build_filename (folder, name, NULL);
}

/**
 * bs_print_program_run:
 * @folder: (type filename): the folder of the HTML pages and their pictures
 * @progress: (nullable) (scope call): called after each page
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location for %G_IO_ERROR_NOT_FOUND without the program, or for its error
 *
 * Prints all pages of a folder in the windowed program, as `broadsheet --export-job FOLDER`. It needs a display, which
 * this process may lack, and memory, which it frees by ending. Waits for it; may be called by any thread.
 *
 * Returns: whether all were printed
 */
gboolean
bs_print_program_run (const char *folder, BsPrintProgramFunc progress, gpointer user_data, GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *program = NULL;
  g_autofree char *failure = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) unread = NULL;
  char *line;

  g_return_val_if_fail (folder != NULL, FALSE);

  program = find_program ();
  if (program == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("PDF files are printed by the program “broadsheet”, which is not installed"));
      return FALSE;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error, program,
                              "--export-job", folder, NULL);
  if (process == NULL)
    return FALSE;
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  while ((line = g_data_input_stream_read_line (lines, NULL, cancellable, &unread)) != NULL)
    {
      if (g_str_has_prefix (line, DONE) && progress != NULL)
        progress ((guint) g_ascii_strtoull (line + strlen (DONE), NULL, 10), user_data);
      else if (g_str_has_prefix (line, FAILED) && failure == NULL)
        failure = g_utf8_make_valid (line + strlen (FAILED), -1);
      g_free (line);
    }
  if (unread != NULL)
    g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  if (unread != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unread));
      return FALSE;
    }
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       failure != NULL ? failure : _ ("The program that prints the pages stopped"));
  return FALSE;
}
