/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/byte-map.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Iterates over a file's bytes and their decoded text in parallel. */
typedef struct
{
  const char *bytes;
  gsize length;
  const BsText *text;
  gsize byte; /* the position in each */
  gsize place;
} Walk;

static gsize
find_start (const Walk *self)
{
  const char *bytes = self->bytes;
  gsize start = 0;

  if (!self->text->has_bom)
    return 0;
  if (self->text->charset != NULL)
    return strstr (self->text->charset, "32") != NULL ? 4 : 2;
  while (self->length - start >= 3 && memcmp (bytes + start, "\357\273\277", 3) == 0)
    start += 3;

  return start;
}

/* UTF-8 in which each invalid byte and each NUL is shown as one character. */
static void
walk_utf8 (Walk *self, gsize place)
{
  while (self->place < place)
    {
      const char *p = self->bytes + self->byte;
      gsize left = self->length - self->byte;
      gsize n = MIN (left, (gsize) (g_utf8_next_char (p) - p));

      if (*p == '\0' || !bs_utf8_validate (p, n, NULL))
        {
          self->byte++;
          self->place += 3;
        }
      else
        {
          self->byte += n;
          self->place += n;
        }
    }
}

/* Encodes the text up to @place and checks that it gives the file's own bytes. */
static gboolean
walk_charset (Walk *self, gsize place)
{
  gsize n;
  g_autofree char *written =
      g_convert (self->text->data + self->place, place - self->place, self->text->charset, "UTF-8", NULL, &n, NULL);

  if (written == NULL || n > self->length - self->byte || memcmp (written, self->bytes + self->byte, n) != 0)
    return FALSE;
  self->byte += n;
  self->place = place;

  return TRUE;
}

static gboolean
walk_to (Walk *self, gsize place)
{
  if (self->text->charset != NULL)
    return walk_charset (self, place);

  if (self->text->storage != NULL)
    {
      walk_utf8 (self, place);
    }
  else
    {
      self->byte += place - self->place;
      self->place = place;
    }

  return self->place == place && self->byte <= self->length;
}

static char *
describe_loss (const BsText *text)
{
  return g_strdup_printf (
      _ ("The file is encoded in %s in a way that cannot be reproduced. Convert the file to UTF-8 first."),
      text->charset != NULL ? text->charset : "UTF-8");
}

static gboolean
append_text (GByteArray *out, const BsText *text, const char *with, char **reason)
{
  g_autofree char *written = NULL;
  gsize n;

  if (text->charset == NULL)
    {
      g_byte_array_append (out, (const guint8 *) with, strlen (with));
      return TRUE;
    }

  written = g_convert (with, -1, text->charset, "UTF-8", NULL, &n, NULL);
  if (written == NULL)
    {
      *reason = g_strdup_printf (_ ("The file is encoded in %s, which does not have all of these characters. Convert "
                                    "the file to UTF-8 first."),
                                 text->charset);
      return FALSE;
    }
  g_byte_array_append (out, (const guint8 *) written, n);

  return TRUE;
}

/**
 * bs_byte_map_splice:
 * @bytes: a file's bytes
 * @text: the text that bs_text_decode() returned for them
 * @splices: splices of that text, sorted
 * @reason: (out) (transfer full) (nullable): why they cannot be applied, as a sentence
 *
 * Applies splices of the text to the bytes, in the file's own encoding. All other bytes are kept, even invalid ones.
 *
 * Returns: (transfer full) (nullable): the new bytes; %NULL if @reason is set
 */
GBytes *
bs_byte_map_splice (GBytes *bytes, const BsText *text, const BsSplices *splices, char **reason)
{
  g_autoptr (GByteArray) out = NULL;
  Walk walk = { 0 };
  gsize done = 0;

  g_return_val_if_fail (bytes != NULL && text != NULL && splices != NULL && reason != NULL, NULL);

  walk.bytes = g_bytes_get_data (bytes, &walk.length);
  walk.text = text;
  walk.byte = find_start (&walk);

  out = g_byte_array_sized_new (walk.length + 256);
  for (guint i = 0; i < bs_splices_get_length (splices); i++)
    {
      const BsSplice *splice = bs_splices_get (splices, i);
      gsize start;

      if (!walk_to (&walk, splice->start))
        {
          *reason = describe_loss (text);
          return NULL;
        }
      start = walk.byte;
      if (!walk_to (&walk, splice->end))
        {
          *reason = describe_loss (text);
          return NULL;
        }
      if (walk.length > 0)
        g_byte_array_append (out, (const guint8 *) walk.bytes + done, start - done);
      if (!append_text (out, text, splice->with, reason))
        return NULL;
      done = walk.byte;
    }
  if (walk.length > 0)
    g_byte_array_append (out, (const guint8 *) walk.bytes + done, walk.length - done);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
