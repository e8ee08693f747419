/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/html-token.h"

G_BEGIN_DECLS

/* The contents of a body other than text. The index stores the bits. */
typedef enum
{
  BS_BODY_HAS_MATH = 1 << 0,
  BS_BODY_HAS_CODE = 1 << 1, /* a block of it */
  BS_BODY_HAS_VIDEO = 1 << 2,
  BS_BODY_ALL_FEATURES = (1 << 3) - 1,
} BsBodyFeatures;

/* A part of a text, in bytes. */
typedef struct
{
  gsize start;
  gsize end;
} BsTextRange;

/* Looks for features in the tokens of a body. */
typedef struct
{
  BsBodyFeatures found;
  gboolean has_dollars; /* a single “$” begins a formula too */
  guint n_code;         /* open elements whose text is code */
  gboolean is_pre;      /* a <pre> was opened just now */
  gboolean is_template; /* a site generator's tag follows */
  guint n_failed;       /* beginnings of formulas without an end */
  GArray *headings;     /* (nullable) (element-type BsTextRange): their ranges in the text */
} BsFeatureFinder;

void bs_feature_finder_take (BsFeatureFinder *self, const BsHtmlToken *token);
void bs_feature_finder_take_source (BsFeatureFinder *self, const char *body, gsize length);
void bs_feature_finder_take_media (BsFeatureFinder *self, const char *element, const char *address);

G_END_DECLS
