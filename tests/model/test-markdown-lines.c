/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-html-block.h"
#include "model/format/body/markdown-line.h"
#include "model/format/body/markdown-table.h"

#include <string.h>

static void
test_rules (void)
{
  g_assert_cmpuint (bs_markdown_line_match_rule ("* * *", 5), ==, 3);
  g_assert_cmpuint (bs_markdown_line_match_rule ("--", 2), ==, 0);
  g_assert_cmpuint (bs_markdown_line_match_rule ("--- a", 5), ==, 0);
  g_assert_true (bs_markdown_line_is_underline ("===  ", 5));
  g_assert_false (bs_markdown_line_is_underline ("=-=", 3));
  g_assert_cmpuint (bs_markdown_line_count_columns ("\t ", 2, 2), ==, 3);
}

static void
test_html (void)
{
  static const struct
  {
    const char *line;
    gboolean in_paragraph;
    const char *end;
  } lines[] = {
    { "<!-- a", FALSE, "-->" }, { "<script>", TRUE, "</" },     { "<div class=a>", TRUE, "" }, { "</div>", TRUE, "" },
    { "<b>", FALSE, "" },       { "<b>", TRUE, NULL },          { "<b>a</b>", FALSE, NULL },   { "<a", FALSE, NULL },
    { "<?php", FALSE, "?>" },   { "<![CDATA[a", FALSE, "]]>" }, { "a", FALSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpstr (bs_markdown_html_block_match (lines[i].line, strlen (lines[i].line), lines[i].in_paragraph), ==,
                     lines[i].end);
}

static void
check_delimiters (const char *line, const char *expected, guint expected_cells)
{
  guint n_cells;
  GString *row = bs_markdown_table_read_delimiters (line, strlen (line), &n_cells);

  g_assert_cmpstr (row != NULL ? row->str : NULL, ==, expected);
  if (row == NULL)
    return;
  g_assert_cmpuint (n_cells, ==, expected_cells);
  g_string_free (row, TRUE);
}

static void
test_tables (void)
{
  check_delimiters ("|:-|-:", "|:---|---:|", 2);
  check_delimiters ("-|-", "|---|---|", 2);
  check_delimiters ("---", NULL, 0);
  check_delimiters ("|a|", NULL, 0);
  g_assert_cmpuint (bs_markdown_table_count_cells ("|a|b|", 5, FALSE), ==, 2);
  g_assert_cmpuint (bs_markdown_table_count_cells ("a\\|b|c", 6, FALSE), ==, 2);
  g_assert_cmpuint (bs_markdown_table_count_cells ("`a|b`|c", 7, FALSE), ==, 3);
  g_assert_cmpuint (bs_markdown_table_count_cells ("`a|b`|c", 7, TRUE), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/markdown-lines/rules", test_rules);
  g_test_add_func ("/broadsheet/markdown-lines/html", test_html);
  g_test_add_func ("/broadsheet/markdown-lines/tables", test_tables);
  return g_test_run ();
}
