/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "page/css-filter.h"

static void
assert_declarations (const char *css, const char *expected)
{
  g_autofree char *filtered = bs_css_filter_declarations (css);

  g_assert_cmpstr (filtered, ==, expected);
}

static void
test_kept (void)
{
  assert_declarations ("color:red", "color: red");
  assert_declarations (" Color : RED ; ; font-size:12px;", "color: RED; font-size: 12px");
  assert_declarations ("color: rgb(1, 2, 3) !important", "color: rgb(1, 2, 3) !important");
  assert_declarations ("width: calc(100% - (2px + 1em))", "width: calc(100% - (2px + 1em))");
  assert_declarations ("font-family: \"微软雅黑\", 'A B', sans-serif", "font-family: \"微软雅黑\", 'A B', sans-serif");
}

static void
test_dropped (void)
{
  static const char *const evil[] = {
    "background: url(http://a/b)",
    "background: URL (http://a/b)",
    "background: u\\72l(http://a/b)",
    "background: image-set('a' 1x)",
    "background-image: url(a)",
    "color: var(--x)",
    "--x: url(a)",
    "color: attr(title)",
    "width: expression(alert(1))",
    "width: ex/**/pression(alert(1))",
    "width: 1px /* c */",
    "position: fixed",
    "z-index: 9",
    "content: 'x'",
    "cursor: none",
    "filter: blur(1px)",
    "transform: scale(9)",
    "animation: x 1s",
    "behavior: url(x)",
    "-moz-binding: url(x)",
    "color: red } body { color: blue",
    "color: </style><script>",
    "color: &#114;",
    "color: 'a",
    "color: \"a",
    "color: rgb(1",
    "color: red)",
    "color:",
    "color",
    ":",
    "",
    "color: 图(x)",
    "color: \xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (evil); i++)
    assert_declarations (evil[i], NULL);
}

static void
assert_sheet (const char *css, const char *expected)
{
  g_autofree char *filtered = bs_css_filter_sheet (css, ".s");

  g_assert_cmpstr (filtered, ==, expected);
}

static void
test_sheet (void)
{
  assert_sheet ("p { color: red }", ".s p { color: red }\n");
  assert_sheet ("p,a:hover,.x #y{color:red;x:y}", ".s p, .s .x #bs-y { color: red }\n");
  assert_sheet ("html{color:red} :root{margin:0} body {padding:0}",
                ".s { color: red }\n.s { margin: 0 }\n.s { padding: 0 }\n");
  assert_sheet ("/* a } */ p /* { */ { color: red }", ".s p { color: red }\n");
  assert_sheet ("@import 'x'; p{color:red}", ".s p { color: red }\n");
  assert_sheet ("@media screen { p { color: red } } b { margin: 0 }", ".s b { margin: 0 }\n");
  assert_sheet ("@font-face { font-family: x; src: url(x) } b { margin: 0 }", ".s b { margin: 0 }\n");
  assert_sheet ("a { b { color: red } } i { margin: 0 }", ".s i { margin: 0 }\n");
  assert_sheet ("input[value^=s] { color: red }", "");
  assert_sheet ("> p { color: red }", "");
  assert_sheet ("p { color: red", "");
  assert_sheet ("p { position: fixed }", "");
  assert_sheet ("}}} p { color: red }", ".s p { color: red }\n");
  assert_sheet ("</style><script>{color:red}", "");
  assert_sheet ("", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/css-filter/kept", test_kept);
  g_test_add_func ("/broadsheet/css-filter/dropped", test_dropped);
  g_test_add_func ("/broadsheet/css-filter/sheet", test_sheet);
  return g_test_run ();
}
