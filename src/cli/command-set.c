/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"

#include <glib/gi18n-lib.h>

/* The place of the sign between key and value; NULL without one. A backslash takes its meaning from it. */
static const char *
find_equals (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '=')
        return p;
    }

  return NULL;
}

typedef void (*AddFunc) (BsEdit *edit, const char *const *path, const char *text);

/* Reads KEY=VALUE. Returns FALSE when it is none. */
static gboolean
parse_pair (BsEdit *edit, const char *text, AddFunc add, gboolean needs_value)
{
  const char *equals = find_equals (text);
  g_autofree char *key = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
  g_auto (GStrv) path = NULL;

  if ((needs_value && equals == NULL) || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  path = bs_edit_parse_path (key);
  if (path == NULL)
    return FALSE;
  if (equals == NULL)
    bs_edit_remove (edit, (const char *const *) path);
  else
    add (edit, (const char *const *) path, equals + 1);

  return TRUE;
}

static gboolean
parse_pairs (BsEdit *edit, char **texts, AddFunc add, gboolean needs_value)
{
  for (; texts != NULL && *texts != NULL; texts++)
    {
      if (!parse_pair (edit, *texts, add, needs_value))
        return FALSE;
    }

  return TRUE;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_auto (GStrv) added = NULL;
  g_auto (GStrv) removed = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autofree char *text = NULL;
  BsEditsOptions edits_options = { 0 };
  guint n_files;
  BsExitStatus status;
  BsExitStatus worst = BS_EXIT_DONE;
  const GOptionEntry options[] = {
    { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &added, N_ ("Add an item to a list"), N_ ("KEY=VALUE") },
    { "remove", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &removed, N_ ("Remove a key, or an item of a list"),
      N_ ("KEY[=VALUE]") },
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &text, N_ ("Change the articles of a folder that match this search"),
      N_ ("QUERY") },
    BS_EDITS_OPTIONS (edits_options),
    { 0 },
  };

  if (!bs_command_parse (&bs_command_set, args, options, 1, G_MAXUINT, &operands, &status))
    return status;

  /* The last arguments are keys with values; an existing file is a file, whatever its name. */
  for (n_files = g_strv_length (operands); n_files > 0; n_files--)
    {
      if (find_equals (operands[n_files - 1]) == NULL || g_file_test (operands[n_files - 1], G_FILE_TEST_EXISTS))
        break;
    }
  if (!parse_pairs (edit, operands + n_files, bs_edit_set_text, TRUE))
    return bs_command_usage_error (&bs_command_set, _ ("Write a key and its value as KEY=VALUE."));
  if (!parse_pairs (edit, added, bs_edit_add_text, TRUE))
    return bs_command_usage_error (&bs_command_set, _ ("--add takes KEY=VALUE."));
  if (!parse_pairs (edit, removed, bs_edit_remove_text, FALSE))
    return bs_command_usage_error (&bs_command_set, _ ("--remove takes KEY or KEY=VALUE."));
  if (n_files == 0)
    return bs_command_usage_error (&bs_command_set, _ ("No file was given."));
  if (bs_edit_is_empty (edit))
    return bs_command_usage_error (&bs_command_set, _ ("No value to set, add or remove was given."));

  if (text != NULL && n_files > 1)
    return bs_command_usage_error (&bs_command_set, _ ("--query takes one folder, and no files."));

  batches = bs_batches_new ();
  if (!(text != NULL ? bs_batches_add_found (batches, operands[0], text) :
                       bs_batches_add_files (batches, operands, n_files)))
    worst = BS_EXIT_FAILED;
  status = bs_edits_run (batches, edit, &edits_options);

  return MAX (worst, status);
}

const BsCommand bs_command_set = {
  .name = "set",
  .arguments = N_ ("FILE… KEY=VALUE"),
  .summary = N_ ("Change the front matter of articles, and nothing else."),
  .run = run,
};
