// SPDX-License-Identifier: Apache-2.0
/** Stress tests of what clients of a port and its service hand to one another. */
package org.wavedock.runtime.filter;
