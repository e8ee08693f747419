/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The reader's marks of an article. */
typedef enum
{
  BS_MARK_UNREAD = 1 << 0,
  BS_MARK_STARRED = 1 << 1,
  BS_MARK_RECENT = 1 << 2, /* its text changed recently */
  BS_MARK_READ = 1 << 3,   /* was unread, and then read; on disk alone */
  BS_MARK_HELD = 1 << 4,   /* read, but kept in the list of unread articles until that list is left */
  BS_MARK_GONE = 1 << 5,   /* the article is not there any more, and has no marks to change */
} BsMarks;

typedef enum
{
  BS_MARKS_EXPORT,
  BS_MARKS_IMPORT,
} BsMarksTransfer;

G_END_DECLS
