/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "model/library/library-names.h"
#include "model/library/search/glance.h"
#include "model/library/search/search-judge.h"
#include "model/library/table/table.h"

/* Keeps a library open and answers the questions of search-oracle.py, one per line. Usage: search-driver FOLDER
 *
 * find QUERY, type QUERY: the paths of what a list finds, as it is searched for or as it is typed
 * judge QUERY: the paths of what a judge finds, without the index
 * glance QUERY: the paths of what the desktop's overview finds, from the index
 * keep QUERY: has a list follow the library; kept: the paths in each of these lists, behind a line with the query
 * await PATH: waits until the file is known as it is on the disk, or is known to be gone
 * whole: waits until the index has all texts
 * mark MARK ON PATH: marks an article "unread" or "starred"; ON is 1 or 0
 *
 * Each answer ends with a line that has a dot alone. */

#define MAX_SECONDS 60

typedef struct
{
  BsLibrary *library;
  const char *root;
  GPtrArray *kept; /* (element-type BsArticleList) */
} Driver;

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("No answer to “%s”", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

#define WAIT_UNTIL(what, condition)                                                                                    \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint timeout = g_timeout_add_seconds (MAX_SECONDS, timeout_cb, (gpointer) (what));                                \
                                                                                                                       \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (timeout);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

static BsArticleList *
ask (Driver *self, const char *text, gboolean is_typing)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, is_typing);

  return bs_library_query (self->library, query);
}

static gboolean
is_answered (BsArticleList *list)
{
  return bs_article_list_get_complete (list) && !bs_article_list_get_pending (list);
}

static void
print_row (const BsRow *row)
{
  g_autofree char *path = row != NULL ? bs_row_dup_path (row) : NULL;

  if (path != NULL)
    puts (path);
}

static void
print_list (Driver *self, BsArticleList *list)
{
  BsTable *table = bs_library_get_table (self->library);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    print_row (bs_table_get (table, bs_article_list_get_id (list, i)));
}

static void
find (Driver *self, const char *text, gboolean is_typing)
{
  g_autoptr (BsArticleList) list = ask (self, text, is_typing);

  WAIT_UNTIL (text, is_answered (list));
  print_list (self, list);
}

static void
print_kept (Driver *self)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      BsArticleList *list = self->kept->pdata[i];

      WAIT_UNTIL ("kept", is_answered (list));
      printf ("=%s\n", bs_article_list_get_query (list)->text);
      print_list (self, list);
    }
}

static void
judge (Driver *self, const char *text)
{
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_query_unref);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (bs_library_get_table (self->library));
  g_autoptr (BsSearchJudge) judging = NULL;

  g_ptr_array_add (queries,
                   bs_search_query_parse_in (text, BS_SEARCH_DEFAULT, bs_library_get_vocabulary (self->library)));
  judging = bs_search_judge_new (queries, bs_library_get_site (self->library));
  for (guint i = 0; i < snapshot->n_rows; i++)
    {
      gboolean is_found = FALSE;

      if (snapshot->rows[i] == NULL)
        continue;
      bs_search_judge_run (judging, snapshot->rows[i], &is_found);
      if (is_found)
        print_row (snapshot->rows[i]);
    }
}

static void
glance (Driver *self, const char *text)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (text, BS_SEARCH_PLAIN);
  g_autoptr (BsGlance) glancing = bs_glance_open (self->root);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  if (glancing == NULL)
    g_error ("There is no index to glance at");
  found = bs_glance_search (glancing, query, 100000, &error);
  if (found == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < found->len; i++)
    puts (((const BsGlimpse *) found->pdata[i])->path);
}

static gboolean
is_known (Driver *self, const char *path)
{
  g_autofree char *file = g_build_filename (self->root, path, NULL);
  const BsRow *row = bs_table_lookup (bs_library_get_table (self->library), path);
  struct stat status;

  if (stat (file, &status) != 0)
    return row == NULL || (bs_row_get_marks (row) & BS_MARK_GONE) != 0;
  return row != NULL && row->size == (guint64) status.st_size && row->inode == status.st_ino &&
         row->modified == status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec;
}

static void
mark (Driver *self, const char *arguments)
{
  g_auto (GStrv) parts = g_strsplit (arguments, " ", 3);
  const BsRow *row = bs_table_lookup (bs_library_get_table (self->library), parts[2]);
  BsMarks kind = g_str_equal (parts[0], "starred") ? BS_MARK_STARRED : BS_MARK_UNREAD;

  if (row == NULL)
    g_error ("“%s” is not there", parts[2]);
  g_array_unref (bs_library_mark (self->library, &row->id, 1, kind, g_str_equal (parts[1], "1")));
}

static void
answer (Driver *self, const char *line)
{
  if (g_str_has_prefix (line, "find "))
    find (self, line + 5, FALSE);
  else if (g_str_has_prefix (line, "type "))
    find (self, line + 5, TRUE);
  else if (g_str_has_prefix (line, "judge "))
    judge (self, line + 6);
  else if (g_str_has_prefix (line, "glance "))
    glance (self, line + 7);
  else if (g_str_has_prefix (line, "keep "))
    g_ptr_array_add (self->kept, ask (self, line + 5, FALSE));
  else if (g_str_equal (line, "kept"))
    print_kept (self);
  else if (g_str_has_prefix (line, "await "))
    WAIT_UNTIL (line, is_known (self, line + 6));
  else if (g_str_equal (line, "whole"))
    WAIT_UNTIL (line, bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
  else if (g_str_has_prefix (line, "mark "))
    mark (self, line + 5);
  else
    g_error ("“%s” is no question", line);
}

static gboolean
read_cb (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GIOChannel) input = NULL;
  g_autofree char *line = NULL;
  Driver self = { 0 };
  gboolean is_asked = FALSE;
  guint watch;

  if (argc != 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  folder = g_file_new_for_path (argv[1]);
  self.root = argv[1];
  self.kept = g_ptr_array_new_with_free_func (g_object_unref);
  self.library = bs_library_new (folder);
  bs_library_set_index_use (self.library, BS_INDEX_USE_KEEP);
  bs_library_keep_marks (self.library);
  bs_library_open (self.library);
  WAIT_UNTIL ("open", bs_library_get_state (self.library) == BS_LIBRARY_READY);

  input = g_io_channel_unix_new (0);
  g_io_channel_set_encoding (input, NULL, NULL);
  watch = g_io_add_watch (input, G_IO_IN | G_IO_HUP, read_cb, &is_asked);
  while (TRUE)
    {
      g_clear_pointer (&line, g_free);
      /* The library follows the folder while nothing is asked. */
      while (!is_asked)
        g_main_context_iteration (NULL, TRUE);
      is_asked = FALSE;
      if (g_io_channel_read_line (input, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
        break;
      answer (&self, g_strchomp (line));
      puts (".");
      fflush (stdout);
    }
  g_source_remove (watch);
  g_ptr_array_unref (self.kept);
  bs_library_close (self.library);
  g_object_unref (self.library);
  return bs_library_wait_for_marks (MAX_SECONDS) ? 0 : 1;
}
