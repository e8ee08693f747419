/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "reader/public-address.h"

G_BEGIN_DECLS

/* A local host of pictures that records its requests and can misbehave like real ones. */
typedef struct
{
  SoupServer *server;
  guint port;
  GPtrArray *paths;     /* (element-type utf8): of every request, in order */
  GPtrArray *referrers; /* (element-type utf8): empty if there was none */
  guint n_cookies;
  GPtrArray *paused; /* (element-type SoupServerMessage): of /wait */
  guint most_paused;
} PictureServer;

void picture_server_start (PictureServer *self);
void picture_server_stop (PictureServer *self);
char *picture_server_make_address (PictureServer *self, const char *path);
guint picture_server_count (PictureServer *self, const char *path);
void picture_server_go_on (PictureServer *self);
gboolean picture_server_is_allowed (GInetAddress *address);

G_END_DECLS
