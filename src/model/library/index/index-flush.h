/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes an index to the disk while another thread continues to fill it, which would otherwise wait for the disk after
 * each part. */
typedef struct _BsIndexFlush BsIndexFlush;

BsIndexFlush *bs_index_flush_new (const char *path);
void bs_index_flush_free (BsIndexFlush *self);
void bs_index_flush_ask (BsIndexFlush *self);

G_END_DECLS
