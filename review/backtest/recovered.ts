import type { Recovered } from "../../model/condition.ts";
import { decimal } from "../../model/quantity.ts";
import { gridOf } from "./grid.ts";
import { tileSeconds } from "./reading.ts";
import type { Recorded } from "./recorded.ts";
import { countsOf, type Test } from "./window.ts";

/** Trouble is over: one of the proofs holds, and trouble has not begun more than once within the memory. */
export function recoveredTest({ signal, trouble, proofs, rate, spare, pause, memory }: Recovered, recorded: Recorded): Test {
  const allowed = Number(decimal(rate));
  const before = countsOf(signal, recorded, trouble);
  const proved = proofs.map(({ over, lower }): Test => {
    const now = countsOf(signal, recorded, over);
    return (moment) => {
      if (!before.bad.has(moment) || !before.total.has(moment) || !now.bad.has(moment) || !now.total.has(moment)) return false;
      const [bad, total] = [now.bad.value(moment), now.total.value(moment)];
      if (!(bad <= allowed * total + spare)) return false;
      return lower * Math.max(1, bad) * before.total.value(moment) <= before.bad.value(moment) * total;
    };
  });
  const resting = countsOf(signal, recorded, pause);
  const kept = (moment: number): boolean | undefined =>
    resting.bad.has(moment) && resting.total.has(moment)
      ? resting.bad.value(moment) <= allowed * resting.total.value(moment) + spare
      : undefined;
  // Most alerts never ask: what began when is found out with the first question.
  let begun: Test | undefined;
  return (moment) => {
    if (!proved.some((test) => test(moment))) return false;
    begun ??= begunAgain(kept, gridOf(recorded.span, tileSeconds).length, memory);
    return !begun(moment);
  };
}

/** Whether a line of yes and no, told by the minute, has fallen more than once within the last `memory` seconds. */
function begunAgain(line: (moment: number) => boolean | undefined, minutes: number, memory: number): Test {
  /** falls up to before each minute, and the first minute from each on in which the line is known */
  const falls = new Int32Array(minutes + 1);
  const known = new Int32Array(minutes + 1);
  let last: boolean | undefined;
  for (let minute = 0; minute < minutes; minute++) {
    const now = line(minute * tileSeconds);
    falls[minute + 1] = (falls[minute] ?? 0) + Number(last === true && now === false);
    known[minute] = now === undefined ? 0 : 1;
    if (now !== undefined) last = now;
  }
  known[minutes] = minutes;
  for (let minute = minutes - 1; minute >= 0; minute--) known[minute] = known[minute] === 1 ? minute : (known[minute + 1] ?? minutes);
  return (moment) => {
    const high = Math.min(minutes, Math.floor(moment / tileSeconds) + 1);
    const low = Math.max(0, Math.floor((moment - memory) / tileSeconds) + 1);
    // A fall is between two points of the window: the first of them is none.
    const first = Math.min(high, (known[low] ?? minutes) + 1);
    return (falls[high] ?? 0) - (falls[first] ?? 0) > 1;
  };
}
