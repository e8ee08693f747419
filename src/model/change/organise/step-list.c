/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/step-list.h"

/* Many files of a history change in a moment. */
#define SETTLE_MILLISECONDS 100
/* The ids of steps of early versions are numbers instead of times. */
#define FIRST_TIME ((guint64) G_MAXINT32)

struct _BsStepItem
{
  GObject parent_instance;

  BsJournalInfo info;
  BsStepState *state; /* (nullable): until it is known */
  gboolean is_asked;  /* it is being examined, or will be */
};

enum
{
  EXAMINED,
  N_ITEM_SIGNALS
};

static guint item_signals[N_ITEM_SIGNALS];

G_DEFINE_FINAL_TYPE (BsStepItem, bs_step_item, G_TYPE_OBJECT)

static void
bs_step_item_finalize (GObject *object)
{
  BsStepItem *self = BS_STEP_ITEM (object);

  g_free (self->info.name);
  g_clear_pointer (&self->state, bs_step_state_free);

  G_OBJECT_CLASS (bs_step_item_parent_class)->finalize (object);
}

static void
bs_step_item_class_init (BsStepItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_step_item_finalize;

  item_signals[EXAMINED] =
      g_signal_new ("examined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_step_item_init (BsStepItem *self)
{
}

static BsStepItem *
new_item (const BsJournalInfo *info)
{
  BsStepItem *self = g_object_new (BS_TYPE_STEP_ITEM, NULL);

  self->info = *info;
  self->info.name = g_strdup (info->name);

  return self;
}

/**
 * bs_step_item_get_info:
 * @self: a step
 *
 * Returns: (transfer none): its description in the history
 */
const BsJournalInfo *
bs_step_item_get_info (BsStepItem *self)
{
  g_return_val_if_fail (BS_IS_STEP_ITEM (self), NULL);

  return &self->info;
}

/**
 * bs_step_item_dup_date:
 * @self: a step
 *
 * Returns: (transfer full) (nullable): when it was made, in local time; %NULL for a step of an early version
 */
GDateTime *
bs_step_item_dup_date (BsStepItem *self)
{
  g_return_val_if_fail (BS_IS_STEP_ITEM (self), NULL);

  return self->info.id > FIRST_TIME ? g_date_time_new_from_unix_local ((gint64) (self->info.id / G_USEC_PER_SEC)) :
                                      NULL;
}

/**
 * bs_step_item_get_state:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): whether it can be undone; %NULL until it was examined, and for an undone step
 */
const BsStepState *
bs_step_item_get_state (BsStepItem *self)
{
  g_return_val_if_fail (BS_IS_STEP_ITEM (self), NULL);

  return self->state;
}

/**
 * BsStepList:
 *
 * Reads the history on a worker, again whenever an editor or another program has changed it. Only visible steps are
 * compared with the files, one at a time.
 */
struct _BsStepList
{
  GObject parent_instance;

  BsEditor *editor;
  char *root;
  GPtrArray *items;      /* (element-type BsStepItem) */
  GFileMonitor *monitor; /* (nullable): of the history's folder */
  char *message;         /* (nullable): why it cannot be read */
  gboolean is_loaded;
  gboolean is_loading;
  gboolean is_stale; /* it has changed while it was read */
  guint settle_id;
  GQueue examined; /* of BsStepItem: the first is being examined */
  GCancellable *cancellable;
};

enum
{
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void bs_step_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BsStepList, bs_step_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bs_step_list_list_model_init))

static GType
bs_step_list_get_item_type (GListModel *model)
{
  return BS_TYPE_STEP_ITEM;
}

static guint
bs_step_list_get_n_items (GListModel *model)
{
  return BS_STEP_LIST (model)->items->len;
}

static gpointer
bs_step_list_get_item (GListModel *model, guint position)
{
  BsStepList *self = BS_STEP_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
bs_step_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bs_step_list_get_item_type;
  iface->get_n_items = bs_step_list_get_n_items;
  iface->get_item = bs_step_list_get_item;
}

static gboolean
is_same (const BsJournalInfo *one, const BsJournalInfo *other)
{
  return one->id == other->id && one->size == other->size && one->is_undone == other->is_undone &&
         g_strcmp0 (one->name, other->name) == 0;
}

/* @infos: (element-type BsJournalInfo): oldest first */
static void
take_infos (BsStepList *self, const GPtrArray *infos)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) old = self->items;
  guint start = 0, end = 0;

  for (guint i = 0; i < old->len; i++)
    {
      BsStepItem *item = old->pdata[i];

      g_hash_table_insert (known, &item->info.id, item);
    }
  for (guint i = infos->len; i > 0; i--)
    {
      const BsJournalInfo *info = infos->pdata[i - 1];
      BsStepItem *item = g_hash_table_lookup (known, &info->id);

      g_ptr_array_add (items, item != NULL && is_same (&item->info, info) ? g_object_ref (item) : new_item (info));
    }
  self->items = items;
  while (start < old->len && start < items->len && old->pdata[start] == items->pdata[start])
    start++;
  while (end < old->len - start && end < items->len - start &&
         old->pdata[old->len - 1 - end] == items->pdata[items->len - 1 - end])
    end++;
  if (start < old->len || start < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end, items->len - start - end);
}

/* The data of a worker. */
typedef struct
{
  char *root;
  GPtrArray *infos;     /* (nullable) (element-type BsJournalInfo) */
  GPtrArray *recovered; /* (element-type utf8) */
  char *folder;         /* (nullable): of the history, if there is one */
} Load;

static void
free_load (gpointer data)
{
  Load *load = data;

  g_free (load->root);
  g_free (load->folder);
  g_ptr_array_unref (load->recovered);
  g_clear_pointer (&load->infos, g_ptr_array_unref);
  g_free (load);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsHome) home = NULL;

  load->infos = bs_editing_list (load->root, load->recovered, &error);
  home = bs_home_find (load->root);
  if (home != NULL)
    load->folder = bs_home_build_data_path (home, "journal");
  if (load->folder != NULL && !g_file_test (load->folder, G_FILE_TEST_IS_DIR))
    g_clear_pointer (&load->folder, g_free);
  if (load->infos != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void load (BsStepList *self);

static gboolean
settled_cb (gpointer user_data)
{
  BsStepList *self = user_data;

  self->settle_id = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (BsStepList *self)
{
  g_assert (BS_IS_STEP_LIST (self));

  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MILLISECONDS, settled_cb, self);
}

/* The lock in it changes with every look. */
static void
monitor_cb (BsStepList *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  g_autofree char *name = g_file_get_basename (file);

  g_assert (BS_IS_STEP_LIST (self));

  if (g_strcmp0 (name, "lock") != 0)
    folder_changed_cb (self);
}

static void
watch (BsStepList *self, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_cb), self, G_CONNECT_SWAPPED);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsStepList *self = BS_STEP_LIST (source);
  const Load *read = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->is_loading = FALSE;
  self->is_loaded = TRUE;
  g_clear_pointer (&self->message, g_free);
  if (!is_done)
    self->message = g_strdup (error->message);
  if (self->monitor == NULL && read->folder != NULL)
    watch (self, read->folder);
  bs_editor_tell_recovered (self->editor, read->recovered);
  if (is_done)
    take_infos (self, read->infos);
  g_signal_emit (self, signals[LOADED], 0);
  if (self->is_stale)
    load (self);
}

static void
load (BsStepList *self)
{
  g_autoptr (GTask) task = NULL;
  Load *data;

  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  data = g_new0 (Load, 1);
  data->recovered = g_ptr_array_new_with_free_func (g_free);
  data->root = g_strdup (self->root);
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, data, free_load);
  g_task_run_in_thread (task, load_thread);
}

static void
busy_cb (BsStepList *self)
{
  g_assert (BS_IS_STEP_LIST (self));

  if (!bs_editor_get_is_busy (self->editor))
    load (self);
}

/* A step that is compared with the files. */
typedef struct
{
  char *root;
  guint64 step;
} Examination;

static void
free_examination (gpointer data)
{
  Examination *self = data;

  g_free (self->root);
  g_free (self);
}

static void
examine_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Examination *self = task_data;

  g_task_return_pointer (task, bs_steps_examine (self->root, self->step, cancellable),
                         (GDestroyNotify) bs_step_state_free);
}

static void examine_next (BsStepList *self);

static void
examined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsStepList *self = BS_STEP_LIST (source);
  g_autoptr (BsStepItem) item = user_data;
  BsStepState *state = g_task_propagate_pointer (G_TASK (result), NULL);

  if (state == NULL)
    return;
  g_queue_pop_head (&self->examined);
  item->is_asked = FALSE;
  g_clear_pointer (&item->state, bs_step_state_free);
  item->state = state;
  g_signal_emit (item, item_signals[EXAMINED], 0);
  g_object_unref (item);
  examine_next (self);
}

static void
examine_next (BsStepList *self)
{
  BsStepItem *item = g_queue_peek_head (&self->examined);
  g_autoptr (GTask) task = NULL;
  Examination *examination;

  if (item == NULL)
    return;
  examination = g_new0 (Examination, 1);
  examination->root = g_strdup (self->root);
  examination->step = item->info.id;
  task = g_task_new (self, self->cancellable, examined_cb, g_object_ref (item));
  g_task_set_source_tag (task, examine_next);
  g_task_set_task_data (task, examination, free_examination);
  g_task_run_in_thread (task, examine_thread);
}

/**
 * bs_step_list_examine:
 * @self: a list of steps
 * @item: one of its steps
 *
 * Finds out whether the step can be undone now, and emits #BsStepItem::examined. An undone step is not examined.
 */
void
bs_step_list_examine (BsStepList *self, BsStepItem *item)
{
  g_return_if_fail (BS_IS_STEP_LIST (self));
  g_return_if_fail (BS_IS_STEP_ITEM (item));

  if (item->is_asked || item->info.is_undone)
    return;
  item->is_asked = TRUE;
  g_queue_push_tail (&self->examined, g_object_ref (item));
  if (self->examined.length == 1)
    examine_next (self);
}

/**
 * bs_step_list_is_loaded:
 * @self: a list of steps
 *
 * Returns: whether the history has been read once
 */
gboolean
bs_step_list_is_loaded (BsStepList *self)
{
  g_return_val_if_fail (BS_IS_STEP_LIST (self), FALSE);

  return self->is_loaded;
}

/**
 * bs_step_list_get_message:
 * @self: a list of steps
 *
 * Returns: (transfer none) (nullable): why the history could not be read, as a sentence
 */
const char *
bs_step_list_get_message (BsStepList *self)
{
  g_return_val_if_fail (BS_IS_STEP_LIST (self), NULL);

  return self->message;
}

/**
 * bs_step_list_get_size:
 * @self: a list of steps
 *
 * Returns: the size of all steps on the disk, in bytes
 */
guint64
bs_step_list_get_size (BsStepList *self)
{
  guint64 size = 0;

  g_return_val_if_fail (BS_IS_STEP_LIST (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    size += ((const BsStepItem *) self->items->pdata[i])->info.size;

  return size;
}

/**
 * bs_step_list_close:
 * @self: a list of steps
 *
 * Cancels its workers. The list no longer changes.
 */
void
bs_step_list_close (BsStepList *self)
{
  g_return_if_fail (BS_IS_STEP_LIST (self));

  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->editor, self);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_object (&self->monitor);
  g_queue_clear_full (&self->examined, g_object_unref);
}

static void
bs_step_list_finalize (GObject *object)
{
  BsStepList *self = BS_STEP_LIST (object);

  bs_step_list_close (self);
  g_clear_object (&self->editor);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->items);
  g_free (self->message);
  g_free (self->root);

  G_OBJECT_CLASS (bs_step_list_parent_class)->finalize (object);
}

static void
bs_step_list_class_init (BsStepListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_step_list_finalize;

  /**
   * BsStepList::loaded:
   *
   * Emitted after each look at the history, also if it could not be read. The results for single steps may be out of
   * date then.
   */
  signals[LOADED] =
      g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_step_list_init (BsStepList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/**
 * bs_step_list_new:
 * @editor: writes to the library
 *
 * Begins to read a library's history.
 *
 * Returns: (transfer full): the list, still empty
 */
BsStepList *
bs_step_list_new (BsEditor *editor)
{
  BsStepList *self;

  g_return_val_if_fail (BS_IS_EDITOR (editor), NULL);

  self = g_object_new (BS_TYPE_STEP_LIST, NULL);
  self->editor = g_object_ref (editor);
  self->root = g_file_get_path (bs_library_get_folder (bs_editor_get_library (editor)));
  g_signal_connect_object (editor, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return self;
}
