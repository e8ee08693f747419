/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/outline.h"
#include "ui/widgets/list-keys.h"

#include <glib/gi18n-lib.h>

#include "model/library/words/fuzzy.h"
#include "page/page-outline.h"
#include "ui/widgets/shorthand.h"

#define INDENT 14
/* Deeper headings are indented no further. */
#define MAX_DEPTH 4
#define NONE (-1)

struct _BsOutline
{
  GtkPopover parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *view;
  GtkSingleSelection *selection;
  GListStore *headings; /* (element-type GObject): each with a BsPageHeading */

  BsPagePlace *place;
  GPtrArray *outline; /* (nullable) (element-type BsPageHeading): while it is open */
  int current;        /* the number of the heading that is being read, or NONE */
  GCancellable *cancellable;
  gboolean is_composing; /* the keys are an input method's */
};

G_DEFINE_FINAL_TYPE (BsOutline, bs_outline, GTK_TYPE_POPOVER)

static const BsPageHeading *
get_heading (gpointer object)
{
  return g_object_get_data (object, "bs-heading");
}

static gboolean
is_current (gpointer object)
{
  return g_object_get_data (object, "bs-current") != NULL;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_item_set_child (list_item, label);
}

static char *
speak (gpointer object)
{
  const char *text = get_heading (object)->text;

  /* Translators: spoken by a screen reader; %s is the heading above the visible text */
  return is_current (object) ? g_strdup_printf (_ ("%s, current section"), text) : g_strdup (text);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  gpointer object = gtk_list_item_get_item (list_item);
  const BsPageHeading *heading = get_heading (object);
  g_autofree char *spoken = speak (object);

  gtk_label_set_text (GTK_LABEL (label), heading->text);
  gtk_widget_set_tooltip_text (label, heading->text);
  gtk_widget_set_margin_start (label, INDENT * (int) MIN (heading->depth, MAX_DEPTH));
  bs_set_css_class (label, "current", is_current (object));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/* The focus stays in the entry, which therefore reports the selection. */
static void
selected_cb (BsOutline *self)
{
  gpointer object = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *spoken = object != NULL ? speak (object) : g_strdup ("");

  g_assert (BS_IS_OUTLINE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

static void
select_row (BsOutline *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/* The heading that is being read may have no text, and then is not listed; the one before it is. */
static gboolean
is_before_current (const BsOutline *self, const BsPageHeading *heading)
{
  return self->current != NONE && heading->number <= (guint) self->current;
}

static void
fill (BsOutline *self)
{
  g_autoptr (BsFuzzyPattern) pattern = bs_fuzzy_pattern_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)), TRUE);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (BsFuzzyUnit));
  guint selected = 0;
  guint current = 0;
  guint n = self->outline != NULL ? self->outline->len : 0;

  for (guint i = 0; i < n && is_before_current (self, g_ptr_array_index (self->outline, i)); i++)
    current = i + 1;
  for (guint i = 0; i < n; i++)
    {
      BsPageHeading *heading = g_ptr_array_index (self->outline, i);
      GObject *row;

      g_array_set_size (units, 0);
      bs_fuzzy_append_units (units, heading->text);
      if (!bs_fuzzy_pattern_accepts (pattern, (const BsFuzzyUnit *) units->data, units->len))
        continue;
      row = g_object_new (G_TYPE_OBJECT, NULL);
      g_object_set_data (row, "bs-heading", heading);
      if (i + 1 == current)
        {
          selected = rows->len;
          g_object_set_data (row, "bs-current", GINT_TO_POINTER (TRUE));
        }
      g_ptr_array_add (rows, row);
    }
  g_list_store_splice (self->headings, 0, g_list_model_get_n_items (G_LIST_MODEL (self->headings)), rows->pdata,
                       rows->len);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "headings" : "nothing");
  if (rows->len > 0)
    select_row (self, selected);
  selected_cb (self);
}

static void
changed_cb (BsOutline *self)
{
  g_assert (BS_IS_OUTLINE (self));

  fill (self);
}

static void
go_to (BsOutline *self, guint position)
{
  g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->headings), position);

  if (object == NULL)
    return;
  bs_page_place_show_heading (self->place, get_heading (object)->number);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated_cb (BsOutline *self, guint position)
{
  g_assert (BS_IS_OUTLINE (self));

  go_to (self, position);
}

static void
activate_cb (BsOutline *self)
{
  g_assert (BS_IS_OUTLINE (self));

  go_to (self, gtk_single_selection_get_selected (self->selection));
}

static void
preedit_cb (BsOutline *self, const char *preedit)
{
  g_assert (BS_IS_OUTLINE (self));

  self->is_composing = preedit != NULL && *preedit != '\0';
}

static gboolean
key_pressed_cb (BsOutline *self, guint keyval, guint keycode, GdkModifierType state)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->headings));
  guint at = gtk_single_selection_get_selected (self->selection);

  g_assert (BS_IS_OUTLINE (self));

  if (self->is_composing || !bs_list_keys_move (keyval, state, n, &at))
    return GDK_EVENT_PROPAGATE;
  select_row (self, at);
  return GDK_EVENT_STOP;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsOutline) self = user_data;
  g_autoptr (GError) error = NULL;
  int number = bs_page_place_ask_heading_finish (BS_PAGE_PLACE (source), result, &error);

  g_assert (BS_IS_OUTLINE (self));

  if (error != NULL)
    return;
  self->current = number;
  fill (self);
}

static void
show_cb (BsOutline *self)
{
  g_assert (BS_IS_OUTLINE (self));

  g_clear_pointer (&self->outline, g_ptr_array_unref);
  self->outline = bs_page_place_get_outline (self->place);
  if (self->outline != NULL)
    g_ptr_array_ref (self->outline);
  self->current = NONE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  self->cancellable = g_cancellable_new ();
  bs_page_place_ask_heading_async (self->place, self->cancellable, asked_cb, g_object_ref (self));
}

static void
closed_cb (BsOutline *self)
{
  g_assert (BS_IS_OUTLINE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Another article, or another version of it. */
static void
outline_cb (BsOutline *self)
{
  g_assert (BS_IS_OUTLINE (self));

  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
bs_outline_dispose (GObject *object)
{
  BsOutline *self = BS_OUTLINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->place);

  G_OBJECT_CLASS (bs_outline_parent_class)->dispose (object);
}

static void
bs_outline_finalize (GObject *object)
{
  g_clear_pointer (&BS_OUTLINE (object)->outline, g_ptr_array_unref);

  G_OBJECT_CLASS (bs_outline_parent_class)->finalize (object);
}

static void
bs_outline_class_init (BsOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_outline_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/outline.ui");
  gtk_widget_class_bind_template_child (widget_class, BsOutline, entry);
  gtk_widget_class_bind_template_child (widget_class, BsOutline, stack);
  gtk_widget_class_bind_template_child (widget_class, BsOutline, view);
  gtk_widget_class_bind_template_child (widget_class, BsOutline, selection);
  gtk_widget_class_bind_template_child (widget_class, BsOutline, headings);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
bs_outline_init (BsOutline *self)
{
  self->current = NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "preedit-changed",
                           G_CALLBACK (preedit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (show_cb), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

GtkWidget *
bs_outline_new (BsPagePlace *place)
{
  BsOutline *self;

  g_return_val_if_fail (BS_IS_PAGE_PLACE (place), NULL);

  self = g_object_new (BS_TYPE_OUTLINE, NULL);
  self->place = g_object_ref (place);
  g_signal_connect_object (place, "notify::outline", G_CALLBACK (outline_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
