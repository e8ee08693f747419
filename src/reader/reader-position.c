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
