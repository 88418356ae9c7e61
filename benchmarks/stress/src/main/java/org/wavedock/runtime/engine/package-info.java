// SPDX-License-Identifier: Apache-2.0
/** Stress tests of what clients, control and pumps hand to one another. */
package org.wavedock.runtime.engine;
