/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/site-kind.h"

/**
 * bs_site_kind_to_string:
 * @kind: a kind of site
 *
 * Returns the generator's name in lower case for machine-readable output. It is not translated.
 *
 * Returns: (transfer none): a constant string
 */
const char *
bs_site_kind_to_string (BsSiteKind kind)
{
  switch (kind)
    {
    case BS_SITE_NONE:
    case BS_SITE_HEXO:
      return "hexo";
    case BS_SITE_JEKYLL:
      return "jekyll";
    case BS_SITE_HUGO:
      return "hugo";
    default:
      g_return_val_if_reached ("hexo");
    }
}
