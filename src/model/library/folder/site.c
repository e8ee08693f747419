/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/site.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "model/format/text/path.h"
#include "model/library/folder/file-system.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/site-rules.h"

/* How far to search for sites in a folder that is not one: levels, folders, and entries of those. */
#define MAX_DEPTH 4
#define MAX_FOLDERS 500
#define MAX_ENTRIES 5000
#define MAX_ENTRIES_OF_FOLDER 1000

typedef struct
{
  BsSite site;
  gatomicrefcount ref_count;
  BsSiteRules *rules; /* (nullable) */
  char *prefix;       /* the path of the root in the site whose rules it has; empty if these are its own */
  char *base;         /* of a site in another folder: the path of its root there */
  GStrv only;         /* (nullable): only these files in it are read */
  GPtrArray *inner;   /* (element-type BsSite): the sites in a folder that is none */
  GMutex mutex;
  GHashTable
      *bundles; /* (nullable) (element-type filename Bundle): the bundles by folder, as far as they were examined */
} BsSitePrivate;

typedef struct
{
  gint64 modified;
  gboolean is_leaf;
} Bundle;

G_DEFINE_BOXED_TYPE (BsSite, bs_site, bs_site_ref, bs_site_unref)

static BsSitePrivate *
site_new (const char *root)
{
  BsSitePrivate *self = g_new0 (BsSitePrivate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->site.root = g_canonicalize_filename (root, NULL);
  self->prefix = g_strdup ("");
  self->base = g_strdup ("");
  self->inner = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_site_unref);
  g_mutex_init (&self->mutex);
  return self;
}

static void
site_take_rules (BsSitePrivate *self, BsSiteRules *rules, const char *prefix)
{
  self->rules = rules;
  g_free (self->prefix);
  self->prefix = g_strdup (prefix);
  self->site.is_site = TRUE;
  self->site.kind = rules->kind;
  self->site.breaks = rules->breaks;
  if (rules->timezone == NULL)
    return;
  self->site.zone = g_time_zone_new_identifier (rules->timezone);
  if (self->site.zone != NULL)
    self->site.timezone = g_strdup (rules->timezone);
}

/* A folder may be part of a site whose configuration is in a folder above. */
static void
site_look_above (BsSitePrivate *self)
{
  g_autofree char *folder = g_path_get_dirname (self->site.root);

  while (strcmp (folder, "/") != 0 && strcmp (folder, ".") != 0)
    {
      g_autoptr (BsSiteRules) rules = bs_site_rules_read (folder);
      const char *prefix = self->site.root + strlen (folder) + 1;
      char *above;

      if (rules != NULL && bs_site_rules_has_articles_below (rules, folder, prefix))
        {
          site_take_rules (self, g_steal_pointer (&rules), prefix);
          return;
        }
      above = g_path_get_dirname (folder);
      g_free (folder);
      folder = above;
    }
}

static BsSite *
site_finish (BsSitePrivate *self)
{
  if (self->site.zone == NULL)
    self->site.zone = g_time_zone_new_local ();
  return &self->site;
}

/* Reads the names in a folder. Returns whether one is a configuration's. */
static gboolean
list_folders (const char *root, const char *relative_path, GPtrArray *folders, guint *n_entries)
{
  g_autofree char *path = g_build_filename (root, relative_path, NULL);
  gboolean has_configuration = FALSE;
  const struct dirent *entry;
  DIR *dir = opendir (path);
  guint n = 0;

  if (dir == NULL)
    return FALSE;
  while ((entry = readdir (dir)) != NULL && *n_entries < MAX_ENTRIES && n++ < MAX_ENTRIES_OF_FOLDER)
    {
      *n_entries += 1;
      if (entry->d_name[0] == '.' || strcmp (entry->d_name, "node_modules") == 0)
        continue;
      if (bs_site_rules_name_is_configuration (entry->d_name) || strcmp (entry->d_name, "config") == 0)
        has_configuration = TRUE;
      if (bs_file_system_is_folder (path, entry))
        g_ptr_array_add (folders, bs_relative_path_join (relative_path, entry->d_name));
    }
  closedir (dir);
  return has_configuration;
}

/* Level by level, so that near sites are found in a folder of any size. */
static void
site_look_inside (BsSitePrivate *self)
{
  g_autoptr (GPtrArray) level = g_ptr_array_new_with_free_func (g_free);
  guint n_entries = 0, n_folders = 0;

  g_ptr_array_add (level, g_strdup (""));
  for (guint depth = 0; depth <= MAX_DEPTH && level->len > 0; depth++)
    {
      g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < level->len && n_folders < MAX_FOLDERS && n_entries < MAX_ENTRIES; i++)
        {
          const char *path = level->pdata[i];
          guint n = next->len;

          n_folders++;
          if (list_folders (self->site.root, path, next, &n_entries) && *path != '\0')
            {
              g_autofree char *root = g_build_filename (self->site.root, path, NULL);
              BsSiteRules *rules = bs_site_rules_read (root);
              BsSitePrivate *inner;

              if (rules == NULL)
                continue;
              inner = site_new (root);
              site_take_rules (inner, rules, "");
              g_free (inner->base);
              inner->base = g_strdup (path);
              g_ptr_array_add (self->inner, site_finish (inner));
              g_ptr_array_set_size (next, (int) n);
            }
        }
      g_ptr_array_unref (level);
      level = g_steal_pointer (&next);
    }
}

/**
 * bs_site_new_plain:
 * @root: path of a folder
 *
 * Creates a site for a folder without reading the disk.
 *
 * Returns: (transfer full): a site that is read by Hexo's rules, as a whole
 */
BsSite *
bs_site_new_plain (const char *root)
{
  g_return_val_if_fail (root != NULL, NULL);

  return site_finish (site_new (root));
}

/**
 * bs_site_new_for_files:
 * @root: path of a folder
 * @names: (array zero-terminated=1): names of files in it
 *
 * Creates a site for single files, ignoring everything else in their folder. Does not read the disk.
 *
 * Returns: (transfer full): a site that is read Hexo's way, and has no other files
 */
BsSite *
bs_site_new_for_files (const char *root, const char *const *names)
{
  BsSitePrivate *self;

  g_return_val_if_fail (root != NULL && names != NULL, NULL);

  self = site_new (root);
  self->only = g_strdupv ((GStrv) names);
  return site_finish (self);
}

/**
 * bs_site_is_limited:
 * @self: a site
 *
 * Returns: whether it comes from bs_site_new_for_files(), so that everything else in its folder is ignored
 */
gboolean
bs_site_is_limited (const BsSite *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return ((const BsSitePrivate *) self)->only != NULL;
}

/**
 * bs_site_refine_body_kind:
 * @self: a site
 * @kind: the kind of a body, as bs_body_detect() returns it
 *
 * Returns: the kind of the body in this site
 */
BsBodyKind
bs_site_refine_body_kind (const BsSite *self, BsBodyKind kind)
{
  g_return_val_if_fail (self != NULL, kind);

  return self->breaks && kind == BS_BODY_MARKDOWN ? BS_BODY_MARKDOWN_BREAKS : kind;
}

/**
 * bs_site_detect:
 * @root: path of a folder
 *
 * Reads the configuration in @root; see bs_site_rules_read(). If there is none, @root may be a folder of a site above
 * it, or hold several sites. A folder that is not there counts as one without any. Waits for the disk.
 *
 * Returns: (transfer full): the site
 */
BsSite *
bs_site_detect (const char *root)
{
  BsSitePrivate *self;
  BsSiteRules *rules;

  g_return_val_if_fail (root != NULL, NULL);

  self = site_new (root);
  rules = bs_site_rules_read (self->site.root);
  if (rules != NULL)
    site_take_rules (self, rules, "");
  else
    site_look_above (self);
  if (!self->site.is_site)
    site_look_inside (self);
  return site_finish (self);
}

/**
 * bs_site_detect_for_file:
 * @path: path of a file
 *
 * Finds the site that @path is part of: the nearest folder above it that is one and that holds it as content. If there
 * is none, the site is the file's own folder, read Hexo's way. Waits for the disk.
 *
 * Returns: (transfer full): the site; the file's path begins with its root
 */
BsSite *
bs_site_detect_for_file (const char *path)
{
  g_autofree char *absolute = NULL;
  g_autofree char *own_folder = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  absolute = g_canonicalize_filename (path, NULL);
  own_folder = g_path_get_dirname (absolute);
  folder = g_strdup (own_folder);
  for (;;)
    {
      g_autoptr (BsSiteRules) rules = bs_site_rules_read (folder);
      char *above;

      if (rules != NULL)
        {
          BsSitePrivate *self = site_new (folder);
          g_autoptr (BsSite) site = NULL;
          const char *relative = absolute + strlen (folder);

          site_take_rules (self, g_steal_pointer (&rules), "");
          site = site_finish (self);
          while (*relative == '/')
            relative++;
          if (bs_site_contains (site, relative))
            return g_steal_pointer (&site);
        }
      above = g_path_get_dirname (folder);
      if (strcmp (above, folder) == 0)
        {
          g_free (above);
          break;
        }
      g_free (folder);
      folder = above;
    }
  return bs_site_new_plain (own_folder);
}

/* The path of a file or a folder in the site that its rules are from. */
static char *
dup_site_path (const BsSitePrivate *self, const char *relative_path)
{
  if (*self->prefix == '\0')
    return g_strdup (relative_path);
  return *relative_path == '\0' ? g_strdup (self->prefix) : bs_relative_path_join (self->prefix, relative_path);
}

/**
 * bs_site_find:
 * @self: a site
 * @relative_path: path of a file or a folder, relative to the root
 *
 * Returns: (transfer none): @self, or a site inside it
 */
const BsSite *
bs_site_find (const BsSite *self, const char *relative_path)
{
  const BsSitePrivate *site = (const BsSitePrivate *) self;

  g_return_val_if_fail (self != NULL && relative_path != NULL, self);

  for (guint i = 0; i < site->inner->len; i++)
    {
      const BsSitePrivate *inner = site->inner->pdata[i];

      if (strcmp (relative_path, inner->base) == 0 || bs_relative_path_is_below (relative_path, inner->base))
        return site->inner->pdata[i];
    }
  return self;
}

/* The same, and the path in that site. */
static BsSitePrivate *
find_with_path (BsSite *self, const char *relative_path, char **site_path)
{
  BsSitePrivate *site = (BsSitePrivate *) bs_site_find (self, relative_path);

  if (&site->site != self)
    {
      relative_path += strlen (site->base);
      if (*relative_path == '/')
        relative_path++;
    }
  *site_path = dup_site_path (site, relative_path);
  return site;
}

static gboolean
look_for_index (const char *path)
{
  gboolean is_found = FALSE;
  const struct dirent *entry;
  DIR *dir = opendir (path);

  if (dir == NULL)
    return FALSE;
  while (!is_found && (entry = readdir (dir)) != NULL)
    is_found = bs_site_rules_names_bundle (entry->d_name);
  closedir (dir);
  return is_found;
}

/* Whether a folder, given by its path in its site, is a leaf bundle. Its modification time tells whether it has to be
 * read again. */
static gboolean
is_leaf_bundle (BsSitePrivate *self, const char *site_path)
{
  g_autofree char *outer = g_strndup (self->site.root, strlen (self->site.root) - strlen (self->prefix));
  g_autofree char *path = g_build_filename (outer, site_path, NULL);
  gint64 modified;
  Bundle *bundle;
  struct stat st;
  gboolean is_leaf;

  if (g_ptr_array_find_with_equal_func (self->rules->content, site_path, g_str_equal, NULL) || stat (path, &st) < 0)
    return FALSE;
  modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
  g_mutex_lock (&self->mutex);
  if (self->bundles == NULL)
    self->bundles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  bundle = g_hash_table_lookup (self->bundles, site_path);
  if (bundle == NULL)
    {
      bundle = g_new0 (Bundle, 1);
      g_hash_table_insert (self->bundles, g_strdup (site_path), bundle);
    }
  if (bundle->modified != modified)
    {
      bundle->is_leaf = look_for_index (path);
      /* One that was changed just now may be changed again within the same tick of the disk's clock. */
      bundle->modified = g_get_real_time () * 1000 - modified > 3 * G_GINT64_CONSTANT (1000000000) ? modified : 0;
    }
  is_leaf = bundle->is_leaf;
  g_mutex_unlock (&self->mutex);
  return is_leaf;
}

static gboolean
is_in_bundle (BsSitePrivate *self, const char *site_path)
{
  g_autofree char *folder = g_strdup (site_path);
  char *slash;

  while ((slash = strrchr (folder, '/')) != NULL)
    {
      *slash = '\0';
      if (!bs_site_rules_may_be_in (self->rules, folder))
        break;
      if (is_leaf_bundle (self, folder))
        return TRUE;
    }
  return FALSE;
}

/**
 * bs_site_look_at_folder:
 * @self: a site
 * @relative_path: path of a folder, relative to the root; the empty one is the root
 * @folder: (out caller-allocates): the kind of folder
 *
 * Finds out how the files of a folder are treated. Blocks on disk I/O in a Hugo site, where a folder's files decide
 * whether it is a bundle.
 */
void
bs_site_look_at_folder (BsSite *self, const char *relative_path, BsSiteFolder *folder)
{
  g_autofree char *site_path = NULL;
  g_autofree char *probe = NULL;
  BsSitePrivate *site;

  g_return_if_fail (self != NULL && relative_path != NULL && folder != NULL);

  *folder = (BsSiteFolder){ NULL, NULL, TRUE, FALSE };
  site = find_with_path (self, relative_path, &site_path);
  if (site->only != NULL)
    {
      folder->site = &site->site;
      folder->is_content = *relative_path == '\0';
    }
  if (site->rules == NULL)
    return;
  folder->site = &site->site;
  folder->site_path = g_strdup (site_path);
  /* A name that no pattern is about. */
  probe = bs_relative_path_join (site_path, "\001");
  folder->is_content = bs_site_rules_contains (site->rules, probe);
  if (!folder->is_content || site->rules->kind != BS_SITE_HUGO)
    return;
  folder->is_content = !is_in_bundle (site, site_path);
  folder->is_leaf_bundle = is_leaf_bundle (site, site_path);
}

/**
 * bs_site_folder_has_article:
 * @self: the kind of folder
 * @name: the name of one of them, which by its extension is an article
 *
 * Returns: whether it belongs to the site's content
 */
gboolean
bs_site_folder_has_article (const BsSiteFolder *self, const char *name)
{
  g_autofree char *path = NULL;
  const BsSiteRules *rules;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  if (self->site == NULL)
    return TRUE;
  if (bs_site_is_limited (self->site))
    return self->is_content && g_strv_contains ((const char *const *) ((const BsSitePrivate *) self->site)->only, name);
  rules = ((const BsSitePrivate *) self->site)->rules;
  if (!self->is_content || !bs_site_rules_names_article (rules, name) ||
      (self->is_leaf_bundle && !bs_site_rules_names_bundle (name)))
    return FALSE;
  if (rules->exclude->len == 0)
    return TRUE;
  path = bs_relative_path_join (self->site_path, name);
  return bs_site_rules_contains (rules, path);
}

/**
 * bs_site_folder_clear:
 * @self: the kind of folder
 */
void
bs_site_folder_clear (BsSiteFolder *self)
{
  g_clear_pointer (&self->site_path, g_free);
}

/**
 * bs_site_contains:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 *
 * Waits for the disk in a Hugo site.
 *
 * Returns: whether the file belongs to the site's content; of a folder that is not a site, everything does
 */
gboolean
bs_site_contains (BsSite *self, const char *relative_path)
{
  g_autofree char *folder = NULL;
  g_auto (BsSiteFolder) files = { 0 };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (relative_path != NULL, FALSE);

  folder = bs_path_dup_folder (relative_path);
  bs_site_look_at_folder (self, folder, &files);
  return bs_site_folder_has_article (&files, bs_path_get_name (relative_path));
}

/**
 * bs_site_find_content_folder:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 *
 * Returns: (transfer full) (nullable): the content folder that the file is in, relative to the root, such as
 *   `source/_posts`; %NULL if it is in none
 */
char *
bs_site_find_content_folder (const BsSite *self, const char *relative_path)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (relative_path != NULL, NULL);

  for (const char *end = strchr (relative_path, '/'); end != NULL; end = strchr (end + 1, '/'))
    {
      g_autofree char *folder = g_strndup (relative_path, end - relative_path);

      if (bs_site_is_content_folder (self, folder))
        return g_steal_pointer (&folder);
    }
  return NULL;
}

/**
 * bs_site_folder_may_contain:
 * @self: a site
 * @relative_path: path of a folder, relative to the root; the empty one is the root
 *
 * Returns: whether the folder, or something below it, may belong to the site's content
 */
gboolean
bs_site_folder_may_contain (const BsSite *self, const char *relative_path)
{
  g_autofree char *site_path = NULL;
  const BsSitePrivate *site;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (relative_path != NULL, FALSE);

  site = find_with_path ((BsSite *) self, relative_path, &site_path);
  if (site->only != NULL)
    return *relative_path == '\0';
  return site->rules == NULL || bs_site_rules_may_be_in (site->rules, site_path);
}

/**
 * bs_site_is_content_folder:
 * @self: a site
 * @relative_path: path of a folder, relative to the root
 *
 * Returns: whether it is itself one of the site's folders of articles, not a folder inside or above one
 */
gboolean
bs_site_is_content_folder (const BsSite *self, const char *relative_path)
{
  g_autofree char *site_path = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *beside = NULL;
  const BsSitePrivate *site;
  const char *slash;

  g_return_val_if_fail (self != NULL && relative_path != NULL, FALSE);

  site = find_with_path ((BsSite *) self, relative_path, &site_path);
  if (site->rules == NULL)
    return FALSE;
  slash = strrchr (site_path, '/');
  inside = bs_relative_path_join (site_path, "\001");
  beside = g_strdup_printf ("%.*s\001", slash != NULL ? (int) (slash + 1 - site_path) : 0, site_path);
  return bs_site_rules_contains (site->rules, inside) && !bs_site_rules_contains (site->rules, beside);
}

/**
 * bs_site_get_rules:
 * @self: a site, as bs_site_find() returns it
 *
 * Returns: (transfer none) (nullable): its rules; %NULL for a folder that is not a site
 */
const BsSiteRules *
bs_site_get_rules (const BsSite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ((const BsSitePrivate *) self)->rules;
}

/**
 * bs_site_dup_path_in_site:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 *
 * Returns: (transfer full): its path relative to the folder with the configuration of its site
 */
char *
bs_site_dup_path_in_site (const BsSite *self, const char *relative_path)
{
  char *site_path;

  g_return_val_if_fail (self != NULL && relative_path != NULL, NULL);

  find_with_path ((BsSite *) self, relative_path, &site_path);

  return site_path;
}

/**
 * bs_site_find_path:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 * @site_path: a path relative to the folder with the configuration of that file's site
 *
 * Returns: (transfer full) (nullable): the path relative to the root; %NULL if it is not below the root
 */
char *
bs_site_find_path (const BsSite *self, const char *relative_path, const char *site_path)
{
  const BsSitePrivate *site;

  g_return_val_if_fail (self != NULL && relative_path != NULL && site_path != NULL, NULL);

  site = (const BsSitePrivate *) bs_site_find (self, relative_path);
  if (&site->site != self)
    return bs_relative_path_join (site->base, site_path);
  if (*site->prefix == '\0')
    return g_strdup (site_path);

  return bs_relative_path_is_below (site_path, site->prefix) ? g_strdup (site_path + strlen (site->prefix) + 1) : NULL;
}

/**
 * bs_site_dup_new_folder:
 * @self: a site
 *
 * Returns: (transfer full): the folder for new articles, relative to the root; empty for the root
 */
char *
bs_site_dup_new_folder (const BsSite *self)
{
  const BsSitePrivate *site = (const BsSitePrivate *) self;
  const char *folder;

  g_return_val_if_fail (self != NULL, NULL);

  if (site->rules == NULL)
    return g_strdup ("");
  folder = site->rules->new_posts;
  if (*site->prefix != '\0')
    folder = bs_relative_path_is_below (folder, site->prefix) ? folder + strlen (site->prefix) + 1 : "";
  return g_strdup (folder);
}

/**
 * bs_site_read_article:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 * @bytes: the file's bytes
 * @length: how many there are
 *
 * Reads an article by the rules of its own site; see bs_article_read_in_site().
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_site_read_article (BsSite *self, const char *relative_path, const char *bytes, gsize length)
{
  g_autofree char *site_path = NULL;
  const BsSitePrivate *site;
  BsArticle *article;

  g_return_val_if_fail (self != NULL && relative_path != NULL, NULL);

  site = find_with_path (self, relative_path, &site_path);
  article = bs_article_read_in_site (relative_path, site_path, site->site.kind, bytes, length);
  article->body_kind = bs_site_refine_body_kind (&site->site, article->body_kind);
  return article;
}

/**
 * bs_site_read_article_text:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 * @text: the file as UTF-8
 * @length: its length in bytes
 * @problems: (nullable) (element-type BsProblem): problems found while reading up to @text
 *
 * Reads an article by the rules of its own site; see bs_article_read_text_in_site().
 *
 * Returns: (transfer full): an article
 */
BsArticle *
bs_site_read_article_text (BsSite *self, const char *relative_path, const char *text, gsize length, GPtrArray *problems)
{
  g_autofree char *site_path = NULL;
  const BsSitePrivate *site;
  BsArticle *article;

  g_return_val_if_fail (self != NULL && relative_path != NULL, NULL);

  site = find_with_path (self, relative_path, &site_path);
  article = bs_article_read_text_in_site (relative_path, site_path, site->site.kind, text, length, problems);
  article->body_kind = bs_site_refine_body_kind (&site->site, article->body_kind);
  return article;
}

static void
append_signature (GString *out, const BsSitePrivate *self)
{
  g_autofree char *rules = self->rules != NULL ? bs_site_rules_describe (self->rules) : NULL;

  g_string_append_printf (out, "%s\n%s\n%s\n%s\n", self->base, self->prefix,
                          g_time_zone_get_identifier (self->site.zone), rules != NULL ? rules : "");
  for (guint i = 0; self->only != NULL && self->only[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", self->only[i]);
  for (guint i = 0; i < self->inner->len; i++)
    append_signature (out, self->inner->pdata[i]);
}

/**
 * bs_site_dup_signature:
 * @self: a site
 *
 * Returns: (transfer full): a text that changes with every rule that affects how the folder's files are read
 */
char *
bs_site_dup_signature (const BsSite *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  append_signature (out, (const BsSitePrivate *) self);
  return g_string_free (out, FALSE);
}

/**
 * bs_site_equal:
 * @a: a site
 * @b: another
 *
 * Returns: whether both read the same files in the same way
 */
gboolean
bs_site_equal (const BsSite *a, const BsSite *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (strcmp (a->root, b->root) != 0)
    return FALSE;
  first = bs_site_dup_signature (a);
  second = bs_site_dup_signature (b);
  return strcmp (first, second) == 0;
}

/**
 * bs_site_is_configuration:
 * @relative_path: path of a file, relative to the root of a library
 *
 * Returns: whether the file's contents may change how the library, or a site in it, is read
 */
gboolean
bs_site_is_configuration (const char *relative_path)
{
  const char *name;

  g_return_val_if_fail (relative_path != NULL, FALSE);

  name = bs_path_get_name (relative_path);
  return bs_site_rules_name_is_configuration (name) || strcmp (name, "Gemfile") == 0 ||
         (g_str_has_prefix (name, "languages.") && strstr (relative_path, "config/_default/") != NULL);
}

/**
 * bs_site_ref:
 * @self: a site
 *
 * Returns: (transfer full): @self
 */
BsSite *
bs_site_ref (BsSite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((BsSitePrivate *) self)->ref_count);
  return self;
}

/**
 * bs_site_unref:
 * @self: (transfer full): a site
 */
void
bs_site_unref (BsSite *self)
{
  BsSitePrivate *site = (BsSitePrivate *) self;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&site->ref_count))
    return;
  g_free (self->root);
  g_free (self->timezone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  bs_site_rules_free (site->rules);
  g_free (site->prefix);
  g_free (site->base);
  g_strfreev (site->only);
  g_ptr_array_unref (site->inner);
  g_clear_pointer (&site->bundles, g_hash_table_unref);
  g_mutex_clear (&site->mutex);
  g_free (site);
}
