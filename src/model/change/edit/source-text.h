/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a file can be viewed and not edited: an edit could lose bytes that are not in the text. */
typedef enum
{
  BS_SOURCE_EDITABLE,
  BS_SOURCE_NUL_BYTES,
  BS_SOURCE_BROKEN_BYTES,
  BS_SOURCE_UNKNOWN_ENCODING,
  BS_SOURCE_RECOVERED_ENCODING, /* encoding the text gives other bytes than those of the file */
  BS_SOURCE_LONG_LINES,         /* lines are shown in part */
  BS_SOURCE_TOO_LARGE,
} BsSourceState;

/* A character of a text that the file's encoding does not have. */
typedef struct
{
  gunichar character;
  guint line;   /* from 1 */
  guint column; /* in characters, from 1 */
} BsSourceLoss;

/* The longest line that is shown whole, in characters. */
#define BS_SOURCE_MAX_LINE 10000

/* A file as text to be edited, and the way back to its bytes. It never changes, so threads may share it. */
typedef struct _BsSourceText BsSourceText;

BsSourceText *bs_source_text_new (GBytes *bytes);
BsSourceText *bs_source_text_ref (BsSourceText *self);
void bs_source_text_unref (BsSourceText *self);

GBytes *bs_source_text_get_bytes (const BsSourceText *self);
const char *bs_source_text_get_text (const BsSourceText *self, gsize *length);
const char *bs_source_text_get_charset (const BsSourceText *self);
const char *bs_source_text_get_line_end (const BsSourceText *self);
BsSourceState bs_source_text_get_state (const BsSourceText *self);
char *bs_source_text_describe_state (const BsSourceText *self);

GBytes *bs_source_text_apply (const BsSourceText *self, const char *text, gsize length, GError **error);
GArray *bs_source_text_list_lost (const BsSourceText *self, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSourceText, bs_source_text_unref)

G_END_DECLS
