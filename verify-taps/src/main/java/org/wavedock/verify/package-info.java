// SPDX-License-Identifier: Apache-2.0
/**
 * A program that checks what devices played against what was submitted, byte for byte.
 *
 * <p>It shares no code with the rest of Wavedock, on purpose: it reads only the input, the taps and the report.
 */
package org.wavedock.verify;
