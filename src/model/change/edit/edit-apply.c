/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/edit-apply.h"

#include "model/change/edit/alignment.h"
#include "model/change/edit/byte-map.h"
#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-private.h"
#include "model/change/edit/patch.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"
#include "model/format/front-matter/front-matter.h"
#include "model/format/front-matter/outline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A file's text and its values, before or after an edit. */
typedef struct
{
  BsText text;
  BsFrontMatter front_matter;
  GPtrArray *problems; /* (element-type BsProblem) */
} Reading;

static void
reading_clear (Reading *self)
{
  bs_front_matter_clear (&self->front_matter);
  bs_text_clear (&self->text);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
read_bytes (Reading *self, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  self->problems = bs_problems_new ();
  bs_text_decode (&self->text, data, length, self->problems);
  bs_front_matter_read (&self->front_matter, self->text.data, self->text.length, self->problems);
}

static BsValue *
copy_root (const BsFrontMatter *front_matter)
{
  return front_matter->root != NULL ? bs_value_copy (front_matter->root) : bs_value_new (BS_VALUE_MAP, 0, 0);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, reason);

  return FALSE;
}

static gboolean
refuse_problem (GError **error, const BsProblem *problem)
{
  g_autofree char *what = bs_problem_describe (problem);

  if (problem->line > 0)
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
                 /* Translators: the last argument is a whole sentence about the problem on the line. */
                 _ ("The front matter must be repaired before it can be changed. Line %u: %s"), problem->line, what);
  else
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
                 _ ("The front matter must be repaired before it can be changed. %s"), what);

  return FALSE;
}

/* Recovered, guessed or truncated values have no reliable positions. */
static gboolean
is_trusted (const BsProblem *problem)
{
  switch (problem->kind)
    {
    case BS_PROBLEM_TABS:
    case BS_PROBLEM_WIDE_SPACES:
    case BS_PROBLEM_TOO_DEEP:
    case BS_PROBLEM_FRONT_MATTER_TOO_LARGE:
      return FALSE;
    default:
      return bs_problem_kind_get_severity (problem->kind) < BS_SEVERITY_ERROR;
    }
}

static gboolean
check_editable (const Reading *self, GError **error)
{
  for (guint i = 0; i < self->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (self->problems, i);

      if (!is_trusted (problem))
        return refuse_problem (error, problem);
    }
  if (self->front_matter.kind == BS_FRONT_MATTER_SCRIPT)
    return refuse (error, _ ("The front matter is a script, which is never run and cannot be changed."));
  if (self->front_matter.kind == BS_FRONT_MATTER_COMMENT_LINKS)
    return refuse (error, _ ("The article has comment links instead of front matter. They cannot be changed."));
  if (bs_front_matter_is_doubtful (&self->front_matter, self->text.data, self->text.length))
    return refuse (
        error,
        _ ("The file seems to begin with front matter, which cannot be read. Correct its first lines, and try again."));

  return TRUE;
}

/* FORMAT's archive writes every brace in a file as an entity. Edits of such a file do the same. */
static gboolean
escapes_braces (const BsText *text)
{
  return (memmem (text->data, text->length, "&#123;", 6) != NULL ||
          memmem (text->data, text->length, "&#125;", 6) != NULL) &&
         memchr (text->data, '{', text->length) == NULL && memchr (text->data, '}', text->length) == NULL;
}

static BsValue *
read_outline (const Reading *self, GError **error)
{
  g_autoptr (BsProblem) failure = NULL;
  g_autoptr (BsValue) said = copy_root (&self->front_matter);
  g_autoptr (BsValue) outline = NULL;

  if (self->front_matter.kind == BS_FRONT_MATTER_NONE)
    return g_steal_pointer (&said);

  outline = bs_outline_read (&self->front_matter, self->text.data, &failure);
  if (outline == NULL)
    refuse_problem (error, failure);
  else if (bs_value_equal (outline, said))
    return g_steal_pointer (&outline);
  else
    refuse (error, _ ("The front matter is written in a way that can be read but not changed."));

  return NULL;
}

/* The replacements in the body. Where bytes of it were guessed or lost, others would be written in their place. */
static gboolean
replace_in_body (const BsEdit *edit, const Reading *self, BsSplices *splices, GError **error)
{
  const BsEditOperation *found = NULL;

  for (guint i = 0; i < edit->operations->len; i++)
    {
      const BsEditOperation *operation = g_ptr_array_index (edit->operations, i);

      if (operation->action != BS_EDIT_REPLACE_IN_BODY)
        continue;
      if (found != NULL)
        return refuse (error, _ ("Make only one change to the body at a time."));
      found = operation;
    }
  if (found == NULL)
    return TRUE;
  for (guint i = 0; i < self->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (self->problems, i);

      if (problem->kind == BS_PROBLEM_OTHER_ENCODING || problem->kind == BS_PROBLEM_BROKEN_BYTES ||
          problem->kind == BS_PROBLEM_NUL_BYTES)
        return refuse (
            error,
            _ ("The body is not in UTF-8, or is damaged, and was not changed. Convert the file to UTF-8 first."));
    }

  return bs_replacement_find (found->replacement, self->text.data + self->front_matter.body_start,
                              self->text.length - self->front_matter.body_start, self->front_matter.body_start,
                              bs_replacement_get_deadline (), splices, error);
}

/* Whether an edit only replaces text that does not occur in a file. Such a file may have errors, because it stays as it
 * is. */
static gboolean
replaces_nothing (const BsEdit *edit, const BsText *text)
{
  for (guint i = 0; i < edit->operations->len; i++)
    {
      const BsEditOperation *operation = g_ptr_array_index (edit->operations, i);
      g_autoptr (BsSplices) splices = bs_splices_new ();

      if (operation->replacement == NULL ||
          !bs_replacement_find (operation->replacement, text->data, text->length, 0, bs_replacement_get_deadline (),
                                splices, NULL) ||
          bs_splices_get_length (splices) > 0)
        return FALSE;
    }

  return edit->operations->len > 0;
}

/* Returns: (transfer full) (nullable): @bytes, if nothing has to be changed after all */
static GBytes *
leave (const BsEdit *edit, const BsText *text, GBytes *bytes, GError **error)
{
  if (!replaces_nothing (edit, text))
    return NULL;
  g_clear_error (error);

  return g_bytes_ref (bytes);
}

static gboolean
has_same_body (const Reading *one, const Reading *other)
{
  gsize length = one->text.length - one->front_matter.body_start;

  return length == other->text.length - other->front_matter.body_start &&
         memcmp (one->text.data + one->front_matter.body_start, other->text.data + other->front_matter.body_start,
                 length) == 0;
}

/* The encoding of a short file is guessed from few characters, and the edit may change the guess. */
static gboolean
check_encoding (const Reading *before, const Reading *after, GError **error)
{
  const char *charset = before->text.charset;

  if (after->text.charset == charset && after->text.has_bom == before->text.has_bom)
    return TRUE;

  g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
               _ ("With these characters, the file would no longer be read as %s. Convert the file to UTF-8 first."),
               charset != NULL ? charset : "UTF-8");

  return FALSE;
}

/* Whether the result has the requested values and no other differences. */
static gboolean
is_as_wanted (const Reading *before, const Reading *after, const char *text, gsize length, const BsValue *wanted,
              gboolean makes_head, gboolean in_body)
{
  g_autoptr (BsValue) root = NULL;
  g_autoptr (BsValue) outline = NULL;
  BsFrontMatterKind kind = before->front_matter.kind;

  if (after->text.length != length || memcmp (after->text.data, text, length) != 0)
    return FALSE;
  if (after->front_matter.kind != (kind == BS_FRONT_MATTER_NONE && makes_head ? BS_FRONT_MATTER_YAML : kind) ||
      after->front_matter.recovered || !check_editable (after, NULL) || (!in_body && !has_same_body (before, after)))
    return FALSE;

  root = copy_root (&after->front_matter);
  outline = read_outline (after, NULL);

  return outline != NULL && bs_value_equal (root, wanted);
}

/**
 * bs_edit_apply_to:
 * @edit: the edit
 * @path: (nullable) (type filename): path of the file, for edits that depend on its name or time
 * @bytes: a whole file
 * @error: return location
 *
 * Computes the new bytes of a file. Only the edited values change: quotes, indentation, comments, the order of keys,
 * line ends, the encoding and anything unknown are kept. The result is read again and compared with the request before
 * it is returned.
 *
 * A file without front matter gets it in YAML. Recovered or truncated front matter is not changed, nor is anything that
 * cannot be changed safely.
 *
 * Returns: (transfer full) (nullable): the new bytes, or @bytes itself if nothing changes; %NULL with
 *   %BS_CHANGE_ERROR_NOT_EDITABLE or %BS_CHANGE_ERROR_WRONG_VALUE and the reason as a sentence
 */
GBytes *
bs_edit_apply_to (const BsEdit *edit, const char *path, GBytes *bytes, GError **error)
{
  g_auto (Reading) reading = { 0 };
  g_auto (Reading) after = { 0 };
  g_autoptr (BsValue) outline = NULL;
  g_autoptr (BsValue) wanted = NULL;
  g_autoptr (BsSplices) splices = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autofree char *text = NULL;
  g_autofree char *reason = NULL;
  gboolean is_same_head;
  guint n_splices;
  gsize length;

  g_return_val_if_fail (edit != NULL && bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_bytes_get_size (bytes) > BS_ARTICLE_MAX_BYTES)
    {
      refuse (error, _ ("The file is larger than 64 MiB, and cannot be changed."));
      return NULL;
    }
  if (edit->operations->len == 1)
    {
      const BsEditOperation *only = g_ptr_array_index (edit->operations, 0);

      if (only->rewriter != NULL)
        return only->rewriter->rewrite (only->data, path, bytes, error);
    }
  read_bytes (&reading, bytes);
  if (!check_editable (&reading, error))
    return leave (edit, &reading.text, bytes, error);
  outline = read_outline (&reading, error);
  if (outline == NULL)
    return leave (edit, &reading.text, bytes, error);

  wanted = copy_root (&reading.front_matter);
  if (!bs_edit_change_value (edit, wanted, escapes_braces (&reading.text), error))
    return NULL;
  is_same_head = bs_alignment_keeps (outline, wanted);
  splices = is_same_head ?
                bs_splices_new () :
                bs_patch_make (&reading.front_matter, reading.text.data, reading.text.length, outline, wanted, &reason);
  n_splices = splices != NULL ? bs_splices_get_length (splices) : 0;
  if (splices != NULL && !replace_in_body (edit, &reading, splices, error))
    return leave (edit, &reading.text, bytes, error);
  if (splices != NULL && bs_splices_get_length (splices) == 0)
    return g_bytes_ref (bytes);
  if (splices != NULL && bs_splices_sort (splices))
    made = bs_byte_map_splice (bytes, &reading.text, splices, &reason);
  if (made == NULL)
    {
      refuse (error, reason != NULL ? reason : _ ("The file cannot be changed in both places at once."));
      return NULL;
    }
  if (g_bytes_equal (made, bytes))
    return g_bytes_ref (bytes);

  /* Reads the result as any reader would. */
  read_bytes (&after, made);
  if (!check_encoding (&reading, &after, error))
    return NULL;
  text = bs_splices_apply (splices, reading.text.data, reading.text.length, &length);
  if (!is_as_wanted (&reading, &after, text, length, wanted, !is_same_head,
                     bs_splices_get_length (splices) > n_splices))
    {
      refuse (error, _ ("This change is not possible without changing other parts of the front matter."));
      return NULL;
    }

  return g_steal_pointer (&made);
}

/**
 * bs_edit_apply:
 * @edit: the edit
 * @bytes: a whole file
 * @error: return location
 *
 * Like bs_edit_apply_to(), for bytes that are in no file.
 *
 * Returns: (transfer full) (nullable): the new bytes
 */
GBytes *
bs_edit_apply (const BsEdit *edit, GBytes *bytes, GError **error)
{
  return bs_edit_apply_to (edit, NULL, bytes, error);
}
