import type { Weekday } from "../model/resolved.ts";
import type { Duration } from "./arguments.ts";

/** Hours of some days of the week. They may end on the next day: `22:00` to `06:00`. */
export interface Hours {
  readonly days: readonly Weekday[];
  /** `HH:MM` in the time zone of the schedule; `24:00` is the end of the day */
  readonly from: string;
  readonly to: string;
}

/** Who takes turns. */
export interface Rotation {
  /** e-mail addresses of people at PagerDuty, in the order of their turns */
  readonly rotation: readonly string[];
  /** how long a turn lasts, such as `1w` (default) */
  readonly turn?: Duration;
  /** day of the first handoff, such as `2026-01-05`: it decides whose turn it is */
  readonly since: string;
  /** time of day of a handoff, such as `09:00` */
  readonly handoff: string;
  /** default: all hours */
  readonly hours?: Hours;
}

/** Who is on call when: one rotation, or several that share the week by their hours. */
export type OnCallSchedule = {
  /** IANA name, such as `Europe/Berlin` */
  readonly timeZone: string;
  /** for people; default: the title of the service and the id of the schedule */
  readonly name?: string;
} & (Rotation | { readonly layers: Readonly<Record<string, Rotation>> });

/** Who is called for how long before the next level is. */
export type Level = {
  /** without an acknowledgement, in whole minutes, such as `15m` */
  readonly wait: Duration;
} & ({ /** id of one of `schedules` */ readonly schedule: string } | { /** e-mail address */ readonly person: string });

/** Who is called, in which order, and who may call them. */
export interface OnCallServiceArgs {
  /** for people, such as `Checkout`; default: the component's name. Names at PagerDuty are this and the environment. */
  readonly title?: string;
  /** name of the team at PagerDuty that owns the escalation; it is found there */
  readonly team: string;
  /** rotations by id; a level calls whoever has the turn */
  readonly schedules?: Readonly<Record<string, OnCallSchedule>>;
  /** who is called first, and after how long who else */
  readonly levels: readonly Level[];
  /** how often the levels are gone through again; default: 0 */
  readonly repeat?: number;
  /** who sends events, such as `datadog` or an application: each has an integration key, so that one can be replaced without muting the others */
  readonly senders: readonly string[];
  /** alerts within this time are one incident, such as `5m`; default: each is its own */
  readonly group?: Duration;
  /** an incident that nobody resolves is closed after this; default: `never` */
  readonly autoResolve?: Duration | "never";
  /** an acknowledged incident that is not resolved calls again after this; default: `30m` */
  readonly acknowledged?: Duration | "forever";
  /** id of the environment, such as `prod`; default: the name of the Pulumi stack */
  readonly environment?: string;
}
