/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BsTerm BsTerm;

/* A name that many articles share: a folder, a category, a tag, a source. There is one for each, and it lives as long
 * as its vocabulary. */
struct _BsTerm
{
  BsTerm *parent; /* (nullable): of a category, the one above it */
  guint32 index;  /* among its kind, in the order of appearance */
  guint32 hash;
  guint32 depth;

  /* The main thread's. */
  guint32 count;
  guint32 mark;
  guint32 first;  /* of a folder: the id of its first article */
  guint32 n_kept; /* of a category: the number of empty categories that are shown at or below it */
  gboolean dirty;
  gpointer object;

  /* The query thread's. */
  char *sort_key;

  /* Any thread's, atomic: of a key, that no article has it any longer. */
  int is_gone;

  char name[];
};

/* A set of terms. Any thread may look one up. */
#define BS_TERM_RECENT 4

typedef struct
{
  GMutex mutex;
  BsTerm **slots; /* open addressing, a power of two of them */
  guint n_slots;
  GPtrArray *terms;
  BsTerm *recent[BS_TERM_RECENT]; /* by depth: the last one that was looked up; atomic */
} BsTerms;

typedef enum
{
  BS_VOCABULARY_FOLDERS,
  BS_VOCABULARY_CATEGORIES,
  BS_VOCABULARY_TAGS,
  BS_VOCABULARY_SOURCES,
  BS_VOCABULARY_KEYS, /* of front matter, folded */
  BS_N_VOCABULARIES
} BsVocabularyKind;

/* A power of two: articles have few different sets of keys. */
#define BS_VOCABULARY_KEY_SETS 256

/* All the names of one library. */
typedef struct
{
  gatomicrefcount ref_count;
  BsTerms terms[BS_N_VOCABULARIES];
  guint64 key_sets[BS_VOCABULARY_KEY_SETS]; /* hashes of the keys of articles: those in it are all among the terms */
} BsVocabulary;

GStrv bs_term_dup_names (const BsTerm *self);
char *bs_term_dup_path (const BsTerm *self);

BsVocabulary *bs_vocabulary_new (void);
BsVocabulary *bs_vocabulary_ref (BsVocabulary *self);
void bs_vocabulary_unref (BsVocabulary *self);

BsTerm *bs_vocabulary_intern (BsVocabulary *self, BsVocabularyKind kind, BsTerm *parent, const char *name,
                              gsize length);
BsTerm *bs_vocabulary_lookup (BsVocabulary *self, BsVocabularyKind kind, BsTerm *parent, const char *name,
                              gsize length);
char *bs_vocabulary_fold_key (const char *key, gsize length);
void bs_vocabulary_add_keys (BsVocabulary *self, const char *const *keys, guint n_keys);
void bs_vocabulary_keep_keys (BsVocabulary *self, GHashTable *keys);
gboolean bs_vocabulary_has_key (BsVocabulary *self, const char *key, gsize length);
guint bs_vocabulary_count (BsVocabulary *self, BsVocabularyKind kind);
GPtrArray *bs_vocabulary_list (BsVocabulary *self, BsVocabularyKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsVocabulary, bs_vocabulary_unref)

G_END_DECLS
