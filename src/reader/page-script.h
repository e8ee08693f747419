/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "reader/picture-loader.h"

G_BEGIN_DECLS

/* How the reader wants pages to look. Factors are relative to our design. WebKit follows the system's text size
 * itself. */
typedef struct
{
  gboolean sepia;
  gboolean high_contrast;
  const char *family; /* (nullable): a font that precedes ours */
  double width;       /* of a line */
  double leading;     /* between lines */
} BsReaderLook;

/* Calls of our own scripts (reader.js and its siblings). No text of an article becomes part of a script unescaped. */
char *bs_page_script_call (const char *function, const char *text);
char *bs_page_script_restore (const char *position);
char *bs_page_script_configure (const BsReaderLook *look);
char *bs_page_script_start_pictures (BsPictureLoader *pictures, const char *article);
char *bs_page_script_allow_pictures (BsPictureLoader *pictures, const char *article);

G_END_DECLS
