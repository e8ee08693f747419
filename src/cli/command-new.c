/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/edits.h"
#include "cli/json.h"
#include "cli/place.h"
#include "model/change/edit/name-edit.h"
#include "model/change/organise/diff.h"
#include "model/change/organise/new-article.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
tell (const BsNewArticle *article, const char *folder, gboolean json)
{
  g_autoptr (GString) line = g_string_new (json ? "{" : NULL);

  if (json)
    {
      bs_json_append_path (line, "path", article->path);
      bs_json_append_text (line, "result", "created");
      bs_json_append_member (line, "removed");
      g_ptr_array_add (article->removed, NULL);
      bs_json_append_strings (line, (const char *const *) article->removed->pdata);
      g_ptr_array_remove_index (article->removed, article->removed->len - 1);
      g_string_append_c (line, '}');
    }
  else
    {
      g_autofree char *path = g_build_filename (folder, article->path, NULL);

      bs_output_append_plain (line, path);
    }
  bs_output_line (line);
}

static void
show (const BsNewArticle *article)
{
  g_autofree char *name = g_filename_display_name (article->path);
  g_autofree char *diff = bs_diff_unified (name, NULL, article->bytes);

  bs_output_text (diff);
}

/* In the library's history, whose folder may be around this one. */
static gboolean
write_article (BsNewArticle *article, const char *root, GError **error)
{
  g_autofree char *library = bs_batch_find_root (root);
  g_autofree char *whole = g_build_filename (root, article->path, NULL);
  g_autofree char *path = article->path;
  g_autoptr (BsHome) home = bs_home_open (library, error);
  g_autoptr (BsEditReport) report = NULL;

  article->path = g_strdup (whole + strlen (library) + (g_str_has_suffix (library, "/") ? 0 : 1));
  if (home != NULL)
    report = bs_new_article_write (article, home, library, error);
  g_free (article->path);
  article->path = g_steal_pointer (&path);
  if (report == NULL)
    return FALSE;
  if (report->failed->len > 0)
    {
      const BsTransactionResult *failure = report->failed->pdata[0];

      g_propagate_error (error, g_error_copy (failure->error));
    }

  return report->failed->len == 0;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *title = NULL;
  g_autofree char *category_text = NULL;
  g_auto (GStrv) category = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsNewArticle) article = NULL;
  g_autoptr (GError) error = NULL;
  BsEditsOptions edits_options = { 0 };
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &title, N_ ("Title of the article"), N_ ("TITLE") },
    { "category", 0, 0, G_OPTION_ARG_FILENAME, &category_text, N_ ("Category of the article"), "A/B" },
    BS_EDITS_OPTIONS (edits_options),
    { 0 },
  };

  if (!bs_command_parse (&bs_command_new, args, options, 1, 1, &operands, &status))
    return status;
  if (title == NULL || *g_strstrip (title) == '\0' || !g_utf8_validate (title, -1, NULL))
    return bs_command_usage_error (&bs_command_new, _ ("--title is missing, empty, or not in UTF-8."));
  site = bs_place_open_folder (operands[0]);
  if (site == NULL)
    return BS_EXIT_FAILED;
  if (category_text != NULL)
    {
      category = bs_names_parse (category_text, bs_site_kind_is_hexo (site->kind));
      if (category == NULL)
        return bs_command_usage_error (&bs_command_new, _ ("A name is empty, or is not in UTF-8."));
    }

  article = bs_new_article_make (site->root, title, (const char *const *) category, NULL, &error);
  if (article == NULL || (!edits_options.dry_run && !write_article (article, site->root, &error)))
    {
      bs_output_error (operands[0], error->message);
      return BS_EXIT_FAILED;
    }
  if (edits_options.dry_run && !edits_options.json)
    show (article);
  else
    tell (article, operands[0], edits_options.json);
  for (guint i = 0; i < article->removed->len; i++)
    {
      g_autofree char *message =
          g_strdup_printf (_ ("“%s” from the template was left out."), (const char *) article->removed->pdata[i]);

      bs_output_message (message);
    }

  return BS_EXIT_DONE;
}

const BsCommand bs_command_new = {
  .name = "new",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Create an article, as the site’s template or the other articles suggest."),
  .run = run,
};
