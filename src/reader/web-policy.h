/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/* Styles are inline; whatever they could fetch is subject to the other directives. */
#define BS_WEB_POLICY_CSP                                                                                              \
  "default-src 'none'; img-src broadsheet:; font-src broadsheet:; style-src 'unsafe-inline'; base-uri 'none'; "        \
  "form-action 'none'; "                                                                                               \
  "frame-ancestors 'none'"

/* The world in which our own scripts run. The page's never run. */
#define BS_WEB_POLICY_WORLD "io.github.broadsheet.Broadsheet"

typedef enum
{
  BS_WEB_VERDICT_DENY,
  BS_WEB_VERDICT_ALLOW,
  BS_WEB_VERDICT_BROWSER,  /* the system's browser or mail program opens it */
  BS_WEB_VERDICT_ARTICLE,  /* the reader handles it */
  BS_WEB_VERDICT_CATEGORY, /* likewise, and so are the following */
  BS_WEB_VERDICT_TAG,
  BS_WEB_VERDICT_SOURCE,
  BS_WEB_VERDICT_FILE,
} BsWebVerdict;

typedef struct
{
  const char *uri;     /* the address to go to */
  const char *address; /* (nullable): of the page that is shown or being loaded */
  const char *token;   /* (nullable): of that page's actions; without it, none are allowed */
  gboolean expected;   /* the reader has just requested address, and it has not arrived yet */
  gboolean clicked;    /* a link was clicked */
  gboolean new_window;
} BsWebNavigation;

WebKitWebView *bs_web_policy_create_view (void);
BsWebVerdict bs_web_policy_judge (const BsWebNavigation *navigation);
const char *bs_web_policy_get_subject (BsWebVerdict verdict, const char *uri, const char *token);
gboolean bs_web_policy_is_at (const char *uri, const char *address);
char *bs_web_policy_clean_link (const char *uri);
char *bs_web_policy_make_token (void);

G_END_DECLS
