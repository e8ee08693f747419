/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/fuzzy.h"

#include <string.h>

#include "model/library/words/pinyin.h"
#include "model/library/words/variants.h"

/* The scores of fzf (src/algo/algo.go), which explains them: the start of a word scores highest, then characters
 * without a gap. A Han character that is typed by its reading counts as the letters that are typed, one point less than
 * if they were written. */
#define SCORE_MATCH 16
#define SCORE_GAP_START -3
#define SCORE_GAP_EXTENSION -1
#define SCORE_READING -1
#define BONUS_CONSECUTIVE 4
#define BONUS_BOUNDARY 8
#define FIRST_MULTIPLIER 2

#define MAX_TERMS 8
#define MAX_LETTERS 32
#define IMPOSSIBLE (-100000)

/* Indexed by a unit's bonus. */
enum
{
  INSIDE,
  CAMEL,
  BOUNDARY,
  DELIMITER,
  SPACE,
};

#define MAX_BONUS 10

static const gint8 bonuses[] = { 0, 7, BONUS_BOUNDARY, 9, MAX_BONUS, 0, 0, 0 };

typedef enum
{
  CLASS_SPACE,
  CLASS_DELIMITER,
  CLASS_OTHER,
  CLASS_LOWER,
  CLASS_UPPER,
  CLASS_LETTER, /* folded */
  CLASS_HAN,
  CLASS_NUMBER,
} Class;

/* One word of the pattern. */
typedef struct
{
  guint n;
  guint16 letters[MAX_LETTERS];
  guint32 ascii[128];  /* by letter: its positions in the word */
  guint32 others;      /* the positions of non-ASCII letters */
  guint32 *set_starts; /* by set: the positions where one of its readings can begin */
  guint32 *lengths;    /* by set and position: the possible lengths of its readings there */
  guint32 needed;      /* its letters, as in BsFuzzyLetters */
  guint n_readings;    /* the minimum number of readings it consists of, if none of its letters occurs in a text */
} Term;

struct _BsFuzzyPattern
{
  gboolean is_strict; /* without gaps */
  guint n_terms;
  Term terms[MAX_TERMS];
};

/* Beyond the basic plane, characters share the numbers of the private use area and of surrogates. */
static guint16
fit (gunichar c)
{
  return (guint16) (c < 0x10000 ? c : 0xd800 + c % 0x2000);
}

static guint16
fold (gunichar c)
{
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c < 0x80)
    return (guint16) g_ascii_tolower ((char) c);
  if (g_unichar_ismark (c))
    return 0;
  if (g_unichar_fully_decompose (c, TRUE, base, G_N_ELEMENTS (base)) > 0)
    c = base[0];
  return fit (g_unichar_tolower (bs_variants_get_class (c)));
}

static Class
classify (gunichar c, guint set)
{
  if (set > 0)
    return CLASS_HAN;
  if (c < 0x80)
    {
      if (g_ascii_isspace (c))
        return CLASS_SPACE;
      if (g_ascii_islower (c))
        return CLASS_LOWER;
      if (g_ascii_isupper (c))
        return CLASS_UPPER;
      if (g_ascii_isdigit (c))
        return CLASS_NUMBER;
      return c != 0 && strchr ("/,:;|", (int) c) != NULL ? CLASS_DELIMITER : CLASS_OTHER;
    }
  if (g_unichar_isspace (c))
    return CLASS_SPACE;
  if (g_unichar_islower (c))
    return CLASS_LOWER;
  if (g_unichar_isupper (c))
    return CLASS_UPPER;
  if (g_unichar_isdigit (c))
    return CLASS_NUMBER;
  return g_unichar_isalpha (c) ? CLASS_LETTER : CLASS_OTHER;
}

static guint16
get_bonus (Class before, Class class)
{
  if (class > CLASS_OTHER)
    {
      if (before == CLASS_SPACE)
        return SPACE;
      if (before == CLASS_DELIMITER)
        return DELIMITER;
      if (before == CLASS_OTHER)
        return BOUNDARY;
      if (MAX (class, before) >= CLASS_HAN && MIN (class, before) != CLASS_LETTER && class != before &&
          (class == CLASS_HAN || before == CLASS_HAN))
        return BOUNDARY;
      if ((before == CLASS_LOWER && class == CLASS_UPPER) || (before != CLASS_NUMBER && class == CLASS_NUMBER))
        return CAMEL;
      return INSIDE;
    }
  return class == CLASS_SPACE ? SPACE : BOUNDARY;
}

/**
 * bs_fuzzy_append_units:
 * @units: (element-type BsFuzzyUnit): where to append
 * @text: valid UTF-8
 *
 * One unit for each of the first %BS_FUZZY_MAX_UNITS characters. Without case, marks and variants; with readings.
 */
void
bs_fuzzy_append_units (GArray *units, const char *text)
{
  Class before = CLASS_SPACE;
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < BS_FUZZY_MAX_UNITS; p = g_utf8_next_char (p), n++)
    {
      const gunichar c = g_utf8_get_char (p);
      const guint set = c < 0x2e80 ? 0 : bs_pinyin_get_set (c);
      const Class class = classify (c, set);
      BsFuzzyUnit unit = { fold (c), (guint16) (set & 0x1fff), get_bonus (before, class) };

      g_array_append_val (units, unit);
      before = class;
    }
}

static guint32
get_bit (guint16 letter)
{
  if (letter >= 'a' && letter <= 'z')
    return 1u << (letter - 'a');
  return 1u << (letter >= '0' && letter <= '9' ? 26 : 27 + letter % 5);
}

static gpointer
list_readings (gpointer data)
{
  const guint n_sets = bs_pinyin_get_n_sets () + 1;
  guint32 *letters = g_new0 (guint32, n_sets);

  for (guint set = 1; set < n_sets; set++)
    {
      const char *syllable;

      for (guint i = 0; (syllable = bs_pinyin_get_syllable (set, i)) != NULL; i++)
        for (; *syllable != '\0'; syllable++)
          letters[set] |= get_bit ((guint8) *syllable);
    }
  return letters;
}

/**
 * bs_fuzzy_list_letters:
 * @units: (array length=n_units): a text
 * @n_units: how many
 *
 * Returns: the letters of the text
 */
BsFuzzyLetters
bs_fuzzy_list_letters (const BsFuzzyUnit *units, guint n_units)
{
  static GOnce once = G_ONCE_INIT;
  const guint32 *readings = g_once (&once, list_readings, NULL);
  BsFuzzyLetters letters = { 0, 0 };

  for (guint i = 0; i < n_units; i++)
    {
      letters.written |= units[i].character != 0 ? get_bit (units[i].character) : 0;
      letters.typed |= readings[units[i].set];
    }
  letters.typed |= letters.written;
  return letters;
}

/* The possible numbers of letters from @at on that represent a syllable: all of it, its initial, or its start if no
 * more is typed. */
static guint32
find_lengths (const Term *term, guint at, const char *syllable)
{
  guint32 lengths = 0;
  guint n = 0;

  while (at + n < term->n && syllable[n] != '\0' && term->letters[at + n] == (guint16) syllable[n])
    n++;
  if (n == 0)
    return 0;
  lengths |= 1u << 1;
  if (n >= 2 && syllable[1] == 'h')
    lengths |= 1u << 2;
  if (syllable[n] == '\0' || at + n == term->n)
    lengths |= 1u << n;
  return lengths;
}

/* @lengths: by place, how many letters readings can have there */
static guint
count_readings (const guint32 *lengths, guint n)
{
  guint least[MAX_LETTERS];

  least[0] = 0;
  for (guint i = 1; i <= n; i++)
    least[i] = MAX_LETTERS;
  for (guint at = 0; at < n; at++)
    for (guint32 rest = lengths[at]; rest != 0; rest &= rest - 1)
      {
        const guint end = at + (guint) __builtin_ctz (rest);

        least[end] = MIN (least[end], least[at] + 1);
      }
  return least[n];
}

static void
fill_readings (Term *term)
{
  const guint n_sets = bs_pinyin_get_n_sets () + 1;
  guint32 all_lengths[MAX_LETTERS] = { 0 };
  gboolean has_letters = FALSE;

  for (guint i = 0; i < term->n; i++)
    has_letters = has_letters || (term->letters[i] >= 'a' && term->letters[i] <= 'z');
  term->set_starts = g_new0 (guint32, n_sets);
  term->lengths = g_new0 (guint32, (gsize) n_sets * term->n);
  if (!has_letters)
    return;
  for (guint set = 1; set < n_sets; set++)
    {
      const char *syllable;

      for (guint i = 0; (syllable = bs_pinyin_get_syllable (set, i)) != NULL; i++)
        {
          /* Where its first letter is: in most words, nowhere. */
          for (guint32 starts = term->ascii[(guint8) syllable[0]]; starts != 0; starts &= starts - 1)
            {
              const guint at = (guint) g_bit_nth_lsf (starts, -1);

              term->set_starts[set] |= 1u << at;
              term->lengths[set * term->n + at] |= find_lengths (term, at, syllable);
              all_lengths[at] |= term->lengths[set * term->n + at];
            }
        }
    }
  term->n_readings = count_readings (all_lengths, term->n);
}

static void
add_term (BsFuzzyPattern *self, const char *word)
{
  Term *term = &self->terms[self->n_terms];

  for (const char *p = word; *p != '\0' && term->n < MAX_LETTERS - 1; p = g_utf8_next_char (p))
    {
      const guint16 letter = fold (g_utf8_get_char (p));

      if (letter == 0)
        continue;
      if (letter < 128)
        term->ascii[letter] |= 1u << term->n;
      else
        term->others |= 1u << term->n;
      term->needed |= get_bit (letter);
      term->letters[term->n++] = letter;
    }
  if (term->n == 0)
    return;
  fill_readings (term);
  self->n_terms++;
}

/**
 * bs_fuzzy_pattern_new:
 * @text: valid UTF-8: words that must all be in a text, in any order
 * @is_strict: whether the letters of a word must be adjacent
 *
 * Returns: (transfer full): the pattern; without words it matches everything
 */
BsFuzzyPattern *
bs_fuzzy_pattern_new (const char *text, gboolean is_strict)
{
  BsFuzzyPattern *self;
  g_autoptr (GString) word = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (BsFuzzyPattern, 1);
  self->is_strict = is_strict;
  word = g_string_new (NULL);
  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (c != 0 && !g_unichar_isspace (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0 && self->n_terms < MAX_TERMS)
        add_term (self, word->str);
      g_string_truncate (word, 0);
      if (c == 0)
        break;
    }
  return self;
}

/**
 * bs_fuzzy_pattern_free:
 * @self: (transfer full): a pattern
 */
void
bs_fuzzy_pattern_free (BsFuzzyPattern *self)
{
  for (guint i = 0; i < self->n_terms; i++)
    {
      g_free (self->terms[i].set_starts);
      g_free (self->terms[i].lengths);
    }
  g_free (self);
}

/**
 * bs_fuzzy_pattern_may_accept:
 * @self: a pattern
 * @letters: of a text
 *
 * Returns: %FALSE if the text lacks a letter
 */
gboolean
bs_fuzzy_pattern_may_accept (const BsFuzzyPattern *self, BsFuzzyLetters letters)
{
  for (guint i = 0; i < self->n_terms; i++)
    if ((self->terms[i].needed & ~letters.typed) != 0)
      return FALSE;
  return TRUE;
}

/**
 * bs_fuzzy_pattern_get_most:
 * @self: a pattern
 * @letters: of a text
 *
 * Returns: the maximum of bs_fuzzy_pattern_score() for the text: its score if it began with each of the words
 */
int
bs_fuzzy_pattern_get_most (const BsFuzzyPattern *self, BsFuzzyLetters letters)
{
  int most = 0;

  for (guint i = 0; i < self->n_terms; i++)
    {
      const Term *term = &self->terms[i];

      most += (int) term->n * (SCORE_MATCH + MAX_BONUS) + (FIRST_MULTIPLIER - 1) * MAX_BONUS;
      if ((term->needed & letters.written) == 0)
        most += (int) term->n_readings * SCORE_READING;
      else if ((term->needed & ~letters.written) != 0)
        most += SCORE_READING;
    }
  return most;
}

/* Where in the word the unit's character is. */
static inline guint32
find_literal (const Term *term, guint16 character)
{
  guint32 found = 0;

  if (character < 128)
    return character != 0 ? term->ascii[character] : 0;
  for (guint32 others = term->others; others != 0; others &= others - 1)
    {
      const guint at = (guint) __builtin_ctz (others);

      if (term->letters[at] == character)
        found |= 1u << at;
    }
  return found;
}

/* Follows all ways to match at once: bit i is set when the first i letters are matched. */
static gboolean
accepts_term (const Term *term, gboolean is_strict, const BsFuzzyUnit *units, guint n_units)
{
  const guint32 all = 1u << term->n;
  guint32 reached = 1;

  for (guint j = 0; j < n_units; j++)
    {
      const guint32 literal = find_literal (term, units[j].character) & reached;
      guint32 readings = term->set_starts[units[j].set] & reached;
      guint32 next;

      if ((literal | readings) == 0)
        {
          if (is_strict)
            reached = 1;
          continue;
        }
      next = literal << 1;
      for (; readings != 0; readings &= readings - 1)
        {
          const guint at = (guint) __builtin_ctz (readings);

          next |= term->lengths[units[j].set * term->n + at] << at;
        }
      if ((next & all) != 0)
        return TRUE;
      reached = is_strict ? next | 1 : reached | next;
    }
  return FALSE;
}

/**
 * bs_fuzzy_pattern_accepts:
 * @self: a pattern
 * @units: (array length=n_units): a text
 * @n_units: their number
 *
 * A pattern that matches a text still does after letters are removed from its end.
 *
 * Returns: whether all words are in the text
 */
gboolean
bs_fuzzy_pattern_accepts (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units)
{
  for (guint i = 0; i < self->n_terms; i++)
    if (!accepts_term (&self->terms[i], self->is_strict, units, n_units))
      return FALSE;
  return TRUE;
}

/* The best score for that number of matched letters, the last of them at the previous unit. */
typedef struct
{
  int score;
  int first; /* the bonus of the unit that began the run */
} Run;

/* How a cell was reached, to go back from it. */
typedef struct
{
  guint8 length;
  guint8 from; /* the unit at which the letters before were matched */
} Step;

/* The best score for that number of matched letters before the previous unit. */
typedef struct
{
  int score;
  guint8 from;
} Gap;

/* Improves @to by the unit standing for @length letters. Returns whether it did. */
static inline gboolean
extend (Run *to, Run run, Gap gap, gboolean is_start, int bonus, guint length, int match, gboolean *is_consecutive)
{
  Run best = { IMPOSSIBLE, 0 };

  if (is_start)
    {
      best.first = bonus;
      best.score = FIRST_MULTIPLIER * bonus;
      *is_consecutive = FALSE;
    }
  else
    {
      if (run.score > IMPOSSIBLE / 2)
        {
          best.first = bonus >= BONUS_BOUNDARY && bonus > run.first ? bonus : run.first;
          best.score = run.score + MAX (MAX (bonus, best.first), BONUS_CONSECUTIVE);
          *is_consecutive = TRUE;
        }
      if (gap.score > IMPOSSIBLE / 2 && gap.score + bonus > best.score)
        {
          best.first = bonus;
          best.score = gap.score + bonus;
          *is_consecutive = FALSE;
        }
      if (best.score <= IMPOSSIBLE / 2)
        return FALSE;
    }
  best.score += match + (int) (length - 1) * MAX (best.first, BONUS_CONSECUTIVE);
  if (best.score <= to->score)
    return FALSE;
  *to = best;
  return TRUE;
}

/* @steps: (nullable): (n_units × (n + 1)) how each cell was reached; @end: (out) the unit at which the best ends */
static int
score_term (const Term *term, gboolean is_strict, const BsFuzzyUnit *units, guint n_units, Step *steps, guint *end)
{
  Run before[MAX_LETTERS];
  Gap gaps[MAX_LETTERS];
  int best = BS_FUZZY_NO_MATCH;
  guint32 reached = 1;
  guint32 running = 0;
  const guint n = term->n;

  for (guint i = 0; i <= n; i++)
    {
      before[i] = (Run){ IMPOSSIBLE, 0 };
      gaps[i] = (Gap){ IMPOSSIBLE, 0 };
    }
  for (guint j = 0; j < n_units; j++)
    {
      const BsFuzzyUnit unit = units[j];
      const guint32 from = is_strict ? running | 1 : reached;
      const int bonus = bonuses[unit.bonus];
      guint32 literal = find_literal (term, unit.character) & from;
      guint32 readings = term->set_starts[unit.set] & from;
      guint32 next = 0;
      Run now[MAX_LETTERS];

      if ((literal | readings) != 0)
        for (guint i = 1; i <= n; i++)
          now[i] = (Run){ IMPOSSIBLE, 0 };
      for (; literal != 0; literal &= literal - 1)
        {
          const guint at = (guint) __builtin_ctz (literal);
          gboolean is_consecutive;

          if (!extend (&now[at + 1], before[at], gaps[at], at == 0, bonus, 1, SCORE_MATCH, &is_consecutive))
            continue;
          next |= 2u << at;
          if (steps != NULL)
            steps[j * (n + 1) + at + 1] = (Step){ 1, is_consecutive ? (guint8) (j - 1) : gaps[at].from };
        }
      for (; readings != 0; readings &= readings - 1)
        {
          const guint at = (guint) __builtin_ctz (readings);
          guint32 lengths = term->lengths[unit.set * n + at];

          for (; lengths != 0; lengths &= lengths - 1)
            {
              const guint length = (guint) __builtin_ctz (lengths);
              gboolean is_consecutive;

              if (!extend (&now[at + length], before[at], gaps[at], at == 0, bonus, length,
                           (int) length * SCORE_MATCH + SCORE_READING, &is_consecutive))
                continue;
              next |= 1u << (at + length);
              if (steps != NULL)
                steps[j * (n + 1) + at + length] =
                    (Step){ (guint8) length, is_consecutive ? (guint8) (j - 1) : gaps[at].from };
            }
        }
      /* Matches before the last unit continue with a gap; an existing gap grows if no run ended here. */
      for (guint32 open = reached & ~1u; open != 0; open &= open - 1)
        {
          const guint i = (guint) __builtin_ctz (open);

          gaps[i].score += SCORE_GAP_EXTENSION;
          if (!is_strict && before[i].score + SCORE_GAP_START >= gaps[i].score)
            gaps[i] = (Gap){ before[i].score + SCORE_GAP_START, (guint8) (j - 1) };
          before[i].score = IMPOSSIBLE;
        }
      for (guint32 more = next; more != 0; more &= more - 1)
        {
          const guint i = (guint) __builtin_ctz (more);

          before[i] = now[i];
        }
      if (before[n].score > MAX (best, IMPOSSIBLE / 2))
        {
          best = before[n].score;
          if (end != NULL)
            *end = j;
        }
      reached |= next;
      running = next;
    }
  return best;
}

/**
 * bs_fuzzy_pattern_score:
 * @self: a pattern
 * @units: (array length=n_units): a text
 * @n_units: how many
 *
 * Returns: how well the text matches, as fzf counts it; %BS_FUZZY_NO_MATCH if it does not
 */
int
bs_fuzzy_pattern_score (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units)
{
  int sum = 0;

  for (guint i = 0; i < self->n_terms; i++)
    {
      const int score = score_term (&self->terms[i], self->is_strict, units, n_units, NULL, NULL);

      if (score == BS_FUZZY_NO_MATCH)
        return BS_FUZZY_NO_MATCH;
      sum += score;
    }
  return sum;
}

/**
 * bs_fuzzy_pattern_find:
 * @self: a pattern
 * @units: (array length=n_units): a text that matches
 * @n_units: how many
 *
 * Returns: (transfer full): a bit for each of %BS_FUZZY_MAX_UNITS characters, set for those that are matched
 */
guint64 *
bs_fuzzy_pattern_find (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units)
{
  guint64 *found = g_new0 (guint64, BS_FUZZY_MAX_UNITS / 64);

  n_units = MIN (n_units, BS_FUZZY_MAX_UNITS);
  for (guint i = 0; i < self->n_terms; i++)
    {
      const Term *term = &self->terms[i];
      g_autofree Step *steps = g_new0 (Step, (gsize) n_units * (term->n + 1) + 1);
      guint at = term->n;
      guint j = 0;

      if (score_term (term, self->is_strict, units, n_units, steps, &j) == BS_FUZZY_NO_MATCH)
        continue;
      while (at > 0)
        {
          const Step *step = &steps[j * (term->n + 1) + at];

          found[j / 64] |= G_GUINT64_CONSTANT (1) << (j % 64);
          at -= step->length;
          j = step->from;
        }
    }
  return found;
}

/**
 * bs_fuzzy_pattern_is_whole:
 * @self: a pattern
 * @units: (array length=n_units): a text
 * @n_units: how many
 *
 * Returns: whether the text equals the pattern's only word as written
 */
gboolean
bs_fuzzy_pattern_is_whole (const BsFuzzyPattern *self, const BsFuzzyUnit *units, guint n_units)
{
  if (self->n_terms != 1 || self->terms[0].n != n_units)
    return FALSE;
  for (guint j = 0; j < n_units; j++)
    if (units[j].character != self->terms[0].letters[j])
      return FALSE;
  return TRUE;
}
