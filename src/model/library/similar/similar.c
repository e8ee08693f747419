/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/similar/similar.h"

#include <stdlib.h>
#include <string.h>

#include "model/library/index/index-reader.h"
#include "model/library/index/index-signatures.h"
#include "model/library/marks/marks-distinct.h"
#include "model/library/similar/similar-pairs.h"
#include "model/library/similar/similar-text.h"
#include "model/library/table/parallel.h"

/* Locality-sensitive hashing: texts are candidates if all bins of a band are equal. */
#define N_BANDS 16
#define BAND_BINS (BS_SIGNATURE_BINS / N_BANDS)

/* Candidates with fewer equal bins are not measured. Of 100 pairs with 60 % in common, one has so few. */
#define MIN_EQUAL_BINS 29

/* In a larger bucket, each text is compared with the first ones and with those that follow it. */
#define SMALL_BUCKET 24
#define N_FIRST 4
#define N_NEXT 4

#define MAX_THREADS 4
#define PROGRESS_STEP 256

/* A text, which any number of articles may have. */
typedef struct
{
  BsSignature signature;
  guint first; /* its number of articles */
  guint n;
  guint rank; /* index of the first in the order of the paths */
} Text;

typedef struct
{
  guint32 one;
  guint32 other;
  guint16 permille;
} Pair;

struct _BsSimilar
{
  gatomicrefcount ref_count;
  GArray *texts;      /* (element-type Text) */
  GArray *articles;   /* (element-type guint32): ids, by text, those of one in the order of the paths */
  GHashTable *hashes; /* (element-type guint guint64): the content hash of each article that is similar to another */
  GArray *pairs;      /* (element-type Pair) */
  guint n_articles;
  guint n_short;
};

typedef struct
{
  const BsSnapshot *snapshot;
  BsSite *site;
  BsSimilarProgressFunc progress; /* (nullable) */
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  BsSimilar *similar;
  GHashTable *by_key; /* (element-type guint64 guint): by the key of a text, which of the signatures is its */
  GArray *signatures; /* (element-type BsSignature) */
  GArray *missing;    /* (element-type guint32): articles that have to be read, no two with the same key */
  GArray *unmeasured; /* (element-type guint): pairs */
  GMutex mutex;
  BsParallel parallel;
} Finding;

static void
group_free (gpointer data)
{
  BsSimilarGroup *self = data;

  g_array_unref (self->members);
  g_free (self);
}

/**
 * bs_similar_unref:
 * @self: (transfer full): similar articles
 */
void
bs_similar_unref (BsSimilar *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->texts);
  g_array_unref (self->articles);
  g_array_unref (self->pairs);
  g_hash_table_unref (self->hashes);
  g_free (self);
}

/**
 * bs_similar_get_n_short:
 * @self: similar articles
 *
 * Returns: how many were too short to be compared
 */
guint
bs_similar_get_n_short (const BsSimilar *self)
{
  return self->n_short;
}

/* Threads. */

typedef struct
{
  Finding *finding;
  void (*work) (Finding *finding, guint i, BsFileBuffer *buffer);
} Share;

static gpointer
share_thread (gpointer data)
{
  const Share *self = data;
  Finding *finding = self->finding;
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  guint i;

  while (bs_parallel_take (&finding->parallel, &i))
    {
      if (finding->progress != NULL && i % PROGRESS_STEP == 0)
        finding->progress (i, finding->parallel.n, finding->user_data);
      self->work (finding, i, &buffer);
    }
  return NULL;
}

/* Calls @work for each of @n indexes, on all processors. */
static void
share_work (Finding *self, guint n, void (*work) (Finding *finding, guint i, BsFileBuffer *buffer))
{
  Share share = { self, work };

  self->parallel = (BsParallel){ n, self->cancellable };
  bs_parallel_run (MIN (MAX_THREADS, n), share_thread, &share);
}

/* Signatures. */

typedef struct
{
  Finding *finding;
  const guint64 *keys;
  gint64 first;
  guint n;
} Reading;

static void
add_signature (Finding *self, guint64 key, const BsSignature *signature)
{
  guint64 *copy = g_memdup2 (&key, sizeof key);

  g_hash_table_insert (self->by_key, copy, GUINT_TO_POINTER (self->signatures->len));
  g_array_append_vals (self->signatures, signature, 1);
}

static void
signature_cb (gint64 version, const BsSignature *signature, gpointer user_data)
{
  Reading *self = user_data;

  if (version >= self->first && version < self->first + self->n && self->keys[version - self->first] != 0)
    add_signature (self->finding, self->keys[version - self->first], signature);
}

static void
read_index (Finding *self)
{
  g_autoptr (BsIndexReader) reader = bs_index_reader_open (self->site->root);
  BsIndexText *text = reader != NULL ? bs_index_reader_get_text (reader) : NULL;
  Reading reading = { self };

  if (text == NULL || !bs_index_text_begin_reading (text, NULL))
    return;
  reading.keys = bs_index_text_get_keys (text, &reading.first, &reading.n);
  bs_index_signatures_read (bs_index_store_get_connection (bs_index_reader_get_store (reader)), signature_cb, &reading);
  bs_index_text_end_reading (text);
}

static guint64
make_key (const BsRow *row)
{
  return bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
}

static const BsRow *
get_row (const BsSnapshot *snapshot, guint id)
{
  const BsRow *row = id < snapshot->n_rows ? snapshot->rows[id] : NULL;

  return row != NULL && (bs_row_get_marks (row) & BS_MARK_GONE) == 0 ? row : NULL;
}

static void
sign_missing (Finding *self, guint i, BsFileBuffer *buffer)
{
  const BsRow *row = self->snapshot->rows[g_array_index (self->missing, guint32, i)];
  BsSignature signature;

  if (!bs_similar_text_sign (self->site, row, buffer, &signature))
    return;
  g_mutex_lock (&self->mutex);
  add_signature (self, make_key (row), &signature);
  g_mutex_unlock (&self->mutex);
}

static void
read_missing (Finding *self)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint32 i = 0; i < self->snapshot->n_rows; i++)
    {
      const BsRow *row = get_row (self->snapshot, i);
      guint64 key = row != NULL ? make_key (row) : 0;

      /* Articles that cannot be read have no text. */
      if (row != NULL && row->content_hash != 0 && !g_hash_table_contains (self->by_key, &key) &&
          g_hash_table_add (keys, g_memdup2 (&key, sizeof key)))
        g_array_append_val (self->missing, i);
    }
  share_work (self, self->missing->len, sign_missing);
}

/* Texts. */

typedef struct
{
  guint64 text_hash;
  guint32 signature;
  guint32 rank; /* an article's index in the order of the paths */
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a;
  const Entry *other = b;

  if (one->text_hash != other->text_hash)
    return one->text_hash < other->text_hash ? -1 : 1;
  return one->rank < other->rank ? -1 : 1;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return bs_row_compare_paths (*(BsRow *const *) a, *(BsRow *const *) b);
}

/* Articles with the same text are one from here on, so that any number of them costs no more than to count them. */
static void
list_texts (Finding *self)
{
  BsSimilar *similar = self->similar;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autofree const BsRow **rows = g_new (const BsRow *, self->snapshot->n_rows + 1);

  for (guint i = 0; i < self->snapshot->n_rows; i++)
    if (get_row (self->snapshot, i) != NULL)
      rows[similar->n_articles++] = self->snapshot->rows[i];
  qsort (rows, similar->n_articles, sizeof *rows, compare_paths);
  for (guint32 i = 0; i < similar->n_articles; i++)
    {
      guint64 key = make_key (rows[i]);
      gpointer index;
      const BsSignature *signature;

      if (!g_hash_table_lookup_extended (self->by_key, &key, NULL, &index))
        continue;
      signature = &g_array_index (self->signatures, BsSignature, GPOINTER_TO_UINT (index));
      if (signature->n_shingles >= BS_SIGNATURE_MIN_SHINGLES)
        {
          Entry entry = { signature->text_hash ^ signature->n_shingles, GPOINTER_TO_UINT (index), i };

          g_array_append_val (entries, entry);
        }
      else
        similar->n_short++;
    }
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (i == 0 || entry->text_hash != entry[-1].text_hash)
        {
          Text text = { g_array_index (self->signatures, BsSignature, entry->signature), i, 0, entry->rank };

          g_array_append_val (similar->texts, text);
        }
      g_array_index (similar->texts, Text, similar->texts->len - 1).n++;
      g_array_append_val (similar->articles, rows[entry->rank]->id);
    }
}

/* Candidates. */

typedef struct
{
  guint64 hash; /* the bins of a band */
  guint32 text;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;

  if (one->hash != other->hash)
    return one->hash < other->hash ? -1 : 1;
  return one->text < other->text ? -1 : 1;
}

static gboolean
may_be_similar (const Text *one, const Text *other)
{
  guint64 few = MIN (one->signature.n_shingles, other->signature.n_shingles);
  guint64 many = MAX (one->signature.n_shingles, other->signature.n_shingles);

  /* Repetitions count only once when texts are measured, so this leaves some room. */
  return 100 * few >= (BS_SIMILAR_MIN_THRESHOLD - 10) * many &&
         bs_signature_count_equal (&one->signature, &other->signature) >= MIN_EQUAL_BINS;
}

static void
add_candidate (BsSimilar *self, const Place *one, const Place *other)
{
  Pair pair = { MIN (one->text, other->text), MAX (one->text, other->text), 0 };

  if (may_be_similar (&g_array_index (self->texts, Text, pair.one), &g_array_index (self->texts, Text, pair.other)))
    g_array_append_val (self->pairs, pair);
}

static void
add_bucket (BsSimilar *self, const Place *places, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint end = n <= SMALL_BUCKET ? n : MIN (i + 1 + N_NEXT, n);

      for (guint j = i + 1; j < end; j++)
        add_candidate (self, &places[i], &places[j]);
      for (guint j = 0; n > SMALL_BUCKET && j < N_FIRST && j + N_NEXT < i; j++)
        add_candidate (self, &places[j], &places[i]);
    }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *one = a;
  const Pair *other = b;

  if (one->one != other->one)
    return one->one < other->one ? -1 : 1;
  return one->other < other->other ? -1 : one->other > other->other;
}

static void
drop_repeated_pairs (GArray *pairs)
{
  guint n = 0;

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    if (n == 0 || compare_pairs (&g_array_index (pairs, Pair, i), &g_array_index (pairs, Pair, n - 1)) != 0)
      g_array_index (pairs, Pair, n++) = g_array_index (pairs, Pair, i);
  g_array_set_size (pairs, n);
}

static void
list_candidates (Finding *self)
{
  BsSimilar *similar = self->similar;
  guint n = similar->texts->len;
  g_autofree Place *places = g_new (Place, n + 1);

  for (guint band = 0; band < N_BANDS && !g_cancellable_is_cancelled (self->cancellable); band++)
    {
      for (guint i = 0; i < n; i++)
        {
          const BsSignature *signature = &g_array_index (similar->texts, Text, i).signature;

          G_STATIC_ASSERT (BAND_BINS * sizeof signature->bins[0] == sizeof (guint64));
          memcpy (&places[i].hash, signature->bins + band * BAND_BINS, sizeof places[i].hash);
          places[i].text = i;
        }
      qsort (places, n, sizeof *places, compare_places);
      for (guint i = 0, end; i < n; i = end)
        {
          for (end = i + 1; end < n && places[end].hash == places[i].hash;)
            end++;
          add_bucket (similar, places + i, end - i);
        }
      drop_repeated_pairs (similar->pairs);
    }
}

/* The exact measure. */

static GArray *
list_shingles (Finding *self, guint32 text_index)
{
  const Text *text = &g_array_index (self->similar->texts, Text, text_index);
  const BsRow *row = self->snapshot->rows[g_array_index (self->similar->articles, guint32, text->first)];
  g_autofree char *content = bs_similar_text_read (self->site, row);

  return content != NULL ? bs_similar_text_list_shingles (content) : NULL;
}

/* Measures all new pairs with the same first text. */
static void
measure (Finding *self, guint i, BsFileBuffer *buffer)
{
  guint end = i + 1 < self->missing->len ? g_array_index (self->missing, guint32, i + 1) : self->unmeasured->len;
  g_autoptr (GArray) first = NULL;

  for (guint j = g_array_index (self->missing, guint32, i); j < end; j++)
    {
      Pair *pair = &g_array_index (self->similar->pairs, Pair, g_array_index (self->unmeasured, guint, j));
      g_autoptr (GArray) other = NULL;

      if (first == NULL)
        first = list_shingles (self, pair->one);
      if (first == NULL || g_cancellable_is_cancelled (self->cancellable))
        return;
      other = list_shingles (self, pair->other);
      /* Texts with the same shingles in another order are not the same. */
      if (other != NULL)
        pair->permille = MIN (bs_similar_text_compare (first, other), 999);
    }
}

static guint64
get_hash (const BsSimilar *self, guint32 text)
{
  return g_array_index (self->texts, Text, text).signature.text_hash;
}

static void
measure_pairs (Finding *self, BsSimilarFlags flags)
{
  BsSimilar *similar = self->similar;
  g_autoptr (BsSimilarPairs) known = bs_similar_pairs_load (self->site->root);

  g_array_set_size (self->missing, 0);
  for (guint i = 0; i < similar->pairs->len; i++)
    {
      Pair *pair = &g_array_index (similar->pairs, Pair, i);

      if (bs_similar_pairs_lookup (known, get_hash (similar, pair->one), get_hash (similar, pair->other),
                                   &pair->permille))
        continue;
      if (self->unmeasured->len == 0 ||
          g_array_index (similar->pairs, Pair, g_array_index (self->unmeasured, guint, self->unmeasured->len - 1))
                  .one != pair->one)
        g_array_append_val (self->missing, self->unmeasured->len);
      g_array_append_val (self->unmeasured, i);
    }
  share_work (self, self->missing->len, measure);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < self->unmeasured->len; i++)
    {
      const Pair *pair = &g_array_index (similar->pairs, Pair, g_array_index (self->unmeasured, guint, i));

      bs_similar_pairs_put (known, get_hash (similar, pair->one), get_hash (similar, pair->other), pair->permille);
    }
  if ((flags & BS_SIMILAR_KEEP) != 0)
    bs_similar_pairs_save (known, self->site->root);
}

/* For "Not the Same", which is remembered by it. */
static void
note_hashes (Finding *self)
{
  BsSimilar *similar = self->similar;

  for (guint i = 0; i < similar->articles->len; i++)
    {
      guint32 id = g_array_index (similar->articles, guint32, i);
      guint64 hash = self->snapshot->rows[id]->content_hash;

      g_hash_table_insert (similar->hashes, GUINT_TO_POINTER (id), g_memdup2 (&hash, sizeof hash));
    }
}

/**
 * bs_similar_new:
 * @snapshot: the table
 * @site: the articles' site
 * @flags: flags
 * @progress: (nullable) (scope call): called from time to time, on any thread
 * @user_data: for @progress
 * @cancellable: (nullable): a cancellable
 *
 * Finds articles with nearly the same text. The index has their signatures. The signatures of other articles, and pairs
 * that were not measured before, are read from the files. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the findings; %NULL if it was cancelled
 */
BsSimilar *
bs_similar_new (const BsSnapshot *snapshot, BsSite *site, BsSimilarFlags flags, BsSimilarProgressFunc progress,
                gpointer user_data, GCancellable *cancellable)
{
  Finding finding = { snapshot, site, progress, user_data, cancellable };
  BsSimilar *self;

  g_return_val_if_fail (snapshot != NULL && site != NULL, NULL);

  self = g_new0 (BsSimilar, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->texts = g_array_new (FALSE, FALSE, sizeof (Text));
  self->articles = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  self->hashes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  finding.similar = self;
  finding.by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  finding.signatures = g_array_new (FALSE, FALSE, sizeof (BsSignature));
  finding.missing = g_array_new (FALSE, FALSE, sizeof (guint32));
  finding.unmeasured = g_array_new (FALSE, FALSE, sizeof (guint));
  g_mutex_init (&finding.mutex);

  read_index (&finding);
  read_missing (&finding);
  list_texts (&finding);
  list_candidates (&finding);
  if (!g_cancellable_is_cancelled (cancellable))
    measure_pairs (&finding, flags);
  note_hashes (&finding);

  g_mutex_clear (&finding.mutex);
  g_array_unref (finding.unmeasured);
  g_array_unref (finding.missing);
  g_array_unref (finding.signatures);
  g_hash_table_unref (finding.by_key);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&self, bs_similar_unref);
  return self;
}

/* Groups. */

typedef struct
{
  guint32 text;
  guint16 permille;
} Neighbour;

/* The pairs of each text that are similar enough: those of text i are from first[i] to first[i + 1]. */
typedef struct
{
  guint *first;
  Neighbour *neighbours;
} Graph;

static void
graph_init (Graph *self, const BsSimilar *similar, guint permille)
{
  guint n = similar->texts->len;
  g_autofree guint *filled = g_new0 (guint, n + 1);

  self->first = g_new0 (guint, n + 2);
  for (guint i = 0; i < similar->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (similar->pairs, Pair, i);

      if (pair->permille < permille)
        continue;
      self->first[pair->one + 1]++;
      self->first[pair->other + 1]++;
    }
  for (guint i = 0; i < n; i++)
    self->first[i + 1] += self->first[i];
  self->neighbours = g_new (Neighbour, MAX (self->first[n], 1));
  for (guint i = 0; i < similar->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (similar->pairs, Pair, i);

      if (pair->permille < permille)
        continue;
      self->neighbours[self->first[pair->one] + filled[pair->one]++] = (Neighbour){ pair->other, pair->permille };
      self->neighbours[self->first[pair->other] + filled[pair->other]++] = (Neighbour){ pair->one, pair->permille };
    }
}

static void
graph_clear (Graph *self)
{
  g_free (self->first);
  g_free (self->neighbours);
}

static guint
count_neighbours (const Graph *self, guint text)
{
  return self->first[text + 1] - self->first[text];
}

typedef struct
{
  const BsSimilar *similar;
  GHashTable *sets; /* (nullable) (element-type guint64 GArray): by content hash, the sets of different articles */
  GHashTable *seen; /* (element-type guint64): the sets that a member of the group is in */
  Graph graph;
} Grouping;

static int
compare_degrees (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Grouping *grouping = user_data;
  const Graph *graph = &grouping->graph;
  const Text *texts = (const Text *) (gconstpointer) grouping->similar->texts->data;
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;
  guint n_one = count_neighbours (graph, one);
  guint n_other = count_neighbours (graph, other);

  if (n_one != n_other)
    return n_one > n_other ? -1 : 1;
  if (texts[one].n != texts[other].n)
    return texts[one].n > texts[other].n ? -1 : 1;
  return texts[one].rank < texts[other].rank ? -1 : 1;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const BsSimilarMember *one = a;
  const BsSimilarMember *other = b;

  if (one->permille != other->permille)
    return one->permille > other->permille ? -1 : 1;
  return one->rank < other->rank ? -1 : 1;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const BsSimilarGroup *one = *(BsSimilarGroup *const *) a;
  const BsSimilarGroup *other = *(BsSimilarGroup *const *) b;

  if (one->members->len != other->members->len)
    return one->members->len > other->members->len ? -1 : 1;
  return compare_members ((gconstpointer) one->members->data, (gconstpointer) other->members->data);
}

/* Whether the user said of no other member that it is a different article. */
static gboolean
is_welcome (Grouping *self, guint32 id)
{
  const guint64 *hash = g_hash_table_lookup (self->similar->hashes, GUINT_TO_POINTER (id));
  GArray *sets = hash != NULL && self->sets != NULL ? g_hash_table_lookup (self->sets, hash) : NULL;

  for (guint i = 0; sets != NULL && i < sets->len; i++)
    if (g_hash_table_contains (self->seen, &g_array_index (sets, guint64, i)))
      return FALSE;
  for (guint i = 0; sets != NULL && i < sets->len; i++)
    g_hash_table_add (self->seen, &g_array_index (sets, guint64, i));
  return TRUE;
}

static void
add_text (Grouping *self, BsSimilarGroup *group, guint index, guint16 permille)
{
  const Text *text = &g_array_index (self->similar->texts, Text, index);

  for (guint i = text->first; i < text->first + text->n; i++)
    {
      BsSimilarMember member = { g_array_index (self->similar->articles, guint32, i), text->rank + i - text->first,
                                 permille };

      if (!is_welcome (self, member.id))
        continue;
      g_array_append_val (group->members, member);
      group->permille = MIN (group->permille, permille);
    }
}

/**
 * bs_similar_group:
 * @self: similar articles
 * @percent: the least that an article has in common with the first of its group, from %BS_SIMILAR_MIN_THRESHOLD to 100,
 *   which means the same text
 * @distinct: (nullable) (element-type BsMarksDistinct): articles that the user said are different
 *
 * Reads no file.
 *
 * Returns: (transfer full) (element-type BsSimilarGroup): groups of two or more articles, the largest first; no article
 *   is in two of them
 */
GPtrArray *
bs_similar_group (const BsSimilar *self, guint percent, GArray *distinct)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr (GHashTable) sets = distinct != NULL ? bs_marks_distinct_map (distinct) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint *order = NULL;
  g_autofree gboolean *is_taken = NULL;
  Grouping grouping = { self, sets, seen, { NULL, NULL } };
  Graph *graph = &grouping.graph;
  guint n;

  g_return_val_if_fail (self != NULL, groups);

  n = self->texts->len;
  order = g_new (guint, n);
  is_taken = g_new0 (gboolean, n);
  graph_init (graph, self, 10 * percent);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  /* The text with the most neighbours is the first of its group, and all others are similar to it: no chain leads to
   * texts that are not. */
  g_qsort_with_data (order, (int) n, sizeof *order, compare_degrees, &grouping);
  for (guint i = 0; i < n; i++)
    {
      guint text = order[i];
      BsSimilarGroup *group;

      if (is_taken[text] || (count_neighbours (graph, text) == 0 && g_array_index (self->texts, Text, text).n < 2))
        continue;
      is_taken[text] = TRUE;
      group = g_new0 (BsSimilarGroup, 1);
      group->members = g_array_new (FALSE, FALSE, sizeof (BsSimilarMember));
      group->permille = 1000;
      g_hash_table_remove_all (seen);
      add_text (&grouping, group, text, 1000);
      for (guint j = graph->first[text]; j < graph->first[text + 1]; j++)
        {
          const Neighbour *neighbour = &graph->neighbours[j];

          if (is_taken[neighbour->text])
            continue;
          is_taken[neighbour->text] = TRUE;
          add_text (&grouping, group, neighbour->text, neighbour->permille);
        }
      g_array_sort (group->members, compare_members);
      if (group->members->len > 1)
        g_ptr_array_add (groups, group);
      else
        group_free (group);
    }
  graph_clear (graph);
  g_ptr_array_sort (groups, compare_groups);
  return groups;
}
