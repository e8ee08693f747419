/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "page/page.h"

/* One load, from a path to a page. */
typedef struct
{
  BsReader *reader;
  BsDocument *document;
  GBytes *html;
  guint sequence;
  gboolean again; /* the article is on the screen already, and keeps its position until the new page is shown */
  char *words;    /* (nullable): of a preview: letters that are to be in view */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->reader);
  g_clear_pointer (&reading->document, bs_document_unref);
  g_clear_pointer (&reading->html, g_bytes_unref);
  g_free (reading->words);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gboolean
is_stale (const Reading *reading)
{
  return reading->sequence != reading->reader->sequence;
}

static void
position_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (JSCValue) value = NULL;
  g_autofree char *position = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));

  if (is_stale (reading))
    return;

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  if (value != NULL && jsc_value_is_string (value))
    position = jsc_value_to_string (value);
  bs_reader_view_show (reading->reader, reading->html, position);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  BsReader *self = BS_READER (source);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));

  reading->html = g_task_propagate_pointer (G_TASK (result), NULL);
  if (is_stale (reading) || reading->html == NULL)
    return;

  bs_reader_set_removed (self, FALSE);
  bs_reader_set_document (self, reading->document);
  bs_reader_update_pictures (self);

  if (reading->again && self->html != NULL && g_bytes_equal (self->html, reading->html))
    {
      bs_reader_follow (self, reading->words);
      return;
    }

  if (!reading->again)
    {
      bs_reader_view_show (self, reading->html, self->left_at);
      self->is_rendered = TRUE;
    }
  else
    {
      g_autofree char *words = g_uri_escape_string (reading->words != NULL ? reading->words : "", NULL, FALSE);
      g_autofree char *script = reading->words != NULL ?
                                    g_strdup_printf ("broadsheet.positionWith (decodeURIComponent ('%s'))", words) :
                                    g_strdup ("broadsheet.position ()");

      webkit_web_view_evaluate_javascript (self->view, script, -1, BS_WEB_POLICY_WORLD, NULL, cancellable, position_cb,
                                           g_steal_pointer (&reading));
    }
}

typedef struct
{
  BsDocument *document;
  gboolean original;
  char *token;
} Rendering;

static void
rendering_free (gpointer data)
{
  Rendering *rendering = data;

  bs_document_unref (rendering->document);
  g_free (rendering->token);
  g_free (rendering);
}

static void
render_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Rendering *rendering = task_data;
  char *html;

  /* Rendering may take seconds, so it is cancelled if the article is no longer wanted. */
  if (g_task_return_error_if_cancelled (task))
    return;
  html = bs_page_render_with_token (rendering->document, rendering->original, rendering->token);
  g_task_return_pointer (task, g_bytes_new_take (html, strlen (html)), (GDestroyNotify) g_bytes_unref);
}

static void
render (Reading *reading)
{
  BsReader *self = reading->reader;
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, rendered_cb, reading);
  Rendering *rendering = g_new0 (Rendering, 1);

  g_task_set_source_tag (task, render);
  rendering->document = bs_document_ref (reading->document);
  rendering->original = self->original;
  rendering->token = g_strdup (self->token);
  g_task_set_task_data (task, rendering, rendering_free);
  g_task_run_in_thread (task, render_thread);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  BsReader *self = reading->reader;

  g_assert (BS_IS_LIBRARY (source));

  reading->document = bs_library_read_finish (BS_LIBRARY (source), result, &error);
  if (is_stale (reading))
    return;

  if (reading->document == NULL)
    {
      /* Keep showing the old page. The library will report what happened to the file. */
      if (!reading->again)
        bs_reader_set_state (self, BS_READER_FAILED, error->message);
      return;
    }

  render (g_steal_pointer (&reading));
}

void
bs_reader_cancel_load (BsReader *self)
{
  self->sequence++;
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
}

/* Reads the article and shows it. again: it is on the screen already. */
void
bs_reader_load (BsReader *self, gboolean again)
{
  Reading *reading;

  bs_reader_cancel_load (self);
  self->cancellable = g_cancellable_new ();
  self->is_preview = FALSE;

  /* A second change while the first is being read must not make the page jump to its top. */
  if (!again)
    {
      self->is_rendered = FALSE;
      bs_reader_set_state (self, BS_READER_LOADING, NULL);
    }
  if (self->library == NULL)
    {
      bs_reader_set_state (self, BS_READER_FAILED, _ ("No library is open."));
      return;
    }

  if (!again)
    bs_reader_ask_position (self);
  reading = g_new0 (Reading, 1);
  reading->reader = g_object_ref (self);
  reading->sequence = self->sequence;
  reading->again = again;
  bs_library_read_async (self->library, self->path, self->cancellable, read_cb, reading);
}

static void
render_document (BsReader *self, BsDocument *document, const char *words)
{
  Reading *reading;

  bs_reader_cancel_load (self);
  self->cancellable = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->reader = g_object_ref (self);
  reading->document = bs_document_ref (document);
  reading->sequence = self->sequence;
  reading->again = TRUE;
  reading->words = g_strdup (words);
  render (reading);
}

/* Renders the article again, if it is to be shown in another style. */
void
bs_reader_render_again (BsReader *self)
{
  if (self->document != NULL && self->state == BS_READER_SHOWN)
    render_document (self, self->document, NULL);
  else if (self->path != NULL)
    bs_reader_load (self, FALSE);
}

/* Shows a version of the article that is not in its file, in place of the one that is shown, with some letters of it in
 * view. It stays until the file changes, or the preview ends.
 *
 * @words: (nullable): from bs_source_place_get_words() */
void
bs_reader_preview (BsReader *self, BsDocument *document, const char *words)
{
  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (document != NULL);

  if (self->path == NULL || self->state != BS_READER_SHOWN)
    return;
  self->is_preview = TRUE;
  render_document (self, document, words);
}

/* Shows the article as it is in its file. */
void
bs_reader_end_preview (BsReader *self)
{
  g_return_if_fail (BS_IS_READER (self));

  if (self->is_preview && self->path != NULL)
    bs_reader_load (self, self->state == BS_READER_SHOWN);
}
