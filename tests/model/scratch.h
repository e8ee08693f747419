/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/remove-tree.h"

/* A test folder, and waits with a time limit. The limit is generous, because a busy machine may be slow. */

#define SCRATCH_SECONDS 60

typedef struct
{
  char *path;
} Scratch;

static inline void
scratch_set_up (Scratch *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->path = g_dir_make_tmp ("broadsheet-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static inline void
scratch_tear_down (Scratch *self, gconstpointer data)
{
  remove_tree (self->path);
  g_free (self->path);
}

/* Sets a user data folder for a whole program, before anything uses it. GLib's way (ISOLATE_DIRS) leaks a little in
 * every test that uses it. */
static inline char *
scratch_isolate_data (void)
{
  char *path = g_dir_make_tmp ("broadsheet-data-XXXXXX", NULL);

  g_assert_nonnull (path);
  g_setenv ("XDG_DATA_HOME", path, TRUE);

  return path;
}

/* The same for all user folders, also for the programs that the test starts. */
static inline char *
scratch_isolate_user (void)
{
  static const char *const variables[] = { "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME" };
  char *path = g_dir_make_tmp ("broadsheet-user-XXXXXX", NULL);

  g_assert_nonnull (path);
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *folder = g_build_filename (path, variables[i], NULL);

      g_setenv (variables[i], folder, TRUE);
    }

  return path;
}

static inline char *
scratch_get (Scratch *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

/* Creates folders nested so deeply that the last one cannot be opened by its path. Returns the first. */
static inline char *
scratch_make_unreadable (const char *folder)
{
  g_autofree char *name = g_strnfill (250, 'd');
  int place = open (folder, O_RDONLY | O_CLOEXEC);

  for (guint i = 0; i < 20; i++)
    {
      int below;

      g_assert_cmpint (mkdirat (place, name, 0755), ==, 0);
      below = openat (place, name, O_RDONLY | O_CLOEXEC);
      close (place);
      place = below;
    }
  close (place);
  return g_build_filename (folder, name, NULL);
}

static inline void
scratch_remove_unreadable (const char *path)
{
  const char *arguments[] = { "rm", "-rf", path, NULL };

  g_assert_true (
      g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
}

static inline void
scratch_make_folder (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);

  g_assert_cmpint (g_mkdir_with_parents (path, 0755), ==, 0);
}

/* Writes a file in place, as most programs do. */
static inline void
scratch_write (Scratch *self, const char *name, const char *text)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length = strlen (text);
  int fd;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, length), ==, (gssize) length);
  close (fd);
}

static inline char *
scratch_make_article (const char *title)
{
  return g_strdup_printf ("---\ntitle: %s\ndate: 2022-05-17 10:00:00 +0800\n---\nText.\n", title);
}

static inline void
scratch_write_article_in_place (Scratch *self, const char *name, const char *title)
{
  g_autofree char *text = scratch_make_article (title);

  scratch_write (self, name, text);
}

/* Writes a file by a rename, so that nobody sees half of it, however slow the writer is. */
static inline void
scratch_replace (Scratch *self, const char *name, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (name);
  g_autofree char *beside = g_build_filename (folder, ".beside.tmp", NULL);
  g_autofree char *old_path = scratch_get (self, beside);
  g_autofree char *new_path = scratch_get (self, name);

  scratch_write (self, beside, text);
  g_assert_cmpint (g_rename (old_path, new_path), ==, 0);
}

static inline void
scratch_write_article (Scratch *self, const char *name, const char *title)
{
  g_autofree char *text = scratch_make_article (title);

  scratch_replace (self, name, text);
}

static inline void
scratch_rename (Scratch *self, const char *from, const char *to)
{
  g_autofree char *old_path = scratch_get (self, from);
  g_autofree char *new_path = scratch_get (self, to);

  g_assert_cmpint (g_rename (old_path, new_path), ==, 0);
}

static inline void
scratch_delete (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);

  remove_tree (path);
}

static inline gboolean
scratch_time_out_cb (gpointer user_data)
{
  g_error ("waited in vain for: %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until a condition holds. */
#define scratch_wait_until(condition)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint scratch_timeout = g_timeout_add_seconds (SCRATCH_SECONDS, scratch_time_out_cb, (gpointer) #condition);       \
                                                                                                                       \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (scratch_timeout);                                                                                 \
  }                                                                                                                    \
  G_STMT_END
