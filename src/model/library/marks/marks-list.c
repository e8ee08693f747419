/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/front-matter/json-reader.h"
#include "model/format/front-matter/json-writer.h"
#include "model/library/folder/relative-path.h"

#define FORMAT "broadsheet-marks"
#define VERSION 1

/* Limits for categories that exceed those of any real library. */
#define MAX_DEPTH 100
#define MAX_NAME 65536

/**
 * bs_marks_entry_free:
 * @self: (transfer full): an entry
 */
void
bs_marks_entry_free (BsMarksEntry *self)
{
  g_free (self->path);
  g_free (self->position);
  g_free (self);
}

/**
 * bs_marks_list_begin:
 *
 * Returns: (transfer full): a list of marks as JSON, to add to
 */
GString *
bs_marks_list_begin (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format_iso8601 (now);
  GString *list = g_string_new ("{");

  bs_json_append_text (list, "format", FORMAT);
  bs_json_append_member (list, "version");
  g_string_append_printf (list, "%d", VERSION);
  bs_json_append_text (list, "exported", time);
  bs_json_append_member (list, "articles");
  g_string_append_c (list, '[');
  return list;
}

/**
 * bs_marks_list_add:
 * @list: a list of marks that was begun
 * @entry: the marks of an article
 */
void
bs_marks_list_add (GString *list, const BsMarksEntry *entry)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (list, list->str[list->len - 1] == '[' ? "\n{" : ",\n{");
  bs_json_append_path (list, "path", entry->path);
  if (entry->content != 0)
    {
      bs_json_append_member (list, "content");
      g_string_append_printf (list, "\"%016" G_GINT64_MODIFIER "x\"", entry->content);
    }
  bs_json_append_boolean (list, "unread", entry->unread);
  bs_json_append_boolean (list, "starred", entry->starred);
  if (entry->position != NULL)
    {
      bs_json_append_text (list, "position", entry->position);
      bs_json_append_member (list, "fraction");
      g_string_append (list, g_ascii_formatd (number, sizeof number, "%.4f", entry->fraction));
    }
  g_string_append_c (list, '}');
}

static void
append_search (GString *list, const BsMarksSearch *search)
{
  bs_json_append_text (list, "name", search->name);
  if (search->icon != NULL)
    {
      bs_json_append_text (list, "icon", search->icon);
    }
  bs_json_append_text (list, "query", search->query);
  bs_json_append_boolean (list, "notify", search->notifies);
}

/**
 * bs_marks_list_end:
 * @list: a list of marks that was begun
 * @categories: (element-type GStrv): categories that are shown although no article is in them
 * @searches: (element-type BsMarksSearch): the saved searches
 */
void
bs_marks_list_end (GString *list, GPtrArray *categories, GPtrArray *searches)
{
  g_string_append (list, "\n]");
  if (categories->len > 0)
    {
      bs_json_append_member (list, "categories");
      g_string_append_c (list, '[');
      for (guint i = 0; i < categories->len; i++)
        {
          const char *const *path = categories->pdata[i];

          g_string_append (list, i > 0 ? ",\n[" : "\n[");
          for (guint j = 0; path[j] != NULL; j++)
            {
              if (j > 0)
                g_string_append_c (list, ',');
              bs_json_append_string (list, path[j]);
            }
          g_string_append_c (list, ']');
        }
      g_string_append (list, "\n]");
    }
  if (searches->len > 0)
    {
      bs_json_append_member (list, "searches");
      g_string_append_c (list, '[');
      for (guint i = 0; i < searches->len; i++)
        {
          g_string_append (list, i > 0 ? ",\n{" : "\n{");
          append_search (list, searches->pdata[i]);
          g_string_append_c (list, '}');
        }
      g_string_append (list, "\n]");
    }
  g_string_append (list, "}\n");
}

static const char *
get_text (const BsValue *map, const char *key)
{
  const BsValue *value = bs_value_lookup (map, key);

  return value != NULL && bs_value_is_scalar (value) ? bs_value_get_text (value) : NULL;
}

static gboolean
is_true (const BsValue *map, const char *key)
{
  return g_strcmp0 (get_text (map, key), "true") == 0;
}

static char *
dup_path (const BsValue *map)
{
  const char *bytes = get_text (map, "path_bytes");
  char *path = bytes != NULL ? g_uri_unescape_string (bytes, NULL) : g_strdup (get_text (map, "path"));

  if (path != NULL && !bs_relative_path_is_safe (path))
    g_clear_pointer (&path, g_free);
  return path;
}

static BsMarksEntry *
read_entry (const BsValue *map)
{
  const char *content = get_text (map, "content");
  const char *fraction = get_text (map, "fraction");
  g_autofree char *path = map->kind == BS_VALUE_MAP ? dup_path (map) : NULL;
  BsMarksEntry *entry;

  if (path == NULL)
    return NULL;
  entry = g_new0 (BsMarksEntry, 1);
  entry->path = g_steal_pointer (&path);
  entry->content = content != NULL ? g_ascii_strtoull (content, NULL, 16) : 0;
  entry->unread = is_true (map, "unread");
  entry->starred = is_true (map, "starred");
  entry->position = g_strdup (get_text (map, "position"));
  entry->fraction = fraction != NULL ? CLAMP (g_ascii_strtod (fraction, NULL), 0, 1) : 0;
  return entry;
}

/* Returns: (transfer full) (nullable): the path of a category, if it is one */
static GStrv
read_category (const BsValue *list)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (list->kind != BS_VALUE_LIST || list->items == NULL || list->items->len == 0 || list->items->len > MAX_DEPTH)
    return NULL;
  for (guint i = 0; i < list->items->len; i++)
    {
      const BsValue *item = list->items->pdata[i];
      const char *name = bs_value_is_scalar (item) ? bs_value_get_text (item) : NULL;

      if (name == NULL || *name == '\0' || strlen (name) > MAX_NAME || strchr (name, '\x1f') != NULL ||
          !g_utf8_validate (name, -1, NULL))
        return NULL;
      g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

static GPtrArray *
read_categories (const BsValue *root)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const BsValue *list = bs_value_lookup (root, "categories");

  for (guint i = 0; list != NULL && list->kind == BS_VALUE_LIST && list->items != NULL && i < list->items->len; i++)
    {
      GStrv path = read_category (list->items->pdata[i]);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  return paths;
}

static GPtrArray *
read_searches (const BsValue *root)
{
  GPtrArray *searches = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_marks_search_free);
  const BsValue *list = bs_value_lookup (root, "searches");

  for (guint i = 0; list != NULL && list->kind == BS_VALUE_LIST && list->items != NULL && i < list->items->len &&
                    searches->len < BS_MARKS_MAX_SEARCHES;
       i++)
    {
      const BsValue *map = list->items->pdata[i];
      const char *name = map->kind == BS_VALUE_MAP ? get_text (map, "name") : NULL;
      const char *query = map->kind == BS_VALUE_MAP ? get_text (map, "query") : NULL;
      g_autoptr (BsMarksSearch) search = name != NULL && query != NULL ? bs_marks_search_new (name, query) : NULL;

      if (search == NULL)
        continue;
      search->icon = g_strdup (get_text (map, "icon"));
      search->notifies = is_true (map, "notify");
      if (bs_marks_search_is_valid (search))
        g_ptr_array_add (searches, g_steal_pointer (&search));
    }
  return searches;
}

/**
 * bs_marks_list_read:
 * @text: (array length=length): a file
 * @length: of it, in bytes
 * @categories: (out) (element-type GStrv): categories that are shown although no article is in them; untouched where
 *   %NULL is returned
 * @searches: (out) (element-type BsMarksSearch): saved searches, with new ids
 * @error: return location
 *
 * Reads a list of marks. Unusable entries are skipped.
 *
 * Returns: (transfer full) (nullable) (element-type BsMarksEntry): the marks, or %NULL with %G_IO_ERROR_INVALID_DATA if
 *   the file is none of ours
 */
GPtrArray *
bs_marks_list_read (const char *text, gsize length, GPtrArray **categories, GPtrArray **searches, GError **error)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsProblem) failure = NULL;
  g_autoptr (BsValue) root = bs_json_read (text, length, 1, problems, &failure);
  g_autoptr (GPtrArray) entries = NULL;
  const BsValue *articles;
  const char *version;

  articles = root != NULL && root->kind == BS_VALUE_MAP && g_strcmp0 (get_text (root, "format"), FORMAT) == 0 ?
                 bs_value_lookup (root, "articles") :
                 NULL;
  if (articles == NULL || articles->kind != BS_VALUE_LIST)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The file is not a list of reading marks from Broadsheet."));
      return NULL;
    }
  version = get_text (root, "version");
  if (version == NULL || g_ascii_strtoull (version, NULL, 10) > VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The file is from a newer version of Broadsheet."));
      return NULL;
    }

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_marks_entry_free);
  for (guint i = 0; articles->items != NULL && i < articles->items->len; i++)
    {
      BsMarksEntry *entry = read_entry (articles->items->pdata[i]);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  *categories = read_categories (root);
  *searches = read_searches (root);
  return g_steal_pointer (&entries);
}
