import { type Clocked, toZone } from "../layer-zone.ts";
import { type Layered, type Override, withOverrides } from "../overrides.ts";
import type { Part } from "../part.ts";
import { parseDuration } from "../quantity.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { Rota } from "../shifts.ts";
import { timeZones } from "../time-zones.ts";
import { clockAt, clockText } from "../wall-clock.ts";
import { own } from "./report.ts";
import { isDate } from "./week.ts";

type Written = NonNullable<OrganizationFile["schedules"][string]["overrides"]>[number];

type WrittenLayer = OrganizationFile["schedules"][string]["layers"][string];

/** A schedule as it is written: its layers alone, and with its overrides above them. */
interface WrittenRota {
  readonly rota: Layered<string>;
  readonly inForce: Rota<string>;
  readonly timeZone: string;
  readonly overrides: readonly Override<string>[];
}

/** A schedule as it is written; nothing where a fault of its own is reported elsewhere. */
export function rotaOf({ value }: Part<OrganizationFile>, id: string): WrittenRota | undefined {
  const schedule = own(value.schedules, id);
  if (!schedule || !timeZones.has(schedule["time-zone"])) return undefined;
  const written = Object.entries(schedule.layers);
  const zone = schedule["time-zone"];
  const isPlaced = ({ since, handoff, "time-zone": own = zone }: WrittenLayer) =>
    isDate(since) && handoff !== "24:00" && timeZones.has(own);
  if (!written.every(([, layer]) => isPlaced(layer))) return undefined;
  const layers = written.map(([id, layer]) => ({
    ...clockedOf(layer, zone),
    id,
    rotation: layer.rotation,
    turn: parseDuration(layer.turn),
  }));
  if (layers.length === 0) return undefined;
  const rota = { timeZone: zone, layers };
  const overrides = (schedule.overrides ?? []).filter((override) => isSound(override, layers)).map(overrideOf);
  return { rota, inForce: withOverrides(rota, overrides), timeZone: rota.timeZone, overrides };
}

/** First handoff and hours of a layer on the clock of its schedule. */
export function clockedOf({ since, handoff, hours, "time-zone": own }: WrittenLayer, zone: string): Clocked {
  const layer = { start: `${since}T${handoff}:00`, hours };
  return own === undefined || !timeZones.has(own) ? layer : toZone(layer, own, zone);
}

export const overrideOf = ({ from, to, who, "instead-of": insteadOf, layer }: Written): Override<string> => ({
  from,
  to,
  who,
  insteadOf,
  layer,
});

/** Whether an override can be placed in time, and above a layer that exists. */
export const isSound = ({ from, to, layer }: Written, layers: Layered<string>["layers"]): boolean =>
  isDate(from.slice(0, 10)) && isDate(to.slice(0, 10)) && from < to && (layer === undefined || layers.some(({ id }) => id === layer));

/** `2026-06-08 09:00 Europe/Berlin`. */
export const inWords = (instant: number, zone: string): string => `${clockText(clockAt(instant, zone))} ${zone}`;
