/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/article-template.h"

#include "model/change/edit/edit-apply.h"
#include "model/format/front-matter/front-matter.h"
#include "model/format/text/problem.h"

#include <string.h>

/* Hexo's scaffolds are Nunjucks, Hugo's archetypes Go templates. Neither is run: the tags with known values are
 * replaced, and all others removed. The placeholder for the title in front matter until it is known how a title is
 * written there. */
#define TITLE_MARK "broadsheetNewTitle"

typedef struct
{
  const BsTemplateValues *values;
  BsSiteKind site;
  gboolean in_body;
} Filling;

static gboolean
contains (const char *text, const char *word)
{
  return strstr (text, word) != NULL;
}

static char *
format_date (const Filling *self, const char *tag)
{
  if (bs_site_kind_is_hexo (self->site))
    return g_date_time_format (self->values->now, "%Y-%m-%d %H:%M:%S");
  /* Go names the parts of a date by those of this one. */
  if (contains (tag, "2006-01-02") && !contains (tag, "2006-01-02T") && !contains (tag, "2006-01-02 15"))
    return g_date_time_format (self->values->now, "%Y-%m-%d");

  return g_date_time_format (self->values->now, "%Y-%m-%dT%H:%M:%S%:z");
}

/* The replacement of a tag; NULL if it is unknown. */
static char *
fill_tag (const Filling *self, const char *tag)
{
  const BsTemplateValues *values = self->values;
  const char *title = self->in_body ? values->title : TITLE_MARK;

  if (bs_site_kind_is_hexo (self->site))
    {
      g_autofree char *name = g_strndup (tag, strcspn (tag, " |\t"));

      if (g_str_equal (name, "title"))
        return g_strdup (title);
      if (g_str_equal (name, "date"))
        return format_date (self, tag);
      if (g_str_equal (name, "layout"))
        return g_strdup (values->layout);
      if (g_str_equal (name, "name") || g_str_equal (name, "slug"))
        return g_strdup (values->name);
      if (g_str_equal (name, "draft"))
        return g_strdup ("true");
      return NULL;
    }
  if (contains (tag, ".Date") || g_str_has_prefix (tag, "now"))
    return format_date (self, tag);
  if (contains (tag, ".Title") && !contains (tag, ".Site"))
    return g_strdup (title);
  if (contains (tag, ".Name") || contains (tag, ".File.ContentBaseName") || contains (tag, ".File.BaseFileName") ||
      contains (tag, ".TranslationBaseName"))
    /* With “replace” and “title” it makes a title of the name. */
    return g_strdup (contains (tag, "replace") || contains (tag, "title") || contains (tag, "humanize") ? title :
                                                                                                          values->name);
  if (contains (tag, ".Draft"))
    return g_strdup ("true");

  return NULL;
}

static const char *
find_tag (const char *text, const char **end)
{
  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      const char *close;

      if (p[1] != '{' && p[1] != '%' && p[1] != '#')
        continue;
      /* Hugo's shortcodes are of the article, and not of its template. */
      if (g_str_has_prefix (p, "{{<") || g_str_has_prefix (p, "{{%"))
        continue;
      close = strstr (p + 2, p[1] == '{' ? "}}" : p[1] == '%' ? "%}" : "#}");
      if (close == NULL)
        return NULL;
      *end = close + 2;
      return p;
    }

  return NULL;
}

static void
fill_tags (const Filling *self, const char *text, GString *out, GPtrArray *removed)
{
  const char *end;

  for (const char *tag; (tag = find_tag (text, &end)) != NULL; text = end)
    {
      g_autofree char *inner = g_strndup (tag + 2, (gsize) (end - tag) - 4);
      char *start = *inner == '-' ? inner + 1 : inner;
      g_autofree char *filled = NULL;

      g_string_append_len (out, text, tag - text);
      g_strstrip (start);
      if (g_str_has_suffix (start, "-"))
        start[strlen (start) - 1] = '\0';
      g_strchomp (start);
      filled = tag[1] == '{' ? fill_tag (self, start) : NULL;
      if (filled != NULL)
        g_string_append (out, filled);
      else
        g_ptr_array_add (removed, g_strndup (tag, (gsize) (end - tag)));
    }
  g_string_append (out, text);
}

/* Characters that need no quotes or escapes anywhere. */
static BsValue *
new_text (const char *text)
{
  BsValue *value = bs_value_new_scalar (BS_VALUE_STRING, text, -1, 0, 0);

  value->quoted = TRUE;

  return value;
}

/* The title takes the place of its mark, written as each language of front matter writes it. */
static void
put_title (const BsFrontMatter *front_matter, const char *title, BsEdit *edit)
{
  const char *const key[] = { "title", NULL };

  for (guint i = 0;
       front_matter->root != NULL && front_matter->root->items != NULL && i < front_matter->root->items->len; i++)
    {
      const BsValue *item = front_matter->root->items->pdata[i];
      const char *const path[] = { item->key, NULL };
      g_autoptr (GString) text = NULL;

      if (!bs_value_is_scalar (item) || item->text == NULL || !contains (item->text, TITLE_MARK))
        continue;
      text = g_string_new (item->text);
      g_string_replace (text, TITLE_MARK, title, 0);
      if (!g_str_equal (item->key, "title"))
        bs_edit_set (edit, path, new_text (text->str));
    }
  bs_edit_set (edit, key, new_text (title));
}

/**
 * bs_article_template_fill:
 * @text: a template of an article, in UTF-8
 * @site: the kind of its site
 * @values: the known values
 * @removed: (element-type utf8): gets the tags that are not filled
 * @error: return location
 *
 * Fills a template. Nothing in it is run: the tags for title, date, name, layout and draft are replaced by their
 * values, and all other tags are removed.
 *
 * Returns: (transfer full) (nullable): the article, or %NULL with a #BsChangeError
 */
GBytes *
bs_article_template_fill (const char *text, BsSiteKind site, const BsTemplateValues *values, GPtrArray *removed,
                          GError **error)
{
  Filling filling = { values, site, FALSE };
  g_auto (BsFrontMatter) outer = BS_FRONT_MATTER_INIT;
  g_auto (BsFrontMatter) inner = BS_FRONT_MATTER_INIT;
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *head = NULL;

  g_return_val_if_fail (text != NULL && values != NULL && removed != NULL, NULL);

  bs_front_matter_read (&outer, text, strlen (text), problems);
  head = g_strndup (text, outer.body_start);
  fill_tags (&filling, head, out, removed);
  filling.in_body = TRUE;
  fill_tags (&filling, text + outer.body_start, out, removed);

  bs_front_matter_read (&inner, out->str, out->len, problems);
  put_title (&inner, values->title, edit);
  if (values->category != NULL)
    bs_edit_put_in_category (edit, site, values->category, FALSE);
  bytes = g_bytes_new (out->str, out->len);

  return bs_edit_apply (edit, bytes, error);
}
