/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/disk-changes.h"

#include "model/library/folder/relative-path.h"

/* How long changes wait for related ones while more are coming, and how long an announced file waits for the removal of
 * the one that it replaces, in microseconds. */
#define PATIENCE 400000
#define MOVE_PATIENCE (10 * G_USEC_PER_SEC)

/* More changes do not wait, because freeing their memory would take the main thread too long. */
#define MAX_CHANGES 20000

/* The change of one path. */
typedef struct
{
  BsRow *row;        /* (nullable): the file that is there now; NULL if there is none */
  BsRow *known;      /* (nullable): the table's row of the path */
  BsRow *origin;     /* (nullable): the article that moved here */
  gint64 until;      /* when it stops waiting for the removal of its origin, monotonic; 0 if it does not wait */
  gboolean is_guess; /* the origin is only known to have the same content */
  gboolean is_taken;
  guint64 came_keys[2];
  guint64 gone_keys[2];
} Change;

struct _BsDiskChanges
{
  BsTable *table;
  BsVocabulary *vocabulary;
  GPtrArray *changes;  /* (element-type Change) (nullable items): in order */
  guint n_taken;       /* of them */
  guint n_waiting;     /* the number of the first ones, which wait for the removal of their origins */
  GHashTable *by_path; /* (element-type BsRow Change) */
  GHashTable *claimed; /* (element-type BsRow Change): moved articles, with their new places */
  GHashTable *came;    /* (element-type guint64 Change): files whose content may have been elsewhere */
  GHashTable *gone;    /* (element-type guint64 Change): articles whose content may be elsewhere */
  GHashTable *awaited; /* (element-type BsRow Change): articles that are about to move, by path */
  GHashTable *origins; /* (nullable) (element-type filename filename): announced moves: the old path by the new one */
  gint64 since;        /* when the first change that does not wait arrived, monotonic */
  gboolean has_new;    /* one of them is for a path that the table does not have */
  gboolean is_settling;
};

static void
change_free (gpointer data)
{
  Change *change = data;

  if (change == NULL)
    return;
  g_clear_pointer (&change->row, bs_row_unref);
  g_clear_pointer (&change->known, bs_row_unref);
  g_clear_pointer (&change->origin, bs_row_unref);
  g_free (change);
}

/**
 * bs_disk_changes_new:
 * @table: the rows of a library
 * @vocabulary: its names; both must outlive the changes
 *
 * A file that is new in one place while the same one is missing from another was moved. It is the same file if a rename
 * was observed, if it has the same content, or if the move was announced (see bs_marks_moves_write()); the marks follow
 * by the same rule. All changes until bs_disk_changes_take() are one batch; the old file of an announced move may be
 * removed in a later batch.
 *
 * Returns: (transfer full): an empty object
 */
BsDiskChanges *
bs_disk_changes_new (BsTable *table, BsVocabulary *vocabulary)
{
  BsDiskChanges *self = g_new0 (BsDiskChanges, 1);

  self->table = table;
  self->vocabulary = vocabulary;
  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->by_path = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  self->claimed = g_hash_table_new (NULL, NULL);
  self->came = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->gone = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->awaited = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  return self;
}

/**
 * bs_disk_changes_clear:
 * @self: the changes
 *
 * Drops all changes and announcements.
 */
void
bs_disk_changes_clear (BsDiskChanges *self)
{
  g_hash_table_remove_all (self->by_path);
  g_hash_table_remove_all (self->claimed);
  g_hash_table_remove_all (self->came);
  g_hash_table_remove_all (self->gone);
  g_hash_table_remove_all (self->awaited);
  g_ptr_array_set_size (self->changes, 0);
  g_clear_pointer (&self->origins, g_hash_table_unref);
  self->n_taken = 0;
  self->n_waiting = 0;
  self->has_new = FALSE;
  self->is_settling = FALSE;
}

/**
 * bs_disk_changes_free:
 * @self: (transfer full): the changes
 */
void
bs_disk_changes_free (BsDiskChanges *self)
{
  bs_disk_changes_clear (self);
  g_ptr_array_unref (self->changes);
  g_hash_table_unref (self->by_path);
  g_hash_table_unref (self->claimed);
  g_hash_table_unref (self->came);
  g_hash_table_unref (self->gone);
  g_hash_table_unref (self->awaited);
  g_free (self);
}

/**
 * bs_disk_changes_announce:
 * @self: the changes
 * @origins: (transfer full) (element-type filename filename): the new paths of files, and their current ones
 *
 * Announces moves by a process that writes the new file before it removes the old one.
 */
void
bs_disk_changes_announce (BsDiskChanges *self, GHashTable *origins)
{
  g_clear_pointer (&self->origins, g_hash_table_unref);
  self->origins = origins;
}

static void
make_keys (const BsRow *row, guint64 keys[2])
{
  keys[0] = bs_row_hash_content (row);
  keys[1] = row->content_hash;
}

static gboolean
is_claimed (BsDiskChanges *self, const BsRow *row)
{
  return g_hash_table_contains (self->claimed, row);
}

static void
claim (BsDiskChanges *self, Change *change, BsRow *origin, gboolean is_guess)
{
  change->origin = bs_row_ref (origin);
  change->until = 0;
  change->is_guess = is_guess;
  g_hash_table_insert (self->claimed, origin, change);
}

static void
unclaim (BsDiskChanges *self, Change *change)
{
  if (change == NULL || change->origin == NULL)
    return;
  if (g_hash_table_lookup (self->claimed, change->origin) == change)
    g_hash_table_remove (self->claimed, change->origin);
  if (change->until != 0)
    g_hash_table_remove (self->awaited, change->origin);
  change->until = 0;
  g_clear_pointer (&change->origin, bs_row_unref);
}

/* Whether another file has replaced the table's article. */
static gboolean
is_other_file (const Change *change)
{
  return change->row == NULL ||
         (change->known->inode != change->row->inode && change->known->content_hash != change->row->content_hash);
}

/* If another file is there now, a copy does not prove that the article moved: the same file must be elsewhere. */
static gboolean
is_same (const Change *gone, const Change *came)
{
  return gone != came && came->row != NULL && came->origin == NULL &&
         came->row->content_hash == gone->known->content_hash &&
         (gone->row == NULL || came->row->inode == gone->known->inode);
}

/* The same name takes precedence over the content alone. */
static Change *
find_gone (BsDiskChanges *self, const Change *came)
{
  for (guint i = 0; i < 2; i++)
    {
      Change *gone = g_hash_table_lookup (self->gone, &came->came_keys[i]);

      if (gone != NULL && is_other_file (gone) && !is_claimed (self, gone->known) && is_same (gone, came))
        return gone;
    }
  return NULL;
}

static Change *
find_came (BsDiskChanges *self, const Change *gone)
{
  for (guint i = 0; i < 2; i++)
    {
      Change *came = g_hash_table_lookup (self->came, &gone->gone_keys[i]);

      if (came != NULL && is_same (gone, came))
        return came;
    }
  return NULL;
}

static void
note_keys (GHashTable *table, guint64 keys[2], Change *change)
{
  for (guint i = 0; i < 2; i++)
    g_hash_table_replace (table, &keys[i], change);
}

/* An article has lost its place: looks for it elsewhere. */
static void
lose (BsDiskChanges *self, Change *change)
{
  Change *awaiting = g_hash_table_lookup (self->awaited, change->known);
  Change *other;

  if (is_claimed (self, change->known))
    return;
  if (awaiting != NULL && change->row == NULL)
    {
      g_hash_table_remove (self->awaited, change->known);
      g_clear_pointer (&awaiting->origin, bs_row_unref);
      claim (self, awaiting, change->known, FALSE);
      return;
    }
  if (change->known->content_hash == 0)
    return;
  make_keys (change->known, change->gone_keys);
  other = find_came (self, change);
  if (other != NULL)
    claim (self, other, change->known, TRUE);
  else
    note_keys (self->gone, change->gone_keys, change);
}

static Change *
add (BsDiskChanges *self, BsRow *key, BsRow *known)
{
  Change *change = g_new0 (Change, 1);

  change->known = known != NULL ? bs_row_ref (known) : NULL;
  if (self->changes->len == self->n_waiting)
    self->since = g_get_monotonic_time ();
  g_ptr_array_add (self->changes, change);
  g_hash_table_insert (self->by_path, key, change);
  return change;
}

/* The article whose rename was observed. */
static BsRow *
find_renamed (BsDiskChanges *self, const char *from)
{
  g_autoptr (BsRow) key = bs_row_new_for_path (self->vocabulary, from);
  const Change *before = g_hash_table_lookup (self->by_path, key);

  if (before != NULL && before->known == NULL)
    return before->until == 0 ? before->origin : NULL;
  return bs_table_find (self->table, key);
}

/* The article whose move to this path was announced. */
static void
await_announced (BsDiskChanges *self, Change *change)
{
  g_autofree char *path = self->origins != NULL ? bs_row_dup_path (change->row) : NULL;
  const char *from = path != NULL ? g_hash_table_lookup (self->origins, path) : NULL;
  g_autoptr (BsRow) key = from != NULL ? bs_row_new_for_path (self->vocabulary, from) : NULL;
  BsRow *origin = key != NULL ? bs_table_find (self->table, key) : NULL;
  const Change *there = origin != NULL ? g_hash_table_lookup (self->by_path, origin) : NULL;

  if (origin == NULL || is_claimed (self, origin) || g_hash_table_contains (self->awaited, origin))
    return;
  g_hash_table_remove (self->origins, path);
  if (there != NULL && there->row == NULL)
    claim (self, change, origin, FALSE);
  else
    {
      change->origin = bs_row_ref (origin);
      change->until = g_get_monotonic_time () + MOVE_PATIENCE;
      g_hash_table_insert (self->awaited, change->origin, change);
    }
}

/**
 * bs_disk_changes_find_free:
 * @self: the changes, none of which is being taken
 * @row: the row read from a file
 * @from: its previous path, from an observed rename
 *
 * Returns: (transfer none) (nullable): the article that is there now, if no other change can affect it, so that it need
 *   not wait
 */
BsRow *
bs_disk_changes_find_free (BsDiskChanges *self, const BsRow *row, const char *from)
{
  g_autoptr (BsRow) key = bs_row_new_for_path (self->vocabulary, from);
  BsRow *origin = bs_table_find (self->table, key);

  if (origin == NULL || bs_table_find (self->table, row) != NULL || is_claimed (self, origin) ||
      g_hash_table_contains (self->by_path, key) || g_hash_table_contains (self->by_path, row) ||
      g_hash_table_contains (self->awaited, key))
    return NULL;
  return origin;
}

/**
 * bs_disk_changes_put:
 * @self: the changes, none of which is being taken
 * @row: (transfer full): the row read from a file
 * @from: (nullable): its previous path, from an observed rename
 */
void
bs_disk_changes_put (BsDiskChanges *self, BsRow *row, const char *from)
{
  BsRow *known = bs_table_find (self->table, row);
  Change *change = g_hash_table_lookup (self->by_path, row);
  BsRow *renamed = from != NULL ? find_renamed (self, from) : NULL;
  Change *other = known != NULL ? g_hash_table_lookup (self->claimed, known) : NULL;

  if (change == NULL)
    change = add (self, row, known);
  else
    {
      /* The file is back. */
      if (change->row == NULL && other != NULL && other->is_guess)
        unclaim (self, other);
      g_hash_table_replace (self->by_path, row, change);
      g_clear_pointer (&change->row, bs_row_unref);
    }
  change->row = row;
  self->has_new = self->has_new || known == NULL;

  if (renamed != NULL && renamed != known)
    {
      unclaim (self, g_hash_table_lookup (self->claimed, renamed));
      unclaim (self, change);
      claim (self, change, renamed, FALSE);
    }
  if (change->origin == NULL && known == NULL)
    await_announced (self, change);
  if (change->origin == NULL && row->content_hash != 0 && (known == NULL || is_other_file (change)))
    {
      make_keys (row, change->came_keys);
      other = find_gone (self, change);
      if (other != NULL)
        claim (self, change, other->known, TRUE);
      else
        note_keys (self->came, change->came_keys, change);
    }
  if (known != NULL && is_other_file (change))
    lose (self, change);
}

static void
drop (BsDiskChanges *self, Change *change)
{
  unclaim (self, change);
  g_hash_table_remove (self->by_path, change->row);
  g_clear_pointer (&change->row, bs_row_unref);
}

/**
 * bs_disk_changes_remove:
 * @self: the changes, none of which is being taken
 * @path: a path without a file
 *
 * Returns: whether there was one; otherwise it may have been a folder
 */
gboolean
bs_disk_changes_remove (BsDiskChanges *self, const char *path)
{
  g_autoptr (BsRow) key = bs_row_new_for_path (self->vocabulary, path);
  BsRow *known = bs_table_find (self->table, key);
  Change *change = g_hash_table_lookup (self->by_path, key);

  if (known == NULL && change == NULL)
    return FALSE;
  if (known == NULL)
    {
      drop (self, change);
      return TRUE;
    }
  if (change != NULL && change->row == NULL)
    return TRUE;
  if (change == NULL)
    change = add (self, known, known);
  else
    {
      unclaim (self, change);
      g_hash_table_replace (self->by_path, known, change);
      g_clear_pointer (&change->row, bs_row_unref);
    }
  lose (self, change);
  return TRUE;
}

static gboolean
is_in (const char *folder, const char *above)
{
  return strcmp (folder, above) == 0 || bs_relative_path_is_below (folder, above);
}

/**
 * bs_disk_changes_covers:
 * @self: the changes
 * @folder: a removed folder
 *
 * Returns: whether the folder was empty, or the changes remove all of it; otherwise it has to be removed after them
 */
gboolean
bs_disk_changes_covers (BsDiskChanges *self, const char *folder)
{
  g_autoptr (GPtrArray) folders = bs_vocabulary_list (self->vocabulary, BS_VOCABULARY_FOLDERS);

  for (guint i = 0; i < folders->len; i++)
    {
      const BsTerm *one = folders->pdata[i];

      if ((one->first == BS_ROW_NO_ID && !self->has_new) || !is_in (one->name, folder))
        continue;
      if (self->has_new)
        return FALSE;
      for (guint id = one->first; id != BS_ROW_NO_ID; id = bs_table_get_next (self->table, id))
        {
          const Change *change = g_hash_table_lookup (self->by_path, bs_table_get (self->table, id));

          if (change == NULL || change->row != NULL)
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * bs_disk_changes_remove_awaiting:
 * @self: the changes, of which only waiting ones are left
 * @folder: a removed folder
 */
void
bs_disk_changes_remove_awaiting (BsDiskChanges *self, const char *folder)
{
  for (guint i = 0; i < self->n_waiting; i++)
    {
      Change *change = self->changes->pdata[i];

      if (change->row != NULL && is_in (change->row->folder->name, folder))
        drop (self, change);
    }
}

/**
 * bs_disk_changes_get_due:
 * @self: the changes
 * @is_more_coming: whether the batch may continue
 *
 * Returns: when to take them, in monotonic time; %G_MAXINT64 if there are none
 */
gint64
bs_disk_changes_get_due (BsDiskChanges *self, gboolean is_more_coming)
{
  gint64 due = G_MAXINT64;

  if (self->is_settling)
    return 0;
  if (self->changes->len > self->n_waiting)
    return is_more_coming && self->changes->len < MAX_CHANGES ? self->since + PATIENCE : 0;
  for (guint i = 0; i < self->n_waiting; i++)
    due = MIN (due, ((const Change *) self->changes->pdata[i])->until);
  return due;
}

/**
 * bs_disk_changes_is_settling:
 * @self: the changes
 *
 * Returns: whether some changes of a batch were taken, and the others must be taken before more are added
 */
gboolean
bs_disk_changes_is_settling (BsDiskChanges *self)
{
  return self->is_settling;
}

/* All are taken: the waiting ones start the next batch. */
static void
start_anew (BsDiskChanges *self)
{
  guint n = 0;

  g_hash_table_remove_all (self->by_path);
  g_hash_table_remove_all (self->claimed);
  g_hash_table_remove_all (self->came);
  g_hash_table_remove_all (self->gone);
  for (guint i = 0; i < self->changes->len; i++)
    {
      Change *change = g_steal_pointer (&self->changes->pdata[i]);

      if (change != NULL && change->until != 0)
        {
          g_hash_table_insert (self->by_path, change->row, change);
          self->changes->pdata[n++] = change;
        }
      else
        change_free (change);
    }
  g_ptr_array_set_size (self->changes, (int) n);
  self->n_waiting = n;
  self->n_taken = 0;
  self->has_new = n > 0;
  self->is_settling = FALSE;
}

/* Another file was renamed over an article, as editors do to save. The article stays the same one, and the other file's
 * article was removed. FALSE if nothing has to be removed for that. */
static gboolean
refuse (BsDiskChanges *self, Change *change, BsDiskChange *taken)
{
  g_autoptr (BsRow) origin = bs_row_ref (change->origin);
  const Change *there = g_hash_table_lookup (self->by_path, origin);

  unclaim (self, change);
  if (bs_table_find (self->table, origin) == origin && (there == NULL || there->row != NULL))
    return FALSE;
  *taken = (BsDiskChange){ NULL, g_steal_pointer (&origin) };
  return TRUE;
}

/* Whether a change requires an action. */
static gboolean
take (BsDiskChanges *self, Change *change, BsDiskChange *taken)
{
  BsRow *there = change->row != NULL ? bs_table_find (self->table, change->row) : change->known;
  Change *other = there != NULL ? g_hash_table_lookup (self->claimed, there) : NULL;

  if (change->until != 0 && change->until <= g_get_monotonic_time ())
    unclaim (self, change);
  if (change->is_taken || change->until != 0)
    return FALSE;
  if (change->row == NULL && (there == NULL || bs_table_find (self->table, there) != there))
    return FALSE;
  /* The previous article is handled first. */
  if (change->origin == NULL && other != NULL && other != change)
    {
      if (change->row == NULL)
        return FALSE;
      if (take (self, other, taken))
        {
          self->n_taken--;
          return TRUE;
        }
    }
  if (change->origin != NULL && there != NULL && there != change->origin && other == NULL &&
      refuse (self, change, taken))
    {
      self->n_taken--;
      return TRUE;
    }
  change->is_taken = TRUE;
  taken->row = change->row != NULL ? bs_row_ref (change->row) : NULL;
  taken->from = change->row == NULL ? bs_row_ref (there) : change->origin != NULL ? bs_row_ref (change->origin) : NULL;
  return TRUE;
}

/**
 * bs_disk_changes_take:
 * @self: the changes
 * @change: (out caller-allocates): the next action; its rows are transferred
 *
 * The first call completes the batch. Until all are taken, nothing else may change the rows of the table. Until all
 * are, nothing else may change the rows of the table.
 *
 * Returns: whether there is an action
 */
gboolean
bs_disk_changes_take (BsDiskChanges *self, BsDiskChange *change)
{
  self->is_settling = self->changes->len > 0;
  while (self->n_taken < self->changes->len)
    {
      Change *next = self->changes->pdata[self->n_taken++];

      if (take (self, next, change))
        return TRUE;
    }
  start_anew (self);
  return FALSE;
}
