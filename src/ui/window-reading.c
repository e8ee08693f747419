/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

/* An article that has been on the screen for so many seconds counts as read. */
#define READ_SECONDS 2

static gboolean
read_cb (gpointer user_data)
{
  BsWindow *self = user_data;
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);
  const char *path = bs_reader_get_path (bs_reader_pane_get_reader (self->reader));
  guint id;

  g_assert (BS_IS_WINDOW (self));

  self->read_id = 0;
  if (item == NULL || g_strcmp0 (bs_article_item_get_path (item), path) != 0)
    return G_SOURCE_REMOVE;
  id = bs_article_item_get_id (item);
  bs_window_read (self, id);
  return G_SOURCE_REMOVE;
}

static void
shown_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  bs_window_cancel_reading (self);
  self->read_id = g_timeout_add_seconds (READ_SECONDS, read_cb, self);
}

static void
path_cb (BsWindow *self)
{
  g_assert (BS_IS_WINDOW (self));

  bs_window_cancel_reading (self);
}

void
bs_window_cancel_reading (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  g_clear_handle_id (&self->read_id, g_source_remove);
}

void
bs_window_install_reading (BsWindow *self)
{
  BsReader *reader;

  g_return_if_fail (BS_IS_WINDOW (self));

  reader = bs_reader_pane_get_reader (self->reader);
  g_signal_connect_object (reader, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "notify::path", G_CALLBACK (path_cb), self, G_CONNECT_SWAPPED);
}
