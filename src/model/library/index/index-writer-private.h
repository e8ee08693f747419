/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-bulk.h"
#include "model/library/index/index-lock.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"
#include "model/library/index/index-writer.h"

G_BEGIN_DECLS

typedef enum
{
  BS_INDEX_COMMAND_ADOPT,
  BS_INDEX_COMMAND_PUT,
  BS_INDEX_COMMAND_REMOVE,
  BS_INDEX_COMMAND_CHECK,
  BS_INDEX_COMMAND_DOUBT,
  BS_INDEX_COMMAND_DROP,
  BS_INDEX_COMMAND_WAKE,
  BS_INDEX_COMMAND_STOP,
} BsIndexCommandKind;

typedef struct
{
  BsIndexCommandKind kind;
  BsRow *row;
  BsSnapshot *snapshot;
  BsSite *site;
} BsIndexCommand;

/* What is known of an index that another process keeps. */
typedef enum
{
  BS_INDEX_FOLLOWING_NOT,
  BS_INDEX_FOLLOWING_ASKED, /* for the rows that have to be in it */
  BS_INDEX_FOLLOWING,
} BsIndexFollowing;

struct _BsIndexWriter
{
  gatomicrefcount ref_count;
  char *root;
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  BsIndexWriterFuncs funcs;
  gboolean is_rebuilding;
  gboolean is_awaited;
  GAsyncQueue *commands;
  int is_stopped;
  guint n_given; /* commands about rows; the owner's */

  /* The thread's own. */
  guint n_handled;
  GThread *thread;
  char *path; /* (nullable): until it is known where the index lies */
  BsIndexLock *lock;
  BsIndexStore *store;
  BsIndexText *text;
  BsSite *site;
  gboolean has_rows; /* what the store holds is what the table held, but for commands that wait */
  BsIndexState state;
  BsIndexFollowing following;
  gboolean is_dropped;
  gboolean is_slow;
  BsIndexBulk *bulk;        /* (nullable): what is waiting, where it is very much */
  BsIndexStore *bulk_store; /* (nullable): what it is written with */
  gboolean had_bulk;        /* and this is what is left */
  guint n_refused;          /* how often what was written so was of no use */
  GPtrArray *waiting;       /* (element-type BsRow): whose text is missing, the oldest first */
  guint n_done;             /* of those */
  guint n_anew;             /* how often it was made anew since it was last whole */
  gint64 rest_until;
  gint64 retry_time;
  gint64 trusted_until; /* it was found whole a moment ago */
  gint64 last_progress;
};

gboolean bs_index_writer_is_stopped (BsIndexWriter *self);
void bs_index_writer_set_state (BsIndexWriter *self, BsIndexState state);
void bs_index_writer_close (BsIndexWriter *self);
void bs_index_writer_open (BsIndexWriter *self);
void bs_index_writer_start_anew (BsIndexWriter *self);
gboolean bs_index_writer_begin (BsIndexWriter *self);
gboolean bs_index_writer_commit (BsIndexWriter *self, GError **error);
void bs_index_writer_recover (BsIndexWriter *self, const GError *error);
guint bs_index_writer_count_waiting (BsIndexWriter *self);
void bs_index_writer_forget_waiting (BsIndexWriter *self);
void bs_index_writer_tell_waiting (BsIndexWriter *self, gboolean is_urgent);
void bs_index_writer_rest (BsIndexWriter *self);
void bs_index_writer_wake (BsIndexWriter *self);
gboolean bs_index_writer_start_bulk (BsIndexWriter *self);
void bs_index_writer_drop_bulk (BsIndexWriter *self);
void bs_index_writer_write_bulk (BsIndexWriter *self);
void bs_index_writer_write_texts (BsIndexWriter *self);
void bs_index_writer_follow (BsIndexWriter *self, const BsSnapshot *snapshot);
void bs_index_writer_look_elsewhere (BsIndexWriter *self);
void bs_index_writer_take_over (BsIndexWriter *self, const BsSnapshot *snapshot);

static inline guint64
bs_index_writer_make_key (const BsRow *row)
{
  return bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
}

G_END_DECLS
