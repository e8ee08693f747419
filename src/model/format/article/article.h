/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article-name.h"
#include "model/format/body/body.h"
#include "model/format/article/date.h"
#include "model/format/front-matter/front-matter.h"
#include "model/format/text/problem.h"
#include "model/format/article/site-kind.h"

G_BEGIN_DECLS

/* Only the first part of a larger file is read, and a problem is reported. */
#define BS_ARTICLE_MAX_BYTES (64 * 1024 * 1024)

#define BS_TYPE_ARTICLE (bs_article_get_type ())

typedef struct _BsArticle BsArticle;

/* The record of an article file. Immutable once created. */
struct _BsArticle
{
  char *path;                /* relative to the library, in the bytes of the file system */
  char *title;               /* never NULL, UTF-8, entities decoded; falls back to the file name */
  gboolean title_is_written; /* the title comes from the front matter */
  char *date_text;           /* (nullable): as written */
  char *updated_text;        /* (nullable): as written */
  gboolean has_date;         /* the front matter or the file name has a date */
  gboolean has_updated;
  BsDate date;
  BsDate updated;
  GPtrArray *categories; /* (element-type GStrv): paths, root first */
  GStrv tags;
  GStrv authors;
  char *image;    /* (nullable): as written */
  char *excerpt;  /* as written */
  char *language; /* (nullable) */
  gboolean draft;
  BsBodyKind body_kind;
  BsFrontMatterKind front_matter_kind;
  gsize body_start;    /* in bytes of the decoded text */
  BsValue *keys;       /* (nullable): the front matter as written */
  GPtrArray *problems; /* (element-type BsProblem): in the order of their positions */
};

GType bs_article_get_type (void);
BsArticle *bs_article_read (const char *path, BsSiteKind site, const char *bytes, gsize length);
BsArticle *bs_article_read_in_site (const char *path, const char *site_path, BsSiteKind site, const char *bytes,
                                    gsize length);
BsArticle *bs_article_read_text_in_site (const char *path, const char *site_path, BsSiteKind site, const char *text,
                                         gsize length, GPtrArray *problems);
BsArticle *bs_article_new_unreadable (const char *path, const char *reason);
BsArticle *bs_article_ref (BsArticle *self);
void bs_article_unref (BsArticle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsArticle, bs_article_unref)

G_END_DECLS
