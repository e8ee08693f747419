/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether an address may be connected to. */
typedef gboolean (*BsAddressCheck) (GInetAddress *address);

gboolean bs_public_address_is_public (GInetAddress *address);

#define BS_TYPE_PUBLIC_ADDRESS (bs_public_address_get_type ())
G_DECLARE_FINAL_TYPE (BsPublicAddress, bs_public_address, BS, PUBLIC_ADDRESS, GNetworkAddress)

/* A host and port of which only those addresses are connected to that pass the check. */
GSocketConnectable *bs_public_address_new (const char *host, guint16 port, BsAddressCheck check);

G_END_DECLS
