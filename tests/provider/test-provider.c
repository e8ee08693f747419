/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>

#include "model/library/folder/home.h"
#include "model/library/library.h"
#include "scratch.h"
#include "search-provider-interface.h"

#include "../support/wait.h"

/* The real provider, started by the bus, with the index of a real folder. */

typedef struct
{
  Scratch scratch;
  char *folder; /* its address */
  char *services;
  GTestDBus *daemon;
  GDBusConnection *bus;
  BsShellSearchProvider2 *provider;
} Fixture;

static void
write_article (Scratch *scratch, const char *path, const char *title, const char *date, const char *text)
{
  g_autofree char *article =
      g_strdup_printf ("---\ntitle: %s\ndate: %s\ncategories: [新闻, 城市]\n---\n%s\n", title, date, text);

  scratch_replace (scratch, path, article);
}

/* Remembers the folder as a window does, and closes it. */
static void
make_index (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);

  bs_library_set_index_use (library, BS_INDEX_USE_KEEP);
  bs_library_open (library);
  scratch_wait_until (bs_library_get_index_state (library) == BS_INDEX_WHOLE);
  bs_library_close (library);
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
}

static void
remember_folders (const char *const *addresses)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", NULL);
  g_autofree char *file = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *list = g_strjoinv ("', '", (GStrv) addresses);
  g_autofree char *text = g_strdup_printf ("[io/github/broadsheet/Broadsheet]\nrecent-folders=['%s']\n", list);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
}

static void
remember_folder (const char *address)
{
  const char *const addresses[] = { address, NULL };

  remember_folders (addresses);
}

static void
write_service (Fixture *self, const char *options)
{
  g_autofree char *file = g_build_filename (self->services, "provider.service", NULL);
  g_autofree char *text =
      g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s%s\n", PROVIDER_ID, g_getenv ("BROADSHEET_PROVIDER"), options);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer options)
{
  g_autofree char *path = g_strdelimit (g_strdup ("/" PROVIDER_ID), ".", '/');
  g_autoptr (GError) error = NULL;

  scratch_set_up (&self->scratch, NULL);
  write_article (&self->scratch, "apple.md", "苹果", "2001-01-01", "");
  write_article (&self->scratch, "a/old one.md", "Old", "2001-01-01", "一个苹果。");
  write_article (&self->scratch, "a/new.md", "New", "2003-02-01", "又一个苹果。Kernel 6.1");
  write_article (&self->scratch, "pear.md", "梨", "2002-01-01", "一个梨。");
  self->folder = g_filename_to_uri (self->scratch.path, NULL, NULL);
  self->services = g_dir_make_tmp ("broadsheet-services-XXXXXX", &error);
  g_assert_no_error (error);
  write_service (self, options);
  remember_folder (self->folder);

  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->daemon, self->services);
  g_test_dbus_up (self->daemon);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  self->provider = bs_shell_search_provider2_proxy_new_sync (
      self->bus, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION,
      PROVIDER_ID, path, NULL, &error);
  g_assert_no_error (error);
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (self->provider), SCRATCH_SECONDS * 1000);
}

static gboolean
is_running (Fixture *self)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->provider));

  return owner != NULL;
}

static void
tear_down (Fixture *self, gconstpointer options)
{
  g_clear_object (&self->provider);
  g_clear_object (&self->bus);
  g_test_dbus_down (self->daemon);
  g_object_unref (self->daemon);
  remove_tree (self->services);
  g_free (self->services);
  g_free (self->folder);
  scratch_tear_down (&self->scratch, NULL);
}

static GStrv
search (Fixture *self, const char *text)
{
  g_auto (GStrv) terms = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  GStrv ids = NULL;

  bs_shell_search_provider2_call_get_initial_result_set_sync (self->provider, (const char *const *) terms, &ids, NULL,
                                                              &error);
  g_assert_no_error (error);
  return ids;
}

static GVariant *
describe (Fixture *self, GStrv ids)
{
  g_autoptr (GError) error = NULL;
  GVariant *metas = NULL;

  bs_shell_search_provider2_call_get_result_metas_sync (self->provider, (const char *const *) ids, &metas, NULL,
                                                        &error);
  g_assert_no_error (error);
  return metas;
}

/* The names of the results, in order. */
static void
assert_found (Fixture *self, const char *text, const char *expected)
{
  g_auto (GStrv) ids = search (self, text);
  g_autoptr (GVariant) metas = describe (self, ids);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_cmpuint (g_variant_n_children (metas), ==, g_strv_length (ids));
  for (gsize i = 0; i < g_variant_n_children (metas); i++)
    {
      g_autoptr (GVariant) meta = g_variant_get_child_value (metas, i);
      const char *id, *name;

      g_assert_true (g_variant_lookup (meta, "id", "&s", &id));
      g_assert_cmpstr (id, ==, ids[i]);
      g_assert_true (g_variant_lookup (meta, "name", "&s", &name));
      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_search (Fixture *self, gconstpointer options)
{
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) ids = NULL;
  const char *const terms[] = { "苹果", "kern", NULL };
  g_autoptr (GError) error = NULL;

  make_index (self->scratch.path);
  g_assert_false (is_running (self));
  assert_found (self, "苹果", "苹果 New Old");
  scratch_wait_until (is_running (self));
  assert_found (self, "苹", "苹果 New Old");
  assert_found (self, "ker", "New");
  assert_found (self, "KERNEL 苹果", "New");
  assert_found (self, "香蕉", "");
  assert_found (self, "", "");

  before = search (self, "苹果");
  bs_shell_search_provider2_call_get_subsearch_result_set_sync (self->provider, (const char *const *) before, terms,
                                                                &ids, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, before[1]);
}

static void
test_described (Fixture *self, gconstpointer options)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GVariant) meta = NULL;
  g_autofree char *gone = g_strconcat (self->folder, " a/gone%20away.md", NULL);
  g_autofree char *outside = g_strconcat (self->folder, " ../gone.md", NULL);
  const char *const odd[] = { "", " ", "nonsense", outside, "file:///nowhere x.md", "%00 %00", gone, NULL };
  g_autoptr (GVariant) odd_metas = NULL;
  g_autoptr (GVariant) last = NULL;
  const char *description;
  const char *name;

  make_index (self->scratch.path);
  ids = search (self, "kernel");
  metas = describe (self, ids);
  meta = g_variant_get_child_value (metas, 0);
  g_assert_true (g_variant_lookup (meta, "description", "&s", &description));
  g_assert_cmpstr (description, ==, "新闻 › 城市 · 1 Feb 2003");

  /* Invalid ids are skipped; removed articles keep their position among the others. */
  odd_metas = describe (self, (GStrv) odd);
  g_assert_cmpuint (g_variant_n_children (odd_metas), ==, 2);
  last = g_variant_get_child_value (odd_metas, 1);
  g_assert_true (g_variant_lookup (last, "name", "&s", &name));
  g_assert_cmpstr (name, ==, "gone away.md");
}

/* Operators, quotes and very long words are searched for literally, and do no harm. */
static void
test_hostile (Fixture *self, gconstpointer options)
{
  static const char *const texts[] = {
    "\"",
    "'",
    "\"苹果",
    "苹果\"",
    "苹果 *",
    "-苹果",
    "OR",
    "NEAR(苹果 果, 2)",
    "title",
    "苹果 AND",
    "category:x",
    "is:unread",
    "(",
    ")",
    "{}",
    "a:b:c",
    "%s%n",
    "\\",
    "苹果; DROP --",
    "\t\n\v",
    "\xef\xbb\xbf",
    "\xe2\x80\xae",
    "苹果\xe2\x80\x8b",
    "^苹果",
  };
  g_autoptr (GString) han = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);

  make_index (self->scratch.path);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) ids = search (self, texts[i]);

      g_assert_cmpuint (g_strv_length (ids), <=, 4);
    }
  assert_found (self, "-苹果", "苹果 New Old");
  assert_found (self, "\"苹果\"", "苹果 New Old");
  assert_found (self, "is:unread", "");
  for (guint i = 0; i < 10000; i++)
    {
      g_string_append (han, "苹");
      g_string_append (words, "kernel ");
      g_string_append (pieces, i % 7 == 0 ? "苹,果 " : "苹,果.");
    }
  assert_found (self, han->str, "");
  assert_found (self, words->str, "New");
  assert_found (self, pieces->str, "苹果 New Old");
  assert_found (self, "苹果", "苹果 New Old");
}

/* Without an index there are no results, and the folder is not read. */
static void
test_no_index (Fixture *self, gconstpointer options)
{
  g_autoptr (BsHome) home = NULL;
  g_autofree char *index = NULL;

  assert_found (self, "苹果", "");
  home = bs_home_find (self->scratch.path);
  g_assert_null (home);

  make_index (self->scratch.path);
  assert_found (self, "苹果", "苹果 New Old");
  home = bs_home_find (self->scratch.path);
  index = bs_home_build_cache_path (home, "index.db");
  g_assert_cmpint (g_remove (index), ==, 0);
  assert_found (self, "苹果", "");
}

/* Title matches come first, from any library, the newest of them first. */
static void
test_several (Fixture *self, gconstpointer options)
{
  Scratch other;
  g_autofree char *folder = NULL;
  const char *addresses[] = { self->folder, "file:///nowhere", "no address", NULL, NULL };

  scratch_set_up (&other, NULL);
  write_article (&other, "apple.md", "青苹果", "2000-01-01", "");
  write_article (&other, "between.md", "Between", "2002-01-01", "苹果");
  folder = g_filename_to_uri (other.path, NULL, NULL);
  addresses[3] = folder;
  remember_folders (addresses);
  make_index (self->scratch.path);
  make_index (other.path);
  assert_found (self, "苹果", "苹果 青苹果 New Between Old");
  scratch_tear_down (&other, NULL);
  assert_found (self, "苹果", "苹果 New Old");
}

static gboolean
finds (Fixture *self, const char *text, guint n_found)
{
  g_auto (GStrv) ids = search (self, text);

  return g_strv_length (ids) == n_found;
}

/* A folder that the window does not remember is not searched, although it has an index; once it is remembered, it
 * is. */
static void
test_forgotten (Fixture *self, gconstpointer options)
{
  guint tick = g_timeout_add (20, wait_wake_cb, NULL);

  make_index (self->scratch.path);
  remember_folder ("file:///nowhere");
  assert_found (self, "苹果", "");
  remember_folder (self->folder);
  scratch_wait_until (finds (self, "苹果", 3));
  g_source_remove (tick);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
note_tree (GString *notes, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      struct stat st;

      g_assert_cmpint (lstat (names->pdata[i], &st), ==, 0);
      g_string_append_printf (notes, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n",
                              (const char *) names->pdata[i], (gint64) st.st_size, (gint64) st.st_mtim.tv_sec,
                              st.st_mtim.tv_nsec);
      if (S_ISDIR (st.st_mode))
        note_tree (notes, names->pdata[i]);
    }
}

static char *
note_all (Fixture *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->scratch.path);
  g_autofree char *index = bs_home_build_cache_path (home, "index.db");
  g_autofree char *bytes = NULL;
  g_autofree char *sum = NULL;
  g_autoptr (GString) notes = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize length;

  note_tree (notes, self->scratch.path);
  note_tree (notes, g_get_user_data_dir ());
  g_file_get_contents (index, &bytes, &length, &error);
  g_assert_no_error (error);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) bytes, length);
  g_string_append (notes, sum);
  return g_string_free (g_steal_pointer (&notes), FALSE);
}

/* Nothing is written in the library or in its data. */
static void
test_no_write (Fixture *self, gconstpointer options)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_index (self->scratch.path);
  before = note_all (self);
  assert_found (self, "苹果", "苹果 New Old");
  after = note_all (self);
  g_assert_cmpstr (before, ==, after);
}

/* It exits after the last question, and is started again by the next. */
static void
test_idle (Fixture *self, gconstpointer options)
{
  guint tick = g_timeout_add (20, wait_wake_cb, NULL);

  make_index (self->scratch.path);
  for (guint i = 0; i < 2; i++)
    {
      assert_found (self, "苹果", "苹果 New Old");
      scratch_wait_until (is_running (self));
      scratch_wait_until (!is_running (self));
    }
  g_source_remove (tick);
}

/* Sanitizers report in its output when it exits. */
static void
test_end (Fixture *self, gconstpointer options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("BROADSHEET_PROVIDER"), "--idle", "1", NULL);
  guint tick = g_timeout_add (20, wait_wake_cb, NULL);

  g_assert_no_error (error);
  make_index (self->scratch.path);
  scratch_wait_until (is_running (self));
  assert_found (self, "苹果", "苹果 New Old");
  g_source_remove (tick);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* A stand-in for the window's program, which records requests. */
typedef struct
{
  char *method;
  GVariant *parameters;
} Asked;

static void
asked_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method,
          GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  Asked *asked = user_data;

  asked->method = g_strdup (method);
  asked->parameters = g_variant_ref (parameters);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* The recorded request as text. */
static void
assert_asked (Asked *asked, const char *method, const char *expected)
{
  g_autofree char *said = g_variant_print (asked->parameters, FALSE);

  g_assert_cmpstr (asked->method, ==, method);
  g_assert_cmpstr (said, ==, expected);
  g_clear_pointer (&asked->method, g_free);
  g_clear_pointer (&asked->parameters, g_variant_unref);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **done = user_data;

  *done = g_object_ref (result);
}

static guint
register_window (Fixture *self, Asked *asked)
{
  static const char xml[] = "<node><interface name='org.freedesktop.Application'><method name='ActivateAction'>"
                            "<arg type='s' direction='in'/><arg type='av' direction='in'/>"
                            "<arg type='a{sv}' direction='in'/></method><method name='Open'>"
                            "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
                            "</method></interface></node>";
  static const GDBusInterfaceVTable table = { asked_cb, NULL, NULL, { 0 } };
  g_autofree char *path = g_strdelimit (g_strdup ("/" APPLICATION_ID), ".", '/');
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  guint id = g_dbus_connection_register_object (self->bus, path, info->interfaces[0], &table, asked, NULL, &error);

  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", APPLICATION_ID, 0),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return id;
}

/* It passes the request on, with the token that raises the window. */
static void
test_activate (Fixture *self, gconstpointer options)
{
  const char *const terms[] = { "苹果", "-x", NULL };
  g_auto (GStrv) ids = NULL;
  g_autofree char *expected =
      g_strdup_printf ("(['%s/a/old%%20one.md'], {'desktop-startup-id': <'_TIME42'>})", self->folder);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) launched = NULL;
  g_autoptr (GError) error = NULL;
  Asked asked = { NULL };
  guint id;

  make_index (self->scratch.path);
  ids = search (self, "苹果");
  id = register_window (self, &asked);

  bs_shell_search_provider2_call_activate_result (self->provider, ids[2], terms, 42, NULL, done_cb, &opened);
  scratch_wait_until (opened != NULL);
  bs_shell_search_provider2_call_activate_result_finish (self->provider, opened, &error);
  g_assert_no_error (error);
  assert_asked (&asked, "Open", expected);

  bs_shell_search_provider2_call_launch_search (self->provider, terms, 43, NULL, done_cb, &launched);
  scratch_wait_until (launched != NULL);
  bs_shell_search_provider2_call_launch_search_finish (self->provider, launched, &error);
  g_assert_no_error (error);
  assert_asked (&asked, "ActivateAction", "('search-for', [<'苹果 -x'>], {'desktop-startup-id': <'_TIME43'>})");

  /* Invalid articles are refused without contacting the window. */
  g_assert_false (
      bs_shell_search_provider2_call_activate_result_sync (self->provider, "nonsense", terms, 0, NULL, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
  g_assert_null (asked.method);
  g_dbus_connection_unregister_object (self->bus, id);
}

int
main (int argc, char *argv[])
{
  g_autofree char *user = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  user = scratch_isolate_user ();
#define ADD(name, func, options) g_test_add ("/broadsheet/provider/" name, Fixture, options, set_up, func, tear_down)
  ADD ("search", test_search, "");
  ADD ("described", test_described, "");
  ADD ("hostile", test_hostile, "");
  ADD ("no-index", test_no_index, "");
  ADD ("several", test_several, "");
  ADD ("forgotten", test_forgotten, "");
  ADD ("no-write", test_no_write, "");
  ADD ("idle", test_idle, " --idle 1");
  ADD ("end", test_end, "");
  ADD ("activate", test_activate, "");
#undef ADD
  result = g_test_run ();
  remove_tree (user);
  return result;
}
