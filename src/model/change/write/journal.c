/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/change/write/journal-part.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP_SUFFIX ".step"
#define UNDONE_SUFFIX ".undone"
/* A step that is being made. What of it is whole was on the disk before any file was changed. */
#define PART_SUFFIX ".part"
/* The bytes of files that undoing the step has removed, without which it could not be done again. */
#define KEPT_SUFFIX ".kept"
/* A step that cannot be read. It is set aside, so that those before it can be undone. */
#define DAMAGED_SUFFIX ".damaged"
#define MAX_DAMAGED 8
/* Where earlier versions noted the number of the last step that was in force. */
#define POSITION "position"

/* A clock never shows this much, and what is larger would leave no room for later ones. */
#define MAX_STAMP ((guint64) G_MAXINT64 / 2)
#define MAX_NUMBER ((guint) G_MAXINT32)

/**
 * BsJournal:
 *
 * A folder with one file a step, whose suffix says whether the step has been undone, so that undoing it is one rename.
 * A new step takes the place of those that are undone. Their order, and which one is meant, tells the stamp in the
 * file: the time at which the step was begun, in microseconds, and always more than those before. Steps of older
 * versions have none, and are told by the number in their name, which no other step without a stamp will have.
 */
struct _BsJournal
{
  char *folder;
  int lock;
  GArray *items; /* (element-type Item): in the order of their stamps */
  guint last_number;

  BsJournalPart *part; /* (nullable): the step that is being made */
  guint number;
  guint64 stamp; /* of the step that was begun last; 0 where nothing came of it */
  guint n_pushed_out;

  GByteArray *kept_pending;
};

typedef struct
{
  guint number;
  guint64 stamp;
  guint64 size; /* in bytes */
  gboolean is_undone;
} Item;

static char *
build_path (const BsJournal *self, guint number, const char *suffix)
{
  g_autofree char *name = g_strdup_printf ("%010u%s", number, suffix);

  return g_build_filename (self->folder, name, NULL);
}

static char *
build_item_path (const BsJournal *self, const Item *item)
{
  return build_path (self, item->number, item->is_undone ? UNDONE_SUFFIX : STEP_SUFFIX);
}

static int
open_file (const char *path)
{
  return open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *one = a, *other = b;

  if (one->stamp != other->stamp)
    return one->stamp > other->stamp ? 1 : -1;

  return (one->number > other->number) - (one->number < other->number);
}

/* Reads a name such as 0000000012.step. Returns 0 for any other. */
static guint
parse_name (const char *name, const char **suffix)
{
  g_autofree char *digits = NULL;
  guint64 number;

  *suffix = strchr (name, '.');
  if (*suffix == NULL)
    return 0;
  digits = g_strndup (name, *suffix - name);
  if (!g_ascii_string_to_unsigned (digits, 10, 1, MAX_NUMBER, &number, NULL))
    return 0;

  return (guint) number;
}

static guint64
get_size (const char *path)
{
  struct stat st;

  return stat (path, &st) == 0 ? (guint64) st.st_size : 0;
}

static void
add_item (BsJournal *self, guint number, gboolean is_undone)
{
  Item item = { .number = number, .is_undone = is_undone };
  g_autofree char *path = build_item_path (self, &item);
  g_autofree char *kept = build_path (self, number, KEPT_SUFFIX);
  int fd = open_file (path);

  if (fd >= 0)
    {
      item.stamp = bs_journal_file_read_stamp (fd);
      close (fd);
    }
  if (item.stamp == 0 || item.stamp > MAX_STAMP)
    item.stamp = number;
  item.size = get_size (path) + get_size (kept);
  g_array_append_val (self->items, item);
}

/* A number that no file has. */
static guint
pick_number (const BsJournal *self)
{
  guint number = 1;

  if (self->last_number < MAX_NUMBER)
    return self->last_number + 1;
  for (guint i = 0; i < self->items->len; i++)
    {
      if (g_array_index (self->items, Item, i).number == number)
        {
          number++;
          i = G_MAXUINT;
        }
    }

  return number;
}

static void
delete_item (BsJournal *self, guint i)
{
  const Item *item = &g_array_index (self->items, Item, i);
  g_autofree char *path = build_item_path (self, item);
  g_autofree char *kept = build_path (self, item->number, KEPT_SUFFIX);

  unlink (path);
  unlink (kept);
  g_array_remove_index (self->items, i);
}

/* A new step takes the place of those that were undone. */
static void
drop_undone (BsJournal *self)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      if (g_array_index (self->items, Item, i - 1).is_undone)
        delete_item (self, i - 1);
    }
}

/* How many of the oldest steps have to go for the rest to be within the bounds. */
static guint
count_beyond (const BsJournal *self)
{
  guint64 size = 0;

  for (guint i = self->items->len; i > 0; i--)
    {
      size += g_array_index (self->items, Item, i - 1).size;
      if (self->items->len - i >= BS_JOURNAL_MAX_STEPS || (size > BS_JOURNAL_MAX_BYTES && i < self->items->len))
        return i;
    }

  return 0;
}

static void
trim (BsJournal *self)
{
  guint n = count_beyond (self);
  guint n_many = self->items->len > BS_JOURNAL_MAX_STEPS ? self->items->len - BS_JOURNAL_MAX_STEPS : 0;

  self->n_pushed_out = n - MIN (n, n_many);
  for (; n > 0; n--)
    delete_item (self, 0);
}

/* Whoever made this step did not live to finish it. What it had put down may have been done, and can be undone: for a
 * file that is still the old one that is nothing. */
static void
finish_part (BsJournal *self, guint number)
{
  g_autofree char *part = build_path (self, number, PART_SUFFIX);
  g_autofree char *path = build_path (self, number, STEP_SUFFIX);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsJournalStep) step = bs_journal_step_open (open_file (part), -1, &error);

  if (step == NULL)
    return;
  if (bs_journal_step_get_entries (step)->len == 0)
    {
      unlink (part);
      return;
    }
  if (access (path, F_OK) == 0 || truncate (part, (off_t) bs_journal_step_get_length (step)) != 0)
    return;
  drop_undone (self);
  if (rename (part, path) != 0)
    return;
  add_item (self, number, FALSE);
  g_array_sort (self->items, compare_items);
}

/* What earlier versions noted apart is in the names now. */
static void
read_position (BsJournal *self)
{
  g_autofree char *path = g_build_filename (self->folder, POSITION, NULL);
  g_autofree char *text = NULL;
  guint64 position;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  if (!g_ascii_string_to_unsigned (g_strchomp (text), 10, 0, MAX_NUMBER, &position, NULL))
    position = MAX_NUMBER;
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (item->is_undone || item->number <= position)
        continue;
      from = build_item_path (self, item);
      item->is_undone = TRUE;
      to = build_item_path (self, item);
      rename (from, to);
    }
  bs_file_sync_folder (self->folder);
  unlink (path);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

static void
load (BsJournal *self)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      const char *suffix;
      guint number = parse_name (name, &suffix);

      if (number == 0)
        continue;
      self->last_number = MAX (self->last_number, number);
      if (strcmp (suffix, STEP_SUFFIX) == 0 || strcmp (suffix, UNDONE_SUFFIX) == 0)
        add_item (self, number, strcmp (suffix, UNDONE_SUFFIX) == 0);
      else if (strcmp (suffix, PART_SUFFIX) == 0)
        g_array_append_val (parts, number);
      else if (strcmp (suffix, DAMAGED_SUFFIX) == 0)
        g_array_append_val (damaged, number);
    }

  g_array_sort (self->items, compare_items);
  read_position (self);
  g_array_sort (parts, compare_numbers);
  for (guint i = 0; i < parts->len; i++)
    finish_part (self, g_array_index (parts, guint, i));
  g_array_sort (damaged, compare_numbers);
  for (guint i = 0; i + MAX_DAMAGED < damaged->len; i++)
    {
      g_autofree char *path = build_path (self, g_array_index (damaged, guint, i), DAMAGED_SUFFIX);

      unlink (path);
    }
}

/**
 * bs_journal_open:
 * @folder: where the history lies; it is made if it is not there
 * @error: return location
 *
 * Opens a history, and keeps all others out until it is closed. What a program did that was killed meanwhile becomes a
 * step like the others.
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL with a #GIOErrorEnum
 */
BsJournal *
bs_journal_open (const char *folder, GError **error)
{
  g_autoptr (BsJournal) self = NULL;
  g_autofree char *lock = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (BsJournal, 1);
  self->folder = g_strdup (folder);
  self->lock = -1;
  self->kept_pending = g_byte_array_new ();
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));

  lock = g_build_filename (folder, "lock", NULL);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->lock = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  while (self->lock >= 0 && flock (self->lock, LOCK_EX) != 0)
    {
      if (errno == EINTR)
        continue;
      bs_file_set_error (error, errno, lock);
      return NULL;
    }
  if (self->lock < 0)
    {
      bs_file_set_own_error (error, errno, lock);
      return NULL;
    }
  load (self);

  return g_steal_pointer (&self);
}

/**
 * bs_journal_close:
 * @self: (transfer full): a journal
 *
 * Lets others have it. A step that was begun and not finished is dropped if nothing was added to it, and otherwise
 * finished by whoever opens the journal next.
 */
void
bs_journal_close (BsJournal *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->part, bs_journal_part_free);
  if (self->lock >= 0)
    close (self->lock);
  g_byte_array_unref (self->kept_pending);
  g_array_unref (self->items);
  g_free (self->folder);
  g_free (self);
}

/**
 * bs_journal_read_state:
 * @folder: where a history lies, or may lie
 *
 * Says how far a history has come, without waiting for whoever has it open.
 *
 * Returns: (transfer full): a text that is another one whenever a step was made, undone or done again; empty without
 *   any step
 */
char *
bs_journal_read_state (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  guint64 sum = 0;
  const char *name;

  g_return_val_if_fail (folder != NULL, NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GBytes) bytes = NULL;
      struct stat st;

      if ((!g_str_has_suffix (name, STEP_SUFFIX) && !g_str_has_suffix (name, UNDONE_SUFFIX)) || stat (path, &st) != 0)
        continue;
      text = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%ld", name, (guint64) st.st_ino,
                              (gint64) st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
      bytes = g_bytes_new_static (text, strlen (text));
      /* In whatever order they come. */
      sum += bs_file_hash (bytes);
    }

  return sum != 0 ? g_strdup_printf ("%016" G_GINT64_MODIFIER "x", sum) : g_strdup ("");
}

/* The step that would be undone, or done again. */
static Item *
find_next (const BsJournal *self, BsJournalDirection direction)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      guint place = direction == BS_JOURNAL_UNDO ? self->items->len - 1 - i : i;
      Item *item = &g_array_index (self->items, Item, place);

      if (item->is_undone == (direction == BS_JOURNAL_REDO))
        return item;
    }

  return NULL;
}

static Item *
find_item (const BsJournal *self, guint64 step)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);

      if (item->stamp == step)
        return item;
    }

  return NULL;
}

static void
read_summary (const BsJournal *self, const Item *item, BsJournalSummary *summary)
{
  g_autofree char *path = build_item_path (self, item);
  int fd = open_file (path);

  bs_journal_file_read_summary (fd, summary);
  if (fd >= 0)
    close (fd);
  if (summary->name == NULL)
    summary->name = g_strdup (_ ("Last change"));
}

/**
 * bs_journal_peek:
 * @self: a journal
 * @direction: which way
 * @name: (out) (transfer full) (optional): what a person calls the step
 *
 * Tells what would be undone, or done again.
 *
 * Returns: the step's stamp; 0 where there is none
 */
guint64
bs_journal_peek (BsJournal *self, BsJournalDirection direction, char **name)
{
  const Item *item;

  g_return_val_if_fail (self != NULL, 0);

  item = find_next (self, direction);
  if (item != NULL && name != NULL)
    {
      g_auto (BsJournalSummary) summary = { 0 };

      read_summary (self, item, &summary);
      *name = g_steal_pointer (&summary.name);
    }

  return item != NULL ? item->stamp : 0;
}

static void
free_info (gpointer data)
{
  BsJournalInfo *info = data;

  g_free (info->name);
  g_free (info);
}

/**
 * bs_journal_list:
 * @self: a journal
 *
 * Lists the steps without reading all of them. Where a step was made by an earlier version its counts are 0, which are
 * not known.
 *
 * Returns: (transfer full) (element-type BsJournalInfo): the steps, the oldest first
 */
GPtrArray *
bs_journal_list (BsJournal *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_info);

  g_return_val_if_fail (self != NULL, list);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      g_auto (BsJournalSummary) summary = { 0 };
      BsJournalInfo *info = g_new0 (BsJournalInfo, 1);

      read_summary (self, item, &summary);
      info->stamp = item->stamp;
      info->name = g_steal_pointer (&summary.name);
      info->n_created = summary.n_created;
      info->n_changed = summary.n_changed;
      info->n_removed = summary.n_removed;
      info->size = item->size;
      info->is_undone = item->is_undone;
      g_ptr_array_add (list, info);
    }

  return list;
}

/* Says why the step that was meant is not the one that would be undone, or done again. */
static void
set_other_error (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error)
{
  gboolean is_undo = direction == BS_JOURNAL_UNDO;
  const Item *item = find_item (self, step);
  g_autofree char *name = NULL;

  if (bs_journal_peek (self, direction, &name) == 0)
    g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                         is_undo ? _ ("There is nothing to undo.") : _ ("There is nothing to do again."));
  else if (item == NULL || item->is_undone == is_undo)
    g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                         is_undo ? _ ("This has been undone already, or is too long ago.") :
                                   _ ("This has been done again already, or another change has taken its place."));
  else
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP,
                 is_undo ? _ ("Another change was made since: “%s”. Undo that first.") :
                           _ ("Another change was undone since: “%s”. Do that again first."),
                 name);
}

static void
set_aside (BsJournal *self, Item *item)
{
  g_autofree char *path = build_item_path (self, item);
  g_autofree char *aside = build_path (self, item->number, DAMAGED_SUFFIX);

  if (rename (path, aside) != 0)
    return;
  bs_file_sync_folder (self->folder);
  g_array_remove_index (self->items, item - (Item *) (void *) self->items->data);
}

/**
 * bs_journal_open_step:
 * @self: a journal
 * @step: which step, by its stamp
 * @error: return location
 *
 * Reads any step of the history. One that is damaged is set aside, and is not part of the history from then on.
 *
 * Returns: (transfer full) (nullable): the step; %NULL with %BS_CHANGE_ERROR_NOTHING_TO_DO where there is none, and
 *   with %BS_CHANGE_ERROR_BROKEN where it cannot be read
 */
BsJournalStep *
bs_journal_open_step (BsJournal *self, guint64 step, GError **error)
{
  g_autoptr (BsJournalStep) opened = NULL;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  Item *item;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  item = find_item (self, step);
  if (item == NULL)
    {
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                           _ ("This step is not in the history any more."));
      return NULL;
    }
  path = build_item_path (self, item);
  kept = build_path (self, item->number, KEPT_SUFFIX);
  opened = bs_journal_step_open (open_file (path), open_file (kept), error);
  if (opened != NULL &&
      (bs_journal_step_get_length (opened) == 0 || bs_journal_step_get_length (opened) != get_size (path)))
    {
      g_clear_pointer (&opened, bs_journal_step_close);
      set_aside (self, item);
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN,
                           _ ("The history of this step is damaged and was set aside. No file was changed."));
    }

  return g_steal_pointer (&opened);
}

/**
 * bs_journal_read:
 * @self: a journal
 * @direction: which way
 * @step: which step is meant, by its stamp
 * @error: return location
 *
 * Reads the step that would be undone, or done again, if it is the one that is meant.
 *
 * Returns: (transfer full) (nullable): what it did to which files; %NULL with %BS_CHANGE_ERROR_NOTHING_TO_DO,
 *   %BS_CHANGE_ERROR_OTHER_STEP or %BS_CHANGE_ERROR_BROKEN
 */
BsJournalStep *
bs_journal_read (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error)
{
  const Item *item;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  item = find_next (self, direction);
  if (item == NULL || item->stamp != step)
    {
      set_other_error (self, direction, step, error);
      return NULL;
    }

  return bs_journal_open_step (self, step, error);
}

/**
 * bs_journal_keep:
 * @self: a journal
 * @direction: which way the next step is being moved
 * @path: a file that this is about to remove, relative to the library
 * @bytes: what is in it
 *
 * Adds the bytes of a file to the step that would be undone, so that it can be done again: a step that created a file
 * does not have them. They are kept from bs_journal_sync_kept() on.
 *
 * Returns: whether there is anything to keep: a step that is done again has all it needs
 */
gboolean
bs_journal_keep (BsJournal *self, BsJournalDirection direction, const char *path, GBytes *bytes)
{
  g_return_val_if_fail (self != NULL && path != NULL && bytes != NULL, FALSE);

  if (direction == BS_JOURNAL_UNDO)
    bs_journal_file_append_kept (self->kept_pending, path, bytes);

  return direction == BS_JOURNAL_UNDO;
}

/* Where the next record goes in a file of kept bytes: a program that was killed may have left half of one. */
static guint64
find_kept_end (int fd)
{
  g_auto (BsJournalCursor) cursor = { 0 };
  BsJournalRecord kind;
  GVariant *payload;

  if (!bs_journal_cursor_init (&cursor, fd))
    return 0;
  while ((payload = bs_journal_cursor_next (&cursor, &kind)) != NULL)
    g_variant_unref (payload);

  return cursor.place;
}

static gboolean
write_at (int fd, guint64 place, const GByteArray *bytes)
{
  return lseek (fd, (off_t) place, SEEK_SET) >= 0 && bs_file_write_all (fd, bytes->data, bytes->len) && fsync (fd) == 0;
}

/**
 * bs_journal_sync_kept:
 * @self: a journal
 * @error: return location
 *
 * Puts on the disk what bs_journal_keep() has added. No file may be removed before that.
 *
 * Returns: whether it is there; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_sync_kept (BsJournal *self, GError **error)
{
  Item *item;
  g_autofree char *path = NULL;
  gboolean is_done = FALSE;
  guint64 end;
  int fd, number;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  item = find_next (self, BS_JOURNAL_UNDO);
  if (self->kept_pending->len == 0 || item == NULL)
    return TRUE;
  path = build_path (self, item->number, KEPT_SUFFIX);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0)
    {
      g_autoptr (GByteArray) start = g_byte_array_new ();

      end = find_kept_end (fd);
      if (end == 0)
        {
          bs_journal_file_append_start (start);
          g_byte_array_prepend (self->kept_pending, start->data, start->len);
        }
      is_done = ftruncate (fd, (off_t) end) == 0 && write_at (fd, end, self->kept_pending) &&
                bs_file_sync_folder (self->folder);
    }
  number = errno;
  if (fd >= 0)
    close (fd);
  item->size += self->kept_pending->len;
  g_byte_array_set_size (self->kept_pending, 0);
  if (!is_done)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                 _ ("The history could not be written to “%s”: %s. Nothing was changed."), self->folder,
                 g_strerror (number));

  return is_done;
}

/**
 * bs_journal_forget_kept:
 * @self: a journal
 * @step: a step that was done again in full, by its stamp
 *
 * Drops what bs_journal_keep() has added: all of it is in the files again.
 */
void
bs_journal_forget_kept (BsJournal *self, guint64 step)
{
  g_autofree char *path = NULL;
  Item *item;

  g_return_if_fail (self != NULL);

  item = find_item (self, step);
  if (item == NULL)
    return;
  path = build_path (self, item->number, KEPT_SUFFIX);
  item->size -= MIN (item->size, get_size (path));
  unlink (path);
}

/**
 * bs_journal_move:
 * @self: a journal
 * @direction: which way
 * @error: return location
 *
 * Notes that the step has been undone, or done again.
 *
 * Returns: whether it was noted; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_move (BsJournal *self, BsJournalDirection direction, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  Item *item;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  item = find_next (self, direction);
  g_return_val_if_fail (item != NULL, FALSE);

  from = build_item_path (self, item);
  item->is_undone = !item->is_undone;
  to = build_item_path (self, item);
  if (rename (from, to) != 0)
    {
      int number = errno;

      item->is_undone = !item->is_undone;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                   _ ("The articles were changed, but the history in “%s” could not be: %s."), self->folder,
                   g_strerror (number));
      return FALSE;
    }
  /* If the disk forgets it, the step is undone once more, which changes nothing. */
  bs_file_sync_folder (self->folder);

  return TRUE;
}

/* The clock may have been set back, and those that were undone are told from the new one as well. */
static guint64
make_stamp (const BsJournal *self)
{
  guint64 now = (guint64) g_get_real_time ();
  guint64 last = self->items->len > 0 ? g_array_index (self->items, Item, self->items->len - 1).stamp : 0;

  return MAX (now, last + 1);
}

/**
 * bs_journal_begin:
 * @self: a journal
 * @name: what a person will call the step
 * @error: return location
 *
 * Begins a step. What had been undone before cannot be done again any more once it is finished.
 *
 * Returns: whether it could be begun; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_begin (BsJournal *self, const char *name, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && self->part == NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  self->number = pick_number (self);
  self->stamp = make_stamp (self);
  path = build_path (self, self->number, PART_SUFFIX);
  self->part = bs_journal_part_new (path, self->stamp, name, error);
  self->n_pushed_out = 0;

  return self->part != NULL;
}

/**
 * bs_journal_add:
 * @self: a journal with a step that was begun
 * @path: a file, relative to the library
 * @old_bytes: (nullable): what is in it
 * @new_bytes: (nullable): what will be
 *
 * Adds to a step what is about to be done to a file.
 *
 * Returns: which change of the step it is, from 0
 */
guint
bs_journal_add (BsJournal *self, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_return_val_if_fail (self != NULL && path != NULL && self->part != NULL, 0);

  return bs_journal_part_add (self->part, path, old_bytes, new_bytes);
}

/**
 * bs_journal_drop:
 * @self: a journal with a step that was begun
 * @number: a change that was added to it
 *
 * Takes back a change, because it was not made. One that a failed bs_journal_sync() was to put down is taken back
 * already.
 */
void
bs_journal_drop (BsJournal *self, guint number)
{
  g_return_if_fail (self != NULL && self->part != NULL);

  bs_journal_part_drop (self->part, number);
}

/**
 * bs_journal_sync:
 * @self: a journal with a step that was begun
 * @error: return location
 *
 * Puts on the disk what was added. No file may be changed before that. If it fails, what was added since the last time
 * is not part of the step any more.
 *
 * Returns: whether it is there; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_sync (BsJournal *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->part != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return bs_journal_part_sync (self->part, error);
}

/**
 * bs_journal_finish:
 * @self: a journal with a step that was begun
 * @name: what a person calls it, now that it is done
 * @error: return location
 *
 * Makes the step the last one that can be undone. One to which nothing was added is dropped.
 *
 * Returns: whether it could be; otherwise a #GIOErrorEnum, and whoever opens the journal next does it
 */
gboolean
bs_journal_finish (BsJournal *self, const char *name, GError **error)
{
  g_autoptr (BsJournalPart) made = NULL;
  g_autofree char *part = NULL;
  g_autofree char *path = NULL;
  gboolean is_done;
  int number;

  g_return_val_if_fail (self != NULL && name != NULL && self->part != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  made = g_steal_pointer (&self->part);
  part = build_path (self, self->number, PART_SUFFIX);
  path = build_path (self, self->number, STEP_SUFFIX);
  if (bs_journal_part_is_empty (made))
    {
      unlink (part);
      self->stamp = 0;
      return TRUE;
    }

  is_done = bs_journal_part_finish (made, name);
  number = errno;
  if (is_done)
    {
      /* In this order: whoever finds a part finishes it, and drops what was undone. */
      drop_undone (self);
      is_done = rename (part, path) == 0;
      number = errno;
    }
  if (!is_done)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                   _ ("The articles were changed, but the history in “%s” could not be finished: %s. "
                      "This is tried again the next time the history is used."),
                   self->folder, g_strerror (number));
      return FALSE;
    }
  bs_file_sync_folder (self->folder);
  self->last_number = MAX (self->last_number, self->number);
  add_item (self, self->number, FALSE);
  g_array_sort (self->items, compare_items);
  trim (self);

  return TRUE;
}

/**
 * bs_journal_get_step:
 * @self: a journal
 *
 * Returns: the stamp of the step that was begun last; 0 where there is none, or where it was dropped when it was
 *   finished
 */
guint64
bs_journal_get_step (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stamp;
}

/**
 * bs_journal_get_n_pushed_out:
 * @self: a journal
 *
 * Returns: how many older steps the one that was finished last has pushed out because there was no room for their bytes
 */
guint
bs_journal_get_n_pushed_out (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_pushed_out;
}

/**
 * bs_journal_measure:
 * @path: a file, relative to the library
 * @old_bytes: (nullable): what is in it
 * @new_bytes: (nullable): what will be
 *
 * Returns: how much of the history a change of a file takes, in bytes
 */
guint64
bs_journal_measure (const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_return_val_if_fail (path != NULL, 0);

  bs_journal_file_append_change (out, path, old_bytes, new_bytes);

  return out->len;
}

/**
 * bs_journal_count_pushed_out:
 * @self: a journal
 * @n_bytes: what a step would take; the sum of bs_journal_measure() of its files
 *
 * Returns: how many older steps would be dropped if that step were made, for want of room
 */
guint
bs_journal_count_pushed_out (const BsJournal *self, guint64 n_bytes)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  /* What is undone goes anyway. */
  for (guint i = self->items->len; i > 0; i--)
    {
      const Item *item = &g_array_index (self->items, Item, i - 1);

      n_bytes += item->is_undone ? 0 : MIN (item->size, G_MAXUINT64 - n_bytes);
      n += !item->is_undone && n_bytes > BS_JOURNAL_MAX_BYTES;
    }

  return n;
}

/* Which stamp a step of another history has in this one. Those of earlier versions get the time at which their file
 * was written, which is the same whenever it is asked. Returns 0 for a step that is here already. */
static guint64
make_other_stamp (const BsJournal *self, const char *path, guint64 stamp, guint64 copied_size)
{
  const Item *found;
  struct stat st;

  if (stamp <= MAX_NUMBER && stat (path, &st) == 0)
    stamp = (guint64) CLAMP (st.st_mtim.tv_sec, 1, G_MAXINT32) * G_USEC_PER_SEC + st.st_mtim.tv_nsec / 1000;
  while ((found = find_item (self, stamp)) != NULL)
    {
      if (found->size == copied_size)
        return 0;
      stamp++;
    }

  return stamp;
}

static gboolean
take_over_step (BsJournal *self, const char *path, guint64 stamp, const char *prefix)
{
  guint number = pick_number (self);
  g_autofree char *part = g_build_filename (self->folder, "taken-over", NULL);
  g_autofree char *to = build_path (self, number, STEP_SUFFIX);
  g_autoptr (GByteArray) head = g_byte_array_new ();

  bs_journal_file_append_start (head);
  bs_journal_file_append_stamp (head, stamp);
  bs_journal_file_append_prefix (head, prefix);
  stamp = make_other_stamp (self, path, stamp, head->len - BS_JOURNAL_START_BYTES + get_size (path));
  if (stamp == 0)
    return TRUE;
  if (!bs_journal_part_copy (path, part, stamp, prefix) || rename (part, to) != 0 ||
      !bs_file_sync_folder (self->folder))
    {
      unlink (part);
      return FALSE;
    }
  self->last_number = MAX (self->last_number, number);
  add_item (self, number, FALSE);
  g_array_sort (self->items, compare_items);

  return TRUE;
}

/**
 * bs_journal_take_over:
 * @self: the history of a library
 * @other: the history of a folder inside it, which was kept apart
 * @prefix: that folder, relative to the library
 *
 * Moves the steps of another history to this one, in the order in which they were made. Those that are undone stay
 * where they are. Each step is in one of the two at any moment, or for a moment in both.
 */
void
bs_journal_take_over (BsJournal *self, BsJournal *other, const char *prefix)
{
  g_return_if_fail (self != NULL && other != NULL && prefix != NULL);

  for (guint i = other->items->len; i > 0; i--)
    {
      const Item *item = &g_array_index (other->items, Item, i - 1);
      g_autofree char *path = build_item_path (other, item);

      if (item->is_undone)
        continue;
      if (!take_over_step (self, path, item->stamp, prefix))
        return;
      delete_item (other, i - 1);
    }
  trim (self);
}

/**
 * bs_journal_is_empty:
 * @self: a journal
 *
 * Returns: whether it has no steps at all
 */
gboolean
bs_journal_is_empty (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->items->len == 0;
}

/**
 * bs_journal_remove:
 * @self: (transfer full): a journal without steps
 *
 * Closes a history that is not needed any more. Where something is left in its folder, that stays.
 */
void
bs_journal_remove (BsJournal *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *lock = NULL;

  g_return_if_fail (self != NULL && self->items->len == 0);

  folder = g_strdup (self->folder);
  lock = g_build_filename (folder, "lock", NULL);
  unlink (lock);
  bs_journal_close (self);
  rmdir (folder);
}
