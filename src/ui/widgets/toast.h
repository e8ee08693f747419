/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A message that disappears by itself. @text is plain text. */
AdwToast *bs_toast_new (const char *text);
void bs_toast_show (AdwToastOverlay *toasts, const char *text);
void bs_toast_add (AdwToastOverlay *toasts, AdwToast *toast);
void bs_toast_dismiss (AdwToastOverlay *toasts, AdwToast *toast);

G_END_DECLS
