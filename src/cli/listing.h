/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/command.h"
#include "model/library/list/query.h"

G_BEGIN_DECLS

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
  gboolean no_check; /* what the index says is believed */
  BsSort sort;
  gboolean reverse;
  guint limit;
} BsListing;

BsExitStatus bs_listing_print (const BsListing *self);

G_END_DECLS
