/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/query.h"
#include "ui/dialogs/name-dialog.h"

G_BEGIN_DECLS

/* Asks for the name of a category, a tag or a source. The responses are “rename” and “create”. */
BsNameDialog *bs_place_dialogs_rename (GtkWindow *parent, BsScope scope, const char *name);
BsNameDialog *bs_place_dialogs_create (GtkWindow *parent, const char *const *above, GListModel *siblings);

G_END_DECLS
