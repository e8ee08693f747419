/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "provider/provider.h"

#include <glib/gi18n-lib.h>

#include "model/library/folder/settings.h"
#include "provider/finder.h"
#include "provider/result-id.h"
#include "search-provider-interface.h"

/* The program stays for some time after a request, because typing pauses and continues. */
#define IDLE_SECONDS 60

struct _BsProvider
{
  GApplication parent_instance;

  BsShellSearchProvider2 *interface;
  GSettings *settings; /* (nullable): if the schema is not installed */
  BsFinder *finder;
};

G_DEFINE_FINAL_TYPE (BsProvider, bs_provider, G_TYPE_APPLICATION)

/* A pending question. The program does not exit while there is one. */
typedef struct
{
  BsProvider *provider;
  GDBusMethodInvocation *invocation; /* not a reference: the reply takes it */
} Question;

static Question *
question_new (BsProvider *self, GDBusMethodInvocation *invocation)
{
  Question *question = g_new (Question, 1);

  g_application_hold (G_APPLICATION (self));
  question->provider = g_object_ref (self);
  question->invocation = invocation;
  return question;
}

static void
question_free (Question *question)
{
  g_application_release (G_APPLICATION (question->provider));
  g_object_unref (question->provider);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* The folders that the user has opened, as the window remembers them. */
static GStrv
list_folders (BsProvider *self)
{
  return self->settings != NULL ? g_settings_get_strv (self->settings, "recent-folders") : g_new0 (char *, 1);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_auto (GStrv) ids = bs_finder_search_finish (question->provider->finder, result);

  g_assert (G_IS_TASK (result));

  g_dbus_method_invocation_return_value (question->invocation, g_variant_new ("(^as)", ids));
}

static void
search (BsProvider *self, GDBusMethodInvocation *invocation, const char *const *terms)
{
  g_auto (GStrv) folders = list_folders (self);

  bs_finder_search_async (self->finder, (const char *const *) folders, terms, found_cb,
                          question_new (self, invocation));
}

static gboolean
initial_cb (BsProvider *self, GDBusMethodInvocation *invocation, const char *const *terms)
{
  g_assert (BS_IS_PROVIDER (self));

  search (self, invocation, terms);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* A new search is as fast as filtering the old results, and finds results beyond their limit. */
static gboolean
subsearch_cb (BsProvider *self, GDBusMethodInvocation *invocation, const char *const *previous,
              const char *const *terms)
{
  g_assert (BS_IS_PROVIDER (self));

  search (self, invocation, terms);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GVariant) metas = bs_finder_describe_finish (question->provider->finder, result);

  g_assert (G_IS_TASK (result));

  g_dbus_method_invocation_return_value (question->invocation, g_variant_new ("(@aa{sv})", metas));
}

static gboolean
metas_cb (BsProvider *self, GDBusMethodInvocation *invocation, const char *const *ids)
{
  g_auto (GStrv) folders = list_folders (self);

  g_assert (BS_IS_PROVIDER (self));

  bs_finder_describe_async (self->finder, (const char *const *) folders, ids, described_cb,
                            question_new (self, invocation));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  g_assert (G_IS_DBUS_CONNECTION (source));

  if (reply != NULL)
    g_dbus_method_invocation_return_value (question->invocation, NULL);
  else
    g_dbus_method_invocation_return_gerror (question->invocation, error);
}

/* Activates an action of the main program; the bus starts it if necessary. */
static void
call_window (BsProvider *self, GDBusMethodInvocation *invocation, const char *method, GVariant *parameters)
{
  g_autofree char *path = g_strdelimit (g_strdup ("/" APPLICATION_ID), ".", '/');

  g_dbus_connection_call (g_application_get_dbus_connection (G_APPLICATION (self)), APPLICATION_ID, path,
                          "org.freedesktop.Application", method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          called_cb, question_new (self, invocation));
}

/* All that the shell passes; it allows the window to be raised. */
static GVariant *
make_platform_data (guint timestamp)
{
  g_autofree char *startup_id = g_strdup_printf ("_TIME%u", timestamp);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (timestamp != 0)
    g_variant_dict_insert (&dict, "desktop-startup-id", "s", startup_id);
  return g_variant_dict_end (&dict);
}

static gboolean
activate_cb (BsProvider *self, GDBusMethodInvocation *invocation, const char *id, const char *const *terms,
             guint timestamp)
{
  g_autofree char *address = bs_result_id_get_address (id);
  const char *const addresses[] = { address, NULL };

  g_assert (BS_IS_PROVIDER (self));

  /* An article of a known library is shown there. */
  if (address != NULL)
    call_window (self, invocation, "Open", g_variant_new ("(^as@a{sv})", addresses, make_platform_data (timestamp)));
  else
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "“%s” is no article.",
                                           id);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
launch_cb (BsProvider *self, GDBusMethodInvocation *invocation, const char *const *terms, guint timestamp)
{
  g_autofree char *text = g_strjoinv (" ", (GStrv) terms);
  GVariantBuilder values;

  g_assert (BS_IS_PROVIDER (self));

  g_variant_builder_init (&values, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&values, "v", g_variant_new_string (text));
  call_window (self, invocation, "ActivateAction",
               g_variant_new ("(sav@a{sv})", "search-for", &values, make_platform_data (timestamp)));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
bs_provider_dbus_register (GApplication *application, GDBusConnection *connection, const char *object_path,
                           GError **error)
{
  BsProvider *self = BS_PROVIDER (application);

  return G_APPLICATION_CLASS (bs_provider_parent_class)->dbus_register (application, connection, object_path, error) &&
         g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->interface), connection, object_path, error);
}

static void
bs_provider_dbus_unregister (GApplication *application, GDBusConnection *connection, const char *object_path)
{
  BsProvider *self = BS_PROVIDER (application);

  if (g_dbus_interface_skeleton_has_connection (G_DBUS_INTERFACE_SKELETON (self->interface), connection))
    g_dbus_interface_skeleton_unexport_from_connection (G_DBUS_INTERFACE_SKELETON (self->interface), connection);
  G_APPLICATION_CLASS (bs_provider_parent_class)->dbus_unregister (application, connection, object_path);
}

static int
bs_provider_handle_local_options (GApplication *application, GVariantDict *options)
{
  int seconds = IDLE_SECONDS;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Broadsheet %s\n", PACKAGE_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "idle", "i", &seconds);
  g_application_set_inactivity_timeout (application, (guint) CLAMP (seconds, 0, 3600) * 1000);
  return G_APPLICATION_CLASS (bs_provider_parent_class)->handle_local_options (application, options);
}

static void
bs_provider_finalize (GObject *object)
{
  BsProvider *self = BS_PROVIDER (object);

  g_clear_pointer (&self->finder, bs_finder_free);
  g_clear_object (&self->interface);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bs_provider_parent_class)->finalize (object);
}

static void
bs_provider_class_init (BsProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = bs_provider_finalize;
  application_class->dbus_register = bs_provider_dbus_register;
  application_class->dbus_unregister = bs_provider_dbus_unregister;
  application_class->handle_local_options = bs_provider_handle_local_options;
}

static void
bs_provider_init (BsProvider *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 0, 0, G_OPTION_ARG_NONE, _ ("Show the version"),
                                 NULL);
  g_application_add_main_option (G_APPLICATION (self), "idle", 0, 0, G_OPTION_ARG_INT,
                                 _ ("Exit after this much time without a request"), _ ("SECONDS"));
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Provides search results to the desktop. The session bus starts it."));

  self->settings = bs_settings_new ();
  self->finder = bs_finder_new ();
  self->interface = bs_shell_search_provider2_skeleton_new ();
  g_signal_connect_swapped (self->interface, "handle-get-initial-result-set", G_CALLBACK (initial_cb), self);
  g_signal_connect_swapped (self->interface, "handle-get-subsearch-result-set", G_CALLBACK (subsearch_cb), self);
  g_signal_connect_swapped (self->interface, "handle-get-result-metas", G_CALLBACK (metas_cb), self);
  g_signal_connect_swapped (self->interface, "handle-activate-result", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->interface, "handle-launch-search", G_CALLBACK (launch_cb), self);
}

BsProvider *
bs_provider_new (void)
{
  return g_object_new (BS_TYPE_PROVIDER, "application-id", PROVIDER_ID, "flags", G_APPLICATION_IS_SERVICE, NULL);
}
