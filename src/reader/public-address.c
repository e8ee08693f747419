/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/public-address.h"

#include <glib/gi18n-lib.h>

/* IANA's registry of special-purpose addresses (RFC 6890), multicast (RFC 5771), and addresses reserved for future
 * use. */
static const char *const reserved_v4[] = {
  "0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10", "127.0.0.0/8",
  "169.254.0.0/16", "172.16.0.0/12",  "192.0.0.0/24",  "192.0.2.0/24",
  "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
  "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",   NULL,
};

/* The only range of IPv6 that is allocated for global use (RFC 4291, 2.4), and not all of it. */
static const char *const global_v6[] = { "2000::/3", NULL };

/* Teredo, benchmarking, documentation, and 6to4, which would reach any IPv4 address. */
static const char *const reserved_v6[] = { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", NULL };

/* The last four bytes of these are an IPv4 address: RFC 4291 2.5.5.2, and RFC 6052 for networks without IPv4. */
static const char *const with_v4[] = { "::ffff:0:0/96", "64:ff9b::/96", NULL };

static gboolean
is_in_any (GInetAddress *address, const char *const *ranges)
{
  for (; *ranges != NULL; ranges++)
    {
      g_autoptr (GInetAddressMask) range = g_inet_address_mask_new_from_string (*ranges, NULL);

      if (g_inet_address_mask_matches (range, address))
        return TRUE;
    }
  return FALSE;
}

/* Whether an address is on the public Internet: not this machine, the local network, or one with a special purpose. */
gboolean
bs_public_address_is_public (GInetAddress *address)
{
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return !is_in_any (address, reserved_v4);
  if (is_in_any (address, with_v4))
    {
      const guint8 *last = g_inet_address_to_bytes (address) + 12;
      g_autoptr (GInetAddress) inner = g_inet_address_new_from_bytes (last, G_SOCKET_FAMILY_IPV4);

      return !is_in_any (inner, reserved_v4);
    }
  return is_in_any (address, global_v6) && !is_in_any (address, reserved_v6);
}

/* Removes forbidden addresses from a host's addresses. */
#define BS_TYPE_PUBLIC_ENUMERATOR (bs_public_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (BsPublicEnumerator, bs_public_enumerator, BS, PUBLIC_ENUMERATOR, GSocketAddressEnumerator)

struct _BsPublicEnumerator
{
  GSocketAddressEnumerator parent_instance;

  GSocketAddressEnumerator *all;
  BsAddressCheck check;
  gboolean has_refused;
  gboolean has_given;
};

G_DEFINE_FINAL_TYPE (BsPublicEnumerator, bs_public_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static gboolean
may_give (BsPublicEnumerator *self, GSocketAddress *address)
{
  gboolean may = G_IS_INET_SOCKET_ADDRESS (address) &&
                 self->check (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));

  self->has_refused = self->has_refused || !may;
  self->has_given = self->has_given || may;
  return may;
}

static void
set_refused (BsPublicEnumerator *self, GError **error)
{
  if (self->has_refused && !self->has_given)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                         _ ("Images are never loaded from this computer or its own network."));
}

static GSocketAddress *
bs_public_enumerator_next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  BsPublicEnumerator *self = BS_PUBLIC_ENUMERATOR (enumerator);
  g_autoptr (GError) local_error = NULL;
  GSocketAddress *address;

  while ((address = g_socket_address_enumerator_next (self->all, cancellable, &local_error)) != NULL)
    {
      if (may_give (self, address))
        return address;
      g_object_unref (address);
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    set_refused (self, error);
  return NULL;
}

static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BsPublicEnumerator *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  address = g_socket_address_enumerator_next_finish (G_SOCKET_ADDRESS_ENUMERATOR (source), result, &error);
  if (address != NULL && !may_give (self, address))
    {
      g_socket_address_enumerator_next_async (self->all, g_task_get_cancellable (task), next_cb, g_object_ref (task));
      return;
    }
  if (address == NULL && error == NULL)
    set_refused (self, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&address), g_object_unref);
}

static void
bs_public_enumerator_next_async (GSocketAddressEnumerator *enumerator, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  BsPublicEnumerator *self = BS_PUBLIC_ENUMERATOR (enumerator);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bs_public_enumerator_next_async);
  g_socket_address_enumerator_next_async (self->all, cancellable, next_cb, task);
}

static GSocketAddress *
bs_public_enumerator_next_finish (GSocketAddressEnumerator *enumerator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bs_public_enumerator_finalize (GObject *object)
{
  g_clear_object (&BS_PUBLIC_ENUMERATOR (object)->all);

  G_OBJECT_CLASS (bs_public_enumerator_parent_class)->finalize (object);
}

static void
bs_public_enumerator_class_init (BsPublicEnumeratorClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator_class = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bs_public_enumerator_finalize;
  enumerator_class->next = bs_public_enumerator_next;
  enumerator_class->next_async = bs_public_enumerator_next_async;
  enumerator_class->next_finish = bs_public_enumerator_next_finish;
}

static void
bs_public_enumerator_init (BsPublicEnumerator *self)
{
}

/* A GNetworkAddress, so that TLS knows the host name; only the resolution is different. The connection uses the address
 * that was checked, because nothing is resolved twice. */
struct _BsPublicAddress
{
  GNetworkAddress parent_instance;

  BsAddressCheck check;
};

static GSocketConnectableIface *parent_iface;

static void bs_public_address_connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BsPublicAddress, bs_public_address, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, bs_public_address_connectable_init))

static GSocketAddressEnumerator *
bs_public_address_enumerate (GSocketConnectable *connectable)
{
  BsPublicEnumerator *enumerator = g_object_new (BS_TYPE_PUBLIC_ENUMERATOR, NULL);

  enumerator->all = parent_iface->enumerate (connectable);
  enumerator->check = BS_PUBLIC_ADDRESS (connectable)->check;
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

static void
bs_public_address_connectable_init (GSocketConnectableIface *iface)
{
  parent_iface = g_type_interface_peek_parent (iface);
  iface->enumerate = bs_public_address_enumerate;
  iface->proxy_enumerate = bs_public_address_enumerate;
}

static void
bs_public_address_class_init (BsPublicAddressClass *klass)
{
}

static void
bs_public_address_init (BsPublicAddress *self)
{
}

GSocketConnectable *
bs_public_address_new (const char *host, guint16 port, BsAddressCheck check)
{
  BsPublicAddress *self;

  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (check != NULL, NULL);

  self = g_object_new (BS_TYPE_PUBLIC_ADDRESS, "hostname", host, "port", (guint) port, NULL);
  self->check = check;
  return G_SOCKET_CONNECTABLE (self);
}
