/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/glance.h"

#include "model/library/folder/home.h"
#include "model/library/library.h"
#include "scratch.h"

#include "../support/wait.h"

/* A few articles in the index of a library. */

typedef struct
{
  Scratch scratch;
  BsLibrary *library;
  BsGlance *glance;
  guint tick; /* nobody is notified of changes on the disk */
} Fixture;

static gboolean
is_whole (Fixture *self)
{
  return bs_library_get_index_state (self->library) == BS_INDEX_WHOLE;
}

static void
write_article (Fixture *self, const char *path, const char *title, const char *date, const char *text)
{
  g_autofree char *article =
      g_strdup_printf ("---\ntitle: %s\ndate: %s\ncategories: [新闻, 城市]\n---\n%s\n", title, date, text);

  scratch_replace (&self->scratch, path, article);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;

  scratch_set_up (&self->scratch, NULL);
  self->tick = g_timeout_add (10, wait_wake_cb, NULL);
  write_article (self, "apple.md", "苹果", "2001-01-01", "");
  write_article (self, "a/old.md", "一", "2001-01-01", "一个苹果。");
  write_article (self, "a/new.md", "二", "2003-01-01", "又一个苹果。Kernel 6.1");
  write_article (self, "b/c/between.md", "三", "2002-01-01", "苹果 kernels");
  write_article (self, "b/pear.md", "四", "2002-01-01", "一个梨。");
  folder = g_file_new_for_path (self->scratch.path);
  self->library = bs_library_new (folder);
  bs_library_set_index_use (self->library, BS_INDEX_USE_KEEP);
  bs_library_open (self->library);
  scratch_wait_until (is_whole (self));
  self->glance = bs_glance_open (self->scratch.path);
  g_assert_nonnull (self->glance);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_source_remove (self->tick);
  bs_glance_free (self->glance);
  bs_library_close (self->library);
  g_object_unref (self->library);
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
  scratch_tear_down (&self->scratch, NULL);
}

/* The titles of the results, in order. */
static char *
search (Fixture *self, const char *text, guint max_found)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (text, BS_SEARCH_PLAIN | BS_SEARCH_TYPING);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = bs_glance_search (self->glance, query, max_found, &error);
  g_autoptr (GString) titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append (titles, ((const BsGlimpse *) found->pdata[i])->title);
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
assert_found (Fixture *self, const char *text, const char *expected)
{
  g_autofree char *titles = search (self, text, 20);

  g_assert_cmpstr (titles, ==, expected);
}

/* Matches in titles first, then the newest. */
static void
test_order (Fixture *self, gconstpointer data)
{
  g_autofree char *best = NULL;

  assert_found (self, "苹果", "苹果二三一");
  assert_found (self, "苹", "苹果二三一");
  assert_found (self, "苹果 又", "二");
  assert_found (self, "kern", "二三");
  assert_found (self, "kernel", "二三");
  assert_found (self, "KERNEL 6.1", "二");
  assert_found (self, "kern 苹果", "");
  assert_found (self, "香蕉", "");
  assert_found (self, "", "");
  assert_found (self, "。", "");
  best = search (self, "苹果", 2);
  g_assert_cmpstr (best, ==, "苹果二");
}

static gboolean
finds (Fixture *self, const char *text, const char *expected)
{
  g_autofree char *titles = search (self, text, 20);

  return g_str_equal (titles, expected);
}

/* Variants of characters that are equal in the index are distinguished by the files. */
static void
test_exact (Fixture *self, gconstpointer data)
{
  write_article (self, "d/simple.md", "简", "2001-01-01", "剪头发。");
  write_article (self, "d/traditional.md", "繁", "2002-01-01", "剪頭髮。");
  write_article (self, "d/title.md", "頭髮", "2000-01-01", "没有。");
  scratch_wait_until (finds (self, "头发", "頭髮繁简"));
  assert_found (self, "=\"头发\"", "简");
  assert_found (self, "＝“頭髮”", "頭髮繁");
  assert_found (self, "=\"頭髮\" 剪", "繁");
  assert_found (self, "=\"頭发\"", "");
  assert_found (self, "=頭髮", "頭髮繁简");
}

static void
test_look_up (Fixture *self, gconstpointer data)
{
  g_autoptr (BsGlimpse) deep = NULL;
  g_autoptr (BsGlimpse) flat = NULL;
  g_autoptr (BsGlimpse) missing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bs_glance_look_up (self->glance, "b/c/between.md", &deep, &error));
  g_assert_cmpstr (deep->title, ==, "三");
  g_assert_cmpstr (deep->path, ==, "b/c/between.md");
  g_assert_cmpuint (g_strv_length (deep->category), ==, 2);
  g_assert_cmpstr (deep->category[0], ==, "新闻");
  g_assert_cmpstr (deep->category[1], ==, "城市");
  g_assert_true (bs_glance_look_up (self->glance, "apple.md", &flat, &error));
  g_assert_cmpstr (flat->title, ==, "苹果");
  g_assert_true (bs_glance_look_up (self->glance, "b/apple.md", &missing, &error));
  g_assert_null (missing);
  g_assert_true (bs_glance_look_up (self->glance, "no/where.md", &missing, &error));
  g_assert_null (missing);
}

static gboolean
is_there (Fixture *self, const char *path)
{
  g_autoptr (BsGlimpse) glimpse = NULL;

  g_assert_true (bs_glance_look_up (self->glance, path, &glimpse, NULL));
  return glimpse != NULL;
}

/* Articles written by another program are found, removed ones are not, and a moved text is found at its new path. */
static void
test_followed (Fixture *self, gconstpointer data)
{
  assert_found (self, "苹果", "苹果二三一");
  write_article (self, "c/d/added.md", "五", "2004-01-01", "苹果");
  scratch_wait_until (finds (self, "苹果", "苹果五二三一"));
  write_article (self, "a/new.md", "二", "2003-01-01", "没有了。");
  scratch_wait_until (finds (self, "苹果", "苹果五三一"));
  scratch_delete (&self->scratch, "c/d/added.md");
  scratch_wait_until (finds (self, "苹果", "苹果三一"));
  scratch_rename (&self->scratch, "a/old.md", "b/old.md");
  scratch_wait_until (is_there (self, "b/old.md") && !is_there (self, "a/old.md"));
  scratch_wait_until (finds (self, "苹果", "苹果三一"));
}

/* Removed articles do not take up places among the results. */
static void
test_dead (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("苹果 %u", i);

      write_article (self, "a/new.md", "二", "2003-01-01", text);
      scratch_wait_until (finds (self, text, "二"));
    }
  scratch_delete (&self->scratch, "a/new.md");
  scratch_wait_until (finds (self, "苹果", "苹果三一"));
  {
    g_autofree char *best = search (self, "苹果", 3);

    g_assert_cmpstr (best, ==, "苹果三一");
  }
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (BsGlance) other = NULL;

  g_assert_true (bs_glance_is_current (self->glance));
  bs_library_drop_index (self->library);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_UNAVAILABLE);
  scratch_wait_until (!bs_glance_is_current (self->glance));
  other = bs_glance_open (self->scratch.path);
  g_assert_null (other);
}

/* Returns whether all results were found. */
static gboolean
try_damaged (Fixture *self)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse ("苹果", BS_SEARCH_PLAIN);
  g_autoptr (BsGlance) glance = bs_glance_open (self->scratch.path);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (BsGlimpse) glimpse = NULL;
  g_autoptr (GError) search_error = NULL;
  g_autoptr (GError) error = NULL;

  if (glance == NULL)
    return FALSE;
  found = bs_glance_search (glance, query, 20, &search_error);
  g_assert_true ((found == NULL) == (search_error != NULL));
  g_assert_true (bs_glance_look_up (glance, "apple.md", &glimpse, &error) == (error == NULL));
  if (glimpse != NULL)
    g_assert_cmpstr (glimpse->title, ==, "苹果");
  return found != NULL && found->len == 4 && glimpse != NULL;
}

/* If any page of the index is overwritten with noise, it is reported or has no effect, and nothing is harmed. */
static void
test_noise (Fixture *self, gconstpointer data)
{
  g_autoptr (BsHome) home = bs_home_find (self->scratch.path);
  g_autofree char *path = bs_home_build_cache_path (home, "index.db");
  g_autofree char *bytes = NULL;
  g_autofree char *noise = g_malloc (4096);
  guint n_damaged = 0;
  gsize length;
  int fd;

  bs_library_close (self->library);
  scratch_wait_until (try_damaged (self));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (noise, 0x5a, 4096);
  fd = open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  for (gsize at = 0; at < length; at += 4096)
    {
      g_assert_cmpint (pwrite (fd, noise, 4096, (off_t) at), ==, 4096);
      n_damaged += !try_damaged (self);
      g_assert_cmpint (pwrite (fd, bytes + at, 4096, (off_t) at), ==, 4096);
    }
  close (fd);
  g_assert_cmpuint (n_damaged, >, 3);
  g_assert_true (try_damaged (self));
}

static void
test_nothing (void)
{
  Scratch scratch;
  g_autoptr (BsGlance) glance = NULL;

  scratch_set_up (&scratch, NULL);
  scratch_write_article (&scratch, "a.md", "A");
  glance = bs_glance_open (scratch.path);
  g_assert_null (glance);
  scratch_tear_down (&scratch, NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *user = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  user = scratch_isolate_user ();
#define ADD(name, func) g_test_add ("/broadsheet/glance/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("order", test_order);
  ADD ("exact", test_exact);
  ADD ("look-up", test_look_up);
  ADD ("followed", test_followed);
  ADD ("dead", test_dead);
  ADD ("gone", test_gone);
  ADD ("noise", test_noise);
#undef ADD
  g_test_add_func ("/broadsheet/glance/nothing", test_nothing);
  result = g_test_run ();
  remove_tree (user);
  return result;
}
