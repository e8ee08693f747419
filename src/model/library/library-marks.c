/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-marks.h"

#include "model/library/marks/marks-keeper.h"
#include "model/library/marks/marks-store.h"

#define MOST_TOUCHED 1000
#define KEPT_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED)

/* Marks changed by the reader, and the number of requests sent by then. */
typedef struct
{
  BsMarks marks;
  guint n_asked;
} Touch;

struct _BsLibraryMarks
{
  BsTable *table;
  BsItems *items;
  BsLibraryMarksFuncs funcs;
  gpointer owner;

  BsInbox *inbox;        /* (nullable): while the library is open */
  BsMarksKeeper *keeper; /* (nullable): while it is open and stores its marks */
  GArray *events;        /* (element-type BsMarksEvent): not sent yet */
  gboolean is_following; /* the whole library was compared: changes are news from now on */
  gboolean as_read;      /* the running scan adds articles that existed before */
  guint n_asked;         /* the number of requests to the keeper, which answers them in order */
  guint n_answered;
  guint n_kept;        /* answers before this one lack the latest categories and searches */
  guint n_disbelieved; /* answers up to this one lack the reader's latest changes */
  GHashTable *touched; /* (element-type guint Touch): the reader's changes while answers are outstanding */
  guint n_unread;
  guint n_starred;
  guint n_recent;
  char *message; /* (nullable) */
};

static void
clear_event (gpointer data)
{
  g_clear_pointer (&((BsMarksEvent *) data)->row, bs_row_unref);
}

static GArray *
new_events (void)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (BsMarksEvent));

  g_array_set_clear_func (events, clear_event);
  return events;
}

static void
note_event (BsLibraryMarks *self, BsRow *row, BsRow *from)
{
  g_autofree char *path = from != NULL ? bs_row_dup_path (from) : NULL;
  BsMarksEvent event = { row != NULL ? bs_row_ref (row) : NULL, path != NULL ? bs_marks_hash_path (path) : 0 };

  g_array_append_val (self->events, event);
}

static void
count_marks (BsLibraryMarks *self, BsMarks marks, int difference)
{
  self->n_unread += (marks & BS_MARK_UNREAD) != 0 ? (guint) difference : 0;
  self->n_starred += (marks & BS_MARK_STARRED) != 0 ? (guint) difference : 0;
  self->n_recent += (marks & BS_MARK_RECENT) != 0 ? (guint) difference : 0;
}

static void
change_marks (BsLibraryMarks *self, BsRow *row, BsMarks marks)
{
  BsMarks before = bs_row_get_marks (row);

  count_marks (self, before, -1);
  count_marks (self, marks, 1);
  bs_row_set_marks (row, marks);
  bs_table_touch (self->table, row->id);
  bs_items_notify_marks (self->items, row->id, before ^ marks);
  self->funcs.marked (self->owner, row, before);
  self->funcs.changed (self->owner);
}

/* An answer that was requested before the reader changed a mark does not include that change. */
static BsMarks
get_touched (BsLibraryMarks *self, guint id)
{
  const Touch *touch = g_hash_table_lookup (self->touched, GUINT_TO_POINTER (id));

  return touch != NULL && touch->n_asked >= self->n_answered ? touch->marks : 0;
}

static void
touch_mark (BsLibraryMarks *self, guint id, BsMarks mark)
{
  gpointer key = GUINT_TO_POINTER (id);
  Touch *touch;

  if (self->n_answered == self->n_asked)
    return;
  touch = g_hash_table_lookup (self->touched, key);
  if (touch == NULL)
    {
      touch = g_new0 (Touch, 1);
      g_hash_table_insert (self->touched, key, touch);
    }
  touch->marks |= mark;
  touch->n_asked = self->n_asked;
}

/* With very many changes, it is cheaper to ignore all outstanding answers and to ask once more. */
static void
touch_all (BsLibraryMarks *self, GArray *ids, BsMarks mark)
{
  if (ids->len > MOST_TOUCHED)
    self->n_disbelieved = self->n_asked;
  else
    for (guint i = 0; i < ids->len; i++)
      touch_mark (self, g_array_index (ids, guint, i), mark);
}

static void
apply_found (BsLibraryMarks *self, const BsMarksFound *found)
{
  BsRow *row = bs_table_get (self->table, found->id);
  BsMarks mask = found->mask & ~get_touched (self, found->id);
  BsMarks before;
  BsMarks marks;

  if (row == NULL || row->hash != found->hash)
    return;
  before = bs_row_get_marks (row);
  marks = (before & ~mask) | (found->marks & mask);
  if (marks != before && (before & BS_MARK_GONE) == 0)
    change_marks (self, row, marks);
}

/**
 * bs_library_marks_take_news:
 * @self: the marks of a library
 * @news: an answer of the keeper
 */
void
bs_library_marks_take_news (BsLibraryMarks *self, BsMarksNews *news)
{
  self->n_answered++;
  for (guint i = 0; self->n_answered > self->n_disbelieved && i < news->found->len; i++)
    apply_found (self, &g_array_index (news->found, BsMarksFound, i));
  if (self->n_answered == self->n_asked)
    g_hash_table_remove_all (self->touched);
  if (news->categories != NULL && self->n_answered >= self->n_kept)
    self->funcs.take_categories (self->owner, news->categories);
  if (news->searches != NULL && self->n_answered >= self->n_kept)
    self->funcs.take_searches (self->owner, news->searches);
  if (news->message != NULL)
    {
      g_free (self->message);
      self->message = g_steal_pointer (&news->message);
      self->funcs.told (self->owner);
    }
}

/* Compares the articles with the stored marks. */
static void
compare (BsLibraryMarks *self, BsMarksCompareFlags flags)
{
  self->n_asked++;
  bs_marks_keeper_compare (self->keeper, bs_table_take_snapshot (self->table), flags);
}

/* Sends the changes since the last time to the keeper. */
static void
send_events (BsLibraryMarks *self)
{
  if (self->keeper == NULL || self->events->len == 0)
    return;
  self->n_asked++;
  bs_marks_keeper_follow (self->keeper, g_steal_pointer (&self->events));
  self->events = new_events ();
}

/**
 * bs_library_marks_new:
 * @table: the rows of a library
 * @items: its items
 * @funcs: functions of @owner
 * @owner: the library
 *
 * Returns: (transfer full): the marks of the library, which must outlive them
 */
BsLibraryMarks *
bs_library_marks_new (BsTable *table, BsItems *items, const BsLibraryMarksFuncs *funcs, gpointer owner)
{
  BsLibraryMarks *self = g_new0 (BsLibraryMarks, 1);

  self->table = table;
  self->items = items;
  self->funcs = *funcs;
  self->owner = owner;
  self->events = new_events ();
  self->touched = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

/**
 * bs_library_marks_free:
 * @self: (transfer full): the marks of a library that is closed
 */
void
bs_library_marks_free (BsLibraryMarks *self)
{
  g_array_unref (self->events);
  g_hash_table_unref (self->touched);
  g_free (self->message);
  g_free (self);
}

/**
 * bs_library_marks_open:
 * @self: the marks of a library
 * @root: (nullable): its folder; %NULL to keep no marks on the disk
 * @vocabulary: its names
 * @inbox: its inbox
 * @apply: called by the keeper with its answers; passes them to bs_library_marks_take_news()
 */
void
bs_library_marks_open (BsLibraryMarks *self, const char *root, BsVocabulary *vocabulary, BsInbox *inbox,
                       void (*apply) (gpointer owner, gpointer news))
{
  self->inbox = bs_inbox_ref (inbox);
  if (root != NULL)
    self->keeper = bs_marks_keeper_new (root, vocabulary, inbox, apply);
}

/**
 * bs_library_marks_close:
 * @self: the marks of a library
 */
void
bs_library_marks_close (BsLibraryMarks *self)
{
  send_events (self);
  g_clear_pointer (&self->keeper, bs_marks_keeper_free);
  g_clear_pointer (&self->inbox, bs_inbox_unref);
  self->is_following = FALSE;
  self->n_answered = self->n_asked;
  g_hash_table_remove_all (self->touched);
}

/**
 * bs_library_marks_is_answered:
 * @self: the marks of a library
 *
 * Returns: whether no answer of the keeper is outstanding
 */
gboolean
bs_library_marks_is_answered (BsLibraryMarks *self)
{
  return self->n_answered == self->n_asked;
}

/**
 * bs_library_marks_get_message:
 * @self: the marks of a library
 *
 * Returns: (nullable): a message for the user
 */
const char *
bs_library_marks_get_message (BsLibraryMarks *self)
{
  return self->message;
}

/**
 * bs_library_marks_set_as_read:
 * @self: the marks of a library
 *
 * The articles that the next scan adds existed before, and count as read.
 */
void
bs_library_marks_set_as_read (BsLibraryMarks *self)
{
  self->as_read = TRUE;
}

/**
 * bs_library_marks_count:
 * @self: the marks of a library
 * @row: an article
 * @difference: 1 if it was added, -1 if it was removed
 */
void
bs_library_marks_count (BsLibraryMarks *self, const BsRow *row, int difference)
{
  count_marks (self, bs_row_get_marks (row), difference);
}

/**
 * bs_library_marks_put:
 * @self: the marks of a library
 * @row: an article's current row
 * @old: (nullable): its previous row
 */
void
bs_library_marks_put (BsLibraryMarks *self, BsRow *row, BsRow *old)
{
  if (old != NULL)
    bs_row_set_marks (row, bs_row_get_marks (old));
  if (self->is_following && (old == NULL || old->content_hash != row->content_hash))
    note_event (self, row, NULL);
}

/**
 * bs_library_marks_moved:
 * @self: the marks of a library
 * @row: an article in its new place
 * @from: in the one before
 */
void
bs_library_marks_moved (BsLibraryMarks *self, BsRow *row, BsRow *from)
{
  bs_row_set_marks (row, bs_row_get_marks (from));
  if (self->is_following)
    note_event (self, row, from);
}

/**
 * bs_library_marks_removed:
 * @self: the marks of a library
 * @row: a removed article
 */
void
bs_library_marks_removed (BsLibraryMarks *self, BsRow *row)
{
  bs_row_set_marks (row, BS_MARK_GONE);
  if (self->is_following)
    note_event (self, NULL, row);
}

/**
 * bs_library_marks_scan_starts:
 * @self: the marks of a library
 */
void
bs_library_marks_scan_starts (BsLibraryMarks *self)
{
  send_events (self);
  self->is_following = FALSE;
}

/**
 * bs_library_marks_scan_ended:
 * @self: the marks of a library
 * @is_complete: whether the scan reached the end
 * @is_partial: whether parts of the folder could not be read
 *
 * After an incomplete scan, unknown articles are not new, because it is not known which ones existed.
 */
void
bs_library_marks_scan_ended (BsLibraryMarks *self, gboolean is_complete, gboolean is_partial)
{
  if (self->keeper == NULL)
    return;
  send_events (self);
  if (is_complete)
    compare (self, BS_MARKS_COMPARE_ALL | (self->as_read ? BS_MARKS_COMPARE_AS_READ : 0) |
                       (is_partial ? BS_MARKS_COMPARE_PARTIAL : 0));
  else
    compare (self, BS_MARKS_COMPARE_KNOWN);
  self->is_following = TRUE;
  self->as_read = FALSE;
}

/**
 * bs_library_marks_keep_categories:
 * @self: the marks of a library
 * @dropped: (transfer full) (element-type GStrv): categories that are shown only while articles are in them
 * @added: (transfer full) (element-type GStrv): categories that are shown although no article is in them
 */
void
bs_library_marks_keep_categories (BsLibraryMarks *self, GPtrArray *dropped, GPtrArray *added)
{
  if (self->keeper == NULL || dropped->len + added->len == 0)
    {
      g_ptr_array_unref (dropped);
      g_ptr_array_unref (added);
      return;
    }
  self->n_kept = ++self->n_asked;
  bs_marks_keeper_keep_categories (self->keeper, dropped, added);
}

/**
 * bs_library_marks_keep_searches:
 * @self: the marks of a library
 * @dropped: (transfer full) (element-type guint64): removed searches
 * @changed: (transfer full) (element-type BsMarksSearch): new and changed searches
 */
void
bs_library_marks_keep_searches (BsLibraryMarks *self, GArray *dropped, GPtrArray *changed)
{
  if (self->keeper == NULL)
    {
      g_array_unref (dropped);
      g_ptr_array_unref (changed);
      return;
    }
  self->n_kept = ++self->n_asked;
  bs_marks_keeper_keep_searches (self->keeper, dropped, changed);
}

/**
 * bs_library_marks_keep_distinct:
 * @self: the marks of a library
 * @distinct: (element-type BsMarksDistinct): articles that are not the same
 * @on: whether that is remembered, or forgotten
 * @task: (transfer full): returns when it is
 */
void
bs_library_marks_keep_distinct (BsLibraryMarks *self, GArray *distinct, gboolean on, GTask *task)
{
  if (self->keeper != NULL)
    {
      bs_marks_keeper_keep_distinct (self->keeper, g_array_ref (distinct), on, task);
      return;
    }
  g_task_return_boolean (task, FALSE);
  g_object_unref (task);
}

/**
 * bs_library_marks_flush:
 * @self: the marks of a library
 *
 * Sends the latest changes to the keeper. During a scan, it also requests the marks of the articles found so far.
 */
void
bs_library_marks_flush (BsLibraryMarks *self)
{
  if (self->keeper == NULL)
    return;
  send_events (self);
  if (!self->is_following && self->n_answered == self->n_asked && bs_table_get_size (self->table) > 0)
    compare (self, BS_MARKS_COMPARE_KNOWN);
}

static void
mark_row (BsLibraryMarks *self, BsRow *row, BsMarks mark, gboolean on, GArray *changed, GPtrArray *rows)
{
  BsMarks before = bs_row_get_marks (row);
  BsMarks after = on ? before | mark : before & ~mark;

  if (after == before || (before & BS_MARK_GONE) != 0)
    return;
  change_marks (self, row, after);
  g_array_append_val (changed, row->id);
  g_ptr_array_add (rows, bs_row_ref (row));
}

static void
keep (BsLibraryMarks *self, GArray *changed, GPtrArray *rows, BsMarks mark, gboolean on)
{
  touch_all (self, changed, mark);
  if (rows->len > 0 && self->inbox != NULL)
    bs_inbox_wake (self->inbox, 0);
  if (rows->len == 0 || self->keeper == NULL || (mark & KEPT_MARKS) == 0)
    {
      g_ptr_array_unref (rows);
      return;
    }
  send_events (self);
  self->n_asked++;
  bs_marks_keeper_mark (self->keeper, rows, mark & KEPT_MARKS, on);
  if (self->n_disbelieved > self->n_answered)
    compare (self, BS_MARKS_COMPARE_KNOWN);
}

/**
 * bs_library_marks_get_n:
 * @self: the marks of a library
 * @mark: %BS_MARK_UNREAD, %BS_MARK_STARRED or %BS_MARK_RECENT
 *
 * Returns: how many articles have it
 */
guint
bs_library_marks_get_n (BsLibraryMarks *self, BsMarks mark)
{
  return mark == BS_MARK_UNREAD ? self->n_unread : mark == BS_MARK_STARRED ? self->n_starred : self->n_recent;
}

/**
 * bs_library_marks_mark:
 * @self: the marks of a library
 * @ids: (array length=n_ids): numbers of articles; removed ones are skipped
 * @n_ids: how many
 * @before: as for bs_library_mark_list()
 * @mark: as for bs_library_mark()
 * @on: whether they have it from now on
 *
 * Returns: (transfer full) (element-type guint): the numbers of those that had it otherwise
 */
GArray *
bs_library_marks_mark (BsLibraryMarks *self, const guint *ids, guint n_ids, gint64 before, BsMarks mark, gboolean on)
{
  GArray *changed = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  for (guint i = 0; i < n_ids; i++)
    {
      BsRow *row = bs_table_get (self->table, ids[i]);

      if (row != NULL && (before == G_MAXINT64 || ((row->flags & BS_ROW_HAS_DATE) != 0 && row->date < before)))
        mark_row (self, row, mark, on, changed, rows);
    }
  keep (self, changed, rows, mark, on);
  return changed;
}

/**
 * bs_library_marks_refresh:
 * @self: the marks of a library
 *
 * Applies marks that another window or program has set meanwhile.
 */
void
bs_library_marks_refresh (BsLibraryMarks *self)
{
  if (self->keeper != NULL && self->is_following)
    compare (self, BS_MARKS_COMPARE_FOREIGN);
}

/**
 * bs_library_marks_set_position:
 * @self: the marks of a library
 * @path: (type filename): of an article, relative to the folder
 * @position: (nullable): where in it the reader is
 * @fraction: the part of the article before that position
 */
void
bs_library_marks_set_position (BsLibraryMarks *self, const char *path, const char *position, double fraction)
{
  if (self->keeper == NULL)
    return;
  self->n_asked++;
  bs_marks_keeper_set_position (self->keeper, path, position, CLAMP (fraction, 0, 1));
}

/**
 * bs_library_marks_get_position:
 * @self: the marks of a library
 * @path: (type filename): of an article, relative to the folder
 * @task: (transfer full): receives a BsMarksPosition, or %NULL if there is none
 */
void
bs_library_marks_get_position (BsLibraryMarks *self, const char *path, GTask *task)
{
  if (self->keeper != NULL)
    {
      bs_marks_keeper_get_position (self->keeper, path, task);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

/**
 * bs_library_marks_transfer:
 * @self: the marks of a library
 * @direction: whether @file is written or read
 * @file: the file to write, or the file of an export
 * @task: (transfer full): receives how many articles it were
 */
void
bs_library_marks_transfer (BsLibraryMarks *self, BsMarksTransfer direction, GFile *file, GTask *task)
{
  if (self->keeper == NULL)
    {
      g_task_return_int (task, 0);
      g_object_unref (task);
      return;
    }
  send_events (self);
  self->n_asked++;
  bs_marks_keeper_transfer (self->keeper, direction, file, bs_table_take_snapshot (self->table), task);
}
