/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/filing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/organise/name-style.h"
#include "model/format/text/path.h"
#include "ui/dialogs/file-name-dialog.h"
#include "ui/dialogs/folder-dialog.h"
#include "ui/dialogs/library-dialog.h"
#include "ui/dialogs/new-article-dialog.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/toast.h"
#include "ui/window/bulk-change.h"
#include "ui/window/file-job.h"
#include "ui/window/place-copying.h"

/* So many names show how a library's files are named. */
#define MAX_NAMES 400
/* So many show which category all have. */
#define MAX_ASKED_FOR_CATEGORY 50
#define MAX_LOOKED_AT 5000
#define MAX_NOTES 3

typedef enum
{
  ALWAYS,  /* with a library */
  READS,   /* for articles, which it does not change */
  ONE,     /* changes the only one selected */
  ANY,     /* changes all that are selected */
  APPLIES, /* the same, and it is hidden if it does not apply */
} Needs;

static const struct
{
  const char *name;
  Needs needs;
} actions[] = {
  { "new-article", ALWAYS }, { "rename-file", ONE },    { "duplicate", ONE },       { "publish", APPLIES },
  { "unpublish", APPLIES },  { "move-to-folder", ANY }, { "move-to-library", ANY }, { "copy-link", READS },
  { "copy-path", READS },    { "trash", ANY },
};

struct _BsFiling
{
  GObject parent_instance;

  /* Of the window that owns this. */
  GtkWindow *window; /* (nullable) */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsHistory *history;
  BsWanted *wanted;
  BsTrashing *trashing;
  BsProgressCard *card;
  BsRecentFolders *recent; /* (nullable): until it is known */
  AdwToastOverlay *toasts; /* (nullable) */

  BsEditor *editor;  /* (nullable): without a library */
  GtkWindow *dialog; /* (nullable): which is shown */
  gboolean is_read_only;
  GCancellable *cancellable; /* (nullable): of the question whether it is */
  char *written;             /* (nullable): a new article, whose source is shown when it is selected */
};

G_DEFINE_FINAL_TYPE (BsFiling, bs_filing, G_TYPE_OBJECT)

/* Something that is being done, from the question to the report. */
typedef struct
{
  BsFiling *filing;
  BsEditor *editor;
  BsFilesAction action;
  GArray *ids;               /* (nullable) */
  guint n;                   /* of articles */
  char *path;                /* (nullable): of the only one */
  char *argument;            /* (nullable): a folder, the name of a file, or a title */
  GFile *other;              /* (nullable): another library, in which the folder is */
  GCancellable *cancellable; /* (nullable): of a move to it */
  GtkWindow *dialog;         /* (nullable): weak; asked for it, and waits for the end */
  guint next;                /* the article after the only one, which is shown when that is gone */
  gboolean has_next;
} Request;

static Request *
request_new (BsFiling *filing, guint n)
{
  Request *self = g_new0 (Request, 1);

  self->filing = g_object_ref (filing);
  self->editor = g_object_ref (filing->editor);
  self->n = n;
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->filing);
  g_object_unref (self->editor);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self->path);
  g_free (self->argument);
  g_clear_object (&self->other);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->dialog);
  g_free (self);
}

static void
free_closure_cb (gpointer data, GClosure *closure)
{
  request_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static gboolean
is_over (const Request *self)
{
  return self->filing->toasts == NULL || self->filing->editor != self->editor;
}

static BsLibrary *
get_library (BsFiling *self)
{
  return bs_editor_get_library (self->editor);
}

static void
set_dialog (BsFiling *self, GtkWindow *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_present (dialog);
}

/* A dialog that was closed may still be waiting for a disk. */
static gboolean
asks (BsFiling *self)
{
  return self->dialog != NULL && gtk_widget_get_visible (GTK_WIDGET (self->dialog));
}

static char *
dup_name (const char *path)
{
  return g_filename_display_basename (path);
}

/* Whether it is possible. */

/* Returns: (transfer none) (nullable): why no file can be changed now */
static const char *
get_obstacle (BsFiling *self)
{
  if (bs_library_get_state (get_library (self)) != BS_LIBRARY_READY)
    return _ ("The folder is still being read.");
  return self->is_read_only ? _ ("The folder is read-only.") : NULL;
}

/* Of very many, not all are examined; those to which it does not apply are skipped when it is done. */
static void
find_applicable (BsFiling *self, guint n, gboolean *publish, gboolean *unpublish)
{
  BsLibrary *library = get_library (self);
  guint n_drafts = bs_library_get_n_drafts (library);
  g_autoptr (GArray) ids = NULL;

  *publish = n > MAX_LOOKED_AT && n_drafts > 0;
  *unpublish = n > n_drafts;
  if (n > MAX_LOOKED_AT)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  *unpublish = FALSE;
  for (guint i = 0; i < ids->len && !(*publish && *unpublish); i++)
    {
      if (bs_library_is_draft (library, g_array_index (ids, guint, i)))
        *publish = TRUE;
      else
        *unpublish = TRUE;
    }
}

/* The menus show the reason above these actions while they are disabled. */
static void
show_obstacle (const char *obstacle)
{
  GApplication *application = g_application_get_default ();
  GMenu *menu = gtk_application_get_menu_by_id (GTK_APPLICATION (application), "article-menu");
  int n = g_menu_model_get_n_items (G_MENU_MODEL (menu));

  for (int i = 0; i < n; i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (G_MENU_MODEL (menu), i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL;
      g_autofree char *shown = NULL;

      g_menu_model_get_item_attribute (section, 0, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      if (g_strcmp0 (action, "win.rename-file") != 0)
        continue;
      g_menu_model_get_item_attribute (G_MENU_MODEL (menu), i, G_MENU_ATTRIBUTE_LABEL, "s", &shown);
      if (g_strcmp0 (shown, obstacle) == 0)
        return;
      g_menu_remove (menu, i);
      g_menu_insert_section (menu, i, obstacle, section);
      return;
    }
}

/* Actions on the article in the reader. */
static const char *const reading_actions[] = { "copy-text", "copy-markdown", "show-file", "open-file", "print" };

static void
update (BsFiling *self)
{
  guint n = self->editor != NULL ? bs_article_pane_get_n_selected (self->articles) : 0;
  const char *obstacle = self->editor != NULL ? get_obstacle (self) : NULL;
  gboolean can_change = self->editor != NULL && obstacle == NULL;
  gboolean publish = FALSE, unpublish = FALSE;

  if (self->window == NULL)
    return;
  if (can_change && n > 0)
    find_applicable (self, n, &publish, &unpublish);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const Needs needs = actions[i].needs;
      gboolean enabled = n > 0 && (needs == READS || (can_change && (needs == ANY || (needs == ONE && n == 1))));

      if (needs == ALWAYS)
        /* A window of a few files would not show another one. */
        enabled = self->editor != NULL && !bs_site_is_limited (bs_library_get_site (get_library (self)));
      else if (needs == APPLIES)
        enabled = g_str_equal (actions[i].name, "publish") ? publish : unpublish;
      bs_actions_set_enabled (G_ACTION_MAP (self->window), actions[i].name, enabled);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (reading_actions); i++)
    bs_actions_set_enabled (G_ACTION_MAP (self->window), reading_actions[i], n == 1);
}

static void
menu_cb (BsFiling *self)
{
  g_assert (BS_IS_FILING (self));

  update (self);
  if (self->editor != NULL)
    show_obstacle (get_obstacle (self));
}

static void
writable_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsFiling) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_read_only = info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE) &&
                       !g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE);
  update (self);
}

static void
look_whether_writable (BsFiling *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->editor == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_file_query_info_async (bs_library_get_folder (get_library (self)), G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, writable_cb,
                           g_object_ref (self));
}

static void
state_cb (BsFiling *self)
{
  g_assert (BS_IS_FILING (self));

  look_whether_writable (self);
  update (self);
}

static void
active_cb (BsFiling *self)
{
  g_assert (BS_IS_FILING (self));

  if (self->window != NULL && gtk_window_is_active (self->window))
    look_whether_writable (self);
}

/* The result. */

static void
library_changed_cb (BsFiling *self)
{
  g_assert (BS_IS_FILING (self));

  /* The selected articles may have become drafts, or posts. */
  update (self);
}

/* A moved file is two changed ones. */
static guint
count_done (const Request *request, const BsEditReport *report)
{
  guint n_others = report->failed->len + report->unchanged->len + report->left->len;

  return request->n > n_others ? request->n - n_others : 0;
}

static char *
describe_done (const Request *request, guint n)
{
  g_autofree char *name = request->path != NULL ? dup_name (request->path) : NULL;
  g_autofree char *folder = NULL;

  switch (request->action)
    {
    case BS_FILES_PUBLISH:
      return g_strdup_printf (ngettext ("%'u article published", "%'u articles published", n), n);
    case BS_FILES_UNPUBLISH:
      return g_strdup_printf (ngettext ("%'u article unpublished", "%'u articles unpublished", n), n);
    case BS_FILES_RENAME:
      return g_strdup_printf (_ ("“%s” renamed to “%s”"), name, request->argument);
    case BS_FILES_MOVE:
    default:
      if (request->other != NULL)
        folder = g_filename_display_basename (g_file_peek_path (request->other));
      else if (*request->argument != '\0')
        folder = g_filename_display_name (request->argument);
      else
        folder = g_file_get_basename (bs_library_get_folder (bs_editor_get_library (request->editor)));
      if (name != NULL)
        /* Translators: a file, and the folder in which it is now. */
        return g_strdup_printf (_ ("“%s” moved to “%s”"), name, folder);
      return g_strdup_printf (ngettext ("%'u article moved to “%s”", "%'u articles moved to “%s”", n), n, folder);
    }
}

static void ask_again (Request *request, const char *failure);

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_bulk_change_finish (result, &error);
  g_autofree char *failure = bs_history_dup_failure (report, error);
  g_autofree char *text = NULL;

  if (is_over (request) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (failure != NULL && request->argument != NULL && !asks (request->filing))
    {
      ask_again (request, failure);
      return;
    }
  text = report != NULL ? describe_done (request, count_done (request, report)) : NULL;
  bs_history_take_report (request->filing->history, report, text, error);
}

/* @request: (transfer full)
 * @paths: (transfer full) */
static void
move (Request *request, GStrv paths)
{
  g_autoptr (BsMoveRequest) wanted = bs_move_request_new (request->action, paths, request->argument, BS_FILES_DEFAULT);

  bs_bulk_move_async (request->filing->window, request->editor, wanted, NULL, NULL, request->filing->card, moved_cb,
                      request);
}

/* Links whose targets are missing were not shown before. */
static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  BsFiling *self = request->filing;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  g_autofree char *failure = bs_history_dup_failure (report, error);
  g_autofree char *text = NULL;

  if (self->toasts != NULL)
    bs_progress_card_stop (self->card, request->cancellable);
  if (is_over (request) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (failure != NULL && !asks (self))
    {
      ask_again (request, failure);
      return;
    }
  text = report != NULL ? describe_done (request, count_done (request, report)) : NULL;
  if (report != NULL && report->changed->len > 0 && request->has_next)
    bs_article_pane_select_id (self->articles, request->next);
  bs_history_take_report (self->history, report, text, error);
  for (guint i = 0; report != NULL && i < MIN (report->notes->len, MAX_NOTES); i++)
    bs_toast_show (self->toasts, report->notes->pdata[i]);
}

/* @request: (transfer full) */
static void
leave (Request *request, const char *const *paths)
{
  BsFiling *self = request->filing;
  g_autoptr (BsArticleItem) item = request->path != NULL ? bs_article_pane_dup_selected (self->articles) : NULL;
  g_autofree char *text =
      g_strdup_printf (ngettext ("Moving %'u article…", "Moving %'u articles…", request->n), request->n);

  if (item != NULL && strcmp (bs_article_item_get_path (item), request->path) == 0)
    {
      BsArticleList *list = bs_article_pane_get_list (self->articles);
      guint position = bs_article_pane_get_next (self->articles);

      request->has_next = position < g_list_model_get_n_items (G_LIST_MODEL (list));
      request->next = request->has_next ? bs_article_list_get_id (list, position) : 0;
    }
  request->cancellable = g_cancellable_new ();
  bs_progress_card_start (self->card, text, request->cancellable);
  bs_editor_move_to_library_async (request->editor, paths, g_file_peek_path (request->other), request->argument,
                                   request->cancellable, left_cb, request);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_auto (GStrv) paths = bs_file_job_list_finish (BS_LIBRARY (source), result);

  if (is_over (request) || *paths == NULL)
    return;
  request->n = g_strv_length (paths);
  if (request->other != NULL)
    leave (g_steal_pointer (&request), (const char *const *) paths);
  else
    move (g_steal_pointer (&request), g_steal_pointer (&paths));
}

/* @request: (transfer full) */
static void
run (Request *request)
{
  if (is_over (request))
    request_free (request);
  else
    bs_file_job_list_async (get_library (request->filing), g_array_ref (request->ids), listed_cb, request);
}

/* New articles. */

static gboolean
show_source_cb (gpointer user_data)
{
  BsFiling *self = user_data;

  if (self->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-source", NULL);
  return G_SOURCE_REMOVE;
}

static void
selection_changed_cb (BsFiling *self)
{
  g_autoptr (BsArticleItem) item = self->written != NULL ? bs_article_pane_dup_selected (self->articles) : NULL;

  g_assert (BS_IS_FILING (self));

  update (self);
  if (item == NULL || strcmp (bs_article_item_get_path (item), self->written) != 0)
    return;
  g_clear_pointer (&self->written, g_free);
  /* The reader hears of the selection first. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_source_cb, g_object_ref (self), g_object_unref);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  BsFiling *self = request->filing;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  g_autofree char *failure = bs_history_dup_failure (report, error);
  g_auto (GStrv) category = NULL;
  g_autofree char *text = NULL;

  if (request->dialog != NULL && gtk_widget_get_visible (GTK_WIDGET (request->dialog)))
    {
      bs_new_article_dialog_end (BS_NEW_ARTICLE_DIALOG (request->dialog), failure);
      if (failure != NULL)
        return;
    }
  if (is_over (request))
    return;
  text = report != NULL ? g_strdup_printf (_ ("“%s” created"), request->argument) : NULL;
  bs_history_take_report (self->history, report, text, error);
  if (report == NULL || report->changed->len == 0)
    return;
  g_free (self->written);
  self->written = g_strdup (report->changed->pdata[0]);
  /* In the category that is shown, if it belongs there. */
  if (bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY && request->path != NULL)
    {
      g_autofree char *shown = g_strjoinv ("\n", (GStrv) bs_sidebar_get_names (self->sidebar));

      if (g_str_has_prefix (request->path, shown))
        category = g_strsplit (shown, "\n", -1);
    }
  bs_wanted_show (self->wanted, self->written, (const char *const *) category);
}

static void
create_cb (BsFiling *self, BsNewArticleDialog *dialog)
{
  g_auto (GStrv) category = bs_new_article_dialog_dup_category (dialog);
  Request *request;

  g_assert (BS_IS_FILING (self));

  if (self->editor == NULL)
    return;
  request = request_new (self, 1);
  request->argument = bs_new_article_dialog_dup_title (dialog);
  request->path = category != NULL ? g_strjoinv ("\n", category) : NULL;
  g_set_weak_pointer (&request->dialog, GTK_WINDOW (dialog));
  bs_editor_write_article_async (self->editor, bs_new_article_dialog_steal_article (dialog), written_cb, request);
}

static void
make_article (BsFiling *self)
{
  const char *const *category =
      bs_sidebar_get_scope (self->sidebar) == BS_SCOPE_CATEGORY ? bs_sidebar_get_names (self->sidebar) : NULL;
  BsNewArticleDialog *dialog = bs_new_article_dialog_new (self->window, get_library (self), category);

  g_signal_connect_object (dialog, "create", G_CALLBACK (create_cb), self, G_CONNECT_SWAPPED);
  set_dialog (self, GTK_WINDOW (dialog));
}

/* One article. */

static void
rename_cb (BsNameDialog *dialog, const char *response, gpointer user_data)
{
  const Request *question = user_data;
  BsFiling *self = question->filing;
  char *const paths[] = { question->path, NULL };
  Request *request;

  g_assert (BS_IS_NAME_DIALOG (dialog));

  if (is_over (question) || !g_str_equal (response, "rename"))
    return;
  request = request_new (self, 1);
  request->action = BS_FILES_RENAME;
  request->path = g_strdup (question->path);
  request->argument = bs_name_dialog_dup_name (dialog);
  move (request, g_strdupv ((GStrv) paths));
}

/* Returns: (transfer full): the title as a name, as the files of the library are named */
static char *
suggest_name (BsFiling *self, BsArticleItem *item)
{
  g_autofree char *name = g_path_get_basename (bs_article_item_get_path (item));
  guint ids[MAX_NAMES];
  g_auto (GStrv) paths = NULL;
  BsNameStyle style = { 0 };

  for (guint i = 0; i < MAX_NAMES; i++)
    ids[i] = i;
  paths =
      bs_library_dup_paths (get_library (self), ids, MIN (MAX_NAMES, bs_library_get_n_articles (get_library (self))));
  for (char **path = paths; *path != NULL; path++)
    bs_name_style_count (&style, *path);
  return bs_name_style_suggest (&style, name, bs_article_item_get_title (item));
}

static BsNameDialog *
ask_for_file_name (BsFiling *self, const char *path, const char *suggested)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (bs_library_get_folder (get_library (self)), path);
  BsNameDialog *dialog = bs_file_name_dialog_new (self->window, file, suggested);
  Request *question = request_new (self, 1);

  question->path = g_strdup (path);
  g_signal_connect_data (dialog, "response", G_CALLBACK (rename_cb), question, free_closure_cb, 0);
  set_dialog (self, GTK_WINDOW (dialog));
  return dialog;
}

static void
rename_file (BsFiling *self, BsArticleItem *item)
{
  g_autofree char *suggested = suggest_name (self, item);

  ask_for_file_name (self, bs_article_item_get_path (item), suggested);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  BsFiling *self = request->filing;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  g_autofree char *name = dup_name (request->path);
  g_autofree char *text = NULL;

  if (is_over (request))
    return;
  text = report != NULL ? g_strdup_printf (_ ("“%s” duplicated"), name) : NULL;
  bs_history_take_report (self->history, report, text, error);
  if (report != NULL && report->changed->len > 0)
    bs_wanted_follow (self->wanted, g_ptr_array_index (report->changed, 0));
}

static void
duplicate (BsFiling *self, BsArticleItem *item)
{
  Request *request = request_new (self, 1);

  request->path = g_strdup (bs_article_item_get_path (item));
  bs_editor_duplicate_async (self->editor, request->path, NULL, duplicated_cb, request);
}

/* One or many. */

static void
chosen_cb (BsFolderDialog *dialog, const char *folder, gpointer user_data)
{
  const Request *question = user_data;
  Request *request;

  g_assert (BS_IS_FOLDER_DIALOG (dialog));

  if (is_over (question))
    return;
  request = request_new (question->filing, question->n);
  request->action = BS_FILES_MOVE;
  request->ids = g_array_ref (question->ids);
  request->path = g_strdup (question->path);
  request->argument = g_strdup (folder);
  request->other = question->other != NULL ? g_object_ref (question->other) : NULL;
  run (request);
}

/* @ids: articles
 * @path: (nullable): of the only one
 * @other: (nullable): another library */
static BsFolderDialog *
ask_for_folder (BsFiling *self, GArray *ids, const char *path, GFile *other)
{
  g_autofree char *current = path != NULL && other == NULL ? bs_path_dup_folder (path) : NULL;
  GFile *library = other != NULL ? other : bs_library_get_folder (get_library (self));
  BsFolderDialog *dialog = bs_folder_dialog_new (self->window, library, current, ids->len);
  Request *question = request_new (self, ids->len);

  question->ids = g_array_ref (ids);
  question->path = g_strdup (path);
  question->other = other != NULL ? g_object_ref (other) : NULL;
  if (other != NULL)
    bs_folder_dialog_suggest (dialog, bs_library_get_folder (get_library (self)),
                              bs_library_dup_paths (get_library (self), (const guint *) (gpointer) ids->data,
                                                    MIN (ids->len, MAX_ASKED_FOR_CATEGORY)));
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (chosen_cb), question, free_closure_cb, 0);
  set_dialog (self, GTK_WINDOW (dialog));
  return dialog;
}

static void
ask_where (BsFiling *self, GFile *other)
{
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);
  g_autoptr (GArray) ids = bs_article_pane_list_selected (self->articles);

  ask_for_folder (self, ids, item != NULL ? bs_article_item_get_path (item) : NULL, other);
}

/* Nothing was done; what was typed is not lost. */
static void
ask_again (Request *request, const char *failure)
{
  BsFiling *self = request->filing;

  if (request->action == BS_FILES_RENAME)
    bs_name_dialog_show_failure (ask_for_file_name (self, request->path, request->argument), request->argument,
                                 failure);
  else
    bs_folder_dialog_show_failure (ask_for_folder (self, request->ids, request->path, request->other),
                                   request->argument, failure);
}

static void
library_chosen_cb (BsFiling *self, GFile *other)
{
  g_assert (BS_IS_FILING (self));

  if (self->editor == NULL || bs_article_pane_get_n_selected (self->articles) == 0)
    return;
  g_clear_weak_pointer (&self->dialog);
  ask_where (self, other);
}

static void
ask_for_library (BsFiling *self)
{
  BsLibraryDialog *dialog =
      bs_library_dialog_new (self->window, self->recent, bs_library_get_folder (get_library (self)),
                             bs_article_pane_get_n_selected (self->articles));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (library_chosen_cb), self, G_CONNECT_SWAPPED);
  set_dialog (self, GTK_WINDOW (dialog));
}

/* Drafts are published, and others become drafts; articles that are so already are left alone. */
static void
publish (BsFiling *self, gboolean publish)
{
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (self->articles);
  g_autoptr (GArray) selected = bs_article_pane_list_selected (self->articles);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (guint), selected->len);
  /* In a library without drafts, none has to be looked for. */
  gboolean is_all = !publish && bs_library_get_n_drafts (get_library (self)) == 0;
  Request *request;

  for (guint i = 0; i < selected->len; i++)
    {
      guint id = g_array_index (selected, guint, i);

      if (is_all || bs_library_is_draft (get_library (self), id) == publish)
        g_array_append_val (ids, id);
    }
  request = request_new (self, ids->len);
  request->action = publish ? BS_FILES_PUBLISH : BS_FILES_UNPUBLISH;
  request->ids = ids;
  request->path = item != NULL ? g_strdup (bs_article_item_get_path (item)) : NULL;
  if (ids->len > 0)
    run (request);
  else
    request_free (request);
}

static void
copy_places (BsFiling *self, gboolean as_links)
{
  bs_place_copying_start (get_library (self), bs_article_pane_list_selected (self->articles), as_links, self->toasts);
}

static void
act_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_filing_act (user_data, g_action_get_name (G_ACTION (action)));
}

static void
bs_filing_finalize (GObject *object)
{
  BsFiling *self = BS_FILING (object);

  bs_filing_close (self);
  g_free (self->written);

  G_OBJECT_CLASS (bs_filing_parent_class)->finalize (object);
}

static void
bs_filing_class_init (BsFilingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_filing_finalize;
}

static void
bs_filing_init (BsFiling *self)
{
}

/* All of them outlive it, or bs_filing_close() is called. */
BsFiling *
bs_filing_new (GtkWindow *window, const BsPaneWidgets *widgets, BsHistory *history, BsWanted *wanted,
               BsTrashing *trashing, BsProgressCard *card, AdwToastOverlay *toasts)
{
  BsFiling *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (widgets != NULL, NULL);

  self = g_object_new (BS_TYPE_FILING, NULL);
  self->window = window;
  self->sidebar = widgets->sidebar;
  self->articles = widgets->articles;
  self->history = history;
  self->wanted = wanted;
  self->trashing = trashing;
  self->card = card;
  self->toasts = toasts;
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const GActionEntry entry = { actions[i].name, act_action };

      g_action_map_add_action_entries (G_ACTION_MAP (window), &entry, 1, self);
    }
  g_signal_connect_object (self->articles, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widgets->reader, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/* Among them are other libraries. */
void
bs_filing_set_recent (BsFiling *self, BsRecentFolders *recent)
{
  g_return_if_fail (BS_IS_FILING (self));
  g_return_if_fail (BS_IS_RECENT_FOLDERS (recent));

  g_set_object (&self->recent, recent);
}

/* The window is being disposed of; a running change ends without it. */
void
bs_filing_close (BsFiling *self)
{
  g_return_if_fail (BS_IS_FILING (self));

  bs_filing_set_editor (self, NULL);
  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->recent);
  self->window = NULL;
  self->toasts = NULL;
}

/* @editor: (nullable): writes to the library that the window now shows */
void
bs_filing_set_editor (BsFiling *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_FILING (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  if (self->editor != NULL)
    {
      g_signal_handlers_disconnect_by_func (get_library (self), state_cb, self);
      g_signal_handlers_disconnect_by_func (get_library (self), library_changed_cb, self);
    }
  g_set_object (&self->editor, editor);
  g_clear_pointer (&self->written, g_free);
  self->is_read_only = FALSE;
  if (editor != NULL)
    {
      g_signal_connect_object (get_library (self), "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (get_library (self), "changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
    }
  look_whether_writable (self);
  update (self);
}

/* Changes the selected articles, or explains why that is not possible.
 * @action: of the window, without its “win.” */
void
bs_filing_act (BsFiling *self, const char *action)
{
  g_autoptr (BsArticleItem) item = NULL;
  const char *obstacle;
  guint n;

  g_return_if_fail (BS_IS_FILING (self));
  g_return_if_fail (action != NULL);

  if (self->editor == NULL || asks (self))
    return;
  n = bs_article_pane_get_n_selected (self->articles);
  item = bs_article_pane_dup_selected (self->articles);
  if (n > 0 && g_str_equal (action, "copy-link"))
    copy_places (self, TRUE);
  else if (n > 0 && g_str_equal (action, "copy-path"))
    copy_places (self, FALSE);
  else if ((obstacle = get_obstacle (self)) != NULL)
    bs_toast_show (self->toasts, obstacle);
  else if (g_str_equal (action, "new-article"))
    make_article (self);
  else if (item != NULL && g_str_equal (action, "rename-file"))
    rename_file (self, item);
  else if (item != NULL && g_str_equal (action, "duplicate"))
    duplicate (self, item);
  else if (n > 0 && g_str_equal (action, "move-to-folder"))
    ask_where (self, NULL);
  else if (n > 0 && self->recent != NULL && g_str_equal (action, "move-to-library"))
    ask_for_library (self);
  else if (n > 0 && (g_str_equal (action, "publish") || g_str_equal (action, "unpublish")))
    publish (self, g_str_equal (action, "publish"));
  else if (n > 0 && g_str_equal (action, "trash"))
    bs_trashing_trash_selected (self->trashing);
}
