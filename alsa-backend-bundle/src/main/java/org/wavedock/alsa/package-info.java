// SPDX-License-Identifier: Apache-2.0
/** Devices of ALSA: what Declarative Services sees of them. */
package org.wavedock.alsa;
