// SPDX-License-Identifier: Apache-2.0
/** The port's side of portcls: ports, pins, service groups and the miniport that drives any slave channel. */
package org.wavedock.runtime.port;
