// SPDX-License-Identifier: Apache-2.0
/** A backend that is configured as the ALSA backend is; its devices are simulated cards. */
package org.wavedock.fake;
