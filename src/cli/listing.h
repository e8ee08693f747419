/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

typedef enum
{
  BS_LISTING_DATE, /* newest first */
  BS_LISTING_TITLE,
  BS_LISTING_PATH,
  BS_LISTING_BEST, /* what is searched for decides, and then the date */
} BsListingSort;

/* Which articles are listed, and how. */
typedef struct
{
  const char *folder;
  const char *category; /* (nullable): a path with slashes */
  const char *tag;      /* (nullable) */
  const char *query;    /* (nullable): what is searched for */
  gboolean only_problems;
  gboolean with_snippets;
  gboolean json;
  BsListingSort sort;
  gboolean reverse;
  guint limit;
} BsListing;

BsExitStatus bs_listing_print (const BsListing *self);

G_END_DECLS
