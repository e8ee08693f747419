/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-names.h"
#include "model/library/library-work.h"
#include "model/library/list/finding.h"

#include <string.h>

static BsVocabularyKind
get_kind (BsScope scope)
{
  return scope == BS_SCOPE_TAG ? BS_VOCABULARY_TAGS : BS_VOCABULARY_SOURCES;
}

static BsSnapshot *
take_snapshot (gpointer owner)
{
  return bs_table_take_snapshot (bs_library_get_table (owner));
}

static void
state_cb (BsNameList *list)
{
  g_assert (BS_IS_NAME_LIST (list));

  bs_name_list_refresh (list);
}

static void
changed_cb (BsNameList *list)
{
  g_assert (BS_IS_NAME_LIST (list));

  bs_name_list_refresh (list);
}

/**
 * bs_library_list_names:
 * @self: a library
 * @scope: %BS_SCOPE_TAG or %BS_SCOPE_SOURCE
 *
 * Returns: (transfer full): the tags or the sources, which follow the library; empty until they have a query
 */
BsNameList *
bs_library_list_names (BsLibrary *self, BsScope scope)
{
  BsNameList *list;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (scope == BS_SCOPE_TAG || scope == BS_SCOPE_SOURCE, NULL);

  list = bs_name_list_new (bs_library_get_vocabulary (self), get_kind (scope), take_snapshot, G_OBJECT (self));
  g_signal_connect_object (self, "changed", G_CALLBACK (changed_cb), list, G_CONNECT_SWAPPED);
  /* The results of the first scan are not reported as changes. */
  g_signal_connect_object (self, "notify::state", G_CALLBACK (state_cb), list, G_CONNECT_SWAPPED);
  return list;
}

static void
places_changed_cb (BsGoTo *places)
{
  g_assert (BS_IS_GO_TO (places));

  bs_go_to_refresh (places);
}

/**
 * bs_library_new_go_to:
 * @self: a library
 *
 * Returns: (transfer full): finds its articles, categories, tags, sources and folders, and follows its changes
 */
BsGoTo *
bs_library_new_go_to (BsLibrary *self)
{
  BsGoTo *places;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  places = bs_go_to_new (bs_library_get_vocabulary (self), take_snapshot, G_OBJECT (self));
  g_signal_connect_object (self, "changed", G_CALLBACK (places_changed_cb), places, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::state", G_CALLBACK (places_changed_cb), places, G_CONNECT_SWAPPED);
  return places;
}

/**
 * bs_library_understand:
 * @self: a library
 * @query: a query
 *
 * Returns: (transfer full): its meaning in this library, from bs_query_understand()
 */
BsQuery *
bs_library_understand (BsLibrary *self, BsQuery *query)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_query_understand (query, bs_library_get_vocabulary (self));
}

/**
 * bs_library_list_phrases:
 * @self: a library
 * @text: the search text
 *
 * Returns: (transfer full): the phrases to highlight in its articles, from bs_finding_list_phrases()
 */
GStrv
bs_library_list_phrases (BsLibrary *self, const char *text)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_finding_list_phrases (text, bs_library_get_vocabulary (self));
}

/**
 * bs_library_count_named:
 * @self: a library
 * @scope: %BS_SCOPE_TAG or %BS_SCOPE_SOURCE
 * @name: a tag or a source
 *
 * Returns: how many articles have it
 */
guint
bs_library_count_named (BsLibrary *self, BsScope scope, const char *name)
{
  const BsTerm *term;

  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);
  g_return_val_if_fail (scope == BS_SCOPE_TAG || scope == BS_SCOPE_SOURCE, 0);
  g_return_val_if_fail (name != NULL, 0);

  term = bs_vocabulary_lookup (bs_library_get_vocabulary (self), get_kind (scope), NULL, name, strlen (name));
  return term != NULL ? term->count : 0;
}

/* Which articles are looked for. */
typedef struct
{
  BsVocabulary *vocabulary;
  BsVocabularyKind kind;
  GStrv names;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  bs_vocabulary_unref (search->vocabulary);
  g_strfreev (search->names);
  g_free (search);
}

static gpointer
find (BsLibraryWork *work, GCancellable *cancellable, GError **error)
{
  const Search *search = work->data;
  g_autoptr (GHashTable) terms = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; search->names[i] != NULL; i++)
    {
      BsTerm *term =
          bs_vocabulary_lookup (search->vocabulary, search->kind, NULL, search->names[i], strlen (search->names[i]));

      if (term != NULL)
        g_hash_table_add (terms, term);
    }
  for (guint i = 0; i < work->snapshot->n_rows; i++)
    {
      const BsRow *row = work->snapshot->rows[i];
      BsTerm *const *mine;
      guint n;

      if (row == NULL)
        continue;
      mine = search->kind == BS_VOCABULARY_SOURCES ? row->terms : row->terms + row->n_sources + row->n_categories;
      n = search->kind == BS_VOCABULARY_SOURCES ? row->n_sources : row->n_tags;
      for (guint j = 0; j < n; j++)
        if (g_hash_table_contains (terms, mine[j]))
          {
            g_ptr_array_add (paths, bs_row_dup_path (row));
            break;
          }
    }
  g_ptr_array_add (paths, NULL);

  return g_ptr_array_steal (paths, NULL);
}

/**
 * bs_library_find_named_async:
 * @self: a library
 * @scope: %BS_SCOPE_TAG or %BS_SCOPE_SOURCE
 * @names: (array zero-terminated=1): tags or sources
 * @cancellable: (nullable): ends the waiting
 * @callback: called when they are found
 * @user_data: for @callback
 *
 * Finds the articles that have any of these names.
 */
void
bs_library_find_named_async (BsLibrary *self, BsScope scope, const char *const *names, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  BsLibraryWork work = { find, (GDestroyNotify) g_strfreev };
  Search *search;

  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (scope == BS_SCOPE_TAG || scope == BS_SCOPE_SOURCE);
  g_return_if_fail (names != NULL);

  search = g_new0 (Search, 1);
  search->vocabulary = bs_vocabulary_ref (bs_library_get_vocabulary (self));
  search->kind = get_kind (scope);
  search->names = g_strdupv ((GStrv) names);
  work.data = search;
  work.free_data = search_free;
  bs_library_work_on_all (self, work, bs_library_find_named_async, cancellable, callback, user_data);
}

/**
 * bs_library_find_named_finish:
 * @self: a library
 * @result: the result passed to the callback
 * @error: return location
 *
 * Returns: (transfer full) (element-type filename): their paths relative to the folder; %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
GStrv
bs_library_find_named_finish (BsLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
