/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"
#include "cli/json.h"
#include "model/change/edit/change-error.h"
#include "model/change/organise/plan.h"
#include "model/change/repair/repair-edit.h"
#include "model/change/write/editing.h"
#include "model/change/write/file-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  BsRepairWish wish;
  BsEdit *edit;
  gboolean json;
  GHashTable *fixes; /* (element-type filename GPtrArray): found before anything is written */
  GPtrArray *left;   /* (element-type Left) */
} Repair;

/* A file that still has problems. */
typedef struct
{
  char *root;
  char *path;
  GPtrArray *problems; /* (element-type BsRepairLeft) */
} Left;

static void
left_free (gpointer data)
{
  Left *self = data;

  g_free (self->root);
  g_free (self->path);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void
find_fixes (const Repair *self, const char *root, const char *const *paths)
{
  for (guint i = 0; self->json && paths[i] != NULL; i++)
    {
      g_autofree char *whole = g_build_filename (root, paths[i], NULL);
      g_autoptr (GPtrArray) fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_repair_fix_free);
      g_autoptr (GBytes) bytes = bs_file_read (whole, NULL);
      g_autoptr (GBytes) made = bytes != NULL ? bs_repair_make (&self->wish, whole, bytes, fixes, NULL) : NULL;

      if (made != NULL && fixes->len > 0)
        g_hash_table_insert (self->fixes, g_strdup (paths[i]), g_steal_pointer (&fixes));
    }
}

/* The remaining problems are reported one by one, in place of the one that could not be fixed. */
static void
find_left (const Repair *self, const char *root, const char *const *paths, gboolean dry_run, GCancellable *cancellable,
           BsEditReport *report)
{
  for (guint i = report->failed->len; i > 0; i--)
    {
      const BsTransactionResult *failure = report->failed->pdata[i - 1];

      if (g_error_matches (failure->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NO_FIX))
        g_ptr_array_remove_index (report->failed, i - 1);
    }
  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *whole = g_build_filename (root, paths[i], NULL);
      g_autoptr (GBytes) bytes = bs_file_read (whole, NULL);
      g_autoptr (GBytes) made =
          bytes != NULL && dry_run ? bs_repair_make (&self->wish, whole, bytes, NULL, NULL) : NULL;
      g_autoptr (GPtrArray) problems = NULL;
      Left *left;

      if (bytes == NULL)
        continue;
      problems = bs_repair_find_left (&self->wish, paths[i], made != NULL ? made : bytes);
      if (problems->len == 0)
        continue;
      left = g_new (Left, 1);
      *left = (Left){ g_strdup (root), g_strdup (paths[i]), g_steal_pointer (&problems) };
      g_ptr_array_add (self->left, left);
    }
}

static BsEditReport *
plan_cb (const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable, GError **error)
{
  const Repair *self = data;
  BsEditReport *report;

  find_fixes (self, root, paths);
  report = bs_plan_edit (root, paths, self->edit, NULL, NULL, cancellable);
  if (report != NULL)
    find_left (self, root, paths, TRUE, cancellable, report);

  return report;
}

static char *
diff_cb (const char *root, const char *path, gconstpointer data)
{
  return bs_plan_diff (root, path, ((const Repair *) data)->edit, NULL);
}

static BsEditReport *
apply_cb (BsHome *home, const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable,
          GError **error)
{
  const Repair *self = data;
  BsEditReport *report;

  find_fixes (self, root, paths);
  report = bs_editing_apply (home, root, paths, self->edit, NULL, NULL, cancellable, error);
  if (report != NULL)
    find_left (self, root, paths, FALSE, cancellable, report);

  return report;
}

static void
tell_cb (const char *name, const char *path, gpointer data)
{
  const Repair *self = data;
  const GPtrArray *fixes = g_hash_table_lookup (self->fixes, path);

  for (guint i = 0; fixes != NULL && i < fixes->len; i++)
    {
      const BsRepairFix *fix = fixes->pdata[i];
      g_autoptr (GString) line = g_string_new ("{");

      bs_json_append_path (line, "path", name);
      bs_json_append_text (line, "kind", bs_problem_kind_to_string (fix->kind));
      bs_json_append_boolean (line, "safe", fix->is_safe);
      bs_json_append_number (line, "line", fix->line);
      bs_json_append_text (line, "before", fix->before);
      bs_json_append_text (line, "after", fix->after);
      g_string_append_c (line, '}');
      bs_output_line (line);
    }
}

static void
tell_problem (const BsRepairLeft *left, const char *name, const char *folder, gboolean json)
{
  const BsProblem *problem = left->problem;
  g_autofree char *whole = folder != NULL ? g_build_filename (folder, name, NULL) : g_strdup (name);
  g_autoptr (GString) line = NULL;

  if (!json)
    {
      bs_output_problem_left (whole, problem, left->reason);
      return;
    }
  line = g_string_new ("{");
  bs_json_append_path (line, "path", name);
  bs_json_append_text (line, "result", "failed");
  bs_json_append_text (line, "kind", bs_problem_kind_to_string (problem->kind));
  bs_json_append_problem (line, problem);
  bs_json_append_text (line, "reason", left->reason);
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static void
tell_left (const Repair *self, const GPtrArray *batches)
{
  for (guint i = 0; i < self->left->len; i++)
    {
      const Left *left = self->left->pdata[i];
      const BsBatch *batch = NULL;
      const char *name = NULL;

      for (guint k = 0; k < batches->len && name == NULL; k++)
        {
          batch = batches->pdata[k];
          if (strcmp (batch->root, left->root) == 0)
            name = g_hash_table_lookup (batch->names, left->path);
        }
      for (guint k = 0; k < left->problems->len; k++)
        tell_problem (left->problems->pdata[k], name != NULL ? name : left->path, batch != NULL ? batch->folder : NULL,
                      self->json);
    }
}

/* Reads KIND=WAY. */
static gboolean
take_choice (BsRepairWish *wish, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  const char *const *ways;
  BsProblemKind kind;

  if (g_strv_length (parts) != 2 || !bs_repair_find_kind (parts[0], &kind))
    return FALSE;
  ways = bs_repair_get_ways (kind);
  for (guint i = 0; ways != NULL && ways[i] != NULL; i++)
    if (strcmp (ways[i], parts[1]) == 0)
      {
        wish->ways[kind] = ways[i];
        wish->kinds |= G_GUINT64_CONSTANT (1) << kind;
        return TRUE;
      }

  return FALSE;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_auto (GStrv) kinds = NULL;
  g_auto (GStrv) choices = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (left_free);
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (GHashTable) fixes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  static const BsEditsKind kind = { plan_cb, diff_cb, apply_cb };
  BsEditsOptions edits_options = { 0 };
  Repair self = { 0 };
  gboolean is_whole = TRUE;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &kinds, N_ ("Repair only this kind of problem"), N_ ("KIND") },
    { "choose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choices, N_ ("How to repair a kind of problem that needs a choice"),
      N_ ("KIND=WAY") },
    BS_EDITS_OPTIONS (edits_options),
    { 0 },
  };

  if (!bs_command_parse (&bs_command_repair, args, options, 1, G_MAXUINT, &operands, &status))
    return status;
  bs_repair_wish_init (&self.wish);
  if (kinds != NULL)
    self.wish.kinds = 0;
  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    {
      BsProblemKind wanted;

      if (!bs_repair_find_kind (kinds[i], &wanted))
        return bs_command_usage_error (&bs_command_repair, _ ("--kind takes the name of a kind of problem."));
      self.wish.kinds |= G_GUINT64_CONSTANT (1) << wanted;
    }
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    if (!take_choice (&self.wish, choices[i]))
      return bs_command_usage_error (&bs_command_repair,
                                     _ ("--choose takes a kind and a way: duplicate-key=first|last|both, "
                                        "second-front-matter=first|last|both, conflict-markers=ours|theirs|both, "
                                        "encoding=utf-8 or date=name|file|none."));

  batches = bs_batches_new ();
  for (guint i = 0; operands[i] != NULL; i++)
    {
      if (g_file_test (operands[i], G_FILE_TEST_IS_DIR))
        is_whole = bs_batches_add_found (batches, operands[i], "") && is_whole;
      else
        g_ptr_array_add (files, operands[i]);
    }
  if (files->len > 0)
    is_whole = bs_batches_add_files (batches, (char **) files->pdata, files->len) && is_whole;
  self.edit = edit = bs_repair_edit_new (&self.wish);
  self.json = edits_options.json;
  self.fixes = fixes;
  self.left = left;
  edits_options.tell_changed = tell_cb;
  edits_options.tell_data = &self;
  status = bs_edits_run_kind (batches, &kind, &self, &edits_options);
  tell_left (&self, batches);
  if (left->len > 0)
    status = MAX (status, BS_EXIT_PROBLEMS);

  return is_whole ? status : BS_EXIT_FAILED;
}

const BsCommand bs_command_repair = {
  .name = "repair",
  .arguments = N_ ("PATH…"),
  .summary = N_ ("Repair files, if the result can be verified."),
  .run = run,
};
