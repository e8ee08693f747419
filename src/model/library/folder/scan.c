/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/format/body/body-text.h"
#include "model/format/text/encoding.h"
#include "model/library/folder/content-hash.h"
#include "model/library/folder/file-buffer.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/scan-link.h"
#include "model/library/folder/scan-private.h"

#define BATCH_FILES 64
#define MAX_WAITING_BATCHES 64
#define MAX_THREADS 16
#define HELPER_NICENESS 5

/* A folder that is being read; open as long as a batch of its files waits. */
typedef struct
{
  gatomicrefcount ref_count;
  int fd;
  char *path;
  gpointer known; /* passed to the known function */
} ScanFolder;

typedef struct
{
  ScanFolder *folder;
  GString *names; /* each with its NUL */
  guint n_names;
} ScanBatch;

typedef struct
{
  BsSite *site;
  BsScanFlags flags;
  const BsScanFuncs *funcs;
  GCancellable *cancellable;

  GMutex mutex;
  GCond cond;
  GQueue batches;
  gboolean walked;

  gint n_articles;
  guint n_left_out;
  guint n_folders;
  GPtrArray *unreadable; /* (element-type BsUnreadable) */
  BsScanLinks links;
} Scan;

static void
scan_folder_unref (ScanFolder *folder)
{
  if (!g_atomic_ref_count_dec (&folder->ref_count))
    return;
  close (folder->fd);
  g_free (folder->path);
  g_free (folder);
}

static ScanBatch *
scan_batch_new (ScanFolder *folder)
{
  ScanBatch *batch = g_new0 (ScanBatch, 1);

  g_atomic_ref_count_inc (&folder->ref_count);
  batch->folder = folder;
  batch->names = g_string_sized_new (4096);
  return batch;
}

static void
scan_batch_free (ScanBatch *batch)
{
  scan_folder_unref (batch->folder);
  g_string_free (batch->names, TRUE);
  g_free (batch);
}

static gboolean
is_known (Scan *scan, ScanFolder *folder, const char *name)
{
  BsFileStamp stamp = { 0 };
  struct stat st;

  if (scan->funcs->known == NULL || fstatat (folder->fd, name, &st, 0) < 0)
    return FALSE;
  stamp.device = st.st_dev;
  stamp.inode = st.st_ino;
  stamp.size = (guint64) st.st_size;
  stamp.modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
  return scan->funcs->known (folder->known, name, &stamp, scan->funcs->user_data);
}

/**
 * bs_scan_hash_body:
 * @article: an article
 * @data: (array length=length): the bytes that it was read from
 * @length: length of @data
 *
 * The position of the body refers to the decoded text. In a file of another encoding it is slightly off, which does not
 * matter for a hash.
 *
 * Returns: a hash of the bytes after the front matter, never 0
 */
guint64
bs_scan_hash_body (const BsArticle *article, const char *data, gsize length)
{
  gsize start;
  guint64 hash;

  g_return_val_if_fail (article != NULL, 0);

  start = MIN (article->body_start, length);
  hash = bs_content_hash (data + start, length - start);
  return hash != 0 ? hash : 1;
}

/* NULL if the file is missing, or is not a regular file. */
static BsArticle *
read_article (BsSite *site, int folder_fd, const char *name, const char *path, BsFileBuffer *buffer, BsFileStamp *stamp,
              gsize *length)
{
  /* One byte more than the limit shows the reader that the limit was exceeded. */
  int error = bs_file_buffer_read (buffer, folder_fd, name, BS_ARTICLE_MAX_BYTES + 1, stamp, length);
  BsArticle *article;

  switch (error)
    {
    case 0:
      article = bs_site_read_article (site, path, buffer->data, *length);
      if (stamp != NULL)
        stamp->body_hash = bs_scan_hash_body (article, buffer->data, *length);
      return article;
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EINVAL:
    case EISDIR:
    case ENXIO:
      return NULL;
    default:
      *length = 0;
      return bs_article_new_unreadable (path, g_strerror (error));
    }
}

static BsArticle *
read_file (BsSite *site, const char *relative_path, BsFileBuffer *buffer, BsFileStamp *stamp, gsize *length)
{
  g_autofree char *path = NULL;

  if (!bs_relative_path_is_safe (relative_path))
    return NULL;
  path = g_build_filename (site->root, relative_path, NULL);
  return read_article (site, -1, path, relative_path, buffer, stamp, length);
}

static void
process_batch (Scan *scan, ScanBatch *batch, BsFileBuffer *buffer, GString *path)
{
  const char *name = batch->names->str;
  gsize prefix;

  g_string_assign (path, batch->folder->path);
  if (path->len > 0)
    g_string_append_c (path, '/');
  prefix = path->len;

  for (guint i = 0; i < batch->n_names; i++, name += strlen (name) + 1)
    {
      g_autoptr (BsArticle) article = NULL;
      BsFileStamp stamp;
      gsize length;

      if (g_cancellable_is_cancelled (scan->cancellable))
        return;
      if (is_known (scan, batch->folder, name))
        {
          g_atomic_int_inc (&scan->n_articles);
          continue;
        }
      g_string_truncate (path, prefix);
      g_string_append (path, name);
      article = read_article (scan->site, batch->folder->fd, name, path->str, buffer, &stamp, &length);
      if (article == NULL)
        continue;
      g_atomic_int_inc (&scan->n_articles);
      scan->funcs->article (article, &stamp, scan->funcs->user_data);
    }
}

static gpointer
worker_thread (gpointer data)
{
  Scan *scan = data;
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  g_autoptr (GString) path = g_string_sized_new (512);

  g_mutex_lock (&scan->mutex);
  for (;;)
    {
      ScanBatch *batch = g_queue_pop_head (&scan->batches);

      if (batch != NULL)
        {
          g_mutex_unlock (&scan->mutex);
          process_batch (scan, batch, &buffer, path);
          scan_batch_free (batch);
          g_mutex_lock (&scan->mutex);
        }
      else if (scan->walked)
        break;
      else
        g_cond_wait (&scan->cond, &scan->mutex);
    }
  g_mutex_unlock (&scan->mutex);
  return NULL;
}

/* If the workers cannot keep up, the walker helps, which also limits the queue. */
static void
hand_over (Scan *scan, ScanBatch *batch, BsFileBuffer *buffer, GString *path)
{
  gboolean is_full;

  g_mutex_lock (&scan->mutex);
  is_full = g_queue_get_length (&scan->batches) >= MAX_WAITING_BATCHES;
  if (!is_full)
    {
      g_queue_push_tail (&scan->batches, batch);
      g_cond_signal (&scan->cond);
    }
  g_mutex_unlock (&scan->mutex);
  if (!is_full)
    return;
  process_batch (scan, batch, buffer, path);
  scan_batch_free (batch);
}

static void
note_unreadable (Scan *scan, const char *path, int error)
{
  if (scan->unreadable == NULL)
    scan->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_unreadable_free);
  g_ptr_array_add (scan->unreadable, bs_unreadable_new (path, error));
}

/* An entry that cannot be examined may be a file; the reader then reports it. */
static gboolean
guess_entry (Scan *scan, ScanFolder *folder, const char *name, int error, mode_t *type)
{
  g_autofree char *path = NULL;

  *type = S_IFREG;
  if (!bs_unreadable_is_error (error))
    return FALSE;
  if (bs_article_name_is_article (name))
    return TRUE;
  path = bs_relative_path_join (folder->path, name);
  note_unreadable (scan, path, error);
  return FALSE;
}

/* The type of the target of a link; S_IFLNK if it is broken. */
static gboolean
entry_is (Scan *scan, ScanFolder *folder, const struct dirent *entry, mode_t *type, gboolean *is_link)
{
  int fd = folder->fd;
  struct stat st;

  switch (entry->d_type)
    {
    case DT_REG:
      *type = S_IFREG;
      return TRUE;
    case DT_DIR:
      *type = S_IFDIR;
      return TRUE;
    case DT_LNK:
      *is_link = TRUE;
      if (fstatat (fd, entry->d_name, &st, 0) == 0)
        *type = st.st_mode & S_IFMT;
      else if (bs_unreadable_is_error (errno))
        return guess_entry (scan, folder, entry->d_name, errno, type);
      else
        *type = S_IFLNK;
      return *type == S_IFREG || *type == S_IFDIR || *type == S_IFLNK;
    case DT_UNKNOWN:
      if (fstatat (fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return guess_entry (scan, folder, entry->d_name, errno, type);
      *is_link = S_ISLNK (st.st_mode);
      if (*is_link && fstatat (fd, entry->d_name, &st, 0) < 0)
        {
          if (bs_unreadable_is_error (errno))
            return guess_entry (scan, folder, entry->d_name, errno, type);
          st.st_mode = S_IFLNK;
        }
      *type = st.st_mode & S_IFMT;
      return *type == S_IFREG || *type == S_IFDIR || *type == S_IFLNK;
    default:
      return FALSE;
    }
}

typedef struct
{
  Scan *scan;
  GPtrArray *waiting; /* (element-type filename): folders to read */
  BsFileBuffer buffer;
  GString *path;
} Walk;

static void
enter_folder (Walk *walk, ScanFolder *folder, const char *name)
{
  const BsScanFuncs *funcs = walk->scan->funcs;
  g_autofree char *path = bs_relative_path_join (folder->path, name);

  if (funcs->enter == NULL || funcs->enter (path, funcs->user_data))
    g_ptr_array_add (walk->waiting, g_steal_pointer (&path));
}

/* A link to a folder is visited like a folder, if it may be followed. */
static void
enter_link (Walk *walk, ScanFolder *folder, const char *name)
{
  Scan *scan = walk->scan;
  g_autofree char *path = bs_relative_path_join (folder->path, name);
  gboolean everything = (scan->flags & BS_SCAN_INCLUDE_LEFT_OUT) != 0;
  g_autofree char *target = NULL;

  if (!everything && !bs_site_folder_may_contain (scan->site, path))
    return;
  switch (bs_scan_links_judge (&scan->links, scan->site, path, everything, &target))
    {
    case BS_SCAN_LINK_FOLLOWED:
      if (target != NULL && scan->funcs->link != NULL)
        scan->funcs->link (path, target, scan->funcs->user_data);
      enter_folder (walk, folder, name);
      break;
    case BS_SCAN_LINK_LEFT_OUT:
      scan->n_left_out++;
      break;
    case BS_SCAN_LINK_IGNORED:
    default:
      break;
    }
}

static void
tell_link (Walk *walk, ScanFolder *folder, const char *name)
{
  const BsScanFuncs *funcs = walk->scan->funcs;
  g_autofree char *path = funcs->link != NULL ? bs_relative_path_join (folder->path, name) : NULL;

  if (funcs->link != NULL)
    funcs->link (path, NULL, funcs->user_data);
}

/* An errno if the folder cannot be read completely. The results up to that point are kept. */
static int
walk_entries (Walk *walk, DIR *dir, ScanFolder *folder, const BsSiteFolder *files)
{
  Scan *scan = walk->scan;
  ScanBatch *batch = NULL;
  const struct dirent *entry;
  int error;

  while ((errno = 0, entry = readdir (dir)) != NULL)
    {
      mode_t type;
      gboolean is_article, is_link = FALSE;

      if (entry->d_name[0] == '.')
        continue;
      is_article = entry->d_type != DT_DIR && bs_article_name_is_article (entry->d_name);
      if (!is_article && entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
        continue;
      if (!entry_is (scan, folder, entry, &type, &is_link))
        continue;
      if (type == S_IFDIR)
        {
          if (strcmp (entry->d_name, "node_modules") == 0 || bs_site_is_limited (scan->site))
            continue;
          if (is_link)
            enter_link (walk, folder, entry->d_name);
          else
            enter_folder (walk, folder, entry->d_name);
          continue;
        }
      if (!is_article)
        continue;
      if (is_link && (files == NULL || bs_site_folder_has_article (files, entry->d_name)))
        tell_link (walk, folder, entry->d_name);
      if (type == S_IFLNK)
        continue;
      if (files != NULL && !bs_site_folder_has_article (files, entry->d_name))
        {
          scan->n_left_out += bs_site_is_limited (scan->site) ? 0 : 1;
          continue;
        }
      if (batch == NULL)
        batch = scan_batch_new (folder);
      g_string_append_len (batch->names, entry->d_name, (gssize) strlen (entry->d_name) + 1);
      if (++batch->n_names == BATCH_FILES)
        hand_over (scan, g_steal_pointer (&batch), &walk->buffer, walk->path);
    }
  error = errno;
  if (batch != NULL)
    hand_over (scan, batch, &walk->buffer, walk->path);
  return error;
}

static int
walk_folder (Walk *walk, int root_fd, const char *path)
{
  Scan *scan = walk->scan;
  gboolean everything = (scan->flags & BS_SCAN_INCLUDE_LEFT_OUT) != 0;
  g_auto (BsSiteFolder) files = { 0 };
  ScanFolder *folder;
  DIR *dir;
  int fd;
  int error;

  /* A folder of the library that is reached by a link is watched in its own place. */
  if (scan->funcs->folder != NULL && (everything || bs_site_folder_may_contain (scan->site, path)) &&
      !bs_scan_links_has_alias (&scan->links, path))
    scan->funcs->folder (path, scan->funcs->user_data);
  if (!everything)
    bs_site_look_at_folder (scan->site, path, &files);

  fd = openat (root_fd, *path != '\0' ? path : ".",
               O_RDONLY | O_DIRECTORY | O_CLOEXEC | (bs_scan_links_has (&scan->links, path) ? 0 : O_NOFOLLOW));
  if (fd < 0)
    return errno;
  dir = fdopendir (dup (fd));
  if (dir == NULL)
    {
      error = errno;
      close (fd);
      return error;
    }
  scan->n_folders++;

  folder = g_new0 (ScanFolder, 1);
  g_atomic_ref_count_init (&folder->ref_count);
  folder->fd = fd;
  folder->path = g_strdup (path);
  if (scan->funcs->begin != NULL)
    folder->known = scan->funcs->begin (path, scan->funcs->user_data);
  error = walk_entries (walk, dir, folder, everything ? NULL : &files);
  if (bs_unreadable_is_error (error))
    note_unreadable (scan, path, error);
  scan_folder_unref (folder);
  closedir (dir);
  return 0;
}

static int
walk_all (Scan *scan, int root_fd, const char *relative_path)
{
  Walk walk = { scan, NULL, BS_FILE_BUFFER_INIT, NULL };
  int error;

  walk.waiting = g_ptr_array_new_with_free_func (g_free);
  walk.path = g_string_sized_new (512);

  /* A folder that is a link is requested only if it was followed before, or is about to be. */
  bs_scan_links_judge_start (&scan->links, scan->site, relative_path, (scan->flags & BS_SCAN_INCLUDE_LEFT_OUT) != 0);
  error = walk_folder (&walk, root_fd, relative_path);
  if (*relative_path != '\0' && bs_unreadable_is_error (error))
    note_unreadable (scan, relative_path, error);
  while (error == 0 && walk.waiting->len > 0 && !g_cancellable_is_cancelled (scan->cancellable))
    {
      g_autofree char *path = g_ptr_array_steal_index (walk.waiting, walk.waiting->len - 1);
      int failure = walk_folder (&walk, root_fd, path);

      if (bs_unreadable_is_error (failure))
        note_unreadable (scan, path, failure);
    }

  g_ptr_array_unref (walk.waiting);
  g_string_free (walk.path, TRUE);
  bs_file_buffer_clear (&walk.buffer);
  return error;
}

/* All threads but the calling one have a lower priority: the window comes first. */
static gpointer
helper_thread (gpointer data)
{
  setpriority (PRIO_PROCESS, (id_t) gettid (), MAX (HELPER_NICENESS, getpriority (PRIO_PROCESS, 0)));
  return worker_thread (data);
}

static void
set_error (GError **error, int number, const char *root, const char *relative_path)
{
  g_autofree char *path = g_build_filename (root, relative_path, NULL);
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", name, g_strerror (number));
}

gboolean
bs_scan_run (BsSite *site, const char *relative_path, BsScanFlags flags, const BsScanFuncs *funcs, BsScanResult *result,
             GCancellable *cancellable, GError **error)
{
  Scan scan = { site, flags, funcs, cancellable };
  GThread *threads[MAX_THREADS];
  guint n_threads = CLAMP (g_get_num_processors (), 2, MAX_THREADS) - 1;
  int root_fd;
  int number;

  if (result != NULL)
    *result = (BsScanResult){ 0 };
  root_fd = open (site->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root_fd < 0)
    {
      set_error (error, errno, site->root, "");
      return FALSE;
    }

  g_mutex_init (&scan.mutex);
  g_cond_init (&scan.cond);
  g_queue_init (&scan.batches);
  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_try_new ("bs-scan", helper_thread, &scan, NULL);

  number = walk_all (&scan, root_fd, relative_path);
  g_mutex_lock (&scan.mutex);
  scan.walked = TRUE;
  g_cond_broadcast (&scan.cond);
  g_mutex_unlock (&scan.mutex);
  worker_thread (&scan);
  for (guint i = 0; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
  g_mutex_clear (&scan.mutex);
  g_cond_clear (&scan.cond);
  close (root_fd);

  if (result != NULL)
    {
      result->articles = (guint) scan.n_articles;
      result->left_out = scan.n_left_out;
      result->folders = scan.n_folders;
      result->unreadable = g_steal_pointer (&scan.unreadable);
      result->left_out_links = g_steal_pointer (&scan.links.left_out);
    }
  g_clear_pointer (&scan.unreadable, g_ptr_array_unref);
  bs_scan_links_clear (&scan.links);
  if (number != 0)
    {
      set_error (error, number, site->root, relative_path);
      return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * bs_scan_folder:
 * @site: a site
 * @relative_path: a folder of it; the empty one is the whole
 * @flags: what to skip
 * @folder_func: (nullable) (scope call): called for each folder that may contain articles
 * @article_func: (scope call): given each article
 * @user_data: for both
 * @result: (out) (optional): the result
 * @cancellable: (nullable): cancels it; the result has what was found so far
 * @error: return location
 *
 * Reads every article below a folder, on all processors. Hidden files and folders and `node_modules` are skipped, links
 * to files are followed, and links to folders as decided by bs_scan_links_judge(). An article that cannot be read is
 * passed on too, with its problem; one that vanishes meanwhile is not. Folders that cannot be read completely are
 * listed in the result: their contents are unknown, and are not reported.
 *
 * Returns: whether all was read; otherwise the error is a #GIOErrorEnum, %G_IO_ERROR_CANCELLED or why the folder itself
 *   could not be opened
 */
gboolean
bs_scan_folder (BsSite *site, const char *relative_path, BsScanFlags flags, BsScanFolderFunc folder_func,
                BsScanArticleFunc article_func, gpointer user_data, BsScanResult *result, GCancellable *cancellable,
                GError **error)
{
  BsScanFuncs funcs = { .folder = folder_func, .article = article_func, .user_data = user_data };

  g_return_val_if_fail (site != NULL, FALSE);
  g_return_val_if_fail (relative_path != NULL, FALSE);
  g_return_val_if_fail (*relative_path == '\0' || bs_relative_path_is_safe (relative_path), FALSE);
  g_return_val_if_fail (article_func != NULL, FALSE);

  return bs_scan_run (site, relative_path, flags, &funcs, result, cancellable, error);
}

/**
 * bs_scan_file:
 * @site: a site
 * @relative_path: path of a file, relative to its root
 * @stamp: (out) (optional): the file's stamp
 *
 * Reads one article. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the article, with its problem if it cannot be read; %NULL if there is no file
 */
BsArticle *
bs_scan_file (BsSite *site, const char *relative_path, BsFileStamp *stamp)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  gsize length;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (relative_path != NULL, NULL);

  return read_file (site, relative_path, &buffer, stamp, &length);
}

/**
 * bs_scan_file_with_text:
 * @site: a site
 * @relative_path: path of a file, relative to its root
 * @text: (out): the text of its body; empty if the file cannot be read
 *
 * Reads one article like bs_scan_file(), and the text of its body with it.
 *
 * Returns: (transfer full) (nullable): the article; %NULL if there is no file
 */
BsArticle *
bs_scan_file_with_text (BsSite *site, const char *relative_path, char **text)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;
  g_auto (BsText) decoded = BS_TEXT_INIT;
  BsArticle *article;
  gsize length, start;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (relative_path != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  article = read_file (site, relative_path, &buffer, NULL, &length);
  if (article == NULL)
    return NULL;
  bs_text_decode (&decoded, buffer.data, MIN (length, BS_ARTICLE_MAX_BYTES), NULL);
  start = MIN (article->body_start, decoded.length);
  *text = bs_body_to_text (article->body_kind, decoded.data + start, decoded.length - start);
  return article;
}

/**
 * bs_scan_result_clear:
 * @self: the result of a scan
 */
void
bs_scan_result_clear (BsScanResult *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_clear_pointer (&self->left_out_links, g_ptr_array_unref);
}
