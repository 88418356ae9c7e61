// SPDX-License-Identifier: Apache-2.0
/** Subdevices, and the pins of clients that use portcls without the audio engine. */
package org.wavedock.runtime.filter;
