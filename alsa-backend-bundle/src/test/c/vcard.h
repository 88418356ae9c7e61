// SPDX-License-Identifier: Apache-2.0
/*
 * vcard: a sound card for tests, as an ALSA external I/O plug-in. What the application maps IS the ring that the "DMA" reads
 * (mmap_rw), its position follows CLOCK_MONOTONIC, and a byte in a small shared file breaks it. There is no thread: the DMA
 * moves when somebody looks (avail, poll, stop), so a write into a part that was just played is not noticed.
 *
 * Configuration (all optional):
 *   file PATH       what was played, raw and interleaved        append true|false   keep what is in it (default true)
 *   infile PATH     what is captured, raw; then silence         control PATH        the shared file below
 *   speed N         permille of real time (1000)                start N             frames swallowed at once by a start (0)
 *   fifo N          frames behind the cursor that are not heard yet, and are lost by a stop (0); an underrun and the end of a
 *                   drain let them out, because nobody stops the card
 *   exclusive true|false   a second open of the same direction is -EBUSY (false)
 *   access NAME, format NAME, rate N, channels N     the only ones the card takes, by the names of alsa-lib
 *   period_min N    frames (64)                                 buffer_max N        bytes (4 MiB)
 *
 * Control file, 256 bytes, little endian: byte 0 the fault (enum fault), from byte 8 on 64-bit counters (enum counter).
 *
 * Captured without infile: frame i carries w = (i+1) * 0x9E3779B1 (32 bits). U8, S16, S24_3, S32: byte k of the interleaved
 * frame is byte k%4 of w + (k/4) * 0x01000193. S24 and FLOAT: the sample of channel c is half c%2 of w + (c/2) * 0x01000193 as
 * a signed 16-bit fraction. So S16 stereo is the low half on the left and the high half on the right.
 */
#ifndef VCARD_H
#define VCARD_H
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum fault {
	NONE, UNPLUGGED, SUSPENDED, STALLED, ONE_XRUN, NONSENSE, NO_PREPARE, HUNG, OPEN_BLOCKS, CLOSE_BLOCKS, DEAD_SERVER
};
enum counter {
	OPENS, CLOSES, STARTS, STOPS, XRUNS, PREPARES, RENDERED, WRITTEN, DISCARDED, CAPTURED, MAX_AHEAD, WRITE_ERRORS, BLOCKED,
	POSITION, RATE, CHANNELS, FORMAT, BUFFER_SIZE, PERIOD_SIZE, ACCESS, COUNTERS = 31
};
struct control {
	volatile uint8_t fault;
	uint8_t reserved[7];
	uint64_t counter[COUNTERS];
};

#define CHUNK 4096u       /* frames copied at a time */
#define TICK 20000000ull  /* ns: how soon a poller sees that the control file has changed */

typedef struct {
	snd_pcm_ioplug_t io;
	struct control *control, alone; /* alone: where nobody named a control file */
	pthread_mutex_t lock;           /* poll_revents is called without the lock of the PCM */
	char *file, *infile;
	int append, exclusive, out, in, control_fd;
	long speed, fifo, start, rate, channels, period_min, buffer_max;
	snd_pcm_format_t format;
	int access;                     /* or -1 */
	size_t frame;                   /* bytes */
	uint8_t *scratch;               /* the FIFO, and room for a chunk */
	size_t waiting;                 /* frames in the FIFO */
	int running, paused, babble;
	uint64_t pos, base, source;     /* frames: DMA since prepare; at base_ns; captured since open */
	uint64_t base_ns, armed_until;
	snd_pcm_uframes_t boundary, stop_threshold, avail_min;
} vcard;

static inline void count(vcard *c, enum counter n, uint64_t by)
{
	__atomic_add_fetch(&c->control->counter[n], by, __ATOMIC_RELAXED);
}

static inline void at_least(vcard *c, enum counter n, uint64_t value)
{
	if (c->control->counter[n] < value)
		c->control->counter[n] = value;
}

void vcard_let_out(vcard *c, size_t keep); /* leaves that many frames in the FIFO */
void vcard_discard(vcard *c);
void vcard_move(vcard *c, uint64_t frames); /* the DMA, and with it the frames */
void vcard_block_while(vcard *c, enum fault f);
int vcard_close(snd_pcm_ioplug_t *io);
extern const snd_pcm_ioplug_callback_t vcard_callbacks;

#endif
