/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/image-decoder.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "page/picture-type.h"
#include "../support/remove-tree.h"

typedef struct
{
  char *folder;
  BsImageDecoder *decoder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = g_build_filename (g_getenv ("BROADSHEET_HELPERS"), "broadsheet-image-helper", NULL);

  fixture->folder = g_dir_make_tmp ("broadsheet-XXXXXX", NULL);
  fixture->decoder = bs_image_decoder_new (program);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  /* Its thread holds a reference while it has a helper. */
  g_object_unref (fixture->decoder);
}

static char *
write_image (Fixture *fixture, int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, g_str_equal (type, "png"), 8, width, height);
  char *path = g_strdup_printf ("%s/%dx%d.%s", fixture->folder, width, height, type);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x2080c0ff);
  gdk_pixbuf_save (pixbuf, path, type, &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
assert_size (Fixture *fixture, const char *path, guint size, BsImageFit fit, guint width, guint height)
{
  const BsImageRequest request = { size, fit, BS_IMAGE_ENCODING_PIXELS };
  g_autoptr (GError) error = NULL;
  g_autoptr (BsImage) image = bs_image_decoder_decode_file (fixture->decoder, path, &request, NULL, &error);
  const guint8 *pixels;

  g_assert_no_error (error);
  g_assert_cmpuint (image->width, ==, width);
  g_assert_cmpuint (image->height, ==, height);
  g_assert_cmpuint (g_bytes_get_size (image->bytes), ==, width * height * 4);
  pixels = (const guint8 *) g_bytes_get_data (image->bytes, NULL) + (width * height / 2) * 4;
  g_assert_cmpint (ABS (pixels[0] - 0x20) + ABS (pixels[1] - 0x80) + ABS (pixels[2] - 0xc0), <, 12);
  g_assert_cmpint (pixels[3], ==, 0xff);
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *png = write_image (fixture, 300, 200, "png");
  g_autofree char *jpeg = write_image (fixture, 200, 300, "jpeg");
  g_autofree char *bmp = write_image (fixture, 30, 20, "bmp");
  g_autofree char *strip = write_image (fixture, 3000, 4, "png");

  assert_size (fixture, png, 150, BS_IMAGE_FIT_INSIDE, 150, 100);
  assert_size (fixture, png, 100, BS_IMAGE_FIT_COVER, 150, 100);
  assert_size (fixture, png, 4000, BS_IMAGE_FIT_INSIDE, 300, 200);
  assert_size (fixture, jpeg, 100, BS_IMAGE_FIT_COVER, 100, 150);
  assert_size (fixture, bmp, 112, BS_IMAGE_FIT_COVER, 30, 20);
  assert_size (fixture, strip, 112, BS_IMAGE_FIT_COVER, 224, 4);
  assert_size (fixture, strip, 300, BS_IMAGE_FIT_INSIDE, 300, 1);
}

static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  static const BsPictureType types[] = {
    [BS_IMAGE_ENCODING_PNG] = BS_PICTURE_TYPE_PNG, [BS_IMAGE_ENCODING_JPEG] = BS_PICTURE_TYPE_JPEG
  };
  g_autofree char *path = write_image (fixture, 300, 200, "png");
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  for (BsImageEncoding encoding = BS_IMAGE_ENCODING_PNG; encoding <= BS_IMAGE_ENCODING_JPEG; encoding++)
    {
      const BsImageRequest request = { 30, BS_IMAGE_FIT_INSIDE, encoding };
      g_autoptr (GError) error = NULL;
      g_autoptr (BsImage) image = bs_image_decoder_decode_bytes (fixture->decoder, bytes, &request, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (image->width, ==, 30);
      g_assert_cmpuint (image->full_width, ==, 300);
      g_assert_cmpuint (image->full_height, ==, 200);
      g_assert_cmpint (bs_picture_type_sniff (g_bytes_get_data (image->bytes, NULL), g_bytes_get_size (image->bytes)),
                       ==, types[encoding]);
    }
}

static void
assert_fails (Fixture *fixture, BsImageDecoder *decoder, const char *name, const void *data, gssize length)
{
  const BsImageRequest request = { 112, BS_IMAGE_FIT_COVER, BS_IMAGE_ENCODING_PIXELS };
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsImage) image = NULL;

  g_test_message ("%s", name);
  if (data != NULL)
    g_assert_true (g_file_set_contents (path, data, length, NULL));
  image = bs_image_decoder_decode_file (decoder, path, &request, NULL, &error);
  g_assert_null (image);
  g_assert_nonnull (error);
}

/* Files that are not images, or that claim to be large ones, do no harm and do not delay the next one. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const char huge_png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0";
  g_autofree char *good = write_image (fixture, 300, 200, "png");
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo.png", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_fails (fixture, fixture->decoder, "fifo.png", NULL, 0);
  assert_fails (fixture, fixture->decoder, "missing.png", NULL, 0);
  assert_fails (fixture, fixture->decoder, "", NULL, 0);
  assert_fails (fixture, fixture->decoder, "text.png", "text", 4);
  assert_fails (fixture, fixture->decoder, "empty.png", "", 0);
  assert_fails (fixture, fixture->decoder, "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", -1);
  assert_fails (fixture, fixture->decoder, "head.png", "\x89PNG\r\n\x1a\n", 8);
  assert_fails (fixture, fixture->decoder, "head.jpg", "\xff\xd8\xff", 3);
  assert_fails (fixture, fixture->decoder, "huge.png", huge_png, sizeof huge_png - 1);
  assert_size (fixture, good, 100, BS_IMAGE_FIT_COVER, 150, 100);
}

/* Draws SVG with these contents, 40 by 20 pixels by default. Returns: (nullable): the image Returns: (nullable): the
 * image */
static BsImage *
draw (Fixture *fixture, const char *before, const char *size, const char *inside)
{
  const BsImageRequest request = { 1600, BS_IMAGE_FIT_INSIDE, BS_IMAGE_ENCODING_PIXELS };
  g_autofree char *document = g_strdup_printf (
      "%s<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' %s>%s</svg>", before,
      size != NULL ? size : "width='40' height='20'", inside);
  g_autoptr (GBytes) bytes = g_bytes_new (document, strlen (document));

  g_test_message ("%.200s", document);
  return bs_image_decoder_decode_bytes (fixture->decoder, bytes, &request, NULL, NULL);
}

static guint
count_opaque (const BsImage *image)
{
  const guint8 *pixels = g_bytes_get_data (image->bytes, NULL);
  guint n = 0;

  for (gsize i = 3; i < g_bytes_get_size (image->bytes); i += 4)
    n += pixels[i] > 127;
  return n;
}

static gboolean
can_draw (Fixture *fixture)
{
  g_autoptr (BsImage) image = draw (fixture, "", NULL, "");

  if (image == NULL)
    g_test_skip ("gdk-pixbuf has no loader of SVG here (librsvg2-common)");
  return image != NULL;
}

static void
test_drawings (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *size;
    guint width;
    guint height;
  } cases[] = {
    { "width='40' height='20'", 40, 20 },
    { "width='40px' height='20px' viewBox='0 0 4 2'", 40, 20 },
    { "width='8000' height='4000'", 1600, 800 },
    { "width='900000000' height='450000000'", 1600, 800 },
    /* Without a size, it fills the width of a page. */
    { "viewBox='0 0 24 12'", 800, 400 },
    { "stroke-width='2' width='100%' height='100%' viewBox='0 0 24 12'", 800, 400 },
    { "viewBox='0 0 1000 500'", 1000, 500 },
  };

  if (!can_draw (fixture))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsImage) image = draw (fixture, "", cases[i].size, "<rect width='50%' height='100%'/>");

      g_assert_nonnull (image);
      g_assert_cmpuint (image->width, ==, cases[i].width);
      g_assert_cmpuint (image->height, ==, cases[i].height);
      /* The rest is transparent. */
      g_assert_cmpuint (count_opaque (image), ==, image->width * image->height / 2);
    }
}

/* Charts have words and shadows, which need fonts and threads. */
static void
test_drawn_words (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = {
    "<text y='16' font-size='16'>Words</text>",
    "<text y='16' font-size='16' font-family='No such font'>标题</text>",
    "<filter id='f'><feGaussianBlur stdDeviation='1'/></filter><rect width='20' height='20' filter='url(#f)'/>",
  };

  if (!can_draw (fixture))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (BsImage) image = draw (fixture, "", NULL, contents[i]);

      g_assert_nonnull (image);
      g_assert_cmpuint (count_opaque (image), >, 20);
    }
}

static GSocket *
listen_locally (void)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, 0);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  return socket;
}

static char *
repeat (const char *text, guint n)
{
  GString *result = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (result, text);
  return g_string_free (result, FALSE);
}

/* No pixel of a hostile drawing comes from elsewhere. */
static void
assert_draws_nothing (Fixture *fixture, const char *before, const char *inside)
{
  g_autoptr (BsImage) image = draw (fixture, before, NULL, inside);

  g_assert_true (image == NULL || count_opaque (image) == 0);
}

/* A hostile drawing reads no other file, sends no request, runs nothing, and does not delay the next one. */
static void
test_hostile_drawings (Fixture *fixture, gconstpointer data)
{
  static const char *const links[] = {
    "<image href='%s' width='40' height='20'/>",
    "<image xlink:href='%s' width='40' height='20'/>",
    "<use xlink:href='%s#x'/>",
    "<style>@import url(%s);</style><rect width='40' height='20' fill='url(%s#x)'/>",
    "<filter id='f'><feImage href='%s'/></filter><rect width='40' height='20' filter='url(#f)'/>",
    "<include xmlns='http://www.w3.org/2001/XInclude' href='%s'/>",
    "<foreignObject width='40' height='20'><img xmlns='http://www.w3.org/1999/xhtml' src='%s'/></foreignObject>",
    "<script href='%s'>document.rootElement.innerHTML = '<rect width=\"40\" height=\"20\"/>'</script>",
  };
  g_autofree char *picture = write_image (fixture, 40, 20, "png");
  g_autofree char *name = g_path_get_basename (picture);
  g_autofree char *address = g_filename_to_uri (picture, NULL, NULL);
  g_autofree char *long_entity = repeat ("ha", 50000);
  g_autofree char *large = g_strdup_printf ("<!DOCTYPE svg [<!ENTITY a '%s'>]>", long_entity);
  g_autofree char *many = repeat ("&a;", 20000);
  g_autofree char *deep = repeat ("<g>", 100000);
  g_autoptr (GString) laughs = g_string_new ("<!DOCTYPE svg [<!ENTITY a0 'ha'>");
  g_autoptr (GSocket) socket = listen_locally ();
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autofree char *web =
      g_strdup_printf ("http://127.0.0.1:%u/a.svg", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local)));
  const char *const targets[] = { picture, name, address, web, web + strlen ("http:"), "file:///etc/passwd" };

  if (!can_draw (fixture))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (targets); j++)
      {
        g_auto (GStrv) parts = g_strsplit (links[i], "%s", -1);
        g_autofree char *inside = g_strjoinv (targets[j], parts);

        assert_draws_nothing (fixture, "", inside);
      }
  assert_draws_nothing (fixture, "<?xml version='1.0'?><?xml-stylesheet href='file:///etc/passwd'?>", "");
  assert_draws_nothing (fixture, "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "<text y='16'>&x;</text>");
  assert_draws_nothing (fixture, "<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>", "");
  for (guint i = 1; i < 10; i++)
    {
      g_autofree char *name_before = g_strdup_printf ("&a%u;", i - 1);
      g_autofree char *ten = repeat (name_before, 10);

      g_string_append_printf (laughs, "<!ENTITY a%u '%s'>", i, ten);
    }
  g_string_append (laughs, "]>");
  assert_draws_nothing (fixture, laughs->str, "<text y='16'>&a9;</text>");
  assert_draws_nothing (fixture, large, many);
  assert_draws_nothing (fixture, "", deep);
  g_assert_null (draw (fixture, "", "width='0' height='0'", "<rect width='9' height='9'/>"));

  g_assert_cmpint (g_socket_condition_check (socket, G_IO_IN), ==, 0);
  assert_size (fixture, picture, 100, BS_IMAGE_FIT_COVER, 40, 20);
}

/* Kills all helpers of this process, and returns how many there were. */
static guint
kill_helpers (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "stat", NULL);
      g_autofree char *stat = NULL;
      char state;
      int parent;

      if (g_ascii_isdigit (*name) && g_file_get_contents (path, &stat, NULL, NULL) &&
          strstr (stat, "(broadsheet-imag") != NULL && sscanf (strrchr (stat, ')'), ") %c %d", &state, &parent) == 2 &&
          parent == getpid () && state != 'Z')
        {
          g_assert_cmpint (kill (atoi (name), SIGKILL), ==, 0);
          n++;
        }
    }
  return n;
}

/* A helper that died is replaced. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_image (fixture, 300, 200, "png");

  kill_helpers ();
  for (guint i = 0; i < 5; i++)
    {
      assert_size (fixture, path, 100, BS_IMAGE_FIT_COVER, 150, 100);
      assert_size (fixture, path, 100, BS_IMAGE_FIT_COVER, 150, 100);
      g_assert_cmpuint (kill_helpers (), >=, 1);
    }
}

/* Without a working helper, images fail and nothing else does. */
static void
test_no_helper (Fixture *fixture, gconstpointer data)
{
  static const char *const programs[] = { "/nonexistent/helper", "/bin/false", "/etc/passwd", "/" };
  g_autofree char *path = write_image (fixture, 300, 200, "png");

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr (BsImageDecoder) decoder = bs_image_decoder_new (programs[i]);

      g_test_message ("%s", programs[i]);
      for (guint j = 0; j < 5; j++)
        assert_fails (fixture, decoder, "300x200.png", NULL, 0);
    }
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *counts = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsImage) image = bs_image_decoder_decode_finish (BS_IMAGE_DECODER (source), result, &error);

  counts[0]++;
  counts[1] += image != NULL;
  counts[2] += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  const BsImageRequest request = { 112, BS_IMAGE_FIT_COVER, BS_IMAGE_ENCODING_PIXELS };
  g_autofree char *path = write_image (fixture, 300, 200, "png");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint counts[3] = { 0 };

  for (guint i = 0; i < 50; i++)
    bs_image_decoder_decode_file_async (fixture->decoder, path, &request, i % 2 == 0 ? cancellable : NULL, decoded_cb,
                                        counts);
  g_cancellable_cancel (cancellable);
  while (counts[0] < 50)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counts[1], ==, 25);
  g_assert_cmpuint (counts[2], ==, 25);
}

/* The CRC of PNG chunks (PNG, annex D). */
static guint32
check (guint32 crc, const guint8 *data, gsize length)
{
  crc = ~crc;
  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
append_chunk (GByteArray *png, const char *name, const guint8 *data, gsize length)
{
  guint32 size = GUINT32_TO_BE (length);
  guint32 crc = check (check (0, (const guint8 *) name, 4), data, length);

  crc = GUINT32_TO_BE (crc);
  g_byte_array_append (png, (const guint8 *) &size, 4);
  g_byte_array_append (png, (const guint8 *) name, 4);
  g_byte_array_append (png, data, length);
  g_byte_array_append (png, (const guint8 *) &crc, 4);
}

/* A file of a few kilobytes with 8000 by 8000 pixels. */
static char *
write_large_image (Fixture *fixture)
{
  static const guint8 head[] = { 0, 0, 0x1f, 0x40, 0, 0, 0x1f, 0x40, 8, 0, 0, 0, 0 };
  static const guint8 row[8001] = { 0 };
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  char *path = g_build_filename (fixture->folder, "large.png", NULL);

  for (guint i = 0; i < 8000; i++)
    g_assert_true (g_output_stream_write_all (stream, row, sizeof row, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", head, sizeof head);
  append_chunk (png, "IDAT", g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  append_chunk (png, "IEND", NULL, 0);
  g_assert_true (g_file_set_contents (path, (const char *) png->data, png->len, NULL));
  return path;
}

/* The peak memory of this process, in bytes. */
static guint64
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) * 1024;
}

/* A large image does not use this process's memory. */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  const BsImageRequest request = { 112, BS_IMAGE_FIT_COVER, BS_IMAGE_ENCODING_PIXELS };
  g_autofree char *path = write_large_image (fixture);
  guint64 before = get_peak ();

  g_autoptr (GError) error = NULL;
  g_autoptr (BsImage) image = bs_image_decoder_decode_file (fixture->decoder, path, &request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (image->full_width, ==, 8000);
  g_assert_cmpuint (image->width, ==, 112);
  g_assert_cmpuint (get_peak () - before, <, 32 * 1024 * 1024);
}

/* What the helper can still do, if the kernel allows it to drop the rest. */
static void
test_confinement (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = g_build_filename (g_getenv ("BROADSHEET_HELPERS"), "broadsheet-image-helper", NULL);
  const char *argv[] = { program, data != NULL ? data : "--try-confinement", "--try-confinement", NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  if (strstr (output, "program 1") != NULL)
    {
      g_test_skip ("Here gdk-pixbuf leaves the work to glycin, which has programs of its own");
      return;
    }
  g_assert_cmpstr (output, ==, "file 0 0 0\nsocket 0 0\nprogram 0\n");
}

#define add(path, function) g_test_add ("/broadsheet/image-decoder/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("sizes", test_sizes);
  add ("encodings", test_encodings);
  add ("failures", test_failures);
  add ("killed", test_killed);
  add ("no-helper", test_no_helper);
  add ("cancelled", test_cancelled);
  add ("memory", test_memory);
  add ("drawings", test_drawings);
  add ("drawn-words", test_drawn_words);
  add ("hostile-drawings", test_hostile_drawings);
  add ("confinement", test_confinement);
  g_test_add ("/broadsheet/image-decoder/confinement-of-drawings", Fixture, "--drawings", set_up, test_confinement,
              tear_down);

  return g_test_run ();
}
