// SPDX-License-Identifier: Apache-2.0
/** Streams and devices: pumps, bindings, hot swap and the account of frames. */
package org.wavedock.runtime.engine;
