/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/library/folder/site.h"

#include <gio/gio.h>

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

/* An index of a library's articles for finding duplicates. Any thread may add to it. */
typedef struct _BsImportKnown BsImportKnown;

typedef struct _BsImportStep BsImportStep;

/* The keys by which an article is compared. */
typedef struct
{
  guint64 content;
  guint64 body; /* 0 if none; the same for the others */
  guint64 address;
  guint64 title;
} BsImportKeys;

BsImportKnown *bs_import_known_new (void);
void bs_import_known_free (BsImportKnown *self);
void bs_import_known_add (BsImportKnown *self, const BsImportKeys *keys, const char *path);
void bs_import_known_add_step (BsImportKnown *self, const BsImportKeys *keys, const BsImportStep *step);
BsTwin bs_import_known_find (BsImportKnown *self, const BsImportKeys *keys, const char **path,
                             const BsImportStep **step);
gboolean bs_import_known_has_path (BsImportKnown *self, const char *path);
void bs_import_known_reserve_path (BsImportKnown *self, const char *path);

void bs_import_keys_take (BsImportKeys *self, const BsArticle *article, gboolean date_is_written, guint64 content_hash,
                          guint64 body_hash);
char *bs_import_address_normalize (const char *address);
const char *bs_import_find_address (const BsArticle *article);
char *bs_twin_describe (BsTwin twin, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportKnown, bs_import_known_free)

G_END_DECLS
