/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/reader-links.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/toast.h"

struct _BsReaderLinks
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsPanes *panes;
  AdwToastOverlay *toasts;

  BsLibrary *library; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BsReaderLinks, bs_reader_links, G_TYPE_OBJECT)

static void
show_scope (BsReaderLinks *self, BsScope scope, const char *const *names)
{
  bs_sidebar_show_scope (self->sidebar, scope, names);
  if (bs_panes_get_inner_folded (self->panes))
    bs_panes_go_to_list (self->panes);
}

static void
open_category_cb (BsReaderLinks *self, const char *const *path)
{
  g_assert (BS_IS_READER_LINKS (self));

  show_scope (self, BS_SCOPE_CATEGORY, path);
}

static void
open_tag_cb (BsReaderLinks *self, const char *tag)
{
  const char *const names[] = { tag, NULL };

  g_assert (BS_IS_READER_LINKS (self));

  show_scope (self, BS_SCOPE_TAG, names);
}

static void
open_source_cb (BsReaderLinks *self, const char *source)
{
  const char *const names[] = { source, NULL };

  g_assert (BS_IS_READER_LINKS (self));

  show_scope (self, BS_SCOPE_SOURCE, names);
}

static void
open_article_cb (BsReaderLinks *self, const char *path)
{
  g_autoptr (BsArticleItem) item = NULL;

  g_assert (BS_IS_READER_LINKS (self));

  if (self->library == NULL)
    return;
  item = bs_library_dup_item (self->library, path);
  if (item == NULL)
    {
      bs_toast_show (self->toasts, _ ("The article is not in this library."));
      return;
    }
  if (!bs_article_pane_contains (self->articles, bs_article_item_get_id (item)))
    {
      bs_article_pane_end_search (self->articles);
      bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
    }
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));
}

static void
link_failed_cb (BsReaderLinks *self, const char *address, const char *message)
{
  g_assert (BS_IS_READER_LINKS (self));

  bs_toast_show (self->toasts, message);
}

static void
bs_reader_links_finalize (GObject *object)
{
  g_clear_object (&BS_READER_LINKS (object)->library);

  G_OBJECT_CLASS (bs_reader_links_parent_class)->finalize (object);
}

static void
bs_reader_links_class_init (BsReaderLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_reader_links_finalize;
}

static void
bs_reader_links_init (BsReaderLinks *self)
{
}

/* All of them outlive it. */
BsReaderLinks *
bs_reader_links_new (BsLinkFollower *links, BsSidebar *sidebar, BsArticlePane *articles, BsPanes *panes,
                     AdwToastOverlay *toasts)
{
  BsReaderLinks *self;

  g_return_val_if_fail (BS_IS_LINK_FOLLOWER (links), NULL);
  g_return_val_if_fail (BS_IS_PANES (panes), NULL);

  self = g_object_new (BS_TYPE_READER_LINKS, NULL);
  self->sidebar = sidebar;
  self->articles = articles;
  self->panes = panes;
  self->toasts = toasts;
  g_signal_connect_object (links, "open-category", G_CALLBACK (open_category_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (links, "open-tag", G_CALLBACK (open_tag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (links, "open-source", G_CALLBACK (open_source_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (links, "open-article", G_CALLBACK (open_article_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (links, "link-failed", G_CALLBACK (link_failed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* @library: (nullable) */
void
bs_reader_links_set_library (BsReaderLinks *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_READER_LINKS (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  g_set_object (&self->library, library);
}
