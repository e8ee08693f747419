/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

/* The protocol between a program and its formula helper, over a socket that is the helper's standard input. The helper
 * first reports that it is ready. Then each request, followed by the source of a formula, gets one answer, followed by
 * MathML. Both programs run on the same machine and have the same version. */

#define BS_MATH_MAGIC UINT32_C (0x42534d31)

/* Longer formulas are not converted, and longer answers are rejected. */
#define BS_MATH_MAX_BYTES 4096
#define BS_MATH_MAX_ANSWER_BYTES (256 * 1024)

typedef enum
{
  BS_MATH_STATUS_READY,
  BS_MATH_STATUS_DONE,
  BS_MATH_STATUS_FAILED, /* it is not a formula */
} BsMathStatus;

typedef struct
{
  uint32_t magic;
  uint32_t is_display; /* a formula of its own, not one in a line of text */
  uint32_t n_bytes;
} BsMathQuestion;

typedef struct
{
  uint32_t magic;
  uint32_t status; /* BsMathStatus */
  uint32_t n_bytes;
} BsMathAnswer;
