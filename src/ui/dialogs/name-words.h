/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/name-list.h"

G_BEGIN_DECLS

/* What is known of a name, in the order of BsNameSort. */
typedef enum
{
  BS_NAME_COLUMN_NAME,
  BS_NAME_COLUMN_COUNT,
  BS_NAME_COLUMN_FIRST,
  BS_NAME_COLUMN_LAST,
  BS_N_NAME_COLUMNS
} BsNameColumn;

/* What rows say of names. */
void bs_name_words_init (void);
char *bs_name_words_cell (BsName *name, guint column);
char *bs_name_words_facts (BsName *name);
void bs_name_words_group (BsName *name, char **title, char **facts);

G_END_DECLS
