/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-mend.h"

#include "model/format/front-matter/recovery-line.h"
#include "model/format/front-matter/yaml-reader.h"

#include <string.h>

/* The maximum number of attempts; each one parses the whole text again. */
#define MAX_TRIES 8

typedef struct
{
  const char *text;
  gsize length;
  guint first_line;
  GArray *lines;      /* (element-type BsLine) */
  GHashTable *mended; /* (element-type guint utf8): line numbers to their replacements */
} Mending;

static void
mending_clear (Mending *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->mended, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mending, mending_clear)

static const BsLine *
get_line (const Mending *self, guint number)
{
  if (number < self->first_line || number - self->first_line >= self->lines->len)
    return NULL;

  return &g_array_index (self->lines, BsLine, number - self->first_line);
}

/* The simplest notation that YAML reads without doubt: single quotes, doubled inside (YAML 1.1, 9.1.3). */
static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append (out, "''");
      else if (*p == '\n' || *p == '\r')
        g_string_append_c (out, ' ');
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/* A value that continues on later lines cannot be repaired in one line. */
static gboolean
continues_below (const Mending *self, const BsLine *line, const BsRecoveryLine *parts)
{
  const BsLine *below = get_line (self, line->number + 1);
  BsRecoveryLine next;

  if (parts->value[0] == '[' && memchr (parts->value, ']', parts->value_length) == NULL)
    return TRUE;
  if (bs_recovery_value_open_quote (parts->value, parts->value_length) == '\0' || below == NULL)
    return FALSE;

  bs_recovery_line_read (&next, BS_RECOVERY_YAML, below);

  return !next.is_blank && !next.is_comment && next.key == NULL && next.n_dashes == 0;
}

/* The text before the value, with a mistyped colon and space corrected. */
static GString *
copy_start (const BsLine *line, const BsRecoveryLine *parts)
{
  static const char wide_colon[] = "：";
  GString *out = g_string_new_len (line->text, parts->value - line->text);

  if (parts->key != NULL && g_str_has_suffix (out->str, wide_colon))
    {
      g_string_truncate (out, out->len - strlen (wide_colon));
      g_string_append (out, ": ");
    }
  else if (parts->key != NULL && out->str[out->len - 1] == ':')
    {
      g_string_append_c (out, ' ');
    }

  return out;
}

static char *
quote_value (const Mending *self, const BsLine *line, const BsRecoveryLine *parts)
{
  g_autoptr (GString) out = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (parts->value_length == 0 || continues_below (self, line, parts) ||
      bs_recovery_value_is_block_header (parts->value, parts->value_length))
    return NULL;

  out = copy_start (line, parts);
  items = bs_recovery_value_split (parts->key, parts->key_length, parts->value, parts->value_length);
  if (items != NULL)
    {
      g_string_append_c (out, '[');
      for (guint i = 0; i < items->len; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_quoted (out, g_ptr_array_index (items, i));
        }
      g_string_append_c (out, ']');
    }
  else
    {
      g_autofree char *text =
          bs_recovery_value_clean (parts->key, parts->key_length, parts->value, parts->value_length, NULL);

      append_quoted (out, text);
    }

  return g_strndup (out->str, out->len);
}

/* A line that is neither a key nor an item continues the line right above it; without one it is dropped. */
static char *
indent_line (const Mending *self, const BsLine *line)
{
  const BsLine *above = get_line (self, line->number - 1);
  BsRecoveryLine parts;

  if (above == NULL || g_hash_table_contains (self->mended, GUINT_TO_POINTER (line->number)))
    return g_strdup ("");

  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, above);
  if (parts.is_blank || parts.is_comment)
    return g_strdup ("");

  return g_strdup_printf (" %.*s", (int) line->length, line->text);
}

/* Repairs one line. Returns FALSE if it cannot be repaired any further. */
static gboolean
mend_line (Mending *self, guint number)
{
  const BsLine *line = get_line (self, number);
  gpointer id = GUINT_TO_POINTER (number);
  const char *before = g_hash_table_lookup (self->mended, id);
  g_autofree char *after = NULL;
  BsRecoveryLine parts;

  if (line == NULL)
    return FALSE;

  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, line);
  if (parts.is_blank || parts.is_comment)
    return FALSE;

  if (parts.key == NULL && parts.n_dashes == 0)
    after = indent_line (self, line);
  else if (before == NULL)
    after = quote_value (self, line, &parts);
  if (after == NULL || g_strcmp0 (before, after) == 0)
    return FALSE;

  g_hash_table_insert (self->mended, id, g_steal_pointer (&after));

  return TRUE;
}

static char *
assemble (const Mending *self, gsize *length)
{
  GString *out = g_string_sized_new (self->length + 64);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const BsLine *line = &g_array_index (self->lines, BsLine, i);
      const char *mended = g_hash_table_lookup (self->mended, GUINT_TO_POINTER (line->number));

      if (mended != NULL)
        g_string_append (out, mended);
      else
        g_string_append_len (out, line->text, line->length);
      g_string_append_len (out, line->text + line->length, line->next - line->start - line->length);
    }
  *length = out->len;

  return g_string_free (out, FALSE);
}

/* YAML 1.1 (5.1) forbids these characters. They are invisible, so spaces can replace them. */
static char *
without_controls (const char *text, gsize length)
{
  char *copy = NULL;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];
      gsize n = 0;

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
        n = 1;
      else if (c == 0xc2 && i + 1 < length && (guchar) text[i + 1] < 0xa0 && (guchar) text[i + 1] != 0x85)
        n = 2;
      else if (c == 0xef && i + 2 < length && (guchar) text[i + 1] == 0xbf && (guchar) text[i + 2] > 0xbd)
        n = 3;

      if (n > 0 && copy == NULL)
        copy = g_strndup (text, length);
      if (n > 0)
        memset (copy + i, ' ', n);
    }

  return copy;
}

/* Reports one fault per broken line, however many attempts it took. */
static void
add_failure (GPtrArray *problems, const BsProblem *failure, guint first_failed_line)
{
  if (failure->line == first_failed_line)
    return;
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);

      if (problem->line == failure->line && bs_problem_kind_is_recovered (problem->kind))
        return;
    }
  bs_problems_add (problems, failure->kind, failure->line, failure->column, failure->detail);
}

/**
 * bs_yaml_mend:
 * @text: UTF-8 without NULs that bs_yaml_read() rejected
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @failed_line: the line of the file with the error
 * @problems: (nullable) (element-type BsProblem): receives the problems of a successful attempt
 *
 * Reads front matter in which only a few lines are broken: their values are quoted in a copy, which is parsed again, a
 * limited number of times. All other keys keep their meaning in YAML. Positions refer to the file; repaired values
 * count as quoted.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL if the repair failed
 */
BsValue *
bs_yaml_mend (const char *text, gsize length, guint first_line, guint failed_line, GPtrArray *problems)
{
  g_auto (Mending) self = { 0 };
  g_autoptr (GPtrArray) failures = bs_problems_new ();
  g_autofree char *clean = NULL;
  guint first_failed_line = failed_line;
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  clean = without_controls (text, length);
  self.text = clean != NULL ? clean : text;
  self.length = length;
  self.first_line = first_line;
  self.lines = g_array_new (FALSE, FALSE, sizeof (BsLine));
  self.mended = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  bs_lines_init (&lines, self.text, length, first_line);
  while (bs_lines_next (&lines, &line))
    g_array_append_val (self.lines, line);

  for (guint n = 0; n < MAX_TRIES; n++)
    {
      g_autofree char *mended = NULL;
      g_autoptr (BsProblem) failure = NULL;
      BsValue *root;
      gsize mended_length;

      if ((n > 0 || clean == NULL) && !mend_line (&self, failed_line))
        return NULL;

      mended = assemble (&self, &mended_length);
      root = bs_yaml_read (mended, mended_length, first_line, problems, &failure);
      if (root != NULL)
        {
          for (guint i = 0; i < failures->len; i++)
            add_failure (problems, g_ptr_array_index (failures, i), first_failed_line);
          return root;
        }
      if (!bs_problem_kind_is_recovered (failure->kind))
        return NULL;
      failed_line = failure->line;
      g_ptr_array_add (failures, g_steal_pointer (&failure));
    }

  return NULL;
}
