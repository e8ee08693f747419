/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/move-files.h"

#include "model/change/edit/change-error.h"
#include "model/change/import/import-links.h"
#include "model/change/import/import-name.h"
#include "model/change/write/editing.h"
#include "model/change/write/file-access.h"
#include "model/format/article/article.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_NUMBER 10000

/* An article that gets another path. */
typedef struct
{
  char *from;
  char *to;
  GBytes *old_bytes;
  GBytes *new_bytes;
} Move;

static void
free_move (gpointer data)
{
  Move *move = data;

  g_free (move->from);
  g_free (move->to);
  g_clear_pointer (&move->old_bytes, g_bytes_unref);
  g_clear_pointer (&move->new_bytes, g_bytes_unref);
  g_free (move);
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  /* A path may be any bytes. */
  shown = g_utf8_make_valid (text, -1);
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, shown);

  return FALSE;
}

static char *
get_folder (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? g_strndup (path, (gsize) (slash - path)) : g_strdup ("");
}

static const char *
get_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

/* What lies in a folder of its own would have to come along. */
static gboolean
check_alone (const char *root, const char *path, GError **error)
{
  const char *dot = strrchr (get_name (path), '.');
  g_autofree char *stem = g_strndup (path, dot != NULL ? (gsize) (dot - path) : strlen (path));
  g_autofree char *whole = g_build_filename (root, stem, NULL);
  g_autofree char *file = g_build_filename (root, path, NULL);
  struct stat st;

  if (lstat (file, &st) == 0 && !S_ISREG (st.st_mode))
    return refuse (error, _ ("“%s” is a link to another file, and was left as it is."), path);
  if (g_file_test (whole, G_FILE_TEST_IS_DIR) || g_str_has_prefix (get_name (path), "index.") ||
      g_str_has_prefix (get_name (path), "_index."))
    return refuse (error, _ ("“%s” has a folder of its own, and was left where it is."), path);

  return TRUE;
}

/* The way from one folder to a file, both relative to the library. */
static char *
find_way (const char *folder, const char *file)
{
  g_auto (GStrv) from = g_strsplit (folder, "/", -1);
  g_auto (GStrv) to = g_strsplit (file, "/", -1);
  g_autoptr (GString) way = g_string_new (NULL);
  guint same = 0;

  while (from[same] != NULL && to[same] != NULL && to[same + 1] != NULL && strcmp (from[same], to[same]) == 0)
    same++;
  for (guint i = same; from[i] != NULL && *from[i] != '\0'; i++)
    g_string_append (way, "../");
  for (guint i = same; to[i] != NULL; i++)
    g_string_append_printf (way, "%s%s", i > same ? "/" : "", to[i]);

  return g_string_free (g_steal_pointer (&way), FALSE);
}

/* The file that a relative address names from a folder, if it is there; relative to the library. */
static char *
find_target (const char *root, const char *folder, const char *address)
{
  g_autofree char *from = NULL;
  g_autofree char *whole = NULL;
  gsize length = strlen (root);

  if (*address == '\0' || strchr ("/#?", *address) != NULL || strstr (address, "://") != NULL ||
      g_str_has_prefix (address, "data:"))
    return NULL;
  from = g_build_filename (root, folder, NULL);
  whole = g_canonicalize_filename (address, from);
  if (strncmp (whole, root, length) != 0 || whole[length] != '/' || !g_file_test (whole, G_FILE_TEST_EXISTS))
    return NULL;

  return g_strdup (whole + length + 1);
}

/* The article's images are found from its new place as well. */
static GBytes *
carry_links (const char *root, const char *from, const char *to, GBytes *bytes)
{
  g_autofree char *old_folder = get_folder (from);
  g_autofree char *new_folder = get_folder (to);
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GString) out = NULL;
  gsize length, place = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (strcmp (old_folder, new_folder) == 0 || !g_utf8_validate (text, (gssize) length, NULL))
    return g_bytes_ref (bytes);
  site = bs_site_detect (root);
  article = bs_site_read_article (site, from, text, length);
  links = bs_import_links_find (text, length, bs_body_kind_is_markdown (article->body_kind));
  out = g_string_new (NULL);
  for (guint i = 0; i < links->len; i++)
    {
      const BsImportLink *link = g_ptr_array_index (links, i);
      g_autofree char *target = find_target (root, old_folder, link->address);
      g_autofree char *way = target != NULL ? find_way (new_folder, target) : NULL;
      g_autofree char *written = NULL;

      if (way == NULL || strcmp (way, link->address) == 0)
        continue;
      written = bs_import_link_write (link->form, way);
      g_string_append_len (out, text + place, (gssize) (link->start - place));
      g_string_append (out, written);
      place = link->end;
    }
  if (place == 0)
    return g_bytes_ref (bytes);
  g_string_append_len (out, text + place, (gssize) (length - place));

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
add_move (GPtrArray *moves, BsEditReport *report, const char *root, const char *from, const char *to)
{
  g_autofree char *whole = g_build_filename (root, from, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Move *move;

  if (strcmp (from, to) == 0)
    {
      g_ptr_array_add (report->unchanged, g_strdup (from));
      return;
    }
  if (!bs_relative_path_is_safe (to))
    refuse (&error, _ ("“%s” is no place in the library."), to);
  else if (check_alone (root, from, &error))
    bytes = bs_file_read (whole, &error);
  if (bytes == NULL)
    {
      bs_edit_report_add_failure (report, from, error);
      return;
    }
  move = g_new0 (Move, 1);
  move->from = g_strdup (from);
  move->to = g_strdup (to);
  move->old_bytes = g_steal_pointer (&bytes);
  move->new_bytes = carry_links (root, from, to, move->old_bytes);
  g_ptr_array_add (moves, move);
}

static char *
name_step (gpointer user_data, guint n_written)
{
  return g_strdup (user_data);
}

/* Writes all new files, and takes an old one away only when its new one is there. */
static BsEditReport *
write_moves (BsEditReport *report, GPtrArray *moves, BsHome *home, const char *root, const char *name, GError **error)
{
  g_autoptr (BsEditReport) held = report;
  g_autoptr (BsTransaction) transaction = bs_transaction_begin (home, root, name, error);
  g_autoptr (GError) failure = NULL;
  const GPtrArray *results;
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < moves->len && failure == NULL; i++)
    {
      const Move *move = g_ptr_array_index (moves, i);
      g_autofree char *whole = g_build_filename (root, move->from, NULL);
      g_autoptr (GError) reason = NULL;
      struct stat st = { 0 };
      gint64 modified = 0;

      if (!bs_transaction_make_folder (transaction, move->to, &reason))
        {
          bs_edit_report_add_failure (report, move->from, reason);
          continue;
        }
      if (lstat (whole, &st) == 0 && move->new_bytes == move->old_bytes)
        modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
      bs_transaction_add_restored (transaction, move->to, move->new_bytes, st.st_mode & 0777, modified, &failure);
    }
  if (failure == NULL)
    bs_transaction_write (transaction, &failure);
  results = bs_transaction_get_results (transaction);
  for (guint i = 0; i < results->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (results, i);

      if (result->error == NULL)
        g_hash_table_add (there, result->path);
    }
  for (guint i = 0; i < moves->len && failure == NULL; i++)
    {
      const Move *move = g_ptr_array_index (moves, i);

      if (g_hash_table_contains (there, move->to))
        bs_transaction_add (transaction, move->from, move->old_bytes, NULL, &failure);
    }

  return bs_edit_report_finish (g_steal_pointer (&held), transaction, name_step, (gpointer) name, failure, error);
}

/**
 * bs_files_move:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it
 * @folder: a folder, relative to it; it is made where it is not there
 * @cancellable: (nullable): stops it before anything is written
 * @error: return location
 *
 * Moves articles to another folder. The relative addresses of their images are written anew, so that they are found.
 *
 * Returns: (transfer full) (nullable): what came of it, with the old and the new paths as changed; %NULL with a
 *   #GIOErrorEnum
 */
BsEditReport *
bs_files_move (BsHome *home, const char *root, const char *const *paths, const char *folder, GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (free_move);
  g_autoptr (BsEditReport) report = NULL;
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL && folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = bs_edit_report_new ();
  for (; *paths != NULL; paths++)
    {
      g_autofree char *to = bs_relative_path_join (folder, get_name (*paths));

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_move (moves, report, root, *paths, to);
    }
  shown = g_filename_display_name (folder);
  /* Translators: the last argument is a folder. */
  name = g_strdup_printf (
      ngettext ("Move %u article to the folder “%s”", "Move %u articles to the folder “%s”", moves->len), moves->len,
      shown);

  return write_moves (g_steal_pointer (&report), moves, home, root, name, error);
}

/**
 * bs_files_rename:
 * @home: the library's home
 * @root: the library's folder
 * @path: an article, relative to it
 * @name: what its file is to be called, with its extension
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with a #GIOErrorEnum
 */
BsEditReport *
bs_files_rename (BsHome *home, const char *root, const char *path, const char *name, GError **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (free_move);
  g_autoptr (BsEditReport) report = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *to = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *step = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && path != NULL && name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = bs_edit_report_new ();
  folder = get_folder (path);
  to = bs_relative_path_join (folder, name);
  shown = g_filename_display_name (name);
  /* Translators: the argument is a file's name. */
  step = g_strdup_printf (_ ("Rename file to “%s”"), shown);
  if (*name == '\0' || strchr (name, '/') != NULL)
    {
      g_autoptr (GError) reason = NULL;

      refuse (&reason, _ ("“%s” is no name of a file."), name);
      bs_edit_report_add_failure (report, path, reason);
    }
  else
    add_move (moves, report, root, path, to);

  return write_moves (g_steal_pointer (&report), moves, home, root, step, error);
}

/* Where an article is when it is published, or a draft; NULL where the site has no place of its own for drafts. */
static char *
find_published (BsSite *site, const char *path, gboolean publish)
{
  const BsSiteKind kind = bs_site_find (site, path)->kind;
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const char *from = publish ? "_drafts" : "_posts";
  guint n = g_strv_length (parts);
  guint place = n;

  if (kind != BS_SITE_HEXO && kind != BS_SITE_JEKYLL)
    return NULL;
  for (guint i = 0; i + 1 < n; i++)
    {
      if (strcmp (parts[i], from) == 0)
        place = i;
    }
  if (place == n)
    return g_strdup (path);
  g_free (parts[place]);
  parts[place] = g_strdup (publish ? "_posts" : "_drafts");
  if (kind == BS_SITE_JEKYLL)
    {
      gsize length = bs_import_name_date_length (parts[n - 1]);
      char *name = NULL;

      if (publish && length == 0)
        {
          g_autoptr (BsArticle) article = bs_scan_file (site, path, NULL);
          g_autoptr (GDateTime) date = article != NULL && article->has_date ?
                                           g_date_time_new_from_unix_utc (article->date.face) :
                                           g_date_time_new_now (site->zone);
          g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%d-") : NULL;

          name = g_strconcat (text != NULL ? text : "", parts[n - 1], NULL);
        }
      else if (!publish && length > 0)
        name = g_strdup (parts[n - 1] + length);
      if (name != NULL)
        {
          g_free (parts[n - 1]);
          parts[n - 1] = name;
        }
    }

  return g_strjoinv ("/", parts);
}

/**
 * bs_files_publish:
 * @home: the library's home
 * @root: the library's folder
 * @paths: (array zero-terminated=1): articles, relative to it, of one kind of site
 * @publish: whether they are published, or become drafts
 * @cancellable: (nullable): stops it before anything is written
 * @error: return location
 *
 * Publishes articles, or takes them back: Hexo and Jekyll keep drafts in a folder, and Jekyll's posts have their date
 * in the name; elsewhere the front matter says `draft`.
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with a #GIOErrorEnum
 */
BsEditReport *
bs_files_publish (BsHome *home, const char *root, const char *const *paths, gboolean publish, GCancellable *cancellable,
                  GError **error)
{
  static const char *const draft[] = { "draft", NULL };
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (free_move);
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (home != NULL && root != NULL && paths != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  site = bs_site_detect (root);
  report = bs_edit_report_new ();
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *to = find_published (site, paths[i], publish);

      if (to == NULL)
        {
          g_autoptr (BsEdit) edit = bs_edit_new ();

          bs_edit_set_text (edit, draft, publish ? "false" : "true");
          return bs_editing_apply (home, root, paths, edit, cancellable, error);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_move (moves, report, root, paths[i], to);
    }
  name = publish ?
             g_strdup_printf (ngettext ("Publish %u article", "Publish %u articles", moves->len), moves->len) :
             g_strdup_printf (ngettext ("Make %u article a draft", "Make %u articles drafts", moves->len), moves->len);

  return write_moves (g_steal_pointer (&report), moves, home, root, name, error);
}

/**
 * bs_files_duplicate:
 * @home: the library's home
 * @root: the library's folder
 * @path: an article, relative to it
 * @error: return location
 *
 * Copies an article beside itself, under a name with a number.
 *
 * Returns: (transfer full) (nullable): what came of it, with the new path as changed; %NULL with a #GIOErrorEnum
 */
BsEditReport *
bs_files_duplicate (BsHome *home, const char *root, const char *path, GError **error)
{
  g_autoptr (BsEditReport) report = NULL;
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *to = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *folder = NULL;
  const char *name, *dot;

  g_return_val_if_fail (home != NULL && root != NULL && path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_alone (root, path, error))
    return NULL;
  whole = g_build_filename (root, path, NULL);
  bytes = bs_file_read (whole, error);
  if (bytes == NULL)
    return NULL;
  name = get_name (path);
  dot = strrchr (name, '.');
  stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));
  folder = get_folder (path);
  for (guint number = 2; number < MAX_NUMBER && to == NULL; number++)
    {
      g_autofree char *numbered = bs_import_name_build (NULL, stem, number, dot != NULL ? dot : "");
      g_autofree char *path_there = bs_relative_path_join (folder, numbered);
      g_autofree char *whole_there = g_build_filename (root, path_there, NULL);
      struct stat st;

      if (lstat (whole_there, &st) != 0)
        to = g_steal_pointer (&path_there);
    }
  if (to == NULL)
    {
      refuse (error, _ ("No free name was found for “%s”."), name);
      return NULL;
    }
  transaction = bs_transaction_begin (home, root, _ ("Duplicate article"), error);
  if (transaction == NULL)
    return NULL;
  report = bs_edit_report_new ();
  bs_transaction_add (transaction, to, NULL, bytes, &failure);

  return bs_edit_report_finish (g_steal_pointer (&report), transaction, name_step, (gpointer) _ ("Duplicate article"),
                                failure, error);
}
