/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/site.h"

#include <string.h>
#include <sys/stat.h>

#include "model/format/front-matter/json-reader.h"
#include "model/format/front-matter/toml-reader.h"
#include "model/format/front-matter/yaml-reader.h"
#include "model/library/folder/file-buffer.h"
#include "model/library/folder/relative-path.h"

#define CONFIG_MAX_BYTES (1024 * 1024)

typedef struct
{
  BsSite site;
  gatomicrefcount ref_count;
  GPtrArray *content;     /* of a site: the folders that hold its articles */
  GPtrArray *collections; /* of Jekyll: names of folders that do so too, wherever _posts may stand */
} BsSitePrivate;

G_DEFINE_BOXED_TYPE (BsSite, bs_site, bs_site_ref, bs_site_unref)

static gboolean
has_folder (const char *root, const char *name)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  struct stat st;

  return stat (path, &st) == 0 && S_ISDIR (st.st_mode);
}

static BsValue *
read_config (const char *root, const char *name)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  g_autoptr (GPtrArray) problems = NULL;
  BsProblem *failure = NULL;
  BsValue *value = NULL;
  gsize length;

  if (bs_file_buffer_read (&buffer, -1, path, CONFIG_MAX_BYTES, NULL, &length) != 0)
    return NULL;
  if (!g_utf8_validate (buffer.data, length, NULL))
    return NULL;
  if (length >= 3 && memcmp (buffer.data, "\xEF\xBB\xBF", 3) == 0)
    {
      length -= 3;
      memmove (buffer.data, buffer.data + 3, length);
    }

  problems = bs_problems_new ();
  if (g_str_has_suffix (name, ".toml"))
    value = bs_toml_read (buffer.data, length, 1, problems, &failure);
  else if (g_str_has_suffix (name, ".json"))
    value = bs_json_read (buffer.data, length, 1, problems, &failure);
  else
    value = bs_yaml_read (buffer.data, length, 1, problems, &failure);
  g_clear_pointer (&failure, bs_problem_free);
  return value;
}

/* The names of keys differ by case among the programs and their versions. */
static const BsValue *
lookup (const BsValue *config, const char *key)
{
  if (config == NULL || config->kind != BS_VALUE_MAP || config->items == NULL)
    return NULL;
  for (guint i = 0; i < config->items->len; i++)
    {
      const BsValue *item = config->items->pdata[i];

      if (item->key != NULL && g_ascii_strcasecmp (item->key, key) == 0)
        return item;
    }
  return NULL;
}

static char *
lookup_text (const BsValue *config, const char *key)
{
  const BsValue *value = lookup (config, key);

  if (value == NULL || !bs_value_is_scalar (value) || value->text == NULL || *value->text == '\0')
    return NULL;
  return g_strstrip (g_strdup (value->text));
}

/* A configured folder, or the usual one where the setting is missing or leads out of the site. */
static char *
lookup_folder (const BsValue *config, const char *key, const char *usual)
{
  g_autofree char *text = lookup_text (config, key);
  char *start = text;
  gsize length;

  if (start == NULL)
    return g_strdup (usual);
  if (g_str_has_prefix (start, "./"))
    start += 2;
  length = strlen (start);
  while (length > 0 && start[length - 1] == '/')
    start[--length] = '\0';
  return g_strdup (bs_relative_path_is_safe (start) ? start : usual);
}

static BsSitePrivate *
site_new (const char *root)
{
  BsSitePrivate *self = g_new0 (BsSitePrivate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->site.kind = BS_SITE_HEXO;
  self->site.root = g_canonicalize_filename (root, NULL);
  self->content = g_ptr_array_new_with_free_func (g_free);
  self->collections = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
site_set_zone (BsSitePrivate *self, const BsValue *config, const char *key)
{
  g_autofree char *name = lookup_text (config, key);

  if (name == NULL)
    return;
  self->site.zone = g_time_zone_new_identifier (name);
  if (self->site.zone != NULL)
    self->site.timezone = g_steal_pointer (&name);
}

static gboolean
site_try_hugo (BsSitePrivate *self)
{
  static const char *const names[] = { "hugo.toml",   "hugo.yaml",   "hugo.yml",   "hugo.json",
                                       "config.toml", "config.yaml", "config.yml", "config.json" };
  static const char *const folders[] = { "", "config/_default/" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autofree char *name = g_strconcat (folders[i], names[j], NULL);
        g_autofree char *path = g_build_filename (self->site.root, name, NULL);
        g_autofree char *content = NULL;
        g_autoptr (BsValue) config = NULL;

        if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
          continue;
        config = read_config (self->site.root, name);
        content = lookup_folder (config, "contentDir", "content");
        if (!has_folder (self->site.root, content))
          continue;
        self->site.kind = BS_SITE_HUGO;
        g_ptr_array_add (self->content, g_steal_pointer (&content));
        site_set_zone (self, config, "timeZone");
        return TRUE;
      }
  return FALSE;
}

static void
site_add_collection (BsSitePrivate *self, const char *name)
{
  if (name != NULL && *name != '\0' && strchr (name, '/') == NULL)
    g_ptr_array_add (self->collections, g_strconcat ("_", name, NULL));
}

static gboolean
site_try_config_yml (BsSitePrivate *self)
{
  g_autofree char *path = g_build_filename (self->site.root, "_config.yml", NULL);
  g_autoptr (BsValue) config = NULL;
  g_autofree char *folder = NULL;
  const BsValue *collections;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  config = read_config (self->site.root, "_config.yml");

  folder = lookup_folder (config, "source_dir", "source");
  if (has_folder (self->site.root, folder))
    {
      self->site.kind = BS_SITE_HEXO;
      g_ptr_array_add (self->content, g_strconcat (folder, "/_posts", NULL));
      g_ptr_array_add (self->content, g_strconcat (folder, "/_drafts", NULL));
      site_set_zone (self, config, "timezone");
      return TRUE;
    }

  g_clear_pointer (&folder, g_free);
  folder = lookup_folder (config, "collections_dir", "");
  g_clear_pointer (&path, g_free);
  path = bs_relative_path_join (folder, "_posts");
  if (!has_folder (self->site.root, path) && !has_folder (self->site.root, "_posts"))
    return FALSE;
  self->site.kind = BS_SITE_JEKYLL;
  site_set_zone (self, config, "timezone");
  collections = lookup (config, "collections");
  if (collections != NULL && collections->items != NULL)
    for (guint i = 0; i < collections->items->len; i++)
      {
        const BsValue *item = collections->items->pdata[i];

        site_add_collection (self, collections->kind == BS_VALUE_MAP ? item->key : item->text);
      }
  g_ptr_array_add (self->collections, g_strdup ("_posts"));
  g_ptr_array_add (self->collections, g_strdup ("_drafts"));
  return TRUE;
}

static BsSite *
site_finish (BsSitePrivate *self)
{
  if (self->site.zone == NULL)
    self->site.zone = g_time_zone_new_local ();
  return &self->site;
}

/**
 * bs_site_new_plain:
 * @root: path of a folder
 *
 * The site of a folder that nobody has looked into: no disk is asked.
 *
 * Returns: (transfer full): a site that is read Hexo's way, all of it
 */
BsSite *
bs_site_new_plain (const char *root)
{
  g_return_val_if_fail (root != NULL, NULL);

  return site_finish (site_new (root));
}

/**
 * bs_site_detect:
 * @root: path of a folder
 *
 * Reads what the configuration in @root says: Hexo's `_config.yml` beside `source`, Jekyll's `_config.yml` beside
 * `_posts`, Hugo's `hugo.*` or `config.*` beside `content`. A configuration that cannot be read counts as an empty one,
 * and a folder that is not there as one without any. Waits for the disk.
 *
 * Returns: (transfer full): the site
 */
BsSite *
bs_site_detect (const char *root)
{
  BsSitePrivate *self;

  g_return_val_if_fail (root != NULL, NULL);

  self = site_new (root);
  self->site.is_site = site_try_hugo (self) || site_try_config_yml (self);
  return site_finish (self);
}

/**
 * bs_site_detect_for_file:
 * @path: path of a file
 *
 * Finds the site that @path is part of: the nearest folder above it that is one and that holds it as content. Where
 * there is none, the site is the file's own folder, read Hexo's way. Waits for the disk.
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
      g_autoptr (BsSite) site = bs_site_detect (folder);
      char *above;

      if (site->is_site)
        {
          const char *relative = absolute + strlen (site->root);

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

static gboolean
is_left_out_folder (const char *path)
{
  static const char *const names[] = { "public", "_site", "themes", "layouts" };
  gsize length = strcspn (path, "/");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && strncmp (path, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Jekyll takes _posts at any depth: the folders above it are categories. */
static gboolean
is_below_collection (const BsSitePrivate *self, const char *path, gboolean is_folder)
{
  for (;;)
    {
      gsize length = strcspn (path, "/");

      if (path[length] == '\0' && !is_folder)
        return FALSE;
      for (guint i = 0; i < self->collections->len; i++)
        {
          const char *name = self->collections->pdata[i];

          if (strlen (name) == length && strncmp (path, name, length) == 0)
            return TRUE;
        }
      if (path[length] == '\0')
        return FALSE;
      path += length + 1;
    }
}

/**
 * bs_site_contains:
 * @self: a site
 * @relative_path: path of a file, relative to the root
 *
 * Returns: whether the file belongs to the site's content; of a folder that is no site, everything does
 */
gboolean
bs_site_contains (const BsSite *self, const char *relative_path)
{
  const BsSitePrivate *site = (const BsSitePrivate *) self;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (relative_path != NULL, FALSE);

  if (!self->is_site)
    return TRUE;
  for (guint i = 0; i < site->content->len; i++)
    if (bs_relative_path_is_below (relative_path, site->content->pdata[i]))
      return TRUE;
  return !is_left_out_folder (relative_path) && is_below_collection (site, relative_path, FALSE);
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
  const BsSitePrivate *site = (const BsSitePrivate *) self;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (relative_path != NULL, FALSE);

  if (!self->is_site || *relative_path == '\0')
    return TRUE;
  for (guint i = 0; i < site->content->len; i++)
    {
      const char *content = site->content->pdata[i];

      if (strcmp (relative_path, content) == 0 || bs_relative_path_is_below (relative_path, content) ||
          bs_relative_path_is_below (content, relative_path))
        return TRUE;
    }
  return site->collections->len > 0 && !is_left_out_folder (relative_path);
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
  const BsSitePrivate *first = (const BsSitePrivate *) a;
  const BsSitePrivate *second = (const BsSitePrivate *) b;
  GPtrArray *lists[2][2] = { { first->content, second->content }, { first->collections, second->collections } };

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->kind != b->kind || a->is_site != b->is_site || strcmp (a->root, b->root) != 0 ||
      g_strcmp0 (a->timezone, b->timezone) != 0)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      if (lists[i][0]->len != lists[i][1]->len)
        return FALSE;
      for (guint j = 0; j < lists[i][0]->len; j++)
        if (strcmp (lists[i][0]->pdata[j], lists[i][1]->pdata[j]) != 0)
          return FALSE;
    }
  return TRUE;
}

/**
 * bs_site_is_configuration:
 * @relative_path: path of a file, relative to the root of a library
 *
 * Returns: whether what the file says may change how the library is read
 */
gboolean
bs_site_is_configuration (const char *relative_path)
{
  g_return_val_if_fail (relative_path != NULL, FALSE);

  if (g_str_has_prefix (relative_path, "config/_default/"))
    relative_path += strlen ("config/_default/");
  return strcmp (relative_path, "_config.yml") == 0 || g_str_has_prefix (relative_path, "hugo.") ||
         g_str_has_prefix (relative_path, "config.");
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
  g_ptr_array_unref (site->content);
  g_ptr_array_unref (site->collections);
  g_free (site);
}
