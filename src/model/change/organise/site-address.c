/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/site-address.h"

#include "model/change/import/import-name.h"
#include "model/format/article/article-values.h"
#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

#include <string.h>

/* The article whose address is computed. */
typedef struct
{
  const BsSite *site;
  const BsSiteRules *rules;
  const BsArticle *article;
  const char *in_site; /* its path in the site */
} Page;

static char *
dup_value (const Page *self, const char *key)
{
  const BsValue *value =
      self->article->keys != NULL ? bs_article_find_value (self->article->keys, self->site->kind, key) : NULL;
  char *text =
      value != NULL && bs_value_is_scalar (value) && value->kind != BS_VALUE_NULL ? bs_article_text (value) : NULL;

  if (text != NULL && *text != '\0')
    return text;
  g_free (text);

  return NULL;
}

/* An address begins with a slash, and has no two in a row. */
static char *
tidy (const char *address)
{
  g_autoptr (GString) out = g_string_new ("/");

  for (const char *p = address; *p != '\0'; p++)
    if (*p != '/' || out->str[out->len - 1] != '/')
      g_string_append_c (out, *p);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Words with hyphens between them. Hugo keeps some signs that Jekyll replaces. */
static char *
slugify (const char *text, const char *kept, gboolean is_lower)
{
  g_autofree char *lower = is_lower ? g_utf8_strdown (text, -1) : g_strdup (text);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c) || (c < 128 && strchr (kept, (int) c) != NULL))
        g_string_append_unichar (out, c);
      else if ((c == ' ' || *kept == '\0') && out->len > 0 && out->str[out->len - 1] != '-')
        g_string_append_c (out, '-');
    }
  if (*kept == '\0' && out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate (out, out->len - 1);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Finds the value of a placeholder. Returns: (transfer full) (nullable): %NULL if it is not known */
typedef char *(*FindPart) (const Page *self, const char *name);

static char *
find_date_part (const Page *self, const char *name)
{
  static const struct
  {
    const char *name;
    const char *format;
  } parts[] = {
    { "year", "%Y" },     { "month", "%m" },     { "i_month", "%-m" }, { "day", "%d" },         { "i_day", "%-d" },
    { "hour", "%H" },     { "minute", "%M" },    { "second", "%S" },   { "short_year", "%y" },  { "y_day", "%j" },
    { "yearday", "%-j" }, { "monthname", "%B" }, { "week", "%V" },     { "short_month", "%b" }, { "short_day", "%a" },
  };
  g_autoptr (GDateTime) date = NULL;

  if (!self->article->has_date)
    return NULL;
  date = g_date_time_new_from_unix_utc (self->article->date.face);
  for (guint i = 0; date != NULL && i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].name, name) == 0)
      return g_date_time_format (date, parts[i].format);

  return NULL;
}

static char *
fill (const Page *self, const char *pattern, FindPart find)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0';)
    {
      gsize length = *p == ':' ? strspn (p + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
      g_autofree char *name = g_strndup (p + 1, length);
      g_autofree char *part = NULL;

      if (length == 0)
        {
          g_string_append_c (out, *p++);
          continue;
        }
      part = find (self, name);
      if (part == NULL)
        part = find_date_part (self, name);
      if (part == NULL)
        return NULL;
      g_string_append (out, part);
      p += length + 1;
    }

  return tidy (out->str);
}

/* The path below a folder such as _posts, without its extension. */
static char *
dup_below (const char *path, const char *folder)
{
  g_autofree char *inside = g_strconcat ("/", folder, "/", NULL);
  g_autofree char *whole = g_strconcat ("/", path, NULL);
  const char *found = strstr (whole, inside);

  return found != NULL ? bs_path_dup_stem (found + strlen (inside)) : NULL;
}

static char *
find_hexo_part (const Page *self, const char *name)
{
  g_autofree char *below = dup_below (self->in_site, "_posts");
  g_autofree char *slug = NULL;

  if (below == NULL)
    return NULL;
  /* If the name of a new post begins with its date, the date is not part of the title. */
  if (self->rules->new_post_name != NULL && g_str_has_prefix (self->rules->new_post_name, ":year-:month-:day-") &&
      bs_import_name_date_length (below) > 0)
    slug = g_strdup (below + bs_import_name_date_length (below));
  else if (self->rules->new_post_name != NULL && strcmp (self->rules->new_post_name, ":title.md") != 0)
    return NULL;
  else
    slug = g_strdup (below);
  if (strcmp (name, "title") == 0)
    return g_steal_pointer (&slug);
  if (strcmp (name, "name") == 0)
    return g_strdup (bs_path_get_name (slug));

  return NULL;
}

static char *
find_hexo (const Page *self)
{
  g_autofree char *own = dup_value (self, "permalink");

  if (own != NULL)
    return tidy (own);
  if (self->rules->new_post_name == NULL || strstr (self->rules->new_post_name, ":title") != NULL)
    return fill (self, self->rules->permalink != NULL ? self->rules->permalink : ":year/:month/:day/:title/",
                 find_hexo_part);

  return NULL;
}

static char *
find_jekyll_part (const Page *self, const char *name)
{
  g_autofree char *below = dup_below (self->in_site, "_posts");
  const char *own = below != NULL ? bs_path_get_name (below) : NULL;

  if (own == NULL || bs_import_name_date_length (own) == 0)
    return NULL;
  if (strcmp (name, "title") == 0 || strcmp (name, "slug") == 0)
    {
      g_autofree char *slug = dup_value (self, "slug");

      return slugify (slug != NULL ? slug : own + bs_import_name_date_length (own), "", strcmp (name, "slug") == 0);
    }
  if (strcmp (name, "categories") == 0)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint i = 0; i < self->article->categories->len; i++)
        {
          const char *const *path = g_ptr_array_index (self->article->categories, i);
          g_autofree char *lower = g_utf8_strdown (path[0], -1);

          g_string_append_printf (out, "%s%s", i > 0 ? "/" : "", lower);
        }
      return g_string_free (g_steal_pointer (&out), FALSE);
    }
  if (strcmp (name, "output_ext") == 0)
    return g_strdup (".html");

  return NULL;
}

static char *
find_jekyll (const Page *self)
{
  static const struct
  {
    const char *name;
    const char *pattern;
  } styles[] = {
    { "date", "/:categories/:year/:month/:day/:title:output_ext" },
    { "pretty", "/:categories/:year/:month/:day/:title/" },
    { "ordinal", "/:categories/:year/:y_day/:title:output_ext" },
    { "none", "/:categories/:title:output_ext" },
  };
  g_autofree char *own = dup_value (self, "permalink");
  const char *pattern = own != NULL ? own : self->rules->permalink != NULL ? self->rules->permalink : "date";

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strcmp (pattern, styles[i].name) == 0)
      pattern = styles[i].pattern;

  return *pattern == '/' || strchr (pattern, ':') != NULL ? fill (self, pattern, find_jekyll_part) : NULL;
}

/* The path of a page of Hugo below its folder of content: without the extension, and without the name of an index. */
static char *
dup_content_path (const Page *self)
{
  for (guint i = 0; i < self->rules->content->len; i++)
    {
      const char *folder = g_ptr_array_index (self->rules->content, i);
      g_autofree char *below = NULL;

      if (!bs_relative_path_is_below (self->in_site, folder))
        continue;
      below = bs_path_dup_stem (self->in_site + strlen (folder) + 1);
      if (strcmp (bs_path_get_name (below), "index") == 0 || strcmp (bs_path_get_name (below), "_index") == 0)
        return bs_path_dup_folder (below);
      return g_steal_pointer (&below);
    }

  return NULL;
}

static char *
find_hugo_part (const Page *self, const char *name)
{
  g_autofree char *path = dup_content_path (self);
  g_autofree char *slug = dup_value (self, "slug");
  g_autofree char *folder = path != NULL ? bs_path_dup_folder (path) : NULL;
  const char *file;

  if (path == NULL)
    return NULL;
  file = bs_path_get_name (path);
  if (strcmp (name, "section") == 0)
    return g_strndup (path, strcspn (path, "/"));
  if (strcmp (name, "sections") == 0)
    return g_steal_pointer (&folder);
  if (strcmp (name, "filename") == 0 || strcmp (name, "contentbasename") == 0)
    return slugify (file, "-_.+~#", TRUE);
  if (strcmp (name, "title") == 0)
    return slugify (self->article->title, "-_.+~#", TRUE);
  if (strcmp (name, "slug") == 0)
    return slugify (slug != NULL ? slug : self->article->title, "-_.+~#", TRUE);
  if (strcmp (name, "slugorfilename") == 0 || strcmp (name, "slugorcontentbasename") == 0)
    return slugify (slug != NULL ? slug : file, "-_.+~#", TRUE);

  return NULL;
}

static char *
find_hugo (const Page *self)
{
  g_autofree char *own = dup_value (self, "url");
  g_autofree char *slug = dup_value (self, "slug");
  g_autofree char *path = dup_content_path (self);
  g_autofree char *section = path != NULL ? g_strndup (path, strcspn (path, "/")) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *ended = NULL;
  const BsValue *pattern = NULL;

  if (own != NULL)
    return tidy (own);
  if (path == NULL)
    return NULL;
  if (self->rules->permalinks != NULL && self->rules->permalinks->kind == BS_VALUE_MAP)
    {
      const BsValue *pages = bs_value_lookup (self->rules->permalinks, "page");

      pattern =
          bs_value_lookup (pages != NULL && pages->kind == BS_VALUE_MAP ? pages : self->rules->permalinks, section);
    }
  if (pattern != NULL && bs_value_is_scalar (pattern) && pattern->text != NULL)
    return fill (self, pattern->text, find_hugo_part);
  folder = bs_path_dup_folder (path);
  joined = slug != NULL ? bs_relative_path_join (folder, slug) : g_strdup (path);
  clean = slugify (joined, "/-_.+~#", TRUE);
  ended = g_strconcat (clean, self->rules->is_ugly ? ".html" : "/", NULL);

  return tidy (ended);
}

/**
 * bs_site_address_find:
 * @site: the library
 * @path: an article, relative to it; it need not exist
 * @bytes: its bytes
 *
 * Computes the address that the generator gives an article in its site: Hexo by `permalink`, Jekyll by `permalink` and
 * its styles, Hugo by `permalinks`, `url` and `slug`.
 *
 * Returns: (transfer full) (nullable): the address, from the root of the site; %NULL if it cannot be known for certain
 */
char *
bs_site_address_find (BsSite *site, const char *path, GBytes *bytes)
{
  g_autoptr (BsArticle) article = NULL;
  g_autofree char *in_site = NULL;
  Page page = { 0 };
  const char *data;
  gsize length;

  g_return_val_if_fail (site != NULL && path != NULL && bytes != NULL, NULL);

  page.site = bs_site_find (site, path);
  page.rules = bs_site_get_rules (page.site);
  if (page.rules == NULL || !g_utf8_validate (path, -1, NULL))
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  article = bs_site_read_article (site, path, data, length);
  page.article = article;
  page.in_site = in_site = bs_site_dup_path_in_site (site, path);
  switch (page.site->kind)
    {
    case BS_SITE_HEXO:
      return find_hexo (&page);
    case BS_SITE_JEKYLL:
      return find_jekyll (&page);
    case BS_SITE_HUGO:
      return find_hugo (&page);
    case BS_SITE_NONE:
    default:
      return NULL;
    }
}
