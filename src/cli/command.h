/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The exit status of the program. It is part of the contract with scripts. */
typedef enum
{
  BS_EXIT_DONE = 0,
  BS_EXIT_PROBLEMS = 1, /* completed, but some files need attention */
  BS_EXIT_USAGE = 2,
  BS_EXIT_FAILED = 3,
} BsExitStatus;

typedef struct
{
  const char *name;
  const char *arguments; /* as shown by --help */
  const char *summary;   /* translatable */
  BsExitStatus (*run) (char **args);
  gboolean takes_dashes; /* an argument that begins with a dash and is not an option is an operand */
} BsCommand;

extern const BsCommand bs_command_list;
extern const BsCommand bs_command_categories;
extern const BsCommand bs_command_search;
extern const BsCommand bs_command_show;
extern const BsCommand bs_command_check;
extern const BsCommand bs_command_export;
extern const BsCommand bs_command_index;
extern const BsCommand bs_command_import;
extern const BsCommand bs_command_watch;
extern const BsCommand bs_command_set;
extern const BsCommand bs_command_tags;
extern const BsCommand bs_command_duplicates;
extern const BsCommand bs_command_health;
extern const BsCommand bs_command_rename_category;
extern const BsCommand bs_command_merge_category;
extern const BsCommand bs_command_rename_tag;
extern const BsCommand bs_command_replace;
extern const BsCommand bs_command_repair;
extern const BsCommand bs_command_new;
extern const BsCommand bs_command_trash;
extern const BsCommand bs_command_history;
extern const BsCommand bs_command_undo;

gboolean bs_command_parse (const BsCommand *self, char **args, const GOptionEntry *entries, guint min_operands,
                           guint max_operands, GStrv *operands, BsExitStatus *status);
BsExitStatus bs_command_usage_error (const BsCommand *self, const char *message);
void bs_command_cancel_on_signals (GCancellable *cancellable);

G_END_DECLS
