/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/versions.h"

#include <string.h>

#include "model/change/edit/line-diff.h"
#include "model/library/library-work.h"

/* The number of equal lines listed around each difference. */
#define CONTEXT 2

/* Nobody reads more lines than these, and longer ones are cut. */
#define MAX_LINES 2000
#define MAX_LINE_BYTES 4000

typedef struct
{
  char *one_path;
  char *other_path;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->one_path);
  g_free (self->other_path);
  g_free (self);
}

static void
field_free (gpointer data)
{
  BsVersionField *self = data;

  g_free (self->key);
  g_free (self->one);
  g_free (self->other);
  g_clear_pointer (&self->other_value, bs_value_free);
  g_free (self);
}

static void
line_free (gpointer data)
{
  BsVersionLine *self = data;

  g_free (self->text);
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self);
}

/**
 * bs_versions_free:
 * @self: (transfer full): versions
 */
void
bs_versions_free (BsVersions *self)
{
  g_free (self->one_path);
  g_free (self->other_path);
  g_clear_pointer (&self->one, g_bytes_unref);
  g_clear_pointer (&self->other, g_bytes_unref);
  g_clear_pointer (&self->merged, g_bytes_unref);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/**
 * bs_versions_take_fields:
 * @self: versions
 * @are_taken: by field, whether the second version's value is taken
 *
 * Returns: (transfer full): an edit that gives the first version those values
 */
BsEdit *
bs_versions_take_fields (const BsVersions *self, const gboolean *are_taken)
{
  BsEdit *edit = bs_edit_new ();

  g_return_val_if_fail (self != NULL && are_taken != NULL, edit);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const BsVersionField *field = self->fields->pdata[i];
      const char *const path[] = { field->key, NULL };

      if (!are_taken[i] || !field->is_different)
        continue;
      if (field->other_value != NULL)
        bs_edit_set (edit, path, bs_value_copy (field->other_value));
      else
        bs_edit_remove (edit, path);
    }

  return edit;
}

static void
add_field (BsVersions *self, const char *key, const BsValue *one, const BsValue *other)
{
  BsVersionField *field = g_new0 (BsVersionField, 1);

  field->key = g_strdup (key);
  field->one = one != NULL ? bs_survey_describe_value (one) : NULL;
  field->other = other != NULL ? bs_survey_describe_value (other) : NULL;
  field->is_different = one == NULL || other == NULL || !bs_value_equal (one, other);
  field->other_value = field->is_different && other != NULL ? bs_value_copy (other) : NULL;
  g_ptr_array_add (self->fields, field);
}

static void
compare_fields (BsVersions *self, const BsValue *one, const BsValue *other)
{
  for (guint i = 0; one != NULL && one->items != NULL && i < one->items->len; i++)
    {
      const BsValue *value = one->items->pdata[i];

      if (bs_value_lookup (one, value->key) == value)
        add_field (self, value->key, value, other != NULL ? bs_value_lookup (other, value->key) : NULL);
    }
  for (guint i = 0; other != NULL && other->items != NULL && i < other->items->len; i++)
    {
      const BsValue *value = other->items->pdata[i];

      if ((one == NULL || bs_value_lookup (one, value->key) == NULL) && bs_value_lookup (other, value->key) == value)
        add_field (self, value->key, NULL, value);
    }
}

static void
add_line (BsVersions *self, BsVersionLineKind kind, const BsDiffLine *line)
{
  BsVersionLine *added;
  g_autofree char *text = NULL;

  if (self->lines->len > MAX_LINES)
    return;
  added = g_new (BsVersionLine, 1);
  if (self->lines->len == MAX_LINES)
    kind = BS_VERSION_LINE_GAP;
  text = kind == BS_VERSION_LINE_GAP ? g_strdup ("") : g_strndup (line->text, MIN (line->length, MAX_LINE_BYTES));
  *added = (BsVersionLine){ kind, g_utf8_make_valid (text, -1), NULL };
  g_ptr_array_add (self->lines, added);
}

/* Returns: (element-type BsDiffLine): each character, so that they can be compared as lines are */
static GArray *
split_characters (const char *text)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (BsDiffLine));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      BsDiffLine character = { p, (gsize) (g_utf8_next_char (p) - p) };

      g_array_append_val (all, character);
    }

  return all;
}

static void
add_mark (BsVersionLine *line, const BsDiffLine *characters, guint start, guint n)
{
  BsVersionMark mark = { 0 };

  if (n == 0)
    return;
  mark.start = (gsize) (characters[start].text - line->text);
  mark.end = (gsize) (characters[start + n - 1].text + characters[start + n - 1].length - line->text);
  g_array_append_val (line->marks, mark);
}

/* Marks the characters that differ, unless hardly any are the same. */
static void
compare_lines (BsVersionLine *one, BsVersionLine *other)
{
  g_autoptr (GArray) old_characters = split_characters (one->text);
  g_autoptr (GArray) new_characters = split_characters (other->text);
  const BsDiffLine *old = (const BsDiffLine *) (gconstpointer) old_characters->data;
  const BsDiffLine *new = (const BsDiffLine *) (gconstpointer) new_characters->data;
  g_autoptr (GArray) hunks = bs_line_diff_make (old_characters, new_characters);
  guint n_changed = 0;

  for (guint i = 0; i < hunks->len; i++)
    {
      const BsLineHunk *hunk = &g_array_index (hunks, BsLineHunk, i);

      n_changed += hunk->n_old + hunk->n_new;
    }
  if (3 * n_changed > 2 * (old_characters->len + new_characters->len))
    return;
  one->marks = g_array_new (FALSE, FALSE, sizeof (BsVersionMark));
  other->marks = g_array_new (FALSE, FALSE, sizeof (BsVersionMark));
  for (guint i = 0; i < hunks->len; i++)
    {
      const BsLineHunk *hunk = &g_array_index (hunks, BsLineHunk, i);

      add_mark (one, old, hunk->old_start, hunk->n_old);
      add_mark (other, new, hunk->new_start, hunk->n_new);
    }
}

/* The first of several lines replaces the first of the old lines, and so on. */
static void
compare_characters (BsVersions *self)
{
  guint n_one, n_other;

  for (guint i = 0; i < self->lines->len; i += MAX (n_one + n_other, 1))
    {
      n_one = n_other = 0;
      while (i + n_one < self->lines->len &&
             ((const BsVersionLine *) self->lines->pdata[i + n_one])->kind == BS_VERSION_LINE_ONE)
        n_one++;
      while (i + n_one + n_other < self->lines->len &&
             ((const BsVersionLine *) self->lines->pdata[i + n_one + n_other])->kind == BS_VERSION_LINE_OTHER)
        n_other++;
      for (guint j = 0; j < MIN (n_one, n_other); j++)
        compare_lines (self->lines->pdata[i + j], self->lines->pdata[i + n_one + j]);
    }
}

static void
compare_bodies (BsVersions *self, const char *one, gsize one_length, const char *other, gsize other_length)
{
  /* Their ends may differ. */
  g_autoptr (GArray) one_lines = bs_diff_lines_split (one, one_length, FALSE);
  g_autoptr (GArray) other_lines = bs_diff_lines_split (other, other_length, FALSE);
  const BsDiffLine *old = (const BsDiffLine *) (gconstpointer) one_lines->data;
  const BsDiffLine *new = (const BsDiffLine *) (gconstpointer) other_lines->data;
  g_autoptr (GArray) hunks = bs_line_diff_make (one_lines, other_lines);
  guint position = 0; /* in the first version, the end of the listed lines */

  for (guint i = 0; i < hunks->len; i++)
    {
      const BsLineHunk *hunk = &g_array_index (hunks, BsLineHunk, i);
      guint before = MAX (position, hunk->old_start - MIN (hunk->old_start, CONTEXT));
      guint after = hunk->old_start + hunk->n_old;
      guint limit = i + 1 < hunks->len ? g_array_index (hunks, BsLineHunk, i + 1).old_start : one_lines->len;

      if (before > position)
        add_line (self, BS_VERSION_LINE_GAP, NULL);
      for (guint j = before; j < hunk->old_start; j++)
        add_line (self, BS_VERSION_LINE_SAME, &old[j]);
      for (guint j = hunk->old_start; j < after; j++)
        add_line (self, BS_VERSION_LINE_ONE, &old[j]);
      for (guint j = hunk->new_start; j < hunk->new_start + hunk->n_new; j++)
        add_line (self, BS_VERSION_LINE_OTHER, &new[j]);
      position = MIN (after + CONTEXT, limit);
      for (guint j = after; j < position; j++)
        add_line (self, BS_VERSION_LINE_SAME, &old[j]);
    }
  if (hunks->len > 0 && position < one_lines->len)
    add_line (self, BS_VERSION_LINE_GAP, NULL);
  compare_characters (self);
}

static GBytes *
read_file (BsSite *site, const char *path, GError **error)
{
  g_autofree char *whole = g_build_filename (site->root, path, NULL);
  char *data;
  gsize length;

  return g_file_get_contents (whole, &data, &length, error) ? g_bytes_new_take (data, length) : NULL;
}

static BsDocument *
parse (BsSite *site, const char *path, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return bs_document_new (site, path, g_memdup2 (data != NULL ? data : "", length + (length == 0)), length);
}

static gpointer
compare (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  const Request *request = work->data;
  BsSite *site = work->site;
  g_autoptr (BsVersions) self = g_new0 (BsVersions, 1);
  g_autoptr (BsDocument) one = NULL;
  g_autoptr (BsDocument) other = NULL;
  g_autoptr (BsHome) home = bs_home_find (site->root);
  BsMergeBase base;
  const char *one_body, *other_body;
  gsize one_length, other_length;

  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->one_path = g_strdup (request->one_path);
  self->other_path = g_strdup (request->other_path);
  self->one = read_file (site, request->one_path, error);
  self->other = self->one != NULL ? read_file (site, request->other_path, error) : NULL;
  if (self->other == NULL)
    return NULL;
  self->merged = bs_conflict_merge (site, home, request->one_path, request->other_path, &base);
  one = parse (site, request->one_path, self->one);
  other = parse (site, request->other_path, self->other);
  compare_fields (self, one->article->keys, other->article->keys);
  one_body = bs_document_get_body (one, &one_length);
  other_body = bs_document_get_body (other, &other_length);
  compare_bodies (self, one_body, one_length, other_body, other_length);

  return g_steal_pointer (&self);
}

/**
 * bs_versions_compare_async:
 * @library: a library that is open
 * @one_path: an article, relative to it
 * @other_path: another version of it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the comparison
 * @user_data: for @callback
 *
 * Reads two versions of an article on another thread, and compares their fields and, by lines, their bodies.
 */
void
bs_versions_compare_async (BsLibrary *library, const char *one_path, const char *other_path, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryWork work = { compare, (GDestroyNotify) bs_versions_free };
  Request *request;

  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (one_path != NULL && other_path != NULL);

  request = g_new (Request, 1);
  *request = (Request){ g_strdup (one_path), g_strdup (other_path) };
  work.data = request;
  work.free_data = request_free;
  bs_library_work_on_file (library, work, bs_versions_compare_async, cancellable, callback, user_data);
}

/**
 * bs_versions_compare_finish:
 * @library: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the comparison; %NULL with a #GFileError if a file cannot be read
 */
BsVersions *
bs_versions_compare_finish (BsLibrary *library, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
