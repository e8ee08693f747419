/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/site-rules.h"

#include <dirent.h>
#include <fnmatch.h>
#include <string.h>
#include <sys/stat.h>

#include "model/format/front-matter/json-reader.h"
#include "model/format/front-matter/toml-reader.h"
#include "model/format/front-matter/yaml-reader.h"
#include "model/format/text/path.h"
#include "model/library/folder/file-buffer.h"
#include "model/library/folder/relative-path.h"

#define CONFIG_MAX_BYTES (1024 * 1024)

/* How many folders are looked into for one called _posts. */
#define MAX_FOLDERS 2000
#define MAX_DEPTH 8

static const char *const hugo_names[] = { "hugo.toml",   "hugo.yaml",   "hugo.yml",   "hugo.json",
                                          "config.toml", "config.yaml", "config.yml", "config.json" };
static const char *const config_names[] = { "_config.yml", "_config.yaml", "_config.toml", "_config.json" };

static gboolean
has (const char *root, const char *name, mode_t type)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  struct stat st;

  return stat (path, &st) == 0 && (st.st_mode & S_IFMT) == type;
}

static gboolean
has_folder (const char *root, const char *name)
{
  return has (root, name, S_IFDIR);
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

static gboolean
lookup_truth (const BsValue *config, const char *key)
{
  g_autofree char *text = lookup_text (config, key);

  return text != NULL && g_ascii_strcasecmp (text, "true") == 0;
}

/* A configured folder, or NULL if the setting is missing or leads out of the site; empty for the site's own. */
static char *
lookup_folder (const BsValue *config, const char *key)
{
  g_autofree char *text = lookup_text (config, key);
  char *start = text;
  gsize length;

  if (start == NULL)
    return NULL;
  while (start[0] == '.' && start[1] == '/')
    start += 2;
  length = strlen (start);
  while (length > 0 && start[length - 1] == '/')
    start[--length] = '\0';
  if (*start == '\0' || strcmp (start, ".") == 0)
    return g_strdup ("");
  return bs_relative_path_is_safe (start) ? g_strdup (start) : NULL;
}

static void
add_texts (GPtrArray *texts, const BsValue *value)
{
  if (value == NULL)
    return;
  if (bs_value_is_scalar (value) && value->text != NULL && *value->text != '\0')
    g_ptr_array_add (texts, g_strdup (value->text));
  for (guint i = 0; value->kind == BS_VALUE_LIST && i < value->items->len; i++)
    add_texts (texts, value->items->pdata[i]);
}

static gboolean
has_text (const GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) texts, text, g_str_equal, NULL);
}

static BsSiteRules *
rules_new (BsSiteKind kind)
{
  BsSiteRules *self = g_new0 (BsSiteRules, 1);

  self->kind = kind;
  self->content = g_ptr_array_new_with_free_func (g_free);
  self->exclude = g_ptr_array_new_with_free_func (g_free);
  self->collections = g_ptr_array_new_with_free_func (g_free);
  self->source = g_strdup ("");
  self->posts_folder = g_strdup ("");
  self->new_posts = g_strdup ("");
  return self;
}

/**
 * bs_site_rules_free:
 * @self: (nullable) (transfer full): rules
 */
void
bs_site_rules_free (BsSiteRules *self)
{
  if (self == NULL)
    return;
  g_free (self->timezone);
  g_ptr_array_unref (self->content);
  g_free (self->source);
  g_ptr_array_unref (self->exclude);
  g_free (self->posts_folder);
  g_ptr_array_unref (self->collections);
  g_free (self->post_extension);
  g_free (self->new_post_name);
  g_free (self->permalink);
  g_clear_pointer (&self->permalinks, bs_value_free);
  g_free (self->new_posts);
  g_free (self);
}

static void
add_content (BsSiteRules *self, const char *root, const char *folder)
{
  if (folder != NULL && *folder != '\0' && has_folder (root, folder) && !has_text (self->content, folder))
    g_ptr_array_add (self->content, g_strdup (folder));
}

/* Each language may have a folder of its own. Returns whether one of them has none. */
static gboolean
add_languages (BsSiteRules *self, const char *root, const BsValue *languages)
{
  gboolean needs_default = FALSE;

  for (guint i = 0; languages->kind == BS_VALUE_MAP && i < languages->items->len; i++)
    {
      const BsValue *language = languages->items->pdata[i];
      g_autofree char *folder = lookup_folder (language, "contentDir");

      if (language->kind != BS_VALUE_MAP || lookup_truth (language, "disabled"))
        continue;
      needs_default = needs_default || folder == NULL;
      add_content (self, root, folder);
    }
  return needs_default;
}

static gboolean
add_language_files (BsSiteRules *self, const char *root, gboolean *needs_default)
{
  static const char *const names[] = { "config/_default/languages.toml", "config/_default/languages.yaml",
                                       "config/_default/languages.yml", "config/_default/languages.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (BsValue) languages = read_config (root, names[i]);

      if (languages == NULL || languages->kind != BS_VALUE_MAP)
        continue;
      *needs_default = add_languages (self, root, languages);
      return TRUE;
    }
  return FALSE;
}

/* Hugo's modules may mount other folders in place of its content folder. */
static gboolean
add_mounts (BsSiteRules *self, const char *root, const BsValue *config)
{
  const BsValue *mounts = lookup (lookup (config, "module"), "mounts");
  gboolean is_found = FALSE;

  for (guint i = 0; mounts != NULL && mounts->kind == BS_VALUE_LIST && i < mounts->items->len; i++)
    {
      g_autofree char *target = lookup_text (mounts->items->pdata[i], "target");
      g_autofree char *source = lookup_folder (mounts->items->pdata[i], "source");

      if (target == NULL || (strcmp (target, "content") != 0 && !g_str_has_prefix (target, "content/")))
        continue;
      is_found = TRUE;
      add_content (self, root, source);
    }
  return is_found;
}

static BsSiteRules *
read_hugo (const char *root)
{
  static const char *const folders[] = { "", "config/_default/" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    for (guint j = 0; j < G_N_ELEMENTS (hugo_names); j++)
      {
        g_autofree char *name = g_strconcat (folders[i], hugo_names[j], NULL);
        g_autofree char *content = NULL;
        g_autoptr (BsValue) config = NULL;
        g_autoptr (BsSiteRules) self = NULL;
        const BsValue *languages;
        gboolean needs_default = TRUE;

        if (!has (root, name, S_IFREG))
          continue;
        config = read_config (root, name);
        self = rules_new (BS_SITE_HUGO);
        languages = lookup (config, "languages");
        if (languages != NULL && languages->kind == BS_VALUE_MAP && languages->items->len > 0)
          needs_default = add_languages (self, root, languages);
        else
          add_language_files (self, root, &needs_default);
        if (add_mounts (self, root, config))
          needs_default = FALSE;
        content = lookup_folder (config, "contentDir");
        if (needs_default)
          add_content (self, root, content != NULL ? content : "content");
        if (self->content->len == 0)
          continue;
        self->timezone = lookup_text (config, "timeZone");
        if (lookup (config, "permalinks") != NULL)
          self->permalinks = bs_value_copy (lookup (config, "permalinks"));
        self->is_ugly = lookup_truth (config, "uglyURLs");
        g_free (self->new_posts);
        self->new_posts = g_strdup (self->content->pdata[0]);
        return g_steal_pointer (&self);
      }
  return NULL;
}

static BsSiteRules *
read_hexo (const char *root, const BsValue *config)
{
  g_autofree char *source = lookup_folder (config, "source_dir");
  g_autofree char *breaks = NULL;
  g_autoptr (BsSiteRules) self = NULL;

  if (source == NULL || *source == '\0')
    {
      g_free (source);
      source = g_strdup ("source");
    }
  if (!has_folder (root, source))
    return NULL;
  self = rules_new (BS_SITE_HEXO);
  g_ptr_array_add (self->content, g_strconcat (source, "/_posts", NULL));
  g_ptr_array_add (self->content, g_strconcat (source, "/_drafts", NULL));
  g_free (self->new_posts);
  self->new_posts = g_strdup (self->content->pdata[0]);
  g_free (self->source);
  self->source = g_steal_pointer (&source);
  add_texts (self->exclude, lookup (config, "exclude"));
  add_texts (self->exclude, lookup (config, "skip_render"));
  self->new_post_name = lookup_text (config, "new_post_name");
  /* In the folders of the posts' files, others may be named like articles (`processor/post` in Hexo). */
  if (lookup_truth (config, "post_asset_folder"))
    {
      const char *dot = self->new_post_name != NULL ? strrchr (self->new_post_name, '.') : NULL;

      self->post_extension = g_strdup (dot != NULL ? dot : ".md");
    }
  self->permalink = lookup_text (config, "permalink");
  self->timezone = lookup_text (config, "timezone");
  /* hexo-renderer-marked breaks lines by default. */
  breaks = lookup_text (lookup (config, "marked"), "breaks");
  self->breaks = breaks == NULL || g_ascii_strcasecmp (breaks, "false") != 0;
  return g_steal_pointer (&self);
}

static void
add_collections (BsSiteRules *self, const BsValue *collections)
{
  for (guint i = 0; collections != NULL && collections->items != NULL && i < collections->items->len; i++)
    {
      const BsValue *item = collections->items->pdata[i];
      const char *name = collections->kind == BS_VALUE_MAP ? item->key : item->text;
      g_autofree char *folder = NULL;

      if (name == NULL || *name == '\0' || strchr (name, '/') != NULL || strcmp (name, "posts") == 0)
        continue;
      folder = g_strconcat ("_", name, NULL);
      g_ptr_array_add (self->collections, bs_relative_path_join (self->posts_folder, folder));
    }
}

/* Jekyll's own (`DEFAULTS` in its Configuration). */
static void
add_usual_excludes (BsSiteRules *self)
{
  static const char *const usual[] = { ".sass-cache",  ".jekyll-cache", "gemfiles/",      "Gemfile",
                                       "Gemfile.lock", "node_modules/", "vendor/bundle/", "vendor/cache/",
                                       "vendor/gems/", "vendor/ruby/" };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    g_ptr_array_add (self->exclude, g_strdup (usual[i]));
}

static BsSiteRules *
new_jekyll (const BsValue *config)
{
  BsSiteRules *self = rules_new (BS_SITE_JEKYLL);
  char *source = lookup_folder (config, "source");
  char *folder = lookup_folder (config, "collections_dir");

  if (source != NULL)
    {
      g_free (self->source);
      self->source = source;
    }
  if (folder != NULL)
    {
      g_free (self->posts_folder);
      self->posts_folder = folder;
    }
  add_collections (self, lookup (config, "collections"));
  add_texts (self->exclude, lookup (config, "exclude"));
  add_usual_excludes (self);
  g_free (self->new_posts);
  folder = bs_relative_path_join (self->source, self->posts_folder);
  self->new_posts = bs_relative_path_join (folder, "_posts");
  g_free (folder);
  self->permalink = lookup_text (config, "permalink");
  self->timezone = lookup_text (config, "timezone");
  return self;
}

static gboolean
file_speaks_of (const char *root, const char *name, const char *word)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  gsize length;

  return bs_file_buffer_read (&buffer, -1, path, CONFIG_MAX_BYTES, NULL, &length) == 0 &&
         memmem (buffer.data, length, word, strlen (word)) != NULL;
}

/* Both call their configuration the same, and both may have a folder called source. */
static gboolean
looks_like_jekyll (const char *root, const BsValue *config)
{
  static const char *const folders[] = { "_posts", "_layouts", "_includes", "_drafts" };

  if (lookup (config, "source_dir") != NULL || has_folder (root, "scaffolds") ||
      file_speaks_of (root, "package.json", "\"hexo\""))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (has_folder (root, folders[i]))
      return TRUE;
  return lookup (config, "source") != NULL || lookup (config, "collections") != NULL ||
         file_speaks_of (root, "Gemfile", "jekyll");
}

static gboolean
has_collection (const BsSiteRules *self, const char *root)
{
  g_autofree char *source = g_build_filename (root, self->source, NULL);

  for (guint i = 0; i < self->collections->len; i++)
    if (has_folder (source, self->collections->pdata[i]))
      return TRUE;
  return FALSE;
}

/**
 * bs_site_rules_read:
 * @root: path of a folder
 *
 * Reads the configuration in @root: Hugo's, if it has a content folder; Hexo's `_config.yml`, if it has `source`; or
 * Jekyll's, if there are posts or a collection. One that cannot be read counts as empty. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the rules, or %NULL if the folder is not a site
 */
BsSiteRules *
bs_site_rules_read (const char *root)
{
  BsSiteRules *rules = read_hugo (root);

  for (guint i = 0; rules == NULL && i < G_N_ELEMENTS (config_names); i++)
    {
      g_autoptr (BsValue) config = NULL;
      g_autoptr (BsSiteRules) jekyll = NULL;

      if (!has (root, config_names[i], S_IFREG))
        continue;
      config = read_config (root, config_names[i]);
      if (!looks_like_jekyll (root, config))
        rules = read_hexo (root, config);
      if (rules != NULL)
        break;
      jekyll = new_jekyll (config);
      if (has_collection (jekyll, root) || bs_site_rules_has_articles_below (jekyll, root, ""))
        rules = g_steal_pointer (&jekyll);
      else
        rules = read_hexo (root, config);
    }
  return rules;
}

static gboolean
matches (const BsSiteRules *self, const char *pattern, const char *path)
{
  gsize length;

  while (pattern[0] == '.' && pattern[1] == '/')
    pattern += 2;
  if (*pattern == '/')
    pattern++;
  if (fnmatch (pattern, path, 0) == 0)
    return TRUE;
  /* `EntryFilter#glob_include?` in Jekyll: any name with this prefix. */
  if (self->kind != BS_SITE_JEKYLL)
    return FALSE;
  length = strlen (pattern);
  return g_str_has_prefix (path, pattern) || (length > 0 && pattern[length - 1] == '/' &&
                                              strncmp (path, pattern, length - 1) == 0 && path[length - 1] == '\0');
}

/* Whether a pattern excludes a path or one of its folders. */
static gboolean
is_excluded (const BsSiteRules *self, const char *path)
{
  g_autofree char *part = NULL;

  if (self->exclude->len == 0)
    return FALSE;
  part = g_strdup (path);
  for (;;)
    {
      char *slash;

      for (guint i = 0; i < self->exclude->len; i++)
        if (matches (self, self->exclude->pdata[i], part))
          return TRUE;
      slash = strrchr (part, '/');
      if (slash == NULL)
        return FALSE;
      *slash = '\0';
    }
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

typedef enum
{
  OUTSIDE,
  ABOVE, /* there may be articles below it */
  INSIDE,
} Relation;

/* Jekyll accepts _posts at any depth that is not in a special folder: the folders above it are categories. */
static Relation
relate_to_posts (const BsSiteRules *self, const char *folder)
{
  const char *path = bs_path_get_below (folder, self->posts_folder);

  if (path == NULL)
    return bs_relative_path_is_below (self->posts_folder, folder) ? ABOVE : OUTSIDE;
  if (*self->posts_folder == '\0' && is_left_out_folder (path))
    return OUTSIDE;
  while (*path != '\0')
    {
      gsize length = strcspn (path, "/");

      if ((length == 6 && strncmp (path, "_posts", 6) == 0) || (length == 7 && strncmp (path, "_drafts", 7) == 0))
        return INSIDE;
      if (strchr ("_#~", *path) != NULL)
        return OUTSIDE;
      path += length;
      while (*path == '/')
        path++;
    }
  return ABOVE;
}

static Relation
relate_to (const char *folder, const char *content)
{
  if (bs_path_get_below (folder, content) != NULL)
    return INSIDE;
  return *folder == '\0' || bs_relative_path_is_below (content, folder) ? ABOVE : OUTSIDE;
}

static Relation
relate_jekyll (const BsSiteRules *self, const char *folder)
{
  const char *path = bs_path_get_below (folder, self->source);
  Relation relation;

  if (path == NULL)
    return *folder == '\0' || bs_relative_path_is_below (self->source, folder) ? ABOVE : OUTSIDE;
  if (*path == '\0')
    return ABOVE;
  if (is_excluded (self, path))
    return OUTSIDE;
  relation = relate_to_posts (self, path);
  for (guint i = 0; i < self->collections->len; i++)
    relation = MAX (relation, relate_to (path, self->collections->pdata[i]));
  return relation;
}

static Relation
relate (const BsSiteRules *self, const char *folder)
{
  Relation relation = OUTSIDE;

  if (self->kind == BS_SITE_JEKYLL)
    return relate_jekyll (self, folder);
  for (guint i = 0; i < self->content->len; i++)
    {
      const char *content = self->content->pdata[i];

      /* `isHiddenFile` in Hexo's processors. */
      if (self->kind == BS_SITE_HEXO && bs_relative_path_is_below (folder, content) &&
          (folder[strlen (content) + 1] == '_' || strstr (folder + strlen (content), "/_") != NULL))
        return OUTSIDE;
      relation = MAX (relation, relate_to (folder, content));
    }
  return relation;
}

/**
 * bs_site_rules_may_be_in:
 * @self: rules
 * @folder: path of a folder; the empty one is the site's own
 *
 * Returns: whether articles may be in the folder or below it
 */
gboolean
bs_site_rules_may_be_in (const BsSiteRules *self, const char *folder)
{
  return relate (self, folder) != OUTSIDE;
}

/**
 * bs_site_rules_contains:
 * @self: rules
 * @path: path of a file
 *
 * Returns: whether the file is in a folder of articles, and no pattern excludes it
 */
gboolean
bs_site_rules_contains (const BsSiteRules *self, const char *path)
{
  g_autofree char *folder = bs_path_dup_folder (path);
  const char *below = bs_path_get_below (path, self->source);

  return relate (self, folder) == INSIDE && !(below != NULL && is_excluded (self, below));
}

static gboolean
has_extension (const char *name, const char *const *extensions)
{
  const char *dot = strrchr (name, '.');

  for (; dot != NULL && *extensions != NULL; extensions++)
    if (g_ascii_strcasecmp (dot, *extensions) == 0)
      return TRUE;
  return FALSE;
}

/**
 * bs_site_rules_names_article:
 * @self: rules
 * @name: the name of a file in a folder of articles, whose extension is one of articles
 *
 * Returns: whether the generator makes an article of it
 */
gboolean
bs_site_rules_names_article (const BsSiteRules *self, const char *name)
{
  /* The extensions registered by hexo-renderer-marked and similar renderers, and HTML. */
  static const char *const hexo[] = { ".md", ".markdown", ".mkd", ".mkdn", ".html", ".htm", NULL };
  /* `ClassifyContentFile` in Hugo. */
  static const char *const hugo[] = { ".md", ".markdown", ".mdown", ".html", ".htm", NULL };

  switch (self->kind)
    {
    case BS_SITE_HEXO:
      if (*name == '_')
        return FALSE;
      if (self->post_extension != NULL)
        return g_str_has_suffix (name, self->post_extension);
      return has_extension (name, hexo);
    case BS_SITE_HUGO:
      return !g_str_has_prefix (name, "_index.") && has_extension (name, hugo);
    case BS_SITE_JEKYLL:
      return strchr ("_#~", *name) == NULL;
    case BS_SITE_NONE:
    default:
      return TRUE;
    }
}

/**
 * bs_site_rules_names_bundle:
 * @name: the name of a file
 *
 * Returns: whether it makes its folder a leaf bundle of Hugo's, of which everything else is a resource
 */
gboolean
bs_site_rules_names_bundle (const char *name)
{
  static const char *const extensions[] = { ".md", ".markdown", ".mdown", ".html", ".htm", NULL };

  return g_str_has_prefix (name, "index.") && has_extension (name, extensions);
}

typedef struct
{
  char *path;
  guint depth;
} Place;

static void
clear_place (gpointer data)
{
  g_free (((Place *) data)->path);
}

/* Looks for folders of articles, nearest first, in a limited number of folders. */
static gboolean
find_folder_below (const BsSiteRules *self, const char *root, const char *folder)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Place first = { g_strdup (folder), 0 };

  g_array_set_clear_func (places, clear_place);
  g_array_append_val (places, first);
  for (guint i = 0; i < places->len && i < MAX_FOLDERS; i++)
    {
      Place place = g_array_index (places, Place, i);
      g_autofree char *absolute = g_build_filename (root, place.path, NULL);
      DIR *dir = opendir (absolute);
      const struct dirent *entry;

      while (dir != NULL && (entry = readdir (dir)) != NULL)
        {
          Place child = { NULL, place.depth + 1 };
          gboolean is_link = entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN;

          if (entry->d_name[0] == '.' || strcmp (entry->d_name, "node_modules") == 0 ||
              (entry->d_type != DT_DIR && !is_link) || (is_link && !has_folder (absolute, entry->d_name)))
            continue;
          child.path = bs_relative_path_join (place.path, entry->d_name);
          switch (relate (self, child.path))
            {
            case INSIDE:
              g_free (child.path);
              closedir (dir);
              return TRUE;
            case ABOVE:
              if (child.depth < MAX_DEPTH && entry->d_type == DT_DIR)
                {
                  g_array_append_val (places, child);
                  break;
                }
              G_GNUC_FALLTHROUGH;
            case OUTSIDE:
            default:
              g_free (child.path);
              break;
            }
        }
      if (dir != NULL)
        closedir (dir);
    }
  return FALSE;
}

/**
 * bs_site_rules_has_articles_below:
 * @self: rules
 * @root: path of the site's folder
 * @folder: path of a folder in it
 *
 * Asks the disk whether the folder is one of articles, or has one below it.
 *
 * Returns: whether it has
 */
gboolean
bs_site_rules_has_articles_below (const BsSiteRules *self, const char *root, const char *folder)
{
  switch (relate (self, folder))
    {
    case INSIDE:
      return TRUE;
    case ABOVE:
      return find_folder_below (self, root, folder);
    case OUTSIDE:
    default:
      return FALSE;
    }
}

static void
append_list (GString *out, const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) texts->pdata[i]);
  g_string_append_c (out, '\n');
}

/**
 * bs_site_rules_describe:
 * @self: rules
 *
 * Returns: (transfer full): a text that is equal for two sets of rules only if the rules are equal
 */
char *
bs_site_rules_describe (const BsSiteRules *self)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%d\n%d\n%s\n%s\n%s\n%s\n", (int) self->kind, self->breaks,
                          self->timezone != NULL ? self->timezone : "", self->source, self->posts_folder,
                          self->post_extension != NULL ? self->post_extension : "");
  append_list (out, self->content);
  append_list (out, self->exclude);
  append_list (out, self->collections);
  return g_string_free (out, FALSE);
}

/**
 * bs_site_rules_name_is_configuration:
 * @name: the name of a file
 *
 * Returns: whether a site's own folder may have its configuration in it
 */
gboolean
bs_site_rules_name_is_configuration (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (hugo_names); i++)
    if (strcmp (name, hugo_names[i]) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (config_names); i++)
    if (strcmp (name, config_names[i]) == 0)
      return TRUE;
  return FALSE;
}
