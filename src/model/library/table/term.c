/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/term.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define FIRST_SLOTS 256

/* Limits for keys of front matter: nobody searches for a longer key, and a folder with more different keys was not made
 * by hand. */
#define MAX_KEY_BYTES 64
#define MAX_KEYS 10000

static void
terms_init (BsTerms *self)
{
  g_mutex_init (&self->mutex);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (BsTerm *, self->n_slots);
  self->terms = g_ptr_array_new ();
}

static void
terms_clear (BsTerms *self)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      BsTerm *term = self->terms->pdata[i];

      g_free (term->sort_key);
      g_free (term);
    }
  g_ptr_array_unref (self->terms);
  g_free (self->slots);
  g_mutex_clear (&self->mutex);
}

static guint32
hash_name (const BsTerm *parent, const char *name, gsize length)
{
  return (guint32) XXH3_64bits_withSeed (name, length, parent != NULL ? parent->index + 1 : 0);
}

static gboolean
has_name (const BsTerm *self, const BsTerm *parent, const char *name, gsize length)
{
  return self->parent == parent && strncmp (self->name, name, length) == 0 && self->name[length] == '\0';
}

static BsTerm **
find_slot (BsTerms *self, const BsTerm *parent, const char *name, gsize length, guint32 hash)
{
  guint i = hash & (self->n_slots - 1);

  while (self->slots[i] != NULL)
    {
      const BsTerm *term = self->slots[i];

      if (term->hash == hash && has_name (term, parent, name, length))
        break;
      i = (i + 1) & (self->n_slots - 1);
    }
  return &self->slots[i];
}

static void
grow (BsTerms *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (BsTerm *, self->n_slots);
  for (guint i = 0; i < self->terms->len; i++)
    {
      BsTerm *term = self->terms->pdata[i];
      guint slot = term->hash & (self->n_slots - 1);

      while (self->slots[slot] != NULL)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = term;
    }
}

/**
 * bs_vocabulary_new:
 *
 * Returns: (transfer full): a vocabulary without a word
 */
BsVocabulary *
bs_vocabulary_new (void)
{
  BsVocabulary *self = g_new0 (BsVocabulary, 1);

  g_atomic_ref_count_init (&self->ref_count);
  for (guint i = 0; i < BS_N_VOCABULARIES; i++)
    terms_init (&self->terms[i]);
  return self;
}

/**
 * bs_vocabulary_ref:
 * @self: a vocabulary
 *
 * Returns: (transfer full): @self
 */
BsVocabulary *
bs_vocabulary_ref (BsVocabulary *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_vocabulary_unref:
 * @self: (transfer full): a vocabulary
 *
 * With the last reference all of its terms go.
 */
void
bs_vocabulary_unref (BsVocabulary *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < BS_N_VOCABULARIES; i++)
    terms_clear (&self->terms[i]);
  g_free (self);
}

/**
 * bs_vocabulary_intern:
 * @self: a vocabulary
 * @kind: the kind of name
 * @parent: (nullable): the term above it
 * @name: a name
 * @length: its length in bytes
 *
 * Returns: (transfer none): the term of that name, created if it is new; any thread may call this
 */
BsTerm *
bs_vocabulary_intern (BsVocabulary *self, BsVocabularyKind kind, BsTerm *parent, const char *name, gsize length)
{
  BsTerms *terms = &self->terms[kind];
  guint32 depth = parent != NULL ? parent->depth + 1 : 0;
  BsTerm **recent = &terms->recent[depth % BS_TERM_RECENT];
  guint32 hash;
  BsTerm **slot;
  BsTerm *term;

  length = strnlen (name, length);
  /* Articles of one folder usually have the same source and categories. */
  term = __atomic_load_n (recent, __ATOMIC_ACQUIRE);
  if (term != NULL && has_name (term, parent, name, length))
    return term;

  hash = hash_name (parent, name, length);
  g_mutex_lock (&terms->mutex);
  slot = find_slot (terms, parent, name, length, hash);
  term = *slot;
  if (term == NULL)
    {
      term = g_malloc0 (sizeof (BsTerm) + length + 1);
      term->parent = parent;
      term->index = terms->terms->len;
      term->hash = hash;
      term->depth = depth;
      term->first = G_MAXUINT32;
      memcpy (term->name, name, length);
      *slot = term;
      g_ptr_array_add (terms->terms, term);
      if (terms->terms->len > terms->n_slots / 2)
        grow (terms);
    }
  g_mutex_unlock (&terms->mutex);
  __atomic_store_n (recent, term, __ATOMIC_RELEASE);
  return term;
}

/**
 * bs_vocabulary_lookup:
 * @self: a vocabulary
 * @kind: the kind of name
 * @parent: (nullable): the term above it
 * @name: a name
 * @length: its length in bytes
 *
 * Returns: (transfer none) (nullable): the term of that name
 */
BsTerm *
bs_vocabulary_lookup (BsVocabulary *self, BsVocabularyKind kind, BsTerm *parent, const char *name, gsize length)
{
  BsTerms *terms = &self->terms[kind];
  BsTerm *term;

  g_mutex_lock (&terms->mutex);
  term = *find_slot (terms, parent, name, length, hash_name (parent, name, length));
  g_mutex_unlock (&terms->mutex);
  return term;
}

/**
 * bs_vocabulary_list:
 * @self: a vocabulary
 * @kind: which terms
 *
 * Returns: (transfer container) (element-type BsTerm): all that there are now
 */
GPtrArray *
bs_vocabulary_list (BsVocabulary *self, BsVocabularyKind kind)
{
  BsTerms *terms = &self->terms[kind];
  GPtrArray *list;

  g_mutex_lock (&terms->mutex);
  list = g_ptr_array_copy (terms->terms, NULL, NULL);
  g_mutex_unlock (&terms->mutex);
  return list;
}

/**
 * bs_vocabulary_fold_key:
 * @key: (array length=length): a key of front matter
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): the key as a search names it; %NULL if it is not valid
 */
char *
bs_vocabulary_fold_key (const char *key, gsize length)
{
  g_autofree char *normal = g_utf8_normalize (key, (gssize) length, G_NORMALIZE_NFKC);

  return normal != NULL ? g_utf8_casefold (normal, -1) : NULL;
}

/**
 * bs_vocabulary_add_keys:
 * @self: a vocabulary
 * @keys: (array length=n_keys): the keys of an article's front matter
 * @n_keys: how many
 *
 * Makes terms of those that are new. Any thread may call this; most articles have the same keys as the previous one,
 * which costs nothing.
 */
void
bs_vocabulary_add_keys (BsVocabulary *self, const char *const *keys, guint n_keys)
{
  guint64 hash = 1;
  guint64 *known;

  for (guint i = 0; i < n_keys; i++)
    hash = XXH3_64bits_withSeed (keys[i], strlen (keys[i]), hash);
  known = &self->key_sets[hash % BS_VOCABULARY_KEY_SETS];
  if (__atomic_load_n (known, __ATOMIC_RELAXED) == hash)
    return;
  for (guint i = 0; i < n_keys && bs_vocabulary_count (self, BS_VOCABULARY_KEYS) < MAX_KEYS; i++)
    {
      gsize length = strlen (keys[i]);
      g_autofree char *folded = length <= MAX_KEY_BYTES ? bs_vocabulary_fold_key (keys[i], length) : NULL;

      if (folded != NULL && *folded != '\0')
        {
          BsTerm *term = bs_vocabulary_intern (self, BS_VOCABULARY_KEYS, NULL, folded, strlen (folded));

          g_atomic_int_set (&term->is_gone, FALSE);
        }
    }
  __atomic_store_n (known, hash, __ATOMIC_RELAXED);
}

/**
 * bs_vocabulary_keep_keys:
 * @self: a vocabulary
 * @keys: (element-type utf8 gpointer): the keys that articles have, folded
 *
 * Forgets the keys that no article has any longer, until one has them again. Any thread may call it.
 */
void
bs_vocabulary_keep_keys (BsVocabulary *self, GHashTable *keys)
{
  g_autoptr (GPtrArray) terms = bs_vocabulary_list (self, BS_VOCABULARY_KEYS);

  for (guint i = 0; i < terms->len; i++)
    {
      BsTerm *term = terms->pdata[i];

      g_atomic_int_set (&term->is_gone, !g_hash_table_contains (keys, term->name));
    }
  for (guint i = 0; i < BS_VOCABULARY_KEY_SETS; i++)
    __atomic_store_n (&self->key_sets[i], 0, __ATOMIC_RELAXED);
}

/**
 * bs_vocabulary_has_key:
 * @self: a vocabulary
 * @key: (array length=length): a name
 * @length: its length in bytes
 *
 * Returns: whether the front matter of some article has such a key, in any case; a key that is no longer used is known
 *   for a while
 */
gboolean
bs_vocabulary_has_key (BsVocabulary *self, const char *key, gsize length)
{
  g_autofree char *folded = length <= MAX_KEY_BYTES ? bs_vocabulary_fold_key (key, length) : NULL;
  const BsTerm *term =
      folded != NULL ? bs_vocabulary_lookup (self, BS_VOCABULARY_KEYS, NULL, folded, strlen (folded)) : NULL;

  return term != NULL && !g_atomic_int_get (&term->is_gone);
}

/**
 * bs_vocabulary_count:
 * @self: a vocabulary
 * @kind: which terms
 *
 * Returns: how many there are now
 */
guint
bs_vocabulary_count (BsVocabulary *self, BsVocabularyKind kind)
{
  BsTerms *terms = &self->terms[kind];
  guint n;

  g_mutex_lock (&terms->mutex);
  n = terms->terms->len;
  g_mutex_unlock (&terms->mutex);
  return n;
}

/**
 * bs_term_dup_names:
 * @self: (nullable): a term
 *
 * Returns: (transfer full): of a category, the names from the root down to it; of another term, its name
 */
GStrv
bs_term_dup_names (const BsTerm *self)
{
  GStrv names = g_new0 (char *, self != NULL ? self->depth + 2 : 1);

  for (; self != NULL; self = self->parent)
    names[self->depth] = g_strdup (self->name);
  return names;
}

/**
 * bs_term_dup_path:
 * @self: a term
 *
 * Returns: (transfer full): the same with slashes between the names
 */
char *
bs_term_dup_path (const BsTerm *self)
{
  g_auto (GStrv) names = bs_term_dup_names (self);

  return g_strjoinv ("/", names);
}
