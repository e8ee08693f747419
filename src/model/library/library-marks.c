/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-marks.h"

#include "model/library/marks/marks-keeper.h"
#include "model/library/marks/marks-store.h"

#define SHOWN_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED | BS_MARK_RECENT)
#define MOST_TOUCHED 1000
#define KEPT_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED)

/* Marks that the reader changed, and the number of questions asked by then. */
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
  BsMarksKeeper *keeper; /* (nullable): while it is open, and keeps its marks */
  GArray *events;        /* (element-type BsMarksEvent): not sent yet */
  gboolean is_following; /* the whole library was compared: changes are news from now on */
  gboolean as_read;      /* the running scan adds articles that existed before */
  guint n_asked;         /* questions to the keeper, which answers them in order */
  guint n_answered;
  guint n_kept;        /* answers before this one do not know the latest categories and searches */
  guint n_disbelieved; /* answers up to this one do not know the reader's latest changes */
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

/* An answer that was asked for before the reader changed a mark knows nothing of that. */
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

/* Of very many it is cheaper to believe no answer that is on its way, and to ask once more. */
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

static void
take_news (gpointer owner, gpointer data)
{
  BsLibraryMarks *self = bs_library_get_marking (owner);
  BsMarksNews *news = data;

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

/* Compares the articles with the marks that are known. */
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
 */
void
bs_library_marks_open (BsLibraryMarks *self, const char *root, BsVocabulary *vocabulary, BsInbox *inbox)
{
  self->inbox = bs_inbox_ref (inbox);
  if (root != NULL)
    self->keeper = bs_marks_keeper_new (root, vocabulary, inbox, take_news);
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
 * @difference: 1 if it came, -1 if it went
 */
void
bs_library_marks_count (BsLibraryMarks *self, const BsRow *row, int difference)
{
  count_marks (self, bs_row_get_marks (row), difference);
}

/**
 * bs_library_marks_put:
 * @self: the marks of a library
 * @row: what an article says of itself now
 * @old: (nullable): what it said before
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
 * @row: an article that is gone
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
 * After an incomplete scan, unknown articles are not new: nobody knows yet which ones existed.
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
 * @dropped: (transfer full) (element-type guint64): searches that are no longer saved
 * @changed: (transfer full) (element-type BsMarksSearch): searches that are saved as they are here
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
 */
void
bs_library_marks_keep_distinct (BsLibraryMarks *self, GArray *distinct, gboolean on)
{
  if (self->keeper != NULL)
    bs_marks_keeper_keep_distinct (self->keeper, g_array_ref (distinct), on);
}

/**
 * bs_library_marks_flush:
 * @self: the marks of a library
 *
 * Sends the latest changes to the keeper. During a scan, it also asks for the marks of the articles found so far.
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

  return bs_library_get_marking (self)->n_unread;
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

  return bs_library_get_marking (self)->n_starred;
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

  return bs_library_get_marking (self)->n_recent;
}

static void
mark_row (BsLibraryMarks *self, BsRow *row, BsMarks mark, gboolean on, GArray *changed, GPtrArray *rows)
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
  BsLibraryMarks *marking;
  GArray *changed;
  GPtrArray *rows;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  marking = bs_library_get_marking (self);
  changed = g_array_new (FALSE, FALSE, sizeof (guint));
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  for (guint i = 0; i < n_ids; i++)
    mark_row (marking, bs_table_get (marking->table, ids[i]), mark, on, changed, rows);
  keep (marking, changed, rows, mark, on);
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
  BsLibraryMarks *marking;
  GArray *changed;
  GPtrArray *rows;
  g_autofree guint *ids = NULL;
  guint n;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_LIST (list), NULL);

  marking = bs_library_get_marking (self);
  changed = g_array_new (FALSE, FALSE, sizeof (guint));
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  ids = list_ids (list, &n);
  for (guint i = 0; i < n; i++)
    {
      BsRow *row = bs_table_get (marking->table, ids[i]);

      if (row != NULL && (before == G_MAXINT64 || ((row->flags & BS_ROW_HAS_DATE) != 0 && row->date < before)))
        mark_row (marking, row, mark, on, changed, rows);
    }
  keep (marking, changed, rows, mark, on);
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
  BsLibraryMarks *marking;
  BsRow *row;
  BsMarks marks;

  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  marking = bs_library_get_marking (self);
  row = bs_table_get (marking->table, id);
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

/**
 * bs_library_refresh_marks:
 * @self: a library
 *
 * Takes up what another window or program has marked meanwhile, if there is anything.
 */
void
bs_library_refresh_marks (BsLibrary *self)
{
  BsLibraryMarks *marking;

  g_return_if_fail (BS_IS_LIBRARY (self));

  marking = bs_library_get_marking (self);
  if (marking->keeper != NULL && marking->is_following)
    compare (marking, BS_MARKS_COMPARE_FOREIGN);
}

/**
 * bs_library_set_position:
 * @self: a library
 * @path: (type filename): of an article, relative to the folder
 * @position: (nullable): where in it the reader is, in the reader's own words; %NULL for its beginning
 * @fraction: how much of it lies before that, from 0 to 1
 *
 * Keeps the place where an article was left. Nothing is waited for.
 */
void
bs_library_set_position (BsLibrary *self, const char *path, const char *position, double fraction)
{
  BsLibraryMarks *marking;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  marking = bs_library_get_marking (self);
  if (marking->keeper == NULL)
    return;
  marking->n_asked++;
  bs_marks_keeper_set_position (marking->keeper, path, position, CLAMP (fraction, 0, 1));
}

/**
 * bs_library_get_position_async:
 * @self: a library
 * @path: (type filename): of an article, relative to the folder
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks where an article was left.
 */
void
bs_library_get_position_async (BsLibrary *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryMarks *marking;
  GTask *task;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  marking = bs_library_get_marking (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_get_position_async);
  if (marking->keeper != NULL)
    {
      bs_marks_keeper_get_position (marking->keeper, path, task);
      return;
    }
  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

/**
 * bs_library_get_position_finish:
 * @self: a library
 * @result: what the callback was given
 * @fraction: (out) (optional): how much of the article lies before it, from 0 to 1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what bs_library_set_position() was given last; %NULL, without an error, where
 *   nothing is known
 */
char *
bs_library_get_position_finish (BsLibrary *self, GAsyncResult *result, double *fraction, GError **error)
{
  BsMarksPosition *position;
  char *text;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  position = g_task_propagate_pointer (G_TASK (result), error);
  if (fraction != NULL)
    *fraction = position != NULL ? position->fraction : 0;
  if (position == NULL)
    return NULL;
  text = g_steal_pointer (&position->position);
  bs_marks_position_free (position);
  return text;
}

/**
 * bs_library_transfer_marks_async:
 * @self: a library
 * @direction: whether @file is written or read
 * @file: where to write, or what an export wrote
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Exports all marks as JSON, in the form that doc/reading-marks.md describes, or imports them. An import gives the
 * articles that the file names the marks that it has for them, by path; where there is no such path, by content. The
 * others keep theirs.
 */
void
bs_library_transfer_marks_async (BsLibrary *self, BsMarksTransfer direction, GFile *file, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryMarks *marking;
  GTask *task;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (G_IS_FILE (file));

  marking = bs_library_get_marking (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_library_transfer_marks_async);
  if (marking->keeper == NULL)
    {
      g_task_return_int (task, 0);
      g_object_unref (task);
      return;
    }
  send_events (marking);
  marking->n_asked++;
  bs_marks_keeper_transfer (marking->keeper, direction, file, bs_table_take_snapshot (marking->table), task);
}

/**
 * bs_library_transfer_marks_finish:
 * @self: a library
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: how many articles it were, or -1 with a #GIOErrorEnum: %G_IO_ERROR_INVALID_DATA where an imported file is
 *   no export of marks
 */
gssize
bs_library_transfer_marks_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), -1);
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * bs_library_wait_for_marks:
 * @seconds: how long to wait
 *
 * Waits until the marks of all libraries that were closed are on the disk. For the end of a program alone.
 *
 * Returns: whether they are
 */
gboolean
bs_library_wait_for_marks (guint seconds)
{
  return bs_marks_keeper_wait (seconds);
}
