// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

/** In virtual time every run is the same. */
public class VirtualTimeLifecycleIT extends BackendLifecycle {}
