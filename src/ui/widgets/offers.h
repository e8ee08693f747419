/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_OFFERS (bs_offers_get_type ())
G_DECLARE_FINAL_TYPE (BsOffers, bs_offers, BS, OFFERS, GObject)

/* A list of texts below a field, to choose from while typing continues. Signal: chosen (text). */
BsOffers *bs_offers_new (GtkEditable *field);
void bs_offers_close (BsOffers *self);
void bs_offers_clear (BsOffers *self);
void bs_offers_add (BsOffers *self, const char *name, const char *meaning, const char *text);
void bs_offers_show (BsOffers *self);
void bs_offers_hide (BsOffers *self);
gboolean bs_offers_press (BsOffers *self, guint keyval, GdkModifierType state);
GtkListBox *bs_offers_get_list (BsOffers *self);

G_END_DECLS
