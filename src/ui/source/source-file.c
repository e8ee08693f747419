/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/source/source-file.h"

#include <string.h>

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/change/write/source-save.h"
#include "model/change/write/unsaved-text.h"
#include "ui/widgets/shorthand.h"

/* How long after the last change the text is saved for recovery. */
#define KEEP_SECONDS 2

struct _BsSourceFile
{
  GObject parent_instance;

  BsEditor *editor;
  BsLibrary *library;
  char *root;
  char *path;

  BsSourceText *source; /* (nullable): the file that was read */
  GBytes *kept;         /* (nullable): the text that was saved for recovery earlier */
  gboolean has_conflict;
  BsSourceText *theirs; /* (nullable): the different contents on the disk; NULL if the file was removed */

  GBytes *text; /* (nullable): the edited text, as of late */
  gboolean is_modified;
  gboolean is_kept;
  guint keep_source;
  BsDocument *document; /* (nullable): text as an article */
  GArray *lost;         /* (nullable) (element-type BsSourceLoss) */
  GCancellable *looking;
  gboolean is_saving;
};

enum
{
  LOADED,
  FAILED,
  LOOKED,
  CONFLICT,
  SAVED,
  SAVE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSourceFile, bs_source_file, G_TYPE_OBJECT)

/* Reading the file, and its text that was saved for recovery. */
typedef struct
{
  char *root;
  char *path;
  BsSourceText *source; /* (nullable): the contents on the disk */
  BsUnsavedText *kept;  /* (nullable) */
  BsSourceText *base;   /* (nullable): the version that kept is based on */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->root);
  g_free (load->path);
  g_clear_pointer (&load->source, bs_source_text_unref);
  g_clear_pointer (&load->kept, bs_unsaved_text_free);
  g_clear_pointer (&load->base, bs_source_text_unref);
  g_free (load);
}

static Load *
load_new (BsSourceFile *self)
{
  Load *load = g_new0 (Load, 1);

  load->root = g_strdup (self->root);
  load->path = g_strdup (self->path);
  return load;
}

static gboolean
read_source (Load *load, GError **error)
{
  g_autofree char *whole = g_build_filename (load->root, load->path, NULL);
  g_autoptr (GBytes) bytes = bs_file_read (whole, error);

  if (bytes != NULL)
    load->source = bs_source_text_new (bytes);
  return bytes != NULL;
}

static void
find_kept (Load *load)
{
  g_autoptr (BsHome) home = bs_home_find (load->root);
  const char *text;
  gsize length;

  load->kept = home != NULL ? bs_unsaved_text_find (home, load->path) : NULL;
  if (load->kept == NULL)
    return;
  load->base = bs_source_text_new (load->kept->base);
  text = load->source != NULL ? bs_source_text_get_text (load->source, &length) : NULL;
  /* It was saved after all, or by another program. */
  if (bs_source_text_get_state (load->base) != BS_SOURCE_EDITABLE ||
      (text != NULL && length == g_bytes_get_size (load->kept->text) &&
       memcmp (text, g_bytes_get_data (load->kept->text, NULL), length) == 0))
    {
      bs_unsaved_text_remove (home, load->path);
      g_clear_pointer (&load->kept, bs_unsaved_text_free);
      g_clear_pointer (&load->base, bs_source_text_unref);
    }
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  GError *error = NULL;

  if (!read_source (load, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  find_kept (load);
  g_task_return_boolean (task, TRUE);
}

static void
set_theirs (BsSourceFile *self, BsSourceText *theirs)
{
  g_clear_pointer (&self->theirs, bs_source_text_unref);
  self->theirs = theirs != NULL ? bs_source_text_ref (theirs) : NULL;
  self->has_conflict = TRUE;
}

static void
set_source (BsSourceFile *self, BsSourceText *source)
{
  g_clear_pointer (&self->theirs, bs_source_text_unref);
  self->has_conflict = FALSE;
  g_clear_pointer (&self->source, bs_source_text_unref);
  self->source = bs_source_text_ref (source);
}

static gboolean
is_same_file (BsSourceText *one, BsSourceText *other)
{
  return g_bytes_equal (bs_source_text_get_bytes (one), bs_source_text_get_bytes (other));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSourceFile *self = BS_SOURCE_FILE (source);
  Load *load = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  g_clear_pointer (&self->kept, g_bytes_unref);
  if (load->kept != NULL)
    {
      set_source (self, load->base);
      self->kept = g_bytes_ref (load->kept->text);
      self->is_kept = TRUE;
      if (!is_same_file (load->base, load->source))
        set_theirs (self, load->source);
    }
  else
    {
      set_source (self, load->source);
    }
  g_signal_emit (self, signals[LOADED], 0, self->kept != NULL);
  if (self->has_conflict)
    g_signal_emit (self, signals[CONFLICT], 0);
}

void
bs_source_file_load (BsSourceFile *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_SOURCE_FILE (self));

  task = g_task_new (self, NULL, loaded_cb, NULL);
  g_task_set_source_tag (task, bs_source_file_load);
  g_task_set_task_data (task, load_new (self), load_free);
  g_task_run_in_thread (task, load_thread);
}

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_source (task_data, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSourceFile *self = BS_SOURCE_FILE (source);
  Load *load = g_task_get_task_data (G_TASK (result));

  /* If the file cannot be read now, it counts as unchanged; saving compares again. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->source == NULL || self->is_saving ||
      strcmp (load->path, self->path) != 0)
    return;
  if (load->source != NULL && is_same_file (load->source, self->source))
    {
      g_clear_pointer (&self->theirs, bs_source_text_unref);
      self->has_conflict = FALSE;
    }
  else
    {
      set_theirs (self, load->source);
    }
  g_signal_emit (self, signals[CONFLICT], 0);
}

static void
compare (BsSourceFile *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, compared_cb, NULL);

  g_task_set_source_tag (task, compare);
  g_task_set_task_data (task, load_new (self), load_free);
  g_task_run_in_thread (task, compare_thread);
}

static void
changed_cb (BsSourceFile *self, GPtrArray *changes)
{
  g_assert (BS_IS_SOURCE_FILE (self));

  for (guint i = 0; self->source != NULL && !self->is_saving && i < changes->len; i++)
    {
      const BsChange *change = g_ptr_array_index (changes, i);

      if (strcmp (change->path, self->path) == 0)
        {
          compare (self);
          return;
        }
    }
}

/* Reading the text as an article. */
typedef struct
{
  BsSite *site;
  char *path;
  BsSourceText *source;
  GBytes *text;
  BsDocument *document;
  GArray *lost;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  bs_site_unref (look->site);
  g_free (look->path);
  bs_source_text_unref (look->source);
  g_bytes_unref (look->text);
  g_clear_pointer (&look->document, bs_document_unref);
  g_clear_pointer (&look->lost, g_array_unref);
  g_free (look);
}

/* A text that was not changed is read from the bytes, which may have faults that are not in the text. */
static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;
  gsize length, shown_length;
  const char *text = g_bytes_get_data (look->text, &length);
  const char *shown = bs_source_text_get_text (look->source, &shown_length);
  gboolean is_same = length == shown_length && (length == 0 || memcmp (text, shown, length) == 0);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (is_same)
    text = g_bytes_get_data (bs_source_text_get_bytes (look->source), &length);
  look->document =
      bs_document_new (look->site, look->path, length > 0 ? g_memdup2 (text, length) : g_strdup (""), length);
  if (!is_same)
    look->lost = bs_source_text_list_lost (look->source, text, length);
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSourceFile *self = BS_SOURCE_FILE (source);
  Look *look = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->lost, g_array_unref);
  self->document = g_steal_pointer (&look->document);
  self->lost = g_steal_pointer (&look->lost);
  g_signal_emit (self, signals[LOOKED], 0);
}

static void
look (BsSourceFile *self)
{
  g_autoptr (GTask) task = NULL;
  Look *job;

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  task = g_task_new (self, self->looking, looked_cb, NULL);
  job = g_new0 (Look, 1);
  job->site = bs_site_ref (bs_library_get_site (self->library));
  job->path = g_strdup (self->path);
  job->source = bs_source_text_ref (self->source);
  job->text = g_bytes_ref (self->text);
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, job, look_free);
  g_task_run_in_thread (task, look_thread);
}

/* Keeping the text through a crash, or forgetting it. The jobs of all files are done one after the other, so that the
 * last one decides. */
typedef struct
{
  char *root;
  char *path;
  GBytes *base; /* (nullable) */
  GBytes *text; /* (nullable): NULL forgets it */
} Keep;

static GMutex keeping_lock;
static GCond keeping_changed;
static guint n_keeping;

static void
keep_func (gpointer data, gpointer unused)
{
  Keep *job = data;
  g_autoptr (BsHome) home = job->text != NULL ? bs_home_open (job->root, NULL) : bs_home_find (job->root);
  g_autoptr (GError) error = NULL;

  if (home != NULL && job->text == NULL)
    bs_unsaved_text_remove (home, job->path);
  else if (home != NULL && !bs_unsaved_text_keep (home, job->path, job->base, job->text, &error))
    g_warning ("An unsaved text is not kept: %s", error->message);
  g_free (job->root);
  g_free (job->path);
  g_clear_pointer (&job->base, g_bytes_unref);
  g_clear_pointer (&job->text, g_bytes_unref);
  g_free (job);
  g_mutex_lock (&keeping_lock);
  n_keeping--;
  g_cond_signal (&keeping_changed);
  g_mutex_unlock (&keeping_lock);
}

static void
push_keep (BsSourceFile *self, GBytes *text)
{
  static GThreadPool *keeper;
  Keep *job = g_new0 (Keep, 1);

  if (keeper == NULL)
    keeper = g_thread_pool_new (keep_func, NULL, 1, FALSE, NULL);
  job->root = g_strdup (self->root);
  job->path = g_strdup (self->path);
  job->base = g_bytes_ref (bs_source_text_get_bytes (self->source));
  job->text = text != NULL ? g_bytes_ref (text) : NULL;
  self->is_kept = text != NULL;
  g_mutex_lock (&keeping_lock);
  n_keeping++;
  g_mutex_unlock (&keeping_lock);
  g_thread_pool_push (keeper, job, NULL);
}

/* Waits until the texts of all windows, which are closed, are on the disk. */
void
bs_source_file_wait_for_kept (guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  g_mutex_lock (&keeping_lock);
  while (n_keeping > 0 && g_cond_wait_until (&keeping_changed, &keeping_lock, end))
    ;
  g_mutex_unlock (&keeping_lock);
}

static gboolean
keep_cb (gpointer user_data)
{
  BsSourceFile *self = user_data;

  g_assert (BS_IS_SOURCE_FILE (self));

  self->keep_source = 0;
  bs_source_file_keep (self);
  return G_SOURCE_REMOVE;
}

/* Keeps the text now, if it is not saved. */
void
bs_source_file_keep (BsSourceFile *self)
{
  g_return_if_fail (BS_IS_SOURCE_FILE (self));

  g_clear_handle_id (&self->keep_source, g_source_remove);
  if (self->source != NULL && self->text != NULL && self->is_modified)
    push_keep (self, self->text);
}

/* The text is saved, or is not wanted. */
void
bs_source_file_forget (BsSourceFile *self)
{
  g_return_if_fail (BS_IS_SOURCE_FILE (self));

  g_clear_handle_id (&self->keep_source, g_source_remove);
  self->is_modified = FALSE;
  if (self->is_kept)
    push_keep (self, NULL);
}

/* @text: the edited text */
void
bs_source_file_set_text (BsSourceFile *self, GBytes *text, gboolean is_modified)
{
  g_return_if_fail (BS_IS_SOURCE_FILE (self));
  g_return_if_fail (text != NULL && self->source != NULL);

  g_clear_pointer (&self->text, g_bytes_unref);
  self->text = g_bytes_ref (text);
  self->is_modified = is_modified;
  look (self);
  if (!is_modified)
    bs_source_file_forget (self);
  else if (self->keep_source == 0)
    self->keep_source = g_timeout_add_seconds (KEEP_SECONDS, keep_cb, self);
}

static gboolean
has_changed (const BsEditReport *report)
{
  for (guint i = 0; i < report->failed->len; i++)
    {
      const BsTransactionResult *result = g_ptr_array_index (report->failed, i);

      if (g_error_matches (result->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED) ||
          g_error_matches (result->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
          g_error_matches (result->error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsSourceFile) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsSourceText) saved = NULL;
  g_autoptr (BsEditReport) report = bs_source_save_finish (BS_EDITOR (source), result, &saved, &error);

  g_assert (BS_IS_SOURCE_FILE (self));

  self->is_saving = FALSE;
  if (saved != NULL)
    {
      set_source (self, saved);
      g_signal_emit (self, signals[SAVED], 0, report);
      return;
    }
  if (report == NULL)
    {
      g_signal_emit (self, signals[SAVE_FAILED], 0, error->message);
      return;
    }
  if (has_changed (report))
    compare (self);
  else
    g_signal_emit (self, signals[SAVE_FAILED], 0,
                   ((const BsTransactionResult *) g_ptr_array_index (report->failed, 0))->error->message);
}

/* Returns: whether a text is being written */
gboolean
bs_source_file_is_saving (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), FALSE);

  return self->is_saving;
}

/* @overwrite: replace changes of other programs, too */
void
bs_source_file_save (BsSourceFile *self, GBytes *text, gboolean overwrite)
{
  BsSourceOver over = { NULL };
  gsize length;
  const char *data;

  g_return_if_fail (BS_IS_SOURCE_FILE (self));
  g_return_if_fail (text != NULL);

  if (self->source == NULL || self->is_saving)
    return;
  if (self->has_conflict && !overwrite)
    {
      g_signal_emit (self, signals[CONFLICT], 0);
      return;
    }
  self->is_saving = TRUE;
  if (self->theirs != NULL)
    over.bytes = bs_source_text_get_bytes (self->theirs);
  data = g_bytes_get_data (text, &length);
  bs_source_save_async (self->editor, self->path, self->source, data != NULL ? data : "", length,
                        self->has_conflict ? &over : NULL, saved_cb, g_object_ref (self));
}

static void
bs_source_file_dispose (GObject *object)
{
  BsSourceFile *self = BS_SOURCE_FILE (object);

  if (self->keep_source != 0)
    bs_source_file_keep (self);
  g_cancellable_cancel (self->looking);

  G_OBJECT_CLASS (bs_source_file_parent_class)->dispose (object);
}

static void
bs_source_file_finalize (GObject *object)
{
  BsSourceFile *self = BS_SOURCE_FILE (object);

  g_clear_object (&self->editor);
  g_clear_object (&self->library);
  g_clear_object (&self->looking);
  g_free (self->root);
  g_free (self->path);
  g_clear_pointer (&self->source, bs_source_text_unref);
  g_clear_pointer (&self->kept, g_bytes_unref);
  g_clear_pointer (&self->theirs, bs_source_text_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->lost, g_array_unref);

  G_OBJECT_CLASS (bs_source_file_parent_class)->finalize (object);
}

static void
bs_source_file_class_init (BsSourceFileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_source_file_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_source_file_finalize;

  signals[LOADED] = bs_new_signal (klass, "loaded", 1, G_TYPE_BOOLEAN);
  signals[FAILED] = bs_new_signal (klass, "failed", 1, G_TYPE_STRING);
  signals[LOOKED] = bs_new_signal (klass, "looked", 0);
  signals[CONFLICT] = bs_new_signal (klass, "conflict", 0);
  signals[SAVED] = bs_new_signal (klass, "saved", 1, BS_TYPE_EDIT_REPORT);
  signals[SAVE_FAILED] = bs_new_signal (klass, "save-failed", 1, G_TYPE_STRING);
}

static void
bs_source_file_init (BsSourceFile *self)
{
}

/* @path: relative to the editor's library */
BsSourceFile *
bs_source_file_new (BsEditor *editor, const char *path)
{
  BsSourceFile *self;

  g_return_val_if_fail (BS_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (BS_TYPE_SOURCE_FILE, NULL);
  self->editor = g_object_ref (editor);
  self->library = g_object_ref (bs_editor_get_library (editor));
  self->root = g_file_get_path (bs_library_get_folder (self->library));
  self->path = g_strdup (path);
  g_signal_connect_object (self->library, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

const char *
bs_source_file_get_path (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), NULL);

  return self->path;
}

/* The file has another name now. */
void
bs_source_file_set_path (BsSourceFile *self, const char *path)
{
  g_return_if_fail (BS_IS_SOURCE_FILE (self));
  g_return_if_fail (path != NULL);

  if (strcmp (self->path, path) == 0)
    return;
  if (self->is_kept)
    push_keep (self, NULL);
  g_free (self->path);
  self->path = g_strdup (path);
  bs_source_file_keep (self);
}

/* Returns: (transfer none) (nullable): the file that was last read or saved */
BsSourceText *
bs_source_file_get_source (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), NULL);

  return self->source;
}

/* Returns: (transfer none) (nullable): the text that was saved for recovery earlier */
GBytes *
bs_source_file_get_kept (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), NULL);

  return self->kept;
}

/* The recovered text is shown now. */
void
bs_source_file_drop_kept (BsSourceFile *self)
{
  g_return_if_fail (BS_IS_SOURCE_FILE (self));

  g_clear_pointer (&self->kept, g_bytes_unref);
}

/* Returns: (transfer none) (nullable): the text as an article */
BsDocument *
bs_source_file_get_document (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), NULL);

  return self->document;
}

/* Returns: (transfer none) (nullable) (element-type BsSourceLoss): the characters that the file's encoding lacks */
const GArray *
bs_source_file_get_lost (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), NULL);

  return self->lost;
}

/* Returns: whether the file on the disk differs from the edited one */
gboolean
bs_source_file_has_conflict (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), FALSE);

  return self->has_conflict;
}

/* Returns: (transfer none) (nullable): the different contents on the disk; %NULL if the file was removed */
BsSourceText *
bs_source_file_get_theirs (BsSourceFile *self)
{
  g_return_val_if_fail (BS_IS_SOURCE_FILE (self), NULL);

  return self->theirs;
}

/* From now on, the current file on the disk is edited. */
void
bs_source_file_take_theirs (BsSourceFile *self)
{
  g_autoptr (BsSourceText) theirs = NULL;

  g_return_if_fail (BS_IS_SOURCE_FILE (self));

  if (self->theirs == NULL)
    return;
  theirs = bs_source_text_ref (self->theirs);
  set_source (self, theirs);
}
