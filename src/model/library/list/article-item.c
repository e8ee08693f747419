/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/article-item.h"

#include <string.h>

#include "model/library/list/article-item-private.h"

/**
 * BsArticleItem:
 *
 * An article as a list shows it. It has the data of the library's table; excerpt, image and language are read from the
 * file after bs_article_item_load_details().
 */
struct _BsArticleItem
{
  GObject parent_instance;

  BsItems *items;
  BsRow *row;
  char *path;
  char *excerpt;
  char *picture;
  char *language;
  gboolean is_requested; /* the details of the row have been requested, and are here or on their way */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_PATH,
  PROP_TITLE,
  PROP_SOURCE,
  PROP_DATE,
  PROP_EXCERPT,
  PROP_PICTURE,
  PROP_LANGUAGE,
  PROP_DRAFT,
  PROP_NEEDS_REPAIR,
  PROP_UNREAD,
  PROP_STARRED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BsArticleItem, bs_article_item, G_TYPE_OBJECT)

static void
bs_article_item_finalize (GObject *object)
{
  BsArticleItem *self = BS_ARTICLE_ITEM (object);
  gpointer key = GUINT_TO_POINTER (self->row->id);

  if (g_hash_table_lookup (self->items->by_id, key) == self)
    g_hash_table_remove (self->items->by_id, key);
  bs_row_unref (self->row);
  bs_items_unref (self->items);
  g_free (self->path);
  g_free (self->excerpt);
  g_free (self->picture);
  g_free (self->language);
  G_OBJECT_CLASS (bs_article_item_parent_class)->finalize (object);
}

static void
bs_article_item_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsArticleItem *self = BS_ARTICLE_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_uint (value, bs_article_item_get_id (self));
      break;
    case PROP_PATH:
      g_value_set_string (value, bs_article_item_get_path (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, bs_article_item_get_title (self));
      break;
    case PROP_SOURCE:
      g_value_set_string (value, bs_article_item_get_source (self));
      break;
    case PROP_DATE:
      g_value_set_int64 (value, bs_article_item_get_date (self));
      break;
    case PROP_EXCERPT:
      g_value_set_string (value, self->excerpt);
      break;
    case PROP_PICTURE:
      g_value_set_string (value, self->picture);
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, self->language);
      break;
    case PROP_DRAFT:
      g_value_set_boolean (value, bs_article_item_get_draft (self));
      break;
    case PROP_NEEDS_REPAIR:
      g_value_set_boolean (value, bs_article_item_get_needs_repair (self));
      break;
    case PROP_UNREAD:
      g_value_set_boolean (value, bs_article_item_get_unread (self));
      break;
    case PROP_STARRED:
      g_value_set_boolean (value, bs_article_item_get_starred (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_article_item_class_init (BsArticleItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bs_article_item_finalize;
  object_class->get_property = bs_article_item_get_property;

  properties[PROP_ID] = g_param_spec_uint ("id", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, flags);
  properties[PROP_DATE] = g_param_spec_int64 ("date", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_EXCERPT] = g_param_spec_string ("excerpt", NULL, NULL, NULL, flags);
  properties[PROP_PICTURE] = g_param_spec_string ("picture", NULL, NULL, NULL, flags);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  properties[PROP_DRAFT] = g_param_spec_boolean ("draft", NULL, NULL, FALSE, flags);
  properties[PROP_NEEDS_REPAIR] = g_param_spec_boolean ("needs-repair", NULL, NULL, FALSE, flags);
  properties[PROP_UNREAD] = g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  properties[PROP_STARRED] = g_param_spec_boolean ("starred", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bs_article_item_init (BsArticleItem *self)
{
}

static void
request_details (BsArticleItem *self)
{
  guint dropped_id;

  if (self->items->details == NULL)
    return;
  self->is_requested = TRUE;
  if (bs_details_request (self->items->details, self->row->id, bs_article_item_get_path (self), self->row->content_hash,
                          &dropped_id))
    bs_items_forget_request (self->items, dropped_id);
}

/**
 * bs_items_new:
 * @vocabulary: the names of the library
 *
 * Returns: (transfer full): a place where items are found again
 */
BsItems *
bs_items_new (BsVocabulary *vocabulary)
{
  BsItems *self = g_new0 (BsItems, 1);

  g_ref_count_init (&self->ref_count);
  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->by_id = g_hash_table_new (NULL, NULL);
  return self;
}

static BsItems *
items_ref (BsItems *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_items_unref:
 * @self: (transfer full): items
 */
void
bs_items_unref (BsItems *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_id);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self);
}

/**
 * bs_items_dup:
 * @self: items
 * @row: an article
 *
 * Returns: (transfer full): the only object for the article
 */
BsArticleItem *
bs_items_dup (BsItems *self, BsRow *row)
{
  BsArticleItem *item = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (row->id));

  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (BS_TYPE_ARTICLE_ITEM, NULL);
  item->items = items_ref (self);
  item->row = bs_row_ref (row);
  g_hash_table_insert (self->by_id, GUINT_TO_POINTER (row->id), item);
  return item;
}

/**
 * bs_items_replace:
 * @self: items
 * @row: an article's current row
 *
 * Updates the article's object, if there is one.
 */
void
bs_items_replace (BsItems *self, BsRow *row)
{
  BsArticleItem *item = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (row->id));
  g_autoptr (BsRow) old = NULL;

  if (item == NULL || item->row == row)
    return;
  g_object_ref (item);
  g_object_freeze_notify (G_OBJECT (item));
  old = g_steal_pointer (&item->row);
  item->row = bs_row_ref (row);
  if (!bs_row_equal_path (old, row))
    {
      g_clear_pointer (&item->path, g_free);
      g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_PATH]);
    }
  if (g_strcmp0 (bs_row_get_title (old), bs_row_get_title (row)) != 0)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_TITLE]);
  if (g_strcmp0 (bs_row_get_source (old), bs_row_get_source (row)) != 0)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_SOURCE]);
  if (old->date != row->date)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_DATE]);
  if (((old->flags ^ row->flags) & BS_ROW_DRAFT) != 0)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_DRAFT]);
  if (((old->flags ^ row->flags) & BS_ROW_NEEDS_REPAIR) != 0)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_NEEDS_REPAIR]);
  /* The old excerpt stays until the new one is read, so that the row does not flicker. */
  if (item->is_requested && (old->content_hash != row->content_hash || !bs_row_equal_path (old, row)))
    request_details (item);
  g_object_thaw_notify (G_OBJECT (item));
  g_object_unref (item);
}

/**
 * bs_items_detach:
 * @self: items
 * @id: a number that now belongs to another article
 *
 * The object of the previous article, if it is still in use, stays as it is and is detached from the library.
 */
void
bs_items_detach (BsItems *self, guint id)
{
  g_hash_table_remove (self->by_id, GUINT_TO_POINTER (id));
}

/**
 * bs_items_notify_marks:
 * @self: items
 * @id: an article's number
 * @changed: the marks that have changed
 *
 * Updates the marks of the article's object, if there is one.
 */
void
bs_items_notify_marks (BsItems *self, guint id, BsMarks changed)
{
  BsArticleItem *item = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (id));

  if (item == NULL)
    return;
  g_object_ref (item);
  g_object_freeze_notify (G_OBJECT (item));
  if ((changed & BS_MARK_UNREAD) != 0)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_UNREAD]);
  if ((changed & BS_MARK_STARRED) != 0)
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_STARRED]);
  g_object_thaw_notify (G_OBJECT (item));
  g_object_unref (item);
}

/**
 * bs_items_forget_request:
 * @self: items
 * @id: an article's number
 *
 * Its details will not be delivered; they have to be requested again.
 */
void
bs_items_forget_request (BsItems *self, guint id)
{
  BsArticleItem *item = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (id));

  if (item != NULL)
    item->is_requested = FALSE;
}

/**
 * bs_items_take_details:
 * @self: items
 * @result: the details
 */
void
bs_items_take_details (BsItems *self, const BsDetailsResult *result)
{
  BsArticleItem *item = g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (result->id));

  /* The latest request is read first, so a later answer may come from the file's previous path. */
  if (item == NULL || item->row->content_hash != result->content_hash ||
      strcmp (bs_article_item_get_path (item), result->path) != 0)
    return;
  g_object_ref (item);
  g_object_freeze_notify (G_OBJECT (item));
  if (g_strcmp0 (item->excerpt, result->excerpt) != 0)
    {
      g_free (item->excerpt);
      item->excerpt = g_strdup (result->excerpt);
      g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_EXCERPT]);
    }
  if (g_strcmp0 (item->picture, result->picture) != 0)
    {
      g_free (item->picture);
      item->picture = g_strdup (result->picture);
      g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_PICTURE]);
    }
  if (g_strcmp0 (item->language, result->language) != 0)
    {
      g_free (item->language);
      item->language = g_strdup (result->language);
      g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_LANGUAGE]);
    }
  g_object_thaw_notify (G_OBJECT (item));
  g_object_unref (item);
}

/**
 * bs_article_item_get_id:
 * @self: an item
 *
 * Returns: the article's number, which stays the same while the library is open, whatever its file is called
 */
guint
bs_article_item_get_id (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), 0);

  return self->row->id;
}

/**
 * bs_article_item_get_path:
 * @self: an item
 *
 * Returns: (type filename): its path relative to the library, bytes as the disk has them
 */
const char *
bs_article_item_get_path (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), NULL);

  if (self->path == NULL)
    self->path = bs_row_dup_path (self->row);
  return self->path;
}

/**
 * bs_article_item_get_title:
 * @self: an item
 *
 * Returns: its title; never %NULL
 */
const char *
bs_article_item_get_title (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), NULL);

  return bs_row_get_title (self->row);
}

/**
 * bs_article_item_get_source:
 * @self: an item
 *
 * Returns: (nullable): the first of its authors
 */
const char *
bs_article_item_get_source (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), NULL);

  return bs_row_get_source (self->row);
}

/**
 * bs_article_item_get_date:
 * @self: an item
 *
 * Returns: its date in seconds since the epoch; %BS_ROW_NO_DATE if undated
 */
gint64
bs_article_item_get_date (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), 0);

  return self->row->date;
}

/**
 * bs_article_item_get_draft:
 * @self: an item
 *
 * Returns: whether it is a draft
 */
gboolean
bs_article_item_get_draft (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), FALSE);

  return (self->row->flags & BS_ROW_DRAFT) != 0;
}

/**
 * bs_article_item_get_needs_repair:
 * @self: an item
 *
 * Returns: whether it has a problem that is more than a note
 */
gboolean
bs_article_item_get_needs_repair (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), FALSE);

  return (self->row->flags & BS_ROW_NEEDS_REPAIR) != 0;
}

/**
 * bs_article_item_get_unread:
 * @self: an item
 *
 * Returns: whether it is unread and was added since the library was first opened; or was marked as unread
 */
gboolean
bs_article_item_get_unread (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), FALSE);

  return (bs_row_get_marks (self->row) & BS_MARK_UNREAD) != 0;
}

/**
 * bs_article_item_get_starred:
 * @self: an item
 *
 * Returns: whether the reader starred it
 */
gboolean
bs_article_item_get_starred (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), FALSE);

  return (bs_row_get_marks (self->row) & BS_MARK_STARRED) != 0;
}

/**
 * bs_article_item_get_excerpt:
 * @self: an item
 *
 * Returns: (nullable): the first words of its text, empty if it has none; %NULL until they were read
 */
const char *
bs_article_item_get_excerpt (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), NULL);

  return self->excerpt;
}

/**
 * bs_article_item_get_picture:
 * @self: an item
 *
 * Returns: (nullable) (type filename): path of its image relative to the library, if it is a file of the library; %NULL
 *   until it was looked up
 */
const char *
bs_article_item_get_picture (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), NULL);

  return self->picture;
}

/**
 * bs_article_item_get_language:
 * @self: an item
 *
 * Returns: (nullable): the language of its text, BCP 47; %NULL if unknown or not read yet
 */
const char *
bs_article_item_get_language (BsArticleItem *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ITEM (self), NULL);

  return self->language;
}

/**
 * bs_article_item_load_details:
 * @self: an item
 *
 * Has the excerpt, the picture and the language read, unless they are here or on their way. Called when a row becomes
 * visible: the latest request is read first, and old requests are dropped.
 */
void
bs_article_item_load_details (BsArticleItem *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ITEM (self));

  if (!self->is_requested)
    request_details (self);
}
