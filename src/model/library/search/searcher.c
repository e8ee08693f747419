/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/searcher.h"

#include <gio/gio.h>
#include <string.h>

#include "model/library/folder/document.h"
#include "model/library/index/search-rank.h"
#include "model/library/search/search-matcher.h"
#include "model/library/search/search-counts.h"
#include "model/library/search/search-facts.h"
#include "model/library/search/search-plan.h"
#include "model/library/table/parallel.h"
#include "model/library/words/tokenizer.h"
#include "model/library/words/variants.h"

#define NO_ID G_MAXUINT32

/* So long the first hits wait for the rest, in microseconds. */
#define PATIENCE 20000

/* So many articles a thread reads at a time. */
#define READ_AT_ONCE 32

/* So many facts are remembered. */
#define MAX_FACTS 16

struct _BsSearcher
{
  BsVocabulary *vocabulary;
  BsIndexMatcher *matcher; /* (nullable) */
  BsIndexText *text;       /* (nullable): the index that it searches */

  /* Which articles each version of the index is the text of, found out when either changed. */
  BsTable *table; /* (nullable): not a reference, and only good for comparing */
  guint64 table_version;
  gint64 first_version;
  guint n_versions;
  guint32 *ids;    /* by version, of the first article */
  guint32 *next;   /* by id, of the next article with the same text */
  GArray *missing; /* (element-type guint32): the articles without a text, by id */

  /* The index's results for recent facts: by the description of each, a bit for each article. */
  GHashTable *facts; /* (element-type utf8 guint8) */
};

typedef struct
{
  BsSearcher *searcher;
  const BsSearch *search;
  BsSearchStep *plan;
  guint8 *found;     /* receives the current results */
  guint8 **in_title; /* by phrase and NEAR group, a bit for each article without indexed text whose title matches */
  guint8 **in_text;  /* the same for title or body; equal to in_title if bodies are not read */
  gboolean *ranks;   /* (nullable): by phrase: whether it counts for the rank */
  GArray *reading;   /* (element-type guint32): the articles that are read now, by id */
  gboolean reads_bodies;
  gboolean is_whole; /* those that the filter leaves out too */
  int next;          /* of them */
  int is_overtaken;

  /* Determines the score, once found. */
  BsSearchHit *hits;
  guint n_matches;
  guint8 *as_phrase; /* (nullable): the same, for results with all words as one phrase */
  GHashTable *names; /* of BsTerm: whether it matches */
  guint8 *titles;    /* a bit for each article that has it in its title */
  GArray *first;     /* (element-type guint32): the results that are reported first */
  guint n_in_title;  /* of them */
  gboolean is_told;
  gboolean has_exact;   /* results are checked at the end, so none is reported before */
  gboolean is_unranked; /* they seemed too many */
  gint64 start;         /* monotonic */
} Run;

/**
 * bs_searcher_new:
 * @vocabulary: the names of the library
 *
 * Returns: (transfer full): a searcher without known texts
 */
BsSearcher *
bs_searcher_new (BsVocabulary *vocabulary)
{
  BsSearcher *self = g_new0 (BsSearcher, 1);

  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->missing = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
forget_ids (BsSearcher *self)
{
  g_clear_pointer (&self->ids, g_free);
  g_clear_pointer (&self->next, g_free);
  g_hash_table_remove_all (self->facts);
  self->table = NULL;
}

/**
 * bs_searcher_free:
 * @self: (transfer full): a searcher
 */
void
bs_searcher_free (BsSearcher *self)
{
  forget_ids (self);
  g_array_unref (self->missing);
  g_hash_table_unref (self->facts);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self);
}

/**
 * bs_searcher_set_matcher:
 * @self: a searcher
 * @matcher: (transfer none) (nullable): finds texts in the index; it must live until another one is set
 */
void
bs_searcher_set_matcher (BsSearcher *self, BsIndexMatcher *matcher)
{
  if (self->matcher == matcher)
    return;
  forget_ids (self);
  self->matcher = matcher;
  self->text = matcher != NULL ? bs_index_matcher_get_text (matcher) : NULL;
}

static void
list_missing (BsSearcher *self, const BsSnapshot *snapshot)
{
  g_autofree guint8 *is_there = g_malloc0 (snapshot->n_rows / 8 + 1);

  for (guint i = 0; i < self->n_versions; i++)
    for (guint32 id = self->ids[i]; id != NO_ID; id = self->next[id])
      is_there[id / 8] |= (guint8) (1 << (id % 8));
  g_array_set_size (self->missing, 0);
  for (guint32 id = 0; id < snapshot->n_rows; id++)
    if (snapshot->rows[id] != NULL && (is_there[id / 8] & (1 << (id % 8))) == 0)
      g_array_append_val (self->missing, id);
}

/* Links articles with the same text, and finds the first of them by version. */
static void
map_versions (BsSearcher *self, const BsSnapshot *snapshot)
{
  gint64 first_version = 1;
  guint n_versions = 0;
  const guint64 *version_keys =
      self->text != NULL ? bs_index_text_get_keys (self->text, &first_version, &n_versions) : NULL;
  g_autofree guint64 *keys = NULL;
  g_autofree guint32 *slots = NULL;
  guint n_slots = 1024;

  if (self->table == snapshot->table && self->table_version == snapshot->version &&
      self->first_version == first_version && self->n_versions == n_versions)
    return;
  forget_ids (self);

  while (n_slots < 2 * snapshot->n_rows)
    n_slots *= 2;
  slots = g_new (guint32, n_slots);
  memset (slots, 0xff, n_slots * sizeof (guint32));
  keys = g_new (guint64, snapshot->n_rows + 1);
  self->next = g_new (guint32, snapshot->n_rows + 1);
  self->ids = g_new (guint32, n_versions + 1);

  for (guint32 id = 0; id < snapshot->n_rows; id++)
    {
      const BsRow *row = snapshot->rows[id];
      guint slot;

      self->next[id] = NO_ID;
      if (row == NULL)
        continue;
      keys[id] = bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
      slot = (guint) keys[id] & (n_slots - 1);
      while (slots[slot] != NO_ID && keys[slots[slot]] != keys[id])
        slot = (slot + 1) & (n_slots - 1);
      self->next[id] = slots[slot];
      slots[slot] = id;
    }
  for (guint i = 0; i < n_versions; i++)
    {
      guint slot = (guint) version_keys[i] & (n_slots - 1);

      while (slots[slot] != NO_ID && keys[slots[slot]] != version_keys[i])
        slot = (slot + 1) & (n_slots - 1);
      self->ids[i] = version_keys[i] != 0 ? slots[slot] : NO_ID;
    }
  self->table = snapshot->table;
  self->table_version = snapshot->version;
  self->first_version = first_version;
  self->n_versions = n_versions;
  list_missing (self, snapshot);
}

static guint32
get_first_id (const BsSearcher *self, gint64 version)
{
  gint64 i = version - self->first_version;

  return i >= 0 && i < self->n_versions ? self->ids[i] : NO_ID;
}

static gboolean
is_overtaken (Run *run)
{
  if (run->search->current != NULL && g_atomic_int_get (run->search->current) != run->search->number)
    g_atomic_int_set (&run->is_overtaken, TRUE);
  return g_atomic_int_get (&run->is_overtaken);
}

static gboolean
mark_cb (const BsIndexMatch *match, gpointer user_data)
{
  Run *run = user_data;

  for (guint32 id = get_first_id (run->searcher, match->version); id != NO_ID; id = run->searcher->next[id])
    run->found[id / 8] |= (guint8) (1 << (id % 8));
  return !is_overtaken (run);
}

/* Notes the phrases that were counted, in bits that no other thread touches. */
static void
note_counts (guint8 **found, guint32 id, const BsSearchCounts *counting)
{
  for (guint i = 0; i < counting->n; i++)
    if (counting->counts[i] > 0)
      found[i][id / 8] |= (guint8) (1 << (id % 8));
}

static void
rank_article (const Run *run, BsSearchHit *hit, const BsSearchCounts *counting, guint n_tokens)
{
  hit->is_in_heading = TRUE;
  for (guint i = 0; i < run->search->query->phrases->len; i++)
    if (run->ranks[i] && counting->counts[i] > 0)
      {
        hit->rank += (float) bs_search_rank (counting->counts[i], n_tokens);
        hit->is_in_heading = hit->is_in_heading && counting->headed[i];
      }
}

/* The answer for an article that is not in the index. */
static void
read_article (Run *run, BsSearchMatcher *matcher, BsSearchFacts *facts, guint32 id, BsSearchCounts *counting)
{
  const BsSearch *search = run->search;
  const BsRow *row = search->snapshot->rows[id];
  const char *title = bs_row_get_title (row);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (GArray) headings = NULL;
  guint n_tokens;

  memset (counting->counts, 0, counting->n * sizeof (guint));
  memset (counting->headed, 0, counting->n * sizeof (gboolean));
  n_tokens = bs_search_counts_add_title (counting, matcher, title);
  note_counts (run->in_title, id, counting);
  if (!run->reads_bodies || (!run->is_whole && search->filter != NULL && !search->filter (row, search->user_data)))
    return;

  path = bs_row_dup_path (row);
  document = bs_document_load (search->site, path, NULL);
  if (document != NULL)
    {
      text = bs_search_facts_read (facts, document, counting->counts, run->ranks != NULL ? &headings : NULL);
      n_tokens += bs_search_counts_add (counting, matcher, text, headings);
    }
  note_counts (run->in_text, id, counting);
  if (run->ranks != NULL)
    rank_article (run, &run->hits[id], counting, n_tokens);
}

/* The articles from @start on that a thread takes at a time, up to one whose bits start in a new byte. */
static guint
find_end_of_share (const GArray *ids, guint start)
{
  guint end = MIN (start + READ_AT_ONCE, ids->len);

  while (end < ids->len && g_array_index (ids, guint32, end) / 8 == g_array_index (ids, guint32, end - 1) / 8)
    end++;
  return end;
}

static gpointer
read_articles_thread (gpointer data)
{
  Run *run = data;
  const GArray *ids = run->reading;
  g_autoptr (BsSearchMatcher) matcher = bs_search_matcher_new (run->search->query->phrases);
  g_autoptr (BsSearchFacts) facts = bs_search_facts_new (run->search->query);
  int start = g_atomic_int_get (&run->next);
  BsSearchCounts counting;

  bs_search_counts_init (&counting, run->search->query);
  while ((guint) start < ids->len && !is_overtaken (run))
    {
      int end = (int) find_end_of_share (ids, (guint) start);

      if (g_atomic_int_compare_and_exchange (&run->next, start, end))
        for (guint i = (guint) start; i < (guint) end && !is_overtaken (run); i++)
          read_article (run, matcher, facts, g_array_index (ids, guint32, i), &counting);
      start = g_atomic_int_get (&run->next);
    }
  bs_search_counts_clear (&counting);
  return NULL;
}

/* Evaluates the query for articles, on all processors if their bodies are read. */
static void
read_articles (Run *run, GArray *ids)
{
  run->reading = ids;
  run->next = 0;
  bs_parallel_run (run->reads_bodies ? ids->len / READ_AT_ONCE : 1, read_articles_thread, run);
}

static guint8 **
new_bits (guint n_bits, guint n_rows)
{
  guint8 **bits = g_new0 (guint8 *, n_bits + 1);

  for (guint i = 0; i < n_bits; i++)
    bits[i] = g_malloc0 (n_rows / 8 + 1);
  return bits;
}

static void
free_bits (guint8 **bits, guint n_bits)
{
  for (guint i = 0; bits != NULL && i < n_bits; i++)
    g_free (bits[i]);
  g_free (bits);
}

static void
note_ranked (gboolean *ranks, const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    ranks[node->index] = TRUE;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    note_ranked (ranks, node->children->pdata[i]);
}

/* Evaluates the query for articles without indexed text: from their files, if these may be read, or else from their
 * titles. */
static void
read_missing (Run *run, const BsSearchStep *decisive)
{
  guint n_bits = bs_search_query_get_n_bits (run->search->query);
  guint n_rows = run->search->snapshot->n_rows;

  if (run->searcher->missing->len == 0 || n_bits == 0)
    return;
  run->reads_bodies = run->search->reads_missing && run->search->site != NULL;
  run->in_title = run->in_text = new_bits (n_bits, n_rows);
  if (run->reads_bodies)
    run->in_text = new_bits (n_bits, n_rows);
  run->ranks = g_new0 (gboolean, n_bits);
  for (guint i = 0; decisive != NULL && i < decisive->asked->len; i++)
    note_ranked (run->ranks, decisive->asked->pdata[i]);
  read_articles (run, run->searcher->missing);
}

/* The index does not distinguish variants, so results for exact phrases are checked in the articles. */
static void
check_exact (const Run *run, BsIndexTextPart part, const BsSearchStep *step, guint8 *found)
{
  guint n_bits = bs_search_query_get_n_bits (run->search->query);
  guint n_rows = run->search->snapshot->n_rows;
  g_autoptr (GArray) ids = NULL;
  gboolean is_exact = FALSE;
  Run checking = *run;

  for (guint i = 0; i < step->asked->len; i++)
    is_exact = is_exact || bs_search_node_is_exact (step->asked->pdata[i]);
  if (!is_exact || run->search->site == NULL)
    return;

  ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 id = 0; id < n_rows; id++)
    if ((found[id / 8] & (1 << (id % 8))) != 0)
      g_array_append_val (ids, id);
  checking.ranks = NULL;
  checking.reads_bodies = part == BS_INDEX_TEXT_ALL;
  checking.in_title = new_bits (n_bits, n_rows);
  checking.in_text = new_bits (n_bits, n_rows);
  read_articles (&checking, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      guint32 id = g_array_index (ids, guint32, i);

      if (!bs_search_step_is_in (step, part == BS_INDEX_TEXT_TITLES ? checking.in_title : checking.in_text, id))
        found[id / 8] &= (guint8) ~(1 << (id % 8));
    }
  free_bits (checking.in_title, n_bits);
  free_bits (checking.in_text, n_bits);
}

/* Returns the number of articles without indexed text that match @step. */
static guint
mark_missing (const Run *run, BsIndexTextPart part, const BsSearchStep *step, guint8 *found)
{
  const GArray *missing = run->searcher->missing;
  guint8 **bits = part == BS_INDEX_TEXT_TITLES ? run->in_title : run->in_text;
  guint n = 0;

  for (guint i = 0; bits != NULL && i < missing->len; i++)
    {
      guint32 id = g_array_index (missing, guint32, i);

      if (bs_search_step_is_in (step, bits, id))
        {
          found[id / 8] |= (guint8) (1 << (id % 8));
          n++;
        }
    }
  return n;
}

static gboolean
look_for (Run *run, BsIndexTextPart part, const BsSearchStep *step, guint8 **found, GError **error)
{
  *found = g_malloc0 (run->search->snapshot->n_rows / 8 + 1);
  mark_missing (run, part, step, *found);
  if (run->searcher->text == NULL)
    return TRUE;
  run->found = *found;
  if (!bs_index_matcher_run (run->searcher->matcher, part, step->expression, FALSE, 0, mark_cb, run, error) ||
      run->is_overtaken)
    return FALSE;
  check_exact (run, part, step, *found);
  return !is_overtaken (run);
}

static void
copy_bit (guint8 *to, const guint8 *from, guint32 id)
{
  to[id / 8] |= (guint8) (from[id / 8] & (1 << (id % 8)));
}

/* The fields in the index, as they are read. */
typedef struct
{
  Run *run;
  BsSearchFacts *facts;
  guint *counts;
  guint8 **found; /* by fact, a bit for each article */
  guint8 *known;  /* the same: those whose fields were read */
} FactRun;

static gboolean
fields_cb (gint64 version, GBytes *fields, gpointer user_data)
{
  FactRun *self = user_data;
  const BsSearchQuery *query = self->run->search->query;
  const BsSearcher *searcher = self->run->searcher;
  guint32 first = get_first_id (searcher, version);

  if (first != NO_ID)
    bs_search_facts_judge (self->facts, fields, self->counts);
  for (guint32 id = first; id != NO_ID; id = searcher->next[id])
    {
      self->known[id / 8] |= (guint8) (1 << (id % 8));
      for (guint i = 0; i < query->facts->len; i++)
        if (self->counts[((const BsSearchNode *) query->facts->pdata[i])->index] > 0)
          self->found[i][id / 8] |= (guint8) (1 << (id % 8));
    }
  return !is_overtaken (self->run);
}

/* The articles whose fields the index does not have, or has damaged, are read. */
static void
read_unknown (const FactRun *self)
{
  const BsSearch *search = self->run->search;
  const BsSearchQuery *query = search->query;
  const GArray *missing = self->run->searcher->missing;
  guint n_bits = bs_search_query_get_n_bits (query);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  Run reading = *self->run;

  for (guint i = 0; i < missing->len; i++)
    {
      guint32 id = g_array_index (missing, guint32, i);

      self->known[id / 8] |= (guint8) (1 << (id % 8));
    }
  for (guint32 id = 0; id < search->snapshot->n_rows; id++)
    if (search->snapshot->rows[id] != NULL && (self->known[id / 8] & (1 << (id % 8))) == 0)
      g_array_append_val (ids, id);
  if (ids->len == 0 || search->site == NULL)
    return;
  reading.ranks = NULL;
  reading.reads_bodies = TRUE;
  reading.is_whole = TRUE;
  reading.in_title = new_bits (n_bits, search->snapshot->n_rows);
  reading.in_text = new_bits (n_bits, search->snapshot->n_rows);
  read_articles (&reading, ids);
  for (guint i = 0; i < ids->len; i++)
    for (guint j = 0; j < query->facts->len; j++)
      copy_bit (self->found[j], reading.in_text[((const BsSearchNode *) query->facts->pdata[j])->index],
                g_array_index (ids, guint32, i));
  free_bits (reading.in_title, n_bits);
  free_bits (reading.in_text, n_bits);
}

/* Asks the index for all facts of the query at once, unless they are cached from the last query. */
static gboolean
look_for_facts (Run *run, GError **error)
{
  const BsSearchQuery *query = run->search->query;
  GHashTable *facts = run->searcher->facts;
  guint n_rows = run->search->snapshot->n_rows;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *counts = g_new0 (guint, bs_search_query_get_n_bits (query) + 1);
  g_autofree guint8 *known = NULL;
  FactRun self = { run, .counts = counts };
  gboolean is_known = TRUE;
  gboolean is_done;

  for (guint i = 0; i < query->facts->len; i++)
    {
      g_ptr_array_add (names, bs_search_node_describe (query->facts->pdata[i]));
      is_known = is_known && g_hash_table_contains (facts, names->pdata[i]);
    }
  if (is_known || run->searcher->text == NULL)
    return TRUE;
  known = g_malloc0 (n_rows / 8 + 1);
  self.known = known;
  self.found = new_bits (query->facts->len, n_rows);
  self.facts = bs_search_facts_new (query);
  is_done = bs_index_text_visit_fields (run->searcher->text, fields_cb, &self, error) && !run->is_overtaken;
  if (is_done)
    read_unknown (&self);
  bs_search_facts_free (self.facts);
  is_done = is_done && !is_overtaken (run);
  if (g_hash_table_size (facts) + names->len > MAX_FACTS)
    g_hash_table_remove_all (facts);
  for (guint i = 0; is_done && i < names->len; i++)
    g_hash_table_replace (facts, g_steal_pointer (&names->pdata[i]), g_steal_pointer (&self.found[i]));
  free_bits (self.found, query->facts->len);
  return is_done;
}

static gboolean
look_for_fact (Run *run, BsSearchStep *step, GError **error)
{
  const BsSearchNode *node = step->asked->pdata[0];
  const GArray *missing = run->searcher->missing;
  g_autofree char *name = bs_search_node_describe (node);
  const guint8 *found;
  gsize size = run->search->snapshot->n_rows / 8 + 1;

  if (!look_for_facts (run, error))
    return FALSE;
  found = g_hash_table_lookup (run->searcher->facts, name);
  step->found = found != NULL ? g_memdup2 (found, size) : g_malloc0 (size);
  for (guint i = 0; run->in_text != NULL && i < missing->len; i++)
    copy_bit (step->found, run->in_text[node->index], g_array_index (missing, guint32, i));
  return TRUE;
}

/* Finds all texts but the decisive one. */
static gboolean
look_for_texts (Run *run, BsSearchStep *step, const BsSearchStep *decisive, GError **error)
{
  for (guint i = 0; step->children != NULL && i < step->children->len; i++)
    if (!look_for_texts (run, step->children->pdata[i], decisive, error))
      return FALSE;
  if (step->kind == BS_SEARCH_STEP_FACT)
    return look_for_fact (run, step, error);
  if (step == decisive || (step->kind != BS_SEARCH_STEP_TEXT && step->kind != BS_SEARCH_STEP_TITLE))
    return TRUE;
  return look_for (run, step->kind == BS_SEARCH_STEP_TITLE ? BS_INDEX_TEXT_TITLES : BS_INDEX_TEXT_ALL, step,
                   &step->found, error);
}

static int
compare_newest (const void *a, const void *b, void *data)
{
  BsRow *const *rows = data;
  const BsRow *first = rows[*(const guint32 *) a];
  const BsRow *second = rows[*(const guint32 *) b];

  if (first->date != second->date)
    return first->date > second->date ? -1 : 1;
  return bs_row_compare_paths (first, second);
}

static gboolean
accepts (const Run *run, const BsRow *row)
{
  return (run->search->filter == NULL || run->search->filter (row, run->search->user_data)) &&
         bs_search_step_accepts (run->plan, row);
}

static void
tell_first (Run *run)
{
  guint32 *ids = (guint32 *) (gpointer) run->first->data;

  run->is_told = TRUE;
  if (run->first->len > run->n_in_title)
    qsort_r (ids + run->n_in_title, run->first->len - run->n_in_title, sizeof (guint32), compare_newest,
             run->search->snapshot->rows);
  run->search->first_func (ids, run->first->len, run->search->user_data);
}

/* The tokens of one phrase, or of all as one. */
static const GPtrArray *
get_wanted (const BsSearchQuery *query)
{
  if (query->joined != NULL)
    return query->joined->tokens;
  return query->phrases->len == 1 ? ((const BsSearchNode *) query->phrases->pdata[0])->tokens : NULL;
}

typedef struct
{
  const GPtrArray *wanted;
  guint n; /* the number of them that were found */
  gboolean differs;
} Comparing;

static gboolean
compare_cb (const BsToken *token, gpointer user_data)
{
  Comparing *self = user_data;
  const char *wanted;

  if (token->is_alternative || token->kind == BS_TOKEN_BOUNDARY)
    return TRUE;
  wanted = self->n < self->wanted->len ? self->wanted->pdata[self->n++] : NULL;
  self->differs =
      wanted == NULL || strlen (wanted) != token->length || memcmp (wanted, token->text, token->length) != 0;
  return !self->differs;
}

/* Whether @name matches the search completely. */
static gboolean
is_whole (const BsSearchQuery *query, const char *name)
{
  Comparing comparing = { get_wanted (query) };
  const gsize length = strlen (name);

  /* A much longer name is a different one. */
  if (comparing.wanted == NULL || length > 64 + 8 * comparing.wanted->len)
    return FALSE;
  bs_tokenize (name, length, compare_cb, &comparing);
  return !comparing.differs && comparing.n == comparing.wanted->len;
}

/* Whether a tag or a category of an article has the searched name. */
static gboolean
has_name (const Run *run, const BsRow *row)
{
  for (guint i = row->n_sources; i < (guint) row->n_sources + row->n_categories + row->n_tags; i++)
    {
      gpointer known = NULL;
      gboolean is_meant;

      if (g_hash_table_lookup_extended (run->names, row->terms[i], NULL, &known))
        is_meant = known != NULL;
      else
        {
          is_meant = is_whole (run->search->query, row->terms[i]->name);
          g_hash_table_insert (run->names, row->terms[i], GINT_TO_POINTER (is_meant));
        }
      if (is_meant)
        return TRUE;
    }
  return FALSE;
}

/* Whether the phrases in a title are written as typed, not with variants of their characters. */
static gboolean
title_has_form (const Run *run, const BsRow *row)
{
  const GPtrArray *phrases = run->search->query->phrases;
  const char *title = bs_row_get_title (row);

  for (guint i = 0; i < phrases->len; i++)
    {
      const BsSearchNode *phrase = phrases->pdata[i];

      if (phrase->has_variants && strstr (title, phrase->text) == NULL)
        {
          g_autofree char *folded = bs_variants_fold (title);
          g_autofree char *wanted = bs_variants_fold (phrase->text);

          if (strstr (folded, wanted) != NULL)
            return FALSE;
        }
    }
  return TRUE;
}

static BsSearchTier
find_title_tier (const Run *run, const BsRow *row)
{
  if (!title_has_form (run, row))
    return BS_SEARCH_LIKE_TITLE;
  return is_whole (run->search->query, bs_row_get_title (row)) ? BS_SEARCH_IS_TITLE : BS_SEARCH_IN_TITLE;
}

static int
compare_titles (const void *a, const void *b, void *data)
{
  const Run *run = data;
  guint8 first = run->hits[*(const guint32 *) a].tier;
  guint8 second = run->hits[*(const guint32 *) b].tier;

  return first != second ? first - second : compare_newest (a, b, run->search->snapshot->rows);
}

/* Keeps the first of the titles, in order: a common character is in most of them, and to sort all of those takes far
 * longer. */
static void
insert_title (Run *run, guint32 id)
{
  GArray *first = run->first;
  guint low = 0;
  guint high = first->len;

  if (first->len == BS_SEARCH_FIRST)
    {
      if (compare_titles (&id, &g_array_index (first, guint32, first->len - 1), run) >= 0)
        return;
      g_array_set_size (first, --high);
    }
  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (compare_titles (&id, &g_array_index (first, guint32, middle), run) < 0)
        high = middle;
      else
        low = middle + 1;
    }
  g_array_insert_val (first, low, id);
}

/* The titles that have it are the first of the first. */
static void
begin_first (Run *run, BsSearchStep *decisive)
{
  const BsSnapshot *snapshot = run->search->snapshot;

  run->first = g_array_sized_new (FALSE, FALSE, sizeof (guint32), BS_SEARCH_FIRST);
  decisive->found = run->titles;
  for (guint32 id = 0; id < snapshot->n_rows; id++)
    if ((run->titles[id / 8] & (1 << (id % 8))) != 0 && snapshot->rows[id] != NULL && accepts (run, snapshot->rows[id]))
      {
        run->hits[id].tier = find_title_tier (run, snapshot->rows[id]);
        insert_title (run, id);
      }
  decisive->found = NULL;
  run->n_in_title = run->first->len;
}

/* Estimates whether there are more results than are ranked, by how far back the found ones reach. */
static gboolean
seem_many (const Run *run, gint64 version)
{
  const BsSearcher *searcher = run->searcher;
  double seen = (double) (searcher->first_version + searcher->n_versions - version) / searcher->n_versions;

  return run->n_matches > seen * 2 * BS_SEARCH_MAX_RANKED;
}

static void
take_rank (BsSearchHit *hit, const BsIndexMatch *match)
{
  hit->rank = (float) match->rank;
  hit->is_in_heading = match->is_in_heading;
}

static gboolean
rank_cb (const BsIndexMatch *match, gpointer user_data)
{
  Run *run = user_data;

  for (guint32 id = get_first_id (run->searcher, match->version); id != NO_ID; id = run->searcher->next[id])
    take_rank (&run->hits[id], match);
  return !is_overtaken (run);
}

static gboolean
decide_cb (const BsIndexMatch *match, gpointer user_data)
{
  Run *run = user_data;
  const BsSearch *search = run->search;

  for (guint32 id = get_first_id (run->searcher, match->version); id != NO_ID; id = run->searcher->next[id])
    {
      gboolean is_in_title = (run->titles[id / 8] & (1 << (id % 8))) != 0;
      const BsRow *row = search->snapshot->rows[id];

      run->n_matches++;
      run->found[id / 8] |= (guint8) (1 << (id % 8));
      take_rank (&run->hits[id], match);
      if (run->first != NULL && !run->is_told && !is_in_title && run->first->len < BS_SEARCH_FIRST &&
          accepts (run, row))
        g_array_append_val (run->first, id);
    }
  if (!run->is_unranked && run->n_matches >= BS_SEARCH_FIRST && seem_many (run, match->version))
    {
      run->is_unranked = TRUE;
      bs_index_matcher_stop_ranking (run->searcher->matcher);
    }
  /* Few enough for their rank to matter are reported together, unless that takes noticeably long. */
  if (run->first != NULL && !run->is_told && run->first->len == BS_SEARCH_FIRST &&
      (run->is_unranked || g_get_monotonic_time () - run->start > PATIENCE))
    tell_first (run);
  return !is_overtaken (run);
}

static gboolean
decide (Run *run, BsSearchStep *decisive, GError **error)
{
  const BsSearch *search = run->search;

  if (!look_for (run, BS_INDEX_TEXT_TITLES, decisive, &run->titles, error))
    return FALSE;
  if (search->first_func != NULL && !run->has_exact)
    begin_first (run, decisive);
  decisive->found = g_malloc0 (search->snapshot->n_rows / 8 + 1);
  run->found = decisive->found;
  run->n_matches = mark_missing (run, BS_INDEX_TEXT_ALL, decisive, decisive->found);
  if (run->searcher->text == NULL)
    return TRUE;
  if (!bs_index_matcher_run (run->searcher->matcher, BS_INDEX_TEXT_ALL, decisive->expression, TRUE,
                             2 * BS_SEARCH_MAX_RANKED, decide_cb, run, error) ||
      run->is_overtaken)
    return FALSE;
  check_exact (run, BS_INDEX_TEXT_ALL, decisive, decisive->found);
  if (!run->is_unranked || run->n_matches > BS_SEARCH_MAX_RANKED)
    return !is_overtaken (run);
  /* They were fewer than they seemed, being all of late. */
  return bs_index_matcher_run (run->searcher->matcher, BS_INDEX_TEXT_ALL, decisive->expression, FALSE,
                               2 * BS_SEARCH_MAX_RANKED, rank_cb, run, error) &&
         !run->is_overtaken;
}

/* Nothing is accepted that does not have @needed, and most rows need not be fetched then. */
static void
judge_all (Run *run, const guint8 *needed)
{
  const BsSnapshot *snapshot = run->search->snapshot;
  gboolean is_ranked = run->n_matches <= BS_SEARCH_MAX_RANKED;

  for (guint32 id = 0; id < snapshot->n_rows; id++)
    {
      const BsRow *row = snapshot->rows[id];
      BsSearchHit *hit = &run->hits[id];

      if (!is_ranked)
        hit->rank = 0;
      if (row == NULL || (needed != NULL && (needed[id / 8] & (1 << (id % 8))) == 0) || !accepts (run, row))
        hit->tier = 0;
      else if (run->titles == NULL)
        hit->tier = BS_SEARCH_IN_TITLE;
      else if ((run->titles[id / 8] & (1 << (id % 8))) != 0)
        hit->tier = hit->tier != 0 ? hit->tier : find_title_tier (run, row);
      else if (is_ranked && has_name (run, row))
        hit->tier = BS_SEARCH_IS_NAME;
      else if (is_ranked && hit->is_in_heading)
        hit->tier = BS_SEARCH_IN_HEADING;
      else if (is_ranked && run->as_phrase != NULL && (run->as_phrase[id / 8] & (1 << (id % 8))) != 0)
        hit->tier = BS_SEARCH_AS_PHRASE;
      else
        hit->tier = BS_SEARCH_ANYWHERE;
    }
}

/* A few articles are also ordered by whether they contain all words as one phrase. */
static gboolean
look_for_phrase (Run *run, GError **error)
{
  const BsSearchNode *joined = run->search->query->joined;
  BsSearchStep *step;
  gboolean is_done;

  if (joined == NULL || run->n_matches == 0 || run->n_matches > BS_SEARCH_MAX_RANKED)
    return TRUE;
  step = bs_search_step_new (joined, run->searcher->vocabulary, run->search->zone);
  is_done = look_for (run, BS_INDEX_TEXT_ALL, step, &run->as_phrase, error);
  bs_search_step_free (step);
  return is_done;
}

static gboolean
run_plan (Run *run, GError **error)
{
  BsSearchStep *decisive = bs_search_step_get_text (run->plan);

  read_missing (run, decisive);
  if (!run->is_overtaken && look_for_texts (run, run->plan, decisive, error) &&
      (decisive == NULL || decide (run, decisive, error)))
    {
      if (decisive != NULL && !look_for_phrase (run, error))
        return FALSE;
      judge_all (run, decisive != NULL ? decisive->found : NULL);
      return TRUE;
    }
  if (run->is_overtaken && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Another search has overtaken this one.");
  return FALSE;
}

/**
 * bs_searcher_run:
 * @self: a searcher
 * @search: the search
 * @error: return location
 *
 * Finds all articles that match a query. Text is searched in the index. An article that is not indexed is read, which
 * blocks on disk I/O, or only its title is searched if @search has no site.
 *
 * Returns: (transfer full) (nullable): how each article of the snapshot matches, by id; %NULL with a #GIOErrorEnum:
 *   %G_IO_ERROR_CANCELLED if a newer search replaced it, or an error of the database
 */
BsSearchHit *
bs_searcher_run (BsSearcher *self, const BsSearch *search, GError **error)
{
  const BsSearchNode *root = search->query->root;
  Run run = { self, search, .start = g_get_monotonic_time () };
  gboolean is_done;

  if (self->matcher != NULL && !bs_index_matcher_begin (self->matcher, error))
    return NULL;
  map_versions (self, search->snapshot);
  run.plan =
      root != NULL ? bs_search_step_new (root, self->vocabulary, search->zone) : bs_search_step_new_everything ();
  run.hits = g_new0 (BsSearchHit, search->snapshot->n_rows + 1);
  run.names = g_hash_table_new (NULL, NULL);
  run.has_exact = root != NULL && bs_search_node_is_exact (root);
  is_done = run_plan (&run, error);

  if (self->matcher != NULL)
    bs_index_matcher_end (self->matcher);
  bs_search_step_free (run.plan);
  g_free (run.titles);
  g_free (run.as_phrase);
  g_hash_table_unref (run.names);
  if (run.in_text != run.in_title)
    free_bits (run.in_text, bs_search_query_get_n_bits (search->query));
  free_bits (run.in_title, bs_search_query_get_n_bits (search->query));
  g_free (run.ranks);
  g_clear_pointer (&run.first, g_array_unref);
  if (!is_done)
    g_clear_pointer (&run.hits, g_free);
  return run.hits;
}
