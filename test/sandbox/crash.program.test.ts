import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { callsOf, failEach, failedRuns, failuresLeft, madeBy, openFive, settled } from "./five.ts";

/** One of each kind of object at five vendors, while the process that speaks to them is killed. */

const dir = mkdtempSync(join(tmpdir(), "slostack-crash-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A crash takes with it whatever else is being asked; one call at a time, that is the call that crashes and no other. */
const oneByOne = ["--parallel", "1"];

/**
 * One object of each vendor, the first of which all others wait for and the last of which waits for others. A process that is
 * killed knows no kinds; that a call of any kind may fail is in `faults.program.test.ts`.
 */
const killedAt = ["person", "topic", "objective", "rules", "flood-alert"];

/** A run for each kill. */
const patience = 600_000;

test(
  "the process is killed at creates, then before or after updates, of each vendor: the run after the last one is whole, without a double or an orphan",
  async () => {
    // Where nothing is killed, the program stays loaded.
    const creates = await callsOf(await openFive(dir, 1), "create");
    const everything = madeBy(creates);
    const first = await openFive(dir, 1, true);
    failEach(first, "create", named(creates), () => ({ fail: "crash" }));
    expect(await failedRuns(first, oneByOne, everything)).toBe(killedAt.length);
    expect(failuresLeft(first)).toBe(0);
    await settled(await openFive(dir, 1), everything);

    // An update that was done and not answered is asked for once more, which changes nothing.
    const updates = named(await callsOf(await openFive(dir, 2), "update"));
    const second = await openFive(dir, 2, true);
    failEach(second, "update", updates, (index) => ({ fail: "crash", moment: index % 2 === 0 ? "before" : "after" }));
    expect(await failedRuns(second, oneByOne, everything)).toBe(killedAt.length);
    expect(failuresLeft(second)).toBe(0);
    await settled(await openFive(dir, 2), everything);
  },
  patience,
);

function named(calls: Awaited<ReturnType<typeof callsOf>>) {
  return calls.filter(({ name }) => killedAt.includes(name));
}
