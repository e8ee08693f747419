/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

gboolean bs_answer_send (const void *data, gsize length);
