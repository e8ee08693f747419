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
  BS_READER_SIGNAL_OPEN_TAG,
  BS_READER_SIGNAL_OPEN_SOURCE,
  BS_READER_SIGNAL_OPEN_FILE,
  BS_READER_SIGNAL_READ,
  BS_READER_SIGNAL_SAVE_PICTURE,
  BS_READER_N_SIGNALS
} BsReaderSignal;

struct _BsReader
{
  GtkWidget parent_instance;

  /* What is being read. */
  BsLibrary *library;
  char *path;
  char *token; /* of the actions of its page; kept when the page is rendered again */
  BsDocument *document;
  BsReaderState state;
  char *message;
  gboolean removed;
  GCancellable *cancellable; /* of reading, rendering and showing path */
  gboolean is_preview;       /* document is not in its file */
  gboolean is_rendered;      /* path is being loaded into the view, or shown in it */
  guint sequence;            /* of requests; results of older ones are dropped */

  /* What is shown. */
  WebKitWebView *view; /* (nullable): created in a main loop iteration of its own */
  guint view_source;
  double zoom;
  BsPageServer *server;
  WebKitUserContentFilter *filter; /* NULL until it is ready; nothing is loaded before */
  GCancellable *filter_cancellable;
  char *filter_message; /* the reason why there is no filter */
  GBytes *html;         /* (nullable): the article's page; NULL for the empty page */
  char *position;       /* (nullable): the position to go to, in the format of reader.js */
  char *address;        /* of the last requested load */
  GCancellable *load_cancellable;
  guint n_loads;
  gboolean expected;    /* the view has not committed that load yet */
  gboolean stopping;    /* we end the web process ourselves */
  gboolean stuck;       /* because it did not respond */
  gboolean has_drawn;   /* a process started since has shown something */
  gboolean in_software; /* software drawing was tried */
  guint stuck_source;
  BsFrameWatch *frame_watch; /* while the first frame of the page is drawn */
  char *link;

  /* Appearance and visibility. */
  char *look; /* (nullable): the script that applies it */
  gboolean sepia;
  gboolean original;
  BsPictureLoader *pictures; /* (nullable) */
  BsArticleItem *item;       /* (nullable): the article, whose pictures are kept while it is starred */
  guint n_blocked;
  GStrv blocked_hosts;
  GStrv phrases;   /* (nullable): the words of a search */
  char *find_text; /* (nullable): the text of the find bar, which takes precedence */
  guint n_found;
  guint found;
  guint find_sequence;

  /* Reading progress. */
  char *left_at; /* (nullable): the position at which it was left, once it is known */
  guint read_source;
  gboolean was_read;
};

void bs_reader_emit (BsReader *self, BsReaderSignal signal, ...);
void bs_reader_set_state (BsReader *self, BsReaderState state, const char *message);
void bs_reader_set_link (BsReader *self, const char *link);

void bs_reader_set_document (BsReader *self, BsDocument *document);
void bs_reader_set_removed (BsReader *self, gboolean removed);
void bs_reader_set_found_state (BsReader *self, guint n_found, guint found);
void bs_reader_notify_blocked (BsReader *self);

/* reader-load.c */
void bs_reader_cancel_load (BsReader *self);
void bs_reader_load (BsReader *self, gboolean again);
void bs_reader_render_again (BsReader *self);

/* reader-look.c */
void bs_reader_get_paper (BsReader *self, GdkRGBA *colour);

/* reader-messages.c */
void bs_reader_messages_init (BsReader *self);
void bs_reader_messages_dispose (BsReader *self);
void bs_reader_messages_reset (BsReader *self);
void bs_reader_messages_shown (BsReader *self);

/* reader-find.c */
void bs_reader_find_again (BsReader *self);

/* reader-position.c */
void bs_reader_remember_position (BsReader *self);
void bs_reader_ask_position (BsReader *self);

/* reader-picture.c */
void bs_reader_update_pictures (BsReader *self);
void bs_reader_move_pictures (BsReader *self, const char *from, const char *to);
void bs_reader_set_blocked (BsReader *self, guint n_blocked, GStrv hosts);
char *bs_reader_make_picture_script (BsReader *self);
gboolean bs_reader_context_menu_cb (WebKitWebView *view, WebKitContextMenu *menu, WebKitHitTestResult *hit,
                                    gpointer user_data);

/* reader-view.c */
void bs_reader_restore (BsReader *self, const char *position);
void bs_reader_run (BsReader *self, const char *script);
void bs_reader_view_init (BsReader *self);
void bs_reader_view_make (BsReader *self);
void bs_reader_view_dispose (BsReader *self);
void bs_reader_view_show (BsReader *self, GBytes *html, const char *position);
void bs_reader_view_prepare (BsReader *self);
void bs_reader_view_update_colour (BsReader *self);
void bs_reader_view_update_root (BsReader *self);

gboolean bs_reader_is_at (const char *uri, const char *address);
gboolean bs_reader_decide_policy_cb (WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type,
                                     gpointer user_data);

/* For tests only: the token of the page's actions, the view, and a page with any text as if it had been rendered. */
const char *bs_reader_get_token (BsReader *self);
WebKitWebView *bs_reader_get_view (BsReader *self);
void bs_reader_show_raw (BsReader *self, const char *html);

G_END_DECLS
