// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

/** Why something failed, with the NTSTATUS that portcls uses for it and what the caller can do. */
public enum Reason {
    /** An argument is out of range or makes no sense. */
    INVALID_PARAMETER("STATUS_INVALID_PARAMETER", Advice.FIX_REQUEST),
    /** The object is in a state in which the call is not allowed. */
    INVALID_DEVICE_STATE("STATUS_INVALID_DEVICE_STATE", Advice.FIX_REQUEST),
    /** The request is not allowed now, such as a format change while running. */
    INVALID_DEVICE_REQUEST("STATUS_INVALID_DEVICE_REQUEST", Advice.FIX_REQUEST),
    /** The class or feature is not offered. */
    NOT_SUPPORTED("STATUS_NOT_SUPPORTED", Advice.FIX_REQUEST),
    /** The feature is planned and not there yet. */
    NOT_IMPLEMENTED("STATUS_NOT_IMPLEMENTED", Advice.REPORT),
    /** No such device, mapping or entry. */
    NOT_FOUND("STATUS_NOT_FOUND", Advice.FIX_REQUEST),
    /** The device cannot do this format. */
    FORMAT_NOT_SUPPORTED("STATUS_NO_MATCH", Advice.OTHER_DEVICE),
    /** Memory, substreams or addresses have run out. */
    INSUFFICIENT_RESOURCES("STATUS_INSUFFICIENT_RESOURCES", Advice.OTHER_DEVICE),
    /** The device configuration cannot work. */
    DEVICE_CONFIGURATION_ERROR("STATUS_DEVICE_CONFIGURATION_ERROR", Advice.REPORT),
    /** The device is gone. */
    DEVICE_REMOVED("STATUS_DEVICE_REMOVED", Advice.OTHER_DEVICE),
    /** No device is there now; one may come. */
    DEVICE_NOT_READY("STATUS_DEVICE_NOT_READY", Advice.RETRY),
    /** The time given was not enough. */
    IO_TIMEOUT("STATUS_IO_TIMEOUT", Advice.RETRY),
    /** The work was cancelled, such as by a close. */
    CANCELLED("STATUS_CANCELLED", Advice.REPORT),
    /** The name is taken. */
    OBJECT_NAME_COLLISION("STATUS_OBJECT_NAME_COLLISION", Advice.FIX_REQUEST),
    /** It failed for another reason, named in the message. */
    UNSUCCESSFUL("STATUS_UNSUCCESSFUL", Advice.REPORT);

    /** What a caller can do about a failure. */
    public enum Advice {
        /** The same call may succeed later. */
        RETRY,
        /** Choose another device. */
        OTHER_DEVICE,
        /** The request itself is wrong. */
        FIX_REQUEST,
        /** Nothing the caller can change; tell somebody. */
        REPORT
    }

    private final String ntStatus;
    private final Advice advice;

    Reason(String ntStatus, Advice advice) {
        this.ntStatus = ntStatus;
        this.advice = advice;
    }

    /**
     * The portcls status.
     *
     * @return its name in ntstatus.h
     */
    public String ntStatus() {
        return ntStatus;
    }

    /**
     * What to do.
     *
     * @return the advice, not null
     */
    public Advice advice() {
        return advice;
    }
}
