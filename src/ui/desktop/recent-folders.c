/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/desktop/recent-folders.h"

#define MAX_FOLDERS 10
#define KEY "recent-folders"

typedef struct
{
  GFile *folder;
  gboolean missing;
} Recent;

struct _BsRecentFolders
{
  GObject parent_instance;

  GSettings *settings; /* (nullable) */
  GPtrArray *folders;  /* of Recent */
  GCancellable *cancellable;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsRecentFolders, bs_recent_folders, G_TYPE_OBJECT)

static void
recent_free (Recent *recent)
{
  g_object_unref (recent->folder);
  g_free (recent);
}

static void
push (BsRecentFolders *self, GFile *folder, int index)
{
  Recent *recent = g_new0 (Recent, 1);

  recent->folder = g_object_ref (folder);
  g_ptr_array_insert (self->folders, index, recent);
}

static void
save (BsRecentFolders *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;

  for (guint i = 0; i < self->folders->len; i++)
    {
      Recent *recent = g_ptr_array_index (self->folders, i);
      g_autofree char *uri = g_file_get_uri (recent->folder);

      g_strv_builder_add (builder, uri);
    }
  uris = g_strv_builder_end (builder);
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, KEY, (const char *const *) uris);
}

static void
bs_recent_folders_finalize (GObject *object)
{
  BsRecentFolders *self = BS_RECENT_FOLDERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_ptr_array_unref (self->folders);

  G_OBJECT_CLASS (bs_recent_folders_parent_class)->finalize (object);
}

static void
bs_recent_folders_class_init (BsRecentFoldersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_recent_folders_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_recent_folders_init (BsRecentFolders *self)
{
  self->folders = g_ptr_array_new_with_free_func ((GDestroyNotify) recent_free);
  self->cancellable = g_cancellable_new ();
}

/* @settings: (nullable): stores them */
BsRecentFolders *
bs_recent_folders_new (GSettings *settings)
{
  BsRecentFolders *self = g_object_new (BS_TYPE_RECENT_FOLDERS, NULL);
  g_auto (GStrv) uris = NULL;

  if (settings == NULL)
    return self;

  self->settings = g_object_ref (settings);
  uris = g_settings_get_strv (settings, KEY);
  for (char **uri = uris; *uri != NULL && self->folders->len < MAX_FOLDERS; uri++)
    {
      g_autoptr (GFile) folder = g_file_new_for_uri (*uri);

      push (self, folder, -1);
    }

  return self;
}

void
bs_recent_folders_add (BsRecentFolders *self, GFile *folder)
{
  g_return_if_fail (BS_IS_RECENT_FOLDERS (self));
  g_return_if_fail (G_IS_FILE (folder));

  for (guint i = 0; i < self->folders->len; i++)
    if (g_file_equal (((Recent *) g_ptr_array_index (self->folders, i))->folder, folder))
      {
        g_ptr_array_remove_index (self->folders, i);
        break;
      }
  push (self, folder, 0);
  if (self->folders->len > MAX_FOLDERS)
    g_ptr_array_set_size (self->folders, MAX_FOLDERS);

  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
bs_recent_folders_get_n (BsRecentFolders *self)
{
  g_return_val_if_fail (BS_IS_RECENT_FOLDERS (self), 0);

  return self->folders->len;
}

/* @missing: (out): whether it was missing at the last check */
GFile *
bs_recent_folders_get (BsRecentFolders *self, guint index, gboolean *missing)
{
  Recent *recent;

  g_return_val_if_fail (BS_IS_RECENT_FOLDERS (self), NULL);
  g_return_val_if_fail (index < self->folders->len, NULL);

  recent = g_ptr_array_index (self->folders, index);
  if (missing != NULL)
    *missing = recent->missing;
  return recent->folder;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsRecentFolders) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  gboolean missing = info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY;

  g_assert (BS_IS_RECENT_FOLDERS (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; i < self->folders->len; i++)
    {
      Recent *recent = g_ptr_array_index (self->folders, i);

      if (recent->missing != missing && g_file_equal (recent->folder, G_FILE (source)))
        {
          recent->missing = missing;
          g_signal_emit (self, signals[CHANGED], 0);
        }
    }
}

/* Checks in the background which of them exist. */
void
bs_recent_folders_look (BsRecentFolders *self)
{
  g_return_if_fail (BS_IS_RECENT_FOLDERS (self));

  for (guint i = 0; i < self->folders->len; i++)
    {
      Recent *recent = g_ptr_array_index (self->folders, i);

      g_file_query_info_async (recent->folder, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_LOW,
                               self->cancellable, looked_cb, g_object_ref (self));
    }
}

void
bs_recent_folders_fill_menu (BsRecentFolders *self, GMenu *menu)
{
  g_return_if_fail (BS_IS_RECENT_FOLDERS (self));
  g_return_if_fail (G_IS_MENU (menu));

  g_menu_remove_all (menu);
  for (guint i = 0; i < self->folders->len; i++)
    {
      Recent *recent = g_ptr_array_index (self->folders, i);
      g_autofree char *basename = g_file_get_basename (recent->folder);
      g_autofree char *name = g_filename_display_name (basename != NULL ? basename : "/");
      g_auto (GStrv) parts = g_strsplit (name, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autofree char *uri = g_file_get_uri (recent->folder);
      g_autoptr (GMenuItem) item = NULL;

      if (recent->missing)
        {
          g_autofree char *plain = g_steal_pointer (&label);

          /* Translators: a recent folder in the menu that is missing now */
          label = g_strdup_printf (_ ("%s (missing)"), plain);
        }
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", uri);
      g_menu_append_item (menu, item);
    }
  if (self->folders->len == 0)
    /* Translators: shown in the menu if no folder was opened yet; cannot be selected */
    g_menu_append (menu, _ ("No Recent Folders"), "app.nothing");
}
