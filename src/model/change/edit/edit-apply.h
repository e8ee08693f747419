/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"

G_BEGIN_DECLS

GBytes *bs_edit_apply_to (const BsEdit *edit, const char *path, GBytes *bytes, GError **error);
GBytes *bs_edit_apply (const BsEdit *edit, GBytes *bytes, GError **error);

G_END_DECLS
