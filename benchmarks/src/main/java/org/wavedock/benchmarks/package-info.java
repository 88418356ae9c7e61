// SPDX-License-Identifier: Apache-2.0
/** What a copy and a pump cycle cost. Run by hand; docs/performance.md says how. */
package org.wavedock.benchmarks;
