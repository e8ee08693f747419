/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"
#include "cli/place.h"
#include "model/change/edit/name-edit.h"
#include "model/change/organise/mirror.h"

#include <glib/gi18n-lib.h>

/* The commands that rename a name that many articles share. */

typedef struct
{
  const BsCommand *command;
  BsScope scope;
  gboolean merges; /* the new name must exist already; otherwise it must not */
  gboolean moves_files;
  gboolean adds_aliases;
  BsSite *site;
  BsEditsOptions options;
  BsEdit *edit;
  const char *const *from;
  const char *const *to;
  BsMovePlan **plan; /* while its diffs are printed */
} Rename;

static BsMovePlan *
make_plan (const Rename *self, const char *root, const char *const *paths)
{
  return bs_mirror_plan (root, paths, self->edit, self->from, self->to, self->moves_files,
                         self->adds_aliases ? BS_FILES_ADD_ALIASES : BS_FILES_DEFAULT);
}

static BsEditReport *
plan_category (const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable,
               GError **error)
{
  const Rename *self = data;
  BsEditReport *report;

  g_clear_pointer (self->plan, bs_move_plan_unref);
  *self->plan = make_plan (self, root, paths);
  report = bs_move_plan_look (*self->plan, NULL, NULL, cancellable);
  bs_plan_count_pushed_out (root, report);

  return report;
}

static char *
diff_category (const char *root, const char *path, gconstpointer data)
{
  const Rename *self = data;

  return bs_move_plan_diff (*self->plan, path);
}

static BsEditReport *
apply_category (BsHome *home, const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable,
                GError **error)
{
  const Rename *self = data;
  g_autoptr (BsMovePlan) plan = make_plan (self, root, paths);

  return bs_move_plan_write (plan, home, NULL, NULL, cancellable, error);
}

static GStrv
parse (const Rename *self, const char *name)
{
  /* A tag is a single name, and so is a category of a site without a category tree. */
  return bs_names_parse (name, self->scope == BS_SCOPE_CATEGORY && bs_site_kind_is_hexo (self->site->kind));
}

static GPtrArray *
find_articles (const Rename *self, const char *folder, const char *const *names, BsPlaceFlags flags, gboolean *is_whole)
{
  g_autoptr (BsQuery) query = bs_query_new (self->scope, names, BS_SORT_PATH, FALSE);
  GPtrArray *paths;

  *is_whole = bs_place_query (folder, self->site, query, BS_FOLDER_QUERY_DEFAULT, flags, &paths);
  return paths;
}

/* Whether a category is the other one, or below it. */
static gboolean
is_at_or_below (const char *const *names, const char *const *above)
{
  for (guint i = 0; above[i] != NULL; i++)
    if (g_strcmp0 (names[i], above[i]) != 0)
      return FALSE;
  return TRUE;
}

/* Whether the new name is allowed. If not, prints why. */
static gboolean
check_target (const Rename *self, const char *folder, const char *to)
{
  gboolean is_whole;
  g_autoptr (GPtrArray) paths = find_articles (self, folder, self->to, BS_PLACE_SAY_NOTHING, &is_whole);
  g_autofree char *message = NULL;

  if (paths == NULL)
    return FALSE;
  if (self->merges && is_at_or_below (self->to, self->from))
    message = g_strdup (_ ("A category cannot be merged into itself, or into one below it."));
  else if (self->merges && paths->len == 0)
    message = g_strdup_printf (_ ("There is no category “%s”. Use rename-category to give a category a new name."), to);
  else if (!self->merges && paths->len > 0 && self->scope == BS_SCOPE_CATEGORY)
    message = g_strdup_printf (_ ("There is already a category “%s”. Use merge-category to merge the two."), to);
  if (message != NULL)
    bs_output_error (folder, message);
  return message == NULL;
}

/* Whether the category of each article may depend on more than front matter. */
static gboolean
has_folder_category (const Rename *self, const GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    if (bs_mirror_is_by_folder (self->site, g_ptr_array_index (paths, i), self->from))
      return TRUE;

  return FALSE;
}

static void
offer_files (const Rename *self, GPtrArray *paths)
{
  g_autofree char *message = NULL;
  guint n;

  g_ptr_array_add (paths, NULL);
  n = bs_mirror_count (self->site, (const char *const *) paths->pdata, self->from);
  g_ptr_array_set_size (paths, (int) paths->len - 1);
  if (n == 0)
    return;
  message =
      g_strdup_printf (ngettext ("%u article is in a folder with this name. Use --move-files to move it too.",
                                 "%u articles are in a folder with this name. Use --move-files to move them too.", n),
                       n);
  bs_output_message (message);
}

static BsExitStatus
run_rename (Rename *self, char **args)
{
  g_auto (GStrv) operands = NULL;
  g_auto (GStrv) from = NULL;
  g_auto (GStrv) to = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (BsMovePlan) plan = NULL;
  gboolean is_whole;
  BsExitStatus status;
  const BsEditsKind kind = { plan_category, diff_category, apply_category };
  const gboolean is_category = self->scope == BS_SCOPE_CATEGORY;
  const GOptionEntry move_files = { "move-files",
                                    0,
                                    0,
                                    G_OPTION_ARG_NONE,
                                    &self->moves_files,
                                    N_ ("Also move the files in a folder with the name of the category"),
                                    NULL };
  const GOptionEntry aliases = { "aliases",
                                 0,
                                 0,
                                 G_OPTION_ARG_NONE,
                                 &self->adds_aliases,
                                 N_ ("With --move-files, keep the old addresses as aliases in a Hugo site"),
                                 NULL };
  const GOptionEntry entries[] = { BS_EDITS_OPTIONS (self->options),
                                   is_category ? move_files : (GOptionEntry){ 0 },
                                   is_category ? aliases : (GOptionEntry){ 0 },
                                   { 0 } };

  if (!bs_command_parse (self->command, args, entries, 3, 3, &operands, &status))
    return status;
  site = self->site = bs_place_open_folder (operands[0]);
  if (site == NULL)
    return BS_EXIT_FAILED;
  from = parse (self, operands[1]);
  to = parse (self, operands[2]);
  if (from == NULL || to == NULL)
    return bs_command_usage_error (self->command, _ ("A name is empty, or is not in UTF-8."));
  self->from = (const char *const *) from;
  self->to = (const char *const *) to;
  if (!check_target (self, operands[0], operands[2]))
    return BS_EXIT_FAILED;

  if (self->scope == BS_SCOPE_CATEGORY)
    bs_edit_rename_category (edit, site->kind, (const char *const *) from, (const char *const *) to);
  else
    bs_edit_rename_tag (edit, site->kind, from[0], to[0]);
  paths = find_articles (self, operands[0], (const char *const *) from, BS_PLACE_SAY_FILES, &is_whole);
  if (paths == NULL)
    return BS_EXIT_FAILED;
  if (paths->len == 0)
    {
      g_autofree char *message = g_strdup_printf (_ ("No article has “%s”."), operands[1]);

      bs_output_error (operands[0], message);
      return BS_EXIT_FAILED;
    }
  batches = bs_batches_new ();
  bs_batches_add_folder (batches, operands[0], site->root, paths);
  self->edit = edit;
  self->plan = &plan;
  if (self->scope == BS_SCOPE_CATEGORY && (self->moves_files || has_folder_category (self, paths)))
    status = bs_edits_run_kind (batches, &kind, self, &self->options);
  else
    status = bs_edits_run (batches, edit, &self->options);
  if (self->scope == BS_SCOPE_CATEGORY && !self->moves_files && !self->options.json)
    offer_files (self, paths);
  return is_whole ? status : BS_EXIT_FAILED;
}

static BsExitStatus
run_rename_category (char **args)
{
  Rename rename = { &bs_command_rename_category, BS_SCOPE_CATEGORY };

  return run_rename (&rename, args);
}

static BsExitStatus
run_merge_category (char **args)
{
  Rename rename = { &bs_command_merge_category, BS_SCOPE_CATEGORY, TRUE };

  return run_rename (&rename, args);
}

static BsExitStatus
run_rename_tag (char **args)
{
  Rename rename = { &bs_command_rename_tag, BS_SCOPE_TAG };

  return run_rename (&rename, args);
}

const BsCommand bs_command_rename_category = {
  .name = "rename-category",
  .arguments = N_ ("FOLDER A/B C/D"),
  .summary = N_ ("Rename a category and its subcategories in all articles."),
  .run = run_rename_category,
};

const BsCommand bs_command_merge_category = {
  .name = "merge-category",
  .arguments = N_ ("FOLDER A/B C/D"),
  .summary = N_ ("Move all articles of a category to another one."),
  .run = run_merge_category,
};

const BsCommand bs_command_rename_tag = {
  .name = "rename-tag",
  .arguments = N_ ("FOLDER TAG NEW"),
  .summary = N_ ("Rename a tag in all its articles, or merge it with another one."),
  .run = run_rename_tag,
};
