/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/change-error.h"

G_DEFINE_QUARK (bs - change - error - quark, bs_change_error)
