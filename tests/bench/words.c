/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words.h"

#include "model/format/body/body-text.h"
#include "model/library/folder/document.h"

const char *const bench_words_names[BENCH_N_WORDS] = { "one character", "two", "four", "mixed", "word" };

static gboolean
is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

static gboolean
fits (BenchWords kind, const char *text, guint n_chars)
{
  guint n_han = 0;
  guint n_latin = 0;
  guint n_spaces = 0;
  const char *c = text;

  for (guint i = 0; i < n_chars; i++, c = g_utf8_next_char (c))
    {
      if (*c == '\0')
        return FALSE;
      n_han += is_han (g_utf8_get_char (c));
      n_latin += g_ascii_isalpha (*c) != 0;
      n_spaces += *c == ' ';
    }
  if (kind < BENCH_MIXED)
    return n_han == n_chars;
  /* Latin is searched by whole words: this one ends here, and a mixed piece begins with a Han character. */
  if (g_ascii_isalnum (*c) || (kind == BENCH_MIXED && !is_han (g_utf8_get_char (text))))
    return FALSE;
  if (kind == BENCH_WORD)
    return n_latin == n_chars;
  return n_han > 0 && n_latin > 0 && n_han + n_latin + n_spaces == n_chars;
}

static const guint lengths[] = { 1, 2, 4, 6, 5 };

/* A piece of a random article of that kind; NULL if none was found. */
char *
bench_draw_words (GRand *rand, GPtrArray *files, BsSite *site, BenchWords kind)
{
  for (guint i = 0; i < 200; i++)
    {
      const char *path = files->pdata[g_rand_int_range (rand, 0, (gint32) files->len)];
      g_autoptr (BsDocument) document = bs_document_load (site, path + strlen (site->root) + 1, NULL);
      g_autofree char *text = NULL;
      const char *body;
      glong n_chars;
      gsize length;

      if (document == NULL)
        continue;
      body = bs_document_get_body (document, &length);
      text = bs_body_to_text (document->article->body_kind, body, length);
      n_chars = g_utf8_strlen (text, -1);
      for (guint j = 0; n_chars > 0 && j < 200; j++)
        {
          glong offset = g_rand_int_range (rand, 0, (gint32) n_chars);
          const char *start = g_utf8_offset_to_pointer (text, offset);

          if (kind == BENCH_WORD && offset > 0 && g_ascii_isalnum (start[-1]))
            continue;
          if (fits (kind, start, lengths[kind]))
            return g_strndup (start, g_utf8_offset_to_pointer (start, lengths[kind]) - start);
        }
    }
  return NULL;
}
