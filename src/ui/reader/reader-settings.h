/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/reader/reader-pane.h"

G_BEGIN_DECLS

/* Lets a reader follow what is chosen in the preferences and in the system. @settings is nullable. */
void bs_reader_settings_follow (BsReaderPane *pane, GSettings *settings);

G_END_DECLS
