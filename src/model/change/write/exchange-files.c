/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/exchange-files.h"

#include "model/change/write/file-access.h"
#include "model/change/write/transaction.h"
#include "model/format/article/article.h"
#include "model/library/folder/relative-path.h"
#include "model/library/marks/marks-moves.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

/* The library at the other end of an exchange. Since then it may have become part of a larger one. */
typedef struct
{
  BsHome *home;
  char *root;
  char *prefix; /* of the exchange's paths there, relative to @root; empty for none */
} Other;

static void
clear_other (Other *self)
{
  g_clear_pointer (&self->home, bs_home_unref);
  g_free (self->root);
  g_free (self->prefix);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Other, clear_other)

static gboolean
find_other (Other *self, const BsExchange *exchange, GError **error)
{
  g_autoptr (BsHomeIndex) index = bs_home_index_new ();
  g_autofree char *inside = g_build_filename (exchange->root, "inside", NULL);

  if (!g_file_test (exchange->root, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *shown = g_filename_display_name (exchange->root);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The other library, “%s”, was not found."), shown);
      return FALSE;
    }
  self->home = bs_home_index_find_around (index, inside, &self->root);
  if (self->home == NULL)
    self->home = bs_home_open (exchange->root, error);
  if (self->home == NULL)
    return FALSE;
  if (self->root == NULL)
    self->root = g_strdup (exchange->root);
  self->prefix = g_strdup (exchange->root + strlen (self->root));
  if (*self->prefix == '/')
    memmove (self->prefix, self->prefix + 1, strlen (self->prefix));

  return TRUE;
}

static char *
get_there (const Other *self, const BsExchange *exchange, guint i)
{
  return bs_relative_path_join (self->prefix, g_ptr_array_index (exchange->there, i));
}

static GBytes *
read_there (const BsExchange *self, guint i, GError **error)
{
  g_autofree char *whole = g_build_filename (self->root, g_ptr_array_index (self->there, i), NULL);

  return bs_file_read (whole, error);
}

static GBytes *
read_here (const BsExchange *self, guint i, const char *root, GError **error)
{
  g_autofree char *whole = g_build_filename (root, g_ptr_array_index (self->here, i), NULL);

  return bs_file_read (whole, error);
}

static guint
count_articles (const BsExchange *self)
{
  guint n = 0;

  for (guint i = 0; i < self->here->len; i++)
    n += bs_article_name_is_article (g_ptr_array_index (self->here, i));

  return n;
}

/* The meaning of the step for the other library. */
static BsExchange *
turn (const BsExchange *self, const Other *other, const char *root, gboolean is_gift)
{
  BsExchange *turned = bs_exchange_new (root, is_gift);

  for (guint i = 0; i < self->here->len; i++)
    {
      g_autofree char *there = get_there (other, self, i);

      bs_exchange_add (turned, there, g_ptr_array_index (self->here, i));
    }

  return turned;
}

static BsTransaction *
begin (const BsExchange *self, const Other *other, const char *root, gboolean is_gift, const char *name, GError **error)
{
  BsTransaction *transaction = bs_transaction_begin (other->home, other->root, name, error);
  g_autoptr (BsExchange) turned = turn (self, other, root, is_gift);

  if (transaction != NULL)
    bs_journal_part_set_exchange (bs_journal_get_part (bs_transaction_get_journal (transaction)), turned);

  return transaction;
}

/* Marks and reading positions go with the articles, in either direction. */
static void
carry_marks (const BsExchange *self, const Other *other, const BsHome *home, gboolean is_fetch)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->here->len; i++)
    {
      const char *here = g_ptr_array_index (self->here, i);
      g_autofree char *there = get_there (other, self, i);

      if (!bs_article_name_is_article (here))
        continue;
      g_ptr_array_add (paths, is_fetch ? g_steal_pointer (&there) : g_strdup (here));
      g_ptr_array_add (paths, is_fetch ? g_strdup (here) : g_steal_pointer (&there));
    }
  if (is_fetch)
    bs_marks_moves_carry (other->home, home, paths);
  else
    bs_marks_moves_carry (home, other->home, paths);
}

static void
fail (const BsExchange *self, guint i, GHashTable *failed, const char *reason)
{
  g_hash_table_replace (failed, g_strdup (g_ptr_array_index (self->here, i)), g_strdup (reason));
}

/* Adds the copy of a file. If there is something else at its path, it stays. */
static void
add_copy (const BsExchange *self, guint i, const Other *other, const char *root, BsTransaction *transaction,
          GHashTable *failed, GError **error)
{
  g_autofree char *from = g_build_filename (root, g_ptr_array_index (self->here, i), NULL);
  g_autofree char *to = g_build_filename (self->root, g_ptr_array_index (self->there, i), NULL);
  g_autofree char *path = get_there (other, self, i);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = bs_file_read (from, &reason);
  struct stat st = { 0 };

  if (bytes == NULL)
    {
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        fail (self, i, failed, reason->message);
      return;
    }
  if (lstat (to, &st) == 0)
    {
      g_autoptr (GBytes) there = read_there (self, i, NULL);

      if (there == NULL || !g_bytes_equal (there, bytes))
        {
          g_autofree char *shown = g_filename_display_name (to);
          g_autofree char *text = g_strdup_printf (_ ("“%s” already exists, and was left as it is."), shown);

          fail (self, i, failed, text);
        }
      return;
    }
  if (!bs_transaction_make_folder (transaction, path, &reason))
    {
      fail (self, i, failed, reason->message);
      return;
    }
  if (lstat (from, &st) != 0)
    memset (&st, 0, sizeof st);
  bs_transaction_add_restored (transaction, path, bytes, st.st_mode & 0777,
                               (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec, error);
}

/**
 * bs_exchange_files_is_copied:
 * @self: an exchange
 * @i: which of its files
 * @root: this library's folder
 * @bytes: (out) (transfer full) (nullable): the file's bytes here
 *
 * Returns: whether the file is in both libraries, with the same bytes
 */
gboolean
bs_exchange_files_is_copied (const BsExchange *self, guint i, const char *root, GBytes **bytes)
{
  g_autoptr (GBytes) there = NULL;

  g_return_val_if_fail (self != NULL && i < self->here->len && root != NULL && bytes != NULL, FALSE);

  *bytes = read_here (self, i, root, NULL);
  there = *bytes != NULL ? read_there (self, i, NULL) : NULL;

  return there != NULL && g_bytes_equal (there, *bytes);
}

/**
 * bs_exchange_files_copy:
 * @self: an exchange
 * @home: this library's home
 * @root: its folder
 * @failed: (element-type filename utf8): receives the files that are not in the other library, by their path here, with
 *   the reason
 * @error: return location
 *
 * Copies the files of an exchange to the other library, as a step of its history, before they are removed here. Their
 * marks go along. A file that is not here is skipped. Only when all is on the disk there, may anything be removed here.
 *
 * Returns: whether the other library could be written; otherwise a #GIOErrorEnum, and nothing was copied
 */
gboolean
bs_exchange_files_copy (const BsExchange *self, const BsHome *home, const char *root, GHashTable *failed,
                        GError **error)
{
  g_auto (Other) other = { 0 };
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;
  guint n;

  g_return_val_if_fail (self != NULL && home != NULL && root != NULL && failed != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!find_other (&other, self, error))
    return FALSE;
  n = count_articles (self);
  shown = g_filename_display_basename (root);
  /* Translators: the last argument is the name of a library. */
  name = g_strdup_printf (ngettext ("Take %u article from “%s”", "Take %u articles from “%s”", n), n, shown);
  transaction = begin (self, &other, root, FALSE, name, error);
  if (transaction == NULL)
    return FALSE;
  carry_marks (self, &other, home, FALSE);
  for (guint i = 0; i < self->here->len && failure == NULL; i++)
    add_copy (self, i, &other, root, transaction, failed, &failure);
  if (failure == NULL)
    bs_transaction_finish (transaction, name, &failure);
  if (failure != NULL && bs_transaction_get_n_written (transaction) == 0)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < self->here->len; i++)
    {
      const char *here = g_ptr_array_index (self->here, i);
      g_autofree char *text = NULL;
      g_autofree char *here_shown = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (bs_exchange_files_is_copied (self, i, root, &bytes) || bytes == NULL || g_hash_table_contains (failed, here))
        continue;
      here_shown = g_filename_display_name (here);
      text = g_strdup_printf (_ ("“%s” could not be copied, and was left where it is."), here_shown);
      fail (self, i, failed, text);
    }

  return TRUE;
}

/**
 * bs_exchange_files_fetch_marks:
 * @self: an exchange
 * @home: this library's home
 *
 * Brings the marks of its articles back from the other library, before the articles are back.
 */
void
bs_exchange_files_fetch_marks (const BsExchange *self, const BsHome *home)
{
  g_auto (Other) other = { 0 };

  g_return_if_fail (self != NULL && home != NULL);

  if (find_other (&other, self, NULL))
    carry_marks (self, &other, home, TRUE);
}

static void
note_left (const BsExchange *self, guint i, GPtrArray *notes)
{
  g_autofree char *library = g_filename_display_basename (self->root);
  g_autofree char *shown = g_filename_display_name (g_ptr_array_index (self->there, i));

  /* Translators: the first argument is a file, the second the name of a library. */
  g_ptr_array_add (notes,
                   g_strdup_printf (_ ("“%s” in “%s” has been changed since, and stays there too."), shown, library));
}

/**
 * bs_exchange_files_take_back:
 * @self: an exchange
 * @root: this library's folder
 * @notes: (element-type utf8): receives a sentence about each file that stays in the other library
 *
 * Removes the files from the other library that are here again, as a step of its history. One that was changed there
 * stays.
 */
void
bs_exchange_files_take_back (const BsExchange *self, const char *root, GPtrArray *notes)
{
  g_auto (Other) other = { 0 };
  g_autoptr (BsTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;
  guint n;

  g_return_if_fail (self != NULL && root != NULL && notes != NULL);

  n = count_articles (self);
  shown = g_filename_display_basename (root);
  /* Translators: the last argument is the name of a library. */
  name = g_strdup_printf (ngettext ("Return %u article to “%s”", "Return %u articles to “%s”", n), n, shown);
  if (find_other (&other, self, &error))
    transaction = begin (self, &other, root, TRUE, name, &error);
  for (guint i = 0; transaction != NULL && i < self->here->len && error == NULL; i++)
    {
      g_autofree char *there = get_there (&other, self, i);
      g_autofree char *whole = g_build_filename (self->root, g_ptr_array_index (self->there, i), NULL);
      g_autoptr (GBytes) bytes = NULL;
      struct stat st;

      if (bs_exchange_files_is_copied (self, i, root, &bytes))
        bs_transaction_add (transaction, there, bytes, NULL, &error);
      else if (bytes != NULL && lstat (whole, &st) == 0)
        note_left (self, i, notes);
    }
  if (error == NULL)
    bs_transaction_finish (transaction, name, &error);
  if (error != NULL)
    {
      g_autofree char *library = g_filename_display_basename (self->root);

      /* Translators: the first argument is the name of a library, the second the reason. */
      g_ptr_array_add (notes, g_strdup_printf (_ ("The copies in “%s” were not removed: %s"), library, error->message));
    }
  for (guint i = 0; transaction != NULL && i < bs_transaction_get_results (transaction)->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (bs_transaction_get_results (transaction), i);

      if (result->error != NULL)
        g_ptr_array_add (notes, g_strdup (result->error->message));
    }
}
