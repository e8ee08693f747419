/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/date.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_date (const BsDate *date)
{
  /* From year 1 to 9999. */
  g_assert_cmpint (date->face, >=, G_GINT64_CONSTANT (-62135596800));
  g_assert_cmpint (date->face, <=, G_GINT64_CONSTANT (253402300799));
  g_assert_cmpint (ABS (date->zone), <, 86400);
  bs_date_to_unix (date, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  BsDate date;

  if (bs_date_parse (text, &date))
    check_date (&date);
  if (bs_date_parse_name (text, &date))
    check_date (&date);

  return 0;
}
