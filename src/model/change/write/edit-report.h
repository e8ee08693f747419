/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/transaction.h"

G_BEGIN_DECLS

#define BS_TYPE_EDIT_REPORT (bs_edit_report_get_type ())

typedef struct _BsEditReport BsEditReport;

/* The address of an article in its site, before and after it moves. */
typedef struct
{
  char *path;
  char *old_address;
  char *new_address;
} BsAddressChange;

/* The result of an edit, or of undoing or redoing one. Immutable once created. */
struct _BsEditReport
{
  char *name;           /* the display name */
  guint64 step;         /* the id of the step that was made, undone or redone; 0 if none */
  GPtrArray *changed;   /* (element-type filename): relative to the library */
  GPtrArray *unchanged; /* (element-type filename): files that already had the requested values */
  GPtrArray *failed;    /* (element-type BsTransactionResult): files that were not changed, with the reason */
  GPtrArray *left;      /* (element-type filename): files not reached before the edit was cancelled */
  GPtrArray *trashless; /* (element-type filename): files that stayed because there is no trash for them, once
                           bs_edit_report_divide() was called */
  GError *doubt;        /* (nullable): an error that occurred after files had been changed */
  guint64 size;         /* of a preview: the size of the step in the history, in bytes */
  guint n_pushed_out;   /* the number of older steps dropped from the history to make room */
  GPtrArray *recovered; /* (element-type utf8): a sentence about each file that another program had changed while an
                           earlier change was interrupted */
  GPtrArray *notes;     /* (element-type utf8): sentences about unexpected results */
  GPtrArray *addresses; /* (element-type BsAddressChange): of a preview: articles that get another address */
  gboolean is_question; /* nothing was changed, because other programs have changed the failed files since */
  gboolean is_cancelled;
  guint n_articles; /* of a cancelled move: the number of moved articles */
};

/* Describes a change of that number of articles. */
typedef char *(*BsEditReportNameFunc) (gpointer user_data, guint n_articles);

GType bs_edit_report_get_type (void);
BsEditReport *bs_edit_report_new (void);
void bs_edit_report_add_failure (BsEditReport *self, const char *path, const GError *error);
GHashTable *bs_edit_report_list_failed (const BsEditReport *self);
GPtrArray *bs_edit_report_list_changed (const BsEditReport *self, GHashTable *twice);
void bs_edit_report_divide (BsEditReport *self);
void bs_edit_report_take_results (BsEditReport *self, const BsTransaction *transaction);
BsEditReport *bs_edit_report_finish (BsEditReport *self, BsTransaction *transaction, BsEditReportNameFunc name,
                                     gpointer user_data, const GError *failure, GError **error);
void bs_edit_report_take_recovered (BsEditReport *self, const GPtrArray *recovered);
BsEditReport *bs_edit_report_ref (BsEditReport *self);
void bs_edit_report_unref (BsEditReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsEditReport, bs_edit_report_unref)

G_END_DECLS
