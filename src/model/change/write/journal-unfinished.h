/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_journal_unfinished_end (const char *part, const char *root);

G_END_DECLS
