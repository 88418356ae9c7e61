// SPDX-License-Identifier: Apache-2.0
/** Deterministic simulation: one seed drives the real runtime through a life in virtual time, in one thread. */
package org.wavedock.simulation;
