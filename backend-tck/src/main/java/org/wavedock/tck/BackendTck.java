// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * All rules for a backend's device, as tests to be inherited. A rule that a device cannot be asked for is aborted and says why;
 * no rule passes without having looked.
 */
@ConsumerType
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BackendTck
        implements DeviceRules,
                BufferRules,
                AddressRules,
                CopyRules,
                TransferRules,
                WaitRules,
                PositionRules,
                ControlRules,
                CommitmentRules,
                SubstreamRules,
                CloseRules,
                ReferenceRules,
                HostileRules,
                GoneRules,
                RenderRules,
                CaptureRules,
                SwapRules {
    private Bench bench;

    /** The rules. */
    protected BackendTck() {}

    /**
     * A device for one rule.
     *
     * @return a new one that nothing else uses, or one that is as good as new; it is closed after the rule
     * @throws Exception if there is none; the rule fails
     */
    protected abstract TestedDevice device() throws Exception;

    /**
     * Sets the device up. For JUnit.
     *
     * @throws Exception if there is none
     */
    @BeforeEach
    public final void setUp() throws Exception {
        bench = new Bench(device());
    }

    /** Gives everything back. For JUnit. */
    @AfterEach
    public final void tearDown() {
        if (bench != null) {
            bench.close();
        }
    }

    @Override
    public final Bench bench() {
        return bench;
    }
}
