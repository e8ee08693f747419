/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/front-matter-block.h"

#include "model/format/front-matter/conflict.h"
#include "model/format/front-matter/json-reader.h"
#include "model/format/text/lines.h"
#include "model/format/front-matter/recovery.h"
#include "model/format/front-matter/toml-reader.h"
#include "model/format/front-matter/yaml-mend.h"
#include "model/format/front-matter/yaml-reader.h"
#include "model/format/front-matter/yaml-simple.h"
#include "model/format/front-matter/yaml-words.h"

#include <string.h>

/* Hexo's `;;;` block has no braces; parseJSON in its front-matter package adds them. */
static BsValue *
read_json (const char *text, gsize length, guint line, GPtrArray *problems, BsProblem **failure)
{
  g_autofree char *wrapped = NULL;
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  if (i == length)
    return bs_value_new (BS_VALUE_NULL, line, 1);
  if (text[i] == '{' || text[i] == '[')
    return bs_json_read (text, length, line, problems, failure);

  /* The brace gets a line of its own, so that columns do not change. */
  wrapped = g_strdup_printf ("{\n%.*s\n}", (int) length, text);

  return bs_json_read (wrapped, strlen (wrapped), MAX (line, 1) - 1, problems, failure);
}

/* TOML and JSON share these faults with YAML; the line shows which one it is. */
static void
refine_failure (const BsFrontMatterBlock *self, BsProblem *failure)
{
  BsRecoverySyntax syntax = self->kind == BS_FRONT_MATTER_TOML ? BS_RECOVERY_TOML : BS_RECOVERY_JSON;
  BsRecoveryLine parts;
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, self->text, self->length, self->line);
  do
    {
      if (!bs_lines_next (&lines, &line))
        return;
    }
  while (line.number != failure->line);

  bs_recovery_line_read (&parts, syntax, &line);
  if (parts.key == NULL)
    failure->kind = syntax == BS_RECOVERY_TOML ? BS_PROBLEM_STRAY_LINE : failure->kind;
  else if (bs_recovery_value_open_quote (parts.value, parts.value_length) != '\0')
    failure->kind = BS_PROBLEM_OPEN_QUOTE;
  else if (parts.value_length > 0 && (parts.value[0] == '"' || parts.value[0] == '\''))
    failure->kind = memchr (parts.value, '\\', parts.value_length) != NULL ? BS_PROBLEM_ESCAPE : BS_PROBLEM_QUOTE;
  else if (parts.value_length > 0 && (parts.value[0] == '[' || parts.value[0] == '{'))
    failure->kind = BS_PROBLEM_OPEN_BRACKET;
}

static BsValue *
parse (const BsFrontMatterBlock *self, GPtrArray *problems, BsProblem **failure)
{
  switch (self->kind)
    {
    case BS_FRONT_MATTER_YAML:
      return bs_yaml_read (self->text, self->length, self->line, problems, failure);
    case BS_FRONT_MATTER_TOML:
      return bs_toml_read (self->text, self->length, self->line, problems, failure);
    case BS_FRONT_MATTER_JSON:
      return read_json (self->text, self->length, self->line, problems, failure);
    case BS_FRONT_MATTER_NONE:
    case BS_FRONT_MATTER_SCRIPT:
    case BS_FRONT_MATTER_COMMENT_LINKS:
    default:
      return bs_value_new (BS_VALUE_NULL, self->line, 1);
    }
}

/**
 * bs_front_matter_block_parse:
 * @self: (out caller-allocates): the block; clear it with bs_front_matter_block_clear()
 * @kind: the kind that its delimiters indicate
 * @text: the text between them, UTF-8 without NULs; it must outlive @self
 * @length: its length in bytes; only BS_FRONT_MATTER_MAX_BYTES are read
 * @line: the line of the file where it starts
 * @may_have_markers: whether to look for conflict markers
 *
 * Parses a block by the rules of its language. In conflicts the upper side is read.
 *
 * Returns: whether it is valid front matter: a map or empty
 */
gboolean
bs_front_matter_block_parse (BsFrontMatterBlock *self, BsFrontMatterKind kind, const char *text, gsize length,
                             guint line, gboolean may_have_markers)
{
  g_autoptr (BsValue) root = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  memset (self, 0, sizeof *self);
  self->kind = kind;
  self->text = text;
  self->length = length;
  self->line = line;

  if (length > BS_FRONT_MATTER_MAX_BYTES)
    {
      self->is_too_large = TRUE;
      self->length = BS_FRONT_MATTER_MAX_BYTES;
      while (self->length > 0 && text[self->length - 1] != '\n' && text[self->length - 1] != '\r')
        self->length--;
    }
  if (may_have_markers)
    self->ours = bs_conflict_take_ours (self->text, self->length, line, &self->marker_line);
  if (self->ours != NULL)
    self->text = self->ours;

  /* Front matter this simple has no problem. */
  if (kind == BS_FRONT_MATTER_YAML)
    root = bs_yaml_simple_read (self->text, self->length, line);
  if (root == NULL)
    {
      self->problems = bs_problems_new ();
      root = parse (self, self->problems, &self->failure);
    }
  if (self->failure != NULL && self->failure->kind == BS_PROBLEM_RECOVERED &&
      (kind == BS_FRONT_MATTER_TOML || kind == BS_FRONT_MATTER_JSON))
    refine_failure (self, self->failure);
  if (root != NULL && root->kind == BS_VALUE_MAP)
    self->root = g_steal_pointer (&root);

  return self->root != NULL || (root != NULL && root->kind == BS_VALUE_NULL && root->text == NULL);
}

static gboolean
has_known_key (const BsValue *map)
{
  for (guint i = 0; i < map->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (map->items, i);

      if (bs_recovery_key_is_known (item->key, strlen (item->key)))
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_front_matter_block_recover:
 * @self: a block that could not be parsed
 *
 * Reads the block anyway: broken lines of YAML are repaired, or else everything is read line by line.
 *
 * Returns: whether it has keys; text between two horizontal rules has none
 */
gboolean
bs_front_matter_block_recover (BsFrontMatterBlock *self)
{
  BsRecoverySyntax syntax;
  g_autoptr (BsValue) root = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  syntax = self->kind == BS_FRONT_MATTER_TOML ? BS_RECOVERY_TOML :
           self->kind == BS_FRONT_MATTER_JSON ? BS_RECOVERY_JSON :
                                                BS_RECOVERY_YAML;
  if (syntax == BS_RECOVERY_YAML && self->failure != NULL && bs_problem_kind_is_recovered (self->failure->kind))
    root = bs_yaml_mend (self->text, self->length, self->line, self->failure->line, self->problems);
  if (root == NULL || root->kind != BS_VALUE_MAP)
    {
      g_clear_pointer (&root, bs_value_free);
      root = bs_recovery_read (syntax, self->text, self->length, self->line);
    }
  if (root->items->len == 0 || (self->failure == NULL && !has_known_key (root)))
    return FALSE;

  if (self->failure == NULL)
    {
      const BsValue *first = g_ptr_array_index (root->items, 0);

      self->failure = bs_problem_new (BS_PROBLEM_RECOVERED, first->line, 1, bs_yaml_words (NULL, 0, NULL));
    }
  self->root = g_steal_pointer (&root);
  self->recovered = TRUE;

  return TRUE;
}

/**
 * bs_front_matter_block_finish:
 * @self: a block that was parsed or recovered
 * @report_recovered: whether to report the recovery; not needed if a more severe problem is reported
 * @problems: (nullable) (element-type BsProblem): receives the problems
 *
 * Reports the problems of the block.
 *
 * Returns: (transfer full) (nullable): its map
 */
BsValue *
bs_front_matter_block_finish (BsFrontMatterBlock *self, gboolean report_recovered, GPtrArray *problems)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (self->problems, i);

      bs_problems_add (problems, problem->kind, problem->line, problem->column, problem->detail);
    }
  if (self->is_too_large)
    bs_problems_add (problems, BS_PROBLEM_FRONT_MATTER_TOO_LARGE, self->line, 1, NULL);
  if (self->marker_line > 0)
    bs_problems_add (problems, BS_PROBLEM_CONFLICT_MARKERS, self->marker_line, 1, NULL);
  if (self->failure != NULL && self->failure->kind == BS_PROBLEM_TOO_DEEP)
    bs_problems_add (problems, BS_PROBLEM_TOO_DEEP, self->failure->line, self->failure->column, NULL);
  else if (self->failure != NULL && report_recovered)
    bs_problems_add (problems, self->failure->kind, self->failure->line, self->failure->column, self->failure->detail);

  return g_steal_pointer (&self->root);
}

/**
 * bs_front_matter_block_clear:
 * @self: a block
 *
 * Frees the contents of a block.
 */
void
bs_front_matter_block_clear (BsFrontMatterBlock *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ours, g_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->failure, bs_problem_free);
  g_clear_pointer (&self->root, bs_value_free);
}
