/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/command.h"
#include "cli/place.h"
#include "cli/json.h"
#include "cli/output.h"
#include "page/page.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* Damaged text has a few invalid bytes. A file with more, or with more controls at its start, is binary. */
#define MAX_NULS_ONE_IN 100
#define LOOKED_AT_BYTES 8192
#define MAX_CONTROLS_ONE_IN 20

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
  bs_output_text (text);
  if (*text != '\0' && !g_str_has_suffix (text, "\n"))
    bs_output_text ("\n");
}

static guint64
count_nuls (const BsArticle *article)
{
  for (guint i = 0; i < article->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (article->problems, i);

      if (problem->kind == BS_PROBLEM_NUL_BYTES && problem->detail != NULL)
        return g_ascii_strtoull (problem->detail, NULL, 10);
    }
  return 0;
}

/* Whether this is binary data in any encoding, such as an image or a program. A file with front matter is an
 * article. */
static gboolean
is_binary (const BsDocument *document)
{
  const char *text = document->text.data;
  const char *end = text + MIN (document->text.length, LOOKED_AT_BYTES);
  gsize n_controls = 0;
  gsize n_characters = 0;

  if (document->article->body_start > 0)
    return FALSE;
  if (document->text.length >= 5 && memcmp (text, "%PDF-", 5) == 0)
    return TRUE;
  if (count_nuls (document->article) > document->size / MAX_NULS_ONE_IN)
    return TRUE;
  for (; text < end; text = g_utf8_next_char (text))
    {
      n_characters++;
      n_controls += (guchar) *text < 0x20 && strchr ("\t\n\r\f\v\033", *text) == NULL;
    }
  return n_controls > n_characters / MAX_CONTROLS_ONE_IN;
}

/* Reading stops at the maximum size of an article, because the rest would be cut off anyway. */
static char *
read_standard_input (gsize *length, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 chunk[65536];
  gssize n;

  while (bytes->len <= BS_ARTICLE_MAX_BYTES && (n = read (STDIN_FILENO, chunk, sizeof chunk)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
          return NULL;
        }
      g_byte_array_append (bytes, chunk, n);
    }
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* Standard input belongs to the current folder. Prints read errors to standard error. */
static BsDocument *
read_document (const char *file)
{
  g_autoptr (BsSite) site = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  BsDocument *document = NULL;
  gsize length;

  if (g_str_equal (file, "-"))
    {
      g_autofree char *folder = g_get_current_dir ();

      site = bs_site_detect (folder);
      bytes = read_standard_input (&length, &error);
      if (bytes != NULL)
        document = bs_document_new (site, "-", g_steal_pointer (&bytes), length);
    }
  else
    {
      site = bs_place_open_file (file, &path);
      if (site == NULL)
        return NULL;
      document = bs_document_load (site, path, &error);
    }
  if (document == NULL)
    bs_output_error (file, error->message);
  return document;
}

static BsExitStatus
run (char **args)
{
  g_auto (GStrv) operands = NULL;
  g_autofree char *as_name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (BsDocument) document = NULL;
  gboolean json = FALSE;
  As as = AS_TEXT;
  BsExitStatus status;
  const GOptionEntry options[] = {
    { "as", 0, 0, G_OPTION_ARG_FILENAME, &as_name,
      N_ ("Output format: the page that the reader shows, its plain text, or the front matter as JSON"),
      "html|text|front-matter" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("The same as --as front-matter"), NULL },
    { 0 },
  };

  if (!bs_command_parse (&bs_command_show, args, options, 1, 1, &operands, &status))
    return status;
  if (as_name != NULL && !parse_as (as_name, &as))
    return bs_command_usage_error (&bs_command_show, _ ("--as takes html, text or front-matter."));
  if (json && as_name != NULL && as != AS_FRONT_MATTER)
    return bs_command_usage_error (&bs_command_show, _ ("--json can only be used with --as front-matter."));
  if (json)
    as = AS_FRONT_MATTER;

  document = read_document (operands[0]);
  if (document == NULL)
    return BS_EXIT_FAILED;
  if (is_binary (document))
    {
      bs_output_error (operands[0], _ ("This is a binary file, not an article."));
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
  .summary = N_ ("Show an article: its text, its page, or its front matter; “-” reads standard input."),
  .run = run,
};
