import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callsOf, failEach, failedRuns, failuresLeft, madeBy, openFive, settled } from "./five.ts";

/** One of each kind of object at five vendors, while the process that speaks to them is killed. */

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-crash-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A crash takes with it whatever else is being asked; one call at a time, that is the call that crashes and no other. */
const oneByOne = ["--parallel", "1"];

/** A run for each call. */
const patience = 1_500_000;

test(
  "the process is killed at each create in turn: the run after the last one is whole, without a double or an orphan",
  async () => {
    const sandbox = await openFive(dir, 1, true);
    const creates = await callsOf(sandbox, "create");
    failEach(sandbox, "create", creates, () => ({ fail: "crash" }));
    expect(await failedRuns(sandbox, oneByOne, madeBy(creates))).toBe(creates.length);
    expect(failuresLeft(sandbox)).toBe(0);
    await settled(sandbox, madeBy(creates));
  },
  patience,
);

test(
  "the process is killed before or after each update in turn: the run after the last one is whole",
  async () => {
    const first = await openFive(dir, 1, true);
    const everything = madeBy(await callsOf(first, "create"));
    expect(await failedRuns(first, [], everything)).toBe(0);
    const second = await openFive(dir, 2, true);
    const updates = await callsOf(second, "update");
    // An update that was done and not answered is asked for once more, which changes nothing.
    failEach(second, "update", updates, (index) => ({ fail: "crash", moment: index % 2 === 0 ? "before" : "after" }));
    expect(await failedRuns(second, oneByOne, everything)).toBe(updates.length);
    expect(failuresLeft(second)).toBe(0);
    await settled(second, everything);
  },
  patience,
);
