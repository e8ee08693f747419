/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/application.h"

G_BEGIN_DECLS

/* application-actions.c */
void bs_application_install_actions (BsApplication *self);

G_END_DECLS
