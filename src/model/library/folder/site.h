/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/format/article/article.h"
#include "model/format/article/site-kind.h"
#include "model/format/body/body.h"
#include "model/library/folder/site-rules.h"

G_BEGIN_DECLS

#define BS_TYPE_SITE (bs_site_get_type ())

typedef struct _BsSite BsSite;

/* How a folder is read, by its own configuration or that of the site that contains it. A folder without one is read by
 * Hexo's rules, as a whole, except for the sites inside it: each file follows the rules of its own site. */
struct _BsSite
{
  BsSiteKind kind;
  gboolean is_site; /* a configuration was found, and only its content counts */
  char *root;       /* absolute path of the folder, bytes as the disk has them */
  char *timezone;   /* (nullable): an IANA name */
  GTimeZone *zone;  /* timezone, or the local one */
  gboolean breaks;  /* the end of a line of Markdown is one to the reader: Hexo's marked.breaks */
};

GType bs_site_get_type (void);
BsSite *bs_site_new_plain (const char *root);
BsSite *bs_site_new_for_files (const char *root, const char *const *names);
BsSite *bs_site_detect (const char *root);
BsSite *bs_site_detect_for_file (const char *path);
gboolean bs_site_contains (BsSite *self, const char *relative_path);
char *bs_site_find_content_folder (const BsSite *self, const char *relative_path);
gboolean bs_site_folder_may_contain (const BsSite *self, const char *relative_path);
gboolean bs_site_is_limited (const BsSite *self);
gboolean bs_site_is_content_folder (const BsSite *self, const char *relative_path);
const BsSite *bs_site_find (const BsSite *self, const char *relative_path);
const BsSiteRules *bs_site_get_rules (const BsSite *self);
char *bs_site_dup_path_in_site (const BsSite *self, const char *relative_path);
char *bs_site_find_path (const BsSite *self, const char *relative_path, const char *site_path);
char *bs_site_dup_new_folder (const BsSite *self);
BsArticle *bs_site_read_article (BsSite *self, const char *relative_path, const char *bytes, gsize length);
BsArticle *bs_site_read_article_text (BsSite *self, const char *relative_path, const char *text, gsize length,
                                      GPtrArray *problems);
BsBodyKind bs_site_refine_body_kind (const BsSite *self, BsBodyKind kind);
gboolean bs_site_equal (const BsSite *a, const BsSite *b);
char *bs_site_dup_signature (const BsSite *self);
gboolean bs_site_is_configuration (const char *relative_path);
BsSite *bs_site_ref (BsSite *self);
void bs_site_unref (BsSite *self);

/* The files of one folder, as its site takes them. */
typedef struct
{
  BsSite *site;    /* (nullable): the site whose rules decide which files are articles; NULL where all of them are */
  char *site_path; /* (nullable): the folder's path in that site */
  gboolean is_content;     /* there may be articles among them */
  gboolean is_leaf_bundle; /* of Hugo: all files but index.* are the article's own */
} BsSiteFolder;

void bs_site_look_at_folder (BsSite *self, const char *relative_path, BsSiteFolder *folder);
gboolean bs_site_folder_has_article (const BsSiteFolder *self, const char *name);

void bs_site_folder_clear (BsSiteFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSite, bs_site_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsSiteFolder, bs_site_folder_clear)

G_END_DECLS
