/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/library/search/search-date.h"
#include "model/library/search/search-note.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

typedef enum
{
  BS_SEARCH_AND,
  BS_SEARCH_OR,
  BS_SEARCH_NOT,
  BS_SEARCH_NEAR, /* phrases that are near each other, in a title or a text */
  BS_SEARCH_PHRASE,
  BS_SEARCH_CATEGORY,
  BS_SEARCH_TAG,
  BS_SEARCH_AUTHOR,
  BS_SEARCH_FOLDER,
  BS_SEARCH_BEFORE,
  BS_SEARCH_AFTER,
  BS_SEARCH_DATE,
  BS_SEARCH_STATE,
  BS_SEARCH_PROBLEM,
  BS_SEARCH_HAS,
  BS_SEARCH_LANGUAGE,
  BS_SEARCH_KEY, /* a key of front matter whose value has a phrase */
} BsSearchKind;

typedef enum
{
  BS_SEARCH_UNREAD,
  BS_SEARCH_READ,
  BS_SEARCH_STARRED,
  BS_SEARCH_DRAFT,
  BS_SEARCH_BROKEN,
  BS_SEARCH_UNDATED,
} BsSearchState;

typedef enum
{
  BS_SEARCH_HAS_IMAGE,
  BS_SEARCH_HAS_MATH,
  BS_SEARCH_HAS_CODE,
  BS_SEARCH_HAS_VIDEO,
  BS_SEARCH_HAS_NOTE, /* a problem that is a note */
  BS_N_SEARCH_FEATURES
} BsSearchFeature;

typedef enum
{
  BS_SEARCH_DEFAULT = 0,
  BS_SEARCH_TYPING = 1 << 0, /* the last word may go on */
  BS_SEARCH_PLAIN = 1 << 1,  /* words and exact quotations only: operators have no meaning */
} BsSearchFlags;

/* A node of a query. */
typedef struct
{
  BsSearchKind kind;
  GPtrArray *children; /* (element-type BsSearchNode): of and, or, not, near; of a key, the phrase of its value */
  GPtrArray *tokens;   /* (element-type utf8): of a phrase, folded; "." is a boundary */
  gboolean is_prefix;  /* of a phrase: its last word is a prefix */
  gboolean only_title;
  gboolean has_variants;   /* of a phrase: it consists of Chinese, and can be written with other characters */
  gboolean is_exact;       /* of a phrase: variants of its characters do not match */
  char *text;              /* of a phrase, as typed; of a name, a language or a key, folded */
  BsSearchDays days;       /* of a date */
  BsSearchState state;     /* of is: */
  BsSearchFeature feature; /* of has: */
  guint64 problems;        /* of problem: a bit for each kind */
  guint distance;          /* of near: the maximum number of tokens between its phrases */
  guint index; /* of a phrase: its index among its query's phrases; of near: after those; of a fact: after those */
} BsSearchNode;

/* A parsed query. Nothing in it changes once it is made. */
typedef struct
{
  gatomicrefcount ref_count;
  BsSearchNode *root;   /* (nullable): everything is */
  GPtrArray *phrases;   /* (element-type BsSearchNode): all of them, by index */
  GPtrArray *nears;     /* (element-type BsSearchNode): all NEAR groups */
  GPtrArray *facts;     /* (element-type BsSearchNode): all nodes that the row of an article cannot answer */
  BsSearchNode *joined; /* (nullable): all words of several as one phrase, which has a place among the phrases too */
  GPtrArray *notes;     /* (element-type BsSearchNote): the parts that were not understood */
  gboolean is_open;     /* some word in it becomes a field once there is such a key */
} BsSearchQuery;

BsSearchQuery *bs_search_query_parse (const char *text, BsSearchFlags flags);
BsSearchQuery *bs_search_query_parse_in (const char *text, BsSearchFlags flags, BsVocabulary *vocabulary);
BsSearchQuery *bs_search_query_ref (BsSearchQuery *self);
void bs_search_query_unref (BsSearchQuery *self);
char *bs_search_query_dup_notes (const BsSearchQuery *self);
gboolean bs_search_query_has_words (const BsSearchQuery *self);
gboolean bs_search_query_is_partial (const BsSearchQuery *self);
char *bs_search_query_describe (const BsSearchQuery *self);
char *bs_search_node_describe (const BsSearchNode *self);
GPtrArray *bs_search_query_list_wanted (const BsSearchQuery *self);
gboolean bs_search_query_asks_for_marks (const BsSearchQuery *self);

BsSearchNode *bs_search_node_new (BsSearchKind kind);
BsSearchNode *bs_search_node_copy_phrase (const BsSearchNode *self);
gboolean bs_search_node_is_exact (const BsSearchNode *self);
void bs_search_node_free (BsSearchNode *self);
char *bs_search_fold_name (const char *name);
gboolean bs_search_node_matches_name (const BsSearchNode *self, const char *folded_name);

const char *bs_search_feature_to_string (BsSearchFeature feature);
gboolean bs_search_node_is_fact (const BsSearchNode *self);

gboolean bs_search_query_find_field (const char *name, gsize length, BsSearchKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchQuery, bs_search_query_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchNode, bs_search_node_free)

G_END_DECLS
