// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

/**
 * A run of a stream's frames that one device passed without interruption.
 *
 * @param device the device's name
 * @param substream which of the device's substreams; 0 for the first
 * @param deviceFrame the frame on that substream's own timeline; in a recording of the device, the frame of the file
 * @param deviceFrames how many of the device's frames it took
 * @param streamFrame the first frame of the stream
 * @param frames how many of the stream: as many as the device's, if both have one rate
 * @param confirmed false if the device vanished, or was written to too late, so that they may or may not have been heard
 */
public record Segment(
        String device,
        int substream,
        long deviceFrame,
        long deviceFrames,
        long streamFrame,
        long frames,
        boolean confirmed) {}
