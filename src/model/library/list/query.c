/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/query.h"

typedef struct
{
  BsQuery query;
  gatomicrefcount ref_count;
} BsQueryPrivate;

G_DEFINE_BOXED_TYPE (BsQuery, bs_query, bs_query_ref, bs_query_unref)

/**
 * bs_query_new:
 * @scope: which articles
 * @names: (nullable) (array zero-terminated=1): of a category its path, of a tag or a source its name alone
 * @sort: in which order
 * @reverse: whether the order is reversed
 *
 * Returns: (transfer full): a query
 */
BsQuery *
bs_query_new (BsScope scope, const char *const *names, BsSort sort, gboolean reverse)
{
  BsQueryPrivate *self = g_new0 (BsQueryPrivate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->query.scope = scope;
  self->query.names = g_strdupv ((GStrv) names);
  self->query.sort = sort;
  self->query.reverse = reverse != FALSE;
  return &self->query;
}

/**
 * bs_query_new_search:
 * @scope: where to search
 * @names: (nullable) (array zero-terminated=1): as for bs_query_new()
 * @sort: in which order
 * @reverse: whether the order is reversed
 * @text: (nullable): the text to search for
 * @is_typing: whether the last word of @text may go on
 *
 * Returns: (transfer full): a query for the articles of a place in which something is found
 */
BsQuery *
bs_query_new_search (BsScope scope, const char *const *names, BsSort sort, gboolean reverse, const char *text,
                     gboolean is_typing)
{
  BsQuery *self = bs_query_new (scope, names, sort, reverse);

  self->text = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  self->is_typing = self->text != NULL && is_typing;
  if (self->text != NULL)
    self->search = bs_search_query_parse (self->text, is_typing ? BS_SEARCH_TYPING : BS_SEARCH_DEFAULT);
  return self;
}

/**
 * bs_query_understand:
 * @self: a query
 * @vocabulary: the names of the library that is searched
 *
 * A name before a colon is a field if the front matter of the library has such a key.
 *
 * Returns: (transfer full): its meaning there; @self if that is the same anywhere
 */
BsQuery *
bs_query_understand (BsQuery *self, BsVocabulary *vocabulary)
{
  BsQuery *understood;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (vocabulary != NULL, NULL);

  if (self->search == NULL || !self->search->is_open)
    return bs_query_ref (self);
  understood = bs_query_new (self->scope, (const char *const *) self->names, self->sort, self->reverse);
  understood->text = g_strdup (self->text);
  understood->is_typing = self->is_typing;
  understood->search =
      bs_search_query_parse_in (self->text, self->is_typing ? BS_SEARCH_TYPING : BS_SEARCH_DEFAULT, vocabulary);
  return understood;
}

/**
 * bs_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self
 */
BsQuery *
bs_query_ref (BsQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((BsQueryPrivate *) self)->ref_count);
  return self;
}

/**
 * bs_query_unref:
 * @self: (transfer full): a query
 */
void
bs_query_unref (BsQuery *self)
{
  BsQueryPrivate *query = (BsQueryPrivate *) self;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&query->ref_count))
    return;
  g_strfreev (self->names);
  g_free (self->text);
  g_clear_pointer (&self->search, bs_search_query_unref);
  g_free (query);
}

/**
 * bs_query_equal:
 * @a: a query
 * @b: another
 *
 * Returns: whether both have the same articles in the same order
 */
gboolean
bs_query_equal (const BsQuery *a, const BsQuery *b)
{
  static const char *const nothing[] = { NULL };

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->scope == b->scope && a->sort == b->sort && a->reverse == b->reverse && g_strcmp0 (a->text, b->text) == 0 &&
         a->is_typing == b->is_typing &&
         g_strv_equal (a->names != NULL ? (const char *const *) a->names : nothing,
                       b->names != NULL ? (const char *const *) b->names : nothing);
}
