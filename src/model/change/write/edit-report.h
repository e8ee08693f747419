/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/transaction.h"

G_BEGIN_DECLS

#define BS_TYPE_EDIT_REPORT (bs_edit_report_get_type ())

typedef struct _BsEditReport BsEditReport;

/* What came of an edit, or of undoing one. Nothing in it changes once it is made. */
struct _BsEditReport
{
  char *name;           /* what a person calls it */
  guint64 step;         /* the stamp of the history's step that it made, or undid; 0 without one */
  GPtrArray *changed;   /* (element-type filename): relative to the library */
  GPtrArray *unchanged; /* (element-type filename): they say already what was asked */
  GPtrArray *failed;    /* (element-type BsTransactionResult): left as they are, and why */
  GPtrArray *left;      /* (element-type filename): it was cancelled before their turn came */
  GError *doubt;        /* (nullable): what went wrong after files had been changed, which they are */
  guint n_pushed_out;   /* older steps that had to leave the history, for want of room */
  GPtrArray *recovered; /* (element-type utf8): a sentence about each file that another program had written to when an
                         * earlier change was interrupted */
  gboolean is_question; /* nothing was done, because those that failed were changed by someone else since */
  gboolean is_cancelled;
};

GType bs_edit_report_get_type (void);
BsEditReport *bs_edit_report_new (void);
void bs_edit_report_add_failure (BsEditReport *self, const char *path, const GError *error);
void bs_edit_report_take_results (BsEditReport *self, const BsTransaction *transaction);
void bs_edit_report_take_recovered (BsEditReport *self, const GPtrArray *recovered);
BsEditReport *bs_edit_report_ref (BsEditReport *self);
void bs_edit_report_unref (BsEditReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsEditReport, bs_edit_report_unref)

G_END_DECLS
