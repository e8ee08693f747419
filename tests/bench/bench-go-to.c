/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <time.h>

#include "bench.h"
#include "model/library/library-names.h"

/* Going to a place: from each letter that is typed until the places are known, by the clock and in processor time of
 * all threads, compared with a plain search of all titles for the same text. Usage: bench-go-to FOLDER */

#define ALL                                                                                                            \
  (BS_GO_TO_IS (BS_GO_TO_ARTICLE) | BS_GO_TO_IS (BS_GO_TO_CATEGORY) | BS_GO_TO_IS (BS_GO_TO_TAG) |                     \
   BS_GO_TO_IS (BS_GO_TO_SOURCE))

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static double
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000.0 + (double) time.tv_nsec / 1e6;
}

static double
ask (BsGoTo *places, const char *text, guint max_items, guint *n_items, double *work)
{
  const BsGoToQuery query = { text, ALL, FALSE, max_items };
  const gint64 start = g_get_monotonic_time ();
  const double work_before = get_work ();
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GPtrArray) items = NULL;

  bs_go_to_query_async (places, &query, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  items = bs_go_to_query_finish (places, answer, NULL);
  *n_items = items->len;
  *work = get_work () - work_before;
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static double
scan (BsSnapshot *snapshot, const char *text)
{
  const gint64 start = g_get_monotonic_time ();
  volatile guint n = 0;

  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL && strcasestr (bs_row_get_title (snapshot->rows[i]), text) != NULL)
      n++;
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

int
main (int argc, char *argv[])
{
  static const char *const typed[] = { "yinhang",   "zgyh",        "linux", "jingji", "经济",
                                       "shijie da", "xinwen 2020", "a",     "e",      "的" };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) scans = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (BsGoTo) places = NULL;
  g_autoptr (BsSnapshot) snapshot = NULL;
  double ready, first, work, ready_work, first_work, longest = 0, most_work = 0;
  guint n_items;

  if (argc < 2)
    {
      g_printerr ("Usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  folder = g_file_new_for_path (argv[1]);
  library = bs_library_new (folder);
  bs_library_set_index_use (library, BS_INDEX_USE_NONE);
  bs_library_open (library);
  if (!bench_wait_for_state (library, BS_LIBRARY_READY, 600, NULL))
    g_error ("The library did not get ready");
  places = bs_library_new_go_to (library);
  snapshot = bs_table_take_snapshot (bs_library_get_table (library));
  /* As the window does when it shows the field. */
  ready = ask (places, "", 0, &n_items, &ready_work);
  first = ask (places, "s", 50, &n_items, &first_work);
  for (guint round = 0; round < 3; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        for (const char *end = g_utf8_next_char (typed[i]);; end = g_utf8_next_char (end))
          {
            g_autofree char *text = g_strndup (typed[i], (gsize) (end - typed[i]));
            double time = ask (places, text, 50, &n_items, &work);
            double base = scan (snapshot, text);

            g_array_append_val (times, time);
            g_array_append_val (scans, base);
            longest = MAX (longest, time);
            most_work = MAX (most_work, work);
            if (round == 0)
              g_print ("%s: %.1f ms, %.1f ms of work, %u places; a plain search %.1f ms\n", text, time, work, n_items,
                       base);
            if (*end == '\0')
              break;
          }
      }
  {
    const double median = bench_median ((double *) times->data, times->len);
    const double base = bench_median ((double *) scans->data, scans->len);

    g_print ("going to a place, of %u articles: ready after %.1f ms (%.1f ms of work), the first letter %.1f ms "
             "(%.1f ms of work), then %.1f ms median, %.1f ms maximum of %u (%.1f ms of work); "
             "a plain search of the titles %.1f ms; ratio %.2f\n",
             bs_library_get_n_articles (library), ready, ready_work, first, first_work, median, longest, times->len,
             most_work, base, median / base);
    bench_budget ("going to a place: a letter typed, the longest", MAX (first, longest),
                  bs_library_get_n_articles (library) > 200000 ? 100 : 16, " ms");
    bench_budget ("the same, compared with a plain search of the titles", median / base, 3, " x");
  }
  bs_library_close (library);
  return 0;
}
