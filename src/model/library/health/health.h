/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

typedef enum
{
  BS_HEALTH_MONTHS,    /* key: 2024-05; undated articles come last, with an empty key */
  BS_HEALTH_SOURCES,   /* key: the name; empty for articles without a source; the most frequent first */
  BS_HEALTH_PROBLEMS,  /* key: bs_problem_kind_to_string() */
  BS_HEALTH_SIZES,     /* key: the smallest size in bytes */
  BS_HEALTH_LANGUAGES, /* key: a language tag; empty if unknown */
  BS_HEALTH_N_SECTIONS
} BsHealthSection;

/* A number of the health page, and the articles that it counts. */
typedef struct
{
  char *key;
  char *query; /* (nullable): a search that finds the same articles */
  GArray *ids; /* (element-type guint32): of the snapshot */
} BsHealthFigure;

/* A link of an article to a file that is not there. */
typedef struct
{
  guint32 id;
  guint line;
  char *target; /* as written */
} BsHealthLink;

typedef enum
{
  BS_HEALTH_DRAFT,
  BS_HEALTH_FUTURE,
  BS_HEALTH_OUTSIDE,      /* of the site's content */
  BS_HEALTH_SAME_ADDRESS, /* other: the article that has it too */
} BsHealthReason;

/* An article that the site's generator leaves out. */
typedef struct
{
  char *path;
  BsHealthReason reason;
  char *other; /* (nullable) */
} BsHealthLeftOut;

/* The figures of a whole library. */
typedef struct
{
  guint n_articles;
  guint64 bytes;
  GPtrArray *sections[BS_HEALTH_N_SECTIONS]; /* (element-type BsHealthFigure) */
  GPtrArray *missing_images;                 /* (element-type BsHealthLink) */
  GPtrArray *dead_links;                     /* (element-type BsHealthLink) */
  GPtrArray *unused_images;                  /* (element-type filename) */
  GPtrArray *left_out;                       /* (element-type BsHealthLeftOut) */
} BsHealth;

BsHealth *bs_health_new (const BsSnapshot *snapshot, BsSite *site);
void bs_health_free (BsHealth *self);
void bs_health_count (BsHealth *self, BsHealthSection section, const char *key, guint32 id);
void bs_health_sort (BsHealth *self, BsHealthSection section);
BsHealthLink *bs_health_link_new (guint32 id, guint line, const char *target);
void bs_health_add_left_out (BsHealth *self, const char *path, BsHealthReason reason, const char *other);
const char *bs_health_reason_to_string (BsHealthReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHealth, bs_health_free)

G_END_DECLS
