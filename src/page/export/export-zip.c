/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "page/export/export-file.h"
#include "page/export/export-format.h"
#include "page/export/xhtml.h"
#include "page/export/zip-writer.h"
#include "page/page.h"
#include "page/picture-type.h"

typedef struct
{
  const BsExportJob *job;
  BsZipWriter *zip;
  GHashTable *names; /* (element-type filename): the contents of the archive */
  GPtrArray *pictures;
} Archive;

static gpointer
start (const BsExportJob *job, G_GNUC_UNUSED GError **error)
{
  Archive *self = g_new0 (Archive, 1);

  self->job = job;
  self->zip = bs_zip_writer_new (job->stream);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* An article may name any file of the library, such as another article, as its picture. */
static gboolean
is_picture (const char *path, const guint8 *bytes, gsize length)
{
  g_autofree char *type = NULL;

  if (bs_picture_type_sniff (bytes, MIN (length, BS_PICTURE_TYPE_SNIFFED_BYTES)) != BS_PICTURE_TYPE_NONE)
    return TRUE;
  type = g_content_type_guess (path, bytes, length, NULL);
  return g_str_has_prefix (type, "image/");
}

/* Pictures are compressed already. An article that was removed meanwhile is left out. */
static gboolean
add_file (Archive *self, const char *path, BsZipMethod method, GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data = NULL;
  gint64 modified;
  gsize length = 0;

  if (g_hash_table_contains (self->names, path))
    return TRUE;
  bytes = bs_export_file_read (self->job->site, path, &modified, &unreadable);
  if (bytes != NULL)
    data = g_bytes_get_data (bytes, &length);
  else if (method != BS_ZIP_STORED)
    bs_export_problems_add (self->job->problems, path, unreadable->message);
  if (bytes == NULL || (method == BS_ZIP_STORED && !is_picture (path, data, length)))
    return TRUE;
  g_hash_table_add (self->names, g_strdup (path));
  return bs_zip_writer_add (self->zip, path, data, length, method, modified, self->job->cancellable, error);
}

static char *
find_no_link (G_GNUC_UNUSED const char *address, G_GNUC_UNUSED gpointer user_data)
{
  return NULL;
}

static char *
note_picture (const char *path, G_GNUC_UNUSED const char *address, gpointer user_data)
{
  Archive *self = user_data;

  if (path != NULL)
    g_ptr_array_add (self->pictures, g_strdup (path));
  return NULL;
}

static gboolean
add (gpointer archive, G_GNUC_UNUSED guint number, const BsDocument *document, GError **error)
{
  Archive *self = archive;
  const BsXhtmlTargets targets = { .find_link = find_no_link, .find_picture = note_picture, .user_data = self };
  g_autofree char *language = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GString) page = NULL;

  if (document == NULL)
    return TRUE;
  if (!add_file (self, document->article->path, BS_ZIP_DEFLATED, error))
    return FALSE;
  html = bs_page_render_article (document, &language);
  page = g_string_new (NULL);
  g_ptr_array_set_size (self->pictures, 0);
  bs_xhtml_append (page, html, strlen (html), "i", &targets);
  for (guint i = 0; i < self->pictures->len; i++)
    if (!add_file (self, self->pictures->pdata[i], BS_ZIP_STORED, error))
      return FALSE;
  return TRUE;
}

static gboolean
finish (gpointer archive, GError **error)
{
  Archive *self = archive;

  return bs_zip_writer_finish (self->zip, self->job->cancellable, error);
}

static void
free_archive (gpointer archive)
{
  Archive *self = archive;

  bs_zip_writer_free (self->zip);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}

const BsExportFormat bs_export_format_zip = { start, add, finish, free_archive };
