/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/link-map.h"
#include "model/change/organise/plan.h"

G_BEGIN_DECLS

GPtrArray *bs_link_search_run (const BsLinkMap *map, BsSite *site, const GPtrArray *articles,
                               BsPlanProgressFunc progress_func, gpointer user_data, GCancellable *cancellable);

G_END_DECLS
