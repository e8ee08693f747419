/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/html-tree.h"

G_BEGIN_DECLS

void bs_sanitise_code (BsHtmlNode *block, gsize *bytes_left);

G_END_DECLS
