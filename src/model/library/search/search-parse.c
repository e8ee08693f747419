/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-query.h"

#include "model/library/search/search-rename.h"

#include <string.h>

#include "model/library/search/search-filter.h"
#include "model/library/words/tokenizer.h"
#include "model/library/words/variants.h"

/* Nobody types more; a pasted text is truncated, in bytes, terms and tokens. */
#define MAX_BYTES 4096
#define MAX_TERMS 64
#define MAX_TOKENS 128
#define MAX_GROUPS 32
#define MAX_DEPTH 8

/* The default and the maximum number of tokens between phrases joined by NEAR. */
#define NEAR_TOKENS 10
#define MAX_NEAR_TOKENS 1000

/* A term as typed. */
typedef struct
{
  gboolean is_negative;
  gboolean is_quoted;
  gboolean is_exact; /* a quotation after an equals sign */
  gboolean is_last;  /* nothing follows it, not even a space or a closing quote */
  const BsSearchOperator *field;
  const char *group; /* (nullable): the closing parenthesis, if the term begins with one */
  const char *start;
  gsize length;
  const char *outer; /* where its field begins, after a minus */
  gsize name_length; /* of its field, in bytes */
  gboolean is_value; /* of a key: one phrase, whatever it contains */
  const char *value; /* where its value begins, with quotes and an equals sign; it ends at the reader's position */
} Term;

/* A pair of parentheses at the edges of words. */
typedef struct
{
  const char *open;
  const char *close;
} Group;

typedef struct
{
  const char *position;
  const char *end;
  gboolean is_inner; /* inside parentheses, so that nothing is the last typed word */
  BsSearchFlags flags;
  const GArray *groups; /* (element-type Group) */
  GPtrArray *notes;     /* (element-type BsSearchNote) */
  guint *n_terms;
  BsVocabulary *vocabulary; /* (nullable): the keys of the library */
  gboolean *is_open;
} Reader;

static gunichar
peek (const Reader *self, const char *at)
{
  return at < self->end ? g_utf8_get_char (at) : 0;
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c);
}

static gboolean
is_colon (gunichar c)
{
  return c == ':' || c == 0xff1a;
}

/* The closing quote for the opening quote @c, 0 if it is none. Typed quotes are often two of the same side. */
static const char *
get_closing_quotes (gunichar c)
{
  switch (c)
    {
    case '"':
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xff02:
      return "\"\u201c\u201d\uff02";
    case 0x300c:
      return "\u300d";
    case 0x300e:
      return "\u300f";
    case 0xab:
      return "\u00bb";
    default:
      return NULL;
    }
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0xff0d || c == 0x2212;
}

static gboolean
is_equals (gunichar c)
{
  return c == '=' || c == 0xff1d;
}

static gboolean
is_open (gunichar c)
{
  return c == '(' || c == 0xff08;
}

static gboolean
is_close (gunichar c)
{
  return c == ')' || c == 0xff09;
}

/* Pairs the parentheses: one opens at the start of a word, also after a minus, and closes at the end of a word. */
static GArray *
find_groups (const char *text, const char *end)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  const char *open[MAX_DEPTH];
  guint depth = 0;
  gboolean at_start = TRUE;
  const char *closing = NULL;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      const char *next = g_utf8_next_char (at);
      gunichar c = g_utf8_get_char (at);
      gunichar behind = next < end ? g_utf8_get_char (next) : ' ';

      if (closing != NULL)
        {
          if (g_utf8_strchr (closing, -1, c) != NULL)
            closing = NULL;
          at_start = FALSE;
          continue;
        }
      closing = get_closing_quotes (c);
      if (at_start && is_open (c) && depth < MAX_DEPTH)
        open[depth++] = at;
      else if (is_close (c) && depth > 0 && (is_space (behind) || is_close (behind)))
        {
          Group group = { open[--depth], at };

          if (groups->len < MAX_GROUPS)
            g_array_append_val (groups, group);
        }
      at_start = is_space (c) || (at_start && (is_open (c) || is_minus (c)));
    }
  return groups;
}

static const char *
find_group (const Reader *self, const char *open)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = &g_array_index (self->groups, Group, i);

      if (group->open == open && group->close < self->end)
        return group->close;
    }
  return NULL;
}

static void
add_note (const Reader *self, BsSearchNoteKind kind, const char *text, gsize length)
{
  g_ptr_array_add (self->notes, bs_search_note_new (kind, text, length));
}

/* Reads a quotation whose opening quote is at the reader's position; an open quotation ends with the text. */
static void
read_quoted (Reader *self, Term *term, const char *closing)
{
  const char *start = g_utf8_next_char (self->position);
  const char *at = start;

  while (at < self->end && g_utf8_strchr (closing, -1, g_utf8_get_char (at)) == NULL)
    at = g_utf8_next_char (at);
  term->is_quoted = TRUE;
  term->start = start;
  term->length = at - start;
  term->is_last = at >= self->end && !self->is_inner;
  self->position = at < self->end ? g_utf8_next_char (at) : at;
}

/* A key of the library's front matter is a field if a value follows immediately: "http://", "10:30" and "Re: x" are
 * text. */
static gboolean
is_key (const Reader *self, const char *name, gsize length, const char *value)
{
  if (length == 0 || self->vocabulary == NULL || !bs_vocabulary_has_key (self->vocabulary, name, length))
    return FALSE;
  if (value >= self->end)
    return (self->flags & BS_SEARCH_TYPING) != 0 && !self->is_inner;
  return !is_space (peek (self, value)) && !(self->end - value >= 2 && memcmp (value, "//", 2) == 0);
}

static void
read_field (Reader *self, Term *term)
{
  const char *at = self->position;
  const char *value;
  gsize length;

  if (*at == '#' && at + 1 < self->end &&
      (g_unichar_isalnum (peek (self, at + 1)) || get_closing_quotes (peek (self, at + 1)) != NULL))
    {
      self->position++;
      term->field = &bs_search_hash_operator;
      return;
    }
  while (at < self->end && !is_space (peek (self, at)) && !is_colon (peek (self, at)))
    at = g_utf8_next_char (at);
  if (!is_colon (peek (self, at)))
    return;
  length = at - self->position;
  value = g_utf8_next_char (at);
  term->field = bs_search_operator_find (self->position, length);
  if (term->field == NULL && is_key (self, self->position, length, value))
    term->field = &bs_search_key_operator;
  if (term->field != NULL)
    {
      term->name_length = length;
      self->position = value;
      return;
    }
  if (value >= self->end || is_space (peek (self, value)) || *value == '/' || *value == ':')
    return;
  *self->is_open = TRUE;
  if (bs_search_operator_is_misspelt (self->position, length, self->vocabulary))
    add_note (self, BS_SEARCH_NOTE_NO_FIELD, self->position, length);
}

/* "last week" is one value, although there is a space in it. */
static void
read_unit (Reader *self, Term *term)
{
  static const char *const names[] = { "last week", "last month", "last year", "this week", "this month", "this year" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const gsize length = strlen (names[i]);

      if ((gsize) (self->end - term->start) >= length && g_ascii_strncasecmp (term->start, names[i], length) == 0 &&
          (term->start + length == self->end || is_space (peek (self, term->start + length))))
        {
          term->length = length;
          self->position = term->start + length;
        }
    }
}

static void
read_word (Reader *self, Term *term)
{
  term->start = self->position;
  while (self->position < self->end && !is_space (peek (self, self->position)) &&
         ((self->flags & BS_SEARCH_PLAIN) != 0 || get_closing_quotes (peek (self, self->position)) == NULL))
    self->position = g_utf8_next_char (self->position);
  term->length = self->position - term->start;
  if (term->field != NULL && term->field->kind >= BS_SEARCH_BEFORE && term->field->kind <= BS_SEARCH_DATE)
    read_unit (self, term);
  term->is_last = self->position >= self->end && !self->is_inner;
}

/* A quotation after an equals sign. */
static gboolean
read_exact (Reader *self, Term *term)
{
  const char *closing = NULL;

  if (is_equals (peek (self, self->position)))
    closing = get_closing_quotes (peek (self, g_utf8_next_char (self->position)));
  if (closing == NULL)
    return FALSE;
  term->is_exact = TRUE;
  self->position = g_utf8_next_char (self->position);
  read_quoted (self, term, closing);
  return TRUE;
}

static gboolean
read_term (Reader *self, Term *term)
{
  const char *closing;

  *term = (Term){ FALSE };
  while (is_space (peek (self, self->position)) && self->position < self->end)
    self->position = g_utf8_next_char (self->position);
  if (self->position >= self->end)
    return FALSE;
  if ((self->flags & BS_SEARCH_PLAIN) != 0)
    {
      if (!read_exact (self, term))
        read_word (self, term);
      return TRUE;
    }

  if (is_minus (peek (self, self->position)))
    {
      gunichar next = peek (self, g_utf8_next_char (self->position));

      if (next != 0 && !is_space (next) && !is_minus (next))
        {
          term->is_negative = TRUE;
          self->position = g_utf8_next_char (self->position);
        }
    }
  term->group = is_open (peek (self, self->position)) ? find_group (self, self->position) : NULL;
  if (term->group != NULL)
    {
      term->start = g_utf8_next_char (self->position);
      term->length = term->group - term->start;
      self->position = g_utf8_next_char (term->group);
      return TRUE;
    }
  term->outer = self->position;
  read_field (self, term);
  term->value = self->position;
  if (read_exact (self, term))
    return TRUE;
  closing = get_closing_quotes (peek (self, self->position));
  if (closing != NULL)
    read_quoted (self, term, closing);
  else
    read_word (self, term);
  return TRUE;
}

static gboolean
term_is_word (const Term *term, const char *word)
{
  return !term->is_quoted && !term->is_negative && term->field == NULL && term->group == NULL &&
         term->length == strlen (word) && memcmp (term->start, word, term->length) == 0;
}

/* The phrases of a term: one for each run of tokens between boundaries, or one that includes the boundaries. */
typedef struct
{
  const Term *term;
  GPtrArray *phrases;   /* (element-type BsSearchNode) */
  BsSearchNode *phrase; /* the last of them */
  BsSearchNode *joined; /* (nullable): the same phrase with "email" for "e", "mail" */
  gsize joined_end;     /* the joined word includes everything up to here */
  BsTokenKind last_kind;
  gsize last_end;
  gboolean last_is_special; /* such as "c++" */
  guint n_tokens;
} Cutting;

static void
add_token (BsSearchNode *node, const BsToken *token)
{
  g_ptr_array_add (node->tokens, g_strndup (token->text, token->length));
}

static void
replace_token (BsSearchNode *node, const BsToken *token)
{
  if (node->tokens->len > 0)
    g_ptr_array_set_size (node->tokens, node->tokens->len - 1);
  add_token (node, token);
}

static void
take_alternative (Cutting *self, const BsToken *token)
{
  gboolean is_dotted = token->text[0] == '.';

  /* Each part of a number with several points is searched; the tokens beside them are for shorter queries. */
  if (self->phrase == NULL || (!is_dotted && memchr (token->text, '.', token->length) != NULL))
    return;
  if (memchr (token->text, '+', token->length) != NULL || memchr (token->text, '#', token->length) != NULL || is_dotted)
    {
      /* ".net" is only meant if nothing precedes its dot. */
      if (is_dotted && self->phrase->tokens->len > 1)
        return;
      replace_token (self->phrase, token);
      if (self->joined != NULL)
        replace_token (self->joined, token);
      self->last_is_special = !is_dotted;
    }
  else if (self->joined == NULL && !self->term->is_quoted && !self->term->is_value)
    {
      self->joined = bs_search_node_copy_phrase (self->phrase);
      replace_token (self->joined, token);
      self->joined_end = token->end;
    }
}

static void
end_phrase (Cutting *self)
{
  if (self->joined != NULL)
    {
      BsSearchNode *either = bs_search_node_new (BS_SEARCH_OR);

      g_ptr_array_steal_index (self->phrases, self->phrases->len - 1);
      g_ptr_array_add (either->children, self->phrase);
      g_ptr_array_add (either->children, self->joined);
      g_ptr_array_add (self->phrases, either);
    }
  self->phrase = self->joined = NULL;
}

static gboolean
cut_cb (const BsToken *token, gpointer user_data)
{
  Cutting *self = user_data;

  if (token->is_alternative)
    {
      take_alternative (self, token);
      return TRUE;
    }
  if (++self->n_tokens > MAX_TOKENS)
    return FALSE;
  if (token->kind == BS_TOKEN_BOUNDARY && !self->term->is_quoted && !self->term->is_value)
    {
      end_phrase (self);
      return TRUE;
    }
  if (self->phrase == NULL)
    {
      self->phrase = bs_search_node_new (BS_SEARCH_PHRASE);
      g_ptr_array_add (self->phrases, self->phrase);
    }
  add_token (self->phrase, token);
  if (self->joined != NULL && token->start >= self->joined_end)
    add_token (self->joined, token);
  self->last_kind = token->kind;
  self->last_end = token->end;
  self->last_is_special = FALSE;
  return TRUE;
}

static gboolean
has_variants (const char *text)
{
  g_autofree char *others = bs_variants_list (text);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_get_script (g_utf8_get_char (c)) != G_UNICODE_SCRIPT_HAN)
      return FALSE;
  return *others != '\0';
}

static void
finish_phrase (BsSearchNode *node, const Term *term, gboolean is_prefix)
{
  if (node->kind == BS_SEARCH_OR)
    {
      for (guint i = 0; i < node->children->len; i++)
        finish_phrase (node->children->pdata[i], term, is_prefix);
      return;
    }
  node->is_prefix = is_prefix;
  node->only_title = term->field != NULL && term->field->only_title;
  node->is_exact = term->is_exact;
  node->text = g_strndup (term->start, term->length);
  node->has_variants = has_variants (node->text);
}

/* Several are joined by AND; none is NULL. */
static BsSearchNode *
join (BsSearchKind kind, GPtrArray *nodes)
{
  BsSearchNode *node;

  if (nodes->len == 0)
    return NULL;
  if (nodes->len == 1)
    return g_ptr_array_steal_index (nodes, 0);
  node = bs_search_node_new (kind);
  while (nodes->len > 0)
    g_ptr_array_add (node->children, g_ptr_array_steal_index (nodes, 0));
  return node;
}

static BsSearchNode *
make_phrases (const Term *term, BsSearchFlags flags)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  Cutting cutting = { term, phrases };
  gboolean has_star = !term->is_quoted && term->length > 0 && term->start[term->length - 1] == '*';
  gboolean may_go_on;

  bs_tokenize (term->start, term->length, cut_cb, &cutting);
  end_phrase (&cutting);
  may_go_on = cutting.last_kind == BS_TOKEN_WORD && !cutting.last_is_special &&
              ((has_star && cutting.last_end == term->length - 1) ||
               ((flags & BS_SEARCH_TYPING) != 0 && term->is_last && cutting.last_end == term->length));
  for (guint i = 0; i < phrases->len; i++)
    finish_phrase (phrases->pdata[i], term, may_go_on && i == phrases->len - 1);
  return join (BS_SEARCH_AND, phrases);
}

static void
trim_boundaries (GPtrArray *tokens)
{
  while (tokens->len > 1 && g_str_equal (tokens->pdata[tokens->len - 1], "."))
    g_ptr_array_set_size (tokens, (int) tokens->len - 1);
  while (tokens->len > 1 && g_str_equal (tokens->pdata[0], "."))
    g_ptr_array_remove_index (tokens, 0);
}

/* Reads a search in the values of a key, whose name is as typed. */
static BsSearchNode *
make_key (const Term *term, BsSearchFlags flags)
{
  g_autofree char *name = g_strndup (term->outer, term->name_length);
  Term value = *term;
  BsSearchNode *phrase;
  BsSearchNode *node;

  value.is_value = TRUE;
  phrase = make_phrases (&value, flags);
  if (phrase == NULL)
    return NULL;
  trim_boundaries (phrase->tokens);
  node = bs_search_node_new (BS_SEARCH_KEY);
  node->text = bs_vocabulary_fold_key (name, term->name_length);
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  g_ptr_array_add (node->children, phrase);
  return node;
}

static BsSearchNode *
make_filter (const Reader *reader, const Term *term)
{
  BsSearchNoteKind fault;
  BsSearchNode *node = bs_search_filter_new (term->field, term->start, term->length, &fault);

  if (node == NULL && fault != BS_SEARCH_NOTE_NONE)
    add_note (reader, fault, term->start, term->length);
  return node;
}

static BsSearchNode *read_terms (Reader *self);

static BsSearchNode *
make_group (const Reader *reader, const Term *term)
{
  Reader inner = *reader;

  inner.position = term->start;
  inner.end = term->group;
  inner.is_inner = TRUE;
  return read_terms (&inner);
}

static BsSearchNode *
make_node (const Reader *reader, const Term *term)
{
  if (term->group != NULL)
    return make_group (reader, term);
  if (term->field != NULL && term->length == 0)
    {
      if (!term->is_last || (reader->flags & BS_SEARCH_TYPING) == 0)
        {
          const gsize length = term->name_length > 0 ? term->name_length : strlen (term->field->name);

          add_note (reader, BS_SEARCH_NOTE_NO_VALUE, term->name_length > 0 ? term->outer : term->field->name, length);
        }
      return NULL;
    }
  if (term->field == NULL || term->field->kind == BS_SEARCH_PHRASE)
    return make_phrases (term, reader->flags);
  return term->field == &bs_search_key_operator ? make_key (term, reader->flags) : make_filter (reader, term);
}

/* Lets @node be enough beside the last of @nodes. */
static BsSearchNode *
join_with_last (GPtrArray *nodes, BsSearchNode *node)
{
  BsSearchNode *before = g_ptr_array_steal_index (nodes, nodes->len - 1);
  BsSearchNode *either = before;

  if (before->kind != BS_SEARCH_OR)
    {
      either = bs_search_node_new (BS_SEARCH_OR);
      g_ptr_array_add (either->children, before);
    }
  g_ptr_array_add (either->children, node);
  return either;
}

/* Reads "NEAR" or "NEAR/5" if that is the next word. */
static gboolean
read_near (Reader *self, guint *distance)
{
  const char *at = self->position;
  guint n = NEAR_TOKENS;

  while (at < self->end && is_space (peek (self, at)))
    at = g_utf8_next_char (at);
  if (self->end - at < 4 || memcmp (at, "NEAR", 4) != 0)
    return FALSE;
  at += 4;
  if (at + 1 < self->end && at[0] == '/' && g_ascii_isdigit (at[1]))
    for (at++, n = 0; at < self->end && g_ascii_isdigit (*at); at++)
      n = MIN (n * 10 + (guint) (*at - '0'), MAX_NEAR_TOKENS);
  if (at < self->end && !is_space (peek (self, at)))
    return FALSE;
  self->position = at;
  *distance = n;
  return TRUE;
}

/* Reads a term that is joined to none before. */
static gboolean
read_first_term (Reader *self, Term *term)
{
  guint distance;

  while ((self->flags & BS_SEARCH_PLAIN) == 0 && read_near (self, &distance))
    continue;
  return read_term (self, term);
}

static gboolean
term_is_joint (const Term *term)
{
  return term_is_word (term, "OR") || term_is_word (term, "|") || term_is_word (term, "AND");
}

/* Joins each of @operands with the previous one by NEAR. If one of two is not a phrase, both are required. */
static BsSearchNode *
join_near (GPtrArray *operands, const GArray *distances)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  BsSearchNode *near = NULL;
  BsSearchNode *last = NULL; /* the phrase before */

  while (operands->len > 0)
    {
      guint distance = g_array_index (distances, guint, distances->len - operands->len);
      BsSearchNode *node = g_ptr_array_steal_index (operands, 0);
      gboolean is_phrase = node->kind == BS_SEARCH_PHRASE && !node->only_title;

      if (!is_phrase || last == NULL)
        {
          g_ptr_array_add (parts, node);
          near = NULL;
        }
      else
        {
          if (near == NULL || near->distance != distance)
            {
              BsSearchNode *first =
                  near == NULL ? g_ptr_array_steal_index (parts, parts->len - 1) : bs_search_node_copy_phrase (last);

              near = bs_search_node_new (BS_SEARCH_NEAR);
              near->distance = distance;
              g_ptr_array_add (near->children, first);
              g_ptr_array_add (parts, near);
            }
          g_ptr_array_add (near->children, node);
        }
      last = is_phrase ? node : NULL;
    }
  return join (BS_SEARCH_AND, parts);
}

static BsSearchNode *
make_operand (const Reader *reader, const Term *term)
{
  BsSearchNode *node = make_node (reader, term);
  BsSearchNode *negative;

  if (node == NULL || !term->is_negative)
    return node;
  negative = bs_search_node_new (BS_SEARCH_NOT);
  g_ptr_array_add (negative->children, node);
  return negative;
}

static gboolean
count_term (Reader *self)
{
  if (++*self->n_terms == MAX_TERMS + 1)
    add_note (self, BS_SEARCH_NOTE_TOO_LONG, "", 0);
  return *self->n_terms <= MAX_TERMS;
}

/* A term with everything that NEAR joins to it. */
static BsSearchNode *
read_operands (Reader *self, const Term *term)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (guint));
  BsSearchNode *node = make_operand (self, term);
  guint distance = 0;

  while (TRUE)
    {
      const char *before;
      Term next;

      if (node != NULL)
        {
          g_ptr_array_add (operands, node);
          g_array_append_val (distances, distance);
        }
      if ((self->flags & BS_SEARCH_PLAIN) != 0 || !read_near (self, &distance))
        break;
      while (read_near (self, &distance))
        continue;
      before = self->position;
      if (!read_term (self, &next))
        break;
      if (term_is_joint (&next) || !count_term (self))
        {
          self->position = before;
          break;
        }
      node = make_operand (self, &next);
    }
  return join_near (operands, distances);
}

static BsSearchNode *
read_terms (Reader *self)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  const gboolean is_plain = (self->flags & BS_SEARCH_PLAIN) != 0;
  gboolean is_or = FALSE;
  Term term;

  while (read_first_term (self, &term))
    {
      BsSearchNode *node;

      if (!count_term (self))
        break;
      if (!is_plain && (term_is_word (&term, "OR") || term_is_word (&term, "|")))
        {
          is_or = nodes->len > 0;
          continue;
        }
      if (!is_plain && term_is_word (&term, "AND"))
        continue;
      node = read_operands (self, &term);
      if (node == NULL)
        continue;
      if (is_or)
        node = join_with_last (nodes, node);
      is_or = FALSE;
      g_ptr_array_add (nodes, node);
    }
  return join (BS_SEARCH_AND, nodes);
}

static void
number_phrases (BsSearchQuery *self, BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    {
      node->index = self->phrases->len;
      g_ptr_array_add (self->phrases, node);
    }
  if (node->kind == BS_SEARCH_NEAR)
    g_ptr_array_add (self->nears, node);
  if (bs_search_node_is_fact (node))
    {
      g_ptr_array_add (self->facts, node);
      return;
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    number_phrases (self, node->children->pdata[i]);
}

/* The required words as one phrase: articles that contain it score higher. */
static BsSearchNode *
join_phrases (const BsSearchNode *root)
{
  g_autoptr (BsSearchNode) joined = bs_search_node_new (BS_SEARCH_PHRASE);
  guint n = 0;

  for (guint i = 0; root->kind == BS_SEARCH_AND && i < root->children->len; i++)
    {
      const BsSearchNode *child = root->children->pdata[i];

      if (child->kind != BS_SEARCH_PHRASE)
        continue;
      if (child->only_title || child->is_exact)
        return NULL;
      for (guint j = 0; j < child->tokens->len; j++)
        g_ptr_array_add (joined->tokens, g_strdup (child->tokens->pdata[j]));
      joined->is_prefix = child->is_prefix;
      n++;
    }
  joined->text = g_strdup ("");
  return n > 1 && joined->tokens->len <= MAX_TOKENS ? g_steal_pointer (&joined) : NULL;
}

/**
 * bs_search_query_parse:
 * @text: the typed text
 * @flags: how it is meant
 *
 * Understands a query. All of its words are required; OR between two lets either be enough, and binds closer; NEAR
 * requires two phrases with at most ten tokens between them, or the number in NEAR/5, and binds more tightly; a minus
 * excludes; parentheses at the edges of words group; quotes make a phrase, which may contain punctuation; an equals
 * sign before the quotes requires exactly these characters, not their variants. `title:`, `category:` and `in:`
 * (including everything below), `tag:` or `#`, `author:`, `before:`, `after:` and `date:` (see bs_search_days_parse():
 * before the period begins, from its beginning on, within it), `is:` (unread, read, starred, draft, broken, undated),
 * `has:` (image, math, code, video, note), `lang:` and `problem:` (a kind, or its prefix) filter by other data than the
 * text, and so does a key of the front matter, whose value must contain the words.  Quotes, colons, parentheses and
 * spaces may also be those of Chinese input methods. Nothing is an error: unknown operators are words, meaningless
 * parts are ignored, and the query has a note of each. With %BS_SEARCH_PLAIN there are only words and exact quotations,
 * and the query is bs_search_node_is_text().
 *
 * Returns: (transfer full): the query
 */
BsSearchQuery *
bs_search_query_parse (const char *text, BsSearchFlags flags)
{
  return bs_search_query_parse_in (text, flags, NULL);
}

/**
 * bs_search_query_parse_in:
 * @text: the typed text
 * @flags: how it is meant
 * @vocabulary: (nullable): the names of the library, among them the keys of its front matter, which are fields too
 *
 * Returns: (transfer full): as bs_search_query_parse() does
 */
BsSearchQuery *
bs_search_query_parse_in (const char *text, BsSearchFlags flags, BsVocabulary *vocabulary)
{
  g_autofree char *valid = NULL;
  g_autoptr (GArray) groups = NULL;
  BsSearchQuery *self;
  Reader reader = { .flags = flags, .vocabulary = vocabulary };
  guint n_terms = 0;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (BsSearchQuery, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->phrases = g_ptr_array_new ();
  self->nears = g_ptr_array_new ();
  self->facts = g_ptr_array_new ();
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_note_free);

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));
  reader.position = valid;
  reader.end = valid + strlen (valid);
  groups = find_groups (valid, reader.end);
  reader.groups = groups;
  reader.notes = self->notes;
  reader.n_terms = &n_terms;
  reader.is_open = &self->is_open;
  self->root = read_terms (&reader);
  if (strnlen (text, MAX_BYTES + 1) > MAX_BYTES)
    add_note (&reader, BS_SEARCH_NOTE_TOO_LONG, "", 0);
  if (self->root != NULL)
    {
      number_phrases (self, self->root);
      self->joined = join_phrases (self->root);
      if (self->joined != NULL)
        number_phrases (self, self->joined);
    }
  for (guint i = 0; i < self->nears->len; i++)
    ((BsSearchNode *) self->nears->pdata[i])->index = self->phrases->len + i;
  for (guint i = 0; i < self->facts->len; i++)
    ((BsSearchNode *) self->facts->pdata[i])->index = self->phrases->len + self->nears->len + i;
  return self;
}

typedef struct
{
  const char *text;
  BsSearchNameFunc func;
  gpointer user_data;
} Visit;

static void
visit_terms (Reader *self, const Visit *visit)
{
  Term term;

  while (read_term (self, &term) && ++*self->n_terms <= MAX_TERMS)
    {
      g_autoptr (BsSearchNode) node = NULL;
      BsSearchNoteKind fault;

      if (term.group != NULL)
        {
          Reader inner = *self;

          inner.position = term.start;
          inner.end = term.group;
          inner.is_inner = TRUE;
          visit_terms (&inner, visit);
          continue;
        }
      if (term.field == NULL || term.length == 0 ||
          (term.field->kind != BS_SEARCH_CATEGORY && term.field->kind != BS_SEARCH_TAG &&
           term.field->kind != BS_SEARCH_AUTHOR))
        continue;
      node = bs_search_filter_new (term.field, term.start, term.length, &fault);
      if (node != NULL)
        visit->func (node, term.outer - visit->text, term.value - visit->text, self->position - visit->text,
                     visit->user_data);
    }
}

/**
 * bs_search_visit_names:
 * @text: a query
 * @func: (scope call): called for each category, tag and author that it names, in their order
 * @user_data: for @func
 *
 * Reads a typed query as bs_search_query_parse() does, and reports where it mentions names.
 *
 * Returns: whether all of it was read: it is valid, and not too long
 */
gboolean
bs_search_visit_names (const char *text, BsSearchNameFunc func, gpointer user_data)
{
  const Visit visit = { text, func, user_data };
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GArray) groups = NULL;
  Reader reader = { .flags = BS_SEARCH_DEFAULT };
  gboolean is_open = FALSE;
  guint n_terms = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strnlen (text, MAX_BYTES + 1) > MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_note_free);
  reader.position = text;
  reader.end = text + strlen (text);
  groups = find_groups (text, reader.end);
  reader.groups = groups;
  reader.notes = notes;
  reader.n_terms = &n_terms;
  reader.is_open = &is_open;
  visit_terms (&reader, &visit);
  return n_terms <= MAX_TERMS;
}
