/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/table/table.h"
#include "model/library/words/fuzzy.h"

G_BEGIN_DECLS

typedef enum
{
  BS_GO_TO_ARTICLE,
  BS_GO_TO_CATEGORY,
  BS_GO_TO_TAG,
  BS_GO_TO_SOURCE,
  BS_GO_TO_FOLDER,
  BS_GO_TO_SEARCH,  /* the caller's */
  BS_GO_TO_COMMAND, /* the caller's */
  BS_GO_TO_N_KINDS
} BsGoToKind;

#define BS_GO_TO_IS(kind) (1u << (kind))

/* A place to go to. */
typedef struct
{
  BsGoToKind kind;
  char *text;
  char *path;    /* (nullable): of an article; or the owner's identifier of a saved search or a command */
  GStrv names;   /* (nullable): of a category the path, of a tag, a source or a folder its name */
  char *detail;  /* (nullable): of the caller; shown beside the text */
  char *alias;   /* (nullable): the caller's; another name that it is found by */
  guint count;   /* the number of its articles */
  gint64 recent; /* the date of the newest */
  guint64 matched[BS_FUZZY_MAX_UNITS / 64]; /* a bit for each character of the text */
} BsGoToItem;

BsGoToItem *bs_go_to_item_new (BsGoToKind kind, const char *text);
BsGoToItem *bs_go_to_item_copy (const BsGoToItem *self);
void bs_go_to_item_free (BsGoToItem *self);

typedef struct
{
  const char *text;
  guint kinds;        /* BS_GO_TO_IS() of each that is wanted */
  gboolean is_strict; /* without gaps between letters; equal ones are sorted by count */
  guint max_items;
} BsGoToQuery;

#define BS_TYPE_GO_TO (bs_go_to_get_type ())
G_DECLARE_FINAL_TYPE (BsGoTo, bs_go_to, BS, GO_TO, GObject)

/* Finds places of a library by a few letters. A worker finds them. */
BsGoTo *bs_go_to_new (BsVocabulary *vocabulary, BsSnapshot *(*take_snapshot) (gpointer owner), GObject *owner);
void bs_go_to_refresh (BsGoTo *self);
void bs_go_to_set_items (BsGoTo *self, BsGoToKind kind, GPtrArray *items);
void bs_go_to_query_async (BsGoTo *self, const BsGoToQuery *query, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *bs_go_to_query_finish (BsGoTo *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsGoToItem, bs_go_to_item_free)

G_END_DECLS
