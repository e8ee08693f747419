/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/repair/repair-report.h"
#include "model/change/repair/repair-sides.h"

#include <glib/gstdio.h>
#include <string.h>

/* The words of windows for a problem and its fixes. */

typedef struct
{
  char *root;
  BsSite *site;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = g_dir_make_tmp ("broadsheet-XXXXXX", NULL);
  g_assert_nonnull (self->root);
  self->site = bs_site_new_plain (self->root);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->root, "a.md", NULL);

  g_remove (path);
  g_rmdir (self->root);
  bs_site_unref (self->site);
  g_free (self->root);
}

static BsRepairReport *
look (Fixture *self, const char *text)
{
  g_autofree char *path = g_build_filename (self->root, "a.md", NULL);
  g_autoptr (GError) error = NULL;
  BsRepairReport *report;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  report = bs_repair_report_new (self->site, "a.md", bs_repair_get_shown_kinds (), &error);
  g_assert_no_error (error);
  return report;
}

static void
test_sentences (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    BsProblemKind kind;
    const char *sentence;
    const char *line;
    const char *mark;
    guint n_options;
  } cases[] = {
    { "---\ntitle: a: b\n---\n", BS_PROBLEM_COLON, "Line 2: The title contains “: ”, and needs quotes.", "title: a: b",
      ": ", 1 },
    { "---\nauthor: @a\n---\n", BS_PROBLEM_INDICATOR, "Line 2: The author begins with “@”, and needs quotes.",
      "author: @a", "@", 1 },
    { "---\nx: 1\nsource:\n\t- a\n---\n", BS_PROBLEM_TABS, "Line 4: Tabs are used for indentation.", "⇥ - a", "⇥ ", 1 },
    { "---\na: 1\na: 2\n---\n", BS_PROBLEM_DUPLICATE_KEY, "Line 3: “a” occurs more than once.", "a: 2", "a", 3 },
    { "---\ntitle: a\n\nText\n", BS_PROBLEM_UNCLOSED, "Line 4: The front matter is not closed before this line.",
      "Text", "Text", 1 },
    { "---\ndate: soon\n---\n", BS_PROBLEM_BAD_DATE, "Line 2: “soon” is not a date.", "date: soon", "soon", 2 },
    { "---\ntitle: \"\\u4e2d \"a\"\"\n---\n", BS_PROBLEM_QUOTE,
      "Line 2: The title contains a quotation mark that is not escaped, or text after its closing quotation mark.",
      "title: \"\\u4e2d \"a\"\"", "a", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsRepairReport) report = look (self, cases[i].text);
      const BsRepairFinding *finding = bs_repair_report_find (report, cases[i].kind);
      g_autofree char *mark = NULL;

      g_test_message ("%s", cases[i].sentence);
      g_assert_nonnull (finding);
      g_assert_cmpstr (finding->sentence, ==, cases[i].sentence);
      g_assert_cmpstr (finding->text, ==, cases[i].line);
      mark = g_strndup (finding->text + finding->mark_start, finding->mark_end - finding->mark_start);
      g_assert_cmpstr (mark, ==, cases[i].mark);
      g_assert_cmpuint (finding->options->len, ==, cases[i].n_options);
    }
}

/* A problem of the whole file has no line, and no fix. */
static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRepairReport) report = look (self, "");
  const BsRepairFinding *finding = bs_repair_report_find (report, BS_PROBLEM_EMPTY_FILE);

  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->sentence, ==, "The file is empty.");
  g_assert_null (finding->text);
  g_assert_cmpuint (finding->options->len, ==, 0);
}

/* A very long line is cut around the position of its problem. */
static void
test_long_line (Fixture *self, gconstpointer data)
{
  g_autofree char *many = g_strnfill (400 * 1000, 'x');
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s: %s\n---\n", many, many);
  g_autoptr (BsRepairReport) report = look (self, text);
  const BsRepairFinding *finding = bs_repair_report_find (report, BS_PROBLEM_COLON);

  g_assert_nonnull (finding);
  g_assert_cmpuint (strlen (finding->text), <, 1000);
  g_assert_cmpint (strncmp (finding->text + finding->mark_start, ": ", 2), ==, 0);
}

/* A fix of one kind includes the others that it needs. */
static void
test_others (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRepairReport) report = look (self, "---\ntitle: a: b\nauthor: @c\n---\n");
  const BsRepairFinding *finding = bs_repair_report_find (report, BS_PROBLEM_COLON);
  g_autoptr (BsEdit) edit = bs_repair_report_make_edit (report, BS_PROBLEM_COLON, NULL);
  g_autoptr (GBytes) made = NULL;

  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->options->len, ==, 1);
  g_assert_cmpuint (((const BsRepairOption *) finding->options->pdata[0])->fixes->len, ==, 2);
  made = bs_edit_apply_to (edit, report->whole, report->bytes, NULL);
  g_assert_cmpmem (g_bytes_get_data (made, NULL), g_bytes_get_size (made), "---\ntitle: 'a: b'\nauthor: '@c'\n---\n",
                   strlen ("---\ntitle: 'a: b'\nauthor: '@c'\n---\n"));
}

/* A file that has changed since it was shown is left alone. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRepairReport) report = look (self, "---\ntitle: a: b\n---\n");
  g_autoptr (BsEdit) edit = bs_repair_report_make_edit (report, BS_PROBLEM_COLON, NULL);
  g_autoptr (GBytes) other = g_bytes_new_static ("---\ntitle: a: c\n---\n", strlen ("---\ntitle: a: c\n---\n"));
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;

  made = bs_edit_apply_to (edit, report->whole, other, &error);
  g_assert_null (made);
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
  g_clear_error (&error);
  made = bs_edit_apply_to (edit, report->whole, report->bytes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (made);
}

static void
test_sides (Fixture *self, gconstpointer data)
{
  g_autoptr (BsRepairReport) report = look (self, "---\ntitle: a\n---\n<<<<<<< here\none\n||||||| base\nold\n=======\n"
                                                  "two\n>>>>>>> there\n=======\nText\n<<<<<<<\nx\n=======\n>>>>>>>\n");
  const BsRepairSides *first, *second;

  g_assert_cmpuint (report->sides->len, ==, 2);
  first = report->sides->pdata[0];
  second = report->sides->pdata[1];
  g_assert_cmpuint (first->line, ==, 4);
  g_assert_cmpstr (first->ours_name, ==, "here");
  g_assert_cmpstr (first->theirs_name, ==, "there");
  g_assert_cmpstr (first->ours, ==, "one\n");
  g_assert_cmpstr (first->theirs, ==, "two\n");
  g_assert_cmpstr (second->ours_name, ==, "");
  g_assert_cmpstr (second->ours, ==, "x\n");
  g_assert_cmpstr (second->theirs, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/broadsheet/repair-report/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("sentences", test_sentences);
  ADD ("empty", test_empty);
  ADD ("long-line", test_long_line);
  ADD ("others", test_others);
  ADD ("changed", test_changed);
  ADD ("sides", test_sides);
#undef ADD

  return g_test_run ();
}
