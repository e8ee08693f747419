/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sys/types.h>

#include "model/library/marks/marks-file.h"
#include "model/library/marks/marks-store.h"

G_BEGIN_DECLS

typedef struct sqlite3_stmt sqlite3_stmt;

/* The statements that are prepared once and kept. */
typedef enum
{
  BS_MARKS_LOAD,
  BS_MARKS_LOOKUP,
  BS_MARKS_FIND_GONE,
  BS_MARKS_FIND_RECENT,
  BS_MARKS_PUT,
  BS_MARKS_MOVE,
  BS_MARKS_MOVE_PLACE,
  BS_MARKS_FORGET,
  BS_MARKS_FORGET_PLACES,
  BS_MARKS_PUT_PATH,
  BS_MARKS_GET_PATH,
  BS_MARKS_PUT_POSITION,
  BS_MARKS_GET_POSITION,
  BS_MARKS_IS_COMPLETE,
  BS_MARKS_SET_COMPLETE,
  BS_MARKS_DATA_VERSION,
  BS_MARKS_N_STATEMENTS
} BsMarksStatement;

struct _BsMarksStore
{
  GThread *thread;
  BsMarksFile *database;
  sqlite3_stmt *statements[BS_MARKS_N_STATEMENTS];
  char *path; /* (nullable): kept nowhere but in memory */
  ino_t inode;
  int data_version;
  int code; /* what went wrong since the last transaction began */
  char *error;
};

sqlite3_stmt *bs_marks_store_prepare (BsMarksStore *self, BsMarksStatement which, const char *sql);
gboolean bs_marks_store_step (BsMarksStore *self, sqlite3_stmt *statement);

G_END_DECLS
