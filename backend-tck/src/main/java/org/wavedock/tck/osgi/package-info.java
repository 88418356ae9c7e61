// SPDX-License-Identifier: Apache-2.0
/** The rules inside a framework, for every device that is a service there. */
package org.wavedock.tck.osgi;
