// SPDX-License-Identifier: Apache-2.0
/** The simulated card: its configuration, its channels and the clock arithmetic that stands in for a DMA engine. */
package org.wavedock.sim.card;
