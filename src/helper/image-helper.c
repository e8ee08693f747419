/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Decodes the images of articles for another program. It receives a descriptor of each image, and returns pixels or a
 * smaller image. It can neither open files nor reach the network, and its parent can kill it at any time. With
 * --drawings it draws SVG, which needs threads and fonts, and decodes nothing else. */

#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "helper/answer.h"
#include "helper/confinement.h"
#include "helper/image-protocol.h"
#include "page/image-decoder.h"
#include "page/picture-type.h"

/* Decoding the largest image takes 256 MB, the same again for the canvas of an animation, and some for the
 * libraries. */
#define MEMORY_BYTES ((gsize) 1024 * 1024 * 1024)
#define PROCESSOR_SECONDS 120
/* The helper exits after using this much CPU time, so that the next one has the whole limit again. */
#define PROCESSOR_SECONDS_TO_LEAVE_AT 60
#define CHUNK_BYTES 65536
/* The longer side of a drawing that has proportions and no size, in pixels: such a one fills the width of a page. */
#define DRAWING_SIDE 800

/* By BsPictureType, as gdk-pixbuf calls them. */
static const char *const loaders[] = {
  [BS_PICTURE_TYPE_PNG] = "png",   [BS_PICTURE_TYPE_JPEG] = "jpeg", [BS_PICTURE_TYPE_GIF] = "gif",
  [BS_PICTURE_TYPE_WEBP] = "webp", [BS_PICTURE_TYPE_AVIF] = "avif", [BS_PICTURE_TYPE_BMP] = "bmp",
  [BS_PICTURE_TYPE_SVG] = "svg",
};

/* It draws, and decodes nothing else. */
static gboolean draws;

typedef struct
{
  const BsImageQuestion *question;
  BsImageAnswer answer;
  gboolean has_size; /* of its own */
} Work;

static void
scale_sides (const Work *work, int *width, int *height)
{
  gboolean cover = work->question->fit == BS_IMAGE_FIT_COVER;
  double side = cover ? MIN (*width, *height) : MAX (*width, *height);
  double enough = work->has_size ? side : MAX (side, DRAWING_SIDE);
  double scale = MIN (enough, work->question->size) / side;

  *width = MAX (1, (int) (*width * scale + 0.5));
  *height = MAX (1, (int) (*height * scale + 0.5));
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Work *work = user_data;

  work->answer.full_width = width;
  work->answer.full_height = height;
  if (work->question->type != BS_PICTURE_TYPE_SVG && (gint64) width * height > BS_IMAGE_MAX_PIXELS)
    {
      work->answer.status = BS_IMAGE_STATUS_TOO_LARGE;
      /* Makes the loader stop. */
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  scale_sides (work, &width, &height);
  gdk_pixbuf_loader_set_size (loader, width, height);
}

/* Whether the first element has a width that does not depend on the page. */
static gboolean
says_size (const char *text, gsize length)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "<(?:svg:)?svg\\s(?:[^>]*\\s)?width\\s*=\\s*[\"'][\\s+]*[0-9.]+[a-z\\s]*[\"']", G_REGEX_RAW, 0, NULL);

  return g_regex_match_full (regex, text, (gssize) MIN (length, BS_PICTURE_TYPE_SNIFFED_BYTES), 0, 0, NULL, NULL);
}

static gboolean
feed (Work *work, GdkPixbufLoader *loader, int fd)
{
  static guchar chunk[CHUNK_BYTES];
  gsize n_bytes = 0;
  gssize length;

  while ((length = read (fd, chunk, sizeof chunk)) != 0)
    {
      if (length < 0 && errno == EINTR)
        continue;
      if (n_bytes == 0 && work->question->type == BS_PICTURE_TYPE_SVG)
        work->has_size = says_size ((const char *) chunk, MAX (length, 0));
      n_bytes += MAX (length, 0);
      if (n_bytes > BS_IMAGE_MAX_FILE_BYTES)
        work->answer.status = BS_IMAGE_STATUS_TOO_LARGE;
      if (length < 0 || n_bytes > BS_IMAGE_MAX_FILE_BYTES || !gdk_pixbuf_loader_write (loader, chunk, length, NULL))
        return FALSE;
    }
  return TRUE;
}

/* Of a long strip, the middle is enough to fill a thumbnail. */
static GdkPixbuf *
crop (const Work *work, GdkPixbuf *pixbuf)
{
  int limit = (int) work->question->size * (work->question->fit == BS_IMAGE_FIT_COVER ? 2 : 1);
  int width = MIN (gdk_pixbuf_get_width (pixbuf), limit);
  int height = MIN (gdk_pixbuf_get_height (pixbuf), limit);

  return gdk_pixbuf_new_subpixbuf (pixbuf, (gdk_pixbuf_get_width (pixbuf) - width) / 2,
                                   (gdk_pixbuf_get_height (pixbuf) - height) / 2, width, height);
}

static GdkPixbuf *
decode (Work *work, int fd)
{
  gboolean can_decode = draws == (work->question->type == BS_PICTURE_TYPE_SVG);
  const char *name = can_decode && work->question->type < G_N_ELEMENTS (loaders) ? loaders[work->question->type] : NULL;
  g_autoptr (GdkPixbufLoader) loader = name != NULL ? gdk_pixbuf_loader_new_with_type (name, NULL) : NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  GdkPixbuf *pixbuf = NULL;
  gboolean is_whole;

  if (loader == NULL)
    {
      work->answer.status = BS_IMAGE_STATUS_NOT_SUPPORTED;
      return NULL;
    }
  work->answer.status = BS_IMAGE_STATUS_DAMAGED;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), work);
  is_whole = feed (work, loader, fd);
  is_whole = gdk_pixbuf_loader_close (loader, NULL) && is_whole;
  /* A drawing may have no size at all. */
  if (is_whole && work->answer.full_width > 0 && work->answer.full_height > 0)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    return NULL;
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return upright != NULL ? crop (work, upright) : NULL;
}

static GBytes *
pack (GdkPixbuf *pixbuf)
{
  g_autoptr (GdkPixbuf) full = gdk_pixbuf_add_alpha (pixbuf, FALSE, 0, 0, 0);
  gsize width;
  gsize height;
  guchar *pixels;

  if (full == NULL)
    return NULL;
  width = gdk_pixbuf_get_width (full);
  height = gdk_pixbuf_get_height (full);
  pixels = g_malloc (width * height * 4);
  for (gsize y = 0; y < height; y++)
    memcpy (pixels + y * width * 4, gdk_pixbuf_read_pixels (full) + y * gdk_pixbuf_get_rowstride (full), width * 4);
  return g_bytes_new_take (pixels, width * height * 4);
}

static GBytes *
encode (GdkPixbuf *pixbuf, BsImageEncoding encoding)
{
  g_autoptr (GdkPixbuf) flat = NULL;
  char *data = NULL;
  gsize length = 0;
  gboolean done;

  if (encoding == BS_IMAGE_ENCODING_PIXELS)
    return pack (pixbuf);
  if (encoding == BS_IMAGE_ENCODING_PNG)
    {
      done = gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", NULL, NULL);
    }
  else
    {
      /* JPEG has no transparency, so transparent pixels become white. */
      flat = gdk_pixbuf_composite_color_simple (pixbuf, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                                GDK_INTERP_NEAREST, 255, 8, 0xffffff, 0xffffff);
      done = flat != NULL && gdk_pixbuf_save_to_buffer (flat, &data, &length, "jpeg", NULL, "quality", "85", NULL);
    }
  return done ? g_bytes_new_take (data, length) : NULL;
}

static gboolean
answer_question (const BsImageQuestion *question, int fd)
{
  Work work = { question, { BS_IMAGE_MAGIC }, TRUE };
  g_autoptr (GdkPixbuf) pixbuf = decode (&work, fd);
  g_autoptr (GBytes) bytes = pixbuf != NULL ? encode (pixbuf, question->encoding) : NULL;

  if (bytes != NULL)
    {
      work.answer.status = BS_IMAGE_STATUS_DONE;
      work.answer.width = gdk_pixbuf_get_width (pixbuf);
      work.answer.height = gdk_pixbuf_get_height (pixbuf);
      work.answer.n_bytes = g_bytes_get_size (bytes);
    }
  return bs_answer_send (&work.answer, sizeof work.answer) &&
         (bytes == NULL || bs_answer_send (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
}

/* Returns the descriptor that was sent with a question, or -1 at the end. */
static int
receive (BsImageQuestion *question)
{
  union
  {
    char buffer[CMSG_SPACE (sizeof (int))];
    struct cmsghdr align;
  } control;
  struct iovec part = { question, sizeof *question };
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };
  struct cmsghdr *header;
  gssize length;
  int fd;

  do
    length = recvmsg (STDIN_FILENO, &message, MSG_WAITALL | MSG_CMSG_CLOEXEC);
  while (length < 0 && errno == EINTR);
  header = length == sizeof *question ? CMSG_FIRSTHDR (&message) : NULL;
  if (header == NULL || header->cmsg_type != SCM_RIGHTS || question->magic != BS_IMAGE_MAGIC)
    return -1;
  memcpy (&fd, CMSG_DATA (header), sizeof fd);
  return fd;
}

static gboolean
is_used_up (void)
{
  struct rusage usage;

  return getrusage (RUSAGE_SELF, &usage) == 0 &&
         usage.ru_utime.tv_sec + usage.ru_stime.tv_sec >= PROCESSOR_SECONDS_TO_LEAVE_AT;
}

/* Prints what the helper is still allowed to do, for a test. */
static void
try_confinement (void)
{
  g_autofree char *report = NULL;
  int file = open ("/etc/passwd", O_RDONLY);
  int own = open ("/proc/self/status", O_RDONLY);
  int made = open ("/tmp/broadsheet-image-helper", O_WRONLY | O_CREAT, 0600);
  int network = socket (AF_INET, SOCK_STREAM, 0);
  int local = socket (AF_UNIX, SOCK_STREAM, 0);
  pid_t child = fork ();

  if (child == 0)
    _exit (0);
  execl ("/bin/true", "true", NULL);
  report = g_strdup_printf ("file %d %d %d\nsocket %d %d\nprogram %d\n", file >= 0, own >= 0, made >= 0, network >= 0,
                            local >= 0, child >= 0);
  if (write (STDOUT_FILENO, report, strlen (report)) < 0)
    _exit (1);
}

/* The folders of fonts, of their configuration and of their caches. */
static GStrv
list_font_folders (void)
{
  static const char *const names[] = { "/etc/fonts",           "/usr/share/fontconfig",     "/var/cache/fontconfig",
                                       "/run/host/fonts",      "/run/host/fonts-cache",     "/run/host/local-fonts",
                                       "/run/host/user-fonts", "/run/host/user-fonts-cache" };
  GPtrArray *folders = g_ptr_array_new ();
  const char *const *shared = g_get_system_data_dirs ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (folders, g_strdup (names[i]));
  for (; *shared != NULL; shared++)
    g_ptr_array_add (folders, g_build_filename (*shared, "fonts", NULL));
  g_ptr_array_add (folders, g_build_filename (g_get_user_data_dir (), "fonts", NULL));
  g_ptr_array_add (folders, g_build_filename (g_get_home_dir (), ".fonts", NULL));
  g_ptr_array_add (folders, g_build_filename (g_get_user_config_dir (), "fontconfig", NULL));
  g_ptr_array_add (folders, g_build_filename (g_get_user_cache_dir (), "fontconfig", NULL));
  g_ptr_array_add (folders, NULL);
  return (GStrv) g_ptr_array_free (folders, FALSE);
}

int
main (int argc, char *argv[])
{
  const BsImageAnswer ready = { .magic = BS_IMAGE_MAGIC, .status = BS_IMAGE_STATUS_READY };
  g_auto (GStrv) fonts = NULL;
  gboolean is_self_made;
  BsImageQuestion question;
  int fd;

  /* Close descriptors inherited from the parent. */
  closefrom (STDERR_FILENO + 1);
  draws = argc >= 2 && strcmp (argv[1], "--drawings") == 0;
  /* Loader modules are files, so they are loaded before files become unavailable. */
  for (gsize i = 0; i < G_N_ELEMENTS (loaders); i++)
    {
      g_autoptr (GdkPixbufLoader) loader = loaders[i] != NULL && (draws || i != BS_PICTURE_TYPE_SVG) ?
                                               gdk_pixbuf_loader_new_with_type (loaders[i], NULL) :
                                               NULL;

      if (loader != NULL)
        gdk_pixbuf_loader_close (loader, NULL);
    }
  /* Later versions of gdk-pixbuf use glycin, which confines its own programs and must be able to start them. */
  is_self_made = dlsym (RTLD_DEFAULT, "gly_loader_new") == NULL;

  signal (SIGPIPE, SIG_IGN);
  fonts = draws ? list_font_folders () : NULL;
  bs_confinement_enter (MEMORY_BYTES, PROCESSOR_SECONDS, is_self_made, (const char *const *) fonts);
  if (argc >= 2 && strcmp (argv[argc - 1], "--try-confinement") == 0)
    {
      try_confinement ();
      _exit (0);
    }

  if (!bs_answer_send (&ready, sizeof ready))
    _exit (1);
  while (!is_used_up () && (fd = receive (&question)) >= 0)
    {
      gboolean is_sent = answer_question (&question, fd);

      close (fd);
      if (!is_sent)
        break;
    }
  _exit (0);
}
