/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

typedef enum
{
  BS_SCAN_LINK_IGNORED, /* it leads nowhere, round in a circle, or where another one has led */
  BS_SCAN_LINK_FOLLOWED,
  BS_SCAN_LINK_LEFT_OUT, /* it leads out of the library */
} BsScanLinkVerdict;

/* The links to folders that a scan has met. Zero is none. */
typedef struct
{
  char *real_root;
  GHashTable *targets; /* (element-type filename): absolute, of those that were followed */
  GHashTable *paths;   /* (element-type filename gint): relative; whether the target is in the library */
  GPtrArray *left_out; /* (nullable) (element-type filename): relative */
} BsScanLinks;

BsScanLinkVerdict bs_scan_links_judge (BsScanLinks *self, BsSite *site, const char *path, gboolean everything,
                                       char **target);
void bs_scan_links_judge_start (BsScanLinks *self, BsSite *site, const char *path, gboolean everything);
gboolean bs_scan_links_has (const BsScanLinks *self, const char *path);
gboolean bs_scan_links_has_alias (const BsScanLinks *self, const char *path);
void bs_scan_links_clear (BsScanLinks *self);

G_END_DECLS
