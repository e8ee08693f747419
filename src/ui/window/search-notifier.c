/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/search-notifier.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/shorthand.h"

#define LEAST_SECONDS 60

/* The new results of one search since the last notification. */
typedef struct
{
  BsSearchNotifier *notifier;
  BsSavedSearch *search;
  guint n;
  char *title; /* of the latest */
  gint64 last; /* time of the last notification, monotonic; 0 for never */
  guint timer;
} Found;

struct _BsSearchNotifier
{
  GObject parent_instance;

  GSettings *settings; /* (nullable) */
  BsLibrary *library;  /* (nullable) */
  GHashTable *found;   /* (element-type BsSavedSearch Found) */
};

enum
{
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSearchNotifier, bs_search_notifier, G_TYPE_OBJECT)

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_handle_id (&found->timer, g_source_remove);
  g_object_unref (found->search);
  g_free (found->title);
  g_free (found);
}

/* Many notification servers read a body as markup, and GLib passes it on as it is. A title is plain text. */
static char *
make_body (const char *title)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (const char *c = title; *c != '\0'; c = g_utf8_next_char (c))
    {
      const gunichar character = g_utf8_get_char (c);

      g_string_append_unichar (body, character == '<' ? 0x2039 : character == '>' ? 0x203a : character);
    }
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static void
notify (Found *found)
{
  BsSearchNotifier *self = found->notifier;
  GApplication *application = g_application_get_default ();
  const char *key = bs_saved_search_get_key (found->search);
  g_autofree char *uri = g_file_get_uri (bs_library_get_folder (self->library));
  g_autofree char *id = g_strdup_printf ("search-%s", key);
  gboolean has_title = self->settings == NULL || g_settings_get_boolean (self->settings, "notification-titles");
  g_autofree char *body = has_title ? make_body (found->title) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GNotification) notification = NULL;

  found->last = g_get_monotonic_time ();
  /* Translators: the number of new articles, and the name of a saved search that finds them */
  text = g_strdup_printf (ngettext ("%'u new in %s", "%'u new in %s", found->n), found->n,
                          bs_saved_search_get_name (found->search));
  notification = g_notification_new (text);
  if (has_title)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-search", "(ss)", uri, key);
  if (application != NULL)
    g_application_send_notification (application, id, notification);
  found->n = 0;
  g_signal_emit (self, signals[TOLD], 0, text, body);
}

static gboolean
timer_cb (gpointer user_data)
{
  Found *found = user_data;

  found->timer = 0;
  /* It may have been deleted or muted meanwhile. */
  if (bs_saved_search_get_kept (found->search)->notifies &&
      bs_saved_searches_find (bs_library_get_searches (found->notifier->library),
                              bs_saved_search_get_key (found->search)) == found->search)
    notify (found);
  return G_SOURCE_REMOVE;
}

static void
found_cb (BsSearchNotifier *self, BsSavedSearch *search, guint n, const char *title)
{
  Found *found = g_hash_table_lookup (self->found, search);
  gint64 seconds;

  g_assert (BS_IS_SEARCH_NOTIFIER (self));

  if (found == NULL)
    {
      found = g_new0 (Found, 1);
      found->notifier = self;
      found->search = g_object_ref (search);
      g_hash_table_insert (self->found, search, found);
    }
  found->n += n;
  g_free (found->title);
  found->title = g_strdup (title);
  seconds = (g_get_monotonic_time () - found->last) / G_USEC_PER_SEC;
  if (found->last == 0 || seconds >= LEAST_SECONDS)
    notify (found);
  else if (found->timer == 0)
    found->timer = g_timeout_add_seconds ((guint) (LEAST_SECONDS - seconds), timer_cb, found);
}

static void
bs_search_notifier_finalize (GObject *object)
{
  BsSearchNotifier *self = BS_SEARCH_NOTIFIER (object);

  bs_search_notifier_set_library (self, NULL);
  g_hash_table_unref (self->found);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bs_search_notifier_parent_class)->finalize (object);
}

static void
bs_search_notifier_class_init (BsSearchNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_search_notifier_finalize;

  signals[TOLD] = bs_new_signal (klass, "told", 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
bs_search_notifier_init (BsSearchNotifier *self)
{
  self->found = g_hash_table_new_full (NULL, NULL, NULL, found_free);
}

/* @settings: (nullable) */
BsSearchNotifier *
bs_search_notifier_new (GSettings *settings)
{
  BsSearchNotifier *self = g_object_new (BS_TYPE_SEARCH_NOTIFIER, NULL);

  g_set_object (&self->settings, settings);
  return self;
}

/* @library: (nullable) */
void
bs_search_notifier_set_library (BsSearchNotifier *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_SEARCH_NOTIFIER (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (bs_library_get_searches (self->library), found_cb, self);
  g_hash_table_remove_all (self->found);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (bs_library_get_searches (library), "found", G_CALLBACK (found_cb), self,
                             G_CONNECT_SWAPPED);
}
