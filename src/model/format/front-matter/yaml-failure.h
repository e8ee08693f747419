/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* A place as libyaml tells it: all three from 0, and in characters. */
typedef struct
{
  gsize index;
  gsize line;
  gsize column;
} BsYamlMark;

/* What libyaml says when it cannot go on. */
typedef struct
{
  const char *problem;    /* (nullable) */
  const char *context;    /* (nullable): what it was about then */
  gboolean is_unreadable; /* a character that may not be there, at an offset in bytes */
  gsize offset;
  BsYamlMark problem_place;
  BsYamlMark context_place;
} BsYamlFailure;

BsProblem *bs_yaml_failure_describe (const BsYamlFailure *self, const char *text, gsize length, guint first_line,
                                     GArray *origins);

G_END_DECLS
