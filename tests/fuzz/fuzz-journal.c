/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/write/journal-file.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever is in a step's file, reading it ends. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  gsize length;
  g_autoptr (GPtrArray) entries = bs_journal_file_read_entries (bytes, &length);
  g_autofree char *name = bs_journal_file_read_name (bytes);
  guint64 stamp = bs_journal_file_read_stamp (bytes);

  g_assert_cmpuint (length, <=, size);
  g_assert_nonnull (entries);
  /* It is a record of the file as any other, and the first one. */
  g_assert_true (stamp == 0 || length > 0);

  return 0;
}
