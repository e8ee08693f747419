/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/library/library.h"

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

/* One article at a time in a web view that can reach nothing but it. Properties: library, path, state, message,
 * document, zoom, link (the address under the pointer), removed (its file is gone, what is shown is what it was).
 * Signals: open-category (GStrv), open-article (path), open-link (address; TRUE if it was dealt with, else the
 * system's program for it is started), link-failed (address, message), shown (the article is on the screen). */
GtkWidget *bs_reader_new (void);
void bs_reader_set_library (BsReader *self, BsLibrary *library);
const char *bs_reader_get_path (BsReader *self);
void bs_reader_set_path (BsReader *self, const char *path);
BsReaderState bs_reader_get_state (BsReader *self);
const char *bs_reader_get_message (BsReader *self);
BsDocument *bs_reader_get_document (BsReader *self);
gboolean bs_reader_get_removed (BsReader *self);
double bs_reader_get_zoom (BsReader *self);
void bs_reader_set_zoom (BsReader *self, double zoom);
void bs_reader_page (BsReader *self, int direction, GAsyncReadyCallback callback, gpointer user_data);
gboolean bs_reader_page_finish (BsReader *self, GAsyncResult *result, GError **error);
void bs_reader_retry (BsReader *self);

G_END_DECLS
