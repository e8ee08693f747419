/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/row.h"

G_BEGIN_DECLS

/* What became of an article since the keeper was last told. */
typedef struct
{
  BsRow *row;   /* (nullable): what it is now; %NULL where it is gone */
  guint64 from; /* hash of the path it had before, where it moved or is gone; 0 for none */
} BsMarksEvent;

/* The marks of one article, as they were read from the disk. */
typedef struct
{
  guint32 id;
  guint32 hash; /* of the row that was asked about: another article may have come to its number */
  BsMarks marks;
  BsMarks mask; /* which of them are told */
} BsMarksFound;

/* An answer of the keeper. */
typedef struct
{
  GArray *found;         /* (element-type BsMarksFound) */
  GPtrArray *categories; /* (nullable) (element-type GStrv): those that are shown while they are empty, if that may
                            have changed */
  GPtrArray *searches;   /* (nullable) (element-type BsMarksSearch): the saved searches, likewise */
  char *message;         /* (nullable): what a person has to be told */
} BsMarksNews;

typedef enum
{
  BS_MARKS_COMPARE_KNOWN = 0,        /* what is not known is left for later */
  BS_MARKS_COMPARE_ALL = 1 << 0,     /* the whole library: what is not there is gone, what is not known is new */
  BS_MARKS_COMPARE_AS_READ = 1 << 1, /* what is not known counts as read */
  BS_MARKS_COMPARE_FOREIGN = 1 << 2, /* only if another process changed anything */
  BS_MARKS_COMPARE_PARTIAL = 1 << 3, /* some of it could not be read: nothing is forgotten */
} BsMarksCompareFlags;

/* Where in an article the reader was. */
typedef struct
{
  char *position;
  double fraction;
} BsMarksPosition;

G_END_DECLS
