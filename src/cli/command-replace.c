/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"

#include <glib/gi18n-lib.h>

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_auto (GStrv) path = NULL;
  g_autofree char *field = NULL;
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (BsReplacement) replacement = NULL;
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GError) error = NULL;
  BsEditsOptions edits_options = { 0 };
  gboolean is_regex = FALSE;
  gboolean is_whole;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "field", 0, 0, G_OPTION_ARG_FILENAME, &field, N_ ("Where to replace: a key of the front matter, or “body”"),
      N_ ("KEY|body") },
    { "regex", 0, 0, G_OPTION_ARG_NONE, &is_regex, N_ ("FROM is a regular expression; \\1 in TO is its first group"),
      NULL },
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &query, N_ ("Only articles that match this search"), N_ ("QUERY") },
    BS_EDITS_OPTIONS (edits_options),
    { 0 },
  };

  if (!bs_command_parse (&bs_command_replace, args, options, 3, 3, &operands, &status))
    return status;
  if (field != NULL && g_utf8_validate (field, -1, NULL) && !g_str_equal (field, "body"))
    path = bs_edit_parse_path (field);
  if (path == NULL && g_strcmp0 (field, "body") != 0)
    return bs_command_usage_error (&bs_command_replace, _ ("--field takes a key of the front matter, or “body”."));
  replacement = bs_replacement_new (operands[1], operands[2], is_regex, &error);
  if (replacement == NULL)
    return bs_command_usage_error (&bs_command_replace, error->message);

  bs_edit_replace (edit, (const char *const *) path, replacement);
  batches = bs_batches_new ();
  is_whole = bs_batches_add_found (batches, operands[0], query != NULL ? query : "");
  status = bs_edits_run (batches, edit, &edits_options);

  return is_whole ? status : BS_EXIT_FAILED;
}

const BsCommand bs_command_replace = {
  .name = "replace",
  .arguments = N_ ("FOLDER FROM TO"),
  .summary = N_ ("Replace text in a field of articles, or in their bodies."),
  .run = run,
  .takes_dashes = TRUE,
};
