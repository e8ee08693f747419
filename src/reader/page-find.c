/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/page-find.h"

#include <webkit/webkit.h>

#include "model/library/words/variants.h"
#include "reader/web-policy.h"

/* Line breaks inside a phrase do not matter. */
#define SEPARATOR "\n"

struct _BsPageFind
{
  GObject parent_instance;

  WebKitWebView *view;       /* (nullable): while it shows a page */
  GCancellable *cancellable; /* of that page */
  GStrv phrases;             /* (nullable): the words of a search */
  char *text;                /* (nullable): of the find bar, which takes precedence */
  guint n_found;
  guint found;
  guint sequence;
};

enum
{
  PROP_0,
  PROP_N_FOUND,
  PROP_FOUND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsPageFind, bs_page_find, G_TYPE_OBJECT)

static void
set_found_state (BsPageFind *self, guint n_found, guint found)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_found != n_found)
    {
      self->n_found = n_found;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOUND]);
    }
  if (self->found != found)
    {
      self->found = found;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

typedef struct
{
  BsPageFind *find;
  guint sequence;
} Call;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (BsPageFind) self = call->find;
  g_autoptr (JSCValue) value = NULL;
  g_autoptr (JSCValue) n_found = NULL;
  g_autoptr (JSCValue) found = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));
  g_assert (BS_IS_PAGE_FIND (self));

  value = webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  if (call->sequence != self->sequence || value == NULL || !jsc_value_is_array (value))
    return;

  n_found = jsc_value_object_get_property_at_index (value, 0);
  found = jsc_value_object_get_property_at_index (value, 1);
  set_found_state (self, jsc_value_to_int32 (n_found), jsc_value_to_int32 (found));
}

static void
call (BsPageFind *self, const char *script, GVariant *arguments)
{
  Call *data;

  if (self->view == NULL)
    return;

  data = g_new0 (Call, 1);
  data->find = g_object_ref (self);
  data->sequence = ++self->sequence;
  webkit_web_view_call_async_javascript_function (self->view, script, -1, arguments, BS_WEB_POLICY_WORLD, NULL,
                                                  self->cancellable, found_cb, data);
}

static void
highlight (BsPageFind *self)
{
  const char *const nothing[] = { NULL };
  const char *const looked_for[] = { self->text, NULL };
  const char *const *phrases = nothing;
  g_autoptr (GVariant) arguments = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *variants = NULL;
  GVariantDict dict;

  if (self->text != NULL)
    phrases = looked_for;
  else if (self->phrases != NULL)
    phrases = (const char *const *) self->phrases;

  set_found_state (self, 0, 0);
  g_variant_dict_init (&dict, NULL);
  /* WebKit does not pass arrays to scripts, so they are joined. */
  joined = g_strjoinv (SEPARATOR, (char **) phrases);
  g_variant_dict_insert (&dict, "phrases", "s", joined);
  variants = bs_variants_list (joined);
  g_variant_dict_insert (&dict, "variants", "s", variants);
  arguments = g_variant_ref_sink (g_variant_dict_end (&dict));
  /* Typing shows the first match. A search does not scroll the article. */
  call (self,
        self->text != NULL ? "return broadsheet.find (phrases.split ('\\n'), variants.split ('\\n'), true)" :
                             "return broadsheet.find (phrases.split ('\\n'), variants.split ('\\n'), false)",
        arguments);
}

static void
bs_page_find_finalize (GObject *object)
{
  BsPageFind *self = BS_PAGE_FIND (object);

  g_clear_object (&self->view);
  g_clear_object (&self->cancellable);
  g_strfreev (self->phrases);
  g_free (self->text);

  G_OBJECT_CLASS (bs_page_find_parent_class)->finalize (object);
}

static void
bs_page_find_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsPageFind *self = BS_PAGE_FIND (object);

  switch (property_id)
    {
    case PROP_N_FOUND:
      g_value_set_uint (value, self->n_found);
      break;
    case PROP_FOUND:
      g_value_set_uint (value, self->found);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_page_find_class_init (BsPageFindClass *klass)
{
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = bs_page_find_finalize;
  object_class->get_property = bs_page_find_get_property;

  properties[PROP_N_FOUND] = g_param_spec_uint ("n-found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_FOUND] = g_param_spec_uint ("found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bs_page_find_init (BsPageFind *self)
{
}

BsPageFind *
bs_page_find_new (void)
{
  return g_object_new (BS_TYPE_PAGE_FIND, NULL);
}

/* A page has just been shown: its matches are highlighted. */
void
bs_page_find_enter (BsPageFind *self, WebKitWebView *view, GCancellable *cancellable)
{
  g_return_if_fail (BS_IS_PAGE_FIND (self));
  g_return_if_fail (WEBKIT_IS_WEB_VIEW (view));

  g_set_object (&self->view, view);
  g_set_object (&self->cancellable, cancellable);
  highlight (self);
}

/* The page is not the requested one any more. */
void
bs_page_find_leave (BsPageFind *self)
{
  g_return_if_fail (BS_IS_PAGE_FIND (self));

  g_clear_object (&self->view);
  g_clear_object (&self->cancellable);
  self->sequence++;
  set_found_state (self, 0, 0);
}

/* Highlights words and phrases, in this page and those shown after it; NULL removes the highlights. Case, accents, full
 * width and variants of Han characters make no difference. */
void
bs_page_find_set_phrases (BsPageFind *self, const char *const *phrases)
{
  GStrv copy;

  g_return_if_fail (BS_IS_PAGE_FIND (self));

  copy = g_strdupv ((char **) phrases);
  g_strfreev (self->phrases);
  self->phrases = copy;
  if (self->text == NULL)
    highlight (self);
}

/* Finds another text instead. NULL or an empty text ends that, and the search's matches are highlighted again. */
void
bs_page_find_set_text (BsPageFind *self, const char *text)
{
  g_autofree char *copy = NULL;

  g_return_if_fail (BS_IS_PAGE_FIND (self));

  copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  if (g_strcmp0 (copy, self->text) == 0)
    return;

  g_free (self->text);
  self->text = g_steal_pointer (&copy);
  highlight (self);
}

/* Goes to the next match (direction 1) or the previous one (-1), wrapping around. */
void
bs_page_find_step (BsPageFind *self, int direction)
{
  g_return_if_fail (BS_IS_PAGE_FIND (self));

  call (self, direction < 0 ? "return broadsheet.findStep (-1)" : "return broadsheet.findStep (1)", NULL);
}

guint
bs_page_find_get_n_found (BsPageFind *self)
{
  g_return_val_if_fail (BS_IS_PAGE_FIND (self), 0);

  return self->n_found;
}

guint
bs_page_find_get_found (BsPageFind *self)
{
  g_return_val_if_fail (BS_IS_PAGE_FIND (self), 0);

  return self->found;
}
