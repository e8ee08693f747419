/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

const char *bs_yaml_words (const char *reason, char place, BsProblemKind *kind);

G_END_DECLS
