/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/place-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/edit/name-edit.h"

/* Returns: (transfer full): the name as one line, without spaces around it */
char *
bs_place_name_clean (const char *typed)
{
  g_autoptr (GString) name = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  name = g_string_new (NULL);
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (name, g_unichar_iscntrl (c) ? ' ' : c);
    }
  g_strstrip (name->str);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* Returns: (transfer none) (nullable): why the name is not allowed */
const char *
bs_place_name_find_fault (BsScope scope, const char *name)
{
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  names = bs_names_parse (name, FALSE);
  if (names == NULL)
    return _ ("Enter a name.");
  if (scope == BS_SCOPE_CATEGORY && strchr (name, '/') != NULL)
    return _ ("The name of a category cannot contain “/”.");
  return NULL;
}
