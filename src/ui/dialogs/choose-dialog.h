/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_CHOOSE_DIALOG (bs_choose_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (BsChooseDialog, bs_choose_dialog, BS, CHOOSE_DIALOG, AdwWindow)

struct _BsChooseDialogClass
{
  AdwWindowClass parent_class;

  /* @searched: folded; empty without a search */
  gboolean (*match) (BsChooseDialog *self, gpointer item, const char *searched);
  GtkWidget *(*create_row) (BsChooseDialog *self);
  void (*fill_row) (BsChooseDialog *self, GtkWidget *row, gpointer item, gboolean is_searched);
  void (*chosen) (BsChooseDialog *self, gpointer item);
  char *(*dup_typed) (BsChooseDialog *self, const char *text); /* (nullable): the meaning of the text */
  void (*searched) (BsChooseDialog *self, const char *typed);  /* (nullable): called after the first row is selected */
};

void bs_choose_dialog_attach (BsChooseDialog *self, GtkWindow *parent);
void bs_choose_dialog_set_texts (BsChooseDialog *self, const char *title, const char *subtitle, const char *button,
                                 const char *search, const char *list);
void bs_choose_dialog_set_nothing (BsChooseDialog *self, const char *icon, const char *title, const char *description);
GListModel *bs_choose_dialog_filter (BsChooseDialog *self, GListModel *items);
void bs_choose_dialog_set_items (BsChooseDialog *self, GListModel *items);
void bs_choose_dialog_search (BsChooseDialog *self);
void bs_choose_dialog_select (BsChooseDialog *self, guint position);
void bs_choose_dialog_show_failure (BsChooseDialog *self, const char *text, const char *reason);
GtkSingleSelection *bs_choose_dialog_get_selection (BsChooseDialog *self);
GtkWidget *bs_choose_dialog_get_entry (BsChooseDialog *self);

G_END_DECLS
