/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/ids.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

#define BS_HISTOGRAM_MAX_BARS 60

typedef enum
{
  BS_HISTOGRAM_DAY,
  BS_HISTOGRAM_MONTH,
  BS_HISTOGRAM_YEAR,
} BsHistogramUnit;

/* How many articles of a list there are of each day, month or year. Nothing in it changes once it is made. */
typedef struct
{
  BsHistogramUnit unit;
  guint step; /* years per bar, otherwise 1 */
  guint n_bars;
  guint counts[BS_HISTOGRAM_MAX_BARS];
  gint64 starts[BS_HISTOGRAM_MAX_BARS + 1]; /* start of each bar, and end of the last: seconds since the epoch */
  gint64 faces[BS_HISTOGRAM_MAX_BARS + 1];  /* the same in local time, in seconds */
  guint n_undated;
} BsHistogram;

BsHistogram *bs_histogram_new (const BsSnapshot *snapshot, const BsIds *ids, GTimeZone *zone);
void bs_histogram_free (BsHistogram *self);
guint bs_histogram_find (const BsHistogram *self, gint64 face);
char *bs_histogram_write_edge (const BsHistogram *self, guint edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHistogram, bs_histogram_free)

G_END_DECLS
