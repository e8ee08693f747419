/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-pictures.h"

#include "page/picture-store.h"

struct _BsReaderPictures
{
  GObject parent_instance;

  BsPageView *view;        /* outlives it */
  BsPictureLoader *loader; /* (nullable) */
  char *key;               /* (nullable): of the pictures of the article */
  BsArticleItem *item;     /* (nullable): the article */
};

G_DEFINE_FINAL_TYPE (BsReaderPictures, bs_reader_pictures, G_TYPE_OBJECT)

static void
starred_cb (BsReaderPictures *self)
{
  g_assert (BS_IS_READER_PICTURES (self));

  if (self->loader != NULL && self->key != NULL && self->item != NULL)
    bs_picture_loader_set_kept (self->loader, self->key, bs_article_item_get_starred (self->item));
}

static void
bs_reader_pictures_finalize (GObject *object)
{
  BsReaderPictures *self = BS_READER_PICTURES (object);

  g_clear_object (&self->loader);
  g_clear_object (&self->item);
  g_free (self->key);

  G_OBJECT_CLASS (bs_reader_pictures_parent_class)->finalize (object);
}

static void
bs_reader_pictures_class_init (BsReaderPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_reader_pictures_finalize;
}

static void
bs_reader_pictures_init (BsReaderPictures *self)
{
}

BsReaderPictures *
bs_reader_pictures_new (BsPageView *view)
{
  BsReaderPictures *self;

  g_return_val_if_fail (BS_IS_PAGE_VIEW (view), NULL);

  self = g_object_new (BS_TYPE_READER_PICTURES, NULL);
  self->view = view;
  return self;
}

/* @loader: (nullable): without it, no remote picture is ever shown
 *
 * Returns: whether it is another one, of which the view learns with the article */
gboolean
bs_reader_pictures_set_loader (BsReaderPictures *self, BsPictureLoader *loader)
{
  g_return_val_if_fail (BS_IS_READER_PICTURES (self), FALSE);
  g_return_val_if_fail (loader == NULL || BS_IS_PICTURE_LOADER (loader), FALSE);

  return g_set_object (&self->loader, loader);
}

/* The next page is that of another article. */
void
bs_reader_pictures_set_article (BsReaderPictures *self, BsLibrary *library, const char *path)
{
  g_return_if_fail (BS_IS_READER_PICTURES (self));

  g_free (self->key);
  self->key = bs_reader_pictures_make_key (library, path);
  bs_page_view_set_pictures (self->view, self->loader, self->key);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, starred_cb, self);
  g_clear_object (&self->item);
  if (self->loader != NULL && self->key != NULL)
    self->item = bs_library_dup_item (library, path);
  if (self->item != NULL)
    g_signal_connect_object (self->item, "notify::starred", G_CALLBACK (starred_cb), self, G_CONNECT_SWAPPED);
  starred_cb (self);
}

/* Allows all pictures of an article. */
void
bs_reader_pictures_allow (BsReaderPictures *self, BsLibrary *library, const char *path)
{
  g_autofree char *key = bs_reader_pictures_make_key (library, path);

  g_return_if_fail (BS_IS_READER_PICTURES (self));

  if (self->loader != NULL && key != NULL)
    bs_picture_loader_allow_article (self->loader, key);
}

/* An article of the library has another path now. */
void
bs_reader_pictures_move (BsReaderPictures *self, BsLibrary *library, const char *from, const char *to)
{
  g_autofree char *old_key = bs_reader_pictures_make_key (library, from);
  g_autofree char *new_key = bs_reader_pictures_make_key (library, to);

  g_return_if_fail (BS_IS_READER_PICTURES (self));

  if (self->loader != NULL && old_key != NULL && new_key != NULL)
    bs_picture_loader_move (self->loader, old_key, new_key);
}

/* The key of an article's pictures is its library's folder and its path.
 *
 * Returns: (nullable): without an article */
char *
bs_reader_pictures_make_key (BsLibrary *library, const char *path)
{
  return library != NULL && path != NULL ?
             bs_picture_store_make_key (g_file_peek_path (bs_library_get_folder (library)), path) :
             NULL;
}
