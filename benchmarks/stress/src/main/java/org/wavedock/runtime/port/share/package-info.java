// SPDX-License-Identifier: Apache-2.0
/** Stress tests of what pumps and desks hand to one another on a shared device. */
package org.wavedock.runtime.port.share;
