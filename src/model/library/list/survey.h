/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/format/front-matter/value.h"
#include "model/library/folder/site.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* The number of values listed for each field: the most frequent ones. */
#define BS_SURVEY_MAX_VALUES 100

/* The fields that the table has for every article. */
typedef enum
{
  BS_SURVEY_TITLE,
  BS_SURVEY_AUTHOR,
  BS_SURVEY_DATE,
  BS_SURVEY_DRAFT,
  BS_SURVEY_CATEGORIES,
  BS_SURVEY_TAGS,
  BS_SURVEY_N_RESIDENT,
} BsSurveyPart;

typedef struct
{
  char *text;       /* as one line; of a category, its last name */
  GStrv names;      /* (nullable): of a category, from the root */
  guint n_articles; /* articles with this value */
  BsValueKind kind;
  gboolean is_date; /* a string that is a date */
  gboolean is_cut;  /* the text is only the beginning */
  gboolean is_flat; /* neither a map nor a list with others in it */
} BsSurveyValue;

/* The values of one field in some articles. */
typedef struct
{
  char *key; /* in the front matter; (nullable) for fields of the table */
  guint n_articles;
  guint n_missing;   /* of these articles, without the field */
  guint n_values;    /* different ones */
  GPtrArray *values; /* (element-type BsSurveyValue): the most frequent first */
} BsSurveyField;

/* The values that some articles have, with counts. Nothing in it changes once it is made. */
typedef struct
{
  gatomicrefcount ref_count;
  guint n_articles;
  GPtrArray *fields; /* (element-type BsSurveyField): by BsSurveyPart, or by key, the most frequent first */
} BsSurvey;

typedef void (*BsSurveyProgressFunc) (guint n_done, gpointer user_data);

BsSurvey *bs_survey_new_resident (const BsSnapshot *snapshot, const guint *ids, guint n_ids);
BsSurvey *bs_survey_new_of_keys (const BsSnapshot *snapshot, BsSite *site, const guint *ids, guint n_ids,
                                 BsSurveyProgressFunc progress, gpointer user_data, GCancellable *cancellable);
BsSurvey *bs_survey_ref (BsSurvey *self);
void bs_survey_unref (BsSurvey *self);
const BsSurveyField *bs_survey_find (const BsSurvey *self, const char *key);
char *bs_survey_describe_value (const BsValue *value);
gboolean bs_survey_is_flat (const BsValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSurvey, bs_survey_unref)

G_END_DECLS
