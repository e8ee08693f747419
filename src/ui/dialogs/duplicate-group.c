/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/duplicate-group.h"

#include <string.h>

#include "ui/widgets/shorthand.h"

/* The number of articles in a larger group whose categories and tags are examined. */
#define MAX_ASKED 1000

struct _BsDuplicateGroup
{
  GObject parent_instance;

  BsSimilarFindings *findings;
  GArray *members; /* (element-type BsSimilarMember) */
  guint permille;
  guint kept;
  GPtrArray *reasons; /* (nullable) (element-type BsSimilarReason): not known yet */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsDuplicateGroup, bs_duplicate_group, G_TYPE_OBJECT)

static void
bs_duplicate_group_finalize (GObject *object)
{
  BsDuplicateGroup *self = BS_DUPLICATE_GROUP (object);

  g_array_unref (self->members);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  bs_similar_findings_unref (self->findings);

  G_OBJECT_CLASS (bs_duplicate_group_parent_class)->finalize (object);
}

static void
bs_duplicate_group_class_init (BsDuplicateGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_duplicate_group_finalize;

  signals[CHANGED] = bs_new_signal (klass, "changed", 0);
}

static void
bs_duplicate_group_init (BsDuplicateGroup *self)
{
}

/* @category: (nullable): for %BS_KEEP_IN_CATEGORY, from the root */
BsDuplicateGroup *
bs_duplicate_group_new (BsSimilarFindings *findings, const BsSimilarGroup *group, BsKeepRule rule,
                        const char *const *category)
{
  BsDuplicateGroup *self;

  g_return_val_if_fail (findings != NULL && group != NULL, NULL);

  self = g_object_new (BS_TYPE_DUPLICATE_GROUP, NULL);
  self->findings = bs_similar_findings_ref (findings);
  self->members = g_array_ref (group->members);
  self->permille = group->permille;
  bs_duplicate_group_choose (self, rule, category);
  return self;
}

/* Returns: (transfer none) (element-type BsSimilarMember): its articles */
GArray *
bs_duplicate_group_get_members (BsDuplicateGroup *self)
{
  g_return_val_if_fail (BS_IS_DUPLICATE_GROUP (self), NULL);

  return self->members;
}

const BsRow *
bs_duplicate_group_get_row (BsDuplicateGroup *self, guint i)
{
  g_return_val_if_fail (BS_IS_DUPLICATE_GROUP (self), NULL);

  return bs_similar_findings_get_row (self->findings, g_array_index (self->members, BsSimilarMember, i).id);
}

guint
bs_duplicate_group_get_permille (BsDuplicateGroup *self)
{
  g_return_val_if_fail (BS_IS_DUPLICATE_GROUP (self), 0);

  return self->permille;
}

guint
bs_duplicate_group_get_kept (BsDuplicateGroup *self)
{
  g_return_val_if_fail (BS_IS_DUPLICATE_GROUP (self), 0);

  return self->kept;
}

void
bs_duplicate_group_set_kept (BsDuplicateGroup *self, guint i)
{
  g_return_if_fail (BS_IS_DUPLICATE_GROUP (self));
  g_return_if_fail (i < self->members->len);

  if (self->kept == i)
    return;
  self->kept = i;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_in_category (const BsRow *row, const char *const *category)
{
  guint depth = category != NULL ? g_strv_length ((GStrv) category) : 0;

  for (guint i = row->n_sources; i < row->n_sources + row->n_categories; i++)
    for (const BsTerm *term = row->terms[i]; term != NULL; term = term->parent)
      {
        guint n = depth;

        for (const BsTerm *part = term; n > 0 && part != NULL && strcmp (part->name, category[n - 1]) == 0;
             part = part->parent)
          if (--n == 0 && part->parent == NULL)
            return TRUE;
      }
  return FALSE;
}

/* Copying a file usually adds something to its name. */
static gboolean
has_shorter_path (const BsRow *row, const BsRow *other)
{
  g_autofree char *path = bs_row_dup_path (row);
  g_autofree char *other_path = bs_row_dup_path (other);

  return strlen (path) < strlen (other_path);
}

/* Whether it is better to keep @row than @other. */
static gboolean
is_better (const BsRow *row, const BsRow *other, BsKeepRule rule, const char *const *category)
{
  const guint64 conflicted = (guint64) 1 << BS_PROBLEM_CONFLICTED_COPY;
  gboolean is_first = (row->problems & conflicted) == 0;
  gboolean is_second = (other->problems & conflicted) == 0;

  /* A conflicted copy is never kept instead of its original. */
  if (is_first != is_second)
    return is_first;
  if (rule == BS_KEEP_LONGEST && row->size != other->size)
    return row->size > other->size;
  if (rule == BS_KEEP_STARRED)
    {
      is_first = (bs_row_get_marks (row) & BS_MARK_STARRED) != 0;
      is_second = (bs_row_get_marks (other) & BS_MARK_STARRED) != 0;
    }
  if (rule == BS_KEEP_IN_CATEGORY)
    {
      is_first = is_in_category (row, category);
      is_second = is_in_category (other, category);
    }
  if (is_first != is_second)
    return is_first;
  if (row->date != other->date)
    return other->date == BS_ROW_NO_DATE || (row->date != BS_ROW_NO_DATE && row->date < other->date);
  return has_shorter_path (row, other);
}

void
bs_duplicate_group_choose (BsDuplicateGroup *self, BsKeepRule rule, const char *const *category)
{
  guint best = 0;

  g_return_if_fail (BS_IS_DUPLICATE_GROUP (self));

  for (guint i = 1; i < self->members->len; i++)
    if (is_better (bs_duplicate_group_get_row (self, i), bs_duplicate_group_get_row (self, best), rule, category))
      best = i;
  self->kept = best;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable) (element-type BsSimilarReason): of the second article and those that follow */
GPtrArray *
bs_duplicate_group_get_reasons (BsDuplicateGroup *self)
{
  g_return_val_if_fail (BS_IS_DUPLICATE_GROUP (self), NULL);

  return self->reasons;
}

/* @reasons: (transfer full) */
void
bs_duplicate_group_set_reasons (BsDuplicateGroup *self, GPtrArray *reasons)
{
  g_return_if_fail (BS_IS_DUPLICATE_GROUP (self));

  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  self->reasons = reasons;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer full) (element-type guint): the articles that are not kept */
GArray *
bs_duplicate_group_list_others (BsDuplicateGroup *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->members->len; i++)
    if (i != self->kept)
      {
        guint id = g_array_index (self->members, BsSimilarMember, i).id;

        g_array_append_val (ids, id);
      }
  return ids;
}

/* Returns: (transfer container) (element-type BsTerm): the categories or tags of the others that the kept one lacks */
GPtrArray *
bs_duplicate_group_list_terms (BsDuplicateGroup *self, BsVocabularyKind kind)
{
  GPtrArray *terms = g_ptr_array_new ();
  const BsRow *kept = bs_duplicate_group_get_row (self, self->kept);

  for (guint i = 0; i < MIN (self->members->len, MAX_ASKED); i++)
    {
      const BsRow *row = bs_duplicate_group_get_row (self, i);
      guint start = kind == BS_VOCABULARY_CATEGORIES ? row->n_sources : row->n_sources + row->n_categories;
      guint n = kind == BS_VOCABULARY_CATEGORIES ? row->n_categories : row->n_tags;

      for (guint j = start; j < start + n; j++)
        if (!bs_row_has_term (kept, kind, row->terms[j]) && !g_ptr_array_find (terms, row->terms[j], NULL))
          g_ptr_array_add (terms, row->terms[j]);
    }
  return terms;
}
