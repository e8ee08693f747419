/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-work.h"

#include <stdlib.h>

/* How long a change of an article's text is news, and for how many articles. */
#define RECENT_SECONDS (30 * 24 * 60 * 60)
#define MOST_RECENT 1000
/* How long the marks of a missing article are kept. */
#define GONE_SECONDS (366 * 24 * 60 * 60)
#define MOST_ARRIVALS 10000

#define TOLD_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED | BS_MARK_RECENT)

/* An unknown row, with its key. */
typedef struct
{
  guint64 id;
  BsRow *row;
} Stranger;

typedef struct
{
  BsMarksStore *store;
  GArray *known; /* (element-type BsKnown): by id */
  guint8 *seen;
  GArray *strangers;
  GArray *found;
  gint64 now;
  gint64 recent;
} Comparison;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static guint64
hash_row (const BsRow *row)
{
  g_autofree char *path = bs_row_dup_path (row);

  return bs_marks_hash_path (path);
}

static void
tell (GArray *found, const BsRow *row, BsMarks marks)
{
  BsMarksFound one = { row->id, row->hash, marks, TOLD_MARKS };

  if ((bs_row_get_marks (row) & TOLD_MARKS) != marks)
    g_array_append_val (found, one);
}

static BsMarks
get_marks (const BsKnown *known, gint64 recent)
{
  return (known->marks & (BS_MARK_UNREAD | BS_MARK_STARRED)) | (known->changed >= recent ? BS_MARK_RECENT : 0);
}

/* Updates the stored data of an article from its file. FALSE if nothing has changed. */
static gboolean
follow_file (BsKnown *known, const BsRow *row, gint64 now)
{
  BsKnown before = *known;

  known->gone = 0;
  /* A file that cannot be read for the moment has not changed. */
  if (row->content_hash != 0)
    known->content = row->content_hash;
  if (row->body_hash != 0)
    {
      if (known->body != 0 && known->body != row->body_hash)
        known->changed = now;
      known->body = row->body_hash;
    }
  return known->gone != before.gone || known->content != before.content || known->body != before.body ||
         known->changed != before.changed;
}

static BsKnown
make_known (guint64 id, const BsRow *row, BsMarks marks)
{
  return (BsKnown){ id, row->content_hash, row->body_hash, marks, 0, 0 };
}

static int
compare_ids (const void *a, const void *b)
{
  gint64 first = (gint64) * (const guint64 *) a;
  gint64 second = (gint64) * (const guint64 *) b;

  return first < second ? -1 : first > second;
}

static void
look_up_all (Comparison *self, const BsSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->n_rows; i++)
    {
      BsRow *row = snapshot->rows[i];
      BsKnown *known;
      Stranger stranger;

      if (row == NULL)
        continue;
      stranger = (Stranger){ hash_row (row), row };
      known = self->known->len > 0 ?
                  bsearch (&stranger.id, self->known->data, self->known->len, sizeof (BsKnown), compare_ids) :
                  NULL;
      if (known == NULL)
        {
          g_array_append_val (self->strangers, stranger);
          continue;
        }
      self->seen[known - (BsKnown *) (gpointer) self->known->data] = TRUE;
      if (follow_file (known, row, self->now))
        bs_marks_store_put (self->store, known);
      tell (self->found, row, get_marks (known, self->recent));
    }
}

static GHashTable *
find_gone (Comparison *self)
{
  GHashTable *gone = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->known->len; i++)
    {
      BsKnown *known = &g_array_index (self->known, BsKnown, i);
      BsKnown *other;

      if (self->seen[i])
        continue;
      if (known->gone == 0)
        {
          known->gone = self->now;
          bs_marks_store_put (self->store, known);
        }
      /* Of several articles that were the same file, the one removed last. */
      other = g_hash_table_lookup (gone, &known->content);
      if (known->content != 0 && (other == NULL || other->gone < known->gone))
        g_hash_table_replace (gone, &known->content, known);
    }
  return gone;
}

/* Only after a complete scan may an article count as another one's file under a new name. */
static void
settle_strangers (Comparison *self, BsMarks marks)
{
  g_autoptr (GHashTable) gone = find_gone (self);

  if (self->strangers->len > 1)
    qsort (self->strangers->data, self->strangers->len, sizeof (Stranger), compare_ids);
  for (guint i = 0; i < self->strangers->len; i++)
    {
      const Stranger *stranger = &g_array_index (self->strangers, Stranger, i);
      BsKnown *other = g_hash_table_lookup (gone, &stranger->row->content_hash);
      BsKnown known = make_known (stranger->id, stranger->row, marks);

      if (other != NULL)
        {
          g_autofree char *path = bs_row_dup_path (stranger->row);

          g_hash_table_remove (gone, &stranger->row->content_hash);
          bs_marks_store_move (self->store, other->id, stranger->id, path);
          known.marks = other->marks;
          known.changed = other->changed;
        }
      bs_marks_store_put (self->store, &known);
      tell (self->found, stranger->row, get_marks (&known, self->recent));
    }
}

/* The next answer includes the stored categories and searches. */
static void
list_kept (BsMarksWork *self)
{
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  self->categories = bs_marks_store_list_categories (self->store);
  g_clear_pointer (&self->searches, g_ptr_array_unref);
  self->searches = bs_marks_store_list_searches (self->store);
}

/**
 * bs_marks_work_compare:
 * @self: the work
 * @snapshot: the library
 * @flags: how much of it that is, and how much is wanted
 * @found: (element-type BsMarksFound): receives the marks that the rows do not have yet
 *
 * Compares the existing articles with the stored ones.
 */
void
bs_marks_work_compare (BsMarksWork *self, const BsSnapshot *snapshot, BsMarksCompareFlags flags, GArray *found)
{
  gint64 now = get_now ();
  Comparison comparison = { self->store };
  gboolean is_first;

  if ((flags & BS_MARKS_COMPARE_FOREIGN) != 0 && !bs_marks_store_was_changed (self->store))
    return;
  if (!bs_marks_store_begin (self->store))
    return;
  is_first = !bs_marks_store_is_complete (self->store);
  comparison.now = now;
  comparison.recent = MAX (bs_marks_store_find_recent (self->store, now - RECENT_SECONDS, MOST_RECENT), 1);
  comparison.known = bs_marks_store_load (self->store);
  comparison.seen = g_malloc0 (comparison.known->len + 1);
  comparison.strangers = g_array_new (FALSE, FALSE, sizeof (Stranger));
  comparison.found = found;

  look_up_all (&comparison, snapshot);
  if ((flags & BS_MARKS_COMPARE_ALL) != 0)
    {
      settle_strangers (&comparison, is_first || (flags & BS_MARKS_COMPARE_AS_READ) != 0 ? 0 : BS_MARK_UNREAD);
      /* A folder that cannot be read may be back at any later time. */
      if ((flags & BS_MARKS_COMPARE_PARTIAL) == 0)
        bs_marks_store_forget_gone (self->store, now - GONE_SECONDS);
      if (is_first)
        bs_marks_store_set_complete (self->store);
    }

  list_kept (self);
  g_array_unref (comparison.strangers);
  g_array_unref (comparison.known);
  g_free (comparison.seen);
  if (bs_marks_store_end (self->store) && (flags & BS_MARKS_COMPARE_ALL) != 0)
    bs_marks_store_back_up (self->store);
}

static void
note_arrival (BsMarksWork *self, BsRow *row)
{
  if (g_hash_table_size (self->arrivals) >= MOST_ARRIVALS)
    g_hash_table_remove_all (self->arrivals);
  row = bs_row_ref (row);
  g_hash_table_replace (self->arrivals, &row->content_hash, row);
}

static void
meet_stranger (BsMarksWork *self, guint64 id, BsRow *row, BsMarks marks, gint64 now, GArray *found)
{
  BsKnown other;
  BsKnown known = make_known (id, row, marks);

  if (bs_marks_store_find_gone (self->store, row->content_hash, &other))
    {
      g_autofree char *path = bs_row_dup_path (row);

      bs_marks_store_move (self->store, other.id, id, path);
      known.marks = other.marks;
      known.changed = other.changed;
    }
  else
    note_arrival (self, row);
  bs_marks_store_put (self->store, &known);
  tell (found, row, get_marks (&known, now - RECENT_SECONDS));
}

/* A copy appeared before the original was removed: that was a rename too. */
static void
let_go (BsMarksWork *self, guint64 id, gint64 now, GArray *found)
{
  BsKnown known;
  BsKnown copy;
  BsRow *row;
  guint64 copy_id;

  if (!bs_marks_store_lookup (self->store, id, &known) || known.gone != 0)
    return;
  row = g_hash_table_lookup (self->arrivals, &known.content);
  copy_id = row != NULL ? hash_row (row) : 0;
  if (row != NULL && copy_id != id && bs_marks_store_lookup (self->store, copy_id, &copy) && copy.gone == 0 &&
      copy.content == known.content && copy.marks == BS_MARK_UNREAD)
    {
      g_autofree char *path = bs_row_dup_path (row);

      bs_marks_store_move (self->store, id, copy_id, path);
      copy.marks = known.marks;
      copy.changed = known.changed;
      bs_marks_store_put (self->store, &copy);
      tell (found, row, get_marks (&copy, now - RECENT_SECONDS));
      g_hash_table_remove (self->arrivals, &known.content);
      return;
    }
  known.gone = now;
  bs_marks_store_put (self->store, &known);
}

/* FALSE if the article is unknown. */
static gboolean
follow_row (BsMarksWork *self, guint64 id, guint64 from, BsRow *row, gint64 now, GArray *found)
{
  BsKnown known;

  if (from != 0 && from != id && bs_marks_store_lookup (self->store, from, &known))
    {
      g_autofree char *path = bs_row_dup_path (row);

      bs_marks_store_move (self->store, from, id, path);
    }
  if (!bs_marks_store_lookup (self->store, id, &known))
    return FALSE;
  if (follow_file (&known, row, now))
    bs_marks_store_put (self->store, &known);
  tell (found, row, get_marks (&known, now - RECENT_SECONDS));
  return TRUE;
}

/**
 * bs_marks_work_follow:
 * @self: the work
 * @events: (element-type BsMarksEvent): the events, in order
 * @found: (element-type BsMarksFound): receives the marks that the rows do not have yet
 *
 * Applies events in the folder. Unknown articles wait until all removed ones are known.
 */
void
bs_marks_work_follow (BsMarksWork *self, GArray *events, GArray *found)
{
  g_autoptr (GHashTable) strangers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 now = get_now ();
  BsMarks marks = 0;
  GHashTableIter iter;
  gpointer key;
  gpointer row;

  if (!bs_marks_store_begin (self->store))
    return;
  for (guint i = 0; i < events->len; i++)
    {
      const BsMarksEvent *event = &g_array_index (events, BsMarksEvent, i);
      guint64 id = event->row != NULL ? hash_row (event->row) : event->from;

      if (event->row == NULL)
        {
          g_hash_table_remove (strangers, &id);
          let_go (self, id, now, found);
        }
      else if (!follow_row (self, id, event->from, event->row, now, found))
        g_hash_table_replace (strangers, g_memdup2 (&id, sizeof id), event->row);
    }
  if (g_hash_table_size (strangers) > 0 && bs_marks_store_is_complete (self->store))
    marks = BS_MARK_UNREAD;
  g_hash_table_iter_init (&iter, strangers);
  while (g_hash_table_iter_next (&iter, &key, &row))
    meet_stranger (self, *(const guint64 *) key, row, marks, now, found);
  bs_marks_store_end (self->store);
}

/**
 * bs_marks_work_mark:
 * @self: the work
 * @rows: (element-type BsRow): articles
 * @mark: a mark
 * @on: whether they have it now
 */
void
bs_marks_work_mark (BsMarksWork *self, GPtrArray *rows, BsMarks mark, gboolean on)
{
  if (!bs_marks_store_begin (self->store))
    return;
  for (guint i = 0; i < rows->len; i++)
    {
      const BsRow *row = rows->pdata[i];
      g_autofree char *path = bs_row_dup_path (row);
      guint64 id = bs_marks_hash_path (path);
      BsKnown known;

      if (!bs_marks_store_lookup (self->store, id, &known))
        known = make_known (id, row, 0);
      known.marks = on ? known.marks | mark : known.marks & ~mark;
      if ((mark & BS_MARK_UNREAD) != 0)
        known.marks = on ? known.marks & ~BS_MARK_READ : known.marks | BS_MARK_READ;
      bs_marks_store_put (self->store, &known);
      if (on && (mark & BS_MARK_STARRED) != 0)
        bs_marks_store_put_path (self->store, id, path);
    }
  bs_marks_store_end (self->store);
}

/**
 * bs_marks_work_set_position:
 * @self: the work
 * @path: of an article
 * @position: where in it the reader is
 */
void
bs_marks_work_set_position (BsMarksWork *self, const char *path, const BsMarksPosition *position)
{
  if (!bs_marks_store_begin (self->store))
    return;
  bs_marks_store_put_position (self->store, bs_marks_hash_path (path), path, position->position, position->fraction);
  bs_marks_store_end (self->store);
}

/**
 * bs_marks_work_keep_categories:
 * @self: the work
 * @dropped: (element-type GStrv): categories that are shown only while articles are in them
 * @added: (element-type GStrv): categories that are shown although no article is in them
 */
void
bs_marks_work_keep_categories (BsMarksWork *self, GPtrArray *dropped, GPtrArray *added)
{
  if (!bs_marks_store_begin (self->store))
    return;
  for (guint i = 0; i < dropped->len; i++)
    bs_marks_store_put_category (self->store, dropped->pdata[i], FALSE);
  for (guint i = 0; i < added->len; i++)
    bs_marks_store_put_category (self->store, added->pdata[i], TRUE);
  list_kept (self);
  bs_marks_store_end (self->store);
}

/**
 * bs_marks_work_keep_searches:
 * @self: the work
 * @dropped: (element-type guint64): removed searches
 * @changed: (element-type BsMarksSearch): new and changed searches
 */
void
bs_marks_work_keep_searches (BsMarksWork *self, GArray *dropped, GPtrArray *changed)
{
  if (!bs_marks_store_begin (self->store))
    return;
  for (guint i = 0; i < dropped->len; i++)
    bs_marks_store_drop_search (self->store, g_array_index (dropped, guint64, i));
  for (guint i = 0; i < changed->len; i++)
    bs_marks_store_put_search (self->store, changed->pdata[i]);
  list_kept (self);
  bs_marks_store_end (self->store);
}

/**
 * bs_marks_work_keep_distinct:
 * @self: the work
 * @distinct: (element-type BsMarksDistinct): articles that are not the same
 * @on: whether that is remembered, or forgotten
 */
void
bs_marks_work_keep_distinct (BsMarksWork *self, GArray *distinct, gboolean on)
{
  if (!bs_marks_store_begin (self->store))
    return;
  for (guint i = 0; i < distinct->len; i++)
    bs_marks_store_put_distinct (self->store, &g_array_index (distinct, BsMarksDistinct, i), on);
  bs_marks_store_end (self->store);
}
