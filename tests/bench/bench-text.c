/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "bench.h"
#include "gumbo-text.h"
#include "model/format/body/body-text.h"
#include "model/library/folder/document.h"

/* Extracting the text of articles for the index, compared with an HTML5 parser in the same run, on one thread, with the
 * bodies in memory. Usage: bench-text FOLDER [ARTICLES [RUNS]] */

typedef char *(*ReadFunc) (const char *html, gsize length);

static char *
read_body (const char *html, gsize length)
{
  return bs_body_to_text (BS_BODY_HTML, html, length);
}

static double
read_all (GPtrArray *bodies, ReadFunc read)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < bodies->len; i++)
    g_free (read (bodies->pdata[i], strlen (bodies->pdata[i])));
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static guint
count_differences (GPtrArray *bodies)
{
  guint n = 0;

  for (guint i = 0; i < bodies->len; i++)
    {
      g_autofree char *quick = read_body (bodies->pdata[i], strlen (bodies->pdata[i]));
      g_autofree char *full = gumbo_text_read (bodies->pdata[i], strlen (bodies->pdata[i]));
      g_autofree char *quick_words = gumbo_text_normalize (quick);
      g_autofree char *full_words = gumbo_text_normalize (full);

      n += strcmp (quick_words, full_words) != 0;
    }
  return n;
}

static GPtrArray *
load_bodies (const char *folder, guint most, gsize *n_bytes)
{
  g_autofree char *root = g_canonicalize_filename (folder, NULL);
  g_autoptr (BsSite) site = bs_site_detect (root);
  g_autoptr (GPtrArray) files = bench_list_files (root);
  GPtrArray *bodies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < files->len && bodies->len < most; i++)
    {
      const char *path = files->pdata[(gsize) i * files->len / MIN (files->len, MAX (most, 1)) % files->len];
      g_autoptr (BsDocument) document = bs_document_load (site, path + strlen (root) + 1, NULL);
      const char *body;
      gsize length;

      if (document == NULL)
        continue;
      body = bs_document_get_body (document, &length);
      g_ptr_array_add (bodies, g_strndup (body, length));
      *n_bytes += length;
    }
  return bodies;
}

int
main (int argc, char *argv[])
{
  guint most = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 2000;
  guint runs = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 5;
  g_autoptr (GPtrArray) bodies = NULL;
  g_autofree double *quick = g_new0 (double, runs + 1);
  g_autofree double *full = g_new0 (double, runs + 1);
  gsize n_bytes = 0;
  double quick_time, full_time;

  if (argc < 2 || most == 0 || runs == 0)
    {
      g_printerr ("Usage: %s FOLDER [ARTICLES [RUNS]]\n", argv[0]);
      return 2;
    }
  bodies = load_bodies (argv[1], most, &n_bytes);
  for (guint i = 0; i < runs; i++)
    {
      full[i] = read_all (bodies, gumbo_text_read);
      quick[i] = read_all (bodies, read_body);
    }
  quick_time = bench_median (quick, runs);
  full_time = bench_median (full, runs);
  g_print ("%u bodies of %.1f MB: with a parser %.0f ms (%.0f MB/s), as the index reads them %.0f ms (%.0f MB/s),"
           " ratio 1/%.1f; not the same text: %u\n",
           bodies->len, (double) n_bytes / 1e6, full_time, (double) n_bytes / 1e3 / full_time, quick_time,
           (double) n_bytes / 1e3 / quick_time, full_time / quick_time, count_differences (bodies));
  return 0;
}
