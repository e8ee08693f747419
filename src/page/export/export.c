/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/export.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "model/library/folder/archive-mark.h"
#include "page/export/export-file.h"
#include "page/export/export-format.h"
#include "page/export/export-html.h"

/* The number of bytes at the start of a file that show its kind. */
#define HEAD_BYTES 512

static const BsExportFormat *const formats[] = {
  [BS_EXPORT_EPUB] = &bs_export_format_epub,
  [BS_EXPORT_HTML] = &bs_export_format_html,
  [BS_EXPORT_ZIP] = &bs_export_format_zip,
  [BS_EXPORT_PDF] = &bs_export_format_pdf,
};

/* Whether a file is an export of this kind: a page has a mark in its head, and others at their end. An empty file is as
 * good as none. */
static gboolean
is_export (const char *path, BsExportKind kind)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char bytes[HEAD_BYTES + 1] = "";
  gsize length = 0;

  if (stream == NULL ||
      (kind != BS_EXPORT_HTML &&
       !g_seekable_seek (G_SEEKABLE (stream), -(goffset) strlen (BS_ARCHIVE_MARK), G_SEEK_END, NULL, NULL)))
    {
      GStatBuf info;

      return g_stat (path, &info) == 0 && info.st_size == 0;
    }
  g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, HEAD_BYTES, &length, NULL, NULL);
  return length == 0 || strstr (bytes, kind == BS_EXPORT_HTML ? BS_EXPORT_HTML_MARK : BS_ARCHIVE_MARK) != NULL;
}

/* An older export is replaced. Any other file may be somebody's work. */
static gboolean
may_replace (const char *output, BsExportKind kind, GError **error)
{
  g_autofree char *name = NULL;

  if (!g_file_test (output, G_FILE_TEST_EXISTS) ||
      (g_file_test (output, G_FILE_TEST_IS_REGULAR) && is_export (output, kind)))
    return TRUE;
  name = g_filename_display_name (output);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               /* Translators: %s is the name of a file. */
               _ ("“%s” already exists and is not an export of this kind. Choose another name."), name);
  return FALSE;
}

/* Reads all articles for the contents. Those that cannot be read are left out. */
static gboolean
read_contents (BsSite *site, GPtrArray *paths, BsExportContents *contents, GPtrArray *problems,
               GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) unreadable = NULL;
      g_autoptr (BsDocument) document = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (bs_export_file_may_read (site, paths->pdata[i], &unreadable))
        document = bs_document_load (site, paths->pdata[i], &unreadable);
      if (document != NULL)
        bs_export_contents_add (contents, document);
      else
        bs_export_problems_add (problems, paths->pdata[i], unreadable->message);
    }
  bs_export_contents_sort (contents);
  if (bs_export_contents_get_length (contents) > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There are no articles to export"));
  return FALSE;
}

static gboolean
write_articles (BsSite *site, const BsExportFormat *format, const BsExportJob *job, GError **error)
{
  gpointer self = format->start (job, error);
  guint n = bs_export_contents_get_length (job->contents);
  gboolean written = self != NULL;

  for (guint i = 0; written && i < n; i++)
    {
      const char *path = bs_export_contents_get (job->contents, i)->path;
      g_autoptr (GError) unreadable = NULL;
      g_autoptr (BsDocument) document = NULL;

      written = !g_cancellable_set_error_if_cancelled (job->cancellable, error);
      if (!written)
        break;
      document = bs_document_load (site, path, &unreadable);
      if (document == NULL)
        bs_export_problems_add (job->problems, path, unreadable->message);
      written = format->add (self, i + 1, document, error);
      if (job->progress != NULL)
        job->progress (i + 1, format->finishes_slowly ? 2 * n : n, job->progress_data);
    }
  written = written && format->finish (self, error);
  if (self != NULL)
    format->free (self);
  return written;
}

/* The replaced file is lost, so the new file is written to the disk first. */
static gboolean
sync_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return synced;
}

/* The error of a full disk is in English, and of no use. */
static void
explain (GError **error)
{
  if (error == NULL || *error == NULL ||
      (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) &&
       !g_error_matches (*error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)))
    return;
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _ ("There is not enough space on the disk. Free some space and export again."));
}

/* Writes beside the output, and gives it its name when it is whole. Another program may have made a file of that name
 * meanwhile. */
static gboolean
write_file (BsSite *site, BsExportKind kind, BsExportJob *job, const char *output, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (output);
  g_autofree char *partial = g_build_filename (folder, ".broadsheet-export-XXXXXX", NULL);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  gboolean written;
  int fd = g_mkstemp_full (partial, O_RDWR | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (folder);

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   /* Translators: the name of a folder, and the reason. */
                   _ ("No file can be created in “%s”: %s"), name, g_strerror (code));
      return FALSE;
    }
  close (fd);
  file = g_file_new_for_path (partial);
  stream = g_file_open_readwrite (file, job->cancellable, error);
  written = stream != NULL;
  if (written)
    {
      g_autoptr (GOutputStream) buffer =
          g_buffered_output_stream_new_sized (g_io_stream_get_output_stream (G_IO_STREAM (stream)), 256 * 1024);

      g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffer), FALSE);
      job->stream = buffer;
      written =
          write_articles (site, formats[kind], job, error) && g_output_stream_flush (buffer, job->cancellable, error);
    }
  if (stream != NULL)
    written = g_io_stream_close (G_IO_STREAM (stream), NULL, written ? error : NULL) && written;
  written = written && sync_file (partial, error) && may_replace (output, kind, error);
  if (written && g_rename (partial, output) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      written = FALSE;
    }
  if (!written)
    {
      g_unlink (partial);
      explain (error);
    }
  return written;
}

/**
 * bs_export_write:
 * @site: of the library
 * @paths: (element-type filename): of the articles, relative to the library
 * @options: the options of the export
 * @output: (type filename): path of the file
 * @progress: (nullable) (scope call): called after each article
 * @user_data: for @progress
 * @problems: (out) (element-type BsExportProblem) (transfer full): the articles that could not be read
 * @cancellable: (nullable): stops, and leaves no file
 * @error: return location for an error of the disk, for %G_IO_ERROR_CANCELLED, or if there is nothing to export
 *
 * Writes articles into one file for other programs. The file appears whole or not at all. It contains no script, no
 * address that loads by itself, and no file from outside the library. Waits for the disk; may be called by any thread.
 *
 * Returns: whether the file was written
 */
gboolean
bs_export_write (BsSite *site, GPtrArray *paths, const BsExportOptions *options, const char *output,
                 BsExportProgressFunc progress, gpointer user_data, GPtrArray **problems, GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (BsExportContents) contents = NULL;
  g_autoptr (BsExportPictures) pictures = NULL;
  BsExportJob job = { 0 };

  g_return_val_if_fail (site != NULL, FALSE);
  g_return_val_if_fail (paths != NULL, FALSE);
  g_return_val_if_fail (options != NULL && options->title != NULL, FALSE);
  g_return_val_if_fail (output != NULL, FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  *problems = bs_export_problems_new ();
  if (!may_replace (output, options->kind, error))
    return FALSE;
  contents = bs_export_contents_new ();
  if (!read_contents (site, paths, contents, *problems, cancellable, error))
    return FALSE;
  pictures = bs_export_pictures_new (site, options->kept);
  job.site = site;
  job.contents = contents;
  job.pictures = pictures;
  job.title = options->title;
  job.problems = *problems;
  job.cancellable = cancellable;
  job.progress = progress;
  job.progress_data = user_data;
  return write_file (site, options->kind, &job, output, error);
}

/* The work of a thread, and its progress. */
typedef struct
{
  BsSite *site;
  GPtrArray *paths;
  BsExportOptions options;
  char *title;
  char *output;
  GPtrArray *problems;
  BsExportProgressFunc progress;
  gpointer progress_data;
  GMutex lock;
  guint done;
  guint all;
  gboolean is_telling;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  bs_site_unref (work->site);
  g_ptr_array_unref (work->paths);
  g_clear_object (&work->options.kept);
  g_free (work->title);
  g_free (work->output);
  g_clear_pointer (&work->problems, g_ptr_array_unref);
  g_mutex_clear (&work->lock);
  g_free (work);
}

static gboolean
tell_cb (gpointer user_data)
{
  GTask *task = user_data;
  Work *work = g_task_get_task_data (task);
  guint done;
  guint all;

  g_mutex_lock (&work->lock);
  work->is_telling = FALSE;
  done = work->done;
  all = work->all;
  g_mutex_unlock (&work->lock);
  if (!g_task_get_completed (task))
    work->progress (done, all, work->progress_data);
  return G_SOURCE_REMOVE;
}

/* Reports progress to the calling thread, as often as that has time. */
static void
note_progress (guint done, guint all, gpointer user_data)
{
  GTask *task = user_data;
  Work *work = g_task_get_task_data (task);
  gboolean tell;

  g_mutex_lock (&work->lock);
  work->done = done;
  work->all = all;
  tell = !work->is_telling;
  work->is_telling = TRUE;
  g_mutex_unlock (&work->lock);
  if (tell)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, tell_cb, g_object_ref (task), g_object_unref);
      g_source_attach (source, g_task_get_context (task));
    }
}

static void
write_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (bs_export_write (work->site, work->paths, &work->options, work->output,
                       work->progress != NULL ? note_progress : NULL, task, &work->problems, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * bs_export_write_async:
 * @site: of the library
 * @paths: (element-type filename): of the articles; not changed until the end
 * @options: the options of the export
 * @output: (type filename): path of the file
 * @progress: (nullable) (scope notified): called in this thread with the progress
 * @progress_data: for @progress
 * @cancellable: (nullable): stops, and leaves no file
 * @callback: (scope async): called when it is done
 * @user_data: for @callback
 *
 * Does the work of bs_export_write() in another thread.
 */
void
bs_export_write_async (BsSite *site, GPtrArray *paths, const BsExportOptions *options, const char *output,
                       BsExportProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (site != NULL);
  g_return_if_fail (paths != NULL);
  g_return_if_fail (options != NULL && options->title != NULL);
  g_return_if_fail (output != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_export_write_async);
  /* A file that is whole when it is cancelled is whole. */
  g_task_set_check_cancellable (task, FALSE);
  work = g_new0 (Work, 1);
  work->site = bs_site_ref (site);
  work->paths = g_ptr_array_ref (paths);
  work->title = g_strdup (options->title);
  work->options = *options;
  work->options.title = work->title;
  if (options->kept != NULL)
    g_object_ref (options->kept);
  work->output = g_strdup (output);
  work->progress = progress;
  work->progress_data = progress_data;
  g_mutex_init (&work->lock);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * bs_export_write_finish:
 * @result: the result
 * @problems: (out) (element-type BsExportProblem) (transfer full): the articles that could not be read
 * @error: return location for an error of bs_export_write()
 *
 * Returns: whether the file was written
 */
gboolean
bs_export_write_finish (GAsyncResult *result, GPtrArray **problems, GError **error)
{
  Work *work;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  work = g_task_get_task_data (G_TASK (result));
  *problems = g_steal_pointer (&work->problems);
  return g_task_propagate_boolean (G_TASK (result), error);
}
