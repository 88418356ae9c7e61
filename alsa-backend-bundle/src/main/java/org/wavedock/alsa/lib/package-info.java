// SPDX-License-Identifier: Apache-2.0
/**
 * libasound through {@code java.lang.foreign}: the names are libasound's, the checks are ours.
 *
 * <p>libasound asserts: a null handle, a format that does not exist, a second close end the process. So everything is checked
 * here before a native call, and a handle is used by one thread at a time, which {@link org.wavedock.alsa.lib.Pcm} enforces.
 */
package org.wavedock.alsa.lib;
