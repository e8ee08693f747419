/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/command.h"
#include "model/library/list/query.h"

G_BEGIN_DECLS

/* Selects the articles to list, and their order. */
typedef struct
{
  const char *folder;
  const char *category; /* (nullable): a path with slashes */
  const char *tag;      /* (nullable) */
  const char *query;    /* (nullable): the search query */
  gboolean only_problems;
  gboolean with_snippets;
  gboolean json;
  gboolean no_check; /* trust the index without checking the folder */
  BsSort sort;
  gboolean reverse;
  guint limit;
} BsListing;

BsExitStatus bs_listing_print (const BsListing *self);

G_END_DECLS
