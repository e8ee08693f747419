/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BS_TYPE_FACET (bs_facet_get_type ())
G_DECLARE_DERIVABLE_TYPE (BsFacet, bs_facet, BS, FACET, GObject)

struct _BsFacetClass
{
  GObjectClass parent_class;
};

/* A tag, a source or a category, and how many articles have it. Properties: name, count. */
const char *bs_facet_get_name (BsFacet *self);
guint bs_facet_get_count (BsFacet *self);

G_END_DECLS
