/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/pdf-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_BYTES (256 * 1024)

/* Streams that are this long, such as fonts, are written only once, in bytes. */
#define MIN_SHARED_BYTES 16384

struct _BsPdfWriter
{
  GOutputStream *stream;
  guint64 offset;
  GArray *offsets;    /* (element-type guint64): of each object; 0 if it is not written */
  GHashTable *shared; /* (element-type utf8 guint): the objects of long streams by their hashes */
};

/* A part that is being copied. */
typedef struct
{
  const char *at;
  const char *end;
  guint first; /* is added to the numbers of its objects */
  guint parent;
  GArray *pages;       /* (element-type guint): the objects of its pages, filled in */
  const GArray *links; /* (element-type guint): the objects that these refer to */
  guint root;          /* the object of its pages' root */
  guint object;        /* the object being copied */
  GHashTable *same;    /* (element-type guint guint): its objects that are written already, by their numbers in it */
  gsize length;        /* of its stream */
  GString *out;
} Copy;

/**
 * bs_pdf_writer_new:
 * @path: (type filename): the file
 * @error: return location for an error of the disk
 *
 * Begins a PDF. Whole documents are held in memory by libraries, and those of many articles would not fit.
 *
 * Returns: (transfer full) (nullable): the writer
 */
BsPdfWriter *
bs_pdf_writer_new (const char *path, GError **error)
{
  g_autoptr (BsPdfWriter) self = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GString) head = g_string_new ("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  guint64 none = 0;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  if (stream == NULL)
    return NULL;
  self = g_new0 (BsPdfWriter, 1);
  self->stream = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), BUFFER_BYTES);
  self->offsets = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_array_append_val (self->offsets, none);
  self->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_output_stream_write_all (self->stream, head->str, head->len, NULL, NULL, error))
    return NULL;
  self->offset = head->len;
  return g_steal_pointer (&self);
}

static gboolean
write_bytes (BsPdfWriter *self, const char *bytes, gsize length, GError **error)
{
  self->offset += length;
  return g_output_stream_write_all (self->stream, bytes, length, NULL, NULL, error);
}

/**
 * bs_pdf_writer_reserve:
 * @self: a writer
 *
 * Returns: the number of an object that is written later
 */
guint
bs_pdf_writer_reserve (BsPdfWriter *self)
{
  guint64 none = 0;

  g_return_val_if_fail (self != NULL, 0);

  g_array_append_val (self->offsets, none);
  return self->offsets->len - 1;
}

static void
note_object (BsPdfWriter *self, guint number)
{
  if (number >= self->offsets->len)
    g_array_set_size (self->offsets, number + 1);
  g_array_index (self->offsets, guint64, number) = self->offset;
}

/**
 * bs_pdf_writer_add:
 * @self: a writer
 * @number: of the object
 * @object: its text (PDF 1.7, 7.3)
 * @error: return location for an error of the disk
 *
 * Writes an object.
 *
 * Returns: whether it was written
 */
gboolean
bs_pdf_writer_add (BsPdfWriter *self, guint number, const GString *object, GError **error)
{
  g_autofree char *head = g_strdup_printf ("%u 0 obj\n", number);

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (object != NULL, FALSE);

  note_object (self, number);
  return write_bytes (self, head, strlen (head), error) && write_bytes (self, object->str, object->len, error) &&
         write_bytes (self, "\nendobj\n", strlen ("\nendobj\n"), error);
}

static gboolean
is_delimiter (char c)
{
  return g_ascii_isspace (c) || strchr ("()<>[]{}/%", c) != NULL;
}

static void
skip_space (Copy *copy)
{
  while (copy->at < copy->end && (g_ascii_isspace (*copy->at) || *copy->at == '\0'))
    copy->at++;
}

/* Takes a word, a number or a name. */
static gboolean
take_word (Copy *copy, const char **word, gsize *length)
{
  *word = copy->at;
  if (copy->at < copy->end && *copy->at == '/')
    copy->at++;
  while (copy->at < copy->end && !is_delimiter (*copy->at))
    copy->at++;
  *length = (gsize) (copy->at - *word);
  return *length > 0;
}

static gboolean
is_word (const char *word, gsize length, const char *wanted)
{
  return length == strlen (wanted) && memcmp (word, wanted, length) == 0;
}

static gboolean
take_number (Copy *copy, guint64 *number)
{
  const char *start = copy->at;

  *number = 0;
  while (copy->at < copy->end && g_ascii_isdigit (*copy->at) && copy->at - start < 12)
    *number = *number * 10 + (guint64) (*copy->at++ - '0');
  return copy->at > start && (copy->at == copy->end || is_delimiter (*copy->at));
}

/* Returns: the object that one of the part becomes */
static guint
find_object (const Copy *copy, guint64 number)
{
  gpointer same = copy->same != NULL ? g_hash_table_lookup (copy->same, GUINT_TO_POINTER ((guint) number)) : NULL;

  return same != NULL ? GPOINTER_TO_UINT (same) : (guint) number + copy->first;
}

/* A reference, `12 0 R`; its number changes. */
static gboolean
copy_reference (Copy *copy)
{
  const char *start = copy->at;
  guint64 number, generation;

  if (take_number (copy, &number) && copy->at < copy->end && *copy->at == ' ')
    {
      copy->at++;
      if (take_number (copy, &generation) && copy->end - copy->at >= 2 && copy->at[0] == ' ' && copy->at[1] == 'R' &&
          (copy->end - copy->at == 2 || is_delimiter (copy->at[2])))
        {
          copy->at += 2;
          g_string_append_printf (copy->out, "%u 0 R", find_object (copy, number));
          return TRUE;
        }
    }
  copy->at = start;
  return FALSE;
}

static void
copy_string (Copy *copy)
{
  const char *start = copy->at;
  char close = *start == '(' ? ')' : '>';
  int depth = 0;

  for (; copy->at < copy->end; copy->at++)
    {
      if (close == ')' && *copy->at == '\\' && copy->at + 1 < copy->end)
        copy->at++;
      else if (close == ')' && *copy->at == '(')
        depth++;
      else if (*copy->at == close && (close == '>' || --depth == 0))
        break;
    }
  copy->at = MIN (copy->at + 1, copy->end);
  g_string_append_len (copy->out, start, copy->at - start);
}

/* The glyphs of a font by their codes. Most codes have the glyph for missing characters, whose name is not needed
 * except for the first: poppler guesses the size of all letters from the width of that glyph. */
static void
copy_differences (Copy *copy)
{
  guint64 code = 0;
  guint64 written = G_MAXUINT64;

  g_string_append (copy->out, "/Differences [");
  copy->at++;
  for (;;)
    {
      const char *word;
      gsize length;

      skip_space (copy);
      if (copy->at == copy->end || *copy->at == ']')
        break;
      if (g_ascii_isdigit (*copy->at))
        {
          if (!take_number (copy, &code))
            break;
          continue;
        }
      if (*copy->at != '/' || !take_word (copy, &word, &length))
        break;
      if (code == 0 || !is_word (word, length, "/g0"))
        {
          if (written != code)
            g_string_append_printf (copy->out, " %" G_GUINT64_FORMAT, code);
          g_string_append_len (copy->out, word, (gssize) length);
          written = code + 1;
        }
      code++;
    }
}

static void
copy_name (Copy *copy)
{
  const char *word;
  gsize length;
  guint64 page;

  take_word (copy, &word, &length);
  if (is_word (word, length, BS_PDF_WRITER_PARENT))
    {
      copy->root = copy->object;
      g_string_append_printf (copy->out, " %u 0 R", copy->parent);
    }
  else if (length > strlen (BS_PDF_WRITER_PAGE) && g_str_has_prefix (word, BS_PDF_WRITER_PAGE) &&
           (page = g_ascii_strtoull (word + strlen (BS_PDF_WRITER_PAGE), NULL, 10)) < copy->links->len)
    {
      g_array_index (copy->pages, guint, page) = copy->object;
      g_string_append_printf (copy->out, " %u 0 R", g_array_index (copy->links, guint, page));
    }
  else if (length > strlen (BS_PDF_WRITER_OBJECT) && g_str_has_prefix (word, BS_PDF_WRITER_OBJECT))
    {
      g_string_append_printf (copy->out, " %" G_GUINT64_FORMAT " 0 R",
                              g_ascii_strtoull (word + strlen (BS_PDF_WRITER_OBJECT), NULL, 10));
    }
  else if (is_word (word, length, "/Differences"))
    {
      skip_space (copy);
      if (copy->at < copy->end && *copy->at == '[')
        copy_differences (copy);
      else
        g_string_append_len (copy->out, word, (gssize) length);
    }
  else
    {
      g_string_append_len (copy->out, word, (gssize) length);
      if (is_word (word, length, "/Length"))
        {
          const char *start = copy->at;
          guint64 number;

          skip_space (copy);
          if (take_number (copy, &number))
            copy->length = number;
          copy->at = start;
        }
    }
}

/* Copies the part before the end of an object, or before its stream. */
static gboolean
copy_object (Copy *copy)
{
  while (copy->at < copy->end)
    {
      char c = *copy->at;

      if (g_ascii_isspace (c))
        {
          g_string_append_c (copy->out, c);
          copy->at++;
        }
      else if (c == '(' || (c == '<' && copy->at + 1 < copy->end && copy->at[1] != '<'))
        {
          copy_string (copy);
        }
      else if (c == '/')
        {
          copy_name (copy);
        }
      else if (is_delimiter (c))
        {
          gsize n = (c == '<' || c == '>') && copy->at + 1 < copy->end && copy->at[1] == c ? 2 : 1;

          g_string_append_len (copy->out, copy->at, (gssize) n);
          copy->at += n;
        }
      else if (!g_ascii_isdigit (c) || !copy_reference (copy))
        {
          const char *word;
          gsize length;

          if (!take_word (copy, &word, &length))
            return FALSE;
          g_string_append_len (copy->out, word, (gssize) length);
          if (is_word (word, length, "endobj") || is_word (word, length, "stream"))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Part of the PDF file is damaged"));
  return FALSE;
}

/* An object of the part, whose text is in `out` afterwards. */
typedef struct
{
  guint number;
  const char *stream; /* (nullable): its bytes */
  gsize length;       /* of the stream */
} Object;

static void
skip_word (Copy *copy, const char *word)
{
  skip_space (copy);
  if ((gsize) (copy->end - copy->at) >= strlen (word) && memcmp (copy->at, word, strlen (word)) == 0)
    copy->at += strlen (word);
}

static gboolean
read_object (Copy *copy, Object *object, GError **error)
{
  guint64 number = 0;

  memset (object, 0, sizeof *object);
  g_string_truncate (copy->out, 0);
  copy->length = 0;
  if (!take_number (copy, &number) || copy->end - copy->at < 6 || memcmp (copy->at, " 0 obj", 6) != 0 || number == 0 ||
      number > G_MAXINT32)
    return fail_damaged (error);
  copy->at += 6;
  object->number = (guint) number;
  copy->object = (guint) number + copy->first;
  if (!copy_object (copy))
    return fail_damaged (error);
  if (!g_str_has_suffix (copy->out->str, "stream"))
    return TRUE;
  if ((gsize) (copy->end - copy->at) < copy->length + 1)
    return fail_damaged (error);
  object->stream = copy->at + 1;
  object->length = copy->length;
  copy->at += copy->length + 1;
  skip_word (copy, "endstream");
  skip_word (copy, "endobj");
  return TRUE;
}

/* Fonts are the same in each part. */
static void
find_same (BsPdfWriter *self, Copy *copy, const Object *object)
{
  g_autoptr (GChecksum) checksum = NULL;
  gpointer known;

  if (object->length < MIN_SHARED_BYTES || strstr (copy->out->str, " R") != NULL)
    return;
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) copy->out->str, (gssize) copy->out->len);
  g_checksum_update (checksum, (const guchar *) object->stream, (gssize) object->length);
  known = g_hash_table_lookup (self->shared, g_checksum_get_string (checksum));
  if (known != NULL)
    g_hash_table_insert (copy->same, GUINT_TO_POINTER (object->number), known);
  else
    g_hash_table_insert (self->shared, g_strdup (g_checksum_get_string (checksum)),
                         GUINT_TO_POINTER (object->number + copy->first));
}

static gboolean
write_object (BsPdfWriter *self, const Copy *copy, const Object *object, GError **error)
{
  g_autofree char *head = g_strdup_printf ("%u 0 obj", copy->object);

  if (g_hash_table_contains (copy->same, GUINT_TO_POINTER (object->number)))
    return TRUE;
  note_object (self, copy->object);
  return write_bytes (self, head, strlen (head), error) && write_bytes (self, copy->out->str, copy->out->len, error) &&
         (object->stream == NULL ||
          (write_bytes (self, "\n", 1, error) && write_bytes (self, object->stream, object->length, error) &&
           write_bytes (self, "\nendstream\nendobj", strlen ("\nendstream\nendobj"), error))) &&
         write_bytes (self, "\n", 1, error);
}

/* Reads the part twice: it must be known which of its objects are already written before others refer to them. */
static gboolean
copy_objects (BsPdfWriter *self, Copy *copy, gboolean writes, GError **error)
{
  skip_space (copy);
  while (copy->at < copy->end && g_ascii_isdigit (*copy->at))
    {
      Object object;

      if (!read_object (copy, &object, error))
        return FALSE;
      if (!writes)
        find_same (self, copy, &object);
      else if (!write_object (self, copy, &object, error))
        return FALSE;
      skip_space (copy);
    }
  return TRUE;
}

/**
 * bs_pdf_writer_append:
 * @self: a writer
 * @path: (type filename): a PDF that libqpdf has written, without streams of objects
 * @parent: the object for %BS_PDF_WRITER_PARENT
 * @pages: (element-type guint) (inout): as long as it has pages; filled with their objects
 * @links: (element-type guint): the objects for %BS_PDF_WRITER_PAGE with a number; %BS_PDF_WRITER_OBJECT with a number
 *   is that object
 * @root: (out): the root of its pages
 * @error: return location for an error of the disk or of the PDF
 *
 * Copies all objects of a PDF.
 *
 * Returns: whether they were copied
 */
gboolean
bs_pdf_writer_append (BsPdfWriter *self, const char *path, guint parent, GArray *pages, const GArray *links,
                      guint *root, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GHashTable) same = g_hash_table_new (NULL, NULL);
  const char *start;
  Copy copy = { .same = same, .parent = parent, .pages = pages, .links = links, .out = out };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (pages != NULL && links != NULL && root != NULL, FALSE);

  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return FALSE;
  copy.at = g_mapped_file_get_contents (file);
  copy.end = copy.at + g_mapped_file_get_length (file);
  copy.first = self->offsets->len - 1;
  /* The version, and a comment that marks the file as binary. */
  while (copy.at < copy.end && !g_ascii_isdigit (*copy.at))
    {
      while (copy.at < copy.end && *copy.at != '\n')
        copy.at++;
      skip_space (&copy);
    }
  start = copy.at;
  if (!copy_objects (self, &copy, FALSE, error))
    return FALSE;
  copy.at = start;
  if (!copy_objects (self, &copy, TRUE, error))
    return FALSE;
  *root = copy.root;
  return TRUE;
}

/**
 * bs_pdf_writer_finish:
 * @self: a writer
 * @root: the catalogue
 * @info: the document's metadata
 * @error: return location for an error of the disk
 *
 * Writes the table of all objects (PDF 1.7, 7.5.4).
 *
 * Returns: whether the file is whole
 */
gboolean
bs_pdf_writer_finish (BsPdfWriter *self, guint root, guint info, GError **error)
{
  g_autoptr (GString) table = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, FALSE);

  g_string_append_printf (table, "xref\n0 %u\n0000000000 65535 f \n", self->offsets->len);
  for (guint i = 1; i < self->offsets->len; i++)
    {
      guint64 offset = g_array_index (self->offsets, guint64, i);

      g_string_append_printf (table, "%010" G_GUINT64_FORMAT " %05u %c \n", offset, offset == 0 ? 65535 : 0,
                              offset == 0 ? 'f' : 'n');
    }
  g_string_append_printf (
      table, "trailer\n<< /Size %u /Root %u 0 R /Info %u 0 R >>\nstartxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n",
      self->offsets->len, root, info, self->offset);
  return write_bytes (self, table->str, table->len, error) && g_output_stream_close (self->stream, NULL, error);
}

void
bs_pdf_writer_free (BsPdfWriter *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->stream);
  g_array_unref (self->offsets);
  g_clear_pointer (&self->shared, g_hash_table_unref);
  g_free (self);
}

/**
 * bs_pdf_append_text:
 * @out: receives the output
 * @text: in UTF-8
 *
 * Appends a string of any characters (PDF 1.7, 7.9.2.2).
 */
void
bs_pdf_append_text (GString *out, const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree gunichar2 *units = NULL;
  glong length = 0;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  valid = g_utf8_make_valid (text, -1);
  units = g_utf8_to_utf16 (valid, -1, NULL, &length, NULL);
  g_string_append (out, "<FEFF");
  for (glong i = 0; i < length; i++)
    g_string_append_printf (out, "%04X", units[i]);
  g_string_append_c (out, '>');
}

/**
 * bs_pdf_append_number:
 * @out: receives the output
 * @number: any
 *
 * Appends a number, with two digits after the point.
 */
void
bs_pdf_append_number (GString *out, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (out != NULL);

  g_string_append_printf (out, " %s", g_ascii_formatd (buffer, sizeof buffer, "%.2f", number));
}
