/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/front-matter/conflict.h"
#include "model/format/front-matter/front-matter.h"
#include "model/format/text/problem.h"

#include <string.h>

typedef struct
{
  BsFrontMatter front_matter;
  GPtrArray *problems;
} Reading;

static void
reading_clear (Reading *self)
{
  bs_front_matter_clear (&self->front_matter);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
read_text (Reading *self, const char *text)
{
  self->problems = bs_problems_new ();
  bs_front_matter_read (&self->front_matter, text, strlen (text), self->problems);
}

static const char *
get (const Reading *self, const char *key)
{
  return bs_value_get_text (bs_value_lookup (self->front_matter.root, key));
}

static void
assert_problem (const Reading *self, BsProblemKind kind, guint line, guint column, const char *detail)
{
  const BsProblem *problem;

  g_assert_cmpuint (self->problems->len, ==, 1);
  problem = g_ptr_array_index (self->problems, 0);
  g_assert_cmpint (problem->kind, ==, kind);
  g_assert_cmpuint (problem->line, ==, line);
  g_assert_cmpuint (problem->column, ==, column);
  if (detail != NULL)
    g_assert_cmpstr (problem->detail, ==, detail);
}

/* Valid front matter without problems. */
static void
test_delimiters (void)
{
  static const struct
  {
    const char *text;
    BsFrontMatterKind kind;
    guint block_line;
    guint body_line;
  } texts[] = {
    { "---\ntitle: T\n---\nBody\n", BS_FRONT_MATTER_YAML, 2, 4 },
    { "\n\n---\ntitle: T\n---\nBody\n", BS_FRONT_MATTER_YAML, 4, 6 },
    { "---  \t\ntitle: T\n--- \nBody\n", BS_FRONT_MATTER_YAML, 2, 4 },
    { "---\ntitle: T\n...\nBody\n", BS_FRONT_MATTER_YAML, 2, 4 },
    { "----\ntitle: T\n----\nBody\n", BS_FRONT_MATTER_YAML, 2, 4 },
    { "---\r\ntitle: T\r\n---\r\nBody\r\n", BS_FRONT_MATTER_YAML, 2, 4 },
    { "---\rtitle: T\r---\rBody\r", BS_FRONT_MATTER_YAML, 2, 4 },
    { "---yaml\ntitle: T\n---\nBody\n", BS_FRONT_MATTER_YAML, 2, 4 },
    { "title: T\n---\nBody\n", BS_FRONT_MATTER_YAML, 1, 3 },
    { "\n\ntitle: T\ntags:\n- a\n\n---\nBody\n", BS_FRONT_MATTER_YAML, 3, 8 },
    { "title: T\nfoo: bar\n-----\nBody\n", BS_FRONT_MATTER_YAML, 1, 4 },
    { "---json\n{\"title\": \"T\"}\n---\nBody\n", BS_FRONT_MATTER_JSON, 2, 4 },
    { "--- json\n{\"title\": \"T\"}\n---\nBody\n", BS_FRONT_MATTER_JSON, 2, 4 },
    { ";;;\n\"title\": \"T\",\n\"n\": 1\n;;;\nBody\n", BS_FRONT_MATTER_JSON, 2, 5 },
    { ";;;\n{\"title\": \"T\"}\n;;;\nBody\n", BS_FRONT_MATTER_JSON, 2, 4 },
    { "\"title\": \"T\",\n\"date\": \"2020-01-02\"\n;;;\nBody\n", BS_FRONT_MATTER_JSON, 1, 4 },
    { "{\n  \"title\": \"T\",\n  \"a\": \"}{\\\"\"\n}\nBody\n", BS_FRONT_MATTER_JSON, 1, 5 },
    { "{ \"title\": \"T\" }\n\nBody\n", BS_FRONT_MATTER_JSON, 1, 2 },
    { "+++\ntitle = \"T\"\n+++\nBody\n", BS_FRONT_MATTER_TOML, 2, 4 },
    { "---toml\ntitle = \"T\"\n---\nBody\n", BS_FRONT_MATTER_TOML, 2, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };
      const char *body;

      g_test_message ("%s", texts[i].text);
      read_text (&reading, texts[i].text);
      g_assert_cmpuint (reading.problems->len, ==, 0);
      g_assert_cmpint (reading.front_matter.kind, ==, texts[i].kind);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      g_assert_cmpuint (reading.front_matter.block_line, ==, texts[i].block_line);
      g_assert_cmpuint (reading.front_matter.body_line, ==, texts[i].body_line);
      g_assert_false (reading.front_matter.recovered);
      body = texts[i].text + reading.front_matter.body_start;
      g_assert_true (g_str_has_prefix (body + strspn (body, "\n"), "Body"));
    }
}

static void
test_block (void)
{
  static const char text[] = "\n---\ntitle: T\nn: 1\n---\nBody";
  g_auto (Reading) reading = { 0 };

  read_text (&reading, text);
  g_assert_cmpuint (reading.front_matter.block_start, ==, 5);
  g_assert_cmpuint (reading.front_matter.block_length, ==, strlen ("title: T\nn: 1\n"));
  g_assert_cmpuint (bs_value_lookup (reading.front_matter.root, "n")->line, ==, 4);
}

/* Only a whole line closes front matter. */
static void
test_dashes_inside (void)
{
  static const char text[] = "---\ntitle: Foo --- Bar\ntext: |\n  ---\n  x\nlist:\n- ---x\n---\nBody\n---\n";
  g_auto (Reading) reading = { 0 };

  read_text (&reading, text);
  g_assert_cmpuint (reading.problems->len, ==, 0);
  g_assert_cmpstr (get (&reading, "title"), ==, "Foo --- Bar");
  g_assert_cmpstr (text + reading.front_matter.body_start, ==, "Body\n---\n");
}

static void
test_empty (void)
{
  static const char *const texts[] = { "---\n---\nBody", "---\n\n---\nBody", "---\n# only this\n---\nBody",
                                       "+++\n+++\nBody", "---json\n---\nBody" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      read_text (&reading, texts[i]);
      g_assert_cmpuint (reading.problems->len, ==, 0);
      g_assert_cmpint (reading.front_matter.kind, !=, BS_FRONT_MATTER_NONE);
      g_assert_null (get (&reading, "title"));
      g_assert_cmpstr (texts[i] + reading.front_matter.body_start, ==, "Body");
    }
}

/* Text that merely resembles front matter is body, all of it. */
static void
test_none (void)
{
  static const char *const texts[] = {
    "",
    "Text.\n",
    "# Heading\n\nText.\n",
    "Hello: world\n---\nText.\n",
    "Note: this is a heading\n---\nText.\n",
    "A line of text: with a colon\nand more\n---\nText.\n",
    "Heading\n---\ntitle: T\n---\n",
    "title: T\n\nText without a line of dashes.\n",
    "http://example.org/\n---\n",
    "<div>\ntitle: T\n---\n",
    "---\n\nText between lines\n\n---\n\nMore.\n",
    "---\n- a\n- b\n---\n",
    "---\n**Bold** text, and `code`: x\n---\n",
    "---\n\nText after a line.\n",
    "--- and so on\n\ntitle: T\n",
    "-----BEGIN KEY-----\nabc\n-----END KEY-----\n",
    "--\ntitle: T\n--\n",
    "{% raw %}\nText\n",
    "{{< figure >}}\n",
    "{ text }\n",
    "+++ text\n",
    "++++\ntitle = 'T'\n++++\n",
    "[link](http://example.org)\n",
    "* a: b\n* c: d\n---\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", texts[i]);
      read_text (&reading, texts[i]);
      g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_NONE);
      g_assert_cmpuint (reading.front_matter.body_start, ==, 0);
      g_assert_cmpuint (reading.front_matter.body_line, ==, 1);
      g_assert_null (reading.front_matter.root);
      assert_problem (&reading, BS_PROBLEM_NO_FRONT_MATTER, 0, 0, NULL);
    }
}

/* White space before a line that names its language hides no front matter. */
static void
test_space_before_language (void)
{
  static const char *const texts[] = { " ---json\n{\"title\": \"T\"}\n---\nBody", "\t---toml\ntitle = 'T'\n---\nBody",
                                       " \n  ---json\n{\"title\": \"T\"}\n  ---\nBody",
                                       "　---yaml\ntitle: T\n---\nBody" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", texts[i]);
      read_text (&reading, texts[i]);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      g_assert_cmpstr (texts[i] + reading.front_matter.body_start, ==, "Body");
      g_assert_cmpint (reading.front_matter.kind, !=, BS_FRONT_MATTER_NONE);
    }
}

/* No-break and ideographic spaces are white space in every language. */
static void
test_wide_spaces (void)
{
  static const struct
  {
    const char *text;
    guint line;
    guint column;
  } cases[] = {
    { "---\nauthor\302\240: A\ntitle　: T\n---\nBody", 2, 7 },
    { "---\ntitle:　T\nauthor: A\n---\nBody", 2, 7 },
    { "+++\ntitle\302\240=\302\240'T'\nauthor = 'A'\n+++\nBody", 2, 6 },
    { "+++\nauthor = 'A'\n　title = 'T'\n+++\nBody", 3, 1 },
    { "{\302\240\"title\":　\"T\", \"author\": \"A\"　}\nBody", 1, 2 },
    { "{\n　\"title\": \"T\",\n　\"author\": \"A\"\n}\nBody", 2, 1 },
    { ";;;\n\"title\":　\"T\",\n\"author\": \"A\"\n;;;\nBody", 2, 9 },
    { "---json\n{\"author\": \"A\",\302\240\"title\": \"T\"}\n---\nBody", 2, 16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", cases[i].text);
      read_text (&reading, cases[i].text);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      g_assert_cmpstr (get (&reading, "author"), ==, "A");
      g_assert_cmpstr (cases[i].text + reading.front_matter.body_start, ==, "Body");
      assert_problem (&reading, BS_PROBLEM_WIDE_SPACES, cases[i].line, cases[i].column, NULL);
    }
}

/* Texts that may have been meant as front matter, above which nothing may be written. */
static void
test_doubtful (void)
{
  static const char *const texts[] = {
    "{'title': 'T', 'tags': ['a',]}\nBody\n",
    " {'title': 'T'}\nBody\n",
    "{\"title\" = \"T: a\"}\nBody\n",
    "---json\nthis is none\n---\nBody\n",
    "  title: T\n  date: 2020-01-01\n---\nBody\n",
    " title: T\ndate: 2020-01-01\n---\nBody\n",
  };
  static const char *const others[] = { "{{ x }}\nBody\n", "{% if x %}\n", "{ \"a\" }\n", "---\n\nBody\n", "Body\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts) + G_N_ELEMENTS (others); i++)
    {
      const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : others[i - G_N_ELEMENTS (texts)];
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", text);
      read_text (&reading, text);
      g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_NONE);
      g_assert_cmpint (bs_front_matter_is_doubtful (&reading.front_matter, text, strlen (text)), ==,
                       i < G_N_ELEMENTS (texts));
    }
}

static void
test_script (void)
{
  static const char text[] = "---coffee\ntitle: -> 'T'\n---\nBody";
  g_auto (Reading) reading = { 0 };

  read_text (&reading, text);
  g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_SCRIPT);
  g_assert_null (reading.front_matter.root);
  g_assert_cmpmem (text + reading.front_matter.block_start, reading.front_matter.block_length, "title: -> 'T'\n", 14);
  assert_problem (&reading, BS_PROBLEM_LANGUAGE_NOT_RUN, 1, 1, "CoffeeScript");
}

static void
test_junk (void)
{
  static const struct
  {
    const char *text;
    guint line;
    guint column;
    const char *junk;
  } texts[] = {
    { "---Sjenica1\ntitle: T\n---\n", 1, 4, "Sjenica1" },
    { "\n{---\ntitle: T\n---\n}\n", 2, 1, "{" },
    { "{\n---\ntitle: T\n---\n}\n", 1, 1, "{" },
    { "---\ntitle: T\n------\n", 3, 4, "---" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      read_text (&reading, texts[i].text);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      if (g_str_equal (texts[i].junk, "{"))
        assert_problem (&reading, BS_PROBLEM_BRACE_BEFORE_OPENER, texts[i].line, texts[i].column, NULL);
      else
        assert_problem (&reading, BS_PROBLEM_JUNK_AT_DELIMITER, texts[i].line, texts[i].column, texts[i].junk);
    }
}

static void
test_one_line (void)
{
  g_auto (Reading) reading = { 0 };

  read_text (&reading, "---slug: x title: y---\nBody\n");
  g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_NONE);
  assert_problem (&reading, BS_PROBLEM_ALL_ON_ONE_LINE, 1, 1, NULL);
}

static void
test_unclosed (void)
{
  static const struct
  {
    const char *text;
    const char *body;
    guint line;
  } texts[] = {
    { "---\ntitle: T\n\n<div>\n", "<div>\n", 4 },
    { "---\ntitle: T\ntags:\n- a\n- b\n\n\nText: of the body.\n", "Text: of the body.\n", 8 },
    { "---\ntitle: T\ntags:\n- a\n\n- item\n", "- item\n", 6 },
    { "---\ntitle: T\n---junk\nText\n", "---junk\nText\n", 3 },
    { "---\ntitle: T\n\n# Heading\n\nText\n", "# Heading\n\nText\n", 4 },
    { "---\ntitle: T\n\nText with a line\n\n---\n\nacross.\n", "Text with a line\n\n---\n\nacross.\n", 4 },
    { "---\ntitle: T\n---junk\n\nText\n\n---\n", "---junk\n\nText\n\n---\n", 3 },
    { "---\ntitle: T\nmap:\n  key: v\n  # c\n  list: [a,\n    b]\n\nText\n", "Text\n", 9 },
    { "+++\ntitle = 'T'\n\nText\n", "Text\n", 4 },
    { ";;;\n\"title\": \"T\",\n\"n\": 1\n\nText\n", "Text\n", 5 },
    { "---json\n{\n\"title\": \"T\"\n}\nText\n", "Text\n", 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", texts[i].text);
      read_text (&reading, texts[i].text);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      g_assert_cmpstr (texts[i].text + reading.front_matter.body_start, ==, texts[i].body);
      g_assert_cmpuint (reading.front_matter.body_line, ==, texts[i].line);
      assert_problem (&reading, BS_PROBLEM_UNCLOSED, texts[i].line, 1, NULL);
    }
}

/* Wherever an archive file is cut off, it is reported, and the readable part is read. */
static void
test_cut_off (void)
{
  static const char whole[] = "\n---\ntitle: '工信部'\ncategories: \n - 金融\n - 财经\nauthor: 新浪\n---\n";

  for (gsize n = 5; n < strlen (whole) - 1; n++)
    {
      g_autofree char *text = g_utf8_make_valid (whole, n);
      g_auto (Reading) reading = { 0 };
      const BsProblem *problem;

      g_test_message ("%s", text);
      read_text (&reading, text);
      g_assert_cmpuint (reading.problems->len, ==, 1);
      problem = g_ptr_array_index (reading.problems, 0);
      g_assert_cmpint (problem->kind, ==, BS_PROBLEM_CUT_OFF);
      if (n > strlen ("\n---\ntitle: '工信部'"))
        g_assert_cmpstr (get (&reading, "title"), ==, "工信部");
    }
}

static void
test_recovered (void)
{
  static const char text[] = "---\nn: 1\ntitle: a: b\ntags: [x, y]\n---\nBody";
  g_auto (Reading) reading = { 0 };

  read_text (&reading, text);
  g_assert_true (reading.front_matter.recovered);
  g_assert_cmpstr (get (&reading, "title"), ==, "a: b");
  g_assert_cmpuint (bs_value_lookup (reading.front_matter.root, "tags")->items->len, ==, 2);
  g_assert_cmpstr (text + reading.front_matter.body_start, ==, "Body");
  assert_problem (&reading, BS_PROBLEM_COLON, 3, 9, NULL);
}

/* White space before the delimiters, and dashes that a phone substituted for three hyphens. */
static void
test_odd_delimiters (void)
{
  static const struct
  {
    const char *text;
    BsProblemKind kind;
    guint line;
  } texts[] = {
    { " ---\ntitle: T\n---\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { "\t---\ntitle: T\n---\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { "　---\ntitle: T\n---\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { " \n---\ntitle: T\n---\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { "  ---\n  title: T\n  ---\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { "---\ntitle: T\n ---\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 3 },
    { "---\ntitle: T\n ---\nBody\n\n---\n\nMore", BS_PROBLEM_SPACE_BEFORE_OPENER, 3 },
    { " +++\ntitle = \"T\"\n+++\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { " {\"title\": \"T\"}\nBody", BS_PROBLEM_SPACE_BEFORE_OPENER, 1 },
    { "—-\ntitle: T\n—-\nBody", BS_PROBLEM_DASHES, 1 },
    { "－－－\ntitle: T\n－－－\nBody", BS_PROBLEM_DASHES, 1 },
    { "———\ntitle: T\n———\nBody", BS_PROBLEM_DASHES, 1 },
    { "---\ntitle: T\n—-\nBody", BS_PROBLEM_DASHES, 3 },
    { "–-\ntitle: T\n---\nBody", BS_PROBLEM_DASHES, 1 },
    { "title: T\n———\nBody", BS_PROBLEM_DASHES, 2 },
  };
  static const char *const bodies[] = {
    "# Meeting\n\ndate: next week\n\n---\n\nrest\n",
    "# Title\ntitle: T\n---\nrest\n",
    "——\nwords\n——\nrest\n",
    " ---\nwords\n ---\nrest\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", texts[i].text);
      read_text (&reading, texts[i].text);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      g_assert_true (g_str_has_prefix (texts[i].text + reading.front_matter.body_start, "Body"));
      g_assert_cmpuint (reading.problems->len, >=, 1);
      g_assert_cmpint (((BsProblem *) reading.problems->pdata[0])->kind, ==, texts[i].kind);
      g_assert_cmpuint (((BsProblem *) reading.problems->pdata[0])->line, ==, texts[i].line);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", bodies[i]);
      read_text (&reading, bodies[i]);
      g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_NONE);
      g_assert_cmpuint (reading.front_matter.body_start, ==, 0);
    }
}

static void
test_second_block (void)
{
  g_auto (Reading) reading = { 0 };

  read_text (&reading, "---\ntitle: T\n---\n\n---\ntitle: U\n---\nBody");
  g_assert_cmpstr (get (&reading, "title"), ==, "T");
  assert_problem (&reading, BS_PROBLEM_SECOND_FRONT_MATTER, 4, 1, NULL);
}

/* A block so broken that it can only be read line by line. */
static void
test_recovered_by_line (void)
{
  g_auto (Reading) reading = { 0 };

  read_text (&reading, "---\n title: a: b\ncategories:\n  - x\n - | y\n<p>\n    junk: [\ndate: 2020-01-02\n---\nBody");
  g_assert_true (reading.front_matter.recovered);
  g_assert_cmpstr (get (&reading, "title"), ==, "a: b");
  g_assert_cmpstr (get (&reading, "date"), ==, "2020-01-02");
  g_assert_cmpuint (bs_value_lookup (reading.front_matter.root, "categories")->items->len, ==, 2);
}

static void
test_keys_first_recovered (void)
{
  g_auto (Reading) reading = { 0 };

  read_text (&reading, "title: a: b\ndate: 2020-01-02\n---\nBody");
  g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_YAML);
  g_assert_cmpstr (get (&reading, "title"), ==, "a: b");
  assert_problem (&reading, BS_PROBLEM_COLON, 1, 9, NULL);
}

static void
test_broken_json_and_toml (void)
{
  static const char *const texts[] = {
    "---json\n{\n\"title\": \"T\"\n\"n\": 1\n}\n---\nBody",
    "{\n\"title\": \"T\"\n\"n\": 1\n}\nBody",
    "+++\ntitle = \"T\nn = 1\n+++\nBody",
    "{\"title\": \"T\", \"n\": 1,}\nBody",
    "---json\n{\"title\": T, \"list\": [1, {\"title\": 2}], \"n\": 1}\n---\nBody",
    "{\"a\": \"\\x, }\", \"title\": \"T\",\n\"n\": 1, \n}\nBody",
    ";;;\n{\"title\": \"T\",\n\"n\": 1,}\n;;;\nBody",
    "{\"n\": 1, \"menu\": [\n{\"title\": \"X\"},\n],\n\"title\": \"T\"}\nBody",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };
      const BsProblem *problem;

      g_test_message ("%s", texts[i]);
      read_text (&reading, texts[i]);
      g_assert_cmpstr (get (&reading, "title"), ==, "T");
      g_assert_cmpstr (get (&reading, "n"), ==, "1");
      g_assert_cmpstr (texts[i] + reading.front_matter.body_start, ==, "Body");
      g_assert_cmpuint (reading.problems->len, ==, 1);
      problem = g_ptr_array_index (reading.problems, 0);
      g_assert_true (bs_problem_kind_is_recovered (problem->kind));
      g_assert_cmpint (problem->kind == BS_PROBLEM_OPEN_QUOTE, ==, texts[i][0] == '+');
    }
}

static void
test_conflict_markers (void)
{
  static const struct
  {
    const char *text;
    guint line;
  } texts[] = {
    { "---\n<<<<<<< HEAD\ntitle: ours\n=======\ntitle: theirs\n>>>>>>> x\nn: 1\n---\n", 2 },
    { "---\n<<<<<<< HEAD\ntitle: ours\n||||||| base\ntitle: old\n=======\ntitle: theirs\n>>>>>>> x\nn: 1\n---\n", 2 },
    { "---\ntitle: ours\n=======\ntitle: theirs\n>>>>>>> x\nn: 1\n---\n", 3 },
    { "---\n<<<<<<< HEAD\ntitle: ours\nn: 1\n---\nBody\n=======\ntitle: theirs\n---\n>>>>>>> x\n", 2 },
    { "<<<<<<< HEAD\n---\ntitle: ours\nn: 1\n---\nBody\n=======\nx\n>>>>>>> x\n", 1 },
    { "---\r\n<<<<<<< HEAD\r\ntitle: ours\r\n=======\r\ntitle: theirs\r\n>>>>>>> x\r\nn: 1\r\n---\r\n", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Reading) reading = { 0 };

      g_test_message ("%s", texts[i].text);
      read_text (&reading, texts[i].text);
      g_assert_cmpstr (get (&reading, "title"), ==, "ours");
      g_assert_cmpstr (get (&reading, "n"), ==, "1");
      assert_problem (&reading, BS_PROBLEM_CONFLICT_MARKERS, texts[i].line, 1, NULL);
    }
}

static void
test_conflicts_in_bodies (void)
{
  static const struct
  {
    const char *text;
    gssize place;
  } texts[] = {
    { "", -1 },
    { "Text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 5 },
    { "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x", 0 },
    { "Text\r\n<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> x\r\n", 6 },
    { "Heading\n=======\nText\n", -1 },
    { "<<<<<<< HEAD\na\nHeading\n=======\nb\n", -1 },
    { "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n", -1 },
    { "Text <<<<<<< HEAD\n=======\n>>>>>>> x\n", -1 },
    { "<<<<<<<<<<<<<<<<\n=======\n>>>>>>> x\n", -1 },
    { "123456<<<<<<<\n<<<<<<<\n=======\n>>>>>>>\n", 14 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i].text);
      g_assert_cmpint (bs_conflict_find (texts[i].text, strlen (texts[i].text)), ==, texts[i].place);
    }
}

static void
test_comment_links (void)
{
  static const char text[] = "[#]: subject: \"A title: of its own\"\n[#]: author: (Ann Ash https://example.org/ann)\n"
                             "[#]: # \"nothing\"\n\nHeading\n======\n";
  g_auto (Reading) reading = { 0 };

  read_text (&reading, text);
  g_assert_cmpint (reading.front_matter.kind, ==, BS_FRONT_MATTER_COMMENT_LINKS);
  g_assert_cmpuint (reading.problems->len, ==, 0);
  g_assert_cmpstr (get (&reading, "subject"), ==, "A title: of its own");
  g_assert_cmpstr (get (&reading, "author"), ==, "Ann Ash https://example.org/ann");
  g_assert_cmpstr (text + reading.front_matter.body_start, ==, "\nHeading\n======\n");
  g_assert_cmpuint (reading.front_matter.body_line, ==, 4);
}

static void
test_too_large (void)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: T\ntext: |\n");
  g_auto (Reading) reading = { 0 };

  while (text->len < BS_FRONT_MATTER_MAX_BYTES + 100)
    g_string_append (text, "  a line of text\n");
  g_string_append (text, "---\nBody");

  read_text (&reading, text->str);
  g_assert_cmpstr (get (&reading, "title"), ==, "T");
  g_assert_cmpstr (text->str + reading.front_matter.body_start, ==, "Body");
  assert_problem (&reading, BS_PROBLEM_FRONT_MATTER_TOO_LARGE, 2, 1, NULL);
}

static void
test_too_deep (void)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: T\nmap: ");
  g_auto (Reading) reading = { 0 };

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  g_string_append (text, "\nlast: v\n---\nBody");

  read_text (&reading, text->str);
  g_assert_cmpstr (get (&reading, "title"), ==, "T");
  g_assert_cmpstr (get (&reading, "last"), ==, "v");
  assert_problem (&reading, BS_PROBLEM_TOO_DEEP, 3, 69, NULL);
}

/* With quadratic time this would not finish. */
static void
test_long (void)
{
  static const char *const starts[] = { "",           "---\n", "---\ntitle: T\n", "title: T\n",
                                        "{\"a\": 1,", "+++\n", "[#]: a: b\n" };
  static const char *const pieces[] = { "\r",      "\n",        "<<<<<<<\n", "k: v\n",  "k: v: w\n", "- a\n", "---x\n",
                                        "-----\n", "{\"a\":\n", "[#]: ",     "\t- a\n", "k: 'a\n",   "text\n" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
        {
          g_autoptr (GString) text = g_string_new (starts[i]);
          g_auto (Reading) reading = { 0 };

          for (guint k = 0; k < 40000; k++)
            g_string_append (text, pieces[j]);
          read_text (&reading, text->str);
          g_assert_cmpuint (reading.front_matter.body_start, <=, text->len);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/front-matter/odd-delimiters", test_odd_delimiters);
  g_test_add_func ("/broadsheet/front-matter/second-block", test_second_block);
  g_test_add_func ("/broadsheet/front-matter/delimiters", test_delimiters);
  g_test_add_func ("/broadsheet/front-matter/block", test_block);
  g_test_add_func ("/broadsheet/front-matter/dashes-inside", test_dashes_inside);
  g_test_add_func ("/broadsheet/front-matter/empty", test_empty);
  g_test_add_func ("/broadsheet/front-matter/none", test_none);
  g_test_add_func ("/broadsheet/front-matter/space-before-language", test_space_before_language);
  g_test_add_func ("/broadsheet/front-matter/wide-spaces", test_wide_spaces);
  g_test_add_func ("/broadsheet/front-matter/doubtful", test_doubtful);
  g_test_add_func ("/broadsheet/front-matter/script", test_script);
  g_test_add_func ("/broadsheet/front-matter/junk", test_junk);
  g_test_add_func ("/broadsheet/front-matter/one-line", test_one_line);
  g_test_add_func ("/broadsheet/front-matter/unclosed", test_unclosed);
  g_test_add_func ("/broadsheet/front-matter/cut-off", test_cut_off);
  g_test_add_func ("/broadsheet/front-matter/recovered", test_recovered);
  g_test_add_func ("/broadsheet/front-matter/recovered-by-line", test_recovered_by_line);
  g_test_add_func ("/broadsheet/front-matter/keys-first-recovered", test_keys_first_recovered);
  g_test_add_func ("/broadsheet/front-matter/broken-json-and-toml", test_broken_json_and_toml);
  g_test_add_func ("/broadsheet/front-matter/conflict-markers", test_conflict_markers);
  g_test_add_func ("/broadsheet/front-matter/conflicts-in-bodies", test_conflicts_in_bodies);
  g_test_add_func ("/broadsheet/front-matter/comment-links", test_comment_links);
  g_test_add_func ("/broadsheet/front-matter/too-large", test_too_large);
  g_test_add_func ("/broadsheet/front-matter/too-deep", test_too_deep);
  g_test_add_func ("/broadsheet/front-matter/long", test_long);

  return g_test_run ();
}
