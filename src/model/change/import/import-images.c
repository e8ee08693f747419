/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-images.h"

#include "model/change/edit/edit-apply.h"
#include "model/change/import/import-links.h"
#include "model/change/import/import-name.h"
#include "model/change/write/file-access.h"
#include "model/format/text/path.h"
#include "model/format/text/problem.h"
#include "model/library/folder/picture.h"
#include "model/library/folder/relative-path.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_IMAGES 500
#define MAX_IMAGE_BYTES (64 * 1024 * 1024)
#define MAX_KEY_DEPTH 4

/* The article whose images are searched for. */
typedef struct
{
  BsImportStep *step;
  const BsSite *site; /* of the imported folder */
  const BsImportTree *tree;
  char *path;        /* of the article in it */
  GHashTable *known; /* (element-type utf8): addresses already handled */
} Search;

static gboolean
is_image_address (const char *address)
{
  g_autofree char *path = g_strndup (address, strcspn (address, "?#"));

  return bs_import_tree_is_image (path);
}

/* Images are only taken from the imported folder and never from hidden folders, whatever symbolic links say. */
static gboolean
may_be_taken (const Search *self, const char *path)
{
  g_autofree char *whole = g_build_filename (self->site->root, path, NULL);
  char *root = realpath (self->site->root, NULL);
  char *real = realpath (whole, NULL);
  gboolean may_be = FALSE;
  struct stat st;

  if (root != NULL && real != NULL && bs_relative_path_is_below (real, root) && !bs_relative_path_is_hidden (path) &&
      !bs_relative_path_is_hidden (real + strlen (root) + 1) && bs_import_tree_is_image (real))
    may_be = stat (real, &st) == 0 && S_ISREG (st.st_mode) && st.st_size <= MAX_IMAGE_BYTES;
  free (root);
  free (real);
  return may_be;
}

static gboolean
try_base (BsImportImage *image, const char *folder, const char *address, const char *path, BsImportImageBase base)
{
  g_autofree char *joined = bs_path_normalise (folder, address);

  if (g_strcmp0 (joined, path) != 0)
    return FALSE;
  image->base = base;
  image->relative = base == BS_IMPORT_BESIDE ? bs_path_find_way (folder, path) : bs_path_normalise ("", address);
  return TRUE;
}

/* Finds the base of a relative address, so that it can stay unchanged. */
static void
find_base (const Search *self, BsImportImage *image, const char *path)
{
  static const char *const roots[] = { "", "source", "static", "assets" };
  g_autofree char *plain = g_strndup (image->address, strcspn (image->address, "?#"));
  g_autofree char *decoded = g_uri_unescape_string (plain, NULL);
  const char *const addresses[] = { image->address, decoded };
  g_autofree char *folder = bs_path_dup_folder (self->path);
  g_autofree char *assets = bs_path_dup_stem (self->path);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      const char *address = addresses[i];

      if (address == NULL)
        continue;
      if (*address != '/' && (try_base (image, folder, address, path, BS_IMPORT_BESIDE) ||
                              try_base (image, assets, address, path, BS_IMPORT_ASSETS)))
        return;
      for (guint k = 0; k < G_N_ELEMENTS (roots); k++)
        if (try_base (image, roots[k], address, path, BS_IMPORT_ROOTED))
          return;
    }
  /* The generator found it by its name and will do so again. */
  image->base = BS_IMPORT_BESIDE;
  image->relative = bs_path_find_way (folder, path);
}

/* @key: (nullable): its key in the front matter */
static void
look_at (Search *self, const char *address, const char *const *key, gboolean by_name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address));
  g_autofree char *path = NULL;
  g_autofree char *id = key != NULL ? g_strjoinv ("\x1f", (GStrv) key) : g_strdup ("");
  BsPictureKind kind;
  BsImportImage *image;

  /* Addresses with template tags are unknown. */
  if (strstr (trimmed, "{{") != NULL || strstr (trimmed, "{%") != NULL || self->step->images->len >= MAX_IMAGES ||
      !g_hash_table_add (self->known, g_strconcat (id, "\x1e", trimmed, NULL)))
    return;
  kind = bs_picture_resolve (self->site, self->path, trimmed, &path);
  if (kind == BS_PICTURE_MISSING && by_name && self->tree != NULL)
    {
      g_autofree char *name = g_path_get_basename (trimmed);

      path = g_strdup (bs_import_tree_find_image (self->tree, name));
      kind = path != NULL ? BS_PICTURE_LOCAL : kind;
    }
  if (kind == BS_PICTURE_NONE || kind == BS_PICTURE_REMOTE ||
      !(path != NULL ? bs_import_tree_is_image (path) : is_image_address (trimmed)))
    return;
  if (kind != BS_PICTURE_LOCAL || !may_be_taken (self, path))
    {
      /* An image that is missing in our own archive was missing in the library too. */
      if (!bs_import_input_is_ours (self->step->input))
        bs_import_step_add_missing (self->step, trimmed);
      return;
    }
  image = g_new0 (BsImportImage, 1);
  image->address = g_steal_pointer (&trimmed);
  image->key = g_strdupv ((GStrv) key);
  image->source = g_build_filename (self->site->root, path, NULL);
  find_base (self, image, path);
  g_ptr_array_add (self->step->images, image);
}

/* Any front matter key may name an image, but only the known image keys are reported if it is missing. */
static void
look_at_value (Search *self, const BsArticle *article, const BsValue *value, GPtrArray *path)
{
  if (bs_value_is_scalar (value))
    {
      const char *text = bs_value_get_text (value);

      g_ptr_array_add (path, NULL);
      if (text != NULL && path->len > 1 && is_image_address (text) && strchr (text, '\n') == NULL)
        look_at (self, text, (const char *const *) path->pdata, FALSE);
      g_ptr_array_set_size (path, (int) path->len - 1);
      return;
    }
  for (guint i = 0; value->items != NULL && i < value->items->len && path->len < MAX_KEY_DEPTH; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);
      g_autofree char *name = value->kind == BS_VALUE_MAP ? g_strdup (item->key) : g_strdup_printf ("%u", i);

      if (name == NULL)
        continue;
      g_ptr_array_add (path, name);
      look_at_value (self, article, item, path);
      g_ptr_array_set_size (path, (int) path->len - 1);
    }
}

static const char *
get_body (const BsText *text, const BsArticle *article, gsize *length)
{
  gsize start = MIN (article->body_start, text->length);

  *length = text->length - start;
  return text->data + start;
}

/*
 * bs_import_images_find:
 * @reading: the article read from the step's input
 *
 * Finds an article's images, and those that are missing. Blocks on disk I/O; may be called from any thread.
 */
void
bs_import_images_find (BsImportStep *step, const BsImportReading *reading)
{
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (BsSite) own_site = NULL;
  g_autofree char *relative = NULL;
  g_auto (BsText) text = BS_TEXT_INIT;
  const BsImportInput *input;
  Search self = { 0 };
  const char *body;
  gsize length;

  g_return_if_fail (step != NULL && reading != NULL && reading->draft != NULL);

  input = step->input;
  g_ptr_array_set_size (step->images, 0);
  g_ptr_array_set_size (step->missing, 0);
  /* A web page has found its images already. */
  if (input->kind != BS_IMPORT_FILE || !reading->draft->is_named)
    return;
  if (input->tree == NULL)
    {
      g_autofree char *folder = g_path_get_dirname (input->path);

      own_site = bs_site_new_plain (folder);
      relative = g_path_get_basename (input->path);
    }
  else
    {
      const char *below = input->path + strlen (input->tree->site->root);

      relative = g_strdup (below + strspn (below, "/"));
    }
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self = (Search){ step, own_site != NULL ? own_site : input->tree->site, input->tree, relative, known };

  bs_text_decode (&text, g_bytes_get_data (reading->draft->bytes, NULL), g_bytes_get_size (reading->draft->bytes),
                  problems);
  step->is_foreign = text.storage != NULL;
  if (reading->article->keys != NULL)
    look_at_value (&self, reading->article, reading->article->keys, path);
  if (reading->article->body_kind == BS_BODY_TEXT)
    return;
  body = get_body (&text, reading->article, &length);
  links = bs_import_links_find (body, length, bs_body_kind_is_markdown (reading->article->body_kind));
  for (guint i = 0; i < links->len; i++)
    {
      const BsImportLink *link = g_ptr_array_index (links, i);

      look_at (&self, link->address, NULL, link->form == BS_IMPORT_LINK_WIKI);
    }
}

static gboolean
is_same_file (const char *a, const char *b)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  struct stat x, y;

  if (stat (a, &x) != 0 || stat (b, &y) != 0 || x.st_size != y.st_size || !S_ISREG (y.st_mode))
    return FALSE;
  if (x.st_dev == y.st_dev && x.st_ino == y.st_ino)
    return TRUE;
  first = bs_file_read (a, NULL);
  second = bs_file_read (b, NULL);
  return first != NULL && second != NULL && g_bytes_equal (first, second);
}

/* Whether a path is free for an image, or has the same image already. */
static gboolean
can_be_at (BsImport *self, const char *source, const char *target)
{
  g_autofree char *folded = bs_import_name_fold (target);
  g_autofree char *whole = g_build_filename (self->folder, target, NULL);
  const char *planned = g_hash_table_lookup (self->image_targets, folded);
  struct stat st;

  if (planned != NULL)
    return g_str_equal (planned, source) || is_same_file (planned, source);
  return !bs_import_known_has_path (self->known, target) && (lstat (whole, &st) != 0 || is_same_file (source, whole));
}

/* The name is derived from the content, so that the same image gets the same name again. */
static char *
find_free (BsImport *self, const char *source, const char *target)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *stem = NULL;
  guint64 hash;

  if (can_be_at (self, source, target))
    return g_strdup (target);
  bytes = bs_file_read (source, NULL);
  stem = bs_path_dup_stem (target);
  hash = bytes != NULL ? bs_file_hash (bytes) : 0;
  for (int digits = 6; digits <= 16; digits += 5)
    {
      g_autofree char *name = g_strdup_printf (
          "%s-%0*" G_GINT64_MODIFIER "x%s", stem, digits,
          digits < 16 ? hash & ((G_GUINT64_CONSTANT (1) << (4 * digits)) - 1) : hash, target + strlen (stem));

      if (can_be_at (self, source, name))
        return g_steal_pointer (&name);
    }
  return NULL;
}

static char *
make_portable (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *name = bs_import_name_make_portable (parts[i]);

      g_free (parts[i]);
      parts[i] = name;
    }
  return g_strjoinv ("/", parts);
}

/* The path at which an image's address would not change; NULL if that is not possible. */
static char *
find_natural (const BsImport *self, const BsImportStep *step, const BsImportImage *image)
{
  g_autofree char *folder = NULL;
  char *target;

  if (image->base == BS_IMPORT_BESIDE)
    folder = bs_path_dup_folder (step->path);
  else if (image->base == BS_IMPORT_ASSETS)
    folder = bs_path_dup_stem (step->path);
  else
    folder = g_strdup (!self->site->is_site             ? "" :
                       self->site->kind == BS_SITE_HEXO ? "source" :
                       self->site->kind == BS_SITE_HUGO ? "static" :
                                                          "");
  target = bs_path_normalise (folder, image->relative);
  if (target != NULL && bs_relative_path_is_hidden (target))
    g_clear_pointer (&target, g_free);
  return target;
}

/* Whether another file could be mistaken for an image in the article's own folder. */
static gboolean
is_shadowed (BsImport *self, const BsImportStep *step, const BsImportImage *image)
{
  g_autofree char *folder = bs_path_dup_folder (step->path);
  g_autofree char *nearer = image->base == BS_IMPORT_ASSETS ? bs_path_normalise (folder, image->relative) : NULL;

  return nearer != NULL && !can_be_at (self, image->source, nearer);
}

static gboolean
place_image (BsImport *self, const BsImportStep *step, BsImportImage *image)
{
  g_autofree char *folder = bs_path_dup_folder (step->path);
  g_autofree char *natural = find_natural (self, step, image);
  g_autofree char *wanted = natural != NULL ? make_portable (natural) : NULL;

  g_clear_pointer (&image->target, g_free);
  g_clear_pointer (&image->link, g_free);
  if (bs_import_input_is_ours (step->input))
    {
      g_free (natural);
      natural = g_strdup (bs_import_tree_get_path (step->input->tree, image->source));
      g_free (wanted);
      wanted = g_strdup (natural);
    }
  if (wanted == NULL)
    {
      g_autofree char *stem = bs_path_dup_stem (step->path);
      g_autofree char *name = g_path_get_basename (image->source);
      g_autofree char *portable = bs_import_name_make_portable (name);

      wanted = bs_relative_path_join (stem, portable);
    }
  image->target = find_free (self, image->source, wanted);
  if (image->target == NULL)
    return FALSE;
  if (g_strcmp0 (image->target, natural) != 0 || is_shadowed (self, step, image))
    image->link = bs_path_find_way (folder, image->target);
  if (image->link != NULL && step->is_foreign)
    g_clear_pointer (&image->target, g_free);
  if (image->target == NULL)
    return FALSE;
  g_hash_table_insert (self->image_targets, bs_import_name_fold (image->target), g_strdup (image->source));
  return TRUE;
}

/*
 * bs_import_images_take_rest:
 * @step: a step from an archive of ours, which is imported
 *
 * Adds the images in the archive that no article shows to a step. The generator of its site may use them.
 */
void
bs_import_images_take_rest (BsImport *self, BsImportStep *step)
{
  const BsImportTree *tree;

  g_return_if_fail (self != NULL && step != NULL && bs_import_input_is_ours (step->input));

  tree = step->input->tree;
  for (guint i = 0; i < tree->images->len; i++)
    {
      g_autofree char *source = g_build_filename (tree->site->root, tree->images->pdata[i], NULL);
      BsImportImage *image;

      if (!g_hash_table_add (self->brought, g_strdup (source)))
        continue;
      image = g_new0 (BsImportImage, 1);
      image->address = g_strdup ("");
      image->source = g_steal_pointer (&source);
      image->relative = g_strdup (tree->images->pdata[i]);
      g_ptr_array_add (step->images, image);
    }
}

/*
 * bs_import_images_place:
 * @step: a step with its path
 *
 * Chooses a path for each of an article's images: the one that its address refers to or, if another file has it, one
 * beside it.
 *
 * Returns: whether any address has to change
 */
gboolean
bs_import_images_place (BsImport *self, BsImportStep *step)
{
  gboolean has_changed = FALSE;

  g_return_val_if_fail (self != NULL && step != NULL && step->path != NULL, FALSE);

  for (guint i = 0; i < step->images->len; i++)
    {
      BsImportImage *image = g_ptr_array_index (step->images, i);

      if (!place_image (self, step, image))
        bs_import_step_add_missing (step, image->address);
      has_changed = has_changed || image->link != NULL;
    }
  return has_changed;
}

static const BsImportImage *
find_image (const BsImportStep *step, const char *address)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address));

  for (guint i = 0; i < step->images->len; i++)
    {
      const BsImportImage *image = g_ptr_array_index (step->images, i);

      if (image->key == NULL && g_str_equal (image->address, trimmed))
        return image;
    }
  return NULL;
}

static GBytes *
change_body (const BsImportStep *step, GBytes *bytes, const BsArticle *article)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (GPtrArray) links = NULL;
  gsize size;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *kept = data;
  const char *body;
  GString *changed;

  bs_text_decode (&text, data, size, problems);
  if (text.storage != NULL)
    return g_bytes_ref (bytes);
  body = get_body (&text, article, &length);
  links = bs_import_links_find (body, length, bs_body_kind_is_markdown (article->body_kind));
  changed = g_string_sized_new (size + 1024);
  for (guint i = 0; i < links->len; i++)
    {
      const BsImportLink *link = g_ptr_array_index (links, i);
      const BsImportImage *image = find_image (step, link->address);
      g_autofree char *name = NULL;
      g_autofree char *written = NULL;

      if (image == NULL || image->link == NULL)
        continue;
      name = link->form == BS_IMPORT_LINK_WIKI ? g_path_get_basename (image->link) : g_strdup (image->link);
      written = bs_import_link_write (link->form, name);
      g_string_append_len (changed, kept, body + link->start - kept);
      g_string_append (changed, written);
      kept = body + link->end;
    }
  g_string_append_len (changed, kept, data + size - kept);
  return g_string_free_to_bytes (changed);
}

/*
 * bs_import_images_change:
 * @step: a step whose images have their paths
 * @draft: the step's draft
 * @article: the draft's article
 *
 * Changes only the addresses of images that had to be renamed.
 *
 * Returns: whether it succeeded
 */
gboolean
bs_import_images_change (const BsImportStep *step, BsImportDraft *draft, const BsArticle *article, GError **error)
{
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GBytes) changed = NULL;
  gboolean is_changed = FALSE;

  g_return_val_if_fail (step != NULL && draft != NULL && article != NULL, FALSE);

  for (guint i = 0; i < step->images->len; i++)
    {
      const BsImportImage *image = g_ptr_array_index (step->images, i);

      is_changed = is_changed || image->link != NULL;
      if (image->link != NULL && image->key != NULL)
        bs_edit_set_text (edit, (const char *const *) image->key, image->link);
    }
  if (!is_changed)
    return TRUE;
  changed = change_body (step, draft->bytes, article);
  if (!bs_edit_is_empty (edit))
    {
      GBytes *edited = bs_edit_apply (edit, changed, error);

      if (edited == NULL)
        return FALSE;
      g_bytes_unref (changed);
      changed = edited;
    }
  g_bytes_unref (draft->bytes);
  draft->bytes = g_steal_pointer (&changed);
  return TRUE;
}
