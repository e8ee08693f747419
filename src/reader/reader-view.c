/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "page/page.h"
#include "reader-resources.h"
#include "reader/frame-watch.h"
#include "reader/software-drawing.h"
#include "reader/web-filter.h"

/* A page that has not responded for this long after WebKit noticed it is given up. */
#define STUCK_SECONDS 20
/* A page that is not drawn by then counts as painted, because its window may be minimised. */
#define PAINT_MILLISECONDS 3000

#define EMPTY_PAGE "<!DOCTYPE html><html><head><meta name=\"color-scheme\" content=\"light dark\"></head></html>"

/* The colour of the view between two pages. */
void
bs_reader_view_update_colour (BsReader *self)
{
  GdkRGBA colour;

  bs_reader_get_paper (self, &colour);
  if (self->view != NULL)
    webkit_web_view_set_background_color (self->view, &colour);
}

/* The accessible name of the view, for screen readers. */
static void
name_view (BsReader *self)
{
  const char *title = self->document != NULL ? self->document->article->title : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL && *title != '\0' ? title : _ ("Article"), -1);
}

static void
drawn_cb (gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (BS_IS_READER (self));

  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  self->has_drawn = TRUE;
  bs_reader_set_state (self, BS_READER_SHOWN, NULL);
  name_view (self);
  bs_reader_find_again (self);
  bs_reader_messages_shown (self);
  bs_reader_emit (self, BS_READER_SIGNAL_SHOWN);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));
  g_assert (BS_IS_READER (self));

  value = webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->view == NULL || self->html == NULL ||
      self->state == BS_READER_FAILED)
    return;

  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  self->frame_watch = bs_frame_watch_new (GTK_WIDGET (self->view), drawn_cb, self);
}

/* A position contains the article's text, which must not become part of a script. */
static char *
make_restore_script (const char *position)
{
  g_autofree char *escaped = NULL;

  if (position == NULL)
    return g_strdup ("broadsheet.restore (null)");
  escaped = g_uri_escape_string (position, NULL, FALSE);
  return g_strdup_printf ("broadsheet.restore (decodeURIComponent ('%s'))", escaped);
}

static void
finish_load (BsReader *self)
{
  g_autofree char *restore = NULL;
  g_autofree char *script = NULL;

  if (self->html == NULL)
    return;

  /* Pictures that were loaded since have moved the text. */
  restore = make_restore_script (self->position);
  script = g_strdup_printf ("%s; return broadsheet.painted (%d);", restore,
                            gtk_widget_get_mapped (GTK_WIDGET (self->view)) ? PAINT_MILLISECONDS : 0);
  webkit_web_view_call_async_javascript_function (self->view, script, -1, NULL, BS_WEB_POLICY_WORLD, NULL,
                                                  self->load_cancellable, painted_cb, g_object_ref (self));
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (WEBKIT_IS_WEB_VIEW (view));
  g_assert (BS_IS_READER (self));

  if (!bs_reader_is_at (webkit_web_view_get_uri (view), self->address))
    return;

  if (event == WEBKIT_LOAD_COMMITTED)
    self->expected = FALSE;
  else if (event == WEBKIT_LOAD_FINISHED && !self->expected && self->state != BS_READER_FAILED)
    finish_load (self);
}

static gboolean
load_failed_cb (WebKitWebView *view, WebKitLoadEvent event, const char *uri, GError *error, gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (WEBKIT_IS_WEB_VIEW (view));
  g_assert (BS_IS_READER (self));

  /* A load that was replaced by another one always fails. */
  if (self->expected && self->html != NULL && g_strcmp0 (uri, self->address) == 0 &&
      !g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED))
    bs_reader_set_state (self, BS_READER_FAILED, error->message);

  /* Prevents WebKit's own error page. */
  return TRUE;
}

static const char *
describe_termination (BsReader *self, WebKitWebProcessTerminationReason reason)
{
  if (self->stuck)
    return _ ("The article took too long to show.");
  if (reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT)
    return _ ("The article needs too much memory to be shown.");
  return _ ("The article could not be shown: the part of the program that draws it stopped.");
}

static void load_page (BsReader *self);

/* A process that ends before it has shown anything may have crashed in the graphics driver. */
static gboolean
try_in_software (BsReader *self, WebKitWebProcessTerminationReason reason)
{
  if (reason != WEBKIT_WEB_PROCESS_CRASHED || self->has_drawn || self->in_software || self->stuck || self->stopping)
    return FALSE;

  self->in_software = TRUE;
  bs_software_drawing_turn_on ();
  load_page (self);
  return TRUE;
}

static void
web_process_terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (WEBKIT_IS_WEB_VIEW (view));
  g_assert (BS_IS_READER (self));

  g_clear_handle_id (&self->stuck_source, g_source_remove);
  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  self->expected = FALSE;
  bs_reader_set_link (self, NULL);
  if (try_in_software (self, reason))
    return;
  if (self->html != NULL && !self->stopping)
    bs_reader_set_state (self, BS_READER_FAILED, describe_termination (self, reason));
  self->stuck = FALSE;
}

static gboolean
stuck_cb (gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (BS_IS_READER (self));

  self->stuck_source = 0;
  self->stuck = TRUE;
  webkit_web_view_terminate_web_process (self->view);

  return G_SOURCE_REMOVE;
}

static void
responsive_cb (WebKitWebView *view, GParamSpec *pspec, gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (WEBKIT_IS_WEB_VIEW (view));
  g_assert (BS_IS_READER (self));

  g_clear_handle_id (&self->stuck_source, g_source_remove);
  if (!webkit_web_view_get_is_web_process_responsive (view))
    self->stuck_source = g_timeout_add_seconds (STUCK_SECONDS, stuck_cb, self);
}

static void
mouse_target_changed_cb (WebKitWebView *view, WebKitHitTestResult *hit, guint modifiers, gpointer user_data)
{
  g_assert (WEBKIT_IS_HIT_TEST_RESULT (hit));
  g_assert (BS_IS_READER (user_data));

  bs_reader_set_link (user_data,
                      webkit_hit_test_result_context_is_link (hit) ? webkit_hit_test_result_get_link_uri (hit) : NULL);
}

static void
add_script (BsReader *self, const char *source, WebKitUserScriptInjectionTime time)
{
  g_autoptr (WebKitUserScript) script = NULL;

  script = webkit_user_script_new_for_world (source, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME, time, BS_WEB_POLICY_WORLD,
                                             NULL, NULL);
  webkit_user_content_manager_add_script (webkit_web_view_get_user_content_manager (self->view), script);
}

static void
set_scripts (BsReader *self)
{
  static const char *const names[] = { "reader.js", "reader-find.js", "reader-pictures.js" };
  g_autofree char *restore = make_restore_script (self->position);
  g_autofree char *pictures = bs_reader_make_picture_script (self);

  webkit_user_content_manager_remove_all_scripts (webkit_web_view_get_user_content_manager (self->view));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/io/github/broadsheet/Broadsheet/reader/", names[i], NULL);
      g_autoptr (GBytes) source = g_resource_lookup_data (bs_reader_get_resource (), path, 0, NULL);

      add_script (self, g_bytes_get_data (source, NULL), WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START);
    }

  /* Before the first frame, so that the page neither jumps nor changes its colours visibly. */
  if (self->look != NULL)
    add_script (self, self->look, WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START);
  if (self->position != NULL)
    add_script (self, restore, WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_END);
  if (pictures != NULL)
    add_script (self, pictures, WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_END);
}

/* Calls one of our own scripts in the current page. */
void
bs_reader_run (BsReader *self, const char *script)
{
  if (self->view != NULL && self->address != NULL && !self->expected)
    webkit_web_view_evaluate_javascript (self->view, script, -1, BS_WEB_POLICY_WORLD, NULL, NULL, NULL, NULL);
}

static void
load_page (BsReader *self)
{
  g_autoptr (GBytes) empty = g_bytes_new_static (EMPTY_PAGE, strlen (EMPTY_PAGE));
  g_autofree char *escaped = NULL;

  g_assert (self->filter != NULL);

  if (!webkit_web_view_get_is_web_process_responsive (self->view))
    {
      self->stopping = TRUE;
      webkit_web_view_terminate_web_process (self->view);
      self->stopping = FALSE;
    }

  /* Every load has its own address, so that a response is never taken for that of another load. */
  escaped = self->path != NULL ? g_uri_escape_bytes ((const guint8 *) self->path, strlen (self->path), "/") : NULL;
  g_free (self->address);
  self->address = g_strdup_printf (BS_PAGE_ARTICLE_PREFIX "%s?%u", escaped != NULL ? escaped : "", ++self->n_loads);
  self->expected = TRUE;

  g_cancellable_cancel (self->load_cancellable);
  g_set_object (&self->load_cancellable, NULL);
  self->load_cancellable = g_cancellable_new ();
  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);

  set_scripts (self);
  bs_page_server_set_page (self->server, self->address, self->html != NULL ? self->html : empty);
  webkit_web_view_load_uri (self->view, self->address);
}

/* Shows a page, or none, as soon as it is safe to. position is what reader.js reported for the previous page. */
void
bs_reader_view_show (BsReader *self, GBytes *html, const char *position)
{
  g_autoptr (GBytes) old = g_steal_pointer (&self->html);

  self->html = html != NULL ? g_bytes_ref (html) : NULL;
  g_free (self->position);
  self->position = position != NULL && *position != '\0' ? g_strdup (position) : NULL;

  if (self->filter != NULL)
    load_page (self);
  else if (self->filter_message != NULL && html != NULL)
    bs_reader_set_state (self, BS_READER_FAILED, self->filter_message);
}

static void
filter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReader) self = user_data;
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter = bs_web_filter_load_finish (result, &error);

  g_assert (BS_IS_READER (self));

  g_clear_object (&self->filter_cancellable);
  if (self->view == NULL)
    {
      g_clear_pointer (&filter, webkit_user_content_filter_unref);
      return;
    }

  if (filter == NULL)
    {
      self->filter_message = g_strdup_printf (
          _ ("No article can be shown, because the rules that keep it from the network could not be stored: %s"),
          error->message);
      if (self->html != NULL)
        bs_reader_set_state (self, BS_READER_FAILED, self->filter_message);
      return;
    }

  self->filter = filter;
  webkit_user_content_manager_add_filter (webkit_web_view_get_user_content_manager (self->view), filter);
  /* Without an article, the empty page is loaded, so that the web process is running when an article is chosen. */
  load_page (self);
}

/* Creates everything that a load needs; does nothing if it exists or is being created. */
void
bs_reader_view_prepare (BsReader *self)
{
  if (self->view == NULL || self->filter != NULL || self->filter_cancellable != NULL)
    return;

  g_clear_pointer (&self->filter_message, g_free);
  self->filter_cancellable = g_cancellable_new ();
  bs_web_filter_load_async (self->filter_cancellable, filter_cb, g_object_ref (self));
}

/* Scrolls a page to the position at which it was left, unless the reader has scrolled already. */
void
bs_reader_restore (BsReader *self, const char *position)
{
  g_autofree char *restore = make_restore_script (position);
  g_autofree char *script = g_strdup_printf ("if (window.scrollY < 1) { %s }", restore);

  g_free (self->position);
  self->position = g_strdup (position);
  /* Until the page is committed, the script would run in the previous one. */
  if (!self->expected)
    bs_reader_run (self, script);
}

/* Creates the view, if it does not exist yet. */
void
bs_reader_view_make (BsReader *self)
{
  if (self->view != NULL || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  g_clear_handle_id (&self->view_source, g_source_remove);
  self->view = g_object_ref_sink (bs_web_policy_create_view ());
  self->server = bs_page_server_new (webkit_web_view_get_context (self->view));
  webkit_web_view_set_zoom_level (self->view, self->zoom);

  g_signal_connect (self->view, "context-menu", G_CALLBACK (bs_reader_context_menu_cb), self);
  g_signal_connect (self->view, "decide-policy", G_CALLBACK (bs_reader_decide_policy_cb), self);
  g_signal_connect (self->view, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (self->view, "load-failed", G_CALLBACK (load_failed_cb), self);
  g_signal_connect (self->view, "mouse-target-changed", G_CALLBACK (mouse_target_changed_cb), self);
  g_signal_connect (self->view, "notify::is-web-process-responsive", G_CALLBACK (responsive_cb), self);
  g_signal_connect (self->view, "web-process-terminated", G_CALLBACK (web_process_terminated_cb), self);

  name_view (self);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  bs_reader_messages_init (self);
  bs_reader_view_update_root (self);
  bs_reader_view_update_colour (self);
  bs_reader_update_pictures (self);
  bs_reader_view_prepare (self);
}

static gboolean
make_cb (gpointer user_data)
{
  BsReader *self = user_data;

  g_assert (BS_IS_READER (self));

  self->view_source = 0;
  bs_reader_view_make (self);

  return G_SOURCE_REMOVE;
}

/* Creating the view takes as long as the rest of the window, so it has a main loop iteration to itself, before the next
 * frame. */
void
bs_reader_view_init (BsReader *self)
{
  self->zoom = 1.0;
  self->view_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, make_cb, self, NULL);
}

/* Sets the folder with the pictures of the article. */
void
bs_reader_view_update_root (BsReader *self)
{
  if (self->server != NULL)
    bs_page_server_set_root (self->server,
                             self->library != NULL ? g_file_peek_path (bs_library_get_folder (self->library)) : NULL);
}

void
bs_reader_view_dispose (BsReader *self)
{
  g_clear_handle_id (&self->view_source, g_source_remove);
  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  g_clear_handle_id (&self->stuck_source, g_source_remove);
  g_cancellable_cancel (self->load_cancellable);
  g_clear_object (&self->load_cancellable);
  g_cancellable_cancel (self->filter_cancellable);
  g_clear_pointer (&self->filter, webkit_user_content_filter_unref);
  g_clear_object (&self->server);

  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      gtk_widget_unparent (GTK_WIDGET (self->view));
    }
  g_clear_object (&self->view);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JSCValue) value = NULL;
  GError *error = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));
  g_assert (G_IS_TASK (task));

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);
  if (value != NULL)
    g_task_return_boolean (task, jsc_value_to_boolean (value));
  else
    g_task_return_error (task, error);
}

/* Scrolls forward (direction 1) or back (-1) by a page, keeping a little of it visible. */
void
bs_reader_page (BsReader *self, int direction, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *script = direction < 0 ? "broadsheet.page (-1)" : "broadsheet.page (1)";

  g_return_if_fail (BS_IS_READER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_reader_page);

  if (self->state != BS_READER_SHOWN)
    g_task_return_boolean (task, FALSE);
  else
    webkit_web_view_evaluate_javascript (self->view, script, -1, BS_WEB_POLICY_WORLD, NULL, NULL, page_cb,
                                         g_steal_pointer (&task));
}

/* FALSE without an error if there was nothing left to scroll. */
gboolean
bs_reader_page_finish (BsReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_READER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

WebKitWebView *
bs_reader_get_view (BsReader *self)
{
  g_return_val_if_fail (BS_IS_READER (self), NULL);

  bs_reader_view_make (self);
  return self->view;
}

void
bs_reader_show_raw (BsReader *self, const char *html)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (html != NULL);

  bytes = g_bytes_new (html, strlen (html));
  bs_reader_set_state (self, BS_READER_LOADING, NULL);
  bs_reader_view_show (self, bytes, NULL);
}
