/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/repair/repair.h"
#include "model/change/repair/repair-sides.h"
#include "model/change/repair/repair-words.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The words for the problems can be displayed. */
static void
describe (const char *bytes, gsize length)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (GPtrArray) sides = NULL;
  g_autoptr (BsArticle) article = NULL;

  bs_text_decode (&text, bytes, length, problems);
  article = bs_article_read_text_in_site ("a.md", "a.md", BS_SITE_NONE, text.data, text.length, problems);
  for (guint i = 0; i < article->problems->len; i++)
    {
      const BsProblem *problem = article->problems->pdata[i];
      gsize start = 0, end = 0;
      g_autofree char *sentence = bs_repair_dup_sentence (problem, text.data, text.length);
      g_autofree char *line = bs_repair_dup_line (problem, text.data, text.length, &start, &end);

      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_true (line == NULL || (g_utf8_validate (line, -1, NULL) && start <= end && end <= strlen (line)));
    }
  sides = bs_repair_sides_find (text.data, text.length);
}

/* One byte selects the choices; the file follows. A repaired file can
 * be read, and is not repaired again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_repair_fix_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (GError) error = NULL;
  BsRepairWish wish;
  gsize length;
  const char *text;

  if (size < 1)
    return 0;
  bs_repair_wish_init (&wish);
  for (guint i = 0; (data[0] & 1) != 0 && i < BS_N_PROBLEMS; i++)
    {
      const char *const *ways = bs_repair_get_ways (i);

      if (ways != NULL)
        wish.ways[i] = ways[(data[0] >> 1) % g_strv_length ((GStrv) ways)];
      if (ways != NULL)
        wish.kinds |= G_GUINT64_CONSTANT (1) << i;
    }
  bytes = g_bytes_new (data + 1, size - 1);
  describe ((const char *) data + 1, size - 1);
  made = bs_repair_make (&wish, NULL, bytes, fixes, &error);
  g_assert_true ((made == NULL) == (error != NULL));
  if (made == NULL)
    return 0;
  g_assert_true (g_bytes_equal (made, bytes) == (fixes->len == 0));
  text = g_bytes_get_data (made, &length);
  article = bs_article_read ("a.md", BS_SITE_NONE, text, length);
  for (guint i = 0; fixes->len > 0 && i < article->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (article->problems, i);

      g_assert_false (bs_problem_kind_is_recovered (problem->kind));
    }
  again = bs_repair_make (&wish, NULL, made, NULL, NULL);
  g_assert_true (again == NULL || g_bytes_equal (again, made));

  return 0;
}
