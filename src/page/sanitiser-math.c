/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-math.h"

#include <string.h>

#define MAX_DEPTH 128
#define MAX_VALUE_BYTES 32
/* Of a text that stands for the formula */
#define MAX_SOURCE_BYTES 4096

typedef enum
{
  MATH_ROW,   /* unwrapped into `mrow`; the default for unknown elements */
  MATH_KEEP,  /* contains elements */
  MATH_TOKEN, /* contains text and nothing else */
  MATH_EMPTY, /* contains nothing */
  MATH_FIRST, /* only its first child counts */
  MATH_DROP,
} MathAction;

typedef struct
{
  const char *name;
  MathAction action;
} MathRule;

/* MathML Core, 2.1. Sorted by name, for bisection. Elements whose content a parser could take for HTML are dropped
 * (`annotation-xml`), or contain text alone. */
static const MathRule rules[] = {
  { "annotation", MATH_DROP }, { "annotation-xml", MATH_DROP },
  { "maction", MATH_FIRST },   { "malignmark", MATH_DROP },
  { "math", MATH_ROW },        { "merror", MATH_KEEP },
  { "mfrac", MATH_KEEP },      { "mglyph", MATH_DROP },
  { "mi", MATH_TOKEN },        { "mmultiscripts", MATH_KEEP },
  { "mn", MATH_TOKEN },        { "mo", MATH_TOKEN },
  { "mover", MATH_KEEP },      { "mpadded", MATH_KEEP },
  { "mphantom", MATH_KEEP },   { "mprescripts", MATH_EMPTY },
  { "mroot", MATH_KEEP },      { "mrow", MATH_KEEP },
  { "ms", MATH_TOKEN },        { "mspace", MATH_EMPTY },
  { "msqrt", MATH_KEEP },      { "mstyle", MATH_KEEP },
  { "msub", MATH_KEEP },       { "msubsup", MATH_KEEP },
  { "msup", MATH_KEEP },       { "mtable", MATH_KEEP },
  { "mtd", MATH_KEEP },        { "mtext", MATH_TOKEN },
  { "mtr", MATH_KEEP },        { "munder", MATH_KEEP },
  { "munderover", MATH_KEEP }, { "none", MATH_EMPTY },
  { "script", MATH_DROP },     { "semantics", MATH_FIRST },
  { "style", MATH_DROP },      { "svg", MATH_DROP },
};

static const char *const attributes[] = {
  "accent",        "accentunder",  "columnalign", "columnspacing", "columnspan",  "depth",
  "dir",           "displaystyle", "fence",       "form",          "height",      "largeop",
  "linethickness", "lspace",       "mathcolor",   "mathvariant",   "maxsize",     "minsize",
  "movablelimits", "rowspacing",   "rowspan",     "rspace",        "scriptlevel", "separator",
  "stretchy",      "symmetric",    "voffset",     "width",         NULL,
};

static int
compare_rules (const void *name, const void *rule)
{
  return strcmp (name, ((const MathRule *) rule)->name);
}

static MathAction
get_action (const char *name)
{
  const MathRule *rule = bsearch (name, rules, G_N_ELEMENTS (rules), sizeof *rules, compare_rules);

  return rule != NULL ? rule->action : MATH_ROW;
}

static gboolean
is_value (const char *value)
{
  gsize length = strlen (value);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (value[i]) && strchr (" .%+-#", value[i]) == NULL)
      return FALSE;
  return length > 0 && length <= MAX_VALUE_BYTES;
}

/* The letters of an alphabet, where they are not in their place (Unicode, Mathematical Alphanumeric Symbols). */
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

/* MathML Core keeps the variants of letters in the text: “mathvariant” has no other value than “normal”. */
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

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
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
  const BsHtmlNode *node = element->first_child;

  while (node != NULL)
    {
      gboolean is_dropped = node->name != NULL && get_action (get_name (node)) == MATH_DROP;

      if (node->name == NULL)
        g_string_append (text, node->text);
      if (node->first_child != NULL && !is_dropped)
        {
          node = node->first_child;
          continue;
        }
      while (node != element && node->next == NULL)
        node = node->parent;
      node = node != element ? node->next : NULL;
    }
  return g_string_free (text, FALSE);
}

static void
append_attributes (GString *out, const BsHtmlNode *node)
{
  for (guint i = 0; i < node->n_attributes; i++)
    {
      const BsHtmlAttribute *attribute = &node->attributes[i];
      gboolean is_variant = g_str_equal (attribute->name, "mathvariant");

      if (g_strv_contains (attributes, attribute->name) && is_value (attribute->value) &&
          (!is_variant || g_str_equal (attribute->value, "normal")))
        g_string_append_printf (out, " %s=\"%s\"", attribute->name, attribute->value);
    }
}

static void
append_token (GString *out, const BsHtmlNode *node)
{
  const char *name = get_name (node);
  const char *variant = bs_html_node_get (node, "mathvariant");
  g_autofree char *text = collect_text (node);
  g_autoptr (GString) letters = g_string_new (NULL);
  gboolean is_varied = variant != NULL && append_variant (letters, variant, text);

  g_string_append_printf (out, "<%s", name);
  append_attributes (out, node);
  /* A single letter would become italic. */
  if (is_varied && g_str_equal (name, "mi") && g_utf8_strlen (text, 2) == 1)
    g_string_append (out, " mathvariant=\"normal\"");
  g_string_append_c (out, '>');
  append_escaped (out, is_varied ? letters->str : text);
  g_string_append_printf (out, "</%s>", name);
}

static void append_children (GString *out, const BsHtmlNode *node, guint depth);

static void
append_node (GString *out, const BsHtmlNode *node, guint depth)
{
  const char *name;

  if (node->name == NULL)
    {
      /* Text is only allowed in tokens. */
      if (strspn (node->text, " \t\r\n") == strlen (node->text))
        return;
      g_string_append (out, "<mtext>");
      append_escaped (out, node->text);
      g_string_append (out, "</mtext>");
      return;
    }
  name = get_name (node);
  switch (get_action (name))
    {
    case MATH_KEEP:
      if (depth >= MAX_DEPTH)
        return;
      g_string_append_printf (out, "<%s", name);
      append_attributes (out, node);
      g_string_append_c (out, '>');
      append_children (out, node, depth + 1);
      g_string_append_printf (out, "</%s>", name);
      return;
    case MATH_TOKEN:
      append_token (out, node);
      return;
    case MATH_EMPTY:
      g_string_append_printf (out, "<%s", name);
      append_attributes (out, node);
      g_string_append_printf (out, "></%s>", name);
      return;
    case MATH_FIRST:
      for (node = node->first_child; node != NULL && node->name == NULL; node = node->next)
        ;
      if (node != NULL && depth < MAX_DEPTH)
        append_node (out, node, depth + 1);
      return;
    case MATH_ROW:
      if (depth >= MAX_DEPTH)
        return;
      g_string_append (out, "<mrow>");
      append_children (out, node, depth + 1);
      g_string_append (out, "</mrow>");
      return;
    case MATH_DROP:
    default:
      return;
    }
}

static void
append_children (GString *out, const BsHtmlNode *node, guint depth)
{
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    append_node (out, child, depth);
}

/*
 * bs_sanitise_math:
 * @math: an element `math`
 * @is_display: whether it is a formula of its own
 * @source: (nullable): a text that stands for the formula; by default its `alttext`
 *
 * Writes a formula with the elements and attributes of MathML Core alone. No element is written in which a parser could
 * find HTML, so that it reads what was written.
 *
 * Returns: (transfer full) (nullable): MathML in the syntax of HTML; %NULL if nothing is left of it
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
  append_children (out, math, 0);
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
 * @html: what the helper made of a formula
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
