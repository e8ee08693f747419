/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GStrv bs_folders_list (const char *root, GCancellable *cancellable);

G_END_DECLS
