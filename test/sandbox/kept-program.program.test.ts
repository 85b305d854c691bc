import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sandboxes } from "./standing.ts";

const all = sandboxes({
  program: join(import.meta.dirname, "fixtures", "faulty", "index.ts"),
  project: "faulty",
  stack: "prod",
  vendors: ["grafana"],
});

const folders = ({ objects }: Awaited<ReturnType<typeof all.open>>) => (objects().grafana ?? []).map(({ kind }) => kind);

describe.each([
  ["in a process with others", true],
  ["in a process of its own", false],
])("a program %s", (_, keepProgram) => {
  test.each([
    ["throws", /failed with an unhandled exception:[\s\S]*Error: thrown before anything/],
    ["says", /error: said before anything/],
    ["rejects", /Error: rejected, and nobody waits/],
    ["rejects later", /Error: rejected later, and nobody waits/],
  ])("that %s fails the update with its error, and what stands is not deleted", async (fault, said) => {
    const faulty = await all.openStanding({ keepProgram, config: { fault } });
    const { ok, output, steps } = await faulty.up();
    expect(output).toMatch(said);
    expect({ ok, deleted: steps.filter(({ op }) => op === "delete") }).toEqual({ ok: false, deleted: [] });
    expect(folders(faulty)).toEqual(["folder"]);

    const sound = await all.open({ keepProgram });
    expect(await sound.up()).toMatchObject({ ok: true, steps: [] });
    expect(await sound.outputs()).toEqual({ folder: "checkout" });
  });
});

test("two stacks whose programs run in one process have their own settings, and none waits for the other for ever", async () => {
  const prod = await all.openStanding();
  const staging = await all.open({ stack: "staging", config: { fault: "throws" } });
  const [sound, faulty] = await Promise.all([prod.up(), staging.up()]);
  expect(sound).toMatchObject({ ok: true, steps: [] });
  expect(faulty.output).toContain("thrown before anything");
});
