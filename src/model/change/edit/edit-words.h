/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"

G_BEGIN_DECLS

char *bs_edit_words_done (const BsEdit *edit, guint n_articles);

G_END_DECLS
