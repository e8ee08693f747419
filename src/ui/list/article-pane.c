/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/list/article-pane-private.h"
#include "ui/widgets/late-menu.h"

#define THUMBNAIL_SIZE 112

enum
{
  PROP_0,
  PROP_SORT,
  PROP_REVERSE,
  PROP_BEST_FIRST,
  N_PROPS
};

enum
{
  SELECTION_CHANGED,
  SEARCH_CHANGED,
  CHOSEN,
  MENU,
  N_SIGNALS
};

static const char *const sort_names[] = { "date", "title", "source" };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsArticlePane, bs_article_pane, GTK_TYPE_WIDGET)

guint
bs_article_pane_get_n_articles (BsArticlePane *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

void
bs_article_pane_emit_chosen (BsArticlePane *self, gboolean from_keyboard)
{
  g_signal_emit (self, signals[CHOSEN], 0, from_keyboard);
}

void
bs_article_pane_emit_menu (BsArticlePane *self)
{
  g_signal_emit (self, signals[MENU], 0);
}

static void
scroll_to (BsArticlePane *self, guint position)
{
  /* A list that has no size yet stays at its top. */
  self->scrolls_late = gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (self->scroller)) < 1;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

void
bs_article_pane_scroll_late (BsArticlePane *self)
{
  guint position;

  if (self->scrolls_late && self->selection != NULL && bs_article_selection_get_cursor (self->selection, &position))
    scroll_to (self, position);
}

void
bs_article_pane_select_position (BsArticlePane *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  scroll_to (self, position);
}

/* Another list has come: what is selected stays in view if it is in it. */
static void
arrive (BsArticlePane *self)
{
  guint position;

  if (self->has_wanted && bs_article_list_find (self->list, self->wanted_id, &position))
    {
      self->has_wanted = FALSE;
      self->query_is_new = self->scope_is_new = FALSE;
      bs_article_pane_select_position (self, position);
      return;
    }
  if (!self->query_is_new)
    return;

  self->query_is_new = FALSE;
  if (self->scope_is_new)
    {
      self->scope_is_new = FALSE;
      if (bs_article_selection_forget_lost (self->selection))
        g_signal_emit (self, signals[SELECTION_CHANGED], 0);
    }

  if (bs_article_selection_get_n_selected (self->selection) > 0 &&
      bs_article_selection_get_cursor (self->selection, &position))
    scroll_to (self, position);
  else
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
pending_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  if (!bs_article_list_get_pending (self->list))
    arrive (self);
  bs_article_pane_update_state (self);
}

static void
items_changed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  /* Who looks at the top of the list, and at no article, wants to see what is new. */
  if (self->was_at_top && bs_article_selection_get_n_selected (self->selection) == 0)
    {
      /* The list view holds on to the row that it has at its top; it has to be told of another. */
      if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
        gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      self->was_at_top = TRUE;
    }
  if (self->has_wanted && !bs_article_list_get_pending (self->list))
    arrive (self);
  bs_article_pane_queue_fill (self);
  bs_article_pane_update_state (self);
}

static void
state_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_pane_update_state (self);
}

static void
selection_changed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  self->has_wanted = FALSE;
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
activate_cb (BsArticlePane *self, guint position)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  if (bs_article_selection_get_n_selected (self->selection) != 1)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, signals[CHOSEN], 0, TRUE);
}

static void
stop_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  if (self->library != NULL)
    bs_library_cancel_scan (self->library);
}

static BsQuery *
make_query (BsArticlePane *self)
{
  const char *text = bs_article_pane_get_search_text (self);
  BsScope scope = text != NULL ? bs_article_pane_get_search_scope (self) : self->scope;
  const char *const *names = scope == self->scope ? (const char *const *) self->names : NULL;

  if (text == NULL)
    return bs_query_new (scope, names, self->sort, self->reverse);
  return bs_query_new_search (scope, names, self->best_first ? BS_SORT_RELEVANCE : self->sort, self->reverse, text,
                              TRUE);
}

void
bs_article_pane_ask (BsArticlePane *self)
{
  g_autoptr (BsQuery) query = make_query (self);

  if (self->list == NULL)
    return;

  self->query_is_new = TRUE;
  g_clear_pointer (&self->searched, bs_query_unref);
  if (query->text != NULL)
    self->searched = bs_query_ref (query);
  bs_article_list_set_query (self->list, query);
  if (!bs_article_list_get_pending (self->list))
    arrive (self);
  bs_article_pane_update_state (self);
}

static void
clear_library (BsArticlePane *self)
{
  if (self->library == NULL)
    return;

  gtk_list_view_set_model (self->view, NULL);
  g_signal_handlers_disconnect_by_func (self->library, state_cb, self);
  g_signal_handlers_disconnect_by_func (self->list, pending_cb, self);
  g_signal_handlers_disconnect_by_func (self->list, state_cb, self);
  g_signal_handlers_disconnect_by_func (self->list, items_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->selection, selection_changed_cb, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->library);
  g_clear_pointer (&self->folder, g_free);
}

static void
bs_article_pane_dispose (GObject *object)
{
  BsArticlePane *self = BS_ARTICLE_PANE (object);

  clear_library (self);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);

  G_OBJECT_CLASS (bs_article_pane_parent_class)->dispose (object);
}

static void
bs_article_pane_finalize (GObject *object)
{
  BsArticlePane *self = BS_ARTICLE_PANE (object);

  g_strfreev (self->names);
  g_clear_pointer (&self->searched, bs_query_unref);
  g_clear_object (&self->ruler);
  g_clear_object (&self->thumbnails);
  g_clear_pointer (&self->dragged, g_ptr_array_unref);
  g_clear_object (&self->drag);
  g_ptr_array_unref (self->bound);

  G_OBJECT_CLASS (bs_article_pane_parent_class)->finalize (object);
}

static void
bs_article_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BsArticlePane *self = BS_ARTICLE_PANE (object);

  switch (prop_id)
    {
    case PROP_SORT:
      g_value_set_string (value, sort_names[self->sort]);
      break;
    case PROP_REVERSE:
      g_value_set_boolean (value, self->reverse);
      break;
    case PROP_BEST_FIRST:
      g_value_set_boolean (value, self->best_first);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_best_first (BsArticlePane *self, gboolean best_first)
{
  if (self->best_first == best_first)
    return;

  self->best_first = best_first;
  bs_article_pane_ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEST_FIRST]);
}

static void
set_sort (BsArticlePane *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (g_strcmp0 (name, sort_names[i]) == 0 && (self->sort != (BsSort) i || self->best_first))
      {
        self->sort = (BsSort) i;
        /* Whoever chooses an order in what was found wants that one. */
        if (bs_article_pane_get_search_text (self) != NULL)
          set_best_first (self, FALSE);
        bs_article_pane_ask (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
      }
}

static void
set_reverse (BsArticlePane *self, gboolean reverse)
{
  if (self->reverse == reverse)
    return;

  self->reverse = reverse;
  bs_article_pane_ask (self);
  gtk_menu_button_set_icon_name (self->sort_button,
                                 reverse ? "view-sort-ascending-symbolic" : "view-sort-descending-symbolic");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVERSE]);
}

static void
bs_article_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BsArticlePane *self = BS_ARTICLE_PANE (object);

  switch (prop_id)
    {
    case PROP_SORT:
      set_sort (self, g_value_get_string (value));
      break;
    case PROP_REVERSE:
      set_reverse (self, g_value_get_boolean (value));
      break;
    case PROP_BEST_FIRST:
      set_best_first (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_article_pane_class_init (BsArticlePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_article_pane_dispose;
  object_class->finalize = bs_article_pane_finalize;
  object_class->get_property = bs_article_pane_get_property;
  object_class->set_property = bs_article_pane_set_property;

  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "date",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVERSE] = g_param_spec_boolean (
      "reverse", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BEST_FIRST] = g_param_spec_boolean (
      "best-first", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
  signals[SEARCH_CHANGED] = g_signal_new ("search-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  signals[MENU] =
      g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_property_action (widget_class, "list.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "list.reverse", "reverse");
  gtk_widget_class_install_property_action (widget_class, "list.best-first", "best-first");

  g_type_ensure (BS_TYPE_SEARCH_FIELD);
  gtk_widget_class_set_css_name (widget_class, "articlepane");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/article-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, content);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, header);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, title);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, back_button);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, sort_button);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, sort_menu);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, search);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, stack);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, view);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, empty);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, everywhere_button);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, reading);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, spinner);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, bs_article_pane_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bs_article_pane_search_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, bs_article_pane_everywhere_cb);
}

static void
bs_article_pane_init (BsArticlePane *self)
{
  self->bound = g_ptr_array_new ();
  self->ruler = bs_row_ruler_new ();
  self->thumbnails = bs_thumbnails_new (THUMBNAIL_SIZE);
  self->was_at_top = TRUE;
  self->best_first = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_late_menu_set (self->sort_button, self->sort_menu);

  bs_article_pane_install_rows (self);
  bs_article_pane_install_menu (self);
  bs_article_pane_install_drag (self);
}

void
bs_article_pane_set_library (BsArticlePane *self, BsLibrary *library)
{
  g_autoptr (BsQuery) query = NULL;

  g_return_if_fail (BS_IS_ARTICLE_PANE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  clear_library (self);
  if (library == NULL)
    return;

  self->library = g_object_ref (library);
  self->folder = g_file_get_path (bs_library_get_folder (library));
  self->scope = BS_SCOPE_ALL;
  g_clear_pointer (&self->names, g_strfreev);
  query = make_query (self);
  self->list = bs_library_query (library, query);
  self->selection = bs_article_selection_new (self->list);

  /* The list view is told of a change before the pane is. */
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "notify::pending", G_CALLBACK (pending_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::total", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::complete", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::found", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  adw_window_title_set_title (self->title, _ ("All Articles"));
  bs_article_pane_end_search (self);
  bs_article_pane_update_search (self);
  bs_article_pane_follow_index (self);
  bs_article_pane_update_state (self);
}

/* @title: what the header bar says */
void
bs_article_pane_show_scope (BsArticlePane *self, BsScope scope, const char *const *names, const char *title)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  if ((GStrv) names != self->names)
    {
      g_strfreev (self->names);
      self->names = g_strdupv ((char **) names);
    }
  self->scope = scope;
  self->scope_is_new = TRUE;
  adw_window_title_set_title (self->title, title);
  /* Whoever goes somewhere searches there. */
  bs_search_field_set_everywhere (self->search, FALSE);
  bs_article_pane_update_search (self);
  bs_article_pane_ask (self);
}

AdwHeaderBar *
bs_article_pane_get_header (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return self->header;
}

GtkWidget *
bs_article_pane_get_view (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return GTK_WIDGET (self->view);
}

/* Where the sidebar is a page to go back to there is an arrow, and where it stands beside the list a switch. */
void
bs_article_pane_set_back_visible (BsArticlePane *self, gboolean visible)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  gtk_widget_set_visible (self->back_button, visible);
  gtk_widget_set_visible (self->sidebar_button, !visible);
}

static gboolean
focus_cursor_cb (gpointer user_data)
{
  BsArticlePane *self = user_data;
  GtkWidget *row = NULL;
  guint position;

  g_assert (BS_IS_ARTICLE_PANE (self));

  self->focus_id = 0;
  if (self->selection != NULL && bs_article_selection_get_cursor (self->selection, &position))
    row = bs_article_pane_find_row (self, position);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->view));

  return G_SOURCE_REMOVE;
}

void
bs_article_pane_focus (BsArticlePane *self)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_cursor_cb, self, NULL);
}

BsArticleList *
bs_article_pane_get_list (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return self->list;
}

GtkSelectionModel *
bs_article_pane_get_selection (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

guint
bs_article_pane_get_n_selected (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), 0);

  return self->selection != NULL ? bs_article_selection_get_n_selected (self->selection) : 0;
}

/* Returns: (transfer full) (nullable): the one article that is selected */
BsArticleItem *
bs_article_pane_dup_selected (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return self->selection != NULL ? bs_article_selection_dup_single (self->selection) : NULL;
}

gboolean
bs_article_pane_contains (BsArticlePane *self, guint id)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), FALSE);

  return self->list != NULL && bs_article_list_find (self->list, id, &position);
}

/* Selects an article now, or as soon as the list has it. */
void
bs_article_pane_select_id (BsArticlePane *self, guint id)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  if (self->list == NULL)
    return;

  self->wanted_id = id;
  self->has_wanted = TRUE;
  if (!bs_article_list_get_pending (self->list))
    arrive (self);
}
