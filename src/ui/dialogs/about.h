/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/application/application.h"

G_BEGIN_DECLS

void bs_about_show (BsApplication *application, GtkWindow *parent);

G_END_DECLS
