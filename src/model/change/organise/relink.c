/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/relink.h"

#include "model/change/edit/byte-map.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/edit/edit.h"
#include "model/format/text/encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void note (GPtrArray *notes, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
note (GPtrArray *notes, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (notes == NULL)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  /* Once is enough. */
  if (notes->len > 0 && strcmp (g_ptr_array_index (notes, notes->len - 1), text) == 0)
    return;
  /* A path may be any bytes. */
  g_ptr_array_add (notes, g_utf8_make_valid (text, -1));
}

/* Most files contain no link at all. */
static gboolean
may_have_references (const char *data, gsize length)
{
  static const char *const marks[] = { "](", "]:", "[[", "{%", "{{", "href", "src=", "HREF", "SRC=" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (data, length, marks[i], strlen (marks[i])) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * bs_relink_is_needed:
 * @map: moves
 * @site: the library
 * @path: an article that stays, relative to the library
 * @bytes: its bytes
 *
 * Returns: whether a reference in it may name a moved file; few of these articles need a change
 */
gboolean
bs_relink_is_needed (const BsLinkMap *map, BsSite *site, const char *path, GBytes *bytes)
{
  gsize length;
  const char *data;
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) references = NULL;
  gboolean is_markdown;

  g_return_val_if_fail (map != NULL && site != NULL && path != NULL && bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);
  if (length == 0 || !bs_link_map_may_be_in (map, data, length) ||
      (!may_have_references (data, length) && memchr (data, '\0', length) == NULL))
    return FALSE;
  problems = bs_problems_new ();
  bs_text_decode (&text, data, length, problems);
  is_markdown = !g_str_has_suffix (path, ".html") && !g_str_has_suffix (path, ".htm");
  references = bs_references_find (text.data, text.length, 0, is_markdown, bs_site_find (site, path)->kind);
  for (guint i = 0; i < references->len; i++)
    if (bs_link_map_concerns (map, g_ptr_array_index (references, i)))
      return TRUE;

  return FALSE;
}

/* The replacement of a reference; NULL if it stays as it is. */
static char *
respell (const BsLinkMap *map, const char *path, const BsReference *reference, GPtrArray *notes)
{
  const char *new_path = bs_link_map_get_new_path (map, path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  BsLinkAnswer answer;
  const char *wanted;
  char *spelled;

  if (strcmp (path, new_path) == 0 && !bs_link_map_concerns (map, reference))
    return NULL;
  answer = bs_link_map_resolve (map, BS_LINK_BEFORE, path, reference, &before);
  if (answer == BS_LINK_NONE)
    return NULL;
  if (answer == BS_LINK_AMBIGUOUS)
    {
      /* Translators: the arguments are an article, and its reference to another one. */
      note (notes, _ ("“%s” refers to “%s”, but more than one article has that name. The reference was not changed."),
            path, reference->address);
      return NULL;
    }
  wanted = bs_link_map_get_new_path (map, before);
  if (bs_link_map_resolve (map, BS_LINK_AFTER, new_path, reference, &after) == BS_LINK_FOUND &&
      strcmp (after, wanted) == 0)
    return NULL;
  spelled = bs_link_map_spell (map, path, new_path, reference, before, wanted);
  if (spelled == NULL)
    /* Translators: the arguments are an article, and its reference to another one. */
    note (notes, _ ("“%s” refers to “%s”, which cannot be linked in its new location. The reference was not changed."),
          path, reference->address);

  return spelled;
}

/* A link to a draft leads nowhere in the site, and some generators then refuse to build it. */
static void
note_hidden (const BsLinkMap *map, const char *path, const BsReference *reference, GPtrArray *notes)
{
  g_autofree char *target = NULL;

  if (bs_link_map_resolve (map, BS_LINK_BEFORE, path, reference, &target) == BS_LINK_FOUND &&
      bs_link_map_is_hidden (map, target))
    /* Translators: the arguments are an article, and its reference to another one. */
    note (notes,
          _ ("“%s” refers to “%s”, which becomes a draft. In the site, the reference will not work until it is "
             "published again."),
          path, reference->address);
}

static gboolean
find_text (const BsValue *value, const char *text, GPtrArray *path)
{
  for (guint i = 0; value != NULL && value->items != NULL && i < value->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);

      g_ptr_array_add (path, item->key != NULL ? g_strdup (item->key) : g_strdup_printf ("%u", i));
      if ((bs_value_is_scalar (item) && g_strcmp0 (item->text, text) == 0) || find_text (item, text, path))
        return TRUE;
      g_ptr_array_set_size (path, (int) path->len - 1);
    }

  return FALSE;
}

/* The image that the front matter of a moved article names by a path. */
static GBytes *
relink_image (const BsLinkMap *map, const char *path, const BsArticle *article, GBytes *bytes, GPtrArray *notes)
{
  BsReference reference = { BS_REFERENCE_PATH, BS_IMPORT_LINK_BRACKETS };
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *spelled = NULL;
  GBytes *made;

  if (article->image == NULL || article->keys == NULL || strcmp (bs_link_map_get_new_path (map, path), path) == 0)
    return g_bytes_ref (bytes);
  reference.address = article->image;
  reference.suffix = (char *) "";
  spelled = respell (map, path, &reference, notes);
  keys = g_ptr_array_new_with_free_func (g_free);
  if (spelled == NULL || !find_text (article->keys, article->image, keys))
    return g_bytes_ref (bytes);
  g_ptr_array_add (keys, NULL);
  edit = bs_edit_new ();
  bs_edit_set_text (edit, (const char *const *) keys->pdata, spelled);
  made = bs_edit_apply (edit, bytes, &error);
  if (made != NULL)
    return made;
  note (notes, _ ("The image of “%s” could not be changed. %s"), path, error->message);

  return g_bytes_ref (bytes);
}

static GBytes *
splice (const char *path, GBytes *bytes, const BsText *text, BsSplices *splices, GPtrArray *notes)
{
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_auto (BsText) after = BS_TEXT_INIT;
  g_autofree char *reason = NULL;
  g_autofree char *expected = NULL;
  gsize length, expected_length;
  const char *data;

  if (bs_splices_sort (splices))
    made = bs_byte_map_splice (bytes, text, splices, &reason);
  if (made != NULL)
    {
      expected = bs_splices_apply (splices, text->data, text->length, &expected_length);
      data = g_bytes_get_data (made, &length);
      bs_text_decode (&after, data, length, problems);
      if (after.charset == text->charset && after.has_bom == text->has_bom && after.length == expected_length &&
          memcmp (after.data, expected, expected_length) == 0)
        return g_steal_pointer (&made);
    }
  note (notes, _ ("The references in “%s” could not be changed. %s"), path,
        reason != NULL ? reason : _ ("Convert the file to UTF-8 first."));

  return g_bytes_ref (bytes);
}

static GPtrArray *
read_references (BsSite *site, const char *path, const char *data, gsize length, BsText *text, BsArticle **article)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();

  bs_text_decode (text, data, length, problems);
  *article = bs_site_read_article (site, path, data, length);

  return bs_references_find (text->data, text->length, MIN ((*article)->body_start, text->length),
                             bs_body_kind_is_markdown ((*article)->body_kind), bs_site_find (site, path)->kind);
}

/**
 * bs_relink_note_lost:
 * @map: a map
 * @site: the library
 * @path: an article, relative to the library
 * @bytes: its bytes
 * @leaving: (element-type filename): files that leave the library
 * @notes: (element-type utf8): receives a sentence about each reference between leaving and remaining articles
 */
void
bs_relink_note_lost (const BsLinkMap *map, BsSite *site, const char *path, GBytes *bytes, GHashTable *leaving,
                     GPtrArray *notes)
{
  gsize length;
  const char *data;
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (GPtrArray) references = NULL;

  g_return_if_fail (map != NULL && site != NULL && path != NULL && bytes != NULL);
  g_return_if_fail (leaving != NULL && notes != NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length == 0 || length > BS_ARTICLE_MAX_BYTES)
    return;
  references = read_references (site, path, data, length, &text, &article);
  for (guint i = 0; i < references->len; i++)
    {
      const BsReference *reference = g_ptr_array_index (references, i);
      g_autofree char *target = NULL;

      if (bs_link_map_resolve (map, BS_LINK_BEFORE, path, reference, &target) == BS_LINK_FOUND &&
          g_hash_table_contains (leaving, target) != g_hash_table_contains (leaving, path))
        /* Translators: the arguments are an article, and its reference to another file. */
        note (notes, _ ("“%s” refers to “%s”, which is no longer in the same library."), path, reference->address);
    }
}

/**
 * bs_relink_make:
 * @map: moves
 * @site: the library
 * @path: an article's path before the moves, relative to the library
 * @bytes: its bytes
 * @notes: (element-type utf8) (nullable): receives a sentence about each reference that cannot be kept
 *
 * Changes the references in an article so that they name the same files after the moves. Nothing else changes.
 *
 * Returns: (transfer full): the new bytes; @bytes itself if nothing changes
 */
GBytes *
bs_relink_make (const BsLinkMap *map, BsSite *site, const char *path, GBytes *bytes, GPtrArray *notes)
{
  gsize length;
  const char *data;
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (BsSplices) splices = bs_splices_new ();
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GBytes) spliced = NULL;
  gboolean stays_public;

  g_return_val_if_fail (map != NULL && site != NULL && path != NULL && bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length == 0 || length > BS_ARTICLE_MAX_BYTES)
    return g_bytes_ref (bytes);
  references = read_references (site, path, data, length, &text, &article);
  stays_public = bs_link_map_is_hidden (map, NULL) && !bs_link_map_is_hidden (map, path) && !article->draft;
  for (guint i = 0; i < references->len; i++)
    {
      const BsReference *reference = g_ptr_array_index (references, i);
      guint n_notes = notes != NULL ? notes->len : 0;
      g_autofree char *with = respell (map, path, reference, notes);

      if (notes != NULL && notes->len == n_notes && stays_public)
        note_hidden (map, path, reference, notes);
      if (with != NULL)
        bs_splices_add (splices, reference->start, reference->end, with);
    }
  spliced = bs_splices_get_length (splices) > 0 ? splice (path, bytes, &text, splices, notes) : g_bytes_ref (bytes);

  return relink_image (map, path, article, spliced, notes);
}
