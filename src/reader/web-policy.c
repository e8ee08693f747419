/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/web-policy.h"

#include <string.h>
#include <sys/random.h>

#include "model/format/text/web-address.h"
#include "page/page.h"
#include "reader/real-time.h"

/* In megabytes. No real article needs more, and a hostile one must not exhaust the machine's memory. */
#define PAGE_MEMORY_LIMIT 1024
#define PAGE_MEMORY_KILL_RATIO 2.0

/* The engine stays on for our own scripts; the parser drops markup that would run any. */
static const char *const settings_off[] = {
  "allow-file-access-from-file-urls",
  "allow-modal-dialogs",
  "allow-top-navigation-to-data-urls",
  "allow-universal-access-from-file-urls",
  "enable-back-forward-navigation-gestures",
  "enable-developer-extras",
  "enable-encrypted-media",
  "enable-fullscreen",
  "enable-html5-database",
  "enable-html5-local-storage",
  "enable-javascript-markup",
  "enable-media",
  "enable-media-capabilities",
  "enable-media-stream",
  "enable-mediasource",
  "enable-page-cache",
  "enable-site-specific-quirks",
  "enable-webaudio",
  "enable-webgl",
  "enable-webrtc",
  "javascript-can-access-clipboard",
  "javascript-can-open-windows-automatically",
};

/* Features by which a page could connect, store or run something, by WebKit's names. Those that this version lacks are
 * skipped. */
static const char *const features_off[] = {
  "AsyncClipboardAPI",
  "BeaconAPI",
  "BroadcastChannel",
  "CacheAPI",
  "CookieStoreAPI",
  "Cookie",
  "Databases",
  "DirectoryUpload",
  "DownloadAttribute",
  "EmbedElement",
  "FullScreen",
  "GStreamer",
  "Gamepads",
  "GeolocationAPI",
  "HyperlinkAuditing",
  "IndexedDBAPI",
  "LazyIframeLoading",
  "LinkDNSPrefetch",
  "LinkPreconnect",
  "LinkPreconnectEarlyHints",
  "LinkPrefetch",
  "LinkPreload",
  "LocalStorage",
  "Media",
  "MediaDevices",
  "MediaRecorder",
  "MediaSession",
  "Notifications",
  "PDFJSViewer",
  "PointerLock",
  "PrivateClickMeasurement",
  "PushAPI",
  "ScreenCapture",
  "ScreenWakeLockAPI",
  "ServiceWorkers",
  "SharedWorker",
  "SpeechSynthesisAPI",
  "StorageAPI",
  "WebAudio",
  "WebGL",
  "WebLocksAPI",
  "WebSocket",
  "WebTransport",
  "XSLT",
};

static gboolean
is_off (const char *identifier)
{
  for (gsize i = 0; i < G_N_ELEMENTS (features_off); i++)
    if (g_str_equal (features_off[i], identifier))
      return TRUE;

  return FALSE;
}

static WebKitSettings *
create_settings (void)
{
  g_autoptr (WebKitFeatureList) features = webkit_settings_get_all_features ();
  WebKitSettings *settings = webkit_settings_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (settings_off); i++)
    g_object_set (settings, settings_off[i], FALSE, NULL);
  webkit_settings_set_default_charset (settings, "utf-8");
  /* Text gains little from it, and a driver is one more thing that a page could crash. */
  webkit_settings_set_hardware_acceleration_policy (settings, WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);

  for (gsize i = 0; i < webkit_feature_list_get_length (features); i++)
    {
      WebKitFeature *feature = webkit_feature_list_get (features, i);

      if (is_off (webkit_feature_get_identifier (feature)))
        webkit_settings_set_feature_enabled (settings, feature, FALSE);
    }

  return settings;
}

static WebKitWebContext *
create_context (void)
{
  g_autoptr (WebKitMemoryPressureSettings) memory = webkit_memory_pressure_settings_new ();
  WebKitWebContext *context;
  WebKitSecurityManager *security;

  bs_real_time_limit ();
  webkit_memory_pressure_settings_set_memory_limit (memory, PAGE_MEMORY_LIMIT);
  webkit_memory_pressure_settings_set_kill_threshold (memory, PAGE_MEMORY_KILL_RATIO);

  context = g_object_new (WEBKIT_TYPE_WEB_CONTEXT, "memory-pressure-settings", memory, NULL);
  webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
  webkit_web_context_set_spell_checking_enabled (context, FALSE);

  /* Each page is an origin of its own that can access no other, not even the previous page. */
  security = webkit_web_context_get_security_manager (context);
  webkit_security_manager_register_uri_scheme_as_no_access (security, BS_PAGE_SCHEME);

  return context;
}

static void
download_started_cb (WebKitNetworkSession *session, WebKitDownload *download, gpointer user_data)
{
  g_assert (WEBKIT_IS_DOWNLOAD (download));

  webkit_download_cancel (download);
}

static WebKitNetworkSession *
create_session (void)
{
  WebKitNetworkSession *session = webkit_network_session_new_ephemeral ();

  webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
  webkit_network_session_set_tls_errors_policy (session, WEBKIT_TLS_ERRORS_POLICY_FAIL);
  webkit_cookie_manager_set_accept_policy (webkit_network_session_get_cookie_manager (session),
                                           WEBKIT_COOKIE_POLICY_ACCEPT_NEVER);
  g_signal_connect (session, "download-started", G_CALLBACK (download_started_cb), NULL);

  return session;
}

static GtkWidget *
create_cb (WebKitWebView *view, WebKitNavigationAction *action, gpointer user_data)
{
  g_assert (WEBKIT_IS_WEB_VIEW (view));

  return NULL;
}

static gboolean
permission_request_cb (WebKitWebView *view, WebKitPermissionRequest *request, gpointer user_data)
{
  g_assert (WEBKIT_IS_PERMISSION_REQUEST (request));

  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
query_permission_state_cb (WebKitWebView *view, WebKitPermissionStateQuery *query, gpointer user_data)
{
  g_assert (WEBKIT_IS_WEB_VIEW (view));

  webkit_permission_state_query_finish (query, WEBKIT_PERMISSION_STATE_DENIED);
  return TRUE;
}

static gboolean
authenticate_cb (WebKitWebView *view, WebKitAuthenticationRequest *request, gpointer user_data)
{
  g_assert (WEBKIT_IS_AUTHENTICATION_REQUEST (request));

  webkit_authentication_request_cancel (request);
  return TRUE;
}

static gboolean
run_file_chooser_cb (WebKitWebView *view, WebKitFileChooserRequest *request, gpointer user_data)
{
  g_assert (WEBKIT_IS_FILE_CHOOSER_REQUEST (request));

  webkit_file_chooser_request_cancel (request);
  return TRUE;
}

static gboolean
run_color_chooser_cb (WebKitWebView *view, WebKitColorChooserRequest *request, gpointer user_data)
{
  g_assert (WEBKIT_IS_COLOR_CHOOSER_REQUEST (request));

  webkit_color_chooser_request_cancel (request);
  return TRUE;
}

/* Handler for signals whose default would show something; TRUE means handled. */
static gboolean
nothing_cb (void)
{
  return TRUE;
}

static gboolean
context_menu_cb (WebKitWebView *view, WebKitContextMenu *menu, WebKitHitTestResult *hit, gpointer user_data)
{
  g_assert (WEBKIT_IS_CONTEXT_MENU (menu));
  g_assert (WEBKIT_IS_HIT_TEST_RESULT (hit));

  webkit_context_menu_remove_all (menu);
  if (webkit_hit_test_result_context_is_selection (hit))
    webkit_context_menu_append (menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_COPY));
  if (webkit_hit_test_result_context_is_link (hit))
    webkit_context_menu_append (
        menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_COPY_LINK_TO_CLIPBOARD));
  if (webkit_hit_test_result_context_is_image (hit))
    webkit_context_menu_append (
        menu, webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_COPY_IMAGE_TO_CLIPBOARD));
  webkit_context_menu_append (menu,
                              webkit_context_menu_item_new_from_stock_action (WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL));

  return FALSE;
}

/* Drops on the reader belong to the window. WebKit's own targets would open them as addresses, so they stay in place
 * but receive nothing. */
static void
ignore_drops (GtkWidget *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller) || GTK_IS_DROP_TARGET_ASYNC (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

/* Creates the view for pages. Every setting here is a lock, and each must hold without the others. Two locks are
 * elsewhere: the filter, which is compiled asynchronously, and the navigation policy, which must know the page. */
WebKitWebView *
bs_web_policy_create_view (void)
{
  g_autoptr (WebKitWebContext) context = create_context ();
  g_autoptr (WebKitNetworkSession) session = create_session ();
  g_autoptr (WebKitSettings) settings = create_settings ();
  g_autoptr (WebKitUserContentManager) content = webkit_user_content_manager_new ();
  g_autoptr (WebKitWebsitePolicies) policies = NULL;
  WebKitWebView *view;

  policies = webkit_website_policies_new_with_policies ("autoplay", WEBKIT_AUTOPLAY_DENY, NULL);
  /* clang-format off */
  view = g_object_new (WEBKIT_TYPE_WEB_VIEW,
                       "default-content-security-policy", BS_WEB_POLICY_CSP,
                       "network-session", session,
                       "settings", settings,
                       "user-content-manager", content,
                       "web-context", context,
                       "web-extension-mode", WEBKIT_WEB_EXTENSION_MODE_NONE,
                       "website-policies", policies,
                       NULL);
  /* clang-format on */

  g_signal_connect (view, "authenticate", G_CALLBACK (authenticate_cb), NULL);
  g_signal_connect (view, "context-menu", G_CALLBACK (context_menu_cb), NULL);
  g_signal_connect (view, "create", G_CALLBACK (create_cb), NULL);
  g_signal_connect (view, "permission-request", G_CALLBACK (permission_request_cb), NULL);
  g_signal_connect (view, "query-permission-state", G_CALLBACK (query_permission_state_cb), NULL);
  g_signal_connect (view, "run-color-chooser", G_CALLBACK (run_color_chooser_cb), NULL);
  g_signal_connect (view, "run-file-chooser", G_CALLBACK (run_file_chooser_cb), NULL);
  g_signal_connect (view, "enter-fullscreen", G_CALLBACK (nothing_cb), NULL);
  g_signal_connect (view, "print", G_CALLBACK (nothing_cb), NULL);
  g_signal_connect (view, "script-dialog", G_CALLBACK (nothing_cb), NULL);
  g_signal_connect (view, "show-notification", G_CALLBACK (nothing_cb), NULL);
  g_signal_connect (view, "show-option-menu", G_CALLBACK (nothing_cb), NULL);
  ignore_drops (GTK_WIDGET (view));

  return view;
}

static gboolean
has_scheme (const char *uri, const char *scheme)
{
  gsize length = strlen (scheme);

  return g_ascii_strncasecmp (uri, scheme, length) == 0 && uri[length] == ':';
}

static const struct
{
  const char *prefix;
  BsWebVerdict verdict;
} actions[] = {
  { BS_PAGE_CATEGORY_PREFIX, BS_WEB_VERDICT_CATEGORY },
  { BS_PAGE_TAG_PREFIX, BS_WEB_VERDICT_TAG },
  { BS_PAGE_SOURCE_PREFIX, BS_WEB_VERDICT_SOURCE },
  { BS_PAGE_FILE_ADDRESS, BS_WEB_VERDICT_FILE },
};

/* Returns: (nullable): the subject of an action, if the link is the page's own and not part of the article */
static const char *
get_action (const char *uri, const char *prefix, const char *token)
{
  const char *rest;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  if (token == NULL || *token == '\0' || !g_str_has_prefix (uri, prefix))
    return NULL;
  rest = uri + strlen (prefix);
  if (!g_str_has_prefix (rest, token) || rest[strlen (token)] != '/')
    return NULL;
  return rest + strlen (token) + 1;
}

/* Decides on a navigation: only the requested page passes and, for a link that was clicked, a position in it. */
BsWebVerdict
bs_web_policy_judge (const BsWebNavigation *navigation)
{
  g_autofree char *uri = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (navigation != NULL, BS_WEB_VERDICT_DENY);

  if (navigation->uri == NULL)
    return BS_WEB_VERDICT_DENY;
  uri = bs_web_address_normalise (navigation->uri);

  if (navigation->address != NULL && g_str_has_prefix (uri, navigation->address) && !navigation->new_window)
    {
      const char *rest = uri + strlen (navigation->address);

      if (*rest == '\0' && navigation->expected)
        return BS_WEB_VERDICT_ALLOW;
      if (*rest == '#' && navigation->clicked)
        return BS_WEB_VERDICT_ALLOW;
    }

  if (!navigation->clicked)
    return BS_WEB_VERDICT_DENY;
  if (g_str_has_prefix (uri, BS_PAGE_ARTICLE_PREFIX))
    return BS_WEB_VERDICT_ARTICLE;
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (get_action (uri, actions[i].prefix, navigation->token) != NULL)
      return actions[i].verdict;
  host = bs_web_address_find_host (uri);
  if (host != NULL || has_scheme (uri, "mailto") || has_scheme (uri, "tel"))
    return BS_WEB_VERDICT_BROWSER;

  return BS_WEB_VERDICT_DENY;
}

/* A link in the form that another program may receive. Of a mailto link (RFC 6068) only the address, subject and text
 * are kept, because some mail programs would attach any file that a link names. */
char *
bs_web_policy_clean_link (const char *uri)
{
  g_autoptr (GString) clean = NULL;
  g_auto (GStrv) fields = NULL;
  const char *query;
  char separator = '?';

  g_return_val_if_fail (uri != NULL, NULL);

  if (!has_scheme (uri, "mailto"))
    return g_strdup (uri);

  query = strchr (uri, '?');
  if (query == NULL)
    return g_strdup (uri);

  clean = g_string_new_len (uri, query - uri);
  fields = g_strsplit (query + 1, "&", -1);
  for (gsize i = 0; fields[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (fields[i], "subject=", 8) != 0 && g_ascii_strncasecmp (fields[i], "body=", 5) != 0)
        continue;
      g_string_append_c (clean, separator);
      g_string_append (clean, fields[i]);
      separator = '&';
    }

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

/* Returns: (nullable): the subject of a link that leads elsewhere: an address, or the object of an action of the page.
 */
const char *
bs_web_policy_get_subject (BsWebVerdict verdict, const char *uri, const char *token)
{
  switch (verdict)
    {
    case BS_WEB_VERDICT_CATEGORY:
      return get_action (uri, BS_PAGE_CATEGORY_PREFIX, token);
    case BS_WEB_VERDICT_TAG:
      return get_action (uri, BS_PAGE_TAG_PREFIX, token);
    case BS_WEB_VERDICT_SOURCE:
      return get_action (uri, BS_PAGE_SOURCE_PREFIX, token);
    case BS_WEB_VERDICT_BROWSER:
    case BS_WEB_VERDICT_ARTICLE:
    case BS_WEB_VERDICT_FILE:
      return uri;
    case BS_WEB_VERDICT_ALLOW:
    case BS_WEB_VERDICT_DENY:
    default:
      return NULL;
    }
}

/* Whether an address is that of a page, or of a position in it. */
gboolean
bs_web_policy_is_at (const char *uri, const char *address)
{
  gsize length = address != NULL ? strlen (address) : 0;

  return uri != NULL && address != NULL && strncmp (uri, address, length) == 0 &&
         (uri[length] == '\0' || uri[length] == '#');
}

/* The secret of the actions of a page: an article that could guess it could trigger them with its links. */
char *
bs_web_policy_make_token (void)
{
  guint64 bytes[2];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    for (gsize i = 0; i < G_N_ELEMENTS (bytes); i++)
      bytes[i] = (guint64) g_random_int () << 32 | g_random_int ();
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", bytes[0], bytes[1]);
}
