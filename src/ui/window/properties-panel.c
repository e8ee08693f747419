/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/properties-panel.h"

#include "ui/reader/properties-pane.h"

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
};

G_DEFINE_FINAL_TYPE (BsPropertiesPanel, bs_properties_panel, G_TYPE_OBJECT)

static void
update (BsPropertiesPanel *self)
{
  guint n = self->editor != NULL ? bs_article_pane_get_n_selected (self->articles) : 0;
  g_autoptr (BsArticleItem) item = n == 1 ? bs_article_pane_dup_selected (self->articles) : NULL;

  if (self->pane == NULL)
    return;
  if (self->editor == NULL || !bs_side_panel_get_revealed (self->side))
    {
      bs_properties_pane_show (self->pane, NULL, NULL, 0);
      return;
    }
  bs_properties_pane_show (self->pane, bs_editor_get_library (self->editor),
                           item != NULL ? bs_article_item_get_path (item) : NULL, n);
}

static void
selection_changed_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  update (self);
}

/* What was written, or refused, is read again. */
static void
busy_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  if (self->pane != NULL && self->editor != NULL && !bs_editor_get_is_busy (self->editor))
    bs_properties_pane_reload (self->pane);
}

static void
edit_cb (BsPropertiesPanel *self, const char *path, BsEdit *edit)
{
  const char *const paths[] = { path, NULL };

  g_assert (BS_IS_PROPERTIES_PANEL (self));

  bs_history_edit (self->history, paths, edit);
}

static void
close_cb (BsPropertiesPanel *self)
{
  g_assert (BS_IS_PROPERTIES_PANEL (self));

  bs_side_panel_set_revealed (self->side, FALSE);
}

/* Beside the panes, it is what is at the end of the window. */
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

/* All of them outlive it. */
BsPropertiesPanel *
bs_properties_panel_new (BsSidePanel *side, BsArticlePane *articles, BsPanes *panes, BsHistory *history)
{
  BsPropertiesPanel *self;

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
  return self;
}

/* @editor: (nullable): what writes to the library that the window shows now */
void
bs_properties_panel_set_editor (BsPropertiesPanel *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANEL (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  if (self->editor == editor)
    return;
  /* What is being typed is still for the library that was shown. */
  if (self->pane != NULL)
    bs_properties_pane_show (self->pane, NULL, NULL, 0);
  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_func (self->editor, busy_cb, self);
  g_set_object (&self->editor, editor);
  if (editor != NULL)
    g_signal_connect_object (editor, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
}

void
bs_properties_panel_toggle (BsPropertiesPanel *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANEL (self));

  if (self->pane == NULL)
    {
      g_set_weak_pointer (&self->pane, BS_PROPERTIES_PANE (bs_properties_pane_new ()));
      g_signal_connect_object (self->pane, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect (self->pane, "map", G_CALLBACK (mapped_cb), NULL);
      g_signal_connect_object (self->pane, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
      bs_side_panel_set_panel (self->side, GTK_WIDGET (self->pane));
    }
  bs_side_panel_set_revealed (self->side, !bs_side_panel_get_revealed (self->side));
}
