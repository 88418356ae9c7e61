// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.function.Consumer;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** An open stream of a client's. */
abstract class ClientPin implements WavePin {
    /** What a pin is opened for. */
    record Terms(Filter filter, int number, boolean capture, Streaming streaming) {}

    static ClientPin open(Terms terms, WaveFormat format) throws AudioException {
        throw new AudioException(
                Reason.NOT_IMPLEMENTED, "clients cannot open " + format + " on " + terms.filter() + " yet");
    }

    abstract int number();

    abstract boolean isClosed();

    abstract void onClose(Consumer<ClientPin> listener);

    /** Takes the stream away from its client. */
    abstract void remove();

    /** How far it may go while the device sleeps. */
    abstract void limit(StreamState ceiling);
}
