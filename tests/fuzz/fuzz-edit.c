/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/edit/edit-apply.h"
#include "model/format/text/encoding.h"
#include "model/format/front-matter/front-matter.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  BsText text;
  BsFrontMatter front_matter;
} Reading;

static void
read_bytes (Reading *self, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  bs_text_decode (&self->text, data, length, NULL);
  bs_front_matter_read (&self->front_matter, self->text.data, self->text.length, NULL);
}

static void
clear (Reading *self)
{
  bs_front_matter_clear (&self->front_matter);
  bs_text_clear (&self->text);
}

static void
assert_rest_is_same (GBytes *old_bytes, GBytes *new_bytes, const char *key)
{
  Reading before, after;
  gsize body, start;

  read_bytes (&before, old_bytes);
  read_bytes (&after, new_bytes);
  for (guint i = 0; before.front_matter.root != NULL && i < before.front_matter.root->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (before.front_matter.root->items, i);
      const BsValue *now = bs_value_lookup (after.front_matter.root, item->key);

      if (strcmp (item->key, key) == 0)
        continue;
      g_assert_nonnull (now);
      g_assert_true (bs_value_equal (item, now));
    }
  body = before.text.length - before.front_matter.body_start;
  start = after.text.length - body;
  g_assert_cmpuint (after.front_matter.body_start, ==, start);
  g_assert_cmpmem (before.text.data + before.front_matter.body_start, body, after.text.data + start, body);
  clear (&before);
  clear (&after);
}

/* One byte selects the operation, one the key, one the length of the value; then follow the value and the file. An edit
 * that is not refused changes the one key and nothing else. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const keys[] = { "title", "tags", "a", "date", "x y" };
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *path[] = { NULL, NULL, NULL };
  gsize n;

  if (size < 3)
    return 0;
  path[0] = keys[data[1] % G_N_ELEMENTS (keys)];
  if (data[1] & 0x80)
    path[1] = data[1] & 0x40 ? "b" : "0";
  n = MIN (data[2], size - 3);
  text = g_utf8_make_valid ((const char *) data + 3, n);
  bytes = g_bytes_new (data + 3 + n, size - 3 - n);

  switch (data[0] % 5)
    {
    case 0:
      bs_edit_set_text (edit, path, text);
      break;
    case 1:
      bs_edit_add_text (edit, path, text);
      break;
    case 2:
      bs_edit_remove (edit, path);
      break;
    case 3:
      bs_edit_remove_text (edit, path, text);
      break;
    default:
      {
        BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);
        g_auto (GStrv) parts = g_strsplit (text, ",", 8);

        for (guint i = 0; parts[i] != NULL; i++)
          bs_value_append (list, bs_value_new_scalar (BS_VALUE_STRING, parts[i], -1, 0, 0))->quoted = TRUE;
        bs_edit_set (edit, path, list);
        break;
      }
    }

  made = bs_edit_apply (edit, bytes, &error);
  g_assert_true ((made == NULL) == (error != NULL));
  if (made != NULL && made != bytes)
    assert_rest_is_same (bytes, made, path[0]);

  return 0;
}
