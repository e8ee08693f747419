/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/toml-reader.h"

#define READ bs_toml_read
#include "fuzz-value.h"
