/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/place.h"
#include "cli/json.h"
#include "cli/output.h"
#include "page/page.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef enum
{
  AS_TEXT,
  AS_HTML,
  AS_FRONT_MATTER,
} As;

static gboolean
parse_as (const char *text, As *as)
{
  static const char *const names[] = { [AS_TEXT] = "text", [AS_HTML] = "html", [AS_FRONT_MATTER] = "front-matter" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (text, names[i]))
        {
          *as = (As) i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
write_front_matter (const BsDocument *document)
{
  g_autoptr (GString) line = g_string_new ("{");

  bs_json_append_article (line, document->site, document->article);
  bs_json_append_member (line, "keys");
  if (document->article->keys != NULL)
    bs_json_append_value (line, document->article->keys);
  else
    g_string_append (line, "{}");
  g_string_append_c (line, '}');
  bs_output_line (line);
}

static void
write_text (const char *text)
{
  const gsize length = strlen (text);

  fwrite (text, 1, length, stdout);
  if (length > 0 && text[length - 1] != '\n')
    putchar ('\n');
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *as_name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  As as = AS_TEXT;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "as", 0, 0, G_OPTION_ARG_FILENAME, &as_name,
      N_ ("What to write: the page that the reader shows, its plain text, or the front matter as JSON"),
      "html|text|front-matter" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("The same as --as front-matter"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_show, args, options, 1, 1, &operands, &status))
    return status;
  if (as_name != NULL && !parse_as (as_name, &as))
    return bs_command_usage_error (&bs_command_show, _ ("--as takes html, text or front-matter."));
  if (json && as_name != NULL && as != AS_FRONT_MATTER)
    return bs_command_usage_error (&bs_command_show, _ ("--json goes with --as front-matter only."));
  if (json)
    as = AS_FRONT_MATTER;

  site = bs_place_open_file (operands[0], &path);
  if (site == NULL)
    return BS_EXIT_FAILED;
  document = bs_document_load (site, path, &error);
  if (document == NULL)
    {
      bs_output_error (operands[0], error->message);
      return BS_EXIT_FAILED;
    }

  switch (as)
    {
    case AS_TEXT:
      text = bs_page_render_text (document);
      write_text (text);
      break;
    case AS_HTML:
      text = bs_page_render (document);
      write_text (text);
      break;
    case AS_FRONT_MATTER:
      write_front_matter (document);
      break;
    default:
      g_assert_not_reached ();
    }
  return BS_EXIT_DONE;
}

const BsCommand bs_command_show = {
  .name = "show",
  .arguments = N_ ("FILE"),
  .summary = N_ ("Show an article: its text, its page, or its front matter."),
  .run = run,
};
