/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/answer.h"

#include <stdlib.h>
#include <string.h>

#include "model/library/search/search-forms.h"
#include "model/library/words/collator.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* From this number of entries on, a radix sort is faster. */
#define MANY 512

struct _BsAnswerer
{
  BsVocabulary *vocabulary;
  BsCollator *collator; /* made when it is first needed */
  BsSearcher *searcher;

  /* All articles by title, cached because sorting them takes a tenth of a second. */
  BsIds *titles;
  guint32 *title_ranks;  /* by id */
  guint64 *title_hashes; /* by id; 0 if there is no article */
  guint n_titles;
};

/* The sort key of an article. */
typedef struct
{
  gint64 number;
  const char *text; /* (nullable) */
  const BsRow *row;
} Entry;

typedef struct
{
  BsAnswerer *answerer;
  const BsSnapshot *snapshot;
  const BsQuery *query;
  gboolean use_ranks;
  BsVocabularyKind kind;
  const BsTerm *term; /* of the scope */
  gboolean matches_nothing;
  const BsSearchHit *hits; /* (nullable): of a search, by id */
  const BsSearchTerms *terms;
  GStringChunk *texts;
} Context;

/**
 * bs_answerer_new:
 * @vocabulary: the names of the library
 *
 * Returns: (transfer full): an answerer
 */
BsAnswerer *
bs_answerer_new (BsVocabulary *vocabulary)
{
  BsAnswerer *self = g_new0 (BsAnswerer, 1);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->searcher = bs_searcher_new (vocabulary);
  return self;
}

/**
 * bs_answerer_free:
 * @self: (transfer full): an answerer
 */
void
bs_answerer_free (BsAnswerer *self)
{
  g_clear_pointer (&self->collator, bs_collator_free);
  bs_searcher_free (self->searcher);
  g_clear_pointer (&self->titles, bs_ids_unref);
  g_free (self->title_ranks);
  g_free (self->title_hashes);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self);
}

static BsCollator *
get_collator (BsAnswerer *self)
{
  if (self->collator == NULL)
    self->collator = bs_collator_new ();
  return self->collator;
}

static const char *
get_sort_key (BsAnswerer *self, BsTerm *term)
{
  if (term->sort_key == NULL)
    term->sort_key = bs_collator_make_key (get_collator (self), term->name);
  return term->sort_key;
}

static void
find_scope (Context *context)
{
  static const BsVocabularyKind kinds[] = { [BS_SCOPE_CATEGORY] = BS_VOCABULARY_CATEGORIES,
                                            [BS_SCOPE_TAG] = BS_VOCABULARY_TAGS,
                                            [BS_SCOPE_SOURCE] = BS_VOCABULARY_SOURCES };
  const BsQuery *query = context->query;
  BsTerm *term = NULL;

  if (query->scope < BS_SCOPE_CATEGORY || query->scope > BS_SCOPE_SOURCE)
    return;
  context->kind = kinds[query->scope];
  context->matches_nothing = query->names == NULL || query->names[0] == NULL;
  for (guint i = 0; query->names != NULL && query->names[i] != NULL; i++)
    {
      term = bs_vocabulary_lookup (context->answerer->vocabulary, context->kind, term, query->names[i],
                                   strlen (query->names[i]));
      if (term == NULL)
        {
          context->matches_nothing = TRUE;
          return;
        }
    }
  context->term = term;
}

static gboolean
matches (const Context *context, const BsRow *row)
{
  switch (context->query->scope)
    {
    case BS_SCOPE_UNREAD:
      return (bs_row_get_marks (row) & (BS_MARK_UNREAD | BS_MARK_HELD)) != 0;
    case BS_SCOPE_STARRED:
      return (bs_row_get_marks (row) & BS_MARK_STARRED) != 0;
    case BS_SCOPE_RECENT:
      return (bs_row_get_marks (row) & BS_MARK_RECENT) != 0;
    case BS_SCOPE_DRAFTS:
      return (row->flags & BS_ROW_DRAFT) != 0;
    case BS_SCOPE_NEEDS_REPAIR:
      return (row->flags & BS_ROW_NEEDS_REPAIR) != 0;
    case BS_SCOPE_CATEGORY:
    case BS_SCOPE_TAG:
    case BS_SCOPE_SOURCE:
      return !context->matches_nothing && bs_row_has_term (row, context->kind, context->term);
    case BS_SCOPE_ALL:
    case BS_SCOPE_SEARCH:
    default:
      return TRUE;
    }
}

/* By tier, and in the last three tiers by score; the conversion of the float is exact. */
static gint64
get_place (const BsSearchHit *hit)
{
  return ((gint64) hit->tier << 48) - (hit->tier >= BS_SEARCH_IN_HEADING ? (gint64) (hit->rank * 1048576) : 0);
}

static Entry
make_entry (Context *context, const BsRow *row)
{
  Entry entry = { 0, NULL, row };

  switch (context->query->sort)
    {
    case BS_SORT_TITLE:
      if (context->use_ranks)
        entry.number = context->answerer->title_ranks[row->id];
      else
        {
          g_autofree char *key = bs_collator_make_key (get_collator (context->answerer), bs_row_get_title (row));

          entry.text = g_string_chunk_insert (context->texts, key);
        }
      break;
    case BS_SORT_SOURCE:
      /* Articles without a source come last, in either direction. */
      entry.number = row->n_sources > 0 ? 0 : context->query->reverse ? -1 : 1;
      entry.text = row->n_sources > 0 ? get_sort_key (context->answerer, row->terms[0]) : NULL;
      break;
    case BS_SORT_PATH:
      break;
    case BS_SORT_RELEVANCE:
      entry.number = context->hits != NULL ? get_place (&context->hits[row->id]) : 0;
      break;
    case BS_SORT_DATE:
    default:
      /* Articles without a date come last, in either direction. */
      entry.number = (row->flags & BS_ROW_HAS_DATE) != 0 ? -row->date :
                     context->query->reverse             ? G_MININT64 :
                                                           G_MAXINT64;
      break;
    }
  return entry;
}

static int
compare_entries (const void *a, const void *b, void *data)
{
  const Entry *first = a;
  const Entry *second = b;
  const BsQuery *query = data;

  if (first->number != second->number)
    return first->number < second->number ? -1 : 1;
  if (first->text != second->text && first->text != NULL && second->text != NULL)
    {
      int result = strcmp (first->text, second->text);

      if (result != 0)
        return result;
    }
  if ((query->sort == BS_SORT_SOURCE || query->sort == BS_SORT_RELEVANCE) && first->row->date != second->row->date)
    {
      /* Undated articles come last among those of their source, too. */
      if (query->reverse && (first->row->date == BS_ROW_NO_DATE || second->row->date == BS_ROW_NO_DATE))
        return first->row->date == BS_ROW_NO_DATE ? -1 : 1;
      return first->row->date > second->row->date ? -1 : 1;
    }
  return bs_row_compare_paths (first->row, second->row);
}

/* The byte of an entry's key that one pass of sort_by_number() uses. The sign bit is inverted, so that negative numbers
 * come first. */
static inline guint
get_digit (const Entry *entry, guint turn)
{
  return (((guint64) entry->number ^ (G_GUINT64_CONSTANT (1) << 63)) >> (8 * turn)) & 0xff;
}

/* Entries of one number keep their order. */
static void
sort_by_number (Entry *entries, guint n)
{
  g_autofree Entry *others = g_new (Entry, n);
  Entry *from = entries, *to = others;
  guint counts[8][256] = { { 0 } };

  for (guint i = 0; i < n; i++)
    for (guint turn = 0; turn < 8; turn++)
      counts[turn][get_digit (&entries[i], turn)]++;
  for (guint turn = 0; turn < 8; turn++)
    {
      guint *places = counts[turn];
      guint place = 0;
      Entry *swapped = from;

      if (places[get_digit (&from[0], turn)] == n)
        continue;
      for (guint i = 0; i < 256; i++)
        {
          guint count = places[i];

          places[i] = place;
          place += count;
        }
      for (guint i = 0; i < n; i++)
        to[places[get_digit (&from[i], turn)]++] = from[i];
      from = to;
      to = swapped;
    }
  if (from != entries)
    memcpy (entries, from, n * sizeof (Entry));
}

/* Of very many that a search finds, all have the same number, and differ in their dates. */
static void
sort_by_date (Entry *entries, guint n, gboolean reverse)
{
  const gint64 number = entries[0].number;
  const BsQuery by_path = { .sort = BS_SORT_PATH };
  guint start = 0;

  for (guint i = 0; i < n; i++)
    {
      gint64 date = entries[i].row->date;

      /* Undated articles come last, in either direction. */
      entries[i].number = date != BS_ROW_NO_DATE ? -date : reverse ? G_MININT64 : G_MAXINT64;
    }
  sort_by_number (entries, n);
  for (guint i = 1; i <= n; i++)
    {
      if (i < n && entries[i].number == entries[start].number)
        continue;
      if (i - start > 1)
        qsort_r (entries + start, i - start, sizeof (Entry), compare_entries, (gpointer) &by_path);
      start = i;
    }
  for (guint i = 0; i < n; i++)
    entries[i].number = number;
}

/* Most entries differ in their numbers, which many are sorted by without being compared with each other. */
static void
sort_entries (Entry *entries, guint n, const BsQuery *query)
{
  guint start = 0;

  if (n >= MANY)
    sort_by_number (entries, n);
  for (guint i = 1; i <= n; i++)
    {
      if (n >= MANY && i < n && entries[i].number == entries[start].number)
        continue;
      if (n < MANY)
        i = n;
      if (query->sort == BS_SORT_RELEVANCE && i - start >= MANY)
        sort_by_date (entries + start, i - start, query->reverse);
      else if (i - start > 1)
        qsort_r (entries + start, i - start, sizeof (Entry), compare_entries, (gpointer) query);
      start = i;
    }
}

static void
context_init (Context *self, BsAnswerer *answerer, const BsSnapshot *snapshot, const BsQuery *query)
{
  *self = (Context){ answerer, snapshot, query };
  self->texts = g_string_chunk_new (4096);
  find_scope (self);
}

static void
context_clear (Context *self)
{
  g_string_chunk_free (self->texts);
}

static BsIds *
answer (Context *context)
{
  const BsSnapshot *snapshot = context->snapshot;
  g_autofree Entry *entries = g_new (Entry, snapshot->n_rows + 1);
  guint n = 0;
  BsIds *ids;

  /* The rows that a search has not found are not even fetched. */
  for (guint i = 0; i < snapshot->n_rows && !context->matches_nothing; i++)
    if ((context->hits == NULL || context->hits[i].tier != 0) && snapshot->rows[i] != NULL &&
        matches (context, snapshot->rows[i]))
      entries[n++] = make_entry (context, snapshot->rows[i]);
  sort_entries (entries, n, context->query);

  ids = bs_ids_new (n, snapshot->version);
  for (guint i = 0; i < n; i++)
    ids->ids[context->query->reverse ? n - 1 - i : i] = entries[i].row->id;
  return ids;
}

static guint
find_place (Context *context, const guint32 *kept, guint n_kept, const Entry *entry)
{
  guint low = 0;
  guint high = n_kept;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      Entry other = make_entry (context, context->snapshot->rows[kept[middle]]);
      int result = compare_entries (&other, entry, (gpointer) context->query);

      if (context->query->reverse ? result > 0 : result < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static BsIds *
update (Context *context, const BsIds *before, const guint32 *changes, guint n_changes)
{
  const BsSnapshot *snapshot = context->snapshot;
  g_autofree guint8 *changed = g_malloc0 (snapshot->n_rows / 8 + 1);
  g_autofree guint32 *kept = g_new (guint32, before->n_ids + 1);
  g_autofree Entry *entries = g_new (Entry, n_changes + 1);
  guint n_kept = 0;
  guint n = 0;
  guint from = 0;
  BsIds *ids;

  for (guint i = 0; i < n_changes; i++)
    {
      guint32 id = changes[i];

      if ((changed[id / 8] & (1 << (id % 8))) != 0)
        continue;
      changed[id / 8] |= (guint8) (1 << (id % 8));
      if (snapshot->rows[id] != NULL && matches (context, snapshot->rows[id]))
        entries[n++] = make_entry (context, snapshot->rows[id]);
    }
  sort_entries (entries, n, context->query);
  for (guint i = 0; i < before->n_ids; i++)
    {
      guint32 id = before->ids[i];

      if ((changed[id / 8] & (1 << (id % 8))) == 0)
        kept[n_kept++] = id;
    }

  ids = bs_ids_new (n_kept + n, snapshot->version);
  for (guint i = 0; i < n; i++)
    {
      const Entry *entry = &entries[context->query->reverse ? n - 1 - i : i];
      guint place = MAX (find_place (context, kept, n_kept, entry), from);

      memcpy (ids->ids + from + i, kept + from, (place - from) * sizeof (guint32));
      ids->ids[place + i] = entry->row->id;
      from = place;
    }
  memcpy (ids->ids + from + n, kept + from, (n_kept - from) * sizeof (guint32));
  return ids;
}

static void
rank_titles (BsAnswerer *self, const BsSnapshot *snapshot)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_TITLE, FALSE);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (guint32));
  Context context;
  BsIds *titles;

  if (snapshot->n_rows > self->n_titles)
    {
      self->title_hashes = g_renew (guint64, self->title_hashes, snapshot->n_rows);
      memset (self->title_hashes + self->n_titles, 0, (snapshot->n_rows - self->n_titles) * sizeof (guint64));
      self->title_ranks = g_renew (guint32, self->title_ranks, snapshot->n_rows);
      self->n_titles = snapshot->n_rows;
    }
  for (guint32 i = 0; i < self->n_titles; i++)
    {
      const BsRow *row = i < snapshot->n_rows ? snapshot->rows[i] : NULL;
      guint64 hash = 0;

      if (row != NULL)
        {
          const char *title = bs_row_get_title (row);

          hash = XXH3_64bits (title, strlen (title)) | 1;
        }
      if (hash == self->title_hashes[i])
        continue;
      self->title_hashes[i] = hash;
      if (i < snapshot->n_rows)
        g_array_append_val (changes, i);
    }
  if (self->titles != NULL && changes->len == 0)
    return;

  context_init (&context, self, snapshot, query);
  if (self->titles == NULL || changes->len > snapshot->n_rows / 8)
    titles = answer (&context);
  else
    titles = update (&context, self->titles, (const guint32 *) (gpointer) changes->data, changes->len);
  context_clear (&context);
  g_clear_pointer (&self->titles, bs_ids_unref);
  self->titles = titles;
  for (guint32 i = 0; i < titles->n_ids; i++)
    self->title_ranks[titles->ids[i]] = i;
}

/**
 * bs_answerer_answer:
 * @self: an answerer
 * @snapshot: the articles
 * @query: a query
 *
 * Returns: (transfer full): the ids of the articles that match @query, in its order; equal articles are ordered by path
 */
BsIds *
bs_answerer_answer (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query)
{
  Context context;
  BsIds *ids;

  if (query->sort == BS_SORT_TITLE)
    rank_titles (self, snapshot);
  context_init (&context, self, snapshot, query);
  context.use_ranks = query->sort == BS_SORT_TITLE;
  ids = answer (&context);
  context_clear (&context);
  return ids;
}

/**
 * bs_answerer_update:
 * @self: an answerer
 * @snapshot: the articles
 * @query: a query
 * @before: the previous answer
 * @changes: the ids of all articles that have changed since, or were added or removed
 * @n_changes: how many
 *
 * Returns: (transfer full): the result of bs_answerer_answer(), found faster
 */
BsIds *
bs_answerer_update (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query, const BsIds *before,
                    const guint32 *changes, guint n_changes)
{
  Context context;
  BsIds *ids;

  context_init (&context, self, snapshot, query);
  ids = update (&context, before, changes, n_changes);
  context_clear (&context);
  return ids;
}

static gboolean
filter_cb (const BsRow *row, gpointer user_data)
{
  const Context *context = user_data;

  return !context->matches_nothing && matches (context, row);
}

static void
first_cb (const guint32 *ids, guint n_ids, gpointer user_data)
{
  const Context *context = user_data;

  context->terms->first_func (ids, n_ids, context->terms->user_data);
}

/**
 * bs_answerer_set_matcher:
 * @self: an answerer
 * @matcher: (transfer none) (nullable): finds texts in the index; it must live until another one is set
 */
void
bs_answerer_set_matcher (BsAnswerer *self, BsIndexMatcher *matcher)
{
  bs_searcher_set_matcher (self->searcher, matcher);
}

/**
 * bs_answerer_search:
 * @self: an answerer
 * @snapshot: the articles
 * @query: a query with a text
 * @terms: other data for a search
 * @error: return location
 *
 * Answers a query that searches. If there are many results, the first ones are reported before the rest is known.
 *
 * Returns: (transfer full) (nullable): the ids in the query's order; %NULL as in bs_searcher_run()
 */
BsIds *
bs_answerer_search (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query, const BsSearchTerms *terms,
                    GError **error)
{
  g_autoptr (BsQuery) understood = bs_query_understand ((BsQuery *) query, self->vocabulary);
  g_autofree BsSearchHit *hits = NULL;
  BsSearch search = { snapshot };
  BsIds *ids = NULL;
  Context context;

  if (query->sort == BS_SORT_TITLE)
    rank_titles (self, snapshot);
  context_init (&context, self, snapshot, query);
  context.use_ranks = query->sort == BS_SORT_TITLE;
  context.terms = terms;
  search.query = understood->search;
  search.zone = terms->zone;
  search.site = terms->site;
  search.reads_missing = terms->reads_missing;
  search.filter = filter_cb;
  /* In any order but the search's own, the first results are not known before all are found. */
  search.first_func =
      terms->first_func != NULL && query->sort == BS_SORT_RELEVANCE && !query->reverse ? first_cb : NULL;
  search.user_data = &context;
  search.current = terms->current;
  search.number = terms->number;
  hits = bs_searcher_run (self->searcher, &search, error);
  if (hits != NULL)
    {
      context.hits = hits;
      ids = answer (&context);
      if (query->sort == BS_SORT_RELEVANCE && !query->reverse)
        bs_search_forms_sort (&search, hits, ids->ids, ids->n_ids);
    }
  context_clear (&context);
  return ids;
}

static int
compare_counts (const void *a, const void *b)
{
  const BsTermCount *first = a;
  const BsTermCount *second = b;
  int result;

  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  result = strcmp (first->term->sort_key, second->term->sort_key);
  return result != 0 ? result : strcmp (first->term->name, second->term->name);
}

/**
 * bs_answerer_rank_terms:
 * @self: an answerer
 * @counts: (array length=n_counts): names and their counts; it is sorted
 * @n_counts: how many
 *
 * Returns: (transfer full): their indexes, the commonest first, then by name
 */
BsIds *
bs_answerer_rank_terms (BsAnswerer *self, BsTermCount *counts, guint n_counts)
{
  BsIds *ids = bs_ids_new (n_counts, 0);

  for (guint i = 0; i < n_counts; i++)
    get_sort_key (self, counts[i].term);
  if (n_counts > 1)
    qsort (counts, n_counts, sizeof (BsTermCount), compare_counts);
  for (guint i = 0; i < n_counts; i++)
    ids->ids[i] = counts[i].term->index;
  return ids;
}
