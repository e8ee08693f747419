/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "page/page-outline.h"
#include "page/page.h"

static char *
list (const char *body)
{
  g_autofree char *text = g_strconcat ("---\ntitle: The title\n---\n", body, NULL);
  g_autoptr (BsSite) site = bs_site_detect ("/nonexistent");
  g_autoptr (BsDocument) document = bs_document_new (site, "a.md", g_strdup (text), strlen (text));
  g_autofree char *page = NULL;
  g_autoptr (GPtrArray) headings = NULL;
  GString *out = g_string_new (NULL);

  page = bs_page_render (document);
  headings = bs_page_outline_read (page, strlen (page));
  for (guint i = 0; i < headings->len; i++)
    {
      const BsPageHeading *heading = g_ptr_array_index (headings, i);

      g_string_append_printf (out, "%s%u %u %s", i > 0 ? "; " : "", heading->number, heading->depth, heading->text);
    }
  return g_string_free (out, FALSE);
}

static void
assert_outline (const char *body, const char *expected)
{
  g_autofree char *outline = list (body);

  g_assert_cmpstr (outline, ==, expected);
}

static void
test_headings (void)
{
  assert_outline ("Words.\n", "");
  assert_outline ("# 安装\n\n### *Deep* & `code` <b>x</b>\n\n# 结论 {#end}\n\nA\n---\n",
                  "0 0 安装; 1 2 Deep & code x; 2 0 结论; 3 1 A");
  /* The title that the body repeats is not in the page, and levels that are not used do not indent. */
  assert_outline ("# The title\n\n#### a\n\n##### b\n", "0 0 a; 1 1 b");
  /* A picture that is not loaded is named by its host, and code has no headings. */
  assert_outline ("## <img src=\"http://example.org/a.png\">\n\n## b\n\n```\n# c\n<h2>d</h2>\n```\n",
                  "0 0 example.org; 1 0 b");
  assert_outline ("## About $$O(n)$$ steps\n", "0 0 About O(n) steps");
  assert_outline ("<h2>one<br>two\n three</h2><h7>no</h7><hr>\n", "0 0 one two three");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/page-outline/headings", test_headings);
  return g_test_run ();
}
