/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-feed.h"

#include "model/format/article/article.h"
#include "model/format/body/body-text.h"
#include "model/format/text/encoding.h"
#include "model/library/folder/file-buffer.h"
#include "model/library/index/index-fields.h"
#include "model/library/index/index-headings.h"
#include "model/library/index/index-tokenizer.h"

/* How many texts may wait to be taken: enough to keep both sides busy, and little memory. */
#define MAX_AHEAD 64
#define MAX_THREADS 4

typedef struct
{
  GBytes *tokens;   /* (nullable) */
  GBytes *fields;   /* (nullable) */
  GBytes *headings; /* (nullable) */
  gboolean is_ready;
} Slot;

struct _BsIndexFeed
{
  BsSite *site;
  BsRow *const *rows;
  guint n_rows;
  Slot *slots;
  GThread *threads[MAX_THREADS];

  GMutex mutex;
  GCond cond;
  guint n_begun;
  guint n_taken;
  gboolean is_stopped;
};

/**
 * bs_index_feed_read_body:
 * @site: the site of the articles
 * @row: one of them
 * @buffer: where its file is read into
 * @body: (out caller-allocates): the data that was read
 *
 * Reads the data of an article for the index, except its title. Any thread may do so.
 *
 * Returns: %FALSE if the file is not the one that the row describes; whoever watches it will report that
 */
gboolean
bs_index_feed_read_body (BsSite *site, const BsRow *row, BsFileBuffer *buffer, BsIndexBody *body)
{
  g_autofree char *relative_path = bs_row_dup_path (row);
  g_autofree char *path = g_build_filename (site->root, relative_path, NULL);
  g_auto (BsText) text = BS_TEXT_INIT;
  g_auto (BsArticleFacts) facts = { 0 };
  g_autoptr (BsArticle) article = NULL;
  BsFileStamp stamp;
  gsize length;
  gsize start;
  int error = bs_file_buffer_read (buffer, -1, path, BS_ARTICLE_MAX_BYTES + 1, &stamp, &length);

  *body = (BsIndexBody){ 0 };
  if (error != 0 && row->content_hash == 0)
    {
      /* An article that cannot be read can still be found by its title. */
      body->text = g_strdup ("");
      return TRUE;
    }
  if (error != 0 || stamp.content_hash != row->content_hash)
    return FALSE;
  bs_text_decode (&text, buffer->data, MIN (length, BS_ARTICLE_MAX_BYTES), NULL);
  article = bs_site_read_article_text (site, relative_path, text.data, text.length, NULL);
  start = MIN (article->body_start, text.length);
  body->text = bs_article_read_body (article, text.data + start, text.length - start, &facts);
  body->fields = bs_index_fields_encode_article (article, &facts, TRUE);
  body->headings = g_steal_pointer (&facts.headings);
  return TRUE;
}

/**
 * bs_index_body_clear:
 * @self: the data of an article, or nothing
 */
void
bs_index_body_clear (BsIndexBody *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->fields, g_bytes_unref);
  g_clear_pointer (&self->headings, g_array_unref);
}

static GBytes *
read_tokens (BsIndexFeed *self, const BsRow *row, BsFileBuffer *buffer, GBytes **fields, GBytes **headings)
{
  g_auto (BsIndexBody) body = { 0 };

  if (!bs_index_feed_read_body (self->site, row, buffer, &body))
    return NULL;
  *fields = g_steal_pointer (&body.fields);
  *headings = bs_index_headings_make (body.text, body.headings);
  return bs_index_tokenizer_cut (body.text);
}

static gpointer
feed_thread (gpointer data)
{
  BsIndexFeed *self = data;
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;

  g_mutex_lock (&self->mutex);
  while (!self->is_stopped && self->n_begun < self->n_rows)
    {
      guint index;
      GBytes *tokens;
      GBytes *fields = NULL;
      GBytes *headings = NULL;

      if (self->n_begun >= self->n_taken + MAX_AHEAD)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      index = self->n_begun++;
      g_mutex_unlock (&self->mutex);
      tokens = read_tokens (self, self->rows[index], &buffer, &fields, &headings);
      g_mutex_lock (&self->mutex);
      self->slots[index].tokens = tokens;
      self->slots[index].fields = fields;
      self->slots[index].headings = headings;
      self->slots[index].is_ready = TRUE;
      g_cond_broadcast (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * bs_index_feed_new:
 * @site: the site of the articles
 * @rows: (array length=n_rows): the articles; they must outlive the feed
 * @n_rows: how many there are
 *
 * The threads have the priority of the calling thread.
 *
 * Returns: (transfer full): a feed of their texts; reading has begun
 */
BsIndexFeed *
bs_index_feed_new (BsSite *site, BsRow *const *rows, guint n_rows)
{
  BsIndexFeed *self = g_new0 (BsIndexFeed, 1);
  guint n_threads = CLAMP (g_get_num_processors (), 2, MAX_THREADS + 1) - 1;

  self->site = bs_site_ref (site);
  self->rows = rows;
  self->n_rows = n_rows;
  self->slots = g_new0 (Slot, n_rows);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  for (guint i = 0; i < n_threads && i < n_rows; i++)
    self->threads[i] = g_thread_try_new ("bs-text", feed_thread, self, NULL);
  return self;
}

/**
 * bs_index_feed_free:
 * @self: (transfer full): a feed
 *
 * Waits for the files that are being read.
 */
void
bs_index_feed_free (BsIndexFeed *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < MAX_THREADS; i++)
    if (self->threads[i] != NULL)
      g_thread_join (self->threads[i]);
  for (guint i = 0; i < self->n_rows; i++)
    {
      g_clear_pointer (&self->slots[i].tokens, g_bytes_unref);
      g_clear_pointer (&self->slots[i].fields, g_bytes_unref);
      g_clear_pointer (&self->slots[i].headings, g_bytes_unref);
    }
  g_free (self->slots);
  bs_site_unref (self->site);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * bs_index_feed_take:
 * @self: a feed
 * @index: which text; one after the other, from 0
 * @fields: (out) (nullable) (transfer full): the article's front matter, from bs_index_fields_encode()
 * @headings: (out) (nullable) (transfer full): where its headings are, from bs_index_headings_make()
 *
 * Waits until the text is read and cut.
 *
 * Returns: (transfer full) (nullable): its tokens, or %NULL if the file is missing or was replaced
 */
GBytes *
bs_index_feed_take (BsIndexFeed *self, guint index, GBytes **fields, GBytes **headings)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  GBytes *tokens;

  g_mutex_lock (&self->mutex);
  self->n_taken = index + 1;
  /* This also happens if the system gives no more threads. */
  if (self->n_begun <= index && self->threads[0] == NULL)
    {
      g_mutex_unlock (&self->mutex);
      return read_tokens (self, self->rows[index], &buffer, fields, headings);
    }
  g_cond_broadcast (&self->cond);
  while (!self->slots[index].is_ready)
    g_cond_wait (&self->cond, &self->mutex);
  tokens = g_steal_pointer (&self->slots[index].tokens);
  *fields = g_steal_pointer (&self->slots[index].fields);
  *headings = g_steal_pointer (&self->slots[index].headings);
  g_mutex_unlock (&self->mutex);
  return tokens;
}
