/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/link-map.h"

#include "model/change/organise/needles.h"
#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

#include <string.h>

struct _BsLinkMap
{
  BsSite *site;
  GHashTable *moved;     /* (element-type filename filename): old paths to new ones */
  GHashTable *came;      /* (element-type filename): the new paths */
  GHashTable *names;     /* (element-type utf8 GPtrArray): by each name of an article, the paths of articles */
  GHashTable *new_names; /* (element-type utf8 GPtrArray): the same, after the moves */
  GHashTable *keys;      /* (element-type utf8): the old and new names of moved files */
  GHashTable *hidden;    /* (element-type filename): the old paths of articles that leave the site */
  BsNeedles *needles;    /* articles with the same names */
};

/* A path without the extension of an article. Any other dot is part of the name. */
static char *
dup_stem (const char *path)
{
  const char *name = bs_path_get_name (path);

  return g_strndup (path, bs_article_name_is_article (name) ? (gsize) (strrchr (name, '.') - path) : strlen (path));
}

static char *
fold (const char *name)
{
  return g_utf8_validate (name, -1, NULL) ? g_utf8_strdown (name, -1) : g_ascii_strdown (name, -1);
}

static gboolean
is_index (const char *name)
{
  return g_str_has_prefix (name, "index.") || g_str_has_prefix (name, "_index.");
}

/* The path of an article below the folder of posts or drafts, without its extension; NULL if it is in none. */
static char *
dup_below_posts (const BsLinkMap *self, const char *path, const char **folder)
{
  static const char *const folders[] = { "_posts", "_drafts" };
  g_autofree char *stem = NULL;
  g_autofree char *whole = NULL;
  const char *name = bs_path_get_name (path);

  stem = dup_stem (name);
  whole = g_strdup_printf ("%s/%.*s%s", self->site->root, (int) (name - path), path, stem);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *part = g_strdup_printf ("/%s/", folders[i]);
      const char *found = g_strrstr (whole, part);

      if (found == NULL)
        continue;
      if (folder != NULL)
        *folder = folders[i];
      return g_strdup (found + strlen (part));
    }

  return NULL;
}

/* Hexo reads a slug from a path by new_post_name; only `:title` may contain slashes. */
static char *
read_slug (const char *path, const char *pattern)
{
  static const struct
  {
    const char *name;
    const char *expression;
  } parts[] = {
    { "year", "\\d{4}" },      { "month", "\\d{2}" },   { "day", "\\d{2}" },
    { "i_month", "\\d{1,2}" }, { "i_day", "\\d{1,2}" }, { "hash", "[0-9a-f]{12}" },
  };
  g_autoptr (GString) expression = g_string_new ("^");
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *stem = dup_stem (pattern);
  char *title = NULL;

  if (strcmp (stem, ":title") == 0 || strstr (stem, ":title") == NULL || !g_utf8_validate (path, -1, NULL))
    return g_strdup (path);
  for (const char *p = stem; *p != '\0';)
    {
      gsize length = *p == ':' ? strspn (p + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
      g_autofree char *name = g_strndup (p + 1, length);
      const char *known = ".+?";

      if (length == 0)
        {
          g_autofree char *escaped = g_regex_escape_string (p, 1);

          g_string_append (expression, escaped);
          p++;
          continue;
        }
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (strcmp (name, parts[i].name) == 0)
          known = parts[i].expression;
      if (strcmp (name, "title") == 0 && strstr (expression->str, "<title>") == NULL)
        g_string_append (expression, "(?<title>.+?)");
      else
        g_string_append_printf (expression, "(?:%s)", known);
      p += length + 1;
    }
  g_string_append_c (expression, '$');
  regex = g_regex_new (expression->str, G_REGEX_RAW, 0, NULL);
  if (regex != NULL && g_regex_match (regex, path, 0, &match))
    title = g_match_info_fetch_named (match, "title");

  return title != NULL ? title : g_strdup (path);
}

/* The name of an article for post_link; NULL if it is not a post. */
static char *
dup_slug (const BsLinkMap *self, const char *path)
{
  const BsSite *site = bs_site_find (self->site, path);
  const BsSiteRules *rules = bs_site_get_rules (site);
  g_autofree char *below = dup_below_posts (self, path, NULL);

  if (below == NULL && !site->is_site)
    return dup_stem (path);
  if (below == NULL)
    return NULL;

  return rules != NULL && rules->new_post_name != NULL ? read_slug (below, rules->new_post_name) :
                                                         g_steal_pointer (&below);
}

/* Calls a function with everything an article may be called by. */
static void
add_names (const BsLinkMap *self, GHashTable *names, const char *path)
{
  g_autofree char *stem = dup_stem (bs_path_get_name (path));
  g_autofree char *folder = bs_path_dup_folder (path);
  g_autofree char *slug = bs_site_kind_is_hexo (bs_site_find (self->site, path)->kind) ? dup_slug (self, path) : NULL;
  const char *all[] = { stem, is_index (bs_path_get_name (path)) ? bs_path_get_name (folder) : stem,
                        slug != NULL ? bs_path_get_name (slug) : stem };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *name = fold (all[i]);
      GPtrArray *paths = g_hash_table_lookup (names, name);

      if (paths == NULL)
        {
          paths = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (names, g_steal_pointer (&name), paths);
        }
      if (paths->len == 0 || strcmp (g_ptr_array_index (paths, paths->len - 1), path) != 0)
        g_ptr_array_add (paths, g_strdup (path));
    }
}

/**
 * bs_link_map_new:
 * @site: the library
 * @articles: (element-type filename): the paths of all of its articles
 *
 * Returns: (transfer full): a map without moves
 */
BsLinkMap *
bs_link_map_new (BsSite *site, const GPtrArray *articles)
{
  BsLinkMap *self;

  g_return_val_if_fail (site != NULL && articles != NULL, NULL);

  self = g_new0 (BsLinkMap, 1);
  self->site = bs_site_ref (site);
  self->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->came = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->new_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->needles = bs_needles_new ();
  for (guint i = 0; i < articles->len; i++)
    add_names (self, self->names, g_ptr_array_index (articles, i));

  return self;
}

/**
 * bs_link_map_free:
 * @self: (transfer full): a map
 */
void
bs_link_map_free (BsLinkMap *self)
{
  g_return_if_fail (self != NULL);

  bs_site_unref (self->site);
  g_hash_table_unref (self->moved);
  g_hash_table_unref (self->came);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->new_names);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->hidden);
  bs_needles_free (self->needles);
  g_free (self);
}

static void
add_key (BsLinkMap *self, const char *name)
{
  if (g_hash_table_add (self->keys, fold (name)))
    bs_needles_add (self->needles, name);
}

static void
add_keys (BsLinkMap *self, const char *path)
{
  g_autofree char *slug = bs_site_kind_is_hexo (bs_site_find (self->site, path)->kind) ? dup_slug (self, path) : NULL;
  g_autofree char *folder = bs_path_dup_folder (path);
  g_autofree char *stem = dup_stem (bs_path_get_name (path));

  add_key (self, bs_path_get_name (path));
  if (!bs_article_name_is_article (bs_path_get_name (path)))
    return;
  if (slug != NULL)
    add_key (self, bs_path_get_name (slug));
  add_key (self, is_index (bs_path_get_name (path)) ? bs_path_get_name (folder) : stem);
}

/**
 * bs_link_map_may_be_in:
 * @self: a map
 * @data: (array length=length): a file's bytes
 * @length: the length of @data in bytes
 *
 * Searches for the names of the moved files, if they are few. Most files do not contain any.
 *
 * Returns: FALSE if no reference in the file concerns a moved file
 */
gboolean
bs_link_map_may_be_in (const BsLinkMap *self, const char *data, gsize length)
{
  g_return_val_if_fail (self != NULL && (data != NULL || length == 0), TRUE);

  return bs_needles_may_be_in (self->needles, data, length);
}

/**
 * bs_link_map_add_move:
 * @self: a map
 * @from: a file, relative to the library
 * @to: its new path
 */
void
bs_link_map_add_move (BsLinkMap *self, const char *from, const char *to)
{
  g_return_if_fail (self != NULL && from != NULL && to != NULL);

  g_hash_table_insert (self->moved, g_strdup (from), g_strdup (to));
  g_hash_table_add (self->came, g_strdup (to));
  if (bs_article_name_is_article (bs_path_get_name (to)))
    add_names (self, self->new_names, to);
  add_keys (self, from);
  add_keys (self, to);
}

/**
 * bs_link_map_add_hidden:
 * @self: a map
 * @path: an article, relative to the library, that becomes a draft
 */
void
bs_link_map_add_hidden (BsLinkMap *self, const char *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  g_hash_table_add (self->hidden, g_strdup (path));
  add_keys (self, path);
}

/**
 * bs_link_map_is_hidden:
 * @self: a map
 * @path: (nullable): an article, by its old path
 *
 * Returns: whether it becomes a draft; for %NULL, whether any does
 */
gboolean
bs_link_map_is_hidden (const BsLinkMap *self, const char *path)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return path != NULL ? g_hash_table_contains (self->hidden, path) : g_hash_table_size (self->hidden) > 0;
}

/**
 * bs_link_map_get_new_path:
 * @self: a map
 * @path: a file, relative to the library
 *
 * Returns: (transfer none): its path after the moves; @path itself if it stays
 */
const char *
bs_link_map_get_new_path (const BsLinkMap *self, const char *path)
{
  const char *to;

  g_return_val_if_fail (self != NULL && path != NULL, path);

  to = g_hash_table_lookup (self->moved, path);

  return to != NULL ? to : path;
}

static char *
dup_decoded (const BsReference *reference)
{
  char *decoded = reference->kind == BS_REFERENCE_PATH ? g_uri_unescape_string (reference->address, NULL) : NULL;

  return decoded != NULL ? decoded : g_strdup (reference->address);
}

/**
 * bs_link_map_concerns:
 * @self: a map
 * @reference: a reference of an article that stays
 *
 * Looks at names alone, so that most references cost no more than that.
 *
 * Returns: whether the reference may name a file that moves, or something else after the moves
 */
gboolean
bs_link_map_concerns (const BsLinkMap *self, const BsReference *reference)
{
  g_autofree char *address = NULL;
  g_autofree char *folded = NULL;
  char *end;

  if (reference->kind == BS_REFERENCE_PATH && strstr (reference->address, "://") != NULL)
    return FALSE;
  address = dup_decoded (reference);
  folded = fold (address);
  end = folded + strlen (folded);

  for (guint i = 0; i < 2 && *folded != '\0'; i++)
    {
      const char *name;
      g_autofree char *stem = NULL;

      while (end > folded && end[-1] == '/')
        *--end = '\0';
      name = bs_path_get_name (folded);
      stem = dup_stem (name);
      if (g_hash_table_contains (self->keys, name) || g_hash_table_contains (self->keys, stem))
        return TRUE;
      if (!g_str_has_prefix (name, "index") && !g_str_has_prefix (name, "_index"))
        return FALSE;
      end = folded + (name - folded);
      *end = '\0';
    }

  return FALSE;
}

static gboolean
exists (const BsLinkMap *self, BsLinkTime time, const char *path, GFileTest test)
{
  g_autofree char *whole = NULL;

  if (*path == '\0')
    return test == G_FILE_TEST_IS_DIR;
  /* Whether it has already been moved makes no difference. */
  if (test == G_FILE_TEST_IS_REGULAR)
    {
      if (g_hash_table_contains (time == BS_LINK_AFTER ? self->came : self->moved, path))
        return TRUE;
      if (g_hash_table_contains (time == BS_LINK_AFTER ? self->moved : self->came, path))
        return FALSE;
    }
  whole = g_build_filename (self->site->root, path, NULL);

  return g_file_test (whole, test);
}

/* A file, or the index page of a folder. */
static char *
find_file (const BsLinkMap *self, BsLinkTime time, const char *path, gboolean in_folder)
{
  static const char *const names[] = { "index.md", "_index.md", "index.html", "index.markdown", "README.md" };

  if (exists (self, time, path, G_FILE_TEST_IS_REGULAR))
    return g_strdup (path);
  for (guint i = 0; in_folder && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = bs_relative_path_join (path, names[i]);

      if (exists (self, time, file, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&file);
    }

  return NULL;
}

/* The folders that a path with a slash at its start is looked for in. */
static char *
find_from_root (const BsLinkMap *self, BsLinkTime time, const char *from, const char *address)
{
  const BsSite *site = bs_site_find (self->site, from);
  const BsSiteRules *rules = bs_site_get_rules (site);
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  g_ptr_array_add (folders, (char *) "");
  if (rules != NULL && rules->source != NULL)
    g_ptr_array_add (folders, rules->source);
  for (guint i = 0; rules != NULL && i < rules->content->len; i++)
    g_ptr_array_add (folders, g_ptr_array_index (rules->content, i));
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *in_site = bs_path_normalise (folders->pdata[i], address);
      g_autofree char *path = in_site != NULL ? bs_site_find_path (self->site, from, in_site) : NULL;
      char *found = path != NULL ? find_file (self, time, path, TRUE) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

static char *
find_path (const BsLinkMap *self, BsLinkTime time, const char *from, const char *address)
{
  g_autofree char *folder = bs_path_dup_folder (from);
  g_autofree char *beside = NULL;
  g_autofree char *assets = dup_stem (from);
  g_autofree char *in_assets = NULL;
  char *found;

  if (*address == '\0' || strstr (address, "://") != NULL || g_str_has_prefix (address, "//") ||
      g_str_has_prefix (address, "data:") || g_str_has_prefix (address, "mailto:"))
    return NULL;
  if (*address == '/')
    return find_from_root (self, time, from, address);
  beside = bs_path_normalise (folder, address);
  found = beside != NULL ? find_file (self, time, beside, TRUE) : NULL;
  if (found != NULL)
    return found;
  /* The folder of an article's images has the article's name. References from there never name other articles. */
  in_assets = bs_path_normalise (assets, address);
  if (in_assets == NULL || !bs_relative_path_is_below (in_assets, assets) ||
      bs_article_name_is_article (bs_path_get_name (in_assets)))
    return NULL;

  return find_file (self, time, in_assets, FALSE);
}

/* The articles that are called by a name. */
static GPtrArray *
list_named (const BsLinkMap *self, BsLinkTime time, const char *name)
{
  GPtrArray *paths = g_ptr_array_new ();
  g_autofree char *folded = fold (name);
  const GPtrArray *old = g_hash_table_lookup (self->names, folded);
  const GPtrArray *new = time == BS_LINK_AFTER ? g_hash_table_lookup (self->new_names, folded) : NULL;

  for (guint i = 0; old != NULL && i < old->len; i++)
    if (time == BS_LINK_BEFORE || !g_hash_table_contains (self->moved, old->pdata[i]))
      g_ptr_array_add (paths, old->pdata[i]);
  for (guint i = 0; new != NULL &&i < new->len; i++)
    g_ptr_array_add (paths, new->pdata[i]);

  return paths;
}

static gboolean
is_same_site (const BsLinkMap *self, const char *one, const char *other)
{
  return bs_site_find (self->site, one) == bs_site_find (self->site, other);
}

static BsLinkAnswer
take_only (const GPtrArray *found, char **target)
{
  if (found->len == 0)
    return BS_LINK_NONE;
  *target = g_strdup (g_ptr_array_index (found, 0));

  return found->len == 1 ? BS_LINK_FOUND : BS_LINK_AMBIGUOUS;
}

/* Hexo finds a post by its slug. A draft counts as a post only if there is no other. */
static BsLinkAnswer
find_post (const BsLinkMap *self, BsLinkTime time, const char *from, const char *slug, char **target)
{
  g_autoptr (GPtrArray) named = list_named (self, time, bs_path_get_name (slug));
  g_autoptr (GPtrArray) posts = g_ptr_array_new ();
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();

  for (guint i = 0; i < named->len; i++)
    {
      const char *path = g_ptr_array_index (named, i);
      const char *folder = "_posts";
      g_autofree char *below = is_same_site (self, from, path) ? dup_below_posts (self, path, &folder) : NULL;
      g_autofree char *own = is_same_site (self, from, path) ? dup_slug (self, path) : NULL;
      gboolean is_named = own != NULL && strcmp (own, slug) == 0;

      /* Without a site, the path of its posts is unknown. */
      if (own != NULL && below == NULL && !is_named)
        is_named = g_str_has_suffix (own, slug) && own[strlen (own) - strlen (slug) - 1] == '/';
      if (is_named)
        g_ptr_array_add (strcmp (folder, "_drafts") == 0 ? drafts : posts, (char *) path);
    }

  return take_only (posts->len > 0 ? posts : drafts, target);
}

/* The path of a post as Jekyll's post_url compares it: the folders above _posts, those below it, and the name. */
static gboolean
split_post (const BsLinkMap *self, const char *path, char **above, char **below)
{
  const BsSite *site = bs_site_find (self->site, path);
  const BsSiteRules *rules = bs_site_get_rules (site);
  g_autofree char *in_site = bs_site_dup_path_in_site (self->site, path);
  g_autofree char *stem = NULL;
  const char *start = in_site;
  const char *found;

  if (rules != NULL && rules->source != NULL && bs_relative_path_is_below (in_site, rules->source) &&
      *rules->source != '\0')
    start += strlen (rules->source) + 1;
  found = g_str_has_prefix (start, "_posts/") ? start : strstr (start, "/_posts/");
  if (found == NULL)
    return FALSE;
  if (*found == '/')
    found++;
  *above = g_strndup (start, (gsize) (found - start));
  stem = dup_stem (bs_path_get_name (found));
  *below = g_strdup_printf ("%.*s%s", (int) (bs_path_get_name (found) - found) - (int) strlen ("_posts/"),
                            found + strlen ("_posts/"), stem);

  return TRUE;
}

static BsLinkAnswer
find_post_url (const BsLinkMap *self, BsLinkTime time, const char *from, const char *address, char **target)
{
  const char *wanted = *address == '/' ? address + 1 : address;
  g_autoptr (GPtrArray) named = list_named (self, time, bs_path_get_name (wanted));
  g_autoptr (GPtrArray) exact = g_ptr_array_new ();
  g_autoptr (GPtrArray) alike = g_ptr_array_new ();

  for (guint i = 0; i < named->len; i++)
    {
      const char *path = g_ptr_array_index (named, i);
      g_autofree char *above = NULL;
      g_autofree char *below = NULL;
      g_autofree char *whole = NULL;

      if (!is_same_site (self, from, path) || !split_post (self, path, &above, &below))
        continue;
      whole = g_strconcat (above, below, NULL);
      if (strcmp (below, wanted) == 0 || (strcmp (whole, wanted) == 0 && strchr (below, '/') == NULL))
        g_ptr_array_add (exact, (char *) path);
      /* Jekyll still finds it by its name alone, and warns. */
      else if (strcmp (bs_path_get_name (below), bs_path_get_name (wanted)) == 0 &&
               (time == BS_LINK_BEFORE || !g_hash_table_contains (self->came, path)))
        g_ptr_array_add (alike, (char *) path);
    }

  return take_only (exact->len > 0 ? exact : alike, target);
}

/* `post`, `post.md` and `post/index.md` are the same page for Hugo. */
static char *
find_page_at (const BsLinkMap *self, BsLinkTime time, const char *path)
{
  static const char *const ends[] = { "", ".md", "/index.md", "/_index.md", ".html", "/index.html", ".markdown" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);

      if (exists (self, time, file, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&file);
    }

  return NULL;
}

/* The folder that the address of a page is relative to. The page of a bundle is at the address of its folder. */
static char *
dup_page_folder (const char *from, const char *address)
{
  g_autofree char *folder = bs_path_dup_folder (from);

  return g_str_has_prefix (bs_path_get_name (from), "index.") && !g_str_has_prefix (address, "..") ?
             bs_path_dup_folder (folder) :
             g_steal_pointer (&folder);
}

static BsLinkAnswer
find_page (const BsLinkMap *self, BsLinkTime time, const char *from, const char *address, char **target)
{
  const BsSiteRules *rules = bs_site_get_rules (bs_site_find (self->site, from));
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) named = NULL;
  g_autofree char *name = NULL;

  if (*address == '\0')
    return BS_LINK_NONE;
  if (*address != '/')
    {
      g_autofree char *folder = dup_page_folder (from, address);
      g_autofree char *path = bs_path_normalise (folder, address);

      *target = path != NULL ? find_page_at (self, time, path) : NULL;
      if (*target != NULL)
        return BS_LINK_FOUND;
    }
  for (guint i = 0; rules != NULL && i < rules->content->len; i++)
    {
      g_autofree char *in_site = bs_path_normalise (g_ptr_array_index (rules->content, i), address);
      g_autofree char *path = in_site != NULL ? bs_site_find_path (self->site, from, in_site) : NULL;

      *target = path != NULL ? find_page_at (self, time, path) : NULL;
      if (*target != NULL)
        return BS_LINK_FOUND;
    }
  if (strchr (address, '/') != NULL)
    return BS_LINK_NONE;

  name = dup_stem (address);
  found = g_ptr_array_new ();
  named = list_named (self, time, name);
  for (guint i = 0; i < named->len; i++)
    if (is_same_site (self, from, g_ptr_array_index (named, i)))
      g_ptr_array_add (found, g_ptr_array_index (named, i));

  return take_only (found, target);
}

static BsLinkAnswer
find_wiki (const BsLinkMap *self, BsLinkTime time, const char *from, const char *address, char **target)
{
  g_autofree char *with_extension = g_strconcat (address, ".md", NULL);
  const char *const addresses[] = { address, with_extension };
  g_autofree char *folder = bs_path_dup_folder (from);
  g_autofree char *stem = dup_stem (address);
  g_autoptr (GPtrArray) named = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < 2 * G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *path = bs_path_normalise (i % 2 == 0 ? folder : "", addresses[i / 2]);

      if (path != NULL && exists (self, time, path, G_FILE_TEST_IS_REGULAR))
        {
          *target = g_steal_pointer (&path);
          return BS_LINK_FOUND;
        }
    }
  named = list_named (self, time, bs_path_get_name (stem));
  for (guint i = 0; i < named->len; i++)
    {
      const char *path = g_ptr_array_index (named, i);
      g_autofree char *own = dup_stem (path);

      if (strcmp (own, stem) == 0 || (g_str_has_suffix (own, stem) && own[strlen (own) - strlen (stem) - 1] == '/'))
        g_ptr_array_add (found, (char *) path);
    }

  return take_only (found, target);
}

/**
 * bs_link_map_resolve:
 * @self: a map
 * @time: before the moves, or after them
 * @from: the article with the reference, at its path at that time
 * @reference: a reference
 * @target: (out) (transfer full) (nullable): the file it names; one of several if it is ambiguous
 *
 * Returns: the target of the reference
 */
BsLinkAnswer
bs_link_map_resolve (const BsLinkMap *self, BsLinkTime time, const char *from, const BsReference *reference,
                     char **target)
{
  g_return_val_if_fail (self != NULL && from != NULL && reference != NULL && target != NULL, BS_LINK_NONE);

  *target = NULL;
  switch (reference->kind)
    {
    case BS_REFERENCE_WIKI:
      return find_wiki (self, time, from, reference->address, target);
    case BS_REFERENCE_POST:
      return find_post (self, time, from, reference->address, target);
    case BS_REFERENCE_POST_URL:
      return find_post_url (self, time, from, reference->address, target);
    case BS_REFERENCE_PAGE:
      return find_page (self, time, from, reference->address, target);
    case BS_REFERENCE_FILE:
      *target = find_from_root (self, time, from, reference->address);
      break;
    case BS_REFERENCE_PATH:
    default:
      {
        g_autofree char *decoded = dup_decoded (reference);

        *target = find_path (self, time, from, reference->address);
        if (*target == NULL)
          *target = find_path (self, time, from, decoded);
        break;
      }
    }

  return *target != NULL ? BS_LINK_FOUND : BS_LINK_NONE;
}

/* A path as the reference wrote paths: with or without the name of an index file, or an extension. */
static char *
shorten (const char *address, const char *path, gboolean drops_extension)
{
  const char *name = bs_path_get_name (address);
  g_autofree char *folder = bs_path_dup_folder (path);
  gboolean has_extension = bs_article_name_is_article (name);

  if (is_index (bs_path_get_name (path)) && !is_index (name) && (drops_extension || !has_extension))
    return g_str_has_suffix (address, "/") && *folder != '\0' ? g_strconcat (folder, "/", NULL) :
                                                                g_steal_pointer (&folder);
  if (!drops_extension || has_extension)
    return g_strdup (path);

  return dup_stem (path);
}

/* The path in the site, or in a folder of it; NULL if it is not below the folder. */
static char *
dup_in_site (const BsLinkMap *self, const char *path, const char *folder)
{
  g_autofree char *in_site = bs_site_dup_path_in_site (self->site, path);

  if (folder == NULL || *folder == '\0')
    return g_steal_pointer (&in_site);

  return bs_relative_path_is_below (in_site, folder) ? g_strdup (in_site + strlen (folder) + 1) : NULL;
}

static void
add_spelling (GPtrArray *spellings, char *address)
{
  if (address != NULL)
    g_ptr_array_add (spellings, address);
}

static void
spell_from_root (const BsLinkMap *self, const char *from, const char *address, const char *after, GPtrArray *spellings)
{
  const BsSiteRules *rules = bs_site_get_rules (bs_site_find (self->site, from));
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  for (guint i = 0; rules != NULL && i < rules->content->len; i++)
    g_ptr_array_add (folders, g_ptr_array_index (rules->content, i));
  if (rules != NULL && rules->source != NULL)
    g_ptr_array_add (folders, rules->source);
  g_ptr_array_add (folders, (char *) "");
  /* Shorter first, as long as the reference was written from there. */
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *below = dup_in_site (self, after, folders->pdata[i]);
      g_autofree char *path = below != NULL ? shorten (address, below, FALSE) : NULL;

      if (path != NULL)
        add_spelling (spellings, g_strconcat (*address == '/' ? "/" : "", path, NULL));
    }
}

/* How the tags of Hugo may write a page, the likeliest first. */
static void
spell_page (const BsLinkMap *self, const char *from_before, const char *from_after, const char *address,
            const char *before, const char *after, GPtrArray *spellings)
{
  const BsSiteRules *rules = bs_site_get_rules (bs_site_find (self->site, from_after));
  g_autofree char *new_folder = bs_path_dup_folder (from_after);
  g_autofree char *beside = NULL;
  g_autofree char *below = NULL;
  gboolean in_bundle = g_str_has_prefix (bs_path_get_name (from_after), "index.");

  for (guint i = 0; rules != NULL && i < rules->content->len && below == NULL; i++)
    below = dup_in_site (self, after, g_ptr_array_index (rules->content, i));
  if (strchr (address, '/') == NULL)
    {
      g_autofree char *short_path = shorten (address, after, TRUE);

      add_spelling (spellings, g_strdup (bs_path_get_name (short_path)));
    }
  if (*address != '/')
    {
      g_autofree char *old_folder = dup_page_folder (from_before, address);
      g_autofree char *joined = bs_path_normalise (old_folder, address);
      g_autofree char *found = joined != NULL ? find_page_at (self, BS_LINK_BEFORE, joined) : NULL;
      if (g_strcmp0 (found, before) == 0)
        {
          if (in_bundle)
            {
              g_autofree char *outer = bs_path_dup_folder (new_folder);

              beside = bs_path_find_way (outer, after);
              add_spelling (spellings, shorten (address, beside, TRUE));
              g_clear_pointer (&beside, g_free);
            }
          beside = bs_path_find_way (new_folder, after);
          add_spelling (spellings, shorten (address, beside, TRUE));
        }
      if (below != NULL)
        add_spelling (spellings, shorten (address, below, TRUE));
    }
  if (below != NULL)
    {
      g_autofree char *short_path = shorten (address, below, TRUE);

      add_spelling (spellings, g_strconcat ("/", short_path, NULL));
    }
}

static void
spell_path (const BsLinkMap *self, const char *from_after, const char *address, const char *after, GPtrArray *spellings)
{
  g_autofree char *folder = bs_path_dup_folder (from_after);
  g_autofree char *assets = dup_stem (from_after);
  g_autofree char *way = NULL;
  g_autofree char *path = NULL;

  if (*address == '/')
    {
      spell_from_root (self, from_after, address, after, spellings);
      return;
    }
  way = bs_path_find_way (folder, after);
  path = shorten (address, way, FALSE);
  if (g_str_has_prefix (address, "./") && !g_str_has_prefix (path, "../"))
    add_spelling (spellings, g_strconcat ("./", path, NULL));
  add_spelling (spellings, g_strdup (path));
  if (bs_relative_path_is_below (after, assets))
    add_spelling (spellings, g_strdup (after + strlen (assets) + 1));
}

static void
spell_wiki (const char *from_after, const char *address, const char *after, GPtrArray *spellings)
{
  gboolean has_extension =
      bs_article_name_is_article (bs_path_get_name (address)) || !bs_article_name_is_article (after);
  g_autofree char *stem = has_extension ? g_strdup (after) : dup_stem (after);
  g_autofree char *folder = bs_path_dup_folder (from_after);

  if (strchr (address, '/') == NULL)
    add_spelling (spellings, g_strdup (bs_path_get_name (stem)));
  add_spelling (spellings, g_strdup (stem));
  add_spelling (spellings, bs_path_find_way (folder, stem));
}

/**
 * bs_link_map_spell:
 * @self: a map
 * @from_before: an article's path before the moves
 * @from_after: its path after the moves
 * @reference: a reference in it
 * @before: its former target
 * @after: its target's path after the moves
 *
 * Writes a reference again, in its own style as far as possible, so that it names the same file after the moves.
 *
 * Returns: (transfer full) (nullable): the replacement of the reference in the text; %NULL if no reference certainly
 *   has that target
 */
char *
bs_link_map_spell (const BsLinkMap *self, const char *from_before, const char *from_after, const BsReference *reference,
                   const char *before, const char *after)
{
  g_autoptr (GPtrArray) spellings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *decoded = NULL;

  g_return_val_if_fail (self != NULL && from_before != NULL && from_after != NULL, NULL);
  g_return_val_if_fail (reference != NULL && before != NULL && after != NULL, NULL);

  decoded = dup_decoded (reference);
  switch (reference->kind)
    {
    case BS_REFERENCE_WIKI:
      spell_wiki (from_after, decoded, after, spellings);
      break;
    case BS_REFERENCE_POST:
      {
        g_autofree char *slug = dup_slug (self, after);

        if (slug != NULL && !bs_site_find (self->site, after)->is_site && strchr (decoded, '/') == NULL)
          add_spelling (spellings, g_strdup (bs_path_get_name (slug)));
        add_spelling (spellings, g_steal_pointer (&slug));
        break;
      }
    case BS_REFERENCE_POST_URL:
      {
        g_autofree char *above = NULL;
        g_autofree char *below = NULL;

        if (!split_post (self, after, &above, &below))
          break;
        if (strchr (decoded, '/') != NULL && strchr (below, '/') == NULL)
          add_spelling (spellings, g_strconcat (*decoded == '/' ? "/" : "", above, below, NULL));
        add_spelling (spellings, g_strconcat (*decoded == '/' ? "/" : "", below, NULL));
        if (strchr (below, '/') == NULL)
          add_spelling (spellings, g_strconcat (above, below, NULL));
        break;
      }
    case BS_REFERENCE_PAGE:
      spell_page (self, from_before, from_after, decoded, before, after, spellings);
      break;
    case BS_REFERENCE_FILE:
      spell_from_root (self, from_after, decoded, after, spellings);
      break;
    case BS_REFERENCE_PATH:
    default:
      spell_path (self, from_after, decoded, after, spellings);
      break;
    }

  for (guint i = 0; i < spellings->len; i++)
    {
      const char *address = g_ptr_array_index (spellings, i);
      BsReference probe = *reference;
      g_autofree char *escaped = NULL;
      g_autofree char *target = NULL;

      /* A path is read with its escapes. */
      if (reference->kind == BS_REFERENCE_PATH)
        escaped = g_uri_escape_string (address, "/", TRUE);
      probe.address = escaped != NULL ? escaped : (char *) address;
      if (bs_link_map_resolve (self, BS_LINK_AFTER, from_after, &probe, &target) == BS_LINK_FOUND &&
          strcmp (target, after) == 0)
        return bs_reference_write (reference, address);
    }

  return NULL;
}
