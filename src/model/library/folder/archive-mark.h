/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The mark at the end of our own exports, whose files have the paths and bytes that they have in a library. */
#define BS_ARCHIVE_MARK "Written by Broadsheet"
