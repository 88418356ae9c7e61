// SPDX-License-Identifier: Apache-2.0
/* vcard: the position, the descriptor and the faults */
#include "vcard.h"

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

void vcard_block_while(vcard *c, enum fault f)
{
	if (c->control->fault != f)
		return;
	count(c, BLOCKED, 1);
	while (c->control->fault == f)
		usleep(2000);
	count(c, BLOCKED, (uint64_t)-1);
}

static int64_t ahead(vcard *c) /* appl_ptr - position; both wrap at the boundary */
{
	int64_t d = (int64_t)(c->io.appl_ptr - c->pos % c->boundary);
	int64_t half = (int64_t)(c->boundary / 2);
	return d > half ? d - (int64_t)c->boundary : d < -half ? d + (int64_t)c->boundary : d;
}

static int64_t avail(vcard *c)
{
	return c->io.stream == SND_PCM_STREAM_PLAYBACK ? (int64_t)c->io.buffer_size - ahead(c) : -ahead(c);
}

static void halt(vcard *c, snd_pcm_state_t state)
{
	c->running = 0;
	if (state == SND_PCM_STATE_XRUN) {
		count(c, XRUNS, 1);
		vcard_let_out(c, 0);
	}
	vcard_discard(c);
	snd_pcm_ioplug_set_state(&c->io, state);
}

static int64_t room(vcard *c) /* frames until the ring runs dry or over; as a card, it looks at the stop threshold */
{
	if (c->io.state == SND_PCM_STATE_DRAINING)
		return c->io.stream == SND_PCM_STREAM_PLAYBACK ? ahead(c) : INT64_MAX;
	if (c->stop_threshold >= c->boundary)
		return INT64_MAX;
	return (int64_t)c->stop_threshold - avail(c);
}

static void advance(vcard *c)
{
	uint64_t now = now_ns();
	uint8_t fault = c->control->fault;
	if (fault == UNPLUGGED || fault == SUSPENDED) {
		if (c->io.state != SND_PCM_STATE_OPEN)
			halt(c, fault == UNPLUGGED ? SND_PCM_STATE_DISCONNECTED : SND_PCM_STATE_SUSPENDED);
		return;
	}
	if (!c->running)
		return;
	if (c->paused || fault == STALLED) {
		c->base = c->pos;
		c->base_ns = now;
		return;
	}
	if (fault == ONE_XRUN) {
		c->control->fault = NONE;
		halt(c, SND_PCM_STATE_XRUN);
		return;
	}
	uint64_t target = c->base + (uint64_t)((unsigned __int128)(now - c->base_ns) * c->io.rate * (uint64_t)c->speed / 1000000000000ull);
	int64_t n = target > c->pos ? (int64_t)(target - c->pos) : 0, limit = room(c);
	if (c->io.stream == SND_PCM_STREAM_PLAYBACK && ahead(c) > 0)
		at_least(c, MAX_AHEAD, (uint64_t)ahead(c));
	vcard_move(c, (uint64_t)(n < limit ? n : limit > 0 ? limit : 0));
	if (n < limit)
		return;
	if (c->io.state == SND_PCM_STATE_DRAINING)
		vcard_let_out(c, 0); /* alsa-lib sees that the ring is empty, and stops */
	else
		halt(c, SND_PCM_STATE_XRUN);
}

static void arm(vcard *c) /* the descriptor stays readable until this is called again, as that of a card does */
{
	int64_t frames = (int64_t)c->avail_min - avail(c);
	uint64_t now = now_ns(), ns = TICK;
	if (c->io.state == SND_PCM_STATE_DRAINING)
		frames = ahead(c);
	if (frames <= 0 || (!c->running && c->io.state != SND_PCM_STATE_PREPARED))
		ns = 1;
	else if (c->running && !c->paused && c->control->fault != STALLED)
		ns = (uint64_t)((unsigned __int128)frames * 1000000000000ull / ((uint64_t)c->io.rate * (uint64_t)c->speed)) + 1;
	ns = ns < TICK ? ns : TICK;
	struct itimerspec when = {.it_value = {.tv_nsec = (long)ns}};
	timerfd_settime(c->io.poll_fd, 0, &when, NULL);
	c->armed_until = now + ns;
}

static snd_pcm_sframes_t vcard_pointer(snd_pcm_ioplug_t *io)
{
	vcard *c = io->private_data;
	vcard_block_while(c, HUNG);
	pthread_mutex_lock(&c->lock);
	advance(c);
	if (c->running && avail(c) < (int64_t)c->avail_min && now_ns() >= c->armed_until)
		arm(c);
	snd_pcm_sframes_t at = (snd_pcm_sframes_t)(c->pos % c->boundary);
	if (c->control->fault == NONSENSE) {
		const snd_pcm_uframes_t off[] = {c->boundary / 3, 0, io->buffer_size * 2 + 77, c->boundary - io->buffer_size};
		at = (snd_pcm_sframes_t)((c->pos + off[c->babble++ % 4]) % c->boundary);
	}
	if (c->control->fault == DEAD_SERVER) {
		if (c->running)
			halt(c, SND_PCM_STATE_XRUN);
		at = -EPIPE;
	}
	pthread_mutex_unlock(&c->lock);
	return at;
}

static int refused(vcard *c)
{
	return c->control->fault == UNPLUGGED ? -ENODEV : c->control->fault == SUSPENDED ? -ESTRPIPE : 0;
}

static int vcard_prepare(snd_pcm_ioplug_t *io)
{
	vcard *c = io->private_data;
	if (refused(c) || c->control->fault == NO_PREPARE)
		return refused(c) ? refused(c) : -EIO;
	pthread_mutex_lock(&c->lock);
	vcard_discard(c);
	c->running = c->paused = 0;
	c->pos = 0;
	count(c, PREPARES, 1);
	arm(c);
	pthread_mutex_unlock(&c->lock);
	return 0;
}

static int vcard_start(snd_pcm_ioplug_t *io)
{
	vcard *c = io->private_data;
	if (refused(c))
		return refused(c);
	pthread_mutex_lock(&c->lock);
	int64_t at_once = c->start < room(c) ? c->start : room(c);
	c->running = 1;
	c->base_ns = now_ns();
	if (at_once > 0)
		vcard_move(c, (uint64_t)at_once);
	c->base = c->pos;
	count(c, STARTS, 1);
	arm(c);
	pthread_mutex_unlock(&c->lock);
	return 0;
}

static int vcard_stop(snd_pcm_ioplug_t *io)
{
	vcard *c = io->private_data;
	pthread_mutex_lock(&c->lock);
	snd_pcm_state_t before = io->state;
	if (!refused(c))
		advance(c); /* what has been heard until now has been heard */
	snd_pcm_ioplug_set_state(io, before);
	c->running = c->paused = 0;
	vcard_discard(c);
	count(c, STOPS, 1);
	pthread_mutex_unlock(&c->lock);
	return 0;
}

static int vcard_pause(snd_pcm_ioplug_t *io, int enable)
{
	vcard *c = io->private_data;
	pthread_mutex_lock(&c->lock);
	advance(c);
	c->paused = enable;
	pthread_mutex_unlock(&c->lock);
	return refused(c);
}

static int vcard_resume(snd_pcm_ioplug_t *io) /* the card needs a prepare, as most do */
{
	vcard *c = io->private_data;
	return c->control->fault == SUSPENDED ? -EAGAIN : -ENOSYS;
}

static int vcard_delay(snd_pcm_ioplug_t *io, snd_pcm_sframes_t *delay)
{
	vcard *c = io->private_data;
	*delay = (snd_pcm_sframes_t)(io->stream == SND_PCM_STREAM_PLAYBACK ? ahead(c) + (int64_t)c->waiting : -ahead(c));
	return 0;
}

/* A commit; nothing to copy, but the DMA looks at its list, and the descriptor is set anew. */
static snd_pcm_sframes_t vcard_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
	snd_pcm_uframes_t size)
{
	vcard *c = io->private_data;
	(void)areas, (void)offset;
	if (io->stream == SND_PCM_STREAM_CAPTURE)
		return (snd_pcm_sframes_t)size;
	pthread_mutex_lock(&c->lock);
	int64_t will = ahead(c) + (int64_t)size;
	if (will > 0)
		at_least(c, MAX_AHEAD, (uint64_t)will);
	c->armed_until = 0;
	pthread_mutex_unlock(&c->lock);
	return (snd_pcm_sframes_t)size;
}

static int vcard_revents(snd_pcm_ioplug_t *io, struct pollfd *pfd, unsigned int n, unsigned short *revents)
{
	vcard *c = io->private_data;
	unsigned short ready = io->stream == SND_PCM_STREAM_PLAYBACK ? POLLOUT : POLLIN;
	int err = 0;
	(void)pfd, (void)n;
	pthread_mutex_lock(&c->lock);
	advance(c);
	*revents = 0;
	if (c->control->fault == DEAD_SERVER)
		err = -EPIPE;
	else if (io->state == SND_PCM_STATE_DISCONNECTED)
		err = -ENODEV;
	else if (io->state == SND_PCM_STATE_SUSPENDED)
		err = -ESTRPIPE;
	if (err)
		*revents = POLLERR | (err == -ENODEV ? POLLHUP : 0);
	else if (io->state == SND_PCM_STATE_XRUN)
		*revents = POLLERR | ready;
	else if (io->state == SND_PCM_STATE_DRAINING ? ahead(c) <= 0 : avail(c) >= (int64_t)c->avail_min)
		*revents = ready;
	else
		arm(c);
	pthread_mutex_unlock(&c->lock);
	return err;
}

static int vcard_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params)
{
	vcard *c = io->private_data;
	snd_pcm_sw_params_get_boundary(params, &c->boundary);
	snd_pcm_sw_params_get_stop_threshold(params, &c->stop_threshold);
	snd_pcm_sw_params_get_avail_min(params, &c->avail_min);
	return 0;
}

static int vcard_hw_params(snd_pcm_ioplug_t *io, snd_pcm_hw_params_t *params)
{
	vcard *c = io->private_data;
	uint64_t *n = c->control->counter;
	(void)params;
	if (io->period_size < (snd_pcm_uframes_t)c->period_min)
		return -EINVAL;
	c->frame = (size_t)snd_pcm_format_physical_width(io->format) / 8 * io->channels;
	free(c->scratch);
	c->scratch = malloc(((size_t)c->fifo + CHUNK) * c->frame);
	if (!c->scratch)
		return -ENOMEM;
	n[RATE] = io->rate, n[CHANNELS] = io->channels, n[FORMAT] = (uint64_t)io->format, n[ACCESS] = (uint64_t)io->access;
	n[BUFFER_SIZE] = io->buffer_size, n[PERIOD_SIZE] = io->period_size;
	for (c->boundary = io->buffer_size; c->boundary * 2 <= LONG_MAX - io->buffer_size; c->boundary *= 2)
		;
	c->stop_threshold = io->buffer_size;
	c->avail_min = io->period_size;
	if (c->file && c->out < 0 && io->stream == SND_PCM_STREAM_PLAYBACK) {
		c->out = open(c->file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (c->append ? 0 : O_TRUNC), 0644);
		if (c->out < 0)
			return -errno;
	}
	return 0;
}

int vcard_close(snd_pcm_ioplug_t *io)
{
	vcard *c = io->private_data;
	vcard_block_while(c, CLOSE_BLOCKS);
	count(c, CLOSES, 1);
	int fds[] = {io->poll_fd, c->out, c->in, c->control_fd};
	for (int i = 0; i < 4; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	if (c->control != &c->alone)
		munmap(c->control, sizeof(struct control));
	pthread_mutex_destroy(&c->lock);
	free(c->file);
	free(c->infile);
	free(c->scratch);
	free(c);
	return 0;
}

const snd_pcm_ioplug_callback_t vcard_callbacks = {
	.start = vcard_start, .stop = vcard_stop, .pointer = vcard_pointer, .transfer = vcard_transfer, .close = vcard_close,
	.hw_params = vcard_hw_params, .sw_params = vcard_sw_params, .prepare = vcard_prepare, .pause = vcard_pause,
	.resume = vcard_resume, .poll_revents = vcard_revents, .delay = vcard_delay,
};
