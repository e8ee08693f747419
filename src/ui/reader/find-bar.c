/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/find-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/shorthand.h"

struct _BsFindBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkEditable *entry;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;

  BsReader *reader;
  gboolean is_open;      /* for the user's text */
  gboolean has_phrases;  /* from a search in the list */
  gboolean is_dismissed; /* the user closed it, until the search changes */
};

G_DEFINE_FINAL_TYPE (BsFindBar, bs_find_bar, GTK_TYPE_WIDGET)

static void
update (BsFindBar *self)
{
  guint n_found = bs_reader_get_n_found (self->reader);
  guint found = bs_reader_get_found (self->reader);
  gboolean has_text = *gtk_editable_get_text (self->entry) != '\0';
  gboolean is_looking = has_text || self->has_phrases;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (self->revealer, self->is_open || (self->has_phrases && !self->is_dismissed));
  if (!is_looking)
    text = g_strdup ("");
  else if (n_found == 0)
    text = g_strdup (_ ("No matches"));
  else if (found == 0)
    text = g_strdup_printf (ngettext ("%u match", "%u matches", n_found), n_found);
  else
    /* Translators: the number of the displayed match among all matches, such as “3 of 12” */
    text = g_strdup_printf (_ ("%u of %u"), found, n_found);
  gtk_label_set_text (self->count, text);
  gtk_widget_set_sensitive (self->previous, is_looking && n_found > 0);
  gtk_widget_set_sensitive (self->next, is_looking && n_found > 0);
  bs_set_css_class (GTK_WIDGET (self->entry), "error", has_text && n_found == 0);
}

static void
changed_cb (BsFindBar *self)
{
  g_assert (BS_IS_FIND_BAR (self));

  bs_reader_find (self->reader, gtk_editable_get_text (self->entry));
  update (self);
}

static void
next_cb (BsFindBar *self)
{
  g_assert (BS_IS_FIND_BAR (self));

  bs_reader_find_step (self->reader, 1);
}

static void
previous_cb (BsFindBar *self)
{
  g_assert (BS_IS_FIND_BAR (self));

  bs_reader_find_step (self->reader, -1);
}

static gboolean
key_cb (BsFindBar *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_FIND_BAR (self));

  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK) != 0)
    {
      previous_cb (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* Discards the user's text. The search of the list is shown again. */
void
bs_find_bar_end_typing (BsFindBar *self)
{
  g_return_if_fail (BS_IS_FIND_BAR (self));

  if (!self->is_open)
    return;
  self->is_open = FALSE;
  gtk_editable_set_text (self->entry, "");
  bs_reader_find (self->reader, NULL);
  update (self);
}

static void
close_cb (BsFindBar *self)
{
  gboolean had_focus;

  g_assert (BS_IS_FIND_BAR (self));

  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  self->is_dismissed = TRUE;
  self->is_open = TRUE;
  bs_find_bar_end_typing (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->reader));
}

static void
bs_find_bar_dispose (GObject *object)
{
  BsFindBar *self = BS_FIND_BAR (object);

  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;
  self->reader = NULL;

  G_OBJECT_CLASS (bs_find_bar_parent_class)->dispose (object);
}

static void
bs_find_bar_class_init (BsFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_find_bar_dispose;

  gtk_widget_class_set_css_name (widget_class, "findbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BsFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, BsFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, BsFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, BsFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, BsFindBar, next);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
bs_find_bar_init (BsFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The reader must outlive the bar. */
GtkWidget *
bs_find_bar_new (BsReader *reader)
{
  BsFindBar *self;

  g_return_val_if_fail (BS_IS_READER (reader), NULL);

  self = g_object_new (BS_TYPE_FIND_BAR, NULL);
  self->reader = reader;
  g_signal_connect_object (reader, "notify::n-found", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "notify::found", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* Lets the user type the text to find. */
void
bs_find_bar_open (BsFindBar *self)
{
  g_return_if_fail (BS_IS_FIND_BAR (self));

  self->is_open = TRUE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/* @phrases: (nullable): of the search, highlighted in the current article and in later ones, and counted until the user
 * types something else */
void
bs_find_bar_set_phrases (BsFindBar *self, const char *const *phrases)
{
  g_autofree char *joined = NULL;

  g_return_if_fail (BS_IS_FIND_BAR (self));

  self->has_phrases = phrases != NULL && *phrases != NULL;
  self->is_dismissed = FALSE;
  joined = self->has_phrases ? g_strjoinv (" ", (char **) phrases) : NULL;
  g_object_set (self->entry, "placeholder-text", joined != NULL ? joined : _ ("Find in the Article"), NULL);
  bs_reader_set_found (self->reader, phrases);
  update (self);
}
