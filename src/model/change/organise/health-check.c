/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/health-check.h"

#include <string.h>

#include "model/change/organise/link-map.h"
#include "model/change/organise/site-address.h"
#include "model/format/text/path.h"
#include "model/library/folder/document.h"
#include "model/library/folder/picture.h"
#include "model/library/folder/relative-path.h"
#include "model/library/table/parallel.h"

#define PROGRESS_STEP 64

/* Deeper folders are not looked into. */
#define MAX_DEPTH 64

/* This number of characters of a text is enough to detect its script. */
#define LANGUAGE_CHARACTERS 2000

typedef struct
{
  BsHealth *health;
  const BsSnapshot *snapshot;
  BsSite *site;
  BsHealthProgressFunc progress; /* (nullable) */
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  BsLinkMap *map;
  GPtrArray *rows;      /* (element-type BsRow) */
  GPtrArray *paths;     /* (element-type filename): of the rows */
  GPtrArray *languages; /* (element-type utf8) (nullable): of the rows */
  GPtrArray *addresses; /* (element-type utf8) (nullable): of the rows, in their sites */
  GHashTable *used;     /* (element-type filename): a set of images */
  GMutex mutex;
} Check;

static gboolean
is_image_name (const char *name)
{
  static const char *const extensions[] = { ".png",  ".jpg", ".jpeg", ".gif",  ".webp", ".svg",
                                            ".avif", ".bmp", ".tif",  ".tiff", ".heic", ".ico" };
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (dot, extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

static guint
count_lines (const char *text, gsize end)
{
  guint line = 1;

  for (const char *p = text; (p = memchr (p, '\n', (gsize) (text + end - p))) != NULL; p++)
    line++;
  return line;
}

/* The script distinguishes Chinese, Japanese and Korean; for others it would be a guess. */
static const char *
guess_language (const char *text, gsize length)
{
  const char *end = text + length;
  guint n_han = 0, n_kana = 0, n_hangul = 0, n_letters = 0;

  for (guint i = 0; text < end && i < LANGUAGE_CHARACTERS; i++)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        break;
      n_han += c >= 0x4e00 && c <= 0x9fff;
      n_kana += c >= 0x3041 && c <= 0x30ff;
      n_hangul += c >= 0xac00 && c <= 0xd7a3;
      n_letters += c < 0x80 && g_ascii_isalpha (c);
      text = g_utf8_next_char (text);
    }
  if (n_hangul > n_han && 4 * n_hangul > n_letters)
    return "ko";
  if (10 * n_kana > n_han && 4 * (n_kana + n_han) > n_letters)
    return "ja";
  return n_han > 0 && 8 * n_han > n_letters ? "zh" : "";
}

/* Addresses of other kinds than files: on the net, in the page, a scheme. */
static gboolean
is_elsewhere (const char *address)
{
  const char *p = address;

  if (*address == '\0' || g_str_has_prefix (address, "//") || strchr (address, '{') != NULL)
    return TRUE;
  while (g_ascii_isalnum (*p) || *p == '+' || *p == '-' || *p == '.')
    p++;
  return *p == ':' && p > address;
}

static gboolean
exists (Check *self, const char *from, const char *address)
{
  g_autofree char *folder = bs_path_dup_folder (from);
  g_autofree char *decoded = g_uri_unescape_string (address, NULL);
  const char *spellings[] = { address, decoded };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autofree char *path = NULL;

      if (spellings[i] == NULL)
        continue;
      path = g_build_filename (self->site->root, *spellings[i] == '/' ? "" : folder, spellings[i], NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

/* A path may lead to a page that only the generator makes, so it is reported only if it can be nothing else. */
static gboolean
is_certain (Check *self, const char *from, const BsReference *reference)
{
  return reference->kind != BS_REFERENCE_PATH || bs_article_name_is_article (bs_path_get_name (reference->address)) ||
         (!bs_site_find (self->site, from)->is_site && *reference->address != '/');
}

static void
note_link (Check *self, GPtrArray *links, const BsRow *row, guint line, const char *target)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (links, bs_health_link_new (row->id, line, target));
  g_mutex_unlock (&self->mutex);
}

static void
check_image (Check *self, const BsRow *row, const char *path, guint line, const char *address)
{
  g_autofree char *resolved = NULL;
  BsPictureKind kind = bs_picture_resolve (self->site, path, address, &resolved);

  if (kind == BS_PICTURE_MISSING)
    note_link (self, self->health->missing_images, row, line, address);
  if (kind != BS_PICTURE_LOCAL)
    return;
  g_mutex_lock (&self->mutex);
  g_hash_table_add (self->used, g_steal_pointer (&resolved));
  g_mutex_unlock (&self->mutex);
}

static void
check_reference (Check *self, const BsRow *row, const char *path, const BsDocument *document,
                 const BsReference *reference)
{
  guint line = count_lines (document->text.data, MIN (reference->start, document->text.length));
  g_autofree char *target = NULL;
  g_autofree char *written = NULL;

  if (reference->kind == BS_REFERENCE_PATH && is_elsewhere (reference->address))
    return;
  if ((reference->kind == BS_REFERENCE_PATH || reference->kind == BS_REFERENCE_WIKI) &&
      is_image_name (reference->address))
    {
      check_image (self, row, path, line, reference->address);
      return;
    }
  if (*reference->address == '\0' ||
      bs_link_map_resolve (self->map, BS_LINK_BEFORE, path, reference, &target) != BS_LINK_NONE ||
      !is_certain (self, path, reference) || exists (self, path, reference->address))
    return;
  written = g_strconcat (reference->address, reference->suffix, NULL);
  note_link (self, self->health->dead_links, row, line, written);
}

static void
check_article (guint i, gpointer data)
{
  Check *self = data;
  const BsRow *row = self->rows->pdata[i];
  const char *path = self->paths->pdata[i];
  g_autoptr (BsDocument) document = bs_document_load (self->site, path, NULL);
  g_autoptr (GPtrArray) references = NULL;
  const BsArticle *article;
  gsize length;
  const char *body;

  if (self->progress != NULL && i % PROGRESS_STEP == 0)
    self->progress (i, self->rows->len, self->user_data);
  if (document == NULL)
    return;
  article = document->article;
  body = bs_document_get_body (document, &length);
  self->languages->pdata[i] = g_strdup (
      article->language != NULL && *article->language != '\0' ? article->language : guess_language (body, length));
  if (article->image != NULL)
    check_image (self, row, path, 0, article->image);
  references =
      bs_references_find (document->text.data, document->text.length, MIN (article->body_start, document->text.length),
                          article->body_kind != BS_BODY_HTML, bs_site_find (self->site, path)->kind);
  for (guint j = 0; article->body_kind != BS_BODY_TEXT && j < references->len; j++)
    check_reference (self, row, path, document, references->pdata[j]);
  if (bs_site_find (self->site, path)->is_site && (row->flags & BS_ROW_DRAFT) == 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (document->text.data, document->text.length);

      self->addresses->pdata[i] = bs_site_address_find (self->site, path, bytes);
    }
}

/* Generators process the images in these folders; themes have further ones. */
static gboolean
has_articles_images (Check *self, const char *path)
{
  static const char *const folders[] = { "source", "static", "assets", "content", "images", "_posts", "_drafts" };
  const BsSite *site = bs_site_find (self->site, path);
  g_autofree char *in_site = NULL;

  if (!site->is_site)
    return TRUE;
  in_site = bs_site_dup_path_in_site (self->site, path);
  for (guint i = 0; in_site != NULL && i < G_N_ELEMENTS (folders); i++)
    if (bs_relative_path_is_below (in_site, folders[i]))
      return TRUE;
  return FALSE;
}

static void
look_at_file (Check *self, const char *path)
{
  if (bs_article_name_is_article (bs_path_get_name (path)))
    {
      if (!bs_site_contains (self->site, path))
        bs_health_add_left_out (self->health, path, BS_HEALTH_OUTSIDE, NULL);
    }
  else if (is_image_name (path) && !g_hash_table_contains (self->used, path) && has_articles_images (self, path))
    g_ptr_array_add (self->health->unused_images, g_strdup (path));
}

/* Links are not followed, so nothing is counted twice and nothing outside is read. */
static void
look_into (Check *self, const char *folder, guint depth)
{
  g_autofree char *whole = g_build_filename (self->site->root, folder, NULL);
  g_autoptr (GDir) dir = depth < MAX_DEPTH ? g_dir_open (whole, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && !g_cancellable_is_cancelled (self->cancellable) && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = bs_relative_path_join (folder, name);
      g_autofree char *file = g_build_filename (whole, name, NULL);

      if (name[0] == '.' || strcmp (name, "node_modules") == 0 || g_file_test (file, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        {
          /* The output of a generator is not part of its content. */
          if (!self->site->is_site || depth > 0 || (strcmp (name, "public") != 0 && strcmp (name, "_site") != 0))
            look_into (self, path, depth + 1);
        }
      else
        look_at_file (self, path);
    }
}

/* Jekyll and Hugo leave out articles that are not to be published yet; Hexo does not. */
static void
find_left_out (Check *self)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const BsRow *row = self->rows->pdata[i];
      const char *path = self->paths->pdata[i];
      const BsSite *site = bs_site_find (self->site, path);
      char *address;
      const char *other;

      if (!site->is_site)
        continue;
      if ((row->flags & BS_ROW_DRAFT) != 0)
        bs_health_add_left_out (self->health, path, BS_HEALTH_DRAFT, NULL);
      else if ((site->kind == BS_SITE_JEKYLL || site->kind == BS_SITE_HUGO) && row->date > now)
        bs_health_add_left_out (self->health, path, BS_HEALTH_FUTURE, NULL);
      else if (self->addresses->pdata[i] != NULL)
        {
          address = g_strconcat (site->root, "\n", self->addresses->pdata[i], NULL);
          other = g_hash_table_lookup (owners, address);
          if (other != NULL)
            bs_health_add_left_out (self->health, path, BS_HEALTH_SAME_ADDRESS, other);
          g_hash_table_insert (owners, address, self->paths->pdata[i]);
        }
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return bs_row_compare_paths (*(BsRow *const *) a, *(BsRow *const *) b);
}

static int
compare_links (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Check *self = user_data;
  const BsHealthLink *one = *(BsHealthLink *const *) a;
  const BsHealthLink *other = *(BsHealthLink *const *) b;

  if (one->id != other->id)
    return bs_row_compare_paths (self->snapshot->rows[one->id], self->snapshot->rows[other->id]);
  if (one->line != other->line)
    return one->line < other->line ? -1 : 1;
  return strcmp (one->target, other->target);
}

static int
compare_left_out (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(BsHealthLeftOut *const *) a)->path, (*(BsHealthLeftOut *const *) b)->path);
}

/**
 * bs_health_check:
 * @health: figures from bs_health_new(), to which this adds
 * @snapshot: the same table
 * @site: the articles' site
 * @progress: (nullable) (scope call): called from time to time, on any thread
 * @user_data: for @progress
 * @cancellable: (nullable): a cancellable
 *
 * Reads all articles for their languages, links and images, searches for images that none of them shows, and finds
 * files that the site's generator leaves out. Links are reported only if they can lead nowhere else: a path in a site
 * may be the address of a page that only the generator makes. Waits for the disk.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
bs_health_check (BsHealth *health, const BsSnapshot *snapshot, BsSite *site, BsHealthProgressFunc progress,
                 gpointer user_data, GCancellable *cancellable)
{
  Check self = { health, snapshot, site, progress, user_data, cancellable };

  g_return_val_if_fail (health != NULL && snapshot != NULL && site != NULL, FALSE);

  self.rows = g_ptr_array_new ();
  self.paths = g_ptr_array_new_with_free_func (g_free);
  self.languages = g_ptr_array_new_with_free_func (g_free);
  self.addresses = g_ptr_array_new_with_free_func (g_free);
  self.used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self.mutex);
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      g_ptr_array_add (self.rows, snapshot->rows[i]);
  g_ptr_array_sort (self.rows, compare_rows);
  for (guint i = 0; i < self.rows->len; i++)
    g_ptr_array_add (self.paths, bs_row_dup_path (self.rows->pdata[i]));
  g_ptr_array_set_size (self.languages, (int) self.rows->len);
  g_ptr_array_set_size (self.addresses, (int) self.rows->len);
  self.map = bs_link_map_new (site, self.paths);

  bs_parallel_each (self.rows->len, check_article, &self, cancellable);
  if (!g_cancellable_is_cancelled (cancellable))
    {
      for (guint i = 0; i < self.rows->len; i++)
        bs_health_count (health, BS_HEALTH_LANGUAGES, self.languages->pdata[i] != NULL ? self.languages->pdata[i] : "",
                         ((const BsRow *) self.rows->pdata[i])->id);
      bs_health_sort (health, BS_HEALTH_LANGUAGES);
      find_left_out (&self);
      look_into (&self, "", 0);
      g_ptr_array_sort_with_data (health->missing_images, compare_links, &self);
      g_ptr_array_sort_with_data (health->dead_links, compare_links, &self);
      g_ptr_array_sort (health->unused_images, bs_path_compare);
      g_ptr_array_sort (health->left_out, compare_left_out);
    }

  bs_link_map_free (self.map);
  g_hash_table_unref (self.used);
  g_ptr_array_unref (self.addresses);
  g_ptr_array_unref (self.languages);
  g_ptr_array_unref (self.paths);
  g_ptr_array_unref (self.rows);
  g_mutex_clear (&self.mutex);
  return !g_cancellable_is_cancelled (cancellable);
}
