/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-matcher.h"

#include <string.h>

#include "model/library/words/tokenizer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Longer than any phrase, and a power of two. */
#define RING_SIZE 256

/* A word that phrases have, and at which places of them: a bit for each. */
typedef struct
{
  guint64 hash;
  const char *text;
  gsize length;
  guint64 *places;
} Word;

/* The phrases follow each other in one row of bits. A bit says whether its phrase was found up to that token in the
 * text so far; each token shifts all bits, and only those remain whose token matches (Baeza-Yates and Gonnet, "A new
 * approach to text searching"). */
struct _BsSearchMatcher
{
  GPtrArray *phrases;
  guint n_units; /* of 64 bits */
  guint64 *firsts;
  guint64 *lasts;
  guint *phrase_of_last; /* by bit */
  Word *slots;
  guint n_slots;
  GArray *prefixes; /* (element-type Word) */
  guint64 filter;   /* the bytes that words end with, by their lowest six bits */
};

typedef struct
{
  BsSearchMatcher *matcher;
  const char *text;
  BsSearchMatchFunc func;
  gpointer user_data;
  guint64 *state;
  guint64 *fitting; /* the places to which the tokens at this position fit */
  gboolean is_fitting;
  gboolean is_running; /* some phrase is begun */
  gboolean is_stopped;
  guint n_tokens;
  gsize starts[RING_SIZE];
  gsize end;
} Run;

/* It excludes most tokens without a hash. */
static guint64
get_filter (const char *text, gsize length)
{
  return length > 0 ? G_GUINT64_CONSTANT (1) << (text[length - 1] & 63) : 0;
}

static void
set_bit (guint64 *bits, guint bit)
{
  bits[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
}

static Word *
find_slot (BsSearchMatcher *self, guint64 hash, const char *text, gsize length)
{
  guint i = (guint) hash & (self->n_slots - 1);

  while (self->slots[i].text != NULL)
    {
      const Word *word = &self->slots[i];

      if (word->hash == hash && word->length == length && memcmp (word->text, text, length) == 0)
        break;
      i = (i + 1) & (self->n_slots - 1);
    }
  return &self->slots[i];
}

static void
add_word (BsSearchMatcher *self, const char *text, gboolean is_prefix, guint bit)
{
  gsize length = strlen (text);
  guint64 hash = XXH3_64bits (text, length);

  if (is_prefix)
    {
      Word word = { hash, text, length, g_new0 (guint64, self->n_units) };

      set_bit (word.places, bit);
      g_array_append_val (self->prefixes, word);
    }
  else
    {
      Word *word = find_slot (self, hash, text, length);

      if (word->text == NULL)
        *word = (Word){ hash, text, length, g_new0 (guint64, self->n_units) };
      set_bit (word->places, bit);
      self->filter |= get_filter (text, length);
    }
}

/**
 * bs_search_matcher_new:
 * @phrases: (element-type BsSearchNode): phrases of a query, which has to live as long
 *
 * Returns: (transfer full): a matcher of them
 */
BsSearchMatcher *
bs_search_matcher_new (GPtrArray *phrases)
{
  BsSearchMatcher *self = g_new0 (BsSearchMatcher, 1);
  guint n_bits = 0;
  guint bit = 0;

  self->phrases = g_ptr_array_ref (phrases);
  self->prefixes = g_array_new (FALSE, FALSE, sizeof (Word));
  for (guint i = 0; i < phrases->len; i++)
    n_bits += ((const BsSearchNode *) phrases->pdata[i])->tokens->len;
  self->n_units = n_bits / 64 + 1;
  self->firsts = g_new0 (guint64, self->n_units);
  self->lasts = g_new0 (guint64, self->n_units);
  self->phrase_of_last = g_new0 (guint, n_bits + 1);
  for (self->n_slots = 16; self->n_slots < 2 * n_bits;)
    self->n_slots *= 2;
  self->slots = g_new0 (Word, self->n_slots);

  for (guint i = 0; i < phrases->len; i++)
    {
      const BsSearchNode *phrase = phrases->pdata[i];
      guint n = phrase->tokens->len;

      if (n == 0)
        continue;
      set_bit (self->firsts, bit);
      for (guint j = 0; j < n; j++, bit++)
        add_word (self, phrase->tokens->pdata[j], phrase->is_prefix && j == n - 1, bit);
      set_bit (self->lasts, bit - 1);
      self->phrase_of_last[bit - 1] = i;
    }
  return self;
}

/**
 * bs_search_matcher_free:
 * @self: (transfer full): a matcher
 */
void
bs_search_matcher_free (BsSearchMatcher *self)
{
  for (guint i = 0; i < self->n_slots; i++)
    g_free (self->slots[i].places);
  for (guint i = 0; i < self->prefixes->len; i++)
    g_free (g_array_index (self->prefixes, Word, i).places);
  g_array_unref (self->prefixes);
  g_free (self->slots);
  g_free (self->phrase_of_last);
  g_free (self->firsts);
  g_free (self->lasts);
  g_ptr_array_unref (self->phrases);
  g_free (self);
}

/* The text without case, fullwidth as halfwidth, with its variants. */
static char *
fold_form (const char *text, gsize length)
{
  g_autofree char *normal = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_NFKC);

  return normal != NULL ? g_utf8_casefold (normal, -1) : NULL;
}

/* Whether the match has exactly the characters of a phrase. Punctuation and spaces between them make no difference. */
static gboolean
has_same_form (const BsSearchNode *phrase, const char *found, gsize length)
{
  g_autofree char *wanted = fold_form (phrase->text, strlen (phrase->text));
  g_autofree char *form = fold_form (found, length);
  const char *a = wanted;
  const char *b = form;

  while (a != NULL && b != NULL)
    {
      while (*a != '\0' && !g_unichar_isalnum (g_utf8_get_char (a)))
        a = g_utf8_next_char (a);
      while (*b != '\0' && !g_unichar_isalnum (g_utf8_get_char (b)))
        b = g_utf8_next_char (b);
      if (*a == '\0' || *b == '\0')
        return *a == *b;
      if (g_utf8_get_char (a) != g_utf8_get_char (b))
        return FALSE;
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
  return FALSE;
}

static void
report (Run *self, guint bit)
{
  guint phrase = self->matcher->phrase_of_last[bit];
  const BsSearchNode *node = self->matcher->phrases->pdata[phrase];
  gsize start = self->starts[(self->n_tokens - MIN (node->tokens->len, RING_SIZE)) % RING_SIZE];

  if (node->is_exact && !has_same_form (node, self->text + start, self->end - start))
    return;
  if (!self->is_stopped)
    self->is_stopped = !self->func (phrase, self->n_tokens - node->tokens->len, start, self->end, self->user_data);
}

/* All tokens of a position are complete. */
static void
move_on (Run *self)
{
  BsSearchMatcher *matcher = self->matcher;
  guint64 carry = 0;
  guint64 all = 0;

  if (!self->is_fitting && !self->is_running)
    return;
  for (guint i = 0; i < matcher->n_units; i++)
    {
      guint64 next_carry = self->state[i] >> 63;
      guint64 found;

      /* A bit that leaves the last token of a phrase arrives at the first of the next, where it is set anyway. */
      self->state[i] = ((self->state[i] << 1) | carry | matcher->firsts[i]) & self->fitting[i];
      self->fitting[i] = 0;
      carry = next_carry;
      all |= self->state[i];
      for (found = self->state[i] & matcher->lasts[i]; found != 0; found &= found - 1)
        report (self, i * 64 + (guint) __builtin_ctzll (found));
    }
  self->is_running = all != 0;
  self->is_fitting = FALSE;
}

static void
fit (Run *self, const Word *word)
{
  for (guint i = 0; i < self->matcher->n_units; i++)
    self->fitting[i] |= word->places[i];
  self->is_fitting = TRUE;
}

static gboolean
token_cb (const BsToken *token, gpointer user_data)
{
  Run *self = user_data;
  BsSearchMatcher *matcher = self->matcher;

  if (!token->is_alternative)
    {
      move_on (self);
      if (self->is_stopped)
        return FALSE;
      self->starts[self->n_tokens % RING_SIZE] = token->start;
      self->n_tokens++;
      self->end = token->end;
    }
  if ((matcher->filter & get_filter (token->text, token->length)) != 0)
    {
      const Word *word = find_slot (matcher, XXH3_64bits (token->text, token->length), token->text, token->length);

      if (word->text != NULL)
        {
          fit (self, word);
          self->end = MAX (self->end, token->end);
        }
    }
  for (guint i = 0; i < matcher->prefixes->len; i++)
    {
      const Word *word = &g_array_index (matcher->prefixes, Word, i);

      if (word->length <= token->length && memcmp (word->text, token->text, word->length) == 0)
        fit (self, word);
    }
  return TRUE;
}

/**
 * bs_search_matcher_run:
 * @self: a matcher
 * @text: (array length=length): a text, as bs_body_to_text() gives it
 * @length: of @text, in bytes
 * @func: (scope call): called for each match of a phrase
 * @user_data: for @func
 *
 * Returns: how many tokens were read, boundaries with them: all of @text's, unless @func stopped it
 */
guint
bs_search_matcher_run (BsSearchMatcher *self, const char *text, gsize length, BsSearchMatchFunc func,
                       gpointer user_data)
{
  g_autofree guint64 *bits = g_new0 (guint64, 2 * self->n_units);
  Run run = { self, text, func, user_data, bits, bits + self->n_units };

  bs_tokenize (text, length, token_cb, &run);
  if (!run.is_stopped)
    move_on (&run);
  return run.n_tokens;
}
