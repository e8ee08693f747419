/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How an index on the disk is used. */
typedef enum
{
  BS_INDEX_USE_READ,    /* it is read when the library is opened, if it exists; nothing is written */
  BS_INDEX_USE_KEEP,    /* it is created if missing, and kept up to date */
  BS_INDEX_USE_REBUILD, /* it is rebuilt, and then kept up to date */
  BS_INDEX_USE_NONE,
} BsIndexUse;

/* The state of the index. */
typedef enum
{
  BS_INDEX_STARTING,
  BS_INDEX_READING,     /* the text of some articles is missing, and is being added */
  BS_INDEX_WHOLE,       /* all there is to find is in it */
  BS_INDEX_ELSEWHERE,   /* another process maintains it, and it may lack some articles */
  BS_INDEX_UNAVAILABLE, /* it cannot be written now, was deleted, or is not wanted */
} BsIndexState;

G_END_DECLS
