import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

    // A process of its own ended with its fault: only one that stays can spoil the next run.
    const sound = await all.open();
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

describe("a second sandbox of the process", () => {
  const settingsOf = ({ accounts }: Awaited<ReturnType<typeof all.open>>) =>
    readFileSync(join(dirname(accounts), "project", "Pulumi.prod.yaml"), "utf8");
  const saltOf = (settings: string) => /^encryptionsalt: (.*)$/m.exec(settings)?.[1];
  const secrets = { token: "a token", "nested.key": "a key" };

  test("has a stack with the same secrets as a copy, and settings, state and accounts of its own", async () => {
    const first = await all.open({ dir: join(all.dir, "first"), secrets });
    expect(await first.up()).toMatchObject({ ok: true });
    const second = await all.open({ dir: join(all.dir, "second"), secrets, config: { other: "setting" } });
    expect(saltOf(settingsOf(second))).toBe(saltOf(settingsOf(first)));
    expect(settingsOf(second)).toMatch(/other: setting/);
    expect(settingsOf(second)).not.toContain("a token");
    expect([await second.stacks(), await second.outputs(), folders(second)]).toEqual([["prod"], {}, []]);
    const environment = await second.environment();
    const work = join(dirname(second.accounts), "project");
    const shown = execFileSync(second.engine.path, ["config", "--show-secrets", "--json", "--stack", "prod"], {
      cwd: work,
      env: environment,
      encoding: "utf8",
    });
    expect(JSON.parse(shown)).toMatchObject({
      "faulty:token": { value: "a token", secret: true },
      "faulty:nested": { objectValue: { key: "a key" } },
    });
    expect(await second.up()).toMatchObject({ ok: true, changes: { create: 2 } });
  });

  test("has a stack of its own with other secrets, and where its program is not kept", async () => {
    const salts = [];
    for (const [dir, change] of Object.entries({
      one: { secrets },
      other: { secrets: { token: "b" } },
      none: {},
      alone: { secrets, keepProgram: false },
    }))
      salts.push(saltOf(settingsOf(await all.open({ dir: join(all.dir, dir), ...change }))));
    expect(new Set(salts).size).toBe(4);
  });
});
