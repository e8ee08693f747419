/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/html-tree.h"

#include <gumbo.h>
#include <setjmp.h>
#include <string.h>
#include <time.h>

#include "model/format/body/html-filter.h"

#define MAX_DEPTH 256

/* The limits of a tree. Pages take about twenty bytes of memory per byte and 20 ms per megabyte; a list of a hundred
 * thousand single letters takes ninety bytes. */
#define BASE_BYTES ((gsize) 32 * 1024 * 1024)
#define BYTES_FOR_EACH 96
#define MAX_TREE_BYTES ((gsize) 256 * 1024 * 1024)
#define MAX_MICROSECONDS (5 * G_USEC_PER_SEC)
#define ALLOCATIONS_BETWEEN_LOOKS 4096

#define CHUNK_BYTES ((gsize) 64 * 1024)
#define ALIGNMENT 16

typedef struct _Chunk Chunk;

struct _Chunk
{
  Chunk *next;
  gsize used;
  gsize size;
};

/* All memory of the parser and of our nodes is in the chunks and is freed at once, because the parser's own destructor
 * recurses as deep as the tree. When a limit is exceeded, the parser, which cannot report errors, is left with
 *
 * longjmp(). */
struct _BsHtmlTree
{
  Chunk *chunks;
  gsize left;
  gint64 deadline;
  guint until_look;
  jmp_buf give_up;
  BsHtmlNode *root;
};

G_STATIC_ASSERT (sizeof (Chunk) <= 2 * ALIGNMENT);

/* The CPU time of this thread in microseconds. The result must not depend on the load of the machine. */
static gint64
get_work (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void *
allocate (void *user_data, size_t size)
{
  BsHtmlTree *self = user_data;
  Chunk *chunk = self->chunks;
  void *memory;

  size = (MAX (size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (size > self->left)
    longjmp (self->give_up, 1);
  if (--self->until_look == 0)
    {
      self->until_look = ALLOCATIONS_BETWEEN_LOOKS;
      if (get_work () > self->deadline)
        longjmp (self->give_up, 1);
    }
  self->left -= size;

  if (chunk == NULL || chunk->size - chunk->used < size)
    {
      gsize bytes = MAX (CHUNK_BYTES, size + 2 * ALIGNMENT);
      Chunk *fresh = g_malloc (bytes);

      *fresh = (Chunk){ .used = 2 * ALIGNMENT, .size = bytes };
      /* A chunk for one large object goes after the current one, which still has room. */
      if (chunk != NULL && bytes > CHUNK_BYTES)
        {
          fresh->next = chunk->next;
          chunk->next = fresh;
        }
      else
        {
          fresh->next = chunk;
          self->chunks = fresh;
        }
      chunk = fresh;
    }
  memory = (char *) chunk + chunk->used;
  chunk->used += size;
  return memory;
}

static void
deallocate (void *user_data, void *memory)
{
}

static BsHtmlNode *
make_node (BsHtmlTree *self, BsHtmlNode *parent, BsHtmlNode **last)
{
  BsHtmlNode *node = allocate (self, sizeof *node);

  *node = (BsHtmlNode){ .parent = parent };
  if (*last != NULL)
    (*last)->next = node;
  else
    parent->first_child = node;
  *last = node;
  return node;
}

static void
take_attributes (BsHtmlTree *self, BsHtmlNode *node, const GumboVector *attributes)
{
  BsHtmlAttribute *taken;

  if (attributes->length == 0)
    return;
  taken = allocate (self, attributes->length * sizeof *taken);
  for (guint i = 0; i < attributes->length; i++)
    {
      const GumboAttribute *attribute = attributes->data[i];

      taken[i] = (BsHtmlAttribute){ attribute->name, attribute->value };
    }
  node->attributes = taken;
  node->n_attributes = attributes->length;
}

static const char *
get_name (const GumboElement *element)
{
  if (element->tag_namespace == GUMBO_NAMESPACE_SVG)
    return "svg";
  if (element->tag_namespace == GUMBO_NAMESPACE_MATHML)
    return "math";
  return gumbo_normalized_tagname (element->tag);
}

/* The parser knows few of these names. */
static const char *
take_foreign_name (BsHtmlTree *self, const GumboElement *element)
{
  GumboStringPiece piece = element->original_tag;
  char *name;

  if (element->tag_namespace != GUMBO_NAMESPACE_MATHML)
    return NULL;
  if (element->tag != GUMBO_TAG_UNKNOWN)
    return gumbo_normalized_tagname (element->tag);
  gumbo_tag_from_original_text (&piece);
  name = allocate (self, piece.length + 1);
  for (gsize i = 0; i < piece.length; i++)
    name[i] = g_ascii_tolower (piece.data[i]);
  name[piece.length] = '\0';
  return name;
}

/* Walks the tree through our own nodes, without recursion. While a node is open, its verdict holds the next child and
 * its markup the parser's node. */
static void
take_tree (BsHtmlTree *self, BsHtmlNode *root, const GumboNode *source_root)
{
  BsHtmlNode *parent = root;
  BsHtmlNode *last = NULL;

  root->markup = (char *) source_root;
  while (parent != NULL)
    {
      const GumboVector *children = &((const GumboNode *) parent->markup)->v.element.children;
      const GumboNode *child;
      BsHtmlNode *node;

      if (parent->verdict >= children->length)
        {
          parent->verdict = 0;
          parent->markup = NULL;
          last = parent;
          parent = parent->parent;
          continue;
        }

      child = children->data[parent->verdict++];
      switch (child->type)
        {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
        case GUMBO_NODE_WHITESPACE:
          node = make_node (self, parent, &last);
          node->text = child->v.text.text;
          break;
        case GUMBO_NODE_ELEMENT:
          node = make_node (self, parent, &last);
          node->name = get_name (&child->v.element);
          node->foreign = take_foreign_name (self, &child->v.element);
          take_attributes (self, node, &child->v.element.attributes);
          node->markup = (char *) child;
          parent = node;
          last = NULL;
          break;
        case GUMBO_NODE_DOCUMENT:
        case GUMBO_NODE_COMMENT:
        case GUMBO_NODE_TEMPLATE:
        default:
          break;
        }
    }
}

/* The parser uses 32-bit numbers and turns a reference to a larger one into an arbitrary character, invalid bytes or
 * the end of the text. Such a reference becomes one to 0, which is shown as an invalid character (HTML, 13.2.5.80). */
static void
defuse_references (char *html, gsize length)
{
  char *const end = html + length;

  for (char *c = html; (c = memchr (c, '&', end - c)) != NULL;)
    {
      gboolean hex;
      guint64 value = 0;
      char *start;

      c++;
      if (c == end || *c != '#')
        continue;
      c++;
      hex = c < end && (*c == 'x' || *c == 'X');
      start = c += hex ? 1 : 0;
      for (; c < end && (hex ? g_ascii_isxdigit (*c) : g_ascii_isdigit (*c)); c++)
        value = MIN (value * (hex ? 16 : 10) + g_ascii_xdigit_value (*c), 0x110000);
      if (value > 0x10ffff)
        memset (start, '0', c - start);
    }
}

static gboolean
parse (BsHtmlTree *self, const char *html, gsize length)
{
  GumboOptions options = kGumboDefaultOptions;
  const GumboOutput *output;
  BsHtmlNode *root;

  if (setjmp (self->give_up) != 0)
    return FALSE;

  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = self;
  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_DIV;
  output = gumbo_parse_with_options (&options, html, length);

  root = allocate (self, sizeof *root);
  *root = (BsHtmlNode){ .name = "div" };
  take_tree (self, root, output->root);
  self->root = root;
  return TRUE;
}

/*
 * bs_html_tree_parse:
 * @html: (array length=length): HTML in UTF-8, well formed or not
 * @length: the length of @html in bytes
 *
 * Parses a fragment as HTML defines (13.2), flattened below 256 elements, without comments, scripts and styles. Every
 * SVG or MathML element is named `svg` or `math`; those of MathML have their own name too.
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL if the HTML takes too much time or memory
 */
BsHtmlTree *
bs_html_tree_parse (const char *html, gsize length)
{
  g_autoptr (BsHtmlTree) self = NULL;
  g_autofree char *filtered = NULL;
  gsize filtered_length;

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  filtered = bs_html_filter (html, length, MAX_DEPTH, &filtered_length);
  defuse_references (filtered, filtered_length);
  self = g_new0 (BsHtmlTree, 1);
  self->left = MIN (BASE_BYTES + BYTES_FOR_EACH * filtered_length, MAX_TREE_BYTES);
  self->deadline = get_work () + MAX_MICROSECONDS;
  self->until_look = ALLOCATIONS_BETWEEN_LOOKS;
  if (!parse (self, filtered, filtered_length))
    return NULL;
  return g_steal_pointer (&self);
}

void
bs_html_tree_free (BsHtmlTree *self)
{
  if (self == NULL)
    return;
  for (BsHtmlNode *node = self->root; node != NULL; node = bs_html_node_follow (node, self->root, TRUE))
    g_clear_pointer (&node->markup, g_free);
  while (self->chunks != NULL)
    {
      Chunk *chunk = self->chunks;

      self->chunks = chunk->next;
      g_free (chunk);
    }
  g_free (self);
}

/*
 * bs_html_tree_get_root:
 *
 * Returns: (transfer none): the element that holds the fragment
 */
BsHtmlNode *
bs_html_tree_get_root (const BsHtmlTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

/*
 * bs_html_node_get:
 *
 * Returns: (transfer none) (nullable): the value of an attribute; empty if it has no value, %NULL if there is no such
 *   attribute
 */
const char *
bs_html_node_get (const BsHtmlNode *self, const char *attribute)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (attribute != NULL, NULL);

  for (guint i = 0; i < self->n_attributes; i++)
    if (g_ascii_strcasecmp (self->attributes[i].name, attribute) == 0)
      return self->attributes[i].value;
  return NULL;
}

/**
 * bs_html_node_follow:
 * @self: a node
 * @top: the element whose contents are visited, which may be @self
 * @into: whether the contents of @self come next
 *
 * Visits nodes in document order without recursion, because the depth of elements is under the author's control.
 *
 * Returns: (transfer none) (nullable): the next node below @top
 */
BsHtmlNode *
bs_html_node_follow (const BsHtmlNode *self, const BsHtmlNode *top, gboolean into)
{
  if (into && self->first_child != NULL)
    return self->first_child;
  while (self != top && self->next == NULL)
    self = self->parent;
  return self == top ? NULL : self->next;
}
