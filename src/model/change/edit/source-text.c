/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/source-text.h"

#include "model/change/edit/byte-map.h"
#include "model/change/edit/change-error.h"
#include "model/change/edit/line-diff.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"
#include "model/format/text/problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The largest hunk in which it is looked for which of the old lines became which of the new ones. */
#define MAX_PAIRS 10000
#define MAX_LOST 100

/* A line of a text, of which the last has no end. */
typedef struct
{
  gsize start; /* in bytes of the text */
  gsize length;
  gsize end_length;
} Line;

struct _BsSourceText
{
  gatomicrefcount ref_count;
  GBytes *bytes;
  BsText text;      /* the file as decoded, with its line ends */
  GArray *lines;    /* (element-type Line): of text */
  char *shown;      /* (nullable): the text that is shown, if it differs from text */
  gsize shown_size; /* in bytes */
  BsSourceState state;
};

/* A line ends in LF, CR LF, or CR alone. */
static GArray *
split (const char *text, gsize length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      Line line = { start, i - start, 1 };

      if (text[i] != '\n' && text[i] != '\r')
        continue;
      if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
        line.end_length = 2;
      g_array_append_val (lines, line);
      i += line.end_length - 1;
      start = i + 1;
    }
  g_array_append_val (lines, ((Line){ start, length - start, 0 }));

  return lines;
}

static BsSourceState
find_state (const GPtrArray *problems)
{
  BsSourceState state = BS_SOURCE_EDITABLE;

  for (guint i = 0; i < problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);

      if (problem->kind == BS_PROBLEM_UNKNOWN_ENCODING)
        return BS_SOURCE_UNKNOWN_ENCODING;
      if (problem->kind == BS_PROBLEM_BROKEN_BYTES)
        state = BS_SOURCE_BROKEN_BYTES;
      else if (problem->kind == BS_PROBLEM_NUL_BYTES && state == BS_SOURCE_EDITABLE)
        state = BS_SOURCE_NUL_BYTES;
    }

  return state;
}

/* Whether encoding the whole text gives the file's own bytes. */
static gboolean
can_be_written_back (const BsSourceText *self)
{
  g_autofree char *written = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (self->bytes, &length);
  gsize n;

  if (self->text.charset == NULL)
    return TRUE;
  written = g_convert (self->text.data, (gssize) self->text.length, self->text.charset, "UTF-8", NULL, &n, NULL);

  return written != NULL && n <= length && memcmp (bytes + length - n, written, n) == 0 &&
         (self->text.has_bom ? length - n <= 4 : length == n);
}

/* Makes the text that is shown: with LF as the only line end, and with long lines in part. */
static void
show (BsSourceText *self)
{
  const char *text = self->text.data;
  GString *shown;
  gboolean has_long = FALSE;
  gboolean has_cr = memchr (text, '\r', self->text.length) != NULL;

  for (guint i = 0; i < self->lines->len && !has_long; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      has_long = line->length > BS_SOURCE_MAX_LINE &&
                 g_utf8_strlen (text + line->start, (gssize) line->length) > BS_SOURCE_MAX_LINE;
    }
  if (has_long && self->state == BS_SOURCE_EDITABLE)
    self->state = BS_SOURCE_LONG_LINES;
  if (!has_long && !has_cr)
    return;

  shown = g_string_sized_new (self->text.length);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      const char *start = text + line->start;

      if (line->length > BS_SOURCE_MAX_LINE && g_utf8_strlen (start, (gssize) line->length) > BS_SOURCE_MAX_LINE)
        {
          g_string_append_len (shown, start, g_utf8_offset_to_pointer (start, BS_SOURCE_MAX_LINE) - start);
          g_string_append (shown, "…");
        }
      else
        {
          g_string_append_len (shown, start, (gssize) line->length);
        }
      if (line->end_length > 0)
        g_string_append_c (shown, '\n');
    }
  self->shown_size = shown->len;
  self->shown = g_string_free (shown, FALSE);
}

/**
 * bs_source_text_new:
 * @bytes: a whole file
 *
 * Decodes a file to be edited as text. Any bytes can be viewed; bs_source_text_get_state() says whether they can be
 * edited.
 *
 * Returns: (transfer full): the text
 */
BsSourceText *
bs_source_text_new (GBytes *bytes)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  BsSourceText *self;
  const char *data;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (BsSourceText, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  data = g_bytes_get_data (bytes, &length);
  bs_text_decode (&self->text, data, MIN (length, BS_ARTICLE_MAX_BYTES), problems);
  self->state = find_state (problems);
  if (length > BS_ARTICLE_MAX_BYTES)
    self->state = BS_SOURCE_TOO_LARGE;
  else if (self->state == BS_SOURCE_EDITABLE && !can_be_written_back (self))
    self->state = BS_SOURCE_RECOVERED_ENCODING;
  self->lines = split (self->text.data, self->text.length);
  show (self);

  return self;
}

/**
 * bs_source_text_ref:
 * @self: a text
 *
 * Returns: (transfer full): @self
 */
BsSourceText *
bs_source_text_ref (BsSourceText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bs_source_text_unref:
 * @self: (transfer full): a text
 */
void
bs_source_text_unref (BsSourceText *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  bs_text_clear (&self->text);
  g_array_unref (self->lines);
  g_free (self->shown);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * bs_source_text_get_bytes:
 * @self: a text
 *
 * Returns: (transfer none): the file
 */
GBytes *
bs_source_text_get_bytes (const BsSourceText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * bs_source_text_get_text:
 * @self: a text
 * @length: (out): its length in bytes
 *
 * Returns: (transfer none): the text to show: UTF-8 without NULs, not terminated, in which every line end is a line
 *   feed
 */
const char *
bs_source_text_get_text (const BsSourceText *self, gsize *length)
{
  g_return_val_if_fail (self != NULL && length != NULL, NULL);

  *length = self->shown != NULL ? self->shown_size : self->text.length;

  return self->shown != NULL ? self->shown : self->text.data;
}

/**
 * bs_source_text_get_charset:
 * @self: a text
 *
 * Returns: (transfer none): the name of the file's encoding
 */
const char *
bs_source_text_get_charset (const BsSourceText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text.charset != NULL ? self->text.charset : "UTF-8";
}

/**
 * bs_source_text_get_line_end:
 * @self: a text
 *
 * Returns: (nullable): "LF", "CRLF" or "CR"; %NULL if there are different ones, or none
 */
const char *
bs_source_text_get_line_end (const BsSourceText *self)
{
  const char *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i + 1 < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      const char *end = line->end_length == 2                               ? "CRLF" :
                        self->text.data[line->start + line->length] == '\n' ? "LF" :
                                                                              "CR";

      if (found != NULL && found != end && strcmp (found, end) != 0)
        return NULL;
      found = end;
    }

  return found;
}

/**
 * bs_source_text_get_state:
 * @self: a text
 *
 * Returns: whether the file can be edited, or why not
 */
BsSourceState
bs_source_text_get_state (const BsSourceText *self)
{
  g_return_val_if_fail (self != NULL, BS_SOURCE_TOO_LARGE);

  return self->state;
}

/**
 * bs_source_text_describe_state:
 * @self: a text
 *
 * Returns: (transfer full) (nullable): why the file can only be viewed, as a sentence; %NULL if it can be edited
 */
char *
bs_source_text_describe_state (const BsSourceText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->state)
    {
    case BS_SOURCE_NUL_BYTES:
      return g_strdup (_ ("Read-only: the file contains NUL bytes, which editing could lose."));
    case BS_SOURCE_BROKEN_BYTES:
      return g_strdup (_ ("Read-only: the file contains invalid bytes, which editing could lose."));
    case BS_SOURCE_UNKNOWN_ENCODING:
      return g_strdup (_ ("Read-only: the encoding of the file is unknown."));
    case BS_SOURCE_RECOVERED_ENCODING:
      return g_strdup_printf (_ ("Read-only: the file can be read as %s, but not written back unchanged."),
                              bs_source_text_get_charset (self));
    case BS_SOURCE_LONG_LINES:
      return g_strdup_printf (_ ("Read-only: only the beginning of lines with more than %'d characters is shown."),
                              BS_SOURCE_MAX_LINE);
    case BS_SOURCE_TOO_LARGE:
      return g_strdup (_ ("Read-only: the file is larger than 64 MiB. Only its beginning is shown."));
    case BS_SOURCE_EDITABLE:
    default:
      return NULL;
    }
}

/* Splices, made by listing in order the parts of the changed text: parts of the old text, and new parts. */
typedef struct
{
  BsSplices *splices;
  gsize done; /* of the old text */
  GString *added;
} Writing;

static void
keep (Writing *self, gsize start, gsize end)
{
  if (start > self->done || self->added->len > 0)
    {
      bs_splices_add (self->splices, self->done, start, self->added->str);
      g_string_truncate (self->added, 0);
    }
  self->done = end;
}

static void
add (Writing *self, const char *text, gsize length)
{
  g_string_append_len (self->added, text, (gssize) length);
}

/* The two texts while they are compared. */
typedef struct
{
  const char *old_text;
  const Line *old_lines;
  guint n_old;
  const char *new_text;
  const Line *new_lines;
  guint n_new;
  int *origins; /* by new line: the corresponding old line, or -1 */
} Comparing;

static gboolean
is_boundary (const char *text, gsize place, gsize length)
{
  return place >= length || ((guchar) text[place] & 0xc0) != 0x80;
}

/* The common start and end of two lines, in whole characters. */
static void
find_common (const char *one, gsize one_length, const char *other, gsize other_length, gsize *start, gsize *end)
{
  gsize most = MIN (one_length, other_length);

  *start = *end = 0;
  while (*start < most && one[*start] == other[*start])
    *start += 1;
  while (*start > 0 && (!is_boundary (one, *start, one_length) || !is_boundary (other, *start, other_length)))
    *start -= 1;
  while (*end < most - *start && one[one_length - 1 - *end] == other[other_length - 1 - *end])
    *end += 1;
  while (*end > 0 && !is_boundary (one, one_length - *end, one_length))
    *end -= 1;
}

static gsize
measure_common (const Comparing *self, guint i, guint j)
{
  const Line *one = &self->old_lines[i];
  const Line *other = &self->new_lines[j];
  gsize start, end;

  find_common (self->old_text + one->start, one->length, self->new_text + other->start, other->length, &start, &end);

  return start + end;
}

/* Which of the old lines of a hunk became which of the new ones: those that have the most in common, in order. */
static void
pair_lines (Comparing *self, const BsLineHunk *hunk)
{
  g_autofree gsize *best = NULL;
  gsize width = hunk->n_new + 1;
  guint i = 0;
  guint j = 0;

  if (hunk->n_old == hunk->n_new || (gsize) hunk->n_old * hunk->n_new > MAX_PAIRS)
    {
      for (; i < MIN (hunk->n_old, hunk->n_new); i++)
        self->origins[hunk->new_start + i] = (int) (hunk->old_start + i);
      return;
    }
  best = g_new0 (gsize, (hunk->n_old + 1) * width);
  for (guint row = hunk->n_old; row-- > 0;)
    for (guint column = hunk->n_new; column-- > 0;)
      {
        gsize paired = best[(row + 1) * width + column + 1] + 1 +
                       measure_common (self, hunk->old_start + row, hunk->new_start + column);

        best[row * width + column] =
            MAX (paired, MAX (best[(row + 1) * width + column], best[row * width + column + 1]));
      }
  while (i < hunk->n_old && j < hunk->n_new)
    {
      gsize here = best[i * width + j];

      if (here == best[(i + 1) * width + j])
        i++;
      else if (here == best[i * width + j + 1])
        j++;
      else
        self->origins[hunk->new_start + j++] = (int) (hunk->old_start + i++);
    }
}

static GArray *
list_lines (const char *text, const Line *lines, guint n)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (BsDiffLine), n);

  for (guint i = 0; i < n; i++)
    {
      BsDiffLine line = { text + lines[i].start, lines[i].length };

      g_array_append_val (list, line);
    }

  return list;
}

static void
find_origins (Comparing *self)
{
  g_autoptr (GArray) old_list = list_lines (self->old_text, self->old_lines, self->n_old);
  g_autoptr (GArray) new_list = list_lines (self->new_text, self->new_lines, self->n_new);
  g_autoptr (GArray) hunks = bs_line_diff_make (old_list, new_list);
  guint old_place = 0;
  guint new_place = 0;

  for (guint i = 0; i <= hunks->len; i++)
    {
      const BsLineHunk *hunk = i < hunks->len ? &g_array_index (hunks, BsLineHunk, i) : NULL;
      guint end = hunk != NULL ? hunk->new_start : self->n_new;

      while (new_place < end)
        self->origins[new_place++] = (int) old_place++;
      if (hunk == NULL)
        break;
      for (guint j = 0; j < hunk->n_new; j++)
        self->origins[new_place++] = -1;
      old_place = hunk->old_start + hunk->n_old;
      pair_lines (self, hunk);
    }
}

static void
write_line (const Comparing *self, Writing *writing, guint i)
{
  const Line *line = &self->new_lines[i];
  const Line *old_line = self->origins[i] >= 0 ? &self->old_lines[self->origins[i]] : NULL;
  const char *text = self->new_text + line->start;
  gsize start, end;

  if (old_line == NULL)
    {
      add (writing, text, line->length);
      return;
    }
  find_common (self->old_text + old_line->start, old_line->length, text, line->length, &start, &end);
  keep (writing, old_line->start, old_line->start + start);
  add (writing, text + start, line->length - start - end);
  if (end > 0)
    keep (writing, old_line->start + old_line->length - end, old_line->start + old_line->length);
}

/* A changed line keeps its line end, and a new one gets that of the line above it, or else of the line below. */
static void
write_end (const Comparing *self, Writing *writing, guint i, const char **above, gsize *above_length)
{
  const Line *line = &self->new_lines[i];
  const Line *old_line = self->origins[i] >= 0 ? &self->old_lines[self->origins[i]] : NULL;
  gsize end = old_line != NULL ? old_line->start + old_line->length : 0;

  /* After a lone CR, an empty line that ends in LF would be no line. */
  if (old_line != NULL && old_line->end_length > 0 &&
      !(i > 0 && line->length == 0 && *above_length == 1 && **above == '\r' && self->old_text[end] == '\n'))
    {
      *above = self->old_text + end;
      *above_length = old_line->end_length;
      keep (writing, end, end + old_line->end_length);
      return;
    }
  add (writing, *above, *above_length);
}

static BsSplices *
compare (const BsSourceText *self, const char *text, gsize length)
{
  g_autoptr (GArray) lines = split (text, length);
  g_autofree int *origins = g_new (int, lines->len);
  Comparing comparing = {
    .old_text = self->text.data,
    .old_lines = (const Line *) (gpointer) self->lines->data,
    .n_old = self->lines->len,
    .new_text = text,
    .new_lines = (const Line *) (gpointer) lines->data,
    .n_new = lines->len,
    .origins = origins,
  };
  Writing writing = { bs_splices_new (), 0, g_string_new (NULL) };
  const Line *first = comparing.old_lines;
  const char *above = first->end_length > 0 ? self->text.data + first->length : "\n";
  gsize above_length = MAX (first->end_length, 1);

  find_origins (&comparing);
  for (guint i = 0; i < lines->len; i++)
    {
      write_line (&comparing, &writing, i);
      if (i + 1 < lines->len)
        write_end (&comparing, &writing, i, &above, &above_length);
    }
  keep (&writing, self->text.length, self->text.length);
  g_string_free (writing.added, TRUE);

  return writing.splices;
}

static GBytes *
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, reason);

  return NULL;
}

/**
 * bs_source_text_apply:
 * @self: a text
 * @text: (array length=length): the edited text, in UTF-8; any line end ends a line
 * @length: its length in bytes
 * @error: return location
 *
 * Computes the file with an edited text. Only the changed parts of lines change: all other bytes stay, and so do the
 * ends of changed lines. A new line gets the end of its neighbour. The result is decoded again and compared with the
 * edited text before it is returned.
 *
 * Returns: (transfer full) (nullable): the new bytes, or the file's own if nothing changes; %NULL with
 *   %BS_CHANGE_ERROR_NOT_EDITABLE and the reason as a sentence
 */
GBytes *
bs_source_text_apply (const BsSourceText *self, const char *text, gsize length, GError **error)
{
  g_autoptr (BsSplices) splices = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *wanted = NULL;
  g_auto (BsText) again = BS_TEXT_INIT;
  const char *data;
  gsize n_wanted, n;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->state != BS_SOURCE_EDITABLE)
    {
      reason = bs_source_text_describe_state (self);
      return refuse (error, reason);
    }
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return refuse (error, _ ("The text contains characters that cannot be written."));
  splices = compare (self, text, length);
  if (bs_splices_get_length (splices) == 0)
    return g_bytes_ref (self->bytes);
  made = bs_byte_map_splice (self->bytes, &self->text, splices, &reason);
  if (made == NULL)
    return refuse (error, reason);

  data = g_bytes_get_data (made, &n);
  if (n > BS_ARTICLE_MAX_BYTES)
    return refuse (error, _ ("The file would be larger than 64 MiB."));
  bs_text_decode (&again, data, n, NULL);
  wanted = bs_splices_apply (splices, self->text.data, self->text.length, &n_wanted);
  if (again.length != n_wanted || memcmp (again.data, wanted, n_wanted) != 0)
    {
      g_set_error (
          error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE,
          _ ("With these characters, the file would no longer be read as %s. Convert the file to UTF-8 first."),
          bs_source_text_get_charset (self));
      return NULL;
    }

  return g_steal_pointer (&made);
}

static gboolean
is_lost (GIConv converter, gunichar character)
{
  char in[6];
  char out[16];
  gsize in_left = (gsize) g_unichar_to_utf8 (character, in);
  gsize out_left = sizeof out;
  char *from = in;
  char *to = out;
  gboolean is_converted = g_iconv (converter, &from, &in_left, &to, &out_left) == 0;

  g_iconv (converter, NULL, NULL, NULL, NULL);

  return !is_converted;
}

/**
 * bs_source_text_list_lost:
 * @self: a text
 * @text: (array length=length): the edited text, in UTF-8
 * @length: its length in bytes
 *
 * Lists the characters that the file's encoding does not have, so that the text cannot be saved with them.
 *
 * Returns: (transfer full) (element-type BsSourceLoss): the first hundred
 */
GArray *
bs_source_text_list_lost (const BsSourceText *self, const char *text, gsize length)
{
  GArray *lost = g_array_new (FALSE, FALSE, sizeof (BsSourceLoss));
  g_autoptr (GHashTable) known = NULL;
  const char *end = text + length;
  GIConv converter;
  guint line = 1;
  guint column = 1;

  g_return_val_if_fail (self != NULL && text != NULL, lost);

  if (self->text.charset == NULL)
    return lost;
  converter = g_iconv_open (self->text.charset, "UTF-8");
  if (converter == (GIConv) -1)
    return lost;
  known = g_hash_table_new (NULL, NULL);
  for (const char *p = text; p < end && lost->len < MAX_LOST; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gpointer is_known;

      if (character == '\n' || (character == '\r' && !(p + 1 < end && p[1] == '\n')))
        {
          line++;
          column = 1;
          continue;
        }
      if (character >= 0x80)
        {
          is_known = g_hash_table_lookup (known, GUINT_TO_POINTER (character));
          if (is_known == NULL)
            {
              is_known = GUINT_TO_POINTER (is_lost (converter, character) ? 2 : 1);
              g_hash_table_insert (known, GUINT_TO_POINTER (character), is_known);
            }
          if (GPOINTER_TO_UINT (is_known) == 2)
            g_array_append_val (lost, ((BsSourceLoss){ character, line, column }));
        }
      column++;
    }
  g_iconv_close (converter);

  return lost;
}
