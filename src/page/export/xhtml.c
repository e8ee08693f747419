/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/xhtml.h"

#include <gio/gio.h>
#include <string.h>

#include "model/format/body/html.h"
#include "model/format/body/html-tree.h"
#include "page/page-address.h"
#include "page/sanitiser-math.h"

/* The role of an element in the content model of HTML. */
typedef enum
{
  KIND_UNWRAP, /* only its content is written */
  KIND_INLINE, /* phrasing content that holds phrasing content */
  KIND_BOX,    /* flow content that holds flow content */
  KIND_LINES,  /* flow content that holds phrasing content */
  KIND_LIST,
  KIND_ITEM,
  KIND_TERMS,
  KIND_TERM,
  KIND_DETAIL,
  KIND_TABLE,
  KIND_ROWS,
  KIND_ROW,
  KIND_CELL,
  KIND_COLUMNS,
  KIND_COLUMN,
  KIND_CAPTION,
  KIND_FIGURE,
  KIND_LEGEND,
  KIND_SUMMARY,
  KIND_RUBY,
  KIND_RUBY_TEXT,
  KIND_LINK,
  KIND_DIRECTION,
  KIND_BREAK,
  KIND_RULE,
  KIND_PICTURE,
  KIND_MATH,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  const char *output; /* (nullable): the name that is written instead */
} Element;

/* Sorted by name, for bisection. Sections become boxes, because the order of their headings is the author's. Anything
 * that can be folded stays open: a book has no switches. */
static const Element elements[] = {
  { "a", KIND_LINK, NULL },        { "abbr", KIND_INLINE, NULL },     { "address", KIND_BOX, "div" },
  { "article", KIND_BOX, "div" },  { "aside", KIND_BOX, "div" },      { "b", KIND_INLINE, NULL },
  { "bdi", KIND_INLINE, NULL },    { "bdo", KIND_DIRECTION, NULL },   { "blockquote", KIND_BOX, NULL },
  { "br", KIND_BREAK, NULL },      { "caption", KIND_CAPTION, NULL }, { "cite", KIND_INLINE, NULL },
  { "code", KIND_INLINE, NULL },   { "col", KIND_COLUMN, NULL },      { "colgroup", KIND_COLUMNS, NULL },
  { "dd", KIND_DETAIL, NULL },     { "del", KIND_INLINE, NULL },      { "details", KIND_BOX, "div" },
  { "dfn", KIND_INLINE, "i" },     { "div", KIND_BOX, NULL },         { "dl", KIND_TERMS, NULL },
  { "dt", KIND_TERM, NULL },       { "em", KIND_INLINE, NULL },       { "figcaption", KIND_LEGEND, NULL },
  { "figure", KIND_FIGURE, NULL }, { "footer", KIND_BOX, "div" },     { "h1", KIND_LINES, NULL },
  { "h2", KIND_LINES, NULL },      { "h3", KIND_LINES, NULL },        { "h4", KIND_LINES, NULL },
  { "h5", KIND_LINES, NULL },      { "h6", KIND_LINES, NULL },        { "header", KIND_BOX, "div" },
  { "hr", KIND_RULE, NULL },       { "i", KIND_INLINE, NULL },        { "img", KIND_PICTURE, NULL },
  { "ins", KIND_INLINE, NULL },    { "kbd", KIND_INLINE, NULL },      { "li", KIND_ITEM, NULL },
  { "main", KIND_BOX, "div" },     { "mark", KIND_INLINE, NULL },     { "math", KIND_MATH, NULL },
  { "ol", KIND_LIST, NULL },       { "p", KIND_LINES, NULL },         { "pre", KIND_LINES, NULL },
  { "q", KIND_INLINE, NULL },      { "rp", KIND_RUBY_TEXT, NULL },    { "rt", KIND_RUBY_TEXT, NULL },
  { "ruby", KIND_RUBY, NULL },     { "s", KIND_INLINE, NULL },        { "samp", KIND_INLINE, NULL },
  { "section", KIND_BOX, "div" },  { "small", KIND_INLINE, NULL },    { "span", KIND_INLINE, NULL },
  { "strong", KIND_INLINE, NULL }, { "sub", KIND_INLINE, NULL },      { "summary", KIND_SUMMARY, "p" },
  { "sup", KIND_INLINE, NULL },    { "table", KIND_TABLE, NULL },     { "tbody", KIND_ROWS, NULL },
  { "td", KIND_CELL, NULL },       { "tfoot", KIND_ROWS, NULL },      { "th", KIND_CELL, NULL },
  { "thead", KIND_ROWS, NULL },    { "time", KIND_INLINE, "span" },   { "tr", KIND_ROW, NULL },
  { "u", KIND_INLINE, NULL },      { "ul", KIND_LIST, NULL },         { "var", KIND_INLINE, NULL },
};

static const Element unknown = { "", KIND_UNWRAP, NULL };

typedef struct
{
  GString *out;
  const BsXhtmlTargets *targets;
  const char *id_prefix;
  GHashTable *ids;     /* (element-type utf8 guint): number + 1 of each id in the page */
  GHashTable *written; /* (element-type guint): the ids that an element has */
} Writer;

typedef enum
{
  IN_FLOW,     /* anything may be written */
  IN_PHRASING, /* only inline elements */
  IN_LINK,     /* only inline elements without links */
} Context;

static int
compare_elements (const void *name, const void *element)
{
  return strcmp (name, ((const Element *) element)->name);
}

static const Element *
find_element (const BsHtmlNode *node)
{
  const Element *found = bsearch (node->name, elements, G_N_ELEMENTS (elements), sizeof *elements, compare_elements);

  return found != NULL ? found : &unknown;
}

static Kind
get_kind (const BsHtmlNode *node)
{
  return node->name == NULL ? KIND_INLINE : find_element (node)->kind;
}

/* XML 1.0, 2.2: other characters cannot be written in any form. */
static gboolean
is_xml_character (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
         c >= 0x10000;
}

/**
 * bs_xhtml_append_text:
 * @out: receives the output
 * @text: valid UTF-8
 *
 * Appends text that is escaped for XML, in content and in attributes. Characters that XML does not have are left out.
 */
void
bs_xhtml_append_text (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  for (const char *c = text; *c != '\0';)
    {
      gsize plain = strcspn (c, "&<>\"\001\002\003\004\005\006\a\b\v\f\016\017\020\021\022\023\024\025\026\027\030\031"
                                "\032\033\034\035\036\037\r\357");
      gunichar character;

      g_string_append_len (out, c, plain);
      c += plain;
      if (*c == '\0')
        return;
      character = g_utf8_get_char (c);
      switch (character)
        {
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        case '\r':
          g_string_append_c (out, '\n');
          break;
        default:
          if (is_xml_character (character))
            g_string_append_unichar (out, character);
        }
      c = g_utf8_next_char (c);
    }
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  bs_xhtml_append_text (out, value);
  g_string_append_c (out, '"');
}

static void
collect_ids (Writer *self, const BsHtmlNode *root)
{
  for (const BsHtmlNode *node = bs_html_node_follow (root, root, TRUE); node != NULL;
       node = bs_html_node_follow (node, root, TRUE))
    {
      const char *id = node->name == NULL ? NULL : bs_html_node_get (node, "id");

      if (id != NULL && !g_hash_table_contains (self->ids, id))
        g_hash_table_insert (self->ids, (gpointer) id, GUINT_TO_POINTER (g_hash_table_size (self->ids) + 1));
    }
}

/* BCP 47, as far as XML Schema checks its language type. */
static gboolean
is_language (const char *value)
{
  return g_regex_match_simple ("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", value, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
is_count (const char *value)
{
  return *value >= '1' && *value <= '9' && strspn (value, "0123456789") == strlen (value);
}

/* In a document of its own an id is a name of XML, and there is one of each. */
static void
append_id (Writer *self, const BsHtmlNode *node)
{
  const char *id = bs_html_node_get (node, "id");
  gpointer number = id == NULL ? NULL : g_hash_table_lookup (self->ids, id);

  if (number != NULL && g_hash_table_add (self->written, number))
    g_string_append_printf (self->out, " id=\"%s%u\"", self->id_prefix, GPOINTER_TO_UINT (number));
}

static void
append_attributes (Writer *self, const BsHtmlNode *node)
{
  static const char *const plain[] = { "class", "title", "dir" };
  const char *language = bs_html_node_get (node, "lang");

  append_id (self, node);
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      const char *value = bs_html_node_get (node, plain[i]);

      if (value != NULL && *value != '\0')
        append_attribute (self->out, plain[i], value);
    }
  if (language != NULL && is_language (language))
    {
      append_attribute (self->out, "lang", language);
      append_attribute (self->out, "xml:lang", language);
    }
}

static gboolean
is_blank (const BsHtmlNode *node)
{
  return node->name == NULL && node->text[strspn (node->text, " \t\r\n\f")] == '\0';
}

static gboolean
is_in_line (Kind kind)
{
  switch (kind)
    {
    case KIND_INLINE:
    case KIND_UNWRAP:
    case KIND_RUBY:
    case KIND_RUBY_TEXT:
    case KIND_LINK:
    case KIND_DIRECTION:
    case KIND_BREAK:
    case KIND_PICTURE:
    case KIND_MATH:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
holds_block (const BsHtmlNode *root)
{
  for (const BsHtmlNode *node = bs_html_node_follow (root, root, TRUE); node != NULL;
       node = bs_html_node_follow (node, root, TRUE))
    if (!is_in_line (get_kind (node)))
      return TRUE;
  return FALSE;
}

static void write_node (Writer *self, const BsHtmlNode *node, Context context);

static void
write_children (Writer *self, const BsHtmlNode *node, Context context)
{
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    write_node (self, child, context);
}

static void
write_element (Writer *self, const BsHtmlNode *node, const char *name, Context context)
{
  g_string_append_printf (self->out, "<%s", name);
  append_attributes (self, node);
  g_string_append_c (self->out, '>');
  write_children (self, node, context);
  g_string_append_printf (self->out, "</%s>", name);
}

/* A block where only a line may be: its words stay, in lines of their own. */
static void
write_as_lines (Writer *self, const BsHtmlNode *node, Context context)
{
  if (self->out->len > 0 && self->out->str[self->out->len - 1] != '>')
    g_string_append (self->out, "<br/>");
  write_children (self, node, context);
  if (self->out->str[self->out->len - 1] != '>')
    g_string_append (self->out, "<br/>");
}

/* A box for the contents of a list, a table or another structure whose children break its rules. */
static void
write_as_box (Writer *self, const BsHtmlNode *node)
{
  write_element (self, node, "div", IN_FLOW);
}

static void
write_list (Writer *self, const BsHtmlNode *node)
{
  gboolean is_numbered = g_str_equal (node->name, "ol");
  const char *start = bs_html_node_get (node, "start");
  gboolean has_item = FALSE;

  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    has_item = has_item || !is_blank (child);
  if (!has_item)
    return;
  g_string_append_printf (self->out, "<%s", node->name);
  append_attributes (self, node);
  if (is_numbered && start != NULL)
    append_attribute (self->out, "start", start);
  g_string_append_c (self->out, '>');
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      const char *value;

      if (is_blank (child))
        continue;
      if (get_kind (child) != KIND_ITEM)
        {
          g_string_append (self->out, "<li>");
          write_node (self, child, IN_FLOW);
          g_string_append (self->out, "</li>");
          continue;
        }
      value = bs_html_node_get (child, "value");
      g_string_append (self->out, "<li");
      append_attributes (self, child);
      if (is_numbered && value != NULL)
        append_attribute (self->out, "value", value);
      g_string_append_c (self->out, '>');
      write_children (self, child, IN_FLOW);
      g_string_append (self->out, "</li>");
    }
  g_string_append_printf (self->out, "</%s>", node->name);
}

/* Groups of terms, each followed by its details. */
static gboolean
is_list_of_terms (const BsHtmlNode *node)
{
  Kind last = KIND_DETAIL;
  gboolean is_first = TRUE;

  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      if (is_blank (child))
        continue;
      if (get_kind (child) != KIND_TERM && (get_kind (child) != KIND_DETAIL || is_first))
        return FALSE;
      last = get_kind (child);
      is_first = FALSE;
    }
  return !is_first && last == KIND_DETAIL;
}

static void
write_terms (Writer *self, const BsHtmlNode *node)
{
  if (!is_list_of_terms (node))
    {
      write_as_box (self, node);
      return;
    }
  g_string_append (self->out, "<dl");
  append_attributes (self, node);
  g_string_append_c (self->out, '>');
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    if (!is_blank (child))
      write_element (self, child, child->name, get_kind (child) == KIND_TERM ? IN_PHRASING : IN_FLOW);
  g_string_append (self->out, "</dl>");
}

static const BsHtmlNode *
find_child (const BsHtmlNode *node, Kind kind)
{
  const BsHtmlNode *child = node->first_child;

  while (child != NULL && get_kind (child) != kind)
    child = child->next;
  return child;
}

static void
write_cell (Writer *self, const BsHtmlNode *node)
{
  static const char *const spans[] = { "colspan", "rowspan" };
  const char *scope = bs_html_node_get (node, "scope");

  g_string_append_printf (self->out, "<%s", node->name);
  append_attributes (self, node);
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      const char *value = bs_html_node_get (node, spans[i]);

      if (value != NULL && is_count (value))
        append_attribute (self->out, spans[i], value);
    }
  if (scope != NULL && g_str_equal (node->name, "th"))
    append_attribute (self->out, "scope", scope);
  g_string_append_c (self->out, '>');
  write_children (self, node, IN_FLOW);
  g_string_append_printf (self->out, "</%s>", node->name);
}

static void
write_rows (Writer *self, const BsHtmlNode *node, const char *name)
{
  if (find_child (node, KIND_ROW) == NULL)
    return;
  g_string_append_printf (self->out, "<%s", name);
  append_attributes (self, node);
  g_string_append_c (self->out, '>');
  for (const BsHtmlNode *row = node->first_child; row != NULL; row = row->next)
    {
      if (get_kind (row) != KIND_ROW)
        continue;
      g_string_append (self->out, "<tr");
      append_attributes (self, row);
      g_string_append_c (self->out, '>');
      for (const BsHtmlNode *cell = row->first_child; cell != NULL; cell = cell->next)
        if (get_kind (cell) == KIND_CELL)
          write_cell (self, cell);
      g_string_append (self->out, "</tr>");
    }
  g_string_append_printf (self->out, "</%s>", name);
}

static gboolean
has_row (const BsHtmlNode *table)
{
  for (const BsHtmlNode *child = table->first_child; child != NULL; child = child->next)
    if (get_kind (child) == KIND_ROWS && find_child (child, KIND_ROW) != NULL)
      return TRUE;
  return FALSE;
}

/* The parser has moved misplaced content before the table. A table has one head, and it comes first. */
static void
write_table (Writer *self, const BsHtmlNode *node)
{
  const BsHtmlNode *caption = find_child (node, KIND_CAPTION);
  gboolean is_first = TRUE;

  if (!has_row (node))
    {
      write_as_box (self, node);
      return;
    }
  g_string_append (self->out, "<table");
  append_attributes (self, node);
  g_string_append_c (self->out, '>');
  if (caption != NULL)
    write_element (self, caption, "caption", IN_PHRASING);
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      if (get_kind (child) != KIND_ROWS || find_child (child, KIND_ROW) == NULL)
        continue;
      write_rows (self, child, is_first && g_str_equal (child->name, "thead") ? "thead" : "tbody");
      is_first = FALSE;
    }
  g_string_append (self->out, "</table>");
}

static void
write_figure (Writer *self, const BsHtmlNode *node)
{
  const BsHtmlNode *legend = NULL;

  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    if (get_kind (child) == KIND_LEGEND)
      legend = child;
  g_string_append (self->out, "<figure");
  append_attributes (self, node);
  g_string_append_c (self->out, '>');
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    if (child != legend)
      write_node (self, child, IN_FLOW);
  if (legend != NULL)
    write_element (self, legend, "figcaption", IN_FLOW);
  g_string_append (self->out, "</figure>");
}

static gboolean
has_words (const BsHtmlNode *root)
{
  for (const BsHtmlNode *node = root; node != NULL; node = bs_html_node_follow (node, root, TRUE))
    if (node->name == NULL && !is_blank (node))
      return TRUE;
  return FALSE;
}

static gboolean
is_reading (const BsHtmlNode *node)
{
  return node->name != NULL && g_str_equal (node->name, "rt");
}

/* Whether each base is followed by its reading. */
static gboolean
is_ruby (const BsHtmlNode *node)
{
  gboolean has_base = FALSE;
  gboolean has_reading = FALSE;

  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      if (is_reading (child) && !has_base)
        return FALSE;
      if (is_reading (child))
        {
          has_reading = TRUE;
          has_base = FALSE;
        }
      else if (get_kind (child) != KIND_RUBY_TEXT)
        {
          has_base = has_base || has_words (child);
        }
    }
  return has_reading && !has_base && !holds_block (node);
}

/* Anything but a base and its reading is written as text. */
static void
write_ruby (Writer *self, const BsHtmlNode *node, Context context)
{
  if (!is_ruby (node))
    {
      write_children (self, node, context);
      return;
    }
  g_string_append (self->out, "<ruby");
  append_attributes (self, node);
  g_string_append_c (self->out, '>');
  for (const BsHtmlNode *child = node->first_child; child != NULL; child = child->next)
    {
      if (is_reading (child))
        write_element (self, child, "rt", context);
      else if (get_kind (child) != KIND_RUBY_TEXT)
        write_node (self, child, context);
    }
  g_string_append (self->out, "</ruby>");
}

/* RFC 3986: programs that check addresses reject those that a browser would repair. */
static char *
clean_address (const char *address)
{
  g_autofree char *valid = g_utf8_make_valid (address, -1);
  g_autoptr (GUri) uri = g_uri_parse (valid, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *whole = uri == NULL ? NULL : g_uri_to_string (uri);
  const char *rest = whole == NULL ? NULL : strstr (whole, "://");
  GString *out;

  if (whole == NULL)
    return NULL;
  /* Brackets are around the number of a host, and nowhere else. */
  rest = rest == NULL ? whole : rest + strlen ("://") + strcspn (rest + strlen ("://"), "/?#");
  out = g_string_new_len (whole, rest - whole);
  for (const char *c = rest; *c != '\0'; c++)
    {
      gboolean is_escape = *c == '%' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]);

      if (is_escape || g_ascii_isalnum (*c) || strchr ("-._~:/?#@!$&'()*+,;=", *c) != NULL)
        g_string_append_c (out, *c);
      else
        g_string_append_printf (out, "%%%02X", (guchar) *c);
    }
  return g_string_free (out, FALSE);
}

static char *
find_target (Writer *self, const char *address)
{
  gpointer number;
  g_autofree char *decoded = NULL;

  if (*address != '#')
    {
      if (g_str_has_prefix (address, "http:") || g_str_has_prefix (address, "https:") ||
          g_str_has_prefix (address, "mailto:"))
        return clean_address (address);
      return self->targets->find_link (address, self->targets->user_data);
    }
  number = g_hash_table_lookup (self->ids, address + 1);
  if (number == NULL)
    {
      decoded = g_uri_unescape_string (address + 1, NULL);
      number = decoded == NULL ? NULL : g_hash_table_lookup (self->ids, decoded);
    }
  return number != NULL ? g_strdup_printf ("#%s%u", self->id_prefix, GPOINTER_TO_UINT (number)) : NULL;
}

static void
write_link (Writer *self, const BsHtmlNode *node, Context context)
{
  const char *address = bs_html_node_get (node, "href");
  g_autofree char *target = address == NULL || context == IN_LINK ? NULL : find_target (self, address);

  if (target == NULL && bs_html_node_get (node, "id") == NULL && bs_html_node_get (node, "class") == NULL)
    {
      write_children (self, node, context);
      return;
    }
  if (context == IN_FLOW && holds_block (node))
    {
      write_as_box (self, node);
      return;
    }
  g_string_append (self->out, target != NULL ? "<a" : "<span");
  append_attributes (self, node);
  if (target != NULL)
    append_attribute (self->out, "href", target);
  g_string_append_c (self->out, '>');
  write_children (self, node, target != NULL ? IN_LINK : context);
  g_string_append (self->out, target != NULL ? "</a>" : "</span>");
  if (target != NULL && self->targets->after_link != NULL)
    self->targets->after_link (self->out, target, self->targets->user_data);
}

static void
append_size (Writer *self, const BsHtmlNode *node, const char *name)
{
  const char *value = bs_html_node_get (node, name);

  if (value != NULL && is_count (value))
    append_attribute (self->out, name, value);
}

static gboolean
write_found_picture (Writer *self, const BsHtmlNode *node, const char *path, const char *address,
                     const char *description)
{
  g_autofree char *target = self->targets->find_picture (path, address, self->targets->user_data);

  if (target == NULL)
    return FALSE;
  g_string_append (self->out, "<img");
  append_attribute (self->out, "src", target);
  append_attribute (self->out, "alt", description != NULL ? description : "");
  append_attributes (self, node);
  append_size (self, node, "width");
  append_size (self, node, "height");
  g_string_append (self->out, "/>");
  return TRUE;
}

static void
write_picture (Writer *self, const BsHtmlNode *node)
{
  const char *address = bs_html_node_get (node, "src");
  const char *description = bs_html_node_get (node, "alt");
  g_autofree char *path = NULL;

  if (address != NULL && g_str_has_prefix (address, BS_PAGE_PICTURE_PREFIX))
    path = g_uri_unescape_string (address + strlen (BS_PAGE_PICTURE_PREFIX), NULL);
  if ((path == NULL || !write_found_picture (self, node, path, NULL, description)) && description != NULL &&
      *description != '\0')
    {
      g_string_append (self->out, "<span class=\"bs-picture\">");
      bs_xhtml_append_text (self->out, description);
      g_string_append (self->out, "</span>");
    }
}

/* An element of the line. No such element surrounds blocks. */
static void
write_inline (Writer *self, const BsHtmlNode *node, Context context)
{
  const Element *element = find_element (node);
  const char *address = bs_html_node_get (node, "data-address");

  if (address != NULL && write_found_picture (self, node, NULL, address, bs_html_node_get (node, "data-alt")))
    return;
  if (context == IN_FLOW && holds_block (node))
    write_children (self, node, context);
  else
    write_element (self, node, element->output != NULL ? element->output : element->name,
                   context == IN_FLOW ? IN_PHRASING : context);
}

/* Returns: 1 to 6 for a heading, and 0 for anything else */
static guint
get_heading_level (const char *name)
{
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0' ? (guint) (name[1] - '0') : 0;
}

static void
write_heading (Writer *self, const BsHtmlNode *heading, const char *name)
{
  g_autoptr (GString) title = g_string_new (NULL);

  for (const BsHtmlNode *node = heading; node != NULL; node = bs_html_node_follow (node, heading, TRUE))
    if (node->name == NULL)
      g_string_append (title, node->text);
  g_string_append_printf (self->out, "<%s", name);
  append_attributes (self, heading);
  g_string_append_c (self->out, '>');
  self->targets->in_heading (
      self->out, g_strcmp0 (bs_html_node_get (heading, "class"), "bs-title") == 0 ? 0 : get_heading_level (name),
      g_strstrip (g_strdelimit (title->str, "\r\n\t", ' ')), self->targets->user_data);
  write_children (self, heading, IN_PHRASING);
  g_string_append_printf (self->out, "</%s>", name);
}

static void
write_block (Writer *self, const BsHtmlNode *node, const Element *element)
{
  const char *name = element->output != NULL ? element->output : element->name;

  switch (element->kind)
    {
    case KIND_LINES:
    case KIND_SUMMARY:
      if (self->targets->in_heading != NULL && get_heading_level (name) > 0)
        write_heading (self, node, name);
      else
        write_element (self, node, name, IN_PHRASING);
      break;
    case KIND_LIST:
      write_list (self, node);
      break;
    case KIND_TERMS:
      write_terms (self, node);
      break;
    case KIND_TABLE:
      write_table (self, node);
      break;
    case KIND_FIGURE:
      write_figure (self, node);
      break;
    case KIND_RULE:
      g_string_append (self->out, "<hr/>");
      break;
    case KIND_COLUMN:
    case KIND_COLUMNS:
      break;
    case KIND_BOX:
      write_element (self, node, name, IN_FLOW);
      break;
    default:
      /* A part of a structure that is not there. */
      write_as_box (self, node);
    }
}

static void
write_math (Writer *self, const BsHtmlNode *node)
{
  g_autofree char *math = bs_sanitise_math (node, bs_html_node_get (node, "display") != NULL, NULL);

  if (math != NULL)
    g_string_append_printf (self->out, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"%s", math + strlen ("<math"));
}

static void
write_node (Writer *self, const BsHtmlNode *node, Context context)
{
  const Element *element;

  if (node->name == NULL)
    {
      bs_xhtml_append_text (self->out, node->text);
      return;
    }
  element = find_element (node);
  switch (element->kind)
    {
    case KIND_UNWRAP:
    case KIND_RUBY_TEXT:
      write_children (self, node, context);
      return;
    case KIND_INLINE:
      write_inline (self, node, context);
      return;
    case KIND_DIRECTION:
      if (bs_html_node_get (node, "dir") == NULL)
        write_children (self, node, context);
      else
        write_inline (self, node, context);
      return;
    case KIND_LINK:
      write_link (self, node, context);
      return;
    case KIND_RUBY:
      write_ruby (self, node, context == IN_FLOW ? IN_PHRASING : context);
      return;
    case KIND_BREAK:
      g_string_append (self->out, "<br/>");
      return;
    case KIND_PICTURE:
      write_picture (self, node);
      return;
    case KIND_MATH:
      write_math (self, node);
      return;
    default:
      if (context == IN_FLOW)
        write_block (self, node, element);
      else
        write_as_lines (self, node, context);
    }
}

/**
 * bs_xhtml_append:
 * @out: receives the output
 * @html: (array length=length): a page or a part of one as bs_page_render() or bs_sanitise() make it, in UTF-8
 * @length: of @html, in bytes
 * @id_prefix: the start of each id, a name of XML, so that several articles fit into one document
 * @targets: where links and pictures lead
 *
 * Appends the same as XHTML that follows the content model of HTML, which browsers do not require and books do (EPUB
 * 3.3, 6.1): only text and elements of a line in a line, only items in a list, one caption and one head for a table,
 * attributes with the values that are allowed, and each id once. Words are never lost; an element is dropped if it is
 * not allowed there. The depth is that of bs_sanitise(), so the stack is bounded.
 */
void
bs_xhtml_append (GString *out, const char *html, gsize length, const char *id_prefix, const BsXhtmlTargets *targets)
{
  g_autoptr (BsHtmlTree) tree = NULL;
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GHashTable) written = NULL;
  Writer self = { .out = out, .targets = targets, .id_prefix = id_prefix };

  g_return_if_fail (out != NULL);
  g_return_if_fail (html != NULL || length == 0);
  g_return_if_fail (id_prefix != NULL);
  g_return_if_fail (targets != NULL);

  tree = bs_html_tree_parse (html, length);
  if (tree == NULL)
    {
      g_autofree char *text = bs_html_to_text (html, length);

      g_string_append (out, "<p class=\"bs-text\">");
      bs_xhtml_append_text (out, text);
      g_string_append (out, "</p>\n");
      return;
    }
  self.ids = ids = g_hash_table_new (g_str_hash, g_str_equal);
  self.written = written = g_hash_table_new (NULL, NULL);
  collect_ids (&self, bs_html_tree_get_root (tree));
  write_children (&self, bs_html_tree_get_root (tree), IN_FLOW);
}
