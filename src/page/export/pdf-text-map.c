/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/pdf-text-map.h"

#include <string.h>

/* More glyphs in one range are not possible: its last byte counts. */
#define MAX_RANGE 256

/* ⼾ */
#define DOOR 0x2f3e

/* So many entries fit into a block (Adobe Technical Note 5411, 1.4). */
#define MAX_BLOCK 100

/* Characters with a common glyph: first the radicals of the CJK Radicals Supplement and their equivalents (Unicode,
 * EquivalentUnifiedIdeograph.txt), with further characters that Noto and Source Han draw alike, then unified characters
 * that those fonts draw alike. Normalisation covers all others. */
static const struct
{
  guint32 one;
  guint32 other;
} pairs[] = {
  { 0x2e81, 0x5382 },  { 0x2e82, 0x4e5b },   { 0x2e83, 0x4e5a },  { 0x2e84, 0x4e59 },  { 0x2e85, 0x4ebb },
  { 0x2e86, 0x5182 },  { 0x2e87, 0x20628 },  { 0x2e88, 0x5200 },  { 0x2e89, 0x5202 },  { 0x2e8a, 0x535c },
  { 0x2e8b, 0x353e },  { 0x2e8c, 0x5c0f },   { 0x2e8d, 0x2d544 }, { 0x2e8e, 0x5140 },  { 0x2e8f, 0x5c23 },
  { 0x2e90, 0x5c22 },  { 0x2e91, 0x21bc2 },  { 0x2e92, 0x5df3 },  { 0x2e93, 0x5e7a },  { 0x2e94, 0x5f51 },
  { 0x2e95, 0x5f50 },  { 0x2e96, 0x5fc4 },   { 0x2e97, 0x5fc3 },  { 0x2e98, 0x624c },  { 0x2e99, 0x6535 },
  { 0x2e9b, 0x65e1 },  { 0x2e9c, 0x65e5 },   { 0x2e9d, 0x6708 },  { 0x2e9e, 0x6b7a },  { 0x2e9f, 0x6bcd },
  { 0x2ea0, 0x6c11 },  { 0x2ea1, 0x6c35 },   { 0x2ea2, 0x6c3a },  { 0x2ea3, 0x706c },  { 0x2ea4, 0x722b },
  { 0x2ea6, 0x4e2c },  { 0x2ea7, 0x725b },   { 0x2ea8, 0x72ad },  { 0x2ea9, 0x738b },  { 0x2ea9, 0x248e9 },
  { 0x2eaa, 0x24d14 }, { 0x2eab, 0x76ee },   { 0x2eab, 0x7f52 },  { 0x2eac, 0x793a },  { 0x2ead, 0x793b },
  { 0x2eae, 0x25ad7 }, { 0x2eaf, 0x7cf9 },   { 0x2eb0, 0x7e9f },  { 0x2eb1, 0x7f53 },  { 0x2eb2, 0x7f52 },
  { 0x2eb3, 0x34c1 },  { 0x2eb4, 0x5197 },   { 0x2eb5, 0x2626b }, { 0x2eb6, 0x7f8a },  { 0x2eb7, 0x2634c },
  { 0x2eb8, 0x2634b }, { 0x2eb9, 0x8002 },   { 0x2eba, 0x8080 },  { 0x2ebb, 0x807f },  { 0x2ebc, 0x8089 },
  { 0x2ebd, 0x26951 }, { 0x2ebe, 0x8279 },   { 0x2ebf, 0x8279 },  { 0x2ec1, 0x864e },  { 0x2ec2, 0x8864 },
  { 0x2ec3, 0x8980 },  { 0x2ec4, 0x897f },   { 0x2ec5, 0x89c1 },  { 0x2ec6, 0x89d2 },  { 0x2ec7, 0x278b2 },
  { 0x2ec8, 0x8ba0 },  { 0x2ec9, 0x8d1d },   { 0x2eca, 0x27fb7 }, { 0x2ecb, 0x8f66 },  { 0x2ecc, 0x8fb6 },
  { 0x2ecd, 0x8fb6 },  { 0x2ece, 0x8fb6 },   { 0x2ecf, 0x9091 },  { 0x2ed0, 0x9485 },  { 0x2ed1, 0x9577 },
  { 0x2ed2, 0x9578 },  { 0x2ed3, 0x957f },   { 0x2ed4, 0x95e8 },  { 0x2ed5, 0x28e0f }, { 0x2ed6, 0x961d },
  { 0x2ed7, 0x96e8 },  { 0x2ed8, 0x9752 },   { 0x2ed9, 0x97e6 },  { 0x2eda, 0x9875 },  { 0x2edb, 0x98ce },
  { 0x2edc, 0x98de },  { 0x2edd, 0x98df },   { 0x2ede, 0x2967f }, { 0x2edf, 0x98e0 },  { 0x2ee0, 0x9963 },
  { 0x2ee1, 0x29810 }, { 0x2ee2, 0x9a6c },   { 0x2ee3, 0x9aa8 },  { 0x2ee4, 0x9b3c },  { 0x2ee5, 0x9c7c },
  { 0x2ee6, 0x9e1f },  { 0x2ee7, 0x5364 },   { 0x2ee8, 0x9ea6 },  { 0x2ee9, 0x9ec4 },  { 0x2eea, 0x9efe },
  { 0x2eeb, 0x6589 },  { 0x2eec, 0x9f50 },   { 0x2eed, 0x6b6f },  { 0x2eee, 0x9f7f },  { 0x2eef, 0x7adc },
  { 0x2ef0, 0x9f99 },  { 0x2ef1, 0x9f9c },   { 0x2ef2, 0x4e80 },  { 0x2ef3, 0x9f9f },  { 0x2f3e, 0x6237 },
  { 0x2f3e, 0x6238 },  { 0x29fce, 0x29fd7 }, { 0x3588, 0x439b },  { 0x363d, 0x39b3 },  { 0x3ada, 0x66f6 },
  { 0x3b35, 0x80f6 },  { 0x3b3a, 0x5e50 },   { 0x3b3b, 0x4420 },  { 0x3ba3, 0x69e9 },  { 0x3d1d, 0x2a3ed },
  { 0x3db7, 0x2420e }, { 0x4ca4, 0x9fd0 },   { 0x58ab, 0x58ff },  { 0x665a, 0x6669 },  { 0x670c, 0x80a6 },
  { 0x6710, 0x80ca },  { 0x6713, 0x8101 },   { 0x6af8, 0x237f1 }, { 0x7468, 0x24a01 }, { 0x9038, 0x284dc },
};

struct _BsPdfTextMap
{
  GHashTable *counts; /* (element-type gunichar guint): of Han characters in the text, and of those like another */
};

/* One glyph and its text. */
typedef struct
{
  guint code;
  guint code_digits;
  gunichar *text;
  glong length;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->text);
}

/* Characters that are drawn as others are. */
static gboolean
is_alike (gunichar c)
{
  return (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0xf900 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
         (c >= 0x2f800 && c <= 0x2fa1f);
}

static gboolean
is_han (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* Returns: (transfer full): the characters with the same glyph */
static gunichar *
make_plain (gunichar c, glong *length)
{
  g_autofree char *normal = NULL;
  char bytes[8] = "";

  for (gsize i = 0; c < 0x2f00 && i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].one == c)
      {
        c = pairs[i].other;
        break;
      }
  g_unichar_to_utf8 (c, bytes);
  normal = g_utf8_normalize (bytes, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_to_ucs4_fast (normal != NULL ? normal : bytes, -1, length);
}

/**
 * bs_pdf_text_map_new:
 *
 * Creates a map that corrects the text of glyphs, for a document without text.
 *
 * Returns: (transfer full): the map
 */
BsPdfTextMap *
bs_pdf_text_map_new (void)
{
  BsPdfTextMap *self = g_new0 (BsPdfTextMap, 1);

  self->counts = g_hash_table_new (NULL, NULL);
  return self;
}

static guint
get_count (const BsPdfTextMap *self, gunichar c)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, GUINT_TO_POINTER (c)));
}

/**
 * bs_pdf_text_map_add:
 * @self: the map
 * @text: (array length=length): in UTF-8
 * @length: of @text, in bytes
 *
 * Adds a part of the document's text.
 */
void
bs_pdf_text_map_add (BsPdfTextMap *self, const char *text, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  for (const char *c = text; c < text + length; c = g_utf8_next_char (c))
    {
      gunichar letter = (guchar) *c < 0xe2 ? 0 : g_utf8_get_char (c);

      if (is_alike (letter) || is_han (letter))
        g_hash_table_insert (self->counts, GUINT_TO_POINTER (letter), GUINT_TO_POINTER (get_count (self, letter) + 1));
    }
}

/* Among characters with the same glyph, the one that occurs most often in the text. */
static void
consider (const BsPdfTextMap *self, gunichar candidate, gunichar *best, guint *best_count)
{
  guint count = get_count (self, candidate);

  if (count <= *best_count)
    return;
  *best = candidate;
  *best_count = count;
}

/* Returns: the character with the same glyph that is in the text, or 0; a unified character rather than a radical */
static gunichar
find_meant (const BsPdfTextMap *self, gunichar c, gunichar plain)
{
  gunichar best = 0;
  guint best_count = 0;

  if (is_han (c))
    consider (self, c, &best, &best_count);
  if (best == 0)
    consider (self, plain, &best, &best_count);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (pairs[i].one == c || pairs[i].one == plain)
        consider (self, pairs[i].other, &best, &best_count);
      else if ((pairs[i].other == c || pairs[i].other == plain) && is_han (pairs[i].one))
        consider (self, pairs[i].one, &best, &best_count);
    }
  if (best == 0)
    consider (self, c, &best, &best_count);
  if (best == 0)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, self->counts);
      while (best == 0 && g_hash_table_iter_next (&iter, &key, NULL))
        {
          gunichar letter = GPOINTER_TO_UINT (key);
          glong length = 0;
          g_autofree gunichar *other = is_alike (letter) ? make_plain (letter, &length) : NULL;

          if (length == 1 && other[0] == plain)
            best = letter;
        }
    }
  return best;
}

/* Of the radical for a door, each country draws its own character, and the text may have all. */
static gunichar
find_door (const BsPdfTextMap *self, const char *font)
{
  static const struct
  {
    const char *part;
    gunichar character;
  } fonts[] = { { "CJKsc", 0x6237 }, { "HansSC", 0x6237 }, { "SansSC", 0x6237 }, { "CJKjp", 0x6238 },
                { "CJKtc", 0x6236 }, { "CJKhk", 0x6236 },  { "CJKkr", 0x6236 } };

  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++)
    if (strstr (font, fonts[i].part) != NULL && get_count (self, fonts[i].character) > 0)
      return fonts[i].character;
  return 0;
}

/* A font gives a glyph only one of its characters. The document's text shows which one was meant. */
static gboolean
correct (const BsPdfTextMap *self, const char *font, Entry *entry)
{
  g_autofree gunichar *plain = NULL;
  gunichar c = entry->text[0];
  gunichar meant;
  glong length;

  if (entry->length != 1 || !(is_alike (c) || is_han (c)) || (is_han (c) && get_count (self, c) > 0))
    return FALSE;
  plain = make_plain (c, &length);
  meant = c == DOOR && font != NULL ? find_door (self, font) : 0;
  if (meant == 0)
    meant = length == 1 ? find_meant (self, c, plain[0]) : get_count (self, c) > 0 ? c : 0;
  if (meant != 0)
    {
      plain[0] = meant;
      length = 1;
    }
  if (length == 1 && plain[0] == c)
    return FALSE;
  g_free (entry->text);
  entry->text = g_steal_pointer (&plain);
  entry->length = length;
  return TRUE;
}

/* The syntax of a map: `<09> <4EBA>` in blocks of bfchar, `<09> <0B> <4EBA>` or `<09> <0A> [<4EBA> <4EBB>]` in those of
 * bfrange. */

static gboolean
read_hex (const char **at, const char *end, GString *digits)
{
  const char *c = *at;

  g_string_truncate (digits, 0);
  while (c < end && g_ascii_isspace (*c))
    c++;
  if (c == end || *c != '<')
    return FALSE;
  for (c++; c < end && *c != '>'; c++)
    if (g_ascii_isxdigit (*c))
      g_string_append_c (digits, *c);
  if (c == end)
    return FALSE;
  *at = c + 1;
  return digits->len > 0;
}

static gunichar *
decode (const GString *digits, glong *length)
{
  g_autofree gunichar2 *units = g_new0 (gunichar2, digits->len / 4 + 1);
  gunichar *text;

  for (gsize i = 0; i + 4 <= digits->len; i += 4)
    {
      char unit[5] = "";

      memcpy (unit, digits->str + i, 4);
      units[i / 4] = (gunichar2) g_ascii_strtoull (unit, NULL, 16);
    }
  text = g_utf16_to_ucs4 (units, (glong) (digits->len / 4), NULL, length, NULL);
  if (text != NULL && *length > 0)
    return text;
  g_free (text);
  *length = 1;
  return g_new0 (gunichar, 2);
}

static void
add_entry (GArray *entries, guint code, guint code_digits, const GString *digits, guint step)
{
  Entry entry = { .code = code, .code_digits = code_digits };

  entry.text = decode (digits, &entry.length);
  entry.text[entry.length - 1] += step;
  g_array_append_val (entries, entry);
}

static const char *
read_chars (const char *at, const char *end, GArray *entries)
{
  g_autoptr (GString) code = g_string_new (NULL);
  g_autoptr (GString) digits = g_string_new (NULL);

  while (read_hex (&at, end, code) && read_hex (&at, end, digits))
    add_entry (entries, (guint) g_ascii_strtoull (code->str, NULL, 16), (guint) code->len, digits, 0);
  return at;
}

static const char *
read_ranges (const char *at, const char *end, GArray *entries)
{
  g_autoptr (GString) code = g_string_new (NULL);
  g_autoptr (GString) digits = g_string_new (NULL);

  while (read_hex (&at, end, code) && read_hex (&at, end, digits))
    {
      guint first = (guint) g_ascii_strtoull (code->str, NULL, 16);
      guint last = (guint) g_ascii_strtoull (digits->str, NULL, 16);
      guint n = last >= first ? MIN (last - first + 1, MAX_RANGE) : 0;

      while (at < end && g_ascii_isspace (*at))
        at++;
      if (at < end && *at == '[')
        {
          at++;
          for (guint i = 0; read_hex (&at, end, digits); i++)
            if (i < n)
              add_entry (entries, first + i, (guint) code->len, digits, 0);
          while (at < end && (g_ascii_isspace (*at) || *at == ']'))
            at++;
        }
      else if (read_hex (&at, end, digits))
        {
          for (guint i = 0; i < n; i++)
            add_entry (entries, first + i, (guint) code->len, digits, i);
        }
      else
        {
          break;
        }
    }
  return at;
}

static void
write_entries (GString *out, const GArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (i % MAX_BLOCK == 0)
        g_string_append_printf (out, "%s%u beginbfchar\n", i > 0 ? "endbfchar\n" : "",
                                MIN (entries->len - i, MAX_BLOCK));
      g_string_append_printf (out, "<%0*X> <", (int) entry->code_digits, entry->code);
      for (glong j = 0; j < entry->length; j++)
        {
          gunichar c = entry->text[j];

          if (c < 0x10000)
            g_string_append_printf (out, "%04X", c);
          else
            g_string_append_printf (out, "%04X%04X", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
        }
      g_string_append (out, ">\n");
    }
  if (entries->len > 0)
    g_string_append (out, "endbfchar\n");
}

static const char *
find (const char *at, const char *end, const char *word)
{
  return g_strstr_len (at, end - at, word);
}

/**
 * bs_pdf_text_map_rewrite:
 * @self: the map, with the whole text of the document
 * @font: (nullable): the name of the font
 * @map: (array length=length): a ToUnicode map of a font (PDF 1.7, 9.10.3)
 * @length: of @map, in bytes
 *
 * Corrects the text of a font's glyphs. Where several characters have one glyph, a font names the one with the lowest
 * number, so the text of most Chinese documents would contain Kangxi radicals, which no search finds.
 *
 * Returns: (transfer full) (nullable): the corrected map, or %NULL if it is right
 */
char *
bs_pdf_text_map_rewrite (const BsPdfTextMap *self, const char *font, const char *map, gsize length)
{
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GString) out = NULL;
  g_autofree char *text = NULL;
  const char *end;
  const char *first = NULL;
  const char *at;
  const char *rest;
  gboolean is_wrong = FALSE;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (map != NULL || length == 0, NULL);

  text = g_strndup (map != NULL ? map : "", length);
  at = rest = text;
  end = text + strlen (text);
  entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (entries, entry_clear);
  while ((at = find (at, end, "beginbf")) != NULL)
    {
      gboolean is_range = g_str_has_prefix (at, "beginbfrange");

      if (first == NULL)
        {
          /* The number before it belongs to the block. */
          for (first = at; first > text && (g_ascii_isspace (first[-1]) || g_ascii_isdigit (first[-1])); first--)
            ;
        }
      at = MIN (at + strlen (is_range ? "beginbfrange" : "beginbfchar"), end);
      at = is_range ? read_ranges (at, end, entries) : read_chars (at, end, entries);
      rest = find (at, end, is_range ? "endbfrange" : "endbfchar");
      if (rest == NULL)
        return NULL;
      rest += strlen (is_range ? "endbfrange" : "endbfchar");
      at = rest;
    }
  for (guint i = 0; i < entries->len; i++)
    is_wrong = correct (self, font, &g_array_index (entries, Entry, i)) || is_wrong;
  if (!is_wrong)
    return NULL;
  out = g_string_new_len (text, first - text);
  g_string_append_c (out, '\n');
  write_entries (out, entries);
  g_string_append_len (out, rest, end - rest);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

void
bs_pdf_text_map_free (BsPdfTextMap *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->counts);
  g_free (self);
}
