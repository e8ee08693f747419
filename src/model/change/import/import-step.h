/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-input.h"
#include "model/change/import/import-keys.h"

G_BEGIN_DECLS

typedef enum
{
  BS_IMPORT_NEW,
  BS_IMPORT_DUPLICATE,
  BS_IMPORT_FAILED,
  BS_IMPORT_SKIPPED, /* found in a folder or an archive, but not an article */
} BsImportVerdict;

/* The action for a duplicate. */
typedef enum
{
  BS_IMPORT_SKIP,
  BS_IMPORT_KEEP_BOTH,
  BS_IMPORT_REPLACE, /* the existing article is replaced, which can be undone */
} BsImportChoice;

/* The base of an image's relative address. */
typedef enum
{
  BS_IMPORT_BESIDE, /* the article's folder */
  BS_IMPORT_ASSETS, /* the folder named after the article: Hexo's `post_asset_folder` */
  BS_IMPORT_ROOTED, /* the site */
} BsImportImageBase;

/* An image that is imported with an article. */
typedef struct
{
  char *address; /* as written in the article */
  GStrv key;     /* (nullable): its front matter key, if it is named there */
  char *source;  /* absolute path */
  BsImportImageBase base;
  char *relative; /* its path relative to that base */
  char *target;   /* (nullable): its target, relative to the library */
  char *link;     /* (nullable): the path that replaces its address in the article */
} BsImportImage;

/* One input of an import: the plan for it and the result. */
typedef struct _BsImportStep BsImportStep;
struct _BsImportStep
{
  BsImportInput *input;
  BsImportVerdict verdict;
  BsImportChoice choice;         /* for a duplicate */
  BsTwin twin;                   /* for a duplicate: the data in which it equals the article at twin_path */
  char *twin_path;               /* (nullable): relative to the library */
  const BsImportStep *twin_step; /* (nullable): the step of the same import that has the twin */
  char *title;                   /* (nullable): of the input */
  char *path;                    /* (nullable): its target, relative to the library */
  char *reason;                  /* (nullable): why it is not imported, as a sentence */
  GPtrArray *images;             /* (element-type BsImportImage): imported with it */
  GPtrArray *missing;            /* (element-type utf8): addresses of images that are not imported */
  BsImportKeys keys;
  gsize bytes;         /* the size of its source */
  gboolean is_foreign; /* it is not UTF-8, so addresses in it cannot be changed */
  gboolean done;       /* it is on the disk */

  /* The parts of its path. */
  guint number; /* its index in the steps */
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

G_END_DECLS
