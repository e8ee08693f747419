/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdint.h>

#include "model/library/marks/marks-list.h"

/* An untrusted file of exported marks. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories = NULL;
  g_autoptr (GPtrArray) searches = NULL;
  g_autoptr (GPtrArray) entries = bs_marks_list_read (text, size, &categories, &searches, &error);
  g_autoptr (GString) list = NULL;

  g_assert_true ((entries != NULL) == (error == NULL));
  if (entries == NULL)
    return 0;
  list = bs_marks_list_begin ();
  for (guint i = 0; i < entries->len; i++)
    bs_marks_list_add (list, entries->pdata[i]);
  bs_marks_list_end (list, categories, searches);
  /* An export can be imported. */
  {
    g_autoptr (GPtrArray) same = NULL;
    g_autoptr (GPtrArray) same_searches = NULL;
    g_autoptr (GPtrArray) again = bs_marks_list_read (list->str, list->len, &same, &same_searches, NULL);

    g_assert_nonnull (again);
    g_assert_cmpuint (again->len, ==, entries->len);
    g_assert_cmpuint (same->len, ==, categories->len);
    g_assert_cmpuint (same_searches->len, ==, searches->len);
  }
  return 0;
}
