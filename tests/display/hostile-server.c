/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "hostile-server.h"

#include <string.h>

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"

typedef struct
{
  GSocketConnection *connection;
  GPtrArray *requests;
  guint place;
  char buffer[2048];
} Call;

static void
call_free (Call *call)
{
  g_clear_object (&call->connection);
  g_clear_pointer (&call->requests, g_ptr_array_unref);
  g_free (call);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length > 0)
    {
      call->buffer[length] = '\0';
      call->buffer[strcspn (call->buffer, "\r\n")] = '\0';
      g_free (call->requests->pdata[call->place]);
      call->requests->pdata[call->place] = g_strdup (call->buffer);
      g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (call->connection)), ANSWER, strlen (ANSWER),
                             NULL, NULL);
    }
  call_free (call);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  HostileServer *self = user_data;
  Call *call = g_new0 (Call, 1);

  /* Even a connection without a request counts. */
  call->connection = g_object_ref (connection);
  call->requests = g_ptr_array_ref (self->requests);
  call->place = self->requests->len;
  g_ptr_array_add (self->requests, g_strdup (""));

  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), call->buffer,
                             sizeof call->buffer - 1, G_PRIORITY_DEFAULT, NULL, read_cb, call);
  return TRUE;
}

void
hostile_server_start (HostileServer *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);
}

void
hostile_server_stop (HostileServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
}

gboolean
hostile_server_was_asked (HostileServer *self, const char *path)
{
  for (guint i = 0; i < self->requests->len; i++)
    if (strstr (g_ptr_array_index (self->requests, i), path) != NULL)
      return TRUE;

  return FALSE;
}
