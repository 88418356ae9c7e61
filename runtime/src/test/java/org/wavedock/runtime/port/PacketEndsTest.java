// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.portcls.Mapping;
import org.wavedock.wave.Reason;

@DisplayName("The packets of a WavePci pin")
class PacketEndsTest extends PacketRig {
    @Test
    @DisplayName("of one looped page do not go on without end")
    void limitsMappings() {
        submit(0, 100, true);
        assertThat(takeAll()).hasSize(PacketQueue.MAX_MAPPINGS_OUT);
        queue.announce();
        assertThat(stream.available).isZero();
        queue.releaseMapping(0);
        queue.announce();
        assertThat(stream.available).isEqualTo(1);
    }

    @Test
    @Tag("A86")
    @DisplayName("go to the client when the miniport ends them, with what was recorded")
    void terminatesCapture() {
        start(true);
        var first = submit(0, 1000);
        var second = submit(1000, 1000);
        take(1);
        take(2);
        stream.position = 300;
        assertThat(queue.terminatePacket()).isNull();
        assertThat(done).containsExactly(new Done(first, null, 300));
        assertThat(stream.calls).containsExactly("revoke 1 to 1");
        stream.position = 350;
        assertThat(queue.terminatePacket()).isNull();
        assertThat(done.get(1)).isEqualTo(new Done(second, null, 50));
        assertThat(queue.terminatePacket()).isEqualTo(Reason.NOT_FOUND);
        assertThat(queue.mappedBytes()).isEqualTo(350);
    }

    @Test
    @Tag("A86")
    @DisplayName("that render are left where the miniport ends them: the next mapping is the next packet's")
    void terminatesRender() {
        assertThat(queue.terminatePacket()).isEqualTo(Reason.NOT_FOUND);
        var first = submit(4000, 200);
        submit(10_000, 5);
        take(1);
        assertThat(queue.terminatePacket()).isNull();
        assertThat(done).isEmpty();
        assertThat(take(2).offset()).isEqualTo(10_000);
        queue.releaseMapping(1);
        assertThat(done).containsExactly(new Done(first, null, 96));
    }

    @Test
    @Tag("A87")
    @DisplayName("that capture are ended by the port when the stream stops")
    void endsCapture() {
        start(true);
        var first = submit(0, 1000);
        var second = submit(1000, 1000);
        take(1);
        stream.position = 480;
        queue.endCapture();
        queue.stop();
        assertThat(done).containsExactly(new Done(first, null, 480), new Done(second, Reason.CANCELLED, 0));
    }

    @Test
    @Tag("A88")
    @DisplayName("take back exactly their own mappings when they are cancelled")
    void cancels() {
        var first = submit(0, 10);
        var second = submit(4000, 200);
        submit(0, 10);
        for (var tag = 1; tag <= 4; tag++) {
            take(tag);
        }
        assertThat(queue.cancel(second)).isTrue();
        assertThat(stream.calls).containsExactly("revoke 2 to 3");
        assertThat(done).containsExactly(new Done(second, Reason.CANCELLED, 0));
        assertThat(queue.cancel(second)).isFalse();
        assertThat(queue.releaseMapping(1)).isNull();
        assertThat(queue.releaseMapping(4)).isNull();
        assertThat(done).hasSize(3);
        assertThat(queue.cancel(first)).isFalse();
    }

    @Test
    @DisplayName("that capture and are cancelled say what was recorded, and the next one begins there")
    void cancelsCapture() {
        start(true);
        var first = submit(0, 1000);
        var second = submit(1000, 1000);
        take(1);
        take(2);
        stream.position = 300;
        queue.cancel(first);
        stream.position = 320;
        queue.terminatePacket();
        assertThat(done).containsExactly(new Done(first, Reason.CANCELLED, 300), new Done(second, null, 20));
    }

    @Test
    @Tag("A91")
    @DisplayName("that are cancelled keep what has been given back already")
    void cancelsTheRest() {
        var packet = submit(4000, 200);
        take(1);
        take(2);
        queue.releaseMapping(1);
        assertThat(queue.cancel(packet)).isTrue();
        assertThat(stream.calls).containsExactly("revoke 2 to 2");
        assertThat(done).containsExactly(new Done(packet, Reason.CANCELLED, 96));
    }

    @Test
    @DisplayName("that wait and are cancelled are never handed out")
    void cancelsWaiting() {
        submit(0, 10);
        var waiting = submit(10, 10);
        submit(20, 10);
        queue.cancel(waiting);
        assertThat(takeAll()).extracting(Piece::offset).containsExactly(0, 20);
        assertThat(stream.calls).isEmpty();
    }

    @Test
    @Tag("A89")
    @DisplayName("take all mappings back when the stream stops, and nothing is handed out or owed then")
    void stops() {
        var first = submit(4000, 200);
        var second = submit(0, 10);
        for (var tag = 5; tag <= 7; tag++) {
            take(tag);
        }
        queue.releaseMapping(5);
        queue.stop();
        assertThat(stream.calls).containsExactly("revoke 6 to 7");
        assertThat(done).containsExactly(new Done(first, Reason.CANCELLED, 96), new Done(second, Reason.CANCELLED, 0));
        assertThat(isEmpty()).isTrue();
        submit(0, 10);
        queue.announce();
        assertThat(stream.available).isZero();
        assertThat(isEmpty()).isTrue();
        queue.open();
        assertThat(take(1).bytes()).isEqualTo(10);
    }

    @Test
    @Tag("A92")
    @DisplayName("can be submitted anew from within a release, and taken and given back from within the announcement")
    void reenters() {
        var rounds = new int[1];
        var packet = new Packet(pages, (which, reason, bytes) -> {
            if (++rounds[0] < 1000) {
                queue.submit(which.fill(rounds[0], 10, false));
                queue.announce();
            }
        });
        stream.onAvailable = () -> {
            for (var tag = 0; queue.getMapping(tag, new Mapping()); tag++) {
                queue.releaseMapping(tag);
            }
        };
        isEmpty();
        queue.submit(packet.fill(0, 10, false));
        queue.announce();
        assertThat(rounds[0]).isEqualTo(1000);
        assertThat(queue.releasedBytes()).isEqualTo(10_000);
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Tag("B32")
    @DisplayName("give each mapping back exactly once, released or revoked, whatever happens when")
    void accountsForEachMapping(long seed) {
        var random = new Random(seed);
        var out = new ArrayDeque<Long>();
        var waiting = new ArrayList<Packet>();
        var tag = 0L;
        for (var i = 0; i < 20_000; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (queue.size() < 60) {
                        waiting.add(submit(random.nextInt(100_000), 1 + random.nextInt(9_000)));
                    }
                }
                case 2, 3, 4 -> {
                    if (queue.getMapping(tag, new Mapping())) {
                        out.add(tag++);
                    }
                }
                case 5, 6 -> {
                    var oldest = out.poll();
                    assertThat(queue.releaseMapping(oldest == null ? -1 : oldest))
                            .isEqualTo(oldest == null ? Reason.NOT_FOUND : null);
                }
                default -> cancelOrStop(random, waiting, out);
            }
        }
        queue.stop();
        forget(out);
        assertThat(out).as("mappings that nobody gave back").isEmpty();
        assertThat(done).extracting(Done::packet).containsExactlyInAnyOrderElementsOf(waiting);
    }

    private void cancelOrStop(Random random, List<Packet> submitted, Deque<Long> out) {
        if (random.nextInt(100) == 0) {
            queue.stop();
            queue.open();
        } else if (!submitted.isEmpty()) {
            queue.cancel(submitted.get(submitted.size() - 1 - random.nextInt(Math.min(20, submitted.size()))));
        }
        forget(out);
    }

    /** What the miniport was told to forget it has exactly once. */
    private void forget(Deque<Long> out) {
        for (var call : stream.calls) {
            var words = call.split(" ");
            var first = Long.parseLong(words[1]);
            var last = Long.parseLong(words[3]);
            // What lies between and is out no more has been taken back before.
            assertThat(out).contains(first, last);
            out.removeIf(tag -> tag >= first && tag <= last);
        }
        stream.calls.clear();
    }

    @Test
    @DisplayName(
            "hear nothing of a device that answers when the stream has stopped: what it gives back is not known, nor what it ends")
    void answersTooLate() {
        submit(0, 1_000);
        take(1);
        queue.stop();
        var before = List.copyOf(done);
        assertThat(queue.releaseMapping(1)).isEqualTo(Reason.NOT_FOUND);
        assertThat(queue.terminatePacket()).isEqualTo(Reason.NOT_FOUND);
        assertThat(isEmpty()).isTrue();
        queue.announce();
        assertThat(done).isEqualTo(before).hasSize(1);
        assertThat(queue.mappedBytes()).isZero();
        assertThat(queue.releasedBytes()).isZero();
    }
}
