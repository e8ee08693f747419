/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/actions.h"

/* @name: of a simple action in @map */
void
bs_actions_set_enabled (GActionMap *map, const char *name, gboolean enabled)
{
  g_return_if_fail (G_IS_ACTION_MAP (map));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, name)), enabled);
}
