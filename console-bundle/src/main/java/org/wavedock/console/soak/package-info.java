// SPDX-License-Identifier: Apache-2.0
/** The soak: streams that run while everything that a framework can do to a backend is done to backends. */
package org.wavedock.console.soak;
