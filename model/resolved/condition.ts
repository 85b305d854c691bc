import type Fraction from "fraction.js";
import type { CalendarUnit } from "../calendar-window.ts";
import type { Calendar } from "./organization.ts";
import type { AgeSignal, CountSignal, EventsSignal, GroupedSignal, ProbeSignal, ShareSignal, Signal, ValueSignal } from "./signal.ts";

/** The leaves that the catalog writes. Thresholds are in the metric's unit. */
export type Condition =
  /**
   * `inclusive`: the share itself counts as well, not only what is above it; `leastMinutes`: in place of `least` failures, so many
   * minutes with one, if they are more than chance makes of the share
   */
  | {
      readonly kind: "bad-share";
      readonly signal: ShareSignal;
      readonly above: Fraction;
      readonly over: number;
      /**
       * since the first of it; `over` is how far that may reach back. The share is of what the whole of it would have at the
       * traffic so far: `above` of that, and no good rest of it makes up for it
       */
      readonly calendar?: CalendarUnit;
      readonly least: number;
      readonly inclusive?: true;
      readonly leastMinutes?: number;
    }
  | { readonly kind: "value"; readonly signal: ValueSignal; readonly compare: "above" | "below"; readonly threshold: Fraction }
  /**
   * if the trend of the last `from` seconds goes on, the value is beyond the threshold in `within` seconds; `now`: and it is
   * already beyond that
   */
  | {
      readonly kind: "forecast";
      readonly signal: ValueSignal;
      readonly compare: "above" | "below";
      readonly threshold: Fraction;
      readonly within: number;
      readonly from: number;
      readonly now?: Fraction;
    }
  /**
   * the average of the last `over` seconds (events a minute, or the value) is less, or more, than `against` seconds before, by
   * the share `by` of what it was then, or more; then there were `least` events, or the average was so high, or more
   */
  | {
      readonly kind: "change";
      readonly signal: CountSignal | ValueSignal;
      readonly compare: "falls" | "rises";
      readonly by: Fraction;
      readonly over: number;
      readonly against: number;
      readonly least: Fraction;
    }
  /** the latest moment, or the last increase, is more than `olderThan` seconds ago */
  | { readonly kind: "age"; readonly signal: AgeSignal; readonly olderThan: number }
  /** `during`: only while the whole window lies within the hours of a calendar, as UTC has them all the year (see open-hours.ts) */
  | {
      readonly kind: "count";
      readonly signal: CountSignal | EventsSignal;
      readonly compare: "above" | "below";
      readonly threshold: Fraction;
      readonly over: number;
      readonly during?: Calendar;
    }
  /** an event, for the first time, again, or after it was resolved */
  | { readonly kind: "occurs"; readonly signal: CountSignal }
  | { readonly kind: "absent"; readonly signal: Signal }
  /** more groups than its signal may have */
  | { readonly kind: "groups"; readonly signal: GroupedSignal };

/** A share of failures in a window: the leaf of which tiers, floors and alerts on shares are made. */
export type BadShare = Extract<Condition, { readonly kind: "bad-share" }>;

/** The leaves on what is asked from outside: no recorded data, so nothing joins them with others. */
export type ProbeCondition =
  | { readonly kind: "probe-fails"; readonly signal: ProbeSignal }
  /** the certificate of the endpoint expires within these seconds */
  | { readonly kind: "certificate"; readonly signal: ProbeSignal; readonly within: number };
