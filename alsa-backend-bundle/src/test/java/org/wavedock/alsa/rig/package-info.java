// SPDX-License-Identifier: Apache-2.0
/** Sound cards and sound servers for tests, on machines that have neither. */
package org.wavedock.alsa.rig;
