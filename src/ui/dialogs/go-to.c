/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/go-to.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/list-keys.h"
#include "ui/widgets/shorthand.h"

#include <glib/gi18n-lib.h>

#define MAX_PLACES 50
#define MAX_COMMANDS 200
#define WIDTH 560
#define HEIGHT 440
#define MARGIN 20

#define PLACES                                                                                                         \
  (BS_GO_TO_IS (BS_GO_TO_ARTICLE) | BS_GO_TO_IS (BS_GO_TO_CATEGORY) | BS_GO_TO_IS (BS_GO_TO_TAG) |                     \
   BS_GO_TO_IS (BS_GO_TO_SOURCE) | BS_GO_TO_IS (BS_GO_TO_SEARCH))

struct _BsGoToDialog
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *view;
  GtkSingleSelection *selection;
  GListStore *places; /* (element-type GObject): each with a BsGoToItem */
  GtkLabel *nothing;
  GtkWidget *recent_bar;
  GtkWidget *clear_button;

  BsGoTo *go_to;
  GPtrArray *recent;         /* (element-type BsGoToItem) */
  GCancellable *cancellable; /* (nullable): of the question that is not answered yet */
  gboolean is_hasty;         /* Enter was pressed before the answer arrived */
  gboolean is_composing;     /* the keys are an input method's */
};

enum
{
  CHOSEN,
  CLEAR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsGoToDialog, bs_go_to_dialog, ADW_TYPE_WINDOW)

static const struct
{
  const char *icon_name;
  const char *name;
} kinds[] = {
  [BS_GO_TO_ARTICLE] = { "text-x-generic-symbolic", NC_ ("place", "Article") },
  [BS_GO_TO_CATEGORY] = { "folder-symbolic", NC_ ("place", "Category") },
  [BS_GO_TO_TAG] = { "user-bookmarks-symbolic", NC_ ("place", "Tag") },
  [BS_GO_TO_SOURCE] = { "avatar-default-symbolic", NC_ ("place", "Source") },
  [BS_GO_TO_FOLDER] = { "folder-symbolic", NC_ ("place", "Folder") },
  [BS_GO_TO_SEARCH] = { "edit-find-symbolic", NC_ ("place", "Saved Search") },
  [BS_GO_TO_COMMAND] = { "system-run-symbolic", NC_ ("place", "Command") },
};

static const BsGoToItem *
get_item (gpointer object)
{
  return g_object_get_data (object, "bs-place");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 14);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (list_item, box);
}

static PangoAttrList *
make_attributes (const BsGoToItem *item)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  guint i = 0;

  for (const char *p = item->text; *p != '\0' && i < BS_FUZZY_MAX_UNITS; p = g_utf8_next_char (p), i++)
    {
      PangoAttribute *looks[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD),
                                  pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

      for (gsize j = 0; j < G_N_ELEMENTS (looks); j++)
        {
          looks[j]->start_index = (guint) (p - item->text);
          looks[j]->end_index = (guint) (g_utf8_next_char (p) - item->text);
          if ((item->matched[i / 64] >> (i % 64) & 1) != 0)
            pango_attr_list_change (attributes, looks[j]);
          else
            pango_attribute_destroy (looks[j]);
        }
    }
  return attributes;
}

/* Its details: the number of articles, where an article comes from, or the keys of a command. */
static char *
describe (const BsGoToItem *item)
{
  if (item->detail != NULL)
    return g_strdup (item->detail);
  if (item->count > 0)
    return g_strdup_printf (ngettext ("%'u article", "%'u articles", item->count), item->count);
  return g_strdup ("");
}

/* The text for screen readers. */
static char *
speak (const BsGoToItem *item)
{
  g_autofree char *detail = describe (item);

  /* Translators: a place: "Tag: Linux, 12 articles" */
  return *detail != '\0' ?
             g_strdup_printf (_ ("%s: %s, %s"), g_dpgettext2 (GETTEXT_PACKAGE, "place", kinds[item->kind].name),
                              item->text, detail) :
             /* Translators: a place: "Command: History" */
             g_strdup_printf (_ ("%s: %s"), g_dpgettext2 (GETTEXT_PACKAGE, "place", kinds[item->kind].name),
                              item->text);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *text = gtk_widget_get_next_sibling (icon);
  GtkWidget *detail = gtk_widget_get_next_sibling (text);
  const BsGoToItem *item = get_item (gtk_list_item_get_item (list_item));
  g_autoptr (PangoAttrList) attributes = make_attributes (item);
  g_autofree char *description = describe (item);
  g_autofree char *spoken = speak (item);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), kinds[item->kind].icon_name);
  gtk_label_set_text (GTK_LABEL (text), item->text);
  gtk_label_set_attributes (GTK_LABEL (text), attributes);
  gtk_label_set_text (GTK_LABEL (detail), description);
  gtk_widget_set_visible (detail, *description != '\0');
  gtk_widget_set_tooltip_text (box, item->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
choose (BsGoToDialog *self, guint position)
{
  g_autoptr (GObject) object = g_list_model_get_item (G_LIST_MODEL (self->places), position);

  if (object == NULL)
    return;
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, get_item (object));
  g_object_unref (self);
}

static void
row_activated_cb (BsGoToDialog *self, guint position)
{
  g_assert (BS_IS_GO_TO_DIALOG (self));

  choose (self, position);
}

static void
activate_cb (BsGoToDialog *self)
{
  g_assert (BS_IS_GO_TO_DIALOG (self));

  if (self->cancellable != NULL)
    self->is_hasty = TRUE;
  else
    choose (self, gtk_single_selection_get_selected (self->selection));
}

/* The focus stays in the entry, which therefore reports the selection. */
static void
selected_cb (BsGoToDialog *self)
{
  gpointer object = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *spoken = object != NULL ? speak (get_item (object)) : g_strdup ("");

  g_assert (BS_IS_GO_TO_DIALOG (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

static void
select_place (BsGoToDialog *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/* @nothing: the text if there are none */
static void
show_places (BsGoToDialog *self, GPtrArray *items, const char *nothing)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

      g_object_set_data_full (object, "bs-place", bs_go_to_item_copy (items->pdata[i]),
                              (GDestroyNotify) bs_go_to_item_free);
      g_ptr_array_add (objects, object);
    }
  g_list_store_splice (self->places, 0, g_list_model_get_n_items (G_LIST_MODEL (self->places)), objects->pdata,
                       objects->len);
  gtk_label_set_text (self->nothing, nothing);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "places" : "nothing");
  if (items->len > 0)
    select_place (self, 0);
  selected_cb (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsGoToDialog) self = user_data;
  g_autoptr (GPtrArray) items = bs_go_to_query_finish (BS_GO_TO (source), result, NULL);

  g_assert (BS_IS_GO_TO_DIALOG (self));

  if (items == NULL || self->entry == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_places (self, items, _ ("Nothing Found"));
  if (self->is_hasty)
    choose (self, 0);
  self->is_hasty = FALSE;
}

static void
ask (BsGoToDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  BsGoToQuery query = { text, 0, FALSE, MAX_PLACES };
  g_autofree char *command = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->is_hasty = FALSE;
  gtk_widget_set_visible (self->recent_bar, *text == '\0' && self->recent->len > 0);
  if (*text == '\0')
    {
      /* The titles are prepared while nothing is typed yet. */
      query = (BsGoToQuery){ "", PLACES, FALSE, 0 };
      bs_go_to_query_async (self->go_to, &query, NULL, NULL, NULL);
      show_places (self, self->recent, _ ("Type a few letters of a title, category, tag or source."));
      return;
    }
  /* The fullwidth sign comes from a Chinese keyboard. */
  if (g_utf8_get_char (text) == '>' || g_utf8_get_char (text) == 0xff1e)
    {
      command = g_strstrip (g_strdup (g_utf8_next_char (text)));
      query.text = command;
      query.kinds = BS_GO_TO_IS (BS_GO_TO_COMMAND);
      query.max_items = MAX_COMMANDS;
    }
  else
    query.kinds = PLACES;
  self->cancellable = g_cancellable_new ();
  bs_go_to_query_async (self->go_to, &query, self->cancellable, answered_cb, g_object_ref (self));
}

static void
changed_cb (BsGoToDialog *self)
{
  g_assert (BS_IS_GO_TO_DIALOG (self));

  ask (self);
}

static void
clear_cb (BsGoToDialog *self)
{
  g_assert (BS_IS_GO_TO_DIALOG (self));

  g_ptr_array_set_size (self->recent, 0);
  g_signal_emit (self, signals[CLEAR], 0);
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
preedit_cb (BsGoToDialog *self, const char *preedit)
{
  g_assert (BS_IS_GO_TO_DIALOG (self));

  self->is_composing = preedit != NULL && *preedit != '\0';
}

static gboolean
key_pressed_cb (BsGoToDialog *self, guint keyval, guint keycode, GdkModifierType state)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->places));
  guint at = gtk_single_selection_get_selected (self->selection);

  g_assert (BS_IS_GO_TO_DIALOG (self));

  if (self->is_composing || !bs_list_keys_move (keyval, state, n, &at))
    return GDK_EVENT_PROPAGATE;
  select_place (self, at);
  return GDK_EVENT_STOP;
}

/* The keys that open it close it. */
static gboolean
window_key_cb (BsGoToDialog *self, guint keyval, guint keycode, GdkModifierType state)
{
  g_assert (BS_IS_GO_TO_DIALOG (self));

  if (gdk_keyval_to_lower (keyval) != GDK_KEY_k ||
      (state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (self));
  return GDK_EVENT_STOP;
}

static void
bs_go_to_dialog_dispose (GObject *object)
{
  BsGoToDialog *self = BS_GO_TO_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->go_to);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  self->entry = NULL;

  G_OBJECT_CLASS (bs_go_to_dialog_parent_class)->dispose (object);
}

static void
bs_go_to_dialog_class_init (BsGoToDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_go_to_dialog_dispose;

  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_POINTER);
  signals[CLEAR] = bs_new_signal (klass, "clear", 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/go-to.ui");
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, view);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, selection);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, places);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, recent_bar);
  gtk_widget_class_bind_template_child (widget_class, BsGoToDialog, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, window_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
bs_go_to_dialog_init (BsGoToDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "preedit-changed",
                           G_CALLBACK (preedit_cb), self, G_CONNECT_SWAPPED);
}

/* @places: finds them
 * @recent: (element-type BsGoToItem): items to show while nothing is typed */
BsGoToDialog *
bs_go_to_dialog_new (GtkWindow *parent, BsGoTo *places, GPtrArray *recent)
{
  BsGoToDialog *self;
  int width, height;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_GO_TO (places), NULL);
  g_return_val_if_fail (recent != NULL, NULL);

  self = g_object_new (BS_TYPE_GO_TO_DIALOG, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->go_to = g_object_ref (places);
  self->recent = g_ptr_array_ref (recent);
  width = gtk_widget_get_width (GTK_WIDGET (parent)) - 2 * MARGIN;
  height = gtk_widget_get_height (GTK_WIDGET (parent)) - 2 * MARGIN;
  gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width, 320, WIDTH), CLAMP (height, 240, HEIGHT));
  ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
