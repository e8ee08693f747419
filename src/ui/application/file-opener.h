/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/application/application.h"

G_BEGIN_DECLS

/* Opens files and folders from the desktop or the command line. */
gboolean bs_file_opener_is_hint (const char *name);
void bs_file_opener_open (BsApplication *application, GFile **files, guint n_files, const char *hint);

G_END_DECLS
