/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-values.h"

#include "model/format/article/article-name.h"
#include "model/format/body/html.h"

#include <string.h>

/* Up to this many names are compared with each other; more are hashed. */
#define FEW 16

const char *const bs_article_updated_keys[] = { "updated", "lastmod", "modified", "last_modified_at", NULL };
const char *const bs_article_image_keys[] = { "headimg",   "thumbnail", "cover", "banner",         "banner_img",
                                              "index_img", "top_img",   "image", "featured_image", NULL };

/* Invisible characters: format characters (soft hyphens, joiners, directional marks), fillers and variation
 * selectors. */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 ||
         c == 0x2800 || c == 0x034f || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x180e;
}

/* Spaces, and the characters that tidy() replaces by spaces. */
static gboolean
is_white (const char *p)
{
  gunichar c = (guchar) *p;

  if (c < 0x80)
    return c <= ' ' || c == 0x7f;
  c = g_utf8_get_char (p);
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff || c == 0x2060;
}

static gboolean
has_visible (const char *text)
{
  if ((guchar) *text > ' ' && (guchar) *text < 0x7f)
    return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!is_white (p) && !is_invisible (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

/* Puts a value on one line, decodes entities and trims Unicode white space. NULL if nothing visible is left. */
static char *
tidy (const char *text)
{
  g_autofree char *decoded = strchr (text, '&') != NULL ? bs_html_decode_entities (text, -1) : NULL;
  const char *start = decoded != NULL ? decoded : text, *end;
  char *tidied;

  if (!has_visible (start))
    return NULL;

  while (is_white (start))
    start = g_utf8_next_char (start);
  end = start + strlen (start);
  while (is_white (g_utf8_prev_char (end)))
    end = g_utf8_prev_char (end);
  tidied = g_strndup (start, end - start);
  for (char *p = tidied; *p != '\0'; p++)
    {
      if ((guchar) *p < 0x20 || *p == 0x7f)
        *p = ' ';
    }

  return tidied;
}

static const BsValue *
find_key (const BsValue *keys, BsSiteKind site, const char *name)
{
  const BsValue *value = bs_value_lookup (keys, name);

  /* Hugo lower-cases every key. */
  for (guint i = 0;
       value == NULL && site == BS_SITE_HUGO && keys != NULL && keys->kind == BS_VALUE_MAP && i < keys->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (keys->items, i);

      if (g_ascii_strcasecmp (item->key, name) == 0)
        value = item;
    }

  return value;
}

/**
 * bs_article_find_value:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 * @name: a key in lower case
 *
 * Finds a key's value. The case is ignored in a Hugo site. Maps merged with `<<` (YAML 1.1's merge key) are searched
 * too.
 *
 * Returns: (transfer none) (nullable): the value
 */
const BsValue *
bs_article_find_value (const BsValue *keys, BsSiteKind site, const char *name)
{
  const BsValue *value = find_key (keys, site, name);
  const BsValue *merged;

  if (value != NULL || (merged = bs_value_lookup (keys, "<<")) == NULL)
    return value;
  if (merged->kind != BS_VALUE_LIST)
    return find_key (merged, site, name);
  for (guint i = 0; value == NULL && i < merged->items->len; i++)
    value = find_key (g_ptr_array_index (merged->items, i), site, name);

  return value;
}

static void
append_flow (GString *out, const BsValue *value, gboolean is_inner)
{
  gboolean is_list = value->kind == BS_VALUE_LIST;

  if (bs_value_is_scalar (value))
    {
      if (value->text != NULL)
        g_string_append (out, value->text);
      return;
    }

  if (is_list)
    g_string_append_c (out, '[');
  for (guint i = 0; i < value->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);

      if (i > 0)
        g_string_append (out, ", ");
      if (!is_list)
        g_string_append (out, item->key);
      if (!is_list && item->kind != BS_VALUE_NULL)
        g_string_append (out, ": ");
      /* Deeper nesting is structured data, not text. */
      if (!is_inner || bs_value_is_scalar (item))
        append_flow (out, item, TRUE);
    }
  if (is_list)
    g_string_append_c (out, ']');
}

/**
 * bs_article_text:
 * @value: (nullable): a value
 *
 * Reads a value as text to display, on one line, with its entities decoded. A value that YAML parses as a list or a map
 * (`AI: news`, `[Repost]`) is taken as written.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL if there is none
 */
char *
bs_article_text (const BsValue *value)
{
  g_autoptr (GString) out = NULL;

  if (value == NULL || value->kind == BS_VALUE_NULL)
    return NULL;
  if (bs_value_is_scalar (value))
    return value->text != NULL ? tidy (value->text) : NULL;
  if (value->items->len == 0)
    return NULL;

  out = g_string_new (NULL);
  append_flow (out, value, FALSE);

  return tidy (out->str);
}

/**
 * bs_article_find_text:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 * @names: (array zero-terminated=1): keys; the first one with text wins
 *
 * Returns: (transfer full) (nullable): the text, or %NULL
 */
char *
bs_article_find_text (const BsValue *keys, BsSiteKind site, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const BsValue *value = bs_article_find_value (keys, site, *names);
      char *text = value != NULL && bs_value_is_scalar (value) ? bs_article_text (value) : NULL;

      if (text != NULL)
        return text;
    }

  return NULL;
}

/**
 * bs_article_add_texts:
 * @texts: (element-type utf8): the array to fill
 * @value: (nullable): a list or a single value
 *
 * Adds the text of each item. Nested lists are flattened; nulls, empty items and undefined aliases are skipped.
 */
void
bs_article_add_texts (GPtrArray *texts, const BsValue *value)
{
  char *text;

  if (value != NULL && value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        bs_article_add_texts (texts, g_ptr_array_index (value->items, i));
      return;
    }

  text = value != NULL && !value->is_alias ? bs_article_text (value) : NULL;
  if (text != NULL)
    g_ptr_array_add (texts, text);
}

/**
 * bs_article_end_texts:
 * @texts: (transfer full): the result of bs_article_add_texts()
 *
 * Returns: (transfer full): the texts
 */
GStrv
bs_article_end_texts (GPtrArray *texts)
{
  g_ptr_array_add (texts, NULL);
  return (GStrv) g_ptr_array_free (texts, FALSE);
}

static gboolean
has_text (const GPtrArray *texts, guint n, const char *text)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (texts->pdata[i], text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Keeps the first occurrence of each name. */
static GStrv
drop_doubles (GPtrArray *names)
{
  g_autoptr (GHashTable) seen = names->len > FEW ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    {
      char *name = names->pdata[i];

      if (seen != NULL ? !g_hash_table_add (seen, name) : has_text (names, n, name))
        g_free (name);
      else
        names->pdata[n++] = name;
    }
  g_ptr_array_set_size (names, (int) n);

  return bs_article_end_texts (names);
}

/**
 * bs_article_value_is_falsy:
 * @value: (nullable): a value
 *
 * Returns: whether the value is falsy in JavaScript, in which case Hexo uses the key's alias
 */
gboolean
bs_article_value_is_falsy (const BsValue *value)
{
  if (value == NULL || value->kind == BS_VALUE_NULL)
    return TRUE;

  return bs_value_is_scalar (value) &&
         (value->text == NULL || *value->text == '\0' ||
          (value->kind == BS_VALUE_BOOLEAN && g_ascii_strcasecmp (value->text, "false") == 0) ||
          (value->kind == BS_VALUE_NUMBER && g_ascii_strtod (value->text, NULL) == 0));
}

static void
add_words (GPtrArray *texts, const BsValue *value)
{
  g_autofree char *text = bs_article_text (value);
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " ", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_ptr_array_add (texts, g_strdup (words[i]));
    }
}

/**
 * bs_article_read_tags:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 *
 * Reads `tags`, or `tag`, which Jekyll prefers and Hugo does not know. Jekyll splits a string at spaces
 * (`pluralized_array_from_hash` in its Utils). Duplicates are dropped.
 *
 * Returns: (transfer full): the tags
 */
GStrv
bs_article_read_tags (const BsValue *keys, BsSiteKind site)
{
  GPtrArray *texts = g_ptr_array_sized_new (4);
  const BsValue *tags = bs_article_find_value (keys, site, "tags");
  const BsValue *tag = site != BS_SITE_HUGO ? bs_article_find_value (keys, site, "tag") : NULL;
  gboolean takes_tag =
      site == BS_SITE_JEKYLL ? tag != NULL && tag->kind != BS_VALUE_NULL : bs_article_value_is_falsy (tags);

  if (takes_tag)
    bs_article_add_texts (texts, tag);
  else if (site == BS_SITE_JEKYLL && tags != NULL && bs_value_is_scalar (tags))
    add_words (texts, tags);
  else
    bs_article_add_texts (texts, tags);

  return drop_doubles (texts);
}

static void
add_authors (GPtrArray *texts, BsSiteKind site, const BsValue *value)
{
  static const char *const names[] = { "name", "display_name", "nick", NULL };
  g_autofree char *name = NULL;

  if (value != NULL && value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        add_authors (texts, site, g_ptr_array_index (value->items, i));
      return;
    }

  if (value != NULL && value->kind == BS_VALUE_MAP)
    name = bs_article_find_text (value, site, names);
  if (name == NULL)
    name = bs_article_text (value);
  if (name != NULL)
    g_ptr_array_add (texts, g_steal_pointer (&name));
}

/**
 * bs_article_read_authors:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 *
 * Reads `author`, or `authors`: a name, a map with `name`, or a list of either.
 *
 * Returns: (transfer full): the authors' names
 */
GStrv
bs_article_read_authors (const BsValue *keys, BsSiteKind site)
{
  GPtrArray *texts = g_ptr_array_sized_new (4);
  const BsValue *author = bs_article_find_value (keys, site, "author");

  if (author == NULL || author->kind == BS_VALUE_NULL)
    author = bs_article_find_value (keys, site, "authors");
  add_authors (texts, site, author);

  return bs_article_end_texts (texts);
}

static gboolean
is_colour (const char *text)
{
  gsize n = strspn (text + (*text == '#'), "0123456789abcdefABCDEF");

  if (*text == '#')
    return text[n + 1] == '\0' && (n == 3 || n == 4 || n == 6 || n == 8);

  return g_str_has_prefix (text, "rgb(") || g_str_has_prefix (text, "rgba(") || g_str_has_prefix (text, "hsl(");
}

/**
 * bs_article_read_image:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 *
 * Reads the article's image from the first of the keys used by themes that holds one. Booleans and colours are ignored.
 *
 * Returns: (transfer full) (nullable): the address or path as written
 */
char *
bs_article_read_image (const BsValue *keys, BsSiteKind site)
{
  static const char *const inner[] = { "src", "url", "path", "image", NULL };

  for (const char *const *name = bs_article_image_keys; *name != NULL; name++)
    {
      const BsValue *value = bs_article_find_value (keys, site, *name);
      g_autofree char *text = NULL;

      if (value == NULL)
        continue;
      if (value->kind == BS_VALUE_LIST && value->items->len > 0)
        value = g_ptr_array_index (value->items, 0);
      if (value->kind == BS_VALUE_MAP)
        text = bs_article_find_text (value, site, inner);
      else if (value->kind == BS_VALUE_STRING || value->kind == BS_VALUE_NUMBER)
        text = bs_article_text (value);
      if (text != NULL && !is_colour (text))
        return g_steal_pointer (&text);
    }

  return NULL;
}

/* The words for true and false of YAML 1.1's bool type, and numbers, unless they are strings. */
static gboolean
is_boolean (const BsValue *value, gboolean truth)
{
  static const char *const words[2][5] = { { "false", "no", "off", "n", "0" }, { "true", "yes", "on", "y", "1" } };
  guint n = G_N_ELEMENTS (words[0]);

  if (value == NULL || !bs_value_is_scalar (value) || value->text == NULL)
    return FALSE;
  for (guint i = 0; i < (value->quoted ? 1 : n); i++)
    {
      if (g_ascii_strcasecmp (value->text, words[truth ? 1 : 0][i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_article_read_draft:
 * @keys: (nullable): the front matter
 * @site: the kind of site whose rules apply
 * @path: the file's path
 *
 * Returns: whether the article is not published yet, by `draft`, `published` or its folder
 */
gboolean
bs_article_read_draft (const BsValue *keys, BsSiteKind site, const char *path)
{
  const BsValue *draft = bs_article_find_value (keys, site, "draft");
  const BsValue *published = bs_article_find_value (keys, site, "published");

  /* In Hugo, `draft` overrides `published`; Jekyll ignores a quoted word. */
  if ((site == BS_SITE_HUGO && draft != NULL) || (site == BS_SITE_JEKYLL && published != NULL && published->quoted))
    published = NULL;

  return is_boolean (draft, TRUE) || is_boolean (published, FALSE) || bs_article_path_has_folder (path, "_drafts");
}
