/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_LIBRARY_CLOSED,
  BS_LIBRARY_SCANNING, /* the lists show what is there already */
  BS_LIBRARY_READY,
  BS_LIBRARY_GONE,       /* the folder is not there; it is taken up again when it comes back */
  BS_LIBRARY_UNREADABLE, /* the folder cannot be read; message says why */
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
  char *from; /* (nullable): where it was, if it moved */
} BsChange;

G_END_DECLS
