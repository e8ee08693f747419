/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-pictures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/text/web-address.h"
#include "model/library/folder/picture.h"
#include "page/page-address.h"

/* The maximum length of the text in a box, in characters. */
#define MAX_NAME_CHARS 120

/* Words around a QR code that only say to scan it. */
#define MAX_CODE_BYTES 300
#define MAX_CODE_NODES 40

/* The maximum number of sources of one picture. */
#define MAX_SOURCES 32

static gboolean
is_empty (const char *address)
{
  return address == NULL || *address == '\0' || *address == '#' || g_ascii_strncasecmp (address, "data:", 5) == 0 ||
         g_ascii_strncasecmp (address, "about:", 6) == 0;
}

/* Whether the file name is that of a loading placeholder. */
static gboolean
is_placeholder (const char *address)
{
  static const char *const names[] = { "blank.", "spacer", "pixel.", "loading",     "grey.",    "gray.",
                                       "1x1",    "none.",  "lazy",   "transparent", "placehold" };

  if (is_empty (address))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (address, names[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* The largest picture of a srcset (HTML, 4.8.4.2.1). */
static char *
find_largest (const char *srcset)
{
  g_autofree char *best = NULL;
  double best_size = -1;
  const char *c = srcset;

  while (*c != '\0')
    {
      const char *start;
      gsize length;
      double size = 1;

      while (g_ascii_isspace (*c) || *c == ',')
        c++;
      start = c;
      while (*c != '\0' && !g_ascii_isspace (*c))
        c++;
      length = c - start;
      if (length > 0 && start[length - 1] == ',')
        {
          while (length > 0 && start[length - 1] == ',')
            length--;
        }
      else
        {
          while (g_ascii_isspace (*c))
            c++;
          if (g_ascii_isdigit (*c))
            size = g_ascii_strtod (c, NULL);
          while (*c != '\0' && *c != ',')
            c++;
        }
      if (length > 0 && size > best_size)
        {
          best_size = size;
          g_free (best);
          best = g_strndup (start, length);
        }
    }
  return g_steal_pointer (&best);
}

/* Whether a non-standard attribute holds the address of an image. */
static gboolean
is_late_address (const BsHtmlAttribute *attribute)
{
  static const char *const known[] = { "src", "srcset", "alt", "title", "class", "id", "style", "href", "longdesc" };
  static const char *const words[] = {
    "src", "original", "lazy", "file", "url", "img", "image", "pic", "real", "echo"
  };
  static const char *const extensions[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp" };
  const char *value = attribute->value;
  gsize path = strcspn (value, "?#");
  gboolean has_extension = FALSE;
  gboolean is_named = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (attribute->name, known[i]))
      return FALSE;
  if (g_str_has_prefix (attribute->name, "on") || strpbrk (value, "<>{}") != NULL || is_empty (value))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      gsize length = strlen (extensions[i]);

      has_extension =
          has_extension || (path > length && g_ascii_strncasecmp (value + path - length, extensions[i], length) == 0);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    is_named = is_named || strstr (attribute->name, words[i]) != NULL;
  return has_extension || (is_named && strchr (value, '/') != NULL && strpbrk (value, " \t\n") == NULL);
}

/* The picture that a script of the page would have loaded later, from its attributes. */
static char *
find_late (const BsHtmlNode *node)
{
  const char *sets[] = { bs_html_node_get (node, "data-srcset"), bs_html_node_get (node, "data-lazy-srcset"),
                         bs_html_node_get (node, "srcset") };

  for (guint i = 0; i < node->n_attributes; i++)
    if (is_late_address (&node->attributes[i]))
      return g_strdup (node->attributes[i].value);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *largest = sets[i] == NULL ? NULL : find_largest (sets[i]);

      if (!is_empty (largest))
        return g_steal_pointer (&largest);
    }
  return NULL;
}

static const BsHtmlNode *
find_img (const BsHtmlNode *node)
{
  const BsHtmlNode *c = bs_html_node_follow (node, node, TRUE);

  while (c != NULL && (c->name == NULL || !g_str_equal (c->name, "img")))
    c = bs_html_node_follow (c, node, TRUE);
  return c;
}

/* The next sibling that is not white space. */
static const BsHtmlNode *
find_next (const BsHtmlNode *node)
{
  const BsHtmlNode *next = node->next;

  while (next != NULL && next->name == NULL && strspn (next->text, " \t\r\n") == strlen (next->text))
    next = next->next;
  return next;
}

static gboolean
is_element (const BsHtmlNode *node, const char *name)
{
  return node != NULL && node->name != NULL && g_str_equal (node->name, name);
}

/* The parser has no constant for this element. */
static gboolean
is_picture (const BsHtmlNode *node)
{
  return is_element (node, "picture") || is_element (node, "");
}

/* The same picture elsewhere nearby: other sources of a picture element, or the `noscript` after it. */
static char *
find_around (const BsHtmlNode *node)
{
  const BsHtmlNode *outer = is_picture (node->parent) ? node->parent : node;
  const BsHtmlNode *next = find_next (outer);
  const BsHtmlNode *other;
  const char *source;
  guint n = 0;

  if (outer != node)
    for (const BsHtmlNode *c = outer->first_child; c != NULL && n < MAX_SOURCES; c = c->next, n++)
      {
        char *late = is_element (c, "source") ? find_late (c) : NULL;

        if (late != NULL)
          return late;
      }
  other = is_element (next, "noscript") ? find_img (next) : NULL;
  source = other == NULL ? NULL : bs_html_node_get (other, "src");
  if (other == NULL)
    return NULL;
  return is_empty (source) ? find_late (other) : g_strdup (source);
}

/*
 * bs_sanitise_holds_picture:
 * @node: an element that is dropped
 * @picture: (nullable): the last picture before it
 *
 * Returns: whether it is a `noscript` with an image that is not shown beside it
 */
gboolean
bs_sanitise_holds_picture (const BsHtmlNode *node, const BsHtmlNode *picture)
{
  const BsHtmlNode *next;

  g_return_val_if_fail (node != NULL, FALSE);

  if (!is_element (node, "noscript") || find_img (node) == NULL)
    return FALSE;
  if (picture != NULL && (find_next (picture) == node || find_next (picture->parent) == node))
    return FALSE;
  next = find_next (node);
  if (next != NULL && is_picture (next))
    next = find_img (next);
  if (is_element (next, "img"))
    {
      g_autofree char *late = find_late (next);

      return late == NULL;
    }
  return TRUE;
}

/* A lazily loaded picture has a placeholder: no address, an empty picture, or one that does not exist. */
static char *
find_address (const BsDocument *document, const BsHtmlNode *node)
{
  const char *source = bs_html_node_get (node, "src");
  const char *classes = bs_html_node_get (node, "class");
  g_autofree char *late = find_late (node);
  g_autofree char *resolved = NULL;
  BsPictureKind kind;

  if (late == NULL)
    late = find_around (node);
  if (late == NULL)
    return source == NULL ? NULL : bs_web_address_normalise (source);
  if (is_placeholder (source) || (classes != NULL && strstr (classes, "lazy") != NULL))
    return bs_web_address_normalise (late);
  kind = bs_picture_resolve (document->site, document->article->path, source, &resolved);
  return bs_web_address_normalise (kind == BS_PICTURE_LOCAL || kind == BS_PICTURE_REMOTE ? source : late);
}

/* Pictures of one pixel are tracking pixels. */
static gboolean
is_pixel (const BsHtmlNode *node)
{
  const char *width = bs_html_node_get (node, "width");
  const char *height = bs_html_node_get (node, "height");

  return width != NULL && height != NULL && g_ascii_isdigit (*width) && g_ascii_isdigit (*height) &&
         strtoul (width, NULL, 10) <= 1 && strtoul (height, NULL, 10) <= 1 && strchr (width, '%') == NULL;
}

/* Publishers end articles with QR codes that open their application. */
static gboolean
is_named_as_code (const BsHtmlNode *node)
{
  static const char *const marks[] = { "qrcode", "QRcode", "QRCode", "qr-", "qr_", "-qr", "_qr", "Qr", "erweima" };
  const char *names[] = { bs_html_node_get (node, "class"), bs_html_node_get (node, "id") };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; names[i] != NULL && j < G_N_ELEMENTS (marks); j++)
      if (strstr (names[i], marks[j]) != NULL)
        return TRUE;
  return FALSE;
}

static gboolean
is_code_to_scan (const BsHtmlNode *node)
{
  for (guint level = 0; node != NULL && level < 4; node = node->parent, level++)
    if (is_named_as_code (node))
      return TRUE;
  return FALSE;
}

/*
 * bs_sanitise_is_code_box:
 * @node: an element
 *
 * Returns: whether it only contains a QR code: it says so, has a picture, and few other words
 */
gboolean
bs_sanitise_is_code_box (const BsHtmlNode *node)
{
  const BsHtmlNode *c;
  gboolean has_picture = FALSE;
  gsize n_bytes = 0;
  guint n_nodes = 0;

  g_return_val_if_fail (node != NULL, FALSE);

  if (!is_named_as_code (node) || node->first_child == NULL)
    return FALSE;
  c = node->first_child;
  for (; c != NULL && n_bytes <= MAX_CODE_BYTES && n_nodes <= MAX_CODE_NODES; n_nodes++)
    {
      if (c->name == NULL)
        n_bytes += strlen (c->text);
      else if (g_str_equal (c->name, "img"))
        has_picture = TRUE;
      c = bs_html_node_follow (c, node, TRUE);
    }
  return has_picture && c == NULL && n_bytes <= MAX_CODE_BYTES;
}

static void
append_size (GString *out, const BsHtmlNode *node, const char *prefix, const char *name)
{
  const char *value = bs_html_node_get (node, name);
  char *end;
  gulong size;

  if (value == NULL || !g_ascii_isdigit (*value))
    return;
  size = strtoul (value, &end, 10);
  if ((*end == '\0' || g_str_equal (end, "px")) && size > 0 && size <= 10000)
    g_string_append_printf (out, " %s%s=\"%lu\"", prefix, name, size);
}

static char *
shorten (const char *text)
{
  if (g_utf8_strlen (text, -1) <= MAX_NAME_CHARS)
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (text, MAX_NAME_CHARS) - text), text);
}

/* A box in place of a picture that is not shown: its description, and why it is missing. */
static char *
make_box (const char *kind, const char *attributes, const char *alt, const char *name, const char *explanation)
{
  g_autofree char *words = g_strstrip (g_strdup (alt != NULL ? alt : ""));
  g_autofree char *shown = shorten (*words != '\0' ? words : name);
  g_autofree char *inner =
      g_markup_printf_escaped ("title=\"%s\"><span class=\"bs-picture-name\">%s</span></span>", explanation, shown);

  return g_strdup_printf ("<span class=\"bs-picture bs-picture-%s\"%s %s", kind, attributes, inner);
}

/* The reader replaces the box with the picture once it is loaded. */
static char *
make_remote_box (const BsHtmlNode *node, const char *address, const char *alt)
{
  g_autofree char *host = bs_web_address_find_host (address);
  g_autofree char *valid = g_utf8_make_valid (host != NULL ? host : "?", -1);
  g_autofree char *valid_address = g_utf8_make_valid (address, -1);
  g_autofree char *start = NULL;
  g_autofree char *explanation = NULL;
  g_autoptr (GString) attributes = NULL;

  /* The address returns a random picture that does not belong to the article. */
  if (g_str_equal (valid, "picsum.photos") || g_str_has_suffix (valid, ".picsum.photos"))
    return NULL;
  start = g_markup_printf_escaped (" data-host=\"%s\" data-address=\"%s\" data-alt=\"%s\"", valid, valid_address,
                                   alt != NULL ? alt : "");
  attributes = g_string_new (start);
  if (node != NULL)
    {
      append_size (attributes, node, "data-", "width");
      append_size (attributes, node, "data-", "height");
    }
  /* Translators: %s is the name of a host on the net, such as “example.org”. */
  explanation = g_strdup_printf (_ ("Image from %s, not loaded"), valid);
  return make_box ("remote", attributes->str, alt, valid, explanation);
}

static char *
make_missing_box (const char *address, const char *alt)
{
  g_autofree char *path = g_strndup (address, strcspn (address, "?#"));
  g_autofree char *decoded = g_uri_unescape_string (path, NULL);
  g_autofree char *valid = g_utf8_make_valid (decoded != NULL ? decoded : path, -1);
  const char *slash = strrchr (valid, '/');
  const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : valid;
  /* Translators: %s is the name of a file. */
  g_autofree char *explanation = g_strdup_printf (_ ("Image not found: %s"), name);

  return make_box ("missing", "", alt, explanation, explanation);
}

static char *
make_address (const char *path)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  escaped = g_uri_escape_bytes ((const guint8 *) path, strlen (path), "/");
  return g_strconcat (BS_PAGE_PICTURE_PREFIX, escaped, NULL);
}

static char *
make_picture (const BsHtmlNode *node, const char *path, const char *alt)
{
  g_autofree char *address = make_address (path);
  const char *title = bs_html_node_get (node, "title");
  g_autofree char *start = g_markup_printf_escaped ("<img src=\"%s\" alt=\"%s\"", address, alt != NULL ? alt : "");
  g_autoptr (GString) out = g_string_new (start);

  if (title != NULL && *title != '\0')
    {
      g_autofree char *attribute = g_markup_printf_escaped (" title=\"%s\"", title);

      g_string_append (out, attribute);
    }
  append_size (out, node, "", "width");
  append_size (out, node, "", "height");
  g_string_append (out, " loading=\"lazy\">");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/*
 * bs_sanitise_picture:
 * @document: the article
 * @node: an `img` of its body
 *
 * Returns: (transfer full) (nullable): the picture if it is in the library, or a box with its description or address;
 *   %NULL for a picture without content
 */
char *
bs_sanitise_picture (const BsDocument *document, const BsHtmlNode *node)
{
  g_autofree char *address = NULL;
  g_autofree char *resolved = NULL;
  const char *alt;

  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (node != NULL, NULL);

  address = find_address (document, node);
  alt = bs_html_node_get (node, "alt");
  if (address == NULL || *address == '\0' || is_pixel (node) || is_code_to_scan (node))
    return NULL;
  switch (bs_picture_resolve (document->site, document->article->path, address, &resolved))
    {
    case BS_PICTURE_LOCAL:
      return make_picture (node, resolved, alt);
    case BS_PICTURE_REMOTE:
      return make_remote_box (node, resolved, alt);
    case BS_PICTURE_MISSING:
      return make_missing_box (address, alt);
    case BS_PICTURE_NONE:
    default:
      return NULL;
    }
}

/*
 * bs_sanitise_head_picture:
 * @document: the article
 * @image: the picture that its front matter names
 * @attribute: (out) (transfer full) (nullable): the attribute by which a body would show the same picture
 *
 * Returns: (transfer full) (nullable): the picture if it is in the library, or a box for a remote one; %NULL for a
 *   picture without content
 */
char *
bs_sanitise_head_picture (const BsDocument *document, const char *image, char **attribute)
{
  g_autofree char *resolved = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *address = NULL;

  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (attribute != NULL, NULL);

  *attribute = NULL;
  switch (bs_picture_resolve (document->site, document->article->path, image, &resolved))
    {
    case BS_PICTURE_LOCAL:
      address = make_address (resolved);
      *attribute = g_markup_printf_escaped ("src=\"%s\"", address);
      return g_strdup_printf ("<img %s alt=\"\">", *attribute);
    case BS_PICTURE_REMOTE:
      valid = g_utf8_make_valid (resolved, -1);
      *attribute = g_markup_printf_escaped ("data-address=\"%s\"", valid);
      return make_remote_box (NULL, resolved, NULL);
    case BS_PICTURE_MISSING:
    case BS_PICTURE_NONE:
    default:
      return NULL;
    }
}
