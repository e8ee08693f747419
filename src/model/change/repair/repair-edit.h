/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/change/repair/repair.h"

G_BEGIN_DECLS

BsEdit *bs_repair_edit_new (const BsRepairWish *wish);
BsEdit *bs_repair_edit_new_for_bytes (const BsRepairWish *wish, const char *path, GBytes *bytes);

G_END_DECLS
