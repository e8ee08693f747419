/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/link-map.h"
#include "model/change/organise/move-plan.h"
#include "model/change/write/write-scope.h"

G_BEGIN_DECLS

/* A file that gets another path. */
typedef struct
{
  char *from;
  char *to;
  gboolean is_article;
  gboolean is_same_file; /* on a file system that ignores case */
  gboolean is_done;
} BsMove;

struct _BsMovePlan
{
  char *root;
  BsEditReportNameFunc name_func; /* (nullable) */
  gpointer name_data;
  GDestroyNotify free_name_data;
  BsSite *site;
  BsLinkMap *map;
  GPtrArray *articles; /* (element-type filename): all of the library */
  GPtrArray *moves;    /* (element-type BsMove) */
  GHashTable *targets; /* (element-type filename): the new paths */
  GHashTable *counts;  /* (nullable): the number of articles at or below each folder */
  GPtrArray *folders;  /* (element-type filename): those that move as a whole, and may be left empty */
  guint n_articles;    /* that move */
  guint n_moving;      /* files that get another path, once it was looked over */
  guint n_relinked;    /* articles that stay and get other references, once it was looked over */
  gboolean adds_aliases;
  GHashTable *edits;     /* (element-type filename BsEdit): of the front matter */
  GPtrArray *linking;    /* (element-type filename): articles that stay and may need other references */
  BsEditReport *refused; /* the articles that cannot be moved, and why */
};

char *bs_move_plan_describe (const BsMovePlan *self, guint n_articles);
gboolean bs_move_plan_is_asked (const BsMovePlan *self, const char *path, const BsMove *move);
gboolean bs_move_plan_make (BsMovePlan *self, const char *path, const BsMove *move, GBytes **old_bytes,
                            GBytes **new_bytes, GPtrArray *notes, GError **error);
void bs_move_plan_find_linking (BsMovePlan *self, BsPlanProgressFunc progress_func, gpointer user_data,
                                GCancellable *cancellable);
GPtrArray *bs_move_plan_list_staying (const BsMovePlan *self);
BsLinkMap *bs_move_plan_keep_done (BsMovePlan *self, BsEditReport *report);
void bs_move_plan_copy_refused (const BsMovePlan *self, BsEditReport *to);

G_END_DECLS
