/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_PROBLEM_ROWS (bs_problem_rows_get_type ())
G_DECLARE_FINAL_TYPE (BsProblemRows, bs_problem_rows, BS, PROBLEM_ROWS, GObject)

/* The problems of an article, as rows of a group, with the fixes that can be proved. */
BsProblemRows *bs_problem_rows_new (AdwPreferencesGroup *group);
void bs_problem_rows_close (BsProblemRows *self);
void bs_problem_rows_show (BsProblemRows *self, BsLibrary *library, const char *path, const BsDocument *document);

G_END_DECLS
