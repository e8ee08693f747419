/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Audio, video or an embedded page, and its metadata. Must be zeroed before use. */
typedef struct
{
  const char *element; /* static; NULL outside a media element */
  const char *part;    /* static: the current tag */
  char *title;
  char *address;
  char *parameter;      /* the name of a param, until its value is read */
  gboolean has_address; /* the tag has an address */
  gboolean is_shown;    /* the element has been shown */
} BsMedia;

gboolean bs_media_is_element (const char *name);
gboolean bs_media_is_part (const char *name);
void bs_media_begin (BsMedia *self, const char *name);
void bs_media_add_attribute (BsMedia *self, const char *name, const char *value);
char *bs_media_end (BsMedia *self);
void bs_media_clear (BsMedia *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsMedia, bs_media_clear)

G_END_DECLS
