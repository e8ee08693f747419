/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/saved-search.h"

struct _BsSavedSearch
{
  GObject parent_instance;

  BsMarksSearch *kept;
  char key[17];
  guint count;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COUNT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BsSavedSearch, bs_saved_search, G_TYPE_OBJECT)

static void
bs_saved_search_finalize (GObject *object)
{
  BsSavedSearch *self = BS_SAVED_SEARCH (object);

  g_clear_pointer (&self->kept, bs_marks_search_free);
  G_OBJECT_CLASS (bs_saved_search_parent_class)->finalize (object);
}

static void
bs_saved_search_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsSavedSearch *self = BS_SAVED_SEARCH (object);

  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->kept->name);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_saved_search_class_init (BsSavedSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bs_saved_search_finalize;
  object_class->get_property = bs_saved_search_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bs_saved_search_init (BsSavedSearch *self)
{
}

/**
 * bs_saved_search_new:
 * @kept: its stored data
 *
 * Returns: (transfer full): a saved search without results yet
 */
BsSavedSearch *
bs_saved_search_new (const BsMarksSearch *kept)
{
  BsSavedSearch *self;

  g_return_val_if_fail (kept != NULL, NULL);

  self = g_object_new (BS_TYPE_SAVED_SEARCH, NULL);
  self->kept = bs_marks_search_copy (kept);
  g_snprintf (self->key, sizeof self->key, "%" G_GINT64_MODIFIER "x", kept->id);
  return self;
}

/**
 * bs_saved_search_get_kept:
 * @self: a saved search
 *
 * Returns: (transfer none): its stored data
 */
const BsMarksSearch *
bs_saved_search_get_kept (BsSavedSearch *self)
{
  g_return_val_if_fail (BS_IS_SAVED_SEARCH (self), NULL);

  return self->kept;
}

/**
 * bs_saved_search_set_kept:
 * @self: a saved search
 * @kept: its new stored data
 */
void
bs_saved_search_set_kept (BsSavedSearch *self, const BsMarksSearch *kept)
{
  g_autoptr (BsMarksSearch) before = NULL;

  g_return_if_fail (BS_IS_SAVED_SEARCH (self));
  g_return_if_fail (kept != NULL);

  before = self->kept;
  self->kept = bs_marks_search_copy (kept);
  /* The query is shown with the name. */
  if (g_strcmp0 (before->name, self->kept->name) != 0 || g_strcmp0 (before->icon, self->kept->icon) != 0 ||
      g_strcmp0 (before->query, self->kept->query) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * bs_saved_search_get_key:
 * @self: a saved search
 *
 * Returns: its id, as a name of the scope %BS_SCOPE_SEARCH
 */
const char *
bs_saved_search_get_key (BsSavedSearch *self)
{
  g_return_val_if_fail (BS_IS_SAVED_SEARCH (self), NULL);

  return self->key;
}

/**
 * bs_saved_search_get_name:
 * @self: a saved search
 *
 * Returns: its name
 */
const char *
bs_saved_search_get_name (BsSavedSearch *self)
{
  g_return_val_if_fail (BS_IS_SAVED_SEARCH (self), NULL);

  return self->kept->name;
}

/**
 * bs_saved_search_get_icon_name:
 * @self: a saved search
 *
 * Returns: the name of its icon
 */
const char *
bs_saved_search_get_icon_name (BsSavedSearch *self)
{
  g_return_val_if_fail (BS_IS_SAVED_SEARCH (self), NULL);

  return self->kept->icon != NULL ? self->kept->icon : "folder-saved-search-symbolic";
}

/**
 * bs_saved_search_get_query:
 * @self: a saved search
 *
 * Returns: the search text, as typed
 */
const char *
bs_saved_search_get_query (BsSavedSearch *self)
{
  g_return_val_if_fail (BS_IS_SAVED_SEARCH (self), NULL);

  return self->kept->query;
}

/**
 * bs_saved_search_get_count:
 * @self: a saved search
 *
 * Returns: how many of the articles that it finds are unread
 */
guint
bs_saved_search_get_count (BsSavedSearch *self)
{
  g_return_val_if_fail (BS_IS_SAVED_SEARCH (self), 0);

  return self->count;
}

/**
 * bs_saved_search_set_count:
 * @self: a saved search
 * @count: how many of the articles that it finds are unread
 */
void
bs_saved_search_set_count (BsSavedSearch *self, guint count)
{
  g_return_if_fail (BS_IS_SAVED_SEARCH (self));

  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}
