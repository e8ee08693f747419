/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The maximum number of results: the shell shows five, and how many more there are. */
#define BS_FINDER_MAX 20

/* Searches the indexes of libraries on a thread of its own. */
typedef struct _BsFinder BsFinder;

BsFinder *bs_finder_new (void);
void bs_finder_free (BsFinder *self);

void bs_finder_search_async (BsFinder *self, const char *const *folders, const char *const *words,
                             GAsyncReadyCallback callback, gpointer user_data);
char **bs_finder_search_finish (BsFinder *self, GAsyncResult *result);
void bs_finder_describe_async (BsFinder *self, const char *const *folders, const char *const *ids,
                               GAsyncReadyCallback callback, gpointer user_data);
GVariant *bs_finder_describe_finish (BsFinder *self, GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsFinder, bs_finder_free)

G_END_DECLS
