/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/site-kind.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

GStrv bs_names_parse (const char *text, gboolean is_path);
char *bs_name_escape (const char *text, gboolean escape_braces);
BsValue *bs_name_new (const char *name, gboolean escape_braces);
guint bs_name_find_key (const BsValue *root, BsSiteKind site, const char *key);
void bs_name_replace (BsValue *root, BsSiteKind site, const char *key, gboolean is_split, const char *from,
                      const char *to, gboolean escape_braces);
GStrv bs_name_read (const BsValue *value);
char *bs_names_join (const char *const *names);
char *bs_names_join_of (const BsValue *item);
guint bs_names_add (GHashTable *counts, const char *names, int n);
GHashTable *bs_names_count (const BsValue *list);
void bs_name_unite_words (BsValue *value, const char *before);
gboolean bs_name_list_has (const BsValue *list, guint index, const char *const *names);

G_END_DECLS
