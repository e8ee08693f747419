/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <webkit/webkit.h>

#include "reader/reader.h"
#include "reader/web-policy.h"

#include "../support/wait.h"

G_BEGIN_DECLS

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
gboolean reader_fixture_says (ReaderFixture *self, const char *expression, const char *expected);
void reader_fixture_assert_says (ReaderFixture *self, const char *expression, const char *expected);
void reader_fixture_follow (ReaderFixture *self, const char *address);
void reader_fixture_follow_action (ReaderFixture *self, const char *kind, const char *name);
void reader_fixture_pass_time (guint milliseconds);

G_END_DECLS
