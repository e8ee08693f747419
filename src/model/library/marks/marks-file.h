/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* The file of the marks: it is created, upgraded, and set aside if damaged. The handle belongs to SQLite, which no
 * header mentions. */
typedef struct sqlite3 BsMarksFile;

BsMarksFile *bs_marks_file_open (const char *path, ino_t damaged, gboolean *is_kept, char **message);
BsMarksFile *bs_marks_file_open_copy (const char *path);
void bs_marks_file_back_up (BsMarksFile *self, const char *path);

G_END_DECLS
