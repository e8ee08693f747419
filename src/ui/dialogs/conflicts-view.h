/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library-similar.h"

G_BEGIN_DECLS

#define BS_TYPE_CONFLICTS_VIEW (bs_conflicts_view_get_type ())
G_DECLARE_FINAL_TYPE (BsConflictsView, bs_conflicts_view, BS, CONFLICTS_VIEW, GtkWidget)

/* Articles with their conflicted copies. Signals: remove (GArray of ids): copies without changes of their own; compare
 * (char *original, char *copy); open (char *path). */
void bs_conflicts_view_set_findings (BsConflictsView *self, BsSimilarFindings *findings);
void bs_conflicts_view_take_away (BsConflictsView *self, GArray *ids);

G_END_DECLS
