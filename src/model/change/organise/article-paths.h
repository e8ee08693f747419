/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

G_BEGIN_DECLS

GPtrArray *bs_article_paths_list (BsSite *site);

G_END_DECLS
