/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/marks/marks-work.h"

G_BEGIN_DECLS

/* Marks to a file and from it. The task returns how many articles they were of. */
void bs_marks_transfer_export (BsMarksWork *work, GFile *file, const BsSnapshot *snapshot, GTask *task);
void bs_marks_transfer_import (BsMarksWork *work, GFile *file, const BsSnapshot *snapshot, GArray *found, GTask *task);

G_END_DECLS
