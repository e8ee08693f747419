/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/table/row.h"

G_BEGIN_DECLS

typedef enum
{
  BS_UPDATE_PUT,     /* row; from, (nullable): the article's previous path */
  BS_UPDATE_GONE,    /* path, of a file or a folder with all it held */
  BS_UPDATE_MOVES,   /* moves: files are about to be moved */
  BS_UPDATE_COMPARE, /* path: the known articles below it are requested */
  BS_UPDATE_SITE,    /* site: how the folder is read */
  BS_UPDATE_SCANNED, /* a scan ended; error, if it failed; number: skipped files */
  BS_UPDATE_FOLDER_GONE,
  BS_UPDATE_LOOKED_AT, /* path, with_below: its folders that cannot be read */
  BS_UPDATE_ROWS,      /* rows that were nowhere else before; number: how many of them have been taken */
  BS_UPDATE_LOADED,    /* all that is in the index was given; edition: of its rows */
} BsUpdateKind;

/* A worker's result about the folder. */
typedef struct
{
  BsUpdateKind kind;
  BsRow *row;
  GPtrArray *rows; /* (element-type BsRow) */
  char *path;
  char *from;
  GHashTable *moves; /* (element-type filename filename): the old path by the new one */
  BsSite *site;
  GError *error;
  guint number;
  guint64 edition;
  gboolean with_below;
  GPtrArray *unreadable; /* (element-type BsUnreadable) (nullable) */
} BsUpdate;

/* A worker's answer. */
typedef struct
{
  void (*apply) (gpointer owner, gpointer data);
  GDestroyNotify destroy;
  gpointer data;
} BsResult;

/* The one door through which the workers reach the main thread. */
typedef struct _BsInbox BsInbox;
typedef void (*BsInboxFunc) (gpointer owner);

BsInbox *bs_inbox_new (GMainContext *context, BsInboxFunc func, gpointer owner);
BsInbox *bs_inbox_ref (BsInbox *self);
void bs_inbox_unref (BsInbox *self);
void bs_inbox_close (BsInbox *self);

void bs_inbox_post_update (BsInbox *self, BsUpdate update);
void bs_inbox_post_result (BsInbox *self, void (*apply) (gpointer owner, gpointer data), gpointer data,
                           GDestroyNotify destroy);
BsUpdate *bs_inbox_pop_update (BsInbox *self);
void bs_inbox_put_back (BsInbox *self, BsUpdate *update);
gboolean bs_inbox_has_updates (BsInbox *self);
gboolean bs_inbox_has_results (BsInbox *self);
BsResult *bs_inbox_pop_result (BsInbox *self);
void bs_inbox_hold (BsInbox *self);
void bs_inbox_release (BsInbox *self);
gboolean bs_inbox_is_held (BsInbox *self);
void bs_inbox_wake (BsInbox *self, gint64 time);
void bs_inbox_set_patience (BsInbox *self, guint microseconds);

void bs_update_free (BsUpdate *self);
void bs_result_free (BsResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsInbox, bs_inbox_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsUpdate, bs_update_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsResult, bs_result_free)

G_END_DECLS
