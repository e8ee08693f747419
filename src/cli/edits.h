/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/batch.h"
#include "cli/command.h"
#include "cli/output.h"
#include "model/change/edit/edit.h"
#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

/* The options of every command that changes many articles. */
typedef struct
{
  gboolean dry_run;
  gboolean json;
  gboolean tells_name; /* the result is reported in a sentence, even for files that were named one by one */
  /* (nullable): prints a changed file as JSON, in place of its result; unchanged files are not reported */
  void (*tell_changed) (const char *name, const char *path, gpointer data);
  gpointer tell_data;
} BsEditsOptions;

extern const char bs_edits_dry_run_help[];

#define BS_EDITS_OPTIONS(options)                                                                                      \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &(options).dry_run, bs_edits_dry_run_help, NULL },                             \
  {                                                                                                                    \
    "json", 0, 0, G_OPTION_ARG_NONE, &(options).json, N_ ("Write one JSON object per line"), NULL                      \
  }

/* A kind of change. Its functions are called on a worker. */
typedef struct
{
  BsEditReport *(*plan) (const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable,
                         GError **error);
  char *(*diff) (const char *root, const char *path, gconstpointer data); /* (nullable) */
  BsEditReport *(*apply) (BsHome *home, const char *root, const char *const *paths, gconstpointer data,
                          GCancellable *cancellable, GError **error);
} BsEditsKind;

BsExitStatus bs_edits_run (GPtrArray *batches, const BsEdit *edit, const BsEditsOptions *options);
BsExitStatus bs_edits_run_kind (GPtrArray *batches, const BsEditsKind *kind, gconstpointer data,
                                const BsEditsOptions *options);

G_END_DECLS
