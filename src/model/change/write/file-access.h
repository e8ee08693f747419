/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean bs_file_is_changeable (const char *path, GError **error);
gboolean bs_file_is_known (GHashTable *files, const char *root, const char *path);
gboolean bs_file_is_creatable (const char *path);
gboolean bs_file_check_creatable (const char *path, GError **error);
GBytes *bs_file_read (const char *path, GError **error);
gboolean bs_file_is_whole (GBytes *bytes, const char *path, GError **error);
GBytes *bs_file_read_open (int fd, gsize max_bytes);
gboolean bs_file_write_all (int fd, const void *data, gsize length);
guint64 bs_file_hash (GBytes *bytes);
void bs_file_set_error (GError **error, int number, const char *path);
gboolean bs_file_is_unsupported (int number);
void bs_file_set_new_error (GError **error, int number, const char *path);
void bs_file_set_own_error (GError **error, int number, const char *path);
gboolean bs_file_sync_folder (const char *folder);

G_END_DECLS
