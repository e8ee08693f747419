/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/place.h"
#include "model/library/library.h"

#include <glib/gi18n-lib.h>

/* How long another process may hold the index without progress. */
#define PATIENCE_SECONDS 60

typedef struct
{
  const char *folder; /* as on the command line */
  gboolean rebuild;
  GMainLoop *loop;
  gint64 start; /* monotonic */
  gint64 list_time;
  gint64 search_time;
  guint timeout; /* while another process has the index */
  guint n_left;  /* the time of its last progress */
  BsExitStatus status;
} Indexing;

static void
fail (Indexing *self, const char *message)
{
  bs_output_error (self->folder, message);
  self->status = BS_EXIT_FAILED;
  g_main_loop_quit (self->loop);
}

static void
state_cb (BsLibrary *library, GParamSpec *pspec, gpointer user_data)
{
  Indexing *self = user_data;
  const BsLibraryState state = bs_library_get_state (library);

  g_assert (BS_IS_LIBRARY (library));

  if (state == BS_LIBRARY_READY && self->list_time == 0)
    self->list_time = g_get_monotonic_time ();
  else if (state == BS_LIBRARY_GONE || state == BS_LIBRARY_UNREADABLE)
    fail (self, bs_library_get_message (library));
}

static void
stop_patience (Indexing *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Indexing *self = user_data;

  self->timeout = 0;
  fail (self, _ ("This folder is open in a window, which keeps its index up to date. Close the window first."));
  return G_SOURCE_REMOVE;
}

/* Another process is updating the index. Wait for it as long as it makes progress. */
static void
be_patient (Indexing *self, BsLibrary *library)
{
  const guint n_left = bs_library_get_n_to_index (library);

  if (self->timeout != 0 && n_left == self->n_left && bs_library_get_state (library) == BS_LIBRARY_READY)
    return;
  stop_patience (self);
  self->n_left = n_left;
  self->timeout = g_timeout_add_seconds (PATIENCE_SECONDS, timeout_cb, self);
}

static void
index_state_cb (BsLibrary *library, GParamSpec *pspec, gpointer user_data)
{
  Indexing *self = user_data;

  g_assert (BS_IS_LIBRARY (library));

  if (bs_library_get_index_state (library) != BS_INDEX_ELSEWHERE)
    stop_patience (self);
  switch (bs_library_get_index_state (library))
    {
    case BS_INDEX_WHOLE:
      if (self->search_time == 0)
        self->search_time = g_get_monotonic_time ();
      g_main_loop_quit (self->loop);
      break;
    case BS_INDEX_ELSEWHERE:
      if (self->rebuild)
        fail (self, _ ("This folder is open in a window, which keeps its index up to date. Close the window first."));
      else
        be_patient (self, library);
      break;
    case BS_INDEX_UNAVAILABLE:
      fail (
          self,
          _ ("The index cannot be written. Check that your cache folder has free space and that you can write to it."));
      break;
    case BS_INDEX_STARTING:
    case BS_INDEX_READING:
    default:
      break;
    }
}

static void
write_result (const Indexing *self, BsLibrary *library, gboolean json)
{
  const guint n_articles = bs_library_get_n_articles (library);
  const guint n_problems = bs_library_get_n_needs_repair (library);
  const gint64 list_ms = (self->list_time - self->start) / 1000;
  const gint64 search_ms = (self->search_time - self->start) / 1000;
  const guint64 bytes = bs_library_get_index_bytes (library);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *size = g_format_size (bytes);

  if (json)
    g_string_append_printf (line,
                            "{\"articles\":%u,\"problems\":%u,\"list_ms\":%" G_GINT64_FORMAT
                            ",\"search_ms\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GUINT64_FORMAT "}",
                            n_articles, n_problems, list_ms, search_ms, bytes);
  else
    {
      g_string_append_printf (line, ngettext ("%u article", "%u articles", n_articles), n_articles);
      g_string_append (line, ", ");
      g_string_append_printf (line, ngettext ("%u needs repair", "%u need repair", n_problems), n_problems);
      g_string_append (line, ", ");
      /* Translators: milliseconds, milliseconds, and a size such as “7.5 MB” */
      g_string_append_printf (line, _ ("list after %d ms, search after %d ms, index of %s"), (int) list_ms,
                              (int) search_ms, size);
    }
  bs_output_line (line);
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsLibrary) library = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  Indexing indexing = { 0 };
  gboolean rebuild = FALSE;
  gboolean json = FALSE;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "rebuild", 0, 0, G_OPTION_ARG_NONE, &rebuild, N_ ("Rebuild the index"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Write one JSON object"), NULL },
    { 0 },
  };

  site = bs_place_parse (&bs_command_index, args, options, &operands, &status);
  if (site == NULL)
    return status;

  loop = g_main_loop_new (NULL, FALSE);
  folder = g_file_new_for_path (operands[0]);
  library = bs_library_new (folder);
  indexing.folder = operands[0];
  indexing.rebuild = rebuild;
  indexing.loop = loop;
  indexing.start = g_get_monotonic_time ();
  g_signal_connect (library, "notify::state", G_CALLBACK (state_cb), &indexing);
  bs_library_set_index_use (library, rebuild ? BS_INDEX_USE_REBUILD : BS_INDEX_USE_KEEP);
  bs_library_set_index_awaited (library, TRUE);
  bs_library_open (library);
  g_signal_connect (library, "notify::index-state", G_CALLBACK (index_state_cb), &indexing);
  g_main_loop_run (loop);
  stop_patience (&indexing);

  g_signal_handlers_disconnect_by_data (library, &indexing);
  if (indexing.status == BS_EXIT_DONE)
    {
      write_result (&indexing, library, json);
      if (bs_place_say_unreadable (operands[0], bs_library_get_unreadable (library)))
        indexing.status = BS_EXIT_FAILED;
    }
  bs_library_close (library);
  return indexing.status;
}

const BsCommand bs_command_index = {
  .name = "index",
  .arguments = N_ ("FOLDER"),
  .summary = N_ ("Update the index of a folder, which makes listing and searching fast."),
  .run = run,
};
