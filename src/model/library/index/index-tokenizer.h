/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FTS5, which no header names. */
typedef struct fts5_api fts5_api;

/* A token that shares its position with the previous one. @start is where it is in the text, in bytes, or 0 if the text
 * is not at hand. */
typedef void (*BsIndexTokenFunc) (const char *token, gsize length, gsize start, gboolean is_beside, gpointer user_data);

void bs_index_tokenizer_run (const char *text, BsIndexTokenFunc func, gpointer user_data);
GBytes *bs_index_tokenizer_cut (const char *text);
void bs_index_tokenizer_repeat (GBytes *tokens, BsIndexTokenFunc func, gpointer user_data);
fts5_api *bs_index_tokenizer_register (gpointer connection);

G_END_DECLS
