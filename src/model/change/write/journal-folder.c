/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal-folder.h"

#include "model/change/write/file-access.h"
#include "model/change/write/journal-unfinished.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNDONE_SUFFIX ".undone"
/* A step that cannot be read. It is set aside, so that earlier steps can be undone. */
#define DAMAGED_SUFFIX ".damaged"
#define MAX_DAMAGED 8
/* Earlier versions stored the number of the last step in force here. */
#define POSITION "position"

/* No clock reaches this time. A larger id would leave no room for later ones. */
#define MAX_ID ((guint64) G_MAXINT64 / 2)

/**
 * BsJournalFolder:
 *
 * A folder with one file per step. The suffix says whether the step has been undone, so undoing it is one rename. A new
 * step replaces those that are undone. Each file contains the step's id, which also gives the order: the time at which
 * it was started, in microseconds, and always larger than earlier ids. Steps of older versions have none and are
 * identified by the number in their name, which is unique among steps without an id.
 */
struct _BsJournalFolder
{
  char *path;
  GArray *items; /* (element-type BsJournalItem): in the order of their ids */
  guint last_number;
};

/**
 * bs_journal_folder_new:
 * @path: the folder of a history
 *
 * Returns: (transfer full): its files, none of which is known before bs_journal_folder_load()
 */
BsJournalFolder *
bs_journal_folder_new (const char *path)
{
  BsJournalFolder *self = g_new0 (BsJournalFolder, 1);

  self->path = g_strdup (path);
  self->items = g_array_new (FALSE, FALSE, sizeof (BsJournalItem));

  return self;
}

/**
 * bs_journal_folder_free:
 * @self: (transfer full): the files of a history
 */
void
bs_journal_folder_free (BsJournalFolder *self)
{
  g_array_unref (self->items);
  g_free (self->path);
  g_free (self);
}

/**
 * bs_journal_folder_get_path:
 * @self: the files of a history
 *
 * Returns: (transfer none): the folder that they are in
 */
const char *
bs_journal_folder_get_path (const BsJournalFolder *self)
{
  return self->path;
}

/**
 * bs_journal_folder_get_n_items:
 * @self: the files of a history
 *
 * Returns: how many steps there are
 */
guint
bs_journal_folder_get_n_items (const BsJournalFolder *self)
{
  return self->items->len;
}

/**
 * bs_journal_folder_get_item:
 * @self: the files of a history
 * @i: an index, from the oldest step on
 *
 * Returns: (transfer none): the step, until another one is added or deleted
 */
const BsJournalItem *
bs_journal_folder_get_item (const BsJournalFolder *self, guint i)
{
  return &g_array_index (self->items, BsJournalItem, i);
}

/**
 * bs_journal_folder_build_path:
 * @self: the files of a history
 * @number: the number of a step
 * @suffix: the kind of the file
 *
 * Returns: (transfer full): the path of a file of that step
 */
char *
bs_journal_folder_build_path (const BsJournalFolder *self, guint number, const char *suffix)
{
  g_autofree char *name = g_strdup_printf ("%010u%s", number, suffix);

  return g_build_filename (self->path, name, NULL);
}

/**
 * bs_journal_folder_build_item_path:
 * @self: the files of a history
 * @item: a step
 *
 * Returns: (transfer full): the path of its file
 */
char *
bs_journal_folder_build_item_path (const BsJournalFolder *self, const BsJournalItem *item)
{
  return bs_journal_folder_build_path (self, item->number, item->is_undone ? UNDONE_SUFFIX : BS_JOURNAL_STEP_SUFFIX);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const BsJournalItem *one = a, *other = b;

  if (one->id != other->id)
    return one->id > other->id ? 1 : -1;

  return (one->number > other->number) - (one->number < other->number);
}

/* Parses a name such as 0000000012.step. Returns 0 for any other. */
static guint
parse_name (const char *name, const char **suffix)
{
  g_autofree char *digits = NULL;
  guint64 number;

  *suffix = strchr (name, '.');
  if (*suffix == NULL)
    return 0;
  digits = g_strndup (name, *suffix - name);
  if (!g_ascii_string_to_unsigned (digits, 10, 1, BS_JOURNAL_MAX_NUMBER, &number, NULL))
    return 0;

  return (guint) number;
}

static void
add_item (BsJournalFolder *self, guint number, gboolean is_undone)
{
  BsJournalItem item = { .number = number, .is_undone = is_undone };
  g_autofree char *path = bs_journal_folder_build_item_path (self, &item);
  g_autofree char *kept = bs_journal_folder_build_path (self, number, BS_JOURNAL_KEPT_SUFFIX);
  int fd = bs_journal_file_open (path);

  if (fd >= 0)
    {
      item.id = bs_journal_file_read_id (fd);
      close (fd);
    }
  if (item.id == 0 || item.id > MAX_ID)
    item.id = number;
  item.size = bs_journal_file_get_size (path) + bs_journal_file_get_size (kept);
  g_array_append_val (self->items, item);
}

/**
 * bs_journal_folder_take:
 * @self: the files of a history
 * @number: the number of a finished step
 *
 * Adds a step whose file has just been created in the folder.
 */
void
bs_journal_folder_take (BsJournalFolder *self, guint number)
{
  self->last_number = MAX (self->last_number, number);
  add_item (self, number, FALSE);
  g_array_sort (self->items, compare_items);
}

/**
 * bs_journal_folder_pick_number:
 * @self: the files of a history
 *
 * Returns: a number that no file has
 */
guint
bs_journal_folder_pick_number (const BsJournalFolder *self)
{
  guint number = 1;

  if (self->last_number < BS_JOURNAL_MAX_NUMBER)
    return self->last_number + 1;
  for (guint i = 0; i < self->items->len; i++)
    {
      if (g_array_index (self->items, BsJournalItem, i).number == number)
        {
          number++;
          i = G_MAXUINT;
        }
    }

  return number;
}

/**
 * bs_journal_folder_make_id:
 * @self: the files of a history
 *
 * The clock may have been set back, and the new id must be larger than those of undone steps too.
 *
 * Returns: the id of a step that starts now
 */
guint64
bs_journal_folder_make_id (const BsJournalFolder *self)
{
  guint64 now = (guint64) g_get_real_time ();
  guint64 last = self->items->len > 0 ? g_array_index (self->items, BsJournalItem, self->items->len - 1).id : 0;

  return MAX (now, last + 1);
}

/**
 * bs_journal_folder_delete:
 * @self: the files of a history
 * @i: the index of a step
 *
 * Deletes a step.
 */
void
bs_journal_folder_delete (BsJournalFolder *self, guint i)
{
  const BsJournalItem *item = &g_array_index (self->items, BsJournalItem, i);
  g_autofree char *path = bs_journal_folder_build_item_path (self, item);
  g_autofree char *kept = bs_journal_folder_build_path (self, item->number, BS_JOURNAL_KEPT_SUFFIX);

  unlink (path);
  unlink (kept);
  g_array_remove_index (self->items, i);
}

/**
 * bs_journal_folder_drop_undone:
 * @self: the files of a history
 *
 * Deletes all undone steps, which a new step replaces.
 */
void
bs_journal_folder_drop_undone (BsJournalFolder *self)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      if (g_array_index (self->items, BsJournalItem, i - 1).is_undone)
        bs_journal_folder_delete (self, i - 1);
    }
}

/* The number of oldest steps to drop so that the rest is within the limits. */
static guint
count_beyond (const BsJournalFolder *self)
{
  guint64 size = 0;

  for (guint i = self->items->len; i > 0; i--)
    {
      size += g_array_index (self->items, BsJournalItem, i - 1).size;
      if (self->items->len - i >= BS_JOURNAL_MAX_STEPS || (size > BS_JOURNAL_MAX_BYTES && i < self->items->len))
        return i;
    }

  return 0;
}

/**
 * bs_journal_folder_trim:
 * @self: the files of a history
 *
 * Deletes the oldest steps until the rest is within the limits.
 *
 * Returns: how many were deleted because of their size
 */
guint
bs_journal_folder_trim (BsJournalFolder *self)
{
  guint n = count_beyond (self);
  guint n_many = self->items->len > BS_JOURNAL_MAX_STEPS ? self->items->len - BS_JOURNAL_MAX_STEPS : 0;

  for (guint i = 0; i < n; i++)
    bs_journal_folder_delete (self, 0);

  return n - MIN (n, n_many);
}

/* The program was killed before it finished this step. For a file that still has its old contents, undo does nothing.
 */
static void
finish_part (BsJournalFolder *self, guint number, const char *root)
{
  g_autofree char *part = bs_journal_folder_build_path (self, number, BS_JOURNAL_PART_SUFFIX);
  g_autofree char *path = bs_journal_folder_build_path (self, number, BS_JOURNAL_STEP_SUFFIX);

  if (access (path, F_OK) == 0 || !bs_journal_unfinished_end (part, root))
    return;
  bs_journal_folder_drop_undone (self);
  if (rename (part, path) != 0)
    return;
  add_item (self, number, FALSE);
  g_array_sort (self->items, compare_items);
}

/* The names now contain the data that earlier versions stored separately. */
static void
read_position (BsJournalFolder *self)
{
  g_autofree char *path = g_build_filename (self->path, POSITION, NULL);
  g_autofree char *text = NULL;
  guint64 position;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  if (!g_ascii_string_to_unsigned (g_strchomp (text), 10, 0, BS_JOURNAL_MAX_NUMBER, &position, NULL))
    position = BS_JOURNAL_MAX_NUMBER;
  for (guint i = 0; i < self->items->len; i++)
    {
      BsJournalItem *item = &g_array_index (self->items, BsJournalItem, i);
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (item->is_undone || item->number <= position)
        continue;
      from = bs_journal_folder_build_item_path (self, item);
      item->is_undone = TRUE;
      to = bs_journal_folder_build_item_path (self, item);
      rename (from, to);
    }
  bs_file_sync_folder (self->path);
  unlink (path);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

/**
 * bs_journal_folder_load:
 * @self: the files of a history
 * @root: (nullable): the library's folder, if it is known
 *
 * Reads the folder. The unfinished step of a killed program is finished; see bs_journal_unfinished_end().
 */
void
bs_journal_folder_load (BsJournalFolder *self, const char *root)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      const char *suffix;
      guint number = parse_name (name, &suffix);

      if (number == 0)
        continue;
      self->last_number = MAX (self->last_number, number);
      if (strcmp (suffix, BS_JOURNAL_STEP_SUFFIX) == 0 || strcmp (suffix, UNDONE_SUFFIX) == 0)
        add_item (self, number, strcmp (suffix, UNDONE_SUFFIX) == 0);
      else if (strcmp (suffix, BS_JOURNAL_PART_SUFFIX) == 0)
        g_array_append_val (parts, number);
      else if (strcmp (suffix, DAMAGED_SUFFIX) == 0)
        g_array_append_val (damaged, number);
    }

  g_array_sort (self->items, compare_items);
  read_position (self);
  g_array_sort (parts, compare_numbers);
  for (guint i = 0; i < parts->len; i++)
    finish_part (self, g_array_index (parts, guint, i), root);
  g_array_sort (damaged, compare_numbers);
  for (guint i = 0; i + MAX_DAMAGED < damaged->len; i++)
    {
      g_autofree char *path = bs_journal_folder_build_path (self, g_array_index (damaged, guint, i), DAMAGED_SUFFIX);

      unlink (path);
    }
}

/**
 * bs_journal_folder_find_next:
 * @self: the files of a history
 * @direction: undo or redo
 *
 * Returns: (transfer none) (nullable): the step that would be undone or redone
 */
BsJournalItem *
bs_journal_folder_find_next (const BsJournalFolder *self, BsJournalDirection direction)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      guint place = direction == BS_JOURNAL_UNDO ? self->items->len - 1 - i : i;
      BsJournalItem *item = &g_array_index (self->items, BsJournalItem, place);

      if (item->is_undone == (direction == BS_JOURNAL_REDO))
        return item;
    }

  return NULL;
}

/**
 * bs_journal_folder_find:
 * @self: the files of a history
 * @step: the id of a step
 *
 * Returns: (transfer none) (nullable): the step
 */
BsJournalItem *
bs_journal_folder_find (const BsJournalFolder *self, guint64 step)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      BsJournalItem *item = &g_array_index (self->items, BsJournalItem, i);

      if (item->id == step)
        return item;
    }

  return NULL;
}

/**
 * bs_journal_folder_set_aside:
 * @self: the files of a history
 * @item: a step that cannot be read
 *
 * Keeps its file under another name, and the step leaves the history.
 */
void
bs_journal_folder_set_aside (BsJournalFolder *self, BsJournalItem *item)
{
  g_autofree char *path = bs_journal_folder_build_item_path (self, item);
  g_autofree char *aside = bs_journal_folder_build_path (self, item->number, DAMAGED_SUFFIX);

  if (rename (path, aside) != 0)
    return;
  bs_file_sync_folder (self->path);
  g_array_remove_index (self->items, item - (BsJournalItem *) (void *) self->items->data);
}

/**
 * bs_journal_folder_clear:
 * @self: the files of a history
 *
 * Deletes all steps, and the remains of damaged ones.
 */
void
bs_journal_folder_clear (BsJournalFolder *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  while (self->items->len > 0)
    bs_journal_folder_delete (self, self->items->len - 1);
  dir = g_dir_open (self->path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);
      const char *suffix;

      if (parse_name (name, &suffix) != 0 && strcmp (suffix, DAMAGED_SUFFIX) == 0)
        unlink (path);
    }
  bs_file_sync_folder (self->path);
}

/**
 * bs_journal_folder_read_state:
 * @folder: the folder of a history, which may be missing
 *
 * Returns the state of a history without waiting for its lock.
 *
 * Returns: (transfer full): a text that changes with every step made, undone or redone; empty without steps
 */
char *
bs_journal_folder_read_state (const char *folder)
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

      if ((!g_str_has_suffix (name, BS_JOURNAL_STEP_SUFFIX) && !g_str_has_suffix (name, UNDONE_SUFFIX)) ||
          stat (path, &st) != 0)
        continue;
      text = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%ld", name, (guint64) st.st_ino,
                              (gint64) st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
      bytes = g_bytes_new_static (text, strlen (text));
      /* In any order. */
      sum += bs_file_hash (bytes);
    }

  return sum != 0 ? g_strdup_printf ("%016" G_GINT64_MODIFIER "x", sum) : g_strdup ("");
}
