/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/properties-panel.h"

#include <glib/gi18n-lib.h>

#include "reader/weak-reference.h"
#include "ui/properties/properties-pane.h"

struct _BsPropertiesPanel
{
  GObject parent_instance;

  /* Of the window that owns this. */
  BsSidePanel *side;
  BsArticlePane *articles;
  BsPanes *panes;
  BsHistory *history;

  BsPropertiesPane *pane; /* (nullable): made when it is first shown */
  BsEditor *editor;       /* (nullable): without a library */
  GtkWindow *question;    /* (nullable): what to do with the unsaved changes */
  const char *action;     /* (nullable): of the window, to do then; NULL to show the selected articles */
  gboolean is_held;       /* the changes of other articles than those that are selected now go on waiting */
  gboolean is_applying;
};

G_DEFINE_FINAL_TYPE (BsPropertiesPanel, bs_properties_panel, G_TYPE_OBJECT)

static void ask (BsPropertiesPanel *self, const char *action);

/* The same for the same articles in any order: a list is sorted again when their dates change. */
static guint64
sum_articles (const GArray *ids)
{
  guint64 sum = ids->len;

  for (guint i = 0; i < ids->len; i++)
    {
      /* Two rounds of a multiplicative hash, so that the sums of different sets differ. */
      guint64 mixed =
          (g_array_index (ids, guint, i) + G_GUINT64_CONSTANT (1)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

      sum += (mixed ^ mixed >> 32) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
    }
  return sum;
}

static gboolean
has_same_articles (const GArray *ids, const GArray *others)
{
  return ids->len == others->len && sum_articles (ids) == sum_articles (others);
}

static void
show (BsPropertiesPanel *self)
{
  guint n = self->editor != NULL ? bs_article_pane_get_n_selected (self->articles) : 0;
  g_autoptr (BsArticleItem) item = n == 1 ? bs_article_pane_dup_selected (self->articles) : NULL;

  if (self->editor == NULL || !bs_side_panel_get_revealed (self->side))
    {
      bs_properties_pane_show (self->pane, NULL, NULL);
    }
  else if (n > 1)
    {
      g_autoptr (GArray) ids = bs_article_pane_list_selected (self->articles);
      GArray *shown = bs_properties_pane_get_many (self->pane);

      /* It follows the articles that it shows by itself. */
      if (ids->len > 1 && (shown == NULL || !has_same_articles (ids, shown)))
        bs_properties_pane_show_many (self->pane, bs_editor_get_library (self->editor), ids);
    }
  else
    {
      bs_properties_pane_show (self->pane, bs_editor_get_library (self->editor),
                               item != NULL ? bs_article_item_get_path (item) : NULL);
    }
}

/* Changes that wait are for the articles that they were made for. */
static void
update (BsPropertiesPanel *self)
{
  GArray *changed;
  g_autoptr (GArray) ids = NULL;

  if (self->pane == NULL)
    return;
  changed = bs_properties_pane_get_changed (self->pane);
  if (changed == NULL || self->editor == NULL)
    {
      self->is_held = FALSE;
      show (self);
      return;
    }
  if (self->is_held || self->is_applying || self->question != NULL)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  if (!has_same_articles (ids, changed))
    ask (self, NULL);
}

/* No changes are unsaved any more: the waiting action is run. */
static void
leave (BsPropertiesPanel *self)
{
  const char *action = self->action;

  self->action = NULL;
  self->is_held = FALSE;
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->side), action, NULL);
  else
    update (self);
}

static void
stay (BsPropertiesPanel *self)
{
  self->action = NULL;
  self->is_held = TRUE;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsPropertiesPanel) self = bs_weak_reference_take (user_data);
  gboolean is_done = bs_history_edit_finish (BS_HISTORY (source), result, NULL);

  if (self == NULL)
    return;
  self->is_applying = FALSE;
  if (self->pane == NULL)
    return;
  if (!is_done)
    {
      stay (self);
      return;
    }
  bs_properties_pane_discard (self->pane);
  bs_properties_pane_reload (self->pane);
  leave (self);
}

static void
apply (BsPropertiesPanel *self, GArray *ids, BsEdit *edit)
{
  g_auto (GStrv) paths = NULL;

  if (self->editor == NULL || self->is_applying)
    return;
  self->is_applying = TRUE;
  paths = bs_library_dup_paths (bs_editor_get_library (self->editor), (const guint *) (gpointer) ids->data, ids->len);
  bs_history_edit_async (self->history, (const char *const *) paths, edit, changed_cb, bs_weak_reference_new (self));
}

static void
answered_cb (BsPropertiesPanel *self, const char *response)
{
  GArray *ids;
  g_autoptr (BsEdit) edit = NULL;

  g_assert (BS_IS_PROPERTIES_PANEL (self));

  g_clear_weak_pointer (&self->question);
  if (self->pane == NULL)
    return;
  if (g_str_equal (response, "discard"))
    {
      bs_properties_pane_discard (self->pane);
      leave (self);
      return;
    }
  ids = bs_properties_pane_get_changed (self->pane);
  edit = g_str_equal (response, "apply") ? bs_properties_pane_dup_edit (self->pane) : NULL;
  /* Values that cannot be interpreted are not written, and stay in their fields. */
  if (ids != NULL && edit != NULL)
    apply (self, ids, edit);
  else
    stay (self);
}

/* @action: (nullable): as in the panel */
static void
ask (BsPropertiesPanel *self, const char *action)
{
  GArray *ids = bs_properties_pane_get_changed (self->pane);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->side));
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (ids == NULL || !GTK_IS_WINDOW (root))
    return;
  self->action = action;
  if (self->question != NULL || self->is_applying)
    return;
  heading = g_strdup_printf (
      ngettext ("Apply the Changes to %'u Article?", "Apply the Changes to %'u Articles?", ids->len), ids->len);
  dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, _ ("The changes have not been saved yet."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep Editing"), "discard",
                                    _ ("_Discard"), "apply", _ ("_Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
selection_changed_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  update (self);
}

/* Written or rejected values are read again. */
static void
busy_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  if (self->pane != NULL && self->editor != NULL && !bs_editor_get_is_busy (self->editor))
    bs_properties_pane_reload (self->pane);
}

/* The change of one article. */
typedef struct
{
  GWeakRef panel;
  char *path;
} Writing;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (BsPropertiesPanel) self = g_weak_ref_get (&writing->panel);
  g_autofree char *path = writing->path;
  g_autoptr (GError) error = NULL;

  if (!bs_history_edit_finish (BS_HISTORY (source), result, &error) && self != NULL && self->pane != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_properties_pane_fail (self->pane, path, error->message);
  g_weak_ref_clear (&writing->panel);
  g_free (writing);
}

static void
edit_cb (BsPropertiesPanel *self, const char *path, BsEdit *edit)
{
  const char *const paths[] = { path, NULL };
  Writing *writing;

  g_assert (BS_IS_PROPERTIES_PANEL (self));

  writing = g_new (Writing, 1);
  g_weak_ref_init (&writing->panel, self);
  writing->path = g_strdup (path);
  bs_history_edit_async (self->history, paths, edit, written_cb, writing);
}

static void
edit_many_cb (BsPropertiesPanel *self, GArray *ids, BsEdit *edit)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  self->action = NULL;
  apply (self, ids, edit);
}

static void
discard_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  self->is_held = FALSE;
  update (self);
}

static void
hide (BsPropertiesPanel *self)
{
  if (bs_properties_panel_is_changed (self))
    ask (self, "win.properties");
  else
    bs_side_panel_set_revealed (self->side, FALSE);
}

static void
close_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  hide (self);
}

/* Beside the panes, it is at the end of the window. */
static void
revealed_cb (BsPropertiesPanel *self)
{
  gboolean is_revealed = bs_side_panel_get_revealed (self->side);

  g_assert (BS_IS_PROPERTIES_PANEL (self));

  bs_panes_set_end_taken (self->panes, is_revealed);
  update (self);
  if (!is_revealed)
    bs_article_pane_focus (self->articles);
}

static gboolean
focus_cb (gpointer user_data)
{
  GtkWidget *pane = user_data;

  if (gtk_widget_get_mapped (pane))
    bs_properties_pane_focus (BS_PROPERTIES_PANE (pane));
  return G_SOURCE_REMOVE;
}

/* It takes the focus when it appears. */
static void
mapped_cb (GtkWidget *pane)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_cb, g_object_ref (pane), g_object_unref);
}

static void
bs_properties_panel_finalize (GObject *object)
{
  BsPropertiesPanel *self = BS_PROPERTIES_PANEL (object);

  bs_properties_panel_set_editor (self, NULL);
  g_clear_weak_pointer (&self->pane);
  g_clear_weak_pointer (&self->question);

  G_OBJECT_CLASS (bs_properties_panel_parent_class)->finalize (object);
}

static void
bs_properties_panel_class_init (BsPropertiesPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_properties_panel_finalize;
}

static void
bs_properties_panel_init (BsPropertiesPanel *self)
{
}

static void
properties_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsPropertiesPanel *self = user_data;

  if (self->pane == NULL)
    {
      g_set_weak_pointer (&self->pane, BS_PROPERTIES_PANE (bs_properties_pane_new ()));
      g_signal_connect_object (self->pane, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->pane, "edit-many", G_CALLBACK (edit_many_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->pane, "discard", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect (self->pane, "map", G_CALLBACK (mapped_cb), NULL);
      g_signal_connect_object (self->pane, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
      bs_side_panel_set_panel (self->side, GTK_WIDGET (self->pane));
    }
  if (bs_side_panel_get_revealed (self->side))
    hide (self);
  else
    bs_side_panel_set_revealed (self->side, TRUE);
}

/* All of them outlive it. */
BsPropertiesPanel *
bs_properties_panel_new (GtkWindow *window, BsSidePanel *side, BsArticlePane *articles, BsPanes *panes,
                         BsHistory *history)
{
  static const GActionEntry actions[] = {
    { "properties", properties_action },
  };
  BsPropertiesPanel *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_SIDE_PANEL (side), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_PANES (panes), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);

  self = g_object_new (BS_TYPE_PROPERTIES_PANEL, NULL);
  self->side = side;
  self->articles = articles;
  self->panes = panes;
  self->history = history;
  g_signal_connect_object (articles, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (side, "notify::revealed", G_CALLBACK (revealed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* @editor: (nullable): writes to the library that the window now shows */
void
bs_properties_panel_set_editor (BsPropertiesPanel *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANEL (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  if (self->editor == editor)
    return;
  /* The text being typed is still for the previous library. */
  if (self->pane != NULL)
    bs_properties_pane_show (self->pane, NULL, NULL);
  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_func (self->editor, busy_cb, self);
  g_set_object (&self->editor, editor);
  self->is_held = FALSE;
  self->action = NULL;
  if (editor != NULL)
    g_signal_connect_object (editor, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
}

/* Returns: whether changes wait to be applied */
gboolean
bs_properties_panel_is_changed (BsPropertiesPanel *self)
{
  g_return_val_if_fail (BS_IS_PROPERTIES_PANEL (self), FALSE);

  return self->pane != NULL && bs_properties_pane_get_changed (self->pane) != NULL;
}

/* Discards changes that wait, without a question. */
void
bs_properties_panel_drop (BsPropertiesPanel *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANEL (self));

  self->action = NULL;
  if (bs_properties_panel_is_changed (self))
    bs_properties_pane_discard (self->pane);
}

/* @action: a static string: the action once the unsaved changes are applied or discarded
 *
 * Returns: whether there are unsaved changes, so that the user is asked */
gboolean
bs_properties_panel_ask (BsPropertiesPanel *self, const char *action)
{
  g_return_val_if_fail (BS_IS_PROPERTIES_PANEL (self), FALSE);
  g_return_val_if_fail (action != NULL, FALSE);

  if (!bs_properties_panel_is_changed (self))
    return FALSE;
  ask (self, action);
  return TRUE;
}
