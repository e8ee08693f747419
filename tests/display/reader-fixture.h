/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

#include "reader/reader.h"
#include "reader/web-policy.h"

G_BEGIN_DECLS

#define FIXTURE_SECONDS 60

/* A library in a temporary folder, and a reader in a window that shows it. */
typedef struct
{
  char *parent; /* of the library's folder, for files beside it */
  char *root;
  BsLibrary *library;
  GtkWidget *window;
  BsReader *reader;
  guint n_shown;
} ReaderFixture;

void reader_fixture_set_up (ReaderFixture *self, gconstpointer data);
void reader_fixture_tear_down (ReaderFixture *self, gconstpointer data);
void reader_fixture_open_library (ReaderFixture *self);
void reader_fixture_open_library_with_marks (ReaderFixture *self);
void reader_fixture_write (ReaderFixture *self, const char *path, const char *text);
void reader_fixture_write_picture (const char *folder, const char *name);
void reader_fixture_show (ReaderFixture *self, const char *path);
char *reader_fixture_evaluate (ReaderFixture *self, const char *expression);
WebKitWebView *reader_fixture_get_web_view (BsReader *reader);
void reader_fixture_pass_time (guint milliseconds);
gboolean reader_fixture_wake_cb (gpointer user_data);

/* Runs the main loop until a condition is true, with a time limit. */
#define wait_until(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 wait_deadline = g_get_monotonic_time () + FIXTURE_SECONDS * G_USEC_PER_SEC;                                 \
    guint wait_tick = g_timeout_add (20, reader_fixture_wake_cb, NULL);                                                \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (g_get_monotonic_time () > wait_deadline)                                                                   \
          g_error ("waited in vain for: %s", #condition);                                                              \
        g_main_context_iteration (NULL, TRUE);                                                                         \
      }                                                                                                                \
    g_source_remove (wait_tick);                                                                                       \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
