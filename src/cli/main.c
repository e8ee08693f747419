/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/output.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

static const BsCommand bs_command_help;

static const BsCommand *const commands[] = {
  &bs_command_list,
  &bs_command_categories,
  &bs_command_tags,
  &bs_command_search,
  &bs_command_show,
  &bs_command_check,
  &bs_command_index,
  &bs_command_watch,
  &bs_command_set,
  &bs_command_duplicates,
  &bs_command_health,
  &bs_command_import,
  &bs_command_export,
  &bs_command_rename_category,
  &bs_command_merge_category,
  &bs_command_rename_tag,
  &bs_command_repair,
  &bs_command_replace,
  &bs_command_new,
  &bs_command_trash,
  &bs_command_history,
  &bs_command_undo,
  &bs_command_help,
};

/* The width in terminal cells. */
static int
get_width (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;
  return width;
}

static void
print_help (FILE *stream)
{
  int width = 0;

  fprintf (stream, "%s\n  broadsheet-cli %s\n\n%s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] ARGUMENTS"),
           _ ("Read and change folders of articles with front matter."), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    width = MAX (width, get_width (commands[i]->name) + 1 + get_width (_ (commands[i]->arguments)));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strconcat (commands[i]->name, " ", _ (commands[i]->arguments), NULL);

      fprintf (stream, "  %s%*s  %s\n", call, width - get_width (call), "", _ (commands[i]->summary));
    }
  fprintf (stream, "\n%s\n  -h, --help     %s\n  --version      %s\n\n%s\n", _ ("Options:"), _ ("Show this help"),
           _ ("Show the version"), _ ("“broadsheet-cli COMMAND --help” shows the options of a command."));
}

/* Returns: (nullable): the command of that name; if there is none, prints an error */
static const BsCommand *
find_command (const char *name)
{
  g_autofree char *message = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i]->name))
      return commands[i];

  message = g_strdup_printf (_ ("There is no command “%s”."), name);
  text = g_strdup_printf ("%s\n%s", message, _ ("“broadsheet-cli --help” lists the commands."));
  bs_output_message (text);
  return NULL;
}

static BsExitStatus
run_help (char **args)
{
  static const GOptionEntry options[] = { { 0 } };
  g_auto (GStrv) operands = NULL;
  const BsCommand *command;
  BsExitStatus status;

  if (!bs_command_parse (&bs_command_help, args, options, 0, 1, &operands, &status))
    return status;
  if (operands == NULL)
    {
      print_help (stdout);
      return BS_EXIT_DONE;
    }
  command = find_command (operands[0]);
  return command != NULL ? command->run ((char *[]){ (char *) command->name, (char *) "--help", NULL }) : BS_EXIT_USAGE;
}

static const BsCommand bs_command_help = {
  .name = "help",
  .arguments = N_ ("[COMMAND]"),
  .summary = N_ ("Show help for the program or a command."),
  .run = run_help,
};

static BsExitStatus
run (int argc, char **argv)
{
  const BsCommand *command;

  if (argc < 2)
    {
      print_help (stderr);
      return BS_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help (stdout);
      return BS_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      puts ("broadsheet-cli " PACKAGE_VERSION);
      return BS_EXIT_DONE;
    }

  command = find_command (argv[1]);
  return command != NULL ? command->run (argv + 1) : BS_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  BsExitStatus status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("broadsheet-cli");

  /* The reader of our output may close it (`
   *  head`). SIGPIPE then ends us quietly, even if our parent ignores it. */
  signal (SIGPIPE, SIG_DFL);

  status = run (argc, argv);
  return bs_output_finish () ? status : BS_EXIT_FAILED;
}
