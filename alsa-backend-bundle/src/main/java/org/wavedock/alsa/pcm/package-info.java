// SPDX-License-Identifier: Apache-2.0
/** A PCM as a device: its limits, its ring, its DMA channel. */
package org.wavedock.alsa.pcm;
