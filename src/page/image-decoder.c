/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/image-decoder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "helper/image-protocol.h"
#include "page/helper-process.h"
#include "page/picture-type.h"

#define PROGRAM "broadsheet-image-helper"

/* How long one image may take, and how much longer a cancelled one may run. */
#define MAX_MICROSECONDS (20 * G_USEC_PER_SEC)
/* How long an idle helper runs. */
#define IDLE_MICROSECONDS (10 * G_USEC_PER_SEC)
/* Further requests fail at once. */
#define MAX_WAITING 1024
/* The maximum size of an answer. A re-encoded image is rarely larger than its pixels. */
#define MAX_ENCODED_BYTES (BS_IMAGE_MAX_SIZE * BS_IMAGE_MAX_SIZE * 4)

typedef struct
{
  BsHelperProcess process;
  guint n_done;
} Helper;

/**
 * BsImageDecoder:
 *
 * Decodes the images of articles in a separate program, the helper, so that a malformed or huge image cannot harm this
 * process. There is one helper, which decodes one image at a time, and another one for SVG, which may do more: it has
 * threads and reads fonts. A helper is killed if an image takes too long, and stopped when idle. One that died is
 * replaced. If none can be started, every image fails and everything else works.
 */
struct _BsImageDecoder
{
  GObject parent_instance;

  char *program;
  GMutex lock;
  GCond cond;       /* signalled when there is work, or when an awaited job is done */
  GQueue waiting;   /* (element-type Job) */
  gboolean is_busy; /* the thread is running */

  /* Used only by that thread. */
  Helper images;
  Helper drawings; /* SVG */
};

G_DEFINE_FINAL_TYPE (BsImageDecoder, bs_image_decoder, G_TYPE_OBJECT)

typedef struct
{
  char *path;    /* (nullable) */
  GBytes *bytes; /* if there is no path */
  BsImageRequest request;
  GCancellable *cancellable;
  GTask *task; /* (nullable): without one, the caller waits for is_done */
  gboolean is_done;
  BsImage *image;
  GError *error;
} Job;

typedef enum
{
  ANSWER_DONE,
  ANSWER_FAILED,
  ANSWER_GONE, /* the helper died */
} Answer;

/**
 * bs_image_free:
 * @image: (transfer full): an image
 *
 * Frees an image.
 */
void
bs_image_free (BsImage *image)
{
  if (image == NULL)
    return;
  g_clear_pointer (&image->bytes, g_bytes_unref);
  g_free (image);
}

static void
job_free (Job *job)
{
  g_free (job->path);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_clear_pointer (&job->image, bs_image_free);
  g_clear_error (&job->error);
  g_free (job);
}

static void
end_helper (Helper *helper)
{
  bs_helper_process_end (&helper->process);
  helper->n_done = 0;
}

static gboolean
start_helper (Helper *helper, Job *job, GError **error)
{
  const BsImageAnswer ready = { .magic = BS_IMAGE_MAGIC, .status = BS_IMAGE_STATUS_READY };

  if (bs_helper_process_start (&helper->process, &ready, sizeof ready, job->cancellable))
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (job->cancellable, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("The program that decodes images could not be started."));
  return FALSE;
}

static gboolean
ask (Helper *helper, Job *job, BsPictureType type, int file)
{
  BsImageQuestion question = { BS_IMAGE_MAGIC, type, job->request.size, job->request.fit, job->request.encoding };
  union
  {
    char buffer[CMSG_SPACE (sizeof (int))];
    struct cmsghdr align;
  } control = { { 0 } };
  struct iovec part = { &question, sizeof question };
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };
  struct cmsghdr *header = CMSG_FIRSTHDR (&message);
  gssize sent;

  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN (sizeof file);
  memcpy (CMSG_DATA (header), &file, sizeof file);
  do
    sent = sendmsg (helper->process.fd, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == sizeof question;
}

/* The helper's answers are trusted no more than the image is. */
static gboolean
is_possible (const Job *job, const BsImageAnswer *answer)
{
  guint limit = job->request.size * (job->request.fit == BS_IMAGE_FIT_COVER ? 2 : 1);
  gsize n_pixels = (gsize) answer->width * answer->height;

  if (answer->width == 0 || answer->height == 0 || answer->width > limit || answer->height > limit)
    return FALSE;
  if (job->request.encoding == BS_IMAGE_ENCODING_PIXELS)
    return answer->n_bytes == n_pixels * 4;
  return answer->n_bytes > 0 && answer->n_bytes <= MAX_ENCODED_BYTES;
}

static void
set_failed (Job *job, guint32 status)
{
  g_autofree char *basename = job->path != NULL ? g_filename_display_basename (job->path) : NULL;
  const char *name = basename != NULL ? basename : _ ("image");

  /* Translators: in these, %s is the name of a file */
  if (status == BS_IMAGE_STATUS_TOO_LARGE)
    g_set_error (&job->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The image “%s” is too large."), name);
  else if (status == BS_IMAGE_STATUS_NOT_SUPPORTED)
    g_set_error (&job->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The image format of “%s” is not supported."),
                 name);
  else
    g_set_error (&job->error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("“%s” is damaged, or is not an image."), name);
}

static Answer
receive_answer (Helper *helper, Job *job, gint64 *end)
{
  g_autofree guchar *data = NULL;
  BsImageAnswer answer;

  if (!bs_helper_process_receive (&helper->process, &answer, sizeof answer, job->cancellable, end))
    return errno == ETIMEDOUT ? ANSWER_FAILED : ANSWER_GONE;
  if (answer.magic != BS_IMAGE_MAGIC || (answer.status == BS_IMAGE_STATUS_DONE && !is_possible (job, &answer)))
    return ANSWER_FAILED;
  if (answer.status != BS_IMAGE_STATUS_DONE)
    {
      set_failed (job, answer.status);
      return ANSWER_DONE;
    }
  data = g_try_malloc (answer.n_bytes);
  if (data == NULL || !bs_helper_process_receive (&helper->process, data, answer.n_bytes, job->cancellable, end))
    return ANSWER_FAILED;

  job->image = g_new0 (BsImage, 1);
  job->image->width = answer.width;
  job->image->height = answer.height;
  job->image->full_width = answer.full_width;
  job->image->full_height = answer.full_height;
  job->image->bytes = g_bytes_new_take (g_steal_pointer (&data), answer.n_bytes);
  return ANSWER_DONE;
}

static void
decode (BsImageDecoder *self, Job *job, BsPictureType type, int file)
{
  Helper *helper = type == BS_PICTURE_TYPE_SVG ? &self->drawings : &self->images;
  gint64 end = g_get_monotonic_time () + MAX_MICROSECONDS;

  for (;;)
    {
      gboolean was_used = helper->process.fd >= 0 && helper->n_done > 0;
      Answer answer;

      if (!start_helper (helper, job, &job->error))
        return;
      answer = ask (helper, job, type, file) ? receive_answer (helper, job, &end) : ANSWER_GONE;
      if (answer == ANSWER_DONE)
        {
          helper->n_done++;
          return;
        }
      end_helper (helper);
      if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
        return;
      /* A helper that had decoded other images before may have died because of one of those, so the image is tried
       * again. */
      if (answer != ANSWER_GONE || !was_used || lseek (file, 0, SEEK_SET) < 0)
        {
          set_failed (job, BS_IMAGE_STATUS_DAMAGED);
          return;
        }
    }
}

static int
open_memory (GBytes *bytes)
{
  int fd = memfd_create ("image", MFD_CLOEXEC);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (fd >= 0 && length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          close (fd);
          return -1;
        }
      data += n;
      length -= n;
    }
  if (fd >= 0)
    lseek (fd, 0, SEEK_SET);
  return fd;
}

static void
run (BsImageDecoder *self, Job *job)
{
  guint8 head[BS_PICTURE_TYPE_SNIFFED_BYTES];
  BsPictureType type;
  struct stat status;
  gssize length;
  int fd;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return;

  /* Does not wait for the writer of a pipe that someone put into the folder. */
  fd = job->path != NULL ? open (job->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : open_memory (job->bytes);
  if (fd < 0 || fstat (fd, &status) != 0)
    {
      int code = errno;

      g_set_error (&job->error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The image could not be read: %s"),
                   g_strerror (code));
      if (fd >= 0)
        close (fd);
      return;
    }
  do
    length = pread (fd, head, sizeof head, 0);
  while (length < 0 && errno == EINTR);
  type = length > 0 && S_ISREG (status.st_mode) ? bs_picture_type_sniff (head, length) : BS_PICTURE_TYPE_NONE;
  if (type == BS_PICTURE_TYPE_NONE)
    set_failed (job, BS_IMAGE_STATUS_NOT_SUPPORTED);
  else if (status.st_size > BS_IMAGE_MAX_FILE_BYTES)
    set_failed (job, BS_IMAGE_STATUS_TOO_LARGE);
  else
    decode (self, job, type, fd);
  close (fd);
}

static void
finish (BsImageDecoder *self, Job *job)
{
  if (job->task == NULL)
    {
      g_mutex_lock (&self->lock);
      job->is_done = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->lock);
      return;
    }
  if (job->image != NULL)
    g_task_return_pointer (job->task, g_steal_pointer (&job->image), (GDestroyNotify) bs_image_free);
  else
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  job_free (job);
}

/* Returns: (nullable): the next job, or %NULL after some idle time; the thread then ends */
static Job *
take_job (BsImageDecoder *self)
{
  gint64 end = g_get_monotonic_time () + IDLE_MICROSECONDS;
  Job *job;

  g_mutex_lock (&self->lock);
  while ((job = g_queue_pop_head (&self->waiting)) == NULL)
    if (!g_cond_wait_until (&self->cond, &self->lock, end))
      break;
  if (job == NULL)
    {
      end_helper (&self->images);
      end_helper (&self->drawings);
      self->is_busy = FALSE;
    }
  g_mutex_unlock (&self->lock);
  return job;
}

static gpointer
decoder_thread (gpointer data)
{
  g_autoptr (BsImageDecoder) self = data;
  Job *job;

  while ((job = take_job (self)) != NULL)
    {
      run (self, job);
      finish (self, job);
    }
  return NULL;
}

/* Returns whether the job will be run. */
static gboolean
add_job (BsImageDecoder *self, Job *job)
{
  gboolean is_added;
  GThread *thread;

  g_mutex_lock (&self->lock);
  if (!self->is_busy)
    {
      thread = g_thread_try_new ("image-decoder", decoder_thread, g_object_ref (self), NULL);
      self->is_busy = thread != NULL;
      if (thread != NULL)
        g_thread_unref (thread);
      else
        g_object_unref (self);
    }
  is_added = self->is_busy && g_queue_get_length (&self->waiting) < MAX_WAITING;
  if (is_added)
    g_queue_push_tail (&self->waiting, job);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  return is_added;
}

static Job *
job_new (const char *path, GBytes *bytes, const BsImageRequest *request, GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  job->request = *request;
  job->request.size = CLAMP (request->size, 1, BS_IMAGE_MAX_SIZE);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return job;
}

static void
decode_async (BsImageDecoder *self, Job *job, GAsyncReadyCallback callback, gpointer user_data)
{
  job->task = g_task_new (self, job->cancellable, callback, user_data);
  g_task_set_source_tag (job->task, decode_async);
  if (add_job (self, job))
    return;
  g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Too many images are waiting to be decoded."));
  job_free (job);
}

static BsImage *
decode_now (BsImageDecoder *self, Job *job, GError **error)
{
  BsImage *image = NULL;

  if (add_job (self, job))
    {
      g_mutex_lock (&self->lock);
      while (!job->is_done)
        g_cond_wait (&self->cond, &self->lock);
      g_mutex_unlock (&self->lock);
    }
  else
    {
      g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Too many images are waiting to be decoded."));
    }
  image = g_steal_pointer (&job->image);
  if (image == NULL)
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return image;
}

static void
bs_image_decoder_finalize (GObject *object)
{
  BsImageDecoder *self = BS_IMAGE_DECODER (object);

  g_assert (g_queue_is_empty (&self->waiting) && self->images.process.fd < 0 && self->drawings.process.fd < 0);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self->program);

  G_OBJECT_CLASS (bs_image_decoder_parent_class)->finalize (object);
}

static void
bs_image_decoder_class_init (BsImageDecoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_image_decoder_finalize;
}

static void
bs_image_decoder_init (BsImageDecoder *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
  self->images.process.fd = -1;
  self->drawings.process.fd = -1;
  self->drawings.process.argument = "--drawings";
}

/**
 * bs_image_decoder_new:
 * @program: (type filename): path of the helper
 *
 * Returns: (transfer full): a decoder with a helper of its own. Only tests need this; programs use
 *   bs_image_decoder_get_default()
 */
BsImageDecoder *
bs_image_decoder_new (const char *program)
{
  BsImageDecoder *self;

  g_return_val_if_fail (program != NULL, NULL);

  self = g_object_new (BS_TYPE_IMAGE_DECODER, NULL);
  self->program = g_strdup (program);
  self->images.process.program = self->program;
  self->drawings.process.program = self->program;
  return self;
}

/**
 * bs_image_decoder_get_default:
 *
 * Returns: (transfer none): the decoder of this program. When running from a build folder, `BROADSHEET_HELPERS` names
 *   the folder of the helper
 */
BsImageDecoder *
bs_image_decoder_get_default (void)
{
  static gsize initialised;
  static BsImageDecoder *decoder;

  if (g_once_init_enter (&initialised))
    {
      g_autofree char *program = bs_helper_process_find (PROGRAM);

      decoder = bs_image_decoder_new (program);
      g_once_init_leave (&initialised, 1);
    }
  return decoder;
}

/**
 * bs_image_decoder_decode_file_async:
 * @self: a decoder
 * @path: (type filename): an image of a type that bs_picture_type_sniff() knows
 * @request: the wanted size and format; it is copied
 * @cancellable: (nullable): optional
 * @callback: to be called when it is done
 * @user_data: for @callback
 *
 * Decodes an image. Fails with %G_IO_ERROR_NOT_SUPPORTED if the image is damaged, too large, of an unknown type or
 * takes too long, with %G_IO_ERROR_FAILED if there is no helper, and with the error of opening the file.
 */
void
bs_image_decoder_decode_file_async (BsImageDecoder *self, const char *path, const BsImageRequest *request,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (BS_IS_IMAGE_DECODER (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  decode_async (self, job_new (path, NULL, request, cancellable), callback, user_data);
}

/**
 * bs_image_decoder_decode_finish:
 * @self: a decoder
 * @result: the result passed to the callback
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the image
 */
BsImage *
bs_image_decoder_decode_finish (BsImageDecoder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BS_IS_IMAGE_DECODER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bs_image_decoder_decode_file:
 * @self: a decoder
 * @path: (type filename): an image
 * @request: the wanted size and format
 * @cancellable: (nullable): optional
 * @error: return location for an error
 *
 * The blocking form of bs_image_decoder_decode_file_async(), for workers and the command line.
 *
 * Returns: (transfer full) (nullable): the image
 */
BsImage *
bs_image_decoder_decode_file (BsImageDecoder *self, const char *path, const BsImageRequest *request,
                              GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (BS_IS_IMAGE_DECODER (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);

  return decode_now (self, job_new (path, NULL, request, cancellable), error);
}

/**
 * bs_image_decoder_decode_bytes:
 * @self: a decoder
 * @bytes: an image
 * @request: the wanted size and format
 * @cancellable: (nullable): optional
 * @error: return location for an error
 *
 * Like bs_image_decoder_decode_file(), for an image in memory.
 *
 * Returns: (transfer full) (nullable): the image
 */
BsImage *
bs_image_decoder_decode_bytes (BsImageDecoder *self, GBytes *bytes, const BsImageRequest *request,
                               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (BS_IS_IMAGE_DECODER (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);

  return decode_now (self, job_new (NULL, bytes, request, cancellable), error);
}
