/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

#include "reader/frame-watch.h"
#include "reader/page-server.h"
#include "reader/reader.h"
#include "reader/web-policy.h"

G_BEGIN_DECLS

#define BS_READER_MIN_ZOOM 0.3
#define BS_READER_MAX_ZOOM 5.0

typedef enum
{
  BS_READER_SIGNAL_OPEN_CATEGORY,
  BS_READER_SIGNAL_OPEN_ARTICLE,
  BS_READER_SIGNAL_OPEN_LINK,
  BS_READER_SIGNAL_LINK_FAILED,
  BS_READER_SIGNAL_SHOWN,
  BS_READER_N_SIGNALS
} BsReaderSignal;

struct _BsReader
{
  GtkWidget parent_instance;

  /* What is read. */
  BsLibrary *library;
  char *path;
  BsDocument *document;
  BsReaderState state;
  char *message;
  gboolean removed;
  GCancellable *cancellable; /* of the reading, rendering and showing of path */
  guint stamp;               /* what came too late for it is dropped */

  /* What is shown. */
  WebKitWebView *view;
  BsPageServer *server;
  WebKitUserContentFilter *filter; /* NULL until it is there: nothing is loaded before */
  GCancellable *filter_cancellable;
  char *filter_message; /* why there is none */
  GBytes *html;         /* (nullable): the article's page; the empty page without */
  char *left_at;        /* (nullable): where in the article the reader was the last time */
  char *position;       /* (nullable): where in it to be, as reader.js says it */
  char *address;        /* of the load that was asked for last */
  GCancellable *load_cancellable;
  guint n_loads;
  gboolean expected; /* the view has not committed that load yet */
  gboolean stopping; /* we end the web process ourselves */
  gboolean stuck;    /* because it did not answer */
  guint stuck_source;
  BsFrameWatch *frame_watch; /* while the page's first frame is drawn */
  char *link;
};

void bs_reader_emit (BsReader *self, BsReaderSignal signal, ...);
void bs_reader_set_state (BsReader *self, BsReaderState state, const char *message);
void bs_reader_set_link (BsReader *self, const char *link);

void bs_reader_view_init (BsReader *self);
void bs_reader_view_dispose (BsReader *self);
void bs_reader_view_show (BsReader *self, GBytes *html, const char *position);
void bs_reader_view_prepare (BsReader *self);
void bs_reader_view_update_colour (BsReader *self);

/* reader-position.c */
void bs_reader_remember_position (BsReader *self);
void bs_reader_ask_position (BsReader *self);

gboolean bs_reader_is_at (const char *uri, const char *address);
gboolean bs_reader_decide_policy_cb (WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type,
                                     gpointer user_data);

/* For tests alone: the view, and a page of any text as if it had been rendered. */
WebKitWebView *bs_reader_get_view (BsReader *self);
void bs_reader_show_raw (BsReader *self, const char *html);

G_END_DECLS
