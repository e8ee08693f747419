/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BS_TYPE_PROVIDER (bs_provider_get_type ())
G_DECLARE_FINAL_TYPE (BsProvider, bs_provider, BS, PROVIDER, GApplication)

BsProvider *bs_provider_new (void);

G_END_DECLS
