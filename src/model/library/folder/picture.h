/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

typedef enum
{
  BS_PICTURE_LOCAL,   /* a file of the library: resolved is its path relative to the library */
  BS_PICTURE_REMOTE,  /* remote: resolved is its address */
  BS_PICTURE_MISSING, /* a path to no file; resolved is NULL */
  BS_PICTURE_NONE,    /* a colour, false, nothing, or an address that is never followed */
} BsPictureKind;

BsPictureKind bs_picture_resolve (const BsSite *site, const char *article_path, const char *link, char **resolved);

G_END_DECLS
