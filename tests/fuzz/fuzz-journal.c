/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/write/file-access.h"
#include "model/change/write/journal-step.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static int
make_file (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("journal", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);

  return fd;
}

/* A name may begin with two dots. */
static void
assert_inside (const char *path)
{
  g_assert_true (*path != '\0' && *path != '/' && !g_str_equal (path, "..") && !g_str_has_prefix (path, "../"));
}

static void
try_entries (BsJournalStep *step)
{
  const GPtrArray *entries = bs_journal_step_get_entries (step);
  g_autoptr (GBytes) text = g_bytes_new_static ("---\ntitle: x\n---\n", 17);
  GBytes *const theirs[] = { NULL, text };

  for (guint i = 0; i < entries->len; i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);

      assert_inside (entry->path);
      for (guint k = 0; k < 4; k++)
        {
          BsJournalDirection direction = k % 2 == 0 ? BS_JOURNAL_UNDO : BS_JOURNAL_REDO;
          const BsJournalSide *aim = bs_journal_entry_get_side (entry, direction, TRUE);
          g_autoptr (GBytes) made =
              aim->exists ? bs_journal_step_make (step, entry, direction, theirs[k / 2], NULL) : NULL;

          g_assert_true (made == NULL || bs_journal_side_matches (aim, made));
        }
    }
}

static void
try_file (const uint8_t *data, size_t size)
{
  int fd = make_file (data, size);
  g_auto (BsJournalSummary) summary = { 0 };
  g_autoptr (BsJournalStep) step = NULL;
  g_autoptr (BsExchange) exchange = NULL;
  guint64 id = bs_journal_file_read_id (fd);

  bs_journal_file_read_summary (fd, &summary);
  exchange = bs_journal_file_read_exchange (fd);
  for (guint i = 0; exchange != NULL && i < exchange->here->len; i++)
    {
      assert_inside (g_ptr_array_index (exchange->here, i));
      assert_inside (g_ptr_array_index (exchange->there, i));
    }
  step = bs_journal_step_open (fd, make_file (data, size), NULL);
  if (step == NULL)
    return;
  g_assert_cmpuint (bs_journal_step_get_length (step), <=, size);
  /* It is a record of the file as any other, and the first one. */
  g_assert_true (id == 0 || bs_journal_step_get_length (step) > 0);
  try_entries (step);
}

/* Gives each record its correct checksum: otherwise random changes would almost never be parsed. */
static void
mend_sums (uint8_t *data, size_t size)
{
  size_t place = BS_JOURNAL_START_BYTES;

  while (place <= size && size - place >= 20)
    {
      g_autoptr (GBytes) summed = NULL;
      guint64 length, sum;

      memcpy (&length, data + place + 4, sizeof length);
      length = GUINT64_FROM_LE (length);
      if (length > size - place - 20)
        return;
      summed = g_bytes_new_static (data + place, 12 + length);
      sum = GUINT64_TO_LE (bs_file_hash (summed));
      memcpy (data + place + 12 + length, &sum, sizeof sum);
      place += 20 + length;
    }
}

/* Whatever a step's file contains, reading it ends, and the result only contains its data. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree uint8_t *mended = g_memdup2 (data, size);

  try_file (data, size);
  if (mended == NULL)
    return 0;
  mend_sums (mended, size);
  try_file (mended, size);

  return 0;
}
