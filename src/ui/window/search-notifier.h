/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/library.h"
#include "model/library/saved-searches.h"

G_BEGIN_DECLS

#define BS_TYPE_SEARCH_NOTIFIER (bs_search_notifier_get_type ())
G_DECLARE_FINAL_TYPE (BsSearchNotifier, bs_search_notifier, BS, SEARCH_NOTIFIER, GObject)

/* Notifies of new articles that saved searches find, once a minute for each at most. Signal: told
 * (title, body or NULL: a notification was sent). */
BsSearchNotifier *bs_search_notifier_new (GSettings *settings);
void bs_search_notifier_set_library (BsSearchNotifier *self, BsLibrary *library);

G_END_DECLS
