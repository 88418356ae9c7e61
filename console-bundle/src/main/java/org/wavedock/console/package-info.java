// SPDX-License-Identifier: Apache-2.0
/** The commands of Wavedock, for the command line and for the Gogo shell: an application like any other. */
package org.wavedock.console;
