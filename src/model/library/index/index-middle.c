/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-middle.h"

#include <string.h>

/**
 * bs_index_middle_write_token:
 * @version: of a text
 * @token: (out caller-allocates): %BS_INDEX_MIDDLE_MAX_BYTES
 *
 * Returns: the length of the token of @version; 0 if it has none
 */
guint
bs_index_middle_write_token (gint64 version, char *token)
{
  return version % BS_INDEX_MIDDLE_DISTANCE == 0 ?
             (guint) g_snprintf (token, BS_INDEX_MIDDLE_MAX_BYTES, "=%" G_GINT64_MODIFIER "x", version) :
             0;
}

/* Slow queries are phrases of common characters that are rarely adjacent. */
static gboolean
has_phrase (const char *expression)
{
  gboolean is_quoted = FALSE;

  for (const char *c = expression; *c != '\0'; c++)
    {
      if (*c == '"')
        is_quoted = !is_quoted;
      else if (*c == ' ' && is_quoted)
        return TRUE;
    }
  return FALSE;
}

/**
 * bs_index_middle_find:
 * @expression: an expression for bs_index_text_match()
 * @first_version: the first version there is
 * @n_versions: how many there are
 *
 * The half that is searched from the newest version on is a little smaller, because FTS5 is slower in that direction.
 *
 * Returns: a version with a token of its own, about halfway through the versions before @end; 0 if two halves would
 *   take as long as the whole
 */
gint64
bs_index_middle_find (const char *expression, gint64 first_version, guint n_versions)
{
  return n_versions >= BS_INDEX_MIDDLE_MIN_VERSIONS && has_phrase (expression) ?
             (first_version + n_versions / 20 * 11) / BS_INDEX_MIDDLE_DISTANCE * BS_INDEX_MIDDLE_DISTANCE :
             0;
}

/**
 * bs_index_middle_add:
 * @expression: an expression for bs_index_text_match()
 * @middle: a version that has a token
 *
 * Returns: (transfer full): the same expression, which @middle matches, too
 */
char *
bs_index_middle_add (const char *expression, gint64 middle)
{
  char token[BS_INDEX_MIDDLE_MAX_BYTES];

  bs_index_middle_write_token (middle, token);
  return g_strdup_printf ("(%s) OR \"%s\"", expression, token);
}
