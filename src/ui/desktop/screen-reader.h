/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "reader/reader.h"

G_BEGIN_DECLS

void bs_screen_reader_follow (BsReader *reader);

G_END_DECLS
