/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/details.h"

#include <string.h>

#include "model/format/article/language.h"
#include "model/format/body/body-text.h"
#include "model/library/folder/document.h"
#include "model/library/folder/picture.h"

/* A little more than a tall window shows. */
#define MAX_WAITING 96
#define EXCERPT_CHARS 160

typedef struct
{
  guint id;
  char *path;
  guint64 content_hash;
} Request;

struct _BsDetails
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GCond cond;
  GQueue waiting; /* (element-type Request): the newest first */
  gboolean is_stopped;
  gboolean is_started;
  BsSite *site;
  BsInbox *inbox;
  void (*apply) (gpointer owner, gpointer result);
};

static void
request_free (Request *self)
{
  g_free (self->path);
  g_free (self);
}

static void
result_free (BsDetailsResult *self)
{
  g_free (self->path);
  g_free (self->excerpt);
  g_free (self->picture);
  g_free (self->language);
  g_free (self);
}

/**
 * bs_details_new:
 * @inbox: receives the results
 * @site: the site of the articles
 * @apply: given each result on the inbox's thread
 *
 * Returns: (transfer full): a reader of details; its thread starts with the first request
 */
BsDetails *
bs_details_new (BsInbox *inbox, BsSite *site, void (*apply) (gpointer owner, gpointer result))
{
  BsDetails *self = g_new0 (BsDetails, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
  self->inbox = bs_inbox_ref (inbox);
  self->site = bs_site_ref (site);
  self->apply = apply;
  return self;
}

static void
details_unref (BsDetails *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_queue_clear_full (&self->waiting, (GDestroyNotify) request_free);
  bs_site_unref (self->site);
  bs_inbox_unref (self->inbox);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
load (BsDetails *self, BsSite *site, const Request *request)
{
  g_autoptr (BsDocument) document = bs_document_load (site, request->path, NULL);
  BsDetailsResult *result;

  result = g_new0 (BsDetailsResult, 1);
  result->id = request->id;
  result->path = g_strdup (request->path);
  result->content_hash = request->content_hash;
  if (document != NULL)
    {
      const BsArticle *article = document->article;
      gsize length;
      const char *body = bs_document_get_body (document, &length);

      if (article->excerpt != NULL && *article->excerpt != '\0')
        result->excerpt = bs_body_excerpt (BS_BODY_HTML, article->excerpt, strlen (article->excerpt), EXCERPT_CHARS);
      else
        result->excerpt = bs_body_excerpt (article->body_kind, body, length, EXCERPT_CHARS);
      if (article->image != NULL &&
          bs_picture_resolve (site, article->path, article->image, &result->picture) != BS_PICTURE_LOCAL)
        g_clear_pointer (&result->picture, g_free);
      result->language =
          bs_language_find (article->language, article->title, result->excerpt, strlen (result->excerpt));
    }
  if (result->excerpt == NULL)
    result->excerpt = g_strdup ("");
  bs_inbox_post_result (self->inbox, self->apply, result, (GDestroyNotify) result_free);
}

static gpointer
details_thread (gpointer data)
{
  BsDetails *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->is_stopped)
    {
      Request *request = g_queue_pop_head (&self->waiting);
      BsSite *site;

      if (request == NULL)
        {
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      site = bs_site_ref (self->site);
      g_mutex_unlock (&self->mutex);
      load (self, site, request);
      request_free (request);
      bs_site_unref (site);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  details_unref (self);
  return NULL;
}

/**
 * bs_details_set_site:
 * @self: a reader of details
 * @site: how the articles are read from now on
 */
void
bs_details_set_site (BsDetails *self, BsSite *site)
{
  g_mutex_lock (&self->mutex);
  bs_site_ref (site);
  bs_site_unref (self->site);
  self->site = site;
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_details_request:
 * @self: a reader of details
 * @id: an article's number
 * @path: its path relative to the library
 * @content_hash: which of its texts is meant
 * @dropped_id: (out): the number of the article whose request was given up
 *
 * Asks for the details of an article. It is read before all earlier requests. If too many wait, the oldest is dropped,
 * because its row is no longer visible.
 *
 * Returns: whether a request was given up
 */
gboolean
bs_details_request (BsDetails *self, guint id, const char *path, guint64 content_hash, guint *dropped_id)
{
  Request *request = g_new (Request, 1);
  Request *dropped = NULL;
  gboolean has_dropped;

  *request = (Request){ id, g_strdup (path), content_hash };
  g_mutex_lock (&self->mutex);
  g_queue_push_head (&self->waiting, request);
  if (g_queue_get_length (&self->waiting) > MAX_WAITING)
    dropped = g_queue_pop_tail (&self->waiting);
  if (!self->is_started)
    {
      GThread *thread;

      g_atomic_ref_count_inc (&self->ref_count);
      thread = g_thread_try_new ("bs-details", details_thread, self, NULL);
      if (thread != NULL)
        g_thread_unref (thread);
      else
        g_atomic_ref_count_dec (&self->ref_count);
      self->is_started = thread != NULL;
    }
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  has_dropped = dropped != NULL;
  if (has_dropped)
    {
      *dropped_id = dropped->id;
      request_free (dropped);
    }
  return has_dropped;
}

/**
 * bs_details_free:
 * @self: (transfer full): a reader of details
 *
 * Nothing more is read. The thread may still be in the middle of a file; it is not waited for.
 */
void
bs_details_free (BsDetails *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopped = TRUE;
  g_queue_clear_full (&self->waiting, (GDestroyNotify) request_free);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  details_unref (self);
}
