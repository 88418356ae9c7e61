// SPDX-License-Identifier: Apache-2.0
/** The checking mode: what portcls forbids, and no ordinary run would notice, is found here. */
package org.wavedock.runtime.port.check;
