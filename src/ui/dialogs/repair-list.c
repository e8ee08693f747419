/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/repair-list.h"

/* Groups are found on a worker. */

typedef struct
{
  BsSnapshot *snapshot; /* (nullable): until it is in the groups */
  guint64 kinds;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->snapshot, bs_snapshot_free);
  g_free (search);
}

static void
groups_clear (gpointer data)
{
  BsRepairGroups *self = data;

  for (guint kind = 0; kind < BS_N_PROBLEMS; kind++)
    g_ptr_array_unref (self->rows[kind]);
  bs_snapshot_free (self->snapshot);
}

BsRepairGroups *
bs_repair_groups_ref (BsRepairGroups *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
bs_repair_groups_unref (BsRepairGroups *self)
{
  g_atomic_rc_box_release_full (self, groups_clear);
}

/* Returns: (transfer full) (element-type filename): all articles of a kind, relative to the library, and %NULL */
GPtrArray *
bs_repair_groups_list_paths (const BsRepairGroups *self, BsProblemKind kind)
{
  const GPtrArray *rows;
  GPtrArray *paths;

  g_return_val_if_fail (self != NULL && kind < BS_N_PROBLEMS, NULL);

  rows = self->rows[kind];
  paths = g_ptr_array_new_full (rows->len + 1, g_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (paths, bs_row_dup_path (rows->pdata[i]));
  g_ptr_array_add (paths, NULL);
  return paths;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return bs_row_compare_paths (*(BsRow *const *) a, *(BsRow *const *) b);
}

static void
find_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  BsRepairGroups *groups = g_atomic_rc_box_new0 (BsRepairGroups);

  groups->snapshot = g_steal_pointer (&search->snapshot);
  for (guint kind = 0; kind < BS_N_PROBLEMS; kind++)
    groups->rows[kind] = g_ptr_array_new ();
  for (guint i = 0; i < groups->snapshot->n_rows; i++)
    {
      BsRow *row = groups->snapshot->rows[i];
      guint64 left = row != NULL ? row->problems & search->kinds : 0;

      for (guint kind = 0; left != 0; kind++, left >>= 1)
        if ((left & 1) != 0)
          g_ptr_array_add (groups->rows[kind], row);
    }
  for (guint kind = 0; kind < BS_N_PROBLEMS; kind++)
    g_ptr_array_sort (groups->rows[kind], compare_rows);
  g_task_return_pointer (task, groups, (GDestroyNotify) bs_repair_groups_unref);
}

/* @kinds: a bit for each kind that is looked for */
void
bs_repair_groups_find_async (BsLibrary *library, guint64 kinds, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (BS_IS_LIBRARY (library));

  search = g_new (Search, 1);
  *search = (Search){ bs_library_take_snapshot (library), kinds };
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_repair_groups_find_async);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, find_thread);
}

/* Returns: (transfer full) (nullable): the groups; %NULL with %G_IO_ERROR_CANCELLED */
BsRepairGroups *
bs_repair_groups_find_finish (BsLibrary *library, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

struct _BsRepairItem
{
  GObject parent_instance;

  char *path;
  char *title;
};

G_DEFINE_FINAL_TYPE (BsRepairItem, bs_repair_item, G_TYPE_OBJECT)

static void
bs_repair_item_finalize (GObject *object)
{
  BsRepairItem *self = BS_REPAIR_ITEM (object);

  g_free (self->path);
  g_free (self->title);

  G_OBJECT_CLASS (bs_repair_item_parent_class)->finalize (object);
}

static void
bs_repair_item_class_init (BsRepairItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_repair_item_finalize;
}

static void
bs_repair_item_init (BsRepairItem *self)
{
}

/* Returns: (transfer none) (type filename): relative to the library */
const char *
bs_repair_item_get_path (BsRepairItem *self)
{
  g_return_val_if_fail (BS_IS_REPAIR_ITEM (self), NULL);

  return self->path;
}

const char *
bs_repair_item_get_title (BsRepairItem *self)
{
  g_return_val_if_fail (BS_IS_REPAIR_ITEM (self), NULL);

  return self->title;
}

struct _BsRepairList
{
  GObject parent_instance;

  BsRepairGroups *groups; /* (nullable) */
  BsProblemKind kind;
};

static void bs_repair_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BsRepairList, bs_repair_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bs_repair_list_list_model_init))

static GType
bs_repair_list_get_item_type (GListModel *model)
{
  return BS_TYPE_REPAIR_ITEM;
}

static const GPtrArray *
get_rows (const BsRepairGroups *groups, BsProblemKind kind)
{
  return groups != NULL && kind < BS_N_PROBLEMS ? groups->rows[kind] : NULL;
}

static guint
bs_repair_list_get_n_items (GListModel *model)
{
  BsRepairList *self = BS_REPAIR_LIST (model);
  const GPtrArray *rows = get_rows (self->groups, self->kind);

  return rows != NULL ? rows->len : 0;
}

static gpointer
bs_repair_list_get_item (GListModel *model, guint position)
{
  BsRepairList *self = BS_REPAIR_LIST (model);
  const GPtrArray *rows = get_rows (self->groups, self->kind);
  BsRepairItem *item;

  if (rows == NULL || position >= rows->len)
    return NULL;
  item = g_object_new (BS_TYPE_REPAIR_ITEM, NULL);
  item->path = bs_row_dup_path (rows->pdata[position]);
  item->title = g_strdup (bs_row_get_title (rows->pdata[position]));
  return item;
}

static void
bs_repair_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bs_repair_list_get_item_type;
  iface->get_n_items = bs_repair_list_get_n_items;
  iface->get_item = bs_repair_list_get_item;
}

static void
bs_repair_list_finalize (GObject *object)
{
  BsRepairList *self = BS_REPAIR_LIST (object);

  g_clear_pointer (&self->groups, bs_repair_groups_unref);

  G_OBJECT_CLASS (bs_repair_list_parent_class)->finalize (object);
}

static void
bs_repair_list_class_init (BsRepairListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_repair_list_finalize;
}

static void
bs_repair_list_init (BsRepairList *self)
{
  self->kind = BS_N_PROBLEMS;
}

BsRepairList *
bs_repair_list_new (void)
{
  return g_object_new (BS_TYPE_REPAIR_LIST, NULL);
}

static void
drop_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  bs_repair_groups_unref (task_data);
  g_task_return_boolean (task, TRUE);
}

/* A table of very many rows is freed on a worker. */
static void
drop (BsRepairGroups *groups)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, drop);
  g_task_set_task_data (task, groups, NULL);
  g_task_run_in_thread (task, drop_thread);
}

/* @groups: (transfer full). Equal rows stay, so that the list keeps its place. */
void
bs_repair_list_set_groups (BsRepairList *self, BsRepairGroups *groups)
{
  BsRepairGroups *old_groups;
  const GPtrArray *old_rows, *new_rows;
  guint n_old, n_new, n_start = 0, n_end = 0;

  g_return_if_fail (BS_IS_REPAIR_LIST (self));
  g_return_if_fail (groups != NULL);

  old_groups = g_steal_pointer (&self->groups);
  self->groups = groups;
  old_rows = get_rows (old_groups, self->kind);
  new_rows = get_rows (groups, self->kind);
  n_old = old_rows != NULL ? old_rows->len : 0;
  n_new = new_rows != NULL ? new_rows->len : 0;
  while (n_start < MIN (n_old, n_new) && old_rows->pdata[n_start] == new_rows->pdata[n_start])
    n_start++;
  while (n_end < MIN (n_old, n_new) - n_start &&
         old_rows->pdata[n_old - n_end - 1] == new_rows->pdata[n_new - n_end - 1])
    n_end++;
  if (n_old - n_start - n_end > 0 || n_new - n_start - n_end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_start, n_old - n_start - n_end, n_new - n_start - n_end);
  if (old_groups != NULL)
    drop (old_groups);
}

/* Returns: (transfer none) (nullable): the groups, once they are found */
BsRepairGroups *
bs_repair_list_get_groups (BsRepairList *self)
{
  g_return_val_if_fail (BS_IS_REPAIR_LIST (self), NULL);

  return self->groups;
}

/* @kind: the listed kind; %BS_N_PROBLEMS for none */
void
bs_repair_list_set_kind (BsRepairList *self, BsProblemKind kind)
{
  guint n_old;

  g_return_if_fail (BS_IS_REPAIR_LIST (self));

  if (self->kind == kind)
    return;
  n_old = bs_repair_list_get_n_items (G_LIST_MODEL (self));
  self->kind = kind;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, bs_repair_list_get_n_items (G_LIST_MODEL (self)));
}
