/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bs-page-resources.h"
#include "page/export/export-format.h"
#include "page/export/xhtml.h"
#include "page/export/zip-writer.h"
#include "page/page.h"

/* The cover: its size, and how much of the title fits on it. */
#define COVER_WIDTH 1200
#define COVER_HEIGHT 1600
#define COVER_LINE_WIDTH 18
#define COVER_MAX_LINES 8
#define COVER_FONT_SIZE 108
#define COVER_LINE_HEIGHT 150

#define ARTICLE_NAME "article-%u.xhtml"

typedef struct
{
  const BsExportJob *job;
  BsZipWriter *zip;
  gint64 now;
  const char *path;     /* of the article that is being written */
  GHashTable *pictures; /* (element-type utf8 utf8): the name in the book of each, empty for those that are missing */
  GString *manifest;
  GString *spine;
  guint n_pictures;
  GError *error; /* (nullable): of a picture */
} Book;

static gboolean
add_entry (Book *self, const char *name, const void *bytes, gsize length, BsZipMethod method, GError **error)
{
  return bs_zip_writer_add (self->zip, name, bytes, length, method, self->now, self->job->cancellable, error);
}

static gboolean
add_text (Book *self, const char *name, const GString *text, GError **error)
{
  return add_entry (self, name, text->str, text->len, BS_ZIP_DEFLATED, error);
}

/* EPUB 3.3, 4.2: the type of the file comes first, and is not compressed. */
static gpointer
start (const BsExportJob *job, GError **error)
{
  static const char type[] = "application/epub+zip";
  static const char container[] =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
      "<rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
      "</container>\n";
  g_autofree char *style = bs_page_dup_book_style ();
  Book *self = g_new0 (Book, 1);

  self->job = job;
  self->zip = bs_zip_writer_new (job->stream);
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->manifest = g_string_new (NULL);
  self->spine = g_string_new (NULL);
  if (add_entry (self, "mimetype", type, strlen (type), BS_ZIP_STORED, error) &&
      add_entry (self, "META-INF/container.xml", container, strlen (container), BS_ZIP_DEFLATED, error) &&
      add_entry (self, "EPUB/style.css", style, strlen (style), BS_ZIP_DEFLATED, error))
    return self;
  bs_export_format_epub.free (self);
  return NULL;
}

static char *
find_link (const char *address, gpointer user_data)
{
  Book *self = user_data;
  guint found;

  if (!bs_export_contents_find (self->job->contents, self->path, address, &found))
    return NULL;
  return g_strdup_printf (ARTICLE_NAME, found + 1);
}

/* Returns: (transfer full): the name of the picture in the book, empty if there is none */
static char *
add_picture (Book *self, const char *path, const char *address)
{
  g_auto (BsExportPicture) picture = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *whole_name = NULL;
  gconstpointer data;
  gsize length;

  if (self->error != NULL || !bs_export_pictures_load (self->job->pictures, self->path, path, address,
                                                       BS_EXPORT_PICTURE_FOR_BOOKS, &picture, self->job->cancellable))
    return g_strdup ("");
  self->n_pictures++;
  name = g_strdup_printf ("picture-%u%s", self->n_pictures, picture.extension);
  whole_name = g_strconcat ("EPUB/", name, NULL);
  data = g_bytes_get_data (picture.bytes, &length);
  if (!add_entry (self, whole_name, data, length, BS_ZIP_STORED, &self->error))
    return g_strdup ("");
  g_string_append_printf (self->manifest, "<item id=\"p%u\" href=\"%s\" media-type=\"%s\"/>\n", self->n_pictures, name,
                          picture.media_type);
  return g_steal_pointer (&name);
}

/* A remote image is stored once for each article. */
static char *
find_picture (const char *path, const char *address, gpointer user_data)
{
  Book *self = user_data;
  g_autofree char *key = path != NULL ? g_strdup (path) : g_strconcat (self->path, "\n", address, NULL);
  const char *name = g_hash_table_lookup (self->pictures, key);

  if (name == NULL)
    {
      char *added = add_picture (self, path, address);

      name = added;
      g_hash_table_insert (self->pictures, g_steal_pointer (&key), added);
    }
  return *name != '\0' ? g_strdup (name) : NULL;
}

static void
append_document_start (GString *out, const char *language, gboolean is_right_to_left, const char *title)
{
  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
                        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
  if (language != NULL)
    g_string_append_printf (out, " lang=\"%s\" xml:lang=\"%s\"", language, language);
  g_string_append_printf (out, " dir=\"%s\">\n<head>\n<title>", is_right_to_left ? "rtl" : "ltr");
  bs_xhtml_append_text (out, title);
  g_string_append (out, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body>\n");
}

static void
append_document_end (GString *out)
{
  g_string_append (out, "</body>\n</html>\n");
}

/* An article that could not be read any more has its title, so that the contents still lead somewhere. */
static gboolean
add (gpointer book, guint number, const BsDocument *document, GError **error)
{
  Book *self = book;
  const BsExportEntry *entry = bs_export_contents_get (self->job->contents, number - 1);
  const BsXhtmlTargets targets = { .find_link = find_link, .find_picture = find_picture, .user_data = self };
  g_autofree char *name = g_strdup_printf ("EPUB/" ARTICLE_NAME, number);
  g_autofree char *language = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  self->path = entry->path;
  if (document != NULL)
    html = bs_page_render_article (document, &language);
  append_document_start (out, language, entry->is_right_to_left, *entry->title != '\0' ? entry->title : entry->path);
  if (html != NULL)
    {
      bs_xhtml_append (out, html, strlen (html), "i", &targets);
    }
  else
    {
      g_string_append (out, "<h1>");
      bs_xhtml_append_text (out, entry->title);
      g_string_append (out, "</h1>\n");
    }
  append_document_end (out);
  g_string_append_printf (self->manifest,
                          "<item id=\"a%u\" href=\"" ARTICLE_NAME "\" media-type=\"application/xhtml+xml\"%s/>\n",
                          number, number, strstr (out->str, "<math ") != NULL ? " properties=\"mathml\"" : "");
  g_string_append_printf (self->spine, "<itemref idref=\"a%u\"/>\n", number);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return add_text (self, name, out, error);
}

static gboolean
add_contents (Book *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_document_start (out, bs_export_contents_get_language (self->job->contents),
                         bs_export_contents_is_right_to_left (self->job->contents), _ ("Contents"));
  g_string_append (out, "<nav epub:type=\"toc\" id=\"toc\"><h1>");
  bs_xhtml_append_text (out, _ ("Contents"));
  g_string_append (out, "</h1>\n");
  bs_export_contents_append_list (self->job->contents, out, ARTICLE_NAME);
  g_string_append (out, "</nav>\n<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"\"><ol>\n"
                        "<li><a epub:type=\"cover\" href=\"cover.xhtml\">");
  bs_xhtml_append_text (out, _ ("Cover"));
  g_string_append (out, "</a></li>\n<li><a epub:type=\"toc\" href=\"contents.xhtml\">");
  bs_xhtml_append_text (out, _ ("Contents"));
  g_string_append (out, "</a></li>\n<li><a epub:type=\"bodymatter\" href=\"article-1.xhtml\">");
  bs_xhtml_append_text (out, _ ("Articles"));
  g_string_append (out, "</a></li>\n</ol></nav>\n");
  append_document_end (out);
  return add_text (self, "EPUB/contents.xhtml", out, error);
}

/* Breaks a title into lines by the width of its characters, after a space if there is one near the end. */
static void
append_cover_lines (GString *out, const char *title)
{
  const char *line = title;

  for (guint n = 0; *line != '\0' && n < COVER_MAX_LINES; n++)
    {
      const char *end = line;
      const char *space = NULL;
      guint width = 0;
      g_autofree char *text = NULL;

      while (*end != '\0' && width < COVER_LINE_WIDTH)
        {
          gunichar c = g_utf8_get_char (end);

          if (g_unichar_isspace (c))
            space = end;
          width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
          end = g_utf8_next_char (end);
        }
      if (*end != '\0' && space != NULL && space > line)
        end = space;
      text = g_strndup (line, end - line);
      g_string_append_printf (out, "<text x=\"%u\" y=\"%u\">", COVER_WIDTH / 2, 420 + n * COVER_LINE_HEIGHT);
      bs_xhtml_append_text (out, g_strstrip (text));
      if (*end != '\0' && n + 1 == COVER_MAX_LINES)
        g_string_append (out, "…");
      g_string_append (out, "</text>\n");
      line = end;
    }
}

static gboolean
add_cover (Book *self, GError **error)
{
  g_autoptr (GString) picture = g_string_new (NULL);
  g_autoptr (GString) page = g_string_new (NULL);
  const char *language = bs_export_contents_get_language (self->job->contents);

  g_string_append_printf (
      picture,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" width=\"%u\" height=\"%u\">\n"
      "<rect width=\"%u\" height=\"%u\" fill=\"#f6f5f4\"/>\n"
      "<rect x=\"100\" y=\"160\" width=\"%u\" height=\"12\" fill=\"#1a5fb4\"/>\n"
      "<g font-family=\"serif\" font-size=\"%u\" text-anchor=\"middle\" fill=\"#17171a\">\n",
      COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH, COVER_HEIGHT, COVER_WIDTH - 200,
      COVER_FONT_SIZE);
  append_cover_lines (picture, self->job->title);
  g_string_append (picture, "</g>\n</svg>\n");
  append_document_start (page, language, bs_export_contents_is_right_to_left (self->job->contents), self->job->title);
  g_string_append (page, "<div class=\"cover\"><img src=\"cover.svg\" alt=\"");
  bs_xhtml_append_text (page, self->job->title);
  g_string_append (page, "\"/></div>\n");
  append_document_end (page);
  return add_text (self, "EPUB/cover.svg", picture, error) && add_text (self, "EPUB/cover.xhtml", page, error);
}

static void
append_authors (Book *self, GString *out)
{
  const BsExportEntry *only = bs_export_contents_get (self->job->contents, 0);

  if (bs_export_contents_get_length (self->job->contents) != 1 || only->authors == NULL)
    return;
  for (guint i = 0; only->authors[i] != NULL; i++)
    if (*only->authors[i] != '\0')
      {
        g_string_append (out, "<dc:creator>");
        bs_xhtml_append_text (out, only->authors[i]);
        g_string_append (out, "</dc:creator>\n");
      }
}

static gboolean
add_package (Book *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->now);
  g_autofree char *modified = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *identifier = g_uuid_string_random ();
  const char *language = bs_export_contents_get_language (self->job->contents);

  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                          "unique-identifier=\"book\" xml:lang=\"%s\">\n"
                          "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                          "<dc:identifier id=\"book\">urn:uuid:%s</dc:identifier>\n<dc:title>",
                          language, identifier);
  bs_xhtml_append_text (out, self->job->title);
  g_string_append_printf (out, "</dc:title>\n<dc:language>%s</dc:language>\n", language);
  append_authors (self, out);
  g_string_append_printf (
      out,
      "<meta property=\"dcterms:modified\">%s</meta>\n</metadata>\n<manifest>\n"
      "<item id=\"contents\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" "
      "properties=\"nav\"/>\n"
      "<item id=\"cover\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>\n"
      "<item id=\"cover-picture\" href=\"cover.svg\" media-type=\"image/svg+xml\" "
      "properties=\"cover-image\"/>\n"
      "<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n%s</manifest>\n"
      "<spine%s>\n<itemref idref=\"cover\"/>\n<itemref idref=\"contents\"/>\n%s</spine>\n"
      "</package>\n",
      modified, self->manifest->str,
      bs_export_contents_is_right_to_left (self->job->contents) ? " page-progression-direction=\"rtl\"" : "",
      self->spine->str);
  return add_text (self, "EPUB/package.opf", out, error);
}

static gboolean
finish (gpointer book, GError **error)
{
  Book *self = book;

  return add_contents (self, error) && add_cover (self, error) && add_package (self, error) &&
         bs_zip_writer_finish (self->zip, self->job->cancellable, error);
}

static void
free_book (gpointer book)
{
  Book *self = book;

  bs_zip_writer_free (self->zip);
  g_hash_table_unref (self->pictures);
  g_string_free (self->manifest, TRUE);
  g_string_free (self->spine, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

const BsExportFormat bs_export_format_epub = { start, add, finish, free_book };
