/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/page.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/body-text.h"
#include "model/format/html.h"
#include "model/format/template.h"
#include "model/library/picture.h"
#include "bs-page-resources.h"
#include "page/markdown.h"
#include "page/page-language.h"
#include "page/sanitiser-pictures.h"
#include "page/sanitiser.h"

/* A longer body is shown in part, in bytes. */
#define MAX_BODY_BYTES ((gsize) 8 * 1024 * 1024)

/* What an article is written in is told from so much of its body, in bytes. */
#define LANGUAGE_SAMPLE_BYTES 16384

/* What a header shows: front matter may name a million of everything. */
#define MAX_HEADER_NAMES 12
#define MAX_HEADER_LEVELS 16
#define MAX_HEADER_CHARACTERS 1000

#define STYLE_PATH "/io/github/broadsheet/Broadsheet/page/page.css"

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* The moment on the reader's own clock; a day alone is the same day everywhere. */
static GDateTime *
make_date (const BsDocument *document)
{
  const BsArticle *article = document->article;

  if (!article->has_date)
    return NULL;
  if (!article->date.has_time)
    return g_date_time_new_from_unix_utc (article->date.face);
  return g_date_time_new_from_unix_local (bs_date_to_unix (&article->date, document->site->zone));
}

static char *
format_date (const BsDocument *document)
{
  g_autoptr (GDateTime) date = make_date (document);
  char *formatted = NULL;

  if (date != NULL)
    formatted = g_date_time_format (date, document->article->date.has_time ?
                                              /* Translators: a day and a time of day, see g_date_time_format(). */
                                              _ ("%-d %B %Y, %H:%M") :
                                              /* Translators: a day, see g_date_time_format(). */
                                              _ ("%-d %B %Y"));
  return formatted != NULL ? formatted : g_strdup (document->article->date_text);
}

static void
append_date (GString *out, const BsDocument *document)
{
  g_autoptr (GDateTime) date = make_date (document);
  g_autofree char *text = format_date (document);
  g_autofree char *machine = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (date == NULL)
    {
      g_string_append (out, "<span class=\"bs-date\" dir=\"auto\">");
      append_escaped (out, text);
      g_string_append (out, "</span>");
      return;
    }
  machine =
      document->article->date.has_time ? g_date_time_format_iso8601 (date) : g_date_time_format (date, "%Y-%m-%d");
  g_string_append (out, "<time class=\"bs-date\" dir=\"auto\" datetime=\"");
  append_escaped (out, machine != NULL ? machine : "");
  g_string_append (out, "\">");
  append_escaped (out, text);
  g_string_append (out, "</time>");
}

/* A name of reasonable length: what a person reads of it, and no more. */
static void
append_name (GString *out, const char *name)
{
  g_autofree char *start = NULL;

  if (strlen (name) <= MAX_HEADER_CHARACTERS || g_utf8_strlen (name, -1) <= MAX_HEADER_CHARACTERS)
    {
      append_escaped (out, name);
      return;
    }
  start = g_utf8_substring (name, 0, MAX_HEADER_CHARACTERS);
  append_escaped (out, start);
  g_string_append (out, "…");
}

static void
append_category (GString *out, const char *const *names)
{
  g_autoptr (GString) address = g_string_new (BS_PAGE_CATEGORY_PREFIX);

  g_string_append (out, "<li>");
  for (guint i = 0; names[i] != NULL && i < MAX_HEADER_LEVELS; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (names[i], NULL, FALSE);

      if (i > 0)
        {
          g_string_append_c (address, '/');
          g_string_append (out, "<span class=\"bs-chevron\" aria-hidden=\"true\"> › </span>");
        }
      g_string_append (address, escaped);
      g_string_append (out, "<a dir=\"auto\" href=\"");
      append_escaped (out, address->str);
      g_string_append (out, "\">");
      append_name (out, names[i]);
      g_string_append (out, "</a>");
    }
  if (g_strv_length ((char **) names) > MAX_HEADER_LEVELS)
    g_string_append (out, " …");
  g_string_append (out, "</li>");
}

static void
append_categories (GString *out, const BsArticle *article)
{
  if (article->categories == NULL || article->categories->len == 0)
    return;
  g_string_append (out, "<ul class=\"bs-categories\">");
  for (guint i = 0; i < article->categories->len && i < MAX_HEADER_NAMES; i++)
    append_category (out, g_ptr_array_index (article->categories, i));
  if (article->categories->len > MAX_HEADER_NAMES)
    g_string_append (out, "<li>…</li>");
  g_string_append (out, "</ul>\n");
}

static void
append_header (GString *out, const BsDocument *document)
{
  const BsArticle *article = document->article;

  g_string_append (out, "<header class=\"bs-header\">\n");
  append_categories (out, article);
  g_string_append (out, "<h1 class=\"bs-title\" dir=\"auto\">");
  append_name (out, article->title);
  g_string_append (out, "</h1>\n<p class=\"bs-meta\">");
  if (article->authors != NULL)
    for (guint i = 0; article->authors[i] != NULL && i < MAX_HEADER_NAMES; i++)
      {
        g_string_append (out, "<span class=\"bs-source\" dir=\"auto\">");
        append_name (out, article->authors[i]);
        g_string_append (out, "</span>");
      }
  append_date (out, document);
  if (article->draft)
    {
      g_string_append (out, "<span class=\"bs-draft\">");
      append_escaped (out, _ ("Draft"));
      g_string_append (out, "</span>");
    }
  g_string_append (out, "</p>\n</header>\n");
}

/* The picture of the front matter, where the body does not show it and it is at hand. */
static void
append_head_picture (GString *out, const BsDocument *document, const char *body)
{
  const BsArticle *article = document->article;
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;
  g_autofree char *attribute = NULL;

  if (article->image == NULL || *article->image == '\0' ||
      bs_picture_resolve (document->site, article->path, article->image, &path) != BS_PICTURE_LOCAL)
    return;
  address = bs_sanitise_picture_path (path);
  attribute = g_markup_printf_escaped ("src=\"%s\"", address);
  if (strstr (body, attribute) == NULL)
    g_string_append_printf (out, "<figure class=\"bs-head-picture\"><img %s alt=\"\"></figure>\n", attribute);
}

/* The body without a first heading that only says the title again. */
static const char *
skip_title (const char *body, const char *title, gsize *prefix)
{
  static const char *const around[] = { "<div>", "<article>", "<section>", "<div class=" };
  const char *c = body;
  const char *end;
  g_autofree char *text = NULL;
  g_autofree char *title_text = NULL;
  gboolean moved = TRUE;

  *prefix = 0;
  while (moved)
    {
      moved = FALSE;
      while (g_ascii_isspace (*c))
        c++;
      for (gsize i = 0; i < G_N_ELEMENTS (around); i++)
        if (g_str_has_prefix (c, around[i]) && strchr (c, '>') != NULL)
          {
            c = strchr (c, '>') + 1;
            moved = TRUE;
            break;
          }
    }
  if (!g_str_has_prefix (c, "<h1") || (end = strstr (c, "</h1>")) == NULL)
    return body;
  text = bs_html_to_text (c, end - c);
  title_text = bs_html_to_text (title, strlen (title));
  if (!g_str_equal (text, title) && !g_str_equal (text, title_text))
    return body;
  *prefix = c - body;
  return end + strlen ("</h1>");
}

/* Plain text: an empty line ends a paragraph, and every other line stands as it does in the file. */
static char *
text_to_html (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *valid = g_utf8_make_valid (copy, -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  GString *out = g_string_sized_new (length + 64);
  gboolean open = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *escaped = NULL;

      g_strchomp (lines[i]);
      if (*lines[i] == '\0')
        {
          if (open)
            g_string_append (out, "</p>\n");
          open = FALSE;
          continue;
        }
      g_string_append (out, open ? "\n" : "<p class=\"bs-text\">");
      open = TRUE;
      escaped = g_markup_escape_text (lines[i], -1);
      g_string_append (out, escaped);
    }
  if (open)
    g_string_append (out, "</p>\n");
  return g_string_free (out, FALSE);
}

static char *
make_body (const BsDocument *document, const char *text, gsize length)
{
  g_autofree char *expanded = NULL;
  g_autofree char *html = NULL;
  gsize expanded_length;

  switch (document->article->body_kind)
    {
    case BS_BODY_TEXT:
      return text_to_html (text, length);
    case BS_BODY_HTML:
      expanded = bs_template_expand (BS_BODY_HTML, text, length, &expanded_length);
      return bs_sanitise (document, expanded, expanded_length);
    case BS_BODY_MARKDOWN:
    default:
      expanded = bs_template_expand (BS_BODY_MARKDOWN, text, length, &expanded_length);
      html = bs_markdown_to_html (expanded, expanded_length);
      return bs_sanitise (document, html, strlen (html));
    }
}

static void
append_body (GString *out, const BsDocument *document, const char *text, gsize length)
{
  gsize part = MIN (length, MAX_BODY_BYTES);
  g_autofree char *body = NULL;
  const char *rest;
  gsize prefix;

  while (part > 0 && part < length && (text[part] & 0xc0) == 0x80)
    part--;
  body = make_body (document, text, part);
  append_head_picture (out, document, body);
  rest = skip_title (body, document->article->title, &prefix);
  g_string_append (out, "<main class=\"bs-body\">\n");
  g_string_append_len (out, body, prefix);
  g_string_append (out, rest);
  if (part < length)
    {
      g_string_append (out, "<p class=\"bs-notice\">");
      append_escaped (out, _ ("This article is very long. Only its first part is shown."));
      g_string_append (out, "</p>\n");
    }
  g_string_append (out, "</main>\n");
}

/* The policy names the style by its hash, so that no other is applied. */
static void
append_head (GString *out, const BsDocument *document)
{
  g_autoptr (GBytes) style = g_resource_lookup_data (bs_page_get_resource (), STYLE_PATH, 0, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  gsize length = 0;
  const char *css = style == NULL ? "" : g_bytes_get_data (style, &length);

  g_checksum_update (checksum, (const guchar *) css, length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  hash = g_base64_encode (digest, digest_length);

  g_string_append_printf (out,
                          "<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src %s:; "
                          "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
                          BS_PAGE_SCHEME, hash);
  append_escaped (out, document->article->title);
  g_string_append (out, "</title>\n<style>");
  g_string_append_len (out, css, length);
  g_string_append (out, "</style>\n");
}

static const char *
get_body (const BsDocument *document, gsize *length)
{
  const char *body = bs_document_get_body (document, length);

  return body != NULL ? body : "";
}

/* Markup is no words, and its names are Latin. */
static char *
find_language (const BsArticle *article, const char *body, gsize length)
{
  g_autofree char *text = NULL;

  if (article->body_kind != BS_BODY_HTML)
    return bs_page_find_language (article->language, article->title, body, length);
  text = bs_html_to_text (body, MIN (length, LANGUAGE_SAMPLE_BYTES));
  return bs_page_find_language (article->language, article->title, text, strlen (text));
}

/**
 * bs_page_render:
 * @document: an article and its text
 *
 * Makes the page that a reader sees: our header, the sanitised body, our styles. It is whole in itself, asks for
 * nothing but pictures at %BS_PAGE_PICTURE_PREFIX, and carries a policy that lets it do nothing else. Links lead to
 * the web, to other articles (%BS_PAGE_ARTICLE_PREFIX; `?post=NAME` for a post by its name) and to categories.
 * Links between articles are relative as they are written: the page's own address is that of its article. Waits for
 * the disk where the body names pictures of the library.
 *
 * Returns: (transfer full): an HTML document in UTF-8
 */
char *
bs_page_render (const BsDocument *document)
{
  g_autofree char *language = NULL;
  const BsArticle *article;
  const char *body;
  gsize length;
  GString *out;

  g_return_val_if_fail (document != NULL, NULL);

  article = document->article;
  body = get_body (document, &length);
  language = find_language (article, body, length);

  out = g_string_sized_new (length + 16384);
  g_string_append (out, "<!DOCTYPE html>\n<html");
  if (language != NULL)
    g_string_append_printf (out, " lang=\"%s\"", language);
  g_string_append_printf (out, " dir=\"%s\">\n<head>\n",
                          bs_page_is_right_to_left (language, article->title) ? "rtl" : "ltr");
  append_head (out, document);
  g_string_append (out, "</head>\n<body>\n<article class=\"bs-page\">\n");
  append_header (out, document);
  append_body (out, document, body, length);
  g_string_append (out, "</article>\n</body>\n</html>\n");
  return g_string_free (out, FALSE);
}

/**
 * bs_page_render_text:
 * @document: an article and its text
 *
 * Makes what a terminal shows of an article: its title, a line of source, date and categories, and its text.
 *
 * Returns: (transfer full): text that ends in a newline
 */
char *
bs_page_render_text (const BsDocument *document)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *date = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  const BsArticle *article;
  const char *body;
  gsize length;

  g_return_val_if_fail (document != NULL, NULL);

  article = document->article;
  parts = g_ptr_array_new_with_free_func (g_free);
  if (article->authors != NULL && article->authors[0] != NULL)
    g_ptr_array_add (parts, g_strjoinv (", ", article->authors));
  date = format_date (document);
  if (date != NULL && *date != '\0')
    g_ptr_array_add (parts, g_steal_pointer (&date));
  for (guint i = 0; article->categories != NULL && i < article->categories->len; i++)
    g_ptr_array_add (parts, g_strjoinv (" › ", g_ptr_array_index (article->categories, i)));
  if (article->draft)
    g_ptr_array_add (parts, g_strdup (_ ("Draft")));
  g_ptr_array_add (parts, NULL);
  line = g_strjoinv (" · ", (char **) parts->pdata);

  body = get_body (document, &length);
  text = bs_body_to_text (article->body_kind, body, length);
  return g_strconcat (article->title, "\n", line, *line != '\0' ? "\n" : "", "\n", text, "\n", NULL);
}
