/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/date-reader.h"

#include "model/format/article/date.h"

#include <string.h>

/* A signed offset in hours and minutes, after its sign: +8, +08, +0800, +08:00, +080000. */
static gboolean
read_offset (BsDateReader *r)
{
  int sign = *r->p == '-' ? -1 : 1;
  int hours = 0;
  int minutes = 0;
  gsize n;

  r->p++;
  n = bs_date_reader_count_digits (r->p);
  if (n == 0 || n > 6 || n == 5)
    return FALSE;

  if (n <= 2)
    {
      hours = bs_date_reader_digits_to_int (r->p, n);
      r->p += n;
      if (*r->p == ':')
        {
          r->p++;
          if (bs_date_reader_count_digits (r->p) != 2 || !bs_date_reader_read_number (r, 2, &minutes))
            return FALSE;
          if (*r->p == ':' && bs_date_reader_count_digits (r->p + 1) == 2)
            r->p += 3;
        }
    }
  else
    {
      gsize hour_digits = n == 3 ? 1 : 2;

      hours = bs_date_reader_digits_to_int (r->p, hour_digits);
      minutes = bs_date_reader_digits_to_int (r->p + hour_digits, 2);
      r->p += n;
    }
  if (hours > 23 || minutes > 59)
    return FALSE;

  r->zone = sign * (hours * 3600 + minutes * 60);
  r->has_zone = TRUE;

  return TRUE;
}

/* RFC 5322, 4.3 defines the North American names. The others come from the tz database; a name that several zones share
 * gets its most common meaning, but bs_date_to_unix() tries the reader's own zone first. Unknown names are read as UTC.
 * In minutes east of Greenwich. */
static const struct
{
  const char *name;
  int minutes;
} zone_names[] = {
  { "acdt", 630 },  { "acst", 570 }, { "adt", -180 }, { "aedt", 660 }, { "aest", 600 }, { "akdt", -480 },
  { "akst", -540 }, { "art", -180 }, { "ast", -240 }, { "awst", 480 }, { "brt", -180 }, { "bst", 60 },
  { "cat", 120 },   { "cdt", -300 }, { "cest", 120 }, { "cet", 60 },   { "chst", 600 }, { "clst", -180 },
  { "clt", -240 },  { "cot", -300 }, { "cst", -360 }, { "eat", 180 },  { "edt", -240 }, { "eest", 180 },
  { "eet", 120 },   { "est", -300 }, { "hdt", -540 }, { "hkt", 480 },  { "hst", -600 }, { "ict", 420 },
  { "idt", 180 },   { "ist", 330 },  { "jst", 540 },  { "kst", 540 },  { "mdt", -360 }, { "msd", 240 },
  { "msk", 180 },   { "mst", -420 }, { "myt", 480 },  { "ndt", -150 }, { "nst", -210 }, { "nzdt", 780 },
  { "nzst", 720 },  { "pdt", -420 }, { "pet", -300 }, { "pht", 480 },  { "pkt", 300 },  { "pst", -480 },
  { "sast", 120 },  { "sgt", 480 },  { "sst", -660 }, { "trt", 180 },  { "wat", 60 },   { "west", 60 },
  { "wet", 0 },     { "wib", 420 },  { "wit", 540 },  { "wita", 480 },
};

static gboolean
is_name (const char *text, gsize length, const char *name)
{
  return strlen (name) == length && g_ascii_strncasecmp (text, name, length) == 0;
}

static gboolean
read_zone_name (BsDateReader *r)
{
  gsize n = bs_date_reader_count_letters (r->p);
  gboolean is_universal =
      is_name (r->p, n, "gmt") || is_name (r->p, n, "utc") || is_name (r->p, n, "ut") || is_name (r->p, n, "z");
  gboolean is_known = is_universal;
  int minutes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (zone_names) && !is_known; i++)
    {
      is_known = is_name (r->p, n, zone_names[i].name);
      if (is_known)
        minutes = zone_names[i].minutes;
    }
  for (gsize i = 0; !is_known && i < n; i++)
    {
      if (n >= BS_DATE_ZONE_NAME_SIZE || !g_ascii_isupper (r->p[i]))
        return FALSE;
    }

  r->zone_name = r->p;
  r->zone_length = is_universal ? 0 : n;
  r->p += n;
  r->zone = minutes * 60;
  r->has_zone = TRUE;
  r->has_unknown_zone = !is_known;

  /* GMT+0800, as JavaScript formats it. */
  if (is_universal && (*r->p == '+' || *r->p == '-'))
    return read_offset (r);

  return TRUE;
}

gboolean
bs_date_reader_read_zone (BsDateReader *r)
{
  const char *start = r->p;

  bs_date_reader_skip_blanks (r);
  if (*r->p == '+' || *r->p == '-')
    return read_offset (r);
  /* The typographic minus. */
  if (bs_date_reader_skip_text (r, "\342\210\222"))
    {
      r->p--;
      if (!read_offset (r))
        return FALSE;
      r->zone = -r->zone;
      return TRUE;
    }
  if (g_ascii_isalpha (*r->p))
    return read_zone_name (r);

  r->p = start;

  return TRUE;
}

/* Reads the half of the day: 0 for none, 1 for a.m., 2 for p.m. */
static int
read_half (BsDateReader *r)
{
  static const char *const mornings[] = { "上午", "早上", "凌晨", NULL };
  static const char *const afternoons[] = { "下午", "晚上", "中午", NULL };
  const char *p = r->p;
  int half = 0;

  if ((guchar) *p >= 0x80)
    {
      if (bs_date_reader_skip_any (r, mornings))
        half = 1;
      else if (bs_date_reader_skip_any (r, afternoons))
        half = 2;
      if (half != 0)
        bs_date_reader_skip_blanks (r);
      return half;
    }

  while (*p == ' ')
    p++;
  if (!g_ascii_isalpha (*p))
    return 0;

  if (strncmp (p, "a.m.", 4) == 0 || strncmp (p, "p.m.", 4) == 0)
    {
      half = *p == 'a' ? 1 : 2;
      r->p = p + 4;
    }
  else if (bs_date_reader_count_letters (p) == 2 && (p[1] == 'm' || p[1] == 'M'))
    {
      half = g_ascii_tolower (*p) == 'a' ? 1 : g_ascii_tolower (*p) == 'p' ? 2 : 0;
      if (half != 0)
        r->p = p + 2;
    }

  return half;
}

static gboolean
apply_half (BsDateReader *r, int half)
{
  if (half == 0)
    return TRUE;
  /* 下午 15:00 occurs too. */
  if (r->hour > 12)
    return half == 2;

  r->hour = r->hour % 12 + (half == 2 ? 12 : 0);

  return TRUE;
}

void
bs_date_reader_skip_fraction (BsDateReader *r)
{
  if ((*r->p == '.' || *r->p == ',') && bs_date_reader_is_digit (r->p[1]))
    r->p += 1 + bs_date_reader_count_digits (r->p + 1);
}

/* Reads an optional time of day at @r: 23:51, 3:4, 23:51:20.5, T235120, 11:51 PM, 下午11时51分20秒. */
gboolean
bs_date_reader_read_time (BsDateReader *r, gboolean after_t)
{
  static const char *const hour_marks[] = { "：", "时", "時", "点", "點", NULL };
  static const char *const minute_marks[] = { "分", "：", NULL };
  int half = read_half (r);
  gsize n = bs_date_reader_count_digits (r->p);
  gboolean is_han;

  if (n == 0)
    return half == 0 && !after_t;

  if (n > 2)
    {
      /* ISO 8601's basic form. */
      if (!after_t || (n != 4 && n != 6))
        return FALSE;
      r->hour = bs_date_reader_digits_to_int (r->p, 2);
      r->minute = bs_date_reader_digits_to_int (r->p + 2, 2);
      r->second = n == 6 ? bs_date_reader_digits_to_int (r->p + 4, 2) : 0;
      r->p += n;
      bs_date_reader_skip_fraction (r);
      r->has_time = TRUE;
      return TRUE;
    }

  r->hour = bs_date_reader_digits_to_int (r->p, n);
  r->p += n;
  is_han = (guchar) *r->p >= 0x80;
  if (is_han ? bs_date_reader_skip_any (r, hour_marks) : *r->p == ':')
    {
      if (!is_han)
        r->p++;

      if (is_han && bs_date_reader_skip_text (r, "半"))
        r->minute = 30;
      else if (is_han && !bs_date_reader_is_digit (*r->p))
        r->minute = 0;
      else if (!bs_date_reader_read_number (r, 2, &r->minute))
        return FALSE;

      if (*r->p == ':' || (guchar) *r->p >= 0x80)
        {
          if (*r->p == ':')
            r->p++;
          else if (!bs_date_reader_skip_any (r, minute_marks))
            goto out;

          if (bs_date_reader_is_digit (*r->p))
            {
              if (!bs_date_reader_read_number (r, 2, &r->second))
                return FALSE;
              bs_date_reader_skip_text (r, "秒");
              bs_date_reader_skip_fraction (r);
            }
          else if (r->p[-1] == ':')
            {
              return FALSE;
            }
        }
      else
        {
          bs_date_reader_skip_fraction (r);
        }
    }
  else if (!after_t && half == 0)
    {
      /* A bare number is an hour only after a T, or before a.m. or p.m. */
      half = read_half (r);
      if (half == 0)
        return FALSE;
    }

out:
  r->has_time = TRUE;
  if (half == 0)
    half = read_half (r);

  return apply_half (r, half);
}
