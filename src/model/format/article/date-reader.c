/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/date-reader.h"

#include <string.h>

/* Packs three letters into one number, ignoring case. */
#define THREE(a, b, c) (((guint) (a) << 16) | ((guint) (b) << 8) | (guint) (c))

typedef struct
{
  guint letters; /* the first three */
  const char *rest;
} Name;

static guint
lower_three (const char *p)
{
  return THREE (g_ascii_tolower (p[0]), g_ascii_tolower (p[1]), g_ascii_tolower (p[2]));
}

gsize
bs_date_reader_count_letters (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalpha (p[n]))
    n++;

  return n;
}

gboolean
bs_date_reader_skip_text (BsDateReader *r, const char *text)
{
  gsize n = 0;

  for (; text[n] != '\0'; n++)
    {
      if (r->p[n] != text[n])
        return FALSE;
    }
  r->p += n;

  return TRUE;
}

gboolean
bs_date_reader_skip_any (BsDateReader *r, const char *const *texts)
{
  for (; *texts != NULL; texts++)
    {
      if (bs_date_reader_skip_text (r, *texts))
        return TRUE;
    }

  return FALSE;
}

/* Skips blanks and comments (RFC 5322, 3.2.2). */
void
bs_date_reader_skip_blanks (BsDateReader *r)
{
  for (;;)
    {
      const char *end = NULL;

      switch (*r->p)
        {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
          r->p++;
          continue;
        case '(':
          end = strchr (r->p, ')');
          break;
        case '\xc2':
          if (bs_date_reader_skip_text (r, "\302\240"))
            continue;
          return;
        case '\xe3':
          if (bs_date_reader_skip_text (r, "　"))
            continue;
          return;
        case '\xef':
          if (strncmp (r->p, "（", 3) == 0)
            end = strstr (r->p, "）");
          break;
        default:
          return;
        }

      if (end == NULL)
        return;
      r->p = g_utf8_next_char (end);
    }
}

gboolean
bs_date_reader_read_number (BsDateReader *r, gsize most, int *value)
{
  gsize n = bs_date_reader_count_digits (r->p);

  if (n == 0 || n > most)
    return FALSE;

  *value = bs_date_reader_digits_to_int (r->p, n);
  r->p += n;

  return TRUE;
}

/* Matches a name or its abbreviation of at least three letters, with an optional full stop. */
static gboolean
read_name (BsDateReader *r, const Name *names, guint n_names, int *value)
{
  gsize n = bs_date_reader_count_letters (r->p);
  guint letters;

  if (n < 3)
    return FALSE;

  letters = lower_three (r->p);
  for (guint i = 0; i < n_names; i++)
    {
      if (names[i].letters != letters)
        continue;
      if (n > 3 && g_ascii_strncasecmp (r->p + 3, names[i].rest, n - 3) != 0 &&
          !(n == 4 && g_ascii_strncasecmp (r->p, "sept", 4) == 0))
        return FALSE;

      r->p += n;
      if (*r->p == '.')
        r->p++;
      *value = i + 1;
      return TRUE;
    }

  return FALSE;
}

gboolean
bs_date_reader_read_month (BsDateReader *r)
{
  static const Name names[] = {
    { THREE ('j', 'a', 'n'), "uary" }, { THREE ('f', 'e', 'b'), "ruary" }, { THREE ('m', 'a', 'r'), "ch" },
    { THREE ('a', 'p', 'r'), "il" },   { THREE ('m', 'a', 'y'), "" },      { THREE ('j', 'u', 'n'), "e" },
    { THREE ('j', 'u', 'l'), "y" },    { THREE ('a', 'u', 'g'), "ust" },   { THREE ('s', 'e', 'p'), "tember" },
    { THREE ('o', 'c', 't'), "ober" }, { THREE ('n', 'o', 'v'), "ember" }, { THREE ('d', 'e', 'c'), "ember" },
  };

  return read_name (r, names, G_N_ELEMENTS (names), &r->month);
}

gboolean
bs_date_reader_read_weekday (BsDateReader *r)
{
  static const Name names[] = {
    { THREE ('m', 'o', 'n'), "day" },   { THREE ('t', 'u', 'e'), "sday" }, { THREE ('w', 'e', 'd'), "nesday" },
    { THREE ('t', 'h', 'u'), "rsday" }, { THREE ('f', 'r', 'i'), "day" },  { THREE ('s', 'a', 't'), "urday" },
    { THREE ('s', 'u', 'n'), "day" },
  };
  int ignored;

  return read_name (r, names, G_N_ELEMENTS (names), &ignored);
}

void
bs_date_reader_skip_han_weekday (BsDateReader *r)
{
  static const char *const prefixes[] = { "星期", "周", "週", "礼拜", "禮拜", NULL };
  static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日", "天", NULL };
  const char *start = r->p;

  if ((guchar) *r->p < 0x80)
    return;

  if (bs_date_reader_skip_any (r, prefixes) && bs_date_reader_skip_any (r, days))
    bs_date_reader_skip_blanks (r);
  else
    r->p = start;
}
