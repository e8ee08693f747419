/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/go-to.h"

#include "model/library/table/parallel.h"

#include <string.h>

#define MAX_THREADS 4
#define MIN_PER_THREAD 4096

/* The number of texts after which cancellation is checked. */
#define CHECK_EVERY 512

/* A text that can be found. */
typedef struct
{
  gint64 recent;
  guint32 start; /* among the units */
  guint32 what;  /* the row of an article; otherwise the item */
  guint32 count;
  guint16 n_units;
  guint8 kind;
  BsFuzzyLetters letters;
} Candidate;

/* Candidates that are created together, and those that matched the last text; a longer text can only narrow them. */
typedef struct
{
  guint generation; /* of the library; 0: none yet */
  GArray *units;
  GArray *candidates;
  GPtrArray *items;     /* (nullable) (element-type BsGoToItem) */
  BsSnapshot *snapshot; /* (nullable): of the articles */

  char *text; /* (nullable) */
  guint kinds;
  gboolean is_strict;
  GArray *accepted; /* (nullable) (element-type guint32): candidates, more than were accepted; NULL for all */
} Part;

enum
{
  PART_TITLES,
  PART_NAMES,
  PART_GIVEN,
  N_PARTS
};

/* The worker's data. Its lock is held while it works. */
typedef struct
{
  gatomicrefcount ref_count;
  BsVocabulary *vocabulary;
  GMutex mutex;
  Part parts[N_PARTS];
} Work;

struct _BsGoTo
{
  GObject parent_instance;

  BsSnapshot *(*take_snapshot) (gpointer owner);
  GObject *owner;
  guint generation;
  guint given_generation;
  GPtrArray *given[BS_GO_TO_N_KINDS]; /* (nullable) (element-type BsGoToItem) */
  Work *work;
};

/**
 * BsGoTo:
 *
 * Finds articles, categories, tags, sources, folders and entries of the caller by a few of their letters. Its data is
 * built on first use, and again when the library has changed.
 */
G_DEFINE_FINAL_TYPE (BsGoTo, bs_go_to, G_TYPE_OBJECT)

/**
 * bs_go_to_item_new:
 * @kind: its kind
 * @text: its name
 *
 * Returns: (transfer full): a place
 */
BsGoToItem *
bs_go_to_item_new (BsGoToKind kind, const char *text)
{
  BsGoToItem *self = g_new0 (BsGoToItem, 1);

  self->kind = kind;
  self->text = g_strdup (text);
  self->recent = BS_ROW_NO_DATE;
  return self;
}

/**
 * bs_go_to_item_copy:
 * @self: a place
 *
 * Returns: (transfer full): the same
 */
BsGoToItem *
bs_go_to_item_copy (const BsGoToItem *self)
{
  BsGoToItem *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->path = g_strdup (self->path);
  copy->names = g_strdupv (self->names);
  copy->detail = g_strdup (self->detail);
  copy->alias = g_strdup (self->alias);
  return copy;
}

/**
 * bs_go_to_item_free:
 * @self: (transfer full): a place
 */
void
bs_go_to_item_free (BsGoToItem *self)
{
  g_free (self->text);
  g_free (self->path);
  g_strfreev (self->names);
  g_free (self->detail);
  g_free (self->alias);
  g_free (self);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bs_go_to_item_free);
}

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->units, g_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->accepted, g_array_unref);
}

static void
part_begin (Part *self, guint generation)
{
  part_clear (self);
  g_atomic_int_set (&self->generation, generation);
  self->units = g_array_new (FALSE, FALSE, sizeof (BsFuzzyUnit));
  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
}

static void
part_add (Part *self, BsGoToKind kind, guint32 what, const char *text, gint64 recent, guint32 count)
{
  Candidate candidate = { recent, self->units->len, what, count, 0, (guint8) kind, { 0, 0 } };

  bs_fuzzy_append_units (self->units, text);
  candidate.n_units = (guint16) (self->units->len - candidate.start);
  candidate.letters =
      bs_fuzzy_list_letters (&g_array_index (self->units, BsFuzzyUnit, candidate.start), candidate.n_units);
  g_array_append_val (self->candidates, candidate);
}

static void
work_unref (gpointer data)
{
  Work *work = data;

  if (!g_atomic_ref_count_dec (&work->ref_count))
    return;
  for (guint i = 0; i < N_PARTS; i++)
    part_clear (&work->parts[i]);
  g_mutex_clear (&work->mutex);
  bs_vocabulary_unref (work->vocabulary);
  g_free (work);
}

static int
compare_newest (const void *a, const void *b, void *data)
{
  BsRow *const *rows = data;
  const gint64 first = rows[*(const guint32 *) a]->date;
  const gint64 second = rows[*(const guint32 *) b]->date;

  return first > second ? -1 : first < second;
}

/* The newest first: once enough of the best are found, older ones cannot be better. */
static void
make_titles (Part *part, BsSnapshot *snapshot)
{
  g_autofree guint32 *ids = g_new (guint32, snapshot->n_rows + 1);
  guint n = 0;

  for (guint32 i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      ids[n++] = i;
  qsort_r (ids, n, sizeof (guint32), compare_newest, snapshot->rows);
  for (guint i = 0; i < n; i++)
    part_add (part, BS_GO_TO_ARTICLE, ids[i], bs_row_get_title (snapshot->rows[ids[i]]), snapshot->rows[ids[i]]->date,
              0);
  part->snapshot = snapshot;
}

/* The data of a name. */
typedef struct
{
  guint32 count;
  guint32 last_row; /* and 1: of several categories of an article, the one above counts once */
  gint64 recent;
} Fact;

static void
count_row (GArray *facts, guint32 index, guint row, gint64 date)
{
  Fact *fact;

  if (index >= facts->len)
    g_array_set_size (facts, index + 1);
  fact = &g_array_index (facts, Fact, index);
  if (fact->last_row == row + 1)
    return;
  fact->recent = fact->count == 0 ? date : MAX (fact->recent, date);
  fact->last_row = row + 1;
  fact->count++;
}

static void
add_name (Part *part, BsGoToKind kind, const char *text, GStrv names, const Fact *fact)
{
  BsGoToItem *item = bs_go_to_item_new (kind, text);

  item->names = names;
  item->count = fact->count;
  item->recent = fact->recent;
  g_ptr_array_add (part->items, item);
  part_add (part, kind, part->items->len - 1, text, fact->recent, fact->count);
}

static void
add_folders (Part *part, const GPtrArray *terms, const GArray *facts)
{
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer path, value;

  for (guint i = 0; i < facts->len; i++)
    {
      const Fact *fact = &g_array_index (facts, Fact, i);
      g_autofree char *name = g_strdup (((BsTerm *) terms->pdata[i])->name);

      while (fact->count > 0 && *name != '\0')
        {
          Fact *all = g_hash_table_lookup (folders, name);
          char *slash = strrchr (name, '/');

          if (all == NULL)
            g_hash_table_insert (folders, g_strdup (name), g_memdup2 (fact, sizeof *fact));
          else
            {
              all->count += fact->count;
              all->recent = MAX (all->recent, fact->recent);
            }
          if (slash == NULL)
            break;
          *slash = '\0';
        }
    }
  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, &path, &value))
    {
      g_autofree char *text = g_utf8_make_valid (path, -1);
      const char *names[] = { path, NULL };

      add_name (part, BS_GO_TO_FOLDER, text, g_strdupv ((GStrv) names), value);
    }
}

static void
make_names (Part *part, BsVocabulary *vocabulary, BsSnapshot *snapshot)
{
  static const BsGoToKind kinds[] = { BS_GO_TO_FOLDER, BS_GO_TO_CATEGORY, BS_GO_TO_TAG, BS_GO_TO_SOURCE };
  GArray *facts[BS_N_VOCABULARIES];

  part->items = new_items ();
  for (guint i = 0; i < BS_N_VOCABULARIES; i++)
    facts[i] = g_array_new (FALSE, TRUE, sizeof (Fact));
  for (guint i = 0; i < snapshot->n_rows; i++)
    {
      const BsRow *row = snapshot->rows[i];
      guint at = 0;

      if (row == NULL)
        continue;
      count_row (facts[BS_VOCABULARY_FOLDERS], row->folder->index, i, row->date);
      for (; at < row->n_sources; at++)
        count_row (facts[BS_VOCABULARY_SOURCES], row->terms[at]->index, i, row->date);
      for (; at < (guint) row->n_sources + row->n_categories; at++)
        for (const BsTerm *term = row->terms[at]; term != NULL; term = term->parent)
          count_row (facts[BS_VOCABULARY_CATEGORIES], term->index, i, row->date);
      for (; at < (guint) row->n_sources + row->n_categories + row->n_tags; at++)
        count_row (facts[BS_VOCABULARY_TAGS], row->terms[at]->index, i, row->date);
    }
  bs_snapshot_free (snapshot);
  for (guint kind = 0; kind < BS_N_VOCABULARIES; kind++)
    {
      g_autoptr (GPtrArray) terms = bs_vocabulary_list (vocabulary, kind);
      g_autoptr (GArray) mine = facts[kind];

      if (kind == BS_VOCABULARY_FOLDERS)
        {
          add_folders (part, terms, mine);
          continue;
        }
      for (guint i = 0; i < mine->len; i++)
        {
          const Fact *fact = &g_array_index (mine, Fact, i);
          g_auto (GStrv) names = NULL;
          g_autofree char *text = NULL;

          if (fact->count == 0)
            continue;
          names = bs_term_dup_names (terms->pdata[i]);
          text = g_strjoinv ("/", names);
          add_name (part, kinds[kind], text, g_steal_pointer (&names), fact);
        }
    }
}

/* A place that was found. */
typedef struct
{
  const Part *part;
  guint32 candidate;
  int score;
} Hit;

/* A share of the candidates, for one thread. */
typedef struct
{
  const Part *part;
  const BsFuzzyPattern *pattern;
  guint kinds;
  gboolean by_count;
  guint max_hits;
  GCancellable *cancellable;
  guint first;
  guint end;
  GArray *hits;     /* (element-type Hit): the best, sorted */
  GArray *accepted; /* (element-type guint32) */
} Share;

static const Candidate *
get_candidate (const Part *part, guint32 candidate)
{
  return &g_array_index (part->candidates, Candidate, candidate);
}

static int
compare_hits (const Hit *a, const Hit *b, gboolean by_count)
{
  const Candidate *x = get_candidate (a->part, a->candidate);
  const Candidate *y = get_candidate (b->part, b->candidate);

  if (a->score != b->score)
    return a->score > b->score ? -1 : 1;
  if (by_count && x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (x->recent != y->recent)
    return x->recent > y->recent ? -1 : 1;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->n_units != y->n_units)
    return x->n_units < y->n_units ? -1 : 1;
  return x->what < y->what ? -1 : x->what > y->what;
}

static void
insert_hit (GArray *hits, guint max_hits, const Hit *hit, gboolean by_count)
{
  guint low = 0;
  guint high = hits->len;

  if (hits->len == max_hits)
    {
      if (max_hits == 0 || compare_hits (hit, &g_array_index (hits, Hit, hits->len - 1), by_count) >= 0)
        return;
      g_array_set_size (hits, hits->len - 1);
      high--;
    }
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (compare_hits (hit, &g_array_index (hits, Hit, middle), by_count) < 0)
        high = middle;
      else
        low = middle + 1;
    }
  g_array_insert_val (hits, low, *hit);
}

/* Whether a text with these letters can be among the best. */
static gboolean
can_be_hit (const Share *share, guint32 index, const Candidate *candidate, const BsFuzzyUnit *units)
{
  const Hit best = { share->part, index,
                     2 * bs_fuzzy_pattern_get_most (share->pattern, candidate->letters) +
                         bs_fuzzy_pattern_is_whole (share->pattern, units, candidate->n_units) };

  return share->hits->len < share->max_hits ||
         (share->max_hits > 0 &&
          compare_hits (&best, &g_array_index (share->hits, Hit, share->hits->len - 1), share->by_count) < 0);
}

static void
search_share (guint n, gpointer data)
{
  Share *share = (Share *) data + n;
  const Part *part = share->part;

  for (guint i = share->first; i < share->end; i++)
    {
      const guint32 index = part->accepted != NULL ? g_array_index (part->accepted, guint32, i) : i;
      const Candidate *candidate = get_candidate (part, index);
      const BsFuzzyUnit *units = &g_array_index (part->units, BsFuzzyUnit, candidate->start);
      Hit hit = { part, index, 0 };

      if (i % CHECK_EVERY == 0 && g_cancellable_is_cancelled (share->cancellable))
        break;
      if ((share->kinds & BS_GO_TO_IS (candidate->kind)) == 0 ||
          !bs_fuzzy_pattern_may_accept (share->pattern, candidate->letters))
        continue;
      if (!can_be_hit (share, index, candidate, units))
        {
          g_array_append_val (share->accepted, index);
          continue;
        }
      if (!bs_fuzzy_pattern_accepts (share->pattern, units, candidate->n_units))
        continue;
      g_array_append_val (share->accepted, index);
      /* Before all that only begins with it. */
      hit.score = 2 * bs_fuzzy_pattern_score (share->pattern, units, candidate->n_units) +
                  bs_fuzzy_pattern_is_whole (share->pattern, units, candidate->n_units);
      insert_hit (share->hits, share->max_hits, &hit, share->by_count);
    }
}

/* Each letter more finds less. */
static gboolean
can_narrow (const Part *part, const BsGoToQuery *query)
{
  return part->text != NULL && *part->text != '\0' && g_str_has_prefix (query->text, part->text) &&
         part->kinds == query->kinds && part->is_strict == query->is_strict;
}

static void
search_part (Part *part, const BsGoToQuery *query, const BsFuzzyPattern *pattern, GCancellable *cancellable,
             GArray *hits)
{
  Share shares[MAX_THREADS];
  guint n, n_shares;
  GArray *accepted;

  if (!can_narrow (part, query))
    g_clear_pointer (&part->accepted, g_array_unref);
  n = part->accepted != NULL ? part->accepted->len : part->candidates->len;
  n_shares = CLAMP (MIN (n / MIN_PER_THREAD, g_get_num_processors ()), 1, MAX_THREADS);
  for (guint i = 0; i < n_shares; i++)
    shares[i] = (Share){
      .part = part,
      .pattern = pattern,
      .kinds = query->kinds,
      .by_count = query->is_strict,
      .max_hits = query->max_items,
      .cancellable = cancellable,
      .first = (guint) ((guint64) n * i / n_shares),
      .end = (guint) ((guint64) n * (i + 1) / n_shares),
      .hits = g_array_new (FALSE, FALSE, sizeof (Hit)),
      .accepted = g_array_new (FALSE, FALSE, sizeof (guint32)),
    };
  bs_parallel_each (n_shares, search_share, shares, NULL);
  accepted = shares[0].accepted;
  for (guint i = 0; i < n_shares; i++)
    {
      for (guint j = 0; j < shares[i].hits->len; j++)
        insert_hit (hits, query->max_items, &g_array_index (shares[i].hits, Hit, j), query->is_strict);
      g_array_unref (shares[i].hits);
      if (i == 0)
        continue;
      g_array_append_vals (accepted, shares[i].accepted->data, shares[i].accepted->len);
      g_array_unref (shares[i].accepted);
    }

  g_clear_pointer (&part->accepted, g_array_unref);
  g_clear_pointer (&part->text, g_free);
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_array_unref (accepted);
      return;
    }
  part->accepted = accepted;
  part->text = g_strdup (query->text);
  part->kinds = query->kinds;
  part->is_strict = query->is_strict;
}

static BsGoToItem *
make_item (const Hit *hit, const BsFuzzyPattern *pattern)
{
  const Part *part = hit->part;
  const Candidate *candidate = get_candidate (part, hit->candidate);
  const BsFuzzyUnit *units = &g_array_index (part->units, BsFuzzyUnit, candidate->start);
  g_autofree guint64 *matched = bs_fuzzy_pattern_find (pattern, units, candidate->n_units);
  BsGoToItem *item;

  if (part->snapshot != NULL)
    {
      const BsRow *row = part->snapshot->rows[candidate->what];

      item = bs_go_to_item_new (BS_GO_TO_ARTICLE, bs_row_get_title (row));
      item->path = bs_row_dup_path (row);
      item->recent = row->date;
      item->detail = g_strdup (bs_row_get_source (row));
    }
  else
    item = bs_go_to_item_copy (part->items->pdata[candidate->what]);
  memcpy (item->matched, matched, sizeof item->matched);
  return item;
}

/* A question to the worker. */
typedef struct
{
  Work *work;
  BsGoToQuery query;
  char *text;
  guint generations[N_PARTS];
  BsSnapshot *snapshots[N_PARTS]; /* (nullable) */
  GPtrArray *given;               /* (nullable) (element-type BsGoToItem) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&job->snapshots[i], bs_snapshot_free);
  g_clear_pointer (&job->given, g_ptr_array_unref);
  g_free (job->text);
  work_unref (job->work);
  g_free (job);
}

static gboolean
is_wanted (guint part, guint kinds)
{
  const guint given = BS_GO_TO_IS (BS_GO_TO_SEARCH) | BS_GO_TO_IS (BS_GO_TO_COMMAND);

  switch (part)
    {
    case PART_TITLES:
      return (kinds & BS_GO_TO_IS (BS_GO_TO_ARTICLE)) != 0;
    case PART_GIVEN:
      return (kinds & given) != 0;
    default:
      return (kinds & ~(given | BS_GO_TO_IS (BS_GO_TO_ARTICLE))) != 0;
    }
}

static void
make_part (Job *job, guint i)
{
  Part *part = &job->work->parts[i];

  /* A later question may have been answered before. */
  if (part->generation >= job->generations[i])
    return;
  part_begin (part, job->generations[i]);
  if (i == PART_TITLES)
    make_titles (part, g_steal_pointer (&job->snapshots[i]));
  else if (i == PART_NAMES)
    make_names (part, job->work->vocabulary, g_steal_pointer (&job->snapshots[i]));
  else
    {
      part->items = g_steal_pointer (&job->given);
      for (guint j = 0; j < part->items->len; j++)
        {
          const BsGoToItem *item = part->items->pdata[j];

          g_autofree char *both = item->alias != NULL ? g_strdup_printf ("%s %s", item->text, item->alias) : NULL;

          part_add (part, item->kind, j, both != NULL ? both : item->text, item->recent, item->count);
        }
    }
}

static void
query_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  Work *work = job->work;
  g_autoptr (BsFuzzyPattern) pattern = bs_fuzzy_pattern_new (job->text, job->query.is_strict);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autoptr (GPtrArray) items = new_items ();

  g_mutex_lock (&work->mutex);
  for (guint i = 0; i < N_PARTS && !g_cancellable_is_cancelled (cancellable); i++)
    if (is_wanted (i, job->query.kinds))
      {
        make_part (job, i);
        search_part (&work->parts[i], &job->query, pattern, cancellable, hits);
      }
  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (items, make_item (&g_array_index (hits, Hit, i), pattern));
  g_mutex_unlock (&work->mutex);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&items), (GDestroyNotify) g_ptr_array_unref);
}

static void
bs_go_to_finalize (GObject *object)
{
  BsGoTo *self = BS_GO_TO (object);

  for (guint i = 0; i < BS_GO_TO_N_KINDS; i++)
    g_clear_pointer (&self->given[i], g_ptr_array_unref);
  work_unref (self->work);
  g_clear_object (&self->owner);
  G_OBJECT_CLASS (bs_go_to_parent_class)->finalize (object);
}

static void
bs_go_to_class_init (BsGoToClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_go_to_finalize;
}

static void
bs_go_to_init (BsGoTo *self)
{
  self->generation = 1;
  self->given_generation = 1;
}

/**
 * bs_go_to_new:
 * @vocabulary: the names of a library
 * @take_snapshot: a function of @owner
 * @owner: the library
 *
 * Returns: (transfer full): finds its places
 */
BsGoTo *
bs_go_to_new (BsVocabulary *vocabulary, BsSnapshot *(*take_snapshot) (gpointer owner), GObject *owner)
{
  BsGoTo *self = g_object_new (BS_TYPE_GO_TO, NULL);

  self->work = g_new0 (Work, 1);
  g_atomic_ref_count_init (&self->work->ref_count);
  g_mutex_init (&self->work->mutex);
  self->work->vocabulary = bs_vocabulary_ref (vocabulary);
  self->take_snapshot = take_snapshot;
  self->owner = g_object_ref (owner);
  return self;
}

/**
 * bs_go_to_refresh:
 * @self: what finds places
 *
 * Called when the library has changed.
 */
void
bs_go_to_refresh (BsGoTo *self)
{
  g_return_if_fail (BS_IS_GO_TO (self));

  self->generation++;
}

/**
 * bs_go_to_set_items:
 * @self: a finder of places
 * @kind: of which kind these are: %BS_GO_TO_SEARCH or %BS_GO_TO_COMMAND
 * @items: (transfer full) (element-type BsGoToItem): all of that kind
 */
void
bs_go_to_set_items (BsGoTo *self, BsGoToKind kind, GPtrArray *items)
{
  g_return_if_fail (BS_IS_GO_TO (self));
  g_return_if_fail (kind == BS_GO_TO_SEARCH || kind == BS_GO_TO_COMMAND);
  g_return_if_fail (items != NULL);

  g_clear_pointer (&self->given[kind], g_ptr_array_unref);
  self->given[kind] = items;
  self->given_generation++;
}

/**
 * bs_go_to_query_async:
 * @self: a finder of places
 * @query: the query
 * @cancellable: (nullable): for when something else is looked for
 * @callback: called when it is found
 * @user_data: for @callback
 */
void
bs_go_to_query_async (BsGoTo *self, const BsGoToQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_GO_TO (self));
  g_return_if_fail (query != NULL && query->text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_go_to_query_async);
  job = g_new0 (Job, 1);
  job->work = self->work;
  g_atomic_ref_count_inc (&self->work->ref_count);
  job->query = *query;
  job->text = g_strdup (query->text);
  job->query.text = job->text;
  job->generations[PART_TITLES] = job->generations[PART_NAMES] = self->generation;
  job->generations[PART_GIVEN] = self->given_generation;
  for (guint i = 0; i < N_PARTS; i++)
    {
      if (!is_wanted (i, query->kinds) ||
          (guint) g_atomic_int_get (&self->work->parts[i].generation) >= job->generations[i])
        continue;
      if (i != PART_GIVEN)
        {
          job->snapshots[i] = self->take_snapshot (self->owner);
          continue;
        }
      job->given = new_items ();
      for (guint kind = 0; kind < BS_GO_TO_N_KINDS; kind++)
        for (guint j = 0; self->given[kind] != NULL && j < self->given[kind]->len; j++)
          g_ptr_array_add (job->given, bs_go_to_item_copy (self->given[kind]->pdata[j]));
    }
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, query_thread);
}

/**
 * bs_go_to_query_finish:
 * @self: a finder of places
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (element-type BsGoToItem): the best, the best first; %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
bs_go_to_query_finish (BsGoTo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_GO_TO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
