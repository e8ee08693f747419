/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/picture-type.h"

#include <string.h>

static const char *const svg_starts[] = { "<svg", "<svg:svg", "<!DOCTYPE svg" };

/* ISO/IEC 14496-12 4.3: the size of the box, its name, the major brand, a version, then the compatible brands. */
static gboolean
is_avif (const guint8 *bytes, gsize length)
{
  if (length < 12 || memcmp (bytes + 4, "ftyp", 4) != 0)
    return FALSE;

  for (gsize i = 8; i + 4 <= length; i += 4)
    if (i != 12 && (memcmp (bytes + i, "avif", 4) == 0 || memcmp (bytes + i, "avis", 4) == 0))
      return TRUE;

  return FALSE;
}

/* Where text begins, from start, or %NULL */
static const char *
skip_past (const char *start, const char *end, const char *text)
{
  const char *found = g_strstr_len (start, end - start, text);

  return found != NULL ? found + strlen (text) : NULL;
}

static gboolean
starts_with (const char *start, const char *end, const char *text)
{
  gsize length = strlen (text);

  return (gsize) (end - start) >= length && memcmp (start, text, length) == 0;
}

/* Its first element is `svg`, after anything that may precede it. */
static gboolean
is_svg (const char *start, const char *end)
{
  if (starts_with (start, end, "\xef\xbb\xbf"))
    start += 3;
  for (;;)
    {
      while (start < end && g_ascii_isspace (*start))
        start++;
      if (starts_with (start, end, "<?xml"))
        start = skip_past (start, end, "?>");
      else if (starts_with (start, end, "<!--"))
        start = skip_past (start, end, "-->");
      else
        break;
      if (start == NULL)
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (svg_starts); i++)
    if (starts_with (start, end, svg_starts[i]))
      {
        const char *next = start + strlen (svg_starts[i]);

        if (next < end && (g_ascii_isspace (*next) || *next == '>' || *next == '/'))
          return TRUE;
      }
  return FALSE;
}

/**
 * bs_picture_type_sniff:
 * @bytes: (array length=length): the first bytes of a file, %BS_PICTURE_TYPE_SNIFFED_BYTES or all there are
 * @length: how many
 *
 * Determines the type of a file from its first bytes (WHATWG MIME Sniffing, 6.1), never from its name.
 *
 * Returns: the type
 */
BsPictureType
bs_picture_type_sniff (const guint8 *bytes, gsize length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, BS_PICTURE_TYPE_NONE);

  if (length >= 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    return BS_PICTURE_TYPE_PNG;
  if (length >= 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return BS_PICTURE_TYPE_JPEG;
  if (length >= 6 && (memcmp (bytes, "GIF87a", 6) == 0 || memcmp (bytes, "GIF89a", 6) == 0))
    return BS_PICTURE_TYPE_GIF;
  if (length >= 14 && memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBPVP", 6) == 0)
    return BS_PICTURE_TYPE_WEBP;
  if (is_avif (bytes, length))
    return BS_PICTURE_TYPE_AVIF;
  /* “BM” alone is weak evidence, so the reserved bytes of the bitmap header must be zero too. */
  if (length >= 14 && memcmp (bytes, "BM", 2) == 0 && memcmp (bytes + 6, "\0\0\0\0", 4) == 0)
    return BS_PICTURE_TYPE_BMP;
  if (is_svg ((const char *) bytes, (const char *) bytes + length))
    return BS_PICTURE_TYPE_SVG;

  return BS_PICTURE_TYPE_NONE;
}

/**
 * bs_picture_type_get_media_type:
 * @type: a type
 *
 * Returns: (nullable): its media type; %NULL for none, and for SVG, which is a document that can contain scripts and
 *   links: nothing shows it as it is
 */
const char *
bs_picture_type_get_media_type (BsPictureType type)
{
  static const char *const names[] = {
    [BS_PICTURE_TYPE_PNG] = "image/png",   [BS_PICTURE_TYPE_JPEG] = "image/jpeg", [BS_PICTURE_TYPE_GIF] = "image/gif",
    [BS_PICTURE_TYPE_WEBP] = "image/webp", [BS_PICTURE_TYPE_AVIF] = "image/avif", [BS_PICTURE_TYPE_BMP] = "image/bmp",
  };

  return type < G_N_ELEMENTS (names) ? names[type] : NULL;
}
