// SPDX-License-Identifier: Apache-2.0
/** Stress tests of what pins and groups share with other threads. */
package org.wavedock.runtime.port;
