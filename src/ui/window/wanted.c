/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/wanted.h"

struct _BsWanted
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  BsSidebar *sidebar;
  BsArticlePane *articles;

  BsLibrary *library; /* (nullable) */
  char *path;         /* (nullable): NULL if nothing is awaited */
  GStrv category;     /* (nullable): where to show it */
  gboolean is_here;   /* it is selected in the list that is shown */
};

G_DEFINE_FINAL_TYPE (BsWanted, bs_wanted, G_TYPE_OBJECT)

static void
show_if_there (BsWanted *self)
{
  g_autoptr (BsArticleItem) item = NULL;

  if (self->path == NULL || (item = bs_library_dup_item (self->library, self->path)) == NULL)
    return;
  g_clear_pointer (&self->path, g_free);
  if (self->category != NULL)
    bs_sidebar_show_scope (self->sidebar, BS_SCOPE_CATEGORY, (const char *const *) self->category);
  else if (!self->is_here && !bs_article_pane_contains (self->articles, bs_article_item_get_id (item)))
    bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
  g_clear_pointer (&self->category, g_strfreev);
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));
}

static void
changed_cb (BsWanted *self)
{
  g_assert (BS_IS_WANTED (self));

  show_if_there (self);
}

static void
state_cb (BsWanted *self)
{
  g_assert (BS_IS_WANTED (self));

  if (bs_library_get_state (self->library) == BS_LIBRARY_READY)
    show_if_there (self);
}

static void
clear_library (BsWanted *self)
{
  if (self->library != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->library, changed_cb, self);
      g_signal_handlers_disconnect_by_func (self->library, state_cb, self);
    }
  g_clear_object (&self->library);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->category, g_strfreev);
}

static void
bs_wanted_finalize (GObject *object)
{
  clear_library (BS_WANTED (object));

  G_OBJECT_CLASS (bs_wanted_parent_class)->finalize (object);
}

static void
bs_wanted_class_init (BsWantedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_wanted_finalize;
}

static void
bs_wanted_init (BsWanted *self)
{
}

/* Both outlive it. */
BsWanted *
bs_wanted_new (BsSidebar *sidebar, BsArticlePane *articles)
{
  BsWanted *self;

  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);

  self = g_object_new (BS_TYPE_WANTED, NULL);
  self->sidebar = sidebar;
  self->articles = articles;
  return self;
}

/* @library: (nullable) */
void
bs_wanted_set_library (BsWanted *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_WANTED (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  clear_library (self);
  if (library == NULL)
    return;
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
}

static void
want (BsWanted *self, const char *path, const char *const *category, gboolean is_here)
{
  if (self->library == NULL)
    return;
  self->is_here = is_here;
  g_free (self->path);
  self->path = g_strdup (path);
  g_strfreev (self->category);
  self->category = g_strdupv ((GStrv) category);
  bs_library_look_at (self->library, path);
  show_if_there (self);
}

/* @category: (nullable): where to show it; by default in the current list, or else among all articles */
void
bs_wanted_show (BsWanted *self, const char *path, const char *const *category)
{
  g_return_if_fail (BS_IS_WANTED (self));
  g_return_if_fail (path != NULL);

  want (self, path, category, FALSE);
}

/* Selects an article in the list that is shown. */
void
bs_wanted_follow (BsWanted *self, const char *path)
{
  g_return_if_fail (BS_IS_WANTED (self));
  g_return_if_fail (path != NULL);

  want (self, path, NULL, TRUE);
}
