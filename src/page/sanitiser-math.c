/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-math.h"

#include <string.h>

#define MAX_DEPTH 128
#define MAX_VALUE_BYTES 32
/* For a text that represents the formula */
#define MAX_SOURCE_BYTES 4096

typedef enum
{
  MATH_ROW,   /* unwrapped into `mrow`; the default for unknown elements */
  MATH_KEEP,  /* contains elements */
  MATH_TOKEN, /* contains only text */
  MATH_EMPTY, /* contains nothing */
  MATH_FIRST, /* only its first child counts */
  MATH_DROP,
} MathAction;

typedef struct
{
  const char *name;
  MathAction action;
  guint n_children;   /* that it must have, or 0 */
  const char *parent; /* (nullable): the only element that it may be in */
} MathRule;

/* MathML Core, 2.1. Sorted by name, for bisection. Elements whose content a parser could take for HTML are dropped
 * (`annotation-xml`), or contain text alone. */
static const MathRule rules[] = {
  { "annotation", MATH_DROP, 0, NULL },
  { "annotation-xml", MATH_DROP, 0, NULL },
  { "maction", MATH_FIRST, 0, NULL },
  { "malignmark", MATH_DROP, 0, NULL },
  { "math", MATH_ROW, 0, NULL },
  { "menclose", MATH_ROW, 0, NULL },
  { "merror", MATH_KEEP, 0, NULL },
  { "mfrac", MATH_KEEP, 2, NULL },
  { "mglyph", MATH_DROP, 0, NULL },
  { "mi", MATH_TOKEN, 0, NULL },
  { "mmultiscripts", MATH_KEEP, 0, NULL },
  { "mn", MATH_TOKEN, 0, NULL },
  { "mo", MATH_TOKEN, 0, NULL },
  { "mover", MATH_KEEP, 2, NULL },
  { "mpadded", MATH_KEEP, 0, NULL },
  { "mphantom", MATH_KEEP, 0, NULL },
  { "mprescripts", MATH_EMPTY, 0, "mmultiscripts" },
  { "mroot", MATH_KEEP, 2, NULL },
  { "mrow", MATH_KEEP, 0, NULL },
  { "ms", MATH_TOKEN, 0, NULL },
  { "mspace", MATH_EMPTY, 0, NULL },
  { "msqrt", MATH_KEEP, 0, NULL },
  { "mstyle", MATH_KEEP, 0, NULL },
  { "msub", MATH_KEEP, 2, NULL },
  { "msubsup", MATH_KEEP, 3, NULL },
  { "msup", MATH_KEEP, 2, NULL },
  { "mtable", MATH_KEEP, 0, NULL },
  { "mtd", MATH_KEEP, 0, "mtr" },
  { "mtext", MATH_TOKEN, 0, NULL },
  { "mtr", MATH_KEEP, 0, "mtable" },
  { "munder", MATH_KEEP, 2, NULL },
  { "munderover", MATH_KEEP, 3, NULL },
  { "none", MATH_EMPTY, 0, "mmultiscripts" },
  { "script", MATH_DROP, 0, NULL },
  { "semantics", MATH_FIRST, 0, NULL },
  { "style", MATH_DROP, 0, NULL },
  { "svg", MATH_DROP, 0, NULL },
};

/* Values in the forms that MathML 3 gives them, because books are checked for these. */
#define LENGTH "-?[0-9]*([0-9]\\.?|\\.[0-9])[0-9]*(e[mx]|in|cm|mm|p[xtc]|%)?"
#define BOOLEAN "true|false"
#define COLOUR "#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|black|blue|gray|green|purple|red|white|yellow"
#define ALIGNMENTS "(left|center|right)( (left|center|right))*"

/* MathML Core uses styles for an element of MathML 3: lines around a part of a formula, or through it. */
static const struct
{
  const char *notation;
  const char *class_name;
} enclosures[] = {
  { "box", "bs-box" },
  { "roundedbox", "bs-box" },
  { "circle", "bs-box" },
  { "top", "bs-top" },
  { "bottom", "bs-bottom" },
  { "left", "bs-left" },
  { "right", "bs-right" },
  { "actuarial", "bs-top bs-right" },
  { "longdiv", "bs-top bs-left" },
  { "horizontalstrike", "bs-strike" },
  { "updiagonalstrike", "bs-strike-up" },
  { "downdiagonalstrike", "bs-strike-down" },
};

#define ENCLOSURE "bs-(box|top|bottom|left|right|strike|strike-up|strike-down)"

static const struct
{
  const char *elements; /* a space around each; or NULL for all */
  const char *name;
  const char *pattern;
} attributes[] = {
  { NULL, "mathcolor", COLOUR },
  { " mrow ", "class", ENCLOSURE "( " ENCLOSURE ")*" },
  { " mi mn mo ms mtext ", "mathvariant", "normal" },
  { " mstyle mtable ", "displaystyle", BOOLEAN },
  { " mstyle ", "scriptlevel", "[+-]?[0-9]{1,3}" },
  { " mo ", "form", "prefix|infix|postfix" },
  { " mo ", "fence", BOOLEAN },
  { " mo ", "separator", BOOLEAN },
  { " mo ", "stretchy", BOOLEAN },
  { " mo ", "symmetric", BOOLEAN },
  { " mo ", "largeop", BOOLEAN },
  { " mo ", "movablelimits", BOOLEAN },
  { " mo mover munderover ", "accent", BOOLEAN },
  { " munder munderover ", "accentunder", BOOLEAN },
  { " mo mpadded ", "lspace", LENGTH },
  { " mo ", "rspace", LENGTH },
  { " mo ", "minsize", LENGTH },
  { " mo ", "maxsize", LENGTH },
  { " mfrac ", "linethickness", LENGTH },
  { " mspace mpadded ", "width", LENGTH },
  { " mspace mpadded ", "height", LENGTH },
  { " mspace mpadded ", "depth", LENGTH },
  { " mpadded ", "voffset", LENGTH },
  { " mtable mtr mtd ", "columnalign", ALIGNMENTS },
  { " mtable ", "rowspacing", LENGTH "( " LENGTH ")*" },
  { " mtable ", "columnspacing", LENGTH "( " LENGTH ")*" },
  { " mtd ", "columnspan", "[1-9][0-9]{0,2}" },
  { " mtd ", "rowspan", "[1-9][0-9]{0,2}" },
};

static int
compare_rules (const void *name, const void *rule)
{
  return strcmp (name, ((const MathRule *) rule)->name);
}

static const MathRule *
get_rule (const char *name)
{
  static const MathRule unknown = { "mrow", MATH_ROW, 0, NULL };
  const MathRule *rule = bsearch (name, rules, G_N_ELEMENTS (rules), sizeof *rules, compare_rules);

  return rule != NULL ? rule : &unknown;
}

static gpointer
make_patterns (gpointer data)
{
  GRegex **patterns = g_new0 (GRegex *, G_N_ELEMENTS (attributes));

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *whole = g_strdup_printf ("^(?:%s)\\z", attributes[i].pattern);

      patterns[i] = g_regex_new (whole, G_REGEX_OPTIMIZE, 0, NULL);
    }
  return patterns;
}

static gboolean
is_allowed (const char *element, const BsHtmlAttribute *attribute)
{
  static GOnce once = G_ONCE_INIT;
  g_autofree char *wanted = g_strdup_printf (" %s ", element);

  g_once (&once, make_patterns, NULL);
  if (strlen (attribute->value) > MAX_VALUE_BYTES)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_str_equal (attributes[i].name, attribute->name))
      return (attributes[i].elements == NULL || strstr (attributes[i].elements, wanted) != NULL) &&
             g_regex_match (((GRegex **) once.retval)[i], attribute->value, 0, NULL);
  return FALSE;
}

/* The letters of an alphabet that are not at their regular code points (Unicode, Mathematical Alphanumeric Symbols). */
static gunichar
find_exception (gunichar base, guint index)
{
  static const struct
  {
    gunichar base;
    const char *letters;
    gunichar found[13];
  } alphabets[] = {
    { 0x1d49c,
      "BEFHILMRego",
      { 0x212c, 0x2130, 0x2131, 0x210b, 0x2110, 0x2112, 0x2133, 0x211b, 0x212f, 0x210a, 0x2134 } },
    { 0x1d504, "CHIRZ", { 0x212d, 0x210c, 0x2111, 0x211c, 0x2128 } },
    { 0x1d538, "CHNPQRZ", { 0x2102, 0x210d, 0x2115, 0x2119, 0x211a, 0x211d, 0x2124 } },
    { 0x1d434, "h", { 0x210e } },
  };
  char letter = index < 26 ? 'A' + index : 'a' + index - 26;

  for (gsize i = 0; i < G_N_ELEMENTS (alphabets); i++)
    {
      const char *place = alphabets[i].base == base ? strchr (alphabets[i].letters, letter) : NULL;

      if (place != NULL)
        return alphabets[i].found[place - alphabets[i].letters];
    }
  return base + index;
}

/* MathML Core has variants of letters in the text: “mathvariant” has no other value than “normal”. */
static gboolean
append_variant (GString *out, const char *variant, const char *text)
{
  static const struct
  {
    const char *name;
    gunichar letters; /* where A is */
    gunichar digits;  /* where 0 is, or 0 */
    gunichar greek;   /* where Alpha is, or 0 */
  } variants[] = {
    { "bold", 0x1d400, 0x1d7ce, 0x1d6a8 },  { "italic", 0x1d434, 0, 0x1d6e2 },
    { "bold-italic", 0x1d468, 0, 0x1d71c }, { "script", 0x1d49c, 0, 0 },
    { "bold-script", 0x1d4d0, 0, 0 },       { "fraktur", 0x1d504, 0, 0 },
    { "bold-fraktur", 0x1d56c, 0, 0 },      { "double-struck", 0x1d538, 0x1d7d8, 0 },
    { "sans-serif", 0x1d5a0, 0x1d7e2, 0 },  { "bold-sans-serif", 0x1d5d4, 0x1d7ec, 0x1d756 },
    { "sans-serif-italic", 0x1d608, 0, 0 }, { "sans-serif-bold-italic", 0x1d63c, 0, 0x1d790 },
    { "monospace", 0x1d670, 0x1d7f6, 0 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (variants) && !g_str_equal (variants[i].name, variant); i++)
    ;
  if (i == G_N_ELEMENTS (variants))
    return FALSE;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character < 0x80 && g_ascii_isalpha (character))
        character =
            find_exception (variants[i].letters, g_ascii_isupper (character) ? character - 'A' : character - 'a' + 26);
      else if (character < 0x80 && g_ascii_isdigit (character) && variants[i].digits != 0)
        character = variants[i].digits + character - '0';
      else if (character >= 0x391 && character <= 0x3a9 && variants[i].greek != 0)
        character = variants[i].greek + character - 0x391;
      else if (character >= 0x3b1 && character <= 0x3c9 && variants[i].greek != 0)
        character = variants[i].greek + 26 + character - 0x3b1;
      g_string_append_unichar (out, character);
    }
  return TRUE;
}

/* The same in HTML and in XML, which lacks some characters. */
static void
append_escaped (GString *out, const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == '&')
        g_string_append (out, "&amp;");
      else if (character == '<')
        g_string_append (out, "&lt;");
      else if (character == '>')
        g_string_append (out, "&gt;");
      else if (character == '"')
        g_string_append (out, "&quot;");
      else if (character == '\t' || character == '\n' || (character >= 0x20 && (character & 0xfffe) != 0xfffe))
        g_string_append_unichar (out, character);
    }
}

static const char *
get_name (const BsHtmlNode *node)
{
  return node->foreign != NULL ? node->foreign : node->name;
}

/* The text below an element. Elements in it are of no kind that a formula has. */
static char *
collect_text (const BsHtmlNode *element)
{
  GString *text = g_string_new (NULL);
  const BsHtmlNode *node = bs_html_node_follow (element, element, TRUE);

  while (node != NULL)
    {
      gboolean is_dropped = node->name != NULL && get_rule (get_name (node))->action == MATH_DROP;

      if (node->name == NULL)
        g_string_append (text, node->text);
      node = bs_html_node_follow (node, element, !is_dropped);
    }
  return g_string_free (text, FALSE);
}

static void
append_start (GString *out, const BsHtmlNode *node)
{
  const char *name = get_name (node);

  g_string_append_printf (out, "<%s", name);
  for (guint i = 0; i < node->n_attributes; i++)
    if (is_allowed (name, &node->attributes[i]))
      g_string_append_printf (out, " %s=\"%s\"", node->attributes[i].name, node->attributes[i].value);
}

static void
append_token (GString *out, const BsHtmlNode *node)
{
  const char *name = get_name (node);
  const char *variant = bs_html_node_get (node, "mathvariant");
  g_autofree char *text = collect_text (node);
  g_autoptr (GString) letters = g_string_new (NULL);
  gboolean is_varied = variant != NULL && append_variant (letters, variant, text);

  append_start (out, node);
  /* A single letter would become italic. */
  if (is_varied && g_str_equal (name, "mi") && g_utf8_strlen (text, 2) == 1)
    g_string_append (out, " mathvariant=\"normal\"");
  g_string_append_c (out, '>');
  append_escaped (out, is_varied ? letters->str : text);
  g_string_append_printf (out, "</%s>", name);
}

static gboolean
is_named (const BsHtmlNode *node, const char *name)
{
  return node != NULL && node->name != NULL && g_str_equal (get_name (node), name);
}

/* “⁡”, after the name of a function */
static gboolean
is_application (const BsHtmlNode *node)
{
  return is_named (node, "mo") && node->first_child != NULL && node->first_child->text != NULL &&
         g_str_equal (node->first_child->text, "\u2061");
}

/* KaTeX leaves the space around names of functions to the style of its own pages. */
static void
append_space (GString *out, const BsHtmlNode *neighbour)
{
  if (neighbour != NULL && neighbour->name != NULL && !is_named (neighbour, "mo") && !is_named (neighbour, "mspace"))
    g_string_append (out, "<mspace width=\"0.17em\"></mspace>");
}

/* By default it is a long division (MathML 3, 3.3.9). */
static void
append_enclosure (GString *out, const BsHtmlNode *node)
{
  const char *notation = bs_html_node_get (node, "notation");
  g_auto (GStrv) names = g_strsplit_set (notation != NULL ? notation : "longdiv", " \t\r\n", 8);
  g_autoptr (GString) classes = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (enclosures); i++)
    if (g_strv_contains ((const char *const *) names, enclosures[i].notation) &&
        strstr (classes->str, enclosures[i].class_name) == NULL)
      g_string_append_printf (classes, "%s%s", classes->len > 0 ? " " : "", enclosures[i].class_name);
  if (classes->len > 0 && classes->len <= MAX_VALUE_BYTES)
    g_string_append_printf (out, " class=\"%s\"", classes->str);
}

/* Browsers align the cells of a formula, and not its columns. */
static void
append_alignment (GString *out, const BsHtmlNode *cell)
{
  const BsHtmlNode *table = cell->parent->parent;
  const char *alignments = table != NULL && is_named (table, "mtable") ? bs_html_node_get (table, "columnalign") : NULL;

  if (alignments == NULL || bs_html_node_get (cell, "columnalign") != NULL || strlen (alignments) > MAX_VALUE_BYTES)
    return;
  for (const BsHtmlNode *node = cell->parent->first_child; node != cell; node = node->next)
    {
      const char *space = is_named (node, "mtd") ? strchr (alignments, ' ') : NULL;

      /* The last one is that of all further columns. */
      if (space != NULL)
        alignments = space + 1;
      else if (is_named (node, "mtd"))
        break;
    }
  if (g_str_has_prefix (alignments, "left"))
    g_string_append (out, " columnalign=\"left\"");
  else if (g_str_has_prefix (alignments, "right"))
    g_string_append (out, " columnalign=\"right\"");
}

static gboolean
is_blank (const BsHtmlNode *node)
{
  return node->name == NULL && node->text[strspn (node->text, " \t\r\n")] == '\0';
}

/* @parent: the name that the element around it is written with */
static gboolean
is_written (const BsHtmlNode *node, const char *parent)
{
  const MathRule *rule;

  if (node->name == NULL)
    return !is_blank (node);
  rule = get_rule (get_name (node));
  if (rule->action == MATH_EMPTY && rule->parent != NULL)
    return g_str_equal (parent, rule->parent);
  return rule->action != MATH_DROP && (rule->action != MATH_FIRST || node->first_child != NULL);
}

/* Whether an element is in an allowed place and has the required children. Browsers show it in any case; books may not
 * contain it. */
static gboolean
is_whole (const BsHtmlNode *node, const char *parent)
{
  const MathRule *rule = get_rule (get_name (node));
  gboolean is_scripts = g_str_equal (rule->name, "mmultiscripts");
  const char *only = g_str_equal (rule->name, "mtable") ? "mtr" : g_str_equal (rule->name, "mtr") ? "mtd" : NULL;
  guint n_prescripts = 0;
  guint n = 0;

  if (rule->action == MATH_ROW || (rule->parent != NULL && !g_str_equal (parent, rule->parent)))
    return FALSE;
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      if (!is_written (child, rule->name))
        continue;
      if (only != NULL && (!is_named (child, only) || !is_whole (child, rule->name)))
        return FALSE;
      if (is_scripts && child->name != NULL && g_str_equal (get_name (child), "mprescripts"))
        {
          /* A base, and pairs of scripts on either side */
          if (n_prescripts++ > 0 || n % 2 == 0)
            return FALSE;
          continue;
        }
      if (n == 0 && is_scripts && child->name != NULL && g_str_equal (get_name (child), "none"))
        return FALSE;
      n++;
    }
  if (is_scripts)
    return n % 2 == 1;
  return rule->n_children == 0 || n == rule->n_children;
}

static void append_node (GString *out, const BsHtmlNode *node, const char *parent, guint depth);

static void
append_children (GString *out, const BsHtmlNode *node, const char *name, guint depth)
{
  const BsHtmlNode *last = NULL;

  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      gboolean is_in_row = g_str_equal (name, "mrow");

      if (!is_written (child, name))
        continue;
      if (is_in_row && is_application (child->next))
        append_space (out, last);
      append_node (out, child, name, depth);
      if (is_in_row && is_application (child))
        append_space (out, child->next);
      last = child;
    }
}

static void
append_node (GString *out, const BsHtmlNode *node, const char *parent, guint depth)
{
  const BsHtmlNode *child;
  const char *name;

  if (node->name == NULL)
    {
      /* Text is only allowed in tokens. */
      g_string_append (out, "<mtext>");
      append_escaped (out, node->text);
      g_string_append (out, "</mtext>");
      return;
    }
  name = get_name (node);
  switch (get_rule (name)->action)
    {
    case MATH_KEEP:
    case MATH_ROW:
      /* A table that begins has room for its cells. */
      if (depth >= MAX_DEPTH || (depth + 2 >= MAX_DEPTH && g_str_equal (name, "mtable")) || !is_whole (node, parent))
        {
          g_string_append (out, "<mrow");
          if (g_str_equal (name, "menclose"))
            append_enclosure (out, node);
          g_string_append_c (out, '>');
          if (depth < MAX_DEPTH)
            append_children (out, node, "mrow", depth + 1);
          g_string_append (out, "</mrow>");
          return;
        }
      append_start (out, node);
      if (g_str_equal (name, "mtd"))
        append_alignment (out, node);
      g_string_append_c (out, '>');
      append_children (out, node, name, depth + 1);
      g_string_append_printf (out, "</%s>", name);
      return;
    case MATH_TOKEN:
      append_token (out, node);
      return;
    case MATH_EMPTY:
      append_start (out, node);
      g_string_append_printf (out, "></%s>", name);
      return;
    case MATH_FIRST:
      for (child = node->first_child; child->next != NULL && is_blank (child); child = child->next)
        ;
      if (depth < MAX_DEPTH && is_written (child, "mrow"))
        append_node (out, child, "mrow", depth + 1);
      else
        g_string_append (out, "<mrow></mrow>");
      return;
    case MATH_DROP:
    default:
      return;
    }
}

/*
 * bs_sanitise_math:
 * @math: an element `math`
 * @is_display: whether it is a formula of its own
 * @source: (nullable): a text that represents the formula; by default its `alttext`
 *
 * Writes a formula with only the elements and attributes of MathML Core. It contains no element in which a parser could
 * find HTML, so that it is parsed as it was written.
 *
 * Returns: (transfer full) (nullable): MathML in the syntax of HTML; %NULL if nothing remains
 */
char *
bs_sanitise_math (const BsHtmlNode *math, gboolean is_display, const char *source)
{
  GString *out = g_string_new ("<math");
  gsize start;

  g_return_val_if_fail (math != NULL, NULL);

  if (is_display)
    g_string_append (out, " display=\"block\"");
  if (source == NULL)
    source = bs_html_node_get (math, "alttext");
  if (source != NULL && *source != '\0' && strlen (source) <= MAX_SOURCE_BYTES)
    {
      g_string_append (out, " alttext=\"");
      append_escaped (out, source);
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, '>');
  start = out->len;
  append_children (out, math, "math", 0);
  if (out->len == start)
    {
      g_string_free (out, TRUE);
      return NULL;
    }
  g_string_append (out, "</math>");
  return g_string_free (out, FALSE);
}

static const BsHtmlNode *
find_math (const BsHtmlNode *root)
{
  for (const BsHtmlNode *node = root->first_child; node != NULL; node = node->first_child)
    if (node->foreign != NULL && g_str_equal (node->foreign, "math"))
      return node;
  return NULL;
}

/*
 * bs_sanitise_math_text:
 * @html: the helper's output for a formula
 *
 * Returns: (transfer full) (nullable): bs_sanitise_math() of the formula in @html
 */
char *
bs_sanitise_math_text (const char *html, gboolean is_display, const char *source)
{
  g_autoptr (BsHtmlTree) tree = NULL;
  const BsHtmlNode *math;

  g_return_val_if_fail (html != NULL, NULL);

  tree = bs_html_tree_parse (html, strlen (html));
  math = tree != NULL ? find_math (bs_html_tree_get_root (tree)) : NULL;
  return math != NULL ? bs_sanitise_math (math, is_display, source) : NULL;
}
