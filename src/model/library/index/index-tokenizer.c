/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-tokenizer.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/words/tokenizer.h"

/* The commonest characters of Chinese. An adjacent pair of these characters also becomes a token at the position of the
 * first: nearly every article has all of them, and a phrase of them is slow to find by single positions. More of them
 * would be quicker still, but make the index larger than it may be. */
static const char common[] = "的一是在有了不个这中人我大来上国他们为和地到以说时要就出会可也你对生能而子那得于着下自之"
                             "年过发后作里用道行所然家种事成方多经么去";

#define COMMON_BYTES 3 /* each has, in UTF-8 */
#define PAIR_BYTES (2 * COMMON_BYTES)

static const guint8 *
get_common (void)
{
  static guint8 bits[0x10000 / 8];
  static gsize is_made;

  if (g_once_init_enter (&is_made))
    {
      for (const char *c = common; *c != '\0'; c = g_utf8_next_char (c))
        {
          gunichar character = g_utf8_get_char (c);

          bits[character / 8] |= (guint8) (1 << (character % 8));
        }
      g_once_init_leave (&is_made, 1);
    }
  return bits;
}

static gboolean
is_common (const guint8 *bits, const char *token, gsize length)
{
  const guint8 *bytes = (const guint8 *) token;
  guint character;

  if (length != COMMON_BYTES || bytes[0] < 0xe0)
    return FALSE;
  character = (guint) (bytes[0] & 0x0f) << 12 | (guint) (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f);
  return (bits[character / 8] & (1 << (character % 8))) != 0;
}

/* The bytes before each token in the result of bs_index_tokenizer_cut(): its length, and whether it shares the position
 * of the previous one. */
#define TOKEN_LENGTH 0x7f
#define TOKEN_BESIDE 0x80

G_STATIC_ASSERT (BS_TOKEN_MAX_BYTES <= TOKEN_LENGTH);

typedef struct
{
  void *context;
  int (*add) (void *context, int flags, const char *token, int length, int start, int end);
  int result;
} Sink;

/* A text has been cut already. No offsets are needed, because FTS5 never sees the text itself. */
static void
take_tokens (Sink *sink, const char *tokens, int length)
{
  int i = 0;

  while (i < length && sink->result == SQLITE_OK)
    {
      guint8 head = (guint8) tokens[i++];
      int n = MIN (head & TOKEN_LENGTH, length - i);

      sink->result =
          sink->add (sink->context, (head & TOKEN_BESIDE) != 0 ? FTS5_TOKEN_COLOCATED : 0, tokens + i, n, i, i + n);
      i += n;
    }
}

/* A query's expression has its tokens ready, with spaces between them. Pairs replace their parts. */
static void
split_tokens (Sink *sink, const char *text, int length)
{
  const guint8 *bits = get_common ();
  gboolean is_told = FALSE; /* indexed by the pair's second character */

  for (int start = 0, end; start < length && sink->result == SQLITE_OK; start = end + 1)
    {
      const char *space = memchr (text + start, ' ', length - start);
      int next;

      end = space != NULL ? (int) (space - text) : length;
      next = end + 1 + COMMON_BYTES;
      if (is_common (bits, text + start, end - start) && next <= length && (next == length || text[next] == ' ') &&
          is_common (bits, text + end + 1, COMMON_BYTES))
        {
          char pair[PAIR_BYTES];

          memcpy (pair, text + start, COMMON_BYTES);
          memcpy (pair + COMMON_BYTES, text + end + 1, COMMON_BYTES);
          sink->result = sink->add (sink->context, 0, pair, PAIR_BYTES, start, next);
          is_told = TRUE;
          continue;
        }
      if (end > start && !(is_told && end == length))
        sink->result = sink->add (sink->context, 0, text + start, end - start, start, end);
      is_told = FALSE;
    }
}

static int
tokenize_cb (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
             int (*add) (void *context, int flags, const char *token, int length, int start, int end))
{
  Sink sink = { context, add, SQLITE_OK };

  if ((flags & FTS5_TOKENIZE_QUERY) != 0)
    split_tokens (&sink, text, length);
  else
    take_tokens (&sink, text, length);
  return sink.result;
}

static int
create_tokenizer_cb (void *data, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  /* There is nothing to store, but SQLite treats NULL as a failure. */
  *tokenizer = (Fts5Tokenizer *) (gpointer) common;
  return SQLITE_OK;
}

static void
delete_tokenizer_cb (Fts5Tokenizer *tokenizer)
{
}

static fts5_api *
get_fts5 (sqlite3 *connection)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (connection, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  return api;
}

/* Tokens, as they are made. */
typedef struct
{
  BsIndexTokenFunc func;
  gpointer user_data;
  const guint8 *common;
  char pair[PAIR_BYTES]; /* its first character, if the last token is one */
  gboolean has_first;
} Cutting;

static gboolean
cut_token_cb (const BsToken *token, gpointer user_data)
{
  Cutting *self = user_data;

  if (G_LIKELY (!token->is_alternative))
    {
      gboolean is_second = is_common (self->common, token->text, token->length);

      /* Which characters are common is unpredictable, so branches on it are slow. */
      if (is_second & self->has_first)
        {
          memcpy (self->pair + COMMON_BYTES, token->text, COMMON_BYTES);
          self->func (self->pair, PAIR_BYTES, token->start, TRUE, self->user_data);
        }
      if (G_LIKELY (token->length >= COMMON_BYTES))
        memcpy (self->pair, token->text, COMMON_BYTES);
      self->has_first = is_second;
    }
  self->func (token->text, token->length, token->start, token->is_alternative, self->user_data);
  return TRUE;
}

/**
 * bs_index_tokenizer_run:
 * @text: UTF-8
 * @func: (scope call): called for each token
 * @user_data: for @func
 *
 * Cuts a text into the tokens that are in the index. Any thread may do so.
 */
void
bs_index_tokenizer_run (const char *text, BsIndexTokenFunc func, gpointer user_data)
{
  Cutting cutting = { func, user_data, get_common (), .has_first = FALSE };

  g_return_if_fail (text != NULL);

  bs_tokenize (text, strlen (text), cut_token_cb, &cutting);
}

static void
append_token_cb (const char *token, gsize length, gsize start, gboolean is_beside, gpointer user_data)
{
  GByteArray *tokens = user_data;
  guint8 head = (guint8) length | (is_beside ? TOKEN_BESIDE : 0);

  g_byte_array_append (tokens, &head, 1);
  g_byte_array_append (tokens, (const guint8 *) token, (guint) length);
}

/**
 * bs_index_tokenizer_cut:
 * @text: UTF-8
 *
 * Splits a text into tokens for bs_index_text_put(). Any thread may do this, which leaves the writer of the database
 * more time.
 *
 * Returns: (transfer full): the tokens
 */
GBytes *
bs_index_tokenizer_cut (const char *text)
{
  GByteArray *tokens;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  /* A Chinese character is a token of three bytes; Latin text needs less room. */
  tokens = g_byte_array_sized_new ((guint) MIN (length + length / 3 + 16, G_MAXINT / 2));
  bs_index_tokenizer_run (text, append_token_cb, tokens);
  return g_byte_array_free_to_bytes (tokens);
}

/**
 * bs_index_tokenizer_repeat:
 * @tokens: from bs_index_tokenizer_cut()
 * @func: (scope call): called for each token
 * @user_data: for @func
 */
void
bs_index_tokenizer_repeat (GBytes *tokens, BsIndexTokenFunc func, gpointer user_data)
{
  gsize length;
  const char *data = g_bytes_get_data (tokens, &length);
  gsize i = 0;

  while (i < length)
    {
      guint8 head = (guint8) data[i++];
      gsize n = MIN ((gsize) (head & TOKEN_LENGTH), length - i);

      func (data + i, n, 0, (head & TOKEN_BESIDE) != 0, user_data);
      i += n;
    }
}

/**
 * bs_index_tokenizer_register:
 * @connection: a connection, an `sqlite3 *`
 *
 * Teaches @connection how texts are cut, under the name of "broadsheet".
 *
 * Returns: (transfer none) (nullable): The FTS5 interface of @connection, for further extensions; %NULL if the
 *   connection reports an error
 */
fts5_api *
bs_index_tokenizer_register (gpointer connection)
{
  fts5_tokenizer tokenizer = { create_tokenizer_cb, delete_tokenizer_cb, tokenize_cb };
  fts5_api *api = get_fts5 (connection);

  if (api == NULL || api->xCreateTokenizer (api, "broadsheet", NULL, &tokenizer, NULL) != SQLITE_OK)
    return NULL;
  return api;
}
