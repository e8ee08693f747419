/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-search.h"

#include <string.h>

/* In bytes. The language reads no more of a query. */
#define MAX_QUERY 4096
#define MAX_NAME 1024

/**
 * bs_marks_search_new:
 * @name: its name
 * @query: the search text, as typed
 *
 * Returns: (transfer full): a search with an id of its own
 */
BsMarksSearch *
bs_marks_search_new (const char *name, const char *query)
{
  BsMarksSearch *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (query != NULL, NULL);

  self = g_new0 (BsMarksSearch, 1);
  while (self->id == 0)
    self->id = (guint64) g_random_int () << 32 | g_random_int ();
  self->place = G_MAXINT;
  self->name = g_strdup (name);
  self->query = g_strdup (query);
  return self;
}

/**
 * bs_marks_search_copy:
 * @self: a search
 *
 * Returns: (transfer full): a copy
 */
BsMarksSearch *
bs_marks_search_copy (const BsMarksSearch *self)
{
  BsMarksSearch *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  copy->icon = g_strdup (self->icon);
  copy->query = g_strdup (self->query);
  return copy;
}

/**
 * bs_marks_search_free:
 * @self: (transfer full): a search
 */
void
bs_marks_search_free (BsMarksSearch *self)
{
  g_free (self->name);
  g_free (self->icon);
  g_free (self->query);
  g_free (self);
}

static gboolean
is_line (const char *text, gsize most)
{
  return text != NULL && *text != '\0' && strlen (text) <= most && g_utf8_validate (text, -1, NULL) &&
         strpbrk (text, "\r\n") == NULL;
}

/* Icons are looked up in themes, and a name that leads elsewhere is none. */
static gboolean
is_icon (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '.')
      return FALSE;
  return *name != '\0' && strlen (name) <= MAX_NAME;
}

/**
 * bs_marks_search_is_valid:
 * @self: a search from a file
 *
 * Returns: whether it can be shown and run
 */
gboolean
bs_marks_search_is_valid (const BsMarksSearch *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->id != 0 && is_line (self->name, MAX_NAME) && is_line (self->query, MAX_QUERY) &&
         (self->icon == NULL || is_icon (self->icon));
}
