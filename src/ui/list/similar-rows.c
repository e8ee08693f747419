/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/similar-rows.h"

#include "model/library/library-fold.h"
#include "ui/widgets/id-selection.h"

/* The minimum interval at which changing articles are compared. */
#define PAUSE_SECONDS 15

struct _BsSimilarRows
{
  GObject parent_instance;

  GtkListView *view; /* of the pane that owns this object */
  GSimpleActionGroup *actions;
  BsLibrary *library;  /* (nullable) */
  BsArticleList *list; /* (nullable) */
  gboolean active;
  GCancellable *finding; /* (nullable): while they are being found */
  gboolean is_stale;     /* the library has changed since they were found */
  guint pause_id;
};

G_DEFINE_FINAL_TYPE (BsSimilarRows, bs_similar_rows, G_TYPE_OBJECT)

static void find (BsSimilarRows *self);

static gboolean
paused_cb (gpointer user_data)
{
  BsSimilarRows *self = user_data;

  self->pause_id = 0;
  if (self->is_stale)
    find (self);
  return G_SOURCE_REMOVE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsSimilarRows) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsFold) fold = bs_library_find_fold_finish (BS_LIBRARY (source), result, &error);
  BsFold *before;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->finding);
  if (fold == NULL || self->list == NULL)
    return;
  before = bs_article_list_get_fold (self->list);
  if (before != NULL)
    {
      g_autoptr (BsFold) closed = g_steal_pointer (&fold);

      fold = bs_fold_with_open_of (closed, before);
    }
  bs_article_list_set_fold (self->list, fold);
  self->pause_id = g_timeout_add_seconds (PAUSE_SECONDS, paused_cb, self);
}

/* Texts that are not in the index would all have to be read: those that will be are waited for, and without an index it
 * is done once. */
static gboolean
is_ready (BsSimilarRows *self)
{
  BsIndexState state = bs_library_get_index_state (self->library);

  return bs_library_get_state (self->library) == BS_LIBRARY_READY && state != BS_INDEX_STARTING &&
         state != BS_INDEX_READING && (state != BS_INDEX_UNAVAILABLE || bs_article_list_get_fold (self->list) == NULL);
}

static void
find (BsSimilarRows *self)
{
  self->is_stale = TRUE;
  if (!self->active || self->library == NULL || self->finding != NULL || self->pause_id != 0 || !is_ready (self))
    return;
  self->is_stale = FALSE;
  self->finding = g_cancellable_new ();
  bs_library_find_fold_async (self->library, self->finding, found_cb, g_object_ref (self));
}

static void
stop (BsSimilarRows *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_handle_id (&self->pause_id, g_source_remove);
}

static void
changed_cb (BsSimilarRows *self)
{
  g_assert (BS_IS_SIMILAR_ROWS (self));

  find (self);
}

/* The user's decision shows at once. */
static void
regrouped_cb (BsSimilarRows *self)
{
  g_assert (BS_IS_SIMILAR_ROWS (self));

  stop (self);
  find (self);
}

static void
bs_similar_rows_dispose (GObject *object)
{
  BsSimilarRows *self = BS_SIMILAR_ROWS (object);

  bs_similar_rows_set_list (self, NULL, NULL);

  G_OBJECT_CLASS (bs_similar_rows_parent_class)->dispose (object);
}

static void
bs_similar_rows_finalize (GObject *object)
{
  g_clear_object (&BS_SIMILAR_ROWS (object)->actions);

  G_OBJECT_CLASS (bs_similar_rows_parent_class)->finalize (object);
}

static void
bs_similar_rows_class_init (BsSimilarRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_similar_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_similar_rows_finalize;
}

static void
bs_similar_rows_init (BsSimilarRows *self)
{
}

/* Returns: (transfer full) (nullable): the article that is selected alone */
static BsArticleItem *
dup_selected (BsSimilarRows *self)
{
  GtkSelectionModel *selection = self->list != NULL ? gtk_list_view_get_model (self->view) : NULL;

  return selection != NULL ? bs_id_selection_dup_single (BS_ID_SELECTION (selection)) : NULL;
}

static void
set_open (BsSimilarRows *self, BsFold *before, guint id, gboolean open)
{
  g_autoptr (BsFold) fold = bs_fold_with_open (before, id, open);

  bs_article_list_set_fold (self->list, fold);
}

/* Shows the articles that an article represents below it, or hides them.
 *
 * @id: of the article */
static void
toggle (BsSimilarRows *self, guint id)
{
  BsFold *fold = self->list != NULL ? bs_article_list_get_fold (self->list) : NULL;

  if (fold != NULL && bs_fold_contains (fold, id))
    set_open (self, fold, id, !bs_fold_is_open (fold, id));
}

/* Shows or hides the articles that the selected row represents. */
static void
toggle_selected (BsSimilarRows *self)
{
  g_autoptr (BsArticleItem) item = dup_selected (self);

  if (item != NULL)
    toggle (self, bs_article_item_get_id (item));
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  toggle_selected (user_data);
  return TRUE;
}

static void
toggle_action (GSimpleAction *action, GVariant *id, gpointer user_data)
{
  toggle (user_data, g_variant_get_uint32 (id));
}

static void
selected_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  toggle_selected (user_data);
}

/* @pane: gets the actions; owns this object
 * @view: shows the rows, in the pane */
BsSimilarRows *
bs_similar_rows_new (GtkWidget *pane, GtkListView *view)
{
  static const GActionEntry entries[] = {
    { "toggle", toggle_action, "u", NULL, NULL, { 0 } },
    { "selected", selected_action, NULL, NULL, NULL, { 0 } },
  };
  BsSimilarRows *self;
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_plus, 0),
                                                             gtk_keyval_trigger_new (GDK_KEY_KP_Add, 0));

  self = g_object_new (BS_TYPE_SIMILAR_ROWS, NULL);
  self->view = view;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (pane, "similar", G_ACTION_GROUP (self->actions));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  return self;
}

/* The menu of the selected row is about to be shown. */
void
bs_similar_rows_update_actions (BsSimilarRows *self)
{
  g_autoptr (BsArticleItem) item = NULL;
  GAction *action;

  g_return_if_fail (BS_IS_SIMILAR_ROWS (self));

  item = dup_selected (self);
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "selected");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               item != NULL &&
                                   bs_article_list_count_folded (self->list, bs_article_item_get_id (item)) > 0);
}

/* @library: (nullable): the library that is shown from now on
 * @list: (nullable): a list of it */
void
bs_similar_rows_set_list (BsSimilarRows *self, BsLibrary *library, BsArticleList *list)
{
  g_return_if_fail (BS_IS_SIMILAR_ROWS (self));

  stop (self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_set_object (&self->library, library);
  g_set_object (&self->list, list);
  if (library == NULL)
    return;
  g_signal_connect_object (library, "notify::state", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::index-state", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "regrouped", G_CALLBACK (regrouped_cb), self, G_CONNECT_SWAPPED);
  find (self);
}

/* @active: whether near-duplicates share a row */
void
bs_similar_rows_set_active (BsSimilarRows *self, gboolean active)
{
  g_return_if_fail (BS_IS_SIMILAR_ROWS (self));

  if (self->active == active)
    return;
  self->active = active;
  stop (self);
  if (self->list != NULL && !active)
    bs_article_list_set_fold (self->list, NULL);
  find (self);
}

gboolean
bs_similar_rows_get_active (BsSimilarRows *self)
{
  g_return_val_if_fail (BS_IS_SIMILAR_ROWS (self), FALSE);

  return self->active;
}

/* Shows an article that has no row because another one represents it.
 *
 * @id: of the article */
void
bs_similar_rows_reveal (BsSimilarRows *self, guint id)
{
  BsFold *fold;

  g_return_if_fail (BS_IS_SIMILAR_ROWS (self));

  fold = self->list != NULL ? bs_article_list_get_fold (self->list) : NULL;
  if (fold != NULL && bs_fold_contains (fold, id) && !bs_fold_is_open (fold, id))
    set_open (self, fold, id, TRUE);
}
