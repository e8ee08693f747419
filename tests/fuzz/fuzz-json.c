/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/json-reader.h"

#define READ bs_json_read
#include "fuzz-value.h"
