/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

/* The position at which an article was left is kept by the library, and restored when it is opened again. */

typedef struct
{
  BsReader *reader;
  guint sequence;
} Asking;

typedef struct
{
  BsLibrary *library;
  char *path;
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->library);
  g_free (leaving->path);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  g_autoptr (JSCValue) value = NULL;
  g_autoptr (JSCValue) position = NULL;
  g_autoptr (JSCValue) fraction = NULL;
  g_autofree char *text = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  if (value == NULL || !jsc_value_is_array (value))
    return;
  position = jsc_value_object_get_property_at_index (value, 0);
  fraction = jsc_value_object_get_property_at_index (value, 1);
  text = jsc_value_to_string (position);
  bs_library_set_position (leaving->library, leaving->path, *text != '\0' ? text : NULL,
                           jsc_value_to_double (fraction));
}

/* Before another page replaces the article, the page is asked for its position. */
void
bs_reader_remember_position (BsReader *self)
{
  Leaving *leaving;

  g_return_if_fail (BS_IS_READER (self));

  if (self->library == NULL || self->path == NULL || self->state != BS_READER_SHOWN || self->view == NULL)
    return;
  leaving = g_new (Leaving, 1);
  *leaving = (Leaving){ g_object_ref (self->library), g_strdup (self->path) };
  webkit_web_view_evaluate_javascript (self->view, "[broadsheet.position (), broadsheet.fraction ()]", -1,
                                       BS_WEB_POLICY_WORLD, NULL, NULL, left_cb, leaving);
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (BsReader) self = asking->reader;
  g_autofree char *position = NULL;

  g_assert (BS_IS_LIBRARY (source));

  position = bs_library_get_position_finish (BS_LIBRARY (source), result, NULL, NULL);
  if (asking->sequence != self->sequence || position == NULL)
    return;

  if (self->is_rendered)
    bs_reader_restore (self, position);
  self->left_at = g_steal_pointer (&position);
}

/* Looks up where the article was left. The answer usually comes long before the article is read; if not, the page
 * scrolls there when it does. */
void
bs_reader_ask_position (BsReader *self)
{
  Asking *asking;

  g_return_if_fail (BS_IS_READER (self));

  g_clear_pointer (&self->left_at, g_free);
  if (self->library == NULL)
    return;
  asking = g_new (Asking, 1);
  *asking = (Asking){ g_object_ref (self), self->sequence };
  bs_library_get_position_async (self->library, self->path, self->cancellable, known_cb, asking);
}

typedef struct
{
  GStrv texts;
  double fraction;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_strfreev (place->texts);
  g_free (place);
}

static void
located_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JSCValue) value = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Place *place = g_new0 (Place, 1);

  g_assert (WEBKIT_IS_WEB_VIEW (source));

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  if (value != NULL && jsc_value_is_array (value))
    {
      g_autoptr (JSCValue) length = jsc_value_object_get_property (value, "length");
      g_autoptr (JSCValue) fraction = jsc_value_object_get_property_at_index (value, 0);

      place->fraction = jsc_value_to_double (fraction);
      for (guint i = 1; i < (guint) jsc_value_to_int32 (length); i++)
        {
          g_autoptr (JSCValue) item = jsc_value_object_get_property_at_index (value, i);
          g_autofree char *text = jsc_value_to_string (item);

          g_strv_builder_add (builder, text);
        }
    }
  place->texts = g_strv_builder_end (builder);
  g_task_return_pointer (task, place, place_free);
}

/* Asks the page what is at the top of the view. */
void
bs_reader_locate_async (BsReader *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_READER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_reader_locate_async);
  if (self->view == NULL || self->state != BS_READER_SHOWN)
    {
      Place *place = g_new0 (Place, 1);

      place->texts = g_new0 (char *, 1);
      g_task_return_pointer (task, place, place_free);
      return;
    }
  webkit_web_view_evaluate_javascript (self->view, "broadsheet.place ()", -1, BS_WEB_POLICY_WORLD, NULL, NULL,
                                       located_cb, g_steal_pointer (&task));
}

/* @fraction: (out): how much of the page is above the view, from 0 to 1
 *
 * Returns: (transfer full): the texts at the top of the view; none at the top of the page */
GStrv
bs_reader_locate_finish (BsReader *self, GAsyncResult *result, double *fraction)
{
  Place *place;
  GStrv texts;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (fraction != NULL, NULL);

  place = g_task_propagate_pointer (G_TASK (result), NULL);
  *fraction = place->fraction;
  texts = g_steal_pointer (&place->texts);
  place_free (place);

  return texts;
}

/* Scrolls to the text with some letters, unless it is in view.
 *
 * @words: (nullable): from bs_source_place_get_words() */
void
bs_reader_follow (BsReader *self, const char *words)
{
  g_autofree char *escaped = NULL;
  g_autofree char *script = NULL;

  g_return_if_fail (BS_IS_READER (self));

  if (words == NULL || self->state != BS_READER_SHOWN)
    return;
  escaped = g_uri_escape_string (words, NULL, FALSE);
  script = g_strdup_printf ("broadsheet.follow (decodeURIComponent ('%s'))", escaped);
  bs_reader_run (self, script);
}
