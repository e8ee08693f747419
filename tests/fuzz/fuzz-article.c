/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/article/article.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The first byte chooses the site and the name, the rest is the file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const paths[] = { "blog/_posts/2020-01-02-a.md", "content/b.html", "c.txt",
                                       "\xff (conflicted).md" };
  guint choice = size > 0 ? data[0] : 0;
  g_autoptr (BsArticle) article = NULL;

  article = bs_article_read (paths[choice % G_N_ELEMENTS (paths)], (choice / 4) % (BS_SITE_HUGO + 1),
                             (const char *) data + (size > 0), size - (size > 0));

  g_assert_nonnull (article->title);
  g_assert_true (g_utf8_validate (article->title, -1, NULL));
  for (guint i = 0; i < article->categories->len; i++)
    g_assert_cmpuint (g_strv_length (g_ptr_array_index (article->categories, i)), >, 0);

  return 0;
}
