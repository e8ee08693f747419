/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A message that disappears by itself. @text is plain text. */
AdwToast *bs_toast_new (const char *text);
void bs_toast_show (AdwToastOverlay *toasts, const char *text);
void bs_toast_add (AdwToastOverlay *toasts, AdwToast *toast);
/* @callback: called with @owner if the button is clicked; only while @owner exists */
void bs_toast_show_undo (AdwToastOverlay *toasts, const char *text, GCallback callback, gpointer owner);
void bs_toast_dismiss (AdwToastOverlay *toasts, AdwToast *toast);

G_END_DECLS
