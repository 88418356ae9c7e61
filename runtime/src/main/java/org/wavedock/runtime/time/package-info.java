// SPDX-License-Identifier: Apache-2.0
/** Time, waiting and threads, real and virtual. */
package org.wavedock.runtime.time;
