/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <string.h>

/* An article that was on the screen for this long counts as read. */
#define READ_MILLISECONDS 2000

/* A position contains a few lines of text. */
#define MAX_POSITION_BYTES 16384

static void
set_read (BsReader *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->was_read || self->path == NULL)
    return;

  self->was_read = TRUE;
  bs_reader_emit (self, BS_READER_SIGNAL_READ, self->path);
}

static gboolean
read_cb (gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (BS_IS_READER (self));

  self->read_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->state == BS_READER_SHOWN)
    set_read (self);
  return G_SOURCE_REMOVE;
}

/* The article is on the screen. */
void
bs_reader_messages_shown (BsReader *self)
{
  if (!self->was_read && self->read_source == 0)
    self->read_source = g_timeout_add (READ_MILLISECONDS, read_cb, self);
}

/* Another article was requested. */
void
bs_reader_messages_reset (BsReader *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  self->was_read = FALSE;
  bs_reader_set_blocked (self, 0, NULL);
  bs_reader_set_found_state (self, 0, 0);
}

static char *
get_string (JSCValue *message, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, name);

  return value != NULL && jsc_value_is_string (value) ? jsc_value_to_string (value) : NULL;
}

static void
scrolled (BsReader *self, JSCValue *message)
{
  g_autofree char *position = get_string (message, "position");
  g_autoptr (JSCValue) fraction = jsc_value_object_get_property (message, "fraction");

  if (self->path == NULL || self->library == NULL || position == NULL || strlen (position) > MAX_POSITION_BYTES)
    return;

  bs_library_set_position (self->library, self->path, *position != '\0' ? position : NULL,
                           jsc_value_to_double (fraction));
  set_read (self);
}

static void
blocked (BsReader *self, JSCValue *message)
{
  g_autoptr (JSCValue) hosts = jsc_value_object_get_property (message, "hosts");
  g_auto (GStrv) names = jsc_value_is_object (hosts) ? jsc_value_object_enumerate_properties (hosts) : NULL;
  guint n_blocked = 0;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (JSCValue) count = jsc_value_object_get_property (hosts, names[i]);

      n_blocked += MAX (jsc_value_to_int32 (count), 0);
    }
  bs_reader_set_blocked (self, n_blocked, names);
}

static void
message_cb (WebKitUserContentManager *content, JSCValue *message, gpointer user_data)
{
  BsReader *self = user_data;
  g_autofree char *kind = NULL;

  g_assert (WEBKIT_IS_USER_CONTENT_MANAGER (content));
  g_assert (BS_IS_READER (self));

  /* Late messages of the previous page are ignored. */
  if (self->expected || self->html == NULL || !jsc_value_is_object (message))
    return;

  kind = get_string (message, "kind");
  if (g_strcmp0 (kind, "scrolled") == 0)
    {
      scrolled (self, message);
    }
  else if (g_strcmp0 (kind, "pictures") == 0)
    {
      blocked (self, message);
    }
  else if (g_strcmp0 (kind, "picture") == 0 && self->pictures != NULL)
    {
      g_autofree char *address = get_string (message, "address");
      g_autofree char *escaped = address != NULL ? g_uri_escape_string (address, NULL, FALSE) : NULL;
      g_autofree char *script = g_strdup_printf ("broadsheet.fetchPicture (decodeURIComponent ('%s'))", escaped);

      if (address == NULL)
        return;
      bs_picture_loader_allow_address (self->pictures, address);
      bs_reader_run (self, script);
    }
}

/* Our own scripts send messages through a name that exists only in their world. */
void
bs_reader_messages_init (BsReader *self)
{
  WebKitUserContentManager *content = webkit_web_view_get_user_content_manager (self->view);

  g_signal_connect (content, "script-message-received::broadsheet", G_CALLBACK (message_cb), self);
  webkit_user_content_manager_register_script_message_handler (content, "broadsheet", BS_WEB_POLICY_WORLD);
}

void
bs_reader_messages_dispose (BsReader *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (webkit_web_view_get_user_content_manager (self->view), self);
}
