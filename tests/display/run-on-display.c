/* SPDX-License-Identifier: GPL-3.0-or-later */

/* run-on-display [--size WIDTHxHEIGHT] PROGRAM [ARGUMENT...]
 *
 * Runs a program with a display, a session bus and user folders of its own, all of which are removed when it ends. The
 * exit status is the program's. Nothing on the bus can be activated, and nothing of the user's is visible. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/remove-tree.h"

/* Makes meson report an error instead of a failed test. */
#define COULD_NOT_START 99
#define DISPLAY_SECONDS 60

static GPid program_pid;

static void
child_setup_cb (gpointer data)
{
  /* A runner that is killed takes its display and its program with it. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
forward_signal (int number)
{
  if (program_pid > 0)
    kill (program_pid, number);
}

static char *
read_line_with_bound (int fd)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gint64 deadline = g_get_monotonic_time () + DISPLAY_SECONDS * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < deadline)
    {
      GPollFD poll = { fd, G_IO_IN | G_IO_HUP, 0 };
      char byte;

      if (g_poll (&poll, 1, 100) <= 0)
        continue;
      if (read (fd, &byte, 1) != 1)
        break;
      if (byte == '\n')
        return g_strdup (g_strstrip (line->str));
      g_string_append_c (line, byte);
    }

  return NULL;
}

static GPid
start_display (const char *size, char **display, GError **error)
{
  g_autofree char *screen = g_strdup_printf ("%sx24", size);
  g_autofree char *fd_text = NULL;
  g_autofree char *number = NULL;
  GPid pid;
  int fds[2];

  if (!g_unix_open_pipe (fds, FD_CLOEXEC, error))
    return 0;
  fd_text = g_strdup_printf ("%d", fds[1]);

  {
    /* -r: on a busy machine, a short press would be taken for a long one and repeated. */
    const char *argv[] = { "Xvfb", "-displayfd", fd_text,     "-screen", "0",  screen, "-nolisten",
                           "tcp",  "-noreset",   "-nocursor", "-dpi",    "96", "-r",   NULL };

    if (!g_spawn_async_with_pipes_and_fds (
            NULL, argv, NULL,
            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
            child_setup_cb, NULL, -1, -1, -1, &fds[1], &fds[1], 1, &pid, NULL, NULL, NULL, error))
      {
        close (fds[0]);
        close (fds[1]);
        return 0;
      }
  }

  close (fds[1]);
  number = read_line_with_bound (fds[0]);
  close (fds[0]);
  if (number == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Xvfb did not come up");
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      return 0;
    }

  *display = g_strconcat (":", number, NULL);
  return pid;
}

static void
make_user_folders (const char *root)
{
  static const struct
  {
    const char *variable;
    const char *name;
  } folders[] = {
    { "HOME", "home" },
    { "XDG_RUNTIME_DIR", "run" },
    { "XDG_CACHE_HOME", "cache" },
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_STATE_HOME", "state" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (root, folders[i].name, NULL);

      g_mkdir_with_parents (path, 0700);
      g_setenv (folders[i].variable, path, TRUE);
    }
}

/* WebKit's sandbox needs user namespaces, which some containers forbid. There the tests turn it off, because all of
 * them would fail otherwise; the program never does. */
static gboolean
sandbox_works (void)
{
  const char *argv[] = { "bwrap", "--ro-bind", "/",    "/", "--unshare-pid", "--proc", "/proc",
                         "--dev", "/dev",      "true", NULL };
  int status = -1;

  if (!g_spawn_sync (NULL, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     NULL, &status, NULL))
    return FALSE;
  return g_spawn_check_wait_status (status, NULL);
}

static void
set_environment (const char *display)
{
  static const char *const unset[] = {
    "WAYLAND_DISPLAY", "GTK_THEME",   "GTK_MODULES", "GTK_PATH",  "AT_SPI_BUS_ADDRESS", "DESKTOP_STARTUP_ID",
    "http_proxy",      "https_proxy", "ftp_proxy",   "all_proxy", "no_proxy",           "HTTP_PROXY",
    "HTTPS_PROXY",     "FTP_PROXY",   "ALL_PROXY",   "NO_PROXY",  "XAUTHORITY",
  };
  static const struct
  {
    const char *variable;
    const char *value;
  } set[] = {
    { "GDK_BACKEND", "x11" },
    { "GSK_RENDERER", "cairo" },
    { "LIBGL_ALWAYS_SOFTWARE", "1" },
    { "ADW_DISABLE_PORTAL", "1" },
    { "GIO_USE_VFS", "local" },
    { "GIO_USE_VOLUME_MONITOR", "unix" },
    { "GIO_USE_PROXY_RESOLVER", "dummy" },
    { "GSETTINGS_BACKEND", "memory" },
    { "MESA_SHADER_CACHE_DISABLE", "true" },
    { "NO_AT_BRIDGE", "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unset); i++)
    g_unsetenv (unset[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (set); i++)
    g_setenv (set[i].variable, set[i].value, TRUE);
  g_setenv ("DISPLAY", display, TRUE);
  g_setenv ("GTK_A11Y", "test", FALSE);

  if (!sandbox_works ())
    {
      g_printerr ("# WebKit's sandbox cannot work on this machine: testing without it\n");
      g_setenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1", TRUE);
    }
}

static int
run_program (char **argv)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_async (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CHILD_INHERITS_STDIN,
                      child_setup_cb, NULL, &program_pid, &error))
    {
      g_printerr ("%s\n", error->message);
      return COULD_NOT_START;
    }

  while (waitpid (program_pid, &status, 0) < 0)
    if (errno != EINTR)
      return COULD_NOT_START;
  program_pid = 0;

  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTestDBus) bus = NULL;
  g_autofree char *root = NULL;
  g_autofree char *display = NULL;
  const char *size = "1280x900";
  GPid display_pid;
  int first = 1;
  int result;

  if (first + 1 < argc && strcmp (argv[first], "--size") == 0)
    {
      size = argv[first + 1];
      first += 2;
    }
  if (first >= argc)
    {
      g_printerr ("Usage: %s [--size WIDTHxHEIGHT] PROGRAM [ARGUMENT...]\n", argv[0]);
      return 2;
    }

  root = g_dir_make_tmp ("broadsheet-XXXXXX", &error);
  if (root == NULL || (display_pid = start_display (size, &display, &error)) == 0)
    {
      g_printerr ("A display test needs Xvfb: %s\n", error->message);
      return COULD_NOT_START;
    }

  /* The bus is stopped first: it removes the session's display and folders from the environment. */
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  make_user_folders (root);
  set_environment (display);

  signal (SIGTERM, forward_signal);
  signal (SIGINT, forward_signal);
  signal (SIGHUP, forward_signal);
  result = run_program (argv + first);

  kill (display_pid, SIGTERM);
  waitpid (display_pid, NULL, 0);
  g_test_dbus_stop (bus);
  remove_tree (root);

  return result;
}
