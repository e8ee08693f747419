/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/export-html.h"

#include <string.h>

#include "page/export/export-format.h"
#include "page/export/xhtml.h"
#include "page/page.h"

typedef struct
{
  const BsExportJob *job;
  const char *path; /* of the article that is being written */
} Page;

static gboolean
write_text (Page *self, const GString *text, GError **error)
{
  return g_output_stream_write_all (self->job->stream, text->str, text->len, NULL, self->job->cancellable, error);
}

static char *
find_link (const char *address, gpointer user_data)
{
  Page *self = user_data;
  guint found;

  if (!bs_export_contents_find (self->job->contents, self->path, address, &found))
    return NULL;
  return g_strdup_printf ("#article-%u", found + 1);
}

static char *
find_picture (const char *path, const char *address, gpointer user_data)
{
  Page *self = user_data;
  g_auto (BsExportPicture) picture = { 0 };
  g_autofree char *encoded = NULL;
  gconstpointer data;
  gsize length;

  if (!bs_export_pictures_load (self->job->pictures, self->path, path, address, BS_EXPORT_PICTURE_FOR_BROWSERS,
                                &picture, self->job->cancellable))
    return NULL;
  data = g_bytes_get_data (picture.bytes, &length);
  encoded = g_base64_encode (data, length);
  return g_strdup_printf ("data:%s;base64,%s", picture.media_type, encoded);
}

static void
append_head (GString *out, const BsExportJob *job)
{
  g_autofree char *style = bs_page_dup_style ();
  g_autofree char *policy = bs_page_dup_style_policy (style);

  g_string_append_printf (
      out,
      "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n" BS_EXPORT_HTML_MARK "\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src %s; base-uri 'none'; form-action 'none'\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
      bs_export_contents_get_language (job->contents),
      bs_export_contents_is_right_to_left (job->contents) ? "rtl" : "ltr", policy);
  bs_xhtml_append_text (out, job->title);
  g_string_append_printf (out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
}

static gpointer
start (const BsExportJob *job, GError **error)
{
  Page *self = g_new0 (Page, 1);
  g_autoptr (GString) out = g_string_new (NULL);

  self->job = job;
  append_head (out, job);
  if (bs_export_contents_get_length (job->contents) > 1)
    {
      g_string_append (out, "<div class=\"bs-page\"><h1 class=\"bs-title\" dir=\"auto\">");
      bs_xhtml_append_text (out, job->title);
      g_string_append (out, "</h1>\n<nav>\n");
      bs_export_contents_append_list (job->contents, out, "#article-%u");
      g_string_append (out, "</nav></div>\n");
    }
  if (write_text (self, out, error))
    return self;
  g_free (self);
  return NULL;
}

static gboolean
add (gpointer page, guint number, const BsDocument *document, GError **error)
{
  Page *self = page;
  const BsExportEntry *entry = bs_export_contents_get (self->job->contents, number - 1);
  const BsXhtmlTargets targets = { .find_link = find_link, .find_picture = find_picture, .user_data = self };
  g_autofree char *id_prefix = g_strdup_printf ("a%u-", number);
  g_autofree char *language = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (document == NULL)
    return TRUE;
  self->path = document->article->path;
  html = bs_page_render_article (document, &language);
  g_string_append_printf (out, "<div id=\"article-%u\" dir=\"%s\"", number, entry->is_right_to_left ? "rtl" : "ltr");
  if (language != NULL)
    g_string_append_printf (out, " lang=\"%s\"", language);
  g_string_append (out, ">\n");
  bs_xhtml_append (out, html, strlen (html), id_prefix, &targets);
  g_string_append (out, "</div>\n");
  return write_text (self, out, error);
}

static gboolean
finish (gpointer page, GError **error)
{
  g_autoptr (GString) out = g_string_new ("</body>\n</html>\n");

  return write_text (page, out, error);
}

const BsExportFormat bs_export_format_html = { start, add, finish, g_free };
