/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-reader.h"

#include "model/format/front-matter/yaml-events.h"
#include "model/format/front-matter/yaml-origin.h"

#include <string.h>

/* Parses again without indenting tabs. Returns FALSE if there were none. */
static gboolean
read_without_tabs (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure,
                   BsValue **root)
{
  g_autoptr (GArray) origins = NULL;
  g_autofree char *spaced = NULL;
  guint first_tab;
  gsize spaced_length;

  spaced = bs_yaml_replace_tabs (text, length, first_line, &spaced_length, &origins, &first_tab);
  if (spaced == NULL)
    return FALSE;

  g_clear_pointer (failure, bs_problem_free);
  *root = bs_yaml_events_read (spaced, spaced_length, first_line, origins, FALSE, problems, failure);
  if (*root != NULL)
    bs_problems_add (problems, BS_PROBLEM_TABS, first_tab, 1, NULL);

  return TRUE;
}

static gboolean
may_try_again (const BsValue *root, const BsProblem *failure)
{
  return root == NULL && bs_problem_kind_is_recovered (failure->kind);
}

/**
 * bs_yaml_read:
 * @text: UTF-8 without NULs
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @problems: (nullable) (element-type BsProblem): receives the problems of a readable text
 * @failure: (out) (nullable) (transfer full): the error
 *
 * Reads one YAML 1.1 document from libyaml's events. Scalars keep their text; bs_value_resolve_plain() determines their
 * type. Aliases are expanded up to a limit. Anchors and tags are ignored, except that an unknown tag before a plain
 * scalar is part of the text. `<<` is an ordinary key. The name of a key that is a list or a map is its source text. Of
 * duplicate keys the last one wins.
 *
 * Lines of white space count as empty, and wide spaces where YAML expects spaces count as spaces. If that is not
 * enough, each indenting tab counts as two spaces, as in Hexo. @failure is either a recoverable kind (see
 * bs_problem_kind_is_recovered()), positioned at the faulty text and with the reason in plain words, or
 * %BS_PROBLEM_TOO_DEEP if the nesting is too deep.
 *
 * Returns: (transfer full) (nullable): the document, a null value if it is empty; %NULL if @failure is set
 */
BsValue *
bs_yaml_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure)
{
  g_autoptr (GArray) origins = NULL;
  g_autoptr (BsProblem) first_failure = NULL;
  g_autofree char *narrow = NULL;
  g_autofree char *cleared = NULL;
  guint wide_line, wide_column;
  BsValue *root;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  if (length > 0)
    narrow = bs_yaml_replace_wide_spaces (text, length, first_line, &length, &wide_line, &wide_column);
  if (narrow != NULL)
    text = narrow;
  if (length > 0)
    origins = bs_yaml_find_origins (text, length, first_line);
  root = bs_yaml_events_read (text != NULL ? text : "", length, first_line, origins, FALSE, problems, &first_failure);
  if (may_try_again (root, first_failure) && (cleared = bs_yaml_clear_blank_lines (text, length)) != NULL)
    {
      text = cleared;
      g_clear_pointer (&first_failure, bs_problem_free);
      root = bs_yaml_events_read (text, length, first_line, origins, FALSE, problems, &first_failure);
    }
  if (may_try_again (root, first_failure) && memchr (text, '\t', length) != NULL)
    read_without_tabs (text, length, first_line, problems, &first_failure, &root);
  if (root != NULL && narrow != NULL)
    bs_problems_add (problems, BS_PROBLEM_WIDE_SPACES, wide_line, wide_column, NULL);
  if (root == NULL && failure != NULL)
    *failure = g_steal_pointer (&first_failure);

  return root;
}

/**
 * bs_yaml_read_places:
 * @text: UTF-8 without NULs
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @failure: (out) (nullable) (transfer full): the error
 *
 * Like bs_yaml_read(), and records the position of each value in @text. Fails if the text is only readable with tabs or
 * wide spaces replaced, because positions would not match.
 *
 * Returns: (transfer full) (nullable): the document; %NULL if @failure is set
 */
BsValue *
bs_yaml_read_places (const char *text, gsize length, guint first_line, BsProblem **failure)
{
  g_autofree char *cleared = NULL;
  BsValue *root;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure != NULL && *failure == NULL, NULL);

  if (text == NULL)
    text = "";
  root = bs_yaml_events_read (text, length, first_line, NULL, TRUE, NULL, failure);
  if (may_try_again (root, *failure) && (cleared = bs_yaml_clear_blank_lines (text, length)) != NULL)
    {
      g_clear_pointer (failure, bs_problem_free);
      root = bs_yaml_events_read (cleared, length, first_line, NULL, TRUE, NULL, failure);
    }

  return root;
}
