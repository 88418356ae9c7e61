// SPDX-License-Identifier: Apache-2.0
/* vcard: the frames, played and captured */
#include "vcard.h"

void vcard_let_out(vcard *c, size_t keep) /* leave that many frames in the FIFO */
{
	size_t n = c->waiting > keep ? c->waiting - keep : 0, done = 0, bytes = n * c->frame;
	while (c->out >= 0 && done < bytes) {
		ssize_t w = write(c->out, c->scratch + done, bytes - done);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0) {
			count(c, WRITE_ERRORS, 1);
			break;
		}
		done += (size_t)w;
	}
	c->waiting -= n;
	if (n && c->waiting)
		memmove(c->scratch, c->scratch + bytes, c->waiting * c->frame);
	count(c, WRITTEN, n);
}

void vcard_discard(vcard *c)
{
	count(c, DISCARDED, c->waiting);
	c->waiting = 0;
}

/* Between the ring from the DMA's position on and interleaved frames; the chunk does not cross the end of the ring. */
static void transpose(vcard *c, uint8_t *frames, size_t n, int to_ring)
{
	const snd_pcm_channel_area_t *areas = snd_pcm_ioplug_mmap_areas(&c->io);
	size_t offset = c->pos % c->io.buffer_size, sample = c->frame / c->io.channels;
	if (!areas)
		return;
	int packed = areas[0].step == c->frame * 8 && areas[0].first == 0;
	for (unsigned int ch = 0; ch < (packed ? 1 : c->io.channels); ch++) {
		size_t step = areas[ch].step / 8, size = packed ? n * c->frame : sample;
		uint8_t *ring = (uint8_t *)areas[ch].addr + areas[ch].first / 8 + offset * step;
		for (size_t i = 0; i < (packed ? 1 : n); i++) {
			uint8_t *plain = frames + i * c->frame + ch * sample;
			memcpy(to_ring ? ring + i * step : plain, to_ring ? plain : ring + i * step, size);
		}
	}
}

/* ---- what is captured ---- */

static void pattern(vcard *c, uint8_t *out, uint64_t index)
{
	uint32_t w = (uint32_t)(index + 1) * 0x9E3779B1u;
	if (c->io.format != SND_PCM_FORMAT_S24_LE && c->io.format != SND_PCM_FORMAT_FLOAT_LE) {
		for (size_t k = 0; k < c->frame; k++)
			out[k] = (uint8_t)((w + (uint32_t)(k / 4) * 0x01000193u) >> (8 * (k % 4)));
		return;
	}
	for (unsigned int ch = 0; ch < c->io.channels; ch++) {
		int16_t half = (int16_t)((w + ch / 2 * 0x01000193u) >> (16 * (ch % 2)));
		int32_t wide = half * 256;
		float fraction = (float)half / 32768.0f;
		memcpy(out + 4 * ch, c->io.format == SND_PCM_FORMAT_S24_LE ? (void *)&wide : (void *)&fraction, 4);
	}
}

static void capture(vcard *c, size_t n)
{
	if (c->in >= 0) {
		ssize_t got = pread(c->in, c->scratch, n * c->frame, (off_t)(c->source * c->frame));
		size_t whole = got > 0 ? (size_t)got / c->frame : 0;
		snd_pcm_format_set_silence(c->io.format, c->scratch + whole * c->frame, (unsigned)((n - whole) * c->io.channels));
	} else {
		for (size_t i = 0; i < n; i++)
			pattern(c, c->scratch + i * c->frame, c->source + i);
	}
	transpose(c, c->scratch, n, 1);
	c->source += n;
	count(c, CAPTURED, n);
}

void vcard_move(vcard *c, uint64_t n)
{
	while (n) {
		uint64_t contiguous = c->io.buffer_size - c->pos % c->io.buffer_size;
		size_t part = (size_t)(n < contiguous ? n : contiguous);
		part = part < CHUNK ? part : CHUNK;
		if (c->io.stream == SND_PCM_STREAM_CAPTURE) {
			capture(c, part);
		} else {
			transpose(c, c->scratch + c->waiting * c->frame, part, 0);
			c->waiting += part;
			vcard_let_out(c, (size_t)c->fifo);
			count(c, RENDERED, part);
		}
		c->pos += part;
		n -= part;
	}
	c->control->counter[POSITION] = c->pos;
}

