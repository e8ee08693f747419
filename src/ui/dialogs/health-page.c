/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/health-page.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "reader/weak-reference.h"
#include "ui/widgets/bar-chart.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

/* The maximum number of figures listed in a section. */
#define MAX_FIGURES 12

/* More bars could not be distinguished: then one represents several months. */
#define MAX_BARS 120

struct _BsHealthPage
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkProgressBar *progress;
  AdwLeaflet *leaflet;
  AdwPreferencesPage *figures;
  AdwPreferencesGroup *chart_group;
  BsBarChart *chart;
  GtkWidget *list_page;
  AdwWindowTitle *list_title;
  GtkStringList *list; /* the contents of the second page: a path, a line feed and a note */

  BsLibrary *library;
  BsHealthReport *report; /* (nullable) */
  GPtrArray *groups;      /* (element-type GtkWidget) */
  GPtrArray *queries;     /* (element-type utf8): of the bars */
  GCancellable *cancellable;
};

enum
{
  SEARCH,
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsHealthPage, bs_health_page, ADW_TYPE_WINDOW)

/* The list of the articles that a number counts. */

/* @entries: (transfer full) (element-type utf8) */
static void
show_list (BsHealthPage *self, const char *title, GPtrArray *entries)
{
  g_ptr_array_add (entries, NULL);
  gtk_string_list_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                          (const char *const *) entries->pdata);
  g_ptr_array_unref (entries);
  adw_window_title_set_title (self->list_title, title);
  adw_leaflet_set_visible_child (self->leaflet, self->list_page);
}

static char *
dup_path (BsHealthPage *self, guint id)
{
  return bs_row_dup_path (self->report->snapshot->rows[id]);
}

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static void
show_figure (BsHealthPage *self, const char *title, const BsHealthFigure *figure)
{
  GPtrArray *entries = new_entries ();

  for (guint i = 0; i < figure->ids->len; i++)
    {
      guint id = g_array_index (figure->ids, guint32, i);
      g_autofree char *path = dup_path (self, id);

      g_ptr_array_add (entries, g_strconcat (path, "\n", bs_row_get_title (self->report->snapshot->rows[id]), NULL));
    }
  show_list (self, title, entries);
}

static void
show_links (BsHealthPage *self, const char *title, const GPtrArray *links)
{
  GPtrArray *entries = new_entries ();

  for (guint i = 0; i < links->len; i++)
    {
      const BsHealthLink *link = links->pdata[i];
      g_autofree char *path = dup_path (self, link->id);

      g_ptr_array_add (entries, link->line > 0 ?
                                    g_strdup_printf (_ ("%s\nLine %u: %s"), path, link->line, link->target) :
                                    g_strconcat (path, "\n", link->target, NULL));
    }
  show_list (self, title, entries);
}

static char *
describe_reason (const BsHealthLeftOut *left_out)
{
  g_autofree char *other = NULL;

  switch (left_out->reason)
    {
    case BS_HEALTH_DRAFT:
      return g_strdup (_ ("Draft"));
    case BS_HEALTH_FUTURE:
      return g_strdup (_ ("Date in the future"));
    case BS_HEALTH_OUTSIDE:
      return g_strdup (_ ("Outside the content folder"));
    case BS_HEALTH_SAME_ADDRESS:
    default:
      other = g_filename_display_name (left_out->other);
      return g_strdup_printf (_ ("Has the same address as “%s”"), other);
    }
}

static void
show_missing_images_cb (BsHealthPage *self)
{
  show_links (self, _ ("Missing Images"), self->report->health->missing_images);
}

static void
show_dead_links_cb (BsHealthPage *self)
{
  show_links (self, _ ("Dead Links"), self->report->health->dead_links);
}

static void
show_unused_images_cb (BsHealthPage *self)
{
  GPtrArray *entries = new_entries ();

  for (guint i = 0; i < self->report->health->unused_images->len; i++)
    g_ptr_array_add (entries, g_strconcat (self->report->health->unused_images->pdata[i], "\n", NULL));
  show_list (self, _ ("Unused Images"), entries);
}

static void
show_left_out_cb (BsHealthPage *self)
{
  GPtrArray *entries = new_entries ();

  for (guint i = 0; i < self->report->health->left_out->len; i++)
    {
      const BsHealthLeftOut *left_out = self->report->health->left_out->pdata[i];
      g_autofree char *reason = describe_reason (left_out);

      g_ptr_array_add (entries, g_strconcat (left_out->path, "\n", reason, NULL));
    }
  show_list (self, _ ("Left Out of the Site"), entries);
}

/* Figures. */

static void
figure_cb (BsHealthPage *self, AdwActionRow *row)
{
  const BsHealthFigure *figure = g_object_get_data (G_OBJECT (row), "figure");

  g_assert (BS_IS_HEALTH_PAGE (self));

  if (figure->query != NULL)
    g_signal_emit (self, signals[SEARCH], 0, figure->query);
  else
    show_figure (self, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), figure);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, guint count)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf ("%'u", count);
  GtkWidget *number = gtk_label_new (text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  if (count > 0)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }
  adw_preferences_group_add (group, row);
  return row;
}

static AdwPreferencesGroup *
add_group (BsHealthPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (self->figures, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static char *
describe_key (BsHealthSection section, const BsHealthFigure *figure)
{
  if (section == BS_HEALTH_SIZES)
    {
      guint64 size = g_ascii_strtoull (figure->key, NULL, 10);
      g_autofree char *text = g_format_size_full (size, G_FORMAT_SIZE_IEC_UNITS);

      return size == 0 ? g_strdup (_ ("Empty")) : g_strdup_printf (_ ("From %s"), text);
    }
  for (guint kind = 0; section == BS_HEALTH_PROBLEMS && kind < BS_N_PROBLEMS; kind++)
    if (g_str_equal (bs_problem_kind_to_string (kind), figure->key))
      return g_strdup (bs_problem_kind_get_name (kind));
  if (*figure->key != '\0')
    return g_strdup (figure->key);
  return g_strdup (section == BS_HEALTH_SOURCES ? _ ("No Source") : _ ("Unknown Language"));
}

static void
add_section (BsHealthPage *self, BsHealthSection section, const char *title)
{
  const GPtrArray *figures = self->report->health->sections[section];
  AdwPreferencesGroup *group;

  if (figures->len == 0)
    return;
  group = add_group (self, title);
  for (guint i = 0, n_listed = 0; i < figures->len && n_listed < MAX_FIGURES; i++)
    {
      const BsHealthFigure *figure = figures->pdata[i];
      g_autofree char *key = NULL;
      GtkWidget *row;

      if (figure->ids->len == 0)
        continue;
      key = describe_key (section, figure);
      row = add_row (group, key, figure->ids->len);
      g_object_set_data (G_OBJECT (row), "figure", (gpointer) figure);
      g_signal_connect_object (row, "activated", G_CALLBACK (figure_cb), self, G_CONNECT_SWAPPED);
      n_listed++;
    }
  if (figures->len > MAX_FIGURES)
    {
      guint n = figures->len - MAX_FIGURES;
      g_autofree char *more = g_strdup_printf (ngettext ("%'u more", "%'u more", n), n);

      adw_preferences_group_set_description (group, more);
    }
}

static void
add_checks (BsHealthPage *self)
{
  const BsHealth *health = self->report->health;
  AdwPreferencesGroup *group = add_group (self, _ ("Links and Images"));
  const struct
  {
    const char *title;
    guint count;
    GCallback callback;
  } rows[] = {
    { _ ("Missing Images"), health->missing_images->len, G_CALLBACK (show_missing_images_cb) },
    { _ ("Unused Images"), health->unused_images->len, G_CALLBACK (show_unused_images_cb) },
    { _ ("Dead Links"), health->dead_links->len, G_CALLBACK (show_dead_links_cb) },
    { _ ("Left Out of the Site"), health->left_out->len, G_CALLBACK (show_left_out_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *row = add_row (group, rows[i].title, rows[i].count);

      g_signal_connect_object (row, "activated", rows[i].callback, self, G_CONNECT_SWAPPED);
    }
}

/* The chart. */

static int
parse_month (const char *key)
{
  return 12 * atoi (key) + atoi (key + 5) - 1;
}

static char *
format_month (int month)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (MAX (month / 12, 1), month % 12 + 1, 1, 0, 0, 0);

  /* Translators: a month, as g_date_time_format() takes it */
  return date != NULL ? g_date_time_format (date, _ ("%b %Y")) : g_strdup ("");
}

static void
show_chart (BsHealthPage *self)
{
  const GPtrArray *months = self->report->health->sections[BS_HEALTH_MONTHS];
  guint n_dated = months->len;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *counts = NULL;
  int first, last, per_bar;
  guint n;
  g_autofree char *total = NULL;
  g_autofree char *size = g_format_size (self->report->health->bytes);
  g_autofree char *about = NULL;
  g_autofree char *first_name = NULL;
  g_autofree char *last_name = NULL;
  g_autofree char *range = NULL;

  while (n_dated > 0 && *((const BsHealthFigure *) months->pdata[n_dated - 1])->key == '\0')
    n_dated--;
  total = g_strdup_printf (ngettext ("%'u article", "%'u articles", self->report->health->n_articles),
                           self->report->health->n_articles);
  about = g_strdup_printf ("%s · %s", total, size);
  adw_preferences_group_set_description (self->chart_group, about);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), n_dated > 0);
  if (n_dated == 0)
    return;
  first = parse_month (((const BsHealthFigure *) months->pdata[0])->key);
  last = parse_month (((const BsHealthFigure *) months->pdata[n_dated - 1])->key);
  per_bar = (last - first) / MAX_BARS + 1;
  /* Whole years are easier to read than five quarters. */
  if (per_bar > 6)
    per_bar = (per_bar + 11) / 12 * 12;
  if (per_bar > 1 && per_bar % 12 == 0)
    first -= first % 12;
  n = (guint) ((last - first) / per_bar + 1);
  counts = g_new0 (guint, n);
  for (guint i = 0; i < n_dated; i++)
    {
      const BsHealthFigure *figure = months->pdata[i];

      counts[(parse_month (figure->key) - first) / per_bar] += figure->ids->len;
    }
  g_ptr_array_set_size (self->queries, 0);
  for (guint i = 0; i < n; i++)
    {
      int month = first + (int) i * per_bar;
      g_autofree char *from = format_month (month);
      g_autofree char *to = format_month (month + per_bar - 1);

      g_ptr_array_add (names, per_bar == 1 ? g_strdup (from) : /* Translators: the first and the last of some months */
                                             g_strdup_printf (_ ("%s to %s"), from, to));
      g_ptr_array_add (self->queries,
                       per_bar == 1 ? g_strdup_printf ("date:%04d-%02d", month / 12, month % 12 + 1) :
                                      g_strdup_printf ("after:%04d-%02d before:%04d-%02d", month / 12, month % 12 + 1,
                                                       (month + per_bar) / 12, (month + per_bar) % 12 + 1));
    }
  first_name = format_month (first);
  last_name = format_month (last);
  range = g_strdup_printf ("%s · %s – %s", about, first_name, last_name);
  adw_preferences_group_set_description (self->chart_group, range);
  bs_bar_chart_set (self->chart, (const char *const *) names->pdata, counts, n);
}

static void
chart_cb (BsHealthPage *self, guint bar)
{
  g_assert (BS_IS_HEALTH_PAGE (self));

  if (bar < self->queries->len)
    g_signal_emit (self, signals[SEARCH], 0, self->queries->pdata[bar]);
}

static void
show_report (BsHealthPage *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->figures, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  show_chart (self);
  add_checks (self);
  add_section (self, BS_HEALTH_PROBLEMS, _ ("Problems"));
  add_section (self, BS_HEALTH_SOURCES, _ ("Sources"));
  add_section (self, BS_HEALTH_LANGUAGES, _ ("Languages"));
  add_section (self, BS_HEALTH_SIZES, _ ("Sizes"));
  gtk_stack_set_visible_child_name (self->stack, "figures");
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsHealthPage) self = bs_weak_reference_take (user_data);
  BsHealthReport *report = bs_health_run_finish (BS_LIBRARY (source), result, NULL);

  if (report == NULL || self == NULL || self->stack == NULL)
    {
      g_clear_pointer (&report, bs_health_report_free);
      return;
    }
  self->report = report;
  show_report (self);
}

static void
progress_cb (guint n_done, guint n_all, gpointer user_data)
{
  BsHealthPage *self = user_data;

  if (self->stack != NULL && n_all > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) n_done / n_all);
}

/* The second page. */

static void
activate_cb (BsHealthPage *self, guint position)
{
  g_auto (GStrv) parts = g_strsplit (gtk_string_list_get_string (self->list, position), "\n", 2);

  g_assert (BS_IS_HEALTH_PAGE (self));

  g_signal_emit (self, signals[OPEN], 0, parts[0]);
}

static void
back_cb (BsHealthPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = bs_verbatim_new (NULL, 2, i == 1 ? "caption" : NULL);

      if (i == 1)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "name-row");
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (list_item));
  g_auto (GStrv) parts = g_strsplit (text, "\n", 2);
  g_autofree char *path = g_filename_display_name (parts[0]);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *note = gtk_widget_get_last_child (box);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), path);
  gtk_label_set_text (GTK_LABEL (note), parts[1] != NULL ? parts[1] : "");
  gtk_widget_set_visible (note, parts[1] != NULL && *parts[1] != '\0');
}

static void
bs_health_page_dispose (GObject *object)
{
  BsHealthPage *self = BS_HEALTH_PAGE (object);

  self->stack = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_health_page_parent_class)->dispose (object);
}

static void
bs_health_page_finalize (GObject *object)
{
  BsHealthPage *self = BS_HEALTH_PAGE (object);

  g_clear_pointer (&self->report, bs_health_report_free);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->queries);
  g_object_unref (self->cancellable);
  g_object_unref (self->list);

  G_OBJECT_CLASS (bs_health_page_parent_class)->finalize (object);
}

static void
bs_health_page_class_init (BsHealthPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_health_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_health_page_finalize;
  signals[SEARCH] = bs_new_signal (klass, "search", 1, G_TYPE_STRING);
  signals[OPEN] = bs_new_signal (klass, "open", 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_busy_page (BsHealthPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 220, -1);
  gtk_widget_set_halign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), cancel);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Checking Articles…"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);
  return page;
}

static GtkWidget *
make_figures (BsHealthPage *self)
{
  self->figures = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->chart_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->chart_group, _ ("Articles by Month"));
  self->chart = BS_BAR_CHART (bs_bar_chart_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Articles by Month"),
                                  -1);
  g_signal_connect_object (self->chart, "chosen", G_CALLBACK (chart_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->chart_group, GTK_WIDGET (self->chart));
  adw_preferences_page_add (self->figures, self->chart_group);
  return GTK_WIDGET (self->figures);
}

static GtkWidget *
make_page (GtkWidget *header, GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

static GtkWidget *
make_list_page (BsHealthPage *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view;

  self->list = gtk_string_list_new (NULL);
  self->list_title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)))),
                            factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Files"), -1);
  g_signal_connect_object (view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_tooltip_text (back, _ ("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->list_title));
  return make_page (header, scroller);
}

static void
bs_health_page_init (BsHealthPage *self)
{
  self->groups = g_ptr_array_new ();
  self->queries = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _ ("Library Health"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 720);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_busy_page (self), "busy");
  gtk_stack_add_named (self->stack, make_figures (self), "figures");
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_unfold (self->leaflet, FALSE);
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  adw_leaflet_append (self->leaflet, make_page (adw_header_bar_new (), GTK_WIDGET (self->stack)));
  self->list_page = make_list_page (self);
  adw_leaflet_append (self->leaflet, self->list_page);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->leaflet));
}

BsHealthPage *
bs_health_page_new (GtkWindow *parent, BsLibrary *library)
{
  BsHealthPage *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  self = g_object_new (BS_TYPE_HEALTH_PAGE, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->library = g_object_ref (library);
  bs_health_run_async (library, progress_cb, self, self->cancellable, done_cb, bs_weak_reference_new (self));
  return self;
}
