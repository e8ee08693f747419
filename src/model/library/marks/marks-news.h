/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/row.h"

G_BEGIN_DECLS

/* The change of an article since the last report to the keeper. */
typedef struct
{
  BsRow *row;   /* (nullable): the current row; %NULL if the article was removed */
  guint64 from; /* hash of its previous path, if it was moved or removed; 0 for none */
} BsMarksEvent;

/* The marks of one article, read from the disk. */
typedef struct
{
  guint32 id;
  guint32 hash; /* of the requested row: its number may belong to another article by now */
  BsMarks marks;
  BsMarks mask; /* the marks that are reported */
} BsMarksFound;

/* An answer of the keeper. */
typedef struct
{
  GArray *found;         /* (element-type BsMarksFound) */
  GPtrArray *categories; /* (nullable) (element-type GStrv): those that are shown while they are empty, if that may
                            have changed */
  GPtrArray *searches;   /* (nullable) (element-type BsMarksSearch): the saved searches, if they are reported */
  char *message;         /* (nullable): a message for the user */
} BsMarksNews;

typedef enum
{
  BS_MARKS_COMPARE_KNOWN = 0,        /* unknown articles are left for later */
  BS_MARKS_COMPARE_ALL = 1 << 0,     /* the whole library: missing articles were removed, unknown articles are new */
  BS_MARKS_COMPARE_AS_READ = 1 << 1, /* unknown articles count as read */
  BS_MARKS_COMPARE_FOREIGN = 1 << 2, /* only if another process changed anything */
  BS_MARKS_COMPARE_PARTIAL = 1 << 3, /* parts could not be read: no marks are deleted */
} BsMarksCompareFlags;

/* Where in an article the reader was. */
typedef struct
{
  char *position;
  double fraction;
} BsMarksPosition;

G_END_DECLS
