/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/change/import/import-kind.h"
#include "model/change/import/import-links.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Links are in order, inside the text, and do not overlap. */
static void
find_links (const char *text, gsize length, gboolean is_markdown)
{
  g_autoptr (GPtrArray) links = bs_import_links_find (text, length, is_markdown);
  gsize end = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const BsImportLink *link = g_ptr_array_index (links, i);

      g_assert_cmpuint (link->start, >=, end);
      g_assert_cmpuint (link->end, >, link->start);
      end = link->end;
    }
  g_assert_cmpuint (end, <=, length);
}

/* Data of each type as other programs pass it; the resulting article is read again, as the library would. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const types[] = { "text/uri-list", "text/x-moz-url", "text/html", "text/plain" };
  g_autoptr (BsSite) site = bs_site_new_plain ("/");
  g_autoptr (BsImportLayout) layout = bs_import_layout_new (site);
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);

  find_links (text, strlen (text), TRUE);
  find_links (text, strlen (text), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GPtrArray) inputs = bs_import_inputs_read (types[i], (const char *) data, size);

      for (guint j = 0; j < inputs->len; j++)
        {
          const BsImportInput *input = g_ptr_array_index (inputs, j);
          g_auto (BsImportReading) reading = { 0 };

          if (input->kind == BS_IMPORT_FILE)
            g_assert_true (g_path_is_absolute (input->path));
          else if (bs_import_read (input, site, layout, &reading, NULL))
            {
              g_assert_true (reading.article->title_is_written);
              g_assert_cmpint (reading.article->front_matter_kind, ==, BS_FRONT_MATTER_YAML);
              g_assert_null (strchr (reading.draft->stem, '/'));
            }
        }
    }
  return 0;
}
