// SPDX-License-Identifier: Apache-2.0
/*
 * The least that a program can do to play through a PCM's mmap ring; AlsaCost compares with it.
 *   null_loop PCM FRAMES BLOCK RING SOURCE RUNS     all sizes in frames of 48 kHz stereo s16
 * Two lines, CPU seconds of the last run each: the tight loop (mmap_begin, memcpy, mmap_commit for each block), and the same
 * loop that also asks snd_pcm_avail and snd_pcm_state after each block, as a player does that wants to know where it is. The
 * first line is of a process with one thread. The second is of the same process with another one, asleep: glibc then locks
 * libasound's mutexes in earnest, as it does in every process that runs Java.
 */
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_BYTES = 4, RATE = 48000, PERIOD = 480 };

static void check(const char *what, long result)
{
	if (result < 0) {
		fprintf(stderr, "null_loop: %s: %s\n", what, snd_strerror((int)result));
		exit(1);
	}
}

static double cpu_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void set_up(snd_pcm_t *pcm, snd_pcm_uframes_t ring)
{
	snd_pcm_hw_params_t *hw;
	snd_pcm_uframes_t period = PERIOD, got = ring;
	snd_pcm_hw_params_alloca(&hw);
	check("any", snd_pcm_hw_params_any(pcm, hw));
	check("access", snd_pcm_hw_params_set_access(pcm, hw, SND_PCM_ACCESS_MMAP_INTERLEAVED));
	check("format", snd_pcm_hw_params_set_format(pcm, hw, SND_PCM_FORMAT_S16_LE));
	check("channels", snd_pcm_hw_params_set_channels(pcm, hw, 2));
	check("rate", snd_pcm_hw_params_set_rate(pcm, hw, RATE, 0));
	check("period", snd_pcm_hw_params_set_period_size_near(pcm, hw, &period, NULL));
	check("buffer", snd_pcm_hw_params_set_buffer_size_near(pcm, hw, &got));
	check("hw_params", snd_pcm_hw_params(pcm, hw));
	if (got != ring) {
		fprintf(stderr, "null_loop: the ring is %lu frames, wanted %lu\n", got, ring);
		exit(1);
	}
}

static void play(snd_pcm_t *pcm, const char *source, long source_frames, long total, long block, int asking)
{
	long from = 0;
	for (long done = 0; done < total;) {
		long want = block < total - done ? block : total - done, left = want;
		while (left > 0) {
			const snd_pcm_channel_area_t *areas;
			snd_pcm_uframes_t offset, frames = (snd_pcm_uframes_t)left;
			check("begin", snd_pcm_mmap_begin(pcm, &areas, &offset, &frames));
			memcpy((char *)areas->addr + offset * FRAME_BYTES, source + (from + want - left) * FRAME_BYTES, frames * FRAME_BYTES);
			snd_pcm_sframes_t taken = snd_pcm_mmap_commit(pcm, offset, frames);
			check("commit", taken);
			left -= taken;
		}
		done += want;
		from = from + 2 * block <= source_frames ? from + block : 0;
		if (asking && (snd_pcm_avail(pcm) < 0 || snd_pcm_state(pcm) != SND_PCM_STATE_RUNNING))
			check("avail", -EPIPE);
	}
}

static double seconds(snd_pcm_t *pcm, const char *source, long source_frames, long total, long block, int asking)
{
	check("prepare", snd_pcm_prepare(pcm));
	check("start", snd_pcm_start(pcm));
	double before = cpu_seconds();
	play(pcm, source, source_frames, total, block, asking);
	double used = cpu_seconds() - before;
	check("drop", snd_pcm_drop(pcm));
	return used;
}

static void report(snd_pcm_t *pcm, const char *source, long source_frames, long total, long block, long runs)
{
	double tight = 0, asking = 0;
	for (long run = 0; run < runs; run++) {
		tight = seconds(pcm, source, source_frames, total, block, 0);
		asking = seconds(pcm, source, source_frames, total, block, 1);
	}
	printf("%.6f %.6f\n", tight, asking);
}

static void *sleep_for_ever(void *nothing)
{
	for (;;)
		pause();
	return nothing;
}

int main(int argc, char **argv)
{
	if (argc != 7) {
		fprintf(stderr, "usage: null_loop PCM FRAMES BLOCK RING SOURCE RUNS\n");
		return 2;
	}
	long total = atol(argv[2]), block = atol(argv[3]), ring = atol(argv[4]), source_frames = atol(argv[5]), runs = atol(argv[6]);
	char *source = malloc((size_t)source_frames * FRAME_BYTES);
	if (!source || block < 1 || block > source_frames)
		return 2;
	memset(source, 1, (size_t)source_frames * FRAME_BYTES);
	snd_pcm_t *pcm;
	check("open", snd_pcm_open(&pcm, argv[1], SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK));
	set_up(pcm, (snd_pcm_uframes_t)ring);
	report(pcm, source, source_frames, total, block, runs);
	pthread_t sleeper;
	check("pthread_create", -pthread_create(&sleeper, NULL, sleep_for_ever, NULL));
	report(pcm, source, source_frames, total, block, runs);
	check("close", snd_pcm_close(pcm));
	free(source);
	return 0;
}
