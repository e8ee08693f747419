/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

/* The protocol between a program and its image helper, over a socket that is the helper's standard input. The helper
 * first reports that it is ready. Then each request has a file descriptor, and gets one answer followed by its bytes.
 * Both programs run on the same machine and have the same version. */

#define BS_IMAGE_MAGIC UINT32_C (0x42534931)

/* The maximum length of the longer side, in pixels. */
#define BS_IMAGE_MAX_SIZE 4096
/* Larger files and images are not decoded, because an image may claim any size. */
#define BS_IMAGE_MAX_FILE_BYTES (64 * 1024 * 1024)
#define BS_IMAGE_MAX_PIXELS (64 * 1000 * 1000)

typedef enum
{
  BS_IMAGE_STATUS_READY,
  BS_IMAGE_STATUS_DONE,
  BS_IMAGE_STATUS_NOT_SUPPORTED,
  BS_IMAGE_STATUS_TOO_LARGE,
  BS_IMAGE_STATUS_DAMAGED,
} BsImageStatus;

typedef struct
{
  uint32_t magic;
  uint32_t type;     /* BsPictureType */
  uint32_t size;     /* in pixels */
  uint32_t fit;      /* BsImageFit */
  uint32_t encoding; /* BsImageEncoding */
} BsImageQuestion;

typedef struct
{
  uint32_t magic;
  uint32_t status;
  uint32_t width;
  uint32_t height;
  uint32_t full_width;
  uint32_t full_height;
  uint32_t n_bytes;
} BsImageAnswer;
