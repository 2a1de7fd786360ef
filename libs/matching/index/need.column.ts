/** How far every supplier meets one need, as it is kept. */
import { VALUE_MAX } from '../model/scoring.constants.js';

export interface NeedColumn {
  /** By slot what `fitIn` and `focusIn` read, side by side: they are read together. Dead slots keep theirs. */
  worth: Uint16Array;
  /** Bits of the slots that meet the need, and of those that have something to do with it. */
  met: Uint32Array;
  related: Uint32Array;
}

export const FOCUS_SHIFT = 8;
/** Fit of a slot to a need, 0..255. */
export const fitIn = (worth: number): number => worth & VALUE_MAX;
/** The most that a need can add to the share of the firm's own skills that serve the requirement, 0..255. */
export const focusIn = (worth: number): number => worth >>> FOCUS_SHIFT;
