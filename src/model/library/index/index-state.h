/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an index on the disk is used for. */
typedef enum
{
  BS_INDEX_USE_READ,    /* read when the library is opened, if there is one: nothing is written anywhere */
  BS_INDEX_USE_KEEP,    /* and made where there is none, and kept up to date */
  BS_INDEX_USE_REBUILD, /* made anew, whatever is there, and then kept */
  BS_INDEX_USE_NONE,
} BsIndexUse;

/* How it stands with the index. */
typedef enum
{
  BS_INDEX_STARTING,
  BS_INDEX_READING,     /* the text of some articles is missing, and comes */
  BS_INDEX_WHOLE,       /* all there is to find is in it */
  BS_INDEX_ELSEWHERE,   /* another process keeps it, and all is not known to be in it */
  BS_INDEX_UNAVAILABLE, /* it cannot be written now, or was dropped, or is not to be kept */
} BsIndexState;

G_END_DECLS
