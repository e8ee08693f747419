/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/tokenizer.h"

#include <string.h>
#include <unicode/utf8.h>

#include "model/library/words/token-class.h"

/* So many marks on a character are folded with it. */
#define MAX_MARKS 24

/* Of a word with joints, such as "state-of-the-art"; longer ones fall apart. */
#define MAX_PARTS 12
#define MAX_WORD_BYTES (4 * BS_TOKEN_MAX_BYTES)

/* Longer words are not looked for without their joints. */
#define MAX_JOINED_BYTES 32

typedef struct
{
  guint start; /* in the word's bytes */
  guint length;
  gsize source_start;
  gsize source_end;
  gboolean is_number;
  gboolean has_dot_before;
  gboolean continues_number; /* after a point that follows another part of the same number */
} Part;

/* Adjacent letters and digits, split where one kind changes to the other, and at joints. */
typedef struct
{
  char bytes[MAX_WORD_BYTES];
  guint n_bytes;
  Part parts[MAX_PARTS];
  guint n_parts;
  gboolean has_joint;
  gboolean has_number;
  char suffix[3]; /* of C++ and C# */
  guint n_suffix;
  gsize suffix_end;
} Word;

typedef struct
{
  const BsClassTable *table;
  const char *text;
  gsize length;
  BsTokenFunc func;
  gpointer user_data;
  gboolean is_stopped;
  gboolean has_token;
  gboolean has_boundary; /* one is due before the next token */
  gsize boundary_start;
  gsize boundary_end;
  gunichar joint;   /* the character that joins the word to the next one, if there is one; otherwise 0 */
  gboolean has_dot; /* the last character was a dot after a space or at the start */
  gunichar last_punctuation;
  Word word;
} Tokenizer;

static void
emit_boundary (Tokenizer *self)
{
  BsToken boundary = { BS_TOKEN_BOUNDARY, FALSE, ".", 1, self->boundary_start, self->boundary_end };

  self->is_stopped = !self->func (&boundary, self->user_data);
}

static inline void
emit (Tokenizer *self, BsTokenKind kind, gboolean is_alternative, const char *text, gsize length, gsize start,
      gsize end)
{
  BsToken token = { kind, is_alternative, text, length, start, end };

  if (self->is_stopped)
    return;
  if (self->has_boundary && self->has_token && !is_alternative)
    emit_boundary (self);
  self->has_boundary = FALSE;
  self->has_token = TRUE;
  if (G_LIKELY (!self->is_stopped))
    self->is_stopped = !self->func (&token, self->user_data);
}

static void
emit_word (Tokenizer *self, gboolean is_alternative, const char *text, gsize length, gsize start, gsize end)
{
  if (length > BS_TOKEN_MAX_BYTES)
    for (length = BS_TOKEN_MAX_BYTES; length > 0 && (text[length] & 0xc0) == 0x80;)
      length--;
  emit (self, BS_TOKEN_WORD, is_alternative, text, length, start, end);
}

static void
mark_boundary (Tokenizer *self, gsize start, gsize end)
{
  if (!self->has_boundary)
    self->boundary_start = start;
  self->has_boundary = TRUE;
  self->boundary_end = end;
}

/* Emits a part of a number and, beside it, that part with its point and the next. */
static void
emit_pair (Tokenizer *self, guint i, gboolean is_alternative)
{
  const Part *part = &self->word.parts[i];
  char buffer[2 * BS_TOKEN_MAX_BYTES + 1];

  memcpy (buffer, self->word.bytes + part->start, part->length);
  buffer[part->length] = '.';
  memcpy (buffer + part->length + 1, self->word.bytes + part[1].start, part[1].length);
  emit_word (self, is_alternative, buffer, part->length + 1 + part[1].length, part->source_start, part[1].source_end);
}

/* A number with one point is one token. A number with more parts, an address or a version, becomes its parts and,
 * beside each but the last, that part with the next, so that one part is enough to remember. Returns how many parts it
 * took. */
static guint
emit_number (Tokenizer *self, guint first)
{
  const Word *word = &self->word;
  guint n = 1;

  while (first + n < word->n_parts && word->parts[first + n].continues_number)
    n++;
  if (n == 2)
    emit_pair (self, first, FALSE);
  for (guint i = first; i < first + n && n != 2; i++)
    {
      const Part *part = &word->parts[i];

      emit_word (self, FALSE, word->bytes + part->start, part->length, part->source_start, part->source_end);
      if (i + 1 < first + n)
        emit_pair (self, i, TRUE);
    }
  return n;
}

static void
emit_part (Tokenizer *self, guint i)
{
  const Word *word = &self->word;
  const Part *part = &word->parts[i];
  const char *text = word->bytes + part->start;
  char buffer[BS_TOKEN_MAX_BYTES + 4];

  emit_word (self, FALSE, text, part->length, part->source_start, part->source_end);
  if (i == 0 && word->n_parts > 1 && word->has_joint && !word->has_number && word->n_bytes <= MAX_JOINED_BYTES)
    emit_word (self, TRUE, word->bytes, word->n_bytes, part->source_start, word->parts[word->n_parts - 1].source_end);
  if (part->length > BS_TOKEN_MAX_BYTES / 2)
    return;
  if (part->has_dot_before && !part->is_number)
    {
      buffer[0] = '.';
      memcpy (buffer + 1, text, part->length);
      emit_word (self, TRUE, buffer, part->length + 1, part->source_start, part->source_end);
    }
  if (i == word->n_parts - 1 && word->n_suffix > 0 && !part->is_number)
    {
      memcpy (buffer, text, part->length);
      memcpy (buffer + part->length, word->suffix, word->n_suffix);
      emit_word (self, TRUE, buffer, part->length + word->n_suffix, part->source_start, word->suffix_end);
    }
}

static void
end_word (Tokenizer *self)
{
  Word *word = &self->word;

  if (word->n_parts == 0)
    return;
  for (guint i = 0; i < word->n_parts;)
    {
      gboolean is_long_number =
          word->parts[i].is_number && i + 1 < word->n_parts && word->parts[i + 1].continues_number;

      if (!is_long_number)
        emit_part (self, i);
      i += is_long_number ? emit_number (self, i) : 1;
    }
  word->n_bytes = word->n_parts = word->n_suffix = 0;
  word->has_joint = word->has_number = FALSE;
}

/* An assumed joint or suffix, up to @end, was punctuation after all. */
static void
settle (Tokenizer *self, gsize end)
{
  Word *word = &self->word;
  gboolean is_punctuation = self->joint != 0;

  if (word->n_suffix > 0 && !(word->n_suffix == 2 || word->suffix[0] == '#'))
    {
      word->n_suffix = 0;
      is_punctuation = TRUE;
    }
  end_word (self);
  if (is_punctuation)
    mark_boundary (self, end - 1, end);
  self->joint = 0;
}

static void
append_bytes (Word *word, Part *part, gunichar c)
{
  char bytes[6];
  gsize length = g_unichar_to_utf8 (c, bytes);

  /* A character that does not fit is dropped; the token is truncated. */
  if (word->n_bytes + length > sizeof word->bytes || part->length + length > BS_TOKEN_MAX_BYTES)
    return;
  memcpy (word->bytes + word->n_bytes, bytes, length);
  word->n_bytes += length;
  part->length += length;
}

static void
add_to_word (Tokenizer *self, gunichar c, gboolean is_digit, gsize start, gsize end)
{
  Word *word = &self->word;
  Part *part = word->n_parts > 0 ? &word->parts[word->n_parts - 1] : NULL;

  if (word->n_suffix > 0)
    {
      word->n_suffix = 0;
      end_word (self);
      mark_boundary (self, start - 1, start);
      part = NULL;
    }
  if (part == NULL || self->joint != 0 || part->is_number != is_digit)
    {
      gboolean has_dot = part == NULL ? self->has_dot : self->joint == '.';
      gboolean continues = self->joint == '.' && part != NULL && part->is_number && is_digit;

      if (word->n_parts == MAX_PARTS || word->n_bytes > MAX_WORD_BYTES - BS_TOKEN_MAX_BYTES)
        end_word (self);
      word->has_joint = word->has_joint || (self->joint != 0 && word->n_parts > 0);
      part = &word->parts[word->n_parts++];
      *part = (Part){ word->n_bytes, 0, start, end, is_digit, has_dot, continues && word->n_parts > 1 };
    }
  word->has_number = word->has_number || is_digit;
  append_bytes (word, part, c);
  part->source_end = end;
  self->joint = 0;
  self->has_dot = FALSE;
}

static gboolean
is_joint (gunichar c)
{
  return c == '-' || c == '.' || c == '\'' || c == 0x2019 || c == '_' || c == '&' || c == 0x2010;
}

/* Whether the comma that ends at @end precedes the last, or another, three digits of a number. */
static gboolean
separates_thousands (const Tokenizer *self, gsize end)
{
  const Word *word = &self->word;
  const char *text = self->text + end;

  return word->n_parts > 0 && word->parts[word->n_parts - 1].is_number && self->joint == 0 && self->length - end >= 3 &&
         g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]) &&
         (self->length - end == 3 || !g_ascii_isdigit (text[3]));
}

static void
add_punctuation (Tokenizer *self, gunichar c, gsize start, gsize end)
{
  Word *word = &self->word;
  gboolean is_after_word = word->n_parts > 0 && self->joint == 0;

  if (is_after_word && word->n_suffix == 0 && is_joint (c))
    {
      self->joint = c;
      return;
    }
  if (c == ',' && word->n_suffix == 0 && separates_thousands (self, end))
    return;
  if (is_after_word && ((c == '+' && word->n_suffix < 2 && (word->n_suffix == 0 || word->suffix[0] == '+')) ||
                        (c == '#' && word->n_suffix == 0)))
    {
      word->suffix[word->n_suffix++] = (char) c;
      word->suffix_end = end;
      return;
    }
  /* The third of C+++ is one too many for a suffix, but does not take from the two. */
  self->has_dot = c == '.' && !(word->n_parts > 0 || self->last_punctuation == '.');
  settle (self, start);
  mark_boundary (self, start, end);
}

static void
add (Tokenizer *self, gunichar c, BsClass found, gsize start, gsize end)
{
  char bytes[6];

  switch (found)
    {
    case BS_CLASS_LETTER:
    case BS_CLASS_DIGIT:
      add_to_word (self, c, found == BS_CLASS_DIGIT, start, end);
      break;
    case BS_CLASS_CHARACTER:
      settle (self, start);
      emit (self, BS_TOKEN_CHARACTER, FALSE, bytes, g_unichar_to_utf8 (c, bytes), start, end);
      break;
    case BS_CLASS_PUNCTUATION:
      add_punctuation (self, c, start, end);
      self->last_punctuation = c;
      return;
    case BS_CLASS_EDGE:
      settle (self, start);
      mark_boundary (self, start, end);
      break;
    case BS_CLASS_SPACE:
      settle (self, start);
      break;
    case BS_CLASS_IGNORED:
    case BS_CLASS_MAPPED:
    case BS_CLASS_FOLDED:
    case BS_CLASS_MARK:
    default:
      return;
    }
  self->has_dot = FALSE;
  self->last_punctuation = 0;
}

static inline BsClass
find_class (const Tokenizer *self, gunichar c)
{
  return G_LIKELY (c < 0x10000) ? self->table->classes[c] : bs_class_find (c);
}

static gunichar
decode_any (const Tokenizer *self, gsize *position)
{
  const guint8 *bytes = (const guint8 *) self->text;
  gsize i = *position;
  UChar32 c;

  U8_NEXT (bytes, i, self->length, c);
  *position = i;
  return c >= 0 ? (gunichar) c : 0xfffd;
}

/* There are no marks in ASCII, and none from U+4000 to U+9FFF, which has most Chinese characters. */
static inline gboolean
is_plain_lead (guint8 lead)
{
  return lead < 0x80 || (lead >= 0xe4 && lead <= 0xe9);
}

static inline gunichar
decode (const Tokenizer *self, gsize *position)
{
  const guint8 *bytes = (const guint8 *) self->text + *position;

  if (G_LIKELY (self->length - *position >= 3 && bytes[0] >= 0xe4 && bytes[0] <= 0xe9 && (bytes[1] & 0xc0) == 0x80 &&
                (bytes[2] & 0xc0) == 0x80))
    {
      *position += 3;
      return (gunichar) (bytes[0] & 0x0f) << 12 | (gunichar) (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f);
    }
  return decode_any (self, position);
}

static inline gboolean
mark_follows (const Tokenizer *self, gsize position)
{
  if (position >= self->length || is_plain_lead ((guint8) self->text[position]))
    return FALSE;
  return find_class (self, decode_any (self, &position)) == BS_CLASS_MARK;
}

/* Folds the character @c with the marks after it; returns where they end. */
static gsize
add_with_marks (Tokenizer *self, gunichar c, gsize start, gsize end)
{
  gunichar characters[MAX_MARKS + 1] = { c };
  gunichar folded[BS_CLASS_MAX_FOLDED];
  guint n = 1;

  while (n <= MAX_MARKS && mark_follows (self, end))
    characters[n++] = decode (self, &end);
  n = bs_class_fold (characters, n, folded);
  for (guint i = 0; i < n && !self->is_stopped; i++)
    {
      BsClass found = find_class (self, folded[i]);

      /* A mark that folding left is a part of the word. */
      add (self, folded[i], found >= BS_CLASS_MAPPED ? BS_CLASS_LETTER : found, start, end);
    }
  return end;
}

/**
 * bs_tokenize:
 * @text: (array length=length): UTF-8
 * @length: of @text, in bytes
 * @func: (scope call): called for each token in turn
 * @user_data: for @func
 *
 * Splits a text into tokens. Han, kana, Hangul, and characters of scripts without spaces between words, are a token
 * each. Other letters form words, without case and diacritics, fullwidth as halfwidth (NFKC). Digits are words of their
 * own, so that "iPhone13" is also found by "iphone 13"; a number keeps its decimal point ("3.5") and loses its
 * thousands separators. One with more points ("192.168.0.1") is its parts, with "192.168" beside the first.
 *
 * A word with joints inside ("e-mail", "don't", "node.js", "AT&T") is its parts, without a boundary between, and beside
 * the first of them the whole ("email"). "c++" or "c#" shares the position of "c", and ".net" that of "net", if so
 * written. Other punctuation, and a line end, which is the edge of a block in an article's text, become one boundary
 * per run. A space between two characters is ignored. Bytes that are not UTF-8 are punctuation.
 *
 * Returns: %FALSE if @func stopped it
 */
gboolean
bs_tokenize (const char *text, gsize length, BsTokenFunc func, gpointer user_data)
{
  Tokenizer self;
  gsize position = 0;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  memset (&self, 0, G_STRUCT_OFFSET (Tokenizer, word));
  self.word.n_bytes = self.word.n_parts = self.word.n_suffix = 0;
  self.word.has_joint = self.word.has_number = FALSE;
  self.table = bs_class_table_get ();
  self.text = text;
  self.length = length;
  self.func = func;
  self.user_data = user_data;

  while (position < length && !self.is_stopped)
    {
      gsize start = position;
      gunichar c = decode (&self, &position);
      BsClass found = find_class (&self, c);

      if (found == BS_CLASS_FOLDED || mark_follows (&self, position))
        {
          position = add_with_marks (&self, c, start, position);
          continue;
        }
      if (found == BS_CLASS_CHARACTER)
        {
          /* Most of a Chinese text consists of such characters, and each is a token as it is. */
          if (self.word.n_parts > 0 || self.joint != 0)
            settle (&self, start);
          emit (&self, BS_TOKEN_CHARACTER, FALSE, text + start, position - start, start, position);
          self.has_dot = FALSE;
          self.last_punctuation = 0;
          continue;
        }
      if (found == BS_CLASS_MAPPED)
        {
          c = self.table->mapped[c];
          found = find_class (&self, c);
        }
      add (&self, c, found, start, position);
    }
  settle (&self, length);
  return !self.is_stopped;
}
