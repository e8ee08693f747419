/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* A position as libyaml reports it: all from 0, in characters. */
typedef struct
{
  gsize index;
  gsize line;
  gsize column;
} BsYamlMark;

/* An error of libyaml. */
typedef struct
{
  const char *problem;    /* (nullable) */
  const char *context;    /* (nullable): the construct that it was parsing */
  gboolean is_unreadable; /* an invalid character, at a byte offset */
  gsize offset;
  BsYamlMark problem_place;
  BsYamlMark context_place;
} BsYamlFailure;

BsProblem *bs_yaml_failure_describe (const BsYamlFailure *self, const char *text, gsize length, guint first_line,
                                     GArray *origins);

G_END_DECLS
