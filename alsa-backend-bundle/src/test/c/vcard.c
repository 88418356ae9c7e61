// SPDX-License-Identifier: Apache-2.0
/* vcard: configuration and opening */
#include "vcard.h"

static int restrict_card(vcard *c)
{
	static const unsigned int accesses[] = {SND_PCM_ACCESS_MMAP_INTERLEAVED, SND_PCM_ACCESS_MMAP_NONINTERLEAVED,
		SND_PCM_ACCESS_RW_INTERLEAVED, SND_PCM_ACCESS_RW_NONINTERLEAVED};
	unsigned int formats[] = {SND_PCM_FORMAT_U8, SND_PCM_FORMAT_S16_LE, SND_PCM_FORMAT_S24_3LE, SND_PCM_FORMAT_S24_LE,
		SND_PCM_FORMAT_S32_LE, SND_PCM_FORMAT_FLOAT_LE};
	unsigned int access = (unsigned int)c->access, one = (unsigned int)c->format, any = c->format == SND_PCM_FORMAT_UNKNOWN, rate = (unsigned int)c->rate;
	unsigned int channels = (unsigned int)c->channels, sample = any ? 1 : (unsigned int)snd_pcm_format_physical_width(c->format) / 8;
	unsigned int least = (unsigned int)c->period_min * sample * (channels ? channels : 1);
	int err = snd_pcm_ioplug_set_param_list(&c->io, SND_PCM_IOPLUG_HW_ACCESS, c->access < 0 ? 4 : 1, c->access < 0 ? accesses : &access);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_list(&c->io, SND_PCM_IOPLUG_HW_FORMAT, any ? 6 : 1, any ? formats : &one);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(&c->io, SND_PCM_IOPLUG_HW_CHANNELS, channels ? channels : 1, channels ? channels : 32);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(&c->io, SND_PCM_IOPLUG_HW_RATE, rate ? rate : 8000, rate ? rate : 384000);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(&c->io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, least, (unsigned int)c->buffer_max / 2);
	if (err >= 0)
		err = snd_pcm_ioplug_set_param_minmax(&c->io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 2 * least, (unsigned int)c->buffer_max);
	return err < 0 ? err : snd_pcm_ioplug_set_param_minmax(&c->io, SND_PCM_IOPLUG_HW_PERIODS, 2, 4096);
}

static int map_control(vcard *c, const char *path, snd_pcm_stream_t stream)
{
	struct flock mine = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1 + (int)stream, .l_len = 1};
	c->control = &c->alone;
	if (!path)
		return 0;
	c->control_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (c->control_fd < 0 || ftruncate(c->control_fd, sizeof(struct control)) < 0)
		return -errno;
	void *at = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, c->control_fd, 0);
	if (at == MAP_FAILED)
		return -errno;
	c->control = at;
	vcard_block_while(c, OPEN_BLOCKS);
	if (c->control->fault == UNPLUGGED)
		return -ENODEV;
	return c->exclusive && fcntl(c->control_fd, F_OFD_SETLK, &mine) < 0 ? -EBUSY : 0;
}

static int access_named(const char *text)
{
	for (int a = 0; a <= SND_PCM_ACCESS_LAST; a++)
		if (!strcmp(text, snd_pcm_access_name(a)))
			return a;
	return -EINVAL;
}

static int take(vcard *c, snd_config_t *n, const char *id, const char **control)
{
	const struct { const char *id; long *to; } numbers[] = {{"speed", &c->speed}, {"fifo", &c->fifo}, {"start", &c->start},
		{"rate", &c->rate}, {"channels", &c->channels}, {"period_min", &c->period_min}, {"buffer_max", &c->buffer_max}};
	const char *text = NULL;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (!strcmp(id, numbers[i].id))
			return snd_config_get_integer(n, numbers[i].to);
	if (!strcmp(id, "append") || !strcmp(id, "exclusive")) {
		int on = snd_config_get_bool(n);
		*(*id == 'a' ? &c->append : &c->exclusive) = on > 0;
		return on < 0 ? on : 0;
	}
	if (snd_config_get_string(n, &text) < 0 || !text)
		return -EINVAL;
	if (!strcmp(id, "control"))
		*control = text;
	else if (!strcmp(id, "file") || !strcmp(id, "infile"))
		*(*id == 'f' ? &c->file : &c->infile) = strdup(text);
	else if (!strcmp(id, "format"))
		return (c->format = snd_pcm_format_value(text)) == SND_PCM_FORMAT_UNKNOWN ? -EINVAL : 0;
	else if (!strcmp(id, "access"))
		return c->access = access_named(text);
	else
		return -EINVAL;
	return 0;
}

static int configure(vcard *c, snd_config_t *conf, const char **control)
{
	snd_config_iterator_t i, next;
	snd_config_for_each(i, next, conf) {
		snd_config_t *n = snd_config_iterator_entry(i);
		const char *id;
		if (snd_config_get_id(n, &id) < 0 || !strcmp(id, "type") || !strcmp(id, "comment") || !strcmp(id, "hint"))
			continue;
		int err = take(c, n, id, control);
		if (err < 0) {
			SNDERR("vcard: %s: not understood", id);
			return err;
		}
	}
	return c->speed < 1 || c->fifo < 0 || c->period_min < 1 ? -EINVAL : 0;
}

SND_PCM_PLUGIN_DEFINE_FUNC(vcard)
{
	const char *control = NULL;
	vcard *c = calloc(1, sizeof *c);
	(void)root;
	if (!c)
		return -ENOMEM;
	c->control_fd = c->out = c->in = c->io.poll_fd = -1;
	c->append = 1, c->speed = 1000, c->period_min = 64, c->buffer_max = 4 << 20, c->format = SND_PCM_FORMAT_UNKNOWN, c->access = -1;
	c->control = &c->alone;
	pthread_mutex_init(&c->lock, NULL);
	int err = configure(c, conf, &control);
	if (err >= 0)
		err = map_control(c, control, stream);
	if (err >= 0 && c->infile && stream == SND_PCM_STREAM_CAPTURE && (c->in = open(c->infile, O_RDONLY | O_CLOEXEC)) < 0)
		err = -errno;
	c->io.version = SND_PCM_IOPLUG_VERSION;
	c->io.name = "Wavedock test card";
	c->io.flags = SND_PCM_IOPLUG_FLAG_MONOTONIC | SND_PCM_IOPLUG_FLAG_BOUNDARY_WA;
	c->io.mmap_rw = 1;
	c->io.callback = &vcard_callbacks;
	c->io.private_data = c;
	c->io.poll_events = POLLIN;
	if (err >= 0 && (c->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) < 0)
		err = -errno;
	if (err >= 0)
		err = snd_pcm_ioplug_create(&c->io, name, stream, mode);
	if (err < 0) {
		c->io.private_data = c;
		count(c, CLOSES, (uint64_t)-1); /* never opened */
		vcard_close(&c->io);
		return err;
	}
	count(c, OPENS, 1);
	err = restrict_card(c);
	if (err < 0)
		snd_pcm_ioplug_delete(&c->io);
	else
		*pcmp = c->io.pcm;
	return err;
}
SND_PCM_PLUGIN_SYMBOL(vcard);
