/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"
#include "reader/link-follower.h"
#include "reader/page-view.h"
#include "reader/text-view.h"

G_BEGIN_DECLS

typedef enum
{
  BS_READER_EMPTY,   /* no article */
  BS_READER_LOADING, /* not painted yet */
  BS_READER_SHOWN,
  BS_READER_FAILED, /* message says why; bs_reader_retry() tries again */
} BsReaderState;

#define BS_TYPE_READER_STATE (bs_reader_state_get_type ())
GType bs_reader_state_get_type (void);

#define BS_TYPE_READER (bs_reader_get_type ())
G_DECLARE_FINAL_TYPE (BsReader, bs_reader, BS, READER, GtkWidget)

/* Shows one article at a time in a web view that can access nothing else. Properties: library, path, state, message,
 * document, zoom, link (the address under the pointer), removed (its file was removed; the old content is shown),
 * original (in the publisher's own style), as-text (as a list of texts for screen readers), n-blocked (the number of
 * blocked pictures), n-found (the number of matches), found (the current match, from 1). Signals: shown (the article is
 * on the screen), read (path: it was shown for two seconds, or was scrolled), save-picture (address, name). The library
 * keeps the position in each article. */
GtkWidget *bs_reader_new (void);
void bs_reader_set_library (BsReader *self, BsLibrary *library);
const char *bs_reader_get_path (BsReader *self);
void bs_reader_set_path (BsReader *self, const char *path);
BsPageView *bs_reader_get_view (BsReader *self);
BsLinkFollower *bs_reader_get_links (BsReader *self);
BsReaderState bs_reader_get_state (BsReader *self);
const char *bs_reader_get_message (BsReader *self);
BsDocument *bs_reader_get_document (BsReader *self);
gboolean bs_reader_get_removed (BsReader *self);
double bs_reader_get_zoom (BsReader *self);
void bs_reader_set_zoom (BsReader *self, double zoom);
void bs_reader_retry (BsReader *self);

/* An article that is being edited: how it would look. */
void bs_reader_preview (BsReader *self, BsDocument *document, const char *words);
void bs_reader_follow (BsReader *self, const char *words);
void bs_reader_end_preview (BsReader *self);

void bs_reader_set_original (BsReader *self, gboolean original);
void bs_reader_set_as_text (BsReader *self, gboolean as_text);
BsTextView *bs_reader_get_text (BsReader *self);
void bs_reader_set_look (BsReader *self, const BsReaderLook *look);

/* The words of a search are highlighted in every article, until the find bar looks for something else. */
void bs_reader_set_found (BsReader *self, const char *const *phrases);
void bs_reader_find (BsReader *self, const char *text);
void bs_reader_find_step (BsReader *self, int direction);
guint bs_reader_get_n_found (BsReader *self);
guint bs_reader_get_found (BsReader *self);

void bs_reader_set_pictures (BsReader *self, BsPictureLoader *pictures);
guint bs_reader_get_n_blocked (BsReader *self);
const char *const *bs_reader_get_blocked_hosts (BsReader *self);
void bs_reader_allow_pictures (BsReader *self);

G_END_DECLS
