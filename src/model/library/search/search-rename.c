/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-rename.h"

#include <string.h>

typedef struct
{
  const char *text;
  BsSearchKind kind;
  GStrv from; /* the names, folded */
  GStrv to;   /* the names */
  BsSearchOtherFunc is_other;
  gpointer user_data;
  GString *result;
  gsize copied; /* up to here the text is in the result */
  gboolean is_changed;
} Renaming;

static GStrv
split (const char *const *names, gboolean folds)
{
  g_autofree char *path = g_strjoinv ("/", (GStrv) names);
  g_autofree char *folded = folds ? bs_search_fold_name (path) : NULL;

  return g_strsplit (folds ? folded : path, "/", -1);
}

/* It must not contain its own closing quote. */
static void
append_value (GString *out, const char *name)
{
  static const char *const quotes[][3] = { { "\"", "\"", "\"\u201c\u201d\uff02" },
                                           { "\u300c", "\u300d", "\u300d" },
                                           { "\u300e", "\u300f", "\u300f" },
                                           { "\u00ab", "\u00bb", "\u00bb" } };
  gboolean is_plain = *name != '\0';

  for (const char *c = name; *c != '\0' && is_plain; c = g_utf8_next_char (c))
    {
      gunichar one = g_utf8_get_char (c);

      is_plain = g_unichar_isalnum (one) || one == '/' || (c > name && (one == '-' || one == '_' || one == '.'));
    }
  for (guint i = 0; i < G_N_ELEMENTS (quotes) && !is_plain; i++)
    {
      gboolean is_free = TRUE;

      for (const char *c = quotes[i][2]; *c != '\0' && is_free; c = g_utf8_next_char (c))
        is_free = g_utf8_strchr (name, -1, g_utf8_get_char (c)) == NULL;
      if (is_free)
        {
          g_string_append_printf (out, "%s%s%s", quotes[i][0], name, quotes[i][1]);
          return;
        }
    }
  g_string_append (out, name);
}

/* How many names of @value, from its first one on, are the last ones of the category that is renamed. */
static guint
count_common (const Renaming *self, const char *const *value)
{
  guint n_value = g_strv_length ((GStrv) value);
  guint n_from = g_strv_length (self->from);

  for (guint n = MIN (n_value, n_from); n > 0; n--)
    {
      guint i = 0;

      while (i < n && g_str_equal (value[i], self->from[n_from - n + i]))
        i++;
      if (i == n)
        return n;
    }
  return 0;
}

/* Returns: (transfer full) (nullable): the new value */
static char *
find_new_value (const Renaming *self, const BsSearchNode *node)
{
  g_auto (GStrv) value = g_strsplit (node->text, "/", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  guint n_to = g_strv_length (self->to);
  guint n;

  if (self->kind != BS_SEARCH_CATEGORY)
    {
      g_autofree char *from = g_strjoinv ("/", self->from);

      return g_str_equal (node->text, from) ? g_strjoinv ("/", self->to) : NULL;
    }
  n = count_common (self, (const char *const *) value);
  if (n == 0)
    return NULL;
  /* A category that is named without those above it stays so. */
  g_strv_builder_addv (builder,
                       (const char **) self->to + (n == g_strv_length (self->from) || n >= n_to ? 0 : n_to - n));
  g_strv_builder_addv (builder, (const char **) value + n);
  names = g_strv_builder_end (builder);
  return g_strjoinv ("/", names);
}

static void
check_cb (const BsSearchNode *node, gsize outer, gsize value, gsize end, gpointer user_data)
{
  char **name = user_data;

  if (g_strcmp0 (node->text, *name) == 0)
    g_clear_pointer (name, g_free);
}

/* Whether it is parsed with the intended meaning. */
static gboolean
is_read_as (const char *written, const char *folded)
{
  g_autofree char *name = g_strdup (folded);

  return bs_search_visit_names (written, check_cb, &name) && name == NULL;
}

static void
name_cb (const BsSearchNode *node, gsize outer, gsize value, gsize end, gpointer user_data)
{
  Renaming *self = user_data;
  g_autofree char *name = node->kind == self->kind ? find_new_value (self, node) : NULL;
  g_autofree char *folded = name != NULL ? bs_search_fold_name (name) : NULL;
  g_autoptr (GString) written = NULL;
  gboolean is_hash = self->text[outer] == '#';

  if (name == NULL || g_str_equal (folded, node->text))
    return;
  written = g_string_new (NULL);
  /* A “#” at the end belongs to the form “#name#”. */
  if (is_hash && (strchr (name, '#') != NULL || !g_unichar_isalnum (g_utf8_get_char (name))))
    g_string_append (written, "tag:");
  else
    g_string_append_len (written, self->text + outer, (gssize) (value - outer));
  append_value (written, name);
  if (!is_read_as (written->str, folded))
    return;

  g_string_append_len (self->result, self->text + self->copied, (gssize) (outer - self->copied));
  if (self->is_other != NULL && self->is_other (node, self->user_data))
    {
      g_string_append_c (self->result, '(');
      g_string_append_len (self->result, self->text + outer, (gssize) (end - outer));
      g_string_append_printf (self->result, " OR %s)", written->str);
      if (self->text[end] != '\0' && !g_ascii_isspace (self->text[end]) && self->text[end] != ')')
        g_string_append_c (self->result, ' ');
    }
  else
    g_string_append (self->result, written->str);
  self->copied = end;
  self->is_changed = TRUE;
}

/**
 * bs_search_write_name:
 * @kind: %BS_SEARCH_CATEGORY, %BS_SEARCH_TAG or %BS_SEARCH_AUTHOR
 * @names: (array zero-terminated=1): the path of a category, or a tag or an author alone
 *
 * Returns: (transfer full): a query for it
 */
char *
bs_search_write_name (BsSearchKind kind, const char *const *names)
{
  GString *out;
  g_autofree char *path = NULL;

  g_return_val_if_fail (names != NULL && *names != NULL, NULL);

  out = g_string_new (kind == BS_SEARCH_CATEGORY ? "category:" : kind == BS_SEARCH_TAG ? "tag:" : "author:");
  path = g_strjoinv ("/", (GStrv) names);
  append_value (out, path);
  return g_string_free (out, FALSE);
}

/**
 * bs_search_rename:
 * @text: a query
 * @kind: %BS_SEARCH_CATEGORY, %BS_SEARCH_TAG or %BS_SEARCH_AUTHOR
 * @from: (array zero-terminated=1): the path of a category, or a tag or an author alone
 * @to: (array zero-terminated=1): the new name
 * @is_other: (nullable) (scope call): whether a name in the query also means something else, in which case it stays
 * @user_data: for @is_other
 *
 * Follows a change of a name. Everything else in the query stays as typed.
 *
 * Returns: (transfer full) (nullable): a query that finds the same articles as @text did before; %NULL if that is @text
 */
char *
bs_search_rename (const char *text, BsSearchKind kind, const char *const *from, const char *const *to,
                  BsSearchOtherFunc is_other, gpointer user_data)
{
  Renaming self = { text, kind, .is_other = is_other, .user_data = user_data };
  gboolean is_whole;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (from != NULL && *from != NULL, NULL);
  g_return_val_if_fail (to != NULL && *to != NULL, NULL);

  self.from = split (from, TRUE);
  self.to = split (to, FALSE);
  self.result = g_string_new (NULL);
  is_whole = bs_search_visit_names (text, name_cb, &self);
  g_string_append (self.result, text + self.copied);
  g_strfreev (self.from);
  g_strfreev (self.to);
  return g_string_free (self.result, !is_whole || !self.is_changed);
}
