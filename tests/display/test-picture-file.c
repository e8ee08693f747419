/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/picture-type.h"
#include "reader/picture-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/remove-tree.h"

#define PNG "\x89PNG\r\n\x1a\n and so on"

typedef struct
{
  char *parent;
  char *root;
} Fixture;

static void
write_file (const char *folder, const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

static void
link_to (Fixture *fixture, const char *target, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *sibling = NULL;

  fixture->parent = g_dir_make_tmp ("broadsheet-picture-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->root = g_build_filename (fixture->parent, "library", NULL);
  folder = g_build_filename (fixture->root, "folder", NULL);
  sibling = g_build_filename (fixture->parent, "library-2", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_mkdir_with_parents (sibling, 0700);
  write_file (fixture->root, "a b%20.png", PNG, strlen (PNG));
  write_file (folder, "deep.png", PNG, strlen (PNG));
  write_file (fixture->parent, "outside.png", PNG, strlen (PNG));
  write_file (sibling, "outside.png", PNG, strlen (PNG));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->parent);
  g_free (fixture->root);
  g_free (fixture->parent);
}

static gboolean
opens (Fixture *fixture, const char *escaped_path)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  BsPictureType type = BS_PICTURE_TYPE_NONE;
  gint64 size = 0;
  char bytes[64];
  gsize length;

  g_test_message ("%s", escaped_path);
  stream = bs_picture_file_open (fixture->root, escaped_path, &size, &type, &error);
  if (stream == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      return FALSE;
    }

  g_assert_no_error (error);
  g_assert_cmpint (type, ==, BS_PICTURE_TYPE_PNG);
  g_assert_cmpint (size, ==, strlen (PNG));
  g_assert_true (g_input_stream_read_all (stream, bytes, sizeof bytes, &length, NULL, NULL));
  g_assert_cmpmem (bytes, length, PNG, strlen (PNG));
  return TRUE;
}

static void
test_inside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absolute = g_build_filename (fixture->root, "folder", NULL);

  link_to (fixture, "folder/deep.png", "link.png");
  link_to (fixture, absolute, "link-to-folder");

  g_assert_true (opens (fixture, "a%20b%2520.png"));
  g_assert_true (opens (fixture, "folder/deep.png"));
  g_assert_true (opens (fixture, "folder%2Fdeep.png"));
  g_assert_true (opens (fixture, "link.png"));
  g_assert_true (opens (fixture, "link-to-folder/deep.png"));
}

static void
test_outside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absolute = g_build_filename (fixture->parent, "outside.png", NULL);
  g_autofree char *inside = g_build_filename (fixture->root, "folder", "deep.png", NULL);

  link_to (fixture, "../outside.png", "out.png");
  link_to (fixture, absolute, "out-absolute.png");
  link_to (fixture, "..", "up");
  link_to (fixture, "loop.png", "loop.png");

  g_assert_false (opens (fixture, "../outside.png"));
  g_assert_false (opens (fixture, "%2e%2e/outside.png"));
  g_assert_false (opens (fixture, "..%2foutside.png"));
  g_assert_false (opens (fixture, "%252e%252e%252foutside.png"));
  g_assert_false (opens (fixture, "%25252e%25252e/outside.png"));
  g_assert_false (opens (fixture, "folder/../../outside.png"));
  g_assert_false (opens (fixture, "folder/..%2F..%2Foutside.png"));
  g_assert_false (opens (fixture, "../library-2/outside.png"));
  g_assert_false (opens (fixture, absolute));
  g_assert_false (opens (fixture, inside));
  g_assert_false (opens (fixture, "out.png"));
  g_assert_false (opens (fixture, "out-absolute.png"));
  g_assert_false (opens (fixture, "up/outside.png"));
  g_assert_false (opens (fixture, "up/library-2/outside.png"));
  g_assert_false (opens (fixture, "loop.png"));
  g_assert_false (opens (fixture, ""));
  g_assert_false (opens (fixture, "/"));
  g_assert_false (opens (fixture, "."));
  g_assert_false (opens (fixture, "folder"));
  g_assert_false (opens (fixture, "folder/"));
  g_assert_false (opens (fixture, "folder//deep.png"));
  g_assert_false (opens (fixture, "folder/deep.png%00.txt"));
  g_assert_false (opens (fixture, "folder/deep.png%"));
  g_assert_false (opens (fixture, "nowhere.png"));
}

static void
test_no_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->root, "pipe.png", NULL);
  g_autofree char *huge = g_build_filename (fixture->root, "huge.png", NULL);

  write_file (fixture->root, "article.md", "---\ntitle: Secret\n---\n", -1);
  write_file (fixture->root, "empty.png", "", 0);
  write_file (fixture->root, "huge.png", PNG, strlen (PNG));
  g_assert_cmpint (truncate (huge, BS_PICTURE_MAX_BYTES + 1), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  g_assert_false (opens (fixture, "article.md"));
  g_assert_false (opens (fixture, "empty.png"));
  g_assert_false (opens (fixture, "huge.png"));
  g_assert_false (opens (fixture, "pipe.png"));
}

static void
test_sniff (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *media_type;
  } cases[] = {
#define BYTES(text) text, sizeof text - 1
    { BYTES ("\x89PNG\r\n\x1a\n"), "image/png" },
    { BYTES ("\xff\xd8\xff\xe0"), "image/jpeg" },
    { BYTES ("GIF89a"), "image/gif" },
    { BYTES ("GIF87a"), "image/gif" },
    { BYTES ("RIFF\x10\0\0\0WEBPVP8L"), "image/webp" },
    { BYTES ("\0\0\0\x1c"
             "ftypavif\0\0\0\0"),
      "image/avif" },
    { BYTES ("\0\0\0\x1c"
             "ftypmif1\0\0\0\0miafavif"),
      "image/avif" },
    { BYTES ("BM\x36\0\0\0\0\0\0\0\x36\0\0\0"), "image/bmp" },
    { BYTES ("\0\0\0\x1c"
             "ftypmp42\0\0\0\0isommp42"),
      NULL },
    { BYTES ("RIFF\x10\0\0\0WAVEfmt "), NULL },
    { BYTES ("BM is how this text begins"), NULL },
    /* Nothing shows these as they are. */
    { BYTES ("<svg xmlns='http://www.w3.org/2000/svg'/>"), NULL },
    { BYTES ("<!DOCTYPE html><p>"), NULL },
    { BYTES ("\x89PNG"), NULL },
    { BYTES ("ftypavif"), NULL },
    { BYTES (""), NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        bs_picture_type_get_media_type (bs_picture_type_sniff ((const guint8 *) cases[i].bytes, cases[i].length)), ==,
        cases[i].media_type);
}

/* SVG is recognised by its first element, whatever precedes it. */
static void
test_sniff_drawing (void)
{
  static const struct
  {
    const char *text;
    BsPictureType type;
  } cases[] = {
    { "<svg xmlns='http://www.w3.org/2000/svg'/>", BS_PICTURE_TYPE_SVG },
    { "<svg>", BS_PICTURE_TYPE_SVG },
    { "\xef\xbb\xbf\r\n<svg\nwidth='9'>", BS_PICTURE_TYPE_SVG },
    { "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>", BS_PICTURE_TYPE_SVG },
    { "<?xml version='1.0' encoding='utf-8' standalone='no'?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG "
      "1.1//EN\">\n<svg>",
      BS_PICTURE_TYPE_SVG },
    { "<?xml version='1.0'?><!-- Made with > a program --><?xml-stylesheet href='a'?>\n<!-- -->\n<svg width='1'>",
      BS_PICTURE_TYPE_SVG },
    { "<?xml version='1.0'?><html><svg/></html>", BS_PICTURE_TYPE_NONE },
    { "<!DOCTYPE html><svg/>", BS_PICTURE_TYPE_NONE },
    { "<!-- <svg> -->", BS_PICTURE_TYPE_NONE },
    { "<!-- <svg>", BS_PICTURE_TYPE_NONE },
    { "<svgx>", BS_PICTURE_TYPE_NONE },
    { "<svg", BS_PICTURE_TYPE_NONE },
    { "words <svg>", BS_PICTURE_TYPE_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bs_picture_type_sniff ((const guint8 *) cases[i].text, strlen (cases[i].text)), ==, cases[i].type);
}

#define add(path, function) g_test_add ("/broadsheet/picture-file/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("inside", test_inside);
  add ("outside", test_outside);
  add ("no-picture", test_no_picture);
  g_test_add_func ("/broadsheet/picture-file/sniff", test_sniff);
  g_test_add_func ("/broadsheet/picture-file/sniff-drawing", test_sniff_drawing);

  return g_test_run ();
}
