// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/**
 * How two subdevices of a device are wired; {@code KSPIN_PHYSICALCONNECTION} (ks.h), with both ends.
 *
 * @param from the name of the subdevice that audio comes from
 * @param fromPin its pin
 * @param to the name of the subdevice that audio goes to
 * @param toPin its pin
 */
public record PhysicalConnection(String from, int fromPin, String to, int toPin) {}
