/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/export-contents.h"

#include <string.h>

#include "page/export/xhtml.h"
#include "page/page-address.h"
#include "model/format/article/article-name.h"
#include "model/format/article/language.h"

/* The longest title in the contents, in characters. */
#define MAX_TITLE_CHARACTERS 300

/* The language is detected from this many bytes of the text. */
#define LANGUAGE_SAMPLE_BYTES 16384

#define POST_PREFIX BS_PAGE_ARTICLE_PREFIX "?post="

struct _BsExportContents
{
  GPtrArray *entries;
  GHashTable *paths; /* (element-type utf8 guint): number + 1 */
  GHashTable *posts; /* (element-type utf8 guint): the same by the name of the post */
};

static void
entry_free (gpointer data)
{
  BsExportEntry *entry = data;

  g_free (entry->path);
  g_free (entry->title);
  g_strfreev (entry->category);
  g_strfreev (entry->authors);
  g_free (entry->language);
  g_free (entry);
}

/**
 * bs_export_contents_new:
 *
 * Creates the contents of a book, without articles.
 *
 * Returns: (transfer full): the contents
 */
BsExportContents *
bs_export_contents_new (void)
{
  BsExportContents *self = g_new0 (BsExportContents, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->paths = g_hash_table_new (g_str_hash, g_str_equal);
  self->posts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static char *
shorten (const char *title)
{
  g_autofree char *start = NULL;

  if (strlen (title) <= MAX_TITLE_CHARACTERS || g_utf8_strlen (title, -1) <= MAX_TITLE_CHARACTERS)
    return g_strdup (title);
  start = g_utf8_substring (title, 0, MAX_TITLE_CHARACTERS);
  return g_strconcat (start, "…", NULL);
}

/**
 * bs_export_contents_add:
 * @self: the contents
 * @document: an article
 *
 * Adds an article.
 */
void
bs_export_contents_add (BsExportContents *self, const BsDocument *document)
{
  const BsArticle *article;
  BsExportEntry *entry;
  const char *body;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (document != NULL);

  article = document->article;
  body = bs_document_get_body (document, &length);
  entry = g_new0 (BsExportEntry, 1);
  entry->path = g_strdup (article->path);
  entry->title = shorten (article->title);
  if (article->categories != NULL && article->categories->len > 0)
    entry->category = g_strdupv (article->categories->pdata[0]);
  entry->authors = g_strdupv (article->authors);
  entry->language = bs_language_find (article->language, article->title, body != NULL ? body : "",
                                      MIN (length, LANGUAGE_SAMPLE_BYTES));
  entry->is_right_to_left = bs_language_is_right_to_left (entry->language, article->title);
  entry->has_date = article->has_date;
  if (article->has_date)
    entry->date = bs_date_to_unix (&article->date, bs_site_find (document->site, article->path)->zone);
  g_ptr_array_add (self->entries, entry);
}

static gint
compare_categories (GStrv a, GStrv b)
{
  for (guint i = 0;; i++)
    {
      const char *name_a = a == NULL ? NULL : a[i];
      const char *name_b = b == NULL ? NULL : b[i];
      int order;

      if (name_a == NULL || name_b == NULL)
        return (name_a != NULL) - (name_b != NULL);
      order = g_utf8_collate (name_a, name_b);
      if (order == 0)
        order = strcmp (name_a, name_b);
      if (order != 0)
        return order;
    }
}

/* Articles of a category come before those of the categories below it, new ones first, undated ones last. */
static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const BsExportEntry *entry_a = *(const BsExportEntry *const *) a;
  const BsExportEntry *entry_b = *(const BsExportEntry *const *) b;
  gint order = compare_categories (entry_a->category, entry_b->category);

  if (order == 0)
    order = entry_b->has_date - entry_a->has_date;
  if (order == 0 && entry_a->date != entry_b->date)
    order = entry_a->date > entry_b->date ? -1 : 1;
  return order != 0 ? order : strcmp (entry_a->path, entry_b->path);
}

/* The name by which a post is linked to: without the date and the extension. */
static char *
make_post_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  const char *name = bs_article_name_skip_date (base);
  const char *dot = strrchr (name, '.');
  gsize n = dot != NULL ? 1 : 0;

  while (n > 0 && g_ascii_isalpha (dot[n]))
    n++;
  return n > 1 && dot[n] == '\0' ? g_strndup (name, dot - name) : g_strdup (name);
}

/**
 * bs_export_contents_sort:
 * @self: the contents
 *
 * Puts all articles that were added in the order of the book: by category, and in each by date. Afterwards they can be
 * found, and none can be added.
 */
void
bs_export_contents_sort (BsExportContents *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      BsExportEntry *entry = self->entries->pdata[i];

      g_hash_table_insert (self->paths, entry->path, GUINT_TO_POINTER (i + 1));
      g_hash_table_insert (self->posts, make_post_name (entry->path), GUINT_TO_POINTER (i + 1));
    }
}

guint
bs_export_contents_get_length (const BsExportContents *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

const BsExportEntry *
bs_export_contents_get (const BsExportContents *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->entries->len, NULL);

  return self->entries->pdata[i];
}

static guint
find_path (const BsExportContents *self, const char *path)
{
  static const char *const ends[] = { "", ".md", ".markdown", ".html", "/index.md", "/index.html", "/_index.md" };
  g_autofree char *stem = g_strdup (path);
  gsize length = strlen (stem);

  if (length > 1 && stem[length - 1] == '/')
    stem[length - 1] = '\0';
  else if (g_str_has_suffix (stem, ".html") && !g_hash_table_contains (self->paths, stem))
    stem[length - strlen (".html")] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *whole = g_strconcat (stem, ends[i], NULL);
      gpointer number = g_hash_table_lookup (self->paths, whole);

      if (number != NULL)
        return GPOINTER_TO_UINT (number);
    }
  return 0;
}

/**
 * bs_export_contents_find:
 * @self: the contents, sorted
 * @from: (type filename): path of the article with a link
 * @address: its target, as in a page
 * @found: (out): the number of the article that it leads to
 *
 * Finds the article that a link of another one leads to.
 *
 * Returns: whether it is in the export
 */
gboolean
bs_export_contents_find (const BsExportContents *self, const char *from, const char *address, guint *found)
{
  g_autofree char *path_part = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *path = NULL;
  guint number;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (from != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (found != NULL, FALSE);

  if (g_str_has_prefix (address, POST_PREFIX))
    {
      const char *escaped = address + strlen (POST_PREFIX);

      path = g_uri_unescape_segment (escaped, escaped + strcspn (escaped, "#"), NULL);
      number = path == NULL ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (self->posts, path));
    }
  else
    {
      gboolean is_whole = g_str_has_prefix (address, BS_PAGE_ARTICLE_PREFIX);
      const char *escaped = is_whole ? address + strlen (BS_PAGE_ARTICLE_PREFIX) : address;

      path_part = g_uri_unescape_segment (escaped, escaped + strcspn (escaped, "?#"), NULL);
      if (path_part == NULL || *path_part == '\0')
        return FALSE;
      folder = g_path_get_dirname (from);
      whole = g_build_filename ("/", is_whole || *path_part == '/' ? "" : folder, path_part, NULL);
      path = g_canonicalize_filename (whole, "/");
      number = find_path (self, path + 1);
    }
  *found = number - 1;
  return number > 0;
}

/**
 * bs_export_contents_get_language:
 * @self: the contents
 *
 * Returns: (transfer none): the language of most articles; `und`, undetermined, if that of none is known
 */
const char *
bs_export_contents_get_language (const BsExportContents *self)
{
  g_autoptr (GHashTable) counts = NULL;
  const char *best = "und";
  guint best_count = 0;

  g_return_val_if_fail (self != NULL, NULL);

  counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const BsExportEntry *entry = self->entries->pdata[i];
      guint count;

      if (entry->language == NULL)
        continue;
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, entry->language)) + 1;
      g_hash_table_insert (counts, entry->language, GUINT_TO_POINTER (count));
      if (count > best_count)
        {
          best_count = count;
          best = entry->language;
        }
    }
  return best;
}

gboolean
bs_export_contents_is_right_to_left (const BsExportContents *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    n += ((const BsExportEntry *) self->entries->pdata[i])->is_right_to_left;
  return n * 2 > self->entries->len;
}

static guint
count_levels (GStrv category)
{
  return category == NULL ? 0 : g_strv_length (category);
}

/**
 * bs_export_contents_append_list:
 * @self: the contents, sorted
 * @out: receives the output
 * @link_format: (type utf8): the address of an article, with `%u` for its number from 1
 *
 * Appends the articles as nested lists of XHTML, one in the other as the categories are.
 */
void
bs_export_contents_append_list (const BsExportContents *self, GString *out, const char *link_format)
{
  g_auto (GStrv) parts = NULL;
  GStrv open = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);
  g_return_if_fail (link_format != NULL);

  parts = g_strsplit (link_format, "%u", 2);
  g_string_append (out, "<ol>\n");
  for (guint i = 0; i < self->entries->len; i++)
    {
      const BsExportEntry *entry = self->entries->pdata[i];
      guint n_open = count_levels (open);
      guint n_wanted = count_levels (entry->category);
      guint same = 0;

      while (same < n_open && same < n_wanted && g_str_equal (open[same], entry->category[same]))
        same++;
      for (guint level = n_open; level > same; level--)
        g_string_append (out, "</ol></li>\n");
      for (guint level = same; level < n_wanted; level++)
        {
          g_string_append (out, "<li><span>");
          bs_xhtml_append_text (out, entry->category[level]);
          g_string_append (out, "</span>\n<ol>\n");
        }
      open = entry->category;
      g_string_append_printf (out, "<li><a href=\"%s%u%s\">", parts[0], i + 1, parts[1] != NULL ? parts[1] : "");
      bs_xhtml_append_text (out, entry->title);
      g_string_append (out, "</a></li>\n");
    }
  for (guint level = count_levels (open); level > 0; level--)
    g_string_append (out, "</ol></li>\n");
  g_string_append (out, "</ol>\n");
}

void
bs_export_contents_free (BsExportContents *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->paths);
  g_hash_table_unref (self->posts);
  g_ptr_array_unref (self->entries);
  g_free (self);
}
