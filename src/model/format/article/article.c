/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article.h"

#include "model/format/article/article-name.h"
#include "model/format/article/article-values.h"
#include "model/format/body/body-text.h"
#include "model/format/front-matter/conflict.h"
#include "model/format/text/encoding.h"
#include "model/format/text/path.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (BsArticle, bs_article, bs_article_ref, bs_article_unref)

static BsArticle *
new_article (const char *path, GPtrArray *problems)
{
  BsArticle *self = g_atomic_rc_box_new (BsArticle);

  *self = (BsArticle){ .path = g_strdup (path), .problems = problems };

  return self;
}

static void
find_title (BsArticle *self, const BsFrontMatter *front_matter, BsSiteKind site, const char *text, gsize length)
{
  const BsValue *value = bs_article_find_value (front_matter->root, site, "title");

  if (value == NULL && front_matter->kind == BS_FRONT_MATTER_COMMENT_LINKS)
    value = bs_value_lookup (front_matter->root, "subject");

  self->title = bs_article_read_title (front_matter, text, value);
  self->title_is_written = self->title != NULL;
  if (self->title_is_written)
    {
      if (value->folded)
        bs_problems_add (self->problems, BS_PROBLEM_TITLE_FOLDED, value->line, value->column, NULL);
      return;
    }

  if (front_matter->kind != BS_FRONT_MATTER_NONE)
    bs_problems_add (self->problems, BS_PROBLEM_NO_TITLE, value != NULL ? value->line : 0,
                     value != NULL ? value->column : 0, NULL);
  if (self->body_start < length)
    self->title = bs_body_find_title (self->body_kind, text + self->body_start, length - self->body_start);
  if (self->title != NULL)
    {
      g_strdelimit (g_strstrip (self->title), "\t\r\n", ' ');
      if (*self->title == '\0')
        g_clear_pointer (&self->title, g_free);
    }
  if (self->title == NULL)
    self->title = bs_article_name_to_title (bs_path_get_name (self->path));
}

static gboolean
is_date (const BsValue *value)
{
  BsDate date;

  return bs_value_is_scalar (value) && bs_date_parse (value->text, &date);
}

static void
report_date (BsArticle *self, BsProblemKind kind, const BsValue *value, const char *text)
{
  /* Hugo's `lastmod` may be needed twice. */
  for (guint i = 0; i < self->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (self->problems, i);

      if (problem->kind == kind && problem->line == value->line && problem->column == value->column)
        return;
    }
  bs_problems_add (self->problems, kind, value->line, value->column, text);
}

static gboolean
read_date (BsArticle *self, const BsValue *value, char **text, BsDate *date)
{
  const char *last;

  g_clear_pointer (text, g_free);
  if (bs_value_is_scalar (value))
    *text = g_strstrip (g_strdup (value->text));
  else
    *text = bs_article_text (value);
  if (*text == NULL)
    *text = g_strdup (value->kind == BS_VALUE_MAP ? "{}" : "[]");

  if (bs_value_is_scalar (value))
    {
      if (bs_date_parse (*text, date))
        return TRUE;
      /* Drops text before the date, left by broken front matter (`date: posted: 2020-03-24`). */
      last = g_strrstr (*text, ": ");
      if (last != NULL && bs_date_parse (last + 2, date))
        return TRUE;
    }
  report_date (self, BS_PROBLEM_BAD_DATE, value, *text);

  return FALSE;
}

/* The first of @names with a value wins. A value that cannot be read is reported and the next name is tried. */
static gboolean
find_date (BsArticle *self, const BsValue *keys, BsSiteKind site, const char *const *names, char **text, BsDate *date)
{
  for (; *names != NULL; names++)
    {
      const BsValue *value = bs_article_find_value (keys, site, *names);

      if (value == NULL || value->kind == BS_VALUE_NULL ||
          (bs_value_is_scalar (value) && (value->text == NULL || *value->text == '\0')))
        continue;
      /* Hugo's `published` may be a date; otherwise it says yes or no. */
      if (strcmp (*names, "published") == 0 && !is_date (value))
        continue;
      if (!read_date (self, value, text, date))
        continue;
      if (bs_date_is_none (date))
        return FALSE;
      if (date->has_unknown_zone)
        report_date (self, BS_PROBLEM_UNKNOWN_ZONE, value, *text);
      return TRUE;
    }

  return FALSE;
}

static void
find_dates (BsArticle *self, const BsValue *keys, BsSiteKind site)
{
  /* The defaults of Hugo's `frontmatter` setting. */
  static const char *const hugo_dates[] = {
    "date", "publishdate", "pubdate", "published", "lastmod", "modified", NULL
  };
  static const char *const dates[] = { "date", NULL };

  self->has_date =
      find_date (self, keys, site, site == BS_SITE_HUGO ? hugo_dates : dates, &self->date_text, &self->date) ||
      (bs_date_parse_name (bs_path_get_name (self->path), &self->date) && !bs_date_is_none (&self->date));
  self->has_updated = find_date (self, keys, site, bs_article_updated_keys, &self->updated_text, &self->updated);
}

/* The Linux translation project appends the author's home page to the name. */
static void
drop_addresses (GStrv authors)
{
  for (guint i = 0; authors[i] != NULL; i++)
    {
      char *address = strstr (authors[i], " http");

      if (address != NULL)
        *address = '\0';
      g_strstrip (authors[i]);
    }
}

static void
find_body_conflict (BsArticle *self, const BsFrontMatter *front_matter, const char *text, gsize length)
{
  gssize place = bs_conflict_find (text + self->body_start, length - self->body_start);
  guint line = front_matter->body_line;

  if (place < 0)
    return;

  for (guint i = 0; i < self->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (self->problems, i);

      if (problem->kind == BS_PROBLEM_CONFLICT_MARKERS)
        return;
    }

  for (const char *p = text + self->body_start; p < text + self->body_start + place; p++)
    {
      if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
        line++;
    }
  bs_problems_add (self->problems, BS_PROBLEM_CONFLICT_MARKERS, line, 1, NULL);
}

static void
read_keys (BsArticle *self, const BsFrontMatter *front_matter, BsSiteKind site, const char *site_path)
{
  static const char *const excerpts[] = { "excerpt", "description", "summary", NULL };
  static const char *const languages[] = { "lang", "language", "locale", NULL };
  const BsValue *keys = front_matter->root;

  self->categories = bs_article_read_categories (keys, site, site_path);
  self->tags = bs_article_read_tags (keys, site);
  self->authors = bs_article_read_authors (keys, site);
  if (front_matter->kind == BS_FRONT_MATTER_COMMENT_LINKS)
    drop_addresses (self->authors);
  self->image = bs_article_read_image (keys, site);
  self->excerpt = bs_article_find_text (keys, site, excerpts);
  self->language = bs_article_find_text (keys, site, languages);
  self->draft = bs_article_read_draft (keys, site, site_path);
  find_dates (self, keys, site);
}

/* js-yaml and go-toml reject duplicate keys; the other parsers accept them. */
static void
report_generator (BsArticle *self, BsSiteKind site, BsFrontMatterKind kind)
{
  const char *generator = site == BS_SITE_HEXO && kind == BS_FRONT_MATTER_YAML ? "Hexo" :
                          site == BS_SITE_HUGO && kind == BS_FRONT_MATTER_TOML ? "Hugo" :
                                                                                 NULL;

  for (guint i = 0; generator != NULL && i < self->problems->len; i++)
    {
      BsProblem *problem = g_ptr_array_index (self->problems, i);

      if (problem->kind == BS_PROBLEM_DUPLICATE_KEY)
        problem->generator = generator;
    }
}

/**
 * bs_article_read_text_in_site:
 * @path: the file's path in its library, in any bytes
 * @site_path: its path in its site, which may be inside the library or contain it
 * @site: the kind of site whose rules apply
 * @text: the file as UTF-8, without NULs and without a byte order mark
 * @length: its length in bytes
 * @problems: (nullable) (element-type BsProblem): the problems found while decoding @text; the article takes a
 *   reference and adds to the array
 *
 * Creates the record of a decoded file. It never fails: anything that cannot be parsed is reported in the article's
 * problems. @text is not kept.
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_article_read_text_in_site (const char *path, const char *site_path, BsSiteKind site, const char *text, gsize length,
                              GPtrArray *problems)
{
  g_auto (BsFrontMatter) front_matter = BS_FRONT_MATTER_INIT;
  const char *program;
  BsArticle *self;

  g_return_val_if_fail (path != NULL && site_path != NULL, NULL);
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
  self = new_article (path, problems != NULL ? g_ptr_array_ref (problems) : bs_problems_new ());

  bs_front_matter_read (&front_matter, text, length, self->problems);
  self->front_matter_kind = front_matter.kind;
  self->body_start = front_matter.body_start;
  self->body_kind = bs_body_detect (path, text + self->body_start, length - self->body_start);
  find_title (self, &front_matter, site, text, length);
  read_keys (self, &front_matter, site, site_path);
  report_generator (self, site, front_matter.kind);
  find_body_conflict (self, &front_matter, text, length);
  program = bs_article_name_find_conflict (bs_path_get_name (path));
  if (program != NULL)
    bs_problems_add (self->problems, BS_PROBLEM_CONFLICTED_COPY, 0, 0, program);

  self->keys = g_steal_pointer (&front_matter.root);
  if (self->problems->len > 1)
    bs_problems_sort (self->problems);

  return self;
}

/* An article of which only the name is known. */
static BsArticle *
new_bare (const char *path, const char *site_path, GPtrArray *problems)
{
  BsArticle *self = new_article (path, problems);

  self->title = bs_article_name_to_title (bs_path_get_name (path));
  self->has_date = bs_date_parse_name (bs_path_get_name (path), &self->date);
  self->categories = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->tags = g_new0 (char *, 1);
  self->authors = g_new0 (char *, 1);
  self->draft = bs_article_read_draft (NULL, BS_SITE_NONE, site_path);
  self->body_kind = bs_body_detect (path, "", 0);

  return self;
}

/**
 * bs_article_read_in_site:
 * @path: the file's path in its library, in any bytes
 * @site_path: its path in its site, which may be inside the library or contain it
 * @site: the kind of site whose rules apply
 * @bytes: the file's bytes, up to BS_ARTICLE_MAX_BYTES
 * @length: the number of bytes
 *
 * Creates the record of a file: its encoding, front matter, values and body kind. It never fails, and it is fast: HTML
 * is parsed only if the title has to be found in the body. @bytes are not kept.
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_article_read_in_site (const char *path, const char *site_path, BsSiteKind site, const char *bytes, gsize length)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = NULL;

  g_return_val_if_fail (path != NULL && site_path != NULL, NULL);
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  problems = bs_problems_new ();
  if (length == 0)
    {
      bs_problems_add (problems, BS_PROBLEM_EMPTY_FILE, 0, 0, NULL);
      return new_bare (path, site_path, g_steal_pointer (&problems));
    }

  if (length > BS_ARTICLE_MAX_BYTES)
    {
      bs_problems_add (problems, BS_PROBLEM_FILE_TOO_LARGE, 0, 0, NULL);
      length = BS_ARTICLE_MAX_BYTES;
    }
  bs_text_decode (&text, bytes, length, problems);

  return bs_article_read_text_in_site (path, site_path, site, text.data, text.length, problems);
}

/**
 * bs_article_read:
 * @path: the file's path in its library, in any bytes
 * @site: the kind of site whose rules apply; the site's root is the library
 * @bytes: the file's bytes, up to BS_ARTICLE_MAX_BYTES
 * @length: the number of bytes
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_article_read (const char *path, BsSiteKind site, const char *bytes, gsize length)
{
  return bs_article_read_in_site (path, path, site, bytes, length);
}

/**
 * bs_article_new_unreadable:
 * @path: the file's path in its library, in any bytes
 * @reason: the system's error message
 *
 * Creates the record of a file that exists but cannot be read. It is listed by its name.
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_article_new_unreadable (const char *path, const char *reason)
{
  GPtrArray *problems;

  g_return_val_if_fail (path != NULL, NULL);

  problems = bs_problems_new ();
  bs_problems_add (problems, BS_PROBLEM_UNREADABLE, 0, 0, reason);

  return new_bare (path, path, problems);
}

static void
clear_article (gpointer data)
{
  BsArticle *self = data;

  g_free (self->path);
  g_free (self->title);
  g_free (self->date_text);
  g_free (self->updated_text);
  g_ptr_array_unref (self->categories);
  g_strfreev (self->tags);
  g_strfreev (self->authors);
  g_free (self->image);
  g_free (self->excerpt);
  g_free (self->language);
  bs_value_free (self->keys);
  g_ptr_array_unref (self->problems);
}

/**
 * bs_article_ref:
 * @self: an article
 *
 * Takes a reference. Articles are immutable, so threads may share them.
 *
 * Returns: (transfer full): @self
 */
BsArticle *
bs_article_ref (BsArticle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * bs_article_unref:
 * @self: (transfer full): an article
 *
 * Drops a reference. The last one frees the article.
 */
void
bs_article_unref (BsArticle *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_article);
}
