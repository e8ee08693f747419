/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal-file.h"

#include "model/change/write/file-access.h"

#include <string.h>

/* A step's file: eight bytes, and then records. A record is its kind, the length of what it holds, that, and a sum over
 * all of it; numbers are little-endian. What a record holds is a serialised GVariant. What stands behind the last whole
 * record was not finished, and counts for nothing. */
#define START "BSSTEP1\n"
#define HEAD_BYTES 12
#define SUM_BYTES 8

#define KIND_NAME 1
#define KIND_ENTRY 2
#define KIND_DROP 3
#define KIND_STAMP 4

#define STAMP_TYPE G_VARIANT_TYPE_UINT64
#define NAME_TYPE G_VARIANT_TYPE ("s")
#define PATH_TYPE G_VARIANT_TYPE_BYTESTRING
/* The path; whether there was a file, and its bytes; whether there is one, how much of the old bytes' start and end it
 * has, what stands between them, and its sum. */
#define ENTRY_FORMAT "(aybaybttayt)"
#define ENTRY_TYPE G_VARIANT_TYPE (ENTRY_FORMAT)

typedef struct
{
  const guint8 *data;
  gsize length;
  gsize place;
} Walk;

static void
append_number (GByteArray *out, guint64 number, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = number >> (8 * i);

      g_byte_array_append (out, &byte, 1);
    }
}

static guint64
read_number (const guint8 *p, guint n)
{
  guint64 number = 0;

  for (guint i = 0; i < n; i++)
    number |= (guint64) p[i] << (8 * i);

  return number;
}

static guint64
take_sum (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);

  return bs_file_hash (bytes);
}

static void
append_record (GByteArray *out, guint kind, GVariant *variant)
{
  g_autoptr (GVariant) payload = g_variant_ref_sink (variant);
  gsize start = out->len;

  append_number (out, kind, 4);
  append_number (out, g_variant_get_size (payload), 8);
  g_byte_array_append (out, g_variant_get_data (payload), g_variant_get_size (payload));
  append_number (out, take_sum (out->data + start, out->len - start), SUM_BYTES);
}

static GVariant *
wrap (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, length > 0 ? data : "", length, 1);
}

/**
 * bs_journal_file_append_start:
 * @out: an empty file
 *
 * Begins a step's file.
 */
void
bs_journal_file_append_start (GByteArray *out)
{
  g_return_if_fail (out != NULL);

  g_byte_array_append (out, (const guint8 *) START, strlen (START));
}

/**
 * bs_journal_file_append_stamp:
 * @out: a step's file that was just begun
 * @stamp: what tells the step from all others
 *
 * The stamp comes before all else. Files of older versions have none.
 */
void
bs_journal_file_append_stamp (GByteArray *out, guint64 stamp)
{
  g_return_if_fail (out != NULL && out->len == strlen (START));

  append_record (out, KIND_STAMP, g_variant_new_uint64 (stamp));
}

/**
 * bs_journal_file_append_name:
 * @out: a step's file
 * @name: what a person calls the step; of several the last one counts
 */
void
bs_journal_file_append_name (GByteArray *out, const char *name)
{
  g_return_if_fail (out != NULL && name != NULL);

  append_record (out, KIND_NAME, g_variant_new_string (name));
}

/**
 * bs_journal_file_append_entry:
 * @out: a step's file
 * @path: a file, relative to the library
 * @old_bytes: (nullable): its bytes before
 * @new_bytes: (nullable): its bytes behind
 *
 * Writes down all of the old bytes, and of the new ones what differs.
 */
void
bs_journal_file_append_entry (GByteArray *out, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  gsize old_length = 0, new_length = 0, start = 0, end = 0;
  const char *old_data = old_bytes != NULL ? g_bytes_get_data (old_bytes, &old_length) : NULL;
  const char *new_data = new_bytes != NULL ? g_bytes_get_data (new_bytes, &new_length) : NULL;
  gsize common = MIN (old_length, new_length);

  g_return_if_fail (out != NULL && path != NULL);

  while (start < common && old_data[start] == new_data[start])
    start++;
  while (end < common - start && old_data[old_length - 1 - end] == new_data[new_length - 1 - end])
    end++;

  append_record (out, KIND_ENTRY,
                 g_variant_new ("(@ayb@aybtt@ayt)", wrap (path, strlen (path)), old_bytes != NULL,
                                wrap (old_data, old_length), new_bytes != NULL, (guint64) start, (guint64) end,
                                wrap (new_data != NULL ? new_data + start : NULL, new_length - start - end),
                                bs_file_hash (new_bytes)));
}

/**
 * bs_journal_file_append_drop:
 * @out: a step's file
 * @path: a file of an entry
 *
 * Takes back an entry, of which nothing came.
 */
void
bs_journal_file_append_drop (GByteArray *out, const char *path)
{
  g_return_if_fail (out != NULL && path != NULL);

  append_record (out, KIND_DROP, wrap (path, strlen (path)));
}

static const GVariantType *
find_type (guint kind)
{
  switch (kind)
    {
    case KIND_NAME:
      return NAME_TYPE;
    case KIND_ENTRY:
      return ENTRY_TYPE;
    case KIND_STAMP:
      return STAMP_TYPE;
    case KIND_DROP:
    default:
      return PATH_TYPE;
    }
}

/* The next whole record; NULL where there is none. */
static GVariant *
read_record (Walk *self, guint *kind)
{
  const guint8 *p = self->data + self->place;
  gsize left = self->length - self->place;
  guint64 length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) payload = NULL;

  if (left < HEAD_BYTES + SUM_BYTES)
    return NULL;
  *kind = read_number (p, 4);
  length = read_number (p + 4, 8);
  if (length > left - HEAD_BYTES - SUM_BYTES ||
      read_number (p + HEAD_BYTES + length, SUM_BYTES) != take_sum (p, HEAD_BYTES + length) || *kind < KIND_NAME ||
      *kind > KIND_STAMP)
    return NULL;
  self->place += HEAD_BYTES + length + SUM_BYTES;

  bytes = g_bytes_new (p + HEAD_BYTES, length);
  payload = g_variant_new_from_bytes (find_type (*kind), bytes, FALSE);
  g_variant_ref_sink (payload);

  return g_variant_get_normal_form (payload);
}

static gboolean
walk_begin (Walk *self, GBytes *bytes)
{
  self->data = g_bytes_get_data (bytes, &self->length);
  self->place = strlen (START);

  return self->length >= self->place && memcmp (self->data, START, self->place) == 0;
}

/**
 * bs_journal_file_read_stamp:
 * @bytes: a step's file
 *
 * Returns: what tells the step from all others; 0 where it has no such stamp
 */
guint64
bs_journal_file_read_stamp (GBytes *bytes)
{
  g_autoptr (GVariant) payload = NULL;
  Walk walk = { 0 };
  guint kind;

  g_return_val_if_fail (bytes != NULL, 0);

  if (walk_begin (&walk, bytes))
    payload = read_record (&walk, &kind);

  return payload != NULL && kind == KIND_STAMP ? g_variant_get_uint64 (payload) : 0;
}

/**
 * bs_journal_file_read_name:
 * @bytes: a step's file
 *
 * Returns: (transfer full) (nullable): what a person calls the step
 */
char *
bs_journal_file_read_name (GBytes *bytes)
{
  g_autofree char *name = NULL;
  Walk walk = { 0 };
  GVariant *payload;
  guint kind;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!walk_begin (&walk, bytes))
    return NULL;
  while ((payload = read_record (&walk, &kind)) != NULL)
    {
      if (kind == KIND_NAME)
        {
          g_free (name);
          name = g_variant_dup_string (payload, NULL);
        }
      g_variant_unref (payload);
    }

  return g_steal_pointer (&name);
}

static void
free_entry (gpointer data)
{
  BsJournalEntry *entry = data;

  g_free (entry->path);
  g_clear_pointer (&entry->old_bytes, g_bytes_unref);
  g_clear_pointer (&entry->new_bytes, g_bytes_unref);
  g_free (entry);
}

static void
drop_entry (GPtrArray *entries, GVariant *payload)
{
  g_autofree char *path = g_strndup (g_variant_get_data (payload), g_variant_get_size (payload));

  for (guint i = entries->len; i > 0; i--)
    {
      if (strcmp (((BsJournalEntry *) g_ptr_array_index (entries, i - 1))->path, path) == 0)
        {
          g_ptr_array_remove_index (entries, i - 1);
          return;
        }
    }
}

static BsJournalEntry *
read_entry (GVariant *payload)
{
  g_autoptr (GVariant) path = NULL;
  g_autoptr (GVariant) old_data = NULL;
  g_autoptr (GVariant) middle = NULL;
  gboolean has_old, has_new;
  guint64 start, end, sum;
  BsJournalEntry *entry = g_new0 (BsJournalEntry, 1);

  g_variant_get (payload, "(@ayb@aybtt@ayt)", &path, &has_old, &old_data, &has_new, &start, &end, &middle, &sum);
  entry->path = g_strndup (g_variant_get_data (path), g_variant_get_size (path));
  if (has_old)
    entry->old_bytes = g_variant_get_data_as_bytes (old_data);
  if (has_new)
    {
      gsize old_length = g_variant_get_size (old_data);
      const guint8 *old = g_variant_get_data (old_data);
      GByteArray *made = g_byte_array_new ();

      if (start <= old_length && end <= old_length - start)
        {
          if (start > 0)
            g_byte_array_append (made, old, start);
          if (g_variant_get_size (middle) > 0)
            g_byte_array_append (made, g_variant_get_data (middle), g_variant_get_size (middle));
          if (end > 0)
            g_byte_array_append (made, old + old_length - end, end);
        }
      entry->new_bytes = g_byte_array_free_to_bytes (made);
    }
  if (*entry->path == '\0' || bs_file_hash (entry->new_bytes) != sum)
    g_clear_pointer (&entry, free_entry);

  return entry;
}

/**
 * bs_journal_file_read_entries:
 * @bytes: a step's file
 * @valid_length: (out) (optional): how much of it is whole, in bytes; 0 where it is no such file
 *
 * Reads what a step did. Never fails: what is broken ends it.
 *
 * Returns: (transfer full) (element-type BsJournalEntry): the entries, in the order in which they were written
 */
GPtrArray *
bs_journal_file_read_entries (GBytes *bytes, gsize *valid_length)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (free_entry);
  Walk walk = { 0 };
  GVariant *payload;
  guint kind;

  g_return_val_if_fail (bytes != NULL, entries);

  if (valid_length != NULL)
    *valid_length = 0;
  if (!walk_begin (&walk, bytes))
    return entries;
  while ((payload = read_record (&walk, &kind)) != NULL)
    {
      BsJournalEntry *entry = kind == KIND_ENTRY ? read_entry (payload) : NULL;

      if (kind == KIND_DROP)
        drop_entry (entries, payload);
      g_variant_unref (payload);
      if (kind == KIND_ENTRY && entry == NULL)
        break;
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      if (valid_length != NULL)
        *valid_length = walk.place;
    }

  return entries;
}
