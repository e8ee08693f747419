/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/splices.h"
#include "model/format/text/encoding.h"

G_BEGIN_DECLS

GBytes *bs_byte_map_splice (GBytes *bytes, const BsText *text, const BsSplices *splices, char **reason);

G_END_DECLS
