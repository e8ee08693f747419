/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include "model/library/words/variants.h"

/* Line breaks inside a phrase do not matter. */
#define SEPARATOR "\n"

typedef struct
{
  BsReader *reader;
  guint sequence;
} Call;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (BsReader) self = call->reader;
  g_autoptr (JSCValue) value = NULL;
  g_autoptr (JSCValue) n_found = NULL;
  g_autoptr (JSCValue) found = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));
  g_assert (BS_IS_READER (self));

  value = webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  if (call->sequence != self->find_sequence || value == NULL || !jsc_value_is_array (value))
    return;

  n_found = jsc_value_object_get_property_at_index (value, 0);
  found = jsc_value_object_get_property_at_index (value, 1);
  bs_reader_set_found_state (self, jsc_value_to_int32 (n_found), jsc_value_to_int32 (found));
}

static void
call (BsReader *self, const char *script, GVariant *arguments)
{
  Call *data;

  if (self->view == NULL || self->state != BS_READER_SHOWN)
    return;

  data = g_new0 (Call, 1);
  data->reader = g_object_ref (self);
  data->sequence = ++self->find_sequence;
  webkit_web_view_call_async_javascript_function (self->view, script, -1, arguments, BS_WEB_POLICY_WORLD, NULL,
                                                  self->load_cancellable, found_cb, data);
}

/* Highlights the matches in a page that has just been shown. */
void
bs_reader_find_again (BsReader *self)
{
  const char *const nothing[] = { NULL };
  const char *const looked_for[] = { self->find_text, NULL };
  const char *const *phrases = nothing;
  g_autoptr (GVariant) arguments = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *variants = NULL;
  GVariantDict dict;

  if (self->find_text != NULL)
    phrases = looked_for;
  else if (self->phrases != NULL)
    phrases = (const char *const *) self->phrases;

  bs_reader_set_found_state (self, 0, 0);
  g_variant_dict_init (&dict, NULL);
  /* WebKit does not pass arrays to scripts, so they are joined. */
  joined = g_strjoinv (SEPARATOR, (char **) phrases);
  g_variant_dict_insert (&dict, "phrases", "s", joined);
  variants = bs_variants_list (joined);
  g_variant_dict_insert (&dict, "variants", "s", variants);
  arguments = g_variant_ref_sink (g_variant_dict_end (&dict));
  /* What is typed shows the first match. A search leaves the article where it is. */
  call (self,
        self->find_text != NULL ? "return broadsheet.find (phrases.split ('\\n'), variants.split ('\\n'), true)" :
                                  "return broadsheet.find (phrases.split ('\\n'), variants.split ('\\n'), false)",
        arguments);
}

/* Highlights words and phrases, in this article and those shown after it; NULL removes the highlights. Case, accents,
 * full width and variants of Han characters make no difference. */
void
bs_reader_set_found (BsReader *self, const char *const *phrases)
{
  GStrv copy;

  g_return_if_fail (BS_IS_READER (self));

  copy = g_strdupv ((char **) phrases);
  g_strfreev (self->phrases);
  self->phrases = copy;
  if (self->find_text == NULL)
    bs_reader_find_again (self);
}

/* Finds another text instead. NULL or an empty text ends that, and the search's matches are highlighted again. */
void
bs_reader_find (BsReader *self, const char *text)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (BS_IS_READER (self));

  copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  if (g_strcmp0 (copy, self->find_text) == 0)
    return;

  g_free (self->find_text);
  self->find_text = g_steal_pointer (&copy);
  bs_reader_find_again (self);
}

/* Goes to the next match (direction 1) or the previous one (-1), wrapping around. */
void
bs_reader_find_step (BsReader *self, int direction)
{
  g_return_if_fail (BS_IS_READER (self));

  call (self, direction < 0 ? "return broadsheet.findStep (-1)" : "return broadsheet.findStep (1)", NULL);
}

guint
bs_reader_get_n_found (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), 0);

  return self->n_found;
}

guint
bs_reader_get_found (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), 0);

  return self->found;
}
