/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/picture.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "model/format/text/path.h"
#include "model/format/text/web-address.h"
#include "model/library/folder/relative-path.h"

/* The folders, besides the root itself, that an address with a leading slash may refer to. */
static const char *const hexo_folders[] = { "source", NULL };
static const char *const hugo_folders[] = { "static", "assets", NULL };
static const char *const no_folders[] = { NULL };

/* A name that differs is not looked for in a larger folder. */
#define MAX_ENTRIES 10000

static gboolean
is_not_a_picture (const char *link)
{
  static const char *const words[] = { "false", "true",   "null", "none",        "no",     "off",  "~",
                                       "black", "white",  "red",  "transparent", "grey",   "gray", "blue",
                                       "green", "yellow", "pink", "orange",      "purple", "brown" };

  if (*link == '\0' || *link == '#')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (link, words[i]) == 0)
      return TRUE;
  return g_ascii_strncasecmp (link, "rgb(", 4) == 0 || g_ascii_strncasecmp (link, "rgba(", 5) == 0 ||
         g_ascii_strncasecmp (link, "hsl(", 4) == 0 || g_ascii_strncasecmp (link, "hsla(", 5) == 0 ||
         g_ascii_strncasecmp (link, "var(", 4) == 0 || strstr (link, "-gradient(") != NULL;
}

/* RFC 3986 3.1. A letter alone before the colon is a drive of Windows, and no better. */
static gboolean
has_scheme (const char *link)
{
  const char *end = link;

  if (!g_ascii_isalpha (*end))
    return FALSE;
  while (g_ascii_isalnum (*end) || *end == '+' || *end == '-' || *end == '.')
    end++;
  return *end == ':';
}

/* A link on the disk may not lead out of the library either: an image shown from there could belong to anyone. */
static gboolean
is_file_inside (const BsSite *site, const char *path)
{
  g_autofree char *absolute = g_build_filename (site->root, path, NULL);
  g_autofree char *real = NULL;
  struct stat st;

  if (stat (absolute, &st) < 0 || !S_ISREG (st.st_mode))
    return FALSE;
  real = bs_relative_path_resolve (site->root, path);
  return real != NULL;
}

/* A name without differences among systems: the case of letters, and the composition of accents. */
static char *
fold_name (const char *name)
{
  g_autofree char *normal = g_utf8_validate (name, -1, NULL) ? g_utf8_normalize (name, -1, G_NORMALIZE_NFC) : NULL;

  return normal == NULL ? NULL : g_utf8_casefold (normal, -1);
}

static gboolean
is_alike (const char *folded, const char *name)
{
  g_autofree char *other = NULL;

  /* Most names differ at once. */
  if (g_str_is_ascii (name) || g_str_is_ascii (folded))
    return g_ascii_strcasecmp (folded, name) == 0;
  other = fold_name (name);
  return g_strcmp0 (other, folded) == 0;
}

/* Returns the one name in a folder that differs only in that, or NULL. */
static char *
find_alike (const char *folder, const char *name)
{
  g_autofree char *folded = fold_name (name);
  g_autofree char *found = NULL;
  const struct dirent *entry;
  guint n_entries = 0;
  DIR *dir = folded == NULL ? NULL : opendir (folder);

  if (dir == NULL)
    return NULL;
  while ((entry = readdir (dir)) != NULL && n_entries++ < MAX_ENTRIES)
    {
      if (!is_alike (folded, entry->d_name))
        continue;
      if (found != NULL)
        {
          g_clear_pointer (&found, g_free);
          break;
        }
      found = g_strdup (entry->d_name);
    }
  closedir (dir);
  return g_steal_pointer (&found);
}

/* The path as spelled on the disk, if every part of it exists in exactly one spelling. */
static char *
find_path_alike (const BsSite *site, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folder = g_build_filename (site->root, found->str, NULL);
      g_autofree char *exact = g_build_filename (folder, parts[i], NULL);
      g_autofree char *alike =
          g_file_test (exact, G_FILE_TEST_EXISTS) ? g_strdup (parts[i]) : find_alike (folder, parts[i]);

      if (alike == NULL)
        return NULL;
      if (found->len > 0)
        g_string_append_c (found, '/');
      g_string_append (found, alike);
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static gboolean
try_path (const BsSite *site, const char *folder, const char *link, gboolean alike, char **resolved)
{
  g_autofree char *path = bs_path_normalise (folder, link);

  if (path != NULL && alike)
    {
      char *found = find_path_alike (site, path);

      g_free (path);
      path = found;
    }
  if (path == NULL || !is_file_inside (site, path))
    return FALSE;
  *resolved = g_steal_pointer (&path);
  return TRUE;
}

static const char *const *
get_static_folders (const BsSite *site)
{
  if (!site->is_site)
    return hexo_folders;
  return bs_site_kind_is_hexo (site->kind) ? hexo_folders : site->kind == BS_SITE_HUGO ? hugo_folders : no_folders;
}

static gboolean
try_link (const BsSite *site, const char *article_path, const char *link, gboolean alike, char **resolved)
{
  const char *const *folders = get_static_folders (site);

  if (*link != '/')
    {
      g_autofree char *folder = bs_path_dup_folder (article_path);
      g_autofree char *assets = bs_path_dup_stem (article_path);

      if (try_path (site, folder, link, alike, resolved) || try_path (site, assets, link, alike, resolved))
        return TRUE;
    }
  for (guint i = 0; folders[i] != NULL; i++)
    if (try_path (site, folders[i], link, alike, resolved))
      return TRUE;
  return try_path (site, "", link, alike, resolved);
}

/* Obsidian, Joplin and others write only the name of a file in an attachments folder, beside the article or further up.
 */
static gboolean
try_attachments (const BsSite *site, const char *article_path, const char *name, char **resolved)
{
  static const char *const folders[] = { "attachments", "Attachments", "assets",     "images",    "img",
                                         "media",       "files",       "_resources", "resources", "附件" };
  g_autofree char *folder = g_path_get_dirname (article_path);
  g_autofree char *found = NULL;

  if (strchr (name, '/') != NULL)
    return FALSE;
  for (;;)
    {
      gboolean is_root = strchr (folder, '/') == NULL && g_str_equal (folder, ".");
      char *above;

      for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
        {
          g_autofree char *below = g_build_filename (folder, folders[i], NULL);
          g_autofree char *path = NULL;

          if (!try_path (site, below, name, FALSE, &path))
            continue;
          if (found != NULL && !g_str_equal (found, path))
            return FALSE;
          g_free (found);
          found = g_steal_pointer (&path);
        }
      if (is_root)
        break;
      above = g_path_get_dirname (folder);
      g_free (folder);
      folder = above;
    }
  *resolved = g_steal_pointer (&found);
  return *resolved != NULL;
}

/**
 * bs_picture_resolve:
 * @site: the site of the article
 * @article_path: path of the article, relative to the site's root
 * @link: the address of a picture, as the article has it
 * @resolved: (out) (nullable) (transfer full): the image's path or address
 *
 * Resolves an image's address. A path is looked up beside the article, in its asset folder (Hexo's `post_asset_folder`:
 * the article's path without its extension), in the site's folder of static files, and from the root; first as written,
 * then with its escapes decoded (RFC 3986, 2.1) and without a query. After that, because other systems do not
 * distinguish them, backslashes count as slashes, and case and the composition of accents are ignored. A bare name is
 * also looked up in the usual attachments folders, beside the article and further up, and counts if exactly one file
 * matches. Nothing outside the root is ever found, by `..` or by links. Waits for the disk.
 *
 * Returns: the kind of the address
 */
BsPictureKind
bs_picture_resolve (const BsSite *site, const char *article_path, const char *link, char **resolved)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *address = NULL;
  g_autofree char *decoded = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (site != NULL, BS_PICTURE_NONE);
  g_return_val_if_fail (article_path != NULL, BS_PICTURE_NONE);
  g_return_val_if_fail (link != NULL, BS_PICTURE_NONE);
  g_return_val_if_fail (resolved != NULL, BS_PICTURE_NONE);

  *resolved = NULL;
  trimmed = g_strstrip (g_strdup (link));
  if (is_not_a_picture (trimmed))
    return BS_PICTURE_NONE;
  address = bs_web_address_normalise (trimmed);
  if (g_str_has_prefix (address, "http://") || g_str_has_prefix (address, "https://"))
    {
      *resolved = g_steal_pointer (&address);
      return BS_PICTURE_REMOTE;
    }

  if (try_link (site, article_path, trimmed, FALSE, resolved))
    return BS_PICTURE_LOCAL;
  if (has_scheme (trimmed))
    return BS_PICTURE_NONE;
  path = g_strndup (trimmed, strcspn (trimmed, "?#"));
  decoded = g_uri_unescape_string (path, NULL);
  if (decoded == NULL)
    decoded = g_steal_pointer (&path);
  if (*decoded == '\0')
    return BS_PICTURE_MISSING;
  if (try_link (site, article_path, decoded, FALSE, resolved))
    return BS_PICTURE_LOCAL;
  g_strdelimit (decoded, "\\", '/');
  if (try_link (site, article_path, decoded, TRUE, resolved) || try_attachments (site, article_path, decoded, resolved))
    return BS_PICTURE_LOCAL;
  return BS_PICTURE_MISSING;
}
