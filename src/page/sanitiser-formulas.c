/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-formulas.h"

#include <string.h>

#include "helper/math-protocol.h"
#include "model/format/article/article-facts.h"
#include "model/format/body/markdown-inline.h"
#include "page/math-converter.h"

/* Of an article. Further ones stay text. */
#define MAX_FORMULAS 10000
/* Starts of formulas without an end, after which none is looked for. */
#define MAX_FAILED 1000

/* Nodes between the output of a script and the formula. */
#define MAX_BETWEEN 3

struct _BsFormulas
{
  gboolean is_html;     /* a backslash escapes nothing */
  gboolean has_dollars; /* a single “$” begins a formula too */
  guint n_failed;
  GPtrArray *formulas; /* (element-type BsFormula) */
  GArray *places;      /* (element-type Place): one for each */
};

typedef struct
{
  gsize position;
  char *written; /* the article's element for it */
  gboolean is_block;
} Place;

static void
clear_place (gpointer data)
{
  g_free (((Place *) data)->written);
}

/* In the text of an article. In code, “$$” may mean anything. */
static gboolean
has_double_dollar (const BsHtmlNode *root)
{
  const BsHtmlNode *node = bs_html_node_follow (root, root, TRUE);

  while (node != NULL)
    {
      gboolean is_code = node->name != NULL && (g_str_equal (node->name, "code") || g_str_equal (node->name, "pre"));

      if (node->name == NULL && strstr (node->text, "$$") != NULL)
        return TRUE;
      node = bs_html_node_follow (node, root, !is_code);
    }
  return FALSE;
}

/*
 * bs_formulas_new:
 * @document: the article
 * @root: its body
 *
 * Returns: (transfer full): no formulas yet
 */
BsFormulas *
bs_formulas_new (const BsDocument *document, const BsHtmlNode *root)
{
  BsFormulas *self = g_new0 (BsFormulas, 1);

  g_return_val_if_fail (document != NULL, self);

  self->is_html = document->article->body_kind == BS_BODY_HTML;
  self->has_dollars = bs_article_wants_math (document->article) || has_double_dollar (root);
  self->formulas = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_formula_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, clear_place);
  return self;
}

void
bs_formulas_free (BsFormulas *self)
{
  g_ptr_array_unref (self->formulas);
  g_array_unref (self->places);
  g_free (self);
}

static gboolean
may_begin (const BsFormulas *self, const char *text)
{
  if (text[0] == '$')
    return text[1] == '$' || self->has_dollars;
  return text[1] == '(' || text[1] == '[' || (self->has_dollars && g_str_has_prefix (text + 1, "begin{"));
}

/* The length of the formula that begins a text, or 0. */
static gsize
match (const BsFormulas *self, const char *text)
{
  gsize limit = strnlen (text, BS_MATH_MAX_BYTES + 64);
  const char *end;

  if (!self->is_html || text[0] != '\\' || text[1] == 'b')
    return bs_markdown_match_math (text, 0, limit);
  end = memmem (text + 2, limit - 2, text[1] == '(' ? "\\)" : "\\]", 2);
  return end != NULL && end > text + 2 ? (gsize) (end + 2 - text) : 0;
}

/*
 * bs_formulas_find:
 * @text: text of the article
 * @length: (out): of the formula, with its delimiters, in bytes
 *
 * Returns: the start of a formula in @text; %G_MAXSIZE if there is none
 */
gsize
bs_formulas_find (BsFormulas *self, const char *text, gsize *length)
{
  for (const char *c = strpbrk (text, "$\\"); c != NULL; c = strpbrk (c, "$\\"))
    {
      if (self->n_failed >= MAX_FAILED || self->formulas->len >= MAX_FORMULAS)
        return G_MAXSIZE;
      if (may_begin (self, c))
        {
          *length = match (self, c);
          if (*length > 0)
            return c - text;
          self->n_failed++;
        }
      c += c[1] == c[0] || (*c == '\\' && c[1] == '$') ? 2 : 1;
    }
  return G_MAXSIZE;
}

static void
add (BsFormulas *self, gsize position, char *source, gboolean is_display, char *written, gboolean is_block)
{
  BsFormula *formula = g_new0 (BsFormula, 1);
  Place place = { position, written, is_block };

  formula->source = source;
  formula->is_display = is_display;
  g_ptr_array_add (self->formulas, formula);
  g_array_append_val (self->places, place);
}

/* The delimiters around a formula, or 0. */
static gsize
count_delimiters (const char *text, gsize length, gboolean *is_display)
{
  if (length > 4 && text[0] == '$' && text[1] == '$')
    {
      *is_display = TRUE;
      return 2;
    }
  if (length > 4 && text[0] == '\\' && (text[1] == '(' || text[1] == '['))
    {
      *is_display = text[1] == '[';
      return 2;
    }
  if (length > 2 && text[0] == '$' && text[length - 1] == '$')
    {
      *is_display = FALSE;
      return 1;
    }
  return 0;
}

/*
 * bs_formulas_add:
 * @position: its future position in the sanitised HTML
 * @text: (array length=length): the formula with its delimiters
 */
void
bs_formulas_add (BsFormulas *self, gsize position, const char *text, gsize length)
{
  gboolean is_display = TRUE;
  gsize delimiters = count_delimiters (text, length, &is_display);

  add (self, position, g_strndup (text + delimiters, length - 2 * delimiters), is_display, g_strndup (text, length),
       FALSE);
}

/* Returns: whether MathML of an article is a formula of its own */
gboolean
bs_formulas_is_display (const BsHtmlNode *math)
{
  const char *display = bs_html_node_get (math, "display");
  const char *mode = bs_html_node_get (math, "mode");

  return (display != NULL && g_ascii_strcasecmp (display, "block") == 0) ||
         (mode != NULL && g_ascii_strcasecmp (mode, "display") == 0);
}

static gboolean
is_named_math (const BsHtmlNode *node)
{
  const char *classes = node->name != NULL ? bs_html_node_get (node, "class") : NULL;
  const char *found = classes != NULL ? strstr (classes, "language-math") : NULL;
  gsize length = strlen ("language-math");

  return found != NULL && (found == classes || found[-1] == ' ') && (found[length] == '\0' || found[length] == ' ') &&
         node->first_child != NULL && node->first_child->text != NULL && node->first_child->next == NULL &&
         strlen (node->first_child->text) <= BS_MATH_MAX_BYTES;
}

/*
 * bs_formulas_is_formula:
 * @code: an element
 *
 * Returns: whether it is code in the language “math”: `code`, or `pre` around it
 */
gboolean
bs_formulas_is_formula (const BsHtmlNode *code)
{
  if (g_str_equal (code->name, "pre") && code->first_child != NULL && code->first_child->next == NULL &&
      code->first_child->name != NULL)
    code = code->first_child;
  return g_str_equal (code->name, "code") && is_named_math (code);
}

static gboolean
has_class (const BsHtmlNode *node, const char *text)
{
  const char *classes = node != NULL && node->name != NULL ? bs_html_node_get (node, "class") : NULL;

  return classes != NULL && strstr (classes, text) != NULL;
}

/*
 * bs_formulas_is_drawn:
 * @element: an element
 *
 * Returns: whether a script of a saved page, MathJax 2 or KaTeX, has drawn it in boxes from a formula that is beside it
 */
gboolean
bs_formulas_is_drawn (const BsHtmlNode *element)
{
  const BsHtmlNode *next = element->next;

  if (has_class (element, "katex-html"))
    return has_class (element->parent->first_child, "katex-mathml");
  if (!has_class (element, "MathJax") && !has_class (element, "MJXc-display"))
    return FALSE;
  for (guint i = 0; i < MAX_BETWEEN && next != NULL && (next->name == NULL || !bs_formulas_is_formula (next)); i++)
    next = next->next;
  return next != NULL && next->name != NULL && bs_formulas_is_formula (next);
}

/*
 * bs_formulas_add_node:
 * @code: an element for which bs_formulas_is_formula() is true
 */
void
bs_formulas_add_node (BsFormulas *self, gsize position, const BsHtmlNode *code)
{
  gboolean is_block = g_str_equal (code->name, "pre");
  gboolean is_display = is_block;
  const char *written = is_block ? code->first_child->first_child->text : code->first_child->text;
  g_autofree char *text = g_strstrip (g_strdup (written));
  gsize length = strlen (text);
  gsize delimiters = count_delimiters (text, length, &is_display);

  add (self, position, g_strndup (text + delimiters, length - 2 * delimiters), is_display || is_block,
       g_strdup (written), is_block);
}

static void
append_formula (GString *out, const Place *place, const BsFormula *formula)
{
  g_autofree char *escaped = NULL;

  if (formula->mathml != NULL && formula->is_display)
    {
      g_string_append (out, place->is_block ? "<div class=\"bs-formula\">" : "<span class=\"bs-formula\">");
      g_string_append (out, formula->mathml);
      g_string_append (out, place->is_block ? "</div>" : "</span>");
      return;
    }
  if (formula->mathml != NULL)
    {
      g_string_append (out, formula->mathml);
      return;
    }
  escaped = g_markup_escape_text (place->written, -1);
  if (place->is_block)
    g_string_append_printf (out, "<pre><code>%s</code></pre>", escaped);
  else
    g_string_append_printf (out, "<code class=\"bs-source\">%s</code>", escaped);
}

/*
 * bs_formulas_insert:
 * @out: the sanitised HTML
 *
 * Converts all formulas and inserts them in their places. A failed formula is shown as written.
 */
void
bs_formulas_insert (BsFormulas *self, GString *out)
{
  g_autoptr (GString) whole = NULL;
  gsize done = 0;

  if (self->formulas->len == 0)
    return;
  bs_math_converter_convert (bs_math_converter_get_default (), self->formulas);
  whole = g_string_sized_new (out->len + self->formulas->len * 512);
  for (guint i = 0; i < self->formulas->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      g_string_append_len (whole, out->str + done, place->position - done);
      append_formula (whole, place, g_ptr_array_index (self->formulas, i));
      done = place->position;
    }
  g_string_append_len (whole, out->str + done, out->len - done);
  g_string_assign (out, whole->str);
}
