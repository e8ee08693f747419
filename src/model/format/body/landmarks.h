/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Caches the next position of each delimiter in a text that is read forwards, so that a missing end is searched for
 * once and not again at every start. */
typedef struct
{
  const char *text;
  gsize length;
  GArray *marks;
} BsLandmarks;

void bs_landmarks_init (BsLandmarks *self, const char *text, gsize length);
void bs_landmarks_clear (BsLandmarks *self);
gsize bs_landmarks_find (BsLandmarks *self, const char *needle, gsize from);
gsize bs_landmarks_find_element_end (BsLandmarks *self, const char *name, gsize from);
gsize bs_landmarks_find_tag_end (BsLandmarks *self, const char *name, gboolean shortcode, gsize from, gsize *length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsLandmarks, bs_landmarks_clear)

G_END_DECLS
