/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/library/library.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *folder; /* as on the command line */
  BsLibrary *library;
  GMainLoop *loop;
  BsLibraryState last_state;
  gboolean is_ready; /* it was reported as missing */
  gboolean json;
  GPtrArray *unreadable; /* (element-type BsUnreadable): folders that were reported as unreadable */
  BsExitStatus status;
} Watching;

static const char *
get_event_name (BsChangeKind kind)
{
  static const char *const names[] = {
    [BS_CHANGE_ADDED] = "added",
    [BS_CHANGE_CHANGED] = "changed",
    [BS_CHANGE_REMOVED] = "removed",
    [BS_CHANGE_MOVED] = "moved",
  };

  g_assert (kind < G_N_ELEMENTS (names));
  return names[kind];
}

/* Readers wait for each line, so it is flushed. If the reader of the output is gone, the command ends. */
static void
write_line (Watching *self, GString *line)
{
  bs_output_line (line);
  if (fflush (stdout) != 0)
    g_main_loop_quit (self->loop);
}

static void
write_ready (Watching *self)
{
  const guint n_articles = bs_library_get_n_articles (self->library);
  g_autoptr (GString) line = g_string_new (NULL);

  if (self->json)
    g_string_append_printf (line, "{\"event\":\"ready\",\"articles\":%u}", n_articles);
  else
    g_string_append_printf (line, ngettext ("ready: %u article", "ready: %u articles", n_articles), n_articles);
  write_line (self, line);
}

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  Watching *self = user_data;

  g_assert (BS_IS_LIBRARY (library));

  /* The articles of the first scan are counted in `ready` and not reported one by one. */
  if (!self->is_ready)
    return;

  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = g_ptr_array_index (changes, i);
      const char *event = get_event_name (change->kind);
      g_autoptr (GString) line = g_string_new (NULL);

      if (self->json)
        {
          g_string_append_c (line, '{');
          bs_json_append_text (line, "event", event);
          bs_json_append_path (line, "path", change->path);
          if (change->from != NULL)
            bs_json_append_path (line, "from", change->from);
          g_string_append_c (line, '}');
        }
      else
        {
          g_string_append_printf (line, "%s: ", event);
          if (change->from != NULL)
            {
              bs_output_append_plain (line, change->from);
              g_string_append (line, " → ");
            }
          bs_output_append_plain (line, change->path);
        }
      write_line (self, line);
    }
}

static void
state_cb (BsLibrary *library, GParamSpec *pspec, gpointer user_data)
{
  Watching *self = user_data;
  const BsLibraryState state = bs_library_get_state (library);
  const char *message = bs_library_get_message (library);

  g_assert (BS_IS_LIBRARY (library));

  if (state == self->last_state)
    return;

  if (state == BS_LIBRARY_READY)
    {
      if (!self->is_ready)
        {
          self->is_ready = TRUE;
          write_ready (self);
        }
      else if (self->last_state == BS_LIBRARY_GONE || self->last_state == BS_LIBRARY_UNREADABLE)
        bs_output_message (_ ("The folder is back."));
    }
  else if (state == BS_LIBRARY_GONE || state == BS_LIBRARY_UNREADABLE)
    {
      if (message == NULL)
        message = state == BS_LIBRARY_GONE ? _ ("The folder is gone.") : _ ("The folder cannot be read.");
      bs_output_error (self->folder, message);
      /* Wait for a folder that vanished, but not for one that could never be read. */
      if (!self->is_ready)
        {
          self->status = BS_EXIT_FAILED;
          g_main_loop_quit (self->loop);
        }
    }
  /* A folder that returned is scanned again, and its absence is reported after that. */
  if (state != BS_LIBRARY_SCANNING || !self->is_ready)
    self->last_state = state;
}

static gboolean
has_path (gconstpointer a, gconstpointer b)
{
  return strcmp (((const BsUnreadable *) a)->path, ((const BsUnreadable *) b)->path) == 0;
}

/* Those of @list that are not in @other. */
static GPtrArray *
list_others (GPtrArray *list, GPtrArray *other)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    if (!g_ptr_array_find_with_equal_func (other, list->pdata[i], has_path, NULL))
      g_ptr_array_add (others, list->pdata[i]);
  return others;
}

static void
unreadable_cb (BsLibrary *library, GParamSpec *pspec, gpointer user_data)
{
  Watching *self = user_data;
  g_autoptr (GPtrArray) before = self->unreadable;
  g_autoptr (GPtrArray) come = NULL;
  g_autoptr (GPtrArray) gone = NULL;

  g_assert (BS_IS_LIBRARY (library));

  self->unreadable = g_ptr_array_ref (bs_library_get_unreadable (library));
  come = list_others (self->unreadable, before);
  gone = list_others (before, self->unreadable);
  bs_place_say_unreadable (self->folder, come);
  for (guint i = 0; i < gone->len; i++)
    {
      const BsUnreadable *one = gone->pdata[i];
      g_autofree char *path = g_build_filename (self->folder, one->path, NULL);
      g_autofree char *name = g_filename_display_name (path);
      g_autofree char *message = g_strdup_printf (_ ("“%s” can be read again, or no longer exists."), name);

      bs_output_message (message);
    }
}

static gboolean
signal_cb (gpointer user_data)
{
  Watching *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  Watching watching = { 0 };
  BsExitStatus status;
  guint sources[2];
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &watching.json, N_ ("Write one JSON object per line"), NULL },
    { 0 },
  };

  site = bs_place_parse (&bs_command_watch, args, options, &operands, &status);
  if (site == NULL)
    return status;

  loop = g_main_loop_new (NULL, FALSE);
  folder = g_file_new_for_path (operands[0]);
  library = bs_library_new (folder);
  watching.folder = operands[0];
  watching.library = library;
  watching.unreadable = g_ptr_array_ref (bs_library_get_unreadable (library));
  watching.loop = loop;
  watching.last_state = BS_LIBRARY_CLOSED;
  sources[0] = g_unix_signal_add (SIGINT, signal_cb, &watching);
  sources[1] = g_unix_signal_add (SIGTERM, signal_cb, &watching);
  g_signal_connect (library, "changed", G_CALLBACK (changed_cb), &watching);
  g_signal_connect (library, "notify::state", G_CALLBACK (state_cb), &watching);
  g_signal_connect (library, "notify::unreadable", G_CALLBACK (unreadable_cb), &watching);

  bs_library_open (library);
  g_main_loop_run (loop);

  g_signal_handlers_disconnect_by_data (library, &watching);
  if (watching.unreadable->len > 0)
    watching.status = BS_EXIT_FAILED;
  g_ptr_array_unref (watching.unreadable);
  bs_library_close (library);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  return watching.status;
}

const BsCommand bs_command_watch = {
  .name = "watch",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Follow a folder: one line for every article that is added, changed, moved or removed."),
  .run = run,
};
