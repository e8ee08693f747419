/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* An article with the data that the index has. */
typedef struct
{
  char *path; /* relative to the library */
  char *title;
  GStrv category; /* the first one, root first; empty if there is none */
  gint64 date;    /* in seconds since the epoch; the file's time for undated articles */
  gboolean is_in_title;
} BsGlimpse;

/* A library's index, for a few quick results and nothing else. One thread's. */
typedef struct _BsGlance BsGlance;

BsGlance *bs_glance_open (const char *root);
void bs_glance_free (BsGlance *self);
gboolean bs_glance_is_current (BsGlance *self);
GPtrArray *bs_glance_search (BsGlance *self, const BsSearchQuery *query, guint max_found, GError **error);
gboolean bs_glance_look_up (BsGlance *self, const char *path, BsGlimpse **glimpse, GError **error);

void bs_glimpse_free (BsGlimpse *self);
int bs_glimpse_compare (const BsGlimpse *a, const BsGlimpse *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsGlance, bs_glance_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsGlimpse, bs_glimpse_free)

G_END_DECLS
