/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal-step.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/format/article/article.h"
#include "model/library/folder/relative-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* The maximum size of a result, against hostile or damaged files. */
#define MAX_FILE_BYTES ((guint64) BS_ARTICLE_MAX_BYTES + 1)

struct _BsJournalStep
{
  int fd;
  int kept_fd; /* bytes of files that undoing the step removed, or -1 */
  BsJournalCursor cursor;
  BsJournalCursor kept_cursor;
  GPtrArray *entries; /* (element-type BsJournalEntry) */
  GHashTable *kept;   /* (element-type filename guint64): paths to the position of their bytes */
  GPtrArray *made;    /* (element-type filename): folders, the inner before the outer */
  GPtrArray *removed; /* (element-type filename): folders */
  char *prefix;       /* (nullable) */
  guint64 length;     /* the length of its valid part, in bytes */
};

static void
free_entry (gpointer data)
{
  BsJournalEntry *entry = data;

  if (entry == NULL)
    return;
  g_free (entry->path);
  g_free (entry);
}

static gboolean
set_broken (GError **error)
{
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN,
                       _ ("The history of this step is damaged and cannot be used. No file was changed."));

  return FALSE;
}

static char *
dup_path (GVariant *bytes)
{
  gsize length = g_variant_get_size (bytes);
  const char *data = g_variant_get_data (bytes);

  /* A path with an embedded NUL would be read as another path. */
  return length > 0 && memchr (data, '\0', length) == NULL ? g_strndup (data, length) : NULL;
}

static BsJournalEntry *
new_entry (const BsJournalStep *self, GVariant *path, const BsJournalSide *old_side, const BsJournalSide *new_side,
           guint64 place)
{
  g_autofree char *name = dup_path (path);
  g_autofree char *whole = NULL;
  BsJournalEntry *entry;

  if (name == NULL || (!old_side->exists && !new_side->exists))
    return NULL;
  whole = self->prefix != NULL ? g_build_filename (self->prefix, name, NULL) : g_steal_pointer (&name);
  if (!bs_relative_path_is_safe (whole))
    return NULL;

  entry = g_new0 (BsJournalEntry, 1);
  entry->path = g_steal_pointer (&whole);
  entry->old_side = *old_side;
  entry->new_side = *new_side;
  entry->place = place;

  return entry;
}

/* Computes the new bytes of a version 1 entry from the whole old ones. */
static GBytes *
make_old_entry (GVariant *payload, BsJournalDirection direction)
{
  g_autoptr (GVariant) old_data = g_variant_get_child_value (payload, 2);
  g_autoptr (GVariant) middle = g_variant_get_child_value (payload, 6);
  gsize old_length = g_variant_get_size (old_data), middle_length = g_variant_get_size (middle);
  const guint8 *old = g_variant_get_data (old_data);
  guint64 start, end;
  GByteArray *out;

  if (direction == BS_JOURNAL_UNDO)
    return g_variant_get_data_as_bytes (old_data);
  g_variant_get_child (payload, 4, "t", &start);
  g_variant_get_child (payload, 5, "t", &end);
  if (start > old_length || end > old_length - start || start + end + middle_length > MAX_FILE_BYTES)
    return NULL;
  out = g_byte_array_sized_new (start + middle_length + end);
  if (start > 0)
    g_byte_array_append (out, old, start);
  if (middle_length > 0)
    g_byte_array_append (out, g_variant_get_data (middle), middle_length);
  if (end > 0)
    g_byte_array_append (out, old + old_length - end, end);

  return g_byte_array_free_to_bytes (out);
}

static BsJournalEntry *
read_old_entry (const BsJournalStep *self, GVariant *payload, guint64 place)
{
  g_autoptr (GVariant) path = g_variant_get_child_value (payload, 0);
  g_autoptr (GBytes) old_bytes = make_old_entry (payload, BS_JOURNAL_UNDO);
  g_autoptr (GBytes) new_bytes = make_old_entry (payload, BS_JOURNAL_REDO);
  BsJournalSide old_side = { 0 }, new_side = { 0 };
  guint64 sum;

  g_variant_get_child (payload, 1, "b", &old_side.exists);
  g_variant_get_child (payload, 3, "b", &new_side.exists);
  g_variant_get_child (payload, 7, "t", &sum);
  if (new_bytes == NULL || sum != (new_side.exists ? bs_file_hash (new_bytes) : 0))
    return NULL;
  if (old_side.exists)
    {
      old_side.length = g_bytes_get_size (old_bytes);
      old_side.hash = bs_file_hash (old_bytes);
    }
  if (new_side.exists)
    {
      new_side.length = g_bytes_get_size (new_bytes);
      new_side.hash = sum;
    }

  return new_entry (self, path, &old_side, &new_side, place);
}

static BsJournalEntry *
read_change (const BsJournalStep *self, GVariant *payload, guint64 place)
{
  g_autoptr (GVariant) path = g_variant_get_child_value (payload, 0);
  BsJournalSide old_side, new_side;

  g_variant_get_child (payload, 1, "(btt)", &old_side.exists, &old_side.length, &old_side.hash);
  g_variant_get_child (payload, 2, "(btt)", &new_side.exists, &new_side.length, &new_side.hash);

  return new_entry (self, path, &old_side, &new_side, place);
}

static void
drop_old_entry (BsJournalStep *self, GVariant *payload)
{
  g_autofree char *name = dup_path (payload);
  g_autofree char *path =
      name != NULL && self->prefix != NULL ? g_build_filename (self->prefix, name, NULL) : g_strdup (name);

  for (guint i = self->entries->len; path != NULL && i > 0; i--)
    {
      BsJournalEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry != NULL && strcmp (entry->path, path) == 0)
        {
          free_entry (entry);
          self->entries->pdata[i - 1] = NULL;
          return;
        }
    }
}

static gboolean
add_folder (BsJournalStep *self, GVariant *payload)
{
  g_autoptr (GVariant) path = g_variant_get_child_value (payload, 1);
  g_autofree char *name = dup_path (path);
  g_autofree char *whole =
      name != NULL && self->prefix != NULL ? g_build_filename (self->prefix, name, NULL) : g_strdup (name);
  gboolean is_made;

  if (whole == NULL || !bs_relative_path_is_safe (whole))
    return FALSE;
  g_variant_get_child (payload, 0, "b", &is_made);
  g_ptr_array_add (is_made ? self->made : self->removed, g_steal_pointer (&whole));

  return TRUE;
}

/* Handles one record. Returns whether it is valid. */
static gboolean
take_record (BsJournalStep *self, BsJournalRecord kind, GVariant *payload, guint64 place)
{
  BsJournalEntry *entry;
  guint32 number;

  switch (kind)
    {
    case BS_JOURNAL_RECORD_OLD_ENTRY:
    case BS_JOURNAL_RECORD_CHANGE:
      entry =
          kind == BS_JOURNAL_RECORD_CHANGE ? read_change (self, payload, place) : read_old_entry (self, payload, place);
      if (entry == NULL)
        return FALSE;
      g_ptr_array_add (self->entries, entry);
      return TRUE;
    case BS_JOURNAL_RECORD_OLD_DROP:
      drop_old_entry (self, payload);
      return TRUE;
    case BS_JOURNAL_RECORD_DROP:
      number = g_variant_get_uint32 (payload);
      if (number >= self->entries->len)
        return FALSE;
      g_clear_pointer ((BsJournalEntry **) &self->entries->pdata[number], free_entry);
      return TRUE;
    case BS_JOURNAL_RECORD_ABOUT:
      {
        guint32 mode;
        gint64 modified;

        g_variant_get (payload, "(uux)", &number, &mode, &modified);
        if (number >= self->entries->len)
          return FALSE;
        entry = g_ptr_array_index (self->entries, number);
        if (entry != NULL)
          {
            entry->mode = mode & 0777;
            entry->modified = MAX (modified, 0);
          }
        return TRUE;
      }
    case BS_JOURNAL_RECORD_PREFIX:
      {
        g_autofree char *folder = dup_path (payload);
        char *whole;

        if (folder == NULL || self->entries->len > 0)
          return FALSE;
        whole = self->prefix != NULL ? g_build_filename (self->prefix, folder, NULL) : g_strdup (folder);
        g_free (self->prefix);
        self->prefix = whole;
        return TRUE;
      }
    case BS_JOURNAL_RECORD_FOLDER:
      return add_folder (self, payload);
    case BS_JOURNAL_RECORD_NAME:
    case BS_JOURNAL_RECORD_ID:
    case BS_JOURNAL_RECORD_SUMMARY:
    case BS_JOURNAL_RECORD_TAIL:
    case BS_JOURNAL_RECORD_KEPT:
    case BS_JOURNAL_RECORD_EXCHANGE:
    default:
      return TRUE;
    }
}

/* Finds the bytes that undoing the step removed; the last ones of a file win. */
static void
read_kept (BsJournalStep *self)
{
  BsJournalRecord kind;

  if (!bs_journal_cursor_init (&self->kept_cursor, self->kept_fd))
    return;
  for (;;)
    {
      guint64 place = self->kept_cursor.place;
      g_autoptr (GVariant) payload = bs_journal_cursor_next (&self->kept_cursor, &kind);
      g_autoptr (GVariant) name = NULL;
      g_autofree char *path = NULL;

      if (payload == NULL)
        return;
      if (kind != BS_JOURNAL_RECORD_KEPT)
        continue;
      name = g_variant_get_child_value (payload, 0);
      path = dup_path (name);
      if (path != NULL)
        g_hash_table_replace (self->kept, g_steal_pointer (&path), g_memdup2 (&place, sizeof place));
    }
}

/**
 * bs_journal_step_open:
 * @fd: (transfer full): a step's file
 * @kept_fd: (transfer full): a file with the bytes that undoing it removed, or -1
 * @error: return location
 *
 * Reads the list of a step's files and checks that the step is complete.
 *
 * Returns: (transfer full) (nullable): the valid part of the step; %NULL with %BS_CHANGE_ERROR_BROKEN if a newer
 *   version wrote it
 */
BsJournalStep *
bs_journal_step_open (int fd, int kept_fd, GError **error)
{
  g_autoptr (BsJournalStep) self = g_new0 (BsJournalStep, 1);
  guint n = 0;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self->fd = fd;
  self->kept_fd = kept_fd;
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_kept (self);

  if (bs_journal_cursor_init (&self->cursor, fd))
    {
      BsJournalRecord kind;
      GVariant *payload;
      gboolean is_taken = TRUE;

      for (guint64 place = self->cursor.place;
           is_taken && (payload = bs_journal_cursor_next (&self->cursor, &kind)) != NULL; place = self->cursor.place)
        {
          is_taken = take_record (self, kind, payload, place);
          if (is_taken)
            self->length = self->cursor.place;
          g_variant_unref (payload);
        }
      if (self->cursor.is_newer)
        {
          g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN,
                               _ ("A newer version of Broadsheet made this change. Use that version to undo it."));
          return NULL;
        }
    }

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (self->entries->pdata[i] != NULL)
        self->entries->pdata[n++] = self->entries->pdata[i];
    }
  /* Later ones are already included or were dropped. */
  g_ptr_array_set_free_func (self->entries, NULL);
  g_ptr_array_set_size (self->entries, n);
  g_ptr_array_set_free_func (self->entries, free_entry);

  return g_steal_pointer (&self);
}

/**
 * bs_journal_step_close:
 * @self: (transfer full): a step
 */
void
bs_journal_step_close (BsJournalStep *self)
{
  g_return_if_fail (self != NULL);

  bs_journal_cursor_clear (&self->cursor);
  bs_journal_cursor_clear (&self->kept_cursor);
  if (self->fd >= 0)
    close (self->fd);
  if (self->kept_fd >= 0)
    close (self->kept_fd);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->removed);
  g_hash_table_unref (self->kept);
  g_free (self->prefix);
  g_free (self);
}

/**
 * bs_journal_step_removes_files:
 * @self: a step
 *
 * Returns: whether the step removed files: then those that it created may be moved files, and not only copies
 */
gboolean
bs_journal_step_removes_files (const BsJournalStep *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    if (!((const BsJournalEntry *) g_ptr_array_index (self->entries, i))->new_side.exists)
      return TRUE;

  return FALSE;
}

/**
 * bs_journal_step_get_folders:
 * @self: a step
 * @direction: whether the step is undone or redone
 *
 * Returns: (transfer none) (element-type filename): the folders to remove if they are empty afterwards, the inner
 *   before the outer
 */
const GPtrArray *
bs_journal_step_get_folders (const BsJournalStep *self, BsJournalDirection direction)
{
  g_return_val_if_fail (self != NULL, NULL);

  return direction == BS_JOURNAL_UNDO ? self->made : self->removed;
}

/**
 * bs_journal_step_get_entries:
 * @self: a step
 *
 * Returns: (transfer none) (element-type BsJournalEntry): the changes, in the order in which they were written
 */
const GPtrArray *
bs_journal_step_get_entries (const BsJournalStep *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->entries;
}

/**
 * bs_journal_step_get_length:
 * @self: a step
 *
 * Returns: the length of the valid part of its file in bytes; 0 if it is not a step's file
 */
guint64
bs_journal_step_get_length (const BsJournalStep *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/* Applies the splices. Parts between them are copied from @there; returns NULL if they do not fit. */
static GBytes *
splice (GVariant *payload, BsJournalDirection direction, GBytes *there, guint64 wanted_length)
{
  g_autoptr (GVariant) splices = g_variant_get_child_value (payload, 3);
  gsize length = 0, place = 0;
  const guint8 *data = there != NULL ? g_bytes_get_data (there, &length) : NULL;
  g_autoptr (GByteArray) out = NULL;
  gsize n = g_variant_n_children (splices);

  if (wanted_length > MAX_FILE_BYTES)
    return NULL;
  out = g_byte_array_sized_new (wanted_length);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (splices, i);
      g_autoptr (GVariant) from = g_variant_get_child_value (item, direction == BS_JOURNAL_UNDO ? 2 : 1);
      g_autoptr (GVariant) to = g_variant_get_child_value (item, direction == BS_JOURNAL_UNDO ? 1 : 2);
      gsize from_length = g_variant_get_size (from), to_length = g_variant_get_size (to);
      guint64 same;

      g_variant_get_child (item, 0, "t", &same);
      if (same > length - place || from_length > length - place - same || same + to_length > wanted_length - out->len ||
          (from_length > 0 && memcmp (data + place + same, g_variant_get_data (from), from_length) != 0))
        return NULL;
      if (same > 0)
        g_byte_array_append (out, data + place, same);
      if (to_length > 0)
        g_byte_array_append (out, g_variant_get_data (to), to_length);
      place += same + from_length;
    }
  if (length - place != wanted_length - out->len)
    return NULL;
  if (length > place)
    g_byte_array_append (out, data + place, length - place);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
read_kept_bytes (BsJournalStep *self, const BsJournalEntry *entry)
{
  const guint64 *place = g_hash_table_lookup (self->kept, entry->path);
  g_autoptr (GVariant) payload = NULL;
  g_autoptr (GVariant) data = NULL;
  BsJournalRecord kind;

  if (place == NULL)
    return NULL;
  self->kept_cursor.place = *place;
  payload = bs_journal_cursor_next (&self->kept_cursor, &kind);
  if (payload == NULL || kind != BS_JOURNAL_RECORD_KEPT)
    return NULL;
  data = g_variant_get_child_value (payload, 1);

  return g_variant_get_data_as_bytes (data);
}

/**
 * bs_journal_step_make:
 * @self: a step
 * @entry: one of its entries
 * @direction: whether to undo or to redo
 * @there: (nullable): the file's current bytes
 * @error: return location
 *
 * Computes the bytes of a file after an undo or redo. They are verified against the hash recorded with the step.
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL with %BS_CHANGE_ERROR_CHANGED if the current bytes do not fit,
 *   and with %BS_CHANGE_ERROR_BROKEN if the step is damaged or the bytes were not saved
 */
GBytes *
bs_journal_step_make (BsJournalStep *self, const BsJournalEntry *entry, BsJournalDirection direction, GBytes *there,
                      GError **error)
{
  const BsJournalSide *aim = bs_journal_entry_get_side (entry, direction, TRUE);
  const BsJournalSide *expected = bs_journal_entry_get_side (entry, direction, FALSE);
  g_autofree char *shown = g_filename_display_name (entry->path);
  g_autoptr (GVariant) payload = NULL;
  g_autoptr (GBytes) made = NULL;
  BsJournalRecord kind;

  g_return_val_if_fail (self != NULL && aim->exists, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self->cursor.place = entry->place;
  payload = bs_journal_cursor_next (&self->cursor, &kind);
  if (payload != NULL && kind == BS_JOURNAL_RECORD_OLD_ENTRY)
    {
      made = make_old_entry (payload, direction);
    }
  else if (payload != NULL && kind == BS_JOURNAL_RECORD_CHANGE && direction == BS_JOURNAL_REDO && !expected->exists)
    {
      made = read_kept_bytes (self, entry);
      if (made == NULL)
        {
          g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN,
                       _ ("The content of “%s” is no longer in the history. The file was not restored."), shown);
          return NULL;
        }
    }
  else if (payload != NULL && kind == BS_JOURNAL_RECORD_CHANGE)
    {
      if (!bs_journal_side_matches (expected, there))
        {
          g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED, _ ("“%s” has been changed since."), shown);
          return NULL;
        }
      made = splice (payload, direction, there, aim->length);
    }
  if (made == NULL || !bs_journal_side_matches (aim, made))
    {
      set_broken (error);
      return NULL;
    }

  return g_steal_pointer (&made);
}

/**
 * bs_journal_entry_get_side:
 * @self: an entry
 * @direction: whether to undo or to redo
 * @is_aim: %TRUE for the side to restore, %FALSE for the expected current one
 *
 * Returns: (transfer none): the side
 */
const BsJournalSide *
bs_journal_entry_get_side (const BsJournalEntry *self, BsJournalDirection direction, gboolean is_aim)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (direction == BS_JOURNAL_UNDO) == (is_aim != FALSE) ? &self->old_side : &self->new_side;
}

/**
 * bs_journal_side_matches:
 * @self: one side of a change
 * @bytes: (nullable): the file's bytes
 *
 * Returns: whether the bytes are those of the side
 */
gboolean
bs_journal_side_matches (const BsJournalSide *self, GBytes *bytes)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (bytes == NULL || !self->exists)
    return (bytes == NULL) == !self->exists;

  return g_bytes_get_size (bytes) == self->length && bs_file_hash (bytes) == self->hash;
}
