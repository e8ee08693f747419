/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"
#include "reader/page-place.h"

G_BEGIN_DECLS

#define BS_TYPE_READING_POSITION (bs_reading_position_get_type ())
G_DECLARE_FINAL_TYPE (BsReadingPosition, bs_reading_position, BS, READING_POSITION, GObject)

/* The position at which an article was left. The library keeps it. Signal: known (it was looked up). */
BsReadingPosition *bs_reading_position_new (void);
void bs_reading_position_look_up (BsReadingPosition *self, BsLibrary *library, const char *path,
                                  GCancellable *cancellable);
const char *bs_reading_position_get (BsReadingPosition *self);
void bs_reading_position_keep (BsLibrary *library, const char *path, BsPagePlace *place);

G_END_DECLS
