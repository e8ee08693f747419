/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-input.h"
#include "model/change/import/import-known.h"

G_BEGIN_DECLS

typedef enum
{
  BS_IMPORT_NEW,
  BS_IMPORT_DUPLICATE,
  BS_IMPORT_FAILED,
  BS_IMPORT_SKIPPED, /* found in a folder or an archive, and not an article */
} BsImportVerdict;

/* What becomes of something that is there already. */
typedef enum
{
  BS_IMPORT_SKIP,
  BS_IMPORT_KEEP_BOTH,
  BS_IMPORT_REPLACE, /* what is there goes, and can be had back by undoing */
} BsImportChoice;

/* What an image's address is relative to. */
typedef enum
{
  BS_IMPORT_BESIDE, /* the article's folder */
  BS_IMPORT_ASSETS, /* the folder that is named as the article: Hexo's `post_asset_folder` */
  BS_IMPORT_ROOTED, /* the site */
} BsImportImageBase;

/* An image that comes with an article. */
typedef struct
{
  char *address; /* as the article has it */
  GStrv key;     /* (nullable): of the front matter, if it is named there */
  char *source;  /* whole path */
  BsImportImageBase base;
  char *relative; /* its path from there */
  char *target;   /* (nullable): where it comes in, relative to the library */
  char *link;     /* (nullable): the path that the article is to have instead of the address */
} BsImportImage;

/* What an import does with one thing, and what came of it. */
typedef struct _BsImportStep BsImportStep;
struct _BsImportStep
{
  BsImportInput *input;
  BsImportVerdict verdict;
  BsImportChoice choice;         /* of a duplicate */
  BsTwin twin;                   /* of a duplicate: by what it is the same as what lies at twin_path */
  char *twin_path;               /* (nullable): relative to the library */
  const BsImportStep *twin_step; /* (nullable): which brings the twin in, in the same import */
  char *title;                   /* (nullable): of what was read */
  char *path;                    /* (nullable): where it is to be, relative to the library */
  char *reason;                  /* (nullable): a sentence that says why it does not come in */
  GPtrArray *images;             /* (element-type BsImportImage): that come with it */
  GPtrArray *missing;            /* (element-type utf8): addresses of images that do not */
  BsImportKeys keys;
  gsize bytes;         /* how large its source is */
  gboolean is_foreign; /* it is not in UTF-8, so that addresses in it stay as they are */
  gboolean done;       /* it is on the disk */

  /* What its path is made of. */
  guint number; /* among the steps, from 0 */
  char *folder;
  char *date; /* (nullable) */
  char *stem;
  char *extension;
};

BsImportStep *bs_import_step_new (BsImportInput *input);
void bs_import_step_free (BsImportStep *self);
void bs_import_step_fail (BsImportStep *self, const char *reason);
gboolean bs_import_step_is_wanted (const BsImportStep *self);
gboolean bs_import_step_is_orphan (const BsImportStep *self);
void bs_import_step_add_missing (BsImportStep *self, const char *address);
char *bs_import_step_describe_missing (const BsImportStep *self);

const char *bs_import_describe_cancelled (void);
void bs_import_image_free (BsImportImage *self);

G_END_DECLS
