/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/edit/source-text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Two bytes are the length of the edited text; then follow the text and the file. An unchanged text gives the file's
 * own bytes, and an accepted one is the text of the new file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BsSourceText) source = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lost = NULL;
  g_autofree char *edited = NULL;
  const char *text;
  gsize length, n;

  if (size < 2)
    return 0;
  n = MIN ((gsize) data[0] * 256 + data[1], size - 2);
  edited = g_utf8_make_valid ((const char *) data + 2, (gssize) n);
  for (char *p = edited; *p != '\0'; p++)
    if (*p == '\r')
      *p = '\n';
  bytes = g_bytes_new (data + 2 + n, size - 2 - n);
  source = bs_source_text_new (bytes);
  text = bs_source_text_get_text (source, &length);
  g_assert_true (g_utf8_validate (text, (gssize) length, NULL));
  g_assert_null (memchr (text, '\0', length));

  same = bs_source_text_apply (source, text, length, NULL);
  g_assert_true ((same != NULL) == (bs_source_text_get_state (source) == BS_SOURCE_EDITABLE));
  g_assert_true (same == NULL || g_bytes_equal (same, bytes));
  lost = bs_source_text_list_lost (source, edited, strlen (edited));
  made = bs_source_text_apply (source, edited, strlen (edited), &error);
  g_assert_true ((made == NULL) == (error != NULL));
  if (made != NULL)
    {
      g_autoptr (BsSourceText) again = bs_source_text_new (made);

      g_assert_cmpuint (lost->len, ==, 0);
      text = bs_source_text_get_text (again, &length);
      if (bs_source_text_get_state (again) == BS_SOURCE_EDITABLE)
        g_assert_cmpmem (text, length, edited, strlen (edited));
    }

  return 0;
}
