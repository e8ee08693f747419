/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char *source;        /* TeX, without delimiters */
  gboolean is_display; /* a formula of its own, not one in a line of text */
  char *mathml;        /* (nullable): an element `math` that has passed bs_sanitise_math(); NULL if it failed */
  gboolean is_known;   /* the converter's cached result is enough */
} BsFormula;

void bs_formula_free (BsFormula *formula);

#define BS_TYPE_MATH_CONVERTER (bs_math_converter_get_type ())
G_DECLARE_FINAL_TYPE (BsMathConverter, bs_math_converter, BS, MATH_CONVERTER, GObject)

BsMathConverter *bs_math_converter_get_default (void);
BsMathConverter *bs_math_converter_new (const char *program);
void bs_math_converter_convert (BsMathConverter *self, GPtrArray *formulas);

G_END_DECLS
