import type { Flapping, Recovered } from "../../../model/condition.ts";
import { decimal } from "../../../model/quantity.ts";
import { gridOf, type Span } from "./grid.ts";
import { incrementSeconds } from "./reading.ts";
import type { Increments } from "./recorded.ts";
import { countsOf, isNear, type Test } from "./window.ts";

/** Trouble is over: one of the proofs holds. */
export function recoveredTest({ proofs, rate, spare }: Recovered, increments: Increments, span: Span): Test {
  const allowed = Number(decimal(rate));
  const proved = proofs.map(({ over, lower, than, failures }): Test => {
    const [now, before] = [countsOf(increments, span, over), countsOf(increments, span, than)];
    const exactly: Test = (moment) => {
      if (!before.bad.has(moment) || !before.total.has(moment) || !now.bad.has(moment) || !now.total.has(moment)) return false;
      const [bad, total] = [now.bad.value(moment), now.total.value(moment)];
      if (!(bad <= (failures ?? allowed * total + spare))) return false;
      return lower * Math.max(1, bad) * before.total.value(moment) <= before.bad.value(moment) * total;
    };
    const [bads, totals, worse, all] = [now.bad.quick, now.total.quick, before.bad.quick, before.total.quick];
    if (!bads || !totals || !worse || !all) return exactly;
    // While trouble lasts, which is most of the time that is asked for, running sums are enough to know that nothing is proved.
    const isAbove = (one: number, bound: number) => one > bound && !isNear(one, bound);
    return (moment) => {
      const [bad, total] = [bads(moment), totals(moment)];
      if (isAbove(bad, failures ?? allowed * total + spare)) return false;
      return !isAbove(lower * Math.max(1, bad) * all(moment), worse(moment) * total) && exactly(moment);
    };
  });
  return (moment) => proved.some((test) => test(moment));
}

/** Trouble has begun more than once within the memory. */
export function flappingTest({ rate, spare, pause, memory }: Flapping, increments: Increments, span: Span): Test {
  const allowed = Number(decimal(rate));
  const resting = countsOf(increments, span, pause);
  const kept = (moment: number): boolean | undefined =>
    resting.bad.has(moment) && resting.total.has(moment)
      ? resting.bad.value(moment) <= allowed * resting.total.value(moment) + spare
      : undefined;
  return begunAgain(kept, gridOf(span, incrementSeconds).length, memory);
}

const [unasked, unknown, no, yes] = [0, 1, 2, 3];

/** Whether a line of yes and no, told by the minute, has fallen more than once within the last `memory` seconds. */
function begunAgain(line: (moment: number) => boolean | undefined, minutes: number, memory: number): Test {
  // Most alerts ask seldom: of each minute the answer is found out with the first question.
  const answers = new Uint8Array(minutes).fill(unasked);
  const answer = (minute: number): number => {
    const told = line(minute * incrementSeconds);
    answers[minute] = told === undefined ? unknown : told ? yes : no;
    return answers[minute];
  };
  return (moment) => {
    const last = Math.min(minutes - 1, Math.floor(moment / incrementSeconds));
    let before = unknown;
    let falls = 0;
    for (let minute = Math.max(0, Math.floor((moment - memory) / incrementSeconds) + 1); minute <= last; minute++) {
      const now = answers[minute] || answer(minute);
      if (now === unknown) continue;
      if (before === yes && now === no) falls++;
      before = now;
    }
    return falls > 1;
  };
}
