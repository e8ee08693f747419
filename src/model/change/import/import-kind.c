/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include "model/library/folder/content-hash.h"
#include "model/library/folder/file-buffer.h"
#include "model/library/folder/scan.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

/* The first kind that accepts an input converts it. */
static const BsImportKind *const kinds[] = {
  &bs_import_kind_link, &bs_import_kind_selection, &bs_import_kind_article, &bs_import_kind_page, &bs_import_kind_plain,
};

static void
look_clear (BsImportLook *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->article, bs_article_unref);
  bs_text_clear (&self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsImportLook, look_clear)

static gboolean
refuse (GError **error, int code, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, code, message);
  return FALSE;
}

static gboolean
look_at_file (BsImportLook *self, GError **error)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  g_autofree char *name = g_path_get_basename (self->input->path);
  g_autoptr (GPtrArray) problems = NULL;
  BsFileStamp stamp = { 0 };
  gsize length;
  int number;

  /* Does not read a file that cannot be of any kind. */
  if (!bs_article_name_is_article (name))
    return refuse (error, G_IO_ERROR_NOT_SUPPORTED, _ ("This file type can't be imported."));
  number = bs_file_buffer_read (&buffer, -1, self->input->path, BS_ARTICLE_MAX_BYTES + 1, &stamp, &length);
  if (number == EINVAL)
    return refuse (error, G_IO_ERROR_NOT_REGULAR_FILE, _ ("This is not a regular file."));
  if (number != 0)
    return refuse (error, g_io_error_from_errno (number), g_strerror (number));
  if (length > BS_ARTICLE_MAX_BYTES)
    return refuse (error, G_IO_ERROR_NOT_SUPPORTED, _ ("The file is larger than 64 MiB."));
  if (length == 0 && !bs_import_input_is_ours (self->input))
    return refuse (error, G_IO_ERROR_INVALID_DATA, _ ("The file is empty."));

  self->modified = stamp.modified;
  self->bytes = g_bytes_new_take (bs_file_buffer_steal (&buffer, length), length);
  problems = bs_problems_new ();
  bs_text_decode (&self->text, g_bytes_get_data (self->bytes, NULL), length, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);

      if (!bs_import_input_is_ours (self->input) &&
          (problem->kind == BS_PROBLEM_UNKNOWN_ENCODING || problem->kind == BS_PROBLEM_NUL_BYTES))
        return refuse (error, G_IO_ERROR_INVALID_DATA, _ ("The file is not a text file, despite its name."));
    }
  self->article = bs_article_read (name, self->site, g_bytes_get_data (self->bytes, NULL), length);
  return TRUE;
}

static guint64
hash_body (const BsArticle *article, const char *data, gsize length)
{
  gsize start = MIN (article->body_start, length);
  gboolean is_blank = TRUE;

  for (gsize i = start; i < length && is_blank; i++)
    is_blank = g_ascii_isspace (data[i]);
  return is_blank ? 0 : bs_scan_hash_body (article, data, length);
}

/**
 * bs_import_read:
 * @input: an input other than a folder or an archive
 * @site: the library
 * @layout: the library's layout
 * @reading: (out caller-allocates): the converted article; clear it with bs_import_reading_clear()
 * @error: return location
 *
 * Converts an input to an article in memory. Blocks on disk I/O; may be called from any thread.
 *
 * Returns: whether it can be imported; the error message is a sentence without the file's name
 */
gboolean
bs_import_read (const BsImportInput *input, const BsSite *site, const BsImportLayout *layout, BsImportReading *reading,
                GError **error)
{
  g_auto (BsImportLook) look = { .input = input, .site = site->kind };

  g_return_val_if_fail (input != NULL && site != NULL && layout != NULL && reading != NULL, FALSE);

  look.is_site = site->is_site;
  look.wants_markdown = site->is_site || bs_import_layout_is_markdown (layout);

  *reading = (BsImportReading){ 0 };
  if (input->kind == BS_IMPORT_FILE)
    {
      if (!look_at_file (&look, error))
        return FALSE;
    }
  else
    {
      look.text.data = input->text != NULL ? input->text : "";
      look.text.length = strlen (look.text.data);
    }

  for (guint i = 0; reading->draft == NULL && i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i]->takes (&look))
      {
        reading->draft = kinds[i]->make (&look, error);
        if (reading->draft == NULL)
          return FALSE;
      }
  if (reading->draft == NULL)
    return refuse (error, G_IO_ERROR_NOT_SUPPORTED, _ ("This file type can't be imported."));

  reading->draft->modified = look.modified;
  if (reading->draft->is_as_it_is)
    reading->article = g_steal_pointer (&look.article);
  bs_import_reading_update (reading, site->kind);
  return TRUE;
}

/**
 * bs_import_reading_update:
 * @self: a reading whose draft may have changed
 * @site: the kind of site of the library
 *
 * Reads the draft again if it has changed.
 */
void
bs_import_reading_update (BsImportReading *self, BsSiteKind site)
{
  const char *data;
  gsize length;

  g_return_if_fail (self != NULL && self->draft != NULL);

  data = g_bytes_get_data (self->draft->bytes, &length);
  if (self->article == NULL)
    {
      g_autofree char *name = g_strconcat (self->draft->stem, self->draft->extension, NULL);

      self->article = bs_article_read (name, site, data, length);
    }
  self->content_hash = bs_content_hash (data, length);
  self->body_hash = hash_body (self->article, data, length);
}

/**
 * bs_import_measure:
 * @input: an input
 *
 * Returns: its size in bytes; 0 if unknown
 */
gsize
bs_import_measure (const BsImportInput *input)
{
  struct stat st;

  g_return_val_if_fail (input != NULL, 0);

  if (input->kind != BS_IMPORT_FILE)
    return input->text != NULL ? strlen (input->text) : 0;
  return stat (input->path, &st) == 0 && st.st_size > 0 ? (gsize) MIN (st.st_size, BS_ARTICLE_MAX_BYTES) : 0;
}

/**
 * bs_import_reading_clear:
 * @self: a reading
 */
void
bs_import_reading_clear (BsImportReading *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->draft, bs_import_draft_free);
  g_clear_pointer (&self->article, bs_article_unref);
}

/**
 * bs_import_format_date:
 * @nanoseconds: nanoseconds since the epoch; 0 for now
 *
 * Returns: (transfer full): the date in front matter form, with its zone
 */
char *
bs_import_format_date (gint64 nanoseconds)
{
  g_autoptr (GDateTime) time =
      nanoseconds != 0 ? g_date_time_new_from_unix_local (nanoseconds / 1000000000) : g_date_time_new_now_local ();

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S %z") : NULL;
}
