import { nearest } from "../nearest.ts";
import { hasEnded, type Layered, layersOf, type Override, withOverrides } from "../overrides.ts";
import { type Rota, type Shift, shiftsOf, startOf } from "../shifts.ts";
import { day } from "../wall-clock.ts";
import { type Check, own } from "./report.ts";
import { inWords, isSound, overrideOf, rotaOf } from "./rota.ts";
import { isDate } from "./week.ts";

/** The longest override, in milliseconds. */
const longest = 366 * day;

/** Overrides can be placed in time, replace somebody, and no two of them claim the same hours. */
export const checkOverrides: Check = ({ organization, now }, report) => {
  for (const [id, { overrides = [], layers }] of Object.entries(organization.value.schedules)) {
    const rota = rotaOf(organization, id)?.rota;
    const placed: Placed[] = [];
    for (const [index, written] of overrides.entries()) {
      const path = ["schedules", id, "overrides", index];
      const { from, to, layer } = written;
      for (const key of ["from", "to"] as const)
        if (!isDate(written[key].slice(0, 10)))
          report(organization, [...path, key], "invalid-form", `${JSON.stringify(written[key])} is not on a calendar day`);
      if (layer !== undefined && !Object.hasOwn(layers, layer))
        report(organization, [...path, "layer"], "unknown-layer", `there is no layer ${JSON.stringify(layer)}`, {
          nearest: nearest(layer, Object.keys(layers)),
        });
      if (from >= to)
        report(organization, [...path, "to"], "range-inverted", `${to} is not after ${from}`, { way: "write an end after `from`" });
      if (!rota || !isSound(written, rota.layers)) continue;
      const { timeZone } = rota;
      const [begins, ends] = [from, to].map((local) => startOf({ start: `${local}:00` }, timeZone)) as [number, number];
      if (ends - begins > longest) {
        report(organization, [...path, "to"], "override-too-long", `it lasts ${Math.floor((ends - begins) / day)} days`);
        continue;
      }
      const override = overrideOf(written);
      if (hasEnded(override, timeZone, now)) {
        report(organization, path, "override-ended", `the override by ${JSON.stringify(override.who)} ended on ${inWords(ends, timeZone)}`);
        continue;
      }
      const clash = firstClash(placed, rota, override);
      if (clash)
        report(
          organization,
          path,
          "override-overlap",
          `from ${inWords(clash.at, timeZone)} the override by ${JSON.stringify(clash.with)} (number ${clash.number}) is in force as well`,
        );
      else if (changesNothing(rota, override, begins, ends))
        report(organization, path, "override-without-effect", withoutEffect(override, nameOf));
      placed.push({ ...override, begins, ends, number: index + 1 });
    }
  }

  function nameOf(person: string): string {
    return own(organization.value.people, person)?.name ?? person;
  }
};

interface Placed extends Override<string> {
  readonly begins: number;
  readonly ends: number;
  /** place in the list, from 1 */
  readonly number: number;
}

/** The first instant at which an override and one before it are both in force. */
function firstClash(before: readonly Placed[], rota: Layered<string>, override: Override<string>) {
  const inForce = (one: Override<string>, { begins, ends }: Placed): Shift<string>[] =>
    shiftsOf({ timeZone: rota.timeZone, layers: layersOf(rota, one) }, begins, ends).filter(({ person }) => person !== undefined);
  for (const other of before) {
    const [mine, theirs] = [inForce(override, other), inForce(other, other)];
    const both = mine.flatMap(({ from, to }) =>
      theirs.flatMap((one) => (from < one.to && one.from < to ? [Math.max(from, one.from)] : [])),
    );
    const [at] = both.sort((one, next) => one - next);
    if (at !== undefined) return { at, with: other.who, number: other.number };
  }
  return undefined;
}

const changesNothing = (rota: Layered<string>, override: Override<string>, from: number, to: number): boolean => {
  const words = (one: Rota<string>) => JSON.stringify(shiftsOf(one, from, to));
  return words(rota) === words(withOverrides(rota, [override]));
};

function withoutEffect({ who, insteadOf, from, to }: Override<string>, nameOf: (person: string) => string): string {
  const when = `from ${from.replace("T", " ")} until ${to.replace("T", " ")}`;
  if (insteadOf !== undefined && insteadOf !== who) return `${nameOf(insteadOf)} is not on call ${when}`;
  return `${nameOf(who)} is on call ${when} without it`;
}
