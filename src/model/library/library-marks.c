/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-private.h"
#include "model/library/marks/marks-store.h"

/* Marks stand in the rows, where they change at once; a thread keeps them on the disk, and tells what it finds there.
 * While a folder is scanned, all that is there is compared with all that is known; then what happens is followed. */

#define SHOWN_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED | BS_MARK_RECENT)
#define MOST_TOUCHED 1000
#define KEPT_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED)

/* Marks that the reader changed, and how many questions had been asked by then. */
typedef struct
{
  BsMarks marks;
  guint n_asked;
} Touch;

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
note_event (BsLibrary *self, BsRow *row, BsRow *from)
{
  g_autofree char *path = from != NULL ? bs_row_dup_path (from) : NULL;
  BsMarksEvent event = { row != NULL ? bs_row_ref (row) : NULL, path != NULL ? bs_marks_hash_path (path) : 0 };

  g_array_append_val (self->marks.events, event);
}

static void
count_marks (BsLibrary *self, BsMarks marks, int difference)
{
  self->marks.n_unread += (marks & BS_MARK_UNREAD) != 0 ? (guint) difference : 0;
  self->marks.n_starred += (marks & BS_MARK_STARRED) != 0 ? (guint) difference : 0;
  self->marks.n_recent += (marks & BS_MARK_RECENT) != 0 ? (guint) difference : 0;
}

static void
change_marks (BsLibrary *self, BsRow *row, BsMarks marks)
{
  BsMarks before = bs_row_get_marks (row);

  count_marks (self, before, -1);
  count_marks (self, marks, 1);
  bs_row_set_marks (row, marks);
  bs_table_touch (self->table, row->id);
  bs_items_notify_marks (self->items, row->id, before ^ marks);
  self->is_dirty = TRUE;
}

/* An answer that was asked for before the reader changed a mark knows nothing of that. */
static BsMarks
get_touched (BsLibrary *self, guint id)
{
  const Touch *touch = g_hash_table_lookup (self->marks.touched, GUINT_TO_POINTER (id));

  return touch != NULL && touch->n_asked >= self->marks.n_answered ? touch->marks : 0;
}

static void
touch_mark (BsLibrary *self, guint id, BsMarks mark)
{
  gpointer key = GUINT_TO_POINTER (id);
  Touch *touch;

  if (self->marks.n_answered == self->marks.n_asked)
    return;
  touch = g_hash_table_lookup (self->marks.touched, key);
  if (touch == NULL)
    {
      touch = g_new0 (Touch, 1);
      g_hash_table_insert (self->marks.touched, key, touch);
    }
  touch->marks |= mark;
  touch->n_asked = self->marks.n_asked;
}

/* Of very many it is cheaper to believe no answer that is on its way, and to ask once more. */
static void
touch_all (BsLibrary *self, GArray *ids, BsMarks mark)
{
  if (ids->len > MOST_TOUCHED)
    self->marks.n_disbelieved = self->marks.n_asked;
  else
    for (guint i = 0; i < ids->len; i++)
      touch_mark (self, g_array_index (ids, guint, i), mark);
}

static void
apply_found (BsLibrary *self, const BsMarksFound *found)
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
 * @owner: a library
 * @data: a #BsMarksNews, the answer to the question that waits longest
 */
void
bs_library_marks_take_news (gpointer owner, gpointer data)
{
  BsLibrary *self = owner;
  BsMarksNews *news = data;

  self->marks.n_answered++;
  for (guint i = 0; self->marks.n_answered > self->marks.n_disbelieved && i < news->found->len; i++)
    apply_found (self, &g_array_index (news->found, BsMarksFound, i));
  if (self->marks.n_answered == self->marks.n_asked)
    g_hash_table_remove_all (self->marks.touched);
  if (news->message != NULL)
    bs_library_set_marks_message (self, g_steal_pointer (&news->message));
}

/**
 * bs_library_marks_compare:
 * @self: a library that keeps its marks
 * @flags: how
 *
 * Has what is there compared with what is known.
 */
void
bs_library_marks_compare (BsLibrary *self, BsMarksCompareFlags flags)
{
  self->marks.n_asked++;
  bs_marks_keeper_compare (self->marks.keeper, bs_table_take_snapshot (self->table), flags);
}

/**
 * bs_library_marks_send:
 * @self: a library
 *
 * Has the keeper follow what happened since.
 */
void
bs_library_marks_send (BsLibrary *self)
{
  if (self->marks.keeper == NULL || self->marks.events->len == 0)
    return;
  self->marks.n_asked++;
  bs_marks_keeper_follow (self->marks.keeper, g_steal_pointer (&self->marks.events));
  self->marks.events = new_events ();
}

/**
 * bs_library_marks_init:
 * @self: a library
 */
void
bs_library_marks_init (BsLibrary *self)
{
  self->marks.events = new_events ();
  self->marks.touched = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * bs_library_marks_clear:
 * @self: a library
 */
void
bs_library_marks_clear (BsLibrary *self)
{
  g_clear_pointer (&self->marks.events, g_array_unref);
  g_clear_pointer (&self->marks.touched, g_hash_table_unref);
  g_clear_pointer (&self->marks.message, g_free);
}

/**
 * bs_library_marks_open:
 * @self: a library that is opened
 */
void
bs_library_marks_open (BsLibrary *self)
{
  if (self->marks.is_wanted)
    self->marks.keeper =
        bs_marks_keeper_new (self->site->root, self->vocabulary, self->inbox, bs_library_marks_take_news);
}

/**
 * bs_library_marks_close:
 * @self: a library that is closed
 */
void
bs_library_marks_close (BsLibrary *self)
{
  bs_library_marks_send (self);
  g_clear_pointer (&self->marks.keeper, bs_marks_keeper_free);
  self->marks.is_following = FALSE;
  self->marks.n_answered = self->marks.n_asked;
  g_hash_table_remove_all (self->marks.touched);
}

/**
 * bs_library_marks_count:
 * @self: a library
 * @row: an article
 * @difference: 1 if it came, -1 if it went
 */
void
bs_library_marks_count (BsLibrary *self, const BsRow *row, int difference)
{
  count_marks (self, bs_row_get_marks (row), difference);
}

/**
 * bs_library_marks_put:
 * @self: a library
 * @row: what an article says of itself now
 * @old: (nullable): what it said before
 */
void
bs_library_marks_put (BsLibrary *self, BsRow *row, BsRow *old)
{
  if (old != NULL)
    bs_row_set_marks (row, bs_row_get_marks (old));
  if (self->marks.is_following && (old == NULL || old->content_hash != row->content_hash))
    note_event (self, row, NULL);
}

/**
 * bs_library_marks_moved:
 * @self: a library
 * @row: an article in its new place
 * @from: in the one before
 */
void
bs_library_marks_moved (BsLibrary *self, BsRow *row, BsRow *from)
{
  bs_row_set_marks (row, bs_row_get_marks (from));
  if (self->marks.is_following)
    note_event (self, row, from);
}

/**
 * bs_library_marks_removed:
 * @self: a library
 * @row: an article that is gone
 */
void
bs_library_marks_removed (BsLibrary *self, BsRow *row)
{
  bs_row_set_marks (row, BS_MARK_GONE);
  if (self->marks.is_following)
    note_event (self, NULL, row);
}

/**
 * bs_library_marks_scan_starts:
 * @self: a library
 */
void
bs_library_marks_scan_starts (BsLibrary *self)
{
  bs_library_marks_send (self);
  self->marks.is_following = FALSE;
}

/**
 * bs_library_marks_scan_ended:
 * @self: a library
 * @is_complete: whether the whole folder was read
 *
 * After a scan that was broken off, what is not known is not new: nobody has seen yet what was there.
 */
void
bs_library_marks_scan_ended (BsLibrary *self, gboolean is_complete)
{
  if (self->marks.keeper == NULL)
    return;
  bs_library_marks_send (self);
  if (is_complete)
    bs_library_marks_compare (self, BS_MARKS_COMPARE_ALL | (self->marks.as_read ? BS_MARKS_COMPARE_AS_READ : 0) |
                                        (self->unreadable->len > 0 ? BS_MARKS_COMPARE_PARTIAL : 0));
  else
    bs_library_marks_compare (self, BS_MARKS_COMPARE_KNOWN);
  self->marks.is_following = TRUE;
  self->marks.as_read = FALSE;
}

/**
 * bs_library_marks_flush:
 * @self: a library
 *
 * Has the keeper follow what happened since. While the folder is still being scanned, what it has brought so far gets
 * the marks that are known.
 */
void
bs_library_marks_flush (BsLibrary *self)
{
  if (self->marks.keeper == NULL)
    return;
  bs_library_marks_send (self);
  if (!self->marks.is_following && self->marks.n_answered == self->marks.n_asked && bs_table_get_size (self->table) > 0)
    bs_library_marks_compare (self, BS_MARKS_COMPARE_KNOWN);
}

/**
 * bs_library_keep_marks:
 * @self: a library that is closed
 *
 * Has the library keep its marks, in the user's data folder, from the next time on that it is opened. What only looks
 * at a folder leaves nothing behind.
 */
void
bs_library_keep_marks (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (self->sync == NULL);

  self->marks.is_wanted = TRUE;
}

/**
 * bs_library_get_n_unread:
 * @self: a library
 *
 * Returns: how many articles came since the library was first opened, and were not read yet
 */
guint
bs_library_get_n_unread (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->marks.n_unread;
}

/**
 * bs_library_get_n_starred:
 * @self: a library
 *
 * Returns: how many articles are starred
 */
guint
bs_library_get_n_starred (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->marks.n_starred;
}

/**
 * bs_library_get_n_recent:
 * @self: a library
 *
 * Returns: how many articles have a text that changed lately
 */
guint
bs_library_get_n_recent (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->marks.n_recent;
}

static void
mark_row (BsLibrary *self, BsRow *row, BsMarks mark, gboolean on, GArray *changed, GPtrArray *rows)
{
  BsMarks before = row != NULL ? bs_row_get_marks (row) : BS_MARK_GONE;
  BsMarks after = on ? before | mark : before & ~mark;

  if (after == before || (before & BS_MARK_GONE) != 0)
    return;
  change_marks (self, row, after);
  g_array_append_val (changed, row->id);
  g_ptr_array_add (rows, bs_row_ref (row));
}

static void
keep (BsLibrary *self, GArray *changed, GPtrArray *rows, BsMarks mark, gboolean on)
{
  touch_all (self, changed, mark);
  if (rows->len > 0 && self->inbox != NULL)
    bs_inbox_wake (self->inbox, 0);
  if (rows->len == 0 || self->marks.keeper == NULL || (mark & KEPT_MARKS) == 0)
    {
      g_ptr_array_unref (rows);
      return;
    }
  bs_library_marks_send (self);
  self->marks.n_asked++;
  bs_marks_keeper_mark (self->marks.keeper, rows, mark & KEPT_MARKS, on);
  if (self->marks.n_disbelieved > self->marks.n_answered)
    bs_library_marks_compare (self, BS_MARKS_COMPARE_KNOWN);
}

/**
 * bs_library_mark:
 * @self: a library
 * @ids: (array length=n_ids): numbers of articles; those that are gone are passed over
 * @n_ids: how many
 * @mark: %BS_MARK_UNREAD, %BS_MARK_STARRED or %BS_MARK_HELD
 * @on: whether they have it from now on
 *
 * Marks articles. Items and counts tell so at once, the lists follow, and the disk is not waited for. Nothing is kept
 * unless bs_library_keep_marks() was called.
 *
 * Returns: (transfer full) (element-type guint): the numbers of those that had it otherwise; to mark these the other
 *   way round undoes it
 */
GArray *
bs_library_mark (BsLibrary *self, const guint *ids, guint n_ids, BsMarks mark, gboolean on)
{
  GArray *changed;
  GPtrArray *rows;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  changed = g_array_new (FALSE, FALSE, sizeof (guint));
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  for (guint i = 0; i < n_ids; i++)
    mark_row (self, bs_table_get (self->table, ids[i]), mark, on, changed, rows);
  keep (self, changed, rows, mark, on);
  return changed;
}

/* In the order in which the rows lie in memory: of a hundred thousand that is half the time. */
static guint *
list_ids (BsArticleList *list, guint *n)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint *ids = g_new (guint, n_items + 1);
  g_autofree guint8 *is_in = NULL;
  guint last = 0;

  for (guint i = 0; i < n_items; i++)
    {
      ids[i] = bs_article_list_get_id (list, i);
      last = MAX (last, ids[i]);
    }
  is_in = g_malloc0 (last / 8 + 1);
  for (guint i = 0; i < n_items; i++)
    is_in[ids[i] / 8] |= (guint8) (1 << (ids[i] % 8));
  *n = 0;
  for (guint id = 0; n_items > 0 && id <= last; id++)
    if ((is_in[id / 8] & (1 << (id % 8))) != 0)
      ids[(*n)++] = id;
  return ids;
}

/**
 * bs_library_mark_list:
 * @self: a library
 * @list: a list of it
 * @before: only articles whose date is before this, in seconds since the epoch; %G_MAXINT64 for all
 * @mark: as for bs_library_mark()
 * @on: whether they have it from now on
 *
 * Marks all that a list shows, or what of it is older than something.
 *
 * Returns: (transfer full) (element-type guint): as bs_library_mark() does
 */
GArray *
bs_library_mark_list (BsLibrary *self, BsArticleList *list, gint64 before, BsMarks mark, gboolean on)
{
  GArray *changed;
  GPtrArray *rows;
  g_autofree guint *ids = NULL;
  guint n;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (list), NULL);

  changed = g_array_new (FALSE, FALSE, sizeof (guint));
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  ids = list_ids (list, &n);
  for (guint i = 0; i < n; i++)
    {
      BsRow *row = bs_table_get (self->table, ids[i]);

      if (row != NULL && (before == G_MAXINT64 || ((row->flags & BS_ROW_HAS_DATE) != 0 && row->date < before)))
        mark_row (self, row, mark, on, changed, rows);
    }
  keep (self, changed, rows, mark, on);
  return changed;
}

/**
 * bs_library_get_marks:
 * @self: a library
 * @id: an article's number
 *
 * Returns: its marks; none where it is gone
 */
BsMarks
bs_library_get_marks (BsLibrary *self, guint id)
{
  BsRow *row;
  BsMarks marks;

  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  row = bs_table_get (self->table, id);
  marks = row != NULL ? bs_row_get_marks (row) : BS_MARK_GONE;
  return (marks & BS_MARK_GONE) == 0 ? marks : 0;
}

/**
 * bs_library_find_marked:
 * @self: a library
 * @list: a list of it
 * @mark: a mark
 * @position: (inout): where to begin, and where it was found; the search goes on from the end at the beginning
 *
 * Returns: whether an article of the list has the mark
 */
gboolean
bs_library_find_marked (BsLibrary *self, BsArticleList *list, BsMarks mark, guint *position)
{
  guint n;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (list), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  for (guint i = 0; i < n; i++)
    {
      guint place = (*position + i) % n;

      if ((bs_library_get_marks (self, bs_article_list_get_id (list, place)) & mark) != 0)
        {
          *position = place;
          return TRUE;
        }
    }
  return FALSE;
}
