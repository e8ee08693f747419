/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article.h"

#include "model/format/article/article-name.h"
#include "model/format/article/article-values.h"
#include "model/format/body/body-text.h"
#include "model/format/front-matter/conflict.h"
#include "model/format/text/encoding.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (BsArticle, bs_article, bs_article_ref, bs_article_unref)

static BsArticle *
new_article (const char *path, GPtrArray *problems)
{
  BsArticle *self = g_atomic_rc_box_new0 (BsArticle);

  self->path = g_strdup (path);
  self->problems = problems;

  return self;
}

static const char *
get_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

static void
find_title (BsArticle *self, const BsFrontMatter *front_matter, const char *text, gsize length)
{
  const BsValue *value = bs_value_lookup (front_matter->root, "title");

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
    self->title = bs_article_name_to_title (get_name (self->path));
}

static const BsValue *
find_date_value (const BsValue *keys, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const BsValue *value = bs_value_lookup (keys, *names);

      if (value != NULL && value->kind != BS_VALUE_NULL && bs_value_is_scalar (value) && value->text != NULL &&
          *value->text != '\0')
        return value;
    }

  return NULL;
}

static gboolean
read_date (BsArticle *self, const BsValue *value, char **text, BsDate *date)
{
  const char *last;

  if (value == NULL)
    return FALSE;

  *text = g_strstrip (g_strdup (value->text));
  if (bs_date_parse (*text, date))
    return TRUE;
  /* What was glued before it when front matter broke (`date: posted: 2020-03-24`). */
  last = g_strrstr (*text, ": ");
  if (last != NULL && bs_date_parse (last + 2, date))
    return TRUE;
  bs_problems_add (self->problems, BS_PROBLEM_BAD_DATE, value->line, value->column, *text);

  return FALSE;
}

static void
find_dates (BsArticle *self, const BsValue *keys)
{
  static const char *const dates[] = { "date", NULL };
  static const char *const updates[] = { "updated", "lastmod", "modified", "last_modified_at", NULL };

  self->has_date = read_date (self, find_date_value (keys, dates), &self->date_text, &self->date) ||
                   bs_date_parse_name (get_name (self->path), &self->date);
  self->has_updated = read_date (self, find_date_value (keys, updates), &self->updated_text, &self->updated);
}

/* The Linux translation project writes an author's page behind the name. */
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
read_keys (BsArticle *self, const BsFrontMatter *front_matter, BsSiteKind site)
{
  static const char *const excerpts[] = { "excerpt", "description", "summary", NULL };
  static const char *const languages[] = { "lang", "language", "locale", NULL };
  const BsValue *keys = front_matter->root;

  self->categories = bs_article_read_categories (keys, site, self->path);
  self->tags = bs_article_read_tags (keys, site);
  self->authors = bs_article_read_authors (keys);
  if (front_matter->kind == BS_FRONT_MATTER_COMMENT_LINKS)
    drop_addresses (self->authors);
  self->image = bs_article_read_image (keys);
  self->excerpt = bs_article_find_text (keys, excerpts);
  self->language = bs_article_find_text (keys, languages);
  self->draft = bs_article_read_draft (keys, self->path);
  find_dates (self, keys);
}

/**
 * bs_article_read_text:
 * @path: the file's path in its library; any bytes
 * @site: whose rules its categories follow
 * @text: the file as UTF-8, without NULs and without a byte order mark
 * @length: its length in bytes
 * @problems: (nullable) (element-type BsProblem): what was found on the way to @text; the article takes a reference
 *   and adds to it, so that it is the article's from now on
 *
 * Makes the record of a file whose encoding has been read. It never fails: what cannot be understood is told in the
 * article's problems. @text is not kept.
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_article_read_text (const char *path, BsSiteKind site, const char *text, gsize length, GPtrArray *problems)
{
  g_auto (BsFrontMatter) front_matter = BS_FRONT_MATTER_INIT;
  const char *program;
  BsArticle *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
  self = new_article (path, problems != NULL ? g_ptr_array_ref (problems) : bs_problems_new ());

  bs_front_matter_read (&front_matter, text, length, self->problems);
  self->front_matter_kind = front_matter.kind;
  self->body_start = front_matter.body_start;
  self->body_kind = bs_body_detect (path, front_matter.kind != BS_FRONT_MATTER_NONE, text + self->body_start,
                                    length - self->body_start);
  find_title (self, &front_matter, text, length);
  read_keys (self, &front_matter, site);
  find_body_conflict (self, &front_matter, text, length);
  program = bs_article_name_find_conflict (get_name (path));
  if (program != NULL)
    bs_problems_add (self->problems, BS_PROBLEM_CONFLICTED_COPY, 0, 0, program);

  self->keys = g_steal_pointer (&front_matter.root);
  if (self->problems->len > 1)
    bs_problems_sort (self->problems);

  return self;
}

/* An article of which nothing is known but its name. */
static BsArticle *
new_bare (const char *path, GPtrArray *problems)
{
  BsArticle *self = new_article (path, problems);

  self->title = bs_article_name_to_title (get_name (path));
  self->has_date = bs_date_parse_name (get_name (path), &self->date);
  self->categories = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->tags = g_new0 (char *, 1);
  self->authors = g_new0 (char *, 1);
  self->draft = bs_article_read_draft (NULL, path);
  self->body_kind = bs_body_detect (path, FALSE, "", 0);

  return self;
}

/**
 * bs_article_read:
 * @path: the file's path in its library; any bytes
 * @site: whose rules its categories follow
 * @bytes: the file's bytes; of what is longer than BS_ARTICLE_MAX_BYTES only that much
 * @length: how many there are
 *
 * Makes the record of a file: its encoding, its front matter, its values and the kind of its body. It never fails, and
 * is quick: no HTML is parsed unless a title has to be looked for. @bytes are not kept.
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_article_read (const char *path, BsSiteKind site, const char *bytes, gsize length)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  problems = bs_problems_new ();
  if (length == 0)
    {
      bs_problems_add (problems, BS_PROBLEM_EMPTY_FILE, 0, 0, NULL);
      return new_bare (path, g_steal_pointer (&problems));
    }

  if (length > BS_ARTICLE_MAX_BYTES)
    {
      bs_problems_add (problems, BS_PROBLEM_FILE_TOO_LARGE, 0, 0, NULL);
      length = BS_ARTICLE_MAX_BYTES;
    }
  bs_text_decode (&text, bytes, length, problems);

  return bs_article_read_text (path, site, text.data, text.length, problems);
}

/**
 * bs_article_new_unreadable:
 * @path: the file's path in its library; any bytes
 * @reason: the system's reason, in words
 *
 * Makes the record of a file that is there and cannot be read. It is listed by its name.
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

  return new_bare (path, problems);
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
 * Takes a reference. An article never changes, so that threads may share it.
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
 * Drops a reference; with the last one the article is freed.
 */
void
bs_article_unref (BsArticle *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_article);
}
