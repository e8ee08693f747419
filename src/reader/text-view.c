/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/text-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/language.h"
#include "page/page-text.h"

/* How long the list rests before the place that it shows is reported. */
#define REST_MILLISECONDS 250
#define OVERLAP 48

struct _BsTextView
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkListView *view;
  GListStore *blocks;
  GtkMultiSelection *selection;
  GPtrArray *bound; /* (element-type GtkListItem) */
  double zoom;
  guint rest_id;
  guint tick_id;
  guint frames; /* since a place was requested */
  guint wanted; /* the position of that */

  char *sought;   /* (nullable): with its cases folded */
  GArray *places; /* (element-type guint): the block of each match */
  guint found;    /* from 1 */
};

enum
{
  PROP_0,
  PROP_N_FOUND,
  PROP_FOUND,
  N_PROPS
};

enum
{
  FOLLOW,
  MOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsTextView, bs_text_view, GTK_TYPE_WIDGET)

static void
add_attribute (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

/* Matches can be marked where folding has not changed the length of the text. */
static void
mark_matches (BsTextView *self, BsTextBlock *block, PangoAttrList *attributes)
{
  const char *folded = bs_text_block_get_folded (block);

  if (self->sought == NULL || strlen (folded) != strlen (bs_text_block_get_text (block)))
    return;
  for (const char *c = strstr (folded, self->sought); c != NULL; c = strstr (c + strlen (self->sought), self->sought))
    {
      add_attribute (attributes, pango_attr_background_new (0xffff, 0xe0e0, 0x6060), c - folded,
                     c - folded + strlen (self->sought));
      add_attribute (attributes, pango_attr_foreground_new (0, 0, 0), c - folded, c - folded + strlen (self->sought));
    }
}

static void
show_block (BsTextView *self, GtkListItem *item)
{
  static const double scales[] = { 1, 1.6, 1.35, 1.2, 1.1, 1.05, 1.05 };
  BsTextBlock *block = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  BsTextKind kind = bs_text_block_get_kind (block);
  guint level = MIN (bs_text_block_get_level (block), G_N_ELEMENTS (scales) - 1);
  GtkLabel *label = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *row = gtk_widget_get_parent (box);
  g_autofree char *spoken = NULL;
  guint place = 0;

  /* Each kind has a label with its role, which cannot be changed. */
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_set_visible (child, place == kind);
      if (place++ == kind)
        label = GTK_LABEL (child);
    }

  pango_attr_list_insert (attributes, pango_attr_scale_new (self->zoom * 1.1 * scales[level]));
  pango_attr_list_insert (attributes, pango_attr_line_height_new (1.3));
  if (kind == BS_TEXT_HEADING)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  else if (kind == BS_TEXT_LINK)
    pango_attr_list_insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE));
  mark_matches (self, block, attributes);
  gtk_label_set_attributes (label, attributes);
  /* Each paragraph is aligned by its own direction, whatever that of the window is. */
  gtk_widget_set_direction (GTK_WIDGET (label), bs_language_is_right_to_left (NULL, bs_text_block_get_text (block)) ?
                                                    GTK_TEXT_DIR_RTL :
                                                    GTK_TEXT_DIR_LTR);
  gtk_label_set_text (label, bs_text_block_get_text (block));
  gtk_list_item_set_activatable (item, kind == BS_TEXT_LINK);

  /* The row has the focus, and the role of a list's row. */
  if (kind == BS_TEXT_HEADING)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
      /* Translators: a screen reader's name of a heading: its level, from 1, and its text */
      spoken = g_strdup_printf (_ ("Heading %u: %s"), level, bs_text_block_get_text (block));
    }
  else if (kind == BS_TEXT_LINK)
    {
      /* Translators: a screen reader's name of a link: its text */
      spoken = g_strdup_printf (_ ("Link: %s"), bs_text_block_get_text (block));
    }
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    spoken != NULL ? spoken : bs_text_block_get_text (block), -1);
}

static void
show_all (BsTextView *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    show_block (self, g_ptr_array_index (self->bound, i));
}

static GtkWidget *
create_label (GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
clicked_cb (BsTextView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkListItem *item =
      g_object_get_data (G_OBJECT (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))), "list-item");

  g_assert (BS_IS_TEXT_VIEW (self));

  if (gtk_list_item_get_item (item) != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, bs_text_block_get_address (gtk_list_item_get_item (item)));
}

static void
setup_cb (BsTextView *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  GtkWidget *paragraph = create_label (GTK_ACCESSIBLE_ROLE_PARAGRAPH);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  GtkWidget *paragraph = create_label (GTK_ACCESSIBLE_ROLE_LABEL);
#endif
  GtkWidget *link = create_label (GTK_ACCESSIBLE_ROLE_LINK);
  GtkGesture *click = gtk_gesture_click_new ();

  g_assert (BS_IS_TEXT_VIEW (self));

  /* In the order of BsTextKind. */
  gtk_box_append (GTK_BOX (box), paragraph);
  gtk_box_append (GTK_BOX (box), create_label (GTK_ACCESSIBLE_ROLE_HEADING));
  gtk_box_append (GTK_BOX (box), link);
  g_object_set_data (G_OBJECT (link), "list-item", item);
  g_signal_connect_object (click, "released", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (link, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_css_class (link, "link");
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (BsTextView *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_TEXT_VIEW (self));

  g_ptr_array_add (self->bound, item);
  show_block (self, item);
}

static void
unbind_cb (BsTextView *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_TEXT_VIEW (self));

  g_ptr_array_remove_fast (self->bound, item);
}

static void
activate_cb (BsTextView *self, guint position, GtkListView *view)
{
  g_autoptr (BsTextBlock) block = g_list_model_get_item (G_LIST_MODEL (self->blocks), position);

  g_assert (BS_IS_TEXT_VIEW (self));

  if (block != NULL && bs_text_block_get_address (block) != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, bs_text_block_get_address (block));
}

/* Copies the rows that are selected. */
static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsTextView *self = BS_TEXT_VIEW (widget);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GString) text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  if (!gtk_bitset_iter_init_first (&iter, selected, &position))
    return;
  do
    {
      g_autoptr (BsTextBlock) block = g_list_model_get_item (G_LIST_MODEL (self->blocks), position);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", bs_text_block_get_text (block));
    }
  while (gtk_bitset_iter_next (&iter, &position));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static gboolean
rest_cb (gpointer user_data)
{
  BsTextView *self = user_data;
  BsTextBlock *top = NULL;
  double least = G_MAXDOUBLE;

  self->rest_id = 0;
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (gtk_list_item_get_child (item), GTK_WIDGET (self->scroller), &bounds) ||
          bounds.origin.y + bounds.size.height <= 0 || bounds.origin.y >= least)
        continue;
      least = bounds.origin.y;
      top = gtk_list_item_get_item (item);
    }
  if (top != NULL)
    g_signal_emit (self, signals[MOVED], 0, bs_text_block_get_text (top));
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (BsTextView *self)
{
  g_assert (BS_IS_TEXT_VIEW (self));

  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MILLISECONDS, rest_cb, self);
}

static void
bs_text_view_dispose (GObject *object)
{
  BsTextView *self = BS_TEXT_VIEW (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->scroller != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->scroller));
  self->scroller = NULL;

  G_OBJECT_CLASS (bs_text_view_parent_class)->dispose (object);
}

static void
bs_text_view_finalize (GObject *object)
{
  BsTextView *self = BS_TEXT_VIEW (object);

  g_clear_object (&self->blocks);
  g_ptr_array_unref (self->bound);
  g_array_unref (self->places);
  g_free (self->sought);

  G_OBJECT_CLASS (bs_text_view_parent_class)->finalize (object);
}

static void
bs_text_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsTextView *self = BS_TEXT_VIEW (object);

  switch (property_id)
    {
    case PROP_N_FOUND:
      g_value_set_uint (value, self->places->len);
      break;
    case PROP_FOUND:
      g_value_set_uint (value, self->found);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* The new place has the focus. */
static gboolean
bs_text_view_grab_focus (GtkWidget *widget)
{
  BsTextView *self = BS_TEXT_VIEW (widget);

  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);

      if (gtk_list_item_get_position (item) == self->wanted)
        return gtk_widget_grab_focus (gtk_widget_get_parent (gtk_list_item_get_child (item)));
    }
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
bs_text_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_focus_child (widget) == NULL)
    return bs_text_view_grab_focus (widget);
  return GTK_WIDGET_CLASS (bs_text_view_parent_class)->focus (widget, direction);
}

static void
bs_text_view_class_init (BsTextViewClass *klass)
{
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_text_view_dispose;
  object_class->finalize = bs_text_view_finalize;
  object_class->get_property = bs_text_view_get_property;
  widget_class->focus = bs_text_view_focus;
  widget_class->grab_focus = bs_text_view_grab_focus;

  properties[PROP_N_FOUND] = g_param_spec_uint ("n-found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_FOUND] = g_param_spec_uint ("found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FOLLOW] =
      g_signal_new ("follow", BS_TYPE_TEXT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOVED] =
      g_signal_new ("moved", BS_TYPE_TEXT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "text.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "text.copy", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "articletext");
}

static void
bs_text_view_init (BsTextView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->zoom = 1;
  self->bound = g_ptr_array_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->blocks = g_list_store_new (BS_TYPE_TEXT_BLOCK);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->blocks)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), g_steal_pointer (&factory)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Article"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->scroller), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
}

GtkWidget *
bs_text_view_new (void)
{
  return g_object_new (BS_TYPE_TEXT_VIEW, NULL);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  BsTextView *self = BS_TEXT_VIEW (widget);

  if (self->frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", self->wanted);
  return G_SOURCE_REMOVE;
}

/* Rows that have just been added have no place before the next frame. */
static void
go_to (BsTextView *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  self->wanted = position;
  self->frames = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* Finds the matches again. */
static void
find (BsTextView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->blocks));

  g_array_set_size (self->places, 0);
  self->found = 0;
  for (guint i = 0; i < n && self->sought != NULL; i++)
    {
      g_autoptr (BsTextBlock) block = g_list_model_get_item (G_LIST_MODEL (self->blocks), i);
      const char *c = bs_text_block_get_folded (block);

      while ((c = strstr (c, self->sought)) != NULL)
        {
          g_array_append_val (self->places, i);
          c += strlen (self->sought);
        }
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOUND]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND]);
}

/* @blocks: (nullable) (element-type BsTextBlock): of the article that is shown from now on */
void
bs_text_view_show (BsTextView *self, GPtrArray *blocks)
{
  g_return_if_fail (BS_IS_TEXT_VIEW (self));

  g_list_store_splice (self->blocks, 0, g_list_model_get_n_items (G_LIST_MODEL (self->blocks)),
                       blocks != NULL ? blocks->pdata : NULL, blocks != NULL ? blocks->len : 0);
  self->wanted = 0;
  find (self);
}

void
bs_text_view_set_zoom (BsTextView *self, double zoom)
{
  g_return_if_fail (BS_IS_TEXT_VIEW (self));

  self->zoom = zoom;
  show_all (self);
}

/* Whether two texts have the same start, apart from spaces and marks. */
static gboolean
is_alike (const char *a, const char *b)
{
  for (guint n = 0; n < 40; n++)
    {
      while (*a != '\0' && !g_unichar_isalnum (g_utf8_get_char (a)))
        a = g_utf8_next_char (a);
      while (*b != '\0' && !g_unichar_isalnum (g_utf8_get_char (b)))
        b = g_utf8_next_char (b);
      if (*a == '\0' || *b == '\0')
        return n > 0 && *a == *b;
      if (g_utf8_get_char (a) != g_utf8_get_char (b))
        return FALSE;
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
  return TRUE;
}

/* Goes to the first of some texts that exists.
 *
 * @texts: from bs_page_place_locate_finish() */
void
bs_text_view_go_to_text (BsTextView *self, const char *const *texts)
{
  guint n;

  g_return_if_fail (BS_IS_TEXT_VIEW (self));
  g_return_if_fail (texts != NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->blocks));
  for (gsize i = 0; texts[i] != NULL; i++)
    for (guint j = 0; j < n; j++)
      {
        g_autoptr (BsTextBlock) block = g_list_model_get_item (G_LIST_MODEL (self->blocks), j);

        if (is_alike (bs_text_block_get_text (block), texts[i]))
          {
            go_to (self, j);
            return;
          }
      }
}

/* Returns: whether an element with this id is in the article */
gboolean
bs_text_view_go_to_id (BsTextView *self, const char *id)
{
  guint n;

  g_return_val_if_fail (BS_IS_TEXT_VIEW (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->blocks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsTextBlock) block = g_list_model_get_item (G_LIST_MODEL (self->blocks), i);

      if (!bs_text_block_has_id (block, id))
        continue;
      go_to (self, i);
      return TRUE;
    }
  return FALSE;
}

/* Scrolls forward (direction 1) or back (-1) by a page. Returns: whether there was anything left to scroll */
gboolean
bs_text_view_turn (BsTextView *self, int direction)
{
  GtkAdjustment *adjustment;
  double before;

  g_return_val_if_fail (BS_IS_TEXT_VIEW (self), FALSE);

  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  before = gtk_adjustment_get_value (adjustment);
  gtk_adjustment_set_value (adjustment,
                            before + direction * MAX (gtk_adjustment_get_page_size (adjustment) - OVERLAP, OVERLAP));
  return ABS (gtk_adjustment_get_value (adjustment) - before) >= 1;
}

/* @text: (nullable): to be found */
void
bs_text_view_find (BsTextView *self, const char *text)
{
  g_return_if_fail (BS_IS_TEXT_VIEW (self));

  g_clear_pointer (&self->sought, g_free);
  if (text != NULL && *text != '\0')
    self->sought = g_utf8_casefold (text, -1);
  find (self);
  if (self->places->len > 0)
    bs_text_view_find_step (self, 1);
  show_all (self);
}

void
bs_text_view_find_step (BsTextView *self, int direction)
{
  guint n;

  g_return_if_fail (BS_IS_TEXT_VIEW (self));

  n = self->places->len;
  if (n == 0)
    return;
  if (direction > 0)
    self->found = self->found % n + 1;
  else
    self->found = self->found <= 1 ? n : self->found - 1;
  go_to (self, g_array_index (self->places, guint, self->found - 1));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND]);
}

guint
bs_text_view_get_n_found (BsTextView *self)
{
  g_return_val_if_fail (BS_IS_TEXT_VIEW (self), 0);

  return self->places->len;
}

guint
bs_text_view_get_found (BsTextView *self)
{
  g_return_val_if_fail (BS_IS_TEXT_VIEW (self), 0);

  return self->found;
}
