/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-query.h"

#include <string.h>

#include "model/library/words/tokenizer.h"

/* Nobody types more; what is pasted is cut, in bytes, terms and tokens. */
#define MAX_BYTES 4096
#define MAX_TERMS 64
#define MAX_TOKENS 128

typedef struct
{
  const char *name;
  BsSearchKind kind;
  gboolean only_title;
} Field;

static const Field fields[] = {
  { "title", BS_SEARCH_PHRASE, TRUE }, { "标题", BS_SEARCH_PHRASE, TRUE }, { "category", BS_SEARCH_CATEGORY },
  { "分类", BS_SEARCH_CATEGORY },      { "tag", BS_SEARCH_TAG },           { "标签", BS_SEARCH_TAG },
  { "author", BS_SEARCH_AUTHOR },      { "作者", BS_SEARCH_AUTHOR },       { "before", BS_SEARCH_BEFORE },
  { "早于", BS_SEARCH_BEFORE },        { "after", BS_SEARCH_AFTER },       { "晚于", BS_SEARCH_AFTER },
  { "is", BS_SEARCH_STATE },           { "has", BS_SEARCH_HAS_IMAGE },
};

static const char *const states[] = { "unread", "read", "starred", "draft", "broken" };

/* A term as it stands in what was typed. */
typedef struct
{
  gboolean is_negative;
  gboolean is_quoted;
  gboolean is_last; /* nothing stands behind it, not even a space or a closing quote */
  const Field *field;
  const char *start;
  gsize length;
} Term;

typedef struct
{
  const char *position;
  const char *end;
  BsSearchFlags flags;
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

/* What ends a quotation that @c begins, 0 where it begins none. Typed quotes are often two of the same side. */
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

/* What stands between quotes of which the first is at the reader's place; an open quotation ends with the text. */
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
  term->is_last = at >= self->end;
  self->position = at < self->end ? g_utf8_next_char (at) : at;
}

static const Field *
read_field (Reader *self)
{
  const char *at = self->position;

  while (at < self->end && !is_space (peek (self, at)) && !is_colon (peek (self, at)))
    at = g_utf8_next_char (at);
  if (!is_colon (peek (self, at)))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gsize length = strlen (fields[i].name);

      if ((gsize) (at - self->position) == length && g_ascii_strncasecmp (self->position, fields[i].name, length) == 0)
        {
          self->position = g_utf8_next_char (at);
          return &fields[i];
        }
    }
  return NULL;
}

static void
read_word (Reader *self, Term *term)
{
  term->start = self->position;
  while (self->position < self->end && !is_space (peek (self, self->position)) &&
         ((self->flags & BS_SEARCH_PLAIN) != 0 || get_closing_quotes (peek (self, self->position)) == NULL))
    self->position = g_utf8_next_char (self->position);
  term->length = self->position - term->start;
  term->is_last = self->position >= self->end;
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
  term->field = read_field (self);
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
  return !term->is_quoted && !term->is_negative && term->field == NULL && term->length == strlen (word) &&
         memcmp (term->start, word, term->length) == 0;
}

/* The phrases of a term: one for each run of tokens between boundaries, or one with the boundaries in it. */
typedef struct
{
  const Term *term;
  GPtrArray *phrases;   /* (element-type BsSearchNode) */
  BsSearchNode *phrase; /* the last of them */
  BsSearchNode *joined; /* (nullable): the same phrase with "email" for "e", "mail" */
  gsize joined_end;     /* what ends up to here is in the joined word already */
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

static BsSearchNode *
copy_phrase (const BsSearchNode *node)
{
  BsSearchNode *copy = bs_search_node_new (BS_SEARCH_PHRASE);

  for (guint i = 0; i < node->tokens->len; i++)
    g_ptr_array_add (copy->tokens, g_strdup (node->tokens->pdata[i]));
  return copy;
}

static void
take_alternative (Cutting *self, const BsToken *token)
{
  gboolean is_dotted = token->text[0] == '.';

  if (self->phrase == NULL)
    return;
  if (strcspn (token->text, "+#") < token->length || is_dotted)
    {
      /* ".net" is meant where nothing stands before its dot. */
      if (is_dotted && self->phrase->tokens->len > 1)
        return;
      replace_token (self->phrase, token);
      if (self->joined != NULL)
        replace_token (self->joined, token);
      self->last_is_special = !is_dotted;
    }
  else if (self->joined == NULL && !self->term->is_quoted)
    {
      self->joined = copy_phrase (self->phrase);
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
  if (token->kind == BS_TOKEN_BOUNDARY && !self->term->is_quoted)
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
  node->text = g_strndup (term->start, term->length);
}

/* Of several what is asked for is all of them; of none, nothing. */
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

static BsSearchNode *
make_name (const Term *term)
{
  g_autofree char *name = g_strndup (term->start, term->length);
  g_autofree char *folded = bs_search_fold_name (name);
  char *start = g_strstrip (folded);
  BsSearchNode *node;

  while (term->field->kind == BS_SEARCH_CATEGORY && g_str_has_prefix (start, "/"))
    start++;
  while (term->field->kind == BS_SEARCH_CATEGORY && g_str_has_suffix (start, "/"))
    start[strlen (start) - 1] = '\0';
  if (*start == '\0')
    return NULL;
  node = bs_search_node_new (term->field->kind);
  node->text = g_strdup (start);
  return node;
}

/* A year, a month or a day, for its first moment: 2022, 2022-05, 2022/5/1, 2022年5月. */
static BsSearchNode *
make_date (const Term *term)
{
  g_autofree char *text = g_strndup (term->start, term->length);
  g_autofree char *folded = bs_search_fold_name (text);
  guint numbers[3] = { 0, 1, 1 };
  guint n = 0;
  const char *at = folded;
  g_autoptr (GDateTime) date = NULL;
  BsSearchNode *node;

  while (n < 3 && g_ascii_isdigit (*at))
    {
      guint value = 0;

      for (; g_ascii_isdigit (*at); at++)
        value = MIN (value * 10 + (guint) g_ascii_digit_value (*at), 100000);
      numbers[n++] = value;
      if (*at != '\0')
        at = g_utf8_next_char (at);
    }
  if (numbers[0] < 1000)
    return NULL;
  date = g_date_time_new_utc ((int) MIN (numbers[0], 9999), (int) numbers[1], (int) numbers[2], 0, 0, 0);
  if (date == NULL)
    return NULL;
  node = bs_search_node_new (term->field->kind);
  node->face = g_date_time_to_unix (date);
  return node;
}

/* Whether @text begins @word, so that half of it is enough. */
static gboolean
begins (const Term *term, const char *word)
{
  return term->length > 0 && term->length <= strlen (word) &&
         g_ascii_strncasecmp (term->start, word, term->length) == 0;
}

static BsSearchNode *
make_state (const Term *term)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (begins (term, states[i]))
      {
        BsSearchNode *node = bs_search_node_new (BS_SEARCH_STATE);

        node->state = (BsSearchState) i;
        return node;
      }
  return NULL;
}

static BsSearchNode *
make_node (const Term *term, BsSearchFlags flags)
{
  switch (term->field != NULL ? term->field->kind : BS_SEARCH_PHRASE)
    {
    case BS_SEARCH_CATEGORY:
    case BS_SEARCH_TAG:
    case BS_SEARCH_AUTHOR:
      return make_name (term);
    case BS_SEARCH_BEFORE:
    case BS_SEARCH_AFTER:
      return make_date (term);
    case BS_SEARCH_STATE:
      return make_state (term);
    case BS_SEARCH_HAS_IMAGE:
      return begins (term, "image") ? bs_search_node_new (BS_SEARCH_HAS_IMAGE) : NULL;
    case BS_SEARCH_PHRASE:
    case BS_SEARCH_AND:
    case BS_SEARCH_OR:
    case BS_SEARCH_NOT:
    default:
      return make_phrases (term, flags);
    }
}

static void
number_phrases (BsSearchQuery *self, BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    {
      node->index = self->phrases->len;
      g_ptr_array_add (self->phrases, node);
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    number_phrases (self, node->children->pdata[i]);
}

/**
 * bs_search_query_parse:
 * @text: what was typed
 * @flags: how it is meant
 *
 * Understands a query. All of its words have to be there; OR between two lets either be enough, and binds closer; a
 * minus excludes; quotes make a phrase, which may have punctuation in it. `title:`, `category:` (and below), `tag:`,
 * `author:`, `before:` and `after:` (a year, a month or a day: before it begins, or not), `is:` (unread, read, starred,
 * draft, broken) and `has:image` ask for what is not in the text. Quotes, colons and spaces are taken as Chinese input
 * methods type them. Nothing is an error: what means nothing is left out, what is unknown is words. With
 * %BS_SEARCH_PLAIN there are only words, and the query is bs_search_node_is_text().
 *
 * Returns: (transfer full): the query
 */
BsSearchQuery *
bs_search_query_parse (const char *text, BsSearchFlags flags)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  const gboolean is_plain = (flags & BS_SEARCH_PLAIN) != 0;
  g_autofree char *valid = NULL;
  BsSearchQuery *self;
  gboolean is_or = FALSE;
  Reader reader;
  Term term;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_BYTES));
  reader = (Reader){ valid, valid + strlen (valid), flags };
  for (guint i = 0; i < MAX_TERMS && read_term (&reader, &term); i++)
    {
      BsSearchNode *node;

      if (!is_plain && (term_is_word (&term, "OR") || term_is_word (&term, "|")))
        {
          is_or = nodes->len > 0;
          continue;
        }
      if (!is_plain && term_is_word (&term, "AND"))
        continue;
      node = make_node (&term, flags);
      if (node == NULL)
        continue;
      if (term.is_negative)
        {
          BsSearchNode *negative = bs_search_node_new (BS_SEARCH_NOT);

          g_ptr_array_add (negative->children, node);
          node = negative;
        }
      if (is_or)
        {
          BsSearchNode *before = g_ptr_array_steal_index (nodes, nodes->len - 1);
          BsSearchNode *either = before;

          if (before->kind != BS_SEARCH_OR)
            {
              either = bs_search_node_new (BS_SEARCH_OR);
              g_ptr_array_add (either->children, before);
            }
          g_ptr_array_add (either->children, node);
          node = either;
        }
      is_or = FALSE;
      g_ptr_array_add (nodes, node);
    }

  self = g_new0 (BsSearchQuery, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->phrases = g_ptr_array_new ();
  self->root = join (BS_SEARCH_AND, nodes);
  if (self->root != NULL)
    number_phrases (self, self->root);
  return self;
}
