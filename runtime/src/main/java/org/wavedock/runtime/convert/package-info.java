// SPDX-License-Identifier: Apache-2.0
/** From one format to another: encodings, channels and rates. Numbers in, numbers out: nothing here knows of devices or time. */
package org.wavedock.runtime.convert;
