/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-text.h"

#include <string.h>

#include "page/page-address.h"
#include "page/page-text.h"
#include "reader/web-policy.h"

/* The letters by which the page finds a place. */
#define MAX_LETTERS 40

struct _BsReaderText
{
  GObject parent_instance;

  BsPageView *page; /* outlives it */
  BsTextView *view;
  BsDocument *document; /* (nullable): shown or being read */
  char *address;        /* (nullable): of its page, without the parts that differ with each load */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BsReaderText, bs_reader_text, G_TYPE_OBJECT)

typedef struct
{
  BsDocument *document;
  char *token;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  bs_document_unref (reading->document);
  g_free (reading->token);
  g_free (reading);
}

static void
located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReaderText) self = user_data;
  double fraction;
  g_auto (GStrv) texts = bs_page_place_locate_finish (BS_PAGE_PLACE (source), result, &fraction);

  g_assert (BS_IS_READER_TEXT (self));

  bs_text_view_go_to_text (self->view, (const char *const *) texts);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsReaderText *self = BS_READER_TEXT (source);
  g_autoptr (GPtrArray) blocks = g_task_propagate_pointer (G_TASK (result), NULL);

  if (blocks == NULL)
    return;
  bs_text_view_show (self->view, blocks);
  bs_page_place_locate_async (bs_page_view_get_place (self->page), located_cb, g_object_ref (self));
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, bs_page_read_text (reading->document, reading->token),
                           (GDestroyNotify) g_ptr_array_unref);
}

/* Links are judged as those of the page are. */
static void
follow_cb (BsReaderText *self, const char *link)
{
  g_autofree char *resolved = NULL;
  BsWebNavigation navigation = { .token = bs_page_view_get_token (self->page), .clicked = TRUE };
  BsWebVerdict verdict;
  const char *subject;

  g_assert (BS_IS_READER_TEXT (self));

  if (*link == '#' || self->address == NULL)
    {
      if (*link == '#')
        bs_text_view_go_to_id (self->view, link + 1);
      return;
    }
  resolved = g_uri_resolve_relative (self->address, link, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
  navigation.uri = resolved;
  verdict = bs_web_policy_judge (&navigation);
  subject = resolved != NULL ? bs_web_policy_get_subject (verdict, resolved, navigation.token) : NULL;
  if (subject != NULL)
    g_signal_emit_by_name (self->page, "follow", (guint) verdict, subject);
}

/* The page is scrolled too, so that its place is stored. */
static void
moved_cb (BsReaderText *self, const char *text)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  guint n = 0;

  g_assert (BS_IS_READER_TEXT (self));

  for (const char *c = text; *c != '\0' && n < MAX_LETTERS; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      {
        g_string_append_unichar (letters, g_utf8_get_char (c));
        n++;
      }
  if (n > 0)
    bs_page_place_follow (bs_page_view_get_place (self->page), letters->str);
}

static void
zoom_cb (BsReaderText *self)
{
  g_assert (BS_IS_READER_TEXT (self));

  bs_text_view_set_zoom (self->view, bs_page_view_get_zoom (self->page));
}

static void
bs_reader_text_dispose (GObject *object)
{
  BsReaderText *self = BS_READER_TEXT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->view);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (bs_reader_text_parent_class)->dispose (object);
}

static void
bs_reader_text_class_init (BsReaderTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_reader_text_dispose;
}

static void
bs_reader_text_init (BsReaderText *self)
{
  self->view = g_object_ref_sink (BS_TEXT_VIEW (bs_text_view_new ()));
  g_signal_connect_object (self->view, "follow", G_CALLBACK (follow_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
}

/* @page: outlives it */
BsReaderText *
bs_reader_text_new (BsPageView *page)
{
  BsReaderText *self;

  g_return_val_if_fail (BS_IS_PAGE_VIEW (page), NULL);

  self = g_object_new (BS_TYPE_READER_TEXT, NULL);
  self->page = page;
  g_signal_connect_object (page, "notify::zoom", G_CALLBACK (zoom_cb), self, G_CONNECT_SWAPPED);
  zoom_cb (self);
  return self;
}

/* Returns: (transfer none): the widget */
BsTextView *
bs_reader_text_get_view (BsReaderText *self)
{
  g_return_val_if_fail (BS_IS_READER_TEXT (self), NULL);

  return self->view;
}

/* @document: (nullable): the article that is shown from now on, at the place of its page
 * @path: (nullable): of the article */
void
bs_reader_text_show (BsReaderText *self, BsDocument *document, const char *path)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *escaped = NULL;
  Reading *reading;

  g_return_if_fail (BS_IS_READER_TEXT (self));

  if (document == self->document)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->address, g_free);
  if (document == NULL || path == NULL)
    {
      bs_text_view_show (self->view, NULL);
      return;
    }
  self->document = bs_document_ref (document);
  escaped = g_uri_escape_bytes ((const guint8 *) path, strlen (path), "/");
  self->address = g_strconcat (BS_PAGE_ARTICLE_PREFIX, escaped, NULL);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, bs_reader_text_show);
  reading = g_new (Reading, 1);
  *reading = (Reading){ bs_document_ref (document), g_strdup (bs_page_view_get_token (self->page)) };
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}
