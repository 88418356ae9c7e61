// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/** An entry of a resource list; {@code CM_PARTIAL_RESOURCE_DESCRIPTOR} (wdm.h), as far as it has a meaning here. */
public sealed interface Resource permits DmaResource, MemoryResource {}
