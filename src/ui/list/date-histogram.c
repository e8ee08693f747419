/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/date-histogram.h"

#include <glib/gi18n-lib.h>

#include "model/library/library-histogram.h"
#include "model/library/search/search-range.h"
#include "ui/list/date-bar.h"
#include "ui/widgets/shorthand.h"

#define BARS_HEIGHT 44
#define SPACE 6
#define UNDATED_WIDTH 12

/* The interval at which a changing list is counted. */
#define PAUSE_MILLISECONDS 250

struct _BsDateHistogram
{
  GtkWidget parent_instance;

  BsDateBar *bars[BS_HISTOGRAM_MAX_BARS]; /* each is created when it is first needed */
  BsDateBar *undated;
  GtkWidget *first;
  GtkWidget *last;

  BsLibrary *library;     /* (nullable) */
  BsArticleList *shown;   /* (nullable): the list of the pane */
  BsArticleList *whole;   /* (nullable): the same without its dates, if it has any */
  BsArticleList *counted; /* (nullable): one of the two, which is followed */
  BsSearchRange range;    /* of the shown list's query */

  BsHistogram *histogram; /* (nullable): not counted yet */
  GCancellable *counting; /* (nullable) */
  gboolean is_stale;
  guint pause_source;

  guint start; /* the edges of the searched range, or of a drag */
  guint end;
  gboolean is_dragging;
  guint origin;         /* the first bar of the drag */
  gboolean moves_start; /* the keys move that edge */
};

enum
{
  SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsDateHistogram, bs_date_histogram, GTK_TYPE_WIDGET)

static guint
get_n_bars (BsDateHistogram *self)
{
  return self->histogram != NULL ? self->histogram->n_bars : 0;
}

static gboolean
is_limited (BsDateHistogram *self)
{
  return self->start > 0 || self->end < get_n_bars (self);
}

static char *
format_face (const BsHistogram *histogram, guint edge)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (histogram->faces[edge]);

  if (date == NULL)
    return g_strdup ("");
  switch (histogram->unit)
    {
    case BS_HISTOGRAM_DAY:
      return g_date_time_format (date, _ ("%-d %b %Y"));
    case BS_HISTOGRAM_MONTH:
      /* Translators: a month, as g_date_time_format() takes it */
      return g_date_time_format (date, _ ("%b %Y"));
    case BS_HISTOGRAM_YEAR:
    default:
      /* Translators: a year, as g_date_time_format() takes it */
      return g_date_time_format (date, C_ ("histogram", "%Y"));
    }
}

static char *
name_bar (const BsHistogram *histogram, guint i)
{
  g_autofree char *first = format_face (histogram, i);
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (GDateTime) year = NULL;
  g_autofree char *last = NULL;

  if (histogram->step == 1)
    return g_steal_pointer (&first);
  end = g_date_time_new_from_unix_utc (histogram->faces[i + 1] - 1);
  last = end != NULL ? g_date_time_format (end, C_ ("histogram", "%Y")) : g_strdup ("");
  /* Translators: the first and the last of some years */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

static void
set_bar (BsDateBar *bar, const char *date, guint n, guint most)
{
  /* Translators: a day, month or year, and how many articles are of it */
  g_autofree char *name = g_strdup_printf (ngettext ("%s: %'u article", "%s: %'u articles", n), date, n);

  bs_date_bar_set (bar, MIN ((double) n / MAX (most, 1), 1), name);
}

static BsDateBar *
add_bar (BsDateHistogram *self)
{
  GtkWidget *bar = bs_date_bar_new ();

  gtk_widget_set_parent (bar, GTK_WIDGET (self));
  return BS_DATE_BAR (bar);
}

/* Finds the edges of the dates that are searched for. */
static void
update_edges (BsDateHistogram *self)
{
  const BsSearchRange *range = &self->range;
  const guint n = get_n_bars (self);

  if (self->is_dragging)
    return;
  self->start = range->has_start && n > 0 ? bs_histogram_find (self->histogram, range->start) : 0;
  self->end = n;
  if (range->has_end && n > 0)
    {
      self->end = bs_histogram_find (self->histogram, range->end);
      /* It ends within a bar. */
      if (self->end < n && self->histogram->faces[self->end] < range->end)
        self->end++;
    }
  if (range->is_undated)
    self->start = self->end = 0;
}

static void
show_edges (BsDateHistogram *self)
{
  const guint n = get_n_bars (self);
  g_autofree char *description = NULL;

  for (guint i = 0; i < n; i++)
    bs_date_bar_set_outside (self->bars[i], i < self->start || i >= self->end);
  if (self->undated != NULL)
    bs_date_bar_set_outside (self->undated, is_limited (self) && !self->range.is_undated);
  if (is_limited (self) && self->start < self->end)
    {
      g_autofree char *first = name_bar (self->histogram, self->start);
      g_autofree char *last = name_bar (self->histogram, self->end - 1);

      description = g_strdup_printf (_ ("%s to %s"), first, last);
    }
  else if (self->range.is_undated)
    description = g_strdup (_ ("No date"));
  else
    description = g_strdup (_ ("Choose dates with the arrow keys, and articles without a date with End"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_histogram (BsDateHistogram *self)
{
  const BsHistogram *histogram = self->histogram;
  const guint n = get_n_bars (self);
  const guint n_undated = histogram != NULL ? histogram->n_undated : 0;
  guint most = n > 0 ? 0 : n_undated;
  g_autofree char *first = n > 0 ? name_bar (histogram, 0) : NULL;
  g_autofree char *last = n > 1 ? name_bar (histogram, n - 1) : NULL;

  for (guint i = 0; i < n; i++)
    most = MAX (most, histogram->counts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->bars); i++)
    {
      g_autofree char *name = i < n ? name_bar (histogram, i) : NULL;

      if (i < n && self->bars[i] == NULL)
        self->bars[i] = add_bar (self);
      if (self->bars[i] != NULL)
        gtk_widget_set_child_visible (GTK_WIDGET (self->bars[i]), i < n);
      if (i < n)
        set_bar (self->bars[i], name, histogram->counts[i], most);
    }
  if (n_undated > 0 && self->undated == NULL)
    self->undated = add_bar (self);
  if (n_undated > 0)
    set_bar (self->undated, _ ("No date"), n_undated, most);
  if (self->undated != NULL)
    gtk_widget_set_child_visible (GTK_WIDGET (self->undated), n_undated > 0);
  gtk_label_set_text (GTK_LABEL (self->first), first != NULL ? first : "");
  gtk_label_set_text (GTK_LABEL (self->last), last != NULL ? last : "");
  update_edges (self);
  show_edges (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void count (BsDateHistogram *self);

static gboolean
pause_cb (gpointer user_data)
{
  BsDateHistogram *self = user_data;

  self->pause_source = 0;
  if (self->is_stale)
    count (self);
  return G_SOURCE_REMOVE;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsDateHistogram) self = user_data;
  g_autoptr (GError) error = NULL;
  BsHistogram *histogram = bs_library_count_dates_finish (BS_LIBRARY (source), result, &error);

  /* Cancelled: another count is under way, or none is wanted. */
  if (histogram == NULL)
    return;
  g_clear_object (&self->counting);
  /* The bars stay under the pointer. */
  if (self->is_dragging)
    {
      bs_histogram_free (histogram);
      self->is_stale = TRUE;
    }
  else
    {
      g_clear_pointer (&self->histogram, bs_histogram_free);
      self->histogram = histogram;
      show_histogram (self);
    }
  if (self->is_stale && self->pause_source == 0)
    self->pause_source = g_timeout_add (PAUSE_MILLISECONDS, pause_cb, self);
}

static void
count (BsDateHistogram *self)
{
  self->is_stale = TRUE;
  if (self->counted == NULL || self->counting != NULL || self->pause_source != 0 ||
      bs_article_list_get_pending (self->counted))
    return;
  self->is_stale = FALSE;
  self->counting = g_cancellable_new ();
  bs_library_count_dates_async (self->library, self->counted, self->counting, counted_cb, g_object_ref (self));
}

static void
changed_cb (BsDateHistogram *self)
{
  g_assert (BS_IS_DATE_HISTOGRAM (self));

  count (self);
}

static void
follow (BsDateHistogram *self, BsArticleList *list)
{
  if (self->counted == list)
    return;
  if (self->counted != NULL)
    g_signal_handlers_disconnect_by_func (self->counted, changed_cb, self);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_set_object (&self->counted, list);
  if (list == NULL)
    return;
  g_signal_connect_object (list, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::pending", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  count (self);
}

/* The search without dates. */
static BsQuery *
make_whole_query (BsQuery *query, const char *rest)
{
  const char *const *names = (const char *const *) query->names;

  if (*rest == '\0')
    return bs_query_new (query->scope, names, BS_SORT_DATE, FALSE);
  return bs_query_new_search (query->scope, names, BS_SORT_DATE, FALSE, rest, query->is_typing);
}

/* The search is written to the search field, and comes back as a query. */
static void
search (BsDateHistogram *self)
{
  g_autofree char *after = self->start > 0 ? bs_histogram_write_edge (self->histogram, self->start) : NULL;
  g_autofree char *before = self->end < get_n_bars (self) ? bs_histogram_write_edge (self->histogram, self->end) : NULL;

  g_signal_emit (self, signals[SEARCH], 0, after, before, FALSE);
}

static void
search_undated (BsDateHistogram *self)
{
  g_signal_emit (self, signals[SEARCH], 0, NULL, NULL, !self->range.is_undated);
}

static gboolean
is_on_undated (BsDateHistogram *self, double x)
{
  graphene_rect_t place;

  return self->undated != NULL && gtk_widget_get_child_visible (GTK_WIDGET (self->undated)) &&
         gtk_widget_compute_bounds (GTK_WIDGET (self->undated), GTK_WIDGET (self), &place) && x >= place.origin.x - 1 &&
         x <= place.origin.x + place.size.width + 1;
}

/* The bar at @x, or the nearest. */
static guint
find_bar (BsDateHistogram *self, double x)
{
  double least = G_MAXDOUBLE;
  guint bar = 0;

  for (guint i = 0; i < get_n_bars (self); i++)
    {
      graphene_rect_t place;
      double distance;

      if (!gtk_widget_compute_bounds (GTK_WIDGET (self->bars[i]), GTK_WIDGET (self), &place))
        continue;
      distance = ABS (place.origin.x + place.size.width / 2 - x);
      if (distance < least)
        {
          least = distance;
          bar = i;
        }
    }
  return bar;
}

static void
drag_begin_cb (BsDateHistogram *self, double x, double y)
{
  g_assert (BS_IS_DATE_HISTOGRAM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (is_on_undated (self, x))
    search_undated (self);
  else if (get_n_bars (self) > 0)
    {
      self->origin = find_bar (self, x);
      self->is_dragging = TRUE;
    }
}

static void
drag_update_cb (BsDateHistogram *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  double x, y;
  guint bar;

  g_assert (BS_IS_DATE_HISTOGRAM (self));

  if (!self->is_dragging || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  bar = find_bar (self, x + offset_x);
  self->start = MIN (bar, self->origin);
  self->end = MAX (bar, self->origin) + 1;
  show_edges (self);
}

static void
drag_end_cb (BsDateHistogram *self, double offset_x, double offset_y, GtkGestureDrag *gesture)
{
  guint bar;
  double x, y;

  g_assert (BS_IS_DATE_HISTOGRAM (self));

  if (!self->is_dragging || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  self->is_dragging = FALSE;
  bar = find_bar (self, x + offset_x);
  update_edges (self);
  /* The only bar that is searched for ends that when it is clicked. */
  if (bar == self->origin && self->start == bar && self->end == bar + 1)
    {
      self->start = 0;
      self->end = get_n_bars (self);
    }
  else
    {
      self->start = MIN (bar, self->origin);
      self->end = MAX (bar, self->origin) + 1;
    }
  show_edges (self);
  search (self);
  if (self->is_stale)
    count (self);
}

static void
drag_cancel_cb (BsDateHistogram *self)
{
  g_assert (BS_IS_DATE_HISTOGRAM (self));

  self->is_dragging = FALSE;
  update_edges (self);
  show_edges (self);
}

/* Left and Right move the edge that was moved last, with Shift the other. */
static gboolean
move_edge (BsDateHistogram *self, int step, gboolean other)
{
  const guint n = get_n_bars (self);

  if (n < 2)
    return FALSE;
  if (self->start >= self->end || !is_limited (self))
    {
      self->start = 0;
      self->end = n;
      self->moves_start = step > 0;
    }
  else if (other)
    self->moves_start = !self->moves_start;
  if (self->moves_start && (step > 0 ? self->start + 1 < self->end : self->start > 0))
    self->start += step;
  else if (!self->moves_start && (step > 0 ? self->end < n : self->end > self->start + 1))
    self->end += step;
  else
    return TRUE;
  show_edges (self);
  search (self);
  return TRUE;
}

static gboolean
key_cb (BsDateHistogram *self, guint keyval, guint keycode, GdkModifierType state)
{
  const gboolean is_reversed = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  g_assert (BS_IS_DATE_HISTOGRAM (self));

  if (self->histogram == NULL || (modifiers & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_edge (self, is_reversed ? 1 : -1, modifiers != 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_edge (self, is_reversed ? -1 : 1, modifiers != 0);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      if (self->histogram->n_undated == 0)
        return GDK_EVENT_PROPAGATE;
      search_undated (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->is_dragging || !(is_limited (self) || self->range.is_undated))
        return GDK_EVENT_PROPAGATE;
      self->start = 0;
      self->end = get_n_bars (self);
      show_edges (self);
      search (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
bs_date_histogram_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  BsDateHistogram *self = BS_DATE_HISTOGRAM (widget);
  int label;

  gtk_widget_measure (self->first, GTK_ORIENTATION_VERTICAL, -1, NULL, &label, NULL, NULL);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 2 * BS_HISTOGRAM_MAX_BARS + UNDATED_WIDTH + SPACE :
                                                                    BARS_HEIGHT + label;
}

static void
allocate (GtkWidget *child, int width, int x, int y, int child_width, int height)
{
  const gboolean is_reversed = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (child,
                            &(GtkAllocation){ is_reversed ? width - x - child_width : x, y, child_width, height }, -1);
}

static int
get_bars_width (BsDateHistogram *self, int width)
{
  const gboolean has_undated = self->undated != NULL && gtk_widget_get_child_visible (GTK_WIDGET (self->undated));

  return has_undated ? width - UNDATED_WIDTH - SPACE : width;
}

static void
bs_date_histogram_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsDateHistogram *self = BS_DATE_HISTOGRAM (widget);
  const int n = (int) get_n_bars (self);
  const int bars_width = get_bars_width (self, width);
  int first, last;

  for (int i = 0; i < n; i++)
    allocate (GTK_WIDGET (self->bars[i]), width, bars_width * i / n, 0, bars_width * (i + 1) / n - bars_width * i / n,
              BARS_HEIGHT);
  if (bars_width < width)
    allocate (GTK_WIDGET (self->undated), width, width - UNDATED_WIDTH, 0, UNDATED_WIDTH, BARS_HEIGHT);
  gtk_widget_measure (self->first, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &first, NULL, NULL);
  gtk_widget_measure (self->last, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &last, NULL, NULL);
  first = MIN (first, bars_width / 2);
  last = MIN (last, bars_width / 2);
  allocate (self->first, width, 0, BARS_HEIGHT, first, height - BARS_HEIGHT);
  allocate (self->last, width, bars_width - last, BARS_HEIGHT, last, height - BARS_HEIGHT);
}

/* The searched range is marked by its edges too, not only by colour. */
static void
bs_date_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BsDateHistogram *self = BS_DATE_HISTOGRAM (widget);

  if (is_limited (self) && self->start < self->end && self->end <= get_n_bars (self))
    {
      graphene_rect_t first, last, both;
      GdkRGBA color;

      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
      if (gtk_widget_compute_bounds (GTK_WIDGET (self->bars[self->start]), widget, &first) &&
          gtk_widget_compute_bounds (GTK_WIDGET (self->bars[self->end - 1]), widget, &last))
        {
          float left, right;

          graphene_rect_union (&first, &last, &both);
          left = both.origin.x;
          right = left + both.size.width;
          gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (left - 1, 0, 1, BARS_HEIGHT));
          gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (right, 0, 1, BARS_HEIGHT));
          color.alpha *= 0.1f;
          gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (left, 0, right - left, BARS_HEIGHT));
        }
    }
  GTK_WIDGET_CLASS (bs_date_histogram_parent_class)->snapshot (widget, snapshot);
}

static void
bs_date_histogram_dispose (GObject *object)
{
  BsDateHistogram *self = BS_DATE_HISTOGRAM (object);
  GtkWidget *child;

  bs_date_histogram_set_list (self, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < G_N_ELEMENTS (self->bars); i++)
    self->bars[i] = NULL;
  self->undated = NULL;

  G_OBJECT_CLASS (bs_date_histogram_parent_class)->dispose (object);
}

static void
bs_date_histogram_class_init (BsDateHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_date_histogram_dispose;
  widget_class->measure = bs_date_histogram_measure;
  widget_class->size_allocate = bs_date_histogram_size_allocate;
  widget_class->snapshot = bs_date_histogram_snapshot;

  signals[SEARCH] = bs_new_signal (klass, "search", 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "datehistogram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static GtkWidget *
add_label (BsDateHistogram *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
bs_date_histogram_init (BsDateHistogram *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->first = add_label (self);
  self->last = add_label (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Articles by Date"), -1);

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (drag_cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  bs_catch_keys (GTK_WIDGET (self), self, G_CALLBACK (key_cb));
}

GtkWidget *
bs_date_histogram_new (void)
{
  return g_object_new (BS_TYPE_DATE_HISTOGRAM, NULL);
}

/* @library, @list: (nullable): the list below it */
void
bs_date_histogram_set_list (BsDateHistogram *self, BsLibrary *library, BsArticleList *list)
{
  g_return_if_fail (BS_IS_DATE_HISTOGRAM (self));

  follow (self, NULL);
  g_clear_object (&self->whole);
  g_clear_pointer (&self->histogram, bs_histogram_free);
  self->range = (BsSearchRange){ FALSE };
  self->is_dragging = FALSE;
  g_set_object (&self->library, library);
  g_set_object (&self->shown, list);
  if (list == NULL)
    return;
  show_histogram (self);
  bs_date_histogram_set_query (self, bs_article_list_get_query (list));
}

/* @query: of the list. If the search has dates, the articles of all dates are counted, so that there is more to choose
 * from. */
void
bs_date_histogram_set_query (BsDateHistogram *self, BsQuery *query)
{
  g_autofree char *rest = NULL;

  g_return_if_fail (BS_IS_DATE_HISTOGRAM (self));
  g_return_if_fail (query != NULL);

  if (self->shown == NULL)
    return;
  rest = bs_search_range_strip (query->text != NULL ? query->text : "", &self->range);
  if (self->range.has_start || self->range.has_end || self->range.is_undated)
    {
      g_autoptr (BsQuery) whole = make_whole_query (query, rest);

      if (self->whole == NULL)
        self->whole = bs_library_query (self->library, whole);
      else
        bs_article_list_set_query (self->whole, whole);
      follow (self, self->whole);
    }
  else
    {
      follow (self, self->shown);
      g_clear_object (&self->whole);
    }
  update_edges (self);
  show_edges (self);
}
