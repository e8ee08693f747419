/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/site-kind.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The values for a template. */
typedef struct
{
  const char *title;
  const char *name; /* name of the file, without a date and an extension */
  const char *layout;
  const char *const *category; /* (nullable) */
  GDateTime *now;
} BsTemplateValues;

GBytes *bs_article_template_fill (const char *text, BsSiteKind site, const BsTemplateValues *values, GPtrArray *removed,
                                  GError **error);

G_END_DECLS
