/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/replacement.h"

#include "model/change/edit/change-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How often the library may try at one place of a text: less where there are many places, so that no text takes long.
 */
#define MAX_STEPS 500000
#define MIN_STEPS 2000
#define ALL_STEPS 200000000
#define MAX_TIME (2 * G_USEC_PER_SEC)

struct _BsReplacement
{
  gatomicrefcount ref_count;
  char *from;
  char *to;
  gboolean is_regex;
};

/* A regular expression that may try so often at one place. */
static GRegex *
compile (const char *pattern, guint steps, GError **error)
{
  g_autofree char *limited = g_strdup_printf ("(*LIMIT_MATCH=%u)%s", steps, pattern);
  g_autoptr (GError) reason = NULL;
  GRegex *regex = g_regex_new (limited, G_REGEX_MULTILINE, 0, &reason);

  if (regex == NULL)
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("“%s” is no regular expression: %s"), pattern,
                 reason->message);

  return regex;
}

/**
 * bs_replacement_new:
 * @from: what is looked for, in UTF-8
 * @to: what takes its place; of a regular expression with references such as `\1`
 * @is_regex: whether @from is a regular expression
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a replacement, or %NULL with %BS_CHANGE_ERROR_WRONG_VALUE
 */
BsReplacement *
bs_replacement_new (const char *from, const char *to, gboolean is_regex, GError **error)
{
  BsReplacement *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (*from == '\0' || !g_utf8_validate (from, -1, NULL) || !g_utf8_validate (to, -1, NULL))
    {
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE,
                           _ ("What is to be replaced is empty, or is not in UTF-8."));
      return NULL;
    }
  if (is_regex)
    {
      /* What it may take is not for the pattern to say. */
      g_autoptr (GRegex) regex = g_str_has_prefix (from, "(*") ? NULL : compile (from, MIN_STEPS, error);
      g_autoptr (GError) reason = NULL;

      if (regex == NULL)
        {
          if (error != NULL && *error == NULL)
            g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("“%s” is no regular expression: %s"),
                         from, "(*");
          return NULL;
        }
      if (!g_regex_check_replacement (to, NULL, &reason))
        {
          g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("“%s” is no replacement: %s"), to,
                       reason->message);
          return NULL;
        }
    }
  self = g_new0 (BsReplacement, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->is_regex = is_regex;

  return self;
}

/**
 * bs_replacement_ref:
 * @self: a replacement
 *
 * Returns: (transfer full): @self
 */
BsReplacement *
bs_replacement_ref (BsReplacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bs_replacement_unref:
 * @self: (transfer full): a replacement
 */
void
bs_replacement_unref (BsReplacement *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/**
 * bs_replacement_get_from:
 * @self: a replacement
 *
 * Returns: (transfer none): what is looked for
 */
const char *
bs_replacement_get_from (const BsReplacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->from;
}

/**
 * bs_replacement_get_to:
 * @self: a replacement
 *
 * Returns: (transfer none): what takes its place
 */
const char *
bs_replacement_get_to (const BsReplacement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->to;
}

static void
find_text (const BsReplacement *self, const char *text, gsize length, gsize offset, BsSplices *splices)
{
  gsize from_length = strlen (self->from);
  const char *end = text + length;
  const char *found;

  for (const char *p = text; (found = memmem (p, (gsize) (end - p), self->from, from_length)) != NULL;
       p = found + from_length)
    bs_splices_add (splices, offset + (gsize) (found - text), offset + (gsize) (found - text) + from_length, self->to);
}

static gboolean
set_too_long (GError **error)
{
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE,
                       _ ("The regular expression takes too long here. The file was left as it is."));

  return FALSE;
}

static gboolean
find_regex (const BsReplacement *self, const char *text, gsize length, gsize offset, BsSplices *splices, GError **error)
{
  guint steps = (guint) CLAMP (ALL_STEPS / (length + 1), MIN_STEPS, MAX_STEPS);
  g_autoptr (GRegex) regex = compile (self->from, steps, error);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 end = g_get_monotonic_time () + MAX_TIME;

  if (regex == NULL)
    return FALSE;
  for (gboolean is_found = g_regex_match_full (regex, text, (gssize) length, 0, 0, &match, &reason);
       is_found && reason == NULL; is_found = g_match_info_next (match, &reason))
    {
      g_autofree char *with = g_match_info_expand_references (match, self->to, NULL);
      int from, to;

      if (g_get_monotonic_time () > end)
        return set_too_long (error);
      if (g_match_info_fetch_pos (match, 0, &from, &to))
        bs_splices_add (splices, offset + (gsize) from, offset + (gsize) to, with != NULL ? with : "");
    }

  return reason == NULL || set_too_long (error);
}

/**
 * bs_replacement_find:
 * @self: a replacement
 * @text: a text, in UTF-8
 * @length: its length in bytes
 * @offset: of the text in a whole that @splices are of
 * @splices: gets what is to be replaced
 * @error: return location
 *
 * Returns: whether it could be looked for; otherwise %BS_CHANGE_ERROR_WRONG_VALUE, as where a regular expression takes
 *   too long
 */
gboolean
bs_replacement_find (const BsReplacement *self, const char *text, gsize length, gsize offset, BsSplices *splices,
                     GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL && splices != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->is_regex)
    return find_regex (self, text, length, offset, splices, error);
  find_text (self, text, length, offset, splices);

  return TRUE;
}

/**
 * bs_replacement_apply:
 * @self: a replacement
 * @text: a text, in UTF-8
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the text with all replaced; %NULL with an error of bs_replacement_find()
 */
char *
bs_replacement_apply (const BsReplacement *self, const char *text, GError **error)
{
  g_autoptr (BsSplices) splices = bs_splices_new ();
  gsize length;

  if (!bs_replacement_find (self, text, strlen (text), 0, splices, error))
    return NULL;
  bs_splices_sort (splices);

  return bs_splices_apply (splices, text, strlen (text), &length);
}
