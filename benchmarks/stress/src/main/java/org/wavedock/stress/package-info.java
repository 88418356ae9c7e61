// SPDX-License-Identifier: Apache-2.0
/** What shows that a stress test can fail. The tests themselves are in the packages of what they test. */
package org.wavedock.stress;
