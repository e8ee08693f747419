/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/replacement.h"

#include "model/change/edit/change-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The size of the parts in which a text is searched, in characters; the time is checked between them. In one window the
 * library tries ten million times, which takes a fraction of a second. */
#define WINDOW 4096
#define MAX_TIME (2 * G_USEC_PER_SEC)

struct _BsReplacement
{
  gatomicrefcount ref_count;
  char *from;
  char *to;
  GRegex *regex; /* (nullable): for a regular expression: it begins with a window of any characters */
};

/* @start: before the pattern, which is then a group */
static GRegex *
compile (const char *start, const char *pattern, GError **error)
{
  g_autofree char *whole = *start != '\0' ? g_strdup_printf ("%s(?:%s)", start, pattern) : g_strdup (pattern);
  g_autoptr (GError) reason = NULL;
  /* The limits do not depend on the pattern. */
  GRegex *regex = g_str_has_prefix (pattern, "(*") ? NULL : g_regex_new (whole, G_REGEX_MULTILINE, 0, &reason);

  if (regex == NULL)
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("“%s” is not a valid regular expression: %s"),
                 pattern, reason != NULL ? reason->message : "(*");

  return regex;
}

static GRegex *
compile_window (const char *pattern, GError **error)
{
  g_autofree char *start = g_strdup_printf ("\\G(?s:.{0,%u}?)\\K", WINDOW);
  /* It has to be one by itself too: parentheses may only be closed inside a group. */
  g_autoptr (GRegex) alone = compile ("", pattern, error);

  return alone != NULL ? compile (start, pattern, error) : NULL;
}

/**
 * bs_replacement_new:
 * @from: the text or expression to find, in UTF-8
 * @to: its replacement; for a regular expression with references such as `\1`
 * @is_regex: whether @from is a regular expression
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a replacement, or %NULL with %BS_CHANGE_ERROR_WRONG_VALUE
 */
BsReplacement *
bs_replacement_new (const char *from, const char *to, gboolean is_regex, GError **error)
{
  g_autoptr (GRegex) regex = NULL;
  BsReplacement *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (*from == '\0' || !g_utf8_validate (from, -1, NULL) || !g_utf8_validate (to, -1, NULL))
    {
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE,
                           _ ("The text to replace is empty, or is not in UTF-8."));
      return NULL;
    }
  if (is_regex)
    {
      g_autoptr (GError) reason = NULL;

      regex = compile_window (from, error);
      if (regex == NULL)
        return NULL;
      if (!g_regex_check_replacement (to, NULL, &reason))
        {
          g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_WRONG_VALUE, _ ("“%s” is not a valid replacement: %s"),
                       to, reason->message);
          return NULL;
        }
    }
  self = g_new0 (BsReplacement, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->regex = g_steal_pointer (&regex);

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
  g_clear_pointer (&self->regex, g_regex_unref);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/**
 * bs_replacement_get_from:
 * @self: a replacement
 *
 * Returns: (transfer none): the text or expression to find
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
 * Returns: (transfer none): the replacement text
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
                       _ ("The regular expression takes too long here. The file was not changed."));

  return FALSE;
}

/* The first character of the next window. */
static gsize
skip_window (const char *text, gsize length, gsize place)
{
  const char *p = text + place;

  for (guint i = 0; i <= WINDOW && p < text + length; i++)
    p = g_utf8_next_char (p);

  return (gsize) (p - text);
}

static gboolean
find_regex (const BsReplacement *self, const char *text, gsize length, gsize offset, gint64 deadline,
            BsSplices *splices, GError **error)
{
  GRegexMatchFlags flags = 0;
  gsize place = 0;

  if (length > G_MAXINT)
    return set_too_long (error);
  for (;;)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autoptr (GError) reason = NULL;
      g_autofree char *with = NULL;
      int from, to;

      if (g_get_monotonic_time () > deadline)
        return set_too_long (error);
      if (!g_regex_match_full (self->regex, text, (gssize) length, (int) place, flags, &match, &reason))
        {
          gsize next = skip_window (text, length, place);

          if (reason != NULL)
            return set_too_long (error);
          if (next == place)
            return TRUE;
          place = next;
          flags = 0;
          continue;
        }
      if (!g_match_info_fetch_pos (match, 0, &from, &to))
        return TRUE;
      with = g_match_info_expand_references (match, self->to, NULL);
      bs_splices_add (splices, offset + (gsize) from, offset + (gsize) to, with != NULL ? with : "");
      place = (gsize) to;
      flags = from == to ? G_REGEX_MATCH_NOTEMPTY_ATSTART : 0;
    }
}

/**
 * bs_replacement_get_deadline:
 *
 * Returns: when the time for one file that is begun now is over, on the monotonic clock
 */
gint64
bs_replacement_get_deadline (void)
{
  return g_get_monotonic_time () + MAX_TIME;
}

/**
 * bs_replacement_find:
 * @self: a replacement
 * @text: a text, in UTF-8
 * @length: its length in bytes
 * @offset: of the text in a whole that @splices are of
 * @deadline: of the whole file; see bs_replacement_get_deadline()
 * @splices: receives the replacements
 * @error: return location
 *
 * Returns: whether it could be searched for; otherwise %BS_CHANGE_ERROR_WRONG_VALUE, for example if a regular
 *   expression takes too long
 */
gboolean
bs_replacement_find (const BsReplacement *self, const char *text, gsize length, gsize offset, gint64 deadline,
                     BsSplices *splices, GError **error)
{
  g_return_val_if_fail (self != NULL && text != NULL && splices != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (self->regex != NULL)
    return find_regex (self, text, length, offset, deadline, splices, error);
  find_text (self, text, length, offset, splices);

  return TRUE;
}

/**
 * bs_replacement_apply:
 * @self: a replacement
 * @text: a text, in UTF-8
 * @deadline: of the whole file; see bs_replacement_get_deadline()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the text with all replaced; %NULL with an error of bs_replacement_find()
 */
char *
bs_replacement_apply (const BsReplacement *self, const char *text, gint64 deadline, GError **error)
{
  g_autoptr (BsSplices) splices = bs_splices_new ();
  gsize length;

  if (!bs_replacement_find (self, text, strlen (text), 0, deadline, splices, error))
    return NULL;
  bs_splices_sort (splices);

  return bs_splices_apply (splices, text, strlen (text), &length);
}
