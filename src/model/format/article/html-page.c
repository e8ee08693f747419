/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/html-page.h"

#include <string.h>

#include "model/format/article/html-page-body.h"
#include "model/format/body/html-token.h"

/* The tag that makes it a page is looked for in so much of a file, in bytes. */
#define PAGE_SEARCH_BYTES (16 * 1024)

/* A page larger than this has its article taken as plain text, in bytes. */
#define MAX_PAGE_BYTES ((gsize) 16 * 1024 * 1024)

/**
 * bs_html_is_page:
 * @html: (array length=length): HTML in UTF-8
 * @length: of @html, in bytes
 *
 * Returns: whether it is a whole page, with a doctype or the elements that only a page has
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
 * @length: of @html, in bytes
 * @address: (nullable): where it came from, if that is known
 * @picture_func: (nullable) (scope call): asked for each picture of the article
 * @user_data: for @picture_func
 *
 * Finds the article in a page, and what the page says of it. The body is `<article>` or `<main>` where there is one,
 * else what is repeated for machines in JSON-LD, else the part with the densest text. What is no part of an article
 * (navigation, forms, programs) is left out; links are made whole where the page's address is known; braces become
 * entities, so that no site generator takes them for its own.
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
 * @length: of @html, in bytes
 * @address: (nullable): where it came from, if that is known
 *
 * Takes all of what was selected for the article; its title is its first heading.
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
