/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *bs_git_find_base (const char *path, GBytes *one, GBytes *other);

G_END_DECLS
