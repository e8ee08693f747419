/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/zip-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#include "model/library/folder/archive-mark.h"

/* PKWARE's APPNOTE 6.3: signatures, and the values of the constant fields. */
#define LOCAL_SIGNATURE 0x04034b50
#define CENTRAL_SIGNATURE 0x02014b50
#define END_SIGNATURE 0x06054b50
#define LARGE_END_SIGNATURE 0x06064b50
#define LARGE_LOCATOR_SIGNATURE 0x07064b50
#define VERSION_NEEDED 20
#define VERSION_LARGE 45
#define MADE_BY_UNIX (3 << 8)
#define NAMES_ARE_UTF8 (1 << 11)
#define ORDINARY_FILE (0100644U << 16)
#define LARGE_OFFSET_FIELD 0x0001

/* With this value, a field of 16 or 32 bits refers to the larger field. */
#define IN_LARGE_16 0xffffU
#define IN_LARGE_32 0xffffffffU

struct _BsZipWriter
{
  GOutputStream *stream;
  GByteArray *directory;
  guint64 n_entries;
  guint64 offset;
};

static void
append_16 (GByteArray *out, guint value)
{
  const guint16 little = GUINT16_TO_LE ((guint16) value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
append_32 (GByteArray *out, guint32 value)
{
  const guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
append_64 (GByteArray *out, guint64 value)
{
  const guint64 little = GUINT64_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

/* The local time in the format of MS-DOS, which begins in 1980 and counts every other second. */
static guint32
make_time (gint64 modified)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (modified);

  if (date == NULL || g_date_time_get_year (date) < 1980 || g_date_time_get_year (date) > 2107)
    return 1 << 21 | 1 << 16;
  return (guint32) (g_date_time_get_year (date) - 1980) << 25 | g_date_time_get_month (date) << 21 |
         g_date_time_get_day_of_month (date) << 16 | g_date_time_get_hour (date) << 11 |
         g_date_time_get_minute (date) << 5 | g_date_time_get_second (date) / 2;
}

/* Returns: (nullable): the compressed bytes; %NULL if they would not be fewer */
static GByteArray *
deflate_bytes (const void *bytes, gsize length)
{
  g_autoptr (GByteArray) out = NULL;
  z_stream stream = { 0 };
  int status;

  if (length == 0 || length > G_MAXUINT32 / 2 ||
      deflateInit2 (&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY) !=
          Z_OK)
    return NULL;
  out = g_byte_array_sized_new (length);
  g_byte_array_set_size (out, length);
  stream.next_in = (Bytef *) bytes;
  stream.avail_in = length;
  stream.next_out = out->data;
  stream.avail_out = length;
  status = deflate (&stream, Z_FINISH);
  g_byte_array_set_size (out, length - stream.avail_out);
  deflateEnd (&stream);
  return status == Z_STREAM_END ? g_steal_pointer (&out) : NULL;
}

/* The common part of a local header and an entry of the directory. */
static void
append_entry (GByteArray *out, guint version, BsZipMethod method, guint32 time, guint32 checksum, gsize packed,
              gsize length, const char *name, guint extra_length)
{
  append_16 (out, version);
  append_16 (out, g_utf8_validate (name, -1, NULL) ? NAMES_ARE_UTF8 : 0);
  append_16 (out, method == BS_ZIP_DEFLATED ? Z_DEFLATED : 0);
  append_32 (out, time);
  append_32 (out, checksum);
  append_32 (out, packed);
  append_32 (out, length);
  append_16 (out, strlen (name));
  append_16 (out, extra_length);
}

static void
append_to_directory (BsZipWriter *self, const char *name, BsZipMethod method, guint32 time, guint32 checksum,
                     gsize packed, gsize length)
{
  GByteArray *out = self->directory;
  gboolean is_far = self->offset >= IN_LARGE_32;

  append_32 (out, CENTRAL_SIGNATURE);
  append_16 (out, MADE_BY_UNIX | (is_far ? VERSION_LARGE : VERSION_NEEDED));
  append_entry (out, is_far ? VERSION_LARGE : VERSION_NEEDED, method, time, checksum, packed, length, name,
                is_far ? 12 : 0);
  append_16 (out, 0);
  append_16 (out, 0);
  append_16 (out, 0);
  append_32 (out, ORDINARY_FILE);
  append_32 (out, is_far ? IN_LARGE_32 : self->offset);
  g_byte_array_append (out, (const guint8 *) name, strlen (name));
  if (is_far)
    {
      append_16 (out, LARGE_OFFSET_FIELD);
      append_16 (out, 8);
      append_64 (out, self->offset);
    }
}

static gboolean
write_bytes (BsZipWriter *self, const void *bytes, gsize length, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_write_all (self->stream, bytes, length, NULL, cancellable, error))
    return FALSE;
  self->offset += length;
  return TRUE;
}

/**
 * bs_zip_writer_new:
 * @stream: receives the archive; it is not closed
 *
 * Starts a zip archive. It is written in one pass: the sizes are known before each entry, so there are no extra fields
 * and no data descriptors, as EPUB requires of its first entry (OCF 3.2, 4.3).
 *
 * Returns: (transfer full): the writer
 */
BsZipWriter *
bs_zip_writer_new (GOutputStream *stream)
{
  BsZipWriter *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = g_new0 (BsZipWriter, 1);
  self->stream = g_object_ref (stream);
  self->directory = g_byte_array_new ();
  return self;
}

/**
 * bs_zip_writer_add:
 * @self: a writer
 * @name: of the entry in UTF-8, with slashes between folders, relative
 * @bytes: (array length=length): its content
 * @length: of @bytes, less than 4 GiB
 * @method: how it is stored; bytes that compression does not shorten are stored as they are
 * @modified: when it was changed, in seconds since the epoch
 * @cancellable: (nullable): stops writing
 * @error: return location for an error of the stream, or of a name or content that zip cannot hold
 *
 * Adds an entry.
 *
 * Returns: whether it was written
 */
gboolean
bs_zip_writer_add (BsZipWriter *self, const char *name, const void *bytes, gsize length, BsZipMethod method,
                   gint64 modified, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) packed = NULL;
  g_autoptr (GByteArray) header = NULL;
  const void *content = bytes;
  gsize size = length;
  guint32 time = make_time (modified);
  guint32 checksum;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL && *name != '\0', FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  if (strlen (name) >= IN_LARGE_16 || length >= IN_LARGE_32)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   /* Translators: %s is the path of a file. */
                   _ ("“%s” is too large for a zip archive, or its name is too long"), name);
      return FALSE;
    }
  checksum = crc32_z (crc32_z (0, NULL, 0), bytes, length);
  if (method == BS_ZIP_DEFLATED)
    packed = deflate_bytes (bytes, length);
  if (packed != NULL)
    {
      content = packed->data;
      size = packed->len;
    }
  method = packed != NULL ? BS_ZIP_DEFLATED : BS_ZIP_STORED;

  header = g_byte_array_new ();
  append_32 (header, LOCAL_SIGNATURE);
  append_entry (header, VERSION_NEEDED, method, time, checksum, size, length, name, 0);
  g_byte_array_append (header, (const guint8 *) name, strlen (name));
  append_to_directory (self, name, method, time, checksum, size, length);
  self->n_entries++;
  return write_bytes (self, header->data, header->len, cancellable, error) &&
         write_bytes (self, content, size, cancellable, error);
}

/**
 * bs_zip_writer_finish:
 * @self: a writer
 * @cancellable: (nullable): stops writing
 * @error: return location for an error of the stream
 *
 * Writes the directory of the archive. Nothing can be added afterwards.
 *
 * Returns: whether it was written
 */
gboolean
bs_zip_writer_finish (BsZipWriter *self, GCancellable *cancellable, GError **error)
{
  GByteArray *out;
  guint64 start;
  guint64 size;

  g_return_val_if_fail (self != NULL, FALSE);

  out = self->directory;
  start = self->offset;
  size = out->len;
  if (self->n_entries >= IN_LARGE_16 || start >= IN_LARGE_32 || size >= IN_LARGE_32)
    {
      append_32 (out, LARGE_END_SIGNATURE);
      append_64 (out, 44);
      append_16 (out, MADE_BY_UNIX | VERSION_LARGE);
      append_16 (out, VERSION_LARGE);
      append_32 (out, 0);
      append_32 (out, 0);
      append_64 (out, self->n_entries);
      append_64 (out, self->n_entries);
      append_64 (out, size);
      append_64 (out, start);
      append_32 (out, LARGE_LOCATOR_SIGNATURE);
      append_32 (out, 0);
      append_64 (out, start + size);
      append_32 (out, 1);
    }
  append_32 (out, END_SIGNATURE);
  append_16 (out, 0);
  append_16 (out, 0);
  append_16 (out, MIN (self->n_entries, IN_LARGE_16));
  append_16 (out, MIN (self->n_entries, IN_LARGE_16));
  append_32 (out, MIN (size, IN_LARGE_32));
  append_32 (out, MIN (start, IN_LARGE_32));
  append_16 (out, strlen (BS_ARCHIVE_MARK));
  g_byte_array_append (out, (const guint8 *) BS_ARCHIVE_MARK, strlen (BS_ARCHIVE_MARK));
  return write_bytes (self, out->data, out->len, cancellable, error);
}

void
bs_zip_writer_free (BsZipWriter *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->stream);
  g_byte_array_unref (self->directory);
  g_free (self);
}
