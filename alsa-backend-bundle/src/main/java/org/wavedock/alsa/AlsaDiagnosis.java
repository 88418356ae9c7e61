// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.alsa.card.Holders;
import org.wavedock.alsa.card.SoundCards;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.alsa.lib.Libasound;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.lib.Scheduling;
import org.wavedock.alsa.pcm.DeviceSettings;
import org.wavedock.alsa.pcm.Failures;
import org.wavedock.alsa.pcm.Limits;
import org.wavedock.dma.BackendDiagnosis;

/** Says why a card or a PCM is not usable. */
@Component(service = BackendDiagnosis.class)
public final class AlsaDiagnosis implements BackendDiagnosis {
    private static final Path NODES = Path.of("/dev/snd");
    private static final Path ROOT = Path.of("/");
    private static final long PATIENCE_MILLIS = 1500;

    private final AlsaBackend backend;

    /**
     * Activation.
     *
     * @param backend knows the devices
     */
    @Activate
    public AlsaDiagnosis(@Reference(name = "backend") AlsaBackend backend) {
        this.backend = backend;
    }

    @Override
    public String backend() {
        return "alsa";
    }

    @Override
    public List<String> diagnose(String pcm) {
        if (!Libasound.isThere()) {
            return List.of(PROBLEM + Libasound.absence());
        }
        return pcm == null ? everything() : examine(pcm);
    }

    private List<String> everything() {
        var lines = new ArrayList<String>();
        for (var keeper : backend.keepers()) {
            var problem = keeper.problem();
            if (problem != null) {
                lines.add(PROBLEM + "device " + keeper.settings().name() + " is not there: " + problem);
            }
        }
        var cards = new SoundCards(ROOT).list();
        if (cards.isEmpty()) {
            lines.add(NOTE + "the kernel shows no sound card: there is none, its driver is not loaded, or this is a "
                    + "container without /dev/snd");
        }
        for (var card : cards) {
            lines.add(OK + "card " + card.index() + " (" + card.id() + "), " + card.title() + ": " + card.name());
        }
        lines.addAll(permissions());
        lines.add(OK + "libasound " + Libasound.version());
        lines.add(
                Scheduling.isPermitted()
                        ? OK + "real-time scheduling is permitted, and used"
                        : NOTE + "real-time scheduling is not permitted (ulimit -r); a busy machine may be late");
        return lines;
    }

    private static List<String> permissions() {
        try (var nodes = Files.list(NODES)) {
            return nodes.filter(node -> node.getFileName().toString().startsWith("pcm"))
                    .filter(node -> !Files.isReadable(node) || !Files.isWritable(node))
                    .sorted()
                    .map(node -> PROBLEM + node + " may not be opened by this user" + Failures.hint(Errno.EACCES))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<String> examine(String pcm) {
        var known = backend.keepers().stream()
                .map(DeviceKeeper::settings)
                .filter(settings -> settings.pcm().equals(pcm)
                        || settings.name().equals(pcm)
                        || settings.name().equals("alsa:" + pcm))
                .findFirst();
        var settings = known.orElseGet(() -> PcmProperties.settings(PcmProperties.reader(Map.of("pcm", pcm))));
        var lines = new ArrayList<String>();
        var playback = ask(settings, "play", Pcm.PLAYBACK, lines);
        var capture = ask(settings, "record", Pcm.CAPTURE, lines);
        if (playback == Errno.EBUSY || capture == Errno.EBUSY) {
            new Holders(Path.of("/proc")).list().forEach(holder -> lines.add(NOTE + holder));
        }
        // What works in one direction is not ill for the lack of the other.
        if (playback == 0 || capture == 0) {
            lines.replaceAll(line -> line.startsWith(PROBLEM) ? NOTE + line.substring(PROBLEM.length()) : line);
        }
        return lines;
    }

    /** Asks elsewhere: a frozen sound server does not answer for half a minute. */
    private static int ask(DeviceSettings settings, String what, int stream, List<String> lines) {
        var question = new FutureTask<>(() -> Limits.of(settings, stream));
        var thread = new Thread(question, "wavedock-alsa-doctor");
        thread.setDaemon(true);
        thread.start();
        try {
            lines.add(OK + settings.pcm() + " can " + what + ": "
                    + question.get(PATIENCE_MILLIS / 2, TimeUnit.MILLISECONDS));
            return 0;
        } catch (ExecutionException e) {
            var errno = e.getCause() instanceof AlsaException refusal ? refusal.errno() : Errno.EIO;
            lines.add(PROBLEM + settings.pcm() + " cannot " + what + ": "
                    + e.getCause().getMessage() + Failures.hint(errno));
            return errno;
        } catch (TimeoutException e) {
            lines.add(PROBLEM + settings.pcm() + " does not answer: a sound server behind it is frozen");
            return Errno.EAGAIN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Errno.EAGAIN;
        }
    }
}
