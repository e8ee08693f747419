/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/reader/reader-pane.h"

G_BEGIN_DECLS

/* Applies the preferences and the system's style to a reader. @settings is nullable. */
void bs_reader_settings_follow (BsReaderPane *pane, GSettings *settings);

G_END_DECLS
