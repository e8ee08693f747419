/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/page.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/language.h"
#include "model/format/body/body-text.h"
#include "model/format/body/html.h"
#include "model/format/body/markdown.h"
#include "model/format/body/template.h"
#include "bs-page-resources.h"
#include "page/markdown-writer.h"
#include "page/page-header.h"
#include "page/sanitiser-pictures.h"
#include "page/sanitiser.h"

/* Longer bodies are shown in part. In bytes. */
#define MAX_BODY_BYTES ((gsize) 8 * 1024 * 1024)

/* The language is detected from this many bytes of the body. */
#define LANGUAGE_SAMPLE_BYTES 16384

#define STYLE_PREFIX "/io/github/broadsheet/Broadsheet/page/"

static const char *
get_body (const BsDocument *document, gsize *length)
{
  const char *body = bs_document_get_body (document, length);

  return body != NULL ? body : "";
}

/* The picture from the front matter, unless the body contains it already, shown or blocked. */
static void
append_head_picture (GString *out, const BsDocument *document, const char *body)
{
  const char *text;
  gsize length;
  const char *image = document->article->image;
  g_autofree char *attribute = NULL;
  g_autofree char *picture = NULL;

  if (image == NULL || *image == '\0')
    return;
  picture = bs_sanitise_head_picture (document, image, &attribute);
  text = get_body (document, &length);
  if (picture != NULL && strstr (body, attribute) == NULL &&
      (strstr (image, "//") == NULL || g_strstr_len (text, length, image) == NULL))
    g_string_append_printf (out, "<figure class=\"bs-head-picture\">%s</figure>\n", picture);
}

/* The body without a first heading that only repeats the title. */
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

/* Plain text: an empty line ends a paragraph, and all other line breaks are kept. */
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
make_body (const BsDocument *document, const char *text, gsize length, gboolean original)
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
      return original ? bs_sanitise_original (document, expanded, expanded_length) :
                        bs_sanitise (document, expanded, expanded_length);
    case BS_BODY_MARKDOWN:
    case BS_BODY_MARKDOWN_BREAKS:
    default:
      html = bs_markdown_to_html (document->article->body_kind, text, length);
      return bs_sanitise (document, html, strlen (html));
    }
}

static void
append_body (GString *out, const BsDocument *document, const char *body, gboolean original)
{
  const char *rest;
  gsize prefix;

  append_head_picture (out, document, body);
  rest = skip_title (body, document->article->title, &prefix);
  g_string_append (out,
                   original ? "<div class=\"bs-sheet\"><main class=\"bs-original\">\n" : "<main class=\"bs-body\">\n");
  g_string_append_len (out, body, prefix);
  g_string_append (out, rest);
  g_string_append (out, original ? "</main></div>\n" : "</main>\n");
}

static void
append_rest_notice (GString *out, const char *token)
{
  g_string_append (out, "<p class=\"bs-notice\">");
  bs_page_append_escaped (out, _ ("This article is very long. Only its first part is shown."));
  g_string_append (out, " <a href=\"");
  bs_page_append_action (out, BS_PAGE_FILE_ADDRESS, token);
  g_string_append (out, "\">");
  bs_page_append_escaped (out, _ ("Open the whole file"));
  g_string_append (out, "</a></p>\n");
}

static void
append_style (GString *out, const char *name)
{
  g_autofree char *path = g_strconcat (STYLE_PREFIX, name, NULL);
  g_autoptr (GBytes) style = g_resource_lookup_data (bs_page_get_resource (), path, 0, NULL);
  gsize length = 0;
  const char *css = style == NULL ? "" : g_bytes_get_data (style, &length);

  g_string_append_len (out, css, length);
}

/**
 * bs_page_dup_style_policy:
 * @style: a style sheet of ours
 *
 * Returns: (transfer full): the source of a Content Security Policy that applies this style, by its hash, and no other
 */
char *
bs_page_dup_style_policy (const char *style)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  guint8 digest[32];
  gsize digest_length = sizeof digest;

  g_return_val_if_fail (style != NULL, NULL);

  g_checksum_update (checksum, (const guchar *) style, -1);
  g_checksum_get_digest (checksum, digest, &digest_length);
  hash = g_base64_encode (digest, digest_length);
  return g_strdup_printf ("'sha256-%s'", hash);
}

static void
append_head (GString *out, const BsDocument *document, gboolean original, gboolean has_math)
{
  g_autoptr (GString) style = g_string_new (NULL);
  g_autofree char *policy = NULL;

  append_style (style, "formula-lines.css");
  append_style (style, "page.css");
  append_style (style, original ? "original.css" : "body.css");
  if (has_math)
    append_style (style, "math.css");
  /* The publisher's own style may be anywhere, because nothing in it can fetch anything. */
  policy = original ? g_strdup ("'unsafe-inline'") : bs_page_dup_style_policy (style->str);
  g_string_append_printf (out,
                          "<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src %s:;%s "
                          "style-src %s; base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
                          BS_PAGE_SCHEME, has_math ? " font-src " BS_PAGE_SCHEME ":;" : "", policy);
  bs_page_append_escaped (out, document->article->title);
  g_string_append (out, "</title>\n<style>");
  g_string_append_len (out, style->str, style->len);
  g_string_append (out, "</style>\n");
}

/* Markup is not counted, because tag names are Latin. */
static char *
find_language (const BsArticle *article, const char *body, gsize length)
{
  g_autofree char *text = NULL;

  if (article->body_kind != BS_BODY_HTML)
    return bs_language_find (article->language, article->title, body, length);
  text = bs_html_to_text (body, MIN (length, LANGUAGE_SAMPLE_BYTES));
  return bs_language_find (article->language, article->title, text, strlen (text));
}

/* The article itself, as in the body of the page. */
static char *
render_article (const BsDocument *document, gboolean original, const char *token, char **language)
{
  g_autofree char *body = NULL;
  const char *text;
  gsize length;
  gsize part;
  GString *out;

  text = get_body (document, &length);
  part = MIN (length, MAX_BODY_BYTES);
  while (part > 0 && part < length && (text[part] & 0xc0) == 0x80)
    part--;
  *language = find_language (document->article, text, length);
  body = make_body (document, text, part, original);

  out = g_string_sized_new (strlen (body) + 4096);
  g_string_append (out, "<article class=\"bs-page\">\n");
  bs_page_append_header (out, document, body, token);
  append_body (out, document, body, original);
  if (part < length)
    append_rest_notice (out, token);
  g_string_append (out, "</article>\n");
  return g_string_free (out, FALSE);
}

static char *
render (const BsDocument *document, gboolean original, const char *token)
{
  g_autofree char *language = NULL;
  g_autofree char *article = render_article (document, original, token, &language);
  GString *out = g_string_sized_new (strlen (article) + 32768);

  g_string_append (out, "<!DOCTYPE html>\n<html");
  if (language != NULL)
    g_string_append_printf (out, " lang=\"%s\"", language);
  g_string_append_printf (out, " dir=\"%s\">\n<head>\n",
                          bs_language_is_right_to_left (language, document->article->title) ? "rtl" : "ltr");
  append_head (out, document, original, strstr (article, "<math") != NULL);
  g_string_append (out, "</head>\n<body>\n");
  g_string_append (out, article);
  g_string_append (out, "</body>\n</html>\n");
  return g_string_free (out, FALSE);
}

/**
 * bs_page_render_article:
 * @document: an article and its text
 * @language: (out) (transfer full) (nullable): its language, BCP 47
 *
 * Renders the body of the page of bs_page_render(), for documents of several articles.
 *
 * Returns: (transfer full): an element `article`, in UTF-8
 */
char *
bs_page_render_article (const BsDocument *document, char **language)
{
  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  return render_article (document, FALSE, NULL, language);
}

/**
 * bs_page_dup_style:
 *
 * Returns: (transfer full): the style sheet of the page
 */
char *
bs_page_dup_style (void)
{
  GString *style = g_string_new (NULL);

  append_style (style, "formula-lines.css");
  append_style (style, "page.css");
  append_style (style, "body.css");
  return g_string_free (style, FALSE);
}

/**
 * bs_page_dup_book_style:
 *
 * Returns: (transfer full): the style sheet of a book
 */
char *
bs_page_dup_book_style (void)
{
  GString *style = g_string_new (NULL);

  append_style (style, "formula-lines.css");
  append_style (style, "book.css");
  return g_string_free (style, FALSE);
}

/**
 * bs_page_dup_print_style:
 *
 * Returns: (transfer full): the style sheet of a page that is printed
 */
char *
bs_page_dup_print_style (void)
{
  g_autofree char *screen = bs_page_dup_style ();
  GString *style = g_string_new (screen);

  append_style (style, "print.css");
  return g_string_free (style, FALSE);
}

/**
 * bs_page_render:
 * @document: an article and its text
 *
 * Renders the page that a reader sees: our header, the sanitised body, our styles. It is self-contained, loads only
 * pictures at %BS_PAGE_PICTURE_PREFIX, and carries a policy that forbids everything else. Links lead to the web, to
 * other articles (%BS_PAGE_ARTICLE_PREFIX; `?post=NAME` for a post by its name) and to categories. Links between
 * articles stay relative, because the page's address is that of its article. Waits for the disk if the body contains
 * pictures of the library.
 *
 * Returns: (transfer full): an HTML document in UTF-8
 */
char *
bs_page_render (const BsDocument *document)
{
  g_return_val_if_fail (document != NULL, NULL);

  return render (document, FALSE, NULL);
}

/**
 * bs_page_render_with_token:
 * @document: an article and its text
 * @original: whether the body keeps the publisher's own style, as far as that is possible
 * @token: unpredictable letters and digits
 *
 * Renders the page of bs_page_render() with working header links: those to categories, tags, sources and the file carry
 * @token after their prefix, which distinguishes them from links in the article. If @original, the body is on a light
 * sheet in the publisher's own style: its colours, fonts, sizes and spacing, but nothing that could fetch, cover or run
 * anything. Only HTML has such a style.
 *
 * Returns: (transfer full): an HTML document in UTF-8
 */
char *
bs_page_render_with_token (const BsDocument *document, gboolean original, const char *token)
{
  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  return render (document, original && document->article->body_kind == BS_BODY_HTML, token);
}

/**
 * bs_page_render_text:
 * @document: an article and its text
 *
 * Renders an article for a terminal: its title, a line of source, date and categories, and its text.
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
  date = bs_page_format_date (document);
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

/**
 * bs_page_render_markdown:
 * @document: an article and its text
 *
 * Renders an article for the clipboard: its title as a heading and its text as Markdown. A Markdown body is kept as it
 * is.
 *
 * Returns: (transfer full): text that ends in a newline
 */
char *
bs_page_render_markdown (const BsDocument *document)
{
  g_autofree char *expanded = NULL;
  g_autofree char *text = NULL;
  const char *body;
  gsize expanded_length;
  gsize length;

  g_return_val_if_fail (document != NULL, NULL);

  body = get_body (document, &length);
  if (document->article->body_kind == BS_BODY_HTML)
    {
      expanded = bs_template_expand (BS_BODY_HTML, body, MIN (length, MAX_BODY_BYTES), &expanded_length);
      text = bs_markdown_from_html (expanded, expanded_length);
    }
  else
    {
      text = g_strndup (body, length);
    }
  return g_strconcat ("# ", document->article->title, "\n\n", g_strstrip (text), "\n", NULL);
}
