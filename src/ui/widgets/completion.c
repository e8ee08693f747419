/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/completion.h"

#include <string.h>

#include "model/format/text/utf8.h"
#include "ui/widgets/offers.h"
#include "ui/widgets/shorthand.h"

#define MAX_OFFERED 7

struct _BsCompletion
{
  GObject parent_instance;

  GtkEditable *field; /* owns this */
  GStrv texts;
  GStrv folded;
  BsOffers *offers;
  gboolean is_completing;
};

G_DEFINE_FINAL_TYPE (BsCompletion, bs_completion, G_TYPE_OBJECT)

static void
offer (BsCompletion *self)
{
  g_autofree char *typed = bs_utf8_fold (gtk_editable_get_text (self->field));
  guint n = 0;

  bs_offers_clear (self->offers);
  for (guint i = 0; self->folded[i] != NULL && n < MAX_OFFERED; i++)
    {
      if (*typed == '\0' || strstr (self->folded[i], typed) == NULL)
        continue;
      /* A completely typed text needs no suggestion. */
      if (strcmp (self->folded[i], typed) == 0)
        continue;
      bs_offers_add (self->offers, self->texts[i], NULL, self->texts[i]);
      n++;
    }
  bs_offers_show (self->offers);
}

static void
chosen_cb (BsCompletion *self, const char *text)
{
  g_assert (BS_IS_COMPLETION (self));

  self->is_completing = TRUE;
  gtk_editable_set_text (self->field, text);
  gtk_editable_set_position (self->field, -1);
  self->is_completing = FALSE;
  bs_offers_hide (self->offers);
}

static void
changed_cb (BsCompletion *self)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (self->field));

  g_assert (BS_IS_COMPLETION (self));

  if (!self->is_completing && text != NULL && gtk_widget_is_focus (text))
    offer (self);
}

static gboolean
key_pressed_cb (BsCompletion *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_COMPLETION (self));

  if (keyval == GDK_KEY_Down && bs_offers_get_list (self->offers) == NULL)
    {
      offer (self);
      return bs_offers_get_list (self->offers) != NULL;
    }
  return bs_offers_press (self->offers, keyval, state);
}

static void
left_cb (BsCompletion *self)
{
  g_assert (BS_IS_COMPLETION (self));

  bs_offers_hide (self->offers);
}

static void
field_destroy_cb (BsCompletion *self)
{
  g_assert (BS_IS_COMPLETION (self));

  bs_offers_close (self->offers);
}

static void
bs_completion_finalize (GObject *object)
{
  BsCompletion *self = BS_COMPLETION (object);

  g_strfreev (self->texts);
  g_strfreev (self->folded);
  g_object_unref (self->offers);

  G_OBJECT_CLASS (bs_completion_parent_class)->finalize (object);
}

static void
bs_completion_class_init (BsCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_completion_finalize;
}

static void
bs_completion_init (BsCompletion *self)
{
}

/* @texts: (array zero-terminated=1): the suggestions, the best first */
void
bs_completion_install (GtkEditable *field, const char *const *texts)
{
  BsCompletion *self;
  GtkEventController *focus;
  guint n;

  g_return_if_fail (GTK_IS_EDITABLE (field));
  g_return_if_fail (texts != NULL);

  self = g_object_new (BS_TYPE_COMPLETION, NULL);
  self->field = field;
  self->texts = g_strdupv ((GStrv) texts);
  n = g_strv_length (self->texts);
  self->folded = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->folded[i] = bs_utf8_fold (texts[i]);

  self->offers = bs_offers_new (field);
  g_signal_connect_object (self->offers, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "destroy", G_CALLBACK (field_destroy_cb), self, G_CONNECT_SWAPPED);

  bs_catch_keys (GTK_WIDGET (field), self, G_CALLBACK (key_pressed_cb));
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  g_object_set_data_full (G_OBJECT (field), "bs-completion", self, g_object_unref);
}
