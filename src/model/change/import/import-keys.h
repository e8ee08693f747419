/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"

G_BEGIN_DECLS

/* The reasons to consider two articles the same, most certain first. */
typedef enum
{
  BS_TWIN_NONE,
  BS_TWIN_BYTES,
  BS_TWIN_BODY,
  BS_TWIN_ADDRESS,
  BS_TWIN_TITLE, /* and the date */
} BsTwin;

/* The keys by which an article is compared. */
typedef struct
{
  guint64 content;
  guint64 body; /* 0 if none; the same for the others */
  guint64 address;
  guint64 title;
} BsImportKeys;

void bs_import_keys_take (BsImportKeys *self, const BsArticle *article, gboolean date_is_written, guint64 content_hash,
                          guint64 body_hash);
char *bs_import_address_normalize (const char *address);
char *bs_twin_describe (BsTwin twin, const char *path);

G_END_DECLS
