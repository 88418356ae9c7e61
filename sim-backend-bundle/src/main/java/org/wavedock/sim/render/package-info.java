// SPDX-License-Identifier: Apache-2.0
/** Where a card's render substreams are heard: nowhere, in memory or in WAV files. */
package org.wavedock.sim.render;
