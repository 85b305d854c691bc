import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import biome from "../../biome.json" with { type: "json" };
import { read, root, section, tableRows } from "./markdown.ts";

const rooms = new Map(
  tableRows(section(read("docs/architecture.md"), "Rooms, and what they may import")).map(([room = "", , imports = ""]) => [
    room.replaceAll(/`|\/`/g, ""),
    imports,
  ]),
);

// Names within the brace of a pattern such as "**/{model,monitors}/**".
const namesIn = (pattern = ""): string[] => pattern.replaceAll(/[!{}*/]/g, "").split(",");

/** The row of each room: all rooms are denied, then those of the table are allowed. */
const linted = biome.overrides.flatMap(({ includes, linter }) => {
  const [room = ""] = includes.map((glob) => glob.replace("/**", ""));
  const [first] = linter.rules.style.noRestrictedImports.options.patterns;
  const allowed = /may import only: (.+) \(docs/.exec(first?.message ?? "")?.[1];
  const [denied, permitted] = first?.group ?? [];
  return allowed === undefined ? [] : [{ room, allowed, denied: namesIn(denied), permitted: namesIn(permitted) }];
});

describe("docs/architecture.md", () => {
  test("has a row for each room that the linter watches", () => {
    for (const { room } of linted) expect([...rooms.keys()]).toContain(room);
    expect(linted.length).toBeGreaterThan(7);
  });

  test.each(linted)("says of $room/ what the linter says", ({ room, allowed }) => {
    expect(rooms.get(room)).toBe(allowed);
  });

  test.each(linted)("the lint rule of $room/ permits what the table allows, and no other room", ({ room, allowed, denied, permitted }) => {
    const code = [...rooms.keys()].filter((name) => !name.endsWith(".ts"));
    expect(code.filter((name) => !denied.includes(basename(name)))).toEqual([]);
    const inTable = allowed.split(", ").filter((name) => code.includes(name));
    expect(permitted.toSorted()).toEqual([room, ...inTable].map((name) => basename(name)).sort());
  });

  test.each([...rooms.keys()])("names a room that exists: %s", (room) => {
    expect(existsSync(join(root, room))).toBe(true);
  });
});
