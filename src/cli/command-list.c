/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/listing.h"

#include <glib/gi18n-lib.h>

static gboolean
parse_sort (const char *text, BsSort *sort)
{
  static const char *const names[] = { [BS_SORT_DATE] = "date", [BS_SORT_TITLE] = "title", [BS_SORT_PATH] = "path" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (text, names[i]) == 0)
        {
          *sort = (BsSort) i;
          return TRUE;
        }
    }
  return FALSE;
}

static BsExitStatus
run (char **args)
{
  g_autofree char *category = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *sort_name = NULL;
  g_auto (GStrv) operands = NULL;
  g_autofree char *query = NULL;
  BsListing listing = { 0 };
  int limit = G_MAXINT;
  BsExitStatus status;
  /* Names are read as bytes, so that the contract also holds in a locale whose encoding is not UTF-8. */
  const GOptionEntry options[] = {
    { "category", 0, 0, G_OPTION_ARG_FILENAME, &category, N_ ("Only articles in this category or below it"), "A/B" },
    { "tag", 0, 0, G_OPTION_ARG_FILENAME, &tag, N_ ("Only articles with this tag"), N_ ("TAG") },
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &query, N_ ("Only articles that match this search"), N_ ("QUERY") },
    { "sort", 0, 0, G_OPTION_ARG_FILENAME, &sort_name, N_ ("Sort key; “date” sorts newest first"), "date|title|path" },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &listing.reverse, N_ ("Reverse the order"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("Maximum number of articles"), "N" },
    { "problems", 0, 0, G_OPTION_ARG_NONE, &listing.only_problems, N_ ("Only articles that need repair"), NULL },
    { "no-check", 0, 0, G_OPTION_ARG_NONE, &listing.no_check,
      N_ ("With --query, use the index without checking the folder for changes"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &listing.json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_list, args, options, 1, 1, &operands, &status))
    return status;
  if (sort_name != NULL && !parse_sort (sort_name, &listing.sort))
    return bs_command_usage_error (&bs_command_list, _ ("--sort takes date, title or path."));
  if (limit < 0)
    return bs_command_usage_error (&bs_command_list, _ ("--limit takes a number that is not negative."));

  listing.folder = operands[0];
  listing.category = category;
  listing.tag = tag;
  listing.query = query;
  listing.limit = (guint) limit;
  return bs_listing_print (&listing);
}

const BsCommand bs_command_list = {
  .name = "list",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("List the articles of a folder."),
  .run = run,
};
