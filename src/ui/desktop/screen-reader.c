/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/desktop/screen-reader.h"
#include "reader/weak-reference.h"

#define NAME "org.a11y.Bus"
#define PATH "/org/a11y/bus"
#define STATUS "org.a11y.Status"
#define RUNS "ScreenReaderEnabled"
#define PROPERTIES "org.freedesktop.DBus.Properties"

static void
read_as_text (BsReader *reader, GVariant *runs)
{
  if (g_variant_is_of_type (runs, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (runs))
    bs_reader_set_as_text (reader, TRUE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReader) reader = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  g_assert (BS_IS_READER (reader));

  if (answer == NULL)
    return;
  g_variant_get (answer, "(v)", &value);
  read_as_text (reader, value);
}

/* A screen reader has started, or ended. */
static void
changed_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
            GVariant *parameters, gpointer user_data)
{
  g_autoptr (BsReader) reader = g_weak_ref_get (user_data);
  g_autoptr (GVariant) changed = NULL;
  g_autoptr (GVariant) value = NULL;

  if (reader == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  changed = g_variant_get_child_value (parameters, 1);
  value = g_variant_lookup_value (changed, RUNS, NULL);
  if (value != NULL)
    read_as_text (reader, value);
}

typedef struct
{
  GDBusConnection *bus;
  guint id;
} Subscription;

/* When the program ends, a reader may go after the application has left the bus. */
static void
gone_cb (gpointer data, GObject *reader)
{
  Subscription *subscription = data;

  g_dbus_connection_signal_unsubscribe (subscription->bus, subscription->id);
  g_object_unref (subscription->bus);
  g_free (subscription);
}

/* Has articles read as text as soon as a screen reader is running. The user may still turn it off. */
void
bs_screen_reader_follow (BsReader *reader)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  Subscription *subscription;

  g_return_if_fail (BS_IS_READER (reader));

  if (bus == NULL)
    return;
  subscription = g_new (Subscription, 1);
  subscription->bus = g_object_ref (bus);
  subscription->id = g_dbus_connection_signal_subscribe (bus, NAME, PROPERTIES, "PropertiesChanged", PATH, STATUS,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, changed_cb,
                                                         bs_weak_reference_new (reader), bs_weak_reference_free);
  g_object_weak_ref (G_OBJECT (reader), gone_cb, subscription);
  g_dbus_connection_call (bus, NAME, PATH, PROPERTIES, "Get", g_variant_new ("(ss)", STATUS, RUNS),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, asked_cb,
                          g_object_ref (reader));
}
