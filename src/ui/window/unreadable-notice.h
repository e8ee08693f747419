/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_UNREADABLE_NOTICE (bs_unreadable_notice_get_type ())
G_DECLARE_FINAL_TYPE (BsUnreadableNotice, bs_unreadable_notice, BS, UNREADABLE_NOTICE, GObject)

/* Names the folders of a library that could not be read, in a banner at the end of a box. */
BsUnreadableNotice *bs_unreadable_notice_new (GtkBox *box);
void bs_unreadable_notice_set_library (BsUnreadableNotice *self, BsLibrary *library);

G_END_DECLS
