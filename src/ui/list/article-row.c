/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/list/article-card.h"
#include "ui/list/article-row.h"

#include "ui/widgets/shorthand.h"

#define LEAST_WIDTH 160

struct _BsArticleRow
{
  GtkWidget parent_instance;

  BsRowRuler *ruler;
  BsThumbnails *thumbnails;
  GtkWidget *card; /* (nullable): created when the row is first filled, and kept */
  BsArticleItem *item;
  char *folder;
  gboolean filled;
  gulong notify_id;
};

enum
{
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsArticleRow, bs_article_row, GTK_TYPE_WIDGET)

static void
set_accessible_name (BsArticleRow *self, const char *name)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (GTK_IS_ACCESSIBLE (list_item))
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
describe (BsArticleRow *self)
{
  g_autofree char *name = bs_article_card_describe (BS_ARTICLE_CARD (self->card));

  set_accessible_name (self, name);
}

static void
notify_cb (BsArticleRow *self, GParamSpec *pspec, BsArticleItem *item)
{
  g_assert (BS_IS_ARTICLE_ROW (self));

  describe (self);
}

static void
released_cb (BsArticleRow *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  g_assert (BS_IS_ARTICLE_ROW (self));

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
ensure_card (BsArticleRow *self)
{
  if (self->card != NULL)
    return;

  self->card = bs_article_card_new (self->ruler, self->thumbnails);
  gtk_widget_set_child_visible (self->card, FALSE);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
}

static void
bs_article_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  BsArticleRow *self = BS_ARTICLE_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = LEAST_WIDTH;
      return;
    }

  if (bs_row_ruler_get_height (self->ruler) == 0)
    {
      ensure_card (self);
      bs_row_ruler_set_height (self->ruler, bs_article_card_measure_height (BS_ARTICLE_CARD (self->card)));
    }
  *minimum = *natural = bs_row_ruler_get_height (self->ruler);
}

static void
bs_article_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsArticleRow *self = BS_ARTICLE_ROW (widget);

  if (self->filled)
    gtk_widget_allocate (self->card, width, height, -1, NULL);
}

static GtkSizeRequestMode
bs_article_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
forget_height (BsArticleRow *self)
{
  if (self->ruler != NULL)
    bs_row_ruler_set_height (self->ruler, 0);
}

static void
bs_article_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bs_article_row_parent_class)->css_changed (widget, change);

  forget_height (BS_ARTICLE_ROW (widget));
}

static void
bs_article_row_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (bs_article_row_parent_class)->system_setting_changed (widget, setting);

  forget_height (BS_ARTICLE_ROW (widget));
  gtk_widget_queue_resize (widget);
}

static void
bs_article_row_dispose (GObject *object)
{
  BsArticleRow *self = BS_ARTICLE_ROW (object);

  bs_article_row_unbind (self);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->ruler);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (bs_article_row_parent_class)->dispose (object);
}

static void
bs_article_row_class_init (BsArticleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_article_row_dispose;
  widget_class->measure = bs_article_row_measure;
  widget_class->size_allocate = bs_article_row_size_allocate;
  widget_class->get_request_mode = bs_article_row_get_request_mode;
  widget_class->css_changed = bs_article_row_css_changed;
  widget_class->system_setting_changed = bs_article_row_system_setting_changed;

  signals[CLICKED] = bs_new_signal (klass, "clicked", 0);

  gtk_widget_class_set_css_name (widget_class, "articlerow");
}

static void
bs_article_row_init (BsArticleRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
bs_article_row_new (BsRowRuler *ruler, BsThumbnails *thumbnails)
{
  BsArticleRow *self = g_object_new (BS_TYPE_ARTICLE_ROW, NULL);

  self->ruler = g_object_ref (ruler);
  self->thumbnails = g_object_ref (thumbnails);
  return GTK_WIDGET (self);
}

/* @folder: of the library, for its pictures */
void
bs_article_row_bind (BsArticleRow *self, BsArticleItem *item, const char *folder)
{
  g_return_if_fail (BS_IS_ARTICLE_ROW (self));
  g_return_if_fail (BS_IS_ARTICLE_ITEM (item));

  bs_article_row_unbind (self);
  self->item = g_object_ref (item);
  self->folder = g_strdup (folder);
  /* A screen reader may visit rows that are off the screen. */
  set_accessible_name (self, bs_article_item_get_title (item));
}

void
bs_article_row_unbind (BsArticleRow *self)
{
  g_return_if_fail (BS_IS_ARTICLE_ROW (self));

  if (self->filled)
    {
      self->filled = FALSE;
      g_clear_signal_handler (&self->notify_id, self->item);
      bs_article_card_show (BS_ARTICLE_CARD (self->card), NULL, NULL);
      gtk_widget_set_child_visible (self->card, FALSE);
    }
  g_clear_object (&self->item);
  g_clear_pointer (&self->folder, g_free);
}

BsArticleItem *
bs_article_row_get_item (BsArticleRow *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ROW (self), NULL);

  return self->item;
}

/* Returns: whether filling the row is cheap, because it was filled before */
gboolean
bs_article_row_has_card (BsArticleRow *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ROW (self), FALSE);

  return self->card != NULL;
}

/* Shows the bound article if the row is visible, or when it becomes visible. Returns: whether it was not shown before
 */
gboolean
bs_article_row_fill (BsArticleRow *self)
{
  g_return_val_if_fail (BS_IS_ARTICLE_ROW (self), FALSE);

  if (self->item == NULL)
    return FALSE;

  /* Details whose request was dropped in favour of later ones are requested again. */
  bs_article_item_load_details (self->item);
  if (self->filled)
    return FALSE;

  self->filled = TRUE;
  ensure_card (self);
  bs_article_card_show (BS_ARTICLE_CARD (self->card), self->item, self->folder);
  self->notify_id =
      g_signal_connect_object (self->item, "notify", G_CALLBACK (notify_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  describe (self);
  gtk_widget_set_child_visible (self->card, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return TRUE;
}

/* Highlights the query in a filled row, or removes the highlights. */
void
bs_article_row_find (BsArticleRow *self, BsLibrary *library, BsQuery *query)
{
  g_return_if_fail (BS_IS_ARTICLE_ROW (self));

  if (self->filled)
    bs_article_card_find (BS_ARTICLE_CARD (self->card), library, query);
}

/* @n: the number of further similar articles that the row represents
 * @is_open: whether they follow it */
void
bs_article_row_set_folded (BsArticleRow *self, guint n, gboolean is_open)
{
  g_return_if_fail (BS_IS_ARTICLE_ROW (self));

  if (!self->filled)
    return;
  if (bs_article_card_set_folded (BS_ARTICLE_CARD (self->card), n, is_open))
    describe (self);
}
