/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-values.h"

#include "model/format/article/article-name.h"
#include "model/format/body/html.h"

#include <string.h>

/* One line, entities decoded, nothing around it. */
static char *
tidy (const char *text)
{
  char *tidied = strchr (text, '&') != NULL ? bs_html_decode_entities (text, -1) : g_strdup (text);

  for (char *p = tidied; *p != '\0'; p++)
    {
      if ((guchar) *p < 0x20 || *p == 0x7f)
        *p = ' ';
    }
  g_strstrip (tidied);
  if (*tidied == '\0')
    g_clear_pointer (&tidied, g_free);

  return tidied;
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
      /* What is nested deeper was never meant to be read as words. */
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
 * Reads a value as words to show: on one line, with its entities decoded. What YAML takes for a list or a map
 * (`AI: news`, `[Repost]`) is the text that stands there.
 *
 * Returns: (transfer full) (nullable): the words, or %NULL where there are none
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
 * @names: (array zero-terminated=1): keys, the first that has words is taken
 *
 * Returns: (transfer full) (nullable): the words, or %NULL
 */
char *
bs_article_find_text (const BsValue *keys, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const BsValue *value = bs_value_lookup (keys, *names);
      char *text = value != NULL && bs_value_is_scalar (value) ? bs_article_text (value) : NULL;

      if (text != NULL)
        return text;
    }

  return NULL;
}

/**
 * bs_article_add_texts:
 * @builder: what to add to
 * @value: (nullable): a list or a single value
 *
 * Adds the words of each item. Lists in the list are spread out; nulls and empty items are left out.
 */
void
bs_article_add_texts (GStrvBuilder *builder, const BsValue *value)
{
  g_autofree char *text = NULL;

  if (value != NULL && value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        bs_article_add_texts (builder, g_ptr_array_index (value->items, i));
      return;
    }

  text = bs_article_text (value);
  if (text != NULL)
    g_strv_builder_add (builder, text);
}

static void
add_words (GStrvBuilder *builder, const BsValue *value)
{
  g_autofree char *text = bs_article_text (value);
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " ", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_strv_builder_add (builder, words[i]);
    }
}

/**
 * bs_article_read_tags:
 * @keys: (nullable): the front matter
 * @site: whose rules it follows
 *
 * Reads `tags`, or `tag`. Jekyll splits a string at spaces (`pluralized_array_from_hash` in its Utils).
 *
 * Returns: (transfer full): the tags
 */
GStrv
bs_article_read_tags (const BsValue *keys, BsSiteKind site)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const BsValue *tags = bs_value_lookup (keys, "tags");

  if (tags != NULL && site == BS_SITE_JEKYLL && bs_value_is_scalar (tags))
    add_words (builder, tags);
  else
    bs_article_add_texts (builder, tags != NULL ? tags : bs_value_lookup (keys, "tag"));

  return g_strv_builder_end (builder);
}

static void
add_authors (GStrvBuilder *builder, const BsValue *value)
{
  static const char *const names[] = { "name", "display_name", "nick", NULL };
  g_autofree char *name = NULL;

  if (value != NULL && value->kind == BS_VALUE_LIST)
    {
      for (guint i = 0; i < value->items->len; i++)
        add_authors (builder, g_ptr_array_index (value->items, i));
      return;
    }

  if (value != NULL && value->kind == BS_VALUE_MAP)
    name = bs_article_find_text (value, names);
  if (name == NULL)
    name = bs_article_text (value);
  if (name != NULL)
    g_strv_builder_add (builder, name);
}

/**
 * bs_article_read_authors:
 * @keys: (nullable): the front matter
 *
 * Reads `author`, or `authors`: a name, a map with `name`, or a list of either.
 *
 * Returns: (transfer full): the authors' names
 */
GStrv
bs_article_read_authors (const BsValue *keys)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const BsValue *author = bs_value_lookup (keys, "author");

  add_authors (builder, author != NULL && author->kind != BS_VALUE_NULL ? author : bs_value_lookup (keys, "authors"));

  return g_strv_builder_end (builder);
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
 *
 * Reads the article's picture from the first key that themes use and that has one. A boolean or a colour is none.
 *
 * Returns: (transfer full) (nullable): the address or path as it is written
 */
char *
bs_article_read_image (const BsValue *keys)
{
  static const char *const names[] = { "headimg",   "thumbnail", "cover", "banner",        "banner_img",
                                       "index_img", "top_img",   "image", "featured_image" };
  static const char *const inner[] = { "src", "url", "path", "image", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const BsValue *value = bs_value_lookup (keys, names[i]);
      g_autofree char *text = NULL;

      if (value == NULL)
        continue;
      if (value->kind == BS_VALUE_LIST && value->items->len > 0)
        value = g_ptr_array_index (value->items, 0);
      if (value->kind == BS_VALUE_MAP)
        text = bs_article_find_text (value, inner);
      else if (value->kind == BS_VALUE_STRING || value->kind == BS_VALUE_NUMBER)
        text = bs_article_text (value);
      if (text != NULL && !is_colour (text))
        return g_steal_pointer (&text);
    }

  return NULL;
}

static gboolean
says (const BsValue *keys, const char *name, const char *word)
{
  const BsValue *value = bs_value_lookup (keys, name);

  return value != NULL && bs_value_is_scalar (value) && value->text != NULL &&
         g_ascii_strcasecmp (value->text, word) == 0;
}

/**
 * bs_article_read_draft:
 * @keys: (nullable): the front matter
 * @path: the file's path
 *
 * Returns: whether the article is not published yet, by `draft`, `published` or its folder
 */
gboolean
bs_article_read_draft (const BsValue *keys, const char *path)
{
  return says (keys, "draft", "true") || says (keys, "published", "false") ||
         bs_article_path_has_folder (path, "_drafts");
}
