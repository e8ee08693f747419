/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/change/write/editing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Files of one library, which are changed in one step of its history. */
typedef struct
{
  char *root;
  BsHome *home;
  GPtrArray *paths;  /* (element-type filename): relative to it; ends with NULL once all are there */
  GHashTable *names; /* (element-type filename filename): of each path, as the command line has it */
} Batch;

static void
free_batch (gpointer data)
{
  Batch *batch = data;

  g_clear_pointer (&batch->home, bs_home_unref);
  g_ptr_array_unref (batch->paths);
  g_hash_table_unref (batch->names);
  g_free (batch->root);
  g_free (batch);
}

/* The library that a file is in: the nearest folder above it that was opened as one, or else the site that it belongs
 * to. */
static char *
find_root (const char *whole, const char *site_root, BsHome **home)
{
  g_autofree char *folder = g_path_get_dirname (whole);

  while (*home == NULL && strlen (folder) > 1)
    {
      char *above = g_path_get_dirname (folder);

      *home = bs_home_find (folder);
      if (*home != NULL)
        {
          g_free (above);
          return g_steal_pointer (&folder);
        }
      g_free (folder);
      folder = above;
    }

  return g_strdup (site_root);
}

/* The batch that a file goes to; NULL where nothing can be kept of what would be done to it, which has been told. */
static Batch *
find_batch (GPtrArray *batches, const char *name, const char *whole, const char *site_root)
{
  g_autoptr (BsHome) home = NULL;
  g_autofree char *root = find_root (whole, site_root, &home);
  g_autoptr (GError) error = NULL;
  Batch *batch = NULL;

  for (guint i = 0; i < batches->len && batch == NULL; i++)
    {
      Batch *other = g_ptr_array_index (batches, i);

      if (strcmp (other->root, root) == 0)
        batch = other;
    }
  if (batch == NULL)
    {
      if (home == NULL)
        home = bs_home_open (root, &error);
      if (home == NULL)
        {
          bs_output_error (name, error->message);
          return NULL;
        }
      batch = g_new0 (Batch, 1);
      batch->root = g_steal_pointer (&root);
      batch->home = g_steal_pointer (&home);
      batch->paths = g_ptr_array_new_with_free_func (g_free);
      batch->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_ptr_array_add (batches, batch);
    }

  return batch;
}

static gboolean
add_file (GPtrArray *batches, GHashTable *folders, const char *name)
{
  g_autofree char *relative_path = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (BsSite) site = bs_place_open_file (name, &relative_path);
  const char *path;
  Batch *batch;

  if (site == NULL)
    return FALSE;

  whole = g_build_filename (site->root, relative_path, NULL);
  folder = g_path_get_dirname (whole);
  batch = g_hash_table_lookup (folders, folder);
  if (batch == NULL)
    batch = find_batch (batches, name, whole, site->root);
  if (batch == NULL)
    return FALSE;
  g_hash_table_insert (folders, g_steal_pointer (&folder), batch);

  path = whole + strlen (batch->root) + (g_str_has_suffix (batch->root, "/") ? 0 : 1);
  if (!g_hash_table_contains (batch->names, path))
    {
      g_ptr_array_add (batch->paths, g_strdup (path));
      g_hash_table_insert (batch->names, g_strdup (path), g_strdup (name));
    }

  return TRUE;
}

static void
tell (const char *name, const char *result, const char *reason)
{
  g_autoptr (GString) line = g_string_new ("{");

  bs_json_append_path (line, "path", name);
  bs_json_append_member (line, "result");
  bs_json_append_string (line, result);
  if (reason != NULL)
    {
      bs_json_append_member (line, "reason");
      bs_json_append_string (line, reason);
    }
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static void
tell_report (const Batch *batch, const BsEditReport *report, gboolean json)
{
  for (guint i = 0; json && i < report->changed->len; i++)
    tell (g_hash_table_lookup (batch->names, g_ptr_array_index (report->changed, i)), "changed", NULL);
  for (guint i = 0; json && i < report->unchanged->len; i++)
    tell (g_hash_table_lookup (batch->names, g_ptr_array_index (report->unchanged, i)), "unchanged", NULL);
  for (guint i = 0; i < report->failed->len; i++)
    {
      const BsTransactionResult *failure = g_ptr_array_index (report->failed, i);
      const char *name = g_hash_table_lookup (batch->names, failure->path);

      if (json)
        tell (name, "failed", failure->error->message);
      else
        bs_output_error (name, failure->error->message);
    }
}

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
run_batch (Batch *batch, const BsEdit *edit, gboolean json)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (batch->paths, NULL);
  report = bs_editing_apply (batch->home, batch->root, (const char *const *) batch->paths->pdata, edit, NULL, &error);
  if (report == NULL)
    {
      bs_output_error (batch->root, error->message);
      return BS_EXIT_FAILED;
    }
  tell_report (batch, report, json);

  return report->failed->len > 0 ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_auto (GStrv) added = NULL;
  g_auto (GStrv) removed = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GHashTable) folders = NULL;
  g_autoptr (BsEdit) edit = bs_edit_new ();
  gboolean json = FALSE;
  guint n_files;
  BsExitStatus status;
  BsExitStatus worst = BS_EXIT_DONE;
  const GOptionEntry options[] = {
    { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &added, N_ ("Add an item to a list"), N_ ("KEY=VALUE") },
    { "remove", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &removed, N_ ("Remove a key, or an item of a list"),
      N_ ("KEY[=VALUE]") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object a line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_set, args, options, 1, G_MAXUINT, &operands, &status))
    return status;

  /* The last arguments are keys with values; what is a file is one, whatever its name. */
  for (n_files = g_strv_length (operands); n_files > 0; n_files--)
    {
      if (find_equals (operands[n_files - 1]) == NULL || g_file_test (operands[n_files - 1], G_FILE_TEST_EXISTS))
        break;
    }
  if (!parse_pairs (edit, operands + n_files, bs_edit_set_text, TRUE))
    return bs_command_usage_error (&bs_command_set, _ ("A key and its value are written as KEY=VALUE."));
  if (!parse_pairs (edit, added, bs_edit_add_text, TRUE))
    return bs_command_usage_error (&bs_command_set, _ ("--add takes KEY=VALUE."));
  if (!parse_pairs (edit, removed, bs_edit_remove_text, FALSE))
    return bs_command_usage_error (&bs_command_set, _ ("--remove takes KEY or KEY=VALUE."));
  if (n_files == 0)
    return bs_command_usage_error (&bs_command_set, _ ("A file is missing."));
  if (bs_edit_is_empty (edit))
    return bs_command_usage_error (&bs_command_set, _ ("There is nothing to set, to add or to remove."));

  batches = g_ptr_array_new_with_free_func (free_batch);
  folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_files; i++)
    {
      if (!add_file (batches, folders, operands[i]))
        worst = BS_EXIT_FAILED;
    }
  for (guint i = 0; i < batches->len; i++)
    {
      status = run_batch (g_ptr_array_index (batches, i), edit, json);
      worst = MAX (worst, status);
    }

  return worst;
}

const BsCommand bs_command_set = {
  .name = "set",
  .arguments = N_ ("FILE… KEY=VALUE"),
  .summary = N_ ("Change the front matter of articles, and nothing else of them."),
  .run = run,
};
