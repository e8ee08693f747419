/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "reader/reader.h"

/* Measures reading articles with many formulas.
 *
 * bench-formulas [ARTICLES]
 *
 * Reads an article without formulas, and then a number of articles (120) with 100 formulas each, all of them different.
 * The first has to start the helper. Reads all of them a second time, and compares the memory of each process. */

#define N_FORMULAS 100

static const char *const formulas[] = {
  "E_{%u} = mc^2",
  "\\frac{\\partial f}{\\partial x_{%u}} = \\sum_{i=1}^n a_i x_i^{i-1}",
  "\\sqrt[3]{x^2 + y_{%u}^2}",
  "\\begin{pmatrix} a & b \\\\ c & %u \\end{pmatrix}",
  "\\int_0^{\\infty} e^{-x^2 / %u} \\, dx",
  "\\left( \\frac{a + b}{c + %u} \\right)^{n+1}",
  "\\hat{y}_{%u} = \\operatorname{argmax}_{k} P(k \\mid x)",
  "\\lim_{n \\to \\infty} \\left(1 + \\frac{%u}{n}\\right)^n",
  "\\mathbb{E}[X_{%u}] \\leq \\mathcal{L}(\\theta) + \\lambda \\|w\\|_2^2",
  "f(x) = \\begin{cases} x & x \\ge %u \\\\ 0 & \\text{else} \\end{cases}",
};

typedef struct
{
  BsReader *reader;
  gboolean is_painted;
} Bench;

/* The memory of the processes of this program. */
typedef struct
{
  gint64 memory[64]; /* in kilobytes, shared memory counted once */
  char *names[64];
  guint n;
  gint64 ticks; /* of processor time */
} Usage;

static void
write_article (const char *folder, guint number, guint n_formulas)
{
  g_autofree char *name = g_strdup_printf ("%03u.md", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "---\ntitle: Number %u\nmath: true\n---\n", number);
  for (guint i = 0; i < n_formulas; i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", number * N_FORMULAS + i);
      g_auto (GStrv) parts = g_strsplit (formulas[i % G_N_ELEMENTS (formulas)], "%u", 2);

      g_string_append_printf (text, i % 3 == 0 ? "Some words.\n\n$$%s%s%s$$\n\n" : "Words with $%s%s%s$ in a line.\n",
                              parts[0], index, parts[1]);
    }
  g_string_append (text, "Some words.\n");
  if (!g_file_set_contents (path, text->str, (gssize) text->len, NULL))
    exit (EXIT_FAILURE);
}

/* Returns: (transfer none): until the next one is read */
static const char *
read_file (const char *pid, const char *name)
{
  static char text[16384];
  g_autofree char *path = g_build_filename ("/proc", pid, name, NULL);
  FILE *file = fopen (path, "re");
  size_t length = file != NULL ? fread (text, 1, sizeof text - 1, file) : 0;

  text[length] = '\0';
  if (file != NULL)
    fclose (file);
  return text;
}

static gint64
read_field (const char *pid, const char *file, const char *name)
{
  const char *field = strstr (read_file (pid, file), name);

  return field != NULL ? g_ascii_strtoll (field + strlen (name), NULL, 10) : 0;
}

static gboolean
is_ours (const char *name)
{
  g_autofree char *pid = g_strdup (name);

  for (guint level = 0; level < 16; level++)
    {
      gint64 parent;

      if (g_ascii_strtoll (pid, NULL, 10) == getpid ())
        return TRUE;
      parent = read_field (pid, "status", "PPid:");
      if (parent <= 1)
        return FALSE;
      g_free (pid);
      pid = g_strdup_printf ("%" G_GINT64_FORMAT, parent);
    }
  return FALSE;
}

static void
clear_usage (Usage *usage)
{
  for (guint i = 0; i < usage->n; i++)
    g_free (usage->names[i]);
  memset (usage, 0, sizeof *usage);
}

static void
measure (Usage *usage, gboolean with_memory)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;

  clear_usage (usage);
  while ((name = g_dir_read_name (dir)) != NULL && usage->n < G_N_ELEMENTS (usage->names))
    {
      const char *stat;
      const char *open;
      const char *close;
      guint64 user = 0, system = 0;

      if (!g_ascii_isdigit (*name) || !is_ours (name))
        continue;
      stat = read_file (name, "stat");
      open = strchr (stat, '(');
      close = strrchr (stat, ')');
      if (open == NULL || close == NULL ||
          sscanf (close + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
                  &user, &system) != 2)
        continue;
      usage->names[usage->n] = g_strdup_printf ("%.*s %s", (int) (close - open - 1), open + 1, name);
      usage->ticks += (gint64) (user + system);
      usage->memory[usage->n] = with_memory ? read_field (name, "smaps_rollup", "\nPss:") : 0;
      usage->n++;
    }
}

/* The helper ends by itself. */
static gint64
sum_memory (const Usage *usage)
{
  gint64 sum = 0;

  for (guint i = 0; i < usage->n; i++)
    if (!g_str_has_prefix (usage->names[i], "broadsheet-math"))
      sum += usage->memory[i];
  return sum;
}

static void
shown_cb (Bench *bench)
{
  bench->is_painted = TRUE;
}

/* Returns: how long it takes, in milliseconds */
static double
show (Bench *bench, guint number, double *processor)
{
  g_autofree char *path = g_strdup_printf ("%03u.md", number);
  static Usage before, after;
  gint64 start, end;

  measure (&before, FALSE);
  start = g_get_monotonic_time ();
  bench->is_painted = FALSE;
  bs_reader_set_path (bench->reader, path);
  while (!bench->is_painted)
    g_main_context_iteration (NULL, TRUE);
  end = g_get_monotonic_time ();
  measure (&after, FALSE);
  *processor = (double) (after.ticks - before.ticks) * 1000 / (double) sysconf (_SC_CLK_TCK);
  return (double) (end - start) / 1000;
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, passed_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

int
main (int argc, char *argv[])
{
  g_autofree char *place = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (place);
  g_autoptr (BsLibrary) library = NULL;
  guint n = argc > 1 ? (guint) MAX (2, atoi (argv[1])) : 120;
  g_autofree double *times = g_new0 (double, n + 1);
  g_autofree double *processor = g_new0 (double, n + 1);
  GtkWidget *window;
  Bench bench = { NULL };
  static Usage first, second;

  for (guint i = 0; i <= n; i++)
    write_article (place, i, i == 0 ? 0 : N_FORMULAS);
  gtk_init ();
  library = bs_library_new (folder);
  bs_library_open (library);
  while (bs_library_get_state (library) != BS_LIBRARY_READY)
    g_main_context_iteration (NULL, TRUE);
  bench.reader = BS_READER (bs_reader_new ());
  bs_reader_set_library (bench.reader, library);
  g_signal_connect_swapped (bench.reader, "shown", G_CALLBACK (shown_cb), &bench);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (bench.reader));
  gtk_window_present (GTK_WINDOW (window));

  for (guint i = 0; i <= n; i++)
    {
      times[i] = show (&bench, i, &processor[i]);
      if (i < 4)
        g_print ("%-24s painted after %6.1f ms, %6.1f ms of processor time\n",
                 i == 0 ? "no formula" :
                 i == 1 ? "100 formulas, the first" :
                          "100 others",
                 times[i], processor[i]);
      if (i == 0)
        wait (1000);
    }
  bench_budget ("the first article with 100 formulas, until painted", times[1], 150, " ms");
  wait (1000);
  measure (&first, TRUE);
  for (guint i = 1; i <= n; i++)
    times[i] = show (&bench, i, &processor[i]);
  wait (1000);
  measure (&second, TRUE);
  qsort (times + 1, n, sizeof *times, compare);
  qsort (processor + 1, n, sizeof *processor, compare);
  g_print ("%-24s painted after %6.1f ms, %6.1f ms of processor time, median\n", "the same again", times[n / 2 + 1],
           processor[n / 2 + 1]);
  for (guint i = 0; i < second.n; i++)
    for (guint j = 0; j < first.n; j++)
      if (g_str_equal (first.names[j], second.names[i]))
        g_print ("memory of %-28s first %6.1f MB, second %6.1f MB\n", second.names[i], (double) first.memory[j] / 1024,
                 (double) second.memory[i] / 1024);
  bench_budget ("memory of the same articles read again",
                100.0 * (double) (sum_memory (&second) - sum_memory (&first)) / (double) sum_memory (&first), 10, " %");
  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.md", i);
      g_autofree char *path = g_build_filename (place, name, NULL);

      g_unlink (path);
    }
  g_rmdir (place);
  return EXIT_SUCCESS;
}
