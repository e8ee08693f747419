/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/listing.h"

#include <glib/gi18n-lib.h>

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  BsListing listing = { .sort = BS_SORT_RELEVANCE, .with_snippets = TRUE };
  int limit = G_MAXINT;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("Maximum number of articles"), "N" },
    { "no-check", 0, 0, G_OPTION_ARG_NONE, &listing.no_check,
      N_ ("Use the index without checking the folder for changes"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &listing.json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_search, args, options, 2, 2, &operands, &status))
    return status;
  if (limit < 0)
    return bs_command_usage_error (&bs_command_search, _ ("--limit takes a number that is not negative."));

  listing.folder = operands[0];
  listing.query = operands[1];
  listing.limit = (guint) limit;
  return bs_listing_print (&listing);
}

const BsCommand bs_command_search = {
  .name = "search",
  .arguments = N_ ("FOLDER QUERY"),
  .summary = N_ ("Search the articles of a folder, best matches first."),
  .run = run,
  .takes_dashes = TRUE,
};
