import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import biome from "../../biome.json" with { type: "json" };
import { read, root, section, tableRows } from "./markdown.ts";

const rooms = new Map(
  tableRows(section(read("docs/architecture.md"), "Rooms, and what they may import")).map(([room = "", , imports = ""]) => [
    room.replaceAll(/[`/]/g, ""),
    imports,
  ]),
);

/** Room to what the lint rule's sentence allows: `monitors/ may import only: model (docs/architecture.md)`. */
const linted = biome.overrides.map(({ includes, linter }) => {
  const [room = ""] = includes.map((glob) => glob.replace("/**", ""));
  const [first] = linter.rules.style.noRestrictedImports.options.patterns;
  const allowed = /may import only: (.+) \(docs/.exec(first?.message ?? "")?.[1] ?? "";
  const forbidden = first?.group.map((glob) => glob.replaceAll(/\*\*|\.\.(?=\/)|\//g, "")) ?? [];
  return { room, allowed, forbidden };
});

describe("docs/architecture.md", () => {
  test("has a row for each room that the linter watches", () => {
    for (const { room } of linted) expect([...rooms.keys()]).toContain(room);
    expect(linted.length).toBeGreaterThan(7);
  });

  test.each(linted)("says of $room/ what the linter says", ({ room, allowed }) => {
    expect(rooms.get(room)).toBe(allowed);
  });

  test.each(linted)("the lint rule of $room/ forbids every room that the table does not allow", ({ room, allowed, forbidden }) => {
    const code = [...rooms.keys()].filter((name) => !["catalog", "test", "bench", room].includes(name));
    const permitted = allowed.split(", ");
    expect(code.filter((name) => !permitted.includes(name) && !forbidden.includes(name))).toEqual([]);
    expect(permitted.filter((name) => forbidden.includes(name))).toEqual([]);
  });

  test.each([...rooms.keys()])("names a room that exists: %s", (room) => {
    expect(existsSync(join(root, room))).toBe(true);
  });
});
