/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/needles.h"

#include "model/format/text/encoding.h"

#include <string.h>

/* How many are looked for at most, and how short they may be, in bytes. */
#define MAX_NEEDLES 8
#define MIN_NEEDLE 3

struct _BsNeedles
{
  GPtrArray *texts;   /* (element-type utf8): as a file may contain them but for the case of ASCII */
  gboolean is_usable; /* they are few, and long enough to look for */
};

/**
 * bs_needles_new:
 *
 * Returns: (transfer full): none
 */
BsNeedles *
bs_needles_new (void)
{
  BsNeedles *self = g_new0 (BsNeedles, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->is_usable = TRUE;

  return self;
}

/**
 * bs_needles_free:
 * @self: (transfer full): needles
 */
void
bs_needles_free (BsNeedles *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->texts);
  g_free (self);
}

/* Signs may be written with escapes; letters and digits are not, but for those outside ASCII in an address. */
static char *
find_plain_run (const char *key)
{
  const char *best = key;
  gsize best_length = 0;

  for (const char *p = key; *p != '\0';)
    {
      const char *start = p;

      while (g_ascii_isalnum (*p) || *p == '-' || (guchar) *p >= 0x80)
        p++;
      if ((gsize) (p - start) > best_length)
        {
          best = start;
          best_length = (gsize) (p - start);
        }
      if (*p != '\0')
        p++;
    }

  return g_strndup (best, best_length);
}

static void
add_text (BsNeedles *self, char *text)
{
  if (g_ptr_array_find_with_equal_func (self->texts, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (self->texts, text);
  if (self->texts->len > MAX_NEEDLES)
    self->is_usable = FALSE;
}

/**
 * bs_needles_add:
 * @self: needles
 * @name: a name of a file
 *
 * Adds a part of a name.
 */
void
bs_needles_add (BsNeedles *self, const char *name)
{
  g_autofree char *run = NULL;

  g_return_if_fail (self != NULL && name != NULL);

  if (!self->is_usable)
    return;
  run = find_plain_run (name);
  if (strlen (run) < MIN_NEEDLE || !g_utf8_validate (run, -1, NULL))
    {
      self->is_usable = FALSE;
      return;
    }
  if (!g_str_is_ascii (run))
    {
      g_autofree char *start = NULL;
      g_autofree char *escaped = NULL;
      const char *p = run;

      while ((guchar) *p < 0x80)
        p++;
      start = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));
      escaped = g_uri_escape_string (start, NULL, FALSE);
      add_text (self, g_ascii_strdown (escaped, -1));
    }
  add_text (self, g_ascii_strdown (run, -1));
}

static gboolean
has_needle (const char *data, gsize length, const char *needle)
{
  gsize n = strlen (needle);
  char first = needle[0];
  char other = g_ascii_toupper (first);

  for (const char *p = data, *end = data + length; p + n <= end; p++)
    {
      if (*p != first && *p != other)
        continue;
      if (g_ascii_strncasecmp (p, needle, n) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_needles_may_be_in:
 * @self: needles
 * @data: (array length=length): a file's bytes
 * @length: the length of @data in bytes
 *
 * Returns: FALSE if the file contains none of the names, however they are written
 */
gboolean
bs_needles_may_be_in (const BsNeedles *self, const char *data, gsize length)
{
  g_return_val_if_fail (self != NULL && (data != NULL || length == 0), TRUE);

  /* Other encodings have other bytes, and an entity may represent any character. */
  if (!self->is_usable || !bs_utf8_validate (data, length, NULL) || memmem (data, length, "&#", 2) != NULL)
    return TRUE;
  for (guint i = 0; i < self->texts->len; i++)
    if (has_needle (data, length, g_ptr_array_index (self->texts, i)))
      return TRUE;

  return FALSE;
}
