/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/replacement.h"
#include "model/format/article/site-kind.h"
#include "model/format/front-matter/value.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define BS_TYPE_EDIT (bs_edit_get_type ())

/* A change to an article's front matter. A path names a value at any depth by map keys and by list indexes from 0. An
 * edit is built first and immutable once in use, so that threads may share it. */
typedef struct _BsEdit BsEdit;

/* Makes new bytes of a whole file and proves them itself. Threads share @data. */
typedef struct
{
  GBytes *(*rewrite) (gpointer data, const char *path, GBytes *bytes, GError **error); /* @path: (nullable): absolute */
  char *(*describe) (gconstpointer data, guint n_articles);
  GDestroyNotify clear; /* (nullable): the kind of @data */
} BsEditRewriter;

GType bs_edit_get_type (void);
BsEdit *bs_edit_new (void);
BsEdit *bs_edit_ref (BsEdit *self);
void bs_edit_unref (BsEdit *self);
BsEdit *bs_edit_dup_for_site (const BsEdit *self, BsSiteKind site);

void bs_edit_set (BsEdit *self, const char *const *path, BsValue *value);
void bs_edit_set_text (BsEdit *self, const char *const *path, const char *text);
void bs_edit_add_text (BsEdit *self, const char *const *path, const char *text);
void bs_edit_remove (BsEdit *self, const char *const *path);
void bs_edit_remove_text (BsEdit *self, const char *const *path, const char *text);

void bs_edit_replace (BsEdit *self, const char *const *path, BsReplacement *replacement);

void bs_edit_rewrite (BsEdit *self, const BsEditRewriter *rewriter, gpointer data);

void bs_edit_put_in_category (BsEdit *self, BsSiteKind site, const char *const *category, gboolean add_to_others);

void bs_edit_rename_category (BsEdit *self, BsSiteKind site, const char *const *from, const char *const *to);
void bs_edit_leave_category (BsEdit *self, BsSiteKind site, const char *const *category);
void bs_edit_rename_tag (BsEdit *self, BsSiteKind site, const char *from, const char *to);
void bs_edit_add_tag (BsEdit *self, BsSiteKind site, const char *tag);
void bs_edit_set_source (BsEdit *self, BsSiteKind site, const char *name);
void bs_edit_rename_source (BsEdit *self, BsSiteKind site, const char *from, const char *to);
gboolean bs_edit_is_empty (const BsEdit *self);
char *bs_edit_describe (const BsEdit *self, guint n_articles);
gboolean bs_edit_change_value (const BsEdit *self, BsValue *root, gboolean escape_braces, GError **error);

GStrv bs_edit_parse_path (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsEdit, bs_edit_unref)

G_END_DECLS
