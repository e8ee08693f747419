/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/library/library-names.h"
#include "model/library/search/search-range.h"
#include "ui/list/article-drag.h"
#include "ui/list/article-menu.h"
#include "ui/list/article-pane.h"
#include "ui/list/article-rows.h"
#include "ui/widgets/id-selection.h"
#include "ui/list/date-histogram.h"
#include "ui/list/empty-list.h"
#include "ui/list/search-field.h"
#include "ui/list/similar-rows.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/late-menu.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/wrap-layout.h"

struct _BsArticlePane
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkWidget *repair_button;
  GtkWidget *sidebar_button;
  GtkMenuButton *sort_button;
  GMenuModel *sort_menu;
  BsSearchField *search;
  GtkWidget *found; /* how many, and in which order */
  GtkLabel *count;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *view;
  AdwStatusPage *empty;
  GtkWidget *everywhere_button;
  AdwStatusPage *reading;
  GtkSpinner *spinner;

  BsLibrary *library;
  BsArticleList *list;
  BsIdSelection *selection;
  BsArticleRows *rows;
  BsArticleDrag *drag;
  BsArticleMenu *menu;
  BsSimilarRows *similar;
  BsDateHistogram *histogram; /* (nullable): while it is shown */

  BsScope scope;
  GStrv names;
  BsSort sort;
  gboolean reverse;
  gboolean best_first; /* during a search */
  gboolean query_is_new;
  gboolean scope_is_new;
  guint wanted_id;
  gboolean has_wanted;
  guint n_selected; /* the last one that was reported */
  guint recount_id;
};

enum
{
  PROP_0,
  PROP_SORT,
  PROP_REVERSE,
  PROP_BEST_FIRST,
  PROP_HISTOGRAM,
  PROP_ORDER,
  PROP_COMPACT,
  PROP_COLLAPSE,
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

static guint
get_n_articles (BsArticlePane *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

/* The scope of the search: “everywhere” is the whole library, whatever the sidebar shows. */
static BsScope
get_search_scope (BsArticlePane *self)
{
  return bs_search_field_get_everywhere (self->search) ? BS_SCOPE_ALL : self->scope;
}

/* The search field follows the sidebar. */
static void
update_search (BsArticlePane *self)
{
  bs_search_field_set_place (self->search,
                             self->scope != BS_SCOPE_ALL ? adw_window_title_get_title (self->title) : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.best-first", bs_article_pane_get_search_text (self) != NULL);
  gtk_widget_set_visible (self->found, bs_article_pane_get_search_text (self) != NULL);
  if (bs_article_pane_get_search_text (self) != NULL)
    /* The line stays, and so the header and the title above it. The number of matches is shown below the field. */
    adw_window_title_set_subtitle (self->title, _ ("Search"));
}

static void
describe_empty (BsArticlePane *self)
{
  const char *text = bs_article_pane_get_search_text (self);
  gboolean is_here = text != NULL && get_search_scope (self) != BS_SCOPE_ALL;

  gtk_widget_set_visible (self->everywhere_button, is_here);
  if (text != NULL)
    bs_empty_list_describe_search (self->empty, is_here ? adw_window_title_get_title (self->title) : NULL, text);
  else
    bs_empty_list_describe (self->empty, self->library, self->scope);
}

/* Updates the subtitle, and the text of an empty list. */
static void
update_state (BsArticlePane *self)
{
  guint n = get_n_articles (self);
  gboolean pending = self->list != NULL && bs_article_list_get_pending (self->list);
  gboolean scanning = self->library != NULL && bs_library_get_state (self->library) == BS_LIBRARY_SCANNING;
  g_autofree char *count = NULL;

  if (n > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
  else if (scanning && bs_article_pane_get_search_text (self) == NULL)
    {
      guint found;

      g_object_get (self->library, "found", &found, NULL);
      count = g_strdup_printf (ngettext ("%'u article so far", "%'u articles so far", found), found);
      adw_status_page_set_description (self->reading, count);
      gtk_stack_set_visible_child_name (self->stack, "reading");
    }
  else if (!pending)
    {
      describe_empty (self);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  gtk_spinner_set_spinning (self->spinner, g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "reading") == 0);

  if (!pending || n > 0)
    {
      guint total = self->list != NULL ? bs_article_list_get_total (self->list) : 0;
      g_autofree char *subtitle = NULL;

      if (self->list != NULL && !bs_article_list_get_complete (self->list))
        /* Translators: the number of matches so far; there may be more */
        subtitle = g_strdup_printf (ngettext ("%'u or more found", "%'u or more found", n), n);
      else if (bs_article_pane_get_search_text (self) != NULL)
        subtitle = g_strdup_printf (ngettext ("%'u found", "%'u found", total), total);
      else
        subtitle = g_strdup_printf (ngettext ("%'u article", "%'u articles", n), n);

      if (bs_article_pane_get_search_text (self) != NULL)
        gtk_label_set_text (self->count, subtitle);
      else
        adw_window_title_set_subtitle (self->title, subtitle);
    }
}

/* The rows highlight the search text, and the field reports parts that are not understood. */
static void
show_query (BsArticlePane *self, BsQuery *query)
{
  gboolean has_words = query->search != NULL && bs_search_query_has_words (query->search);

  bs_article_rows_set_searched (self->rows, has_words ? query : NULL);
  bs_search_field_take_unclear (self->search, query->search != NULL ? bs_search_query_dup_notes (query->search) : NULL);
}

static void
tell_selection (BsArticlePane *self)
{
  self->n_selected = bs_id_selection_get_n_selected (self->selection);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* A removed article stays visible; if several were selected, the remaining ones are meant. */
static gboolean
is_miscounted (BsArticlePane *self)
{
  guint n = bs_id_selection_get_n_selected (self->selection);

  return n != self->n_selected && MAX (n, self->n_selected) > 1;
}

static gboolean
recount_cb (gpointer user_data)
{
  BsArticlePane *self = user_data;

  self->recount_id = 0;
  if (self->selection != NULL && is_miscounted (self))
    tell_selection (self);
  return G_SOURCE_REMOVE;
}

static void
select_position (BsArticlePane *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  bs_article_rows_scroll_to (self->rows, position);
}

/* After another list was set, the selection stays visible if the list contains it. */
static void
arrive (BsArticlePane *self)
{
  guint position;

  if (self->has_wanted && bs_article_list_find (self->list, self->wanted_id, &position))
    {
      self->has_wanted = FALSE;
      self->query_is_new = self->scope_is_new = FALSE;
      bs_article_pane_go_to (self, position);
      return;
    }
  if (self->has_wanted)
    bs_similar_rows_reveal (self->similar, self->wanted_id);
  if (!self->query_is_new)
    return;

  self->query_is_new = FALSE;
  if (self->scope_is_new)
    {
      self->scope_is_new = FALSE;
      if (bs_id_selection_forget_lost (self->selection))
        tell_selection (self);
    }

  if (bs_id_selection_get_n_selected (self->selection) > 0 && bs_id_selection_get_cursor (self->selection, &position))
    bs_article_rows_scroll_to (self->rows, position);
  else
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
pending_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  if (!bs_article_list_get_pending (self->list))
    arrive (self);
  update_state (self);
}

static void
items_changed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  /* One that only moves in the list is back soon. */
  if (self->recount_id == 0 && is_miscounted (self))
    self->recount_id = g_idle_add (recount_cb, self);
  /* A user at the top of the list without a selection wants to see new articles. */
  if (bs_article_rows_get_at_top (self->rows) && bs_id_selection_get_n_selected (self->selection) == 0)
    bs_article_rows_go_to_top (self->rows);
  if (self->has_wanted && !bs_article_list_get_pending (self->list))
    arrive (self);
  bs_article_rows_queue_fill (self->rows);
  update_state (self);
}

static void
state_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  update_state (self);
}

static void
selection_changed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  self->has_wanted = FALSE;
  tell_selection (self);
}

static void
activate_cb (BsArticlePane *self, guint position)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  if (bs_id_selection_get_n_selected (self->selection) != 1)
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
  BsScope scope = text != NULL ? get_search_scope (self) : self->scope;
  const char *const *names = scope == self->scope ? (const char *const *) self->names : NULL;
  g_autoptr (BsQuery) query = NULL;

  if (text == NULL)
    return bs_query_new (scope, names, self->sort, self->reverse);
  query =
      bs_query_new_search (scope, names, self->best_first ? BS_SORT_RELEVANCE : self->sort, self->reverse, text, TRUE);
  return self->library != NULL ? bs_library_understand (self->library, query) : g_steal_pointer (&query);
}

static void
ask (BsArticlePane *self)
{
  g_autoptr (BsQuery) query = make_query (self);

  if (self->list == NULL)
    return;

  self->query_is_new = TRUE;
  show_query (self, query);
  bs_article_list_set_query (self->list, query);
  if (self->histogram != NULL)
    bs_date_histogram_set_query (self->histogram, query);
  if (!bs_article_list_get_pending (self->list))
    arrive (self);
  update_state (self);
}

/* All articles were read, and with them the keys that a search may name. */
static void
keys_cb (BsArticlePane *self)
{
  g_autoptr (BsQuery) query = NULL;

  g_assert (BS_IS_ARTICLE_PANE (self));

  if (bs_article_pane_get_search_text (self) == NULL || bs_library_get_state (self->library) == BS_LIBRARY_SCANNING)
    return;
  query = make_query (self);
  if (query->search->is_open || query->search->facts->len > 0)
    show_query (self, query);
}

static void
row_clicked_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  g_signal_emit (self, signals[CHOSEN], 0, FALSE);
}

static void
search_changed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  update_search (self);
  ask (self);
  bs_article_rows_show_search (self->rows);
  g_signal_emit (self, signals[SEARCH_CHANGED], 0);
}

static void
search_left_cb (BsArticlePane *self, gboolean choose)
{
  guint position;

  g_assert (BS_IS_ARTICLE_PANE (self));

  if (choose && bs_article_pane_get_search_text (self) != NULL && get_n_articles (self) > 0 &&
      (bs_id_selection_get_n_selected (self->selection) == 0 ||
       !bs_id_selection_get_cursor (self->selection, &position)))
    select_position (self, 0);
  bs_article_pane_focus (self);
}

static void
everywhere_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_search_field_set_everywhere (self->search, TRUE);
}

static void
search_dates_cb (BsArticlePane *self, const char *after, const char *before, gboolean undated)
{
  const char *typed = bs_search_field_get_text (self->search);
  g_autofree char *text =
      undated ? bs_search_range_write_undated (typed) : bs_search_range_write (typed, after, before);
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->histogram));

  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_search_field_edit (self->search, text);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->histogram));
}

static void
set_histogram (BsArticlePane *self, gboolean shown)
{
  if ((self->histogram != NULL) == shown)
    return;

  if (shown)
    {
      self->histogram = BS_DATE_HISTOGRAM (bs_date_histogram_new ());
      g_signal_connect_object (self->histogram, "search", G_CALLBACK (search_dates_cb), self, G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (GTK_BOX (self->content), GTK_WIDGET (self->histogram), GTK_WIDGET (self->search));
      bs_date_histogram_set_list (self->histogram, self->library, self->list);
    }
  else
    {
      if (gtk_widget_has_focus (GTK_WIDGET (self->histogram)))
        bs_article_pane_focus (self);
      gtk_box_remove (GTK_BOX (self->content), GTK_WIDGET (g_steal_pointer (&self->histogram)));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HISTOGRAM]);
}

static void
menu_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_similar_rows_update_actions (self->similar);
  g_signal_emit (self, signals[MENU], 0);
}

static void
menu_closed_cb (BsArticlePane *self)
{
  g_assert (BS_IS_ARTICLE_PANE (self));

  bs_article_pane_focus (self);
}

static void
clear_library (BsArticlePane *self)
{
  if (self->library == NULL)
    return;

  self->n_selected = 0;
  gtk_list_view_set_model (self->view, NULL);
  if (self->histogram != NULL)
    bs_date_histogram_set_list (self->histogram, NULL, NULL);
  g_signal_handlers_disconnect_by_data (self->library, self);
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  bs_search_field_set_library (self->search, NULL);
  g_clear_object (&self->library);
  bs_article_rows_set_library (self->rows, NULL, NULL);
  bs_article_drag_set_selection (self->drag, NULL, NULL);
  bs_similar_rows_set_list (self->similar, NULL, NULL);
}

static void
bs_article_pane_dispose (GObject *object)
{
  BsArticlePane *self = BS_ARTICLE_PANE (object);

  clear_library (self);
  bs_article_menu_close (self->menu);
  bs_article_rows_end_focus (self->rows);
  self->histogram = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_handle_id (&self->recount_id, g_source_remove);

  G_OBJECT_CLASS (bs_article_pane_parent_class)->dispose (object);
}

static void
bs_article_pane_finalize (GObject *object)
{
  BsArticlePane *self = BS_ARTICLE_PANE (object);

  g_strfreev (self->names);
  g_clear_object (&self->menu);
  g_clear_object (&self->rows);
  g_clear_object (&self->drag);
  g_clear_object (&self->similar);

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
    case PROP_ORDER:
      g_value_set_string (value, self->best_first ? "best" : sort_names[self->sort]);
      break;
    case PROP_HISTOGRAM:
      g_value_set_boolean (value, self->histogram != NULL);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, gtk_widget_has_css_class (GTK_WIDGET (self->view), "compact"));
      break;
    case PROP_COLLAPSE:
      g_value_set_boolean (value, bs_similar_rows_get_active (self->similar));
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
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEST_FIRST]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

static void
set_sort (BsArticlePane *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (g_strcmp0 (name, sort_names[i]) == 0 && (self->sort != (BsSort) i || self->best_first))
      {
        self->sort = (BsSort) i;
        /* An order that the user chooses in search results overrides relevance. */
        if (bs_article_pane_get_search_text (self) != NULL)
          set_best_first (self, FALSE);
        ask (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
      }
}

static void
set_reverse (BsArticlePane *self, gboolean reverse)
{
  if (self->reverse == reverse)
    return;

  self->reverse = reverse;
  ask (self);
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
    case PROP_ORDER:
      if (g_strcmp0 (g_value_get_string (value), "best") == 0)
        set_best_first (self, TRUE);
      else
        set_sort (self, g_value_get_string (value));
      break;
    case PROP_HISTOGRAM:
      set_histogram (self, g_value_get_boolean (value));
      break;
    case PROP_COMPACT:
      bs_article_rows_set_compact (self->rows, g_value_get_boolean (value));
      break;
    case PROP_COLLAPSE:
      bs_similar_rows_set_active (self->similar, g_value_get_boolean (value));
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
  properties[PROP_HISTOGRAM] = g_param_spec_boolean (
      "histogram", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, "best",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] =
      g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLLAPSE] =
      g_param_spec_boolean ("collapse", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SELECTION_CHANGED] = bs_new_signal (klass, "selection-changed", 0);
  signals[SEARCH_CHANGED] = bs_new_signal (klass, "search-changed", 0);
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_BOOLEAN);

  signals[MENU] = bs_new_signal (klass, "menu", 0);

  gtk_widget_class_install_property_action (widget_class, "list.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "list.reverse", "reverse");
  gtk_widget_class_install_property_action (widget_class, "list.best-first", "best-first");
  gtk_widget_class_install_property_action (widget_class, "list.histogram", "histogram");
  gtk_widget_class_install_property_action (widget_class, "list.order", "order");
  gtk_widget_class_install_property_action (widget_class, "list.compact", "compact");
  gtk_widget_class_install_property_action (widget_class, "list.collapse", "collapse");

  g_type_ensure (BS_TYPE_SEARCH_FIELD);
  g_type_ensure (BS_TYPE_WRAP_LAYOUT);
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
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, found);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, repair_button);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, count);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, stack);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, view);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, empty);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, everywhere_button);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, reading);
  gtk_widget_class_bind_template_child (widget_class, BsArticlePane, spinner);
  gtk_widget_class_bind_template_child_full (widget_class, "search_button", FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, bs_search_field_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, everywhere_cb);
}

static void
bs_article_pane_init (BsArticlePane *self)
{
  self->best_first = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_accessible_announce_changes (GTK_WIDGET (self->title));
  bs_accessible_announce_changes (GTK_WIDGET (self->count));
  bs_late_menu_set (self->sort_button, self->sort_menu);

  self->rows = bs_article_rows_new (self->view, self->scroller);
  g_signal_connect_object (self->rows, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  self->drag = bs_article_drag_new (self->view);
  self->similar = bs_similar_rows_new (GTK_WIDGET (self), self->view);
  self->menu = bs_article_menu_new (GTK_WIDGET (self), self->view, self->rows);
  g_signal_connect_object (self->menu, "menu", G_CALLBACK (menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
}

void
bs_article_pane_set_library (BsArticlePane *self, BsLibrary *library)
{
  g_autoptr (BsQuery) query = NULL;
  g_autofree char *folder = NULL;

  g_return_if_fail (BS_IS_ARTICLE_PANE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  clear_library (self);
  if (library == NULL)
    return;

  self->library = g_object_ref (library);
  folder = g_file_get_path (bs_library_get_folder (library));
  self->scope = BS_SCOPE_ALL;
  g_clear_pointer (&self->names, g_strfreev);
  query = make_query (self);
  self->list = bs_library_query (library, query);
  if (self->histogram != NULL)
    bs_date_histogram_set_list (self->histogram, library, self->list);
  self->selection = bs_id_selection_new (G_LIST_MODEL (self->list), (BsIdSelectionFunc) bs_article_list_get_id);
  bs_article_rows_set_library (self->rows, library, self->list);
  bs_similar_rows_set_list (self->similar, library, self->list);
  bs_article_drag_set_selection (self->drag, self->selection, folder);

  /* The list view is notified of a change before the pane is. */
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "notify::pending", G_CALLBACK (pending_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::total", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::complete", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (keys_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::found", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  adw_window_title_set_title (self->title, _ ("All Articles"));
  bs_search_field_set_open (self->search, FALSE);
  bs_search_field_set_library (self->search, library);
  update_search (self);
  update_state (self);
}

/* @title: for the header bar */
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
  gtk_widget_set_visible (self->repair_button, scope == BS_SCOPE_NEEDS_REPAIR);
  /* Choosing a place in the sidebar limits the search to it. */
  bs_search_field_set_everywhere (self->search, FALSE);
  update_search (self);
  ask (self);
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

/* A back arrow if the sidebar is a page of its own, a toggle if it is beside the list. */
void
bs_article_pane_set_back_visible (BsArticlePane *self, gboolean visible)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  gtk_widget_set_visible (self->back_button, visible);
  gtk_widget_set_visible (self->sidebar_button, !visible);
}

void
bs_article_pane_focus (BsArticlePane *self)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  bs_article_rows_focus (self->rows);
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

  return self->selection != NULL ? bs_id_selection_get_n_selected (self->selection) : 0;
}

/* Returns: (transfer full) (nullable): the only selected article */
BsArticleItem *
bs_article_pane_dup_selected (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return self->selection != NULL ? bs_id_selection_dup_single (self->selection) : NULL;
}

gboolean
bs_article_pane_contains (BsArticlePane *self, guint id)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), FALSE);

  return self->list != NULL && bs_article_list_find (self->list, id, &position);
}

/* Selects an article now, or as soon as the list contains it. */
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

/* Returns: (transfer full) (element-type guint): the ids of all selected articles */
GArray *
bs_article_pane_list_selected (BsArticlePane *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return self->selection != NULL ? bs_id_selection_list_ids (self->selection) :
                                   g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Returns: the position after the selection, which may be the end of the list */
guint
bs_article_pane_get_next (BsArticlePane *self)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), 0);

  if (self->selection != NULL && bs_id_selection_find_next (self->selection, 1, &position))
    return position;
  return get_n_articles (self);
}

/* Selects an article by its position, and focuses it if the list has the focus. */
void
bs_article_pane_go_to (BsArticlePane *self, guint position)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  select_position (self, position);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    bs_article_pane_focus (self);
}

/* Returns: whether there was an article to go to */
gboolean
bs_article_pane_move (BsArticlePane *self, int step)
{
  guint position;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), FALSE);

  if (self->selection == NULL || !bs_id_selection_find_next (self->selection, step, &position))
    return FALSE;

  bs_article_pane_go_to (self, position);
  return TRUE;
}

/* Returns: (transfer none) (nullable): the text of the current search */
const char *
bs_article_pane_get_search_text (BsArticlePane *self)
{
  const char *text = bs_search_field_get_text (self->search);

  return *text != '\0' ? text : NULL;
}

/* Opens the search field with the focus in it. */
void
bs_article_pane_start_search (BsArticlePane *self)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  bs_search_field_focus (self->search);
}

/* Closes the search field, which keeps its text until it is opened again. */
void
bs_article_pane_end_search (BsArticlePane *self)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  bs_search_field_set_open (self->search, FALSE);
}

/* @text: (nullable): the text to search for everywhere, without moving the focus; %NULL ends the search */
void
bs_article_pane_set_search (BsArticlePane *self, const char *text)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));

  bs_search_field_set_everywhere (self->search, text != NULL);
  bs_search_field_set_text (self->search, text);
  bs_search_field_set_open (self->search, text != NULL);
}

/* Opens the search field with @text, and searches everywhere. */
void
bs_article_pane_search_for (BsArticlePane *self, const char *text)
{
  g_return_if_fail (BS_IS_ARTICLE_PANE (self));
  g_return_if_fail (text != NULL);

  bs_search_field_set_everywhere (self->search, TRUE);
  bs_search_field_set_text (self->search, text);
  bs_article_pane_start_search (self);
}

/* Returns: (transfer none) (nullable) (element-type filename): the articles of @drag, relative to the library */
GPtrArray *
bs_article_pane_get_dragged (BsArticlePane *self, GdkDrag *drag)
{
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (self), NULL);

  return bs_article_drag_get_dragged (self->drag, drag);
}
