/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/row.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A file may contain a million tags; nobody means more than this. */
#define MAX_TERMS 1024
#define MAX_KEYS 256

/* A file's name mostly begins with its title; the two then share their memory. */
static BsRow *
row_alloc (BsTerm *folder, const char *name, gsize name_length, guint n_terms, const char *title, gsize title_length)
{
  gboolean is_shared = title_length > 0 && title_length <= name_length && memcmp (name, title, title_length) == 0;
  const char *rest = is_shared ? name + title_length : name;
  gsize rest_length = is_shared ? name_length - title_length : name_length;
  BsRow *self = g_malloc0 (sizeof (BsRow) + n_terms * sizeof (BsTerm *) + title_length + 1 + rest_length + 1);
  char *text = (char *) &self->terms[n_terms];

  g_atomic_ref_count_init (&self->ref_count);
  self->id = BS_ROW_NO_ID;
  self->folder = folder;
  self->hash = (guint32) XXH3_64bits_withSeed (name, name_length, folder->index);
  self->flags = is_shared ? BS_ROW_NAME_BEGINS_WITH_TITLE : 0;
  self->title_length = (guint16) title_length;
  memcpy (text, title, title_length);
  memcpy (text + title_length + 1, rest, rest_length);
  return self;
}

/* The part of the name before get_name_rest(). */
static const char *
get_name_start (const BsRow *self)
{
  return (self->flags & BS_ROW_NAME_BEGINS_WITH_TITLE) != 0 ? bs_row_get_title (self) : "";
}

static const char *
get_name_rest (const BsRow *self)
{
  return bs_row_get_title (self) + self->title_length + 1;
}

static guint
count_strings (GStrv strings)
{
  return strings != NULL ? MIN (g_strv_length (strings), MAX_TERMS) : 0;
}

static const char *
split_path (const char *path, gsize *folder_length)
{
  const char *slash = strrchr (path, '/');

  *folder_length = slash != NULL ? (gsize) (slash - path) : 0;
  return slash != NULL ? slash + 1 : path;
}

static guint
add_term (BsTerm **terms, guint n_terms, BsTerm *term)
{
  for (guint i = 0; i < n_terms; i++)
    if (terms[i] == term)
      return n_terms;
  terms[n_terms] = term;
  return n_terms + 1;
}

static guint
add_strings (BsVocabulary *vocabulary, BsVocabularyKind kind, GStrv strings, BsTerm **terms)
{
  guint n = 0;

  for (guint i = 0; i < count_strings (strings); i++)
    n = add_term (terms, n, bs_vocabulary_intern (vocabulary, kind, NULL, strings[i], strlen (strings[i])));
  return n;
}

static guint
add_categories (BsVocabulary *vocabulary, GPtrArray *categories, BsTerm **terms)
{
  guint n = 0;

  for (guint i = 0; categories != NULL && i < MIN (categories->len, MAX_TERMS); i++)
    {
      GStrv path = categories->pdata[i];
      BsTerm *term = NULL;

      for (guint j = 0; path[j] != NULL && j < MAX_TERMS; j++)
        term = bs_vocabulary_intern (vocabulary, BS_VOCABULARY_CATEGORIES, term, path[j], strlen (path[j]));
      if (term != NULL)
        n = add_term (terms, n, term);
    }
  return n;
}

static void
add_keys (BsVocabulary *vocabulary, const BsValue *front_matter)
{
  const char *keys[MAX_KEYS];
  guint n = 0;

  if (front_matter == NULL || front_matter->kind != BS_VALUE_MAP || front_matter->items == NULL)
    return;
  for (guint i = 0; i < front_matter->items->len && n < MAX_KEYS; i++)
    {
      const BsValue *value = front_matter->items->pdata[i];

      if (value->key != NULL)
        keys[n++] = value->key;
    }
  bs_vocabulary_add_keys (vocabulary, keys, n);
}

/**
 * bs_row_new:
 * @vocabulary: the names that rows refer to; it must outlive the row
 * @site: whose clock a date without a zone is on
 * @article: an article
 * @stamp: the file's stamp
 *
 * Returns: (transfer full): the data for the lists
 */
BsRow *
bs_row_new (BsVocabulary *vocabulary, BsSite *site, const BsArticle *article, const BsFileStamp *stamp)
{
  BsTerm *terms[3 * MAX_TERMS];
  gsize folder_length;
  const char *name;
  gsize title_length;
  guint n_sources;
  guint n_categories;
  guint n_tags;
  BsTerm *folder;
  BsRow *self;

  n_sources = add_strings (vocabulary, BS_VOCABULARY_SOURCES, article->authors, terms);
  n_categories = add_categories (vocabulary, article->categories, terms + n_sources);
  n_tags = add_strings (vocabulary, BS_VOCABULARY_TAGS, article->tags, terms + n_sources + n_categories);

  add_keys (vocabulary, article->keys);
  name = split_path (article->path, &folder_length);
  folder = bs_vocabulary_intern (vocabulary, BS_VOCABULARY_FOLDERS, NULL, article->path, folder_length);
  title_length = strlen (article->title);
  if (title_length > BS_ROW_MAX_TITLE_BYTES)
    title_length =
        (gsize) (g_utf8_find_prev_char (article->title, article->title + BS_ROW_MAX_TITLE_BYTES) - article->title);

  self = bs_row_new_bare (folder, name, strlen (name), article->title, title_length, terms, n_sources, n_categories,
                          n_tags);
  self->modified = stamp->modified;
  self->size = stamp->size;
  self->inode = stamp->inode;
  self->content_hash = stamp->content_hash;
  self->body_hash = stamp->body_hash;
  self->problems = bs_problems_get_kinds (article->problems);
  self->date = BS_ROW_NO_DATE;
  if (article->has_date)
    {
      GTimeZone *zone = bs_site_find (site, article->path)->zone;
      BsDate date = article->date;

      /* A caller that reads the row again only knows the time zone of the library. */
      if (zone != site->zone && !date.has_zone)
        {
          date.zone = (gint32) (date.face - bs_date_to_unix (&date, zone));
          date.has_zone = TRUE;
        }
      bs_row_set_date (self, &date, zone);
    }
  self->flags |= (article->draft ? BS_ROW_DRAFT : 0) | (article->image != NULL ? BS_ROW_HAS_IMAGE : 0) |
                 (bs_problems_need_repair (article->problems) ? BS_ROW_NEEDS_REPAIR : 0) |
                 (stamp->is_fresh ? BS_ROW_FRESH : 0);
  return self;
}

/**
 * bs_row_new_bare:
 * @folder: its folder
 * @name: the file's name
 * @name_length: in bytes
 * @title: its title
 * @title_length: in bytes; longer titles are truncated to %BS_ROW_MAX_TITLE_BYTES
 * @terms: its sources, its categories and its tags
 * @n_sources: how many of them are sources
 * @n_categories: how many are categories
 * @n_tags: how many are tags
 *
 * Returns: (transfer full): a row that has its names, and whose numbers are the caller's to set
 */
BsRow *
bs_row_new_bare (BsTerm *folder, const char *name, gsize name_length, const char *title, gsize title_length,
                 BsTerm *const *terms, guint n_sources, guint n_categories, guint n_tags)
{
  guint n_terms = n_sources + n_categories + n_tags;
  BsRow *self = row_alloc (folder, name, name_length, n_terms, title, MIN (title_length, BS_ROW_MAX_TITLE_BYTES));

  self->n_sources = (guint16) n_sources;
  self->n_categories = (guint16) n_categories;
  self->n_tags = (guint16) n_tags;
  if (n_terms > 0)
    memcpy (self->terms, terms, n_terms * sizeof (BsTerm *));
  return self;
}

/**
 * bs_row_new_for_path:
 * @vocabulary: the names that rows refer to
 * @path: a path relative to the library
 *
 * Returns: (transfer full): a row with only a path, for lookups
 */
BsRow *
bs_row_new_for_path (BsVocabulary *vocabulary, const char *path)
{
  gsize folder_length;
  const char *name = split_path (path, &folder_length);

  return row_alloc (bs_vocabulary_intern (vocabulary, BS_VOCABULARY_FOLDERS, NULL, path, folder_length), name,
                    strlen (name), 0, "", 0);
}

/**
 * bs_row_ref:
 * @self: a row
 *
 * Returns: (transfer full): @self
 */
BsRow *
bs_row_ref (BsRow *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_row_unref:
 * @self: (transfer full) (nullable): a row; a row taken from an array leaves NULL there
 */
void
bs_row_unref (BsRow *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * bs_row_get_title:
 * @self: a row
 *
 * Returns: its title
 */
const char *
bs_row_get_title (const BsRow *self)
{
  return (const char *) &self->terms[self->n_sources + self->n_categories + self->n_tags];
}

/**
 * bs_row_get_source:
 * @self: a row
 *
 * Returns: (nullable): the first of its authors
 */
const char *
bs_row_get_source (const BsRow *self)
{
  return self->n_sources > 0 ? self->terms[0]->name : NULL;
}

/**
 * bs_row_dup_path:
 * @self: a row
 *
 * Returns: (transfer full): its path relative to the library
 */
char *
bs_row_dup_path (const BsRow *self)
{
  return g_strconcat (self->folder->name, self->folder->name[0] != '\0' ? "/" : "", get_name_start (self),
                      get_name_rest (self), NULL);
}

/**
 * bs_row_dup_name:
 * @self: a row
 *
 * Returns: (transfer full): its file's name
 */
char *
bs_row_dup_name (const BsRow *self)
{
  return g_strconcat (get_name_start (self), get_name_rest (self), NULL);
}

/**
 * bs_row_set_date:
 * @self: a row that no list can see yet
 * @date: a date as written
 * @zone: its time zone if it has none
 */
void
bs_row_set_date (BsRow *self, const BsDate *date, GTimeZone *zone)
{
  self->date = bs_date_to_unix (date, zone);
  self->clock = (gint32) (date->face - self->date);
  self->flags |=
      BS_ROW_HAS_DATE | (date->has_zone ? BS_ROW_DATE_HAS_ZONE : 0) | (date->has_time ? BS_ROW_DATE_HAS_TIME : 0);
}

/**
 * bs_row_get_date:
 * @self: a row
 * @date: (out): the date as written
 *
 * Returns: whether it has one
 */
gboolean
bs_row_get_date (const BsRow *self, BsDate *date)
{
  if ((self->flags & BS_ROW_HAS_DATE) == 0)
    return FALSE;
  *date = (BsDate){
    .face = self->date + self->clock,
    .zone = (self->flags & BS_ROW_DATE_HAS_ZONE) != 0 ? self->clock : 0,
    .has_zone = (self->flags & BS_ROW_DATE_HAS_ZONE) != 0,
    .has_time = (self->flags & BS_ROW_DATE_HAS_TIME) != 0,
  };
  return TRUE;
}

/**
 * bs_row_compare_paths:
 * @a: a row
 * @b: another
 *
 * Returns: the result of `strcmp()` for their paths
 */
int
bs_row_compare_paths (const BsRow *a, const BsRow *b)
{
  const char *texts[2][4] = {
    { a->folder->name, *a->folder->name != '\0' ? "/" : "", get_name_start (a), get_name_rest (a) },
    { b->folder->name, *b->folder->name != '\0' ? "/" : "", get_name_start (b), get_name_rest (b) },
  };
  guint first = a->folder == b->folder ? 2 : 0;
  guint parts[2] = { first, first };

  for (;;)
    {
      guchar bytes[2];

      for (guint i = 0; i < 2; i++)
        {
          while (parts[i] < 3 && *texts[i][parts[i]] == '\0')
            parts[i]++;
          bytes[i] = (guchar) *texts[i][parts[i]];
          if (bytes[i] != '\0')
            texts[i][parts[i]]++;
        }
      if (bytes[0] != bytes[1])
        return bytes[0] < bytes[1] ? -1 : 1;
      if (bytes[0] == '\0')
        return 0;
    }
}

/**
 * bs_row_has_term:
 * @self: a row
 * @kind: categories, tags or sources
 * @term: one of them
 *
 * Returns: whether the article has it; a category also if the article is in one below it
 */
gboolean
bs_row_has_term (const BsRow *self, BsVocabularyKind kind, const BsTerm *term)
{
  BsTerm *const *terms = self->terms;
  guint n = self->n_sources;

  if (kind != BS_VOCABULARY_SOURCES)
    {
      terms += self->n_sources;
      n = self->n_categories;
    }
  if (kind == BS_VOCABULARY_TAGS)
    {
      terms += self->n_categories;
      n = self->n_tags;
    }
  for (guint i = 0; i < n; i++)
    {
      const BsTerm *candidate = terms[i];

      while (candidate != NULL && candidate->depth > term->depth)
        candidate = candidate->parent;
      if (candidate == term)
        return TRUE;
    }
  return FALSE;
}

/**
 * bs_row_get_marks:
 * @self: a row
 *
 * Returns: the reader's marks of the article; on other threads than the main one they may be slightly out of date
 */
BsMarks
bs_row_get_marks (const BsRow *self)
{
  return __atomic_load_n (&self->marks, __ATOMIC_RELAXED);
}

/**
 * bs_row_set_marks:
 * @self: a row; the main thread's
 * @marks: the reader's marks of the article
 *
 * Lists of articles by mark have to be updated afterwards.
 */
void
bs_row_set_marks (BsRow *self, BsMarks marks)
{
  __atomic_store_n (&self->marks, (guint8) marks, __ATOMIC_RELAXED);
}

/**
 * bs_row_looks_same:
 * @self: a row
 * @other: another of the same article
 *
 * Returns: whether they are equal in all lists and counts
 */
gboolean
bs_row_looks_same (const BsRow *self, const BsRow *other)
{
  const guint8 shown = BS_ROW_HAS_DATE | BS_ROW_DRAFT | BS_ROW_HAS_IMAGE | BS_ROW_NEEDS_REPAIR;
  guint n_terms = self->n_sources + self->n_categories + self->n_tags;

  return (self->flags & shown) == (other->flags & shown) && self->date == other->date &&
         self->problems == other->problems && self->n_sources == other->n_sources &&
         self->n_categories == other->n_categories && self->n_tags == other->n_tags &&
         memcmp (self->terms, other->terms, n_terms * sizeof (BsTerm *)) == 0 && bs_row_equal_path (self, other) &&
         strcmp (bs_row_get_title (self), bs_row_get_title (other)) == 0;
}

/**
 * bs_row_is_recorded_same:
 * @self: a row
 * @other: another of the same article
 *
 * Returns: whether an index that has the one need not be given the other
 */
gboolean
bs_row_is_recorded_same (const BsRow *self, const BsRow *other)
{
  return ((self->flags ^ other->flags) & ~BS_ROW_RECORDED) == 0 && self->clock == other->clock &&
         self->modified == other->modified && self->size == other->size && self->inode == other->inode &&
         self->content_hash == other->content_hash && self->body_hash == other->body_hash &&
         bs_row_looks_same (self, other);
}

/**
 * bs_row_hash_name:
 * @folder: a folder of the vocabulary
 * @name: the name of a file in it
 *
 * Returns: the hash of a row with that path
 */
guint32
bs_row_hash_name (const BsTerm *folder, const char *name)
{
  return (guint32) XXH3_64bits_withSeed (name, strlen (name), folder->index);
}

/**
 * bs_row_has_name:
 * @self: a row
 * @folder: a folder of its vocabulary
 * @name: the name of a file in it
 * @hash: the result of bs_row_hash_name() for both
 *
 * Returns: whether that is the path of the row
 */
gboolean
bs_row_has_name (const BsRow *self, const BsTerm *folder, const char *name, guint32 hash)
{
  const char *start = get_name_start (self);
  gsize length = strlen (start);

  return self->hash == hash && self->folder == folder && strncmp (name, start, length) == 0 &&
         strcmp (name + length, get_name_rest (self)) == 0;
}

/**
 * bs_row_hash_content:
 * @self: a row
 *
 * Returns: a hash of the file's contents and its name, without the folder
 */
guint64
bs_row_hash_content (const BsRow *self)
{
  const char *start = get_name_start (self);
  const char *rest = get_name_rest (self);

  return XXH3_64bits_withSeed (rest, strlen (rest), XXH3_64bits_withSeed (start, strlen (start), self->content_hash));
}

guint
bs_row_hash_path (gconstpointer row)
{
  return ((const BsRow *) row)->hash;
}

gboolean
bs_row_equal_path (gconstpointer a, gconstpointer b)
{
  const BsRow *first = a;
  const BsRow *second = b;

  return first->hash == second->hash && first->folder == second->folder && bs_row_compare_paths (first, second) == 0;
}
