/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_SCRIPT_SIMPLIFIED,
  BS_SCRIPT_TRADITIONAL,
  BS_SCRIPT_JAPANESE,
  BS_SCRIPT_KOREAN,
  BS_N_SCRIPTS
} BsScript;

gboolean bs_character_is_common (BsScript script, gunichar character);

G_END_DECLS
