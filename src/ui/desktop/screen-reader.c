/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/desktop/screen-reader.h"

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
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value))
    bs_reader_set_as_text (reader, TRUE);
}

/* Has articles read as text if a screen reader is running. The user may still turn it off. */
void
bs_screen_reader_follow (BsReader *reader)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application) : NULL;

  g_return_if_fail (BS_IS_READER (reader));

  if (bus == NULL)
    return;
  g_dbus_connection_call (bus, "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", "org.a11y.Status", "ScreenReaderEnabled"), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, asked_cb, g_object_ref (reader));
}
