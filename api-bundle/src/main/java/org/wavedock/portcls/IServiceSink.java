// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ConsumerType;
import org.wavedock.dma.IUnknown;

/** Something that can be serviced; {@code IServiceSink} (portcls.h). */
@ConsumerType
public interface IServiceSink extends IUnknown {
    /**
     * Does the service now; {@code RequestService}. Called by a group on the service thread: no blocking, no
     * allocation. One call may stand for several notifications. What it throws is reported the first time and keeps no
     * other member from being called.
     */
    void requestService();
}
