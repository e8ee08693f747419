/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/document.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "model/library/folder/file-buffer.h"
#include "model/library/folder/picture.h"
#include "model/library/folder/relative-path.h"

typedef struct
{
  BsDocument document;
  gatomicrefcount ref_count;
  char *bytes;
} BsDocumentPrivate;

G_DEFINE_BOXED_TYPE (BsDocument, bs_document, bs_document_ref, bs_document_unref)

static void
set_error (GError **error, int number, const char *relative_path)
{
  g_autofree char *name = g_filename_display_name (relative_path);

  if (number == ENOENT || number == ENOTDIR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("“%s” no longer exists."), name);
  else if (number == EACCES || number == EPERM)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _ ("“%s” cannot be read. Check the permissions of the file."), name);
  else if (number == EINVAL || number == EISDIR || number == ENXIO)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("“%s” is not a file."), name);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), _ ("“%s” cannot be read: %s"), name,
                 g_strerror (number));
}

static void
check_picture (BsDocument *self)
{
  g_autofree char *resolved = NULL;

  if (self->article->image != NULL &&
      bs_picture_resolve (self->site, self->article->path, self->article->image, &resolved) == BS_PICTURE_MISSING)
    {
      bs_problems_add (self->article->problems, BS_PROBLEM_MISSING_PICTURE, 0, 0, self->article->image);
      bs_problems_sort (self->article->problems);
    }
}

static BsDocument *
make_document (BsSite *site, const char *relative_path, char *bytes, gsize length, gint64 modified, guint64 size)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  BsDocumentPrivate *self = g_new0 (BsDocumentPrivate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = bytes;
  self->document.site = bs_site_ref (site);
  self->document.modified = modified;
  self->document.size = size;
  if (length > BS_ARTICLE_MAX_BYTES)
    {
      length = BS_ARTICLE_MAX_BYTES;
      bs_problems_add (problems, BS_PROBLEM_FILE_TOO_LARGE, 0, 0, NULL);
    }
  if (length == 0)
    bs_problems_add (problems, BS_PROBLEM_EMPTY_FILE, 0, 0, NULL);
  bs_text_decode (&self->document.text, self->bytes, length, problems);
  self->document.article =
      bs_site_read_article_text (site, relative_path, self->document.text.data, self->document.text.length, problems);
  check_picture (&self->document);
  return &self->document;
}

/**
 * bs_document_new:
 * @site: the site of the article
 * @relative_path: the path that it would have there
 * @bytes: (transfer full) (array length=length): the contents of a file with that path
 * @length: how many bytes; more than %BS_ARTICLE_MAX_BYTES are cut off
 *
 * Reads an article that is in no file.
 *
 * Returns: (transfer full): the document
 */
BsDocument *
bs_document_new (BsSite *site, const char *relative_path, char *bytes, gsize length)
{
  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (relative_path != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  return make_document (site, relative_path, bytes, length, g_get_real_time () * 1000, length);
}

/**
 * bs_document_load:
 * @site: the site of the article
 * @relative_path: its path, relative to the site's root
 * @error: return location
 *
 * Reads an article and all of its text, up to %BS_ARTICLE_MAX_BYTES. A picture that the front matter names and that is
 * not there becomes a problem of the article. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with a #GIOErrorEnum: not found, permission denied, not a
 *   regular file, an invalid file name if the path leads out of the site, or the error of the disk
 */
BsDocument *
bs_document_load (BsSite *site, const char *relative_path, GError **error)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  g_autofree char *path = NULL;
  BsFileStamp stamp;
  gsize length;
  int number;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (relative_path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!bs_relative_path_is_safe (relative_path))
    {
      g_autofree char *name = g_filename_display_name (relative_path);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, _ ("“%s” is not in the library."), name);
      return NULL;
    }
  path = g_build_filename (site->root, relative_path, NULL);
  number = bs_file_buffer_read (&buffer, -1, path, BS_ARTICLE_MAX_BYTES + 1, &stamp, &length);
  if (number != 0)
    {
      set_error (error, number, relative_path);
      return NULL;
    }

  return make_document (site, relative_path, bs_file_buffer_steal (&buffer, length), length, stamp.modified,
                        stamp.size);
}

/**
 * bs_document_get_body:
 * @self: a document
 * @length: (out): its length in bytes
 *
 * Returns: (transfer none): the text after the front matter, UTF-8, not terminated
 */
const char *
bs_document_get_body (const BsDocument *self, gsize *length)
{
  gsize start;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  start = MIN (self->article->body_start, self->text.length);
  *length = self->text.length - start;
  return self->text.data + start;
}

/**
 * bs_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): @self
 */
BsDocument *
bs_document_ref (BsDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((BsDocumentPrivate *) self)->ref_count);
  return self;
}

/**
 * bs_document_unref:
 * @self: (transfer full): a document
 */
void
bs_document_unref (BsDocument *self)
{
  BsDocumentPrivate *document = (BsDocumentPrivate *) self;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&document->ref_count))
    return;
  g_clear_pointer (&self->article, bs_article_unref);
  bs_text_clear (&self->text);
  bs_site_unref (self->site);
  g_free (document->bytes);
  g_free (document);
}
