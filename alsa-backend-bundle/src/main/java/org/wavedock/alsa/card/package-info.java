// SPDX-License-Identifier: Apache-2.0
/** The cards that the kernel shows, and how they come and go. */
package org.wavedock.alsa.card;
