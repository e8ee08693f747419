/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/conflict-merge.h"

#include <string.h>

#include "model/change/edit/merge.h"
#include "model/change/organise/git-base.h"
#include "model/change/write/journal.h"
#include "model/library/folder/file-buffer.h"

#define VERSIONS_FOLDER ".stversions"

/* `~20240101-120000`, before the extension. */
#define STAMP_LENGTH 16

static GBytes *
read_file (const char *path)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  BsFileStamp stamp;
  gsize length;

  if (bs_file_buffer_read (&buffer, -1, path, BS_ARTICLE_MAX_BYTES, &stamp, &length) != 0)
    return NULL;
  return g_bytes_new (buffer.data, length);
}

/* The time in a version's or a conflicted copy's name, as text that can be compared; NULL without one. */
static const char *
find_stamp (const char *name, const char *mark)
{
  const char *found = g_strrstr (name, mark);

  return found != NULL ? found + strlen (mark) : NULL;
}

/* The newest version in a folder that is not newer than the conflict. */
static char *
find_version (const char *folder, const char *name, const char *limit)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *dot = strrchr (name, '.');
  gsize stem = dot != NULL ? (gsize) (dot - name) : strlen (name);
  g_autofree char *newest = NULL;
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      if (strlen (entry) != strlen (name) + STAMP_LENGTH || strncmp (entry, name, stem) != 0 || entry[stem] != '~' ||
          strcmp (entry + stem + STAMP_LENGTH, name + stem) != 0)
        continue;
      if ((limit == NULL || strncmp (entry + stem + 1, limit, STAMP_LENGTH - 1) <= 0) &&
          (newest == NULL || strcmp (entry, newest) > 0))
        {
          g_free (newest);
          newest = g_strdup (entry);
        }
    }
  return newest != NULL ? g_build_filename (folder, newest, NULL) : NULL;
}

/* The folder that Syncthing shares may be the library, one in it or one around it. */
static GBytes *
read_syncthing_version (BsSite *site, const char *original, const char *copy)
{
  g_autofree char *path = g_build_filename (site->root, original, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shared = g_strdup (folder);
  const char *limit = find_stamp (copy, ".sync-conflict-");

  for (;;)
    {
      g_autofree char *versions = g_build_filename (shared, VERSIONS_FOLDER, folder + strlen (shared), NULL);
      g_autofree char *found = find_version (versions, name, limit);
      char *above;

      if (found != NULL)
        return read_file (found);
      if (strcmp (shared, "/") == 0 || strcmp (shared, ".") == 0)
        return NULL;
      above = g_path_get_dirname (shared);
      g_free (shared);
      shared = above;
    }
}

/* The file's contents before our last change of it, if no other program has changed it since. */
static GBytes *
read_history (BsHome *home, const char *original, GBytes *now)
{
  g_autoptr (BsJournal) journal = home != NULL ? bs_journal_find (home, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) steps = journal != NULL ? bs_journal_list (journal) : NULL;

  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const BsJournalInfo *info = steps->pdata[i];
      g_autoptr (BsJournalStep) step = info->is_undone ? NULL : bs_journal_open_step (journal, info->id, NULL);
      const GPtrArray *entries = step != NULL ? bs_journal_step_get_entries (step) : NULL;

      for (guint j = 0; entries != NULL && j < entries->len; j++)
        {
          const BsJournalEntry *entry = entries->pdata[j];

          if (strcmp (entry->path, original) != 0)
            continue;
          if (!entry->old_side.exists || !bs_journal_side_matches (&entry->new_side, now))
            return NULL;
          return bs_journal_step_make (step, entry, BS_JOURNAL_UNDO, now, NULL);
        }
    }
  return NULL;
}

/* Whether an article can be read without errors, so that a merge does not break one that could. */
static gboolean
is_sound (BsSite *site, const char *path, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (BsArticle) article = bs_site_read_article (site, path, data != NULL ? data : "", length);

  return !bs_problems_need_repair (article->problems);
}

/**
 * bs_merge_base_to_string:
 * @base: the origin of a version
 *
 * Returns: (nullable): its name for scripts; %NULL for none
 */
const char *
bs_merge_base_to_string (BsMergeBase base)
{
  static const char *const names[] = { NULL, "syncthing", "history", "git" };

  g_return_val_if_fail (base < G_N_ELEMENTS (names), NULL);

  return names[base];
}

/**
 * bs_conflict_merge:
 * @site: the site of the articles
 * @home: (nullable): the library's home
 * @original: an article, relative to the site
 * @copy: a conflicted copy of it
 * @base: (out): the origin of the version that both were made from
 *
 * Merges an article and its conflicted copy, if there is a version that both were made from: in Syncthing's
 * `.stversions`, in the library's history, or in git's. Nothing is written. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the article with the changes of both; %NULL if there is no such version, the
 *   changes conflict, or the result could not be read as an article
 */
GBytes *
bs_conflict_merge (BsSite *site, BsHome *home, const char *original, const char *copy, BsMergeBase *base)
{
  g_autofree char *original_path = NULL;
  g_autofree char *copy_path = NULL;
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) common = NULL;
  g_autoptr (GBytes) merged = NULL;

  g_return_val_if_fail (site != NULL && original != NULL && copy != NULL && base != NULL, NULL);

  *base = BS_MERGE_BASE_NONE;
  original_path = g_build_filename (site->root, original, NULL);
  copy_path = g_build_filename (site->root, copy, NULL);
  one = read_file (original_path);
  other = read_file (copy_path);
  if (one == NULL || other == NULL)
    return NULL;
  common = read_syncthing_version (site, original, copy);
  *base = common != NULL ? BS_MERGE_BASE_SYNCTHING : BS_MERGE_BASE_NONE;
  if (common == NULL)
    {
      common = read_history (home, original, one);
      *base = common != NULL ? BS_MERGE_BASE_HISTORY : BS_MERGE_BASE_NONE;
    }
  if (common == NULL)
    {
      common = bs_git_find_base (original_path, one, other);
      *base = common != NULL ? BS_MERGE_BASE_GIT : BS_MERGE_BASE_NONE;
    }
  merged = common != NULL ? bs_merge (common, one, other) : NULL;
  if (merged != NULL && !is_sound (site, original, merged))
    return NULL;
  return g_steal_pointer (&merged);
}
