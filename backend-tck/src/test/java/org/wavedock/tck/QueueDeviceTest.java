// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

/** A device that takes commitments keeps every rule that can be asked of it. */
class QueueDeviceTest extends BackendTck {
    @Override
    protected TestedDevice device() {
        return new QueueDevice();
    }
}
