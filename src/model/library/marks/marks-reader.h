/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/marks-types.h"

#include <glib.h>

G_BEGIN_DECLS

/* The reader's marks of a library's articles, as they are on the disk now. Nothing in it changes once it is made. */
typedef struct _BsMarksReader BsMarksReader;

BsMarksReader *bs_marks_reader_open (const char *root);
void bs_marks_reader_free (BsMarksReader *self);
BsMarks bs_marks_reader_get (const BsMarksReader *self, const char *path, guint64 content);

/* Articles marked as not the same: (element-type BsMarksDistinct). */
GArray *bs_marks_read_distinct (const char *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMarksReader, bs_marks_reader_free)

G_END_DECLS
