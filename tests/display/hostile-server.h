/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on the loopback interface that records its clients and answers nothing useful. */
typedef struct
{
  GSocketService *service;
  guint16 port;
  GPtrArray *requests; /* (element-type utf8): the first line of each, or "" for a connection without a request */
} HostileServer;

void hostile_server_start (HostileServer *self);
void hostile_server_stop (HostileServer *self);
gboolean hostile_server_was_asked (HostileServer *self, const char *path);

G_END_DECLS
