/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The key of an article's pictures is its library's folder and its path. */
char *
bs_reader_make_picture_key (BsLibrary *library, const char *path)
{
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return bs_picture_store_make_key (g_file_peek_path (bs_library_get_folder (library)), path);
}

static char *
make_key (BsReader *self, const char *path)
{
  return self->library != NULL && path != NULL ? bs_reader_make_picture_key (self->library, path) : NULL;
}

static void
append_string (GString *script, const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);

  g_string_append_printf (script, "decodeURIComponent ('%s')", escaped);
}

/* Reports which hosts are allowed. */
static void
append_hosts (BsReader *self, GString *script)
{
  g_autofree char *key = make_key (self, self->path);
  gboolean all = key != NULL && bs_picture_loader_is_allowed (self->pictures, key);
  const char *const *hosts = bs_picture_loader_get_hosts (self->pictures);
  gboolean never = bs_picture_loader_get_pictures (self->pictures) == BS_PICTURES_NEVER;

  g_string_append (script, all ? "true, [" : "false, [");
  for (gsize i = 0; !never && hosts[i] != NULL; i++)
    {
      append_string (script, hosts[i]);
      g_string_append_c (script, ',');
    }
  g_string_append_c (script, ']');
}

/* Returns: (nullable): the object that loads pictures into the current page */
char *
bs_reader_make_picture_script (BsReader *self)
{
  g_autoptr (GString) script = NULL;

  if (self->pictures == NULL)
    return NULL;

  script = g_string_new ("broadsheet.startPictures ({ retry: ");
  append_string (script, _ ("Try again"));
  g_string_append (script, ", load: ");
  append_string (script, _ ("Load"));
  g_string_append (script, " }, ");
  append_hosts (self, script);
  g_string_append (script, ")");
  return g_string_free (g_steal_pointer (&script), FALSE);
}

static void
leave_changed_cb (BsReader *self)
{
  g_autoptr (GString) script = NULL;

  g_assert (BS_IS_READER (self));

  if (self->html == NULL)
    return;
  script = g_string_new ("broadsheet.allowPictures (");
  append_hosts (self, script);
  g_string_append (script, ", true)");
  bs_reader_run (self, script->str);
}

static void
starred_cb (BsReader *self)
{
  g_autofree char *key = NULL;

  g_assert (BS_IS_READER (self));

  key = make_key (self, self->path);
  if (self->pictures != NULL && key != NULL && self->item != NULL)
    bs_picture_loader_set_kept (self->pictures, key, bs_article_item_get_starred (self->item));
}

/* The next page is that of another article. */
void
bs_reader_update_pictures (BsReader *self)
{
  g_autofree char *key = make_key (self, self->path);

  if (self->server != NULL)
    bs_page_server_set_pictures (self->server, self->pictures, key);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, starred_cb, self);
  g_clear_object (&self->item);
  if (self->pictures != NULL && key != NULL)
    self->item = bs_library_dup_item (self->library, self->path);
  if (self->item != NULL)
    g_signal_connect_swapped (self->item, "notify::starred", G_CALLBACK (starred_cb), self);
  starred_cb (self);
}

void
bs_reader_move_pictures (BsReader *self, const char *from, const char *to)
{
  g_autofree char *old_key = make_key (self, from);
  g_autofree char *new_key = make_key (self, to);

  if (self->pictures != NULL && old_key != NULL && new_key != NULL)
    bs_picture_loader_move (self->pictures, old_key, new_key);
}

void
bs_reader_set_blocked (BsReader *self, guint n_blocked, GStrv hosts)
{
  g_strfreev (self->blocked_hosts);
  self->blocked_hosts = hosts != NULL ? g_strdupv (hosts) : g_new0 (char *, 1);
  if (self->n_blocked == n_blocked)
    return;

  self->n_blocked = n_blocked;
  bs_reader_notify_blocked (self);
}

/* Without a loader, no remote picture is ever shown. */
void
bs_reader_set_pictures (BsReader *self, BsPictureLoader *pictures)
{
  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (pictures == NULL || BS_IS_PICTURE_LOADER (pictures));

  if (self->pictures == pictures)
    return;

  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_func (self->pictures, leave_changed_cb, self);
  g_set_object (&self->pictures, pictures);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "leave-changed", G_CALLBACK (leave_changed_cb), self);
  bs_reader_update_pictures (self);
}

guint
bs_reader_get_n_blocked (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), 0);

  return self->n_blocked;
}

/* Returns: (transfer none): the hosts of blocked pictures */
const char *const *
bs_reader_get_blocked_hosts (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return (const char *const *) self->blocked_hosts;
}

/* Allows all pictures of the current article. */
void
bs_reader_allow_pictures (BsReader *self)
{
  g_autofree char *key = NULL;

  g_return_if_fail (BS_IS_READER (self));

  key = make_key (self, self->path);
  if (self->pictures != NULL && key != NULL)
    bs_picture_loader_allow_article (self->pictures, key);
}

/* The last part of a picture's own address, as a file name. */
static char *
make_name (const char *uri)
{
  const char *start = uri;
  g_autofree char *address = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  const char *slash;

  if (g_str_has_prefix (uri, BS_PAGE_SERVER_KEPT_PREFIX))
    start = uri + strlen (BS_PAGE_SERVER_KEPT_PREFIX);
  else if (g_str_has_prefix (uri, BS_PAGE_SERVER_REMOTE_PREFIX))
    start = uri + strlen (BS_PAGE_SERVER_REMOTE_PREFIX);
  address = g_uri_unescape_segment (start, start + strcspn (start, "?#"), NULL);
  if (address == NULL)
    return g_strdup (_ ("picture"));

  path = g_strndup (address, strcspn (address, "?#"));
  slash = strrchr (path, '/');
  name = g_uri_unescape_string (slash != NULL ? slash + 1 : path, "/");
  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    return g_strdup (_ ("picture"));
  return g_steal_pointer (&name);
}

static void
save_picture_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsReader *self = user_data;
  const char *uri = g_variant_get_string (parameter, NULL);
  g_autofree char *name = make_name (uri);

  g_assert (G_IS_ACTION (action));
  g_assert (BS_IS_READER (self));

  bs_reader_emit (self, BS_READER_SIGNAL_SAVE_PICTURE, uri, name);
}

gboolean
bs_reader_context_menu_cb (WebKitWebView *view, WebKitContextMenu *menu, WebKitHitTestResult *hit, gpointer user_data)
{
  g_autoptr (GSimpleAction) action = NULL;
  const char *uri;

  g_assert (WEBKIT_IS_WEB_VIEW (view));
  g_assert (BS_IS_READER (user_data));

  uri = webkit_hit_test_result_context_is_image (hit) ? webkit_hit_test_result_get_image_uri (hit) : NULL;
  if (uri == NULL || !g_str_has_prefix (uri, BS_PAGE_SCHEME ":"))
    return FALSE;

  action = g_simple_action_new ("save-picture", G_VARIANT_TYPE_STRING);
  g_signal_connect_object (action, "activate", G_CALLBACK (save_picture_action), user_data, 0);
  webkit_context_menu_append (menu, webkit_context_menu_item_new_from_gaction (G_ACTION (action), _ ("_Save Picture…"),
                                                                               g_variant_new_string (uri)));
  return FALSE;
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_assert (G_IS_FILE (source));

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) picture = bs_page_server_read_finish (BS_PAGE_SERVER (source), result, &error);

  if (picture != NULL)
    g_file_replace_contents_bytes_async (file, picture, NULL, FALSE, G_FILE_CREATE_NONE, g_task_get_cancellable (task),
                                         replaced_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* Saves a picture of the page to a file. The address is the one from "save-picture". */
void
bs_reader_save_picture_async (BsReader *self, const char *uri, GFile *file, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (uri != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_reader_save_picture_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  bs_page_server_read_async (self->server, uri, cancellable, read_cb, task);
}

gboolean
bs_reader_save_picture_finish (BsReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_READER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
