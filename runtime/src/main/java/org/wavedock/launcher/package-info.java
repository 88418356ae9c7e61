// SPDX-License-Identifier: Apache-2.0
/** The program that boots the framework: a plain jar that knows only OSGi's launching API. */
package org.wavedock.launcher;
