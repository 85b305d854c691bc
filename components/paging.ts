import { z } from "zod";
import type { OnCall } from "../model/resolved.ts";

/** What a page does that begins at an instant; undefined where nothing pages the on-call service. */
export type Ask = (onCall: OnCall, at: number) => Paging | undefined;

/**
 * Reads what a pager is to hold for one environment, to be asked about it.
 *
 * @param idOf id of an object by its kind in the plan and its logical name
 */
export type Reader = (objects: readonly VendorObject[], idOf: (kind: string, name: string) => string) => Ask;

/** An object as it is sent to a pager, or as the pager holds it, with the id by which others refer to it. */
export interface VendorObject {
  readonly kind: string;
  readonly id: string;
  readonly fields: unknown;
}

/** Marks a person whom this project only looks up and whose contacts it does not manage. */
export const contactsUnknown = z.literal("unknown").optional();

/** What a pager does with an unacknowledged incident, vendor neutral. Minutes count from its beginning. */
export interface Paging {
  /** name of the vendor, for people */
  readonly pager: string;
  /** name of the page service at the vendor */
  readonly service: string;
  /** who has a key to it */
  readonly senders: readonly string[];
  /** in the order of time; every level of every round that is reached */
  readonly calls: readonly Call[];
  /** minute after which no one else is notified, because no level is left or a timeout resolved the incident */
  readonly end: number;
  /** undefined: an acknowledgement never expires; else seconds */
  readonly acknowledged: number | undefined;
  /** undefined: nothing but the alert resolves it; else seconds */
  readonly autoResolve: number | undefined;
  /** time zone of the first schedule that is asked */
  readonly timeZone: string | undefined;
}

/** One level that an incident reaches. */
export interface Call {
  readonly minute: number;
  /** from 1 */
  readonly round: number;
  readonly level: number;
  /** who is notified; empty if no one is on call */
  readonly people: readonly Called[];
  /** what was asked for them: names of schedules, of people where a level names them */
  readonly asked: readonly string[];
}

export interface Called {
  readonly name: string;
  /** the schedule that said so, unless the level names the person */
  readonly schedule?: string;
  readonly notices: readonly Notice[];
  /** contacts are the person's own at the pager, so that notices are not known */
  readonly contacts?: "unknown" | undefined;
}

export interface Notice {
  readonly minute: number;
  readonly way: Way;
}

export type Way = "SMS" | "phone call" | "push notification" | "e-mail" | "WhatsApp";

/** What gets a person out of bed. A message in a mailbox does not. */
const waking: ReadonlySet<Way> = new Set<Way>(["SMS", "phone call"]);

/** Whether a call pages at least one person. */
export function wakes({ people }: Call): boolean {
  return people.some(({ notices }) => notices.some(({ way }) => waking.has(way)));
}
