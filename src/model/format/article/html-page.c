/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/html-page.h"

#include "model/format/body/html-token.h"

/* How much of a file is searched for the tags that make it a page, in bytes. */
#define PAGE_SEARCH_BYTES (16 * 1024)

/* In a page larger than this, in bytes, the article is read as plain text. */
#define MAX_PAGE_BYTES ((gsize) 16 * 1024 * 1024)

/**
 * bs_html_is_page:
 * @html: (array length=length): HTML in UTF-8
 * @length: the length of @html in bytes
 *
 * Returns: whether it is a complete page, with a doctype or the elements of one
 */
gboolean
bs_html_is_page (const char *html, gsize length)
{
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  g_return_val_if_fail (html != NULL || length == 0, FALSE);

  bs_html_tokenizer_init (&tokenizer, html, MIN (length, PAGE_SEARCH_BYTES));
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      if (token.kind == BS_HTML_TOKEN_COMMENT && token.length >= 9 &&
          g_ascii_strncasecmp (token.start, "<!doctype", 9) == 0)
        return TRUE;
      if (token.kind == BS_HTML_TOKEN_START &&
          (g_str_equal (token.name, "html") || g_str_equal (token.name, "head") || g_str_equal (token.name, "body")))
        return TRUE;
    }
  return FALSE;
}

static void
set_address (BsHtmlPageHead *head, const char *address)
{
  if (address != NULL && bs_html_address_is_web (address))
    {
      g_free (head->address);
      head->address = g_strdup (address);
    }
  if (head->base == NULL)
    head->base = g_strdup (head->address);
}

/**
 * bs_html_page_read:
 * @html: (array length=length): a page in UTF-8
 * @length: the length of @html in bytes
 * @address: (nullable): the page's address, if known
 * @picture_func: (nullable) (scope call): called for each image of the article
 * @user_data: for @picture_func
 *
 * Extracts the article and its metadata from a page. The body is `<article>` or `<main>` if there is one, else the text
 * in JSON-LD, else the part with the densest text. Navigation, forms and scripts are removed. Links are made absolute
 * if the page's address is known. Braces become entities, so that a site generator does not run them as tags.
 *
 * Returns: (transfer full): the article
 */
BsHtmlPage *
bs_html_page_read (const char *html, gsize length, const char *address, BsHtmlPictureFunc picture_func,
                   gpointer user_data)
{
  BsHtmlPage *self = g_new0 (BsHtmlPage, 1);

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  length = MIN (length, MAX_PAGE_BYTES);
  bs_html_page_head_read (&self->head, html, length);
  set_address (&self->head, address);
  self->body = bs_html_page_body_find (&self->head, html, length, picture_func, user_data);
  return self;
}

/**
 * bs_html_page_read_selection:
 * @html: (array length=length): a part of a page in UTF-8, as another program hands it over
 * @length: the length of @html in bytes
 * @address: (nullable): the page's address, if known
 *
 * Makes an article of a whole selection; its title is the first heading.
 *
 * Returns: (transfer full): the article
 */
BsHtmlPage *
bs_html_page_read_selection (const char *html, gsize length, const char *address)
{
  BsHtmlPage *self = g_new0 (BsHtmlPage, 1);

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  length = MIN (length, MAX_PAGE_BYTES);
  bs_html_page_head_read (&self->head, html, length);
  set_address (&self->head, address);
  self->body = bs_html_page_body_clean (&self->head, html, length);
  return self;
}

/**
 * bs_html_page_free:
 * @self: (nullable): an article from a page
 */
void
bs_html_page_free (BsHtmlPage *self)
{
  if (self == NULL)
    return;
  bs_html_page_head_clear (&self->head);
  g_free (self->body);
  g_free (self);
}
