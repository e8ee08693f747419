/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/format/article/site-kind.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

/* What a site's configuration says about its articles. All paths are relative to the site's own folder. */
typedef struct
{
  BsSiteKind kind;
  char *timezone;     /* (nullable): as written */
  GPtrArray *content; /* (element-type filename): folders that contain articles, and nothing else */
  char *source; /* of Hexo and Jekyll: the folder that the following paths are relative to; empty for the site's */
  GPtrArray *exclude;     /* (element-type filename): patterns of excluded paths */
  char *posts_folder;     /* of Jekyll: `_posts` counts only below this folder; may be empty */
  GPtrArray *collections; /* (element-type filename): of Jekyll, folders */
  char *post_extension;   /* (nullable): of Hexo, where only such files are posts */
  char *new_post_name;    /* (nullable): of Hexo, the pattern for names of new posts, such as `:title.md` */
  char *permalink;        /* (nullable): of Hexo and Jekyll, the pattern of the addresses of posts */
  BsValue *permalinks;    /* (nullable): of Hugo, patterns by section */
  gboolean is_ugly;       /* of Hugo: addresses end in `.html` (`uglyURLs`) */
  char *new_posts;        /* the folder for new articles */
  gboolean breaks;        /* of Hexo: a line end in Markdown is a line break (`marked.breaks`) */
} BsSiteRules;

BsSiteRules *bs_site_rules_read (const char *root);
void bs_site_rules_free (BsSiteRules *self);

gboolean bs_site_rules_may_be_in (const BsSiteRules *self, const char *folder);
gboolean bs_site_rules_contains (const BsSiteRules *self, const char *path);
gboolean bs_site_rules_names_article (const BsSiteRules *self, const char *name);
gboolean bs_site_rules_names_bundle (const char *name);
gboolean bs_site_rules_has_articles_below (const BsSiteRules *self, const char *root, const char *folder);
char *bs_site_rules_describe (const BsSiteRules *self);

gboolean bs_site_rules_name_is_configuration (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSiteRules, bs_site_rules_free)

G_END_DECLS
