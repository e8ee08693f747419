/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/reference.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* The targets of references between the files of a library, before and after files are moved. Immutable once all moves
 * are added, so that threads may share it. */
typedef struct _BsLinkMap BsLinkMap;

typedef enum
{
  BS_LINK_NONE, /* it names no file of the library */
  BS_LINK_FOUND,
  BS_LINK_AMBIGUOUS,
} BsLinkAnswer;

typedef enum
{
  BS_LINK_BEFORE,
  BS_LINK_AFTER,
} BsLinkTime;

BsLinkMap *bs_link_map_new (BsSite *site, const GPtrArray *articles);
void bs_link_map_free (BsLinkMap *self);
void bs_link_map_add_move (BsLinkMap *self, const char *from, const char *to);
void bs_link_map_add_hidden (BsLinkMap *self, const char *path);
gboolean bs_link_map_is_hidden (const BsLinkMap *self, const char *path);
const char *bs_link_map_get_new_path (const BsLinkMap *self, const char *path);
gboolean bs_link_map_may_be_in (const BsLinkMap *self, const char *data, gsize length);
gboolean bs_link_map_concerns (const BsLinkMap *self, const BsReference *reference);
BsLinkAnswer bs_link_map_resolve (const BsLinkMap *self, BsLinkTime time, const char *from,
                                  const BsReference *reference, char **target);
char *bs_link_map_spell (const BsLinkMap *self, const char *from_before, const char *from_after,
                         const BsReference *reference, const char *before, const char *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsLinkMap, bs_link_map_free)

G_END_DECLS
