/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/application/application.h"
#include "ui/window/window.h"

G_BEGIN_DECLS

/* application-actions.c */
void bs_application_install_actions (BsApplication *self);

/* application-session.c */
gboolean bs_application_restore_session (BsApplication *self);
BsWindow *bs_application_present_window (BsApplication *self);

/* application.c */
void bs_application_set_quitting (BsApplication *self);
gboolean bs_application_is_quitting (BsApplication *self);

/* application-files.c */
gboolean bs_application_is_hint (const char *name);

G_END_DECLS
