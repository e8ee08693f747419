/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/editor.h"

#include "model/change/write/transaction.h"

/* The number of files that are checked in far less than a frame. */
#define MAX_LOOKS 500

/* The step that would be undone or redone. */
typedef struct
{
  guint64 step; /* its id; 0 if none */
  char *name;   /* (nullable) */
} Next;

/**
 * BsEditor:
 *
 * Runs edits on a worker one at a time, in order, and asks the library to read the changed files. The watcher updates
 * the lists, as for any change.
 */
struct _BsEditor
{
  GObject parent_instance;

  BsLibrary *library;
  Next undo;
  Next redo;
  GQueue workers; /* (element-type GTask): the first one is running */
};

G_DEFINE_FINAL_TYPE (BsEditor, bs_editor, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_IS_BUSY,
  PROP_UNDO_NAME,
  PROP_REDO_NAME,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  RECOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  EDIT,
  MOVE,
  RUN,
  REFRESH,
} JobKind;

/* A job for a worker and its result. */
typedef struct
{
  JobKind kind;
  char *root;
  GStrv paths;  /* (nullable) */
  BsEdit *edit; /* (nullable) */
  BsJournalDirection direction;
  guint64 step;
  BsEditingAnswer answer;
  BsEditorFunc func; /* (nullable) */
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
  Next undo;
  Next redo;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->root);
  g_strfreev (job->paths);
  g_clear_pointer (&job->edit, bs_edit_unref);
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job->undo.name);
  g_free (job->redo.name);
  g_free (job);
}

static BsEditReport *
run_job (Job *job, BsHome *home, GCancellable *cancellable, GError **error)
{
  switch (job->kind)
    {
    case EDIT:
      return bs_editing_apply (home, job->root, (const char *const *) job->paths, job->edit, NULL, NULL, cancellable,
                               error);
    case MOVE:
      return bs_editing_move (home, job->root, job->direction, job->step, job->answer, cancellable, error);
    case RUN:
      return job->func (home, job->root, job->data, cancellable, error);
    case REFRESH:
    default:
      {
        g_autoptr (GPtrArray) recovered = bs_transaction_clean (home, job->root);
        BsEditReport *report = bs_edit_report_new ();

        bs_editing_take_over (home, job->root, recovered);
        bs_edit_report_take_recovered (report, recovered);
        return report;
      }
    }
}

/* A look at the history does not create one, unless folders inside have one, which becomes the library's. */
static BsHome *
find_home (const Job *job, GError **error)
{
  BsHome *home = job->kind == REFRESH ? bs_home_find (job->root) : NULL;
  g_autoptr (GPtrArray) inside = NULL;

  if (home != NULL)
    return home;
  if (job->kind == REFRESH)
    {
      inside = bs_home_list_inside (job->root);
      if (inside->len == 0)
        return NULL;
    }

  return bs_home_open (job->root, error);
}

static void
run_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsHome) home = NULL;
  g_autoptr (BsEditReport) report = NULL;

  g_assert (G_IS_TASK (task));
  g_assert (BS_IS_EDITOR (source));

  home = find_home (job, &error);
  if (home == NULL && error == NULL)
    report = bs_edit_report_new ();
  if (home != NULL)
    {
      report = run_job (job, home, cancellable, &error);
      job->undo.step = bs_editing_peek (home, BS_JOURNAL_UNDO, &job->undo.name);
      job->redo.step = bs_editing_peek (home, BS_JOURNAL_REDO, &job->redo.name);
    }

  if (report != NULL)
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) bs_edit_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
set_next (BsEditor *self, Next *next, const Next *found, guint property)
{
  next->step = found->step;
  if (g_strcmp0 (next->name, found->name) == 0)
    return;
  g_free (next->name);
  next->name = g_strdup (found->name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
run_next (BsEditor *self)
{
  GTask *worker = g_queue_peek_head (&self->workers);

  if (worker != NULL)
    g_task_run_in_thread (worker, run_cb);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

/* Changed files that are passed to the library. */
typedef struct
{
  BsLibrary *library;
  BsEditReport *report;
  guint next;
} Looks;

static void
free_looks (gpointer data)
{
  Looks *looks = data;

  g_object_unref (looks->library);
  bs_edit_report_unref (looks->report);
  g_free (looks);
}

static gboolean
look_cb (gpointer user_data)
{
  Looks *looks = user_data;
  const GPtrArray *changed = looks->report->changed;
  guint end = MIN (looks->next + MAX_LOOKS, changed->len);

  while (looks->next < end)
    bs_library_look_at (looks->library, g_ptr_array_index (changed, looks->next++));

  return looks->next < changed->len ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A few are passed at once, many in pieces, so that the window does not wait. */
static void
look_at (BsLibrary *library, BsEditReport *report)
{
  Looks *looks = g_new0 (Looks, 1);

  looks->library = g_object_ref (library);
  looks->report = bs_edit_report_ref (report);
  if (look_cb (looks))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, look_cb, looks, free_looks);
  else
    free_looks (looks);
}

/* The outer task finishes on the main thread, after the changed files were passed to the library. */
static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsEditor *self = BS_EDITOR (source);
  g_autoptr (GTask) task = user_data;
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = NULL;

  g_assert (G_IS_TASK (result));
  g_assert (G_IS_TASK (task));

  report = g_task_propagate_pointer (G_TASK (result), &error);
  if (report != NULL)
    look_at (self->library, report);
  if (report != NULL)
    bs_editor_tell_recovered (self, report->recovered);
  set_next (self, &self->undo, &job->undo, PROP_UNDO_NAME);
  set_next (self, &self->redo, &job->redo, PROP_REDO_NAME);
  g_object_unref (g_queue_pop_head (&self->workers));
  run_next (self);

  if (report != NULL)
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) bs_edit_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (BsEditor *self, Job *job, GTask *task)
{
  GTask *worker = g_task_new (self, g_task_get_cancellable (task), ran_cb, g_object_ref (task));

  job->root = g_file_get_path (bs_library_get_folder (self->library));
  g_task_set_source_tag (worker, start);
  g_task_set_task_data (worker, job, free_job);
  /* Files already written are reported even if the task has been cancelled. */
  g_task_set_check_cancellable (worker, FALSE);
  g_task_set_check_cancellable (task, FALSE);
  g_queue_push_tail (&self->workers, worker);
  if (self->workers.length > 1)
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
  run_next (self);
}

/**
 * bs_editor_run_async:
 * @self: an editor
 * @func: changes files; called on a worker when all changes before it are made
 * @data: for @func
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): for @func
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a change of any other kind, in its turn.
 */
void
bs_editor_run_async (BsEditor *self, BsEditorFunc func, gpointer data, GDestroyNotify free_data,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_run_async);
  job = g_new0 (Job, 1);
  job->kind = RUN;
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  start (self, job, task);
}

/**
 * bs_editor_run_finish:
 * @self: an editor
 * @result: the result passed to the callback
 * @error: return location
 *
 * Finishes any change of an editor.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error of the function that changes the files
 */
BsEditReport *
bs_editor_run_finish (BsEditor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bs_editor_edit_async:
 * @self: an editor
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @edit: the edit
 * @cancellable: (nullable): cancels it between two articles
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Changes the front matter of articles; see bs_editing_apply().
 */
void
bs_editor_edit_async (BsEditor *self, const char *const *paths, BsEdit *edit, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_EDITOR (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_edit_async);
  job = g_new0 (Job, 1);
  job->kind = EDIT;
  job->paths = g_strdupv ((GStrv) paths);
  job->edit = bs_edit_ref (edit);
  start (self, job, task);
}

/**
 * bs_editor_move_async:
 * @self: an editor
 * @direction: whether to undo or to redo
 * @step: the id of the step in the library's history
 * @answer: what to do with files that were changed since then
 * @cancellable: (nullable): cancels it before it starts
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Undoes the last step of the library's history, or redoes the one undone last, if it is @step; see bs_editing_move().
 */
void
bs_editor_move_async (BsEditor *self, BsJournalDirection direction, guint64 step, BsEditingAnswer answer,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_EDITOR (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_editor_move_async);
  job = g_new0 (Job, 1);
  job->kind = MOVE;
  job->direction = direction;
  job->step = step;
  job->answer = answer;
  start (self, job, task);
}

/**
 * bs_editor_refresh:
 * @self: an editor
 *
 * Updates the undo state, which another program may have changed, and recovers from killed programs.
 */
void
bs_editor_refresh (BsEditor *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (BS_IS_EDITOR (self));

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, bs_editor_refresh);
  job = g_new0 (Job, 1);
  job->kind = REFRESH;
  start (self, job, task);
}

/**
 * bs_editor_tell_recovered:
 * @self: an editor
 * @recovered: (element-type utf8): sentences about recovered files
 *
 * Emits #BsEditor::recovered for each of them.
 */
void
bs_editor_tell_recovered (BsEditor *self, const GPtrArray *recovered)
{
  g_return_if_fail (BS_IS_EDITOR (self) && recovered != NULL);

  for (guint i = 0; i < recovered->len; i++)
    g_signal_emit (self, signals[RECOVERED], 0, recovered->pdata[i]);
}

/**
 * bs_editor_get_library:
 * @self: an editor
 *
 * Returns: (transfer none): the library whose articles it changes
 */
BsLibrary *
bs_editor_get_library (BsEditor *self)
{
  g_return_val_if_fail (BS_IS_EDITOR (self), NULL);

  return self->library;
}

/**
 * bs_editor_get_is_busy:
 * @self: an editor
 *
 * Returns: whether an edit is running
 */
gboolean
bs_editor_get_is_busy (BsEditor *self)
{
  g_return_val_if_fail (BS_IS_EDITOR (self), FALSE);

  return self->workers.length > 0;
}

/**
 * bs_editor_get_undo_name:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the display name of the step that would be undone
 */
const char *
bs_editor_get_undo_name (BsEditor *self)
{
  g_return_val_if_fail (BS_IS_EDITOR (self), NULL);

  return self->undo.name;
}

/**
 * bs_editor_get_undo_step:
 * @self: an editor
 *
 * Returns: the id of the step that would be undone; 0 if none
 */
guint64
bs_editor_get_undo_step (BsEditor *self)
{
  g_return_val_if_fail (BS_IS_EDITOR (self), 0);

  return self->undo.step;
}

/**
 * bs_editor_get_redo_name:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the display name of the step that would be redone
 */
const char *
bs_editor_get_redo_name (BsEditor *self)
{
  g_return_val_if_fail (BS_IS_EDITOR (self), NULL);

  return self->redo.name;
}

/**
 * bs_editor_get_redo_step:
 * @self: an editor
 *
 * Returns: the id of the step that would be redone; 0 if none
 */
guint64
bs_editor_get_redo_step (BsEditor *self)
{
  g_return_val_if_fail (BS_IS_EDITOR (self), 0);

  return self->redo.step;
}

static void
bs_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BsEditor *self = BS_EDITOR (object);

  switch (id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->workers.length > 0);
      break;
    case PROP_UNDO_NAME:
      g_value_set_string (value, self->undo.name);
      break;
    case PROP_REDO_NAME:
      g_value_set_string (value, self->redo.name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bs_editor_finalize (GObject *object)
{
  BsEditor *self = BS_EDITOR (object);

  g_clear_object (&self->library);
  g_free (self->undo.name);
  g_free (self->redo.name);
  G_OBJECT_CLASS (bs_editor_parent_class)->finalize (object);
}

static void
bs_editor_class_init (BsEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bs_editor_get_property;
  object_class->finalize = bs_editor_finalize;

  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, BS_TYPE_LIBRARY, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_NAME] = g_param_spec_string ("undo-name", NULL, NULL, NULL, flags);
  properties[PROP_REDO_NAME] = g_param_spec_string ("redo-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * BsEditor::recovered:
   * @message: a sentence for the user
   *
   * Emitted when another program had written to a file while an earlier change of ours was interrupted, and its version
   * has been restored.
   */
  signals[RECOVERED] = g_signal_new ("recovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bs_editor_init (BsEditor *self)
{
}

/**
 * bs_editor_new:
 * @library: a library
 *
 * Creates an editor and finds the steps that can be undone.
 *
 * Returns: (transfer full): the editor
 */
BsEditor *
bs_editor_new (BsLibrary *library)
{
  BsEditor *self;

  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  self = g_object_new (BS_TYPE_EDITOR, NULL);
  self->library = g_object_ref (library);
  bs_editor_refresh (self);

  return self;
}
