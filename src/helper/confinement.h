/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stddef.h>

void bs_confinement_enter (size_t memory_bytes, unsigned processor_seconds, int is_self_made,
                           const char *const *readable);
