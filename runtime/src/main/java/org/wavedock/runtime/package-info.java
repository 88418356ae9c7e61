// SPDX-License-Identifier: Apache-2.0
/** The runtime's components: what Declarative Services sees of it. */
package org.wavedock.runtime;
