/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/term.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define FIRST_SLOTS 256

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

static BsTerm **
find_slot (BsTerms *self, const BsTerm *parent, const char *name, gsize length, guint32 hash)
{
  guint i = hash & (self->n_slots - 1);

  while (self->slots[i] != NULL)
    {
      const BsTerm *term = self->slots[i];

      if (term->hash == hash && term->parent == parent && strncmp (term->name, name, length) == 0 &&
          term->name[length] == '\0')
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
 * @kind: what the name is one of
 * @parent: (nullable): the term above it
 * @name: a name
 * @length: its length in bytes
 *
 * Returns: (transfer none): the term of that name, made if it is new; any thread may ask
 */
BsTerm *
bs_vocabulary_intern (BsVocabulary *self, BsVocabularyKind kind, BsTerm *parent, const char *name, gsize length)
{
  BsTerms *terms = &self->terms[kind];
  guint32 hash;
  BsTerm **slot;
  BsTerm *term;

  length = strnlen (name, length);
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
      term->depth = parent != NULL ? parent->depth + 1 : 0;
      term->first = G_MAXUINT32;
      memcpy (term->name, name, length);
      *slot = term;
      g_ptr_array_add (terms->terms, term);
      if (terms->terms->len > terms->n_slots / 2)
        grow (terms);
    }
  g_mutex_unlock (&terms->mutex);
  return term;
}

/**
 * bs_vocabulary_lookup:
 * @self: a vocabulary
 * @kind: what the name is one of
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
