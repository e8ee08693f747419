/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-postings.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "model/library/index/index-varint.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define FIRST_SLOTS 4096
#define FIRST_NUMBERS 4096
#define MAX_KEPT_NUMBERS (FIRST_NUMBERS * 16)

/* Blocks of memory come directly from the system, so that they are returned as a whole: the C library would keep most
 * of the memory if it were freed in small pieces. */
#define BLOCK_BYTES (1024 * 1024)

/* The positions of a token are a chain of pieces, each twice as large as the previous one. */
#define FIRST_BYTES 48
#define MAX_BYTES 4096

/* The number of bytes that are copied at once if there is room, which is usually enough. */
#define COPIED_BYTES 16

/* FTS5, "poslist format": the byte before the number of a column other than the first, and the value added to each
 * position to keep it distinct. */
#define COLUMN_MARK 1
#define POSITION_BASE 2

typedef struct
{
  gpointer memory;
  gsize size;
} Block;

struct _BsIndexPlaces
{
  BsIndexPlaces *next;
  guint32 n_bytes; /* set when the next one begins */
  guint8 bytes[];
};

#define HEADER_BYTES offsetof (BsIndexPlaces, bytes)

/* The data that changes with every document that has a token; and the key of a token. */
typedef struct
{
  BsIndexPlaces *piece; /* the last */
  guint32 n_bytes;      /* in that */
  guint32 room;         /* behind them */
  guint32 document;     /* the last */
} Entry;

typedef struct
{
  const char *token;
  BsIndexPlaces *first;
  guint8 length;
} Name;

typedef struct
{
  guint64 key;
  guint32 index;
} Slot;

/* A column and a position in one number, in ascending order. */
#define POSITION_BITS 28
#define MAX_POSITION (((guint32) 1 << POSITION_BITS) - 1)

/* The maximum size of a document's data: the numbers of a token's positions, preceded by the difference to the previous
 * document and their length. */
#define NUMBER_BYTES 5

/* The position of a token in the current document. */
typedef struct
{
  guint32 index; /* index of its entry, plus one */
  guint32 where;
} Place;

#define MAX_WAITING 256

/* A token of the current document. */
typedef struct
{
  guint32 index;   /* index of its entry, plus one */
  guint32 where;   /* its last position */
  guint32 n_bytes; /* of its positions */
  guint32 end;     /* of its data */
} Local;

/* The next data of that token. */
typedef struct
{
  guint32 local;
  guint32 number;
} Number;

struct _BsIndexPostings
{
  Place waiting[MAX_WAITING];
  guint n_waiting;

  /* The current document. Its numbers are collected as they come, then written token by token, and copied to the data
   * of each. So distant memory is touched once per token, not per position, and no branch depends on the next token,
   * which a processor cannot predict. */
  guint32 document;
  Number *numbers;
  gsize n_numbers;
  gsize max_numbers;
  Local *locals; /* from 1; unused ones are zero */
  guint32 n_locals;
  guint32 *local_by_entry; /* 0 for none */
  guint32 max_entries;
  GByteArray *written;

  GArray *entries; /* (element-type Entry) */
  GArray *names;   /* (element-type Name): of each entry */
  GStringChunk *tokens;
  GArray *blocks; /* (element-type Block): the last one is used, from its end */
  gsize n_free;   /* of that, in bytes */
  gsize size;

  /* Entries by one more than their index; 0 for none. Most tokens of a Chinese text are characters of three bytes,
   * which need no hash. */
  guint32 *characters; /* by code point */
  Slot *slots;         /* by key */
  guint n_slots;
  guint n_hashed;
};

static void
make_room_for_numbers (BsIndexPostings *self, gsize n)
{
  self->max_numbers = n;
  self->numbers = g_renew (Number, self->numbers, n);
}

static void
make_room_for_entries (BsIndexPostings *self, guint32 n)
{
  self->locals = g_renew (Local, self->locals, n + 1);
  memset (self->locals + self->max_entries + 1, 0, (n - self->max_entries) * sizeof *self->locals);
  self->local_by_entry = g_renew (guint32, self->local_by_entry, n);
  memset (self->local_by_entry + self->max_entries, 0, (n - self->max_entries) * sizeof *self->local_by_entry);
  self->max_entries = n;
}

/**
 * bs_index_postings_new:
 *
 * Returns: (transfer full): postings of no document yet
 */
BsIndexPostings *
bs_index_postings_new (void)
{
  BsIndexPostings *self = g_new0 (BsIndexPostings, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->names = g_array_new (FALSE, FALSE, sizeof (Name));
  self->tokens = g_string_chunk_new (65536);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  self->characters = g_new0 (guint32, 0x10000);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Slot, self->n_slots);
  self->written = g_byte_array_new ();
  make_room_for_numbers (self, FIRST_NUMBERS);
  make_room_for_entries (self, FIRST_SLOTS);
  return self;
}

/**
 * bs_index_postings_free:
 * @self: (transfer full): postings
 */
void
bs_index_postings_free (BsIndexPostings *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      munmap (block->memory, block->size);
    }
  g_array_unref (self->blocks);
  g_array_unref (self->entries);
  g_array_unref (self->names);
  g_string_chunk_free (self->tokens);
  g_free (self->characters);
  g_free (self->slots);
  g_free (self->numbers);
  g_free (self->locals);
  g_free (self->local_by_entry);
  g_byte_array_unref (self->written);
  g_free (self);
}

/* @size: a multiple of the alignment of a pointer */
static BsIndexPlaces *
take_memory (BsIndexPostings *self, gsize size)
{
  const Block *last;

  if (self->n_free < size)
    {
      Block block = { NULL, MAX (size, BLOCK_BYTES) };

      block.memory = mmap (NULL, block.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
      if (block.memory == MAP_FAILED)
        g_error ("%s: failed to allocate %" G_GSIZE_FORMAT " bytes", G_STRLOC, block.size);
      g_array_append_val (self->blocks, block);
      self->n_free = block.size;
    }
  last = &g_array_index (self->blocks, Block, self->blocks->len - 1);
  self->n_free -= size;
  self->size += size;
  return (BsIndexPlaces *) ((guint8 *) last->memory + self->n_free);
}

static guint32
add_entry (BsIndexPostings *self, const char *token, gsize length)
{
  BsIndexPlaces *first = take_memory (self, FIRST_BYTES);
  Entry entry = { .piece = first, .room = FIRST_BYTES - HEADER_BYTES };
  Name name = { g_string_chunk_insert_len (self->tokens, token, (gssize) length), first, (guint8) length };

  self->size += sizeof entry + sizeof name + length;
  g_array_append_val (self->entries, entry);
  g_array_append_val (self->names, name);
  if (self->entries->len == self->max_entries)
    make_room_for_entries (self, 2 * self->max_entries);
  return self->entries->len;
}

/* A token of up to seven bytes is its own key; of a longer one the key is a hash, so the token itself has to be
 * compared. */
#define KEY_HASHED ((guint64) 1 << 63)
#define KEY_MAX_BYTES 7

static guint64
make_key (const char *token, gsize length)
{
  guint64 key = (guint64) length << 56;

  if (length > KEY_MAX_BYTES)
    return XXH3_64bits (token, length) | KEY_HASHED;
  for (gsize i = 0; i < length; i++)
    key |= (guint64) (guint8) token[i] << (8 * i);
  return key;
}

static Slot *
find_slot (BsIndexPostings *self, guint64 key, const char *token, gsize length)
{
  guint i = (guint) ((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (self->n_slots - 1);

  for (; self->slots[i].index != 0; i = (i + 1) & (self->n_slots - 1))
    {
      const Name *name;

      if (self->slots[i].key != key)
        continue;
      if ((key & KEY_HASHED) == 0)
        break;
      name = &g_array_index (self->names, Name, self->slots[i].index - 1);
      if (name->length == length && memcmp (name->token, token, length) == 0)
        break;
    }
  return &self->slots[i];
}

static void
grow (BsIndexPostings *self)
{
  g_autofree Slot *old = self->slots;
  guint n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (old[i].index != 0)
      {
        const Name *name = &g_array_index (self->names, Name, old[i].index - 1);

        *find_slot (self, old[i].key, name->token, name->length) = old[i];
      }
}

static guint32
find_hashed (BsIndexPostings *self, const char *token, gsize length)
{
  guint64 key = make_key (token, length);
  Slot *slot = find_slot (self, key, token, length);
  guint32 index = slot->index;

  if (index != 0)
    return index;
  index = add_entry (self, token, length);
  *slot = (Slot){ key, index };
  if (++self->n_hashed > self->n_slots / 2)
    grow (self);
  return index;
}

static guint32
find (BsIndexPostings *self, const char *token, gsize length)
{
  const guint8 *bytes = (const guint8 *) token;
  guint32 *character;

  if (length == 3 && bytes[0] >= 0xe0 && bytes[0] < 0xf0)
    character = &self->characters[(guint) (bytes[0] & 0x0f) << 12 | (guint) (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f)];
  else if (length == 1)
    character = &self->characters[bytes[0]];
  else
    return find_hashed (self, token, length);
  if (G_UNLIKELY (*character == 0))
    *character = add_entry (self, token, length);
  return *character;
}

static inline Entry *
get_entry (BsIndexPostings *self, guint32 index)
{
  return &g_array_index (self->entries, Entry, index - 1);
}

static void
append_bytes (BsIndexPostings *self, Entry *entry, const guint8 *bytes, gsize length)
{
  while (G_UNLIKELY (length > entry->room))
    {
      BsIndexPlaces *full = entry->piece;
      gsize size = MIN (2 * (HEADER_BYTES + entry->n_bytes + entry->room), MAX_BYTES);

      memcpy (full->bytes + entry->n_bytes, bytes, entry->room);
      bytes += entry->room;
      length -= entry->room;
      full->n_bytes = entry->n_bytes + entry->room;
      full->next = entry->piece = take_memory (self, size);
      entry->n_bytes = 0;
      entry->room = (guint32) (size - HEADER_BYTES);
    }
  if (G_LIKELY (length <= COPIED_BYTES && entry->room >= COPIED_BYTES))
    memcpy (entry->piece->bytes + entry->n_bytes, bytes, COPIED_BYTES);
  else
    memcpy (entry->piece->bytes + entry->n_bytes, bytes, length);
  entry->n_bytes += (guint32) length;
  entry->room -= (guint32) length;
}

/* Most numbers take one byte or two, unpredictably. */
static inline guint8 *
put_number (guint8 *bytes, guint32 number)
{
  guint has_two = number >= 0x80;

  if (G_UNLIKELY (number >= 0x4000))
    return bytes + bs_index_varint_put (bytes, number);
  bytes[has_two] = number & 0x7f;
  bytes[0] = (guint8) (has_two ? number >> 7 | 0x80 : number);
  return bytes + 1 + has_two;
}

static inline guint
measure_number (guint32 number)
{
  guint8 bytes[BS_INDEX_VARINT_MAX_BYTES];

  return G_LIKELY (number < 0x4000) ? 1 + (number >= 0x80) : bs_index_varint_put (bytes, number);
}

/* Converts positions to numbers in a loop that the compiler can vectorise. */
static void
take_waiting (BsIndexPostings *self)
{
  Local *locals = self->locals;
  Number *number;
  guint32 n_locals = self->n_locals;

  /* A position is one number, or three at the start of a column. */
  if (self->n_numbers + 3 * self->n_waiting > self->max_numbers)
    make_room_for_numbers (self, 2 * self->max_numbers);
  number = self->numbers + self->n_numbers;
  for (guint i = 0; i < self->n_waiting; i++)
    {
      Place place = self->waiting[i];
      guint32 *of_entry = &self->local_by_entry[place.index - 1];
      gboolean is_new = *of_entry == 0;
      guint32 at;
      Local *local;

      n_locals += is_new;
      at = is_new ? n_locals : *of_entry;
      *of_entry = at;
      local = &locals[at];
      local->index = place.index;
      __builtin_prefetch (get_entry (self, place.index), 1);
      if (G_UNLIKELY ((place.where ^ local->where) > MAX_POSITION))
        {
          guint32 column = place.where >> POSITION_BITS;

          *number++ = (Number){ at, COLUMN_MARK };
          *number++ = (Number){ at, column };
          local->n_bytes += 1 + measure_number (column);
          local->where = column << POSITION_BITS;
        }
      *number = (Number){ at, place.where - local->where + POSITION_BASE };
      local->n_bytes += measure_number (number->number);
      local->where = place.where;
      number++;
    }
  self->n_locals = n_locals;
  self->n_numbers = (gsize) (number - self->numbers);
  self->n_waiting = 0;
}

static void
end_document (BsIndexPostings *self)
{
  guint8 *written;
  guint8 *end;
  guint32 start = 0;

  take_waiting (self);
  if (self->written->len < (self->n_numbers + 2 * self->n_locals) * NUMBER_BYTES + COPIED_BYTES)
    g_byte_array_set_size (self->written, (self->n_numbers + 2 * self->n_locals) * NUMBER_BYTES + COPIED_BYTES);
  end = written = self->written->data;
  for (guint32 i = 1; i <= self->n_locals; i++)
    {
      Local *local = &self->locals[i];
      Entry *entry = get_entry (self, local->index);

      __builtin_prefetch (entry->piece->bytes + entry->n_bytes, 1);
      end = put_number (end, self->document - entry->document);
      end = put_number (end, local->n_bytes * 2);
      local->end = (guint32) (end - written);
      end += local->n_bytes;
      entry->document = self->document;
    }
  for (gsize i = 0; i < self->n_numbers; i++)
    {
      Number number = self->numbers[i];
      Local *local = &self->locals[number.local];

      local->end = (guint32) (put_number (written + local->end, number.number) - written);
    }
  for (guint32 i = 1; i <= self->n_locals; i++)
    {
      Local *local = &self->locals[i];

      append_bytes (self, get_entry (self, local->index), written + start, local->end - start);
      start = local->end;
      self->local_by_entry[local->index - 1] = 0;
      *local = (Local){ 0 };
    }
  self->n_locals = 0;
  self->n_numbers = 0;
  if (self->max_numbers > MAX_KEPT_NUMBERS)
    {
      make_room_for_numbers (self, FIRST_NUMBERS);
      g_byte_array_unref (self->written);
      self->written = g_byte_array_new ();
    }
}

/**
 * bs_index_postings_add:
 * @self: postings
 * @document: a document's number, never lower than an earlier one
 * @column: its column, in ascending order within a document
 * @position: the token's position, in ascending order within a column
 * @token: (array length=length): a token
 * @length: length of @token in bytes, at most 255
 *
 * Adds an occurrence of a token.
 */
void
bs_index_postings_add (BsIndexPostings *self, guint32 document, guint column, guint32 position, const char *token,
                       gsize length)
{
  guint32 index = find (self, token, length);

  if (G_UNLIKELY (document != self->document))
    {
      end_document (self);
      self->document = document;
    }
  self->waiting[self->n_waiting++] = (Place){ index, column << POSITION_BITS | position };
  if (G_UNLIKELY (self->n_waiting == MAX_WAITING))
    take_waiting (self);
}

/**
 * bs_index_postings_get_size:
 * @self: postings
 *
 * Returns: about how much memory they take, in bytes
 */
gsize
bs_index_postings_get_size (BsIndexPostings *self)
{
  return self->size;
}

static int
compare_postings (gconstpointer a, gconstpointer b)
{
  const BsIndexPosting *first = a;
  const BsIndexPosting *second = b;
  int order = memcmp (first->token, second->token, MIN (first->length, second->length));

  return order != 0 ? order : (int) first->length - (int) second->length;
}

/**
 * bs_index_postings_list:
 * @self: postings, to which nothing more may be added
 *
 * Call this only once.
 *
 * Returns: (transfer container) (element-type BsIndexPosting): all tokens by their bytes; good as long as @self is
 */
GArray *
bs_index_postings_list (BsIndexPostings *self)
{
  GArray *postings = g_array_sized_new (FALSE, FALSE, sizeof (BsIndexPosting), self->entries->len);

  end_document (self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      const Name *name = &g_array_index (self->names, Name, i);
      BsIndexPosting posting = { name->token, name->first, name->length };

      entry->piece->n_bytes = entry->n_bytes;
      g_array_append_val (postings, posting);
    }
  g_array_sort (postings, compare_postings);
  return postings;
}

/**
 * bs_index_posting_get_places:
 * @self: a token
 * @buffer: where they are assembled, if they are in pieces
 * @length: (out): of the places, in bytes
 *
 * Returns: (transfer none) (array length=length): its FTS5 doclist: by document, the difference to the previous one,
 *   the length and the positions; valid until @buffer changes
 */
const guint8 *
bs_index_posting_get_places (const BsIndexPosting *self, GByteArray *buffer, gsize *length)
{
  if (self->first->next == NULL)
    {
      *length = self->first->n_bytes;
      return self->first->bytes;
    }
  g_byte_array_set_size (buffer, 0);
  for (const BsIndexPlaces *piece = self->first; piece != NULL; piece = piece->next)
    g_byte_array_append (buffer, piece->bytes, piece->n_bytes);
  *length = buffer->len;
  return buffer->data;
}
