/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/page-place.h"

#include <webkit/webkit.h>

#include "page/sanitiser-links.h"
#include "reader/page-script.h"
#include "reader/web-policy.h"

struct _BsPagePlace
{
  GObject parent_instance;

  WebKitWebView *web; /* (nullable): while it shows a page */
  GPtrArray *outline; /* (nullable) (element-type BsPageHeading) */
};

enum
{
  PROP_0,
  PROP_OUTLINE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsPagePlace, bs_page_place, G_TYPE_OBJECT)

static void
bs_page_place_finalize (GObject *object)
{
  g_clear_object (&BS_PAGE_PLACE (object)->web);
  g_clear_pointer (&BS_PAGE_PLACE (object)->outline, g_ptr_array_unref);

  G_OBJECT_CLASS (bs_page_place_parent_class)->finalize (object);
}

static void
bs_page_place_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_OUTLINE)
    g_value_set_boxed (value, BS_PAGE_PLACE (object)->outline);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
bs_page_place_class_init (BsPagePlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bs_page_place_finalize;
  object_class->get_property = bs_page_place_get_property;

  properties[PROP_OUTLINE] =
      g_param_spec_boxed ("outline", NULL, NULL, G_TYPE_PTR_ARRAY, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bs_page_place_init (BsPagePlace *self)
{
}

BsPagePlace *
bs_page_place_new (void)
{
  return g_object_new (BS_TYPE_PAGE_PLACE, NULL);
}

/* A page has just been shown. */
void
bs_page_place_enter (BsPagePlace *self, WebKitWebView *web)
{
  g_return_if_fail (BS_IS_PAGE_PLACE (self));
  g_return_if_fail (WEBKIT_IS_WEB_VIEW (web));

  g_set_object (&self->web, web);
}

/* The page is not the requested one any more. */
void
bs_page_place_leave (BsPagePlace *self)
{
  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  g_clear_object (&self->web);
}

static void
evaluated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  JSCValue *value;
  GError *error = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));
  g_assert (G_IS_TASK (task));

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);
  if (value != NULL)
    g_task_return_pointer (task, value, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Asks the page, if it is on the screen. The task returns a value, or NULL without an error. */
static void
question (BsPagePlace *self, gpointer tag, const char *script, GCancellable *cancellable, GAsyncReadyCallback callback,
          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (self->web == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    webkit_web_view_evaluate_javascript (self->web, script, -1, BS_WEB_POLICY_WORLD, NULL, cancellable, evaluated_cb,
                                         g_steal_pointer (&task));
}

/* Scrolls forward (direction 1) or back (-1) by a page, keeping a little of it visible. */
void
bs_page_place_turn (BsPagePlace *self, int direction, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  question (self, bs_page_place_turn, direction < 0 ? "broadsheet.page (-1)" : "broadsheet.page (1)", NULL, callback,
            user_data);
}

/* FALSE without an error if there was nothing left to scroll. */
gboolean
bs_page_place_turn_finish (BsPagePlace *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JSCValue) value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  return value != NULL && jsc_value_to_boolean (value);
}

/* Goes to the target of a link within the page, or to its top. */
void
bs_page_place_go_to (BsPagePlace *self, const char *fragment)
{
  g_autoptr (GVariant) arguments = NULL;
  GVariantDict dict;
  g_autofree char *sanitised = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (BS_IS_PAGE_PLACE (self));
  g_return_if_fail (fragment != NULL);

  name = g_uri_unescape_string (fragment, NULL);
  if (self->web == NULL || name == NULL || !g_utf8_validate (name, -1, NULL))
    return;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", name);
  sanitised = g_strconcat (BS_SANITISED_ID_PREFIX, name, NULL);
  g_variant_dict_insert (&dict, "sanitised", "s", sanitised);
  arguments = g_variant_ref_sink (g_variant_dict_end (&dict));
  webkit_web_view_call_async_javascript_function (self->web, "broadsheet.show (name, sanitised)", -1, arguments,
                                                  BS_WEB_POLICY_WORLD, NULL, NULL, NULL, NULL);
}

/* Scrolls to the text with some letters, unless it is in view.
 *
 * @words: (nullable): from bs_source_place_get_words() */
void
bs_page_place_follow (BsPagePlace *self, const char *words)
{
  g_autofree char *script = NULL;

  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  if (words == NULL || self->web == NULL)
    return;
  script = bs_page_script_call ("follow", words);
  webkit_web_view_evaluate_javascript (self->web, script, -1, BS_WEB_POLICY_WORLD, NULL, NULL, NULL, NULL);
}

/* Asks the page for its position.
 *
 * @words: (nullable): letters that are to be in view when the position is restored */
void
bs_page_place_ask_async (BsPagePlace *self, const char *words, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autofree char *position = NULL;
  g_autofree char *script = NULL;

  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  position = words != NULL ? bs_page_script_call ("positionWith", words) : g_strdup ("broadsheet.position ()");
  script = g_strdup_printf ("[%s, broadsheet.fraction ()]", position);
  question (self, bs_page_place_ask_async, script, cancellable, callback, user_data);
}

/* @fraction: (out) (optional): how much of the page is above the view, from 0 to 1
 *
 * Returns: (nullable) (transfer full): the position, empty at the top */
char *
bs_page_place_ask_finish (BsPagePlace *self, GAsyncResult *result, double *fraction, GError **error)
{
  g_autoptr (JSCValue) value = NULL;
  g_autoptr (JSCValue) position = NULL;
  g_autoptr (JSCValue) part = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL || !jsc_value_is_array (value))
    return NULL;
  position = jsc_value_object_get_property_at_index (value, 0);
  part = jsc_value_object_get_property_at_index (value, 1);
  if (fraction != NULL)
    *fraction = jsc_value_to_double (part);
  return jsc_value_is_string (position) ? jsc_value_to_string (position) : NULL;
}

/* Asks the page for the texts at the top of the view. */
void
bs_page_place_locate_async (BsPagePlace *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  question (self, bs_page_place_locate_async, "broadsheet.place ()", NULL, callback, user_data);
}

/* @fraction: (out): how much of the page is above the view, from 0 to 1
 *
 * Returns: (transfer full): the texts at the top of the view; none at the top of the page */
GStrv
bs_page_place_locate_finish (BsPagePlace *self, GAsyncResult *result, double *fraction)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JSCValue) value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (fraction != NULL, NULL);

  *fraction = 0;
  value = g_task_propagate_pointer (G_TASK (result), NULL);
  if (value != NULL && jsc_value_is_array (value))
    {
      g_autoptr (JSCValue) length = jsc_value_object_get_property (value, "length");
      g_autoptr (JSCValue) part = jsc_value_object_get_property_at_index (value, 0);

      *fraction = jsc_value_to_double (part);
      for (guint i = 1; i < (guint) jsc_value_to_int32 (length); i++)
        {
          g_autoptr (JSCValue) item = jsc_value_object_get_property_at_index (value, i);
          g_autofree char *text = jsc_value_to_string (item);

          g_strv_builder_add (builder, text);
        }
    }
  return g_strv_builder_end (builder);
}

/* @outline: (nullable) (element-type BsPageHeading): the headings of the page that will be shown */
void
bs_page_place_set_outline (BsPagePlace *self, GPtrArray *outline)
{
  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  g_clear_pointer (&self->outline, g_ptr_array_unref);
  self->outline = outline != NULL ? g_ptr_array_ref (outline) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTLINE]);
}

/* Returns: (nullable) (transfer none) (element-type BsPageHeading) */
GPtrArray *
bs_page_place_get_outline (BsPagePlace *self)
{
  g_return_val_if_fail (BS_IS_PAGE_PLACE (self), NULL);

  return self->outline;
}

/* Goes to a heading of the article, by its number in the outline. */
void
bs_page_place_show_heading (BsPagePlace *self, guint number)
{
  g_autofree char *script = NULL;

  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  if (self->web == NULL)
    return;
  script = g_strdup_printf ("broadsheet.showHeading (%u)", number);
  webkit_web_view_evaluate_javascript (self->web, script, -1, BS_WEB_POLICY_WORLD, NULL, NULL, NULL, NULL);
}

/* Asks the page which heading is being read. */
void
bs_page_place_ask_heading_async (BsPagePlace *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (BS_IS_PAGE_PLACE (self));

  question (self, bs_page_place_ask_heading_async, "broadsheet.heading ()", cancellable, callback, user_data);
}

/* Returns: its number, or -1 above the first one */
int
bs_page_place_ask_heading_finish (BsPagePlace *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JSCValue) value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  value = g_task_propagate_pointer (G_TASK (result), error);
  return value != NULL && jsc_value_is_number (value) ? jsc_value_to_int32 (value) : -1;
}
