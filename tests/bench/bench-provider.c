/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>

#include "bench.h"
#include "search-provider-interface.h"
#include "words.h"

/* The latency of the desktop's overview: a search from the call to the answer over a private session bus, with the
 * provider running and not running, compared with an empty program on the bus. The index is built in a cache of its own
 * first, unless there is one at BROADSHEET_BENCH_CACHE. Usage: bench-provider FOLDER [QUERIES [STARTS]] */

#define BARE_ID APPLICATION_ID ".Bare"
#define SECONDS 60

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* The empty program. */

static gboolean
bare_cb (BsShellSearchProvider2 *interface, GDBusMethodInvocation *invocation, const char *const *terms)
{
  const char *const nothing[] = { NULL };

  bs_shell_search_provider2_complete_get_initial_result_set (interface, invocation, nothing);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
bus_acquired_cb (GDBusConnection *bus, const char *name, gpointer interface)
{
  g_autofree char *path = g_strdelimit (g_strconcat ("/", name, NULL), ".", '/');
  g_autoptr (GError) error = NULL;

  if (!g_dbus_interface_skeleton_export (interface, bus, path, &error))
    g_error ("%s", error->message);
}

static int
run_bare (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (BsShellSearchProvider2) interface = bs_shell_search_provider2_skeleton_new ();

  g_signal_connect (interface, "handle-get-initial-result-set", G_CALLBACK (bare_cb), NULL);
  g_bus_own_name (G_BUS_TYPE_SESSION, BARE_ID, G_BUS_NAME_OWNER_FLAGS_NONE, bus_acquired_cb, NULL, NULL, interface,
                  NULL);
  g_main_loop_run (loop);
  return 0;
}

/* The client. */

typedef struct
{
  GDBusConnection *bus;
  const char *id;
  char *path;
} Peer;

static char **
ask (const Peer *peer, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      peer->bus, peer->id, peer->path, "org.gnome.Shell.SearchProvider2", "GetInitialResultSet",
      g_variant_new ("(^as)", words), G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, SECONDS * 1000, NULL, &error);
  char **ids = NULL;

  if (reply == NULL)
    g_error ("%s", error->message);
  g_variant_get (reply, "(^as)", &ids);
  return ids;
}

static void
describe (const Peer *peer, char **ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  reply = g_dbus_connection_call_sync (peer->bus, peer->id, peer->path, "org.gnome.Shell.SearchProvider2",
                                       "GetResultMetas", g_variant_new ("(^as)", ids), G_VARIANT_TYPE ("(aa{sv})"),
                                       G_DBUS_CALL_FLAGS_NONE, SECONDS * 1000, NULL, &error);
  if (reply == NULL)
    g_error ("%s", error->message);
}

static gint
get_process (const Peer *peer)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      peer->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
      g_variant_new ("(s)", peer->id), G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, SECONDS * 1000, NULL, NULL);
  guint32 process = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &process);
  return (gint) process;
}

static void
end (const Peer *peer)
{
  gint process = get_process (peer);

  if (process > 0)
    kill (process, SIGTERM);
  while (get_process (peer) > 0)
    g_usleep (1000);
}

static double
time_start (const Peer *peer, const char *text)
{
  double start;

  end (peer);
  start = now ();
  g_strfreev (ask (peer, text));
  return now () - start;
}

static Peer
peer_new (GDBusConnection *bus, const char *id)
{
  return (Peer){ bus, id, g_strdelimit (g_strconcat ("/", id, NULL), ".", '/') };
}

static void
write_service (const char *folder, const char *id, const char *program, const char *argument)
{
  g_autofree char *name = g_strconcat (id, ".service", NULL);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autofree char *text = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s%s\n", id, program, argument);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (file, text, -1, &error))
    g_error ("%s", error->message);
}

/* Remembers the library as the window does. */
static void
write_settings (const char *root)
{
  g_autofree char *folder = g_build_filename (g_getenv ("XDG_CONFIG_HOME"), "glib-2.0", "settings", NULL);
  g_autofree char *file = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *uri = g_filename_to_uri (root, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("[io/github/broadsheet/Broadsheet]\nrecent-folders=['%s']\n", uri);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents (file, text, -1, &error))
    g_error ("%s", error->message);
}

static int
compare_doubles (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
print_times (const char *name, GArray *times, double base)
{
  const double *values = (const double *) (gpointer) times->data;
  double median;

  g_array_sort (times, compare_doubles);
  median = values[times->len / 2];
  g_print ("%s: median %.1f ms, 99 %% within %.1f ms, longest %.1f ms", name, median,
           values[MIN (times->len - 1, times->len * 99 / 100)], values[times->len - 1]);
  if (base > 0)
    g_print (", ratio %.1f", median / base);
  g_print ("\n");
  return median;
}

static void
measure_starts (const Peer *bare, const Peer *provider, GPtrArray *queries, guint n_starts)
{
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n_starts; i++)
    {
      const char *text = queries->pdata[i % queries->len];
      double base = time_start (bare, text);
      double time = time_start (provider, text);

      g_array_append_val (bases, base);
      g_array_append_val (times, time);
    }
  print_times ("provider, not running", times, print_times ("bare program, not running", bases, 0));
}

static void
measure_answers (const Peer *bare, const Peer *provider, GPtrArray *queries)
{
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) meta_times = g_array_new (FALSE, FALSE, sizeof (double));
  double base;
  guint n_found = 0;

  g_strfreev (ask (bare, "nothing"));
  for (guint i = 0; i < queries->len; i++)
    {
      g_auto (GStrv) ids = NULL;
      double start = now ();
      double time;

      g_strfreev (ask (bare, queries->pdata[i]));
      time = now () - start;
      g_array_append_val (bases, time);

      start = now ();
      ids = ask (provider, queries->pdata[i]);
      time = now () - start;
      g_array_append_val (times, time);
      n_found += ids[0] != NULL;

      start = now ();
      describe (provider, ids);
      time = now () - start;
      g_array_append_val (meta_times, time);
    }
  base = print_times ("bare program, running", bases, 0);
  print_times ("provider, running", times, base);
  print_times ("what is shown of 20", meta_times, base);
  g_print ("%u queries, %u of them with an answer\n", queries->len, n_found);
}

/* Builds the index if necessary, and draws queries whose last word may be incomplete. */
static GPtrArray *
draw_queries (const char *root, guint n_queries)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  g_autoptr (GPtrArray) files = bench_list_files (root);
  GPtrArray *queries = g_ptr_array_new_with_free_func (g_free);

  bs_library_set_index_use (library, BS_INDEX_USE_KEEP);
  bs_library_set_index_awaited (library, TRUE);
  bs_library_open (library);
  while (bs_library_get_index_state (library) != BS_INDEX_WHOLE)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%u articles\n", bs_library_get_n_articles (library));
  for (guint i = 0; i < n_queries; i++)
    {
      char *text = bench_draw_words (rand, files, bs_library_get_site (library), i % BENCH_N_WORDS);

      if (text != NULL)
        g_ptr_array_add (queries, text);
    }
  bs_library_close (library);
  return queries;
}

int
main (int argc, char *argv[])
{
  guint n_queries = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 200;
  guint n_starts = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 21;
  const char *cache = g_getenv ("BROADSHEET_BENCH_CACHE");
  g_autofree char *own = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *provider_program = NULL;
  g_autofree char *root = NULL;
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GTestDBus) daemon = NULL;
  g_autoptr (GDBusConnection) bus = NULL;
  Peer bare, provider;

  if (argc > 1 && g_str_equal (argv[1], "--bare"))
    return run_bare ();
  if (argc < 2 || n_queries == 0 || folder == NULL)
    {
      g_printerr ("Usage: %s FOLDER [QUERIES [STARTS]]\n", argv[0]);
      return 2;
    }
  own = g_dir_make_tmp ("broadsheet-bench-XXXXXX", NULL);
  g_setenv ("XDG_CACHE_HOME", cache != NULL ? cache : own, TRUE);
  g_setenv ("XDG_DATA_HOME", cache != NULL ? cache : own, TRUE);
  g_setenv ("XDG_CONFIG_HOME", own, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  root = g_canonicalize_filename (argv[1], NULL);
  queries = draw_queries (root, n_queries);
  write_settings (root);

  provider_program = g_build_filename (folder, "..", "..", "src", "provider", "broadsheet-search-provider", NULL);
  write_service (own, PROVIDER_ID, provider_program, "");
  write_service (own, BARE_ID, program, " --bare");
  daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (daemon, own);
  g_test_dbus_up (daemon);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (bus);
  bare = peer_new (bus, BARE_ID);
  provider = peer_new (bus, PROVIDER_ID);

  measure_starts (&bare, &provider, queries, n_starts);
  measure_answers (&bare, &provider, queries);
  end (&bare);
  end (&provider);

  g_free (bare.path);
  g_free (provider.path);
  g_clear_object (&bus);
  g_test_dbus_down (daemon);
  bench_remove_tree (own);
  return 0;
}
