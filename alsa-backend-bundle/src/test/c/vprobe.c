// SPDX-License-Identifier: Apache-2.0
/*
 * vprobe PCM MILLISECONDS [LATE]: plays the counter pattern through the mmap ring (S16, stereo, 48 kHz, ring of 4096, period
 * of 1024), and prints what it sees whenever that changes. LATE: after half of the time it sleeps so many milliseconds. An
 * XRUN is answered by prepare and start; anything else is only looked at. An eye for tests of the card, as small as can be.
 */
#include <alsa/asoundlib.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RING 4096
#define PERIOD 1024

static uint32_t frames; /* committed */
static char before[200];

static long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void say(const char *what) /* if it is news */
{
	if (strcmp(what, before) == 0)
		return;
	snprintf(before, sizeof before, "%s", what);
	printf("%s\n", what);
	fflush(stdout);
}

static int done(const char *what, int rc)
{
	char line[100];
	snprintf(line, sizeof line, "%s=%d", what, rc);
	say(line);
	return rc;
}

static void fill(snd_pcm_t *pcm)
{
	const snd_pcm_channel_area_t *areas;
	snd_pcm_uframes_t offset, n = RING;
	while (snd_pcm_mmap_begin(pcm, &areas, &offset, &n) == 0 && n > 0) {
		for (snd_pcm_uframes_t i = 0; i < n; i++)
			((uint32_t *)areas->addr)[offset + i] = (uint32_t)(frames + i + 1) * 0x9E3779B1u;
		snd_pcm_sframes_t took = snd_pcm_mmap_commit(pcm, offset, n);
		if (took <= 0)
			break;
		frames += (uint32_t)took;
		n = RING;
	}
}

static int setup(snd_pcm_t *pcm)
{
	snd_pcm_hw_params_t *p;
	snd_pcm_hw_params_alloca(&p);
	snd_pcm_hw_params_any(pcm, p);
	int err = snd_pcm_hw_params_set_access(pcm, p, SND_PCM_ACCESS_MMAP_INTERLEAVED);
	err = err ? err : snd_pcm_hw_params_set_format(pcm, p, SND_PCM_FORMAT_S16_LE);
	err = err ? err : snd_pcm_hw_params_set_channels(pcm, p, 2);
	err = err ? err : snd_pcm_hw_params_set_rate(pcm, p, 48000, 0);
	err = err ? err : snd_pcm_hw_params_set_period_size(pcm, p, PERIOD, 0);
	err = err ? err : snd_pcm_hw_params_set_buffer_size(pcm, p, RING);
	return done("hw_params", err ? err : snd_pcm_hw_params(pcm, p));
}

static void look(snd_pcm_t *pcm)
{
	struct pollfd fd;
	unsigned short revents = 0;
	char line[200];
	snd_pcm_poll_descriptors(pcm, &fd, 1);
	int woken = poll(&fd, 1, 200);
	int err = woken > 0 ? snd_pcm_poll_descriptors_revents(pcm, &fd, 1, &revents) : 0;
	snd_pcm_sframes_t avail = snd_pcm_avail(pcm), delay = 0;
	snd_pcm_state_t state = snd_pcm_state(pcm);
	snd_pcm_delay(pcm, &delay);
	const char *kind = avail < 0 ? snd_strerror((int)avail) : avail > RING ? "absurd" : "fine";
	snprintf(line, sizeof line, "state=%s poll=%d avail=%s", snd_pcm_state_name(state), err, kind);
	static snd_pcm_sframes_t last;
	static int still;
	still = state == SND_PCM_STATE_RUNNING && avail == last ? still + 1 : 0;
	last = avail;
	say(still >= 10 ? "state=RUNNING stands" : line);
	if (avail == -EPIPE && state == SND_PCM_STATE_XRUN) {
		int rc = done("prepare", snd_pcm_prepare(pcm));
		fill(pcm);
		if (rc == 0)
			done("start", snd_pcm_start(pcm));
	} else if (avail >= PERIOD && state == SND_PCM_STATE_RUNNING) {
		fill(pcm);
	} else if (avail < 0 || err < 0 || avail > RING) {
		usleep(10000);
	}
}

int main(int argc, char **argv)
{
	snd_pcm_t *pcm;
	long until = now_ms() + (argc > 2 ? atol(argv[2]) : 1000), late = argc > 3 ? atol(argv[3]) : 0, half = now_ms() + (until - now_ms()) / 2;
	if (argc < 2 || done("open", snd_pcm_open(&pcm, argv[1], SND_PCM_STREAM_PLAYBACK, 0)) < 0)
		return 1;
	if (setup(pcm) < 0 || done("prepare", snd_pcm_prepare(pcm)) < 0)
		return 2;
	fill(pcm);
	done("start", snd_pcm_start(pcm));
	while (now_ms() < until) {
		look(pcm);
		if (late && now_ms() > half) {
			usleep((useconds_t)late * 1000);
			late = 0;
		}
	}
	done("drop", snd_pcm_drop(pcm));
	done("close", snd_pcm_close(pcm));
	printf("committed=%u\n", frames);
	return 0;
}
