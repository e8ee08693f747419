/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/batch.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/library/folder/document.h"
#include "page/export/export.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* The exported articles, and their name. */
typedef struct
{
  BsSite *site;
  GPtrArray *paths; /* (element-type filename) */
  char *title;
} Selection;

static void
selection_clear (Selection *self)
{
  g_clear_pointer (&self->site, bs_site_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Selection, selection_clear)

static gboolean
parse_kind (const char *text, BsExportKind *kind)
{
  static const char *const names[] = {
    [BS_EXPORT_EPUB] = "epub", [BS_EXPORT_HTML] = "html", [BS_EXPORT_ZIP] = "zip", [BS_EXPORT_PDF] = "pdf"
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (text, names[i]))
        {
          *kind = (BsExportKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

/* The articles of a folder. Returns whether all could be read. */
static gboolean
select_folder (Selection *self, const char *folder, const char *text, BsExitStatus *status)
{
  g_autoptr (BsQuery) query = NULL;
  g_autofree char *name = NULL;
  gboolean is_whole;

  self->site = bs_place_open_folder (folder);
  if (self->site == NULL)
    return FALSE;
  query =
      bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE, text != NULL && *text != '\0' ? text : " ", FALSE);
  if (bs_place_say_unclear (query))
    {
      bs_output_error (folder, _ ("Nothing was exported, because part of the search was not understood."));
      *status = BS_EXIT_PROBLEMS;
      return FALSE;
    }
  is_whole = bs_place_query (folder, self->site, query, BS_FOLDER_QUERY_DEFAULT, BS_PLACE_SAY_FILES, &self->paths);
  name = g_path_get_basename (self->site->root);
  self->title = text != NULL && *text != '\0' ? g_strdup (text) : g_filename_display_name (name);
  if (!is_whole)
    *status = BS_EXIT_FAILED;
  return self->paths != NULL;
}

static gboolean
select_files (Selection *self, char **names, BsExitStatus *status)
{
  g_autoptr (GPtrArray) batches = bs_batches_new ();
  g_autofree char *name = NULL;
  const BsBatch *batch;

  if (!bs_batches_add_files (batches, names, g_strv_length (names)))
    return FALSE;
  if (batches->len != 1)
    {
      bs_output_message (_ ("The files belong to different libraries. Export from one library at a time."));
      *status = BS_EXIT_USAGE;
      return FALSE;
    }
  batch = batches->pdata[0];
  self->site = bs_site_detect (batch->root);
  self->paths = g_ptr_array_ref (batch->paths);
  name = g_path_get_basename (batch->root);
  self->title = g_filename_display_name (name);
  if (self->paths->len == 1)
    {
      g_autoptr (BsDocument) document = bs_document_load (self->site, self->paths->pdata[0], NULL);

      if (document != NULL)
        {
          g_free (self->title);
          self->title = g_strdup (document->article->title);
        }
    }
  return TRUE;
}

static void
say_problems (const Selection *selection, GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const BsExportProblem *problem = problems->pdata[i];
      g_autofree char *path = g_build_filename (selection->site->root, problem->path, NULL);

      bs_output_error (path, problem->reason);
    }
}

static void
say_done (const char *output, guint n, gboolean json)
{
  g_autofree char *name = g_filename_display_name (output);
  GStatBuf info = { 0 };

  g_stat (output, &info);
  if (json)
    {
      g_autoptr (GString) line = g_string_new ("{\"output\":");

      bs_json_append_string (line, name);
      g_string_append_printf (line, ",\"articles\":%u,\"bytes\":%" G_GINT64_FORMAT "}", n, (gint64) info.st_size);
      bs_output_line (line);
    }
  else
    {
      g_autofree char *size = g_format_size (info.st_size);
      g_autofree char *message =
          /* Translators: the number of articles, the name of the file, and its size. */
          g_strdup_printf (ngettext ("%u article was exported to %s (%s).", "%u articles were exported to %s (%s).", n),
                           n, name, size);

      bs_output_say (message);
    }
}

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Wait;

static void
written_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

/* The main loop runs meanwhile, so that Ctrl+C is heard. */
static gboolean
write_export (const Selection *selection, const BsExportOptions *options, const char *output, GPtrArray **problems,
              GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait wait = { .loop = loop };
  gboolean written;

  bs_command_cancel_on_signals (cancellable);
  bs_export_write_async (selection->site, selection->paths, options, output, NULL, NULL, cancellable, written_cb,
                         &wait);
  g_main_loop_run (loop);
  written = bs_export_write_finish (wait.result, problems, error);
  g_object_unref (wait.result);
  return written;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *kind_name = NULL;
  g_autofree char *output = NULL;
  g_autofree char *query = NULL;
  g_autofree char *title = NULL;
  g_autofree char *pictures_folder = NULL;
  g_auto (Selection) selection = { 0 };
  g_autoptr (BsPictureStore) kept = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  BsExportOptions export_options = { 0 };
  gboolean json = FALSE;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &kind_name,
      N_ ("Output format: a book, a single page, the files with their images, or printed pages"), "epub|html|zip|pdf" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_ ("Output file"), N_ ("FILE") },
    { "query", 0, 0, G_OPTION_ARG_FILENAME, &query, N_ ("Export the articles of the folder that match this search"),
      N_ ("QUERY") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("The title of the book or page"), N_ ("TITLE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };
  gboolean is_folder;

  if (!bs_command_parse (&bs_command_export, args, options, 1, G_MAXUINT, &operands, &status))
    return status;
  if (!parse_kind (kind_name, &export_options.kind))
    return bs_command_usage_error (&bs_command_export, _ ("--to takes epub, html, zip or pdf."));
  if (output == NULL)
    return bs_command_usage_error (&bs_command_export, _ ("--output must name the file to write."));
  is_folder = operands[1] == NULL && g_file_test (operands[0], G_FILE_TEST_IS_DIR);
  if (query != NULL && !is_folder)
    return bs_command_usage_error (&bs_command_export, _ ("--query takes one folder."));

  status = BS_EXIT_DONE;
  if (!(is_folder ? select_folder (&selection, operands[0], query, &status) :
                    select_files (&selection, operands, &status)))
    return status == BS_EXIT_DONE ? BS_EXIT_FAILED : status;
  pictures_folder = g_build_filename (g_get_user_cache_dir (), "broadsheet", "pictures", NULL);
  if (g_file_test (pictures_folder, G_FILE_TEST_IS_DIR))
    kept = bs_picture_store_new (pictures_folder);
  export_options.kept = kept;
  export_options.title = title != NULL && *title != '\0' ? title : selection.title;
  if (!write_export (&selection, &export_options, output, &problems, &error))
    {
      say_problems (&selection, problems);
      bs_output_error (output, error->message);
      return BS_EXIT_FAILED;
    }
  say_problems (&selection, problems);
  say_done (output, selection.paths->len - problems->len, json);
  return status != BS_EXIT_DONE ? status : problems->len > 0 ? BS_EXIT_PROBLEMS : BS_EXIT_DONE;
}

const BsCommand bs_command_export = {
  .name = "export",
  .arguments = N_ ("FILE…|FOLDER"),
  .summary =
      N_ ("Export articles as a book (EPUB), a single HTML page, a zip archive with their images, or a PDF file."),
  .run = run,
};
