/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/page-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/text/web-address.h"
#include "page/page.h"
#include "reader-resources.h"
#include "reader/frame-watch.h"
#include "reader/page-print.h"
#include "reader/process-watch.h"
#include "reader/web-filter.h"
#include "reader/web-policy.h"

/* A page that is not drawn by then counts as painted, because its window may be minimised. */
#define PAINT_MILLISECONDS 3000
/* A position contains a few lines of text. */
#define MAX_POSITION_BYTES 16384

/* The background of the page, as in page.css. */
#define SEPIA_PAPER "#f6eedc"

#define EMPTY_PAGE "<!DOCTYPE html><html><head><meta name=\"color-scheme\" content=\"light dark\"></head></html>"

struct _BsPageView
{
  GtkWidget parent_instance;

  WebKitWebView *web;      /* (nullable): created in a main loop iteration of its own */
  BsProcessWatch *process; /* (nullable): of the process that draws it */
  guint make_source;
  BsPageServer *server;
  WebKitUserContentFilter *filter; /* NULL until it is ready; nothing is loaded before */
  GCancellable *filter_cancellable;
  char *filter_message; /* the reason why there is no filter */
  char *root;           /* (nullable): the folder with the pictures of the page */

  /* The page. */
  GBytes *html;       /* NULL for the empty page */
  char *path;         /* (nullable) */
  char *title;        /* (nullable) */
  char *token;        /* of the actions of the page */
  char *position;     /* (nullable): the position to go to, in the format of reader.js */
  gboolean is_wanted; /* it is not to be replaced by another, and has not failed */
  char *address;      /* of the last requested load */
  GCancellable *load_cancellable;
  guint n_loads;
  gboolean expected;         /* the view has not committed that load yet */
  gboolean is_answered;      /* the view has received its response, so that it no longer commits an earlier load */
  BsFrameWatch *frame_watch; /* while the first frame of the page is drawn */

  double zoom;
  char *look; /* (nullable): the script that applies it */
  gboolean sepia;
  char *link;
  BsPageFind *find;
  BsPagePlace *place;
  BsPictureLoader *pictures; /* (nullable) */
  char *article;             /* (nullable): the key of its pictures */
  guint n_blocked;
  GStrv blocked_hosts;
};

enum
{
  PROP_0,
  PROP_ZOOM,
  PROP_LINK,
  PROP_N_BLOCKED,
  N_PROPS
};

enum
{
  SHOWN,
  FAILED,
  SCROLLED,
  FOLLOW,
  SAVE_PICTURE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsPageView, bs_page_view, GTK_TYPE_WIDGET)

static void
set_link (BsPageView *self, const char *link)
{
  if (g_strcmp0 (self->link, link) == 0)
    return;

  g_free (self->link);
  self->link = g_strdup (link);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

static void
set_blocked (BsPageView *self, guint n_blocked, GStrv hosts)
{
  g_strfreev (self->blocked_hosts);
  self->blocked_hosts = hosts != NULL ? g_strdupv (hosts) : g_new0 (char *, 1);
  if (self->n_blocked == n_blocked)
    return;

  self->n_blocked = n_blocked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_BLOCKED]);
}

static void
fail (BsPageView *self, const char *message)
{
  if (!self->is_wanted)
    return;

  self->is_wanted = FALSE;
  bs_page_find_leave (self->find);
  bs_page_place_leave (self->place);
  g_signal_emit (self, signals[FAILED], 0, message);
}

/* The colour of the view between two pages. */
static void
update_colour (BsPageView *self)
{
  static const char *const names[] = { "view_bg_color", "theme_base_color" };
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour = { 1, 1, 1, 1 };

  if (self->web == NULL)
    return;

  if (self->sepia)
    gdk_rgba_parse (&colour, SEPIA_PAPER);
  else
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      if (gtk_style_context_lookup_color (style, names[i], &colour))
        break;
  webkit_web_view_set_background_color (self->web, &colour);
}

/* The accessible name of the view, for screen readers. */
static void
name_view (BsPageView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->web), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL && *self->title != '\0' ? self->title : _ ("Article"), -1);
}

/* Calls one of our own scripts in the current page. */
static void
run (BsPageView *self, const char *script)
{
  if (self->web != NULL && self->address != NULL && !self->expected)
    webkit_web_view_evaluate_javascript (self->web, script, -1, BS_WEB_POLICY_WORLD, NULL, NULL, NULL, NULL);
}

static void
drawn_cb (gpointer user_data)
{
  BsPageView *self = user_data;

  g_assert (BS_IS_PAGE_VIEW (self));

  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  bs_process_watch_note_drawn (self->process);
  name_view (self);
  bs_page_place_enter (self->place, self->web);
  bs_page_find_enter (self->find, self->web, self->load_cancellable);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsPageView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = NULL;

  g_assert (WEBKIT_IS_WEB_VIEW (source));
  g_assert (BS_IS_PAGE_VIEW (self));

  value = webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->web == NULL || !self->is_wanted)
    return;

  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  self->frame_watch = bs_frame_watch_new (GTK_WIDGET (self->web), drawn_cb, self);
}

static void
finish_load (BsPageView *self)
{
  g_autofree char *restore = bs_page_script_restore (self->position);
  g_autofree char *script = NULL;

  /* Pictures that were loaded since have moved the text. */
  script = g_strdup_printf ("%s; return broadsheet.painted (%d);", restore,
                            gtk_widget_get_mapped (GTK_WIDGET (self->web)) ? PAINT_MILLISECONDS : 0);
  webkit_web_view_call_async_javascript_function (self->web, script, -1, NULL, BS_WEB_POLICY_WORLD, NULL,
                                                  self->load_cancellable, painted_cb, g_object_ref (self));
}

static void
load_changed_cb (WebKitWebView *web, WebKitLoadEvent event, gpointer user_data)
{
  BsPageView *self = user_data;

  g_assert (WEBKIT_IS_WEB_VIEW (web));
  g_assert (BS_IS_PAGE_VIEW (self));

  if (!bs_web_policy_is_at (webkit_web_view_get_uri (web), self->address))
    return;

  /* The view has the address of the new load already while the one before is still committed. */
  if (event == WEBKIT_LOAD_COMMITTED)
    self->expected = !self->is_answered;
  else if (event == WEBKIT_LOAD_FINISHED && !self->expected && self->is_wanted)
    finish_load (self);
}

static gboolean
load_failed_cb (WebKitWebView *web, WebKitLoadEvent event, const char *uri, GError *error, gpointer user_data)
{
  BsPageView *self = user_data;

  g_assert (WEBKIT_IS_WEB_VIEW (web));
  g_assert (BS_IS_PAGE_VIEW (self));

  /* A load that was replaced by another one always fails. */
  if (self->expected && g_strcmp0 (uri, self->address) == 0 &&
      !g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED))
    fail (self, error->message);

  /* Prevents WebKit's own error page. */
  return TRUE;
}

static void
add_script (BsPageView *self, const char *source, WebKitUserScriptInjectionTime time)
{
  g_autoptr (WebKitUserScript) script = NULL;

  script = webkit_user_script_new_for_world (source, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME, time, BS_WEB_POLICY_WORLD,
                                             NULL, NULL);
  webkit_user_content_manager_add_script (webkit_web_view_get_user_content_manager (self->web), script);
}

static void
set_scripts (BsPageView *self)
{
  static const char *const names[] = { "reader.js", "reader-find.js", "reader-notes.js", "reader-pictures.js" };
  g_autofree char *restore = bs_page_script_restore (self->position);
  g_autofree char *pictures =
      self->pictures != NULL ? bs_page_script_start_pictures (self->pictures, self->article) : NULL;

  webkit_user_content_manager_remove_all_scripts (webkit_web_view_get_user_content_manager (self->web));
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

static void
load_page (BsPageView *self)
{
  g_autoptr (GBytes) empty = g_bytes_new_static (EMPTY_PAGE, strlen (EMPTY_PAGE));
  g_autofree char *escaped = NULL;

  g_assert (self->filter != NULL);

  bs_process_watch_end_if_stuck (self->process);

  /* Every load has its own address, so that a response is never mistaken for that of another load. */
  escaped = self->path != NULL ? g_uri_escape_bytes ((const guint8 *) self->path, strlen (self->path), "/") : NULL;
  g_free (self->address);
  self->address = g_strdup_printf (BS_PAGE_ARTICLE_PREFIX "%s?%u", escaped != NULL ? escaped : "", ++self->n_loads);
  self->expected = TRUE;
  self->is_answered = FALSE;

  g_cancellable_cancel (self->load_cancellable);
  g_set_object (&self->load_cancellable, NULL);
  self->load_cancellable = g_cancellable_new ();
  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);

  set_scripts (self);
  bs_page_server_set_page (self->server, self->address, self->html != NULL ? self->html : empty);
  webkit_web_view_load_uri (self->web, self->address);
}

static void
ended_cb (BsPageView *self, gboolean again, const char *message)
{
  g_assert (BS_IS_PAGE_VIEW (self));

  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  self->expected = FALSE;
  set_link (self, NULL);
  if (again)
    load_page (self);
  else if (message != NULL)
    fail (self, message);
}

static void
mouse_target_changed_cb (WebKitWebView *web, WebKitHitTestResult *hit, guint modifiers, gpointer user_data)
{
  g_assert (WEBKIT_IS_HIT_TEST_RESULT (hit));
  g_assert (BS_IS_PAGE_VIEW (user_data));

  set_link (user_data, webkit_hit_test_result_context_is_link (hit) ? webkit_hit_test_result_get_link_uri (hit) : NULL);
}

static BsWebVerdict
judge_action (BsPageView *self, WebKitNavigationAction *action, gboolean new_window)
{
  const char *asked = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  g_autofree char *uri = asked != NULL ? bs_web_address_normalise (asked) : NULL;
  BsWebNavigation navigation = {
    .uri = uri,
    .address = self->address,
    .token = self->token,
    .expected = self->expected,
    .clicked = webkit_navigation_action_is_user_gesture (action) &&
               webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_LINK_CLICKED,
    .new_window = new_window,
  };
  BsWebVerdict verdict = bs_web_policy_judge (&navigation);
  const char *subject = bs_web_policy_get_subject (verdict, uri, self->token);

  if (subject != NULL)
    g_signal_emit (self, signals[FOLLOW], 0, (guint) verdict, subject);
  return verdict;
}

static gboolean
decide_policy_cb (WebKitWebView *web, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type, gpointer user_data)
{
  BsPageView *self = user_data;
  gboolean allowed = FALSE;

  g_assert (WEBKIT_IS_WEB_VIEW (web));
  g_assert (BS_IS_PAGE_VIEW (self));

  if (WEBKIT_IS_NAVIGATION_POLICY_DECISION (decision))
    {
      WebKitNavigationAction *action =
          webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
      gboolean new_window = type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION;

      allowed = judge_action (self, action, new_window) == BS_WEB_VERDICT_ALLOW && !new_window;
    }
  else if (WEBKIT_IS_RESPONSE_POLICY_DECISION (decision))
    {
      WebKitResponsePolicyDecision *response = WEBKIT_RESPONSE_POLICY_DECISION (decision);

      allowed = webkit_response_policy_decision_is_main_frame_main_resource (response) &&
                bs_web_policy_is_at (
                    webkit_uri_request_get_uri (webkit_response_policy_decision_get_request (response)), self->address);
      self->is_answered = self->is_answered || allowed;
    }

  if (allowed)
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);

  return TRUE;
}

static char *
get_string (JSCValue *message, const char *name)
{
  g_autoptr (JSCValue) value = jsc_value_object_get_property (message, name);

  return value != NULL && jsc_value_is_string (value) ? jsc_value_to_string (value) : NULL;
}

static void
scrolled (BsPageView *self, JSCValue *message)
{
  g_autofree char *position = get_string (message, "position");
  g_autoptr (JSCValue) fraction = jsc_value_object_get_property (message, "fraction");

  if (position == NULL || strlen (position) > MAX_POSITION_BYTES)
    return;

  g_signal_emit (self, signals[SCROLLED], 0, position, jsc_value_to_double (fraction));
}

static void
blocked (BsPageView *self, JSCValue *message)
{
  g_autoptr (JSCValue) hosts = jsc_value_object_get_property (message, "hosts");
  g_auto (GStrv) names = jsc_value_is_object (hosts) ? jsc_value_object_enumerate_properties (hosts) : NULL;
  guint n_blocked = 0;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (JSCValue) count = jsc_value_object_get_property (hosts, names[i]);

      n_blocked += MAX (jsc_value_to_int32 (count), 0);
    }
  set_blocked (self, n_blocked, names);
}

static void
message_cb (WebKitUserContentManager *content, JSCValue *message, gpointer user_data)
{
  BsPageView *self = user_data;
  g_autofree char *kind = NULL;

  g_assert (WEBKIT_IS_USER_CONTENT_MANAGER (content));
  g_assert (BS_IS_PAGE_VIEW (self));

  /* Late messages of the previous page are ignored. */
  if (self->expected || !self->is_wanted || !jsc_value_is_object (message))
    return;

  kind = get_string (message, "kind");
  if (g_strcmp0 (kind, "scrolled") == 0)
    {
      scrolled (self, message);
    }
  else if (g_strcmp0 (kind, "pictures") == 0)
    {
      blocked (self, message);
    }
  else if (g_strcmp0 (kind, "picture") == 0 && self->pictures != NULL)
    {
      g_autofree char *address = get_string (message, "address");
      g_autofree char *script = address != NULL ? bs_page_script_call ("fetchPicture", address) : NULL;

      if (address == NULL)
        return;
      bs_picture_loader_allow_address (self->pictures, address);
      run (self, script);
    }
}

static void
save_picture_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsPageView *self = user_data;
  const char *uri = g_variant_get_string (parameter, NULL);
  g_autofree char *name = bs_page_server_make_picture_name (uri);

  g_assert (G_IS_ACTION (action));
  g_assert (BS_IS_PAGE_VIEW (self));

  g_signal_emit (self, signals[SAVE_PICTURE], 0, uri, name);
}

static gboolean
context_menu_cb (WebKitWebView *web, WebKitContextMenu *menu, WebKitHitTestResult *hit, gpointer user_data)
{
  g_autoptr (GSimpleAction) action = NULL;
  const char *uri;

  g_assert (WEBKIT_IS_WEB_VIEW (web));
  g_assert (BS_IS_PAGE_VIEW (user_data));

  uri = webkit_hit_test_result_context_is_image (hit) ? webkit_hit_test_result_get_image_uri (hit) : NULL;
  if (uri == NULL || !g_str_has_prefix (uri, BS_PAGE_SCHEME ":"))
    return FALSE;

  action = g_simple_action_new ("save-picture", G_VARIANT_TYPE_STRING);
  g_signal_connect_object (action, "activate", G_CALLBACK (save_picture_action), user_data, 0);
  webkit_context_menu_append (menu, webkit_context_menu_item_new_from_gaction (G_ACTION (action), _ ("_Save Image…"),
                                                                               g_variant_new_string (uri)));
  return FALSE;
}

static void
filter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsPageView) self = user_data;
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter = bs_web_filter_load_finish (result, &error);

  g_assert (BS_IS_PAGE_VIEW (self));

  g_clear_object (&self->filter_cancellable);
  if (self->web == NULL)
    {
      g_clear_pointer (&filter, webkit_user_content_filter_unref);
      return;
    }

  if (filter == NULL)
    {
      self->filter_message = g_strdup_printf (
          _ ("No article can be shown, because the rules that keep articles off the network could not be saved: %s"),
          error->message);
      fail (self, self->filter_message);
      return;
    }

  self->filter = filter;
  webkit_user_content_manager_add_filter (webkit_web_view_get_user_content_manager (self->web), filter);
  /* Without an article, the empty page is loaded, so that the web process is running when an article is chosen. */
  load_page (self);
}

/* Creates the view, if it does not exist yet. */
static void
make_view (BsPageView *self)
{
  WebKitUserContentManager *content;

  if (self->web != NULL || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  g_clear_handle_id (&self->make_source, g_source_remove);
  self->web = g_object_ref_sink (bs_web_policy_create_view ());
  self->server = bs_page_server_new (webkit_web_view_get_context (self->web));
  webkit_web_view_set_zoom_level (self->web, self->zoom);

  g_signal_connect (self->web, "context-menu", G_CALLBACK (context_menu_cb), self);
  g_signal_connect (self->web, "decide-policy", G_CALLBACK (decide_policy_cb), self);
  g_signal_connect (self->web, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (self->web, "load-failed", G_CALLBACK (load_failed_cb), self);
  g_signal_connect (self->web, "mouse-target-changed", G_CALLBACK (mouse_target_changed_cb), self);
  self->process = bs_process_watch_new (self->web);
  g_signal_connect_object (self->process, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);

  name_view (self);
  gtk_widget_set_parent (GTK_WIDGET (self->web), GTK_WIDGET (self));

  /* Our own scripts send messages through a name that exists only in their world. */
  content = webkit_web_view_get_user_content_manager (self->web);
  g_signal_connect (content, "script-message-received::broadsheet", G_CALLBACK (message_cb), self);
  webkit_user_content_manager_register_script_message_handler (content, "broadsheet", BS_WEB_POLICY_WORLD);

  bs_page_server_set_root (self->server, self->root);
  bs_page_server_set_pictures (self->server, self->pictures, self->article);
  update_colour (self);
  bs_page_view_prepare (self);
}

static gboolean
make_cb (gpointer user_data)
{
  BsPageView *self = user_data;

  g_assert (BS_IS_PAGE_VIEW (self));

  self->make_source = 0;
  make_view (self);

  return G_SOURCE_REMOVE;
}

static void
allowed_cb (BsPageView *self)
{
  g_autofree char *script = NULL;

  g_assert (BS_IS_PAGE_VIEW (self));

  if (self->html == NULL)
    return;
  script = bs_page_script_allow_pictures (self->pictures, self->article);
  run (self, script);
}

static void
bs_page_view_dispose (GObject *object)
{
  BsPageView *self = BS_PAGE_VIEW (object);

  g_clear_handle_id (&self->make_source, g_source_remove);
  g_clear_object (&self->process);
  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  g_cancellable_cancel (self->load_cancellable);
  g_clear_object (&self->load_cancellable);
  g_cancellable_cancel (self->filter_cancellable);
  g_clear_pointer (&self->filter, webkit_user_content_filter_unref);
  g_clear_object (&self->server);
  bs_page_view_set_pictures (self, NULL, NULL);
  bs_page_find_leave (self->find);
  bs_page_place_leave (self->place);

  if (self->web != NULL)
    {
      g_signal_handlers_disconnect_by_data (webkit_web_view_get_user_content_manager (self->web), self);
      g_signal_handlers_disconnect_by_data (self->web, self);
      gtk_widget_unparent (GTK_WIDGET (self->web));
    }
  g_clear_object (&self->web);

  G_OBJECT_CLASS (bs_page_view_parent_class)->dispose (object);
}

static void
bs_page_view_finalize (GObject *object)
{
  BsPageView *self = BS_PAGE_VIEW (object);

  g_clear_object (&self->find);
  g_clear_object (&self->place);
  g_clear_pointer (&self->filter_message, g_free);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->html, g_bytes_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->position, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->look, g_free);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->blocked_hosts, g_strfreev);

  G_OBJECT_CLASS (bs_page_view_parent_class)->finalize (object);
}

static void
bs_page_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsPageView *self = BS_PAGE_VIEW (object);

  switch (property_id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_LINK:
      g_value_set_string (value, self->link);
      break;
    case PROP_N_BLOCKED:
      g_value_set_uint (value, self->n_blocked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_page_view_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BsPageView *self = BS_PAGE_VIEW (object);

  switch (property_id)
    {
    case PROP_ZOOM:
      bs_page_view_set_zoom (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static gboolean
bs_page_view_grab_focus (GtkWidget *widget)
{
  BsPageView *self = BS_PAGE_VIEW (widget);

  make_view (self);
  return self->web != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->web));
}

static void
bs_page_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bs_page_view_parent_class)->css_changed (widget, change);

  update_colour (BS_PAGE_VIEW (widget));
}

static void
bs_page_view_class_init (BsPageViewClass *klass)
{
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_page_view_dispose;
  object_class->finalize = bs_page_view_finalize;
  object_class->get_property = bs_page_view_get_property;
  object_class->set_property = bs_page_view_set_property;
  widget_class->grab_focus = bs_page_view_grab_focus;
  widget_class->css_changed = bs_page_view_css_changed;

  properties[PROP_ZOOM] =
      g_param_spec_double ("zoom", NULL, NULL, BS_PAGE_VIEW_MIN_ZOOM, BS_PAGE_VIEW_MAX_ZOOM, 1.0, read_write);
  properties[PROP_LINK] = g_param_spec_string ("link", NULL, NULL, NULL, read_only);
  properties[PROP_N_BLOCKED] = g_param_spec_uint ("n-blocked", NULL, NULL, 0, G_MAXUINT, 0, read_only);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SHOWN] = g_signal_new ("shown", BS_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] =
      g_signal_new ("failed", BS_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SCROLLED] = g_signal_new ("scrolled", BS_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                    2, G_TYPE_STRING, G_TYPE_DOUBLE);
  signals[FOLLOW] = g_signal_new ("follow", BS_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_UINT, G_TYPE_STRING);
  signals[SAVE_PICTURE] = g_signal_new ("save-picture", BS_TYPE_PAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "page-view");
}

/* Creating the view takes as long as the rest of the window, so it has a main loop iteration to itself, before the next
 * frame. */
static void
bs_page_view_init (BsPageView *self)
{
  self->zoom = 1.0;
  self->find = bs_page_find_new ();
  self->place = bs_page_place_new ();
  self->blocked_hosts = g_new0 (char *, 1);
  self->token = bs_web_policy_make_token ();
  self->make_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, make_cb, self, NULL);
}

GtkWidget *
bs_page_view_new (void)
{
  return g_object_new (BS_TYPE_PAGE_VIEW, NULL);
}

/* Another page is on its way. The old page stays visible until then, but is ignored. */
void
bs_page_view_leave (BsPageView *self)
{
  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  self->is_wanted = FALSE;
  g_clear_pointer (&self->frame_watch, bs_frame_watch_free);
  g_free (self->token);
  self->token = bs_web_policy_make_token ();
  set_link (self, NULL);
  set_blocked (self, 0, NULL);
  bs_page_find_leave (self->find);
  bs_page_place_leave (self->place);
}

/* Returns: (transfer none): the secret that makes a link of the next page an action, until it is left */
const char *
bs_page_view_get_token (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), NULL);

  return self->token;
}

/* Creates everything that a load needs; does nothing if it exists or is being created. */
void
bs_page_view_prepare (BsPageView *self)
{
  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  if (self->web == NULL || self->filter != NULL || self->filter_cancellable != NULL)
    return;

  g_clear_pointer (&self->filter_message, g_free);
  self->filter_cancellable = g_cancellable_new ();
  bs_web_filter_load_async (self->filter_cancellable, filter_cb, g_object_ref (self));
}

/* Shows a page, or none, as soon as it is safe to.
 *
 * @path: (nullable): to which the page's links are relative
 * @title: (nullable): its name for screen readers
 * @html: (nullable)
 * @position: (nullable): a position reported for the previous version of the page */
void
bs_page_view_show (BsPageView *self, const char *path, const char *title, GBytes *html, const char *position)
{
  g_autoptr (GBytes) old = NULL;

  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  old = g_steal_pointer (&self->html);
  self->html = html != NULL ? g_bytes_ref (html) : NULL;
  self->is_wanted = html != NULL;
  g_free (self->path);
  self->path = g_strdup (path);
  g_free (self->title);
  self->title = g_strdup (title);
  g_free (self->position);
  self->position = position != NULL && *position != '\0' ? g_strdup (position) : NULL;

  if (self->filter != NULL)
    load_page (self);
  else if (self->filter_message != NULL)
    fail (self, self->filter_message);
}

/* Scrolls a page to the position at which it was left, unless the reader has scrolled already. */
void
bs_page_view_restore (BsPageView *self, const char *position)
{
  g_autofree char *restore = NULL;
  g_autofree char *script = NULL;

  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  restore = bs_page_script_restore (position);
  script = g_strdup_printf ("if (window.scrollY < 1) { %s }", restore);
  g_free (self->position);
  self->position = g_strdup (position);
  /* Until the page is committed, the script would run in the previous one. */
  run (self, script);
}

/* Whether the page already has this content. */
gboolean
bs_page_view_has (BsPageView *self, GBytes *html)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), FALSE);

  return self->html != NULL && g_bytes_equal (self->html, html);
}

double
bs_page_view_get_zoom (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), 1.0);

  return self->zoom;
}

void
bs_page_view_set_zoom (BsPageView *self, double zoom)
{
  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  zoom = CLAMP (zoom, BS_PAGE_VIEW_MIN_ZOOM, BS_PAGE_VIEW_MAX_ZOOM);
  if (self->zoom == zoom)
    return;

  self->zoom = zoom;
  if (self->web != NULL)
    webkit_web_view_set_zoom_level (self->web, zoom);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

/* A visible page changes at once, without being loaded again. */
void
bs_page_view_set_look (BsPageView *self, const BsReaderLook *look)
{
  g_autofree char *script = NULL;

  g_return_if_fail (BS_IS_PAGE_VIEW (self));
  g_return_if_fail (look != NULL);

  script = bs_page_script_configure (look);
  if (g_strcmp0 (script, self->look) == 0)
    return;

  g_free (self->look);
  self->look = g_steal_pointer (&script);
  self->sepia = look->sepia;
  update_colour (self);
  run (self, self->look);
}

/* Returns: (transfer none): the reading position */
BsPagePlace *
bs_page_view_get_place (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), NULL);

  return self->place;
}

/* Returns: (transfer none): the highlights */
BsPageFind *
bs_page_view_get_find (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), NULL);

  return self->find;
}

/* Sets the folder with the pictures of the page. */
void
bs_page_view_set_root (BsPageView *self, const char *root)
{
  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  g_free (self->root);
  self->root = g_strdup (root);
  if (self->server != NULL)
    bs_page_server_set_root (self->server, root);
}

/* Without a loader, no remote picture is ever shown.
 *
 * @article: (nullable): the key of the next page's pictures */
void
bs_page_view_set_pictures (BsPageView *self, BsPictureLoader *pictures, const char *article)
{
  g_return_if_fail (BS_IS_PAGE_VIEW (self));
  g_return_if_fail (pictures == NULL || BS_IS_PICTURE_LOADER (pictures));

  if (self->pictures != pictures)
    {
      if (self->pictures != NULL)
        g_signal_handlers_disconnect_by_func (self->pictures, allowed_cb, self);
      g_set_object (&self->pictures, pictures);
      if (pictures != NULL)
        g_signal_connect_swapped (pictures, "leave-changed", G_CALLBACK (allowed_cb), self);
    }
  g_free (self->article);
  self->article = g_strdup (article);
  if (self->server != NULL)
    bs_page_server_set_pictures (self->server, pictures, article);
}

guint
bs_page_view_get_n_blocked (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), 0);

  return self->n_blocked;
}

/* Returns: (transfer none): the hosts of blocked pictures */
const char *const *
bs_page_view_get_blocked_hosts (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), NULL);

  return (const char *const *) self->blocked_hosts;
}

/* Returns: (nullable) (transfer none): provides the page's pictures, once the view exists */
BsPageServer *
bs_page_view_get_server (BsPageView *self)
{
  g_return_val_if_fail (BS_IS_PAGE_VIEW (self), NULL);

  return self->server;
}

/* Prints the page, after a dialog. There is nothing to print before the first page. */
void
bs_page_view_print_async (BsPageView *self, GtkWindow *parent, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_PAGE_VIEW (self));

  if (self->web != NULL)
    bs_page_print_async (self->web, parent, callback, user_data);
}

gboolean
bs_page_view_print_finish (GAsyncResult *result, GError **error)
{
  return bs_page_print_finish (result, error);
}
