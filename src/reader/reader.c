/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "page/page.h"
#include "page/page-outline.h"
#include "reader/reader-pictures.h"
#include "reader/reader-text.h"
#include "reader/reading-position.h"

/* An article that was on the screen for this long counts as read. */
#define READ_MILLISECONDS 2000

struct _BsReader
{
  GtkWidget parent_instance;

  BsPageView *view;
  BsLinkFollower *links;
  BsReaderPictures *pictures;
  BsReaderText *text; /* (nullable): while articles are read as text */
  BsLibrary *library;
  char *path;
  BsDocument *document;
  BsReaderState state;
  char *message;
  gboolean removed;
  GCancellable *cancellable; /* of reading, rendering and showing path */
  gboolean is_preview;       /* document is not in its file */
  gboolean is_rendered;      /* path is being loaded into the view, or shown in it */
  guint sequence;            /* of requests; results of older ones are dropped */
  gboolean original;

  /* Reading progress. */
  BsReadingPosition *position; /* at which it was left */
  guint read_source;
  gboolean was_read;
};

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_PATH,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_DOCUMENT,
  PROP_REMOVED,
  PROP_ORIGINAL,
  PROP_AS_TEXT,
  PROP_ZOOM, /* and the following fields: of the view */
  PROP_LINK,
  PROP_N_BLOCKED,
  PROP_N_FOUND,
  PROP_FOUND,
  N_PROPS
};

enum
{
  SHOWN,
  READ,
  SAVE_PICTURE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (BsReaderState, bs_reader_state, G_DEFINE_ENUM_VALUE (BS_READER_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (BS_READER_LOADING, "loading"), G_DEFINE_ENUM_VALUE (BS_READER_SHOWN, "shown"),
                    G_DEFINE_ENUM_VALUE (BS_READER_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (BsReader, bs_reader, GTK_TYPE_WIDGET)

static void
set_state (BsReader *self, BsReaderState state, const char *message)
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

static void
set_document (BsReader *self, BsDocument *document)
{
  if (self->document == document)
    return;

  g_clear_pointer (&self->document, bs_document_unref);
  self->document = document != NULL ? bs_document_ref (document) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

static void
set_removed (BsReader *self, gboolean removed)
{
  if (self->removed == removed)
    return;

  self->removed = removed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVED]);
}

static void
set_read (BsReader *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  if (self->was_read || self->path == NULL)
    return;

  self->was_read = TRUE;
  g_signal_emit (self, signals[READ], 0, self->path);
}

static gboolean
read_timeout_cb (gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (BS_IS_READER (self));

  self->read_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->state == BS_READER_SHOWN)
    set_read (self);
  return G_SOURCE_REMOVE;
}

static void
position_known_cb (BsReader *self)
{
  g_assert (BS_IS_READER (self));

  if (self->is_rendered)
    bs_page_view_restore (self->view, bs_reading_position_get (self->position));
}

/* One load, from a path to a page. */
typedef struct
{
  BsReader *reader;
  BsDocument *document;
  GBytes *html;
  guint sequence;
  gboolean again; /* the article is on the screen already, and keeps its position until the new page is shown */
  char *words;    /* (nullable): of a preview: letters that are to be in view */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->reader);
  g_clear_pointer (&reading->document, bs_document_unref);
  g_clear_pointer (&reading->html, g_bytes_unref);
  g_free (reading->words);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gboolean
is_stale (const Reading *reading)
{
  return reading->sequence != reading->reader->sequence;
}

static void
show (Reading *reading, const char *position)
{
  bs_page_view_show (reading->reader->view, reading->reader->path, reading->document->article->title, reading->html,
                     position);
}

static void
position_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autofree char *position = NULL;

  g_assert (BS_IS_PAGE_PLACE (source));

  position = bs_page_place_ask_finish (BS_PAGE_PLACE (source), result, NULL, NULL);
  if (!is_stale (reading))
    show (reading, position);
}

typedef struct
{
  BsDocument *document;
  gboolean original;
  char *token;
  GPtrArray *outline; /* (element-type BsPageHeading) */
} Rendering;

static void
rendering_free (gpointer data)
{
  Rendering *rendering = data;

  bs_document_unref (rendering->document);
  g_free (rendering->token);
  g_clear_pointer (&rendering->outline, g_ptr_array_unref);
  g_free (rendering);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  BsReader *self = BS_READER (source);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  Rendering *rendering = g_task_get_task_data (G_TASK (result));

  reading->html = g_task_propagate_pointer (G_TASK (result), NULL);
  if (is_stale (reading) || reading->html == NULL)
    return;

  set_removed (self, FALSE);
  set_document (self, reading->document);
  bs_reader_pictures_set_article (self->pictures, self->library, self->path);
  bs_page_place_set_outline (bs_page_view_get_place (self->view), rendering->outline);

  if (!reading->again)
    {
      show (reading, bs_reading_position_get (self->position));
      self->is_rendered = TRUE;
    }
  else if (bs_page_view_has (self->view, reading->html))
    {
      bs_reader_follow (self, reading->words);
    }
  else
    {
      bs_page_place_ask_async (bs_page_view_get_place (self->view), reading->words, cancellable, position_cb, reading);
      reading = NULL;
    }
}

static void
render_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Rendering *rendering = task_data;
  char *html;

  /* Rendering may take seconds, so it is cancelled if another article is requested. */
  if (g_task_return_error_if_cancelled (task))
    return;
  html = bs_page_render_with_token (rendering->document, rendering->original, rendering->token);
  rendering->outline = bs_page_outline_read (html, strlen (html));
  g_task_return_pointer (task, g_bytes_new_take (html, strlen (html)), (GDestroyNotify) g_bytes_unref);
}

static void
render (Reading *reading)
{
  BsReader *self = reading->reader;
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, rendered_cb, reading);
  Rendering *rendering = g_new0 (Rendering, 1);

  g_task_set_source_tag (task, render);
  rendering->document = bs_document_ref (reading->document);
  rendering->original = self->original;
  rendering->token = g_strdup (bs_page_view_get_token (self->view));
  g_task_set_task_data (task, rendering, rendering_free);
  g_task_run_in_thread (task, render_thread);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  BsReader *self = reading->reader;

  g_assert (BS_IS_LIBRARY (source));

  reading->document = bs_library_read_finish (BS_LIBRARY (source), result, &error);
  if (is_stale (reading))
    return;

  if (reading->document == NULL)
    {
      /* Keep showing the old page. The library will report the change of the file. */
      if (!reading->again)
        set_state (self, BS_READER_FAILED, error->message);
      return;
    }

  render (g_steal_pointer (&reading));
}

static void
cancel_load (BsReader *self)
{
  self->sequence++;
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
}

/* Reads the article and shows it. again: it is on the screen already. */
static void
load (BsReader *self, gboolean again)
{
  Reading *reading;

  cancel_load (self);
  self->cancellable = g_cancellable_new ();
  self->is_preview = FALSE;

  /* A second change while the first is being read must not make the page jump to its top. */
  if (!again)
    {
      self->is_rendered = FALSE;
      bs_page_view_leave (self->view);
      set_state (self, BS_READER_LOADING, NULL);
    }
  if (self->library == NULL)
    {
      set_state (self, BS_READER_FAILED, _ ("No library is open."));
      return;
    }

  if (!again)
    bs_reading_position_look_up (self->position, self->library, self->path, self->cancellable);
  reading = g_new0 (Reading, 1);
  reading->reader = g_object_ref (self);
  reading->sequence = self->sequence;
  reading->again = again;
  bs_library_read_async (self->library, self->path, self->cancellable, read_cb, reading);
}

static void
render_document (BsReader *self, BsDocument *document, const char *words)
{
  Reading *reading;

  cancel_load (self);
  self->cancellable = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->reader = g_object_ref (self);
  reading->document = bs_document_ref (document);
  reading->sequence = self->sequence;
  reading->again = TRUE;
  reading->words = g_strdup (words);
  render (reading);
}

/* Renders the article again, if it is to be shown in another style. */
static void
render_again (BsReader *self)
{
  if (self->document != NULL && self->state == BS_READER_SHOWN)
    render_document (self, self->document, NULL);
  else if (self->path != NULL)
    load (self, FALSE);
}

static void
await_reading (BsReader *self)
{
  if (!self->was_read && self->read_source == 0 && self->state == BS_READER_SHOWN)
    self->read_source = g_timeout_add (READ_MILLISECONDS, read_timeout_cb, self);
}

/* An article that was covered by its source, or in a folded pane, is read from now on. */
static void
bs_reader_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bs_reader_parent_class)->map (widget);
  await_reading (BS_READER (widget));
}

static void
shown_cb (BsReader *self)
{
  g_assert (BS_IS_READER (self));

  set_state (self, BS_READER_SHOWN, NULL);
  if (self->text != NULL)
    bs_reader_text_show (self->text, self->document, self->path);
  await_reading (self);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
failed_cb (BsReader *self, const char *message)
{
  g_assert (BS_IS_READER (self));

  set_state (self, BS_READER_FAILED, message);
}

static void
scrolled_cb (BsReader *self, const char *position, double fraction)
{
  g_assert (BS_IS_READER (self));

  if (self->path == NULL || self->library == NULL)
    return;

  bs_library_set_position (self->library, self->path, *position != '\0' ? position : NULL, fraction);
  set_read (self);
}

static void
save_picture_cb (BsReader *self, const char *uri, const char *name)
{
  g_assert (BS_IS_READER (self));

  g_signal_emit (self, signals[SAVE_PICTURE], 0, uri, name);
}

/* The properties of the view are also those of the reader. */
static void
notify_cb (GObject *part, GParamSpec *pspec, gpointer user_data)
{
  g_assert (G_IS_OBJECT (part));
  g_assert (BS_IS_READER (user_data));

  for (guint i = PROP_ZOOM; i < N_PROPS; i++)
    if (g_str_equal (properties[i]->name, pspec->name))
      g_object_notify_by_pspec (user_data, properties[i]);
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
        set_removed (self, TRUE);
      return;

    case BS_CHANGE_MOVED:
      bs_reader_pictures_move (self->pictures, self->library, change->from, change->path);
      if (was_ours)
        {
          g_free (self->path);
          self->path = g_strdup (change->path);
          bs_link_follower_set_article (self->links, self->library, self->path);
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

  load (self, self->state == BS_READER_SHOWN);
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

  cancel_load (self);
  bs_link_follower_set_article (self->links, NULL, NULL);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, changed_cb, self);
  g_clear_object (&self->library);
  g_clear_handle_id (&self->read_source, g_source_remove);
  bs_reader_set_pictures (self, NULL);
  bs_reader_set_as_text (self, FALSE);
  if (gtk_widget_get_parent (GTK_WIDGET (self->view)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (bs_page_view_get_find (self->view), self);
      g_signal_handlers_disconnect_by_data (self->view, self);
      gtk_widget_unparent (GTK_WIDGET (self->view));
      /* Requests that are on their way keep the reader, and need not keep a process. */
      g_object_run_dispose (G_OBJECT (self->view));
    }

  G_OBJECT_CLASS (bs_reader_parent_class)->dispose (object);
}

static void
bs_reader_finalize (GObject *object)
{
  BsReader *self = BS_READER (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->links);
  g_clear_object (&self->pictures);
  g_clear_object (&self->position);
  g_clear_object (&self->view);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->message, g_free);

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
    case PROP_ORIGINAL:
      g_value_set_boolean (value, self->original);
      break;
    case PROP_REMOVED:
      g_value_set_boolean (value, self->removed);
      break;
    case PROP_AS_TEXT:
      g_value_set_boolean (value, self->text != NULL);
      break;
    case PROP_ZOOM:
    case PROP_LINK:
    case PROP_N_BLOCKED:
      g_object_get_property (G_OBJECT (self->view), pspec->name, value);
      break;
    case PROP_N_FOUND:
      g_value_set_uint (value, bs_reader_get_n_found (self));
      break;
    case PROP_FOUND:
      g_value_set_uint (value, bs_reader_get_found (self));
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
    case PROP_AS_TEXT:
      bs_reader_set_as_text (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static gboolean
bs_reader_grab_focus (GtkWidget *widget)
{
  BsReader *self = BS_READER (widget);

  return gtk_widget_grab_focus (self->text != NULL ? GTK_WIDGET (bs_reader_text_get_view (self->text)) :
                                                     GTK_WIDGET (self->view));
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
  widget_class->map = bs_reader_map;

  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, BS_TYPE_LIBRARY, read_write);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, read_write);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, BS_TYPE_READER_STATE, BS_READER_EMPTY, read_only);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, read_only);
  properties[PROP_DOCUMENT] = g_param_spec_boxed ("document", NULL, NULL, BS_TYPE_DOCUMENT, read_only);
  properties[PROP_ZOOM] =
      g_param_spec_double ("zoom", NULL, NULL, BS_PAGE_VIEW_MIN_ZOOM, BS_PAGE_VIEW_MAX_ZOOM, 1.0, read_write);
  properties[PROP_LINK] = g_param_spec_string ("link", NULL, NULL, NULL, read_only);
  properties[PROP_REMOVED] = g_param_spec_boolean ("removed", NULL, NULL, FALSE, read_only);
  properties[PROP_ORIGINAL] = g_param_spec_boolean ("original", NULL, NULL, FALSE, read_write);
  properties[PROP_AS_TEXT] = g_param_spec_boolean ("as-text", NULL, NULL, FALSE, read_write);
  properties[PROP_N_BLOCKED] = g_param_spec_uint ("n-blocked", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_N_FOUND] = g_param_spec_uint ("n-found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  properties[PROP_FOUND] = g_param_spec_uint ("found", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SHOWN] = g_signal_new ("shown", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[READ] =
      g_signal_new ("read", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SAVE_PICTURE] = g_signal_new ("save-picture", BS_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reader");
}

static void
bs_reader_init (BsReader *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->view = g_object_ref_sink (BS_PAGE_VIEW (bs_page_view_new ()));
  g_signal_connect_swapped (self->view, "shown", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (self->view, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (self->view, "scrolled", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (self->view, "save-picture", G_CALLBACK (save_picture_cb), self);
  g_signal_connect (self->view, "notify", G_CALLBACK (notify_cb), self);
  g_signal_connect (bs_page_view_get_find (self->view), "notify", G_CALLBACK (notify_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  self->links = bs_link_follower_new (self->view);
  self->pictures = bs_reader_pictures_new (self->view);
  self->position = bs_reading_position_new ();
  g_signal_connect_object (self->position, "known", G_CALLBACK (position_known_cb), self, G_CONNECT_SWAPPED);
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
  bs_link_follower_set_article (self->links, library, NULL);
  if (library != NULL)
    g_signal_connect (library, "changed", G_CALLBACK (changed_cb), self);
  bs_page_view_set_root (self->view, library != NULL ? g_file_peek_path (bs_library_get_folder (library)) : NULL);
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

  if (self->library != NULL && self->path != NULL && self->state == BS_READER_SHOWN)
    bs_reading_position_keep (self->library, self->path, bs_page_view_get_place (self->view));
  g_free (self->path);
  self->path = g_strdup (path);
  bs_link_follower_set_article (self->links, self->library, path);
  set_removed (self, FALSE);
  g_clear_handle_id (&self->read_source, g_source_remove);
  self->was_read = FALSE;

  if (path != NULL)
    {
      load (self, FALSE);
    }
  else
    {
      cancel_load (self);
      set_document (self, NULL);
      bs_page_view_leave (self->view);
      bs_page_view_show (self->view, NULL, NULL, NULL, NULL);
      if (self->text != NULL)
        bs_reader_text_show (self->text, NULL, NULL);
      set_state (self, BS_READER_EMPTY, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
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

/* Returns: (transfer none): shows the page */
BsPageView *
bs_reader_get_view (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->view;
}

double
bs_reader_get_zoom (BsReader *self)
{
  return bs_page_view_get_zoom (self->view);
}

void
bs_reader_set_zoom (BsReader *self, double zoom)
{
  bs_page_view_set_zoom (self->view, zoom);
}

void
bs_reader_set_look (BsReader *self, const BsReaderLook *look)
{
  bs_page_view_set_look (self->view, look);
}

void
bs_reader_set_found (BsReader *self, const char *const *phrases)
{
  bs_page_find_set_phrases (bs_page_view_get_find (self->view), phrases);
}

void
bs_reader_find (BsReader *self, const char *text)
{
  if (self->text != NULL)
    bs_text_view_find (bs_reader_text_get_view (self->text), text);
  else
    bs_page_find_set_text (bs_page_view_get_find (self->view), text);
}

void
bs_reader_find_step (BsReader *self, int direction)
{
  if (self->text != NULL)
    bs_text_view_find_step (bs_reader_text_get_view (self->text), direction);
  else
    bs_page_find_step (bs_page_view_get_find (self->view), direction);
}

guint
bs_reader_get_n_found (BsReader *self)
{
  return self->text != NULL ? bs_text_view_get_n_found (bs_reader_text_get_view (self->text)) :
                              bs_page_find_get_n_found (bs_page_view_get_find (self->view));
}

guint
bs_reader_get_found (BsReader *self)
{
  return self->text != NULL ? bs_text_view_get_found (bs_reader_text_get_view (self->text)) :
                              bs_page_find_get_found (bs_page_view_get_find (self->view));
}

/* Whether articles are shown as a list of texts, which a screen reader can read. */
void
bs_reader_set_as_text (BsReader *self, gboolean as_text)
{
  GtkWidget *text;

  g_return_if_fail (BS_IS_READER (self));

  if (as_text == (self->text != NULL))
    return;
  if (as_text)
    {
      self->text = bs_reader_text_new (self->view);
      text = GTK_WIDGET (bs_reader_text_get_view (self->text));
      g_signal_connect_object (text, "notify", G_CALLBACK (notify_cb), self, 0);
      gtk_widget_set_parent (text, GTK_WIDGET (self));
      if (self->state == BS_READER_SHOWN)
        bs_reader_text_show (self->text, self->document, self->path);
    }
  else
    {
      text = GTK_WIDGET (bs_reader_text_get_view (self->text));
      g_signal_handlers_disconnect_by_data (text, self);
      gtk_widget_unparent (text);
      g_clear_object (&self->text);
    }
  /* The page stays under it and keeps the place. */
  gtk_widget_set_can_focus (GTK_WIDGET (self->view), !as_text);
  gtk_widget_set_can_target (GTK_WIDGET (self->view), !as_text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_TEXT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_FOUND]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND]);
}

/* Returns: (transfer none) (nullable): shows the article as text */
BsTextView *
bs_reader_get_text (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->text != NULL ? bs_reader_text_get_view (self->text) : NULL;
}

/* Returns: (transfer none): follows the links of the article */
BsLinkFollower *
bs_reader_get_links (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  return self->links;
}

guint
bs_reader_get_n_blocked (BsReader *self)
{
  return bs_page_view_get_n_blocked (self->view);
}

const char *const *
bs_reader_get_blocked_hosts (BsReader *self)
{
  return bs_page_view_get_blocked_hosts (self->view);
}

void
bs_reader_follow (BsReader *self, const char *words)
{
  bs_page_place_follow (bs_page_view_get_place (self->view), words);
}

void
bs_reader_set_pictures (BsReader *self, BsPictureLoader *pictures)
{
  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (pictures == NULL || BS_IS_PICTURE_LOADER (pictures));

  if (bs_reader_pictures_set_loader (self->pictures, pictures))
    bs_reader_pictures_set_article (self->pictures, self->library, self->path);
}

/* Allows all pictures of the current article. */
void
bs_reader_allow_pictures (BsReader *self)
{
  g_return_if_fail (BS_IS_READER (self));

  bs_reader_pictures_allow (self->pictures, self->library, self->path);
}

void
bs_reader_retry (BsReader *self)
{
  g_return_if_fail (BS_IS_READER (self));

  bs_page_view_prepare (self->view);
  if (self->path != NULL)
    load (self, FALSE);
}

/* Whether articles are shown in the publisher's own style, as far as that is safe. */
void
bs_reader_set_original (BsReader *self, gboolean original)
{
  g_return_if_fail (BS_IS_READER (self));

  if (self->original == original)
    return;

  self->original = original;
  render_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGINAL]);
}

/* Shows a version of the article that is not in its file, in place of the current one, with some of its letters in
 * view. It stays until the file changes, or the preview ends.
 *
 * @words: (nullable): from bs_source_place_get_words() */
void
bs_reader_preview (BsReader *self, BsDocument *document, const char *words)
{
  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (document != NULL);

  if (self->path == NULL || self->state != BS_READER_SHOWN)
    return;
  self->is_preview = TRUE;
  render_document (self, document, words);
}

/* Shows the article from its file. */
void
bs_reader_end_preview (BsReader *self)
{
  g_return_if_fail (BS_IS_READER (self));

  if (self->is_preview && self->path != NULL)
    load (self, self->state == BS_READER_SHOWN);
}
