/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

GWeakRef *bs_weak_reference_new (gpointer object);
gpointer bs_weak_reference_take (GWeakRef *self);
void bs_weak_reference_free (gpointer self);

G_END_DECLS
