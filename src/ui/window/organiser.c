/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/organiser.h"

#include <glib/gi18n-lib.h>

#include "model/library/library-names.h"
#include "model/library/saved-searches.h"
#include "ui/dialogs/merge-dialog.h"
#include "ui/dialogs/names-window.h"
#include "ui/dialogs/place-dialogs.h"
#include "ui/window/bulk-change.h"

struct _BsOrganiser
{
  GObject parent_instance;

  /* Of the window that owns this. */
  GtkWindow *window; /* (nullable) */
  BsSidebar *sidebar;
  BsHistory *history;
  BsProgressCard *card;

  BsEditor *editor;     /* (nullable): without a library */
  GtkWindow *dialog;    /* (nullable): which is shown */
  BsNamesWindow *names; /* (nullable): the list of all tags, or of all sources */
  GtkWindow *parent;    /* (nullable): the origin of the last question */
};

G_DEFINE_FINAL_TYPE (BsOrganiser, bs_organiser, G_TYPE_OBJECT)

/* A category, tag or source that becomes another one, or is removed: from the question to the report. */
typedef struct
{
  BsOrganiser *organiser;
  BsEditor *editor;
  BsScope scope;
  GStrv from;
  GStrv more;      /* (nullable): tags or sources that become the same */
  GStrv to;        /* (nullable): it is removed */
  gboolean merges; /* into an existing one */
  BsEdit *edit;
  BsArticleList *list; /* its articles; follows the library until it is complete */
  GStrv paths;         /* (nullable): the contents of the list */
  gboolean is_move;    /* folders have the name of the category */
} Change;

static void
change_free (Change *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->organiser);
  g_clear_object (&self->editor);
  g_strfreev (self->from);
  g_strfreev (self->more);
  g_strfreev (self->to);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_clear_object (&self->list);
  g_strfreev (self->paths);
  g_free (self);
}

static void
set_dialog (BsOrganiser *self, GtkWindow *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  gtk_window_present (dialog);
}

/* Returns: (transfer none): the window in front of which a question is asked */
static GtkWindow *
get_parent (BsOrganiser *self)
{
  return self->parent != NULL ? self->parent : self->window;
}

static gboolean
is_over (const Change *self)
{
  return self->organiser->window == NULL || self->organiser->editor != self->editor;
}

static char *
join (const char *const *names)
{
  return g_strdelimit (g_strjoinv (" › ", (GStrv) names), "\r\n\t", ' ');
}

/* The question, in the words of the preview. */
static char *
describe (const Change *self)
{
  g_autofree char *from = join ((const char *const *) self->from);
  g_autofree char *to = self->to != NULL ? join ((const char *const *) self->to) : NULL;
  guint n = self->more != NULL ? 1 + g_strv_length (self->more) : 1;

  if (n > 1 && to == NULL)
    /* Translators: tags or sources. */
    return g_strdup_printf (ngettext ("Remove %u name from its articles", "Remove %u names from their articles", n), n);
  if (n > 1)
    /* Translators: tags or sources; the second argument is their new name. */
    return g_strdup_printf (ngettext ("Merge %u name into %s", "Merge %u names into %s", n), n, to);
  if (to == NULL)
    /* Translators: the argument is a category, a tag or a source. */
    return g_strdup_printf (_ ("Remove %s from its articles"), from);
  if (self->merges)
    /* Translators: the arguments are categories, tags or sources. */
    return g_strdup_printf (_ ("Merge %s into %s"), from, to);
  /* Translators: the arguments are categories, tags or sources. */
  return g_strdup_printf (_ ("Rename %s to %s"), from, to);
}

/* The result, in the words of a toast. */
static char *
describe_done (const Change *self, guint n)
{
  const char *from = self->from[g_strv_length (self->from) - 1];
  const char *to = self->to != NULL ? self->to[g_strv_length (self->to) - 1] : NULL;

  if (self->more != NULL && to == NULL)
    return g_strdup_printf (ngettext ("Names removed from %'u article", "Names removed from %'u articles", n), n);
  if (self->more != NULL)
    return g_strdup_printf (ngettext ("Merged into “%s” (%'u article)", "Merged into “%s” (%'u articles)", n), to, n);
  if (to == NULL)
    return g_strdup_printf (ngettext ("“%s” removed from %'u article", "“%s” removed from %'u articles", n), from, n);
  if (self->merges)
    return g_strdup_printf (ngettext ("“%s” merged into “%s” (%'u article)", "“%s” merged into “%s” (%'u articles)", n),
                            from, to, n);
  return g_strdup_printf (ngettext ("“%s” renamed to “%s” (%'u article)", "“%s” renamed to “%s” (%'u articles)", n),
                          from, to, n);
}

/* The list continues to show the renamed place. */
static void
follow (const Change *self)
{
  BsSidebar *sidebar = self->organiser->sidebar;
  const char *const *shown = bs_sidebar_get_names (sidebar);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n_from = g_strv_length (self->from);

  if (bs_sidebar_get_scope (sidebar) != self->scope || shown == NULL)
    return;
  if (self->more != NULL && g_strv_contains ((const char *const *) self->more, shown[0]))
    {
      bs_sidebar_show_scope (sidebar, self->to != NULL ? self->scope : BS_SCOPE_ALL, (const char *const *) self->to);
      return;
    }
  for (guint i = 0; i < n_from; i++)
    if (g_strcmp0 (shown[i], self->from[i]) != 0)
      return;
  if (self->to == NULL)
    {
      for (guint i = 0; i + 1 < n_from; i++)
        g_ptr_array_add (names, self->from[i]);
    }
  else
    {
      for (guint i = 0; self->to[i] != NULL; i++)
        g_ptr_array_add (names, self->to[i]);
      for (guint i = n_from; shown[i] != NULL; i++)
        g_ptr_array_add (names, (char *) shown[i]);
    }
  g_ptr_array_add (names, NULL);
  if (names->len > 1)
    bs_sidebar_show_scope (sidebar, self->scope, (const char *const *) names->pdata);
  else
    bs_sidebar_show_scope (sidebar, BS_SCOPE_ALL, NULL);
}

static void
tell_names (const Change *self, const char *text)
{
  BsNamesWindow *names = self->organiser->names;

  if (names == NULL)
    return;
  bs_names_window_show_toast (names, text);
  if (self->to != NULL && self->scope == bs_names_window_get_scope (names))
    bs_names_window_follow (names, self->to[0]);
}

/* Categories that are empty are in no article. */
static void
follow_kept (const Change *self)
{
  if (self->scope == BS_SCOPE_CATEGORY)
    bs_library_change_kept_categories (bs_editor_get_library (self->editor), (const char *const *) self->from,
                                       (const char *const *) self->to);
}

/* Where files move, others change too. */
static guint
count_done (const Change *self, const BsEditReport *report)
{
  guint n = g_strv_length (self->paths);
  guint n_others = report->failed->len + report->unchanged->len + report->left->len;

  if (!self->is_move)
    return report->changed->len;
  return n > n_others ? n - n_others : 0;
}

/* Saved searches use the new name. */
static void
follow_searches (const Change *self, guint64 step)
{
  BsSavedSearches *searches = bs_library_get_searches (bs_editor_get_library (self->editor));

  if (self->to == NULL)
    return;
  bs_saved_searches_follow_rename (searches, self->scope, (const char *const *) self->from,
                                   (const char *const *) self->to, step);
  for (guint i = 0; self->more != NULL && self->more[i] != NULL; i++)
    bs_saved_searches_follow_rename (searches, self->scope, (const char *const[]){ self->more[i], NULL },
                                     (const char *const *) self->to, step);
}

static void ask_for_name_again (BsOrganiser *self, BsScope scope, const char *const *place, const char *name,
                                const char *reason);

/* Whether only the last name was to change, which the user has typed. */
static gboolean
is_renamed (const Change *self)
{
  guint n = g_strv_length (self->from);

  if (self->to == NULL || self->more != NULL || self->merges || g_strv_length (self->to) != n)
    return FALSE;
  for (guint i = 0; i + 1 < n; i++)
    if (strcmp (self->from[i], self->to[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_bulk_change_finish (result, &error);
  g_autofree char *failure = bs_history_dup_failure (report, error);

  if (!is_over (self) && failure != NULL && is_renamed (self) && self->organiser->dialog == NULL)
    {
      ask_for_name_again (self->organiser, self->scope, (const char *const *) self->from,
                          self->to[g_strv_length (self->to) - 1], failure);
    }
  else if (!is_over (self) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = report != NULL ? describe_done (self, count_done (self, report)) : NULL;

      bs_history_take_report (self->organiser->history, report, text, error);
      /* After a cancelled rename, both names exist. */
      if (report != NULL && report->changed->len > 0 && !report->is_cancelled)
        {
          follow_kept (self);
          follow_searches (self, report->step);
          follow (self);
          tell_names (self, text);
        }
    }
  change_free (self);
}

static void
change (Change *self)
{
  g_autofree char *what = describe (self);

  bs_bulk_change_async (get_parent (self->organiser), self->editor, (const char *const *) self->paths, self->edit, what,
                        _ ("The name is not in the front matter. It may come from the folder."), changed_cb, self);
}

/* The user decides in the preview whether the files move too. */
static void
mirrored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;
  g_autofree char *folder = NULL;
  guint n = bs_editor_find_mirror_finish (BS_EDITOR (source), result, &folder);
  g_autoptr (BsMoveRequest) request = NULL;
  g_autofree char *what = NULL;

  if (is_over (self))
    {
      change_free (self);
      return;
    }
  if (n == 0)
    {
      change (self);
      return;
    }
  self->is_move = TRUE;
  what = describe (self);
  request =
      bs_move_request_new_for_category ((const char *const *) self->paths, self->edit, (const char *const *) self->from,
                                        (const char *const *) self->to, BS_FILES_DEFAULT);
  bs_bulk_move_async (get_parent (self->organiser), self->editor, request, what, folder, self->organiser->card,
                      changed_cb, self);
}

/* A change of categories that no article is in, which can be undone. */
typedef struct
{
  BsLibrary *library;
  GStrv from;         /* (nullable) */
  GStrv to;           /* (nullable) */
  GPtrArray *removed; /* (nullable) (element-type GStrv) */
  guint64 number;     /* for the saved searches, which follow it */
} KeptStep;

static void
kept_step_free (gpointer data)
{
  KeptStep *self = data;

  g_object_unref (self->library);
  g_strfreev (self->from);
  g_strfreev (self->to);
  g_clear_pointer (&self->removed, g_ptr_array_unref);
  g_free (self);
}

static void
kept_step_cb (gpointer data, gboolean redo)
{
  const KeptStep *self = data;
  const char *const *from = (const char *const *) self->from;
  const char *const *to = (const char *const *) self->to;

  if (redo)
    bs_library_change_kept_categories (self->library, from, to);
  else if (to != NULL)
    bs_library_change_kept_categories (self->library, to, from);
  for (guint i = 0; !redo && self->removed != NULL && i < self->removed->len; i++)
    bs_library_change_kept_categories (self->library, NULL, self->removed->pdata[i]);
  bs_saved_searches_follow_step (bs_library_get_searches (self->library), self->number, redo);
}

/* Returns: whether there was anything to change */
static gboolean
change_kept (BsOrganiser *self, const char *const *from, const char *const *to, const char *text)
{
  BsLibrary *library = bs_editor_get_library (self->editor);
  KeptStep *step = g_new0 (KeptStep, 1);
  guint number;

  step->library = g_object_ref (library);
  step->from = g_strdupv ((GStrv) from);
  step->to = g_strdupv ((GStrv) to);
  if (to == NULL)
    step->removed = bs_library_list_kept_categories (library, from);
  if (!bs_library_change_kept_categories (library, from, to))
    {
      kept_step_free (step);
      return FALSE;
    }
  step->number = (guint64) g_random_int () << 32 | g_random_int ();
  if (from != NULL && to != NULL)
    bs_saved_searches_follow_rename (bs_library_get_searches (library), BS_SCOPE_CATEGORY, from, to, step->number);
  number = bs_undo_stack_push (bs_history_get_stack (self->history), text, kept_step_cb, step, kept_step_free);
  bs_history_show_undo_toast (self->history, text, number);
  return TRUE;
}

static void
take_paths (Change *self)
{
  if (is_over (self) || self->paths == NULL || *self->paths == NULL)
    {
      if (!is_over (self) && self->scope == BS_SCOPE_CATEGORY)
        {
          g_autofree char *text = describe (self);

          if (change_kept (self->organiser, (const char *const *) self->from, (const char *const *) self->to, text))
            follow (self);
        }
      change_free (self);
      return;
    }
  if (self->scope == BS_SCOPE_CATEGORY && self->to != NULL)
    bs_editor_find_mirror_async (self->editor, (const char *const *) self->paths, (const char *const *) self->from,
                                 (const char *const *) self->to, NULL, mirrored_cb, self);
  else
    change (self);
}

static void
listed (Change *self)
{
  BsLibrary *library = bs_editor_get_library (self->editor);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree guint *ids = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    ids[i] = bs_article_list_get_id (self->list, i);
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->paths = bs_library_dup_paths (library, ids, n);
  take_paths (self);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *self = user_data;

  self->paths = bs_library_find_named_finish (BS_LIBRARY (source), result, NULL);
  take_paths (self);
}

static void
pending_cb (Change *self)
{
  if (!bs_article_list_get_pending (self->list))
    listed (self);
}

static BsEdit *
make_edit (const Change *self)
{
  BsSite *site = bs_library_get_site (bs_editor_get_library (self->editor));
  BsSiteKind kind = site != NULL ? site->kind : BS_SITE_NONE;
  const char *to = self->to != NULL ? self->to[0] : NULL;
  BsEdit *edit = bs_edit_new ();

  if (self->scope == BS_SCOPE_CATEGORY)
    bs_edit_rename_category (edit, kind, (const char *const *) self->from, (const char *const *) self->to);
  else
    for (guint i = 0; i == 0 || (self->more != NULL && self->more[i - 1] != NULL); i++)
      {
        const char *from = i == 0 ? self->from[0] : self->more[i - 1];

        if (self->scope == BS_SCOPE_TAG)
          bs_edit_rename_tag (edit, kind, from, to);
        else
          bs_edit_rename_source (edit, kind, from, to);
      }
  return edit;
}

/* @more: (nullable): tags or sources that become the same
 * @to: (nullable): %NULL removes it */
static void
change_place (BsOrganiser *organiser, BsScope scope, const char *const *from, const char *const *more,
              const char *const *to, gboolean merges)
{
  g_autoptr (BsQuery) query = bs_query_new (scope, from, BS_SORT_DATE, FALSE);
  BsLibrary *library;
  Change *self;

  if (organiser->editor == NULL)
    return;
  self = g_new0 (Change, 1);
  self->organiser = g_object_ref (organiser);
  self->editor = g_object_ref (organiser->editor);
  self->scope = scope;
  self->from = g_strdupv ((GStrv) from);
  self->more = more != NULL && *more != NULL ? g_strdupv ((GStrv) more) : NULL;
  self->to = g_strdupv ((GStrv) to);
  self->merges = merges;
  self->edit = make_edit (self);
  library = bs_editor_get_library (self->editor);
  if (self->more != NULL)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) names = NULL;

      g_strv_builder_addv (builder, (const char **) from);
      g_strv_builder_addv (builder, (const char **) more);
      names = g_strv_builder_end (builder);
      bs_library_find_named_async (library, scope, (const char *const *) names, NULL, named_cb, self);
      return;
    }
  self->list = bs_library_query (library, query);
  g_signal_connect_swapped (self->list, "notify::pending", G_CALLBACK (pending_cb), self);
  pending_cb (self);
}

/* The questions before it. */

typedef struct
{
  GWeakRef organiser;
  BsScope scope;
  GStrv names;
  GStrv to; /* (nullable): which is already known */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_weak_ref_clear (&self->organiser);
  g_strfreev (self->names);
  g_strfreev (self->to);
  g_free (self);
}

static Question *
question_new (BsOrganiser *organiser, BsScope scope, const char *const *names, const char *const *to)
{
  Question *self = g_new0 (Question, 1);

  g_weak_ref_init (&self->organiser, organiser);
  self->scope = scope;
  self->names = g_strdupv ((GStrv) names);
  self->to = g_strdupv ((GStrv) to);
  return self;
}

/* Returns: (transfer none) (nullable): the places among which one is */
static GListModel *
get_places (BsOrganiser *self, BsScope scope)
{
  BsLibrary *library = bs_editor_get_library (self->editor);

  if (scope == BS_SCOPE_CATEGORY)
    return bs_library_get_categories (library);
  return scope == BS_SCOPE_TAG ? bs_library_get_tags (library) : bs_library_get_sources (library);
}

/* Returns: (transfer full) (nullable): the categories that are beside it */
static GListModel *
dup_siblings (BsOrganiser *self, const char *const *names)
{
  g_autoptr (GListModel) places = g_object_ref (bs_library_get_categories (bs_editor_get_library (self->editor)));

  for (guint depth = 0; names[depth + 1] != NULL; depth++)
    {
      guint n = g_list_model_get_n_items (places);
      g_autoptr (GListModel) below = NULL;

      for (guint i = 0; i < n && below == NULL; i++)
        {
          g_autoptr (BsCategory) category = g_list_model_get_item (places, i);

          if (g_str_equal (bs_facet_get_name (BS_FACET (category)), names[depth]))
            g_set_object (&below, bs_category_get_children (category));
        }
      if (below == NULL)
        return NULL;
      g_set_object (&places, below);
    }
  return g_steal_pointer (&places);
}

static gboolean
has_name (GListModel *places, const char *name)
{
  guint n = places != NULL ? g_list_model_get_n_items (places) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (places, i);
      g_autofree char *other = NULL;

      g_object_get (item, "name", &other, NULL);
      if (g_strcmp0 (other, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Tags and sources may be very many. */
static gboolean
exists (BsOrganiser *self, BsScope scope, const char *const *names)
{
  g_autoptr (GListModel) siblings = NULL;

  if (scope != BS_SCOPE_CATEGORY)
    return bs_library_count_named (bs_editor_get_library (self->editor), scope, names[0]) > 0;
  siblings = dup_siblings (self, names);
  return has_name (siblings, names[g_strv_length ((GStrv) names) - 1]);
}

static void
merging_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  g_autoptr (BsOrganiser) self = g_weak_ref_get ((GWeakRef *) &question->organiser);

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  if (self != NULL && g_str_equal (response, "merge"))
    change_place (self, question->scope, (const char *const *) question->names, NULL,
                  (const char *const *) question->to, TRUE);
}

/* An existing name means a merge, for which there is a question. */
static void
rename_place (BsOrganiser *self, BsScope scope, const char *const *from, const char *const *to)
{
  AdwMessageDialog *dialog;
  g_autofree char *heading = NULL;

  if (g_strv_equal (from, to))
    return;
  if (!exists (self, scope, to))
    {
      change_place (self, scope, from, NULL, to, FALSE);
      return;
    }
  /* Translators: the name of a category, a tag or a source */
  heading = g_strdup_printf (_ ("Merge Into “%s”?"), to[g_strv_length ((GStrv) to) - 1]);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      get_parent (self), heading, _ ("It already exists. Its articles and these will be merged.")));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "merge", _ ("_Merge"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "merge", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "merge");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (merging_cb), question_new (self, scope, from, to),
                         question_free, 0);
  set_dialog (self, GTK_WINDOW (dialog));
}

static void
renamed_cb (BsNameDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  g_autoptr (BsOrganiser) self = g_weak_ref_get ((GWeakRef *) &question->organiser);
  g_auto (GStrv) to = NULL;
  char **last;

  g_assert (BS_IS_NAME_DIALOG (dialog));

  if (self == NULL || self->editor == NULL || !g_str_equal (response, "rename"))
    return;
  to = g_strdupv (question->names);
  last = &to[g_strv_length (to) - 1];
  g_free (*last);
  *last = bs_name_dialog_dup_name (dialog);
  /* This dialog is going. */
  g_clear_weak_pointer (&self->dialog);
  rename_place (self, question->scope, (const char *const *) question->names, (const char *const *) to);
}

static void
merge_cb (BsMergeDialog *dialog, GStrv to, gpointer user_data)
{
  const Question *question = user_data;
  g_autoptr (BsOrganiser) self = g_weak_ref_get ((GWeakRef *) &question->organiser);

  g_assert (BS_IS_MERGE_DIALOG (dialog));

  if (self != NULL)
    change_place (self, question->scope, (const char *const *) question->names, NULL, (const char *const *) to, TRUE);
}

/* The category keeps its name and its subcategories. */
static void
move_below_cb (BsMergeDialog *dialog, GStrv above, gpointer user_data)
{
  const Question *question = user_data;
  g_autoptr (BsOrganiser) self = g_weak_ref_get ((GWeakRef *) &question->organiser);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) to = NULL;

  g_assert (BS_IS_MERGE_DIALOG (dialog));

  if (self == NULL || self->editor == NULL)
    return;
  g_strv_builder_addv (builder, (const char **) above);
  g_strv_builder_add (builder, question->names[g_strv_length (question->names) - 1]);
  to = g_strv_builder_end (builder);
  g_clear_weak_pointer (&self->dialog);
  rename_place (self, BS_SCOPE_CATEGORY, (const char *const *) question->names, (const char *const *) to);
}

static void
created_cb (BsNameDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  g_autoptr (BsOrganiser) self = g_weak_ref_get ((GWeakRef *) &question->organiser);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) path = NULL;

  g_assert (BS_IS_NAME_DIALOG (dialog));

  if (self == NULL || self->editor == NULL || !g_str_equal (response, "create"))
    return;
  name = bs_name_dialog_dup_name (dialog);
  if (question->names != NULL)
    g_strv_builder_addv (builder, (const char **) question->names);
  g_strv_builder_add (builder, name);
  path = g_strv_builder_end (builder);
  /* Translators: the name of a category */
  text = g_strdup_printf (_ ("New category “%s”"), name);
  if (change_kept (self, NULL, (const char *const *) path, text))
    bs_sidebar_show_scope (self->sidebar, BS_SCOPE_CATEGORY, (const char *const *) path);
}

static void
ask_for_new (BsOrganiser *self, const char *const *above)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GListModel) siblings = NULL;
  g_auto (GStrv) path = NULL;
  BsNameDialog *dialog;

  if (above != NULL)
    g_strv_builder_addv (builder, (const char **) above);
  g_strv_builder_add (builder, "");
  path = g_strv_builder_end (builder);
  siblings = dup_siblings (self, (const char *const *) path);
  dialog = bs_place_dialogs_create (get_parent (self), above, siblings);
  g_signal_connect_data (dialog, "response", G_CALLBACK (created_cb),
                         question_new (self, BS_SCOPE_CATEGORY, above, NULL), question_free, 0);
  set_dialog (self, GTK_WINDOW (dialog));
}

static void
ask_for_place (BsOrganiser *self, BsScope scope, const char *const *place, gboolean moves)
{
  BsMergeDialog *dialog = bs_merge_dialog_new (get_parent (self), place, get_places (self, scope), moves);

  g_signal_connect_data (dialog, "merge", moves ? G_CALLBACK (move_below_cb) : G_CALLBACK (merge_cb),
                         question_new (self, scope, place, NULL), question_free, 0);
  set_dialog (self, GTK_WINDOW (dialog));
}

static BsNameDialog *
ask_for_name (BsOrganiser *self, BsScope scope, const char *const *place)
{
  BsNameDialog *dialog = bs_place_dialogs_rename (get_parent (self), scope, place[g_strv_length ((GStrv) place) - 1]);

  g_signal_connect_data (dialog, "response", G_CALLBACK (renamed_cb), question_new (self, scope, place, NULL),
                         question_free, 0);
  set_dialog (self, GTK_WINDOW (dialog));
  return dialog;
}

/* Nothing was renamed; what was typed is not lost. */
static void
ask_for_name_again (BsOrganiser *self, BsScope scope, const char *const *place, const char *name, const char *reason)
{
  bs_name_dialog_show_failure (ask_for_name (self, scope, place), name, reason);
}

/* Of several, the user's last choice stays. */
static void
names_organise_cb (BsOrganiser *self, const char *action, GStrv names, const char *to, BsNamesWindow *window)
{
  BsScope scope = bs_names_window_get_scope (window);
  const char *const first[] = { names[0], NULL };
  const char *const target[] = { to, NULL };

  g_assert (BS_IS_ORGANISER (self));

  if (self->editor == NULL || self->dialog != NULL)
    return;
  g_set_weak_pointer (&self->parent, GTK_WINDOW (window));
  if (g_str_equal (action, "rename"))
    ask_for_name (self, scope, first);
  else if (g_str_equal (action, "merge") && to == NULL)
    ask_for_place (self, scope, first, FALSE);
  else
    change_place (self, scope, first, (const char *const *) names + 1, to != NULL ? target : NULL, to != NULL);
}

static void
names_chosen_cb (BsOrganiser *self, const char *name, BsNamesWindow *window)
{
  const char *const names[] = { name, NULL };

  g_assert (BS_IS_ORGANISER (self));

  if (self->window == NULL)
    return;
  bs_sidebar_show_scope (self->sidebar, bs_names_window_get_scope (window), names);
  gtk_window_present (self->window);
}

static void
names_undo_cb (BsOrganiser *self, gboolean redo)
{
  g_assert (BS_IS_ORGANISER (self));

  if (redo)
    bs_history_redo (self->history);
  else
    bs_history_undo (self->history);
}

static void
show_names (BsOrganiser *self, BsScope scope)
{
  if (self->names != NULL && bs_names_window_get_scope (self->names) != scope)
    gtk_window_destroy (GTK_WINDOW (self->names));
  if (self->names == NULL)
    {
      BsNamesWindow *names = bs_names_window_new (self->window, bs_editor_get_library (self->editor), scope);

      g_signal_connect_object (names, "organise", G_CALLBACK (names_organise_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (names, "chosen", G_CALLBACK (names_chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (names, "undo", G_CALLBACK (names_undo_cb), self, G_CONNECT_SWAPPED);
      g_set_weak_pointer (&self->names, names);
    }
  gtk_window_present (GTK_WINDOW (self->names));
}

static void
organise_cb (BsOrganiser *self, const char *action, guint scope, GStrv names, GStrv to)
{
  const char *const *place = (const char *const *) names;
  const char *const *target = (const char *const *) to;

  g_assert (BS_IS_ORGANISER (self));

  if (self->editor == NULL || self->dialog != NULL || scope == BS_SCOPE_SEARCH || g_str_equal (action, "export"))
    return;
  g_clear_weak_pointer (&self->parent);
  if (g_str_equal (action, "all"))
    show_names (self, scope);
  else if (g_str_equal (action, "new"))
    ask_for_new (self, place);
  else if (target != NULL)
    rename_place (self, scope, place, target);
  else if (g_str_equal (action, "remove"))
    change_place (self, scope, place, NULL, NULL, FALSE);
  else
    ask_for_place (self, scope, place, g_str_equal (action, "move"));
}

static void
close_names (BsOrganiser *self)
{
  if (self->names != NULL)
    gtk_window_destroy (GTK_WINDOW (self->names));
  g_clear_weak_pointer (&self->names);
}

static void
bs_organiser_finalize (GObject *object)
{
  BsOrganiser *self = BS_ORGANISER (object);

  bs_organiser_close (self);

  G_OBJECT_CLASS (bs_organiser_parent_class)->finalize (object);
}

static void
bs_organiser_class_init (BsOrganiserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_organiser_finalize;
}

static void
bs_organiser_init (BsOrganiser *self)
{
}

BsOrganiser *
bs_organiser_new (GtkWindow *window, BsSidebar *sidebar, BsHistory *history, BsProgressCard *card)
{
  BsOrganiser *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (BS_IS_PROGRESS_CARD (card), NULL);

  self = g_object_new (BS_TYPE_ORGANISER, NULL);
  self->window = window;
  self->sidebar = sidebar;
  self->history = history;
  self->card = card;
  g_signal_connect_object (sidebar, "organise", G_CALLBACK (organise_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* The window is being disposed of; a running change ends without it. */
void
bs_organiser_close (BsOrganiser *self)
{
  g_return_if_fail (BS_IS_ORGANISER (self));

  close_names (self);
  g_clear_object (&self->editor);
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->parent);
  self->window = NULL;
}

/* @editor: (nullable): writes to the library that the window now shows */
void
bs_organiser_set_editor (BsOrganiser *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_ORGANISER (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  if (editor != self->editor)
    close_names (self);
  g_set_object (&self->editor, editor);
}
