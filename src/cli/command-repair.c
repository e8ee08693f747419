/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"
#include "cli/json.h"
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
} Repair;

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

static BsEditReport *
plan_cb (const char *root, const char *const *paths, gconstpointer data, GCancellable *cancellable, GError **error)
{
  const Repair *self = data;

  find_fixes (self, root, paths);

  return bs_plan_edit (root, paths, self->edit, NULL, NULL, cancellable);
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

  find_fixes (self, root, paths);

  return bs_editing_apply (home, root, paths, self->edit, cancellable, error);
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
      bs_json_append_member (line, "kind");
      bs_json_append_string (line, bs_problem_kind_to_string (fix->kind));
      bs_json_append_member (line, "safe");
      g_string_append (line, fix->is_safe ? "true" : "false");
      bs_json_append_member (line, "line");
      g_string_append_printf (line, "%u", fix->line);
      bs_json_append_member (line, "before");
      bs_json_append_string (line, fix->before);
      bs_json_append_member (line, "after");
      bs_json_append_string (line, fix->after);
      g_string_append_c (line, '}');
      bs_output_line (line);
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
  edits_options.tell_changed = tell_cb;
  edits_options.tell_data = &self;
  status = bs_edits_run_kind (batches, &kind, &self, &edits_options);

  return is_whole ? status : BS_EXIT_FAILED;
}

const BsCommand bs_command_repair = {
  .name = "repair",
  .arguments = N_ ("PATH…"),
  .summary = N_ ("Repair files, if the result can be verified."),
  .run = run,
};
