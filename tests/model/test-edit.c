/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-apply.h"

#include <string.h>

/* Edits as typed on the command line: `key=text`, `+key=text`, `-key`, `-key=text`. */
static BsEdit *
parse_edit (const char *const *operations)
{
  BsEdit *edit = bs_edit_new ();

  for (; *operations != NULL; operations++)
    {
      const char *text = *operations;
      char action = strchr ("+-", *text) != NULL ? *text++ : '=';
      const char *equals = strchr (text, '=');
      g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
      g_auto (GStrv) path = bs_edit_parse_path (name);
      const char *const *parts = (const char *const *) path;

      g_assert_nonnull (path);
      if (action == '+')
        bs_edit_add_text (edit, parts, equals + 1);
      else if (action == '-' && equals != NULL)
        bs_edit_remove_text (edit, parts, equals + 1);
      else if (action == '-')
        bs_edit_remove (edit, parts);
      else
        bs_edit_set_text (edit, parts, equals + 1);
    }

  return edit;
}

static GBytes *
apply (const char *before, gsize length, const char *operation, GError **error)
{
  g_auto (GStrv) operations = g_strsplit (operation, "\n", -1);
  g_autoptr (BsEdit) edit = parse_edit ((const char *const *) operations);
  g_autoptr (GBytes) bytes = g_bytes_new (before, length);

  return bs_edit_apply (edit, bytes, error);
}

static void
assert_edit (const char *before, const char *operation, const char *after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = apply (before, strlen (before), operation, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));
  g_assert_cmpstr (text, ==, after);
}

static void
assert_refused (const char *before, const char *operation, int code, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = apply (before, strlen (before), operation, &error);

  g_assert_error (error, BS_CHANGE_ERROR, code);
  g_assert_null (made);
  if (strstr (error->message, reason) == NULL)
    g_assert_cmpstr (error->message, ==, reason);
}

static void
assert_made_text (const char *before, const char *after)
{
  static const char *const path[] = { "date", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (before, strlen (before));
  g_autoptr (GBytes) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  BsValue *value = bs_value_new_scalar (BS_VALUE_STRING, "2024-05-01", -1, 0, 0);

  value->quoted = TRUE;
  bs_edit_set (edit, path, value);
  made = bs_edit_apply (edit, bytes, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));
  g_assert_cmpstr (text, ==, after);
}

/* A date becomes text by its quotes alone, and text stays as it is written. */
static void
test_date_as_text (void)
{
  assert_made_text ("---\ntitle: a\ndate: 2024-05-01\nday: 2024-05-01\n---\n",
                    "---\ntitle: a\ndate: '2024-05-01'\nday: 2024-05-01\n---\n");
  assert_made_text ("---\ndate: \"2024-05-01\" # x\n---\n", "---\ndate: \"2024-05-01\" # x\n---\n");
  assert_made_text ("+++\ndate = 2024-05-01\n+++\n", "+++\ndate = \"2024-05-01\"\n+++\n");
  assert_made_text ("{\n  \"date\": \"2024-05-01\"\n}\n", "{\n  \"date\": \"2024-05-01\"\n}\n");
}

#define ARCHIVE                                                                                                                \
  "\n---\ntitle: 'One thing'\ncategories: \n - 新闻\n - 财新\n - 国际\nauthor: 财新\ndate: Tue, 17 May 2022 23:51:20 " \
  "GMT\n---\n\n"                                                                                                               \
  "<div>&#123;a&#125;</div>\n            "

static void
test_archive (void)
{
  assert_edit (ARCHIVE, "author=Somebody",
               "\n---\ntitle: 'One thing'\ncategories: \n - 新闻\n - 财新\n - 国际\nauthor: Somebody\n"
               "date: Tue, 17 May 2022 23:51:20 GMT\n---\n\n<div>&#123;a&#125;</div>\n            ");
  assert_edit (ARCHIVE, "title=It's {new}",
               "\n---\ntitle: 'It''s &#123;new&#125;'\ncategories: \n - 新闻\n - 财新\n - 国际\nauthor: 财新\n"
               "date: Tue, 17 May 2022 23:51:20 GMT\n---\n\n<div>&#123;a&#125;</div>\n            ");
  assert_edit (ARCHIVE, "+tags=a\n+tags=b",
               "\n---\ntitle: 'One thing'\ncategories: \n - 新闻\n - 财新\n - 国际\ntags:\n - a\n - b\nauthor: 财新\n"
               "date: Tue, 17 May 2022 23:51:20 GMT\n---\n\n<div>&#123;a&#125;</div>\n            ");
  assert_edit (ARCHIVE, "-categories=财新",
               "\n---\ntitle: 'One thing'\ncategories: \n - 新闻\n - 国际\nauthor: 财新\n"
               "date: Tue, 17 May 2022 23:51:20 GMT\n---\n\n<div>&#123;a&#125;</div>\n            ");
  assert_edit (ARCHIVE, "-categories",
               "\n---\ntitle: 'One thing'\nauthor: 财新\n"
               "date: Tue, 17 May 2022 23:51:20 GMT\n---\n\n<div>&#123;a&#125;</div>\n            ");
  assert_edit (ARCHIVE, "title=One thing", ARCHIVE);
}

static void
test_scalars (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } cases[] = {
    { "plain", "plain" },
    { "no", "'no'" },
    { "1.10", "'1.10'" },
    { "2022-05-17", "'2022-05-17'" },
    { "@foo", "'@foo'" },
    { "a: b", "'a: b'" },
    { "- x", "'- x'" },
    { "", "''" },
    { "one\ntwo", "\"one\\ntwo\"" },
    { "it's", "it's" },
    { "'it'", "\"'it'\"" },
    { "\"it\"", "'\"it\"'" },
    { "'it' \"is\"", "'''it'' \"is\"'" },
    { "a #b", "'a #b'" },
    { "a#b", "a#b" },
    { "12:30:45", "'12:30:45'" },
    { "0x1F", "'0x1F'" },
    { "~", "'~'" },
    { "-1", "'-1'" },
    { "-x", "-x" },
    { " x", "' x'" },
    { "x:", "'x:'" },
    { "12 monkeys", "12 monkeys" },
    { "{x}", "'{x}'" },
    { "标题", "标题" },
    { "\t", "\"\\t\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const path[] = { "title", NULL };
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static ("---\ntitle: x\n---\n", 17);
      g_autofree char *after = g_strdup_printf ("---\ntitle: %s\n---\n", cases[i].written);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) made = NULL;
      g_autofree char *text = NULL;

      bs_edit_set_text (edit, path, cases[i].text);
      made = bs_edit_apply (edit, bytes, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));
      g_assert_cmpstr (text, ==, after);
    }
}

static void
test_styles (void)
{
  assert_edit ("---\na: \"x\" # why\nb: 'y'\n---\n", "a=z\nb=q", "---\na: \"z\" # why\nb: 'q'\n---\n");
  assert_edit ("---\r\na:   x  \r\nb: y\r\n---\r\n", "c=1\na=2", "---\r\na:   '2'  \r\nb: y\r\nc: '1'\r\n---\r\n");
  assert_edit ("---\ntags: [a, b] # mine\n---\n", "+tags=c, d", "---\ntags: [a, b, 'c, d'] # mine\n---\n");
  assert_edit ("---\ntags: [a, b, c]\n---\n", "-tags=b", "---\ntags: [a, c]\n---\n");
  assert_edit ("---\ntags: [a, b, c]\n---\n", "-tags=c", "---\ntags: [a, b]\n---\n");
  assert_edit ("---\ntags: [a]\n---\n", "-tags=a", "---\ntags: []\n---\n");
  assert_edit ("---\ntags: []\n---\n", "+tags=a", "---\ntags: [a]\n---\n");
  assert_edit ("---\ntags:\n  - a # one\n  # two\n  - b\nx: 1\n---\n", "-tags=a",
               "---\ntags:\n  # two\n  - b\nx: 1\n---\n");
  assert_edit ("---\ntags:\n- a\nx: 1\n---\n", "+tags=b", "---\ntags:\n- a\n- b\nx: 1\n---\n");
  assert_edit ("---\ntags:\n- a\nx: 1\n---\n", "-tags=a", "---\ntags: []\nx: 1\n---\n");
  assert_edit ("---\r\ntags:\r\n- a\r\n---\r\n", "-tags=a\nx=z", "---\r\ntags: []\r\nx: z\r\n---\r\n");
  assert_edit ("---\ntags: a\nx: 1\n---\n", "+tags=b", "---\ntags:\n  - a\n  - b\nx: 1\n---\n");
  assert_edit ("---\ntags: # none\nx: 1\n---\n", "+tags=b", "---\ntags: # none\n  - b\nx: 1\n---\n");
  assert_edit ("---\ntags:\n  - a\nx: 1\n---\n", "tags=b", "---\ntags: b\nx: 1\n---\n");
  assert_edit ("---\ntext: |\n  one\n\n  two\n\nx: 1\n---\n", "text=three", "---\ntext: three\n\nx: 1\n---\n");
  assert_edit ("---\n# top\nx: 1 # one\n\n# end\n---\nbody\n", "k=2",
               "---\n# top\nx: 1 # one\nk: '2'\n\n# end\n---\nbody\n");
  assert_edit ("---\n---\nbody\n", "k=2", "---\nk: '2'\n---\nbody\n");
  assert_edit ("---\n# only\n---\nbody\n", "k=2", "---\n# only\nk: '2'\n---\nbody\n");
  assert_edit ("title: a\n---\nbody\n", "title=b", "title: b\n---\nbody\n");
  assert_edit ("---\ntitle: a\n---\n", "-title", "---\n---\n");
  assert_edit ("---\nx: 1\n---\n", "-x\nk=a", "---\nk: a\n---\n");
  assert_edit ("\357\273\277---\nx: 1\n---\n", "x=2", "\357\273\277---\nx: 2\n---\n");
}

static void
test_types (void)
{
  assert_edit ("---\ndraft: true\nweight: 10\ndate: 2022-05-17\n---\n", "draft=false\nweight=20\ndate=2023-01-02 03:04",
               "---\ndraft: false\nweight: 20\ndate: 2023-01-02 03:04\n---\n");
  assert_edit ("---\ntitle: a\n---\n", "draft=true\ndate=2023-01-02",
               "---\ntitle: a\ndraft: true\ndate: 2023-01-02\n---\n");
  assert_edit ("---\nweight: 10\n---\n", "weight=1.10", "---\nweight: '1.10'\n---\n");
}

static void
test_depth (void)
{
  assert_edit ("---\na:\n  b:\n    c: 1\nd: 2\n---\n", "a.b.c=x", "---\na:\n  b:\n    c: x\nd: 2\n---\n");
  assert_edit ("---\na:\n  b:\n    c: 1\nd: 2\n---\n", "a.b.e=x", "---\na:\n  b:\n    c: 1\n    e: x\nd: 2\n---\n");
  assert_edit ("---\na:\n  b: 1\nd: 2\n---\n", "-a.b", "---\na: {}\nd: 2\n---\n");
  assert_edit ("---\nd: 2\n---\n", "a.b=x", "---\nd: 2\na:\n  b: x\n---\n");
  assert_edit ("---\na: {b: 1, c: 2}\n---\n", "a.b=x\na.d=z", "---\na: {b: x, c: 2, d: z}\n---\n");
  assert_edit ("---\na:\n  - name: x\n    url: y\n  - z\n---\n", "a.0.name=q\na.1=r",
               "---\na:\n  - name: q\n    url: y\n  - r\n---\n");
  assert_edit ("---\na:\n  - name: x\n    url: y\n---\n", "-a.0.name", "---\na:\n  - url: y\n---\n");
  assert_edit ("---\na.b: 1\n---\n", "a\\.b=x", "---\na.b: x\n---\n");
  assert_refused ("---\na: x\n---\n", "a.b=1", BS_CHANGE_ERROR_WRONG_VALUE, "single value");
}

static void
set_list (BsEdit *edit, const char *key, const char *const *items)
{
  const char *const path[] = { key, NULL };
  BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);

  for (; *items != NULL; items++)
    {
      BsValue *item = bs_value_append (list, bs_value_new_scalar (BS_VALUE_STRING, *items, -1, 0, 0));

      item->quoted = TRUE;
    }
  bs_edit_set (edit, path, list);
}

static void
test_reorder (void)
{
  static const struct
  {
    const char *before;
    const char *after;
  } cases[] = {
    { "---\nt: [a, 'b', \"c\"]\n---\n", "---\nt: [\"c\", a, 'b']\n---\n" },
    { "---\nt:\n  - a # x\n  - 'b'\n  - \"c\"\n---\n", "---\nt:\n  - \"c\"\n  - a # x\n  - 'b'\n---\n" },
    { "+++\nt = ['a', \"b\", 'c']\n+++\n", "+++\nt = ['c', 'a', \"b\"]\n+++\n" },
    { "{\"t\": [\"a\", \"b\", \"c\"]}\n", "{\"t\": [\"c\", \"a\", \"b\"]}\n" },
  };
  const char *const items[] = { "c", "a", "b", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].before, strlen (cases[i].before));
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) made = NULL;
      g_autofree char *text = NULL;

      set_list (edit, "t", items);
      made = bs_edit_apply (edit, bytes, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (made, NULL), g_bytes_get_size (made));
      g_assert_cmpstr (text, ==, cases[i].after);
    }
}

static void
assert_flow (const char *before, const char *operation, const char *after)
{
  g_autofree char *old_text = g_strdup_printf ("---\nflow: [%s]\nx: 1\n---\n", before);
  g_autofree char *new_text = g_strdup_printf ("---\nflow: [%s]\nx: 1\n---\n", after);

  assert_edit (old_text, operation, new_text);
}

/* A comment stays with its item and is removed only with it. */
static void
test_flow_comments (void)
{
  static const char two[] = "\n  p, # cp\n  q # cq\n";
  static const char closed[] = "\n  p, # cp\n  # own\n  q, # cq\n";
  static const char tight[] = "p, # cp\n  q";

  assert_flow (two, "-flow=q", "\n  p # cp\n");
  assert_flow (two, "-flow=p", "\n  q # cq\n");
  assert_flow (two, "-flow.0\n-flow.0", "\n");
  assert_flow (two, "+flow=r", "\n  p, # cp\n  q, # cq\n  r\n");
  assert_flow (two, "+flow=r\n+flow=s", "\n  p, # cp\n  q, # cq\n  r,\n  s\n");
  assert_flow (two, "-flow=q\n+flow=r", "\n  p, # cp\n  r # cq\n");
  assert_flow (two, "flow.1=z", "\n  p, # cp\n  z # cq\n");
  assert_flow (closed, "-flow=q", "\n  p, # cp\n  # own\n");
  assert_flow (closed, "-flow=p", "\n  # own\n  q, # cq\n");
  assert_flow (closed, "+flow=r", "\n  p, # cp\n  # own\n  q, # cq\n  r,\n");
  assert_flow (tight, "-flow=q", "p # cp\n  ");
  assert_flow (tight, "-flow=p", "\n  q");
  assert_flow (tight, "+flow=r", "p, # cp\n  q,\n  r");
  assert_flow ("a, b, # cb\n  c, d # cd\n", "-flow=a", "b, # cb\n  c, d # cd\n");
  assert_flow ("a, b, # cb\n  c, d # cd\n", "-flow=c", "a, b, # cb\n  d # cd\n");
  assert_flow ("a, b, # cb\n  c, d # cd\n", "+flow=e", "a, b, # cb\n  c, d, # cd\n  e\n");
  assert_flow (" # c\n  a, b, c ", "-flow=c", " # c\n  a, b ");
  assert_flow (" # c\n  a, b, c ", "+flow=d", " # c\n  a, b, c, d ");
  assert_flow (" # c\n", "+flow=d", " # c\n  d\n");
  assert_flow (" # c\n  a # ca\n", "-flow.0", " # c\n");

  assert_edit ("---\r\nm: {\r\n  a: 1, # ca\r\n  b: 2 # cb\r\n}\r\n---\r\n", "m.c=3",
               "---\r\nm: {\r\n  a: 1, # ca\r\n  b: 2, # cb\r\n  c: '3'\r\n}\r\n---\r\n");
  assert_edit ("---\nm: {\n  a: 1, # ca\n  b: 2 # cb\n}\n---\n", "-m.b\nm.c=x",
               "---\nm: {\n  a: 1, # ca\n  c: x\n}\n---\n");

  assert_edit ("+++\ntags = [\n  \"x\", # one\n]\n+++\n", "+tags=y",
               "+++\ntags = [\n  \"x\", # one\n  \"y\",\n]\n+++\n");
  assert_edit ("+++\ntags = [\n  \"x\", # one\n  \"y\" # two\n]\n+++\n", "-tags=y",
               "+++\ntags = [\n  \"x\" # one\n]\n+++\n");

  assert_refused ("---\nflow: [\n  a, b, # cb\n  c\n]\n---\n", "-flow=b", BS_CHANGE_ERROR_NOT_EDITABLE,
                  "A comment follows more than one");
  assert_refused ("---\nflow: [\n  a # ca\n  , b\n]\n---\n", "+flow=c", BS_CHANGE_ERROR_NOT_EDITABLE,
                  "between its items and their commas");
  assert_edit ("---\nflow: [\n  a # ca\n  , b\n]\n---\n", "flow.0=c", "---\nflow: [\n  c # ca\n  , b\n]\n---\n");
}

static void
test_json (void)
{
  assert_edit ("{\n  \"title\": \"a\",\n  \"tags\": [\"x\"]\n}\nbody\n", "title=b \"c\"\n+tags=y\nz=1",
               "{\n  \"title\": \"b \\\"c\\\"\",\n  \"tags\": [\"x\", \"y\"],\n  \"z\": \"1\"\n}\nbody\n");
  assert_edit ("---json\n{\"a\": 1, \"b\": true}\n---\n", "-a", "---json\n{\"b\": true}\n---\n");
  assert_edit (";;;\n\"a\": 1\n;;;\nbody\n", "b=x", ";;;\n\"a\": 1, \"b\": \"x\"\n;;;\nbody\n");
  assert_edit ("{}\nbody\n", "b=x", "{\"b\": \"x\"}\nbody\n");
}

static void
test_toml (void)
{
  assert_edit ("+++\ntitle = 'a' # x\ntags = [\"x\"]\n[extra]\nk = 1\n+++\nbody\n",
               "title=b\n+tags=y\nz=1\nextra.k=2\nextra.n=m",
               "+++\ntitle = 'b' # x\ntags = [\"x\", \"y\"]\nz = \"1\"\n[extra]\nk = 2\nn = \"m\"\n+++\nbody\n");
  assert_edit ("+++\na.b = 1\n+++\n", "a.c=x", "+++\na.b = 1\na.c = \"x\"\n+++\n");
  assert_edit ("+++\na = { b = 1 }\n+++\n", "a.c=x", "+++\na = { b = 1, c = \"x\" }\n+++\n");
  assert_edit ("+++\ntitle = 'a'\n[x]\nk = 1\n[x.y]\nk = 2\n+++\n", "-x", "+++\ntitle = 'a'\n+++\n");
  assert_edit ("+++\n[x]\nk = 1\n+++\n", "t=a", "+++\nt = \"a\"\n[x]\nk = 1\n+++\n");
  assert_edit ("+++\ndate = 2022-05-17\n+++\n", "date=2023-01-02", "+++\ndate = 2023-01-02\n+++\n");
  assert_edit ("+++\n[[x]]\nk = 1\n[[x]]\nk = 2\n+++\n", "x.1.k=z", "+++\n[[x]]\nk = 1\n[[x]]\nk = \"z\"\n+++\n");
}

static void
test_none (void)
{
  assert_edit ("# Heading\n\nText.\n", "title=a", "---\ntitle: a\n---\n# Heading\n\nText.\n");
  assert_edit ("", "title=a", "---\ntitle: a\n---\n");
  assert_edit ("a\r\nb\r\n", "title=a", "---\r\ntitle: a\r\n---\r\na\r\nb\r\n");
  assert_edit ("Text.\n", "-title", "Text.\n");
}

static void
test_refused (void)
{
  assert_refused ("---\ntitle: a: b\nx: 1\n---\n", "x=2", BS_CHANGE_ERROR_NOT_EDITABLE, "Line 2");
  assert_refused ("---\ntitle: a\n\nbody\n", "title=2", BS_CHANGE_ERROR_NOT_EDITABLE, "repaired");
  assert_refused ("---\ntitle: a\ntitle: b\n---\n", "title=2", BS_CHANGE_ERROR_NOT_EDITABLE, "more than once");
  assert_edit ("---\ntitle: a\ntitle: b\nx: 1\n---\n", "x=2", "---\ntitle: a\ntitle: b\nx: 2\n---\n");
  assert_refused ("---\na: &x 1\nb: *x\n---\n", "a=2", BS_CHANGE_ERROR_NOT_EDITABLE, "refers to");
  assert_edit ("---\na: &x 1\nb: *x\n---\n", "b=2", "---\na: &x 1\nb: 2\n---\n");
  assert_edit ("---\na: &x [1, 2]\nb: *x\nc: d\n---\n", "c=e", "---\na: &x [1, 2]\nb: *x\nc: e\n---\n");
  assert_edit ("---\ntitle: a\n\t\nx: 1\n---\n", "x=2", "---\ntitle: a\n\t\nx: 2\n---\n");
  assert_edit (" ---\ntitle: a\n---\nb\n", "title=c", " ---\ntitle: c\n---\nb\n");
  /* If text looks like front matter that nothing can read, no other front matter is added above it. */
  assert_refused ("—-\ntitle: a\n\nbody\n", "title=2", BS_CHANGE_ERROR_NOT_EDITABLE, "cannot be read");
  assert_refused ("---js\n{a: 1}\n---\n", "a=2", BS_CHANGE_ERROR_NOT_EDITABLE, "script");
  assert_refused ("---\na:\n\tb: 1\n---\n", "a=2", BS_CHANGE_ERROR_NOT_EDITABLE, "Line 3");
}

static void
assert_encoded (const char *charset, const char *mark, gsize mark_length, const char *before, const char *operation,
                const char *after)
{
  gsize before_length, after_length;
  g_autofree char *old_text = g_convert (before, -1, charset, "UTF-8", NULL, &before_length, NULL);
  g_autofree char *new_text = g_convert (after, -1, charset, "UTF-8", NULL, &after_length, NULL);
  g_autoptr (GByteArray) old_bytes = g_byte_array_new ();
  g_autoptr (GByteArray) new_bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = NULL;

  g_byte_array_append (old_bytes, (const guint8 *) mark, mark_length);
  g_byte_array_append (old_bytes, (const guint8 *) old_text, before_length);
  g_byte_array_append (new_bytes, (const guint8 *) mark, mark_length);
  g_byte_array_append (new_bytes, (const guint8 *) new_text, after_length);
  made = apply ((const char *) old_bytes->data, old_bytes->len, operation, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (made, NULL), g_bytes_get_size (made), new_bytes->data, new_bytes->len);
}

/* A file so short that the edit would change its guessed encoding. */
static void
assert_hidden (const char *title)
{
  g_autofree char *operation = g_strconcat ("title=", title, NULL);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = NULL;
  gsize length;

  before = g_convert ("---\ntitle: 你好\n---\n正文\n", -1, "GB18030", "UTF-8", NULL, &length, NULL);
  made = apply (before, length, operation, &error);
  g_assert_null (made);
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
  g_assert_nonnull (strstr (error->message, "GB18030"));
  g_assert_nonnull (strstr (error->message, "characters"));
}

static void
test_encodings (void)
{
  static const char before[] = "---\ntitle: 中文的标题在这里\nx: 你好世界\n---\n正文也在这里，是中文的。\n";
  static const char after[] = "---\ntitle: 中文的标题在这里\nx: 新的值\n---\n正文也在这里，是中文的。\n";
  static const char broken[] = "---\ntitle: ok \xc2 here\nx: 1\n---\nbody \x92 text\n";
  static const char mended[] = "---\ntitle: ok \xc2 here\nx: z\n---\nbody \x92 text\n";
  g_autofree char *gbk = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = NULL;
  gsize length;

  assert_encoded ("GB18030", "", 0, before, "x=新的值", after);
  assert_encoded ("UTF-16LE", "\377\376", 2, before, "x=新的值", after);
  assert_encoded ("UTF-16BE", "\376\377", 2, before, "x=新的值", after);
  assert_encoded ("BIG5", "", 0, "---\ntitle: 這是一個標題\nx: 你好\n---\n內文也在這裡，是中文的。\n", "x=新的",
                  "---\ntitle: 這是一個標題\nx: 新的\n---\n內文也在這裡，是中文的。\n");
  assert_edit (broken, "x=z", mended);

  gbk = g_convert ("---\ntitle: 這是一個標題\nx: 你好\n---\n內文也在這裡，是中文的。\n", -1, "BIG5", "UTF-8", NULL,
                   &length, NULL);
  made = apply (gbk, length, "x=한국어", &error);
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
  g_assert_nonnull (strstr (error->message, "BIG5"));

  assert_hidden ("éèêàáü");
  assert_hidden ("한국어한국어");
}

static void
test_describe (void)
{
  const char *const set[] = { "title=x", NULL };
  const char *const add[] = { "+tags=y", NULL };
  g_autoptr (BsEdit) first = parse_edit (set);
  g_autoptr (BsEdit) second = parse_edit (add);
  g_autofree char *one = bs_edit_describe (first, 12);
  g_autofree char *two = bs_edit_describe (second, 1);

  g_assert_cmpstr (one, ==, "Set title of 12 articles");
  g_assert_cmpstr (two, ==, "Add “y” to tags of 1 article");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/edit/date-as-text", test_date_as_text);
  g_test_add_func ("/broadsheet/edit/archive", test_archive);
  g_test_add_func ("/broadsheet/edit/scalars", test_scalars);
  g_test_add_func ("/broadsheet/edit/styles", test_styles);
  g_test_add_func ("/broadsheet/edit/types", test_types);
  g_test_add_func ("/broadsheet/edit/depth", test_depth);
  g_test_add_func ("/broadsheet/edit/reorder", test_reorder);
  g_test_add_func ("/broadsheet/edit/flow-comments", test_flow_comments);
  g_test_add_func ("/broadsheet/edit/json", test_json);
  g_test_add_func ("/broadsheet/edit/toml", test_toml);
  g_test_add_func ("/broadsheet/edit/none", test_none);
  g_test_add_func ("/broadsheet/edit/refused", test_refused);
  g_test_add_func ("/broadsheet/edit/encodings", test_encodings);
  g_test_add_func ("/broadsheet/edit/describe", test_describe);

  return g_test_run ();
}
