// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What goes wrong. Each holds for all of a card's channels, in both directions and through both ports, and for those that are opened
 * while it lasts.
 */
public sealed interface Effect {
    /**
     * The word for it in a script.
     *
     * @return the word, not null
     */
    String keyword();

    /**
     * What else a script says of it.
     *
     * @return words, not null, empty if there is nothing to say
     */
    default String details() {
        return "";
    }

    /**
     * Whether it happens and is over, or lasts.
     *
     * @return true if it cannot last
     */
    default boolean isInstant() {
        return false;
    }

    /** The plug is out: channels stand and are lost for good, and none can be opened. */
    record Unplug() implements Effect {
        @Override
        public String keyword() {
            return "unplug";
        }
    }

    /**
     * The plug is in again.
     *
     * @param name the device's new name, or empty for the one it had
     * @param identity its new identity, or empty for the one it had
     */
    record Replug(Optional<String> name, Optional<String> identity) implements Effect {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one has characters that a name cannot have
         */
        public Replug {
            name.ifPresent(Replug::check);
            identity.ifPresent(Replug::check);
        }

        /** The same device. */
        public Replug() {
            this(Optional.empty(), Optional.empty());
        }

        /** Cards compare these: what Java makes for records is held by its own caches, and would hold a bundle that is gone. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Replug plug && name.equals(plug.name) && identity.equals(plug.identity);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, identity);
        }

        private static void check(String name) {
            if (!name.matches("[\\p{Alnum}._:,=/-]+")) {
                throw new IllegalArgumentException(
                        "name or identity is \"" + name + "\", expected letters, digits and . _ : , = / -");
            }
        }

        @Override
        public String keyword() {
            return "replug";
        }

        @Override
        public String details() {
            var words = new StringJoiner(" ");
            name.ifPresent(text -> words.add("as " + text));
            identity.ifPresent(text -> words.add("identity " + text));
            return words.toString();
        }

        @Override
        public boolean isInstant() {
            return true;
        }
    }

    /** The cursors stand, without a word. Time that went by like this does not come back. */
    record Stall() implements Effect {
        @Override
        public String keyword() {
            return "stall";
        }
    }

    /** Every transfer that runs ends by itself, as after an underrun or overrun; it can be stopped and started again. */
    record Xrun() implements Effect {
        @Override
        public String keyword() {
            return "xrun";
        }

        @Override
        public boolean isInstant() {
            return true;
        }
    }

    /**
     * The cursors move in leaps, as behind a bus that works in blocks.
     *
     * @param frames how far each, 1 or more
     */
    record Burst(int frames) implements Effect {
        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Burst {
            if (frames < 1) {
                throw new IllegalArgumentException("burst of " + frames + " frames, expected 1 or more");
            }
        }

        @Override
        public String keyword() {
            return "burst";
        }

        @Override
        public String details() {
            return "of " + frames;
        }
    }

    /**
     * The cursors run faster or slower than before.
     *
     * @param ppm by how much, parts per million: more than -1,000,000, up to 1,000,000,000
     */
    record Drift(double ppm) implements Effect {
        private static final double STANDSTILL = -1e6;
        private static final double MAX = 1e9;

        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Drift {
            if (!(ppm > STANDSTILL && ppm <= MAX)) {
                throw new IllegalArgumentException(
                        "drift is " + ppm + " ppm, expected more than -1000000 and at most 1000000000");
            }
        }

        @Override
        public String keyword() {
            return "drift";
        }

        @Override
        public String details() {
            return ppm + "ppm";
        }
    }

    /**
     * The cursors that move leap forward, once.
     *
     * @param frames how far, 1 or more
     */
    record Jump(int frames) implements Effect {
        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Jump {
            if (frames < 1) {
                throw new IllegalArgumentException("jump by " + frames + " frames, expected 1 or more");
            }
        }

        @Override
        public String keyword() {
            return "jump";
        }

        @Override
        public String details() {
            return "by " + frames;
        }

        @Override
        public boolean isInstant() {
            return true;
        }
    }

    /**
     * What is said of the position is wrong; the transfer itself is not.
     *
     * @param frames how much too far on, or, if negative, too far back
     */
    record Offset(int frames) implements Effect {
        @Override
        public String keyword() {
            return "position";
        }

        @Override
        public String details() {
            return String.format(Locale.ROOT, "%+d", frames);
        }
    }

    /** What is said of the position means nothing: another number at every frame, most of them impossible. */
    record Nonsense() implements Effect {
        @Override
        public String keyword() {
            return "nonsense";
        }
    }

    /**
     * Larger buffers are refused with {@code INSUFFICIENT_RESOURCES}.
     *
     * @param bytes the largest that is granted, 0 to refuse all
     */
    record Allocation(int bytes) implements Effect {
        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Allocation {
            if (bytes < 0) {
                throw new IllegalArgumentException("allocation of " + bytes + " bytes at most, expected 0 or more");
            }
        }

        @Override
        public String keyword() {
            return "allocation";
        }

        @Override
        public String details() {
            return "of " + bytes;
        }
    }

    /** Every format is refused with {@code FORMAT_NOT_SUPPORTED}. */
    record Format() implements Effect {
        @Override
        public String keyword() {
            return "format";
        }
    }

    /**
     * Every call of a method takes so much longer.
     *
     * @param method which one, not null
     * @param by how much longer, not null
     */
    record Slow(DeviceMethod method, Span by) implements Effect {
        /** Checks the values. */
        public Slow {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(by, "by");
        }

        @Override
        public String keyword() {
            return "slow";
        }

        @Override
        public String details() {
            return "in " + method + " by " + by;
        }
    }

    /**
     * No call of a method returns while this lasts. It ends when the card is closed, too, or when the thread is interrupted, so that
     * no thread is left behind. On a virtual clock it needs an end: the thread that it holds up is the one that runs everybody's work, and
     * does not come back before.
     *
     * @param method which one, not null
     */
    record Hang(DeviceMethod method) implements Effect {
        /** Checks the value. */
        public Hang {
            Objects.requireNonNull(method, "method");
        }

        @Override
        public String keyword() {
            return "hang";
        }

        @Override
        public String details() {
            return "in " + method;
        }
    }

    /**
     * Every call of a method throws.
     *
     * @param method which one, not null
     * @param thrown what, not null
     */
    record Throw(DeviceMethod method, Thrown thrown) implements Effect {
        /** Checks the values. */
        public Throw {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(thrown, "thrown");
        }

        /**
         * A {@link RuntimeException}.
         *
         * @param method which one, not null
         */
        public Throw(DeviceMethod method) {
            this(method, Thrown.EXCEPTION);
        }

        @Override
        public String keyword() {
            return "throw";
        }

        @Override
        public String details() {
            return "in " + method + (thrown == Thrown.EXCEPTION ? "" : " " + thrown.word());
        }
    }

    /** What a method throws. */
    enum Thrown {
        /** A {@link RuntimeException}, as a bug does. */
        EXCEPTION,
        /** An {@link Error}. */
        ERROR,
        /** A {@link org.wavedock.wave.DeviceRemovedException}, by a device that is not gone. */
        REMOVED;

        /**
         * The word for it in a script.
         *
         * @return the word
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is heard, or comes in, differs in every byte from what was written, or was there. */
    record Corrupt() implements Effect {
        @Override
        public String keyword() {
            return "corrupt";
        }
    }

    /** One notification for every frame; through WavePci only, for a slave channel has none. */
    record Storm() implements Effect {
        @Override
        public String keyword() {
            return "storm";
        }
    }
}
