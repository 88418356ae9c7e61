// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.Objects;
import org.wavedock.dma.IDmaChannel;

/**
 * What a miniport's {@code newStream} answers: portcls' three out-parameters.
 *
 * <p>The miniport adds a reference to each for the port, and the port releases each once when the pin closes. For
 * WavePci alone the channel is lent: the port neither uses nor releases it, and the miniport keeps it at least as long
 * as the stream.
 *
 * @param <S> the stream's interface
 * @param stream the stream, not null
 * @param dmaChannel its DMA channel, not null
 * @param serviceGroup the group that is notified for the stream; null, for WavePci only, makes the port look after
 *     position and clock events by itself each 20 ms
 */
public record NewStream<S>(S stream, IDmaChannel dmaChannel, IServiceGroup serviceGroup) {
    /** Checks that stream and channel are there; the port checks the group. */
    public NewStream {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(dmaChannel, "dmaChannel");
    }
}
