import type { Command } from "commander";
import { beforeEach, describe, expect, test } from "vitest";
import { commandLine } from "../../cli/command-line.ts";
import { composeRepository } from "../../cli/init/repository.ts";
import { examplesOf } from "../../cli/options.ts";
import description from "../../package.json" with { type: "json" };
import { read, tableRows } from "../docs/markdown.ts";

let program: Command;
let ran: string;

/** Every command with those below it. */
const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];

beforeEach(() => {
  program = commandLine({ write: () => {}, log: () => {}, columns: () => ({}) });
  ran = "";
  for (const command of all(program)) {
    command.exitOverride((error) => {
      throw error;
    });
    command.configureOutput({ writeErr: () => {} });
    if (command.commands.length === 0) {
      command.action(() => {
        ran = command.name();
      });
    }
  }
});

const verbs = commandLine({ write: () => {}, log: () => {}, columns: () => ({}) }).commands.filter(
  (command) => command.name() !== "complete",
);

/** A line as a shell splits it into words. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");

describe("the help of a verb", () => {
  test.each(verbs.map((command) => [command.name(), command] as const))(
    "of %s has one to three examples, each of which parses",
    async (name, verb) => {
      const examples = examplesOf.get(verb) ?? [];
      expect(examples.length).toBeGreaterThan(0);
      expect(examples.length).toBeLessThan(4);
      for (const example of examples) {
        const [line = ""] = example.split(" >> ");
        expect(words(line)[0]).toBe(name);
        await program.parseAsync(words(line), { from: "user" });
        expect(ran).toBe(name === "ci" ? words(line)[1] : name);
      }
    },
  );

  test("an example that the parser refuses would be found", async () => {
    await expect(program.parseAsync(["check", "--no-such-option"], { from: "user" })).rejects.toThrow("unknown option");
  });
});

/** `package.json` as `init` writes it. */
const ofNew: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  composeRepository({ folder: "acme", host: "github", stacks: [] }).find(({ path }) => path === "package.json")?.text ?? "",
);

test("docs/cli.md lists every verb, and no other", () => {
  const listed = tableRows(read("docs/cli.md")).map(([cell = ""]) => /`([\w-]+)`/.exec(cell)?.[1] ?? "");
  expect(listed.toSorted()).toEqual(verbs.map((command) => command.name()).toSorted());
});

describe("a script of npm", () => {
  const runs = Object.entries(description.scripts).flatMap(([script, line]) => {
    const [, verb] = /cli\/slostack\.ts ?(.*)$/.exec(line) ?? [];
    return verb === undefined ? [] : [[script, verb] as const];
  });

  // `npm start` is what npm calls it, and `slostack` takes any verb.
  test.each(runs.filter(([script]) => !["start", "slostack"].includes(script)))("%s runs the verb of its name", (script, verb) => {
    expect(script).toBe(verb.replace(" ", ":"));
  });

  test.each(Object.entries(ofNew.scripts).filter(([script]) => !["start", "test", "slostack"].includes(script)))(
    "%s of a new repository runs the verb of its name",
    (script, line) => {
      expect(line).toBe(`slostack ${script}`);
    },
  );

  test("that is called as a verb runs it", () => {
    const names = verbs.map((command) => command.name());
    const others = Object.keys(description.scripts).filter((script) => names.includes(script) && !runs.some(([one]) => one === script));
    expect(others).toEqual([]);
  });
});
