/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <time.h>

#include "model/format/body/html.h"
#include "page/code-colours.h"
#include "page/sanitiser.h"

#define MAX_MICROSECONDS 20000

/* Shortens the tags of coloured code: `<k:word>`. */
static char *
colour (const char *name, const char *text)
{
  const BsCodeLanguage *language = bs_code_language_find (name);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GRegex) start = NULL;
  g_autoptr (GRegex) end = NULL;
  g_autofree char *opened = NULL;

  g_assert_nonnull (language);
  bs_code_append (out, language, text, strlen (text));
  start = g_regex_new ("<span class=\"bs-(.)[a-z]*\">", 0, 0, NULL);
  end = g_regex_new ("</span>", 0, 0, NULL);
  opened = g_regex_replace (start, out->str, -1, 0, "{\\1>", 0, NULL);
  return g_regex_replace_literal (end, opened, -1, 0, "}", 0, NULL);
}

static void
assert_colours (const char *name, const char *text, const char *expected)
{
  g_autofree char *coloured = colour (name, text);

  g_assert_cmpstr (coloured, ==, expected);
}

static void
test_kinds (void)
{
  assert_colours ("c", "/* c */ int f (void) { return 'a' + 0x1F; } // \"x\"",
                  "{c>/* c */} {t>int} {f>f} ({t>void}) { {k>return} {s>'a'} {o>+} {n>0x1F}; } {c>// \"x\"}");
  assert_colours ("python", "@a\ndef f(x): # it's\n  '''a\nb'''",
                  "{f>@a}\n{k>def} {f>f}(x){o>:} {c># it's}\n  {s>'''a\nb'''}");
  assert_colours ("js", "a / b; x = /'/g; // '", "a {o>/} b; x {o>=} {s>/'/g}; {c>// '}");
  assert_colours ("sh", "cat <<E\n$x 'y\nE\n[ $# -gt 1 ] # c",
                  "{f>cat} {s>&lt;&lt;E}\n{s>$x 'y\nE}\n[ $# -gt {n>1} ] {c># c}");
}

static void
test_strings_without_end (void)
{
  assert_colours ("c", "a \"b\nint", "a \"b\n{t>int}");
  assert_colours ("c", "\"a\\\nb\" int", "{s>\"a\\\nb\"} {t>int}");
  assert_colours ("sh", "don't\nif", "don't\n{k>if}");
  assert_colours ("c", "/* int", "{c>/* int}");
}

static void
test_other_modes (void)
{
  assert_colours ("yaml", "a: 1 # c\n- b: 'x'\nu: http://c",
                  "{t>a}{o>:} {n>1} {c># c}\n{o>-} {t>b}{o>:} {s>'x'}\n{t>u}{o>:} http://c");
  assert_colours ("toml", "[s]\na = true", "{f>[s]}\n{t>a }{o>=} {k>true}");
  assert_colours ("json", "{\"a\": [1, null]}", "{{t>\"a\"}{o>:} [{n>1}, {k>null}]}");
  assert_colours ("diff", "--- a\n-b\n+c\n d", "{k>--- a}\n{n>-b}\n{s>+c}\n d");
  assert_colours ("makefile", "A := b\nall: x\n\techo 'y'", "{t>A }{o>:=} b\n{f>all}{o>:} x\n\t{f>echo} {s>'y'}");
  assert_colours ("console", "$ ls # c\nfor", "{o>$} {f>ls} {c># c}\nfor");
  assert_colours ("css", "a { b: 1px }", "{k>a} { {t>b}: {n>1px} }");
}

static void
test_names (void)
{
  static const char *const same[][2] = {
    { "bash", "sh" },
    { "Shell", "zsh" },
    { "c++", "cpp" },
    { "C++17", "cc" },
    { "py", "python3" },
    { "golang", "go" },
    { "rs", "rust" },
    { "yml", "yaml" },
    { "js", "JavaScript" },
    { "ts", "typescript" },
    { "docker", "Dockerfile" },
    { "make", "Makefile" },
    { "patch", "diff" },
    { "rb", "ruby" },
    { "{.python .numberLines}", "python" },
    { "js{1,3}", "jsx" },
    { "htm", "html" },
    { "php7", "php" },
    { "postgresql", "sql" },
    { "h", "c" },
  };
  static const char *const known[] = { "java", "r", "json", "toml", "xml", "css", "kotlin", "swift", "lua", "perl" };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_assert_nonnull (bs_code_language_find (same[i][0]));
      g_assert_true (bs_code_language_find (same[i][0]) == bs_code_language_find (same[i][1]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_nonnull (bs_code_language_find (known[i]));
  g_assert_null (bs_code_language_find (""));
  g_assert_null (bs_code_language_find ("text"));
  g_assert_null (bs_code_language_find ("中文"));
}

static const BsCodeLanguage *
guess (const char *text)
{
  return bs_code_language_guess (text, strlen (text));
}

static void
test_guess (void)
{
  g_assert_true (guess ("#!/usr/bin/env python3\nx") == bs_code_language_find ("python"));
  g_assert_true (guess ("#!/bin/sh -e\nx") == bs_code_language_find ("sh"));
  g_assert_true (guess ("\n<?xml version=\"1.0\"?>") == bs_code_language_find ("xml"));
  g_assert_true (guess ("{\n  \"a\": 1}") == bs_code_language_find ("json"));
  g_assert_null (guess ("{ int a; }"));
  g_assert_null (guess ("def f(): pass"));
  g_assert_null (guess ("# !/bin/sh"));
  g_assert_null (guess (""));
}

static char *
sanitise (const char *html)
{
  const char *article = "---\ntitle: T\n---\n";
  g_autoptr (BsSite) site = bs_site_detect ("/nonexistent");
  g_autoptr (BsDocument) document = bs_document_new (site, "a.html", g_strdup (article), strlen (article));

  return bs_sanitise (document, html, strlen (html));
}

static void
assert_is_coloured (const char *html, gboolean expected)
{
  g_autofree char *clean = sanitise (html);

  g_assert_cmpint (strstr (clean, "bs-keyword") != NULL, ==, expected);
}

/* Where other programs say which language a block has. */
static void
test_blocks (void)
{
  assert_is_coloured ("<pre><code class=\"language-c\">if</code></pre>", TRUE);
  assert_is_coloured ("<pre><code class=\"hljs c\">if</code></pre>", TRUE);
  assert_is_coloured ("<pre class=\"c\">if</pre>", TRUE);
  assert_is_coloured ("<div class=\"highlight highlight-source-c\"><pre>if</pre></div>", TRUE);
  assert_is_coloured ("<figure class=\"highlight c\"><table><tr><td class=\"code\"><pre><span class=\"line\"><span "
                      "class=\"k\">if</span> a</span><br><span class=\"line\">b</span></pre></table></figure>",
                      TRUE);
  assert_is_coloured ("<figure class=\"highlight c\"><table><tr><td class=\"gutter\"><pre>if</pre></table></figure>",
                      FALSE);
  assert_is_coloured ("<pre><code>if</code></pre>", FALSE);
  assert_is_coloured ("<pre class=\"poem\">if</pre>", FALSE);
  assert_is_coloured ("<code class=\"language-c\">if</code>", FALSE);
  /* An article's own classes have no effect, and links stay. */
  assert_is_coloured ("<pre><span class=\"bs-keyword\">if</span></pre>", FALSE);
  assert_is_coloured ("<pre><code class=\"language-c\">if <a href=\"http://a.example/\">x</a></code></pre>", FALSE);
}

static char *
strip (const char *html)
{
  g_autofree char *text = bs_html_remove_tags (html, strlen (html));

  return g_steal_pointer (&text);
}

/* Every language returns all bytes of code in every other language, and of truncated code. */
static void
test_same_bytes (void)
{
  static const char *const languages[] = { "c",        "python", "js",         "sh",     "rust",   "ruby", "php",
                                           "sql",      "html",   "css",        "yaml",   "toml",   "json", "diff",
                                           "makefile", "tex",    "lisp",       "lua",    "vb",     "md",   "console",
                                           "go",       "nix",    "powershell", "docker", "haskell" };
  const char *text =
      "#!/bin/sh\n<?php $a = <<<E\nx\nE;\n?><a href='x' b=\"y>z\" c>&amp;</a><script>/[/]\"/.x()</script>\n"
      "'''a''' \"\"\"b\\\"\"\"\" r#\"c\"# [[d]] `e${f}` 0x1.8p-3 1e+5 'a' '\\n' 'static $#x ${y\n"
      "/* /* */ {- -} (* *) <!-- --> <![CDATA[ ]]> --[[ ]] %{\n\tall: x := y\n@@ -1 +1 @@\n"
      "键: 值 # 注释\n- [a, {b: c}] &x *y !z\n#include <a>\n\\frac{a}{b} $x$ <<'EOF'\n中\nEOF\n=begin\n\n=end\n$ ls "
      "\\\n a";

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    for (gsize length = 0; length <= strlen (text); length++)
      {
        g_autofree char *part = g_strndup (text, length);
        g_autoptr (GString) out = g_string_new (NULL);
        g_autofree char *back = NULL;

        if (!g_utf8_validate (part, -1, NULL))
          continue;
        bs_code_append (out, bs_code_language_find (languages[i]), part, length);
        back = strip (out->str);
        if (!g_str_equal (back, part))
          g_error ("%s: “%s” became “%s”", languages[i], part, back);
      }
}

static gint64
get_work (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* 100 kB take no time, even if nothing in them ends. */
static void
test_speed (void)
{
  static const char *const pieces[] = { "int f (int a) { return \"x\" + 'y'; } // c\n",
                                        "\"",
                                        "'",
                                        "`",
                                        "<<A\n",
                                        "/",
                                        "<a b=\"c ",
                                        "/*",
                                        "{",
                                        "a: ",
                                        "(",
                                        "$",
                                        "<?",
                                        "'a\\" };
  static const char *const languages[] = { "c",    "python", "js",   "sh",   "rust",  "ruby",     "php", "sql",
                                           "html", "css",    "yaml", "json", "ocaml", "makefile", "tex", "console" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (pieces); j++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        gint64 best = G_MAXINT64;

        while (text->len < 100000)
          g_string_append (text, pieces[j]);
        for (guint k = 0; k < 3 && best > MAX_MICROSECONDS; k++)
          {
            g_autoptr (GString) out = g_string_new (NULL);
            gint64 start = get_work ();

            bs_code_append (out, bs_code_language_find (languages[i]), text->str, text->len);
            best = MIN (best, get_work () - start);
          }
        g_test_message ("%s, %s: %" G_GINT64_FORMAT " µs", languages[i], pieces[j], best);
#ifndef __SANITIZE_ADDRESS__
        g_assert_cmpint (best, <=, MAX_MICROSECONDS);
#endif
      }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (BS_CODE_MAX_BYTES + 1, '1');
  g_autoptr (GString) out = g_string_new (NULL);

  bs_code_append (out, bs_code_language_find ("c"), text, BS_CODE_MAX_BYTES + 1);
  g_assert_cmpstr (out->str, ==, text);
  g_string_truncate (out, 0);
  bs_code_append (out, bs_code_language_find ("c"), text, BS_CODE_MAX_BYTES);
  g_assert_true (g_str_has_prefix (out->str, "<span class=\"bs-number\">"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/code-colours/kinds", test_kinds);
  g_test_add_func ("/broadsheet/code-colours/strings-without-end", test_strings_without_end);
  g_test_add_func ("/broadsheet/code-colours/other-modes", test_other_modes);
  g_test_add_func ("/broadsheet/code-colours/names", test_names);
  g_test_add_func ("/broadsheet/code-colours/guess", test_guess);
  g_test_add_func ("/broadsheet/code-colours/blocks", test_blocks);
  g_test_add_func ("/broadsheet/code-colours/same-bytes", test_same_bytes);
  g_test_add_func ("/broadsheet/code-colours/speed", test_speed);
  g_test_add_func ("/broadsheet/code-colours/long", test_long);
  return g_test_run ();
}
