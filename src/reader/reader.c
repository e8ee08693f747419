/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "page/page.h"

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_PATH,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_DOCUMENT,
  PROP_ZOOM,
  PROP_LINK,
  PROP_REMOVED,
  PROP_ORIGINAL,
  PROP_N_BLOCKED,
  PROP_N_FOUND,
  PROP_FOUND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint signals[BS_READER_N_SIGNALS];

G_DEFINE_ENUM_TYPE (BsReaderState, bs_reader_state, G_DEFINE_ENUM_VALUE (BS_READER_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (BS_READER_LOADING, "loading"), G_DEFINE_ENUM_VALUE (BS_READER_SHOWN, "shown"),
                    G_DEFINE_ENUM_VALUE (BS_READER_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (BsReader, bs_reader, GTK_TYPE_WIDGET)

void
bs_reader_set_state (BsReader *self, BsReaderState state, const char *message)
{
  g_autofree char *copy = g_strdup (message);

  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->message, copy) != 0)
    {
      g_free (self->message);
      self->message = g_steal_pointer (&copy);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
bs_reader_set_link (BsReader *self, const char *link)
{
  if (g_strcmp0 (self->link, link) == 0)
    return;

  g_free (self->link);
  self->link = g_strdup (link);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

void
bs_reader_notify_blocked (BsReader *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_BLOCKED]);
}

void
bs_reader_set_found_state (BsReader *self, guint n_found, guint found)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_found != n_found)
    {
      self->n_found = n_found;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOUND]);
    }
  if (self->found != found)
    {
      self->found = found;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
bs_reader_emit (BsReader *self, BsReaderSignal signal, ...)
{
  va_list arguments;

  va_start (arguments, signal);
  g_signal_emit_valist (self, signals[signal], 0, arguments);
  va_end (arguments);
}

void
bs_reader_set_document (BsReader *self, BsDocument *document)
{
  if (self->document == document)
    return;

  g_clear_pointer (&self->document, bs_document_unref);
  self->document = document != NULL ? bs_document_ref (document) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

void
bs_reader_set_removed (BsReader *self, gboolean removed)
{
  if (self->removed == removed)
    return;

  self->removed = removed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVED]);
}

static void
follow_change (BsReader *self, const BsChange *change)
{
  gboolean is_ours = g_strcmp0 (change->path, self->path) == 0;
  gboolean was_ours = change->from != NULL && g_strcmp0 (change->from, self->path) == 0;

  switch (change->kind)
    {
    case BS_CHANGE_REMOVED:
      if (is_ours)
        bs_reader_set_removed (self, TRUE);
      return;

    case BS_CHANGE_MOVED:
      bs_reader_move_pictures (self, change->from, change->path);
      if (was_ours)
        {
          g_free (self->path);
          self->path = g_strdup (change->path);
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
        }
      else if (!is_ours)
        {
          return;
        }
      break;

    case BS_CHANGE_ADDED:
    case BS_CHANGE_CHANGED:
    default:
      if (!is_ours)
        return;
      break;
    }

  bs_reader_load (self, self->state == BS_READER_SHOWN);
}

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (BS_IS_LIBRARY (library));
  g_assert (BS_IS_READER (self));

  for (guint i = 0; i < changes->len; i++)
    follow_change (self, g_ptr_array_index (changes, i));
}

static void
bs_reader_dispose (GObject *object)
{
  BsReader *self = BS_READER (object);

  bs_reader_cancel_load (self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, changed_cb, self);
  g_clear_object (&self->library);
  bs_reader_messages_dispose (self);
  bs_reader_set_pictures (self, NULL);
  bs_reader_view_dispose (self);

  G_OBJECT_CLASS (bs_reader_parent_class)->dispose (object);
}

static void
bs_reader_finalize (GObject *object)
{
  BsReader *self = BS_READER (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->filter_message, g_free);
  g_clear_pointer (&self->html, g_bytes_unref);
  g_clear_pointer (&self->position, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->left_at, g_free);
  g_clear_pointer (&self->look, g_free);
  g_clear_pointer (&self->blocked_hosts, g_strfreev);
  g_clear_pointer (&self->phrases, g_strfreev);
  g_clear_pointer (&self->find_text, g_free);

  G_OBJECT_CLASS (bs_reader_parent_class)->finalize (object);
}

static void
bs_reader_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsReader *self = BS_READER (object);

  switch (property_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_DOCUMENT:
      g_value_set_boxed (value, self->document);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, bs_reader_get_zoom (self));
      break;
    case PROP_LINK:
      g_value_set_string (value, self->link);
      break;
    case PROP_REMOVED:
      g_value_set_boolean (value, self->removed);
      break;
    case PROP_ORIGINAL:
      g_value_set_boolean (value, self->original);
      break;
    case PROP_N_BLOCKED:
      g_value_set_uint (value, self->n_blocked);
      break;
    case PROP_N_FOUND:
      g_value_set_uint (value, self->n_found);
      break;
    case PROP_FOUND:
      g_value_set_uint (value, self->found);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_reader_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BsReader *self = BS_READER (object);

  switch (property_id)
    {
    case PROP_LIBRARY:
      bs_reader_set_library (self, g_value_get_object (value));
      break;
    case PROP_PATH:
      bs_reader_set_path (self, g_value_get_string (value));
      break;
    case PROP_ZOOM:
      bs_reader_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_ORIGINAL:
      bs_reader_set_original (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static gboolean
bs_reader_grab_focus (GtkWidget *widget)
{
  BsReader *self = BS_READER (widget);

  bs_reader_view_make (self);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
bs_reader_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bs_reader_parent_class)->css_changed (widget, change);

  bs_reader_view_update_colour (BS_READER (widget));
}

static void
bs_reader_class_init (BsReaderClass *klass)
{
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_reader_dispose;
  object_class->finalize = bs_reader_finalize;
  object_class->get_property = bs_reader_get_property;
  object_class->set_property = bs_reader_set_property;
  widget_class->grab_focus = bs_reader_grab_focus;
  widget_class->css_changed = bs_reader_css_changed;

  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, BS_TYPE_LIBRARY, read_write);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, read_write);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BS_TYPE_READER_STATE, BS_READER_EMPTY, read_only);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, read_only);
  properties[PROP_DOCUMENT] = g_param_spec_boxed ("document", NULL, NULL, BS_TYPE_DOCUMENT, read_only);
  properties[PROP_ZOOM] =
      g_param_spec_double ("zoom", NULL, NULL, BS_READER_MIN_ZOOM, BS_READER_MAX_ZOOM, 1.0, read_write);
  properties[PROP_LINK] = g_param_spec_string ("link", NULL, NULL, NULL, read_only);
  properties[PROP_REMOVED] = g_param_spec_boolean ("removed", NULL, NULL, FALSE, read_only);
  properties[PROP_ORIGINAL] = g_param_spec_boolean ("original", NULL, NULL, FALSE, read_write);
  properties[PROP_N_BLOCKED] = g_param_spec_uint ("n-blocked", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_N_FOUND] = g_param_spec_uint ("n-found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_FOUND] = g_param_spec_uint ("found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BS_READER_SIGNAL_OPEN_CATEGORY] = g_signal_new ("open-category", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[BS_READER_SIGNAL_OPEN_ARTICLE] = g_signal_new ("open-article", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BS_READER_SIGNAL_OPEN_LINK] =
      g_signal_new ("open-link", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL,
                    G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[BS_READER_SIGNAL_LINK_FAILED] = g_signal_new ("link-failed", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                        NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[BS_READER_SIGNAL_SHOWN] =
      g_signal_new ("shown", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[BS_READER_SIGNAL_OPEN_TAG] =
      g_signal_new ("open-tag", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BS_READER_SIGNAL_OPEN_SOURCE] = g_signal_new ("open-source", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BS_READER_SIGNAL_OPEN_FILE] =
      g_signal_new ("open-file", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BS_READER_SIGNAL_READ] =
      g_signal_new ("read", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BS_READER_SIGNAL_SAVE_PICTURE] = g_signal_new ("save-picture", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                         NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reader");
}

/* An article that could guess the token could trigger actions with its links. */
static void
renew_token (BsReader *self)
{
  guint64 bytes[2];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    for (gsize i = 0; i < G_N_ELEMENTS (bytes); i++)
      bytes[i] = (guint64) g_random_int () << 32 | g_random_int ();
  g_free (self->token);
  self->token = g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", bytes[0], bytes[1]);
}

static void
bs_reader_init (BsReader *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->blocked_hosts = g_new0 (char *, 1);
  renew_token (self);
  bs_reader_view_init (self);
}

GtkWidget *
bs_reader_new (void)
{
  return g_object_new (BS_TYPE_READER, NULL);
}

/* Another library closes the article. */
void
bs_reader_set_library (BsReader *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (self->library == library)
    return;

  bs_reader_set_path (self, NULL);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, changed_cb, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect (library, "changed", G_CALLBACK (changed_cb), self);
  bs_reader_view_update_root (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIBRARY]);
}

const char *
bs_reader_get_path (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->path;
}

/* Shows the article at path, relative to the library, or nothing. Only the last request counts; until it is shown, the
 * previous article stays. */
void
bs_reader_set_path (BsReader *self, const char *path)
{
  g_return_if_fail (BS_IS_READER (self));

  if (g_strcmp0 (self->path, path) == 0)
    return;

  bs_reader_remember_position (self);
  g_free (self->path);
  self->path = g_strdup (path);
  renew_token (self);
  bs_reader_set_removed (self, FALSE);
  bs_reader_set_link (self, NULL);
  bs_reader_messages_reset (self);

  if (path != NULL)
    {
      bs_reader_load (self, FALSE);
    }
  else
    {
      bs_reader_cancel_load (self);
      bs_reader_set_document (self, NULL);
      bs_reader_view_show (self, NULL, NULL);
      bs_reader_set_state (self, BS_READER_EMPTY, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

const char *
bs_reader_get_token (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->token;
}

BsReaderState
bs_reader_get_state (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), BS_READER_EMPTY);

  return self->state;
}

const char *
bs_reader_get_message (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->message;
}

BsDocument *
bs_reader_get_document (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->document;
}

gboolean
bs_reader_get_removed (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), FALSE);

  return self->removed;
}

double
bs_reader_get_zoom (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), 1.0);

  return self->zoom;
}

void
bs_reader_set_zoom (BsReader *self, double zoom)
{
  g_return_if_fail (BS_IS_READER (self));

  zoom = CLAMP (zoom, BS_READER_MIN_ZOOM, BS_READER_MAX_ZOOM);
  if (self->zoom == zoom)
    return;

  self->zoom = zoom;
  if (self->view != NULL)
    webkit_web_view_set_zoom_level (self->view, zoom);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

void
bs_reader_retry (BsReader *self)
{
  g_return_if_fail (BS_IS_READER (self));

  bs_reader_view_prepare (self);
  if (self->path != NULL)
    bs_reader_load (self, FALSE);
}

/* Whether articles are shown in the publisher's own style, as far as that is safe. */
void
bs_reader_set_original (BsReader *self, gboolean original)
{
  g_return_if_fail (BS_IS_READER (self));

  if (self->original == original)
    return;

  self->original = original;
  bs_reader_render_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGINAL]);
}
