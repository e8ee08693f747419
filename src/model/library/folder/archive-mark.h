/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* What an archive of ours ends with: an export, whose files have the paths and the bytes that they have in a library.
 */
#define BS_ARCHIVE_MARK "Written by Broadsheet"
