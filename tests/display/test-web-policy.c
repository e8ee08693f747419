/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/web-policy.h"

#define PAGE "broadsheet://article/folder/one.md?7"
#define TOKEN "0123456789abcdef"

static const struct
{
  const char *uri;
  BsWebVerdict unasked;    /* the page navigates by itself */
  BsWebVerdict expected;   /* the reader has requested PAGE */
  BsWebVerdict clicked;    /* a link is clicked */
  BsWebVerdict new_window; /* for a new window */
} cases[] = {
#define DENY BS_WEB_VERDICT_DENY
#define ALLOW BS_WEB_VERDICT_ALLOW
#define BROWSER BS_WEB_VERDICT_BROWSER
#define ARTICLE BS_WEB_VERDICT_ARTICLE
#define CATEGORY BS_WEB_VERDICT_CATEGORY
  { PAGE, DENY, ALLOW, ARTICLE, ARTICLE },
  { PAGE "#place", DENY, DENY, ALLOW, ARTICLE },
  { PAGE "0", DENY, DENY, ARTICLE, ARTICLE },
  { "broadsheet://article/folder/two.md", DENY, DENY, ARTICLE, ARTICLE },
  { "broadsheet://category/" TOKEN "/A/B", DENY, DENY, CATEGORY, CATEGORY },
  { "broadsheet://tag/" TOKEN "/A", DENY, DENY, BS_WEB_VERDICT_TAG, BS_WEB_VERDICT_TAG },
  { "broadsheet://source/" TOKEN "/A", DENY, DENY, BS_WEB_VERDICT_SOURCE, BS_WEB_VERDICT_SOURCE },
  { "broadsheet://file/" TOKEN "/", DENY, DENY, BS_WEB_VERDICT_FILE, BS_WEB_VERDICT_FILE },
  /* Addresses that an article may contain. */
  { "broadsheet://file/", DENY, DENY, DENY, DENY },
  { "broadsheet://file//", DENY, DENY, DENY, DENY },
  { "broadsheet://file/" TOKEN, DENY, DENY, DENY, DENY },
  { "broadsheet://file/" TOKEN "0/", DENY, DENY, DENY, DENY },
  { "broadsheet://category/A/B", DENY, DENY, DENY, DENY },
  { "broadsheet://tag/A", DENY, DENY, DENY, DENY },
  { "broadsheet://source/A", DENY, DENY, DENY, DENY },
  { "broadsheet://picture/a.png", DENY, DENY, DENY, DENY },
  { "broadsheet://nobody/", DENY, DENY, DENY, DENY },
  { "http://example.com/", DENY, DENY, BROWSER, BROWSER },
  { "HTTPS://example.com/", DENY, DENY, BROWSER, BROWSER },
  { "mailto:a@example.com", DENY, DENY, BROWSER, BROWSER },
  { "tel:+12", DENY, DENY, BROWSER, BROWSER },
  { "ht\ntp:\\\\example.com", DENY, DENY, BROWSER, BROWSER },
  { "https:", DENY, DENY, DENY, DENY },
  { "https", DENY, DENY, DENY, DENY },
  { "httpsx:y", DENY, DENY, DENY, DENY },
  { "file:///etc/passwd", DENY, DENY, DENY, DENY },
  { "javascript:alert(1)", DENY, DENY, DENY, DENY },
  { "data:text/html,x", DENY, DENY, DENY, DENY },
  { "about:blank", DENY, DENY, DENY, DENY },
  { "about:srcdoc", DENY, DENY, DENY, DENY },
  { "blob:https://example.com/x", DENY, DENY, DENY, DENY },
  { "ftp://example.com/", DENY, DENY, DENY, DENY },
  { "smb://example.com/", DENY, DENY, DENY, DENY },
  { "ssh://example.com/", DENY, DENY, DENY, DENY },
  { "", DENY, DENY, DENY, DENY },
};

static void
test_judge (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BsWebNavigation navigation = { .uri = cases[i].uri, .address = PAGE, .token = TOKEN };

      g_test_message ("%s", cases[i].uri);
      g_assert_cmpint (bs_web_policy_judge (&navigation), ==, cases[i].unasked);
      navigation.expected = TRUE;
      g_assert_cmpint (bs_web_policy_judge (&navigation), ==, cases[i].expected);
      navigation.expected = FALSE;
      navigation.clicked = TRUE;
      g_assert_cmpint (bs_web_policy_judge (&navigation), ==, cases[i].clicked);
      navigation.new_window = TRUE;
      g_assert_cmpint (bs_web_policy_judge (&navigation), ==, cases[i].new_window);
    }
}

static void
test_judge_nothing (void)
{
  BsWebNavigation navigation = { .expected = TRUE, .clicked = TRUE };

  g_assert_cmpint (bs_web_policy_judge (&navigation), ==, BS_WEB_VERDICT_DENY);
  navigation.uri = "";
  g_assert_cmpint (bs_web_policy_judge (&navigation), ==, BS_WEB_VERDICT_DENY);
}

/* Without a token there are no actions. */
static void
test_judge_no_token (void)
{
  static const char *const tokens[] = { NULL, "" };
  static const char *const uris[] = { "broadsheet://file/", "broadsheet://file//", "broadsheet://file/(null)/" };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (uris); j++)
      {
        BsWebNavigation navigation = { .uri = uris[j], .address = PAGE, .token = tokens[i], .clicked = TRUE };

        g_assert_cmpint (bs_web_policy_judge (&navigation), ==, BS_WEB_VERDICT_DENY);
      }
}

static void
test_clean_link (void)
{
  static const char *const links[][2] = {
    { "https://example.com/?attach=/etc/passwd", "https://example.com/?attach=/etc/passwd" },
    { "mailto:a@example.com", "mailto:a@example.com" },
    { "mailto:a@example.com?subject=Hi&body=Text", "mailto:a@example.com?subject=Hi&body=Text" },
    { "mailto:?attach=/etc/passwd", "mailto:" },
    { "MAILTO:a@example.com?Attachment=/etc/passwd&Subject=Hi", "MAILTO:a@example.com?Subject=Hi" },
    { "mailto:a@example.com?subject=Hi&attach=/etc/passwd&bcc=b@example.com", "mailto:a@example.com?subject=Hi" },
    { "mailto:a@example.com?body=a%26attach=b", "mailto:a@example.com?body=a%26attach=b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *clean = bs_web_policy_clean_link (links[i][0]);

      g_assert_cmpstr (clean, ==, links[i][1]);
    }
}

/* Drops on the view belong to the window. */
static void
test_no_drops (void)
{
  g_autoptr (WebKitWebView) view = g_object_ref_sink (bs_web_policy_create_view ());
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  guint n_targets = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_DROP_TARGET (controller) && !GTK_IS_DROP_TARGET_ASYNC (controller))
        continue;
      n_targets++;
      g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==, GTK_PHASE_NONE);
    }
  g_assert_cmpuint (n_targets, >, 0);
}

static void
test_locks (void)
{
  g_autoptr (WebKitWebView) view = g_object_ref_sink (bs_web_policy_create_view ());
  WebKitSettings *settings = webkit_web_view_get_settings (view);

  g_assert_true (webkit_network_session_is_ephemeral (webkit_web_view_get_network_session (view)));
  g_assert_true (webkit_web_view_get_context (view) != webkit_web_context_get_default ());
  g_assert_cmpstr (webkit_web_view_get_default_content_security_policy (view), ==, BS_WEB_POLICY_CSP);
  g_assert_true (webkit_settings_get_enable_javascript (settings));
  g_assert_false (webkit_settings_get_enable_javascript_markup (settings));
  g_assert_false (webkit_settings_get_enable_developer_extras (settings));
  g_assert_false (webkit_settings_get_enable_html5_local_storage (settings));
  g_assert_false (webkit_settings_get_enable_media (settings));
  g_assert_false (webkit_settings_get_enable_webgl (settings));
  g_assert_false (webkit_settings_get_enable_webrtc (settings));
  g_assert_false (webkit_settings_get_enable_page_cache (settings));
  g_assert_cmpint (webkit_settings_get_hardware_acceleration_policy (settings), ==,
                   WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
}

/* Only we answer a page's requests to the user. */
static void
test_requests (void)
{
  static const char *const names[] = { "authenticate",  "create",           "permission-request",    "print",
                                       "script-dialog", "run-file-chooser", "query-permission-state" };
  g_autoptr (WebKitWebView) view = g_object_ref_sink (bs_web_policy_create_view ());

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_true (g_signal_has_handler_pending (view, g_signal_lookup (names[i], WEBKIT_TYPE_WEB_VIEW), 0, FALSE));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/broadsheet/web-policy/judge", test_judge);
  g_test_add_func ("/broadsheet/web-policy/judge-nothing", test_judge_nothing);
  g_test_add_func ("/broadsheet/web-policy/judge-no-token", test_judge_no_token);
  g_test_add_func ("/broadsheet/web-policy/clean-link", test_clean_link);
  g_test_add_func ("/broadsheet/web-policy/no-drops", test_no_drops);
  g_test_add_func ("/broadsheet/web-policy/locks", test_locks);
  g_test_add_func ("/broadsheet/web-policy/requests", test_requests);

  return g_test_run ();
}
