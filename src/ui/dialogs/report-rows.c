/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/report-rows.h"

struct _BsReportRow
{
  GObject parent_instance;

  char *path;   /* (nullable): it is about a reference */
  char *reason; /* (nullable): why something cannot be changed */
  gboolean is_changed;
};

G_DEFINE_FINAL_TYPE (BsReportRow, bs_report_row, G_TYPE_OBJECT)

static void
bs_report_row_finalize (GObject *object)
{
  BsReportRow *self = BS_REPORT_ROW (object);

  g_free (self->path);
  g_free (self->reason);

  G_OBJECT_CLASS (bs_report_row_parent_class)->finalize (object);
}

static void
bs_report_row_class_init (BsReportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_report_row_finalize;
}

static void
bs_report_row_init (BsReportRow *self)
{
}

static BsReportRow *
new_row (const char *path, const char *reason, gboolean is_changed)
{
  BsReportRow *self = g_object_new (BS_TYPE_REPORT_ROW, NULL);

  self->path = g_strdup (path);
  self->reason = g_strdup (reason);
  self->is_changed = is_changed;
  return self;
}

/* Returns: (transfer none) (type filename) (nullable): relative to the library; %NULL if it is a note */
const char *
bs_report_row_get_path (BsReportRow *self)
{
  g_return_val_if_fail (BS_IS_REPORT_ROW (self), NULL);

  return self->path;
}

/* Returns: (transfer none) (nullable): why the article or a reference cannot be changed, as a sentence */
const char *
bs_report_row_get_reason (BsReportRow *self)
{
  g_return_val_if_fail (BS_IS_REPORT_ROW (self), NULL);

  return self->reason;
}

/* Returns: whether the article changes, even if it cannot be changed as it was meant to */
gboolean
bs_report_row_is_changed (BsReportRow *self)
{
  g_return_val_if_fail (BS_IS_REPORT_ROW (self), FALSE);

  return self->is_changed;
}

struct _BsReportRows
{
  GObject parent_instance;

  BsEditReport *report;
  GPtrArray *changed;     /* (element-type filename): those that did not fail as well */
  GHashTable *twice;      /* (element-type filename): those that did */
  char *unchanged_reason; /* (nullable) */
};

static void bs_report_rows_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BsReportRows, bs_report_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bs_report_rows_list_model_init))

static GType
bs_report_rows_get_item_type (GListModel *model)
{
  return BS_TYPE_REPORT_ROW;
}

static guint
bs_report_rows_get_n_items (GListModel *model)
{
  BsReportRows *self = BS_REPORT_ROWS (model);

  return bs_report_rows_get_n_stuck (self) + self->report->notes->len + self->changed->len;
}

static gpointer
bs_report_rows_get_item (GListModel *model, guint position)
{
  BsReportRows *self = BS_REPORT_ROWS (model);
  const BsEditReport *report = self->report;
  guint n_stuck = bs_report_rows_get_n_stuck (self);

  if (position < report->failed->len)
    {
      const BsTransactionResult *result = g_ptr_array_index (report->failed, position);

      return new_row (result->path, result->error->message, g_hash_table_contains (self->twice, result->path));
    }
  if (position < n_stuck)
    return new_row (g_ptr_array_index (report->unchanged, position - report->failed->len), self->unchanged_reason,
                    FALSE);
  position -= n_stuck;
  if (position < report->notes->len)
    return new_row (NULL, g_ptr_array_index (report->notes, position), FALSE);
  position -= report->notes->len;
  if (position < self->changed->len)
    return new_row (g_ptr_array_index (self->changed, position), NULL, TRUE);
  return NULL;
}

static void
bs_report_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bs_report_rows_get_item_type;
  iface->get_n_items = bs_report_rows_get_n_items;
  iface->get_item = bs_report_rows_get_item;
}

static void
bs_report_rows_finalize (GObject *object)
{
  BsReportRows *self = BS_REPORT_ROWS (object);

  g_ptr_array_unref (self->changed);
  g_hash_table_unref (self->twice);
  bs_edit_report_unref (self->report);
  g_free (self->unchanged_reason);

  G_OBJECT_CLASS (bs_report_rows_parent_class)->finalize (object);
}

static void
bs_report_rows_class_init (BsReportRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_report_rows_finalize;
}

static void
bs_report_rows_init (BsReportRows *self)
{
}

/* @unchanged_reason: (nullable): why nothing would change in an article; %NULL if that is expected, so that such
 * articles are not listed */
BsReportRows *
bs_report_rows_new (BsEditReport *report, const char *unchanged_reason)
{
  BsReportRows *self;

  g_return_val_if_fail (report != NULL, NULL);

  self = g_object_new (BS_TYPE_REPORT_ROWS, NULL);
  self->report = bs_edit_report_ref (report);
  self->twice = g_hash_table_new (g_str_hash, g_str_equal);
  self->changed = bs_edit_report_list_changed (report, self->twice);
  self->unchanged_reason = g_strdup (unchanged_reason);
  return self;
}

/* Returns: how many articles cannot be changed */
guint
bs_report_rows_get_n_stuck (BsReportRows *self)
{
  g_return_val_if_fail (BS_IS_REPORT_ROWS (self), 0);

  return self->report->failed->len + (self->unchanged_reason != NULL ? self->report->unchanged->len : 0);
}
