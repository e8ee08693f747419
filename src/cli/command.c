/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/output.h"

/**
 * bs_command_usage_error:
 * @self: a command
 * @message: the error in the command line
 *
 * Prints a usage error to standard error, with a hint at --help.
 *
 * Returns: the exit status for it
 */
BsExitStatus
bs_command_usage_error (const BsCommand *self, const char *message)
{
  g_autofree char *hint = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, BS_EXIT_USAGE);
  g_return_val_if_fail (message != NULL, BS_EXIT_USAGE);

  /* Translators: the argument is a command as one types it. */
  hint = g_strdup_printf (_ ("“broadsheet-cli %s --help” shows how to use it."), self->name);
  text = g_strdup_printf ("broadsheet-cli %s: %s\n%s\n", self->name, message, hint);
  bs_output_say (text);
  return BS_EXIT_USAGE;
}

/* Whether an argument is an option, and whether its value is the next argument. */
static gboolean
is_option (const char *word, const GOptionEntry *entries, gboolean *takes_next)
{
  *takes_next = FALSE;
  for (guint i = 0; entries[i].long_name != NULL; i++)
    {
      const char *rest = g_str_has_prefix (word, "--") ? word + 2 : "";
      const gsize length = strlen (entries[i].long_name);

      if (entries[i].short_name != 0 && word[0] == '-' && word[1] == entries[i].short_name && word[2] == '\0')
        return TRUE;
      if (length == 0 || strncmp (rest, entries[i].long_name, length) != 0)
        continue;
      *takes_next = rest[length] == '\0' && entries[i].arg != G_OPTION_ARG_NONE;
      if (rest[length] == '\0' || (rest[length] == '=' && entries[i].arg != G_OPTION_ARG_NONE))
        return TRUE;
    }
  return FALSE;
}

/* Separates the options before “--” from everything after it. */
static GStrv
set_options_apart (char **args, const GOptionEntry *entries, const GOptionEntry *own_entries)
{
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();
  g_auto (GStrv) operands = NULL;
  gboolean is_ended = FALSE;

  g_strv_builder_add (options, args[0]);
  for (guint i = 1; args[i] != NULL; i++)
    {
      gboolean takes_next;

      if (is_ended)
        g_strv_builder_add (rest, args[i]);
      else if (g_str_equal (args[i], "--"))
        is_ended = TRUE;
      else if (!is_option (args[i], entries, &takes_next) && !is_option (args[i], own_entries, &takes_next))
        g_strv_builder_add (rest, args[i]);
      else
        {
          g_strv_builder_add (options, args[i]);
          if (takes_next && args[i + 1] != NULL)
            g_strv_builder_add (options, args[++i]);
          else if (takes_next)
            return g_strv_builder_end (options);
        }
    }
  operands = g_strv_builder_end (rest);
  g_strv_builder_add (options, "--");
  g_strv_builder_addv (options, (const char **) operands);
  return g_strv_builder_end (options);
}

/**
 * bs_command_parse:
 * @self: a command
 * @args: (transfer none): the command line from the command's name on
 * @entries: the command's options, ended by a zeroed entry
 * @min_operands: the minimum number of other arguments
 * @max_operands: the maximum number of other arguments
 * @operands: (out): the other arguments, as bytes
 * @status: (out): the exit status, if the command is not to be run
 *
 * Reads a command's options and arguments. `--help` and `--version` are answered here.
 *
 * Returns: whether the command is to be run
 */
gboolean
bs_command_parse (const BsCommand *self, char **args, const GOptionEntry *entries, guint min_operands,
                  guint max_operands, GStrv *operands, BsExitStatus *status)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = NULL;
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) found = NULL;
  gboolean help = FALSE;
  gboolean version = FALSE;
  guint n_found;
  const GOptionEntry own_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show help for the command"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME_ARRAY, &found, NULL, NULL },
    { 0 },
  };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (args != NULL && args[0] != NULL, FALSE);
  g_return_val_if_fail (operands != NULL && status != NULL, FALSE);

  program = g_strconcat ("broadsheet-cli ", self->name, NULL);
  g_set_prgname (program);

  context = g_option_context_new (self->arguments);
  g_option_context_set_summary (context, _ (self->summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  /* GOption's own --help prints in the locale's encoding, and exits before output errors are checked. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, own_entries, GETTEXT_PACKAGE);

  rest = self->takes_dashes ? set_options_apart (args, entries, own_entries) : g_strdupv (args);
  if (!g_option_context_parse_strv (context, &rest, &error))
    {
      *status = bs_command_usage_error (self, error->message);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      fputs (text, stdout);
      *status = BS_EXIT_DONE;
      return FALSE;
    }
  if (version)
    {
      puts ("broadsheet-cli " PACKAGE_VERSION);
      *status = BS_EXIT_DONE;
      return FALSE;
    }

  n_found = found != NULL ? g_strv_length (found) : 0;
  if (n_found < min_operands)
    {
      *status = bs_command_usage_error (self, _ ("An argument is missing."));
      return FALSE;
    }
  if (n_found > max_operands)
    {
      *status = bs_command_usage_error (self, _ ("There are too many arguments."));
      return FALSE;
    }

  *operands = g_steal_pointer (&found);
  *status = BS_EXIT_DONE;
  return TRUE;
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * bs_command_cancel_on_signals:
 * @cancellable: checked by the command's work
 *
 * Lets Ctrl+C and similar signals cancel the work instead of ending the program. It stays so until the program ends,
 * because a report of finished work must not be cut off.
 */
void
bs_command_cancel_on_signals (GCancellable *cancellable)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_unix_signal_add_full (G_PRIORITY_DEFAULT, numbers[i], cancel_cb, g_object_ref (cancellable), g_object_unref);
}
