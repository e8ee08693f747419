/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/format/article/site-kind.h"

G_BEGIN_DECLS

#define BS_TYPE_SITE (bs_site_get_type ())

typedef struct _BsSite BsSite;

/* What a folder's own configuration says of it. A folder without one is read Hexo's way, all of it. */
struct _BsSite
{
  BsSiteKind kind;
  gboolean is_site; /* a configuration was found, and only its content counts */
  char *root;       /* absolute path of the folder, bytes as the disk has them */
  char *timezone;   /* (nullable): an IANA name */
  GTimeZone *zone;  /* timezone, or the local one */
};

GType bs_site_get_type (void);
BsSite *bs_site_new_plain (const char *root);
BsSite *bs_site_detect (const char *root);
BsSite *bs_site_detect_for_file (const char *path);
gboolean bs_site_contains (const BsSite *self, const char *relative_path);
gboolean bs_site_folder_may_contain (const BsSite *self, const char *relative_path);
gboolean bs_site_equal (const BsSite *a, const BsSite *b);
gboolean bs_site_is_configuration (const char *relative_path);
BsSite *bs_site_ref (BsSite *self);
void bs_site_unref (BsSite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSite, bs_site_unref)

G_END_DECLS
