/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "page/math-converter.h"
#include "page/sanitiser-math.h"
#include "page/sanitiser.h"

static char *
convert_with (BsMathConverter *converter, const char *source)
{
  g_autoptr (GPtrArray) formulas = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_formula_free);
  BsFormula *formula = g_new0 (BsFormula, 1);

  formula->source = g_strdup (source);
  g_ptr_array_add (formulas, formula);
  bs_math_converter_convert (converter, formulas);
  return g_steal_pointer (&formula->mathml);
}

static void
assert_converted (const char *source, const char *expected)
{
  g_autofree char *mathml = convert_with (bs_math_converter_get_default (), source);
  g_autofree char *content = NULL;

  if (mathml != NULL)
    {
      content = g_strdup (strchr (mathml, '>') + 1);
      *strrchr (content, '<') = '\0';
    }
  g_assert_cmpstr (content, ==, expected);
}

static void
test_formulas (void)
{
  assert_converted ("x", "<mrow><mi>x</mi></mrow>");
  assert_converted ("\\frac{a}{b}", "<mrow><mfrac><mi>a</mi><mi>b</mi></mfrac></mrow>");
  assert_converted ("\\mathbb{R}", "<mrow><mi mathvariant=\"normal\">ℝ</mi></mrow>");
  assert_converted ("\\mathbf{x1}", "<mrow><mi mathvariant=\"normal\">𝐱</mi><mn>𝟏</mn></mrow>");
  assert_converted ("\\text{其他<b>}", "<mrow><mtext>其他&lt;b&gt;</mtext></mrow>");
  assert_converted ("\\frac{a", NULL);
  assert_converted ("\\unknowncommand", NULL);
  assert_converted ("", NULL);
  /* Lines around a formula or through it are a style. */
  assert_converted ("\\bcancel{x}", "<mrow><mrow class=\"bs-strike-down\"><mi>x</mi></mrow></mrow>");
}

/* Characters that authors escaped because of Markdown */
static void
test_escaped (void)
{
  assert_converted ("a\\*b", "<mrow><mi>a</mi><mo>∗</mo><mi>b</mi></mrow>");
}

static void
test_refused (void)
{
  static const char *const sources[] = {
    "\\def\\a{\\a\\a}\\a",
    "\\gdef\\a{b}",
    "\\newcommand{\\a}{b}\\a",
    "\\let\\a=b",
    "\\href{http://a.example/}{b}",
    "\\includegraphics{a}",
    "\\htmlClass{a}{b}",
    "\\html@mathml{a}{b}",
    "\\url{a}",
    "\\expandafter a",
  };
  g_autofree char *longest = g_strnfill (4096, 'x');
  g_autofree char *longer = g_strnfill (4097, 'x');
  g_autofree char *deep = g_strnfill (4096, '{');
  g_autofree char *mathml = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    assert_converted (sources[i], NULL);
  assert_converted (longer, NULL);
  assert_converted (deep, NULL);
  mathml = convert_with (bs_math_converter_get_default (), longest);
  g_assert_nonnull (mathml);
}

/* Each formula of an article gets its own result, whatever happens to the others. */
static void
test_many (void)
{
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (GPtrArray) formulas = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_formula_free);

      for (guint i = 0; i < 200; i++)
        {
          BsFormula *formula = g_new0 (BsFormula, 1);

          formula->source = i % 5 == 0 ? g_strdup_printf ("n_{%u}", i) :
                            i % 5 == 1 ? g_strdup_printf ("\\foo{%u}", i) :
                            i % 5 == 2 ? g_strdup_printf ("n\\*%u", i) :
                            i % 5 == 3 ? g_strdup_printf ("\\def\\a{%u}", i) :
                                         g_strdup_printf ("\\text{%u}", i);
          g_ptr_array_add (formulas, formula);
        }
      bs_math_converter_convert (bs_math_converter_get_default (), formulas);
      for (guint i = 0; i < formulas->len; i++)
        {
          const BsFormula *formula = g_ptr_array_index (formulas, i);
          g_autofree char *number = g_strdup_printf (">%u</", i);

          g_assert_cmpint (formula->mathml != NULL, ==, i % 5 != 1 && i % 5 != 3);
          g_assert_true (formula->mathml == NULL || strstr (formula->mathml, number) != NULL);
        }
    }
}

static BsMathConverter *
make_fake (const char *folder, const char *script, char **program)
{
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);
  g_autoptr (GError) error = NULL;

  *program = g_build_filename (folder, "helper", NULL);
  g_file_set_contents (*program, text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (*program, 0700), ==, 0);
  return bs_math_converter_new (*program);
}

/* A helper that hangs, dies, lies or does not exist costs some seconds at most, and its formulas. */
static void
test_bad_helpers (void)
{
  static const char *const scripts[] = {
    "printf '1MSB\\0\\0\\0\\0\\0\\0\\0\\0' >&0; exec sleep 100",
    "printf '1MSB\\0\\0\\0\\0\\0\\0\\0\\0' >&0",
    "printf '1MSB\\0\\0\\0\\0\\0\\0\\0\\0''1MSB\\1\\0\\0\\0\\377\\377\\377\\377' >&0; exec sleep 100",
    "printf '1MSB\\0\\0\\0\\0\\0\\0\\0\\0''1MSB\\1\\0\\0\\0\\013\\0\\0\\0<p>hello</p' >&0; exec sleep 100",
    "exit 1",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("broadsheet-XXXXXX", &error);
  g_autoptr (BsMathConverter) missing = bs_math_converter_new ("/nonexistent");

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *program = NULL;
      g_autoptr (BsMathConverter) converter = make_fake (folder, scripts[i], &program);
      gint64 start = g_get_monotonic_time ();

      for (char name = 'a'; name < 'c'; name++)
        g_assert_null (convert_with (converter, (const char[]){ name, '\0' }));
      /* A failed formula is not tried again. */
      g_assert_null (convert_with (converter, "a"));
      g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
      g_unlink (program);
    }
  g_assert_null (convert_with (missing, "x"));
  g_rmdir (folder);
}

/* On a busy machine, a helper that gets no processor time is not ended as if it had used it. */
static void
test_slow_helper (void)
{
  static const char script[] = "printf '1MSB\\0\\0\\0\\0\\0\\0\\0\\0' >&0; sleep 1.5;"
                               "printf '1MSB\\1\\0\\0\\0\\027\\0\\0\\0<math><mi>x</mi></math>' >&0; exec sleep 100";
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("broadsheet-XXXXXX", &error);
  g_autofree char *program = NULL;
  g_autoptr (BsMathConverter) converter = NULL;
  g_autofree char *mathml = NULL;

  g_assert_no_error (error);
  converter = make_fake (folder, script, &program);
  mathml = convert_with (converter, "x");
  g_assert_nonnull (mathml);
  g_unlink (program);
  g_rmdir (folder);
}

static void
test_confinement (void)
{
  g_autofree char *program = g_build_filename (g_getenv ("BROADSHEET_HELPERS"), "broadsheet-math-helper", NULL);
  const char *argv[] = { program, "--try-confinement", NULL };
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const variables[] = {
    "JSC_useJIT", "0", "JSC_useConcurrentGC", "0", "JSC_numberOfGCMarkers", "1", "GIGACAGE_ENABLED", "0", "Malloc", "1"
  };

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("A sanitizer needs what is forbidden.");
  return;
#endif
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i += 2)
    environment = g_environ_setenv (environment, variables[i], variables[i + 1], TRUE);
  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &report, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report, ==, "file 0 0\nsocket 0\nprogram 0\nmemory 0\n");
}

static void
assert_math (const char *html, const char *expected)
{
  g_autofree char *math = bs_sanitise_math_text (html, FALSE, NULL);

  g_assert_cmpstr (math, ==, expected);
}

/* Only listed elements of MathML are kept, and no text becomes markup. */
static void
test_markup (void)
{
  assert_math ("<math><mi onclick=\"a\" style=\"b\" id=\"c\" mathcolor=\"red\" href=\"d\">x</mi></math>",
               "<math><mi mathcolor=\"red\">x</mi></math>");
  assert_math ("<math><mtext><img src=x onerror=a><b>&lt;i&gt;</b></mtext></math>",
               "<math><mtext>&lt;i&gt;</mtext></math>");
  assert_math ("<math><annotation-xml encoding=\"text/html\"><img src=x></annotation-xml><mi>x</mi></math>",
               "<math><mi>x</mi></math>");
  assert_math ("<math><semantics><mi>x</mi><annotation>y</annotation></semantics></math>", "<math><mi>x</mi></math>");
  assert_math ("<math><maction actiontype=\"statusline\" xlink:href=\"a\"><mi>x</mi><mtext>y</mtext></maction></math>",
               "<math><mi>x</mi></math>");
  assert_math ("<math><mfoo>a<mi>x</mi></mfoo></math>", "<math><mrow><mtext>a</mtext><mi>x</mi></mrow></math>");
  assert_math ("<math><mspace width=\"url(a)\"/><mspace width=\"1em\"></math>",
               "<math><mspace></mspace><mspace width=\"1em\"></mspace></math>");
  assert_math ("<math><menclose notation=\"box circle url(a)\"><mi>x</mi></menclose></math>",
               "<math><mrow class=\"bs-box\"><mi>x</mi></mrow></math>");
  assert_math ("<math><menclose><mi>x</mi></menclose></math>",
               "<math><mrow class=\"bs-top bs-left\"><mi>x</mi></mrow></math>");
  assert_math ("<math><mrow class=\"bs-strike-up bs-strike-down\"><mi>x</mi></mrow></math>",
               "<math><mrow class=\"bs-strike-up bs-strike-down\"><mi>x</mi></mrow></math>");
  assert_math ("<math><mrow class=\"bs-box bs-picture\"><mi class=\"bs-box\">x</mi></mrow></math>",
               "<math><mrow><mi>x</mi></mrow></math>");
  assert_math ("<math></math>", NULL);
  assert_math ("<p>x</p>", NULL);
}

static char *
sanitise (const char *head, const char *html)
{
  g_autofree char *article = g_strconcat ("---\ntitle: T\n", head, "---\n", NULL);
  g_autoptr (BsSite) site = bs_site_detect ("/nonexistent");
  g_autoptr (BsDocument) document = bs_document_new (site, "a.html", g_strdup (article), strlen (article));

  return bs_sanitise (document, html, strlen (html));
}

static guint
count (const char *head, const char *html, const char *what)
{
  g_autofree char *clean = sanitise (head, html);
  guint n = 0;

  for (const char *c = strstr (clean, what); c != NULL; c = strstr (c + 1, what))
    n++;
  return n;
}

static void
test_articles (void)
{
  g_assert_cmpuint (count ("", "<p>$$x$$ \\(y\\) \\[z\\]</p>", "<math"), ==, 3);
  g_assert_cmpuint (count ("", "<p>$$x$$ \\(y\\) \\[z\\]</p>", "display=\"block\""), ==, 2);
  g_assert_cmpuint (count ("", "<pre><code class=\"language-math\">x</code></pre>", "display=\"block\""), ==, 1);
  g_assert_cmpuint (count ("", "<p>$x$</p>", "<math"), ==, 0);
  g_assert_cmpuint (count ("math: true\n", "<p>$x$</p>", "<math"), ==, 1);
  g_assert_cmpuint (count ("katex: false\n", "<p>$x$</p>", "<math"), ==, 0);
  g_assert_cmpuint (count ("", "<p>$x$ $$y$$</p>", "<math"), ==, 2);
  g_assert_cmpuint (count ("", "<p>$x$ <code>$$</code></p>", "<math"), ==, 0);
  g_assert_cmpuint (count ("math: true\n", "<p>costs $5 or $6</p>", "<math"), ==, 0);
  /* The output of a script is not shown beside the formula. */
  g_assert_cmpuint (count ("",
                           "<p><span class=\"MathJax_Preview\">xx</span><span class=\"MathJax\">xx</span>"
                           "<code class=\"language-math\">x</code><span class=\"MathJax\">y</span></p>",
                           "<p><math alttext=\"x\"><mrow><mi>x</mi></mrow></math><span>y</span></p>"),
                    ==, 1);
  g_assert_cmpuint (count ("",
                           "<p><span class=\"katex\"><span class=\"katex-mathml\"><math><mi>x</mi></math></span>"
                           "<span class=\"katex-html\">xx</span></span></p>",
                           "xx"),
                    ==, 0);
  /* Code has none, and one that fails is code. */
  g_assert_cmpuint (count ("", "<code>$$x$$</code><pre>$$x$$</pre>", "<math"), ==, 0);
  g_assert_cmpuint (count ("", "<p>$$\\foo_a*b*$$</p>", "<code class=\"bs-source\">$$\\foo_a*b*$$</code>"), ==, 1);
  g_assert_cmpuint (count ("", "<p>a<math display=\"block\"><mi>x</mi></math></p>", "<math display=\"block\">"), ==, 1);
}

/* Many beginnings without an end take no time. */
static void
test_unfinished (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 start = g_get_monotonic_time ();

  while (text->len < 1000000)
    g_string_append (text, "\\( $$x ` \\[ ");
  g_assert_cmpuint (count ("math: true\n", text->str, "<math"), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/math-converter/formulas", test_formulas);
  g_test_add_func ("/broadsheet/math-converter/escaped", test_escaped);
  g_test_add_func ("/broadsheet/math-converter/refused", test_refused);
  g_test_add_func ("/broadsheet/math-converter/many", test_many);
  g_test_add_func ("/broadsheet/math-converter/bad-helpers", test_bad_helpers);
  g_test_add_func ("/broadsheet/math-converter/slow-helper", test_slow_helper);
  g_test_add_func ("/broadsheet/math-converter/confinement", test_confinement);
  g_test_add_func ("/broadsheet/math-converter/markup", test_markup);
  g_test_add_func ("/broadsheet/math-converter/articles", test_articles);
  g_test_add_func ("/broadsheet/math-converter/unfinished", test_unfinished);
  return g_test_run ();
}
