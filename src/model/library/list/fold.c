/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/fold.h"

#include "model/library/similar/similar.h"

#define NO_PLACE G_MAXUINT32

/* A group that an article is in, while it has the content that it was compared with. */
typedef struct
{
  guint32 group; /* from 1; 0 for none */
  guint64 content_hash;
} Membership;

/* Shared by all folds that differ only in their open groups. */
typedef struct
{
  guint n_groups;
  guint n_members;
  Membership members[]; /* by id */
} Groups;

struct _BsFold
{
  gatomicrefcount ref_count;
  Groups *groups;
  GArray *open; /* (element-type guint32): ids; the group of each is open */
};

static BsFold *
fold_new (Groups *groups, const GArray *open)
{
  BsFold *self = g_new (BsFold, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->groups = groups;
  self->open = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (open != NULL)
    g_array_append_vals (self->open, open->data, open->len);
  return self;
}

/**
 * bs_fold_new:
 * @snapshot: the table that the groups were found in
 * @groups: (element-type BsSimilarGroup): articles that are similar
 *
 * Returns: (transfer full): a fold in which every group is closed
 */
BsFold *
bs_fold_new (const BsSnapshot *snapshot, const GPtrArray *groups)
{
  Groups *shared;

  g_return_val_if_fail (snapshot != NULL && groups != NULL, NULL);

  shared = g_atomic_rc_box_alloc0 (sizeof (Groups) + snapshot->n_rows * sizeof (Membership));
  shared->n_groups = groups->len;
  shared->n_members = snapshot->n_rows;
  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *members = ((const BsSimilarGroup *) groups->pdata[i])->members;

      for (guint j = 0; j < members->len; j++)
        {
          guint32 id = g_array_index (members, BsSimilarMember, j).id;

          if (id < snapshot->n_rows && snapshot->rows[id] != NULL)
            shared->members[id] = (Membership){ i + 1, snapshot->rows[id]->content_hash };
        }
    }
  return fold_new (shared, NULL);
}

/**
 * bs_fold_ref:
 * @self: a fold
 *
 * Returns: (transfer full): @self
 */
BsFold *
bs_fold_ref (BsFold *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_fold_unref:
 * @self: (transfer full): a fold
 */
void
bs_fold_unref (BsFold *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->open);
  g_atomic_rc_box_release (self->groups);
  g_free (self);
}

static guint32
get_group (const BsFold *self, guint32 id)
{
  return id < self->groups->n_members ? self->groups->members[id].group : 0;
}

/**
 * bs_fold_contains:
 * @self: a fold
 * @id: of an article
 *
 * Returns: whether the article is similar to another
 */
gboolean
bs_fold_contains (const BsFold *self, guint32 id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_group (self, id) != 0;
}

/**
 * bs_fold_is_open:
 * @self: a fold
 * @id: of an article
 *
 * Returns: whether the articles that are similar to it have rows of their own
 */
gboolean
bs_fold_is_open (const BsFold *self, guint32 id)
{
  guint32 group;

  g_return_val_if_fail (self != NULL, FALSE);

  group = get_group (self, id);
  for (guint i = 0; group != 0 && i < self->open->len; i++)
    if (get_group (self, g_array_index (self->open, guint32, i)) == group)
      return TRUE;
  return FALSE;
}

/**
 * bs_fold_with_open:
 * @self: a fold
 * @id: of an article
 * @is_open: whether the articles that are similar to it get rows of their own
 *
 * Returns: (transfer full): a fold that differs from @self in that alone
 */
BsFold *
bs_fold_with_open (BsFold *self, guint32 id, gboolean is_open)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 group;

  g_return_val_if_fail (self != NULL, NULL);

  group = get_group (self, id);
  for (guint i = 0; i < self->open->len; i++)
    if (get_group (self, g_array_index (self->open, guint32, i)) != group)
      g_array_append_val (open, g_array_index (self->open, guint32, i));
  if (is_open)
    g_array_append_val (open, id);
  return fold_new (g_atomic_rc_box_acquire (self->groups), open);
}

/**
 * bs_fold_with_open_of:
 * @self: a fold
 * @other: the fold before it
 *
 * Returns: (transfer full): a fold with the groups of @self, in which the articles that were open in @other are open
 */
BsFold *
bs_fold_with_open_of (BsFold *self, const BsFold *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);

  return fold_new (g_atomic_rc_box_acquire (self->groups), other->open);
}

/* The group of an article, unless its content has changed since. */
static guint32
find_group (const BsFold *self, const BsSnapshot *snapshot, guint32 id)
{
  guint32 group = get_group (self, id);

  return group != 0 && snapshot->rows[id] != NULL &&
                 snapshot->rows[id]->content_hash == self->groups->members[id].content_hash ?
             group :
             0;
}

/**
 * bs_fold_apply:
 * @self: a fold
 * @snapshot: the table
 * @ids: (transfer full): articles of it, in the order of a list
 *
 * The first article of each group represents all of it; in an open group, the others follow it.
 *
 * Returns: (transfer full): the articles with a row, with the number of articles folded into each
 */
BsIds *
bs_fold_apply (const BsFold *self, const BsSnapshot *snapshot, BsIds *ids)
{
  guint n_groups;
  g_autofree guint32 *first = NULL;
  g_autofree guint32 *last = NULL;
  g_autofree guint32 *counts = NULL;
  g_autofree guint32 *next = NULL;
  g_autofree gboolean *is_open = NULL;
  BsIds *folded;
  guint n = 0;
  guint end;

  g_return_val_if_fail (self != NULL && snapshot != NULL && ids != NULL, ids);

  n_groups = self->groups->n_groups + 1;
  first = g_new0 (guint32, n_groups);
  last = g_new0 (guint32, n_groups);
  counts = g_new0 (guint32, n_groups);
  is_open = g_new0 (gboolean, n_groups);
  next = g_new (guint32, ids->n_ids + 1);
  for (guint i = 0; i < self->open->len; i++)
    is_open[get_group (self, g_array_index (self->open, guint32, i))] = TRUE;
  for (guint32 i = 0; i < ids->n_ids; i++)
    {
      guint32 group = find_group (self, snapshot, ids->ids[i]);

      next[i] = NO_PLACE;
      if (group == 0)
        continue;
      if (counts[group]++ == 0)
        first[group] = i;
      else
        next[last[group]] = i;
      last[group] = i;
    }

  folded = bs_ids_new (ids->n_ids, ids->version);
  folded->folded = g_hash_table_new (NULL, NULL);
  end = ids->n_ids;
  for (guint32 i = 0; i < ids->n_ids; i++)
    {
      guint32 group = find_group (self, snapshot, ids->ids[i]);

      if (group != 0 && first[group] != i)
        continue;
      folded->ids[n++] = ids->ids[i];
      if (group == 0 || counts[group] < 2)
        continue;
      g_hash_table_insert (folded->folded, GUINT_TO_POINTER (ids->ids[i]), GUINT_TO_POINTER (counts[group] - 1));
      for (guint32 j = next[i]; j != NO_PLACE; j = next[j])
        folded->ids[is_open[group] ? n++ : --end] = ids->ids[j];
    }
  folded->n_ids = n;
  folded->n_hidden = ids->n_ids - n;
  bs_ids_unref (ids);
  return folded;
}
