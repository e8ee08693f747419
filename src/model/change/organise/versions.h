/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/change/edit/edit.h"
#include "model/change/organise/conflict-merge.h"
#include "model/library/library.h"

G_BEGIN_DECLS

/* A field of the front matter in two versions of an article. */
typedef struct
{
  char *key;
  char *one;   /* (nullable): as one line */
  char *other; /* (nullable) */
  gboolean is_different;
  BsValue *other_value; /* (nullable): its text, if it is different */
} BsVersionField;

typedef enum
{
  BS_VERSION_LINE_SAME,
  BS_VERSION_LINE_ONE,   /* only in the first */
  BS_VERSION_LINE_OTHER, /* only in the second */
  BS_VERSION_LINE_GAP,   /* lines that are the same are not listed */
} BsVersionLineKind;

/* A part of a line, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
} BsVersionMark;

typedef struct
{
  BsVersionLineKind kind;
  char *text;
  GArray *marks; /* (nullable) (element-type BsVersionMark): the differences from its replacement */
} BsVersionLine;

/* Two versions of an article beside each other. Nothing in it changes. */
typedef struct
{
  char *one_path;
  char *other_path;
  GBytes *one;
  GBytes *other;
  GBytes *merged;    /* (nullable): the changes of both, if that is possible */
  GPtrArray *fields; /* (element-type BsVersionField) */
  GPtrArray *lines;  /* (element-type BsVersionLine): of the bodies */
} BsVersions;

void bs_versions_free (BsVersions *self);
BsEdit *bs_versions_take_fields (const BsVersions *self, const gboolean *are_taken);
void bs_versions_compare_async (BsLibrary *library, const char *one_path, const char *other_path,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
BsVersions *bs_versions_compare_finish (BsLibrary *library, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsVersions, bs_versions_free)

G_END_DECLS
