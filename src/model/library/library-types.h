/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_LIBRARY_CLOSED,
  BS_LIBRARY_SCANNING, /* the lists show the existing articles */
  BS_LIBRARY_READY,
  BS_LIBRARY_GONE,       /* the folder is missing; the library continues when it is back */
  BS_LIBRARY_UNREADABLE, /* the folder cannot be read; the message explains why */
} BsLibraryState;

typedef enum
{
  BS_CHANGE_ADDED,
  BS_CHANGE_CHANGED,
  BS_CHANGE_REMOVED,
  BS_CHANGE_MOVED,
} BsChangeKind;

typedef struct
{
  BsChangeKind kind;
  guint id;
  char *path;
  char *from; /* (nullable): the previous path, if it moved */
} BsChange;

G_END_DECLS
