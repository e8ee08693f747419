/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-kind.h"

#include "model/change/import/import-name.h"
#include "model/format/article/html-page.h"
#include "model/library/folder/relative-path.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A saved web page: its article, its metadata, and the images saved beside it. */

#define MAX_PICTURES 500
#define MAX_PICTURE_BYTES (64 * 1024 * 1024)

typedef struct
{
  const char *page;    /* absolute path */
  char *folder;        /* of the page, in the bytes of the file system */
  char *stem;          /* the name of the article's image folder, unique to this page */
  GHashTable *links;   /* (element-type filename utf8): absolute paths of images to their names in the article */
  GHashTable *targets; /* (element-type utf8): names already in use */
} Pictures;

static gboolean
takes (const BsImportLook *look)
{
  return look->article != NULL && look->article->body_kind == BS_BODY_HTML &&
         bs_html_is_page (look->text.data, look->text.length);
}

static gboolean
is_picture (const char *path)
{
  struct stat st;

  return bs_import_tree_is_image (path) && stat (path, &st) == 0 && S_ISREG (st.st_mode) &&
         st.st_size <= MAX_PICTURE_BYTES;
}

/* The file that a link names, if it is really below the page's own folder (symbolic links resolved) and not hidden. */
static char *
find_file (const Pictures *self, const char *address)
{
  g_autofree char *path = g_strndup (address, strcspn (address, "?#"));
  g_autofree char *plain = g_uri_unescape_string (path, NULL);
  g_autofree char *whole = NULL;
  g_autofree char *below = g_strconcat (self->folder, "/", NULL);
  char *real;
  char *found = NULL;
  const char *relative = plain;

  if (plain == NULL)
    return NULL;
  while (g_str_has_prefix (relative, "./"))
    relative += 2;
  if (!bs_relative_path_is_safe (relative) || bs_relative_path_is_hidden (relative))
    return NULL;
  whole = g_build_filename (self->folder, relative, NULL);
  real = realpath (whole, NULL);
  if (real != NULL && g_str_has_prefix (real, below) && !bs_relative_path_is_hidden (real + strlen (below)) &&
      is_picture (real))
    found = g_strdup (real);
  free (real);
  return found;
}

static char *
picture_cb (const char *address, gpointer user_data)
{
  Pictures *self = user_data;
  g_autofree char *path = find_file (self, address);
  g_autofree char *name = NULL;
  g_autofree char *safe = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *extension = NULL;
  const char *known;
  char *link;
  char *escaped;

  g_assert (address != NULL && self != NULL);

  if (path == NULL)
    return NULL;
  known = g_hash_table_lookup (self->links, path);
  if (known != NULL)
    return g_uri_escape_string (known, "/", TRUE);
  if (g_hash_table_size (self->links) >= MAX_PICTURES)
    return NULL;

  name = g_path_get_basename (path);
  safe = bs_import_name_make_safe (name);
  extension = g_strdup (strrchr (safe, '.') != NULL ? strrchr (safe, '.') : "");
  stem = g_strndup (safe, strlen (safe) - strlen (extension));
  for (guint number = 1;; number++)
    {
      g_autofree char *target = bs_import_name_build (NULL, stem, number, extension);
      g_autofree char *folded = bs_import_name_fold (target);

      if (g_hash_table_add (self->targets, g_steal_pointer (&folded)))
        {
          link = g_strconcat (self->stem, "/", target, NULL);
          break;
        }
    }
  escaped = g_uri_escape_string (link, "/", TRUE);
  g_hash_table_insert (self->links, g_steal_pointer (&path), link);
  return escaped;
}

static void
pictures_clear (Pictures *self)
{
  g_free (self->folder);
  g_free (self->stem);
  g_hash_table_unref (self->links);
  g_hash_table_unref (self->targets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pictures, pictures_clear)

static BsImportDraft *
make (const BsImportLook *look, GError **error)
{
  g_auto (Pictures) pictures = { look->input->path };
  g_autoptr (BsHtmlPage) page = NULL;
  g_autoptr (BsImportDraft) draft = NULL;
  g_autofree char *folder = g_path_get_dirname (look->input->path);
  g_autofree char *date = NULL;
  GHashTableIter iter;
  gpointer source;
  gpointer target;
  char *real = realpath (folder, NULL);

  draft = bs_import_draft_new (look->article->title, ".html");
  pictures.folder = g_strdup (real != NULL ? real : folder);
  free (real);
  pictures.stem = g_strdup_printf ("%s-%06x", draft->stem, g_bytes_hash (look->bytes) & 0xffffff);
  pictures.links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  pictures.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  page = bs_html_page_read (look->text.data, look->text.length, look->input->address, picture_cb, &pictures);
  if (*page->body == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("No article was found on the page."));
      return NULL;
    }
  if (page->head.title != NULL)
    {
      g_free (draft->stem);
      draft->stem = bs_import_name_make_safe (page->head.title);
    }
  draft->date_is_made = page->head.date == NULL;
  date = page->head.date != NULL ? g_strdup (page->head.date) : bs_import_format_date (look->modified);
  {
    const char *const pairs[] = {
      "title",       page->head.title != NULL ? page->head.title : look->article->title,
      "date",        date,
      "author",      page->head.author,
      "site",        page->head.site,
      "source",      page->head.address,
      "lang",        page->head.language,
      "description", page->head.description,
      NULL,
    };

    if (!bs_import_draft_put_below_head (draft, page->body, pairs, error))
      return NULL;
  }
  g_hash_table_iter_init (&iter, pictures.links);
  while (g_hash_table_iter_next (&iter, &source, &target))
    bs_import_draft_add_picture (draft, source, target);
  return g_steal_pointer (&draft);
}

const BsImportKind bs_import_kind_page = { takes, make };
