// SPDX-License-Identifier: Apache-2.0
/** What a card's capture substreams record: silence, tones, numbers, WAV files or another card. */
package org.wavedock.sim.capture;
