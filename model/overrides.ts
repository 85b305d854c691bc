import { endOf, type Rota, shiftsOf, startOf, type Turns } from "./shifts.ts";
import { clockAt } from "./wall-clock.ts";

/** Someone who takes over for a time; a resolved one with its people, or a written one with their ids. */
export interface Override<P> {
  /** `YYYY-MM-DDTHH:MM` in the rota's time zone */
  readonly from: string;
  readonly to: string;
  readonly who: P;
  /** undefined: instead of everybody */
  readonly insteadOf?: P | undefined;
  /** id of the one layer whose hours are taken; undefined: all hours */
  readonly layer?: string | undefined;
}

/** A rota whose layers have the ids by which overrides name them. */
export interface Layered<P> extends Rota<P> {
  readonly layers: readonly (Turns<P> & { readonly id: string })[];
}

/** A layer of one person never hands over; its turn is of any length. */
const aDay = 86_400;

/**
 * An override as layers that begin and end, each with one person. Above the layers of the schedule they hide these, and nothing
 * of the schedule itself changes. One layer, or one for each run of turns where it is instead of somebody.
 *
 * @returns none where `instead-of` has no turn in that time
 */
export function layersOf<P>({ timeZone, layers }: Layered<P>, override: Override<P>): Turns<P>[] {
  const { who, insteadOf, layer: only } = override;
  const whole = { rotation: [who], turn: aDay, start: `${override.from}:00`, end: `${override.to}:00` };
  const taken = layers.filter(({ id }) => only === undefined || id === only);
  if (insteadOf === undefined) return [{ ...whole, ...(only !== undefined && { hours: taken[0]?.hours }) }];
  const [from, to] = [startOf(whole, timeZone), endOf(whole, timeZone)];
  const local = (instant: number) => new Date(clockAt(instant, timeZone)).toISOString().slice(0, 19);
  return taken.flatMap((layer) =>
    shiftsOf({ timeZone, layers: [{ ...layer, hours: undefined }] }, from, to)
      .filter(({ person }) => person === insteadOf)
      .map((run): Turns<P> => ({ ...whole, start: local(run.from), end: local(run.to), hours: layer.hours }))
      .filter((run) => shiftsOf({ timeZone, layers: [run] }, from, to).some(({ person }) => person !== undefined)),
  );
}

/** A rota with its overrides in force: their layers above its own, in the order in which they are written. */
export function withOverrides<P>(rota: Layered<P>, overrides: readonly Override<P>[]): Rota<P> {
  return { ...rota, layers: [...rota.layers, ...overrides.flatMap((override) => layersOf(rota, override))] };
}

/** Whether an override lies in the past at an instant. */
export const hasEnded = ({ to }: Pick<Override<unknown>, "to">, timeZone: string, instant: number): boolean =>
  endOf({ end: `${to}:00` }, timeZone) <= instant;

/**
 * What is looked at when shifts are judged: a time from now on, and the overrides that come after it. In order, apart from each other.
 *
 * @param ahead length of the time from now on, in milliseconds
 */
export function stretchesAhead(
  now: number,
  ahead: number,
  rotas: readonly { readonly timeZone: string; readonly overrides: readonly Pick<Override<unknown>, "from" | "to">[] }[],
): { readonly from: number; readonly to: number }[] {
  const later = rotas.flatMap(({ timeZone, overrides }) =>
    overrides.map(({ from, to }) => ({ from: startOf({ start: `${from}:00` }, timeZone), to: startOf({ start: `${to}:00` }, timeZone) })),
  );
  const found = [{ from: now, to: now + ahead }];
  for (const { from, to } of later.sort((one, other) => one.from - other.from)) {
    const last = found.at(-1)?.to ?? now;
    if (to > last) found.push({ from: Math.max(from, last), to });
  }
  return found;
}
