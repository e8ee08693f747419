/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/entity.h"

#include <gumbo.h>
#include <string.h>

/* The longest name in HTML has 31 letters. */
#define NAME_MAX_BYTES 33

/* The maximum number of names looked up per text. A text with more is not prose. */
#define MAX_LOOKUPS 20000

/* The most common names, which save a call of the parser. Only decoded with their semicolon. */
static const struct
{
  const char *name;
  const char *text;
} common[] = {
  { "amp;", "&" },       { "apos;", "'" },      { "bull;", "•" },   { "copy;", "©" },   { "emsp;", "\u2003" },
  { "ensp;", "\u2002" }, { "gt;", ">" },        { "hellip;", "…" }, { "laquo;", "«" },  { "ldquo;", "“" },
  { "lsquo;", "‘" },     { "lt;", "<" },        { "mdash;", "—" },  { "middot;", "·" }, { "nbsp;", "\u00a0" },
  { "ndash;", "–" },     { "quot;", "\"" },     { "raquo;", "»" },  { "rdquo;", "”" },  { "rsquo;", "’" },
  { "times;", "×" },     { "zwnj;", "\u200c" },
};

/* HTML, 13.2.5.80: the meaning of the numbers 0x80 to 0x9F, which are control characters in Unicode. */
static const gunichar windows_1252[] = {
  0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

/* The length of the number at @text, after the &#, or 0 if there is none. */
static gsize
decode_number (const char *text, gsize length, gboolean lenient, gunichar *character)
{
  gboolean hex = length > 0 && (text[0] == 'x' || text[0] == 'X');
  gsize start = hex ? 1 : 0;
  gsize i;
  guint32 value = 0;

  for (i = start; i < length; i++)
    {
      int digit = hex ? g_ascii_xdigit_value (text[i]) : g_ascii_digit_value (text[i]);

      if (digit < 0)
        break;
      value = MIN (value * (hex ? 16 : 10) + digit, 0x110000);
    }
  if (i == start)
    return 0;
  if (i < length && text[i] == ';')
    i++;
  else if (!lenient)
    return 0;

  if (value >= 0x80 && value <= 0x9f)
    value = windows_1252[value - 0x80];
  else if (value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    value = 0xfffd;
  *character = value;
  return i;
}

/* Uses the HTML parser, which knows all 2,231 names. */
static char *
look_up (const char *name)
{
  g_autofree char *html = g_strconcat ("&", name, NULL);
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput *output;
  char *text = NULL;

  options.fragment_context = GUMBO_TAG_DIV;
  output = gumbo_parse_with_options (&options, html, strlen (html));
  if (output->root->v.element.children.length == 1)
    {
      const GumboNode *node = output->root->v.element.children.data[0];

      if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
        text = g_strdup (node->v.text.text);
    }
  gumbo_destroy_output (&options, output);
  return text != NULL ? text : g_steal_pointer (&html);
}

static gsize
append_named (GString *out, const char *text, gsize length, gboolean lenient, GHashTable **cache)
{
  char name[NAME_MAX_BYTES + 2];
  gsize i = 0;
  const char *found;

  while (i < length && i < NAME_MAX_BYTES && g_ascii_isalnum (text[i]))
    {
      name[i] = text[i];
      i++;
    }
  if (i == 0)
    return 0;
  if (i < length && text[i] == ';')
    name[i++] = ';';
  else if (!lenient)
    return 0;
  name[i] = '\0';

  for (gsize j = 0; j < G_N_ELEMENTS (common); j++)
    if (strcmp (name, common[j].name) == 0)
      {
        g_string_append (out, common[j].text);
        return i;
      }

  if (*cache == NULL)
    *cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  found = g_hash_table_lookup (*cache, name);
  if (found == NULL)
    {
      if (g_hash_table_size (*cache) >= MAX_LOOKUPS)
        return 0;
      found = look_up (name);
      g_hash_table_insert (*cache, g_strdup (name), (char *) found);
    }
  g_string_append (out, found);
  return i;
}

/**
 * bs_entities_append_decoded:
 * @out: the string to append to
 * @text: (array length=length): UTF-8 with HTML's character references
 * @length: the length of @text in bytes
 * @lenient: whether to decode references without a semicolon, as in a page (HTML, 13.2.5.73); not in values, where
 *   `?a=1&copy=2` is an address
 *
 * Appends @text with its references decoded. Anything else is kept as written.
 */
void
bs_entities_append_decoded (GString *out, const char *text, gsize length, gboolean lenient)
{
  g_autoptr (GHashTable) cache = NULL;
  gsize position = 0;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL || length == 0);

  while (position < length)
    {
      const char *found = memchr (text + position, '&', length - position);
      gsize at = found == NULL ? length : (gsize) (found - text);
      gsize used = 0;

      g_string_append_len (out, text + position, at - position);
      position = at;
      if (at == length)
        break;

      if (at + 1 < length && text[at + 1] == '#')
        {
          gunichar character;

          used = decode_number (text + at + 2, length - at - 2, lenient, &character);
          if (used > 0)
            {
              g_string_append_unichar (out, character);
              used++;
            }
        }
      else
        {
          used = append_named (out, text + at + 1, length - at - 1, lenient, &cache);
        }
      if (used == 0)
        g_string_append_c (out, '&');
      position = at + 1 + used;
    }
}

/**
 * bs_entities_append_escaped:
 * @out: where to append
 * @text: UTF-8 text
 * @length: of @text in bytes
 *
 * Appends text for HTML: with the four characters that end text or a quoted value as entities.
 */
void
bs_entities_append_escaped (GString *out, const char *text, gsize length)
{
  static const guint8 special[256] = { ['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4 };
  static const char *const entities[] = { NULL, "&amp;", "&lt;", "&gt;", "&quot;" };
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint8 which = special[(guchar) text[i]];

      if (which == 0)
        continue;
      g_string_append_len (out, text + start, i - start);
      g_string_append (out, entities[which]);
      start = i + 1;
    }
  g_string_append_len (out, text + start, length - start);
}
