/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

BsEditReport *bs_files_move_to_library (BsHome *home, const char *root, const char *const *paths,
                                        const char *other_root, const char *folder, GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
