/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/child-window.h"
#include "ui/window/library-window.h"

#include <glib/gi18n-lib.h>

#include "ui/desktop/outside.h"

struct _BsLibraryWindow
{
  AdwWindow parent_instance;

  AdwActionRow *folder;
  GtkLabel *kind;
  GtkLabel *articles;
  AdwActionRow *state;
  GtkLabel *bytes;
  GtkWidget *drop_button;

  BsLibrary *library;
};

G_DEFINE_FINAL_TYPE (BsLibraryWindow, bs_library_window, ADW_TYPE_WINDOW)

static const char *
describe_kind (BsSite *site)
{
  if (!site->is_site)
    return _ ("Plain Folder");

  switch (site->kind)
    {
    case BS_SITE_JEKYLL:
      return _ ("Jekyll Site");
    case BS_SITE_HUGO:
      return _ ("Hugo Site");
    case BS_SITE_HEXO:
    default:
      return _ ("Hexo Site");
    }
}

static char *
describe_index (BsLibrary *library)
{
  guint n = bs_library_get_n_to_index (library);

  switch (bs_library_get_index_state (library))
    {
    case BS_INDEX_STARTING:
      return g_strdup (_ ("Checking…"));
    case BS_INDEX_READING:
      if (bs_library_is_index_beside (library))
        return g_strdup_printf (ngettext ("Updating: %'u article left. Until then, searches use the old index.",
                                          "Updating: %'u articles left. Until then, searches use the old index.", n),
                                n);
      return g_strdup_printf (ngettext ("Indexing: %'u article left", "Indexing: %'u articles left", n), n);
    case BS_INDEX_WHOLE:
      return g_strdup (_ ("Up to date"));
    case BS_INDEX_ELSEWHERE:
      return g_strdup (_ ("Another window keeps it up to date"));
    case BS_INDEX_UNAVAILABLE:
    default:
      return g_strdup (
          _ ("There is no index. It will be created when the library is opened again, if the disk has enough space."));
    }
}

static void
update (BsLibraryWindow *self)
{
  guint64 bytes = bs_library_get_index_bytes (self->library);
  g_autofree char *articles = g_strdup_printf ("%'u", bs_library_get_n_articles (self->library));
  g_autofree char *size = g_format_size (bytes);
  g_autofree char *state = describe_index (self->library);

  gtk_label_set_label (self->kind, describe_kind (bs_library_get_site (self->library)));
  gtk_label_set_label (self->articles, articles);
  adw_action_row_set_subtitle (self->state, state);
  gtk_label_set_label (self->bytes, size);
  gtk_widget_set_sensitive (self->drop_button, bytes > 0);
}

static void
update_cb (BsLibraryWindow *self)
{
  g_assert (BS_IS_LIBRARY_WINDOW (self));

  update (self);
}

static void
show_folder_cb (BsLibraryWindow *self)
{
  g_assert (BS_IS_LIBRARY_WINDOW (self));

  bs_outside_open_async (GTK_WINDOW (self), bs_library_get_folder (self->library), BS_OUTSIDE_VIEW, NULL, NULL);
}

static void
drop_cb (BsLibraryWindow *self)
{
  g_assert (BS_IS_LIBRARY_WINDOW (self));

  bs_library_drop_index (self->library);
}

static void
bs_library_window_dispose (GObject *object)
{
  BsLibraryWindow *self = BS_LIBRARY_WINDOW (object);

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, update_cb, self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_library_window_parent_class)->dispose (object);
}

static void
bs_library_window_class_init (BsLibraryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_library_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/library-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BsLibraryWindow, folder);
  gtk_widget_class_bind_template_child (widget_class, BsLibraryWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, BsLibraryWindow, articles);
  gtk_widget_class_bind_template_child (widget_class, BsLibraryWindow, state);
  gtk_widget_class_bind_template_child (widget_class, BsLibraryWindow, bytes);
  gtk_widget_class_bind_template_child (widget_class, BsLibraryWindow, drop_button);
  gtk_widget_class_bind_template_callback (widget_class, show_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
}

static void
bs_library_window_init (BsLibraryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bs_library_window_new (BsLibrary *library, GtkWindow *parent)
{
  BsLibraryWindow *self;
  g_autofree char *path = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = g_object_new (BS_TYPE_LIBRARY_WINDOW, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->library = g_object_ref (library);
  path = g_file_get_parse_name (bs_library_get_folder (library));
  escaped = g_markup_escape_text (path, -1);
  adw_action_row_set_subtitle (self->folder, escaped);

  g_signal_connect_object (library, "notify::n-articles", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::index-state", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-to-index", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::index-bytes", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  bs_library_check_index (library);
  update (self);

  return GTK_WIDGET (self);
}
