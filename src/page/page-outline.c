/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/page-outline.h"

#include <string.h>

#include "model/format/body/html.h"

#define N_LEVELS 6

static void
heading_free (gpointer data)
{
  BsPageHeading *heading = data;

  g_free (heading->text);
  g_free (heading);
}

/* Levels that the article does not use are skipped. */
static void
count_depths (GPtrArray *headings)
{
  guint depths[N_LEVELS + 1] = { 0 };
  guint n = 0;

  for (guint i = 0; i < headings->len; i++)
    depths[((BsPageHeading *) g_ptr_array_index (headings, i))->depth] = 1;
  for (guint level = 1; level <= N_LEVELS; level++)
    {
      guint is_used = depths[level];

      depths[level] = n;
      n += is_used;
    }
  for (guint i = 0; i < headings->len; i++)
    {
      BsPageHeading *heading = g_ptr_array_index (headings, i);

      heading->depth = depths[heading->depth];
    }
}

/* A formula is given by its source. */
static char *
read_text (const char *html, gsize length)
{
  const char *end = html + length;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *text = NULL;
  const char *open;

  while ((open = g_strstr_len (html, end - html, "<math")) != NULL)
    {
      const char *close = g_strstr_len (open, end - open, "</math>");
      const char *source = close != NULL ? g_strstr_len (open, close - open, " alttext=\"") : NULL;

      g_string_append_len (words, html, open - html);
      if (source != NULL)
        {
          source += strlen (" alttext=\"");
          g_string_append_len (words, source, (const char *) memchr (source, '"', close - source) - source);
        }
      html = close != NULL ? close + strlen ("</math>") : end;
    }
  g_string_append_len (words, html, end - html);
  text = bs_html_to_text (words->str, words->len);
  return g_utf8_make_valid (text, -1);
}

/**
 * bs_page_outline_read:
 * @page: (array length=length): the result of bs_page_render()
 * @length: of @page, in bytes
 *
 * Finds the headings of an article in its page. Headings without text are counted, but not listed.
 *
 * Returns: (transfer full) (element-type BsPageHeading): the headings in order
 */
GPtrArray *
bs_page_outline_read (const char *page, gsize length)
{
  GPtrArray *headings = g_ptr_array_new_with_free_func (heading_free);
  const char *end = page + length;
  const char *c;
  guint number = 0;

  g_return_val_if_fail (page != NULL || length == 0, headings);

  /* The page is our own: tags are in lower case, and no other “<” is in it. */
  c = g_strstr_len (page, (gssize) length, "<main ");
  while (c != NULL && (c = memchr (c, '<', end - c)) != NULL)
    {
      char close[] = "</h0>";
      const char *start;
      const char *stop;

      c++;
      if (end - c < 4 || c[0] != 'h' || c[1] < '1' || c[1] > '0' + N_LEVELS || (c[2] != '>' && c[2] != ' '))
        continue;
      close[3] = c[1];
      start = memchr (c, '>', end - c);
      stop = start != NULL ? g_strstr_len (start, end - start, close) : NULL;
      if (stop == NULL)
        break;
      start++;
      {
        g_autofree char *text = read_text (start, stop - start);
        BsPageHeading *heading;

        g_strdelimit (g_strstrip (text), "\n\t", ' ');
        number++;
        if (*text != '\0')
          {
            heading = g_new0 (BsPageHeading, 1);
            heading->number = number - 1;
            heading->depth = c[1] - '0';
            heading->text = g_steal_pointer (&text);
            g_ptr_array_add (headings, heading);
          }
      }
      c = stop;
    }
  count_depths (headings);
  return headings;
}
