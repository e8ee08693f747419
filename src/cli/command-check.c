/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  gboolean notes;
  gboolean json;
  gboolean need_repair; /* a warning or an error was found */

  GMutex mutex;
  GPtrArray *articles; /* (element-type BsArticle): articles of a folder with something to report */
} Check;

static gboolean
is_reported (const Check *self, const BsProblem *problem)
{
  return self->notes || bs_problem_kind_get_severity (problem->kind) > BS_SEVERITY_NOTE;
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Check *self = user_data;

  g_assert (article != NULL);

  if (article->problems == NULL || article->problems->len == 0)
    return;
  if (!self->notes && !bs_problems_need_repair (article->problems))
    return;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->articles, bs_article_ref (article));
  g_mutex_unlock (&self->mutex);
}

/* The path is printed relative to the user's current folder. */
static void
tell (Check *self, const char *path, const BsArticle *article)
{
  for (guint i = 0; article->problems != NULL && i < article->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (article->problems, i);

      if (bs_problem_kind_get_severity (problem->kind) > BS_SEVERITY_NOTE)
        self->need_repair = TRUE;
      if (!is_reported (self, problem))
        continue;

      if (self->json)
        {
          g_autoptr (GString) line = g_string_new ("{");

          bs_json_append_path (line, "path", path);
          bs_json_append_problem (line, problem);
          g_string_append_c (line, '}');
          bs_output_line (line);
        }
      else
        bs_output_problem (path, problem);
    }
}

static gboolean
check_folder (Check *self, const char *folder)
{
  g_autoptr (BsSite) site = bs_place_open_folder (folder);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_article_unref);
  gboolean is_whole;

  if (site == NULL)
    return FALSE;

  self->articles = articles;
  is_whole = bs_place_scan (folder, site, article_cb, self, BS_PLACE_DEFAULT);

  g_ptr_array_sort (articles, bs_place_compare_paths);
  for (guint i = 0; i < articles->len; i++)
    {
      const BsArticle *article = g_ptr_array_index (articles, i);
      g_autofree char *path = g_build_filename (folder, article->path, NULL);

      tell (self, path, article);
    }
  return is_whole;
}

static gboolean
check_file (Check *self, const char *file)
{
  g_autofree char *relative_path = NULL;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (BsSite) site = bs_place_open_file (file, &relative_path);
  BsFileStamp stamp;

  if (site == NULL)
    return FALSE;

  article = bs_scan_file (site, relative_path, &stamp);
  if (article == NULL)
    {
      bs_output_error (file, _ ("The file was removed while it was being read."));
      return FALSE;
    }
  tell (self, file, article);
  return TRUE;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  Check check = { 0 };
  gboolean failed = FALSE;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "notes", 0, 0, G_OPTION_ARG_NONE, &check.notes, N_ ("Report notes as well as warnings and errors"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &check.json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_check, args, options, 1, G_MAXUINT, &operands, &status))
    return status;

  g_mutex_init (&check.mutex);
  for (guint i = 0; operands[i] != NULL; i++)
    {
      const gboolean is_folder = g_file_test (operands[i], G_FILE_TEST_IS_DIR);

      if (!(is_folder ? check_folder (&check, operands[i]) : check_file (&check, operands[i])))
        failed = TRUE;
    }
  g_mutex_clear (&check.mutex);

  if (failed)
    return BS_EXIT_FAILED;
  return check.need_repair ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

const BsCommand bs_command_check = {
  .name = "check",
  .arguments = N_ ("PATH…"),
  .summary = N_ ("Report problems in files, as a linter does."),
  .run = run,
};
