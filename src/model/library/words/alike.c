/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/alike.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

struct _BsAlike
{
  UTransliterator *transliterator; /* NULL where ICU has no data for it */
};

/**
 * bs_alike_new:
 *
 * Opening ICU's rules takes a tenth of a second.
 *
 * Returns: (transfer full): what makes keys
 */
BsAlike *
bs_alike_new (void)
{
  BsAlike *self = g_new0 (BsAlike, 1);
  UErrorCode status = U_ZERO_ERROR;
  UChar id[64];

  u_uastrcpy (id, "Traditional-Simplified; Fullwidth-Halfwidth");
  self->transliterator = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (U_FAILURE (status))
    g_clear_pointer (&self->transliterator, utrans_close);
  return self;
}

/**
 * bs_alike_free:
 * @self: (transfer full): what makes keys
 */
void
bs_alike_free (BsAlike *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->transliterator, utrans_close);
  g_free (self);
}

/* A name gets longer by this, but never much. */
static char *
transliterate (BsAlike *self, const char *text)
{
  gsize capacity = strlen (text) * 2 + 16;
  g_autofree UChar *wide = NULL;
  g_autofree char *narrow = NULL;
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  int32_t limit;

  if (self->transliterator == NULL || capacity > G_MAXINT32 / 3)
    return g_strdup (text);
  wide = g_new (UChar, capacity);
  u_strFromUTF8WithSub (wide, (int32_t) capacity, &length, text, -1, 0xFFFD, NULL, &status);
  limit = length;
  if (U_SUCCESS (status))
    utrans_transUChars (self->transliterator, wide, &length, (int32_t) capacity, 0, &limit, &status);
  if (U_FAILURE (status) || length > (int32_t) capacity)
    return g_strdup (text);
  narrow = g_malloc (capacity * 3 + 1);
  u_strToUTF8 (narrow, (int32_t) (capacity * 3 + 1), NULL, wide, length, &status);
  return g_strdup (U_SUCCESS (status) ? narrow : text);
}

/**
 * bs_alike_make_key:
 * @self: what makes keys
 * @name: valid UTF-8
 *
 * Returns: (transfer full): a text that is the same for names that differ only in case, width, simplified and
 *   traditional forms, or in how their characters are composed
 */
char *
bs_alike_make_key (BsAlike *self, const char *name)
{
  g_autofree char *composed = NULL;
  g_autofree char *simple = NULL;
  gboolean is_ascii = TRUE;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (const char *p = name; *p != '\0' && is_ascii; p++)
    is_ascii = (guchar) *p < 0x80;
  if (is_ascii)
    return g_ascii_strdown (name, -1);
  composed = g_utf8_normalize (name, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  simple = transliterate (self, composed != NULL ? composed : name);
  return g_utf8_casefold (simple, -1);
}
