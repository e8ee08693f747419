/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/place.h"

#include "cli/output.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A current folder that was removed has no path. Relative names would be resolved from the root of the disk. */
static gboolean
is_reachable (const char *path)
{
  char *current = g_path_is_absolute (path) ? strdup ("/") : getcwd (NULL, 0);

  if (current == NULL || *path == '\0')
    {
      bs_output_error (path, g_strerror (ENOENT));
      free (current);
      return FALSE;
    }
  free (current);
  return TRUE;
}

/**
 * bs_place_open_folder:
 * @folder: a folder, as the command line names it
 *
 * Finds the site of a folder. If it is not a folder, prints an error.
 *
 * Returns: (transfer full) (nullable): the site
 */
BsSite *
bs_place_open_folder (const char *folder)
{
  g_autofree char *root = NULL;
  GStatBuf status;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!is_reachable (folder))
    return NULL;
  root = g_canonicalize_filename (folder, NULL);
  if (g_stat (root, &status) != 0)
    {
      bs_output_error (folder, g_strerror (errno));
      return NULL;
    }
  if (!S_ISDIR (status.st_mode))
    {
      bs_output_error (folder, g_strerror (ENOTDIR));
      return NULL;
    }
  return bs_site_detect (root);
}

/**
 * bs_place_parse:
 * @command: a command whose one operand is a folder
 * @args: (array zero-terminated=1): its arguments
 * @options: its options
 * @operands: (out) (transfer full): the folder
 * @status: (out): the exit status, if the command is not to be run
 *
 * Parses the arguments, as bs_command_parse() does, and finds the site of the folder.
 *
 * Returns: (transfer full) (nullable): the site
 */
BsSite *
bs_place_parse (const BsCommand *command, char **args, const GOptionEntry *options, GStrv *operands,
                BsExitStatus *status)
{
  if (!bs_command_parse (command, args, options, 1, 1, operands, status))
    return NULL;
  *status = BS_EXIT_FAILED;
  return bs_place_open_folder ((*operands)[0]);
}

/**
 * bs_place_find_file:
 * @file: a file, as the command line names it
 *
 * Finds a file. If it does not exist, prints an error.
 *
 * Returns: (transfer full) (nullable): its whole path
 */
char *
bs_place_find_file (const char *file)
{
  g_autofree char *path = NULL;
  GStatBuf status;

  g_return_val_if_fail (file != NULL, NULL);

  if (!is_reachable (file))
    return NULL;
  path = g_canonicalize_filename (file, NULL);
  if (g_stat (path, &status) != 0)
    {
      bs_output_error (file, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      bs_output_error (file, S_ISDIR (status.st_mode) ? g_strerror (EISDIR) : _ ("This is not a regular file."));
      return NULL;
    }

  return g_steal_pointer (&path);
}

/**
 * bs_place_open_file:
 * @file: a file, as the command line names it
 * @relative_path: (out): its path within the site
 *
 * Finds the site that a file belongs to; without one, its folder. If the file does not exist, prints an error.
 *
 * Returns: (transfer full) (nullable): the site
 */
BsSite *
bs_place_open_file (const char *file, char **relative_path)
{
  g_autofree char *path = NULL;
  g_autoptr (BsSite) site = NULL;
  gsize root_length;

  g_return_val_if_fail (file != NULL && relative_path != NULL, NULL);

  path = bs_place_find_file (file);
  if (path == NULL)
    return NULL;
  site = bs_site_detect_for_file (path);
  root_length = strlen (site->root);
  if (root_length > 0 && site->root[root_length - 1] == '/')
    root_length--;
  g_assert (strncmp (path, site->root, root_length) == 0 && path[root_length] == '/');

  *relative_path = g_strdup (path + root_length + 1);
  return g_steal_pointer (&site);
}

static void
say (const char *folder, const char *relative_path, const char *message)
{
  g_autofree char *path = *relative_path != '\0' ? g_build_filename (folder, relative_path, NULL) : g_strdup (folder);

  bs_output_error (path, message);
}

/**
 * bs_place_say_unreadable:
 * @folder: the folder, as the command line names it
 * @unreadable: (element-type BsUnreadable) (nullable): folders in it that cannot be read
 *
 * Prints each of them with the reason to standard error.
 *
 * Returns: whether there are any, so that articles may be missing
 */
gboolean
bs_place_say_unreadable (const char *folder, GPtrArray *unreadable)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  for (guint i = 0; unreadable != NULL && i < unreadable->len; i++)
    {
      const BsUnreadable *one = unreadable->pdata[i];
      g_autofree char *message =
          g_strdup_printf (_ ("The folder cannot be read: %s. Articles in it may be missing here."), one->reason);

      say (folder, one->path, message);
    }
  return unreadable != NULL && unreadable->len > 0;
}

static void
print_left_out (const BsScanResult *result)
{
  if (result->left_out > 0)
    {
      g_autofree char *message =
          g_strdup_printf (ngettext ("%u file is not part of the site, and was left out.",
                                     "%u files are not part of the site, and were left out.", result->left_out),
                           result->left_out);

      bs_output_message (message);
    }
  for (guint i = 0; result->left_out_links != NULL && i < result->left_out_links->len; i++)
    {
      g_autofree char *name = g_filename_display_name (g_ptr_array_index (result->left_out_links, i));
      /* Translators: the argument is the path of a symbolic link. */
      g_autofree char *message =
          g_strdup_printf (_ ("“%s” is a link to a folder outside the library, and was left out."), name);

      bs_output_message (message);
    }
}

typedef struct
{
  BsScanArticleFunc func;
  gpointer user_data;
  GMutex mutex;
  GPtrArray *unreadable; /* (element-type BsArticle) */
} Scan;

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Scan *self = user_data;

  if (stamp->body_hash == 0)
    {
      g_mutex_lock (&self->mutex);
      g_ptr_array_add (self->unreadable, bs_article_ref (article));
      g_mutex_unlock (&self->mutex);
    }
  self->func (article, stamp, self->user_data);
}

/* Sorts articles. */
int
bs_place_compare_paths (gconstpointer a, gconstpointer b)
{
  const BsArticle *one = *(const BsArticle *const *) a;
  const BsArticle *other = *(const BsArticle *const *) b;

  return strcmp (one->path, other->path);
}

static void
print_unreadable_files (const char *folder, GPtrArray *articles)
{
  g_ptr_array_sort (articles, bs_place_compare_paths);
  for (guint i = 0; i < articles->len; i++)
    {
      const BsArticle *article = articles->pdata[i];
      const BsProblem *problem = article->problems->pdata[0];
      g_autofree char *message = bs_problem_describe (problem);

      say (folder, article->path, message);
    }
}

/**
 * bs_place_scan:
 * @folder: the folder, as the command line names it
 * @site: the result of bs_place_open_folder()
 * @func: called for every article, from several threads at once
 * @user_data: for @func
 * @flags: what to report
 *
 * Reads all articles of a folder. Prints read errors to standard error.
 *
 * Returns: whether everything could be read
 */
gboolean
bs_place_scan (const char *folder, BsSite *site, BsScanArticleFunc func, gpointer user_data, BsPlaceFlags flags)
{
  g_autoptr (GPtrArray) unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_article_unref);
  g_auto (BsScanResult) result = { 0 };
  Scan scan = { func, user_data, .unreadable = unreadable };
  g_autoptr (GError) error = NULL;
  gboolean is_read;

  g_return_val_if_fail (folder != NULL && site != NULL && func != NULL, FALSE);

  g_mutex_init (&scan.mutex);
  is_read = bs_scan_folder (site, "", BS_SCAN_DEFAULT, NULL, article_cb, &scan, &result, NULL, &error);
  g_mutex_clear (&scan.mutex);
  if (!is_read)
    {
      bs_output_error (folder, error->message);
      return FALSE;
    }
  if ((flags & BS_PLACE_SAY_LEFT_OUT) != 0)
    print_left_out (&result);
  if ((flags & BS_PLACE_SAY_FILES) == 0)
    g_ptr_array_set_size (unreadable, 0);
  print_unreadable_files (folder, unreadable);
  return !bs_place_say_unreadable (folder, result.unreadable) && unreadable->len == 0;
}

/* @are_dropped: those that have no effect, otherwise those that are read in another way */
static void
say_notes (const BsQuery *query, gboolean are_dropped)
{
  for (guint i = 0; query->search != NULL && i < query->search->notes->len; i++)
    {
      const BsSearchNote *note = query->search->notes->pdata[i];
      g_autofree char *sentence = bs_search_note_describe (note);

      if (bs_search_note_is_dropped (note) == are_dropped)
        bs_output_message (sentence);
    }
}

/**
 * bs_place_say_unclear:
 * @query: a search
 *
 * Prints the parts of a search that are not understood in any folder to standard error.
 *
 * Returns: whether there is one, so that more is found than requested
 */
gboolean
bs_place_say_unclear (const BsQuery *query)
{
  say_notes (query, TRUE);
  return query->search != NULL && bs_search_query_is_partial (query->search);
}

/**
 * bs_place_search:
 * @folder: the folder, as the command line names it
 * @site: the result of bs_place_open_folder()
 * @query: (inout): a query; replaced by its meaning in this folder
 * @query_flags: how it is answered
 * @flags: what to report
 * @found: (out) (transfer full) (nullable): the results
 *
 * Queries a folder with bs_folder_query(). Prints read errors, and the parts of the query that are treated as words, to
 * standard error.
 *
 * Returns: whether everything could be read
 */
gboolean
bs_place_search (const char *folder, BsSite *site, BsQuery **query, BsFolderQueryFlags query_flags, BsPlaceFlags flags,
                 BsFolderAnswer **found)
{
  g_autoptr (GPtrArray) unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_article_unref);
  g_auto (BsScanResult) result = { 0 };
  g_autoptr (GPtrArray) unread = NULL;
  g_autoptr (GError) error = NULL;

  *found = bs_folder_query (site, query, query_flags, &result, &unread, &error);
  if (*found == NULL)
    {
      bs_output_error (folder, error->message);
      return FALSE;
    }
  if ((flags & BS_PLACE_SAY_NOTHING) != 0)
    return result.unreadable == NULL || result.unreadable->len == 0;
  say_notes (*query, FALSE);
  if ((flags & BS_PLACE_SAY_LEFT_OUT) != 0)
    print_left_out (&result);
  for (guint i = 0; (flags & BS_PLACE_SAY_FILES) != 0 && i < unread->len; i++)
    {
      g_autoptr (BsArticle) article = bs_scan_file (site, unread->pdata[i], NULL);

      if (article != NULL && article->problems->len > 0)
        g_ptr_array_add (unreadable, g_steal_pointer (&article));
    }
  print_unreadable_files (folder, unreadable);
  return !bs_place_say_unreadable (folder, result.unreadable) && unreadable->len == 0;
}

/**
 * bs_place_query:
 * @folder: the folder, as the command line names it
 * @site: the result of bs_place_open_folder()
 * @query: a query
 * @query_flags: how it is answered
 * @flags: what to report
 * @paths: (out) (transfer full) (element-type filename) (nullable): the paths of the results
 *
 * Queries a folder as bs_place_search() does.
 *
 * Returns: whether everything could be read
 */
gboolean
bs_place_query (const char *folder, BsSite *site, const BsQuery *query, BsFolderQueryFlags query_flags,
                BsPlaceFlags flags, GPtrArray **paths)
{
  g_autoptr (BsQuery) understood = bs_query_ref ((BsQuery *) query);
  g_autoptr (BsFolderAnswer) found = NULL;
  gboolean is_whole = bs_place_search (folder, site, &understood, query_flags, flags, &found);

  *paths = found != NULL ? g_ptr_array_new_with_free_func (g_free) : NULL;
  for (guint i = 0; found != NULL && i < bs_folder_answer_get_length (found); i++)
    g_ptr_array_add (*paths, bs_folder_answer_dup_path (found, i));
  return is_whole;
}
