/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/tidying.h"

#include <glib/gi18n-lib.h>

#include "model/change/write/source-save.h"

struct _BsTidying
{
  GObject parent_instance;

  GtkWindow *window; /* (nullable): until the window is disposed of */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsHistory *history;
  BsWanted *wanted;
  BsTrashing *trashing;

  BsDuplicatesPage *duplicates; /* (nullable): while it is open */
  BsHealthPage *health;         /* (nullable): while it is open */
};

G_DEFINE_FINAL_TYPE (BsTidying, bs_tidying, G_TYPE_OBJECT)

/* An article that is written before others go to the trash. */
typedef struct
{
  BsTidying *tidying;
  BsEditor *editor;
  GArray *ids;
  char *path;     /* (nullable): of an article that is written first */
  GBytes *now;    /* (nullable): the current value */
  GBytes *wanted; /* (nullable): the new value */
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->tidying);
  g_object_unref (self->editor);
  g_array_unref (self->ids);
  g_free (self->path);
  g_clear_pointer (&self->now, g_bytes_unref);
  g_clear_pointer (&self->wanted, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (BsTidying *tidying, GArray *ids)
{
  Job *self = g_new0 (Job, 1);

  self->tidying = g_object_ref (tidying);
  self->editor = g_object_ref (bs_history_get_editor (tidying->history));
  self->ids = g_array_ref (ids);
  return self;
}

/* The library may be another one by now. */
static gboolean
is_current (const Job *self)
{
  return self->tidying->window != NULL && bs_history_get_editor (self->tidying->history) == self->editor;
}

static void
say (BsTidying *self, const char *text, gboolean can_undo)
{
  if (self->duplicates != NULL)
    bs_duplicates_page_show_toast (self->duplicates, text, can_undo);
}

static void
trashed_cb (BsTidying *self, GArray *ids, const char *text)
{
  g_assert (BS_IS_TIDYING (self));

  if (self->duplicates == NULL)
    return;
  bs_duplicates_page_take_away (self->duplicates, ids);
  say (self, text, TRUE);
}

static void
moved_cb (BsTidying *self)
{
  g_assert (BS_IS_TIDYING (self));

  if (self->duplicates != NULL)
    bs_duplicates_page_look_again (self->duplicates);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;

  /* The categories and tags for the kept article would be lost with the others. */
  if (bs_history_edit_finish (BS_HISTORY (source), result, NULL) && is_current (job))
    bs_trashing_trash (job->tidying->trashing, job->ids);
}

static void
tidy_cb (BsTidying *self, GArray *ids, const char *path, BsEdit *edit)
{
  const char *const paths[] = { path, NULL };

  g_assert (BS_IS_TIDYING (self));

  if (bs_history_get_editor (self->history) == NULL)
    return;
  if (edit != NULL)
    bs_history_edit_async (self->history, paths, edit, edited_cb, job_new (self, ids));
  else
    bs_trashing_trash (self->trashing, ids);
}

static BsEditReport *
write_cb (BsHome *home, const char *root, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return bs_source_save (home, root, job->path, job->now, job->wanted, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!is_current (job))
    return;
  name = g_filename_display_basename (job->path);
  text = g_strdup_printf (_ ("“%s” saved"), name);
  bs_history_take_report (job->tidying->history, report, text, error);
  if (report != NULL && report->failed->len == 0)
    bs_trashing_trash (job->tidying->trashing, job->ids);
  else if (report == NULL)
    say (job->tidying, error->message, FALSE);
}

static void
resolve_cb (BsTidying *self, const char *original, GBytes *now, GBytes *wanted, guint id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  Job *job;

  g_assert (BS_IS_TIDYING (self));

  if (self->window == NULL || bs_history_get_editor (self->history) == NULL)
    return;
  g_array_append_val (ids, id);
  if (wanted == NULL || g_bytes_equal (now, wanted))
    {
      bs_trashing_trash (self->trashing, ids);
      return;
    }
  job = job_new (self, ids);
  job->path = g_strdup (original);
  job->now = g_bytes_ref (now);
  job->wanted = g_bytes_ref (wanted);
  bs_editor_run_async (job->editor, write_cb, job, NULL, NULL, written_cb, job);
}

static void
open_cb (BsTidying *self, const char *path)
{
  g_assert (BS_IS_TIDYING (self));

  if (self->window == NULL)
    return;
  bs_wanted_show (self->wanted, path, NULL);
  gtk_window_present (self->window);
}

static void
undo_cb (BsTidying *self)
{
  g_assert (BS_IS_TIDYING (self));

  bs_history_undo (self->history);
}

static void
search_cb (BsTidying *self, const char *query)
{
  g_assert (BS_IS_TIDYING (self));

  if (self->window == NULL)
    return;
  bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
  bs_article_pane_search_for (self->articles, query);
  gtk_window_present (self->window);
}

static void
show_duplicates (BsTidying *self)
{
  BsEditor *editor = bs_history_get_editor (self->history);

  if (editor == NULL)
    return;
  if (self->duplicates == NULL)
    {
      const char *const *category =
          bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY ? bs_sidebar_get_names (self->sidebar) : NULL;

      g_set_weak_pointer (&self->duplicates,
                          bs_duplicates_page_new (self->window, bs_editor_get_library (editor), category));
      g_signal_connect_object (self->duplicates, "tidy", G_CALLBACK (tidy_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->duplicates, "resolve", G_CALLBACK (resolve_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->duplicates, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->duplicates, "undo", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->duplicates));
}

static void
duplicates_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_duplicates (user_data);
}

static void
conflicts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsTidying *self = user_data;

  show_duplicates (self);
  if (self->duplicates != NULL)
    bs_duplicates_page_show_conflicts (self->duplicates);
}

static void
health_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsTidying *self = user_data;
  BsEditor *editor = bs_history_get_editor (self->history);

  if (editor == NULL)
    return;
  if (self->health == NULL)
    {
      g_set_weak_pointer (&self->health, bs_health_page_new (self->window, bs_editor_get_library (editor)));
      g_signal_connect_object (self->health, "search", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->health, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->health));
}

static void
bs_tidying_finalize (GObject *object)
{
  BsTidying *self = BS_TIDYING (object);

  bs_tidying_close (self);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (bs_tidying_parent_class)->finalize (object);
}

static void
bs_tidying_class_init (BsTidyingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_tidying_finalize;
}

static void
bs_tidying_init (BsTidying *self)
{
}

BsTidying *
bs_tidying_new (GtkWindow *window, BsSidebar *sidebar, BsArticlePane *articles, BsHistory *history, BsWanted *wanted,
                BsTrashing *trashing)
{
  static const GActionEntry actions[] = {
    { "duplicates", duplicates_action },
    { "conflicts", conflicts_action },
    { "health", health_action },
  };
  BsTidying *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (BS_TYPE_TIDYING, NULL);
  g_set_weak_pointer (&self->window, window);
  self->sidebar = sidebar;
  self->articles = articles;
  self->history = history;
  self->wanted = wanted;
  self->trashing = trashing;
  g_signal_connect_object (history, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trashing, "trashed", G_CALLBACK (trashed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is going, or shows another library. */
void
bs_tidying_close (BsTidying *self)
{
  g_return_if_fail (BS_IS_TIDYING (self));

  if (self->duplicates != NULL)
    gtk_window_destroy (GTK_WINDOW (self->duplicates));
  if (self->health != NULL)
    gtk_window_destroy (GTK_WINDOW (self->health));
  g_clear_weak_pointer (&self->duplicates);
  g_clear_weak_pointer (&self->health);
}
