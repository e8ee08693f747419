/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/change/edit/edit.h"
#include "model/change/repair/repair.h"
#include "model/library/library.h"

G_BEGIN_DECLS

/* A way to fix the problems of a kind in an article, with its proof. */
typedef struct
{
  const char *way;  /* (nullable): static; NULL if there is no choice */
  GPtrArray *fixes; /* (element-type BsRepairFix): the lines that change, more than those of the kind if need be */
} BsRepairOption;

/* The problems of one kind in an article. */
typedef struct
{
  BsProblemKind kind;
  guint n_problems;
  guint line; /* of the first; 0 if it concerns the whole file */
  guint column;
  char *sentence;
  char *text; /* (nullable): its line */
  gsize mark_start;
  gsize mark_end;
  GPtrArray *options; /* (element-type BsRepairOption): none if it has to be fixed by hand */
} BsRepairFinding;

/* The problems of an article, and their possible repairs. Nothing in it changes. */
typedef struct
{
  char *path; /* relative to the library */
  char *whole;
  GBytes *bytes;
  GPtrArray *findings; /* (element-type BsRepairFinding) */
  GPtrArray *sides;    /* (element-type BsRepairSides): of conflict markers */
} BsRepairReport;

BsRepairReport *bs_repair_report_new (BsSite *site, const char *path, guint64 kinds, GError **error);
void bs_repair_report_free (BsRepairReport *self);
const BsRepairFinding *bs_repair_report_find (const BsRepairReport *self, BsProblemKind kind);
BsEdit *bs_repair_report_make_edit (const BsRepairReport *self, BsProblemKind kind, const char *way);
guint64 bs_repair_get_shown_kinds (void);
void bs_repair_wish_take_kind (BsRepairWish *wish, BsProblemKind kind, const char *way);

void bs_repair_report_async (BsLibrary *library, const char *path, guint64 kinds, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
BsRepairReport *bs_repair_report_finish (BsLibrary *library, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsRepairReport, bs_repair_report_free)

G_END_DECLS
