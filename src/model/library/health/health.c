/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/health/health.h"

#include <stdlib.h>
#include <string.h>

/* The smallest sizes of the groups, in bytes. */
static const guint64 sizes[] = { 0, 1, 1024, 4096, 16384, 65536, 262144, 1048576 };

static void
figure_free (gpointer data)
{
  BsHealthFigure *self = data;

  g_free (self->key);
  g_free (self->query);
  g_array_unref (self->ids);
  g_free (self);
}

static void
link_free (gpointer data)
{
  BsHealthLink *self = data;

  g_free (self->target);
  g_free (self);
}

static void
left_out_free (gpointer data)
{
  BsHealthLeftOut *self = data;

  g_free (self->path);
  g_free (self->other);
  g_free (self);
}

/**
 * bs_health_link_new:
 * @id: of an article
 * @line: the line of the link, from 1; 0 if it is in the front matter
 * @target: the link as written
 *
 * Returns: (transfer full): a link for @missing_images or @dead_links
 */
BsHealthLink *
bs_health_link_new (guint32 id, guint line, const char *target)
{
  BsHealthLink *self = g_new (BsHealthLink, 1);

  *self = (BsHealthLink){ id, line, g_strdup (target) };
  return self;
}

/**
 * bs_health_add_left_out:
 * @self: figures
 * @path: of an article
 * @reason: why the generator leaves it out
 * @other: (nullable): the article that has the same address
 */
void
bs_health_add_left_out (BsHealth *self, const char *path, BsHealthReason reason, const char *other)
{
  BsHealthLeftOut *left_out = g_new (BsHealthLeftOut, 1);

  *left_out = (BsHealthLeftOut){ g_strdup (path), reason, g_strdup (other) };
  g_ptr_array_add (self->left_out, left_out);
}

/**
 * bs_health_reason_to_string:
 * @reason: a reason
 *
 * Returns: its name for scripts
 */
const char *
bs_health_reason_to_string (BsHealthReason reason)
{
  static const char *const names[] = {
    [BS_HEALTH_DRAFT] = "draft",
    [BS_HEALTH_FUTURE] = "future",
    [BS_HEALTH_OUTSIDE] = "outside",
    [BS_HEALTH_SAME_ADDRESS] = "same-address",
  };

  g_return_val_if_fail (reason < G_N_ELEMENTS (names), NULL);

  return names[reason];
}

/* The search that finds the articles of a figure. */
static char *
make_query (BsHealthSection section, const char *key)
{
  switch (section)
    {
    case BS_HEALTH_MONTHS:
      return *key != '\0' ? g_strconcat ("date:", key, NULL) : g_strdup ("is:undated");
    case BS_HEALTH_SOURCES:
      return *key != '\0' && strpbrk (key, "\"\n") == NULL ? g_strconcat ("author:\"", key, "\"", NULL) : NULL;
    case BS_HEALTH_PROBLEMS:
      return g_strconcat ("problem:", key, NULL);
    case BS_HEALTH_SIZES:
    case BS_HEALTH_LANGUAGES:
    case BS_HEALTH_N_SECTIONS:
    default:
      return NULL;
    }
}

/* Looked up from the end, because the next article often belongs to the same figure as the last. */
static BsHealthFigure *
find_figure (BsHealth *self, BsHealthSection section, const char *key)
{
  GPtrArray *figures = self->sections[section];

  for (guint i = figures->len; i > 0; i--)
    if (strcmp (((BsHealthFigure *) figures->pdata[i - 1])->key, key) == 0)
      return figures->pdata[i - 1];
  return NULL;
}

static BsHealthFigure *
add_figure (BsHealth *self, BsHealthSection section, const char *key)
{
  BsHealthFigure *figure = g_new (BsHealthFigure, 1);

  *figure = (BsHealthFigure){ g_strdup (key), make_query (section, key), g_array_new (FALSE, FALSE, sizeof (guint32)) };
  g_ptr_array_add (self->sections[section], figure);
  return figure;
}

/**
 * bs_health_count:
 * @self: figures
 * @section: a section with few figures
 * @key: the key of the figure
 * @id: an article that has it
 */
void
bs_health_count (BsHealth *self, BsHealthSection section, const char *key, guint32 id)
{
  BsHealthFigure *figure = find_figure (self, section, key);

  if (figure == NULL)
    figure = add_figure (self, section, key);
  g_array_append_val (figure->ids, id);
}

static void
count_in (BsHealth *self, GHashTable *figures, BsHealthSection section, gpointer term, const char *key, guint32 id)
{
  BsHealthFigure *figure = g_hash_table_lookup (figures, term);

  if (figure == NULL)
    {
      figure = add_figure (self, section, key);
      g_hash_table_insert (figures, term, figure);
    }
  g_array_append_val (figure->ids, id);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const BsHealthFigure *one = *(BsHealthFigure *const *) a;
  const BsHealthFigure *other = *(BsHealthFigure *const *) b;

  if (one->ids->len != other->ids->len)
    return one->ids->len > other->ids->len ? -1 : 1;
  return strcmp (one->key, other->key);
}

/* An empty key comes last. */
static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const BsHealthFigure *one = *(BsHealthFigure *const *) a;
  const BsHealthFigure *other = *(BsHealthFigure *const *) b;

  if ((*one->key == '\0') != (*other->key == '\0'))
    return *one->key == '\0' ? 1 : -1;
  return strcmp (one->key, other->key);
}

/**
 * bs_health_sort:
 * @self: figures
 * @section: a section
 *
 * Sorts months by time, and other figures by how many articles have them.
 */
void
bs_health_sort (BsHealth *self, BsHealthSection section)
{
  g_ptr_array_sort (self->sections[section], section == BS_HEALTH_MONTHS ? compare_keys : compare_counts);
}

static void
count_month (BsHealth *self, GHashTable *months, const BsRow *row)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *key = NULL;
  BsDate date;
  guint number = 0;

  if (bs_row_get_date (row, &date))
    time = g_date_time_new_from_unix_utc (date.face);
  if (time != NULL)
    {
      number = (guint) (12 * g_date_time_get_year (time) + g_date_time_get_month (time));
      key = g_strdup_printf ("%04d-%02d", g_date_time_get_year (time), g_date_time_get_month (time));
    }
  count_in (self, months, BS_HEALTH_MONTHS, GUINT_TO_POINTER (number), key != NULL ? key : "", row->id);
}

static void
count_size (BsHealth *self, const BsRow *row)
{
  guint i = G_N_ELEMENTS (sizes) - 1;

  while (row->size < sizes[i])
    i--;
  g_array_append_val (((BsHealthFigure *) self->sections[BS_HEALTH_SIZES]->pdata[i])->ids, row->id);
}

static void
count_problems (BsHealth *self, GHashTable *problems, const BsRow *row)
{
  for (guint kind = 0; kind < BS_N_PROBLEMS && row->problems != 0; kind++)
    if ((row->problems & ((guint64) 1 << kind)) != 0)
      count_in (self, problems, BS_HEALTH_PROBLEMS, GUINT_TO_POINTER (kind), bs_problem_kind_to_string (kind), row->id);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return bs_row_compare_paths (*(BsRow *const *) a, *(BsRow *const *) b);
}

/**
 * bs_health_new:
 * @snapshot: the table
 * @site: the articles' site
 *
 * Counts from the table, without reading files. Languages, links and images come from bs_health_check().
 *
 * Returns: (transfer full): the figures, with the articles of each in the order of their paths
 */
BsHealth *
bs_health_new (const BsSnapshot *snapshot, BsSite *site)
{
  BsHealth *self;
  g_autoptr (GHashTable) months = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) sources = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) problems = g_hash_table_new (NULL, NULL);
  g_autofree const BsRow **rows = NULL;

  g_return_val_if_fail (snapshot != NULL && site != NULL, NULL);

  self = g_new0 (BsHealth, 1);
  for (guint i = 0; i < BS_HEALTH_N_SECTIONS; i++)
    self->sections[i] = g_ptr_array_new_with_free_func (figure_free);
  self->missing_images = g_ptr_array_new_with_free_func (link_free);
  self->dead_links = g_ptr_array_new_with_free_func (link_free);
  self->unused_images = g_ptr_array_new_with_free_func (g_free);
  self->left_out = g_ptr_array_new_with_free_func (left_out_free);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GUINT64_FORMAT, sizes[i]);

      add_figure (self, BS_HEALTH_SIZES, key);
    }
  rows = g_new (const BsRow *, snapshot->n_rows + 1);
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL && (bs_row_get_marks (snapshot->rows[i]) & BS_MARK_GONE) == 0)
      rows[self->n_articles++] = snapshot->rows[i];
  qsort (rows, self->n_articles, sizeof *rows, compare_rows);
  for (guint i = 0; i < self->n_articles; i++)
    {
      const BsRow *row = rows[i];

      self->bytes += row->size;
      count_month (self, months, row);
      count_size (self, row);
      count_problems (self, problems, row);
      for (guint j = 0; j < row->n_sources; j++)
        count_in (self, sources, BS_HEALTH_SOURCES, row->terms[j], row->terms[j]->name, row->id);
      if (row->n_sources == 0)
        count_in (self, sources, BS_HEALTH_SOURCES, NULL, "", row->id);
    }
  bs_health_sort (self, BS_HEALTH_MONTHS);
  bs_health_sort (self, BS_HEALTH_SOURCES);
  bs_health_sort (self, BS_HEALTH_PROBLEMS);
  return self;
}

/**
 * bs_health_free:
 * @self: (transfer full): figures
 */
void
bs_health_free (BsHealth *self)
{
  for (guint i = 0; i < BS_HEALTH_N_SECTIONS; i++)
    g_ptr_array_unref (self->sections[i]);
  g_ptr_array_unref (self->missing_images);
  g_ptr_array_unref (self->dead_links);
  g_ptr_array_unref (self->unused_images);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}
