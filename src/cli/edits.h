/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/command.h"
#include "cli/output.h"
#include "model/change/edit/edit.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* What every command that edits many articles takes. */
typedef struct
{
  gboolean dry_run;
  gboolean json;
} BsEditsOptions;

#define BS_EDITS_OPTIONS(options)                                                                                       \
  {                                                                                                                     \
    "dry-run", 0, 0, G_OPTION_ARG_NONE, &(options).dry_run, N_ ("Show what would be changed, and change nothing"), NULL \
  },                                                                                                                    \
  {                                                                                                                     \
    "json", 0, 0, G_OPTION_ARG_NONE, &(options).json, N_ ("Write one JSON object a line"), NULL                         \
  }

void bs_edits_tell (const char *path, const char *result, const char *reason);
BsExitStatus bs_edits_run (const char *folder, BsSite *site, GPtrArray *paths, const BsEdit *edit,
                           const BsEditsOptions *options);

G_END_DECLS
