/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/similar/conflict.h"

#include <string.h>

#include "model/format/article/article-name.h"
#include "model/library/folder/file-buffer.h"
#include "model/library/similar/similar-text.h"

/* So much of the text must be the same before `x 2.md` counts as a copy of `x.md`, in thousandths. */
#define MIN_COMMON 800

static void
conflict_free (gpointer data)
{
  BsConflict *self = data;

  g_free (self->path);
  g_array_unref (self->copies);
  g_free (self);
}

/**
 * bs_conflict_state_to_string:
 * @state: a state
 *
 * Returns: its name for scripts
 */
const char *
bs_conflict_state_to_string (BsConflictState state)
{
  static const char *const names[] = {
    [BS_CONFLICT_IDENTICAL] = "identical",   [BS_CONFLICT_LINE_ENDINGS] = "line-endings",
    [BS_CONFLICT_DIFFERENT] = "different",   [BS_CONFLICT_NO_ORIGINAL] = "no-original",
    [BS_CONFLICT_UNREADABLE] = "unreadable",
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), NULL);

  return names[state];
}

/* Skips a line end of any kind. */
static gboolean
skip_line_end (const char *text, gsize length, gsize *position)
{
  if (*position == length || (text[*position] != '\r' && text[*position] != '\n'))
    return FALSE;
  *position += text[*position] == '\r' && *position + 1 < length && text[*position + 1] == '\n' ? 2 : 1;
  return TRUE;
}

static BsConflictState
compare_bytes (const char *one, gsize one_length, const char *other, gsize other_length)
{
  gsize i = 0;
  gsize j = 0;

  if (one_length == other_length && memcmp (one, other, one_length) == 0)
    return BS_CONFLICT_IDENTICAL;
  while (i < one_length && j < other_length)
    {
      gboolean is_end = skip_line_end (one, one_length, &i);

      if (is_end != skip_line_end (other, other_length, &j) || (!is_end && one[i++] != other[j++]))
        return BS_CONFLICT_DIFFERENT;
    }
  return i == one_length && j == other_length ? BS_CONFLICT_LINE_ENDINGS : BS_CONFLICT_DIFFERENT;
}

static gboolean
read_file (BsSite *site, const BsRow *row, BsFileBuffer *buffer, gsize *length)
{
  g_autofree char *relative_path = bs_row_dup_path (row);
  g_autofree char *path = g_build_filename (site->root, relative_path, NULL);
  BsFileStamp stamp;

  return bs_file_buffer_read (buffer, -1, path, BS_ARTICLE_MAX_BYTES, &stamp, length) == 0;
}

static BsConflictState
compare_files (BsSite *site, const BsRow *original, const BsRow *copy)
{
  g_auto (BsFileBuffer) one = BS_FILE_BUFFER_INIT;
  g_auto (BsFileBuffer) other = BS_FILE_BUFFER_INIT;
  gsize one_length, other_length;

  if (!read_file (site, original, &one, &one_length) || !read_file (site, copy, &other, &other_length))
    return BS_CONFLICT_UNREADABLE;
  return compare_bytes (one.data, one_length, other.data, other_length);
}

/* Two articles whose names differ in a number alone may be a series. */
static gboolean
is_numbered_copy (BsSite *site, const BsRow *original, const BsRow *row)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GArray) one_shingles = NULL;
  g_autoptr (GArray) other_shingles = NULL;

  if (original->date != row->date || strcmp (bs_row_get_title (original), bs_row_get_title (row)) != 0)
    return FALSE;
  if (original->content_hash == row->content_hash)
    return TRUE;
  one = bs_similar_text_read (site, original);
  other = bs_similar_text_read (site, row);
  if (one == NULL || other == NULL)
    return FALSE;
  if (strcmp (one, other) == 0)
    return TRUE;
  one_shingles = bs_similar_text_list_shingles (one);
  other_shingles = bs_similar_text_list_shingles (other);
  return bs_similar_text_compare (one_shingles, other_shingles) >= MIN_COMMON;
}

typedef struct
{
  const BsSnapshot *snapshot;
  BsSite *site;
  GHashTable *rows;     /* (element-type filename BsRow): (nullable) by path; made if anything is looked for */
  GHashTable *by_path;  /* (element-type filename BsConflict) */
  GPtrArray *conflicts; /* (element-type BsConflict) */
} Search;

static const BsRow *
find_row (Search *self, const char *path)
{
  if (self->rows == NULL)
    {
      self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < self->snapshot->n_rows; i++)
        if (self->snapshot->rows[i] != NULL)
          g_hash_table_insert (self->rows, bs_row_dup_path (self->snapshot->rows[i]), self->snapshot->rows[i]);
    }
  return g_hash_table_lookup (self->rows, path);
}

static void
add_copy (Search *self, const char *path, const BsRow *original, const BsRow *row, const char *program)
{
  BsConflict *conflict = g_hash_table_lookup (self->by_path, path);
  BsConflictCopy copy = { row->id, program, BS_CONFLICT_NO_ORIGINAL };

  if (conflict == NULL)
    {
      conflict = g_new0 (BsConflict, 1);
      conflict->path = g_strdup (path);
      conflict->original = original != NULL ? original->id : BS_ROW_NO_ID;
      conflict->copies = g_array_new (FALSE, FALSE, sizeof (BsConflictCopy));
      g_hash_table_insert (self->by_path, conflict->path, conflict);
      g_ptr_array_add (self->conflicts, conflict);
    }
  if (original != NULL)
    copy.state = compare_files (self->site, original, row);
  g_array_append_val (conflict->copies, copy);
}

static void
look_at (Search *self, const BsRow *row)
{
  g_autofree char *name = bs_row_dup_name (row);
  g_autofree char *original_name = bs_article_name_dup_original (name);
  const char *program = original_name != NULL ? bs_article_name_find_conflict (name) : NULL;
  g_autofree char *unnumbered = program == NULL ? bs_article_name_dup_unnumbered (name) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *original_path = NULL;
  const BsRow *original;

  if (program == NULL && unnumbered == NULL)
    return;
  path = bs_row_dup_path (row);
  original_path = g_strdup_printf ("%.*s%s", (int) (strlen (path) - strlen (name)), path,
                                   program != NULL ? original_name : unnumbered);
  original = find_row (self, original_path);
  if (program != NULL)
    add_copy (self, original_path, original, row, program);
  else if (original != NULL && is_numbered_copy (self->site, original, row))
    add_copy (self, original_path, original, row, "iCloud");
}

static int
compare_conflicts (gconstpointer a, gconstpointer b)
{
  const BsConflict *one = *(BsConflict *const *) a;
  const BsConflict *other = *(BsConflict *const *) b;

  return strcmp (one->path, other->path);
}

static int
compare_copies (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BsSnapshot *snapshot = user_data;
  const BsConflictCopy *one = a;
  const BsConflictCopy *other = b;

  return bs_row_compare_paths (snapshot->rows[one->id], snapshot->rows[other->id]);
}

/**
 * bs_conflicts_find:
 * @snapshot: the table
 * @site: the articles' site
 * @cancellable: (nullable): a cancellable; the result is then incomplete
 *
 * Finds the copies that sync programs made (bs_article_name_find_conflict()), and those of iCloud, `x 2.md`, if title
 * and date are the same and so are four fifths of the text. Only these files and their originals are read. Waits for
 * the disk.
 *
 * Returns: (transfer full) (element-type BsConflict): each article with its copies, in the order of the paths
 */
GPtrArray *
bs_conflicts_find (const BsSnapshot *snapshot, BsSite *site, GCancellable *cancellable)
{
  Search search = { snapshot, site };

  g_return_val_if_fail (snapshot != NULL && site != NULL, NULL);

  search.conflicts = g_ptr_array_new_with_free_func (conflict_free);
  search.by_path = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < snapshot->n_rows && !g_cancellable_is_cancelled (cancellable); i++)
    if (snapshot->rows[i] != NULL)
      look_at (&search, snapshot->rows[i]);
  for (guint i = 0; i < search.conflicts->len; i++)
    g_array_sort_with_data (((BsConflict *) search.conflicts->pdata[i])->copies, compare_copies, (gpointer) snapshot);
  g_ptr_array_sort (search.conflicts, compare_conflicts);
  g_hash_table_unref (search.by_path);
  g_clear_pointer (&search.rows, g_hash_table_unref);
  return search.conflicts;
}
