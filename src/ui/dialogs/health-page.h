/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/organise/health-run.h"

G_BEGIN_DECLS

#define BS_TYPE_HEALTH_PAGE (bs_health_page_get_type ())
G_DECLARE_FINAL_TYPE (BsHealthPage, bs_health_page, BS, HEALTH_PAGE, AdwWindow)

/* Figures about a library; each leads to its articles. Signals: search (char *query); open (char *path). */
BsHealthPage *bs_health_page_new (GtkWindow *parent, BsLibrary *library);

G_END_DECLS
